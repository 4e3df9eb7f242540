"""Dates and periods outside timescale cells: a meeting date, the dates in a sentence, the period in a title."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from itertools import pairwise

from extract.timescales.calendar import When, bounds, edtf, first_day, last_day
from extract.timescales.context import TimeContext, settle_before
from extract.timescales.dates import date_at
from extract.timescales.tokens import Token, tokenise, word_set

__all__ = ["find_dates", "read_date", "read_period"]

_PLANS = word_set("plan plans strategy strategies programme program roadmap framework workplan period year")
_OPS = ("-", "to", "until", "through", "till")
_DIGIT = re.compile(r"\d")
"""An explicit date has its year in figures: a text without any need not be taken apart."""
_FILLERS = ("the", ",", "from", "between", "of", "for", "and")


def _explicit(when: When | None) -> bool:
    return when is not None and when.shape in ("day", "month") and when.year is not None and not when.reasons


def _edtf(when: When) -> str:
    return edtf((when.year or 0, when.month, when.day))


def read_date(text: str, day_first: bool = True) -> str | None:
    """The one explicit day or month that the text is, in EDTF; null for anything else, or a date without its year."""
    if not _DIGIT.search(text):
        return None
    tokens = tokenise(text)
    while tokens and tokens[-1].low in (".", ",", ";"):
        tokens.pop()
    context = TimeContext(day_first=day_first)
    start = 1 if tokens and tokens[0].low in ("the", "on") else 0
    found = date_at(tokens, start, context) if len(tokens) > start else None
    if found is None or found.end != len(tokens) or found.when is None or not _explicit(found.when):
        return None
    return _edtf(found.when)


def _two_digits(tokens: Sequence[Token], first: int, last: int) -> bool:
    """A month and two digits, or numbers with spaces between, are no explicit date in prose ("May 10 people")."""
    numbers = [token for token in tokens[first:last] if token.kind == "num"]
    marked = sum(token.low in ("/", ".", "-") for token in tokens[first:last]) >= 2
    return not any(number.digits == 4 for number in numbers) and not marked


def find_dates(text: str) -> tuple[tuple[str, int, int], ...]:
    """The explicit days and months in prose, each as (EDTF, start, end) with the places in the text, in order."""
    if not _DIGIT.search(text):
        return ()
    tokens = tokenise(text)
    context = TimeContext()
    dates: list[tuple[str, int, int]] = []
    i = 0
    while i < len(tokens):
        found = date_at(tokens, i, context)
        if found is None:
            i += 1
            continue
        when = found.when
        if when is not None and _explicit(when) and not _two_digits(tokens, i, found.end):
            dates.append((_edtf(when), tokens[i].start, tokens[found.end - 1].end))
        i = found.end
    return tuple(dates)


def _dates_of(tokens: Sequence[Token], context: TimeContext) -> list[tuple[When, int, int]]:
    dates = []
    i = 0
    while i < len(tokens):
        found = date_at(tokens, i, context)
        if found is None or found.when is None:
            i = i + 1 if found is None else found.end
            continue
        dates.append((found.when, i, found.end))
        i = found.end
    return dates


def _days(first: When, last: When) -> tuple[dt.date, dt.date] | None:
    begin, end = bounds(first, 4)[0], bounds(last, 4)[1]
    days = (first_day(begin), last_day(end))
    return days if days[0] < days[1] else None


def read_period(text: str) -> tuple[dt.date, dt.date] | None:
    """The period that a title or a line states, as its first and last day; null where it states none, or several.

    "April 2024 – March 2025"; "2024/25" is the financial year; a single year counts only where it is said to be the
    plan's ("2021 Action Plan", "calendar year 2021").
    """
    if not _DIGIT.search(text):
        return None
    tokens = tokenise(text)
    context = TimeContext()
    dates = _dates_of(tokens, context)
    names_plan = any(token.low in _PLANS for token in tokens)
    periods = set()
    for (first, start, stop), (second, begin, end) in pairwise(dates):
        op = tokens[stop].low if begin - stop in (1, 2) else ""
        between = op == "and" and start > 0 and tokens[start - 1].low == "between"
        if not (op in _OPS or between) or second.year is None or "/" in op:
            continue
        whole = all(
            token.low in _FILLERS or token.kind in ("mark", "break") for token in [*tokens[:start], *tokens[end:]]
        )
        shared = first if first.year is not None else settle_before(first, second, context)
        days = _days(shared, second) if shared is not None and (whole or names_plan) else None
        if days is not None and (days[1] - days[0]).days >= 27:
            periods.add(days)
    if not periods:
        periods = {days for date in dates if (days := _one_year(tokens, *date, names_plan))}
    return periods.pop() if len(periods) == 1 else None


def _one_year(
    tokens: Sequence[Token], when: When, start: int, end: int, names_plan: bool
) -> tuple[dt.date, dt.date] | None:
    whole = all(token.kind in ("mark", "break") or token.low in _FILLERS for token in [*tokens[:start], *tokens[end:]])
    if when.shape in ("financial", "academic", "municipal") and when.year is not None:
        return _days(when, when) if whole or names_plan else None
    if when.shape != "year" or when.year is None:
        return None
    named = tokens[start].low == "calendar" or (start > 0 and tokens[start - 1].low == "year")
    following = [token.low for token in tokens[end : end + 3]]
    attributive = "plan" in following and not any(word in ("the", "our", "a", "-", ":") for word in following)
    return _days(when, when) if named or attributive else None
