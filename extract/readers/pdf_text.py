"""Words into lines, and lines into the text of a cell or paragraph: soft wraps joined, the author's breaks kept."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import inf
from operator import attrgetter
from statistics import median
from typing import Literal

from extract.document import Box
from extract.readers.pdf_words import Word

__all__ = [
    "LINE_END_CUT",
    "LINE_END_HYPHEN",
    "Line",
    "box_of",
    "had_room",
    "has_leaders",
    "is_bullet",
    "is_mark",
    "is_set_off",
    "join_texts",
    "lines_of",
    "mend_hyphens",
    "text_of",
    "words_printed",
]

LINE_END_HYPHEN = "\u00ad"
"""Stands between two halves of a word while its paper is being read; `mend_hyphens` settles it."""

LINE_END_CUT = "\u2060"
"""Stands, likewise, where a column was too narrow for a word and cut it without a hyphen."""

_BULLET = re.compile(r"^[•●▪■◦○‣⁃∙·✓✗➢➤❖]$|^[-–—o]$")
_LISTED = re.compile(r"^\(?(\d{1,2}|[a-z]|[ivx]{1,4})[.)]$")
_LEADERS = re.compile(r"(?:\.\s?){4,}|…{2,}|_{5,}")
_FIGURES = re.compile(r"(?=.*[-/.])(?:[A-Z]{0,5}[-/.])?\d[\d\-/.]*\d?")
_PARTS = re.compile(r"\d[-‐/]$")
"""A date, a range or a ref in figures, broken after its hyphen or its slash."""
_REF_BEGUN = re.compile(r"[A-Z]{1,6}\d{1,2}")
_PRINTED = re.compile(r"\w+(?:-\w+)*")
_CUT_WORD = re.compile(rf"(?<!\w)\w+{LINE_END_CUT}\w+")
_LONGEST_NUMBER = 3
_NARROW = """
    january february march april june july august september october november december monday tuesday wednesday thursday
    friday saturday sunday amber green complete completed ongoing overdue progress started closed
    """
_NARROW_WORDS = frozenset(_NARROW.split())
"""Words that narrow columns hold and cut, known though a paper never prints them whole."""
_PLACE, _LEFT = attrgetter("base", "x0"), attrgetter("x0")
_SAME_LINE = 0.45
"""Baselines nearer than this share of the larger size are one line (raised and lowered figures)."""
_LEFT_OVER = 2
_SET_OFF, _CAPITALS = 0.8, 6
_RAISED, _RAISED_BY = 0.8, 0.6
"""A mark of at most this share of the size of its line's words stands up to this many of their sizes above them."""
_MUCH_LARGER, _LONGEST_FIGURE = 1.5, 4
"""A figure of so few characters may be so many times as large as the lines that stand beside it."""
_WIDE_LEADING = 1.28
"""A step down of more than this many usual steps is a break."""


@dataclass(slots=True, eq=False)
class Line:
    """Words on one baseline, left to right, from `x0` to `x1`, which stay as they are.

    `size` is that of most of its characters, `base` the baseline of its largest words, `widest` the widest gap between
    two of them.
    """

    words: list[Word]
    x0: float = field(init=False)
    x1: float = field(init=False)
    size: float = field(init=False)
    base: float = field(init=False)
    _widest: float | None = field(init=False, default=None)
    _shares: tuple[float, float] | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        words = self.words
        self.x0 = words[0].x0
        self.x1 = max([word.x1 for word in words])
        self.size, self.base = words[0].size, words[0].base
        if len({word.size for word in words}) > 1:
            sizes: dict[float, int] = {}
            for word in words:
                sizes[word.size] = sizes.get(word.size, 0) + len(word.text)
            largest = max(sizes)
            self.size = max(sizes, key=lambda size: (sizes[size], size))
            self.base = median([word.base for word in words if word.size == largest])
        elif len({word.base for word in words}) > 1:
            self.base = median([word.base for word in words])

    @property
    def text(self) -> str:
        """Its words with single spaces."""
        return " ".join([word.text for word in self.words])

    @property
    def widest(self) -> float:
        """The widest gap between two words that follow each other; none where there is but one word."""
        if self._widest is None:
            gaps = [right.x0 - left.x1 for left, right in pairwise(self.words)]
            self._widest = max(gaps, default=-inf)
        return self._widest

    def share(self, of: Literal["bold", "italic"]) -> float:
        """The share of its characters that are ``bold`` or ``italic``."""
        if self._shares is None:
            letters = sum([len(word.text) for word in self.words]) or 1
            bold, italic = sum([word.bold for word in self.words]), sum([word.italic for word in self.words])
            self._shares = bold / letters, italic / letters
        return self._shares[of == "italic"]

    @property
    def box(self) -> Box:
        """Its box on the page, if it is level."""
        return box_of(self.words)


