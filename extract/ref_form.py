"""The form of one ref: whether a text is one, how it is written for comparison, and its path of levels.

`normalise_ref` gives the form that is compared from paper to paper; `levels` reads a ref as a path, outermost first, on
which lineage and sequences rest.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from extract.wording import compatible

__all__ = [
    "NUMBERED",
    "RefShape",
    "is_date",
    "levels",
    "lineage",
    "looks_like_ref",
    "normalise_ref",
    "ref_letters",
    "ref_shape",
    "stands_before_numbers",
]

_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—−", "-") | dict.fromkeys("\u200b\u200c\u200d\ufeff\u00ad"))
_MONTHS = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    "sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
)
_DATES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\d{1,4}([/-])\d{1,2}\1\d{2,4}",
        r"\d{1,2}\.\d{1,2}\.(?:19|20)\d\d",
        r"(?:0\d\.\d{1,2}|\d{1,2}\.0\d)\.\d\d",
        r"(?:[12]\d|3[01])\.(?:[1-9]|1[0-2])\.(?:1[5-9]|[23]\d)",
        r"(?:19|20)\d\d",
        r"(?:19|20)\d\d[/-](?:0?[1-9]|1[0-2])",
        r"(?:0?[1-9]|1[0-2])[/-](?:19|20)\d\d",
        rf"(?:\d{{1,2}}(?:st|nd|rd|th)?[\s.-]*)?(?:{_MONTHS})[\s.'-]+\d{{1,4}}",
        rf"\d{{1,2}}(?:st|nd|rd|th)?[\s.-]*(?:{_MONTHS})(?:[\s.'-]*\d{{2,4}})?",
        rf"(?:{_MONTHS})\.?",
    )
)
_YEARS = re.compile(r"((?:19|20)\d\d)[/-](\d\d|(?:19|20)\d\d)")
_ANNOTATION = re.compile(
    r"\s*[-(\[*]?\s*\b(?:new|revised|amended|merged|closed|completed?|deleted|removed)\b\s*[)\]*]?$", re.IGNORECASE
)
_TOKEN = re.compile(r"[A-Za-z]+|\d+|[^A-Za-z\d]+")
_ROMAN = re.compile(r"(?=[ivxl])(?:x{0,3})(?:ix|iv|v?i{0,3})", re.IGNORECASE)
_LETTERED = re.compile(r"[A-Za-z]|([A-Z])\1|[A-Z](?:ix|iv|v?i{1,3}|x)|[A-Z]\.(?:[a-z]|ix|iv|v?i{1,3})")
_SEPARATORS = frozenset(".-/_:")
_LONGEST = 24

_LABELS = frozenset({"action", "rec", "recommendation", "objective", "priority", "outcome", "commitment", "milestone"})
"""Words that papers print before a number to make a ref of it ("Recommendation 4")."""
_NEVER_PREFIXES = frozenset({"q", "fy", "ks", "yr", "covid", "uk"})
"""Letters before a number that name a quarter, a year, a key stage …, even in a cell of their own."""
_PROSE_PREFIXES = _NEVER_PREFIXES | frozenset({"a", "g", "h", "m", "s", "wt", "y"})
"""Letters that stand before a number in prose without making a ref of it (S47, H2, A4, M6)."""


@dataclass(frozen=True, slots=True)
class RefShape:
    """How the refs of one table look: their letters before the first digit, and the pattern with 9 for any number."""

    prefix: str
    pattern: str


NUMBERED = RefShape("", "9")
"""The shape of plainly numbered actions: 1, 2, 3."""


@lru_cache(maxsize=8192)
def normalise_ref(printed: str) -> str | None:
    """The ref in the form that is compared, or None where what is printed is no ref (empty, a date, prose).

    Outer spaces, brackets and a closing ``.``, ``)`` or ``:`` go, and so do spaces between letters and digits; case,
    inner dots, hyphens and leading zeros stay. ``normalise_ref(normalise_ref(x)) == normalise_ref(x)``.
    """
    text = _clean(printed)
    if not text or len(text) > 2 * _LONGEST or is_date(text):
        return None
    text = _bare(_ANNOTATION.sub("", text) if any(c.isdigit() for c in text) else text)
    text = re.sub(r"(?<=[A-Za-z]) (?=\d)|(?<=\d) (?=[A-Za-z]{1,4}$)", "", text)
    text = re.sub(r" ?([./_-]) ?(?=[A-Za-z\d])", r"\1", text)
    if is_date(text) or not 0 < len(text) <= _LONGEST:
        return None
    return text if _LETTERED.fullmatch(text) or _is_roman(text) or _is_numbered(text) else None


def is_date(text: str) -> bool:
    """Whether the whole text is a date, a month, a year or a span of years: never a ref."""
    text = text.strip(" .,:;()[]")
    if re.fullmatch(
        r"[A-Z]{3,4}\d{1,2}", text
    ):  # MAR1 … MAR12 are refs of somebody's; dates have a space or small letters
        return False
    years = _YEARS.fullmatch(text)
    if years and int(years[2][-2:]) == (int(years[1]) + 1) % 100:
        return True
    return any(pattern.fullmatch(text) for pattern in _DATES)


def _clean(printed: str) -> str:
    if printed.isascii():
        return " ".join(printed.split())
    text = compatible(printed).translate(_DASHES)
    return re.sub(r"\s+", " ", text).strip()


def _bare(text: str) -> str:
    """Without a leading "Ref" or "#", outer brackets and closing punctuation."""
    text = re.sub(r"^(?:ref(?:erence)?\b\.?:?|#)\s*(?=\S)", "", text, flags=re.IGNORECASE)
    while True:
        bare = text.strip(" *").rstrip(".:,;")
        if bare[:1] in "([" and (bare[-1:] in ")]" or not any(c in bare for c in ")]")):
            bare = bare[1:].removesuffix(")").removesuffix("]")
        if bare[-1:] in (")", "]") and not any(c in bare for c in "(["):
            bare = bare[:-1]
        if bare == text:
            return bare
        text = bare


def _is_roman(text: str) -> bool:
    return text in (text.lower(), text.upper()) and _ROMAN.fullmatch(text) is not None


def _is_numbered(text: str) -> bool:
    """Whether the text is built as a ref with a number: letters, numbers, and enumerators after numbers."""
    tokens = _TOKEN.findall(text)
    digits = [i for i, token in enumerate(tokens) if token.isdigit()]
    if not digits or any(len(tokens[i]) > 8 for i in digits):
        return False
    if any(not _fits(tokens, i, digits[0]) for i in range(len(tokens))):
        return False
    return not _is_range(text)


def _fits(tokens: list[str], i: int, first_digit: int) -> bool:
    """Whether one token may stand where it does in a ref."""
    token = tokens[i]
    if token.isdigit():
        return True
    if not token.isalpha() or not token.isascii():
        inner = 0 < i < len(tokens) - 1
        closing = i == len(tokens) - 1 and token == ")" and "(" in tokens
        return closing or (inner and (token in _SEPARATORS or token == "("))
    if i < first_digit:
        return len(token) <= 14
    if i + 1 < len(tokens) and tokens[i + 1].isdigit():
        return len(token) <= 3 and (token.isupper() or len(token) == 1)
    return len(token) == 1 or (len(token) == 2 and token[0] == token[1]) or _is_roman(token)


def _is_range(text: str) -> bool:
    """ "H4-H6" names several refs, so it is not one."""
    ends = re.fullmatch(r"([A-Za-z]+)(\d+)-\1(\d+)", text)
    return ends is not None and int(ends[2]) < int(ends[3])


@lru_cache(maxsize=8192)
def looks_like_ref(text: str) -> bool:
    """Whether a cell, seen without its header, is a ref: strict, for telling a ref column by what it holds.

    Bare letters, years, quarters, long numbers and decimals below 1 are left out: they are as often something else.
    """
    printed = _clean(text)
    ref = normalise_ref(printed)
    if ref is None or len(printed) > 20 or "\n" in text.strip():
        return False
    if not any(c.isdigit() for c in ref):
        return re.fullmatch(r"\(?[A-Za-z]{1,5}\)", printed) is not None
    if ref[0].isdigit():
        return re.fullmatch(r"[1-9]\d{0,2}(?:\.\d{1,3}){0,4}[a-j]?", ref) is not None or _is_padded(ref)
    prefix = ref_letters(ref)
    if prefix.casefold() in _LABELS:
        return True
    return len(prefix) <= 5 and prefix.isupper() and prefix.casefold() not in _NEVER_PREFIXES


def _is_padded(ref: str) -> bool:
    return re.fullmatch(r"0\d{1,2}[a-j]?", ref) is not None


def ref_letters(ref: str) -> str:
    """The letters that a ref begins with, empty where it begins with a number."""
    match = re.match(r"[A-Za-z]+", ref)
    return match[0] if match else ""


def stands_before_numbers(prefix: str) -> bool:
    """Whether prose puts these letters before a number without making a ref of it (S47, H2, A4, M6, Q1)."""
    return prefix.casefold() in _PROSE_PREFIXES


def ref_shape(ref: str) -> RefShape:
    """The shape of a normalised ref, which others of its table share."""
    prefix = re.match(r"\D*", ref)
    return RefShape(prefix[0] if prefix else "", re.sub(r"\d+", "9", ref))


def levels(ref: str) -> tuple[str, ...]:
    """A normalised ref as a path, outermost first: SL15a → (SL, 15, a); 1.2.1 → (1, 2, 1); Ai → (A, i)."""
    lettered = re.fullmatch(r"([A-Z])([ivx]+)", ref)
    if lettered:
        return (lettered[1], lettered[2])
    return tuple(token for token in _TOKEN.findall(ref) if token.isalnum())


def lineage(a: str, b: str) -> Literal["same", "child", "parent", "sibling"] | None:
    """What ref `b` is to ref `a`: SL15 → SL15a is its child (at any depth), 1.2.1 and 1.2.2 are siblings.

    Case and leading zeros do not part two refs. SL1 and SL2 are not siblings: a shared prefix is no shared parent.
    """
    one, two = _comparable(a), _comparable(b)
    if one == two:
        return "same"
    if two[: len(one)] == one:
        return "child"
    if one[: len(two)] == two:
        return "parent"
    has_parent = len(one) > 1 and any(level.isdigit() for level in one[:-1])
    return "sibling" if has_parent and len(one) == len(two) and one[:-1] == two[:-1] else None


def _comparable(ref: str) -> tuple[str, ...]:
    return tuple(level.lstrip("0") or "0" if level.isdigit() else level.casefold() for level in levels(ref))
