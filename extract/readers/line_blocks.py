"""Lines and tables as the blocks of a document.

Headings are the lines whose style says so and, in a file without such styles, short bold lines.
"""

from __future__ import annotations

from collections.abc import Iterable

from extract.document import Block, Heading, Paragraph, Piece
from extract.readers.left_out import LeftOut
from extract.readers.lines import Line

__all__ = ["LONGEST_HEADING", "blocks_of"]

LONGEST_HEADING = 120
"""Characters in the longest bold line that is taken for a heading; longer ones are emphasised prose."""


def blocks_of(read: Iterable[Line | Piece], left: LeftOut) -> list[Block]:
    """The blocks, in order. Struck text outside tables has no place in them and goes into `left`."""
    items = list(read)
    levels = _bold_levels(item for item in items if isinstance(item, Line))
    blocks: list[Block] = []
    for item in items:
        made = item if isinstance(item, Piece) else _heading_or_paragraph(item, levels)
        if isinstance(item, Line) and item.struck:
            left.struck.append(item.struck)
        if made is not None:
            blocks.append(made)
    return blocks


def _looks_like_heading(line: Line) -> bool:
    """Whether a paragraph without a heading style has the looks of a heading: bold, one short line, no full stop."""
    text = line.text
    return (
        line.bold
        and 0 < len(text) <= LONGEST_HEADING
        and "\n" not in text
        and text[-1] not in ".;,"
        and not (line.label and line.label.is_bullet)
        and not line.style.startswith(("toc", "list"))
    )


def _bold_levels(lines: Iterable[Line]) -> dict[int, int]:
    """Type size → heading level for the bold lines of a file without heading styles: the greater, the further out.

    Empty when a style of the file gives headings (a title alone does not count).
    """
    seen = list(lines)
    if any(line.level is not None and line.style != "title" for line in seen):
        return {}
    sizes = sorted({line.size for line in seen if line.level is None and _looks_like_heading(line)}, reverse=True)
    return {size: level for level, size in enumerate(sizes, start=1)}


def _heading_or_paragraph(line: Line, levels: dict[int, int]) -> Heading | Paragraph | None:
    """The block that a line makes; None when it shows nothing."""
    level = line.level if line.level is not None else levels.get(line.size) if _looks_like_heading(line) else None
    if level is not None and line.text:
        return Heading(line.numbered(), level)
    if not line.text and (line.label is None or line.label.is_bullet):
        return None
    bullet = line.label is not None and line.label.is_bullet
    return Paragraph(
        line.numbered() if bullet else line.text,
        list_level=line.label.level + 1 if line.label else 0,
        number=line.label.text if line.label and not bullet else None,
        bold=line.bold,
        italic=line.italic,
    )
