"""Excel workbooks: cells as displayed, with merges, fills, hidden rows and sheets, and what could not be read."""

from __future__ import annotations

import datetime as dt
import io
import re
import warnings
import zipfile
import zlib
from collections.abc import Iterable, Iterator

import openpyxl
from openpyxl.cell.cell import Cell as XlsxCell
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.utils import get_column_letter, range_boundaries
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from extract.document import Problem
from extract.errors import PaperDamaged, PaperTooLarge
from extract.readers.left_out import quoted
from extract.readers.office_zip import open_zip
from extract.readers.sheet_blocks import Sheet, SheetCell
from extract.readers.sheet_fills import ThemeColours, fill_colour, theme_colours
from extract.readers.sheet_numbers import shown_date, shown_number

__all__ = ["read_xlsx"]

_BROKEN = (
    zipfile.BadZipFile, zlib.error, KeyError, ValueError, TypeError, AttributeError, IndexError, EOFError, OSError,
    SyntaxError, RuntimeError, NotImplementedError,
)  # fmt: skip
_UNCACHED = re.compile(rb"<f\b[^>]*(?:/>|>[^<]*</f>)\s*(?:<v\s*/>|<v>\s*</v>)?\s*</c>")
_AREA = re.compile(rb"<(?:\w+:)?(?:mergeCell|hyperlink)\b[^>]*?\sref\s*=\s*[\"']([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})")
_MOST_IN_AREAS = 1_000_000
_SHEET_PART = re.compile(r"xl/worksheets/[^/]+\.xml")


def read_xlsx(data: bytes, max_bytes: int) -> tuple[list[Sheet], list[Problem], list[tuple[str, str]]]:
    """The sheets that are shown, what was not read, and the workbook's properties.

    Raises PaperTooLarge where the parts unpack to over `max_bytes`, PaperDamaged where they cannot be read.
    """
    try:
        problems = list(_formulas_without_values(data, max_bytes))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # features that do not matter here: validations, extensions
            book = openpyxl.load_workbook(io.BytesIO(data), data_only=True, rich_text=True)
        theme = theme_colours(book.loaded_theme if isinstance(book.loaded_theme, bytes) else None)
        sheets: list[Sheet] = []
        for sheet in book.worksheets:
            if sheet.sheet_state != "visible":
                said = f"sheet “{sheet.title}” is hidden and left out; unhide it where it is meant to be read"
                problems.append(Problem("sheet-hidden", said, severity="note"))
                continue
            sheets.append(_sheet(sheet, theme))
            problems.extend(_unread(sheet))
    except _BROKEN as error:
        said = " ".join(str(error).split())[:200]
        raise PaperDamaged(
            f"the workbook cannot be read ({type(error).__name__}: {said}); open it in Excel or LibreOffice and save "
            "it again"
        ) from error
    return sheets, problems, list(_properties(book))


def _formulas_without_values(data: bytes, max_bytes: int) -> Iterator[Problem]:
    count = 0
    with open_zip(data, max_bytes) as archive:
        for name in filter(_SHEET_PART.fullmatch, archive.namelist()):
            sheet = archive.read(name)
            _refuse_endless_areas(sheet)
            count += len(_UNCACHED.findall(sheet))
    if count:
        said = (
            f"{count} formulas have no stored result and are read as empty; open the workbook in Excel or LibreOffice "
            "and save it"
        )
        yield Problem("formula-without-value", said)


def _refuse_endless_areas(sheet: bytes) -> None:
    """Refuse areas that openpyxl would fill with a cell for every place: a whole sheet has seventeen billion."""
    cells = sum(map(_places, _AREA.findall(sheet)))
    if cells > _MOST_IN_AREAS:
        raise PaperTooLarge(
            f"a sheet merges or links {cells:,} cells, and {_MOST_IN_AREAS:,} are read at most; unmerge what is empty "
            "and save the workbook again"
        )


def _places(area: bytes) -> int:
    left, top, right, bottom = (at or 0 for at in range_boundaries(area.decode("ascii")))
    return (right - left + 1) * (bottom - top + 1)


