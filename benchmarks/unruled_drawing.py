"""The programs that draw unruled plans: reportlab, fpdf2, Typst, WeasyPrint, Chromium and LibreOffice (twice)."""

# ruff: noqa: E501  (pages and tables in the words of other languages)

from __future__ import annotations

import html
import importlib
import shutil
import subprocess
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import docx
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt

from benchmarks.unruled_styles import Plan, Style

__all__ = ["PROGRAMS", "Draw", "print_pages"]

SECONDS = 300
ABOVE = "The Committee is asked to note the progress below and to say where more is to be done before the next meeting."
BELOW = "Actions that were completed before the last meeting are no longer shown in this plan."
INK, GREY, SHADE, HAIR = "#000000", "#eeeeee", "#d9e2f3", "#bbbbbb"
Draw = Callable[[Sequence[Plan], Path], None]
"""Draws plans into a folder, as ``<seed>-<rules>.pdf``."""


def _name(plan: Plan) -> str:
    return f"{plan.seed}-{plan.style.rules.replace(' ', '_')}"


def _library(name: str) -> Any:
    return importlib.import_module(name)


def _program(*names: str) -> str:
    found = next(filter(None, map(shutil.which, names)), None)
    if found is None:
        raise FileNotFoundError(names[0])
    return found


def _title(plan: Plan) -> str:
    return f"Marlbrook Council Improvement Action Plan {plan.seed}"


def _header_rows(plan: Plan) -> list[list[tuple[str, int]]]:
    """The header's rows as names with the columns they cover."""
    names = [(name, 1) for name in plan.header]
    if not plan.style.two_levels:
        return [names]
    at = min(plan.roles.index("owner"), plan.roles.index("due"))
    top = [("", 1)] * at + [("Delivery", 2)] + [("", 1)] * (len(names) - at - 2)
    return [top, names]


def _drawn_below(plan: Plan) -> list[tuple[int, str]]:
    """Body rows (0-based, -1 the header) with a rule below them, and the kind of that rule."""
    style, last = plan.style, len(plan.rows) - 1
    if style.rules in ("across", "dotted", "hairline"):
        return [(at, style.rules) for at in range(-1, last + 1)]
    if style.rules == "header rule":
        return [(-1, "across")]
    if style.rules == "sections":
        return [(at - 1, "across") for at, row in enumerate(plan.rows) if len(row) == 1] + [(last, "across")]
    return []


def _shaded(plan: Plan) -> set[int]:
    if plan.style.rules == "zebra":
        return set(range(0, len(plan.rows), 2))
    return set()


def _html(plan: Plan) -> str:
    style = plan.style
    below, shaded = dict(_drawn_below(plan)), _shaded(plan)
    line = {"across": "1px solid #000", "dotted": "1px dotted #000", "hairline": "0.4px solid #bbb"}
    page = "@page{size:A4 landscape;margin:45pt}" if style.landscape else "@page{size:A4;margin:45pt}"
    css = (
        f"{page}body{{font:{style.size}pt/{style.leading} {'serif' if style.serif else 'sans-serif'};margin:0}}"
        f"p{{margin:{1 if style.beside else 10}pt 0}}"
        f"table{{border-collapse:collapse;table-layout:fixed;width:{sum(style.widths):.1f}pt;"
        f"{'border:1px solid #000' if style.rules == 'frame' else ''}}}"
        f"td,th{{padding:{style.pad}pt {style.gap / 2}pt;vertical-align:{style.valign};text-align:left;"
        f"{'border:1px solid #000' if style.rules == 'grid' else ''}}}"
        f"th{{font-weight:{'bold' if style.bold_header else 'normal'};"
        f"{f'background:{SHADE}' if style.rules in ('shaded header', 'zebra') else ''}}}"
    )

    def row(at: int, cells: Sequence[tuple[str, int]], tag: str) -> str:
        look = f"border-bottom:{line[below[at]]};" if at in below else ""
        look += f"background:{GREY};" if at in shaded else ""
        if len(cells) == 1:
            return f"<tr><td style='{look}' colspan={len(plan.roles)}><b>{html.escape(cells[0][0])}</b></td></tr>"
        made, col = "", 0
        for text, across in cells:
            put = f"{look}text-align:{style.aligns[col]}"
            made += f"<{tag} style='{put}' colspan={across}>{html.escape(text)}</{tag}>"
            col += across
        return f"<tr>{made}</tr>"

    names = _header_rows(plan)
    head = "".join(row(-1 if n == len(names) - 1 else -2, cells, "th") for n, cells in enumerate(names))
    body = "".join(row(at, [(text, 1) for text in cells], "td") for at, cells in enumerate(plan.rows))
    cols = "".join(f"<col style='width:{width:.1f}pt' width={round(width / 0.75)}>" for width in style.widths)
    table = f"<thead>{head}</thead><tbody>{body}</tbody>" if style.repeats else f"<tbody>{head}{body}</tbody>"
    return (
        f"<!DOCTYPE html><html lang=en><head><meta charset=utf-8><style>{css}</style></head><body>"
        f"<h2>{_title(plan)}</h2><p>{ABOVE}</p><table><colgroup>{cols}</colgroup>{table}</table><p>{BELOW}</p></body></html>"
    )


