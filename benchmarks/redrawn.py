"""How well papers are read once they are drawn anew, in layouts that the readers have not seen.

Run by hand: ``python -m benchmarks.redrawn [--seed N] [--styles N] [--only PROGRAM] [--keep FOLDER] [--verbose]``. The
Word papers of ``../shared/papers`` are taken apart with python-docx (not with the readers under test), drawn as PDF by
Chromium and LibreOffice, as Word, as a saved web page, as a workbook and as text in styles put together at random
(rules, shading, turned refs, ratings by fill alone, order and names of columns, tables taken apart, refs that open the
action, a card for each action, type, landscape), run as a user runs them, and scored against the readings by eye of
``../shared/gold`` with ``../shared/score/score.py``.
"""

from __future__ import annotations

import argparse
import html
import random
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import docx
import openpyxl
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor
from docx.table import Table
from docx.text.paragraph import Paragraph
from openpyxl.styles import Alignment, Font, PatternFill

SHARED = Path(__file__).resolve().parents[2] / "shared"
PAPERS = ("000", "001", "002", "003")
RULES = ("grid", "across", "header", "none", "zebra", "white", "outer", "hair")
DRAWN = ("grid", "white", "hair")
"""Those whose columns are drawn; only there a ref is turned."""
SHAPES = ("rows", "joined", "cards", "shared", "list", "banded", "themes", "once")
"""How actions are set: in rows, as they are; with the ref before the words of the action; as a table of its own each,
name by name; with who and when in one cell; as a list without tables; in one table, each heading a row over all its
columns, or down a column of its own; in tables of which only the first has a header."""
RATINGS = ("grey", "red", "amber", "green", "blue")
NAMES = {
    "Ref": ("No.", "ID", "Reference", "Ref"),
    "Action Owner": ("Lead", "Responsible", "Owner", "Lead officer"),
    "Due by": ("By when", "Timescale", "Deadline", "Target date"),
    "Rating": ("RAG", "Status", "BRAG", "RAG rating"),
    "Progress": ("Update", "Latest position", "Progress to date"),
    "Next Steps": ("Next steps", "What happens next"),
    "What we will do:": ("Action", "What we will do"),
    "When will we see an impact:": ("By when", "Timescale"),
    "Who's responsible:": ("Lead", "Who"),
}
"""Other names for the columns of a table of actions; a log of changes keeps its own."""
OWNERS = ("Action Owner", *NAMES["Action Owner"], "Who's responsible:", *NAMES["Who's responsible:"])
TIMES = ("Due by", *NAMES["Due by"], "When will we see an impact?", *NAMES["When will we see an impact:"])


@dataclass(frozen=True)
class Cell:
    """A cell of a taken-apart table: its lines, where it stands and how far it reaches, its fill as RRGGBB."""

    lines: tuple[str, ...]
    row: int
    col: int
    down: int = 1
    across: int = 1
    fill: str | None = None
    turned: bool = False


@dataclass(frozen=True)
class Words:
    """A heading (`level` 1 to 6) or a paragraph (`level` 0)."""

    text: str
    level: int = 0


@dataclass(frozen=True)
class Grid:
    """A table: its cells and how many rows and columns it has; `head`: how many rows on top are its header."""

    cells: tuple[Cell, ...]
    rows: int
    cols: int
    head: int = 1


Block = Words | Grid


@dataclass(frozen=True)
class Style:
    """How a paper is drawn anew."""

    rules: str
    size: float
    padding: float
    landscape: bool
    repeated: bool
    apart: bool
    renamed: bool
    reordered: bool
    turned: bool
    fills_alone: bool
    centred: bool
    shape: str = "rows"

    def __str__(self) -> str:
        told = [
            name for name in ("landscape", "repeated", "apart", "renamed", "reordered", "turned") if getattr(self, name)
        ]
        return " ".join(
            [
                self.rules,
                f"{self.size:g}/{self.padding:g}pt",
                *told,
                *(["fills alone"] if self.fills_alone else []),
                *(["centred"] if self.centred else []),
                *([self.shape] if self.shape != "rows" else []),
            ]
        )


