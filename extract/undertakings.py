"""Sentences of minutes that say what somebody is to do, beside a name in the margin or after a resolution.

They are asked only where something else says that there is an action: a margin column that names who acts, a label
without words, a name after the paragraph's last full stop. By themselves they prove nothing.
"""

from __future__ import annotations

import re

from extract.owner_words import is_person, is_role
from extract.wording import collapsed

__all__ = ["resolved_action", "undertaking_in"]

_NOT_A_VERB = r"(?!(?:the|a|an|this|that|these|those|his|her|its|their|our|all|any|each|be (?:noted|approved)|\d)\b)"
_UNDERTAKES = re.compile(rf"\b(?:to|will|shall|must|should)\s+{_NOT_A_VERB}[a-z]{{2,}}")
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z(“'\"])")
_RESOLVED = re.compile(
    r"(?:it was )?(?:resolved|agreed)[:,]?\s+(?:unanimously\s+)?that\s+(?P<text>(?:the\s+)?(?P<who>[A-Z][^,.;:]{1,60}?)"
    rf"\s+(?:(?:be|is|was)\s+(?:instructed|asked|requested|tasked)\s+to|to|will|shall|should)\s+{_NOT_A_VERB}[a-z]{{2,}}.*)",
    re.IGNORECASE | re.DOTALL,
)
_LONGEST = 2_000
"""Characters of a paragraph in which a sentence is sought."""


def undertaking_in(text: str) -> str | None:
    """The one sentence of a paragraph that says what somebody is to do; None where none does, or several do."""
    if len(text) > _LONGEST:
        return None
    found = [sentence for sentence in _SENTENCE_END.split(collapsed(text)) if _UNDERTAKES.search(sentence)]
    return found[0] if len(found) == 1 else None


def resolved_action(text: str) -> str | None:
    """What a resolution charges a person or an officer with ("RESOLVED that the Clerk be instructed to …"), or None."""
    found = _RESOLVED.match(collapsed(text)) if len(text) <= _LONGEST else None
    if found is None or not (is_person(found["who"]) or is_role(found["who"])):
        return None
    return found["text"]
