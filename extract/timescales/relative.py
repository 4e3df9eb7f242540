"""Phrases that are reckoned from the plan's own dates: "within 3 months", "this financial year", "year 2", "the year".

Without the date they need, or from an event without a date ("within 60 days of the guidance"), they are no date.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extract.timescales.calendar import Point, When, bounds, first_day, last_day, shifted
from extract.timescales.context import TimeContext, period_points, settle_after
from extract.timescales.dates import date_at
from extract.timescales.tokens import Token, word_set
from extract.timescales.vocabulary import MONTHS, UNITS, number_of

__all__ = ["Reckoned", "relative_at"]

Tokens = Sequence[Token]
_SPANS = ("over", "next", "during", "throughout", "coming", "for")
_AFTER = ("of", "from", "after", "following", "post", "prior", "before", "once", "upon")
_DAYS = {"day": 1, "week": 7, "fortnight": 14}
_MONTHS = {"month": 1, "quarter": 3, "year": 12}


def _by_first_word(phrases: str) -> dict[str, list[tuple[str, ...]]]:
    table: dict[str, list[tuple[str, ...]]] = {}
    for phrase in sorted(phrases.split(" | "), key=len, reverse=True):
        words = tuple(phrase.split())
        table.setdefault(words[0], []).append(words)
    return table


_A_YEAR = 400
"""A period of more days is of more than one year."""
_LEADS = _by_first_word(
    "within the next | over the next | in the next | during the next | for the next | throughout the next | "
    "over the coming | in the coming | within the coming | the next | the coming | within | in | next | "
    "coming"
)
_WHOLE = _by_first_word(
    "the plan | plan period | the plan period | life of the plan | life of plan | lifetime of the plan | "
    "lifetime of plan | the lifetime of the plan | the life of the plan | duration of the plan | the period | "
    "duration of plan | the whole year | the year | the programme year | year | this year | the plan year | "
    "all year | the entire year | the duration of the plan | the current year"
)


@dataclass(frozen=True, slots=True)
class Reckoned:
    """What was reckoned; `when` null: it rests on something without a date. `vague`: needs "end of" or the like."""

    when: When | None
    end: int
    vague: bool = False


def _low(tokens: Tokens, i: int) -> str:
    return tokens[i].low if 0 <= i < len(tokens) else ""


def _is(tokens: Tokens, i: int, words: tuple[str, ...]) -> bool:
    return all(_low(tokens, i + k) == word for k, word in enumerate(words))


def _point(day: dt.date) -> Point:
    return (day.year, day.month, day.day)


def _later(point: Point, count: int, unit: str) -> Point | None:
    """The point so many units later; null beyond the calendar."""
    try:
        if unit in _DAYS:
            return _point(last_day(point) + dt.timedelta(days=count * _DAYS[unit]))
        return shifted(point, count * _MONTHS[unit])
    except (ValueError, OverflowError):
        return None


def _count(tokens: Tokens, i: int) -> tuple[int, str, int] | None:
    """ "3 months", "a month", "6-12 months" (the upper number): (how many, unit, the token after)."""
    if i >= len(tokens):
        return None
    count = 1 if tokens[i].low in ("a", "an", "one") else number_of(tokens[i])
    j = i + 1
    if count is not None and _low(tokens, j) in ("-", "to") and j + 1 < len(tokens):
        upper = number_of(tokens[j + 1])
        count, j = (upper, j + 2) if upper is not None else (count, j + 1)
    j += _low(tokens, j) in ("calendar", "working", "further")
    unit = UNITS.get(_low(tokens, j), "")
    known = count is not None and (unit in _DAYS or unit in _MONTHS)
    return (count, unit, j + 1) if known and count is not None else None


def _span_ahead(tokens: Tokens, i: int, context: TimeContext) -> Reckoned | None:
    """ "within 3 months", "over the next 6 months"; "3 months after …" depends on an event."""
    lead = next((words for words in _LEADS.get(tokens[i].low, ()) if _is(tokens, i, words)), ())
    found = _count(tokens, i + len(lead))
    if found is None:
        return None
    count, unit, end = found
    if _low(tokens, end) in _AFTER:
        if not lead:
            return Reckoned(None, end + 1)
        return _from_date(tokens, end, count, unit, context)
    if not lead:
        return None
    working = "working" in (token.low for token in tokens[i:end])
    if context.as_at is None or working:
        return Reckoned(None, end)
    due = _later(_point(context.as_at), count, unit)
    if due is None:
        return Reckoned(None, end)
    begin = _point(context.as_at) if any(word in _SPANS for word in lead) and lead[0] != "within" else due
    units = unit if count == 1 else unit + "s"
    reason = f"{count} {units} from the date the plan is as at ({context.as_at.isoformat()})"
    return Reckoned(When("fixed", exact=(begin, due), reasons=(reason,)), end)


def _from_date(tokens: Tokens, i: int, count: int, unit: str, context: TimeContext) -> Reckoned:
    """ "within 3 months of June 2024": reckoned from a printed date; from anything else it is no date."""
    j = i + 1
    base = date_at(tokens, j, context) if j < len(tokens) and tokens[i].low in ("of", "from", "after") else None
    if base is None or base.when is None or base.when.year is None or base.when.shape not in ("day", "month"):
        return Reckoned(None, i + 1)
    point = (base.when.year, base.when.month, base.when.day)
    due = _later(point, count, unit)
    if due is None:
        return Reckoned(None, base.end)
    reason = f"{due[0]}: {count} {unit}{'s' if count != 1 else ''} from the printed date"
    return Reckoned(When("fixed", exact=(due, due), reasons=(*base.when.reasons, reason)), base.end)


def _year_of(day: dt.date, starts: int) -> int:
    return day.year - (day.month < starts)


def _current(kind: str, step: int, context: TimeContext) -> When | None:
    """The week, month, quarter or named year that holds the plan's date, or the one after it."""
    day = context.as_at
    if day is None:
        return None
    if kind == "week":
        monday = day - dt.timedelta(days=day.weekday() - 7 * step)
        return When("fixed", exact=(_point(monday), _point(monday + dt.timedelta(days=6))))
    if kind == "month":
        point = shifted((day.year, day.month, 0), step)
        return When("month", point[0], point[1])
    if kind == "quarter":
        months = (day.month - context.year_starts) % 12 // 3 + step
        return When("quarter", _year_of(day, context.year_starts) + months // 4, n=months % 4 + 1)
    starts = {"financial": context.year_starts, "academic": 9, "municipal": 5, "year": 1}[kind]
    return When(kind, _year_of(day, starts) + step)


_KINDS = {
    "financial": "financial",
    "fiscal": "financial",
    "academic": "academic",
    "school": "academic",
    "municipal": "municipal",
    "calendar": "year",
}


def _this_or_next(tokens: Tokens, i: int, context: TimeContext) -> Reckoned | None:
    """ "this month", "next quarter", "the financial year", "next June"."""
    lead = _low(tokens, i)
    article = lead in ("the", "this", "next", "current", "in")
    j = i + 1 if article else i
    step = int(lead == "next")
    if lead == "the" and _low(tokens, j) in ("current", "next", "following"):
        step, j = int(_low(tokens, j) != "current"), j + 1
    named = lead in ("this", "next", "current") or j > i + 1
    kind = _KINDS.get(_low(tokens, j), "")
    if kind and _low(tokens, j + 1) == "year":
        end = j + 2
        if end < len(tokens) and tokens[end].digits in (2, 4):
            return None  # "the financial year 2024/25" is printed in full
    elif lead != "in" and _low(tokens, j) in ("week", "month", "quarter") and (article or named):
        kind, end = _low(tokens, j), j + 1
    elif lead == "next" and _low(tokens, j) in (*MONTHS, "spring", "summer", "autumn", "winter"):
        return _next_named(tokens, j, context)
    else:
        return None
    when = _current(kind, step, context)
    if when is None:
        return Reckoned(None, end, vague=not named)
    begin, last = bounds(when, context.year_starts)
    reason = f"{begin[0]} to {last[0]}" if begin[0] != last[0] else str(begin[0])
    said = f"{reason}: reckoned from the date the plan is as at ({context.as_at.isoformat() if context.as_at else ''})"
    return Reckoned(replace(when, reasons=(said,)), end, vague=not named)


def _next_named(tokens: Tokens, i: int, context: TimeContext) -> Reckoned | None:
    found = date_at(tokens, i, context)
    if found is None or found.when is None:
        return None
    if found.when.year is not None:
        return Reckoned(found.when, found.end)
    if context.as_at is None:
        return Reckoned(None, found.end)
    tomorrow = When("day", *_point(context.as_at + dt.timedelta(days=1)))
    when = settle_after(found.when, tomorrow, context)
    if when is None:
        return Reckoned(None, found.end)
    said = f"year {when.year}: the next after the date the plan is as at"
    return Reckoned(replace(when, reasons=(said,)), found.end)


def _plan_period(tokens: Tokens, i: int, context: TimeContext) -> Reckoned | None:
    """ "the year", "the life of the plan": the plan's own period."""
    for words in _WHOLE.get(tokens[i].low, ()):
        if not _is(tokens, i, words):
            continue
        end = i + len(words)
        period = period_points(context)
        if period is not None and "year" in words and (last_day(period[1]) - first_day(period[0])).days > _A_YEAR:
            period = None  # which year of a plan of several, cannot be told
        if period is None:
            return Reckoned(None, end, vague=True)
        said = f"{period[0][0]} to {period[1][0]}: the plan's period"
        return Reckoned(When("period", exact=period, reasons=(said,)), end, vague=True)
    return None


def _numbered(tokens: Tokens, i: int, context: TimeContext) -> Reckoned | None:
    """ "Year 2", "Month 6", "Years 1-3" of the plan's period; without such a period it is no date."""
    unit = UNITS.get(_low(tokens, i), "")
    if (
        unit not in ("year", "month")
        or i + 1 >= len(tokens)
        or _low(tokens, i) not in ("year", "years", "month", "months")
    ):
        return None
    first = last = number_of(tokens[i + 1])
    if first is None or not 1 <= first <= 60:
        return None
    end = i + 2
    if (
        _low(tokens, end) in ("-", "to", "&", "and")
        and end + 1 < len(tokens)
        and number_of(tokens[end + 1]) is not None
    ):
        last, end = number_of(tokens[end + 1]), end + 2
    period = period_points(context)
    if period is None or last is None or last < first:
        return Reckoned(None, end)
    months = _MONTHS[unit]
    start = (period[0][0], period[0][1], 0)
    begin, finish = shifted(start, (first - 1) * months), shifted(start, last * months - 1)
    if last > 1000 or first_day(begin) >= last_day(period[1]):
        return Reckoned(None, end)
    said = f"{edge(begin, finish)}: counted from the start of the plan's period"
    exact = (begin, finish)
    return Reckoned(When("fixed" if begin == finish else "period", exact=exact, reasons=(said,)), end)


def edge(begin: Point, finish: Point) -> str:
    """The years of a stretch, for what is said of it."""
    return str(begin[0]) if begin[0] == finish[0] else f"{begin[0]} to {finish[0]}"


_FIRST = word_set(
    "within over in during for throughout the next coming this current financial fiscal academic school"
    " municipal calendar year years month months plan life lifetime duration all a an"
)


def relative_at(tokens: Tokens, i: int, context: TimeContext) -> Reckoned | None:
    """The reckoned phrase that begins at token `i`, if one does."""
    if tokens[i].low not in _FIRST and number_of(tokens[i]) is None:
        return None
    for rule in (_span_ahead, _numbered, _this_or_next, _plan_period):
        found = rule(tokens, i, context)
        if found is not None:
            return found
    return None
