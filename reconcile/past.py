"""What a paper itself reports as past: the latest event that its sentences put behind them.

Only a clause with a past verb and a month counts, and none that looks ahead, denies or names a timescale: a date
wrongly taken for an event would call sound timescales past.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass

__all__ = ["PastEvent", "latest_past_event"]

MONTHS = "january february march april may june july august september october november december".split()  # noqa: SIM905
MONTH = re.compile(
    r"\b(?:(?P<day>\d{1,2})(?:st|nd|rd|th)?\s+(?:of\s+)?)?(?P<month>"
    + "|".join(MONTHS)
    + r")\b(?:,?\s+(?P<year>\d{4}))?",
    re.IGNORECASE,
)
CLAUSE = re.compile(r"(?<=[.;:!?])\s+|,\s+|(?<!\s)\s+(?:but|with|and|which|before|after|until|following|so that)\s+|\n")
PAST = re.compile(
    r"\b(?:was|were|(?:has|have|had) (?:been|taken place|met|begun|started)|took(?: place)?|met|held|commenced"
    r"|completed|agreed|approved|published|launched|started|began|finished|received|carried out|undertaken"
    r"|delivered|visited)\b",
    re.IGNORECASE,
)
NOT_PAST = re.compile(
    r"\b(?:will|shall|would|should|could|may be|might|to be|is to|are to|planned|due|scheduled|expected|proposed"
    r"|intend\w*|not|never|unable|cannot|date|deadline|timescale|target|original\w*|postponed|delayed)\b",
    re.IGNORECASE,
)
LIMIT = re.compile(
    r"\b(?:by|until|till|from|since)\s+(?:the\s+)?(?:end\s+|start\s+)?(?:of\s+)?(?:\w+[ -])?$", re.IGNORECASE
)
"""Words before a month that make it a limit, not the time of an event ("completed by March")."""
VERB_MAY = re.compile(r"\bmay\b(?!\s+\d)(?!,?\s+\d{4})")
"""The verb "may" in lower case; the month is printed with a capital."""


@dataclass(frozen=True, slots=True)
class PastEvent:
    """An event that a paper reports as past. `day`: the first day it can have happened; `inferred`: its year is."""

    day: dt.date
    sentence: str
    inferred: bool


def latest_past_event(texts: Iterable[str], not_after: dt.date | None) -> PastEvent | None:
    """The latest event that the texts report as past.

    `not_after`: a day after which events still lie ahead (the paper's own date, else the middle of the timescales it
    sets). A year that is not printed is the last that keeps the event before it; without `not_after` such an event
    says nothing.
    """
    events = [event for text in texts for event in _events(text, not_after)]
    return max(events, key=lambda e: (e.day, not e.inferred, e.sentence), default=None)


def _events(text: str, not_after: dt.date | None) -> Iterable[PastEvent]:
    for clause in CLAUSE.split(text):
        bare = VERB_MAY.sub(" ", clause)
        if not PAST.search(bare) or NOT_PAST.search(clause):
            continue
        for found in MONTH.finditer(bare):
            day = None if LIMIT.search(bare[: found.start()]) else _day(found, not_after)
            if day is not None:
                yield PastEvent(day, clause.strip(), found["year"] is None)


def _day(found: re.Match[str], not_after: dt.date | None) -> dt.date | None:
    month, day = MONTHS.index(found["month"].casefold()) + 1, int(found["day"] or 1)
    if found["year"]:
        return _date(int(found["year"]), month, day)
    if not_after is None:
        return None
    this_year = _date(not_after.year, month, day)
    return this_year if this_year and this_year <= not_after else _date(not_after.year - 1, month, day)


def _date(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None