def box_of(words: Sequence[Word]) -> Box:
    """The smallest box on the page that holds the words, which are level."""
    return Box(
        min([word.x0 for word in words]),
        min([word.top for word in words]),
        max([word.x1 for word in words]),
        max([word.bottom for word in words]),
    )


def lines_of(words: Iterable[Word]) -> list[Line]:
    """The lines of words that share a reading frame, top down; pieces of a word that touch are joined."""
    lines: list[list[Word]] = []
    line: list[Word] = []
    base = size = 0.0
    beside: set[int] = set()
    for word in sorted(words, key=_PLACE):
        if line and (
            word.base == base
            or word.base - base <= _SAME_LINE * max(size, word.size)
            or (size < _RAISED * word.size and word.base - base <= _RAISED_BY * word.size)
        ):
            line.append(word)
            if word.size > size:
                if size and word.size > _MUCH_LARGER * size:
                    beside.add(len(lines) - 1)
                base, size = word.base, word.size
            elif word.size * _MUCH_LARGER < size:
                beside.add(len(lines) - 1)
        else:
            line = [word]
            lines.append(line)
            base, size = word.base, word.size
    if beside:
        parted = [_beside_figure(line) if n in beside else [line] for n, line in enumerate(lines)]
        lines = [part for parts in parted for part in parts]
    return [Line(_joined(sorted(line, key=_LEFT))) for line in lines]


def _beside_figure(line: list[Word]) -> list[list[Word]]:
    """The lines that stand one below the other beside a figure set so large that it reaches over them."""
    largest = max(word.size for word in line)
    large = [word for word in line if word.size * _MUCH_LARGER >= largest]
    small = sorted((word for word in line if word.size * _MUCH_LARGER < largest), key=_PLACE)
    if sum(len(word.text) for word in large) > _LONGEST_FIGURE or large[0].x1 > min(word.x0 for word in small):
        return [line]
    rows = [[small[0]]]
    for word in small[1:]:
        if word.base - rows[-1][0].base <= _SAME_LINE * word.size:
            rows[-1].append(word)
        else:
            rows.append([word])
    return [[*large, *rows[0]], *rows[1:]]


def _joined(words: list[Word]) -> list[Word]:
    last = words[0]
    joined = [last]
    for word in words[1:]:
        size = word.size
        if -0.1 * size < word.x0 - last.x1 < 0.06 * size and abs(last.base - word.base) < 0.5 and last.text != "•":
            last = joined[-1] = Word(
                last.text + word.text, last.x0, word.x1, last.base, max(last.size, size), last.turn, last.colour,
                last.bold + word.bold, last.italic + word.italic, last.crossing or word.crossing,
            )  # fmt: skip
        else:
            joined.append(word)
            last = word
    return joined


def is_bullet(line: Line) -> bool:
    """Whether a line opens a list item."""
    first = line.words[0].text
    return len(line.words) > 1 and bool(_BULLET.match(first) or _LISTED.match(first))


def is_set_off(line: Line) -> bool:
    """Whether a line is heavier or slanted type, or in capitals, as section rows and headers are."""
    if line.share("bold") > _SET_OFF or line.share("italic") > _SET_OFF:
        return True
    letters = sum(map(str.isalpha, line.text))
    return letters >= _CAPITALS and line.text.isupper()


def has_leaders(text: str) -> bool:
    """Whether dots lead the eye across: a line of a contents page, or one to be filled in by hand."""
    return bool(_LEADERS.search(text))


def is_mark(text: str) -> bool:
    """Whether a text is a bullet or a dash, rather than a number or a letter."""
    return bool(_BULLET.match(text))


def text_of(words: Sequence[Word], left: float, right: float) -> str:
    """The text of words set between `left` and `right` (the frame's x); ``\\n`` where the author broke the line."""
    lines = lines_of(words)
    if not lines:
        return ""
    steps = [below.base - above.base for above, below in pairwise(lines)]
    usual = _usual_step(steps, lines)
    dashes = sum(_is_dashed(line) for line in lines)
    text = lines[0].text
    for above, below, step in zip(lines, lines[1:], steps, strict=False):
        if _is_cut(above, below, left, right):
            text += LINE_END_CUT + below.text
        else:
            # A lone dash with which a line begins for want of room above it is no bullet.
            bullet = is_bullet(below) and (dashes > 1 or not _is_dashed(below))
            broken = bullet or _is_break(above, below, step, usual, left, right)
            text = join_texts(text, below.text, broken=broken)
    return text


def _is_dashed(line: Line) -> bool:
    return len(line.words) > 1 and line.words[0].text in ("-", "–", "—")


def _usual_step(steps: list[float], lines: list[Line]) -> float:
    """The step from line to line inside a paragraph: the smallest that is common, never less than the type asks for."""
    if not steps:
        return 0.0
    least = min(steps)
    return max(median(step for step in steps if step <= 1.15 * least), 1.0 * lines[0].size)


