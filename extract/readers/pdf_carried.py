"""An unruled table that goes on at the top of the next page: the borders found on the page before hold there too.

A row or two, or a column that is empty for a page, would not tell its columns by itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from extract.readers.pdf_aligned import laid_out
from extract.readers.pdf_columns import Run, column_at, runs_of, spaces_of
from extract.readers.pdf_furniture import Leaf
from extract.readers.pdf_gathered import Gathered, Hints
from extract.readers.pdf_grid import Field, Grid
from extract.readers.pdf_text import Line, has_leaders, is_set_off
from extract.readers.pdf_words import Word

__all__ = ["carry_on"]

_STEP = 3.2
"""Lines further apart than this many type sizes are not of one table."""
_OVER = 1.0
_BEGINS = 3.0
"""Points left of where a column's words begin that those of a further line may begin."""
_MORE = 1.1


def carry_on(above: Leaf, lines: Sequence[Line], hints: Hints, page: int) -> tuple[Grid | None, list[Line]]:
    """The part of the last table of the page `above` among the leading lines of a page, and the lines left."""
    table, trailing = _last_table(above)
    if table is None or not lines:
        return None, list(lines)
    shape = _of_last_row(table)
    taken = _fitting(shape, lines)
    whole = len(taken.lines) == len(lines) and not any(is_set_off(line) for line in lines)
    if not taken.lines or not (_is_part(table, taken) or (whole and _is_inner(shape, taken))):
        return None, list(lines)
    grid = laid_out(taken, list(shape.xs), hints, page)
    grid.open_top = True
    if trailing is not None:
        _add_band(table, trailing)
        above.lines.remove(trailing)
    return grid, list(lines[len(taken.lines) :])


def _last_table(leaf: Leaf) -> tuple[Grid | None, Line | None]:
    """The unruled table that a page ends with, and the section row that may follow it there."""
    last = max(leaf.grids, key=lambda grid: grid.ys[-1], default=None)
    if last is None or last.drawn == "ruled" or len(last.xs) < 4:
        return None, None
    below = [line for line in leaf.lines if line.base > last.ys[-1]]
    if not below:
        return last, None
    line = below[0]
    near = line.base - last.ys[-1] <= _STEP * line.size and abs(line.size - _size(last)) <= 0.6
    if len(below) == 1 and near and is_set_off(line) and abs(line.x0 - last.xs[0]) <= 2 * _BEGINS:
        return last, line
    return None, None


def _of_last_row(table: Grid) -> Grid:
    """The table with the borders of its last row alone: rows of other shapes above it have others."""
    last = [cell for cell in table.fields if cell.row + cell.rowspan == len(table.ys) - 1]
    if len(last) < 2:
        return table
    borders = sorted({at for cell in last for at in (cell.col, cell.col + cell.colspan)})
    place = {at: n for n, at in enumerate(borders)}
    fields = [
        Field(cell.row, place[cell.col], cell.rowspan, place[end] - place[cell.col], cell.words)
        for cell in table.fields
        if cell.col in place and (end := cell.col + cell.colspan) in place
    ]
    return replace(table, xs=[table.xs[at] for at in borders], fields=fields)


def _size(table: Grid) -> float:
    return next((word.size for cell in reversed(table.fields) for word in cell.words), 0.0)


def _fitting(table: Grid, lines: Sequence[Line]) -> Gathered:
    """The leading lines that stand in the table's columns; set off ones that run over them are section rows."""
    taken = Gathered()
    begins = _begins(table)
    size = _size(table)
    pending: list[Line] = []
    for line, space in zip(lines, spaces_of(lines), strict=True):
        before = pending[-1] if pending else taken.lines[-1] if taken.lines else None
        if before is not None and line.base - before.base > _STEP * line.size:
            break
        if abs(line.size - size) > 0.6 or has_leaders(line.text):
            break
        cells = _cells(line, table.xs, begins, space)
        if cells is not None and not (len(cells) == 1 and 0 in cells and is_set_off(line)):
            for each in pending:
                taken.add(each, runs_of(each), band=True)
            pending = []
            taken.add(line, [_run(words) for _, words in sorted(cells.items())])
        elif is_set_off(line) and len(runs_of(line)) == 1 and len(pending) < 2 and (taken.lines or _has_bands(table)):
            pending.append(line)
        else:
            break
    return taken


def _run(words: list[Word]) -> Run:
    return Run(words, words[0].x0, max([word.x1 for word in words]))


def _begins(table: Grid) -> dict[int, float]:
    """Where the words of each column begin at the furthest left."""
    begins: dict[int, float] = {}
    for cell in table.fields:
        if cell.colspan == 1 and cell.words:
            begins[cell.col] = min([begins.get(cell.col, cell.words[0].x0), *(word.x0 for word in cell.words)])
    return begins


def _cells(line: Line, xs: Sequence[float], begins: dict[int, float], space: float) -> dict[int, list[Word]] | None:
    """The words of a line by column; None where one reaches over a border, or none parts them there."""
    if line.x0 < xs[0] - _OVER or line.x1 > xs[-1] + 4 * line.size:
        return None
    cells: dict[int, list[Word]] = {}
    for word in line.words:
        col = column_at(xs, word.x0 + 0.5)
        inner = xs[col + 1] if col + 2 < len(xs) else float("inf")
        if word.x1 > inner + 4.0 + _OVER:
            return None
        if col not in cells and col in begins and word.x0 < begins[col] - _BEGINS:
            return None
        cells.setdefault(col, []).append(word)
    for one, other in pairwise(sorted(cells)):
        free = cells[other][0].x0 - cells[one][-1].x1
        if free < _MORE * space and abs(cells[other][0].x0 - begins.get(other, -1.0)) > 1.0:
            return None
    return cells


def _has_bands(table: Grid) -> bool:
    return any(cell.colspan == len(table.xs) - 1 for cell in table.fields)


def _is_part(table: Grid, taken: Gathered) -> bool:
    """Whether the lines are the table's rest: its header again, or no other header and two columns filled."""
    first = taken.lines[0]
    names = {word.text for cell in table.fields if cell.row == 0 for word in cell.words}
    if {word.text for word in first.words} <= names:
        return True
    if 0 not in taken.bands and is_set_off(first) and len(taken.runs[0]) > 1:
        return False
    return any(len(runs) > 1 for at, runs in enumerate(taken.runs) if at not in taken.bands)


def _is_inner(table: Grid, taken: Gathered) -> bool:
    """Whether all lines stand in columns other than the first: a cell that fills a page and goes on."""
    return all(run.x0 >= table.xs[1] for runs in taken.runs for run in runs)


def _add_band(table: Grid, line: Line) -> None:
    row = len(table.ys) - 1
    table.fields.append(Field(row, 0, 1, len(table.xs) - 1, list(line.words)))
    table.ys.append(line.base + 0.35 * line.size)
