"""Lines outside tables into headings and paragraphs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from extract.document import Heading, Paragraph
from extract.readers.pdf_text import Line, box_of, is_bullet, text_of
from extract.readers.pdf_words import Word

__all__ = ["Look", "Prose", "block_of", "body_size", "prose_of"]

_GAP = 1.4
"""A step down of more than this many type sizes beyond the usual one parts two paragraphs."""
_MOSTLY = 0.85
_CHROMATIC = 40


class Look(NamedTuple):
    """What a paragraph looks like: type size to half a point, and whether most of it is bold, italic, coloured."""

    size: float
    bold: bool
    italic: bool
    coloured: bool


@dataclass(slots=True)
class Prose:
    """A paragraph in the making, with what it looks like."""

    page: int
    lines: list[Line]
    right: float
    left: float
    style: Look = field(init=False)

    def __post_init__(self) -> None:
        self.style = _look(self.lines[0])

    @property
    def words(self) -> list[Word]:
        """All its words."""
        return [word for line in self.lines for word in line.words]

    @property
    def text(self) -> str:
        """Its text, soft wraps joined."""
        return text_of(self.words, self.left, self.right)

    @property
    def goes_on(self) -> bool:
        """Whether it reads as if its sentence were not at its end."""
        last = self.lines[-1].words[-1].text.rstrip("\"'’”)]")
        return bool(last) and last[-1] not in ".:;?!"


def _look(line: Line) -> Look:
    coloured = sum(len(word.text) for word in line.words if _is_coloured(word.colour))
    return Look(
        round(2 * line.size) / 2,
        line.share("bold") >= _MOSTLY,
        line.share("italic") >= _MOSTLY,
        coloured >= _MOSTLY * sum(len(word.text) for word in line.words),
    )


def _is_coloured(colour: str | None) -> bool:
    """Whether a colour is one, rather than black, grey or white."""
    if colour is None:
        return False
    parts = [int(colour[at : at + 2], 16) for at in (1, 3, 5)]
    return max(parts) - min(parts) >= _CHROMATIC


def prose_of(lines: Sequence[Line], page: int) -> list[Prose]:
    """Paragraphs from the level lines of a page: parted by space, list marks, and a change of type."""
    if not lines:
        return []
    left, right = min(line.x0 for line in lines), max(line.x1 for line in lines)
    found = [Prose(page, [lines[0]], right, left)]
    for above, below in pairwise(lines):
        if _parts(above, below, found[-1]):
            found.append(Prose(page, [below], right, left))
        else:
            found[-1].lines.append(below)
    return found


def _parts(above: Line, below: Line, prose: Prose) -> bool:
    step = below.base - above.base
    if is_bullet(below) or step > _GAP * max(above.size, below.size) + 0.25 * _usual(prose):
        return True
    one, other = _look(above), _look(below)
    return one.size != other.size or prose.style.bold != other.bold or prose.style.coloured != other.coloured


def _usual(prose: Prose) -> float:
    steps = [b.base - a.base for a, b in pairwise(prose.lines)]
    return max(0.0, min(steps) - 1.15 * prose.lines[0].size) if steps else 0.0


def body_size(words: Iterable[Word]) -> float:
    """The size most characters of the paper are set in."""
    sizes: dict[float, int] = {}
    for word in words:
        size = round(2 * word.size) / 2
        sizes[size] = sizes.get(size, 0) + len(word.text)
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
