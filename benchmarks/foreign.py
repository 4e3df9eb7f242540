"""How far both PDF engines agree on papers by programs this code was not written on.

Run by hand: ``python -m benchmarks.foreign [FOLDER …] [--seed N]``. With folders, the PDFs in them; without, papers
made for it by whatever is installed here that writes PDFs: the programs Chromium and LibreOffice, and the libraries
reportlab, fpdf2, WeasyPrint, xhtml2pdf, Typst, matplotlib and cairo. Another ``--seed`` makes other papers, to which
nothing was fitted. A cell agrees if its place, its spans and its text are the same.
"""

from __future__ import annotations

import argparse
import html
import importlib
import logging
import random
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.pdf import cells_of
from extract.errors import PlanthreadError
from extract.readers import pdf_pdfium
from extract.readers.pdf import read_pdf
from extract.readers.pdf_doubt import doubts
from extract.settings import ReadSettings


def _words(words: str) -> tuple[str, ...]:
    return tuple(words.split())


MOST_BYTES = 6_000_000
SECONDS = 120
HEADER = ("Ref", "Action", "Lead officer", "Timescale", "RAG", "Progress")
WORDS = _words(
    """
    agree publish review replace train set up report consult adopt monitor open close survey repair plant fund recruit
    map launch extend the council service ward library park road school tenant budget strategy policy officer member
    annual digital local shared new quarterly climate housing care waste fleet permit first offer official
    """
)
OWNERS = ("Priya Nayar", "Tom Ashdown", "Head of Parks", "Director of Place", "Ann Wells & Bo Reid", "Property Manager")
DATES = ("June 2025", "30 September 2025", "Q3 2025/26", "31/03/2026", "Ongoing", "By end of 2025", "TBC")
RATINGS = {"Green": "#00B050", "Amber": "#FFC000", "Red": "#FF0000", "Blue": "#0070C0"}
COLLAPSED = "table{border-collapse:collapse;width:100%}td,th"
BORDERS = {
    "grid": COLLAPSED + "{border:1px solid #000;padding:3px;vertical-align:top}",
    "hair": COLLAPSED + "{border:.3px solid #999;padding:2px 5px}th{background:#ddd}",
    "double": "table{border-spacing:2px;border:2px solid #333}td,th{border:1px solid #333;padding:4px}",
    "rounded": "table{border-spacing:3px}td,th{border:1px solid #555;border-radius:6px;padding:4px}",
    "across": COLLAPSED + "{border-bottom:1px solid #333;padding:4px;text-align:left}",
    "zebra": COLLAPSED + "{padding:4px;border:1px solid #fff}tr:nth-child(even){background:#eee}",
    "dashed": COLLAPSED + "{border:1px dashed #000;padding:3px}",
    "dotted": COLLAPSED + "{border:1.5px dotted #000;padding:3px}",
    "turned": COLLAPSED + "{border:1px solid #000}th{writing-mode:vertical-rl}",
    "spaced": COLLAPSED + "{border:1px solid #000;padding:3px;letter-spacing:.6px}",
    "justified": COLLAPSED + "{border:1px solid #000;padding:3px;text-align:justify}",
}
Row = tuple[str, ...]
Maker = Callable[[Path, int], None]


@dataclass(slots=True)
class Agreement:
    """What both engines made of some files: cells alike, cells in either, pages, and those that fell back."""

    files: int = 0
    alike: int = 0
    cells: int = 0
    pages: int = 0
    doubtful: int = 0

    def line(self, name: str) -> str:
        """A line of the table that is printed."""
        share = f"{100 * self.alike / self.cells:.2f} %" if self.cells else "–"
        fell = f"{self.doubtful} of {self.pages}"
        return f"{name[:44]:44} {self.files:5} {f'{self.alike} of {self.cells}':>16} {share:>9} {fell:>12}"


def main() -> None:
    given = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    given.add_argument("folders", nargs="*", type=Path)
    given.add_argument("--seed", type=int, default=1)
    asked = given.parse_args()
    logging.disable(logging.CRITICAL)
    print(f"{'PDFs by':44} {'files':>5} {'cells that agree':>16} {'':>9} {'fell back':>12}")
    total = Agreement()
    with tempfile.TemporaryDirectory() as made:
        for name, files in _found(asked.folders) if asked.folders else _made(Path(made), asked.seed):
            here = Agreement()
            for file in files:
                _compare(file, here, total)
            print(here.line(name), flush=True)
    print(total.line("all"))


def _found(folders: Sequence[Path]) -> Iterator[tuple[str, list[Path]]]:
    for folder in folders:
        yield str(folder), sorted(file for file in folder.rglob("*.pdf") if file.stat().st_size <= MOST_BYTES)


