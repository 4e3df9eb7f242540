"""Tokens to dated phrases: days, weeks, months, quarters, terms, seasons and years as they are printed.

`date_at` tries each kind of phrase at one place and takes the longest reading. What has the form of a date and is none
("31 February 2025") is said to be bad, so that nothing shorter is read out of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from extract.timescales.calendar import FEASTS, SEASONS, TERMS, When, is_day
from extract.timescales.context import TimeContext, century, could_be_year
from extract.timescales.tokens import Token
from extract.timescales.vocabulary import MONTHS, NUMBERED, ORDINALS, WEEKDAYS, number_of

__all__ = ["Found", "date_at"]


@dataclass(frozen=True, slots=True)
class Found:
    """A dated phrase that ends before token `end`; `when` null: it has the form of a date and is none."""

    when: When | None
    end: int


Tokens = Sequence[Token]
_WEEK_OF = (("w", "/", "c"), ("w", "/", "b"), ("week", "commencing"), ("week", "beginning"), ("wc",), ("week", "of"),
            ("week", "starting"), ("w", ".", "c", "."))  # fmt: skip
_WEEK_TO = (("w", "/", "e"), ("week", "ending"), ("w", "/", "ending"))
_YEAR_NAMES = {"financial": "financial", "fiscal": "financial", "academic": "academic", "school": "academic",
               "municipal": "municipal", "calendar": "year"}  # fmt: skip
_OPS = ("-", "/", "to", "&", "and", "until", "or")


def _low(tokens: Tokens, i: int) -> str:
    return tokens[i].low if 0 <= i < len(tokens) else ""


def _value(tokens: Tokens, i: int, digits: tuple[int, ...]) -> int:
    """The number at `i` where it is printed with so many digits, else -1."""
    return tokens[i].value if 0 <= i < len(tokens) and tokens[i].digits in digits and not tokens[i].ordinal else -1


def _glued(tokens: Tokens, i: int) -> bool:
    return i < len(tokens) and tokens[i].glued


def _skip(tokens: Tokens, i: int, *words: str) -> int:
    while _low(tokens, i) in words and i < len(tokens):
        i += 1
    return i


def _follows(tokens: Tokens, i: int, words: tuple[str, ...]) -> bool:
    return all(_low(tokens, i + k) == word for k, word in enumerate(words))


def _full_year(tokens: Tokens, i: int) -> int | None:
    value = _value(tokens, i, (4,))
    return value if 1900 <= value <= 2100 else None


def _split_year(tokens: Tokens, i: int) -> tuple[int, int] | None:
    """A year over two calendar years, "2024/25", "2024-25", "2024/2025": (the first one, the token after)."""
    year = _full_year(tokens, i)
    if year is None or _low(tokens, i + 1) not in ("/", "-") or not (_glued(tokens, i + 1) or _glued(tokens, i + 2)):
        return None
    second = _value(tokens, i + 2, (2,))
    follows = second == (year + 1) % 100 or _full_year(tokens, i + 2) == year + 1
    chained = _low(tokens, i + 3) in ("/", "-", ".") and _glued(tokens, i + 3) and _value(tokens, i + 4, (1, 2, 4)) >= 0
    return (year, i + 3) if follows and not chained else None


def _short_split_year(tokens: Tokens, i: int, context: TimeContext) -> tuple[int, int] | None:
    """The same with two digits each, "24/25"."""
    first, second = _value(tokens, i, (2,)), _value(tokens, i + 2, (2,))
    if first < 0 or second != (first + 1) % 100 or _low(tokens, i + 1) not in ("/", "-") or not _glued(tokens, i + 2):
        return None
    year = century(first, context)
    return None if year is None else (year, i + 3)


def _of_year(tokens: Tokens, i: int, context: TimeContext) -> tuple[int, int]:
    """Skips "of", "in", "FY", "financial year" … before a year where one does follow."""
    j = _skip(tokens, i, "of", "in", "for", "(", ",", "the", "-")
    k = _skip(tokens, j, "fy", "financial", "fiscal", "academic", "school", "year", "f", "y", "/")
    j = k if k < len(tokens) else j
    return (j, i) if _full_year(tokens, j) or _short_split_year(tokens, j, context) else (i, i)


def _numeric(tokens: Tokens, i: int, context: TimeContext) -> Found | None:
    """31/03/25, 31.03.2025, 2010-09-15, 02 03 11: day first unless only month first is a day of the calendar."""
    separator = _low(tokens, i + 1)
    if separator in ("/", ".", "-") and separator == _low(tokens, i + 3):
        places = (i, i + 2, i + 4)
        if not all(_glued(tokens, k) for k in range(i + 1, i + 5)):
            return None
    elif tokens[i].digits == 2 and _value(tokens, i + 1, (2,)) >= 0 and _value(tokens, i + 2, (2, 4)) >= 0:
        places = (i, i + 1, i + 2)
    else:
        return None
    end = places[2] + 1
    if _low(tokens, end) in ("/", ".", "-") and _glued(tokens, end) and _glued(tokens, end + 1) and end + 1 < len(tokens):
        if tokens[end + 1].kind == "num":
            return None
    first, second, third = (tokens[k] for k in places)
    if first.digits == 4:
        fits = _full_year(tokens, i) and 1 <= second.digits <= 2 and 1 <= third.digits <= 2
        return _day(first.value, second.value, third.value, end) if fits else None
    year = _full_year(tokens, places[2]) if third.digits == 4 else None
    if third.digits == 2 and max(first.digits, second.digits) <= 2:
        year = century(third.value, context)
    if year is None or not (1 <= first.digits <= 2 and 1 <= second.digits <= 2):
        return None
    day, month = (first.value, second.value) if context.day_first else (second.value, first.value)
    return _day(year, month, day, end) if is_day(year, month, day) else _day(year, day, month, end)


def _day(year: int | None, month: int, day: int, end: int) -> Found:
    if not is_day(2000 if year is None else year, month, day):
        return Found(None, end)
    return Found(When("day", year, month, day), end)


def _year_after(tokens: Tokens, i: int, context: TimeContext) -> tuple[int | None, int]:
    """The year printed after a day and month, if one is: 2025, '25, 25."""
    j = _skip(tokens, i, ",", ".", "-", "/", "of")
    year = _full_year(tokens, j)
    if year is not None:
        return year, j + 1
    quoted = _low(tokens, j) == "'"
    j += quoted
    two = _value(tokens, j, (2,))
    # "9 May 10.30" and "9 May 25%" end with no year, nor does the day that begins another date
    ends = _low(tokens, j + 1) not in (":", "%") and not (_low(tokens, j + 1) in ("/", ".", "-") and _glued(tokens, j + 2))
    another = _low(tokens, j + 1) in MONTHS and not _glued(tokens, j)
    if two >= 0 and ends and not another and not tokens[j].ordinal:
        year = century(two, context)
        if year is not None:
            return year, j + 1
    return None, i


