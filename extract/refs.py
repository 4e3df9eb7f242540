"""Refs: the short names that papers give their actions (SL1, 1.2.1, IN14, (iv)).

What is known of refs is here by name: their form, those at the start of a text, those a text mentions, and a table's
sequence of them with its damage repaired and said.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from extract.ref_form import (
    NUMBERED,
    RefShape,
    levels,
    lineage,
    looks_like_ref,
    normalise_ref,
    ref_letters,
    ref_shape,
    stands_before_numbers,
)
from extract.ref_mentions import refs_in
from extract.ref_sequence import Repair, repair_sequence

__all__ = [
    "NUMBERED",
    "RefShape",
    "Repair",
    "levels",
    "lineage",
    "looks_like_ref",
    "normalise_ref",
    "ref_shape",
    "refs_in",
    "repair_sequence",
    "split_leading_ref",
    "split_leading_refs",
]

_LEADING = re.compile(
    r"\s*(?P<ref>[(\[]?[A-Za-z]{0,6}[ ]?[-/.]?\d{1,4}(?:[./-]\d{1,3})*[a-z]{0,2}(?:\([a-z]{1,3}\))?[)\]]?"
    r"|\(?[A-Za-z]{1,4}\))"
    r"(?P<gap>\s*[.:)]\s+|\s+[-–—:]\s+|\s+|[:)])(?P<rest>\S.*)",
    re.DOTALL,
)
_OPENERS = frozenset(["we", "the", "to", "all", "our", "this", "each", "these", "a", "an", "in", "by", "as", "for"])
"""Words that open a sentence: a number before one of them, capitalised, does not count anything."""


def split_leading_ref(text: str, like: RefShape | None = None) -> tuple[str, str] | None:
    """A ref printed at the start of a text cell, and the rest: ("1.1", "Assess data …"), else None.

    `like` is the shape of the table's other refs: then a plain number is one ("2 workshops will be held" with
    `NUMBERED`), and a ref of another shape is not. Without it only what cannot be a count or a measure is taken.
    """
    match = _LEADING.match(text)
    ref = normalise_ref(match["ref"]) if match else None
    if match is None or ref is None:
        return None
    rest = match["rest"].strip()
    wanted = _is_like(ref, like) if like else _stands_alone(ref, match["ref"], match["gap"], rest)
    return (ref, rest) if wanted else None


def _is_like(ref: str, like: RefShape) -> bool:
    shape = ref_shape(ref)
    if shape == like:
        return True
    same_letters = shape.prefix.rstrip("-./ ").casefold() == like.prefix.rstrip("-./ ").casefold()
    return same_letters and bool(shape.prefix or (like.pattern == "9") == ("." not in shape.pattern))


def _stands_alone(ref: str, printed: str, gap: str, rest: str) -> bool:
    """Whether a leading ref is one without any other evidence."""
    closed = bool(gap.strip()) or printed.rstrip()[-1:] in ")]"
    if not any(c.isdigit() for c in ref):
        return looks_like_ref(printed) and rest[0].isalpha()
    if not rest[0].isupper() and rest[0] not in "‘“'\"":
        return closed and not ref.isdigit() and rest[0].isalpha() and looks_like_ref(ref)
    if ref.isdigit():
        return int(ref) < 1000 and (closed or rest.split()[0].casefold() in _OPENERS)
    if not looks_like_ref(ref) or stands_before_numbers(ref_letters(ref)):
        return False
    return closed or "." in ref or bool(ref_letters(ref))


def split_leading_refs(texts: Sequence[str]) -> tuple[tuple[str, str] | None, ...] | None:
    """The refs printed at the start of a column's texts, where the column bears them out; else None.

    Plain numbers that count up from text to text, three steps in four by one: at least three, and no more than one text
    in four without a number.
    Or letters and figures before at least three texts and three in four, most of them refs by themselves: then those
    that prose sets before a number, too (S5, H7), are refs where the rest begins as a sentence does.
    """
    found = [split_leading_ref(text, NUMBERED) for text in texts]
    numbers = [int(pair[0]) for pair in found if pair and pair[0].isdigit()]
    steps = [b - a for a, b in itertools.pairwise(numbers)]
    counted = len(numbers) >= 3 and min(steps) > 0 and steps.count(1) * 4 >= len(steps) * 3
    if counted and len(numbers) * 4 >= len(texts) * 3:
        return tuple(found)
    lettered = [_lettered(text) for text in texts]
    led = sum(map(bool, lettered))
    alone = sum(bool(pair and split_leading_ref(text)) for pair, text in zip(lettered, texts, strict=True))
    return tuple(lettered) if 3 <= led < 2 * alone and led * 4 >= len(texts) * 3 else None


def _lettered(text: str) -> tuple[str, str] | None:
    """Letters and a number before what begins as a sentence does."""
    match = _LEADING.match(text)
    ref = normalise_ref(match["ref"]) if match else None
    if match is None or ref is None or not (ref_letters(ref) and looks_like_ref(ref)):
        return None
    return (ref, match["rest"].strip()) if match["rest"][:1].isupper() else None
