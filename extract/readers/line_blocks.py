"""Lines and tables as the blocks of a document.

Headings are the lines whose style says so and, in a file without such styles, short emphasised lines.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from extract.document import Block, Heading, Paragraph, Piece
from extract.errors import PaperDamaged
from extract.readers.left_out import LeftOut
from extract.readers.lines import Line

__all__ = ["LONGEST_HEADING", "blocks_of"]

LONGEST_HEADING = 120
"""Characters in the longest emphasised line that is taken for a heading; longer ones are prose."""


def blocks_of(read: Iterable[Line | Piece], left: LeftOut) -> list[Block]:
    """The blocks, in order. Struck text outside tables has no place in them and goes into `left`.

    Raises PaperDamaged when tables are nested without end.
    """
    try:
        lines = list(read)
    except RecursionError as error:
        raise PaperDamaged("tables stand in tables without end: open the file, take them apart, save it") from error
    items = [item for item in lines if isinstance(item, Piece) or item.numbered() or item.struck]
    emphasis = _emphasis(items)
    levels = {look: level for level, look in enumerate(sorted(set(emphasis.values())), start=1)}
    blocks: list[Block] = []
    for at, item in enumerate(items):
        if isinstance(item, Piece):
            blocks.append(item)
            continue
        if item.struck:
            left.struck.append(item.struck)
        level = item.level or (levels[emphasis[at]] if at in emphasis else None)
        if item.numbered():
            blocks.append(Heading(item.numbered(), level) if level and item.text else _paragraph(item))
    return blocks


def _emphasis(items: Sequence[Line | Piece]) -> dict[int, tuple[int, bool]]:
    """Position → look of the lines that are headings by their looks: larger type first, then bold before italic.

    Bold lines head what follows; italic ones only a table directly below. None are sought in a file whose styles give
    headings (a title alone does not count).
    """
    if any(isinstance(item, Line) and item.level is not None and item.style != "title" for item in items):
        return {}
    found: dict[int, tuple[int, bool]] = {}
    for at, item in enumerate(items):
        if isinstance(item, Piece) or item.level is not None or not _could_head(item):
            continue
        above_table = isinstance(items[at + 1] if at + 1 < len(items) else None, Piece)
        if item.bold or (item.italic and above_table):
            found[at] = (-item.size, not item.bold)
    return found


def _could_head(line: Line) -> bool:
    """Whether a line has the length and the end of a heading."""
    text = line.text
    return (
        0 < len(text) <= LONGEST_HEADING
        and "\n" not in text
        and text[-1] not in ".;,"
        and not (line.label and line.label.is_bullet)
        and not line.style.startswith(("toc", "contents", "caption"))
    )


def _paragraph(line: Line) -> Paragraph:
    """A line as a paragraph: a bullet stays in the text, a number stands apart."""
    bullet = line.label is not None and line.label.is_bullet
    return Paragraph(
        line.numbered() if bullet else line.text,
        list_level=line.label.level + 1 if line.label else 0,
        number=line.label.text if line.label and not bullet else None,
        bold=line.bold,
        italic=line.italic,
    )
