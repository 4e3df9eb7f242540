"""Columns of a table whose rows are known but whose columns are not drawn: white rivers, other ones for each shape.

A table can hold rows of several shapes: a label and its text, then the header and the rows of actions, then rows over
the full width. Which rows have one shape is solved at once for all: with text in as many columns as possible, in as few
shapes as possible.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from extract.readers.pdf_columns import Run, covered, rivers_between, slim

__all__ = ["Shape", "edge_in", "shapes_of"]

_CHANGE = 2.0
"""A shape of its own must part more than this many columns that its rows would lose with their neighbours."""
_MOST_ROWS = 80
"""No shape is looked for over more rows than stand on a page."""
_SLACK = 0.5
_Extent = tuple[float, float]


class Shape(NamedTuple):
    """Rows `start` to `end` (not included) with the rivers between their columns, left to right."""

    start: int
    end: int
    rivers: Sequence[_Extent]


def edge_in(river: _Extent) -> float:
    """Where in a river the border is taken to run: just left of where text begins, the same on every page."""
    return max(sum(river) / 2, river[1] - 4.0)


class _Row(NamedTuple):
    """What a row covers; `parted`: whether it has a river itself."""

    extents: Sequence[_Extent]
    parted: bool


def shapes_of(rows: Sequence[Sequence[Run]], size: float) -> list[Shape]:
    """The rows, top down, as stretches of one shape each; `size` is that of their type. Every row has a run."""
    seen = [_row(runs, size) for runs in rows]
    best: list[tuple[float, list[Shape]]] = [(0.0, [])]
    for end in range(1, len(seen) + 1):
        found: tuple[float, list[Shape]] | None = None
        taken: Sequence[_Extent] = ()
        for start in range(end - 1, max(-1, end - 1 - _MOST_ROWS), -1):
            if seen[start].parted:
                taken = covered([*taken, *seen[start].extents])
            rivers = rivers_between(taken, slim(size))
            inner = [right - _SLACK for _, right in rivers]
            worth = best[start][0] - _CHANGE + sum(_columns(row, inner) - 1 for row in seen[start:end])
            if found is None or worth > found[0]:
                found = (worth, [*best[start][1], Shape(start, end, rivers)])
        best.append(found or best[-1])
    return [_without_split_header(shape, seen) for shape in best[-1][1]]


def _row(runs: Sequence[Run], size: float) -> _Row:
    extents = covered((run.x0, run.x1) for run in runs)
    return _Row(extents, bool(rivers_between(extents, slim(size))))


def _columns(row: _Row, inner: Sequence[float]) -> int:
    """In how many columns, parted at `inner`, a row has text; one without rivers stands in one or crosses them all."""
    return len({bisect_right(inner, x0) for x0, _ in row.extents}) if row.parted else 1


def _without_split_header(shape: Shape, rows: Sequence[_Row]) -> Shape:
    """The shape but for rivers between a header and its own column, set to another side than the header is."""
    kept = list(shape.rivers)
    for river in shape.rivers:
        at = kept.index(river)
        left = kept[at - 1][1] if at else -float("inf")
        right = kept[at + 1][0] if at + 1 < len(kept) else float("inf")
        before = _rows_with_text(shape, rows, left, river[0])
        after = _rows_with_text(shape, rows, river[1], right)
        first = [shape.start]
        if shape.end - shape.start > 3 and (
            (before == first and shape.start not in after) or (after == first and shape.start not in before)
        ):
            kept.remove(river)
    return shape._replace(rivers=kept)


def _rows_with_text(shape: Shape, rows: Sequence[_Row], left: float, right: float) -> list[int]:
    return [
        at
        for at in range(shape.start, shape.end)
        if rows[at].parted
        and any(x0 < right + _SLACK and x1 > left - _SLACK and x0 >= left - _SLACK for x0, x1 in rows[at].extents)
    ]