def _day_month(tokens: Tokens, i: int, context: TimeContext) -> Found | None:
    """24 June 2024, 31st of March, 2025, 23-Mar, 24-Jun-24."""
    j = _skip(tokens, i + 1, "of", "-", ".", "/", "day", "the")
    month = MONTHS.get(_low(tokens, j))
    if month is None or tokens[i].digits > 2:
        return None
    if j > i + 1 and _low(tokens, i + 1) == "-" and not _glued(tokens, i + 1) and not _glued(tokens, j):
        return None
    year, end = _year_after(tokens, _skip_stop(tokens, j + 1), context)
    return _day(year, month, tokens[i].value, end)


def _skip_stop(tokens: Tokens, i: int) -> int:
    """Past the full stop of an abbreviated month ("Dec.")."""
    return i + 1 if _low(tokens, i) == "." and _low(tokens, i - 1) in MONTHS and len(_low(tokens, i - 1)) <= 4 else i


def _month(tokens: Tokens, i: int, context: TimeContext) -> Found | None:
    """September 2024, Sept '24, Mar-2011, July 02, 2021, December 31st; a month alone has no year."""
    month = MONTHS[tokens[i].low]
    stop = _skip_stop(tokens, i + 1)
    j = _skip(tokens, stop, ",", "of", "'", "the") if _low(tokens, stop) != "-" else stop + 1
    split = _split_year(tokens, j)
    if split is not None and not (_full_year(tokens, j + 2) and _low(tokens, j + 1) == "-"):
        year = split[0] + (month < context.year_starts)
        return Found(When("month", year, month), split[1])
    full = _full_year(tokens, j)
    joined = _low(tokens, stop) != "-" or _glued(tokens, j)
    if full is not None and joined:
        return Found(When("month", full, month), j + 1)
    slash = stop + 1 if _low(tokens, stop) == "/" and _glued(tokens, stop) else -1
    if slash > 0 and (full := _full_year(tokens, slash)) is not None:
        return Found(When("month", full, month), slash + 1)
    return _month_and_number(tokens, stop, j, month, context) if joined and j < len(tokens) else _bare(month, i, stop)


