"""Characters into words: gaps by geometry, doubled characters once, hidden ones out, symbols as what they show.

Where a word ends is found for all characters of a page at once. A stretch between two spaces in which a character is
doubled, changes its size or shows more than one letter is gone through character by character (`_assemble`); both ways
give the same words where both can.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from sys import intern

import numpy as np

from extract.document import Box
from extract.readers.pdf_chars import Char, Chars, Marked, Numbers, Style
from extract.readers.pdf_letters import LOST, SPACES, is_symbolic, shown
from extract.readers.pdf_page import ASCENT, DESCENT, SLANTED, PageMarks, page_box

__all__ = ["Loose", "Word", "words_of"]

_GAP = 0.17
"""A gap wider than this share of the type size parts two words (a printed space is 0.22 to 0.33)."""
_OVERLAP = 0.5
"""Characters drawn further back than this share of the size begin a new word."""
_SAME_LINE = 0.12
_DOUBLED = 0.12
"""The same character again, nearer than this share of its size, is drawn twice to look bold."""
_WATERMARK_SIZE = 3.0
"""Level type this many times the usual size, and light, is a watermark."""

_COUNTED = ("bold", "italic")
_WHITE = 0.93
_BULLETS = "•●▪■◦○‣⁃∙·"
_BULLET = re.compile(f"[{_BULLETS}]")


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
    chars = marks.chars
    scan = bool(marks.pictures) and all(style.invisible for style in chars.styles)
    usual = _usual_size(chars)
    fates = [_fate(style, usual, scan) for style in chars.styles]
    aside, hidden = "", 0
    if "aside" in fates:
        aside = chars.only(_of_fate("aside", fates, chars)).printed()
    if "hidden" in fates:
        hidden = sum(not char.text.isspace() for char in chars.only(_of_fate("hidden", fates, chars)))
    if not {"aside", "hidden"}.isdisjoint(fates):
        chars = chars.only(_of_fate("kept", fates, chars))
    words = _once(_words(chars))
    light = {style.colour for style in chars.styles if _is_light(style.colour, _WHITE)}
    if light:
        unseen = {id(word) for word in words if word.colour in light and _unseen(word, marks)}
        hidden += sum(len(word.text) for word in words if id(word) in unseen)
        words = [word for word in words if id(word) not in unseen]
    unreadable = sum([word.text.count(LOST) for word in words])
    return Loose(words, " ".join(aside.split()), hidden, unreadable)


def _fate(style: Style, usual: float, scan: bool) -> str:
    """What becomes of characters of a style: ``kept``, ``aside`` (watermarks) or ``hidden``."""
    if style.turn == SLANTED or (style.size > _WATERMARK_SIZE * usual and _is_light(style.colour, 0.6)):
        return "aside"
    return "hidden" if style.invisible and not scan else "kept"


def _of_fate(fate: str, fates: list[str], chars: Chars) -> Marked:
    return np.array([each == fate for each in fates])[chars.style]


def _usual_size(chars: Chars) -> float:
    sizes: dict[float, int] = {}
    for style, count in zip(chars.styles, np.bincount(chars.style, minlength=len(chars.styles)).tolist(), strict=True):
        sizes[style.size] = sizes.get(style.size, 0) + count
    return max(sizes, key=lambda size: (sizes[size], -size)) if sizes else 10.0


def _words(chars: Chars) -> list[Word]:
    """Characters that follow each other on one line, without a gap, are a word."""
    if not len(chars):
        return []
    text, blank, longer = _as_shown(chars)
    starts, doubtful = _starts(chars, blank)
    for bullet in _BULLET.finditer(text):
        if starts[bullet.start()]:
            starts[bullet.end() : bullet.end() + 1] = True
    slow = _stretches(doubtful, blank) if doubtful.any() else None
    cuts = np.flatnonzero(starts | blank)
    whole = ~blank[cuts] if slow is None else ~(blank | slow)[cuts]
    bold, italic = (_letters(chars, longer, [getattr(style, what) for style in chars.styles]) for what in _COUNTED)
    columns = [
        cuts,
        np.append(cuts[1:], len(text)),
        np.minimum.reduceat(chars.x0, cuts),
        np.maximum.reduceat(chars.x1, cuts),
        chars.base[cuts],
        chars.style[cuts],
        np.add.reduceat(bold, cuts),
        np.add.reduceat(italic, cuts),
    ]
    words: list[Word] = []
    at_starts: list[int] = []
    line = 0.0
    for start, end, x0, x1, base, style_at, bolds, italics in zip(
        *(column[whole].tolist() for column in columns), strict=True
    ):
        at_starts.append(start)
        style = chars.styles[style_at]
        line = base if base != line else line  # words are kept until the paper is whole: equal values are kept once
        letters = intern(text[start:end])
        words.append(Word(letters, x0, x1, line, style.size, style.turn, style.colour, bolds, italics))
    _spell(words, at_starts, longer)
    return words if slow is None else _merged(words, at_starts, chars, slow)


def _as_shown(chars: Chars) -> tuple[str, Marked, dict[int, str]]:
    """What the characters show, a letter each; which are blank; and, by their places, those that show more letters."""
    codes = np.frombuffer(chars.text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    blank = codes == ord(" ")
    odd = ((codes < ord("!")) | (codes > ord("~"))) & ~blank
    if any(map(is_symbolic, chars.styles)):
        odd |= np.array([is_symbolic(style) for style in chars.styles])[chars.style]
    odd[list(chars.longer)] = True
    places = np.flatnonzero(odd).tolist()
    if not places:
        return chars.text, blank, {}
    letters = list(chars.text)
    longer: dict[int, str] = {}
    known: dict[tuple[str, int], str] = {}
    for at, style in zip(places, chars.style[odd].tolist(), strict=True):
        printed = chars.longer.get(at, letters[at])
        show = known.get((printed, style))
        if show is None:
            show = known[printed, style] = shown(printed, chars.styles[style])
        blank[at] = not show or show in SPACES
        letters[at] = show[:1] or " "
        if len(show) > 1 and not blank[at]:
            longer[at] = show
    return "".join(letters), blank, longer


def _letters(chars: Chars, longer: dict[int, str], counted: list[bool]) -> Numbers:
    """How many letters each character shows, none where its style is not counted."""
    letters = np.array(counted, dtype=np.int64)[chars.style]
    for at, text in longer.items():
        letters[at] *= len(text)
    return letters


def _spell(words: list[Word], starts: list[int], longer: dict[int, str]) -> None:
    """Put what single characters show beyond their first letter into the words (`starts`: where these begin)."""
    for at in sorted(longer, reverse=True):  # from the back, so that the letters before stay where they are
        word = bisect_right(starts, at) - 1
        if word < 0:
            break  # it stands in a stretch that was put together by character, as all before it do
        text, place = words[word].text, at - starts[word]
        if place < len(text):
            words[word].text = text[:place] + longer[at] + text[place + 1 :]


def _starts(chars: Chars, blank: Marked) -> tuple[Marked, Marked]:
    """Which characters begin a word by their place, and which are not to be judged by the one before alone."""
    sizes = np.array([style.size for style in chars.styles])[chars.style]
    turns = np.array([style.turn for style in chars.styles])[chars.style]
    before, size = sizes[:-1], sizes[1:]
    gap = chars.x0[1:] - chars.x1[:-1]
    lower = np.abs(chars.base[1:] - chars.base[:-1])
    starts, doubtful = (np.ones(len(blank), dtype=np.bool_) for _ in range(2))
    starts[1:] = (
        blank[:-1]
        | (lower > _SAME_LINE * before)
        | (gap <= -_OVERLAP * before)
        | (gap >= _GAP * before)
        | (turns[1:] != turns[:-1])
    )
    near = _DOUBLED * size
    doubled = (np.abs(chars.x0[1:] - chars.x0[:-1]) < near) & (lower < near)
    doubtful[0] = False
    doubtful[1:] = (doubled | ((before != size) & ~starts[1:])) & ~(blank[1:] | blank[:-1])
    return starts, doubtful


def _stretches(doubtful: Marked, blank: Marked) -> Marked:
    """The characters, up to the next space on either side, that stand with a doubtful one."""
    number = np.cumsum(blank)
    marked = np.zeros(int(number[-1]) + 1, dtype=np.bool_)
    marked[number[doubtful]] = True
    return np.asarray(marked[number] & ~blank)


def _merged(words: list[Word], starts: list[int], chars: Chars, slow: Marked) -> list[Word]:
    """The words, with those of the doubtful stretches, which are put together by character, in their place."""
    edges = np.flatnonzero(np.diff(slow, prepend=False, append=False)).tolist()
    merged: list[Word] = []
    done = 0
    for first, end in zip(edges[::2], edges[1::2], strict=True):
        upto = bisect_left(starts, first)
        merged += words[done:upto]
        merged += _assemble(chars.between(first, end))
        done = upto
    return merged + words[done:]


def _assemble(chars: Iterable[Char]) -> Iterator[Word]:
    """Characters into words one by one; between two spaces, whatever stands there."""
    word: Word | None = None
    last: Char | None = None
    for char in chars:
        text = shown(char.text, char.style)
        if not text or text in SPACES:
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
    near = _DOUBLED * char.style.size
    return last.text == char.text and abs(last.x0 - char.x0) < near and abs(last.base - char.base) < near


def _add(word: Word, text: str, char: Char) -> None:
    word.text += text
    word.x0 = min(word.x0, char.x0)
    word.x1 = max(word.x1, char.x1)
    word.bold += len(text) * char.style.bold
    word.italic += len(text) * char.style.italic


def _once(words: Iterable[Word]) -> list[Word]:
    """Words drawn twice (overprinted, or with a shadow) once."""
    seen: dict[str, list[Word]] = {}
    kept: list[Word] = []
    for word in words:
        again = seen.setdefault(word.text, [])
        x0, near = word.x0, 0.2 * word.size
        for other in again:
            if -near < x0 - other.x0 < near and abs(word.base - other.base) < near and word.turn == other.turn:
                break
        else:
            again.append(word)
            kept.append(word)
    return kept


def _unseen(word: Word, marks: PageMarks) -> bool:
    """Whether a white word (or nearly) stands on white: drawn, but not for a reader."""
    box = word.box
    x, y = (box.x0 + box.x1) / 2, (box.top + box.bottom) / 2
    for fill in reversed(marks.fills):
        if fill.x0 <= x <= fill.x1 and fill.top <= y <= fill.bottom:
            if not _is_light(fill.colour, _WHITE):
                return False
            break
    return not any(mark.x0 <= x <= mark.x1 and mark.top <= y <= mark.bottom for mark in marks.pictures)


def _is_light(colour: str | None, share: float) -> bool:
    if colour is None:
        return False
    return min(int(colour[at : at + 2], 16) for at in (1, 3, 5)) >= share * 255
