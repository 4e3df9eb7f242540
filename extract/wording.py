"""Folding of printed text where two printings must count as the same: quotes, dashes, spaces, case, formatting."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

__all__ = ["collapsed", "compatible", "first_words", "folded", "is_unfinished", "reflowed", "stream_safe"]

_TYPOGRAPHY = str.maketrans(
    {"’": "'", "‘": "'", "`": "'", "“": '"', "”": '"', "–": "-", "—": "-", "−": "-", "‐": "-", "‑": "-", "\u00ad": ""}
)
_BULLETS = re.compile(r"[•●▪◦‣■□·\uf0b7\uf0a7]")
_LIST_ITEM = re.compile(r"^(?:[•●▪◦‣■□\-–]|\(?[0-9a-zA-Z]{1,3}[.)])\s")
_SHORT = 1_000
"""Characters up to which normalising takes no time, whatever they are."""
_MARKS = 30
"""Combining marks in a row; more stand in no language."""
_JOINER = "\u034f"
_EDGES = " :;.,*-"
_CLOSED = re.compile(r"[.!?:;)\]\"']$")


def compatible(text: str) -> str:
    """The text as NFKC, in a time that grows with its length."""
    return text if text.isascii() else unicodedata.normalize("NFKC", stream_safe(text))


def stream_safe(text: str) -> str:
    """The text, a long run of combining marks in it cut by grapheme joiners, so that normalising it takes no time.

    Normalising sorts such a run in a time that grows with its square. Source: the Stream-Safe Text Format of Unicode
    Standard Annex #15, which allows 30 marks in a row; no language needs more.
    """
    if len(text) <= _SHORT or text.isascii():
        return text
    safe: list[str] = []
    run = 0
    for sign in text:
        run = run + 1 if unicodedata.combining(sign) else 0
        if run > _MARKS:
            safe.append(_JOINER)
            run = 1
        safe.append(sign)
    return "".join(safe)


def collapsed(text: str) -> str:
    """The text with every run of white space as one space."""
    return " ".join(text.split())


@lru_cache(maxsize=8192)
def folded(text: str) -> str:
    """The text as it is compared: NFKC, plain quotes and dashes, no bullets, one space, lower case, bare edges."""
    plain = compatible(text).translate(_TYPOGRAPHY)
    plain = _BULLETS.sub(" ", plain.replace("**", " "))
    return collapsed(plain).strip(_EDGES).casefold()


def reflowed(text: str) -> str:
    """The text with a line break kept only where a new thought begins: before a bullet, or after a closing mark."""
    lines = [collapsed(line) for line in text.split("\n") if line.strip()]
    flowed = ""
    for line in lines:
        kept = _LIST_ITEM.match(line) or not is_unfinished(flowed)
        flowed = line if not flowed else flowed + ("\n" if kept else " ") + line
    return flowed


def first_words(text: str, count: int) -> str:
    """The first `count` words of a text."""
    return " ".join(text.split()[:count])


def is_unfinished(text: str) -> bool:
    """Whether a text stops without a closing mark, as a cell does that runs on over the page."""
    bare = text.rstrip()
    return bool(bare) and not _CLOSED.search(bare)
