"""Refs named in prose and in cells that name several: "P9 and P10", "H4-H6", "actions 3 to 5"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.ref_form import levels, normalise_ref, stands_before_numbers

__all__ = ["refs_in"]

_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—−", "-"))
_REF = r"(?:[A-Z]{1,5}[ -]?\d{1,3}(?:\.\d{1,3})*(?:[a-z](?![a-z])|\([a-z]\))?|\d{1,3}(?:\.\d{1,3})*[a-z]?)"
_MENTION = re.compile(
    rf"(?<![\w£$€.])(?P<ref>{_REF})(?:\s?(?:-|\bto\b|\bthrough\b)\s?(?P<end>{_REF}))?"
    r"(?![\w%]|[.,]\d|-\d|[ ]\d[A-Z]{2}\b)"
)
_LABEL = re.compile(
    r"\b(?:actions?|refs?\.?|references?|recommendations?|items?|nos?\.|numbers?)(?:\s*+[:,(])?\s*+$", re.IGNORECASE
)
_JOIN = re.compile(r"\s*(?:,|and|&|or|\+|/|, and|;)\s*", re.IGNORECASE)
_WIDEST = 60


def refs_in(text: str, known: frozenset[str] = frozenset()) -> tuple[str, ...]:
    """The refs that a text names, normalised, each once, in order; ranges are counted out.

    `known` are the refs of the plan: they, and others with their prefixes (a ref that the plan does not have is worth
    finding), are taken wherever they stand. A plain or dotted number counts only after "action", "ref" and the like, or
    when the whole text is refs. Without `known`, letters with a number count unless they commonly mean something else
    (Q1, KS2, S47) and the text says more than refs.
    """
    text = text.translate(_DASHES)
    prefixes = frozenset(_prefix(ref) for ref in known if _prefix(ref))
    bare = _only_refs(text)
    found: dict[str, None] = {}
    labelled_to = -1
    for match in _MENTION.finditer(text):
        labelled = bare or _is_labelled(text, match.start(), labelled_to)
        refs = [ref for ref in _named(match, known) if labelled or _counts(ref, known, prefixes)]
        if refs and labelled:
            labelled_to = match.end()
        found.update(dict.fromkeys(refs))
    return tuple(found)


def _only_refs(text: str) -> bool:
    """Whether nothing stands in the text but refs and what joins them."""
    rest = _MENTION.sub(" ", text)
    return not re.sub(r"\b(?:and|to|or)\b|[\s,;&+/()\[\].:-]", "", rest)


def _is_labelled(text: str, start: int, labelled_to: int) -> bool:
    """Whether a label ("actions") stands before, directly or before the list that this continues."""
    if labelled_to >= 0 and _JOIN.fullmatch(text[labelled_to:start]):
        return True
    return _LABEL.search(text[max(0, start - 20) : start]) is not None


def _counts(ref: str, known: frozenset[str], prefixes: frozenset[str]) -> bool:
    if ref in known:
        return not ref.isdigit()
    prefix = _prefix(ref)
    if not prefix:
        return False
    return prefix in prefixes if prefixes else not stands_before_numbers(prefix)


def _prefix(ref: str) -> str:
    path = levels(ref)
    return path[0] if len(path) > 1 and path[0].isalpha() else ""


def _named(match: re.Match[str], known: frozenset[str]) -> Iterator[str]:
    """The refs that one mention names: itself, or every one of its range."""
    whole = normalise_ref(match[0])
    if whole is not None and whole in known:
        yield whole
        return
    first, end = normalise_ref(match["ref"]), normalise_ref(match["end"] or "")
    if first is None:
        return
    span = _range(first, end) if end else None
    if span:
        yield from span
        return
    yield first
    if end is not None:
        yield end


def _range(first: str, end: str) -> list[str] | None:
    """Every ref from one to the other, where they differ in their last number alone ("H4-6" leaves the letters out)."""
    a, b = levels(first), levels(end)
    if len(b) == 1 and b[0].isdigit() and len(a) > 1:
        b = (*a[:-1], b[0])
    if a[:-1] != b[:-1] or not (a[-1].isdigit() and b[-1].isdigit()):
        return None
    low, high = int(a[-1]), int(b[-1])
    stem = first[: len(first) - len(a[-1])]
    return [f"{stem}{n}" for n in range(low, high + 1)] if low < high <= low + _WIDEST else None
