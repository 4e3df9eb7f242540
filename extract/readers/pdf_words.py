"""Characters into words: gaps by geometry, doubled characters once, hidden ones out, symbols as what they show."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from extract.document import Box
from extract.readers.pdf_page import ASCENT, DESCENT, SLANTED, Char, PageMarks, Style, page_box

__all__ = ["Loose", "Word", "unnamed", "words_of"]

_GAP = 0.17
"""A gap wider than this share of the type size parts two words (a printed space is 0.22 to 0.33)."""
_OVERLAP = 0.5
"""Characters drawn further back than this share of the size begin a new word."""
_SAME_LINE = 0.12
_WATERMARK_SIZE = 3.0
"""Level type this many times the usual size, and light, is a watermark."""

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
_LOST = "�"
_UNNAMED = ("\x00", "\ufffe", "\uffff", _LOST)
_BULLETS = "•●▪■◦○‣⁃∙·"
_SPACES = " \t\u00a0\u2002\u2003\u2009\u200a\u202f\u3000\u200b\ufeff"


@dataclass(slots=True)
class Word:
    """A word in its reading frame. `bold`, `italic` count characters; `crossing`: a rule of a table runs through it."""

    text: str
    x0: float
    x1: float
    base: float
    size: float
    turn: int
    colour: str | None
    bold: int = 0
    italic: int = 0
    crossing: bool = False

    @property
    def top(self) -> float:
        """The upper edge of its line of type, in its frame."""
        return self.base - ASCENT * self.size

    @property
    def bottom(self) -> float:
        """The lower edge of its line of type, in its frame."""
        return self.base + DESCENT * self.size

    @property
    def box(self) -> Box:
        """Its box on the page."""
        return page_box(self.turn, self.x0, self.top, self.x1, self.bottom)


@dataclass(slots=True)
class Loose:
    """What a page's characters came to: the words, and what was put aside with the reason."""

    words: list[Word]
    watermark: str = ""
    hidden: int = 0
    unreadable: int = 0


def words_of(marks: PageMarks) -> Loose:
    """The words of a page, in the order they are drawn."""
    kept: list[Char] = []
    aside: list[str] = []
    hidden = 0
    usual = _usual_size(marks.chars)
    scan = bool(marks.pictures) and all(char.style.invisible for char in marks.chars)
    fates: dict[int, str] = {}
    for char in marks.chars:
        style = char.style
        fate = fates.get(id(style))
        if fate is None:
            fate = fates[id(style)] = _fate(style, usual, scan)
        if fate == "kept":
            kept.append(char)
        elif fate == "aside":
            aside.append(char.text)
        else:
            hidden += not char.text.isspace()
    words = _once(_assemble(kept))
    shown = [word for word in words if not _unseen(word, marks)]
    hidden += sum(len(word.text) for word in words) - sum(len(word.text) for word in shown)
    unreadable = sum(word.text.count(_LOST) for word in shown)
    return Loose(shown, " ".join("".join(aside).split()), hidden, unreadable)


def _fate(style: Style, usual: float, scan: bool) -> str:
    """What becomes of characters of a style: ``kept``, ``aside`` (watermarks) or ``hidden``."""
    if style.turn == SLANTED or (style.size > _WATERMARK_SIZE * usual and _is_light(style.colour, 0.6)):
        return "aside"
    return "hidden" if style.invisible and not scan else "kept"


def unnamed(marks: PageMarks) -> int:
    """How many characters of a page name no letter."""
    lost = {text for text in {char.text for char in marks.chars} if _is_unnamed(text)}
    return sum(char.text in lost for char in marks.chars) if lost else 0


def _is_unnamed(text: str) -> bool:
    return text in _UNNAMED or text.startswith("(cid:")


def _usual_size(chars: list[Char]) -> float:
    sizes: dict[float, int] = {}
    for char in chars:
        sizes[char.style.size] = sizes.get(char.style.size, 0) + 1
    return max(sizes, key=lambda size: (sizes[size], -size)) if sizes else 10.0


