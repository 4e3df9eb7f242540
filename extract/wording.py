"""Folding of printed text where two printings must count as the same: quotes, dashes, spaces, case, formatting."""

from __future__ import annotations

import re
import unicodedata

__all__ = ["collapsed", "first_words", "folded", "is_unfinished"]

_TYPOGRAPHY = str.maketrans(
    {"’": "'", "‘": "'", "`": "'", "“": '"', "”": '"', "–": "-", "—": "-", "−": "-", "‐": "-", "‑": "-", "\u00ad": ""}
)
_BULLETS = re.compile(r"[•●▪◦‣■□·\uf0b7\uf0a7]")
_EDGES = re.compile(r"^[\s:;.,*\-]+|[\s:;.,*\-]+$")
_CLOSED = re.compile(r"[.!?:;)\]\"']$")


def collapsed(text: str) -> str:
    """The text with every run of white space as one space."""
    return " ".join(text.split())


def folded(text: str) -> str:
    """The text as it is compared: NFKC, plain quotes and dashes, no bullets, one space, lower case, bare edges."""
    plain = unicodedata.normalize("NFKC", text).translate(_TYPOGRAPHY)
    plain = _BULLETS.sub(" ", plain.replace("**", " "))
    return _EDGES.sub("", collapsed(plain)).casefold()


def first_words(text: str, count: int) -> str:
    """The first `count` words of a text."""
    return " ".join(text.split()[:count])


def is_unfinished(text: str) -> bool:
    """Whether a text stops without a closing mark, as a cell does that runs on over the page."""
    bare = text.rstrip()
    return bool(bare) and not _CLOSED.search(bare)
