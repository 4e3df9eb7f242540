"""Whole papers drawn as files: headings, paragraphs and tables as text, HTML, Word, OpenDocument, a workbook or CSV."""

from __future__ import annotations

import datetime as dt
import html
import io
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import docx
import openpyxl
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import RGBColor
from openpyxl.styles import PatternFill

__all__ = ["KINDS", "Block", "C", "Head", "Para", "Rows", "draw"]


@dataclass(frozen=True)
class C:
    """A cell: its text, the rows and columns it covers, its fill, the colour of its text, bullets for its lines."""

    text: str = ""
    down: int = 1
    across: int = 1
    fill: str | None = None
    ink: str | None = None
    date: dt.date | None = None
    bullets: bool = False
    struck: str = ""
    """What is struck through before the text (HTML and Word)."""
    numbered: bool = False
    """The paragraph has an automatic number and no printed one (Word alone can draw it)."""


@dataclass(frozen=True)
class Head:
    """A heading."""

    text: str
    level: int = 1


@dataclass(frozen=True)
class Para:
    """A paragraph."""

    text: str


@dataclass(frozen=True)
class Rows:
    """A table: rows of cells, None where a cell above or to the left reaches; `breaks`: rows before which a page ends.

    `sheet`: the name of the sheet a workbook gives it (the same name: the same sheet).
    """

    rows: Sequence[Sequence[C | None]]
    breaks: frozenset[int] = field(default_factory=frozenset)
    sheet: str | None = None


Block = Head | Para | Rows


def draw(kind: str, blocks: Sequence[Block]) -> bytes:
    """The blocks as a file of this kind: txt · md · html · docx · odt · xlsx · csv."""
    return KINDS[kind](blocks)


def _txt(blocks: Sequence[Block]) -> bytes:
    parts: list[str] = []
    for block in blocks:
        match block:
            case Head(text, _) | Para(text):
                parts.append(text)
            case Rows(rows, breaks, _):
                lines = []
                for n, row in enumerate(rows):
                    if n in breaks:
                        lines.append("")
                    lines.append(
                        "\t".join(_in_a_line(cell) for cell in row).rstrip("\t") if _is_band(row) else _line(row)
                    )
                parts.append("\n".join(lines))
    return ("\n\n".join(parts) + "\n").encode()


def _line(row: Sequence[C | None]) -> str:
    return "\t".join(_in_a_line(cell) for cell in row)


def _is_band(row: Sequence[C | None]) -> bool:
    return sum(cell is not None and bool(cell.text) for cell in row) == 1 and row[0] is not None and row[0].across > 1


def _in_a_line(cell: C | None) -> str:
    if cell is None:
        return ""
    if cell.bullets:
        return "<ul>" + "".join(f"<li>{line}</li>" for line in cell.text.split("\n")) + "</ul>"
    return cell.text.replace("\n", " ")


def _html(blocks: Sequence[Block]) -> bytes:
    out = ["<!DOCTYPE html><html><head><meta charset=utf-8><title>Marlbrook</title></head><body>"]
    for block in blocks:
        match block:
            case Head(text, level):
                out.append(f"<h{level}>{html.escape(text)}</h{level}>")
            case Para(text):
                out.append(f"<p>{html.escape(text)}</p>")
            case Rows(rows, _, _):
                body = "".join(f"<tr>{''.join(map(_td, row))}</tr>" for row in rows)
                out.append(f"<table border=1>{body}</table>")
    return "".join([*out, "</body></html>"]).encode()


def _td(cell: C | None) -> str:
    if cell is None:
        return ""
    style = f' style="background-color:{cell.fill}"' if cell.fill else ""
    spans = f"{f' rowspan={cell.down}' if cell.down > 1 else ''}{f' colspan={cell.across}' if cell.across > 1 else ''}"
    lines = [html.escape(line) for line in cell.text.split("\n")]
    inner = "<ul>" + "".join(f"<li>{li}" for li in lines) + "</ul>" if cell.bullets else "<br>".join(lines)
    inner = f"<s>{html.escape(cell.struck)}</s> {inner}" if cell.struck else inner
    return f"<td{style}{spans}>{f'<font color={cell.ink}>{inner}</font>' if cell.ink else inner}</td>"


