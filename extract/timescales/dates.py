"""Tokens to dated phrases: days, weeks and months as they are printed, and whatever `years` reads.

`date_at` tries each kind of phrase at one place and takes the longest reading. What has the form of a date and is none
("31 February 2025") is said to be bad, so that nothing shorter is read out of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extract.timescales.calendar import FEASTS, SEASONS, When, is_day
from extract.timescales.context import TimeContext, century, could_be_year
from extract.timescales.tokens import Token
from extract.timescales.vocabulary import MONTHS, NUMBERED, WEEKDAYS
from extract.timescales.years import (
    OPENING_YEARS,
    Found,
    follows,
    full_year,
    glued_at,
    low_at,
    named_year,
    number_at,
    quarter_number,
    quarter_of,
    quarter_phrase,
    short_split_year,
    skip,
    split_year,
    term_or_season,
    year_name,
)

__all__ = ["Found", "date_at"]

Tokens = Sequence[Token]
_WEEK_OF = (
    ("w", "/", "c"),
    ("w", "/", "b"),
    ("week", "commencing"),
    ("week", "beginning"),
    ("wc",),
    ("week", "of"),
    ("week", "starting"),
    ("w", ".", "c", "."),
)
_WEEK_TO = (("w", "/", "e"), ("week", "ending"), ("w", "/", "ending"))
_OPENING = frozenset({*MONTHS, *WEEKDAYS, *SEASONS, *OPENING_YEARS, *(name.split()[0] for name in FEASTS)}) | frozenset(
    words[0] for words in (*_WEEK_OF, *_WEEK_TO)
)
"""The words that a dated phrase can begin with, where it does not begin with a number."""
_OPS = ("-", "/", "to", "&", "and", "until", "or")


def _numeric(tokens: Tokens, i: int, context: TimeContext) -> Found | None:
    """31/03/25, 31.03.2025, 2010-09-15, 02 03 11: day first unless only month first is a day of the calendar."""
    separator = low_at(tokens, i + 1)
    if separator in ("/", ".", "-") and separator == low_at(tokens, i + 3):
        places = (i, i + 2, i + 4)
        if not all(glued_at(tokens, k) for k in range(i + 1, i + 5)):
            return None
    elif tokens[i].digits == 2 and number_at(tokens, i + 1, (2,)) >= 0 and number_at(tokens, i + 2, (2, 4)) >= 0:
        places = (i, i + 1, i + 2)
    else:
        return None
    end = places[2] + 1
    chained = end + 1 < len(tokens) and tokens[end + 1].kind == "num" and tokens[end].glued and tokens[end + 1].glued
    if chained and low_at(tokens, end) == separator:
        return None
    first, second, third = (tokens[k] for k in places)
    if first.digits == 4:
        fits = full_year(tokens, i) and 1 <= second.digits <= 2 and 1 <= third.digits <= 2
        return _day(first.value, second.value, third.value, end) if fits else None
    year = full_year(tokens, places[2]) if third.digits == 4 else None
    if third.digits == 2 and max(first.digits, second.digits) <= 2:
        year = century(third.value, context)
    if year is None or not (1 <= first.digits <= 2 and 1 <= second.digits <= 2):
        return None
    day, month = (first.value, second.value) if context.day_first else (second.value, first.value)
    found = _day(year, month, day, end) if is_day(year, month, day) else _day(year, day, month, end)
    if context.order_from and found.when is not None and day != month and is_day(year, day, month):
        return Found(found.when.because(f"month before day {context.order_from}"), end)
    return found


def _day(year: int | None, month: int, day: int, end: int) -> Found:
    if not is_day(2000 if year is None else year, month, day):
        return Found(None, end)
    return Found(When("day", year, month, day), end)


def _year_after(tokens: Tokens, i: int, context: TimeContext) -> tuple[int | None, int]:
    """The year printed after a day and month, if one is: 2025, '25, 25."""
    j = skip(tokens, i, ",", ".", "-", "/", "of")
    year = full_year(tokens, j)
    if year is not None:
        return year, j + 1
    quoted = low_at(tokens, j) == "'"
    j += quoted
    two = number_at(tokens, j, (2,))
    # "9 May 10.30" and "9 May 25%" end with no year, nor does the day that begins another date
    ends = low_at(tokens, j + 1) not in (":", "%") and not (
        low_at(tokens, j + 1) in ("/", ".", "-") and glued_at(tokens, j + 2)
    )
    another = low_at(tokens, j + 1) in MONTHS and not glued_at(tokens, j)
    if two >= 0 and ends and not another and not tokens[j].ordinal:
        year = century(two, context)
        if year is not None:
            return year, j + 1
    return None, i


