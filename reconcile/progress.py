"""Progress cells that grow by dated entries: whether a newer version altered or deleted an older entry."""

from __future__ import annotations

import re
from dataclasses import dataclass

from reconcile.wording import glued

__all__ = ["Rewritten", "dated_entries", "rewritten"]

MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
DATE = re.compile(
    rf"(?:(?<=^)|(?<=\n)|(?<=[.;)\]]\s))[\[(•\-\s]{{0,40}}"
    rf"(?P<date>\d{{1,2}}[./]\d{{1,2}}[./]\d{{2,4}}|\d{{4}}-\d{{2}}(?:-\d{{2}})?|(?:\d{{1,2}}(?:st|nd|rd|th)?\s+)?{MONTH}[\s'’\-]*\d{{2,4}})"
    r"[\])]*\s*(?:update)?\s*[:–—\-]",
    re.IGNORECASE,
)
FEWEST = 2
"""A cell with this many dated entries is a history; one with a single entry may be rewritten each time."""


@dataclass(frozen=True, slots=True)
class Rewritten:
    """An older entry that the newer version does not have as it was. `now`: its words there, null where it is gone."""

    date: str
    was: str
    now: str | None


def dated_entries(progress: str | None) -> list[tuple[str, str]]:
    """(date as printed, text) of every dated entry of a progress cell, in the order printed."""
    text = progress or ""
    heads = list(DATE.finditer(text))
    starts = [h.start() for h in heads] + [len(text)]
    return [(h["date"], text[h.end() : starts[i]].strip()) for i, h in enumerate(heads, start=1)]


def rewritten(old: str | None, new: str | None) -> list[Rewritten]:
    """Older dated entries that were altered or deleted. An entry that only grew at its end was not rewritten."""
    before, after = dated_entries(old), dated_entries(new)
    if not before or not after:
        return []
    found = []
    left = list(after)
    for date, text in before:
        kept = next((e for e in left if glued(e[0]) == glued(date) and glued(e[1]).startswith(glued(text))), None)
        if kept is not None:
            left.remove(kept)
            continue
        now = next((t for d, t in left if glued(d) == glued(date)), None)
        if now is not None or len(before) >= FEWEST:
            found.append(Rewritten(date, text, now))
    return found
