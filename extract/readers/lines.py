"""White space of printed text, as the Word and OpenDocument readers give it."""

from __future__ import annotations

import re

__all__ = ["short", "tidy"]

_SPACES = re.compile(r"[^\S\n]+")
_ROUND_BREAKS = re.compile(r" ?\n ?")


def tidy(text: str) -> str:
    """One space where there are several, none at the ends or round line breaks; empty lines at the ends go."""
    if "  " not in text and "\n" not in text and text.isascii() and "\t" not in text:
        return text.strip()
    return _ROUND_BREAKS.sub("\n", _SPACES.sub(" ", text)).strip()


def short(text: str, length: int = 60) -> str:
    """The beginning of a text, for messages to people."""
    line = " ".join(text.split())
    return line if len(line) <= length else line[: length - 1].rstrip() + "…"
