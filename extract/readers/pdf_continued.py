"""Rows of an unruled table that run on over a page: the lines at the top of the next page that fit its columns.

Seen alone such lines are a narrow paragraph; only the table on the page before tells what they are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from extract.readers.pdf_columns import Run, column_at, runs_of
from extract.readers.pdf_furniture import Leaf
from extract.readers.pdf_grid import Field, Grid
from extract.readers.pdf_row_cuts import group_rows
from extract.readers.pdf_rows import Entry
from extract.readers.pdf_text import Line

__all__ = ["continue_tables"]

_AT_START = 3.0
_SAME_EDGES = 8.0
_STEP = 3.0


def continue_tables(leaves: Sequence[Leaf], rules: Mapping[int, Sequence[float]]) -> None:
    """Give the lines at the top of a page to the unruled table that the page before ends with, where they fit.

    `rules`: by the number of a page, the y of the rules across that no ruled table has.
    """
    for above, leaf in pairwise(leaves):
        last = _last_table(above)
        if last is None or not leaf.lines:
            continue
        first = min(leaf.grids, key=lambda grid: grid.ys[0], default=None)
        if last.drawn == "ruled" and (first is None or first.drawn == "ruled"):
            continue
        goes_on = first is not None and first.drawn != "ruled" and _same_columns(last, first)
        lines = _fitting(leaf, last, first.ys[0] if first else leaf.height, strict=not goes_on)
        if not lines:
            continue
        leaf.lines = [line for line in leaf.lines if line not in lines]
        piece = _grid(lines, last, leaf.number, rules.get(leaf.number, ()))
        if goes_on and first is not None:
            _put_on_top(first, piece)
        else:
            leaf.grids.append(piece)


def _last_table(leaf: Leaf) -> Grid | None:
    """The table that is the last thing on a page."""
    if not leaf.grids:
        return None
    last = max(leaf.grids, key=lambda grid: grid.ys[-1])
    below = any(line.base > last.ys[-1] for line in leaf.lines)
    return None if below else last


def _same_columns(one: Grid, other: Grid) -> bool:
    return len(one.xs) == len(other.xs) and all(
        abs(a - b) <= _SAME_EDGES for a, b in zip(one.xs[:-1], other.xs[:-1], strict=True)
    )


def _fitting(leaf: Leaf, table: Grid, limit: float, *, strict: bool) -> list[Line]:
    """The leading lines above `limit` that stand in the table's columns, in its type.

    With nothing of the table below them (`strict`), they must begin at a column other than the first.
    """
    size = _size(table)
    fitting: list[Line] = []
    for line in leaf.lines:
        runs = runs_of(line)
        far = bool(fitting) and line.base - fitting[-1].base > _STEP * line.size
        alike = abs(line.size - size) <= 0.6 and line.share("bold") <= 0.8
        if line.base > limit or far or not alike or not all(_fits(run, table) for run in runs):
            break
        fitting.append(line)
    reached = not any(line.base < limit for line in leaf.lines[len(fitting) :])
    columns = {column_at(table.xs, run.x0 + 0.5) for line in fitting for run in runs_of(line)}
    return fitting if columns and (columns != {0} if strict else reached) else []


def _size(table: Grid) -> float:
    words = [word for cell in table.fields for word in cell.words]
    return words[-1].size if words else 0.0


def _fits(run: Run, table: Grid) -> bool:
    col = column_at(table.xs, run.x0 + 0.5)
    starts = [word.x0 for cell in table.fields if cell.col == col and cell.colspan == 1 for word in cell.words]
    inside = run.x1 <= table.xs[col + 1] + 1.0
    return inside and bool(starts) and (run.x0 >= min(starts) - _AT_START)


def _grid(lines: Sequence[Line], table: Grid, page: int, rules: Sequence[float]) -> Grid:
    columns = len(table.xs) - 1
    entries = []
    for line in lines:
        entry = Entry(line, {})
        for run in runs_of(line):
            entry.cells.setdefault(column_at(table.xs, run.x0 + 0.5), []).extend(run.words)
        entries.append(entry)
    rows = _parted(entries, rules) if table.drawn == "rules" else group_rows(entries, columns)
    fields = [
        Field(at, col, 1, 1, [word for entry in row for word in entry.cells.get(col, ())])
        for at, row in enumerate(rows)
        for col in range(columns)
    ]
    tops = [row[0].line.base - 0.95 * row[0].line.size for row in rows]
    bottom = rows[-1][-1].line.base + 0.35 * rows[-1][-1].line.size
    return Grid(page, list(table.xs), [*tops, bottom], fields, table.drawn, open_top=True, open_bottom=True)


def _parted(entries: Sequence[Entry], rules: Sequence[float]) -> list[list[Entry]]:
    """The lines of a table whose rows rules part: those without one between them are one row."""
    rows: dict[int, list[Entry]] = {}
    for entry in entries:
        rows.setdefault(sum(y < entry.line.base for y in rules), []).append(entry)
    return list(rows.values())


def _put_on_top(grid: Grid, piece: Grid) -> None:
    more = len(piece.ys) - 1
    for cell in grid.fields:
        cell.row += more
    grid.fields = piece.fields + grid.fields
    grid.ys = piece.ys[:-1] + grid.ys
    grid.open_top = True
