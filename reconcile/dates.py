"""The first and last day of the dates that papers print (EDTF level 0 and its intervals), to put them in order."""

from __future__ import annotations

import calendar
import datetime as dt
import re

__all__ = ["first_day", "last_day"]

EDTF = re.compile(r"^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?[?~%]?$")


def first_day(edtf: str | None) -> dt.date | None:
    """The first day that an EDTF date can mean; null for what is no date."""
    return _day((edtf or "").split("/")[0], last=False)


def last_day(edtf: str | None) -> dt.date | None:
    """The last day that an EDTF date can mean; null for what is no date."""
    return _day((edtf or "").split("/")[-1], last=True)


def _day(text: str, *, last: bool) -> dt.date | None:
    found = EDTF.match(text)
    if not found:
        return None
    year, month, day = (int(g) if g else None for g in found.groups())
    if year is None or not 1 <= year <= 9999 or not (month is None or 1 <= month <= 12):
        return None
    month = month or (12 if last else 1)
    length = calendar.monthrange(year, month)[1]
    day = day or (length if last else 1)
    return dt.date(year, month, day) if 1 <= day <= length else None
