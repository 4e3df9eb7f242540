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
    width = table.pieces[0].n_cols
    if width < 2 or len(table.rows) < 3 or any(piece.n_cols != width for piece in table.pieces):
        return None
    if any(row_header(row, width) for row in table.rows[:3]):
        return None
    texts = [row[0] for piece in table.pieces for row in piece.texts()]
    header = read_header(texts)
    return tuple(map(folded, texts)) if header and _tells_of_actions(header) else None


def _tells_of_actions(header: Header) -> bool:
    roles = {column.role for column in header.columns}
    told = sum(column.said > 0 for column in header.columns)
    return Role.ACTION in roles and len(roles & _PROMISE) >= 2 and told >= 0.6 * len(header.columns)


def _turned(table: LogicalTable) -> LogicalTable:
    """The card as one piece: its labels the first row, each of its columns of values a row below."""
    first, cells, above = table.pieces[0], [], 0
    for piece in table.pieces:
        cells += [_turned_cell(cell, above) for cell in piece.cells]
        above += piece.n_rows
    ordered = tuple(sorted(cells, key=lambda cell: (cell.row, cell.col)))
    turned = Piece(ordered, first.n_cols, above, first.drawn, first.page, first.box, first.line, name=first.name)
    whole = replace(table, pieces=(turned,), joined_by=(None,))
    return replace(whole, rows=rows_of(whole))


def _turned_cell(cell: Cell, above: int) -> Cell:
    return replace(cell, row=cell.col, col=above + cell.row, rowspan=cell.colspan, colspan=cell.rowspan)