def _day_month(tokens: Tokens, i: int, context: TimeContext) -> Found | None:
    """24 June 2024, 31st of March, 2025, 23-Mar, 24-Jun-24."""
    j = skip(tokens, i + 1, "of", "-", ".", "/", "day", "the")
    if low_at(tokens, i + 1) == "." and not glued_at(tokens, i + 2):
        return None  # "2. July 2024" is the second of a numbered list
    month = MONTHS.get(low_at(tokens, j))
    if month is None or tokens[i].digits > 2:
        return None
    if j > i + 1 and low_at(tokens, i + 1) == "-" and not glued_at(tokens, i + 1) and not glued_at(tokens, j):
        return None
    year, end = _year_after(tokens, _skip_stop(tokens, j + 1), context)
    return _day(year, month, tokens[i].value, end)


def _skip_stop(tokens: Tokens, i: int) -> int:
    """Past the full stop of an abbreviated month ("Dec.")."""
    return (
        i + 1 if low_at(tokens, i) == "." and low_at(tokens, i - 1) in MONTHS and len(low_at(tokens, i - 1)) <= 4 else i
    )


def _month(tokens: Tokens, i: int, context: TimeContext) -> Found | None:
    """September 2024, Sept '24, Mar-2011, July 02, 2021, December 31st; a month alone has no year."""
    month = MONTHS[tokens[i].low]
    stop = _skip_stop(tokens, i + 1)
    j = skip(tokens, stop, ",", "of", "'", "the") if low_at(tokens, stop) != "-" else stop + 1
    split = split_year(tokens, j)
    if split is not None and not (full_year(tokens, j + 2) and low_at(tokens, j + 1) == "-"):
        year = split[0] + (month < context.year_starts)
        return Found(When("month", year, month), split[1])
    full = full_year(tokens, j)
    joined = low_at(tokens, stop) != "-" or glued_at(tokens, j)
    if full is not None and joined:
        return Found(When("month", full, month), j + 1)
    slash = stop + 1 if low_at(tokens, stop) == "/" and glued_at(tokens, stop) else -1
    if slash > 0 and (full := full_year(tokens, slash)) is not None:
        return Found(When("month", full, month), slash + 1)
    return _month_and_number(tokens, stop, j, month, context) if joined and j < len(tokens) else _bare(month, stop)


def _bare(month: int, stop: int) -> Found:
    return Found(When("month", None, month), stop)


def _month_and_number(tokens: Tokens, stop: int, j: int, month: int, context: TimeContext) -> Found:
    """A month and one or two digits: a day where a year, an ordinal or the size says so, else a year."""
    token = tokens[j]
    alone = Found(When("month", None, month), stop)
    if token.kind != "num" or token.digits > 2 or low_at(tokens, j + 1) in ("%", ":"):
        return alone
    if not token.ordinal and low_at(tokens, j + 1) in MONTHS:
        return alone  # "March 15 April": the number belongs to what follows
    after = skip(tokens, j + 1, ",")
    full = full_year(tokens, after)
    if full is not None and split_year(tokens, after) is None:
        return _day(full, month, token.value, after + 1)
    # "June 10/24" is no form of date that can be told
    if (
        low_at(tokens, j + 1) in ("/", ".")
        and glued_at(tokens, j + 2)
        and j + 2 < len(tokens)
        and tokens[j + 2].kind == "num"
    ):
        return Found(None, j + 3)
    if token.digits == 2 and not token.ordinal and could_be_year(token.value, context):
        year = century(token.value, context)
        if year is not None:
            return Found(When("month", year, month), j + 1)
    found = _day(None, month, token.value, j + 1)
    if found.when is not None and not token.ordinal:
        return replace(found, when=found.when.because(f"{token.low} read as the day"))
    return found


