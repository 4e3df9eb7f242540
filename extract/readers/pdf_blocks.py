"""Lines outside tables into headings and paragraphs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from extract.document import Heading, Paragraph, Piece
from extract.readers.pdf_page import is_coloured
from extract.readers.pdf_text import Line, box_of, had_room, has_leaders, is_bullet, join_texts, text_of
from extract.readers.pdf_words import Word

__all__ = ["Look", "Prose", "block_of", "body_size", "leadings", "letters_by_size", "prose_of", "run_on"]

_GAP = 1.4
"""A step down of more than this many type sizes beyond the usual one parts two paragraphs."""
_WIDEST = 2.3
"""Lines of one paragraph are no further apart than this many type sizes, however wide the paper is set."""
_ENOUGH_STEPS = 3
_MEASURE = 12.0
"""Lines of prose are at least this many type sizes long; names and places set below each other are not."""
_MOSTLY = 0.85


class Look(NamedTuple):
    """What a paragraph looks like: type size to half a point, and whether most of it is bold, italic, coloured."""

    size: float
    bold: bool
    italic: bool
    coloured: bool


@dataclass
class Prose:
    """A paragraph in the making, with what it looks like; `after` is where it goes on in another column or page."""

    page: int
    lines: list[Line]
    right: float
    left: float
    after: Prose | None = None
    style: Look = field(init=False)

    def __post_init__(self) -> None:
        self.style = _look(self.lines[0])

    @property
    def words(self) -> list[Word]:
        """All its words."""
        return [word for line in self.lines for word in line.words]

    @cached_property
    def text(self) -> str:
        """Its text, soft wraps joined; to be asked for when all its lines, and where it goes on, are known."""
        own = text_of(self.words, self.left, self.right)
        return join_texts(own, self.after.text) if self.after else own

    @property
    def goes_on(self) -> bool:
        """Whether it reads as if its sentence were not at its end."""
        last = self.lines[-1].words[-1].text.rstrip("\"'’”)]")
        return bool(last) and last[-1] not in ".:;?!"


def _look(line: Line) -> Look:
    letters = sum([len(word.text) for word in line.words])
    coloured = sum([len(word.text) for word in line.words if is_coloured(word.colour)])
    return Look(
        _size(line), line.share("bold") >= _MOSTLY, line.share("italic") >= _MOSTLY, coloured >= _MOSTLY * letters
    )


def prose_of(lines: Sequence[Line], page: int, leading: Mapping[float, float]) -> list[Prose]:
    """Paragraphs from the level lines of a page: parted by space, list marks, and a change of type.

    `leading` is what `leadings` found: how far apart the lines of a paragraph are usually set in each type size.
    """
    if not lines:
        return []
    left, right = min(line.x0 for line in lines), max(line.x1 for line in lines)
    found = [Prose(page, [lines[0]], right, left)]
    looks = [_look(line) for line in lines]
    for (above, below), (one, other) in zip(pairwise(lines), pairwise(looks), strict=True):
        if _parts(above, below, one, other, found[-1], leading.get(one.size, 0.0)):
            found.append(Prose(page, [below], right, left))
        else:
            found[-1].lines.append(below)
    return found


def leadings(pages: Iterable[Sequence[Line]]) -> dict[float, float]:
    """The usual step from a full line to the next, for each type size in which a paper shows one."""
    steps: dict[float, list[float]] = {}
    for lines in pages:
        left, right = min((line.x0 for line in lines), default=0.0), max((line.x1 for line in lines), default=0.0)
        for above, below in pairwise(lines):
            step = below.base - above.base
            alike = _size(above) == _size(below) and 0 < step <= _WIDEST * below.size
            if alike and not is_bullet(below) and _is_full(above, below, left, right):
                steps.setdefault(_size(above), []).append(round(2 * step) / 2)
    usual = {size: max(sorted(set(found)), key=found.count) for size, found in steps.items()}
    return {size: step for size, step in usual.items() if steps[size].count(step) >= _ENOUGH_STEPS}


def _size(line: Line) -> float:
    return round(2 * line.size) / 2


def _parts(above: Line, below: Line, one: Look, other: Look, prose: Prose, leading: float) -> bool:
    """Whether a line in the look `other` begins a new paragraph after `above`, in the look `one`."""
    step = below.base - above.base
    if is_bullet(below) or one.size != other.size or has_leaders(above.text) or has_leaders(below.text):
        return True
    full = _is_full(above, below, prose.left, prose.right)
    if step > max(_GAP * max(above.size, below.size) + 0.25 * _usual(prose), 1.03 * leading + 0.5 if full else 0.0):
        return True
    if full and below.words[0].text[:1].islower() and prose.goes_on:
        return False
    return prose.style.bold != other.bold or prose.style.coloured != other.coloured


def _is_full(above: Line, below: Line, left: float, right: float) -> bool:
    """Whether a line is as long as lines of prose are, and had no room for the next one's first word."""
    return above.x1 - above.x0 >= _MEASURE * above.size and not had_room(above, below, left, right)


def _usual(prose: Prose) -> float:
    steps = [b.base - a.base for a, b in pairwise(prose.lines)]
    return max(0.0, min(steps) - 1.15 * prose.lines[0].size) if steps else 0.0


def run_on(placed: Sequence[Prose | Piece]) -> list[Prose | Piece]:
    """Paragraphs that clearly go on at the top of the next column or page, joined with what they go on with."""
    joined: list[Prose | Piece] = []
    last: Prose | None = None
    for each in placed:
        if isinstance(each, Prose) and last is not None and _goes_on(last, each):
            last.after = each
        else:
            joined.append(each)
        last = each if isinstance(each, Prose) else None
    return joined


def _goes_on(above: Prose, below: Prose) -> bool:
    """Whether an unfinished sentence, its last line full, goes on with a small letter higher up or overleaf."""
    last, first = above.lines[-1], below.lines[0]
    moved = below.page == above.page + 1 or (below.page == above.page and first.base < last.base)
    alike = abs(first.size - last.size) < 0.6 and above.style.bold == below.style.bold
    small = first.words[0].text[:1].islower() and not is_bullet(first)
    return moved and alike and small and above.goes_on and _is_full(last, first, above.left, above.right)


def letters_by_size(words: Iterable[Word]) -> dict[float, int]:
    """How many letters are set in each size."""
    letters: dict[float, int] = {}
    for word in words:
        letters[word.size] = letters.get(word.size, 0) + len(word.text)
    return letters


def body_size(letters: Mapping[float, int]) -> float:
    """The size most characters of the paper are set in, to half a point; see `letters_by_size`."""
    sizes: dict[float, int] = {}
    for exact, count in letters.items():
        size = round(2 * exact) / 2
        sizes[size] = sizes.get(size, 0) + count
    return max(sizes, key=lambda size: (sizes[size], -size)) if sizes else 10.0


def block_of(prose: Prose, level: int | None) -> Heading | Paragraph:
    """The block of a paragraph; a heading where a level is given."""
    box = box_of(prose.words).rounded()
    if level is not None:
        return Heading(prose.text.replace("\n", " "), level, page=prose.page, box=box)
    return Paragraph(
        prose.text,
        page=prose.page,
        box=box,
        list_level=int(is_bullet(prose.lines[0])),
        bold=prose.style.bold,
        italic=prose.style.italic,
    )