def main() -> None:
    given = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    given.add_argument("--seed", type=int, default=1)
    given.add_argument("--styles", type=int, default=4)
    given.add_argument("--keep", type=Path, help="keep papers and datasets in this folder")
    given.add_argument("--only", choices=tuple(PROGRAMS), action="append", help="the programs that draw (default: all)")
    given.add_argument("--verbose", action="store_true", help="every value that was missed")
    given.add_argument("--shape", choices=SHAPES, default="rows", help="how a row of a table of actions is set")
    asked = given.parse_args()
    with tempfile.TemporaryDirectory() as made:
        root = asked.keep or Path(made)
        for number in range(asked.styles):
            chance = random.Random(asked.seed * 1000 + number)
            style = replace(drawn_style(chance), shape=asked.shape)
            for program in asked.only or PROGRAMS:
                _try(root / f"{number}-{program}", program, style, asked.verbose)


def drawn_style(chance: random.Random) -> Style:
    """A style put together at random."""
    some = chance.random
    rules = chance.choice(RULES)
    return Style(
        rules=rules,
        size=chance.choice((7, 8, 9, 10, 11)),
        padding=chance.choice((1, 2, 3, 5) if rules in DRAWN else (2, 3, 4, 6)),
        landscape=some() < 0.4,
        repeated=some() < 0.6,
        apart=some() < 0.5,
        renamed=some() < 0.5,
        reordered=some() < 0.5,
        turned=some() < 0.25 and rules in DRAWN,
        fills_alone=some() < 0.4,
        centred=some() < 0.3,
    )


