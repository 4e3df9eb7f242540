"""Points of the calendar at the precision they are printed, and the stretches that English names for them.

A point is (year, month, day) with 0 for what is not printed: (2024, 9, 0) is September 2024, not one of its days.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass, replace

__all__ = [
    "FEASTS",
    "SEASONS",
    "TERMS",
    "Point",
    "When",
    "bounds",
    "due_by_of",
    "edtf",
    "first_day",
    "is_day",
    "last_day",
    "point_before",
    "qualified",
    "shifted",
]

Point = tuple[int, int, int]

SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11), "winter": (12, 14)}
"""First and last month; month 14 is February of the next year."""
TERMS = {"autumn": (9, 12), "spring": (1, 4), "summer": (4, 7)}
FEASTS = ("easter", "christmas", "xmas", "new year")
_EDTF = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?[~?%]?")


def edtf(point: Point) -> str:
    """The point in EDTF: ``2024``, ``2024-09`` or ``2024-09-30``."""
    year, month, day = point
    return f"{year:04d}" + (f"-{month:02d}" if month else "") + (f"-{day:02d}" if day else "")


def is_day(year: int, month: int, day: int) -> bool:
    """Whether the calendar has such a day."""
    return 1 <= year <= 9999 and 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]


def first_day(point: Point) -> dt.date:
    """The first day of the point."""
    return dt.date(point[0], point[1] or 1, point[2] or 1)


def last_day(point: Point) -> dt.date:
    """The last day of the point: the last one that is still in time."""
    year, month, day = point[0], point[1] or 12, point[2]
    return dt.date(year, month, day or calendar.monthrange(year, month)[1])


def due_by_of(text: str) -> dt.date | None:
    """The last day of an EDTF date, month, year or interval; null for an open end or what is not EDTF."""
    match = _EDTF.fullmatch(text.rpartition("/")[2].strip())
    if match is None:
        return None
    year, month, day = (int(part or 0) for part in match.groups())
    try:
        return last_day((year, month, day))
    except ValueError:
        return None


def shifted(point: Point, months: int) -> Point:
    """The month so many months later (a day stays, or becomes the month's last)."""
    count = point[0] * 12 + (point[1] or 1) - 1 + months
    year, month = count // 12, count % 12 + 1
    return (year, month, min(point[2], calendar.monthrange(year, month)[1]))


def point_before(point: Point) -> Point:
    """The day, month or year before, at the same precision."""
    year, month, day = point
    if day:
        before = dt.date(year, month, day) - dt.timedelta(days=1)
        return (before.year, before.month, before.day)
    return shifted(point, -1) if month else (year - 1, 0, 0)


def easter(year: int) -> Point:
    """Easter Sunday by the anonymous Gregorian rule (Meeus, Astronomical Algorithms, 2nd ed., chapter 8)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = b // 4, b % 4
    g = (b - (b + 8) // 25 + 1) // 3
    h = (19 * a + b - d - g + 15) % 30
    i, k = c // 4, c % 4
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    count = h + m - 7 * n + 114
    return (year, count // 31, count % 31 + 1)


@dataclass(frozen=True, slots=True)
class When:
    """One dated phrase: a shape of the calendar and its numbers. `year` null: not printed.

    Shapes: day · week (from its first day) · month · year · financial · academic · municipal (by their first year) ·
    quarter (`n`, of the financial year, or of the calendar's where `name` says so) · season · term · feast (`name`) ·
    fixed (`exact`: reckoned from the context).
    `reasons` is what was inferred while reading it; `qualifier` end · mid · early · late · start.
    """

    shape: str
    year: int | None = None
    month: int = 0
    day: int = 0
    n: int = 0
    name: str = ""
    exact: tuple[Point, Point] | None = None
    qualifier: str = ""
    reasons: tuple[str, ...] = ()

    def because(self, *reasons: str) -> When:
        """The same phrase with more inferences said."""
        return replace(self, reasons=(*self.reasons, *reasons)) if reasons else self


_YEARS_BEGIN = {"academic": 9, "municipal": 5}


def bounds(when: When, year_starts: int) -> tuple[Point, Point]:
    """First and last point of a phrase whose year is known. `year_starts`: first month of the financial year."""
    if when.exact is not None:
        return when.exact
    year = when.year or 0
    if when.shape in ("day", "month", "year"):
        point = (year, when.month, when.day)
        return point, point
    if when.shape == "week":
        last = dt.date(year, when.month, when.day) + dt.timedelta(days=6)
        return (year, when.month, when.day), (last.year, last.month, last.day)
    if when.shape == "feast":
        point = easter(year) if when.name == "easter" else (year, 1, 1) if when.name == "new year" else (year, 12, 25)
        return point, point
    if when.shape in ("season", "term"):
        first, last_month = (SEASONS if when.shape == "season" else TERMS)[when.name]
        return (year, first, 0), shifted((year, 1, 0), last_month - 1)
    first = 1 if when.name == "calendar" else _YEARS_BEGIN.get(when.shape, year_starts)
    months = 3 if when.shape == "quarter" else 12
    begin = shifted((year, first, 0), 3 * (when.n - 1) if when.shape == "quarter" else 0)
    return begin, shifted(begin, months - 1)


def qualified(begin: Point, end: Point, qualifier: str) -> Point:
    """The point that early, mid, late, the start or the end of a stretch means, as a month (or mid-month's 15th)."""
    first, last = first_day(begin), last_day(end)
    if (first.year, first.month) == (last.year, last.month):
        whole_month = not begin[2]
        return (first.year, first.month, 15) if qualifier == "mid" and whole_month else end
    months = (last.year - first.year) * 12 + last.month - first.month
    steps = {"start": 0, "early": months // 4, "mid": months // 2}.get(qualifier, months)
    return shifted((first.year, first.month, 0), steps)
