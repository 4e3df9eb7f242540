"""Lists of refs under words that say what became of them ("The following actions have been closed: 1.1 and 1.4")."""

from __future__ import annotations

import re

from extract.change_words import NOUN, VERBS
from extract.refs import looks_like_ref, normalise_ref, refs_in
from extract.timescales import looks_like_timescale

__all__ = ["kind_of_list", "listed_refs", "opening_refs"]

_KINDS = tuple(
    (
        kind,
        re.compile(
            rf"\b{NOUN}\b[^.:;]{{0,60}}\b(?:{verbs})\b|\b(?:{verbs})\s+{NOUN}\b"
            + (rf"|\bnew\s+{NOUN}\b" if kind == "added" else ""),
            re.IGNORECASE,
        ),
    )
    for kind, verbs in VERBS.items()
    if kind != "revised"  # "Revised actions" heads what is to be read, oftener than a list of refs
)
_UNDONE = re.compile(
    r"\b(?:not|never|will|would|should|could|may|might|shall|if|can|propos(?:ed?|als?)|recommend|to be|being|still)\b",
    re.IGNORECASE,
)
_REF = r"(?:[A-Za-z]{1,5}[-/ ]?)?\d[\w./]*(?:\([a-z0-9]{1,3}\))?"
_JOINT = r"(?:\s*[,&+–-]\s*|\s+(?:and|to)\s+)"  # what it matches can be no part of a ref, or the search would not end
_OPENING = re.compile(
    rf"[•\-–*\s]*(?:{NOUN}\s+)?(?P<refs>{_REF}(?:{_JOINT}{_REF})*)(?P<rest>$|[\s:;,.(–-].*)", re.IGNORECASE | re.DOTALL
)
_ITEM = re.compile(rf"(?i:{NOUN}\s+)?(?P<ref>\S{{1,14}}?)(?:\s*[(:–-].*|\s+[A-Z‘“\"'].*)?\.?", re.DOTALL)
_LONGEST = 300
"""Characters of the words that begin a list."""


def kind_of_list(text: str) -> str | None:
    """What words that begin a list say was done to the actions in it ("Closed actions", "These actions were split:").

    What will be, should be or was not done is no kind. A text with a colon is judged by what stands before it.
    """
    lead = text.partition(":")[0]
    if len(lead) > _LONGEST or _UNDONE.search(lead):
        return None
    return next((kind for kind, pattern in _KINDS if pattern.search(lead)), None)


def listed_refs(text: str) -> tuple[str, ...]:
    """The refs of a list within a sentence, each alone or with a few words ("1.1 (the form), 1.4 and 2.3")."""
    items = (_ITEM.fullmatch(item.strip()) for item in re.split(r"[;,]\s+|(?<!\s)\s+and\s+(?=\S*\d)", text))
    printed = (item["ref"].rstrip(".") for item in items if item)
    found = (normalise_ref(ref) for ref in printed if looks_like_ref(ref))
    return tuple(dict.fromkeys(ref for ref in found if ref))


def opening_refs(text: str) -> tuple[tuple[str, ...], str] | None:
    """The refs that an entry of a list opens with, and the rest: "5a and 5b – now one" → (("5a", "5b"), "now one").

    None where it opens with words, with a date, or with a number that may count something ("3 workshops").
    """
    opening = _OPENING.fullmatch(text)
    if opening is None:
        return None
    refs = refs_in(f"actions {opening['refs'].rstrip('.,-–')}")
    rest = opening["rest"].lstrip(" :;,.–-")
    if not refs or not looks_like_ref(refs[0]):
        return None
    counts = refs[-1].isdigit() and rest[:1].islower() and opening["rest"][:1] == " "
    dated = looks_like_timescale(" ".join(text.split()[:3]))
    return None if counts or dated else (refs, rest)
