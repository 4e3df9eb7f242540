"""What a reading may lean on: the plan's dates. What comes from here instead of the cell is said in `inferred`."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from extract.timescales.calendar import Point, When, bounds, first_day, is_day, last_day

__all__ = ["TimeContext", "century", "could_be_year", "period_points", "settle", "settle_after", "settle_before"]

_FAR = 30
"""Years from the plan's date beyond which two digits are not read as 20yy."""


@dataclass(frozen=True, slots=True)
class TimeContext:
    """The dates of the version a cell stands in. `nearest`: the latest dated cell of the same table,
    `meeting`: the day of the meeting that the paper is of, or of its letter.

    `year_starts` is the first month of the financial year (UK: 4). With `day_first`, 3/4/25 is 3 April; `order_from`
    says what showed the order of the figures where nobody set it. `quarters` is whose quarters the paper counts:
    ``financial`` or ``calendar``, null where that cannot be told; `quarters_from` says what showed it.
    """

    as_at: dt.date | None = None
    period_start: dt.date | None = None
    period_end: dt.date | None = None
    nearest: dt.date | None = None
    meeting: dt.date | None = None
    day_first: bool = True
    year_starts: int = 4
    order_from: str | None = None
    quarters: str | None = "financial"
    quarters_from: str = ""

    @property
    def about(self) -> dt.date | None:
        """Any date that says roughly when the plan is from."""
        return self.as_at or self.period_start or self.period_end or self.nearest or self.meeting


def century(two_digits: int, context: TimeContext) -> int | None:
    """The year of two printed digits: 20yy, or 19yy where only that is near the plan; null where neither is."""
    about = context.about
    if about is None:
        return 2000 + two_digits
    return next((y for y in (2000 + two_digits, 1900 + two_digits) if abs(y - about.year) <= _FAR), None)


def could_be_year(two_digits: int, context: TimeContext) -> bool:
    """Whether two digits after a month are a year near the plan rather than a day ("Jun 10")."""
    about = context.about
    return two_digits > 31 or about is None or -10 <= 2000 + two_digits - about.year <= 15


def period_points(context: TimeContext) -> tuple[Point, Point] | None:
    """The plan's period, in months where it begins and ends with whole ones."""
    start, end = context.period_start, context.period_end
    if start is None or end is None or start > end:
        return None
    whole = start.day == 1 and last_day((end.year, end.month, 0)) == end
    first, last = (start.year, start.month, start.day), (end.year, end.month, end.day)
    return ((start.year, start.month, 0), (end.year, end.month, 0)) if whole else (first, last)


def _in_year(when: When, year: int, context: TimeContext) -> tuple[When, dt.date, dt.date] | None:
    if not 1 < year < 9998 or (when.shape in ("day", "week") and not is_day(year, when.month, when.day)):
        return None
    dated = replace(when, year=year)
    begin, end = bounds(dated, context.year_starts)
    return dated, first_day(begin), last_day(end)


def _distance(begin: dt.date, end: dt.date, to: dt.date) -> int:
    return max((begin - to).days, (to - end).days, 0)


def _years(begin: dt.date, end: dt.date) -> str:
    """The year or years of a stretch, for what is said of it."""
    return f"year {begin.year}" if begin.year == end.year else f"year {begin.year}/{end.year}"


def settle(when: When, context: TimeContext) -> When | None:
    """The phrase with its year: the one that puts it in the plan's period, else nearest to as_at, to the table, to the
    meeting.

    Null where nothing supports a year. Of two years equally near, the later one.
    """
    if when.year is not None or when.exact is not None:
        return when
    start, end = context.period_start, context.period_end
    near = context.as_at or context.nearest or context.meeting
    years = {d.year + step for d in (start, end, near) if d for step in (-1, 0, 1)}
    found = [c for y in sorted(years, reverse=True) if 1 < y < 9998 and (c := _in_year(when, y, context))]
    if start and end:
        inside = [c for c in found if start <= c[2] <= end]
        if inside and (near or len(inside) == 1):
            best = min(inside, key=lambda c: _distance(c[1], c[2], near)) if near else inside[0]
            return best[0].because(f"{_years(*best[1:])} from the plan's period")
    if near is None or not found:
        return None
    best = min(found, key=lambda c: _distance(c[1], c[2], near))
    of_table = "the latest date in the table" if context.nearest else "the date of the meeting"
    source = "the date the plan is as at" if context.as_at else of_table
    return best[0].because(f"{_years(*best[1:])} as the nearest to {source}")


def settle_before(when: When, later: When, context: TimeContext) -> When | None:
    """A phrase without a year that shares that of the phrase after it ("September - December 2024")."""
    if later.year is None and later.exact is None:
        return None
    _, end = bounds(later, context.year_starts)
    for year in (end[0] + 1, end[0], end[0] - 1, end[0] - 2):
        shared = _in_year(when, year, context)
        if shared and shared[2] <= last_day(end):
            return (
                shared[0].because(*later.reasons)
                if year == later.year
                else shared[0].because(f"{_years(*shared[1:])}: before {end[0]}")
            )
    return None


def settle_after(when: When, earlier: When, context: TimeContext) -> When | None:
    """A phrase without a year that follows a dated one ("September 2024 - March")."""
    if earlier.year is None and earlier.exact is None:
        return None
    begin, _ = bounds(earlier, context.year_starts)
    for year in (begin[0] - 1, begin[0], begin[0] + 1, begin[0] + 2):
        shared = _in_year(when, year, context)
        if shared and shared[1] >= first_day(begin):
            return (
                shared[0].because(*earlier.reasons)
                if year == earlier.year
                else shared[0].because(f"{_years(*shared[1:])}: after {begin[0]}")
            )
    return None