def _is_break(above: Line, below: Line, step: float, usual: float, left: float, right: float) -> bool:
    if step > _WIDE_LEADING * usual and step > 1.45 * below.size:
        return True
    return had_room(above, below, left, right)


def had_room(above: Line, below: Line, left: float, right: float) -> bool:
    """Whether the first word of the next line would clearly have had room on the line before."""
    slack = 0.6 * above.size
    needed = below.words[0].x1 - below.words[0].x0 + 0.3 * above.size + slack
    free_right, free_left = right - above.x1, above.x0 - left
    centred = free_left > 4.0 and abs(free_left - free_right) <= 3.0 and abs(above.x0 - below.x0) > 1.0
    return (free_left + free_right if centred else free_right) > needed


def _is_cut(above: Line, below: Line, left: float, right: float) -> bool:
    """Whether one word may have been cut for want of room: alone on its line, filling it, small letters after it.

    A date or a ref in figures ("2025-05-1", "R-0", "CL1", "1") may have been cut likewise, figures after it.
    """
    if len(above.words) > 1:
        return False
    word, rest = above.words[0], below.words[0]
    number = word.text.isdigit() and rest.text.isdigit() and len(word.text + rest.text) <= _LONGEST_NUMBER
    figures = bool(_FIGURES.fullmatch(word.text)) and rest.text[:1].isdigit()
    of_ref = bool(_REF_BEGUN.fullmatch(word.text)) and rest.text.isdigit() and len(rest.text) <= _LEFT_OVER
    figures = figures or ((number or of_ref) and len(below.words) == 1)
    if not (figures or (word.text.isalpha() and rest.text[:1].islower())):
        return False
    letter = (word.x1 - word.x0) / len(word.text)
    full = right - word.x1 < max(letter, rest.x1 - rest.x0) and word.x0 - left < 2 * letter
    return full and word.x1 - word.x0 + rest.x1 - rest.x0 > right - left


def join_texts(text: str, more: str, *, broken: bool = False) -> str:
    """Two stretches of one text: ``\\n`` between them if the author broke it there, nothing in a split word."""
    last, first = text.rsplit(None, 1)[-1], more.split(None, 1)[0]
    if _PARTS.search(last) and first[:1].isdigit():
        return text + more
    if broken and not _is_split_word(last, first):
        return f"{text}\n{more}"
    if last.endswith(("\x02", "\u00ad")):
        return text[:-1] + LINE_END_HYPHEN + more
    if _is_split_word(last, first):
        return text[:-1] + LINE_END_HYPHEN + more
    if last.endswith("/") and len(last) > 1:
        return text + more
    return f"{text} {more}"


def _is_split_word(last: str, first: str) -> bool:
    return len(last) > 1 and last[-1] in "-‐" and last[-2].isalpha() and first[:1].islower()


def mend_hyphens(text: str, known: frozenset[str]) -> str:
    """Settle the hyphens and cuts at line ends by the words (`known`) that the paper prints whole.

    A hyphen is taken out only where the whole word is known, and its hyphenated form is not. A word that may have been
    cut without one is joined where it is known, or where what is left over is too short to be a word.
    """
    if LINE_END_HYPHEN in text:
        text = re.sub(rf"(\w+){LINE_END_HYPHEN}(\w+)", lambda match: _unhyphenated(match[1], match[2], known), text)
        text = text.replace(LINE_END_HYPHEN, "-")
    if LINE_END_CUT in text:
        text = re.sub(
            rf"[\w\-/.]+(?:{LINE_END_CUT}\w+)+", lambda match: _uncut(match[0].split(LINE_END_CUT), known), text
        )
        text = text.replace(LINE_END_CUT, " ")
    return text


def _unhyphenated(head: str, tail: str, known: frozenset[str]) -> str:
    whole, split = (head + tail).casefold(), f"{head}-{tail}".casefold()
    return head + tail if whole in known and split not in known else f"{head}-{tail}"


def _uncut(parts: Sequence[str], known: frozenset[str]) -> str:
    if "".join(parts).casefold() in known:
        return "".join(parts)
    text = parts[0]
    for tail in parts[1:]:
        head = text.split()[-1]
        left_over = len(tail) <= _LEFT_OVER and tail.casefold() not in known and head.casefold() not in known
        joined = tail[:1].isdigit() or (head + tail).casefold() in known or left_over
        text += tail if joined else f" {tail}"
    return text


def words_printed(texts: Iterable[str]) -> frozenset[str]:
    """The words a paper prints whole, small, with the hyphens inside them; those at line ends are not among them."""
    printed: set[str] = set()
    for text in texts:
        whole = _CUT_WORD.sub(" ", text) if LINE_END_CUT in text else text
        printed.update(_PRINTED.findall(whole))
    return _NARROW_WORDS.union(map(str.casefold, printed))