def _bare(month: int, i: int, stop: int) -> Found:
    return Found(When("month", None, month), stop)


def _month_and_number(tokens: Tokens, stop: int, j: int, month: int, context: TimeContext) -> Found:
    """A month and one or two digits: a day where a year, an ordinal or the size says so, else a year."""
    token = tokens[j]
    alone = Found(When("month", None, month), stop)
    if token.kind != "num" or token.digits > 2 or _low(tokens, j + 1) in ("%", ":"):
        return alone
    if not token.ordinal and _low(tokens, j + 1) in MONTHS:
        return alone  # "March 15 April": the number belongs to what follows
    after = _skip(tokens, j + 1, ",")
    full = _full_year(tokens, after)
    if full is not None and _split_year(tokens, after) is None:
        return _day(full, month, token.value, after + 1)
    # "June 10/24" is no form of date that can be told
    if _low(tokens, j + 1) in ("/", ".") and _glued(tokens, j + 2) and j + 2 < len(tokens) and tokens[j + 2].kind == "num":
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
    if tokens[i].digits > 2 or _low(tokens, op) not in _OPS or op + 1 >= len(tokens) or tokens[op + 1].kind != "num":
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
    split = _split_year(tokens, i) or _short_split_year(tokens, i, context)
    if split is not None:
        year, end = split
        if tokens[i].digits == 2 and _value(tokens, i + 2, (2,)) <= 12:
            return Found(None, end)  # 11/12 is 11 December or 2011/12: it cannot be told
        quarter = _quarter_number(tokens, end) if end < len(tokens) else None
        if quarter is not None:
            return Found(When("quarter", year, n=quarter[0]), quarter[1])
        name, after = _year_name(tokens, end)
        when = When(name or "financial", year)
        if tokens[i].digits == 4 and _value(tokens, i + 2, (2,)) in range(1, 13) and _low(tokens, i + 1) == "-":
            when = when.because("read as the year, not as a month")
        return Found(when, after)
    full = _full_year(tokens, i)
    if full is None:
        return None
    separator = _low(tokens, i + 1)
    if separator in ("-", "/", ".") and _glued(tokens, i + 1) and _glued(tokens, i + 2):
        if 1 <= (month := _value(tokens, i + 2, (2,))) <= 12:
            return Found(When("month", full, month), i + 3)
        if _value(tokens, i + 2, (1, 2)) >= 0:
            return Found(None, i + 3)  # "2021-24" names several years, of which kind cannot be told
    j = i + 2 if separator in ("-", ",") else i + 1
    month_name = _low(tokens, j)
    if month_name in MONTHS and _full_year(tokens, j + 1) is None and _value(tokens, j + 1, (1, 2)) < 0:
        return Found(When("month", full, MONTHS[month_name]), j + 1)
    quarter = _quarter_number(tokens, i + 1) if i + 1 < len(tokens) else None
    if quarter is not None:
        return Found(_quarter(quarter[0], full, False), quarter[1])
    return Found(When("year", full), i + 1)


def _year_name(tokens: Tokens, i: int) -> tuple[str | None, int]:
    """ "financial year", "academic year" … after or before the year itself."""
    name = _YEAR_NAMES.get(_low(tokens, i))
    if name is None or _low(tokens, i + 1) != "year":
        return None, i
    return name, i + 2