def _assemble(chars: Iterable[Char]) -> Iterator[Word]:
    """Characters that follow each other on one line, without a gap, are a word."""
    word: Word | None = None
    last: Char | None = None
    shown: dict[tuple[str, int], str] = {}
    for char in chars:
        key = (char.text, id(char.style))
        text = shown.get(key)
        if text is None:
            text = shown[key] = _shown(char.text, char.style)
        if not text or text in _SPACES:
            if word is not None:
                yield word
            word = last = None
            continue
        if word is not None and last is not None and _doubled(last, char):
            continue
        if word is None or last is None or not _goes_on(last, char, word):
            if word is not None:
                yield word
            style = char.style
            word = Word("", char.x0, char.x1, char.base, style.size, style.turn, style.colour)
        _add(word, text, char)
        last = char
    if word is not None:
        yield word


def _goes_on(last: Char, char: Char, word: Word) -> bool:
    style = char.style
    if style is not last.style and (
        style.turn != last.style.turn or abs(style.size - last.style.size) > 0.45 * word.size
    ):
        return False
    size = last.style.size
    if abs(char.base - last.base) > _SAME_LINE * size:
        return False
    gap = char.x0 - last.x1
    return -_OVERLAP * size < gap < _GAP * size and word.text not in _BULLETS


def _doubled(last: Char, char: Char) -> bool:
    """The same character drawn twice in place, to look bold."""
    near = 0.12 * char.style.size
    return last.text == char.text and abs(last.x0 - char.x0) < near and abs(last.base - char.base) < near


def _add(word: Word, text: str, char: Char) -> None:
    word.text += text
    if char.x0 < word.x0:
        word.x0 = char.x0
    if char.x1 > word.x1:
        word.x1 = char.x1
    style = char.style
    if style.bold:
        word.bold += len(text)
    if style.italic:
        word.italic += len(text)


def _shown(text: str, style: Style) -> str:
    """The character as a reader sees it: ligatures apart, symbol fonts as their bullets and ticks."""
    if len(text) == 1 and "!" <= text <= "~" and not style.font.startswith(("Wing", "Symbol", "ZapfD")):
        return text
    if text in _LIGATURES:
        return _LIGATURES[text]
    if text in _PRIVATE:
        return _PRIVATE[text]
    if text == "(cid:127)":  # the bullet of the standard Latin encodings, in every code they leave open
        return "•"
    if _is_unnamed(text):
        return _LOST
    if style.font.startswith("Wingdings"):
        return _WINGDINGS.get(text, text)
    if style.font.startswith("ZapfDingbats"):
        return _DINGBATS.get(text, text)
    if style.font.startswith("Symbol"):
        return _SYMBOL.get(text, text)
    return "" if len(text) == 1 and ord(text) < 32 and text not in "\t\x02" else text


def _once(words: Iterable[Word]) -> list[Word]:
    """Words drawn twice (overprinted, or with a shadow) once."""
    seen: dict[tuple[str, int], list[Word]] = {}
    kept: list[Word] = []
    for word in words:
        near = 0.2 * word.size
        again = seen.setdefault((word.text, word.turn), [])
        if any(abs(word.x0 - other.x0) < near and abs(word.base - other.base) < near for other in again):
            continue
        again.append(word)
        kept.append(word)
    return kept


def _unseen(word: Word, marks: PageMarks) -> bool:
    """White (or nearly) on white: drawn, but not for a reader."""
    if not _is_light(word.colour, 0.93):
        return False
    box = word.box
    x, y = (box.x0 + box.x1) / 2, (box.top + box.bottom) / 2
    for fill in reversed(marks.fills):
        if fill.x0 <= x <= fill.x1 and fill.top <= y <= fill.bottom:
            if not _is_light(fill.colour, 0.93):
                return False
            break
    return not any(mark.x0 <= x <= mark.x1 and mark.top <= y <= mark.bottom for mark in marks.pictures)


def _is_light(colour: str | None, share: float) -> bool:
    if colour is None:
        return False
    return min(int(colour[at : at + 2], 16) for at in (1, 3, 5)) >= share * 255
