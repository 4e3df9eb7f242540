"""Lines outside tables into headings and paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from extract.document import Heading, Paragraph
from extract.readers.pdf_text import Line, box_of, is_bullet, text_of
from extract.readers.pdf_words import Word

__all__ = ["Prose", "block_of", "body_size", "headed", "heading_levels", "prose_of"]

_GAP = 1.4
"""A step down of more than this many type sizes beyond the usual one parts two paragraphs."""
_LARGER = 1.12
_LONGEST_HEADING = 200
_MOSTLY = 0.85
_CHROMATIC = 40
_LINK = re.compile(r"@|https?:|www\.")


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


def headed(prose: Prose, body: float, before_table: bool) -> bool:
    """Whether a paragraph is a heading: larger or bold, short, not a sentence; italic only over a table."""
    look, text = prose.style, prose.text
    if len(text) > _LONGEST_HEADING or len(prose.lines) > 4 or is_bullet(prose.lines[0]) or not _has_letters(text):
        return False
    if look.size >= _LARGER * body:
        return True
    if text.endswith((".", ";", ",")) or look.size < 0.9 * body:
        return False
    coloured = look.coloured and len(prose.lines) <= 2 and not _LINK.search(text)
    return look.bold or coloured or (look.italic and before_table and not text.endswith(":"))


def _has_letters(text: str) -> bool:
    return any(map(str.isalpha, text))


def heading_levels(headings: Iterable[Prose]) -> dict[Look, int]:
    """Levels by rank of look over the whole paper: larger first, then bold before plain, upright before italic."""
    styles = sorted(
        {each.style for each in headings}, key=lambda look: (-look.size, not look.bold, look.italic, not look.coloured)
    )
    return {style: level for level, style in enumerate(styles, start=1)}


def block_of(prose: Prose, levels: dict[Look, int] | None) -> Heading | Paragraph:
    """The block of a paragraph; a heading where levels are given."""
    box = box_of(prose.words).rounded()
    if levels is not None:
        return Heading(prose.text.replace("\n", " "), levels[prose.style], page=prose.page, box=box)
    return Paragraph(
        prose.text,
        page=prose.page,
        box=box,
        list_level=int(is_bullet(prose.lines[0])),
        bold=prose.style.bold,
        italic=prose.style.italic,
    )
