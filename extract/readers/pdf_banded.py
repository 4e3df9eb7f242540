"""Tables whose rows are drawn and whose columns are not: rules across, or shaded rows, of one extent below each other.

Each stretch between two of them is a row (`pdf_stacks`); its columns are told by the white between its words
(`pdf_shapes`).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from extract.readers.pdf_columns import Run, column_at
from extract.readers.pdf_gathered import Hints
from extract.readers.pdf_grid import Field, Grid
from extract.readers.pdf_heads import take_heads
from extract.readers.pdf_row_cuts import one_row_each
from extract.readers.pdf_rows import Entry
from extract.readers.pdf_shapes import Shape, edge_in, shapes_of
from extract.readers.pdf_stacks import Band, Stack, bands_of, stacks_of
from extract.readers.pdf_text import Line
from extract.readers.pdf_words import Word

__all__ = ["banded_tables"]

_SHARE = 0.5
"""Of its rows a table has at least this share set in columns."""
_OVER = 1.0
_Extent = tuple[float, float]


def banded_tables(
    lines: Sequence[Line], hints: Hints, page: int, before: Sequence[Sequence[float]] = ()
) -> tuple[list[Grid], list[Line]]:
    """The tables among the lines of a page (top down) that stand between rules, and the lines that stay outside.

    `before` are the column borders of tables on the page before, which may go on here.
    """
    grids: list[Grid] = []
    loose = list(lines)
    for stack in stacks_of(hints):
        for bands in bands_of(loose, stack, hints, before):
            grid = _grid(bands, stack, page)
            if grid is not None:
                grids.append(grid)
                taken = {id(line) for band in bands for line in band.lines}
                loose = [line for line in loose if id(line) not in taken]
                first = bands[0].lines[0]
                above = [line for line in loose if line.base < first.base]
                below = loose[len(above) :]
                take_heads(above, first, grid)
                loose = above + below
    return grids, loose


def _grid(bands: Sequence[Band], stack: Stack, page: int) -> Grid | None:
    """The grid of bands, if each is one row and enough of them are set in columns."""
    size = median([line.size for band in bands for line in band.lines])
    shapes = shapes_of([band.runs for band in bands], size)
    borders = _borders(shapes)
    parted = sum(shape.end - shape.start for shape in shapes if shape.rivers)
    if not borders or parted < _SHARE * len(bands):
        return None
    xs = [stack.start, *(border[2] for border in borders), stack.end]
    if any(b - a < 1 for a, b in pairwise(xs)):
        return None
    ys = [bands[0].top if bands[0].top is not None else _top(bands[0].lines)]
    fields: list[Field] = []
    columns = [_columns(shape, borders, len(xs) - 1) for shape in shapes for _ in range(shape.start, shape.end)]
    entries = [
        [_entry(line, runs, [xs[at] for at in own]) for line, runs in zip(band.lines, band.cut, strict=True)]
        for band, own in zip(bands, columns, strict=True)
    ]
    if not one_row_each(entries, len(xs) - 1, drawn=stack.drawn > 1):
        return None
    for band, own, lines in zip(bands, columns, entries, strict=True):
        fields += _fields(lines, own, len(ys) - 1, xs)
        ys.append(_bottom(band.lines) if band.bottom is None else band.bottom)
    grid = Grid(page, xs, ys, fields, "rules" if stack.drawn > 1 else "shaded")
    grid.open_top, grid.open_bottom = bands[0].top is None, bands[-1].bottom is None
    return grid


def _borders(shapes: Sequence[Shape]) -> list[tuple[float, float, float]]:
    """The column borders of all shapes, left to right: the white that rivers at one place share, and where in it."""
    shared: list[_Extent] = []
    for left, right in sorted(river for shape in shapes for river in shape.rivers):
        if shared and left < shared[-1][1]:
            shared[-1] = (max(left, shared[-1][0]), min(right, shared[-1][1]))
        else:
            shared.append((left, right))
    return [(*river, edge_in(river)) for river in shared]


def _is_in(border: tuple[float, float, float], river: _Extent) -> bool:
    return river[0] <= border[0] and border[1] <= river[1]


def _columns(shape: Shape, borders: Sequence[tuple[float, float, float]], columns: int) -> list[int]:
    """Which borders of the table the rows of a shape have, its outer ones among them."""
    inner = [at + 1 for at, border in enumerate(borders) if any(_is_in(border, river) for river in shape.rivers)]
    return [0, *inner, columns]


def _entry(line: Line, runs: Sequence[Run], edges: Sequence[float]) -> Entry:
    cells: dict[int, list[Word]] = {}
    for run in runs:
        cells.setdefault(column_at(edges, run.x0 + 0.5), []).extend(run.words)
    return Entry(line, cells)


def _fields(row: Sequence[Entry], own: Sequence[int], at: int, xs: Sequence[float]) -> list[Field]:
    """The cells of a row, over the columns of the table that its own columns cover; a text over several is one cell."""
    words: dict[int, list[Word]] = {}
    for entry in row:
        for col, its in entry.cells.items():
            words.setdefault(col, []).extend(its)
    over = max((word.x1 for word in words.get(0, ())), default=0.0) > xs[own[1]] + _OVER
    if len(words) == 1 and over:
        return [Field(at, 0, 1, len(xs) - 1, words[0])]
    return [Field(at, own[col], 1, own[col + 1] - own[col], words.get(col, [])) for col in range(len(own) - 1)]


def _top(lines: Sequence[Line]) -> float:
    return lines[0].base - 0.95 * lines[0].size


def _bottom(lines: Sequence[Line]) -> float:
    return max(line.base for line in lines) + 0.35 * lines[-1].size