def _weasyprint(plans: Sequence[Plan], folder: Path) -> None:
    for plan in plans:
        _library("weasyprint").HTML(string=_html(plan)).write_pdf(folder / f"{_name(plan)}.pdf")


def print_pages(pages: dict[str, str], folder: Path) -> Iterator[tuple[str, Path]]:
    """Web pages by name as PDFs, printed by each program that is installed: its name and its folder."""
    makers = {"WeasyPrint": _weasyprint_pages, "Chromium": _chromium_pages, "LibreOffice": _office_pages}
    for program, make in makers.items():
        into = folder / program
        into.mkdir()
        sources = [into / f"{name}.html" for name in pages]
        for source, page in zip(sources, pages.values(), strict=True):
            source.write_text(page, encoding="utf-8")
        try:
            make(sources, into)
        except (ImportError, FileNotFoundError):
            print(f"{program}: not installed")
            continue
        yield program, into


def _weasyprint_pages(sources: Sequence[Path], folder: Path) -> None:
    del folder
    for source in sources:
        _library("weasyprint").HTML(string=source.read_text("utf-8")).write_pdf(source.with_suffix(".pdf"))


def _chromium_pages(sources: Sequence[Path], folder: Path) -> None:
    del folder
    program = _program("chromium", "chromium-browser", "google-chrome")
    for source in sources:
        command = [program, "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer",
                   f"--print-to-pdf={source.with_suffix('.pdf')}", str(source)]  # fmt: skip
        subprocess.run(command, capture_output=True, timeout=SECONDS, check=False)


def _office_pages(sources: Sequence[Path], folder: Path) -> None:
    _office(sources, folder, "--infilter=HTML (StarWriter)")


def _chromium(plans: Sequence[Plan], folder: Path) -> None:
    _chromium_pages(_written(plans, folder), folder)


def _written(plans: Sequence[Plan], folder: Path) -> list[Path]:
    sources = [folder / f"{_name(plan)}.html" for plan in plans]
    for plan, source in zip(plans, sources, strict=True):
        source.write_text(_html(plan), encoding="utf-8")
    return sources


def _office(sources: Sequence[Path], folder: Path, *options: str) -> None:
    program = _program("soffice", "libreoffice")
    command = [program, "--headless", *options, "--convert-to", "pdf:writer_pdf_Export", "--outdir", str(folder),
               *map(str, sources)]  # fmt: skip
    subprocess.run(command, capture_output=True, timeout=SECONDS, check=False)


def _libreoffice_html(plans: Sequence[Plan], folder: Path) -> None:
    _office_pages(_written(plans, folder), folder)


def _libreoffice_word(plans: Sequence[Plan], folder: Path) -> None:
    sources = [folder / f"{_name(plan)}.docx" for plan in plans]
    for plan, source in zip(plans, sources, strict=True):
        _word(plan, source)
    _office(sources, folder)


