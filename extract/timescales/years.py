"""Years and their parts as they are printed: 2024/25, FY 2024-25, Q1 24/25, autumn term 2024, winter 2024/25."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extract.timescales.calendar import TERMS, When
from extract.timescales.context import TimeContext, century, could_be_year
from extract.timescales.tokens import Token
from extract.timescales.vocabulary import ORDINALS

__all__ = [
    "OPENING_YEARS",
    "Found",
    "follows",
    "full_year",
    "glued_at",
    "low_at",
    "named_year",
    "number_at",
    "quarter_number",
    "quarter_of",
    "quarter_phrase",
    "short_split_year",
    "skip",
    "split_year",
    "term_or_season",
    "year_name",
]


@dataclass(frozen=True, slots=True)
class Found:
    """A dated phrase that ends before token `end`; `when` null: it has the form of a date and is none."""

    when: When | None
    end: int


Tokens = Sequence[Token]
_QUARTER_WORDS = ("q", "quarter", "qtr", "qu")
_YEAR_NAMES = {
    "financial": "financial",
    "fiscal": "financial",
    "academic": "academic",
    "school": "academic",
    "municipal": "municipal",
    "calendar": "year",
}
OPENING_YEARS = frozenset({*_QUARTER_WORDS, *ORDINALS, *_YEAR_NAMES, "fy"})
"""The words that name a quarter or a kind of year, or lead to one."""


def low_at(tokens: Tokens, i: int) -> str:
    """The token at `i` in lower case; empty beyond the ends."""
    return tokens[i].low if 0 <= i < len(tokens) else ""


def number_at(tokens: Tokens, i: int, digits: tuple[int, ...]) -> int:
    """The number at `i` where it is printed with so many digits, else -1."""
    return tokens[i].value if 0 <= i < len(tokens) and tokens[i].digits in digits and not tokens[i].ordinal else -1


def glued_at(tokens: Tokens, i: int) -> bool:
    """Whether no space stands before the token at `i`."""
    return i < len(tokens) and tokens[i].glued


def skip(tokens: Tokens, i: int, *words: str) -> int:
    """The first token from `i` on that is none of the words."""
    while low_at(tokens, i) in words and i < len(tokens):
        i += 1
    return i


def follows(tokens: Tokens, i: int, words: tuple[str, ...]) -> bool:
    """Whether the words stand at `i`, one token each."""
    return all(low_at(tokens, i + k) == word for k, word in enumerate(words))


def full_year(tokens: Tokens, i: int) -> int | None:
    """The year of four digits at `i`, if one is."""
    value = number_at(tokens, i, (4,))
    return value if 1900 <= value <= 2100 else None


def split_year(tokens: Tokens, i: int) -> tuple[int, int] | None:
    """A year over two calendar years, "2024/25", "2024-25", "2024/2025": (the first one, the token after)."""
    year = full_year(tokens, i)
    if (
        year is None
        or low_at(tokens, i + 1) not in ("/", "-")
        or not (glued_at(tokens, i + 1) or glued_at(tokens, i + 2))
    ):
        return None
    second = number_at(tokens, i + 2, (2,))
    follows = second == (year + 1) % 100 or full_year(tokens, i + 2) == year + 1
    chained = (
        low_at(tokens, i + 3) in ("/", "-", ".")
        and glued_at(tokens, i + 3)
        and number_at(tokens, i + 4, (1, 2, 4)) >= 0
    )
    return (year, i + 3) if follows and not chained else None


def short_split_year(tokens: Tokens, i: int, context: TimeContext) -> tuple[int, int] | None:
    """The same with two digits each, "24/25"."""
    first, second = number_at(tokens, i, (2,)), number_at(tokens, i + 2, (2,))
    if (
        first < 0
        or second != (first + 1) % 100
        or low_at(tokens, i + 1) not in ("/", "-")
        or not glued_at(tokens, i + 2)
    ):
        return None
    year = century(first, context)
    return None if year is None else (year, i + 3)


def of_year(tokens: Tokens, i: int, context: TimeContext) -> tuple[int, int]:
    """Skips "of", "in", "FY", "financial year" … before a year where one does follow."""
    j = skip(tokens, i, "of", "in", "for", "(", ",", "the", "-")
    k = skip(tokens, j, "fy", "financial", "fiscal", "academic", "school", "year", "f", "y", "/")
    j = k if k < len(tokens) else j
    return (j, i) if full_year(tokens, j) or short_split_year(tokens, j, context) else (i, i)


def year_name(tokens: Tokens, i: int) -> tuple[str | None, int]:
    """ "financial year", "academic year" … after or before the year itself."""
    name = _YEAR_NAMES.get(low_at(tokens, i))
    if name is None or low_at(tokens, i + 1) != "year":
        return None, i
    return name, i + 2


def quarter_number(tokens: Tokens, i: int) -> tuple[int, int] | None:
    """Q1, Quarter 1, Qtr 1, first quarter, 1st quarter: (its number, the token after)."""
    low = low_at(tokens, i)
    if low in _QUARTER_WORDS and 1 <= number_at(tokens, i + 1, (1,)) <= 4:
        return tokens[i + 1].value, i + 2
    if low_at(tokens, i + 1) in ("quarter", "qtr"):
        number = tokens[i].value if tokens[i].ordinal else ORDINALS.get(low, 0)
        return (number, i + 2) if 1 <= number <= 4 else None
    return None


def quarter_of(n: int, year: int | None, context: TimeContext) -> When | None:
    """A quarter of the financial year, or of the calendar year where the paper counts those.

    A single year only implies which, and that is said; null where the paper's marks contradict each other.
    """
    if context.quarters is None:
        return None
    calendar = context.quarters == "calendar"
    when = When("quarter", year, n=n, name="calendar" if calendar else "")
    if year is None:
        return when.because(f"a quarter of the calendar year: {context.quarters_from}") if calendar else when
    named = f"the calendar year {year}" if calendar else f"the financial year {year}/{(year + 1) % 100:02d}"
    shown = f": {context.quarters_from}" if context.quarters_from else ""
    return when.because(f"Q{n} {year} read as a quarter of {named}{shown}")


def quarter_phrase(tokens: Tokens, i: int, context: TimeContext) -> Found | None:
    """Q1 2024/25, Q1 24/25, second quarter of 2024/25, Q3."""
    number = quarter_number(tokens, i)
    if number is None:
        return None
    n, end = number
    j, _ = of_year(tokens, end, context)
    split = split_year(tokens, j) or short_split_year(tokens, j, context)
    if split is not None:
        return Found(
            When("quarter", split[0], n=n), skip(tokens, split[1], ")") if low_at(tokens, end) == "(" else split[1]
        )
    full = full_year(tokens, j)
    if full is not None and low_at(tokens, j - 1) == "fy":
        return Found(None, j + 1)  # whether that year begins or ends in it cannot be told
    if full is not None:
        return Found(quarter_of(n, full, context), j + 1)
    short = number_at(tokens, k := skip(tokens, j, "'"), (2,))
    if short > 0 and could_be_year(short, context) and (year := century(short, context)) and k + 1 == len(tokens):
        return Found(quarter_of(n, year, context), k + 1)
    fy = skip(tokens, end, "fy", "-", "'")
    if fy > end and number_at(tokens, fy, (2,)) >= 0 and glued_at(tokens, fy):
        return Found(None, fy + 1)  # Q2 FY24: which year that is cannot be told
    return Found(quarter_of(n, None, context), end)


def term_or_season(tokens: Tokens, i: int, context: TimeContext) -> Found:
    """Autumn term 2024, Autumn 2024 term, Summer 2025, Winter 2024/25; the school term wins where it is named."""
    name = tokens[i].low
    term = low_at(tokens, i + 1) == "term" and name in TERMS
    j = i + 2 if term else i + 1
    k = skip(tokens, j, "of", ",", "in", "-") if low_at(tokens, j) in ("of", ",", "in", "-") else j
    split = split_year(tokens, k) or short_split_year(tokens, k, context)
    year: int | None = full_year(tokens, k)
    end = k + 1 if year is not None else j
    if split is not None:
        year, end = split
    elif year is None and (low_at(tokens, k) == "'" or could_be_year(number_at(tokens, k, (2,)), context)):
        two = number_at(tokens, k + (low_at(tokens, k) == "'"), (2,))
        year = century(two, context) if two >= 0 else None
        end = k + 1 + (low_at(tokens, k) == "'") if year is not None else j
    if end == j and not term and number_at(tokens, j, (1,)) in (1, 2):
        return Found(None, j + 1)  # "Autumn 2" is a half of a school term
    if not term and low_at(tokens, end) == "term" and name in TERMS:
        term, end = True, end + 1
    if split is not None and not (term or name in ("autumn", "fall", "winter")):
        return Found(None, end)  # spring and summer 2024/25: which of the two years cannot be told
    if split is not None and term and name != "autumn":
        year = split[0] + 1
    when = When("term" if term else "season", year, name=name)
    if name == "winter" and year is not None and split is None:
        when = when.because(f"winter {year} read as December {year} to February {year + 1}")
    return Found(when, end)


def named_year(tokens: Tokens, i: int, context: TimeContext) -> Found | None:
    """FY 2024/25, financial year 2024-25, academic year 2024/25, calendar year 2025; FY24 cannot be told."""
    name: str | None
    if tokens[i].low == "fy":
        name, j = "financial", i + 1
    else:
        name, j = year_name(tokens, i)
    if name is None:
        return None
    j = skip(tokens, j, "-", "of", "(", ",")
    split = split_year(tokens, j) or short_split_year(tokens, j, context)
    if split is not None and name != "year":
        quarter = quarter_number(tokens, split[1]) if split[1] < len(tokens) and name == "financial" else None
        return (
            Found(When("quarter", split[0], n=quarter[0]), quarter[1])
            if quarter
            else Found(When(name, split[0]), split[1])
        )
    full = full_year(tokens, j)
    if full is not None:
        return Found(When("year", full) if name == "year" else None, j + 1)
    return Found(None, j + 1) if tokens[i].low == "fy" and number_at(tokens, j, (2,)) >= 0 else None
