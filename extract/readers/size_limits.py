"""How large a table may be before it is no table that people read: what is over it would cost hours, or the memory."""

from __future__ import annotations

from dataclasses import replace

from extract.document import Block, Document, Piece, Problem
from extract.errors import PaperTooLarge

__all__ = ["MOST_CELLS", "MOST_COLUMNS", "refuse_over", "without_endless_tables"]

MOST_CELLS = 1_000_000
"""Cells that one table or sheet may have: a tracker of 20,000 rows and 50 columns."""
MOST_COLUMNS = 16_384
"""Columns of a table: those of a whole Excel sheet."""
_MOST_PLACES = 1_000_000
"""Places in a table's grid of which nine in ten are empty: a few cells far apart make a grid that no memory holds."""


def refuse_over(cells: int, what: str) -> None:
    """Raise PaperTooLarge where `what` ("the sheet “Plan”") comes to more cells than are read."""
    if cells > MOST_CELLS:
        raise PaperTooLarge(
            f"{what} comes to {cells:,} cells, and {MOST_CELLS:,} are read at most: this is data, not a paper; delete "
            "what is repeated or empty, or split it"
        )


def without_endless_tables(document: Document) -> Document:
    """The document without tables that are wider or emptier than any that people read, each said as a problem."""
    kept: list[Block] = []
    problems: list[Problem] = []
    for block in document.blocks:
        if isinstance(block, Piece) and _is_endless(block):
            problems.append(_left_out(block))
        else:
            kept.append(block)
    if not problems:
        return document
    return replace(document, blocks=tuple(kept), problems=(*document.problems, *problems))


def _is_endless(piece: Piece) -> bool:
    places = piece.n_rows * piece.n_cols
    return piece.n_cols > MOST_COLUMNS or (places > _MOST_PLACES and places > 10 * len(piece.cells))


def _left_out(piece: Piece) -> Problem:
    where = f" on page {piece.page}" if piece.page else f" at line {piece.line}" if piece.line else ""
    said = (
        f"a table of {piece.n_rows:,} rows and {piece.n_cols:,} columns{where} was left out: no plan is that large; "
        "delete its empty rows and columns, or split it"
    )
    return Problem("table-not-understood", said, page=piece.page)