def _range_day(tokens: Tokens, i: int, context: TimeContext) -> Found | None:
    """The first day of "1 - 5 July 2024", which borrows its month from the second."""
    op = i + 1
    if tokens[i].digits > 2 or low_at(tokens, op) not in _OPS or op + 1 >= len(tokens) or tokens[op + 1].kind != "num":
        return None
    second = _day_month(tokens, op + 1, context)
    if second is None or second.when is None:
        return None
    lower = tokens[i].value < second.when.day
    return _day(second.when.year, second.when.month, tokens[i].value, op) if lower else Found(None, second.end)


def _number_first(tokens: Tokens, i: int, context: TimeContext) -> Found | None:
    previous = tokens[i - 1] if i else None
    if previous is not None and previous.low in NUMBERED and tokens[i].value < 20 and not tokens[i].ordinal:
        return None
    if previous is not None and tokens[i].glued and previous.low not in ("(", "-", "/", ",", ":", "'", ")", "?", "~"):
        return None
    found = _numeric(tokens, i, context) or _day_month(tokens, i, context) or _range_day(tokens, i, context)
    return found or _year_first(tokens, i, context) or _month_number(tokens, i, context)


def _year_first(tokens: Tokens, i: int, context: TimeContext) -> Found | None:
    """2024/25, 24/25, 2025 March, 2024/25 Q1, 2024-09, 2025."""
    split = split_year(tokens, i) or short_split_year(tokens, i, context)
    if split is not None:
        year, end = split
        if tokens[i].digits == 2 and number_at(tokens, i + 2, (2,)) <= 12:
            return Found(None, end)  # 11/12 is 11 December or 2011/12: it cannot be told
        quarter = quarter_number(tokens, end) if end < len(tokens) else None
        if quarter is not None:
            return Found(When("quarter", year, n=quarter[0]), quarter[1])
        name, after = year_name(tokens, end)
        when = When(name or "financial", year)
        if tokens[i].digits == 4 and number_at(tokens, i + 2, (2,)) in range(1, 13) and low_at(tokens, i + 1) == "-":
            when = when.because("read as the year, not as a month")
        return Found(when, after)
    full = full_year(tokens, i)
    if full is None:
        return None
    separator = low_at(tokens, i + 1)
    if separator in ("-", "/", ".") and glued_at(tokens, i + 1) and glued_at(tokens, i + 2):
        if 1 <= (month := number_at(tokens, i + 2, (2,))) <= 12:
            return Found(When("month", full, month), i + 3)
        if number_at(tokens, i + 2, (1, 2)) >= 0:
            return Found(None, i + 3)  # "2021-24" names several years, of which kind cannot be told
    j = i + 2 if separator in ("-", ",") else i + 1
    month_name = low_at(tokens, j)
    if month_name in MONTHS and full_year(tokens, j + 1) is None and number_at(tokens, j + 1, (1, 2)) < 0:
        return Found(When("month", full, MONTHS[month_name]), j + 1)
    quarter = quarter_number(tokens, i + 1) if i + 1 < len(tokens) else None
    if quarter is not None:
        return Found(quarter_of(quarter[0], full, context), quarter[1])
    return Found(When("year", full), i + 1)


