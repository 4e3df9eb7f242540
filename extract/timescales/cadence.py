"""What recurs: "quarterly", "every 3 months", "twice a year", "each April", as RFC 5545 recurrence rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extract.timescales.tokens import Token
from extract.timescales.vocabulary import MONTHS, ORDINALS, UNITS, WEEKDAYS, number_of

__all__ = ["Cadence", "cadence_at"]

Tokens = Sequence[Token]
_BASE = {
    "day": ("DAILY", 1),
    "week": ("WEEKLY", 1),
    "fortnight": ("WEEKLY", 2),
    "month": ("MONTHLY", 1),
    "quarter": ("MONTHLY", 3),
    "year": ("YEARLY", 1),
    "term": ("MONTHLY", 4),
    "half-term": ("MONTHLY", 2),
}
_REASONS = {
    "term": "termly read as three times a year",
    "half-term": "half-termly read as six times a year",
}
_ADVERBS = {
    "daily": "day",
    "weekly": "week",
    "fortnightly": "fortnight",
    "monthly": "month",
    "quarterly": "quarter",
    "annually": "year",
    "annual": "year",
    "yearly": "year",
    "termly": "term",
    "quartlerly": "quarter",
}
_PREFIXED = {
    ("bi", "monthly"): ("month", 2, "bi-monthly read as every two months"),
    ("bi", "weekly"): ("week", 2, "bi-weekly read as every two weeks"),
    ("bi", "annually"): ("month", 6, "bi-annually read as twice a year"),
    ("bi", "annual"): ("month", 6, "bi-annual read as twice a year"),
    ("semi", "annually"): ("month", 6, None),
    ("semi", "annual"): ("month", 6, None),
    ("half", "yearly"): ("month", 6, None),
    ("half", "termly"): ("half-term", 1, None),
    ("tri", "annually"): ("month", 4, "tri-annually read as three times a year"),
}
_ONE_WORD = {first + second: value for (first, second), value in _PREFIXED.items()} | {
    "biennially": ("year", 2, None),
    "biennial": ("year", 2, None),
    "triennially": ("year", 3, None),
}
_TIMES = {"once": 1, "twice": 2, "thrice": 3}


@dataclass(frozen=True, slots=True)
class Cadence:
    """A recurrence rule; `reason` says what was inferred. `yearly`: it can take a month ("annually in May")."""

    rrule: str
    end: int
    reason: str | None = None

    @property
    def yearly(self) -> bool:
        """Whether it recurs once a year, on no stated day."""
        return self.rrule == "FREQ=YEARLY"


def _low(tokens: Tokens, i: int) -> str:
    return tokens[i].low if 0 <= i < len(tokens) else ""


def _rule(unit: str, count: int, end: int, reason: str | None = None) -> Cadence | None:
    frequency, interval = _BASE[unit]
    interval *= count
    if not 1 <= interval <= 999:
        return None
    rule = f"FREQ={frequency}" + (f";INTERVAL={interval}" if interval > 1 else "")
    return Cadence(rule, end, reason or _REASONS.get(unit))


def _after_prefix(tokens: Tokens, i: int) -> int:
    return i + 2 if _low(tokens, i + 1) == "-" else i + 1


def _adverb(tokens: Tokens, i: int) -> Cadence | None:
    """quarterly, bi-monthly, half-termly, six-weekly, 6 monthly, per annum."""
    low, j = tokens[i].low, _after_prefix(tokens, i)
    if low in _ADVERBS:
        return _rule(_ADVERBS[low], 1, i + 1)
    if low in _ONE_WORD:
        unit, count, reason = _ONE_WORD[low]
        return _rule(unit, count, i + 1, reason)
    if (low, _low(tokens, j)) in _PREFIXED:
        unit, count, reason = _PREFIXED[low, _low(tokens, j)]
        return _rule(unit, count, j + 1, reason)
    if low == "per" and _low(tokens, i + 1) == "annum":
        return _rule("year", 1, i + 2)
    number = number_of(tokens[i])
    if number and _low(tokens, j) in ("weekly", "monthly", "yearly", "daily"):
        return _rule(_ADVERBS[_low(tokens, j)], number, j + 1)
    return None


def _unit_at(tokens: Tokens, i: int) -> tuple[str, int] | None:
    if _low(tokens, i) == "half" and _low(tokens, _after_prefix(tokens, i)) in ("term", "terms"):
        return "half-term", _after_prefix(tokens, i) + 1
    if _low(tokens, i) in ("financial", "academic", "school", "calendar") and _low(tokens, i + 1) in ("year", "term"):
        return _low(tokens, i + 1), i + 2
    unit = UNITS.get(_low(tokens, i))
    return (unit, i + 1) if unit else None


def _each(tokens: Tokens, i: int) -> Cadence | None:
    """each quarter, every 3 months, every other week, each April, every Monday, once every two years."""
    j = i
    if tokens[j].low in ("once", "at") and _low(tokens, j + 1) in ("every", "each", "a", "per", "in"):
        j += 1
    if _low(tokens, j) not in ("each", "every", "per") and j == i:
        return None
    j += 1
    number = number_of(tokens[j]) if j < len(tokens) else None
    if number is None and _low(tokens, j) in ("other", "second", "third", "fourth", "sixth"):
        number = 2 if _low(tokens, j) == "other" else ORDINALS[_low(tokens, j)]
    if number is None and j < len(tokens) and tokens[j].ordinal:
        number = tokens[j].value
    if number is not None:
        j = _after_prefix(tokens, j)
    unit = _unit_at(tokens, j)
    if unit is not None:
        return _rule(unit[0], number if number is not None else 1, unit[1])
    if number is None and _low(tokens, j) in MONTHS:
        return Cadence(f"FREQ=YEARLY;BYMONTH={MONTHS[_low(tokens, j)]}", j + 1)
    if number is None and _low(tokens, j) in WEEKDAYS:
        return Cadence(f"FREQ=WEEKLY;BYDAY={WEEKDAYS[_low(tokens, j)]}", j + 1)
    return None


def _times_a_year(tokens: Tokens, i: int) -> Cadence | None:
    """twice a year, three times per year, 4 x a year, twice yearly."""
    count = _TIMES.get(tokens[i].low)
    j = i + 1
    if count is None:
        count = number_of(tokens[i])
        if _low(tokens, j) not in ("times", "x"):
            return None
        j += 1
    j += _low(tokens, j) in ("a", "per", "each", "every", "-", "in", "during")
    j += _low(tokens, j) in ("the", "a")
    low = _low(tokens, j)
    unit = UNITS.get(low) or _ADVERBS.get(low)
    if not count or unit not in ("year", "month", "week", "day", "quarter", "term"):
        return None
    if count == 1:
        return _rule(unit, 1, j + 1)
    if unit == "year" and 12 % count == 0:
        return _rule("month", 12 // count, j + 1, f"{count} times a year read as every {12 // count} months")
    return None


def cadence_at(tokens: Tokens, i: int) -> Cadence | None:
    """The recurrence that begins at token `i`, if one does."""
    return _times_a_year(tokens, i) or _each(tokens, i) or _adverb(tokens, i)
