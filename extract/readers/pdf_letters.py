"""Characters as a reader sees them: ligatures apart, symbol fonts as their bullets and ticks, unnamed ones as �."""

from __future__ import annotations

import re

from extract.readers.pdf_chars import Style

__all__ = ["LOST", "ODD", "SPACES", "is_symbolic", "is_unnamed", "shown", "whole"]

_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_PRIVATE = {
    "\uf0b7": "•", "\uf0a7": "•", "\uf0d8": "•", "\uf076": "•", "\uf06c": "•", "\uf06e": "•", "\uf0a8": "•",
    "\uf0fc": "✓", "\uf0fe": "✓", "\uf052": "✓", "\uf0fb": "✗", "\uf0fd": "✗", "\uf0e0": "→", "\uf0f0": "→",
    "\uf02d": "-", "\uf0be": "–", "\uf020": " ",
}  # fmt: skip
_WINGDINGS = {
    "§": "•",
    "Ø": "•",
    "v": "•",
    "l": "•",
    "n": "•",
    "q": "•",
    "¨": "•",
    "ü": "✓",
    "þ": "✓",
    "û": "✗",
    "à": "→",
}
_DINGBATS = {"l": "●", "m": "❍", "n": "■", "3": "✓", "4": "✔", "7": "✗", "8": "✘"}
_SYMBOL = {"·": "•"}
LOST = "�"
_HALF = re.compile("[\ud800-\udfff]")
"""Half a character beyond U+FFFF: alone it names no letter."""
_UNNAMED = ("\x00", "\ufffe", "\uffff", LOST)
ODD = re.compile(f"[{''.join(_UNNAMED)}\ud800-\udfff]")
"""A single character that names no letter."""
SPACES = " \t\u00a0\u2002\u2003\u2009\u200a\u202f\u3000\u200b\ufeff"
_SYMBOLIC = ("Wing", "Symbol", "ZapfD")


def is_symbolic(style: Style) -> bool:
    """Whether the letters of a style are not what they are shown as."""
    return style.font.startswith(_SYMBOLIC)


def is_unnamed(text: str) -> bool:
    """Whether an engine could not name the letter."""
    return text in _UNNAMED or text.startswith("(cid:") or _HALF.search(text) is not None


def whole(text: str) -> str:
    """The same letters, where two halves of a character beyond U+FFFF stand together as that character."""
    if _HALF.search(text) is None:
        return text
    joined = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")
    return _HALF.sub(LOST, joined) if len(joined) > 1 else joined


def shown(text: str, style: Style) -> str:
    """What a character shows; nothing for a control character."""
    if len(text) == 1 and "!" <= text <= "~" and not is_symbolic(style):
        return text
    if text in _LIGATURES:
        return _LIGATURES[text]
    if text in _PRIVATE:
        return _PRIVATE[text]
    if text == "(cid:127)":  # the bullet of the standard Latin encodings, in every code they leave open
        return "•"
    if is_unnamed(text):
        return LOST
    if style.font.startswith("Wingdings"):
        return _WINGDINGS.get(text, text)
    if style.font.startswith("ZapfDingbats"):
        return _DINGBATS.get(text, text)
    if style.font.startswith("Symbol"):
        return _SYMBOL.get(text, text)
    return "" if len(text) == 1 and ord(text) < 32 and text not in "\t\x02" else text
