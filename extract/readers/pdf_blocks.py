"""Lines outside tables into headings and paragraphs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from extract.document import Heading, Paragraph
from extract.readers.pdf_text import Line, box_of, is_bullet, text_of
from extract.readers.pdf_words import Word

__all__ = ["Prose", "block_of", "body_size", "headed", "heading_levels", "prose_of"]

_GAP = 1.4
"""A step down of more than this many type sizes beyond the usual one parts two paragraphs."""
_LARGER = 1.12
_LONGEST_HEADING = 200
_MOSTLY = 0.85


@dataclass(slots=True)
class Prose:
    """A paragraph in the making, with what it looks like."""

    page: int
    lines: list[Line]
    right: float
    left: float
    style: tuple[float, bool, bool] = field(init=False)

    def __post_init__(self) -> None:
        self.style = _style(self.lines[0])

    @property
    def words(self) -> list[Word]:
        """All its words."""
        return [word for line in self.lines for word in line.words]

    @property
    def text(self) -> str:
        """Its text, soft wraps joined."""
        return text_of(self.words, self.left, self.right)


def _style(line: Line) -> tuple[float, bool, bool]:
    return round(2 * line.size) / 2, line.share("bold") >= _MOSTLY, line.share("italic") >= _MOSTLY


def prose_of(lines: Sequence[Line], page: int) -> list[Prose]:
    """Paragraphs from the level lines of a page: parted by space, list marks, and a change of type."""
    if not lines:
        return []
    left, right = min(line.x0 for line in lines), max(line.x1 for line in lines)
    found = [Prose(page, [lines[0]], right, left)]
    for above, below in zip(lines, lines[1:], strict=False):
        if _parts(above, below, found[-1]):
            found.append(Prose(page, [below], right, left))
        else:
            found[-1].lines.append(below)
    return found


def _parts(above: Line, below: Line, prose: Prose) -> bool:
    step = below.base - above.base
    if is_bullet(below) or step > _GAP * max(above.size, below.size) + 0.25 * _usual(prose):
        return True
    return _style(above) != _style(below) and (
        _style(above)[0] != _style(below)[0] or _style(below)[1] != prose.style[1]
    )


def _usual(prose: Prose) -> float:
    steps = [b.base - a.base for a, b in zip(prose.lines, prose.lines[1:], strict=False)]
    return max(0.0, min(steps) - 1.15 * prose.lines[0].size) if steps else 0.0


def body_size(words: Iterable[Word]) -> float:
    """The size most characters of the paper are set in."""
    sizes: dict[float, int] = {}
    for word in words:
        size = round(2 * word.size) / 2
        sizes[size] = sizes.get(size, 0) + len(word.text)
    return max(sizes, key=lambda size: (sizes[size], -size)) if sizes else 10.0


def headed(prose: Prose, body: float, before_table: bool) -> bool:
    """Whether a paragraph is a heading: larger or bold, short, not a sentence; italic ones only straight over a table."""
    size, bold, italic = prose.style
    text = prose.text
    if (
        len(text) > _LONGEST_HEADING
        or len(prose.lines) > 4
        or is_bullet(prose.lines[0])
        or not any(map(str.isalpha, text))
    ):
        return False
    if size >= _LARGER * body:
        return True
    stops = text.endswith((".", ";", ","))
    return (bold and not stops and size >= 0.9 * body) or (
        italic and before_table and not stops and not text.endswith(":")
    )


def heading_levels(headings: Iterable[Prose]) -> dict[tuple[float, bool, bool], int]:
    """Levels by rank of look over the whole paper: larger first, then bold before plain, upright before italic."""
    styles = sorted({each.style for each in headings}, key=lambda style: (-style[0], not style[1], style[2]))
    return {style: min(level, 6) for level, style in enumerate(styles, start=1)}


def block_of(prose: Prose, levels: dict[tuple[float, bool, bool], int] | None) -> Heading | Paragraph:
    """The block of a paragraph; a heading where levels are given."""
    box = box_of(prose.words).rounded()
    if levels is not None:
        return Heading(prose.text.replace("\n", " "), levels[prose.style], page=prose.page, box=box)
    _, bold, italic = prose.style
    return Paragraph(
        prose.text, page=prose.page, box=box, list_level=int(is_bullet(prose.lines[0])), bold=bold, italic=italic
    )
