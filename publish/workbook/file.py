"""Writing the workbook. Texts are texts: nothing that a paper prints becomes a formula, a number or a link."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

from publish.tables import Row
from publish.workbook.chart import add_chart
from publish.workbook.fills import ink
from publish.workbook.joined import Joined
from publish.workbook.sheet import Cell, Heading, Rated, Sheet
from publish.workbook.sheets import SLIPPAGE, sheets_of
from publish.workbook.summary import Block, summary_of
from reconcile.model import Reconciliation

__all__ = ["NAME", "write_workbook"]

NAME = "reconciliation.xlsx"
_TITLE = "Actions followed through committee papers"
_CREATED = dt.datetime(2000, 1, 1)
"""Fixed, so that the same findings give the same bytes."""
_FORMULA_STARTS = ("=", "+", "-", "@")
_LONGEST = 32_767
_MOST_ROWS = 1_048_575
"""What a cell and a sheet (under its headings) can hold in Excel."""
_CUT = " … (cut here: a cell holds no more; csv/ has it whole)"
_UNSTORABLE = re.compile("[\ufffe\uffff]")
_A4 = 9
_LINE, _MOST_LINES = 15.0, 20
_HEAD = "#DBE5EE"


def write_workbook(folder: Path, found: Reconciliation, tables: Mapping[str, Sequence[Row]]) -> tuple[str, ...]:
    """Write the workbook into the dataset's folder; returns its name. The same rows give the same bytes.

    Raises OSError where it cannot be written.
    """
    import xlsxwriter
    from xlsxwriter.exceptions import FileCreateError

    options = {
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "constant_memory": True,
        "tmpdir": str(folder),
    }
    joined = Joined(tables)
    try:
        with xlsxwriter.Workbook(folder / NAME, options) as book:
            book.set_properties({"title": _TITLE, "created": _CREATED})
            write = _Writer(book)
            write.summary(summary_of(joined), found.as_of)
            for sheet in sheets_of(joined):
                write.table(sheet)
            write.chart(joined.slipped)
    except FileCreateError as error:
        raise _os_error(error) from error
    return (NAME,)


def _os_error(error: Exception) -> OSError:
    """What the system said when the library could not write its file."""
    given = error.args[0] if error.args else error
    return given if isinstance(given, OSError) else OSError(str(given))


class _Writer:
    """A workbook being written: its sheets by name, and each format once."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._sheets: dict[str, Any] = {}
        self._plain = self._format(text_wrap=True)
        self._guarded = self._format(text_wrap=True, quote_prefix=True)
        self._date = self._format(num_format="d mmm yyyy", align="left")
        self._number = self._format(num_format="0.##;-0.##;0", align="right", indent=1)
        self._head = self._format(bold=True, text_wrap=True, bg_color=_HEAD, bottom=1)
        self._title = self._format(bold=True, font_size=16)
        self._heading = self._format(bold=True, font_size=13)
        self._about = self._format(italic=True, font_color="#505A5F")
        self._filled: Callable[[str], Any] = cache(
            lambda fill: self._format(text_wrap=True, bg_color=fill, font_color=ink(fill))
        )

    def _format(self, **said: Any) -> Any:
        return self._book.add_format({"valign": "top", **said})

    def _sheet(self, name: str) -> Any:
        sheet = self._sheets[name] = self._book.add_worksheet(name)
        sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
        sheet.set_footer("&L&A&RPage &P of &N")
        return sheet

    def summary(self, blocks: Iterable[Block], as_of: dt.date | None) -> None:
        """The blocks under one another, below a line that stays in view."""
        sheet = self._sheet("Summary")
        sheet.set_column(0, 0, 34)
        sheet.set_column(1, 1, 12)
        sheet.set_column(2, 2, 70)
        sheet.set_column(3, 20, 10)
        until = f", as of {as_of.isoformat()}" if as_of else ""
        sheet.write_string(0, 0, f"{_TITLE}{until}", self._title)
        at = 2
        for block in blocks:
            sheet.write_string(at, 0, block.title, self._heading)
            sheet.write_string(at + 1, 0, block.about, self._about)
            at += 2
            for row in (block.headings, *block.rows) if block.rows else ():
                self._row(sheet, at, row, self._head if row is block.headings else None)
                at += 1
            at += 1
        sheet.freeze_panes(1, 0)

    def table(self, sheet: Sheet) -> None:
        """A sheet with its headings frozen and repeated on every printed page, a filter, and its rows."""
        to = self._sheet(sheet.name)
        for column, heading in enumerate(sheet.headings):
            to.set_column(column, column, heading.width)
            to.write_string(0, column, heading.name, self._head)
            to.write_comment(0, column, heading.meaning)
        to.set_row(0, 2 * _LINE)
        rows = iter(sheet.rows)
        last = 0
        for last, row in enumerate(islice(rows, _MOST_ROWS - 1), start=1):
            self._row(to, last, row)
            to.set_row(last, _height(row, sheet.headings))
        left = sum(1 for _ in rows)
        if left:
            to.write_string(last + 1, 0, f"{left} more rows do not fit into a sheet; csv/ has them all")
        to.freeze_panes(1, sheet.frozen)
        to.autofilter(0, 0, last, len(sheet.headings) - 1)
        to.repeat_rows(0)
        if sheet.printed:
            to.print_area(0, 0, last, sheet.printed - 1)

    def _row(self, sheet: Any, at: int, row: Sequence[Cell], style: Any = None) -> None:
        for column, cell in enumerate(row):
            if cell.__class__ is str:
                text = _held(cell)
                plain = self._guarded if text[:1] in _FORMULA_STARTS else self._plain
                sheet.write_string(at, column, text, style or plain)
            elif cell is not None:
                self._cell(sheet, at, column, cell, style)

    def _cell(self, sheet: Any, row: int, column: int, cell: Cell, style: Any) -> None:
        """A cell that is no text: a rating in its colour, a date, a number; a date that Excel has not is text."""
        if isinstance(cell, Rated):
            filled = self._filled(cell.fill) if cell.fill else style or self._plain
            sheet.write_string(row, column, _held(cell.word), filled)
        elif isinstance(cell, dt.date) and cell.year >= 1900:
            sheet.write_datetime(row, column, cell, self._date)
        elif isinstance(cell, (int, float)):
            sheet.write_number(row, column, cell, self._number)
        else:
            sheet.write_string(row, column, str(cell), style or self._plain)

    def chart(self, slipped: Sequence[Row]) -> None:
        """The chart, to the right of the table of slippage."""
        sheet = self._sheets[SLIPPAGE]
        add_chart(self._book, sheet, sheet.dim_colmax + 2, slipped)


def _height(row: Sequence[Cell], headings: Sequence[Heading]) -> float:
    """The height in points that shows a row's wrapped texts, said because not every program finds it by itself."""
    lines = 1
    for cell, heading in zip(row, headings, strict=True):
        if isinstance(cell, str) and (len(cell) > heading.width or "\n" in cell):
            lines = max(lines, sum(1 + int(len(line) / (0.95 * heading.width)) for line in cell.split("\n")))
    return _LINE * min(lines, _MOST_LINES)


def _held(text: str) -> str:
    """A text as a cell can hold it. Two characters that XML has no way to write are replaced by U+FFFD.

    XlsxWriter takes a text between <r> and </r> for its own mark-up of a rich text and would write it as it is; a space
    after it keeps it a text.
    """
    if text.startswith("<r>") and text.endswith("</r>"):
        text += " "
    if not text.isascii():
        text = _UNSTORABLE.sub("\ufffd", text)
    if len(text) <= _LONGEST // 2 or len(text.encode("utf-16-le")) // 2 <= _LONGEST:
        return text
    return text[: _LONGEST // 2 - len(_CUT)] + _CUT
