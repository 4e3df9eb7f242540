"""Tables that lie on their side: a card for each action with its labels down the left, stood up like any other table.

A report's cover sheet has labels down its left as well, so a card counts only where the paper prints several with the
same labels, or where one has several columns of values.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from extract.columns import Header, read_header
from extract.document import Cell, Piece
from extract.header_words import Role
from extract.tables import LogicalTable, row_header, rows_of
from extract.wording import folded

__all__ = ["stood_up"]

_PROMISE = {Role.REF, Role.OWNER, Role.TIMESCALE, Role.RATING}


def stood_up(tables: Sequence[LogicalTable]) -> tuple[LogicalTable, ...]:
    """The tables with every card of an action turned so that its labels are the header; `row` counts its columns."""
    labels = [_labels(table) for table in tables]
    printed = Counter(label for label in labels if label)
    return tuple(
        _turned(table) if label and (printed[label] > 1 or table.pieces[0].n_cols > 2) else table
        for table, label in zip(tables, labels, strict=True)
    )


def _labels(table: LogicalTable) -> tuple[str, ...] | None:
    """The labels down the left of a table that lies on its side, None where it stands upright."""
    if len(table.pieces) != 1 or len(table.rows) < 3:
        return None
    piece = table.pieces[0]
    if piece.n_cols < 2 or any(row_header(row, piece.n_cols) for row in table.rows[:3]):
        return None
    texts = [row[0] for row in piece.texts()]
    header = read_header(texts)
    return tuple(map(folded, texts)) if header and _tells_of_actions(header) else None


def _tells_of_actions(header: Header) -> bool:
    roles = {column.role for column in header.columns}
    told = sum(column.said > 0 for column in header.columns)
    return Role.ACTION in roles and len(roles & _PROMISE) >= 2 and told >= 0.6 * len(header.columns)


def _turned(table: LogicalTable) -> LogicalTable:
    piece = table.pieces[0]
    cells = tuple(sorted(map(_turned_cell, piece.cells), key=lambda cell: (cell.row, cell.col)))
    turned = Piece(cells, piece.n_cols, piece.n_rows, piece.drawn, piece.page, piece.box, piece.line, name=piece.name)
    whole = replace(table, pieces=(turned,))
    return replace(whole, rows=rows_of(whole))


def _turned_cell(cell: Cell) -> Cell:
    return replace(cell, row=cell.col, col=cell.row, rowspan=cell.colspan, colspan=cell.rowspan)