def _sheet(sheet: Worksheet, theme: ThemeColours) -> Sheet:
    merged = {(area.min_row, area.min_col): area for area in sheet.merged_cells.ranges}
    cells = []
    for (row, col), cell in sorted(sheet._cells.items()):
        if not isinstance(cell, XlsxCell):
            continue  # inside a merged area
        area = merged.get((row, col))
        spans = (area.max_row - row + 1, area.max_col - col + 1) if area else (1, 1)
        read = _cell(cell, row, col, spans, theme)
        if read.holds or read.fill:
            cells.append(read)
    hidden = frozenset(row for row, shape in sheet.row_dimensions.items() if shape.hidden)
    return Sheet(sheet.title, tuple(cells), hidden, frozenset(_stated_headers(sheet)))


def _cell(cell: XlsxCell, row: int, col: int, spans: tuple[int, int], theme: ThemeColours) -> SheetCell:
    text, struck = _shown(cell)
    font = cell.font
    if text and font.strike and not isinstance(cell.value, CellRichText):
        text, struck = "", text
    fill = fill_colour(cell.fill, theme) if cell.has_style else None
    is_text = isinstance(cell.value, str | CellRichText)
    return SheetCell(text, row, col, *spans, fill, bool(font.bold), bool(font.italic), struck, is_text)


def _shown(cell: XlsxCell) -> tuple[str, str | None]:
    """A cell's text as displayed, and what of it is struck through."""
    value = cell.value
    number_format = cell.number_format or "General"
    if value is None:
        return "", None
    if isinstance(value, CellRichText):
        parts = [(str(part), isinstance(part, TextBlock) and bool(part.font.strike)) for part in value]
        struck = "".join(text for text, is_struck in parts if is_struck)
        return _tidy("".join(text for text, is_struck in parts if not is_struck)), _tidy(struck) or None
    if isinstance(value, bool):
        return str(value).upper(), None
    if isinstance(value, int | float):
        return shown_number(value, number_format), None
    if isinstance(value, dt.datetime | dt.date | dt.time):
        return shown_date(value, number_format), None
    return _tidy(str(value)), None


def _tidy(text: str) -> str:
    lines = (line.strip(" \t\u00a0") for line in text.replace("_x000D_", "").splitlines())
    return "\n".join(line for line in lines if line)


def _stated_headers(sheet: Worksheet) -> Iterator[int]:
    """Rows that the workbook itself says are headers: of its tables, its filter, and what is frozen above the rows."""
    areas = [table.ref for table in sheet.tables.values() if table.headerRowCount != 0]
    if sheet.auto_filter.ref:
        areas.append(sheet.auto_filter.ref)
    for area in areas:
        top = range_boundaries(area)[1]
        if top is not None:
            yield top


def _unread(sheet: Worksheet) -> Iterator[Problem]:
    if any(_colours(rule) for rules in sheet.conditional_formatting for rule in rules.rules):
        said = f"sheet “{sheet.title}” has colours from conditional formatting, which are not read"
        yield Problem("fill-not-read", said, severity="note")
    letters = [
        get_column_letter(i) for shape in sheet.column_dimensions.values() if shape.hidden for i in _columns(shape)
    ]
    if letters:
        said = f"sheet “{sheet.title}”: hidden columns are read too ({', '.join(letters[:20])})"
        yield Problem("columns-hidden", said, severity="note")
    comments = [
        f"{cell.coordinate}: {cell.comment.text}"
        for cell in sheet._cells.values()
        if isinstance(cell, XlsxCell) and cell.comment
    ]
    if comments:
        said = f"sheet “{sheet.title}”: what comments say is left out ({len(comments)}): {quoted(comments)}"
        yield Problem("comments-not-read", said, severity="note")


def _colours(rule: object) -> bool:
    shape = getattr(rule, "dxf", None)
    return bool(getattr(shape, "fill", None) or getattr(rule, "colorScale", None) or getattr(rule, "iconSet", None))


def _columns(shape: object) -> Iterable[int]:
    first, last = getattr(shape, "min", None), getattr(shape, "max", None)
    return range(first, min(last, first + 50) + 1) if isinstance(first, int) and isinstance(last, int) else ()


def _properties(book: Workbook) -> Iterator[tuple[str, str]]:
    said = book.properties
    for name, value in (("title", said.title), ("author", said.creator), ("created", said.created)):
        if value:
            yield name, value.date().isoformat() if isinstance(value, dt.datetime) else str(value)
