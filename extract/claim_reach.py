"""How far a figure reaches: to the whole plan or a part of it, and whether it is exact ("more than", "nearly")."""

from __future__ import annotations

import re

__all__ = ["bound_of", "leading_scope", "scope_after"]

_BOUNDS = (
    ("at least", r"at least|a minimum of|(?:no|not) (?:fewer|less) than"),
    ("at most", r"at most|a maximum of|up to|(?:no|not) more than"),
    (
        "about",
        r"about|around|approx(?:imately|\.)?|roughly|circa|nearly|almost|close to|some|just (?:over|under|above|below)",
    ),
    ("over", r"over|more than|greater than|above|exceeding|in excess of"),
    ("under", r"under|fewer than|less than|below"),
)
_BOUND = re.compile(
    r"(?<![\w-])(?:" + "|".join(f"(?P<{kind.replace(' ', '_')}>{words})" for kind, words in _BOUNDS) + r")\s+$",
    re.IGNORECASE,
)
_VERB = (
    r"(?:(?:now|still|currently|also)\s+)?(?:were|was|are|is|had|have|has|remain(?:s|ed)?|show(?:s|ed)?|being|rated|"
    r"stands?|stood)\b"
)
_PART = re.compile(
    r"\s+(?P<scope>(?:in|under|within|for|from|of|led by|owned by|assigned to|belonging to|relating to|about|raised|"
    rf"set|agreed|due)\b(?!\s+{_VERB})[^,;.]*?(?=\s+{_VERB}|[,;.]|$)|(?:which|that|she|he|they|we)\b(?!\s+{_VERB})[^,;.]*)",
    re.IGNORECASE,
)
_WHOLE = re.compile(
    r"(?:in|within|under|from|of)\s+(?:(?:the|this|our|its|that|an?|total|all)\s*)?(?:[\w’'&-]+\s+){0,6}"
    r"(?:plan|programme|log|tracker|register|report|list|table|schedule|total)",
    re.IGNORECASE,
)
_NO_PART = re.compile(
    r"(?:in (?:progress|hand|total|all|place|train|full|part|time)|under ?way|within (?:time\w*|target)|of which)\b",
    re.IGNORECASE,
)
_LEADING = re.compile(
    r"(?:in|under|within|for)\s+(?P<scope>(?:the\s+)?(?:[\w’'&-]+\s+){0,6}?"
    r"(?:priority|section|theme|chapter|objective|outcome|workstream|pillar|strand|area)\b[^,;.]{0,60}),\s",
    re.IGNORECASE,
)


def bound_of(text: str, start: int) -> str:
    """What stands before the figure that begins at `start`: at least · at most · about · over · under, else exactly."""
    found = _BOUND.search(text, max(0, start - 30), start)
    return (found.lastgroup or "").replace("_", " ") if found else "exactly"


def scope_after(text: str) -> str | None:
    """The part of the plan that the words after "actions" restrict them to; None where they mean them all."""
    found = _PART.match(text)
    if found is None:
        return None
    scope = " ".join(found["scope"].split())
    return None if _WHOLE.fullmatch(scope) or _NO_PART.match(scope) else scope


def leading_scope(sentence: str) -> str | None:
    """The part of the plan that a sentence opens with ("In Priority 2, one action was complete")."""
    found = _LEADING.match(sentence)
    return " ".join(found["scope"].split()) if found else None