def _made(folder: Path, seed: int) -> Iterator[tuple[str, list[Path]]]:
    for name, maker in MAKERS.items():
        into = folder / name
        into.mkdir()
        try:
            maker(into, seed)
        except (ImportError, FileNotFoundError):
            print(f"{name[:44]:44} not installed")
            continue
        yield name, sorted(into.glob("*.pdf"))


def _compare(file: Path, *sums: Agreement) -> None:
    """Add what both engines make of a file, scans aside; a file that neither reads tells nothing."""
    data = file.read_bytes()
    read: list[set[tuple[object, ...]]] = []
    for engine in ("auto", "pdfplumber"):
        try:
            read.append(cells_of(read_pdf(data, ReadSettings(engine=engine, ocr=False))))
        except PlanthreadError:
            read.append(set())
    try:
        doubtful = [bool(marks.lost or doubts(marks)) for marks in pdf_pdfium.pages(data)]
    except PlanthreadError:
        doubtful = []
    for each in sums:
        each.files += 1
        each.alike += len(read[0] & read[1])
        each.cells += len(read[0] | read[1])
        each.pages += len(doubtful)
        each.doubtful += sum(doubtful)
    if read[0] != read[1]:
        print(f"  {file.name}: {len(read[0] ^ read[1])} cells differ")


def _rows(seed: int, count: int = 24) -> list[Row]:
    draw = random.Random(seed)
    return [
        (
            f"{draw.choice('ABC')}{at}",
            " ".join(draw.choices(WORDS, k=draw.randint(5, 34))).capitalize() + ".",
            draw.choice(OWNERS),
            draw.choice(DATES),
            draw.choice(list(RATINGS)),
            " ".join(draw.choices(WORDS, k=draw.randint(0, 25))),
        )
        for at in range(1, count + 1)
    ]


def _page(borders: str, seed: int) -> str:
    """A web page of one plan; some lie on their side, some have a watermark."""
    rows = "".join(
        f"<tr>{''.join(f'<td{_shade(cell)}>{html.escape(cell)}</td>' for cell in row)}</tr>" for row in _rows(seed)
    )
    side = "landscape" if seed % 3 == 1 else ""
    mark = "position:fixed;top:40%;left:15%;font-size:90px;color:#ddd;transform:rotate(-45deg)"
    stamp = f"<div style='{mark}'>DRAFT</div>" if seed % 4 == 2 else ""
    head = "".join(f"<th>{name}</th>" for name in HEADER)
    style = f"@page{{size:A4 {side};margin:15mm}}body{{font:10pt sans-serif}}{BORDERS[borders]}"
    return (
        f"<html lang=en><head><meta charset=utf-8><style>{style}</style></head><body>{stamp}"
        f"<h1>Marlbrook Action Plan {seed}</h1><p>What the council will do, and how far it has got.</p>"
        f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></body></html>"
    )


def _shade(cell: str) -> str:
    return f" style='background:{RATINGS[cell]}'" if cell in RATINGS else ""


def _pages(folder: Path, seed: int) -> Iterator[tuple[Path, str]]:
    """Where each web page goes as a PDF, and the page."""
    for at, borders in enumerate(BORDERS):
        yield folder / f"{borders}.pdf", _page(borders, 100 * seed + at)


def _by_program(*names: str, command: Callable[[str, Path, Path], list[str]]) -> Maker:
    """A maker that prints web pages with the first of these programs that is installed."""

    def make(folder: Path, seed: int) -> None:
        program = next(filter(None, map(shutil.which, names)), None)
        if program is None:
            raise FileNotFoundError(names[0])
        for target, page in _pages(folder, seed):
            source = target.with_suffix(".html")
            source.write_text(page, encoding="utf-8")
            subprocess.run(command(program, source, target), capture_output=True, timeout=SECONDS, check=False)

    return make


def _printed(program: str, source: Path, target: Path) -> list[str]:
    return [program, "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer",
            f"--print-to-pdf={target}", str(source)]  # fmt: skip


def _converted(program: str, source: Path, target: Path) -> list[str]:
    return [program, "--headless", "--convert-to", "pdf:writer_web_pdf_Export", "--outdir", str(target.parent),
            str(source)]  # fmt: skip


def _library(name: str) -> Any:
    return importlib.import_module(name)


def _weasyprint(folder: Path, seed: int) -> None:
    for target, page in _pages(folder, seed + 1):
        _library("weasyprint").HTML(string=page).write_pdf(target)


def _xhtml2pdf(folder: Path, seed: int) -> None:
    for target, page in _pages(folder, seed + 2):
        if target.stem in ("grid", "hair", "across", "zebra"):
            with target.open("wb") as out:
                _library("xhtml2pdf.pisa").CreatePDF(page, dest=out)


