"""Folding of printed text where two printings must count as the same: quotes, dashes, spaces, case, formatting."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

__all__ = ["collapsed", "first_words", "folded", "is_unfinished", "reflowed"]

_TYPOGRAPHY = str.maketrans(
    {"’": "'", "‘": "'", "`": "'", "“": '"', "”": '"', "–": "-", "—": "-", "−": "-", "‐": "-", "‑": "-", "\u00ad": ""}
)
_BULLETS = re.compile(r"[•●▪◦‣■□·\uf0b7\uf0a7]")
_LIST_ITEM = re.compile(r"^(?:[•●▪◦‣■□\-–]|\(?[0-9a-zA-Z]{1,3}[.)])\s")
_EDGES = re.compile(r"^[\s:;.,*\-]+|[\s:;.,*\-]+$")
_CLOSED = re.compile(r"[.!?:;)\]\"']$")


def collapsed(text: str) -> str:
    """The text with every run of white space as one space."""
    return " ".join(text.split())


@lru_cache(maxsize=8192)
def folded(text: str) -> str:
    """The text as it is compared: NFKC, plain quotes and dashes, no bullets, one space, lower case, bare edges."""
    plain = unicodedata.normalize("NFKC", text).translate(_TYPOGRAPHY)
    plain = _BULLETS.sub(" ", plain.replace("**", " "))
    return _EDGES.sub("", collapsed(plain)).casefold()


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