def _word(plan: Plan, target: Path) -> None:
    style, document = plan.style, docx.Document()
    section = document.sections[0]
    wide, high = (842, 595) if style.landscape else (595, 842)
    section.orientation = WD_ORIENT.LANDSCAPE if style.landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Pt(wide), Pt(high)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Pt(45)
    normal = document.styles["Normal"]
    normal.font.size, normal.font.name = Pt(style.size), "DejaVu Serif" if style.serif else "DejaVu Sans"
    normal.paragraph_format.space_after = normal.paragraph_format.space_before = Pt(0)
    normal.paragraph_format.line_spacing = style.leading
    document.add_heading(_title(plan), 1)
    document.add_paragraph(ABOVE).paragraph_format.space_after = Pt(0 if style.beside else 10)
    names = _header_rows(plan)
    table = document.add_table(len(names) + len(plan.rows), len(plan.roles))
    table.autofit, table.alignment = False, WD_TABLE_ALIGNMENT.LEFT
    _word_properties(table, style)
    below, shaded = dict(_drawn_below(plan)), _shaded(plan)
    for n, row in enumerate(table.rows):
        at = n - len(names)
        cells = names[n] if at < 0 else [(text, 1) for text in plan.rows[at]]
        if at < 0 and style.repeats:
            row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
        spans = [(cells[0][0], len(plan.roles))] if len(cells) == 1 else cells
        bold = len(cells) == 1 or (at < 0 and style.bold_header)
        col = 0
        places = list(row.cells)
        for text, across in spans:
            place = places[col] if across == 1 else places[col].merge(places[col + across - 1])
            _word_cell(place, text, style, "left" if len(cells) == 1 else style.aligns[col], bold=bold)
            place.width = Pt(sum(style.widths[col : col + across]))
            shade = GREY if at in shaded else SHADE if at < 0 and style.rules in ("shaded header", "zebra") else None
            _word_look(place, shade, below.get(at) if at >= -1 else None)
            col += across
    document.add_paragraph(BELOW)
    document.save(str(target))


def _word_properties(table: Any, style: Style) -> None:
    properties = table._tbl.tblPr
    margins = OxmlElement("w:tblCellMar")
    for side, points in (("top", style.pad), ("start", style.gap / 2), ("bottom", style.pad), ("end", style.gap / 2)):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), str(round(20 * points)))
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    borders = OxmlElement("w:tblBorders")
    sides = {
        "grid": ("top", "left", "bottom", "right", "insideH", "insideV"),
        "frame": ("top", "left", "bottom", "right"),
    }
    for side in sides.get(style.rules, ()):
        borders.append(_word_border(side, "single", 4, "000000"))
    properties.append(borders)
    properties.append(margins)
    for col, width in zip(table.columns, style.widths, strict=True):
        col.width = Pt(width)


def _word_border(side: str, kind: str, eighths: int, colour: str) -> Any:
    border = OxmlElement(f"w:{side}")
    for name, value in (("val", kind), ("sz", str(eighths)), ("space", "0"), ("color", colour)):
        border.set(qn(f"w:{name}"), value)
    return border


def _word_cell(place: Any, text: str, style: Style, align: str, *, bold: bool) -> None:
    paragraph = place.paragraphs[0]
    paragraph.alignment = {"left": 0, "center": 1, "right": 2}[align]
    paragraph.add_run(text).bold = bold
    place.vertical_alignment = {"top": 0, "middle": 1, "bottom": 3}[style.valign]


def _word_look(place: Any, shade: str | None, rule: str | None) -> None:
    properties = place._tc.get_or_add_tcPr()
    if rule:
        borders = OxmlElement("w:tcBorders")
        kind, eighths, colour = {"across": ("single", 4, "000000"), "dotted": ("dotted", 4, "000000"),
                                 "hairline": ("single", 2, "BBBBBB")}[rule]  # fmt: skip
        borders.append(_word_border("bottom", kind, eighths, colour))
        properties.append(borders)
    if shade:
        made = OxmlElement("w:shd")
        for name, value in (("val", "clear"), ("color", "auto"), ("fill", shade.lstrip("#").upper())):
            made.set(qn(f"w:{name}"), value)
        properties.append(made)


