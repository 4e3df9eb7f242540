"""A table cell made of what stands in it: lines and inner tables."""

from __future__ import annotations

from collections.abc import Iterable

from extract.document import Cell, Piece
from extract.readers.lines import Line

__all__ = ["cell_content"]


def cell_content(
    blocks: Iterable[Line | Piece], row: int, col: int, rowspan: int = 1, colspan: int = 1, fill: str | None = None
) -> Cell:
    """A cell from what stands in it: its paragraphs as lines, the first one's number apart, inner tables apart.

    A one-cell table in a cell is only there for the layout: its text is the cell's.
    """
    texts: list[str] = []
    struck: list[str] = []
    nested: list[Piece] = []
    number: str | None = None
    marks: list[tuple[bool, bool]] = []
    for block in blocks:
        if isinstance(block, Piece):
            if len(block.cells) != 1:
                nested.append(block)
                continue
            inner = block.cells[0]
            nested.extend(inner.nested)
            own, gone, mark = _labelled(inner), inner.struck or "", (inner.bold, inner.italic)
        else:
            first = not texts and number is None and block.label is not None and not block.label.is_bullet
            number = block.label.text if first and block.label else number
            own, gone, mark = block.text if first else block.numbered(), block.struck, (block.bold, block.italic)
        if own:
            texts.append(own)
            marks.append(mark)
        if gone:
            struck.append(gone)
    return Cell(
        "\n".join(texts),
        row,
        col,
        rowspan,
        colspan,
        fill=fill,
        bold=bool(marks) and all(bold for bold, _ in marks),
        italic=bool(marks) and all(italic for _, italic in marks),
        number=number,
        struck="\n".join(struck) or None,
        nested=tuple(nested),
    )


def _labelled(cell: Cell) -> str:
    return f"{cell.number} {cell.text}".rstrip() if cell.number else cell.text
