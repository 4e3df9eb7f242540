"""Headings that say of all that stands under them that it is done with: "Closed actions", "Completed to date"."""

from __future__ import annotations

import re
from functools import lru_cache

from extract.wording import folded

__all__ = ["says_ended"]

_STATES = r"(?:completed?|closed|implemented|discharged|archived?|finished|delivered)"
_NOUNS = r"(?:actions?|recommendations?|items?|tasks?|milestones?|commitments?|measures?|issues?)"
_BOTH = rf"{_STATES}(?:\s?(?:and|/|&)\s?{_STATES})?"
_ENDED = re.compile(
    rf"(?:[a-z]?[\d.]{{1,6}}[:.)]?\s)?(?:(?:recently|previously|all|fully|now)\s)?"
    rf"(?:{_BOTH}(?:\s{_NOUNS})?|{_NOUNS}\s(?:(?:that|which)\s)?(?:(?:have been|are|were|now)\s)?{_BOTH})"
    r"(?:\s?[:(\[-].*|\s(?:since|in|during|this|to date|at|from|between|as|up to)\b.*)?"
)
"""Not "by": what is "delivered by March 2026" is promised."""
_LONGEST = 120


@lru_cache(maxsize=4096)
def says_ended(heading: str) -> bool:
    """Whether a heading says that the actions under it are complete or closed; not "Open and closed actions"."""
    return len(heading) <= _LONGEST and _ENDED.fullmatch(folded(heading)) is not None