def _reportlab(plans: Sequence[Plan], folder: Path) -> None:
    platypus, styles = _library("reportlab.platypus"), _library("reportlab.lib.styles")
    colours = _library("reportlab.lib.colors")
    for plan in plans:
        style = plan.style
        face = "Times" if style.serif else "Helvetica"
        plain = {"fontName": "Times-Roman" if style.serif else "Helvetica", "fontSize": style.size}
        leading = style.leading * style.size

        def put(
            text: str, align: str, bold: bool, plain: Any = plain, face: str = face, leading: float = leading
        ) -> Any:
            look = styles.ParagraphStyle(
                "cell", **{**plain, **({"fontName": f"{face}-Bold"} if bold else {})}, leading=leading,
                alignment={"left": 0, "center": 1, "right": 2}[align],
            )  # fmt: skip
            return platypus.Paragraph(html.escape(text), look) if text else ""

        names = _header_rows(plan)
        cells: list[list[Any]] = []
        look: list[tuple[Any, ...]] = [
            ("VALIGN", (0, 0), (-1, -1), style.valign.upper()),
            ("LEFTPADDING", (0, 0), (-1, -1), style.gap / 2), ("RIGHTPADDING", (0, 0), (-1, -1), style.gap / 2),
            ("TOPPADDING", (0, 0), (-1, -1), style.pad), ("BOTTOMPADDING", (0, 0), (-1, -1), style.pad),
        ]  # fmt: skip
        for n, row in enumerate([*names, *([(text, 1) for text in each] for each in plan.rows)]):
            body = n >= len(names)
            if len(row) == 1:
                cells.append([put(row[0][0], "left", True), *[""] * (len(plan.roles) - 1)])
                look.append(("SPAN", (0, n), (-1, n)))
                continue
            line: list[Any] = []
            for text, across in row:
                col = len(line)
                line += [put(text, style.aligns[col], not body and style.bold_header), *[""] * (across - 1)]
                if across > 1:
                    look.append(("SPAN", (col, n), (col + across - 1, n)))
            cells.append(line)
        for at, kind in _drawn_below(plan):
            n = at + len(names)
            width, colour = (0.25, colours.HexColor(HAIR)) if kind == "hairline" else (0.5, colours.black)
            look.append(("LINEBELOW", (0, n), (-1, n), width, colour, *((1, (1, 2)) if kind == "dotted" else ())))
        look += [
            ("BACKGROUND", (0, n + len(names)), (-1, n + len(names)), colours.HexColor(GREY)) for n in _shaded(plan)
        ]
        if style.rules in ("shaded header", "zebra"):
            look.append(("BACKGROUND", (0, 0), (-1, len(names) - 1), colours.HexColor(SHADE)))
        if style.rules in ("frame", "grid"):
            look.append(("BOX" if style.rules == "frame" else "GRID", (0, 0), (-1, -1), 0.5, colours.black))
        table = platypus.Table(
            cells,
            style=look,
            repeatRows=len(names) if style.repeats else 0,
            colWidths=list(style.widths),
            hAlign="LEFT",
        )
        size = (842, 595) if style.landscape else (595, 842)
        gap = 1 if style.beside else 10
        flow = [
            platypus.Paragraph(
                _title(plan), styles.ParagraphStyle("t", fontName=f"{face}-Bold", fontSize=14, leading=18)
            ),
            platypus.Paragraph(ABOVE, styles.ParagraphStyle("p", **plain, leading=leading, spaceAfter=gap)),
            table,
            platypus.Paragraph(BELOW, styles.ParagraphStyle("p", **plain, leading=leading, spaceBefore=gap)),
        ]
        platypus.SimpleDocTemplate(
            str(folder / f"{_name(plan)}.pdf"),
            pagesize=size,
            leftMargin=39,
            rightMargin=39,
            topMargin=45,
            bottomMargin=45,
        ).build(flow)


def _fpdf2(plans: Sequence[Plan], folder: Path) -> None:
    fpdf, faces, enums = _library("fpdf"), _library("fpdf.fonts"), _library("fpdf.enums")
    layouts = {"across": "HORIZONTAL_LINES", "header rule": "SINGLE_TOP_LINE", "grid": "ALL", "dotted": "HORIZONTAL_LINES",
               "hairline": "HORIZONTAL_LINES", "sections": "MINIMAL"}  # fmt: skip
    for plan in plans:
        style = plan.style
        paper = fpdf.FPDF(orientation="L" if style.landscape else "P", unit="pt", format="A4")
        paper.set_margins(45, 45)
        paper.set_auto_page_break(True, 45)
        paper.add_page()
        face = "Times" if style.serif else "Helvetica"
        paper.set_font(face, "B", 14)
        paper.multi_cell(0, 20, _title(plan), new_x="LMARGIN", new_y="NEXT")
        paper.set_font(face, "", style.size)
        paper.multi_cell(0, style.leading * style.size, ABOVE, new_x="LMARGIN", new_y="NEXT")
        paper.ln(1 if style.beside else 10)
        if style.rules == "hairline":
            paper.set_draw_color(187)
            paper.set_line_width(0.3)
        shade = (217, 226, 243) if style.rules in ("shaded header", "zebra") else None
        with paper.table(
            col_widths=style.widths, width=min(sum(style.widths), paper.epw), align="L", line_height=style.leading * style.size,
            padding=(style.pad, style.gap / 2), borders_layout=layouts.get(style.rules, "NONE"),
            headings_style=faces.FontFace(emphasis="B" if style.bold_header else "", fill_color=shade),
            repeat_headings=int(style.repeats), num_heading_rows=len(_header_rows(plan)),
            cell_fill_color=(238, 238, 238) if style.rules == "zebra" else None,
            cell_fill_mode="ROWS" if style.rules == "zebra" else "NONE",
            text_align=tuple({"left": "L", "center": "C", "right": "R"}[each] for each in style.aligns),
            v_align=enums.VAlign.coerce(style.valign[0].upper()),
        ) as table:  # fmt: skip
            for n, row in enumerate([*_header_rows(plan), *([(text, 1) for text in each] for each in plan.rows)]):
                line = table.row()
                if len(row) == 1:
                    line.cell(row[0][0], colspan=len(plan.roles), align="L", style=faces.FontFace(emphasis="B"))
                    continue
                for col, (text, across) in enumerate(row):
                    line.cell(text.replace("–", "-"), colspan=across, **({"align": "L"} if n == 0 and col == 0 else {}))
        paper.ln(1 if style.beside else 10)
        paper.multi_cell(0, style.leading * style.size, BELOW)
        paper.output(str(folder / f"{_name(plan)}.pdf"))


