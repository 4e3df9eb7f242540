"""Cells that hold what other tables give columns of their own: "… each month. Responsible officer: Clerk. Date: May".

Where most cells of a column name who or when in this way, and no column of the table does, what stands after each label
becomes a column headed by it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extract.document import Cell, Piece
from extract.header_words import Role, header_role
from extract.tables import LogicalTable, rows_of
from extract.wording import folded

__all__ = ["with_labels_apart"]

_LABEL = re.compile(r"(?:^|(?<=[\n.;)])[ \t]*)(?:[•\-–]\s*)?(?P<label>[A-Z][^\W\d_][\w ()/’'-]{0,34}?)\s*:(?=\s)")
_SURELY = 0.9
_MOSTLY = 0.6
_FEWEST = 2
_TIMES = {Role.TIMESCALE, Role.NEW_TIMESCALE, Role.OLD_TIMESCALE}


@dataclass(frozen=True, slots=True)
class _Parts:
    """A cell's text: what stands before its first label, and each label with what follows it."""

    text: str
    said: dict[str, str]


def with_labels_apart(tables: Sequence[LogicalTable]) -> tuple[LogicalTable, ...]:
    """The tables, those whose cells name who or when after labels with a column for each label."""
    return tuple(map(_parted, tables))


def _parted(table: LogicalTable) -> LogicalTable:
    first = table.rows[0] if table.rows else None
    width = table.pieces[0].n_cols
    if first is None or width < _FEWEST or any(piece.n_cols != width for piece in table.pieces):
        return table
    if len(table.rows) <= _FEWEST or any({Role.OWNER, *_TIMES} & {_role(cell.text)} for cell in first.cells):
        return table
    for col in range(width):
        cells = [cell for row in table.rows[1:] for cell in row.cells if cell.col == col and cell.text.strip()]
        if sum(":" in cell.text for cell in cells) < max(_FEWEST, _MOSTLY * len(cells)):
            continue
        parts = [_parts_of(cell.text) for cell in cells]
        told = [each for each in parts if {_role(label) for label in each.said} & {Role.OWNER, *_TIMES}]
        if len(told) >= max(_FEWEST, _MOSTLY * len(cells)):
            names = {folded(label): label for each in parts for label in each.said}
            pieces = tuple(_widened(piece, col, names, heads=n == 0) for n, piece in enumerate(table.pieces))
            whole = replace(table, pieces=pieces)
            return replace(whole, rows=rows_of(whole))
    return table


def _role(label: str) -> Role:
    role, said = header_role(label)
    return role if said >= _SURELY else Role.OTHER


def _parts_of(text: str) -> _Parts:
    """A cell's text at its labels; only those count that name a column as action tables have them."""
    found = [m for m in _LABEL.finditer(text) if header_role(m["label"])[1] >= _SURELY]
    if not found:
        return _Parts(text, {})
    ends = [*(m.start() for m in found[1:]), len(text)]
    said: dict[str, str] = {}
    for match, end in zip(found, ends, strict=True):
        value, label = text[match.end() : end].strip(), match["label"].strip()
        said[label] = f"{said[label]}\n{value}" if label in said else value
    return _Parts(text[: found[0].start()].strip(), said)


def _widened(piece: Piece, col: int, names: dict[str, str], *, heads: bool) -> Piece:
    """The piece with a column after `col` for each of `names`, named in its first row where the piece is the first."""
    more = len(names)
    cells = [each for cell in piece.cells for each in _cells_of(cell, col, names, head=heads and cell.row == 0)]
    return replace(piece, cells=tuple(cells), n_cols=piece.n_cols + more, edges=None)


def _cells_of(cell: Cell, col: int, names: dict[str, str], *, head: bool) -> Iterator[Cell]:
    more = len(names)
    if cell.col > col:
        yield replace(cell, col=cell.col + more)
    elif cell.col + cell.colspan > col + 1 or cell.col < col:
        yield replace(cell, colspan=cell.colspan + (more if cell.col + cell.colspan > col else 0))
    elif head:
        yield cell
        for n, name in enumerate(names.values(), start=1):
            yield replace(cell, text=name, col=col + n)
    else:
        parts = _parts_of(cell.text)
        said = {folded(label): value for label, value in parts.said.items()}
        yield replace(cell, text=parts.text)
        for n, key in enumerate(names, start=1):
            yield replace(cell, text=said.get(key, ""), col=col + n, nested=(), number=None, struck=None)
