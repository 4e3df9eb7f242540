"""The plan as the tracker that officers keep: a spreadsheet with a theme column, filled ratings and true dates."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from io import BytesIO

import xlsxwriter
from specimen_plan import COUNCIL, KEY, TITLE, Commitment

__all__ = ["tracker"]

HEADER = ("Theme", "Ref", "Action", "Lead officer", "Due", "RAG", "Latest position")
WIDTHS = (24, 8, 70, 28, 26, 10, 60)


def tracker(version: Sequence[Commitment], as_at: str) -> bytes:
    """The workbook as bytes."""
    buffer = BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    book.set_properties({"title": TITLE, "company": COUNCIL, "created": dt.datetime(2025, 11, 3, 9, 0)})
    sheet = book.add_worksheet("Tracker")
    bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
    day = book.add_format({"num_format": "dd/mm/yyyy", "valign": "top", "align": "left"})
    fills = {name: book.add_format({"bg_color": fill, "valign": "top"}) for name, (fill, _) in KEY.items()}
    for column, width in enumerate(WIDTHS):
        sheet.set_column(column, column, width)
    for row, line in enumerate((COUNCIL, f"{TITLE}: tracker", f"Position as at {as_at}")):
        sheet.write_string(row, 0, line, bold)
    sheet.write_row(4, 0, HEADER, bold)
    for row, action in enumerate(version, start=5):
        for column, text in enumerate((action.section, action.ref, action.text, action.owner)):
            sheet.write(row, column, text, wrapped)
        month = _last_day(action.timescale)
        if month:
            sheet.write_datetime(row, 4, month, day)
        else:
            sheet.write(row, 4, action.timescale, wrapped)
        sheet.write(row, 5, action.rating, fills[action.rating])
        sheet.write(row, 6, action.progress, wrapped)
    book.close()
    return buffer.getvalue()


def _last_day(timescale: str) -> dt.datetime | None:
    """The last day of a timescale that is a month alone: officers enter that; other timescales stay in words."""
    try:
        first = dt.datetime.strptime(timescale, "%B %Y")
    except ValueError:
        return None
    return (first + dt.timedelta(days=31)).replace(day=1) - dt.timedelta(days=1)