def _month_number(tokens: Tokens, i: int, context: TimeContext) -> Found | None:
    """09/2024; 06/25 only where it can be nothing else."""
    month = number_at(tokens, i, (1, 2))
    if low_at(tokens, i + 1) not in ("/", ".", "-") or not glued_at(tokens, i + 1) or not glued_at(tokens, i + 2):
        return None
    full = full_year(tokens, i + 2)
    if full is not None and low_at(tokens, i + 1) in ("/", "-"):
        return Found(When("month", full, month), i + 3) if 1 <= month <= 12 else Found(None, i + 3)
    two = number_at(tokens, i + 2, (2,))
    if low_at(tokens, i + 1) != "/" or two < 0 or not 1 <= month <= 31:
        return None
    if month > 12 and 1 <= two <= 12 and context.day_first:
        found = _day(None, two, month, i + 3)
        return Found(found.when.because("read as day and month"), i + 3) if found.when else found
    if two > 31 or month > 12 or not (two > 12 and tokens[i].digits == 2 and could_be_year(two, context)):
        return Found(None, i + 3)
    year = century(two, context)
    when = When("month", year, month) if year else None
    return Found(when.because("read as month and year") if when else None, i + 3)


def _feast(tokens: Tokens, i: int, context: TimeContext) -> Found | None:
    """Easter 2025, Christmas; "New Year" as well."""
    name = tokens[i].low if tokens[i].low != "new" else f"new {low_at(tokens, i + 1)}"
    if name not in FEASTS:
        return None
    end = i + len(name.split())
    year, after = _year_after(tokens, end, context)
    return Found(When("feast", year, name=name), after)


def _week(tokens: Tokens, i: int, context: TimeContext) -> Found | None:
    """w/c 3 March 2025 (a week from that day), week ending 7 March 2025 (that day)."""
    for phrases, shape in ((_WEEK_OF, "week"), (_WEEK_TO, "day")):
        for words in phrases:
            if not follows(tokens, i, words):
                continue
            j = skip(tokens, i + len(words), ":", "-", ".", "the")
            dated = j < len(tokens) and (
                tokens[j].kind == "num" or tokens[j].low in MONTHS or tokens[j].low in WEEKDAYS
            )
            found = date_at(tokens, j, context) if dated else None
            if found is not None and found.when is not None and found.when.shape == "day":
                return Found(replace(found.when, shape=shape), found.end)
    return None


def _time_of_day(tokens: Tokens, i: int) -> int:
    """The token after "14:00", "at 2.30pm", "2 pm"; `i` itself where no time of day follows."""
    j = skip(tokens, i, "at", "@", ",", "-")
    if number_at(tokens, j, (1, 2)) < 0:
        return j + 1 if low_at(tokens, j) in ("noon", "midday") and j > i else i
    clock = low_at(tokens, j + 1) in (":", ".") and number_at(tokens, j + 2, (2,)) >= 0 and glued_at(tokens, j + 2)
    k = j + 3 if clock else j + 1
    if clock and low_at(tokens, k) == ":":
        k += 2
    meridian = low_at(tokens, k) in ("am", "pm", "noon", "hrs")
    if not (meridian or (clock and low_at(tokens, j + 1) == ":")):
        return i
    return k + meridian


def _longest(tokens: Tokens, i: int, context: TimeContext) -> Found | None:
    token = tokens[i]
    low = token.low
    if token.kind != "num" and low not in _OPENING:
        return None
    if token.kind == "num":
        if token.ordinal and quarter_number(tokens, i):
            return quarter_phrase(tokens, i, context)
        return _number_first(tokens, i, context)
    if low in MONTHS:
        return _month(tokens, i, context)
    if low in WEEKDAYS:
        j = skip(tokens, i + 1, ",", ".", "the", "-")
        dated = j < len(tokens) and (tokens[j].kind == "num" or tokens[j].low in MONTHS)
        found = date_at(tokens, j, context) if dated else None
        return found if found and (found.when is None or found.when.shape == "day") else None
    if low in SEASONS:
        return term_or_season(tokens, i, context)
    if low.startswith("w"):
        return _week(tokens, i, context)
    return quarter_phrase(tokens, i, context) or named_year(tokens, i, context) or _feast(tokens, i, context)


def date_at(tokens: Tokens, i: int, context: TimeContext) -> Found | None:
    """The dated phrase that begins at token `i`, if one does."""
    found = _longest(tokens, i, context)
    if found is not None and found.when is not None and found.when.shape == "day":
        return replace(found, end=_time_of_day(tokens, found.end))
    return found