def _month_number(tokens: Tokens, i: int, context: TimeContext) -> Found | None:
    """09/2024; 06/25 only where it can be nothing else."""
    month = _value(tokens, i, (1, 2))
    if _low(tokens, i + 1) not in ("/", ".", "-") or not _glued(tokens, i + 1) or not _glued(tokens, i + 2):
        return None
    full = _full_year(tokens, i + 2)
    if full is not None and _low(tokens, i + 1) in ("/", "-"):
        return Found(When("month", full, month), i + 3) if 1 <= month <= 12 else Found(None, i + 3)
    two = _value(tokens, i + 2, (2,))
    if _low(tokens, i + 1) != "/" or two < 0 or not 1 <= month <= 31:
        return None
    if two > 31 or month > 12 or not (two > 12 and tokens[i].digits == 2 and could_be_year(two, context)):
        return Found(None, i + 3)
    year = century(two, context)
    when = When("month", year, month) if year else None
    return Found(when.because("read as month and year") if when else None, i + 3)


def _quarter_number(tokens: Tokens, i: int) -> tuple[int, int] | None:
    """Q1, Quarter 1, Qtr 1, first quarter, 1st quarter: (its number, the token after)."""
    low = _low(tokens, i)
    if low in ("q", "quarter", "qtr", "qu") and 1 <= _value(tokens, i + 1, (1,)) <= 4:
        return tokens[i + 1].value, i + 2
    if _low(tokens, i + 1) in ("quarter", "qtr"):
        number = tokens[i].value if tokens[i].ordinal else ORDINALS.get(low, 0)
        return (number, i + 2) if 1 <= number <= 4 else None
    return None


def _quarter(n: int, year: int | None, split: bool) -> When:
    when = When("quarter", year, n=n)
    return when if split or year is None else when.because(f"Q{n} {year} read as a quarter of the financial year {year}/{(year + 1) % 100:02d}")  # fmt: skip  # noqa: E501


def _quarter_phrase(tokens: Tokens, i: int, context: TimeContext) -> Found | None:
    """Q1 2024/25, Q1 24/25, second quarter of 2024/25, Q3."""
    number = _quarter_number(tokens, i)
    if number is None:
        return None
    n, end = number
    j, _ = _of_year(tokens, end, context)
    split = _split_year(tokens, j) or _short_split_year(tokens, j, context)
    if split is not None:
        return Found(When("quarter", split[0], n=n), _skip(tokens, split[1], ")") if _low(tokens, end) == "(" else split[1])
    full = _full_year(tokens, j)
    if full is not None:
        return Found(_quarter(n, full, False), j + 1)
    fy = _skip(tokens, end, "fy", "-", "'")
    if fy > end and _value(tokens, fy, (2,)) >= 0 and _glued(tokens, fy):
        return Found(None, fy + 1)  # Q2 FY24: which year that is cannot be told
    return Found(When("quarter", None, n=n), end)


def _term_or_season(tokens: Tokens, i: int, context: TimeContext) -> Found:
    """Autumn term 2024, Autumn 2024 term, Summer 2025, Winter 2024/25; the school term wins where it is named."""
    name = tokens[i].low
    term = _low(tokens, i + 1) == "term" and name in TERMS
    j = i + 2 if term else i + 1
    k = _skip(tokens, j, "of", ",", "in", "-") if _low(tokens, j) in ("of", ",", "in", "-") else j
    split = _split_year(tokens, k) or _short_split_year(tokens, k, context)
    year: int | None = _full_year(tokens, k)
    end = k + 1 if year is not None else j
    if split is not None:
        year, end = split
    elif year is None and (_low(tokens, k) == "'" or could_be_year(_value(tokens, k, (2,)), context)):
        two = _value(tokens, k + (_low(tokens, k) == "'"), (2,))
        year = century(two, context) if two >= 0 else None
        end = k + 1 + (_low(tokens, k) == "'") if year is not None else j
    if not term and _low(tokens, end) == "term" and name in TERMS:
        term, end = True, end + 1
    if split is not None and not (term or name in ("autumn", "fall", "winter")):
        return Found(None, end)  # spring and summer 2024/25: which of the two years cannot be told
    if split is not None and term and name != "autumn":
        year = split[0] + 1
    when = When("term" if term else "season", year, name=name)
    if name == "winter" and year is not None and split is None:
        when = when.because(f"winter {year} read as December {year} to February {year + 1}")
    return Found(when, end)


