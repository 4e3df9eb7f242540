"""Characters of symbol fonts, which stand in the private area of Unicode, as the signs that they draw."""

from __future__ import annotations

import re

__all__ = ["is_shape", "readable", "symbol"]

_WINGDINGS = {
    0x4A: "☺", 0x4B: "😐", 0x4C: "☹", 0x6C: "●", 0x6D: "❍", 0x6E: "■", 0x6F: "☐", 0x71: "❑", 0x72: "❒", 0x76: "❖",
    0x77: "◆", 0x9F: "•", 0xA1: "○", 0xA7: "▪", 0xA8: "☐", 0xD8: "➢", 0xDC: "➲", 0xDF: "←", 0xE0: "→", 0xE1: "↑",
    0xE2: "↓", 0xE8: "➔", 0xF0: "⇨", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
}  # fmt: skip
_SYMBOL = {0xB7: "•", 0xA3: "≤", 0xB3: "≥", 0xB4: "×", 0xB1: "±", 0xAE: "→", 0xAC: "←", 0xAD: "↑", 0xAF: "↓", 0xD6: "√"}
_BULLETS = str.maketrans({"\uf0b7": "•", "\uf0a7": "▪", "\uf0d8": "➢", "\uf0fc": "✓", "\uf0e0": "→", "\u00ad": None})
_NEEDS_WORK = re.compile("[\u00ad\ue000-\uf8ff]")
_SHAPES = re.compile(r"[\u25a0\u25b2\u25b6\u25bc\u25c6\u25cf\u25fc\u2022\u2b24\u26ab\u2b1b\u2605]{1,3}")


def symbol(font: str | None, code: str | None) -> str:
    """The sign that a symbol (font and hexadecimal code) draws; a sign that is not known stays as the file has it."""
    try:
        point = int(code or "", 16)
    except ValueError:
        return ""
    place = point - 0xF000 if 0xF000 <= point <= 0xF0FF else point
    name = (font or "").casefold()
    drawn = _WINGDINGS.get(place) if name == "wingdings" else _SYMBOL.get(place) if name == "symbol" else None
    return drawn or chr(point)


def is_shape(text: str) -> bool:
    """Whether a text is nothing but filled shapes, so that only their colour can tell anything."""
    return _SHAPES.fullmatch(text.strip()) is not None


def readable(text: str) -> str:
    """Text without soft hyphens, and with the usual bullets of symbol fonts as bullets."""
    return text.translate(_BULLETS) if not text.isascii() and _NEEDS_WORK.search(text) else text