def _try(folder: Path, program: str, style: Style, verbose: bool) -> None:
    raw, out = folder / "raw", folder / "out"
    shutil.rmtree(folder, ignore_errors=True)
    raw.mkdir(parents=True)
    for name in PAPERS:
        blocks = [
            each for block in taken_apart(SHARED / "papers" / f"{name}_A.docx") for each in restyled(block, style)
        ]
        PROGRAMS[program](raw / f"{name}_B", list(shaped(blocks, style.shape)), style)
    run = subprocess.run([sys.executable, "-m", "planthread", "run", raw, "--out", out], capture_output=True, text=True)
    if not (out / "csv").is_dir():
        print(f"{program:12} {style}\n   not run: {run.stderr[-500:]}")
        return
    scored = subprocess.run(
        [
            sys.executable,
            SHARED / "score" / "score.py",
            out,
            SHARED / "gold",
            "--expect",
            raw,
            *(["-v"] if verbose else []),
        ],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    print(f"{program:12} {style}\n{scored if verbose else _short(scored)}", flush=True)


def _short(scored: str) -> str:
    """The total, and what was not read whole."""
    lines, paper = [], ""
    for line in scored.splitlines():
        if "status" in line:
            paper = line.partition(" ")[0]
            if not line.endswith("status read"):
                lines.append(f"   {line}")
        elif line.startswith("   ") and not line.endswith("100.0%"):
            lines.append(f"   {paper} {' '.join(line.split())}")
    return "\n".join([*lines, f"   {scored.splitlines()[-1]}"])


def taken_apart(path: Path) -> Iterator[Block]:
    """The headings, paragraphs and tables of a Word paper, in order."""
    paper = docx.Document(str(path))
    for element in paper.element.body:
        if element.tag == qn("w:p"):
            paragraph = Paragraph(element, paper)
            if text := paragraph.text.strip():
                level = re.fullmatch(r"Heading (\d)", paragraph.style.name if paragraph.style else "")
                yield Words(_told(paragraph), int(level[1]) if level else 0) if text else Words("")
        elif element.tag == qn("w:tbl"):
            yield _grid(Table(element, paper))


def _told(paragraph: Paragraph) -> str:
    bullet = paragraph.style is not None and "Bullet" in (paragraph.style.name or "")
    return f"• {paragraph.text.strip()}" if bullet else paragraph.text.strip()


def _grid(table: Table) -> Grid:
    cells: list[Cell] = []
    above: dict[int, int] = {}
    for r, row in enumerate(table._tbl.tr_lst):
        at = row.grid_before
        for tc in row.tc_lst:
            if tc.vMerge == "continue" and at in above:
                kept = cells[above[at]]
                cells[above[at]] = replace(kept, down=r - kept.row + 1)
            else:
                lines = [_told(p) for p in (Paragraph(p, table) for p in tc.p_lst) if p.text.strip()]
                fill = next((s.get(qn("w:fill")) for s in tc.iter(qn("w:shd"))), None)
                lines = [part for line in lines for part in line.split("\n")]
                above[at] = len(cells)
                cells.append(Cell(tuple(lines), r, at, 1, tc.grid_span, fill if fill and fill != "auto" else None))
            at += tc.grid_span
    return Grid(tuple(cells), len(table.rows), max(cell.col + cell.across for cell in cells))


def restyled(block: Block, style: Style) -> Iterator[Block]:
    """The block, or the tables it falls apart into, with what the style changes in its cells."""
    if isinstance(block, Words):
        yield block
        return
    for part in _parts(block) if style.apart else [block]:
        if isinstance(part, Words):
            yield part
            continue
        grid = _reordered(part, style) if style.reordered else part
        yield replace(grid, cells=tuple(_changed(grid, cell, style) for cell in grid.cells))


def shaped(blocks: Sequence[Block], shape: str) -> Iterator[Block]:
    """The blocks of a paper with its tables of actions in another shape."""
    if shape in ("banded", "themes"):
        yield from _in_one_table(blocks, themes=shape == "themes")
        return
    header: tuple[str, ...] = ()
    for block in blocks:
        if isinstance(block, Words) or _action_column(block) is None or shape == "rows":
            yield block
        elif shape == "once":
            yield _without_header(block) if _names(block) == header else block
            header = _names(block)
        else:
            yield from {"joined": _joined, "cards": _cards, "shared": _shared, "list": _listed}[shape](block)


def _in_one_table(blocks: Sequence[Block], *, themes: bool) -> Iterator[Block]:
    """The tables of actions with the names that most have as one, where the first of them stands."""
    names = [_names(block) for block in blocks if isinstance(block, Grid) and _action_column(block) is not None]
    usual = max(names, key=names.count, default=())
    heading = ""
    parts: list[tuple[str, Grid]] = []
    others: list[Block | None] = []
    for block in blocks:
        if isinstance(block, Words):
            heading = block.text if block.level else heading
            others.append(block)
        elif usual and _action_column(block) is not None and _names(block) == usual:
            others += [] if parts else [None]
            parts.append((heading, block))
        else:
            others.append(block)
    for each in others:
        yield each if each is not None else _united(parts, themes=themes)


def _names(grid: Grid) -> tuple[str, ...]:
    return tuple(" ".join(cell.lines) for cell in grid.cells if cell.row == 0)


def _united(parts: Sequence[tuple[str, Grid]], *, themes: bool) -> Grid:
    first, more = parts[0][1], int(themes)
    cells = [replace(cell, col=cell.col + more) for cell in first.cells if cell.row == 0]
    cells += [Cell(("Theme",), 0, 0)] if themes else []
    at = 1
    for heading, grid in parts:
        if themes:
            cells.append(Cell((heading,), at, 0, down=grid.rows - 1))
        else:
            cells.append(Cell((heading,), at, 0, across=grid.cols, fill="D9D9D9"))
            at += 1
        cells += [replace(cell, row=at + cell.row - 1, col=cell.col + more) for cell in grid.cells if cell.row]
        at += grid.rows - 1
    return Grid(tuple(sorted(cells, key=lambda cell: (cell.row, cell.col))), at, first.cols + more)


def _without_header(grid: Grid) -> Grid:
    return Grid(tuple(replace(cell, row=cell.row - 1) for cell in grid.cells if cell.row), grid.rows - 1, grid.cols, 0)


def _shared(grid: Grid) -> Iterator[Grid]:
    """A table of actions with who and when in one cell."""
    names = _names(grid)
    who = next((n for n, name in enumerate(names) if name in OWNERS), None)
    when = next((n for n, name in enumerate(names) if name in TIMES), None)
    if who is None or when is None:
        yield grid
        return
    told = {cell.row: cell.lines for cell in grid.cells if cell.col == when}
    both = (f"{names[who].rstrip(':')} / {names[when].rstrip(':')}",)
    cells = [
        replace(
            cell,
            col=cell.col - (cell.col > when),
            lines=(both if cell.row == 0 else (*cell.lines, *told[cell.row])) if cell.col == who else cell.lines,
        )
        for cell in grid.cells
        if cell.col != when
    ]
    yield Grid(tuple(cells), grid.rows, grid.cols - 1, grid.head)


def _listed(grid: Grid) -> Iterator[Words]:
    """A table of actions as paragraphs: the ref and the words, then each further column after its name."""
    names = _names(grid)
    action = _action_column(grid)
    for row in range(1, grid.rows):
        texts = {cell.col: " ".join(cell.lines) for cell in grid.cells if cell.row == row}
        yield Words(f"{texts.get(0, '')} {texts.get(action or 0, '')}".strip())
        for col, name in enumerate(names):
            if col not in (0, action) and texts.get(col):
                yield Words(f"{name.rstrip(':')}: {texts[col]}")


def _joined(grid: Grid) -> Iterator[Grid]:
    """A table of actions whose refs open the words of the action."""
    action = _action_column(grid)
    refs = {cell.row: " ".join(cell.lines) for cell in grid.cells if cell.col == 0}
    cells = [
        replace(cell, col=cell.col - 1, lines=_opened(refs[cell.row], cell.lines) if _at(cell, action) else cell.lines)
        for cell in grid.cells
        if cell.col
    ]
    yield Grid(tuple(cells), grid.rows, grid.cols - 1, grid.head)


def _at(cell: Cell, action: int | None) -> bool:
    return cell.col == action and cell.row > 0


def _opened(ref: str, lines: tuple[str, ...]) -> tuple[str, ...]:
    return (f"{ref} {lines[0]}" if lines else ref, *lines[1:])


def _cards(grid: Grid) -> Iterator[Grid]:
    """A table of actions as one of two columns for each action: the names of its columns, and what they hold."""
    names = {cell.col: cell for cell in grid.cells if cell.row == 0}
    for row in range(1, grid.rows):
        of_row = [cell for cell in grid.cells if cell.row == row]
        cells = [
            replace(each, row=at, col=col)
            for at, cell in enumerate(of_row)
            for col, each in enumerate((replace(names[cell.col], fill=None), cell))
        ]
        yield Grid(tuple(cells), len(of_row), 2, 0)


def _action_column(grid: Grid) -> int | None:
    """The column of the words of the actions, if it is a table of actions whose cells are all single, refs first."""
    if any(cell.across > 1 or cell.down > 1 for cell in grid.cells):
        return None
    names = {" ".join(cell.lines): cell.col for cell in grid.cells if cell.row == 0}
    refs = ("Ref", *NAMES["Ref"])
    actions = ("Action", "What we will do:", *NAMES["What we will do:"])
    found = [names[name] for name in actions if name in names]
    return found[0] if found and any(names.get(name) == 0 for name in refs) and len(names) > 2 else None


def _parts(grid: Grid) -> Iterator[Block]:
    """A table of many shapes as one table a shape; rows of one cell become paragraphs."""
    rows = [[cell for cell in grid.cells if cell.row == r] for r in range(grid.rows)]
    start = 0
    shapes = [tuple((cell.col, cell.across) for cell in row) for row in rows]
    while start < grid.rows:
        end = start + 1
        while end < grid.rows and shapes[end] == shapes[start]:
            end += 1
        if any(cell.down > 1 for row in rows[start:end] for cell in row):
            yield grid
            return
        if len(shapes[start]) == 1 and grid.cols > 1:
            for row in rows[start:end]:
                yield Words(" ".join(row[0].lines))
        else:
            yield Grid(
                tuple(
                    replace(cell, row=r, col=c, across=1)
                    for r, row in enumerate(rows[start:end])
                    for c, cell in enumerate(row)
                ),
                end - start,
                len(shapes[start]),
            )
        start = end


def _reordered(grid: Grid, style: Style) -> Grid:
    """Columns in another order, the same for all tables with these names, where no cell covers two."""
    if any(cell.across > 1 or cell.down > 1 for cell in grid.cells) or grid.cols < 4:
        return grid
    order = [0, *random.Random(f"{style} {_names(grid)}").sample(range(1, grid.cols), grid.cols - 1)]
    if any(
        NAMES.get(" ".join(cell.lines)) is None for cell in grid.cells if cell.row == 0 and cell.lines != ("Action",)
    ):
        return grid
    return replace(
        grid,
        cells=tuple(sorted((replace(cell, col=order[cell.col]) for cell in grid.cells), key=lambda c: (c.row, c.col))),
    )


def _changed(grid: Grid, cell: Cell, style: Style) -> Cell:
    text = " ".join(cell.lines)
    if (
        style.renamed
        and text in NAMES
        and any(" ".join(c.lines) != "Revised action" for c in grid.cells if c.row == cell.row)
    ):
        names = NAMES[text]
        cell = replace(cell, lines=(names[len(text) * int(style.size) % len(names)],))
    if style.fills_alone and text.casefold() in RATINGS and cell.fill and cell.col > 0:
        cell = replace(cell, lines=())
    if style.turned and re.fullmatch(r"[A-Z]{1,4}\d{1,2}[a-z]?|\d{1,2}", text) and cell.col == 0:
        cell = replace(cell, turned=True)
    if style.rules == "zebra" and cell.fill is None and cell.row % 2:
        cell = replace(cell, fill="EEF2F6")
    if style.rules == "white" and cell.fill is None:
        cell = replace(cell, fill="F0F0F0")
    return cell


BORDERS = {
    "grid": "table,td{border:.75pt solid #000}",
    "across": "td{border-top:.5pt solid #666;border-bottom:.5pt solid #666}",
    "header": "tr.head td{border-bottom:1pt solid #000}",
    "none": "",
    "zebra": "",
    "white": "td{border:1.5pt solid #fff}",
    "outer": "table{border:1pt solid #000}",
    "hair": "table,td{border:.25pt solid #bbb}",
}


def by_chromium(path: Path, blocks: Sequence[Block], style: Style) -> None:
    """Draw a paper with Chromium."""
    page = path.with_suffix(".html")
    page.write_text(_page(blocks, style), encoding="utf-8")
    subprocess.run(
        [
            "chromium",
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--no-pdf-header-footer",
            f"--print-to-pdf={path}.pdf",
            page.as_uri(),
        ],
        check=True,
        capture_output=True,
    )
    page.unlink()


def _page(blocks: Sequence[Block], style: Style) -> str:
    css = (
        f"@page{{size:A4 {'landscape' if style.landscape else 'portrait'};margin:18mm}}"
        f"body{{font:{style.size}pt Arial,'Liberation Sans',sans-serif}}"
        "table{border-collapse:collapse;width:100%;margin:8pt 0}"
        f"td{{padding:{style.padding}pt;vertical-align:{'middle' if style.centred else 'top'}}}"
        f".turned{{writing-mode:vertical-rl;transform:rotate(180deg)}}tr.head{{font-weight:bold}}{BORDERS[style.rules]}"
        "body{-webkit-print-color-adjust:exact}"
    )
    parts = [f"<meta charset=utf-8><style>{css}</style>"]
    for block in blocks:
        if isinstance(block, Words):
            tag = f"h{block.level}" if block.level else "p"
            parts.append(f"<{tag}>{html.escape(block.text)}</{tag}>")
        else:
            rows = ["".join(_td(cell) for cell in block.cells if cell.row == r) for r in range(block.rows)]
            head = f"<tr class=head>{rows[0]}</tr>"
            body = "".join(f"<tr>{row}</tr>" for row in rows[1:])
            parts.append(f"<table>{f'<thead>{head}</thead>' if style.repeated else head}<tbody>{body}</tbody></table>")
    return "".join(parts)


def _td(cell: Cell) -> str:
    spans = (f" rowspan={cell.down}" if cell.down > 1 else "") + (f" colspan={cell.across}" if cell.across > 1 else "")
    fill = f" style='background:#{cell.fill}'" if cell.fill else ""
    inner = "<br>".join(map(html.escape, cell.lines))
    return f"<td{spans}{fill}>{f'<span class=turned>{inner}</span>' if cell.turned else inner}</td>"


def by_libreoffice(path: Path, blocks: Sequence[Block], style: Style, form: str = "pdf") -> None:
    """Draw a paper with LibreOffice, from a Word paper: as PDF, or in another of its forms."""
    by_word(path, blocks, style)
    subprocess.run(
        ["soffice", "--headless", "--convert-to", form, "--outdir", path.parent, f"{path}.docx"],
        check=True,
        capture_output=True,
    )
    Path(f"{path}.docx").unlink()


def by_word(path: Path, blocks: Sequence[Block], style: Style) -> None:
    """Draw a paper as Word."""
    paper = docx.Document()
    section = paper.sections[0]
    if style.landscape:
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = section.page_height, section.page_width
    paper.styles["Normal"].font.size = Pt(style.size)
    for block in blocks:
        if isinstance(block, Words):
            paper.add_heading(block.text, block.level) if block.level else paper.add_paragraph(block.text)
        else:
            _word_table(paper, block, style)
            paper.add_paragraph("")
    paper.save(f"{path}.docx")


def _word_table(paper: docx.document.Document, grid: Grid, style: Style) -> None:
    table = paper.add_table(grid.rows, grid.cols)
    _borders(table, style)
    places = [list(row.cells) for row in table.rows]
    for cell in grid.cells:
        place = places[cell.row][cell.col]
        if cell.down > 1 or cell.across > 1:
            place = place.merge(places[cell.row + cell.down - 1][cell.col + cell.across - 1])
        for n, line in enumerate(cell.lines):
            paragraph = place.paragraphs[0] if n == 0 else place.add_paragraph()
            paragraph.paragraph_format.space_after = Pt(style.padding / 2)
            run = paragraph.add_run(line)
            run.bold = cell.row == 0 or None
            if cell.fill == "000000":
                run.font.color.rgb = RGBColor(255, 255, 255)
        of_cell = place._tc.get_or_add_tcPr()
        if cell.fill:
            _child(of_cell, "w:shd", val="clear", fill=cell.fill)
        if cell.turned:
            _child(of_cell, "w:textDirection", val="btLr")
        if style.centred:
            _child(of_cell, "w:vAlign", val="center")
    if style.repeated:
        _child(table.rows[0]._tr.get_or_add_trPr(), "w:tblHeader")


def _borders(table: Table, style: Style) -> None:
    lines = {
        "grid": ("top", "bottom", "left", "right", "insideH", "insideV"),
        "hair": ("top", "bottom", "left", "right", "insideH", "insideV"),
        "white": ("insideH", "insideV"),
        "across": ("top", "bottom", "insideH"),
        "outer": ("top", "bottom", "left", "right"),
        "header": ("top",),
    }.get(style.rules, ())
    borders = OxmlElement("w:tblBorders")
    for name in lines:
        _child(
            borders,
            f"w:{name}",
            val="single",
            sz={"hair": "2", "white": "12"}.get(style.rules, "6"),
            color={"hair": "BBBBBB", "white": "FFFFFF"}.get(style.rules, "000000"),
        )
    table._tbl.tblPr.append(borders)


def _child(parent: object, name: str, **attributes: str) -> None:
    child = OxmlElement(name)
    for key, value in attributes.items():
        child.set(qn(f"w:{key}"), value)
    parent.append(child)  # type: ignore[attr-defined]


def by_browser(path: Path, blocks: Sequence[Block], style: Style) -> None:
    """A web page as a browser saves it, with what a site sets round its text."""
    body = _page(blocks, style).partition("</style>")[2]
    links = "".join(f"<li><a href='#'>{name}</a></li>" for name in ("Home", "Meetings", "Councillors", "Search"))
    page = (
        f"<!DOCTYPE html><html><head><meta charset=utf-8><title>{path.stem} - Meetings</title>"
        f"<script>var at = 1;</script></head><body><ul id=menu>{links}</ul><div class=main><div>{body}</div></div>"
        "<div id=foot>© The Council. <a href='#'>Privacy</a></div></body></html>"
    )
    Path(f"{path}.html").write_text(page, encoding="utf-8")


def by_workbook(path: Path, blocks: Sequence[Block], style: Style) -> None:
    """A workbook: tables and texts below each other on a sheet; where tables fall apart, a sheet for each heading."""
    book = openpyxl.Workbook()
    sheet = book.active
    at = 1
    for block in blocks:
        if isinstance(block, Words):
            if block.level == 1 and style.apart and at > 1:
                sheet, at = book.create_sheet(re.sub(r"[^\w ]", "", block.text)[:28] or "Sheet"), 1
            sheet.cell(at, 1, block.text).font = Font(bold=block.level > 0)
            at += 1
            continue
        for cell in block.cells:
            place = sheet.cell(at + cell.row, 1 + cell.col, "\n".join(cell.lines) or None)
            place.font = Font(bold=cell.row == 0)
            place.alignment = Alignment(wrap_text=True, vertical="center" if style.centred else "top")
            if cell.fill:
                place.fill = PatternFill("solid", fgColor=f"FF{cell.fill}")
            if cell.down > 1 or cell.across > 1:
                sheet.merge_cells(
                    start_row=at + cell.row,
                    start_column=1 + cell.col,
                    end_row=at + cell.row + cell.down - 1,
                    end_column=cell.col + cell.across,
                )
        at += block.rows + (1 if style.padding > 2 else 0)
    book.save(f"{path}.xlsx")


def by_export(path: Path, blocks: Sequence[Block], style: Style) -> None:
    """Text as exports have it: a tab between two cells, a row on a line; or pipes, where tables fall apart."""
    lines: list[str] = []
    for block in blocks:
        if isinstance(block, Words):
            lines += [block.text, ""]
            continue
        for r in range(block.rows):
            texts = [""] * block.cols
            for cell in block.cells:
                if cell.row == r:
                    texts[cell.col] = " ".join(cell.lines)
            lines.append(f"| {' | '.join(texts)} |" if style.apart else "\t".join(texts))
        lines.append("")
    Path(f"{path}.txt").write_text("\n".join(lines), encoding="utf-8")


PROGRAMS = {
    "chromium": by_chromium,
    "libreoffice": by_libreoffice,
    "word": by_word,
    "writer": partial(by_libreoffice, form="odt"),
    "browser": by_browser,
    "workbook": by_workbook,
    "export": by_export,
}


if __name__ == "__main__":
    main()