def _typst(plans: Sequence[Plan], folder: Path) -> None:
    strokes = {"across": "(bottom: 0.5pt)", "hairline": "(bottom: 0.25pt + luma(187))", "grid": "0.5pt",
               "dotted": '(bottom: (dash: "dotted", thickness: 0.5pt))', "none": "none"}  # fmt: skip
    for plan in plans:
        style = plan.style
        names = _header_rows(plan)
        last, shaded = len(names) + len(plan.rows), _shaded(plan)
        below = (
            [at + len(names) + 1 for at, _ in _drawn_below(plan)] if style.rules in ("header rule", "sections") else []
        )
        lines = "".join(f"table.hline(y: {min(at, last)}, stroke: 0.5pt)," for at in below)
        head = "".join(
            f"table.cell(colspan: {across})[{_typst_text(text, bold=style.bold_header)}],"
            for row in names for text, across in row
        )  # fmt: skip
        body = ""
        for row in plan.rows:
            if len(row) == 1:
                body += f"table.cell(colspan: {len(plan.roles)}, align: left)[{_typst_text(row[0], bold=True)}],"
            else:
                body += "".join(f"[{_typst_text(text)}]," for text in row)
        fills = ", ".join(str(at + len(names)) for at in sorted(shaded)) + ","
        fill = (
            f'(x, y) => if y < {len(names)} {{ rgb("{SHADE}") }} else if y in ({fills}) {{ luma(238) }}'
            if shaded
            else (f'(x, y) => if y < {len(names)} {{ rgb("{SHADE}") }}' if style.rules == "shaded header" else "none")
        )
        height = {"top": "top", "middle": "horizon", "bottom": "bottom"}[style.valign]
        aligns = ", ".join(f"{each} + {height}" for each in style.aligns)
        columns = ", ".join(f"{width:.1f}pt" for width in style.widths)
        table = (
            f"#table(columns: ({columns}), align: ({aligns}), inset: (x: {style.gap / 2}pt, y: {style.pad}pt), fill: {fill}, "
            f"stroke: {strokes.get(style.rules, 'none')}, {lines} {f'table.header({head})' if style.repeats else head}, {body})"
        ).replace(",, ", ", ")
        if style.rules == "frame":
            table = f"#block(stroke: 0.5pt)[{table}]"
        space = (style.leading - 0.95) * style.size
        source = folder / f"{_name(plan)}.typ"
        font = (
            "New Computer Modern" if style.serif else "DejaVu Sans Mono" if plan.seed % 7 == 0 else "Libertinus Serif"
        )
        source.write_text(
            f'#set page("a4", flipped: {str(style.landscape).lower()}, margin: 45pt)\n'
            f'#set text(size: {style.size}pt, font: "{font}", top-edge: 0.76em, bottom-edge: -0.22em)\n'
            f"#set par(leading: {max(0.0, space):.2f}pt)\n= {_title(plan)}\n{ABOVE}\n\n{table}\n\n{BELOW}\n",
            encoding="utf-8",
        )
        _library("typst").compile(str(source), output=str(source.with_suffix(".pdf")))


def _typst_text(text: str, *, bold: bool = False) -> str:
    escaped = "".join(f"\\{c}" if c in "#*_`$@<>[]\\=-+/~" else c for c in text)
    return f"#strong[{escaped}]" if bold else escaped


PROGRAMS: dict[str, Draw] = {
    "reportlab": _reportlab,
    "fpdf2": _fpdf2,
    "Typst": _typst,
    "WeasyPrint": _weasyprint,
    "Chromium": _chromium,
    "LibreOffice, HTML": _libreoffice_html,
    "LibreOffice, Word": _libreoffice_word,
}