def _named_year(tokens: Tokens, i: int, context: TimeContext) -> Found | None:
    """FY 2024/25, financial year 2024-25, academic year 2024/25, calendar year 2025; FY24 cannot be told."""
    name: str | None
    if tokens[i].low == "fy":
        name, j = "financial", i + 1
    else:
        name, j = _year_name(tokens, i)
    if name is None:
        return None
    j = _skip(tokens, j, "-", "of", "(", ",")
    split = _split_year(tokens, j) or _short_split_year(tokens, j, context)
    if split is not None and name != "year":
        quarter = _quarter_number(tokens, split[1]) if split[1] < len(tokens) and name == "financial" else None
        return Found(When("quarter", split[0], n=quarter[0]), quarter[1]) if quarter else Found(When(name, split[0]), split[1])
    full = _full_year(tokens, j)
    if full is not None:
        return Found(When("year", full) if name == "year" else None, j + 1)
    return Found(None, j + 1) if tokens[i].low == "fy" and _value(tokens, j, (2,)) >= 0 else None


def _feast(tokens: Tokens, i: int, context: TimeContext) -> Found | None:
    """Easter 2025, Christmas; "New Year" as well."""
    name = tokens[i].low if tokens[i].low != "new" else f"new {_low(tokens, i + 1)}"
    if name not in FEASTS:
        return None
    end = i + len(name.split())
    year, after = _year_after(tokens, end, context)
    return Found(When("feast", year, name=name), after)


def _week(tokens: Tokens, i: int, context: TimeContext) -> Found | None:
    """w/c 3 March 2025 (a week from that day), week ending 7 March 2025 (that day)."""
    for phrases, shape in ((_WEEK_OF, "week"), (_WEEK_TO, "day")):
        for words in phrases:
            if not _follows(tokens, i, words):
                continue
            j = _skip(tokens, i + len(words), ":", "-", ".", "the")
            found = date_at(tokens, j, context) if j < len(tokens) else None
            if found is not None and found.when is not None and found.when.shape == "day":
                return Found(replace(found.when, shape=shape), found.end)
    return None


def _time_of_day(tokens: Tokens, i: int) -> int:
    """The token after "14:00", "at 2.30pm", "2 pm"; `i` itself where no time of day follows."""
    j = _skip(tokens, i, "at", "@", ",", "-")
    if _value(tokens, j, (1, 2)) < 0:
        return j + 1 if _low(tokens, j) in ("noon", "midday") and j > i else i
    clock = _low(tokens, j + 1) in (":", ".") and _value(tokens, j + 2, (2,)) >= 0 and _glued(tokens, j + 2)
    k = j + 3 if clock else j + 1
    if clock and _low(tokens, k) == ":":
        k += 2
    meridian = _low(tokens, k) in ("am", "pm", "noon", "hrs")
    if not (meridian or (clock and _low(tokens, j + 1) == ":")):
        return i
    return k + meridian


def _longest(tokens: Tokens, i: int, context: TimeContext) -> Found | None:
    token = tokens[i]
    low = token.low
    if token.kind == "num":
        return _quarter_phrase(tokens, i, context) if token.ordinal and _quarter_number(tokens, i) else _number_first(tokens, i, context)  # fmt: skip  # noqa: E501
    if low in MONTHS:
        return _month(tokens, i, context)
    if low in WEEKDAYS:
        j = _skip(tokens, i + 1, ",", ".", "the", "-")
        found = date_at(tokens, j, context) if j < len(tokens) and low not in MONTHS else None
        return found if found and (found.when is None or found.when.shape == "day") else None
    if low in SEASONS:
        return _term_or_season(tokens, i, context)
    if low.startswith("w"):
        return _week(tokens, i, context)
    return _quarter_phrase(tokens, i, context) or _named_year(tokens, i, context) or _feast(tokens, i, context)


def date_at(tokens: Tokens, i: int, context: TimeContext) -> Found | None:
    """The dated phrase that begins at token `i`, if one does."""
    found = _longest(tokens, i, context)
    if found is not None and found.when is not None and found.when.shape == "day":
        return replace(found, end=_time_of_day(tokens, found.end))
    return found


def number_and_unit(tokens: Tokens, i: int) -> tuple[int, str, int] | None:
    """ "3 months", "six weeks": (how many, the unit's word, the token after)."""
    count = number_of(tokens[i]) if i < len(tokens) else None
    j = i + 2 if _low(tokens, i + 1) == "-" else i + 1
    return (count, _low(tokens, j), j + 1) if count is not None and j < len(tokens) else None
