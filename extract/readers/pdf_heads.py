"""Header lines above a table that are no part of it as drawn or gathered.

Above an unruled one they are wrapped names, and names over several columns; above a ruled one, names that no rule
encloses.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from extract.readers.pdf_columns import Run, column_at, runs_of
from extract.readers.pdf_grid import Field, Grid
from extract.readers.pdf_keys import is_key
from extract.readers.pdf_text import Line, is_set_off
from extract.readers.pdf_words import Word

__all__ = ["take_heads", "take_names"]

_WRAPPED = 1.4
_NEAR, _MOST_NAMES, _MOST = 2.2, 4, 0.6
_OVER = 2.6
"""A line of names over several columns stands no further above the other names than this many type sizes."""


def take_heads(loose: list[Line], top: Line, grid: Grid) -> None:
    """Move the header lines at the end of `loose` into the grid below them, whose first line is `top`.

    Lines of a wrapped header, each word over one column only, go into the cells of the first row; a line with a name
    over several columns becomes a row of its own above, its other names reaching down over the empty cells.
    """
    for line in _heads(loose, top, grid):
        for run in runs_of(line):
            col = column_at(grid.xs, (run.x0 + run.x1) / 2)
            cell = next(each for each in grid.fields if each.row == 0 and each.col <= col < each.col + each.colspan)
            cell.words = [*run.words, *cell.words]
        grid.ys[0] = line.base - line.size
        loose.pop()
        top = line
    spans = _spans(loose[-1], top, grid) if loose else None
    if spans is not None:
        _add_row(grid, loose.pop(), spans)


def take_names(lines: Sequence[Line], grid: Grid) -> list[Line]:
    """The lines of a page but for those right above a ruled grid that name its columns: they become its first row.

    They are set off or stand apart from other text, no word crosses a border, and most columns have a name.
    """
    names: list[Line] = []
    cells: dict[int, list[Word]] = {}
    top = grid.ys[0]
    for line in reversed([line for line in lines if line.base < grid.ys[0]]):
        if top - line.base > (_WRAPPED if names else _NEAR) * line.size or len(names) == _MOST_NAMES:
            break
        columns = [column_at(grid.xs, word.x0 + 0.5) for word in line.words]
        inside = line.x0 >= grid.xs[0] - 1 and all(
            word.x1 <= grid.xs[col + 1] + 1 for word, col in zip(line.words, columns, strict=True)
        )
        if not inside or not is_set_off(line):
            break
        for word, col in zip(line.words, columns, strict=True):
            cells.setdefault(col, []).append(word)
        names.append(line)
        top = line.base
    if len(cells) < max(3, _MOST * (len(grid.xs) - 1)):
        return list(lines)
    for cell in grid.fields:
        cell.row += 1
    grid.ys.insert(0, names[-1].base - names[-1].size)
    grid.fields += [Field(0, col, 1, 1, cells.get(col, [])) for col in range(len(grid.xs) - 1)]
    return [line for line in lines if line not in names]


def _heads(loose: Sequence[Line], top: Line, grid: Grid) -> list[Line]:
    """Lines set close above the table, in its first line's type, each within one column; a paragraph's end is none."""
    heads: list[Line] = []
    if not _may_have_more(grid):
        return heads
    for line in reversed(loose):
        if top.base - line.base > _WRAPPED * top.size:
            return heads
        if not _is_alike(line, top) or top.base <= line.base or any(_crosses(run, grid.xs) for run in runs_of(line)):
            return heads if len(runs_of(line)) > 1 else []
        heads.append(line)
        top = line
    return heads


def _may_have_more(grid: Grid) -> bool:
    first = " ".join(word.text for cell in grid.fields if (cell.row, cell.col) == (0, 0) for word in cell.words)
    return grid.open_top and not is_key(first)


def _is_alike(line: Line, top: Line) -> bool:
    return (line.share("bold") > 0.8) == (top.share("bold") > 0.8) and abs(line.size - top.size) < 0.5


def _crosses(run: Run, edges: Sequence[float]) -> bool:
    return column_at(edges, run.x0 + 0.5) != column_at(edges, run.x1 - 0.5)


def _spans(line: Line, top: Line, grid: Grid) -> list[tuple[int, int, Run]] | None:
    """Which columns each name of a line stands over, the last not included, if it is a header line; else None.

    The columns between are shared out by the names below: a name reaches over those that have one of their own.
    """
    runs = runs_of(line)
    near = 0 < top.base - line.base <= _OVER * top.size
    if not near or not _may_have_more(grid) or not _is_alike(line, top) or top.share("bold") <= 0.8:
        return None
    if len(runs) < 2 and (runs[0].x0 < grid.xs[1] or runs[0].x1 > grid.xs[-1]):
        return None
    below = {cell.col for cell in grid.fields if cell.row == 0 and cell.words}
    spans = []
    for run in runs:
        start, end = column_at(grid.xs, run.x0 + 0.5), column_at(grid.xs, run.x1 - 0.5) + 1
        if below & set(range(start, end)):
            while start - 1 in below and not any(_over(other, start - 1, grid) for other in runs if other is not run):
                start -= 1
            while end in below and not any(_over(other, end, grid) for other in runs if other is not run):
                end += 1
        spans.append((start, end, run))
    apart = all(one[1] <= other[0] for one, other in pairwise(spans))
    return spans if apart and any(end - start > 1 for start, end, _ in spans) else None


def _over(run: Run, col: int, grid: Grid) -> bool:
    return column_at(grid.xs, run.x0 + 0.5) <= col <= column_at(grid.xs, run.x1 - 0.5)


def _add_row(grid: Grid, line: Line, spans: Sequence[tuple[int, int, Run]]) -> None:
    """Put a header row on top of the grid."""
    for cell in grid.fields:
        cell.row += 1
    grid.ys.insert(0, line.base - line.size)
    empty = {cell.col for cell in grid.fields if cell.row == 1 and not cell.words}
    covered: set[int] = set()
    for start, end, run in spans:
        down = 2 if empty >= set(range(start, end)) else 1
        grid.fields.append(Field(0, start, down, end - start, list(run.words)))
        covered |= set(range(start, end))
        if down == 2:
            grid.fields = [cell for cell in grid.fields if cell.row != 1 or not start <= cell.col < end]
    grid.fields += [Field(0, col, 1, 1) for col in range(len(grid.xs) - 1) if col not in covered]
