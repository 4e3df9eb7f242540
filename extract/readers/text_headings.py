"""Which lines of a plain text are headings, and how deep: a text has no type sizes, so wording and numbering decide.

The levels are derived and only a hint: named parts ("Chapter 2") stand outside numbered headings ("1."), the patterns
of numbers nest in the order in which they first appear, and headings without a number are innermost, except where a
numbering starts afresh directly below one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

__all__ = ["Candidate", "candidate", "levels"]

_PARTS = {"part": 0, "chapter": 1, "appendix": 1, "annex": 1, "annexe": 1, "schedule": 1, "section": 2}
_THEMES = (
    "priority|theme|objective|outcome|goal|aim|workstream|strand|area|domain|pillar|recommendation|key line of enquiry"
)
_COUNT = r"(?:\d+(?:\.\d+)*[a-z]?|[ivx]+|[a-z]|one|two|three|four|five|six|seven|eight|nine|ten)"
_NAMED = re.compile(rf"(?P<word>{'|'.join(_PARTS)}|{_THEMES})\s+{_COUNT}(?=$|\s*[:.)\-–—]|\s+[A-Z])", re.I)
_LABELLED = re.compile(rf"(?:{_THEMES})\s*[:–—-]\s*\S", re.I)
_DECIMAL = re.compile(r"(?P<number>\d{1,2}(?:\.\d{1,2})+)[.):]?\s+(?=[A-Z‘'\"(])")
_DIGIT = re.compile(r"(?P<number>\d{1,2})[.):]\s+(?=[A-Z‘'\"(])")
_LETTER = re.compile(r"(?P<number>[A-Z])[.):]\s+(?=[A-Z‘'\"(])")
_LABEL = re.compile(r"[A-Z][\w /&'’?()-]{0,30}:\s+\S")
_CONTACT = re.compile(r"@|https?://|www\.|\b0\d{3,4}[ \d]{5,}")
_DATE_LIKE = re.compile(
    r"(?:(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*|(?:mon|tues|wednes|thurs|fri|satur|sun)day"
    r"|\d+(?:st|nd|rd|th)?|to|and|from|until|at|am|pm|noon|[\s\-–—/,.:])+",
    re.I,
)
_ASIDE = re.compile(r"(?:please|see|note that|that the|n\.?b)\b", re.I)
_LONGEST, _MOST_WORDS, _LONGEST_ABOVE_TABLE = 100, 14, 160


@dataclass(frozen=True, slots=True)
class Candidate:
    """A line that may be a heading: `pattern` groups headings numbered alike, `first` is a numbering's beginning.

    The pattern ``caption`` is one that is a heading only directly above a table.
    """

    pattern: str
    number: str = ""
    level: int | None = None

    @property
    def first(self) -> bool:
        """Whether the number is the first of its kind (1, A, 2.1)."""
        return self.number.rpartition(".")[2] in {"1", "A"}


def candidate(text: str, bold: bool) -> Candidate | None:
    """How `text`, a line that stands alone, would be a heading; null where it reads like prose, a label or a date."""
    named = _NAMED.match(text)
    if named and len(text) <= _LONGEST_ABOVE_TABLE and not text.endswith((";", ",")):
        return Candidate("named:" + named["word"].lower())
    if "\n" in text or len(text) > _LONGEST_ABOVE_TABLE or not _closes_like_a_heading(text):
        return None
    if _LABELLED.match(text):
        return Candidate("named:theme")
    for pattern, expression in (("decimal", _DECIMAL), ("digit", _DIGIT), ("letter", _LETTER)):
        if len(text) <= _LONGEST and (numbered := expression.match(text)):
            depth = numbered["number"].count(".") if pattern == "decimal" else 0
            return Candidate(f"{pattern}{depth}", numbered["number"])
    if not _reads_like_a_title(text, bold):
        return None
    return Candidate("plain" if len(text) <= _LONGEST and len(text.split()) <= _MOST_WORDS else "caption")


def _closes_like_a_heading(text: str) -> bool:
    if text.endswith(":"):
        return len(text.split()) <= 2
    return not text.endswith((".", ";", ",", "…", " and", " or", " the", " of", " to"))


def _reads_like_a_title(text: str, bold: bool) -> bool:
    first = text.lstrip("‘'\"“(")[:1]
    if not first.isalpha() or not (first.isupper() or bold):
        return False
    if _CONTACT.search(text) or _DATE_LIKE.fullmatch(text) or _LABEL.match(text) or _ASIDE.match(text):
        return False
    return any(len(word) > 2 for word in re.findall(r"[^\W\d_]+", text))


def levels(found: Sequence[Candidate | None], above_table: Sequence[bool]) -> list[int | None]:
    """The level of each block of a paper, in order, null where it is no heading; `found` has null for other blocks.

    A letter is a heading only in its turn (A, then B …): initials are not. Headings numbered alike that follow each
    other with nothing between are a list; only one directly above a table (`above_table`) still heads it.
    """
    captioned = [
        None if one and one.pattern == "caption" and not above else one
        for one, above in zip(found, above_table, strict=True)
    ]
    kept = _without_lists(_letters_in_turn(captioned), above_table)
    parents = {
        i
        for i, (one, below) in enumerate(pairwise(kept))
        if one and below and one.pattern == "plain" and below.first and below.level is None
    }
    numberings = list(dict.fromkeys(one.pattern for one in kept if one and _is_numbering(one)))
    ranks = [None if one is None else _rank(one, i in parents, numberings) for i, one in enumerate(kept)]
    order = {rank: level for level, rank in enumerate(sorted({r for r in ranks if r is not None}), start=1)}
    return [
        None if one is None or rank is None else one.level or order[rank] for one, rank in zip(kept, ranks, strict=True)
    ]


_LOOSE = ("named", "plain", "caption", "marked")


def _is_numbering(one: Candidate) -> bool:
    return not one.pattern.startswith((*_LOOSE, "decimal"))


def _rank(one: Candidate, is_parent: bool, numberings: Sequence[str]) -> tuple[int, int]:
    """A sortable rank: named parts, then parents of a numbering, then the numberings as they appear, then the rest."""
    kind, _, word = one.pattern.partition(":")
    if kind == "named":
        return (0, _PARTS.get(word, 3))
    if kind in _LOOSE:
        return (1, 0) if is_parent else (3, 0)
    if kind.startswith("decimal"):
        base = numberings.index("digit0") if "digit0" in numberings else 0
        return (2, base * 10 + int(kind.removeprefix("decimal")))
    return (2, numberings.index(kind) * 10)


def _letters_in_turn(found: Sequence[Candidate | None]) -> list[Candidate | None]:
    kept: list[Candidate | None] = []
    last = ""
    for one in found:
        in_turn = one and one.number in {"A", chr(ord(last or "@") + 1)}
        if one and one.pattern == "letter0" and not in_turn:
            kept.append(None)
            continue
        if one and one.pattern == "letter0":
            last = one.number
        kept.append(one)
    return kept


def _without_lists(found: Sequence[Candidate | None], above_table: Sequence[bool]) -> list[Candidate | None]:
    def listed(i: int) -> bool:
        one = found[i]
        if one is None or above_table[i] or one.pattern.startswith(_LOOSE):
            return False
        beside = [found[j] for j in (i - 1, i + 1) if 0 <= j < len(found)]
        return any(other is not None and other.pattern == one.pattern for other in beside)

    return [None if listed(i) else one for i, one in enumerate(found)]