def _fpdf2(folder: Path, seed: int) -> None:
    for at, layout in enumerate(("ALL", "HORIZONTAL_LINES", "MINIMAL", "SINGLE_TOP_LINE", "INTERNAL")):
        paper = _library("fpdf").FPDF(orientation="L" if at % 2 else "P")
        paper.add_page()
        paper.set_font("Helvetica", size=8)
        with paper.table(col_widths=(8, 50, 25, 20, 12, 35), borders_layout=layout) as table:
            for row in (HEADER, *_rows(400 + 10 * seed + at)):
                table.row(row)
        paper.output(folder / f"{layout.lower()}.pdf")


def _typst(folder: Path, seed: int) -> None:
    strokes = ("0.5pt", "(x: none, y: 0.4pt)", "none", '(dash: "dashed")', "0.5pt, fill: (x, y) => luma(240)")
    for at, stroke in enumerate(strokes):
        rows = (HEADER, *_rows(500 + 10 * seed + at))
        cells = "".join(f"[{cell}]," for row in rows for cell in row)
        source = folder / f"{at}.typ"
        table = f"#table(columns: (auto, 3fr, 1fr, 1fr, auto, 2fr), stroke: {stroke}, {cells})"
        source.write_text(f"#set text(size: 9pt)\n= Marlbrook Action Plan\n{table}", encoding="utf-8")
        _library("typst").compile(str(source), output=str(source.with_suffix(".pdf")))


def _matplotlib(folder: Path, seed: int) -> None:
    _library("matplotlib").use("pdf")
    pyplot = _library("matplotlib.pyplot")
    for at in range(2):
        figure, axes = pyplot.subplots(figsize=(11, 8))
        axes.axis("off")
        rows = [(ref, text[:34], *rest, "") for ref, text, *rest, _ in _rows(600 + 10 * seed + at, 14)]
        axes.table(cellText=rows, colLabels=HEADER, loc="center", cellLoc="left")
        figure.savefig(folder / f"{at}.pdf")
        pyplot.close(figure)


def _cairo(folder: Path, seed: int) -> None:
    """Boxes, and boxes with round corners."""
    cairo = _library("cairocffi")
    edges = (30, 70, 330, 450, 540, 600, 810)
    for name, corner in (("square", 0.0), ("round", 4.0)):
        surface = cairo.PDFSurface(str(folder / f"{name}.pdf"), 842, 595)
        pen = cairo.Context(surface)
        pen.set_font_size(8)
        pen.set_line_width(0.5)
        for line, row in enumerate((HEADER, *_rows(700 + seed, 20))):
            y = 40 + 24 * line
            for left, right, cell in zip(edges, edges[1:], row, strict=False):
                pen.new_sub_path()
                for x, at, turn in ((right, y, -1), (right, y + 20, 0), (left, y + 20, 1), (left, y, 2)):
                    inner = x - corner if x == right else x + corner
                    pen.arc(inner, at + (corner if at == y else -corner), corner, turn * 1.5708, (turn + 1) * 1.5708)
                pen.close_path()
                pen.stroke()
                pen.move_to(left + 5, y + 13)
                pen.show_text(cell[: round((right - left) / 5)])
        surface.finish()


def _reportlab(folder: Path, seed: int) -> None:
    platypus, styles = _library("reportlab.platypus"), _library("reportlab.lib.styles")
    text = styles.ParagraphStyle("cell", fontSize=8, leading=10)
    looks: dict[str, list[tuple[Any, ...]]] = {
        "grid": [("GRID", (0, 0), (-1, -1), 0.25, "grey")],
        "thin": [("BOX", (0, 0), (-1, -1), 1, "black"), ("INNERGRID", (0, 0), (-1, -1), 0.1, "black")],
        "across": [("LINEBELOW", (0, 0), (-1, -1), 0.5, "black")],
        "round": [("GRID", (0, 0), (-1, -1), 0.5, "black"), ("ROUNDEDCORNERS", [8, 8, 8, 8])],
    }
    for at, (name, look) in enumerate(looks.items()):
        rows = [
            [platypus.Paragraph(html.escape(cell), text) for cell in row]
            for row in (HEADER, *_rows(800 + 10 * seed + at))
        ]
        table = platypus.Table(rows, style=look, repeatRows=1, colWidths=[30, 170, 80, 70, 40, 130])
        platypus.SimpleDocTemplate(str(folder / f"{name}.pdf")).build([table])


MAKERS: dict[str, Maker] = {
    "reportlab": _reportlab,
    "Chromium": _by_program("chromium", "chromium-browser", "google-chrome", "chrome", command=_printed),
    "LibreOffice": _by_program("soffice", "libreoffice", command=_converted),
    "fpdf2": _fpdf2,
    "WeasyPrint": _weasyprint,
    "xhtml2pdf": _xhtml2pdf,
    "Typst": _typst,
    "matplotlib": _matplotlib,
    "cairo": _cairo,
}


if __name__ == "__main__":
    main()