def _docx(blocks: Sequence[Block]) -> bytes:
    document = docx.Document()
    for block in blocks:
        match block:
            case Head(text, level):
                document.add_heading(text, level)
            case Para(text):
                document.add_paragraph(text)
            case Rows(rows, _, _):
                _word_table(document, rows)
                document.add_paragraph("")
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def _word_table(document: docx.document.Document, rows: Sequence[Sequence[C | None]]) -> None:
    width = max(map(len, rows))
    table = document.add_table(len(rows), width)
    table.style = "Table Grid"
    grid = [list(row.cells) for row in table.rows]
    for r, row in enumerate(rows):
        for c, cell in enumerate(row):
            if cell is None:
                continue
            place = grid[r][c]
            if cell.down > 1 or cell.across > 1:
                place = place.merge(grid[r + cell.down - 1][c + cell.across - 1])
            _fill_in(place, cell)


def _fill_in(place: docx.table._Cell, cell: C) -> None:
    lines = cell.text.split("\n")
    for n, line in enumerate(lines):
        paragraph = place.paragraphs[0] if n == 0 else place.add_paragraph()
        if cell.bullets or cell.numbered:
            paragraph.style = "List Bullet" if cell.bullets else "List Number"
        if cell.struck and n == 0:
            paragraph.add_run(cell.struck + " ").font.strike = True
        run = paragraph.add_run(line)
        if cell.ink:
            run.font.color.rgb = RGBColor.from_string(cell.ink.lstrip("#"))
    if cell.fill:
        shade = OxmlElement("w:shd")
        shade.set(qn("w:val"), "clear")
        shade.set(qn("w:fill"), cell.fill.lstrip("#"))
        place._tc.get_or_add_tcPr().append(shade)


_ODT = "application/vnd.oasis.opendocument.text"
_NAMES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "text", "table")
)


def _odt(blocks: Sequence[Block]) -> bytes:
    body = []
    for block in blocks:
        match block:
            case Head(text, level):
                body.append(f'<text:h text:outline-level="{level}">{html.escape(text)}</text:h>')
            case Para(text):
                body.append(f"<text:p>{html.escape(text)}</text:p>")
            case Rows(rows, _, _):
                lines = (f"<table:table-row>{''.join(map(_odt_cell, row))}</table:table-row>" for row in rows)
                body.append(f"<table:table>{''.join(lines)}</table:table>")
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        package.writestr("mimetype", _ODT)
        text = f"<office:body><office:text>{''.join(body)}</office:text></office:body>"
        package.writestr("content.xml", f"<office:document-content {_NAMES}>{text}</office:document-content>")
    return made.getvalue()


def _odt_cell(cell: C | None) -> str:
    if cell is None:
        return "<table:covered-table-cell/>"
    spans = f' table:number-columns-spanned="{cell.across}" table:number-rows-spanned="{cell.down}"'
    lines = "".join(f"<text:p>{html.escape(line)}</text:p>" for line in cell.text.split("\n"))
    return f"<table:table-cell{spans}>{lines}</table:table-cell>"


def _xlsx(blocks: Sequence[Block]) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = next((b.sheet for b in blocks if isinstance(b, Rows) and b.sheet), "Tracker")
    at = 1
    for block in blocks:
        if not isinstance(block, Rows):
            sheet.cell(at, 1, block.text)
            at += 2
            continue
        if block.sheet and block.sheet != sheet.title:
            sheet, at = book.create_sheet(block.sheet), 1
        for r, row in enumerate(block.rows):
            for c, cell in enumerate(row, start=1):
                if cell is not None:
                    _put(sheet, at + r, c, cell)
        at += len(block.rows) + 1
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def _put(sheet: openpyxl.worksheet.worksheet.Worksheet, r: int, c: int, cell: C) -> None:
    place = sheet.cell(r, c)
    if cell.date:
        place.value = dt.datetime.combine(cell.date, dt.time())
        place.number_format = "dd/mm/yyyy"
    elif cell.text:
        place.value = cell.text
    if cell.fill:
        place.fill = PatternFill("solid", start_color=cell.fill.lstrip("#"))
    if cell.down > 1 or cell.across > 1:
        sheet.merge_cells(start_row=r, start_column=c, end_row=r + cell.down - 1, end_column=c + cell.across - 1)


def _csv(blocks: Sequence[Block]) -> bytes:
    lines = []
    for block in blocks:
        rows = block.rows if isinstance(block, Rows) else [[C(block.text)], [C()]]
        for row in rows:
            lines.append(",".join('"' + (cell.text if cell else "").replace('"', '""') + '"' for cell in row))
    return ("\r\n".join(lines) + "\r\n").encode()


KINDS: dict[str, Callable[[Sequence[Block]], bytes]] = {
    "txt": _txt,
    "md": _txt,
    "odt": _odt,
    "html": _html,
    "docx": _docx,
    "xlsx": _xlsx,
    "csv": _csv,
}
