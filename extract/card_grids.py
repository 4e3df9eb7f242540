"""Cards set side by side: a title, and below it "Lead: …", "By when: …", in each cell or column of a grid.

A reader sees a table. It is taken apart into the lines of its cards, card by card, which `extract.forms` then draws up.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extract.document import Block, Cell, Document, Paragraph, Piece
from extract.header_words import Role, header_role
from extract.wording import folded

__all__ = ["with_cards_apart"]

_LABELLED = re.compile(r"[•\-–*\s]*(?P<label>[^\W\d_][^:\n]{0,34}?)\s*:\s+\S")
_SURELY = 0.9
_MOST_COLUMNS = 4


def with_cards_apart(document: Document) -> Document:
    """The document with every grid of cards as the lines of its cards; all else as it is."""
    if not any(isinstance(block, Piece) and _is_grid(block) for block in document.blocks):
        return document
    blocks: list[Block] = []
    for block in document.blocks:
        blocks += _lines_of_cards(block) if isinstance(block, Piece) and _is_grid(block) else [block]
    return replace(document, blocks=tuple(blocks))


def _is_grid(piece: Piece) -> bool:
    """Whether cards stand side by side: in each column the same labels in the same order, who and when among them."""
    if not 1 < piece.n_cols <= _MOST_COLUMNS or sum(":" in cell.text for cell in piece.cells) < piece.n_cols:
        return False
    labels = [
        [label for cell in _column(piece, col) for line in cell.text.split("\n") if (label := _label(line))]
        for col in range(piece.n_cols)
    ]
    roles = {role for label in labels[0] for role, said in [header_role(label)] if said >= _SURELY}
    titled = sum(not _label(line) for cell in piece.cells for line in cell.text.split("\n") if line.strip())
    alike = all(names == labels[0][: len(names)] and names for names in labels)
    return alike and {Role.OWNER, Role.TIMESCALE} <= roles and titled >= piece.n_cols


def _column(piece: Piece, col: int) -> list[Cell]:
    return sorted((cell for cell in piece.cells if cell.col == col), key=lambda cell: cell.row)


def _label(line: str) -> str:
    """The label that a line begins with, as it is compared, or nothing."""
    found = _LABELLED.match(line)
    return folded(found["label"]) if found and header_role(found["label"])[1] >= _SURELY else ""


def _lines_of_cards(piece: Piece) -> Iterator[Paragraph]:
    """The lines of each card: those of a row of cards from the left, the rows of cards from the top."""
    for rows in _rows_of_cards(piece):
        for col in range(piece.n_cols):
            for cell in _column(piece, col):
                if cell.row in rows:
                    yield from (
                        Paragraph(line.strip(), page=cell.page, box=cell.box, line=cell.line)
                        for line in cell.text.split("\n")
                        if line.strip()
                    )


def _rows_of_cards(piece: Piece) -> list[Sequence[int]]:
    """The rows of the grid in groups that each begin with titles."""
    first = [
        next((cell.text for cell in piece.cells if cell.row == row and cell.text.strip()), "")
        for row in range(piece.n_rows)
    ]
    starts = [row for row, text in enumerate(first) if row == 0 or (text and not _label(text))]
    starts = [row for row in starts if row == 0 or _label(first[row - 1].split("\n")[-1])]
    return [range(a, b) for a, b in zip(starts, [*starts[1:], piece.n_rows], strict=True)]
