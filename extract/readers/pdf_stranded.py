"""Rows over the full width that a page break parts from their table: a box at a page's foot or head, alone.

Seen alone such a box is a frame round prose, and its title a heading; only the table on the other page tells what it
is.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from extract.readers.pdf_furniture import Leaf
from extract.readers.pdf_grid import Field, Grid
from extract.readers.pdf_ruled import put_words
from extract.readers.pdf_rules import REACH
from extract.readers.pdf_text import Line

__all__ = ["adopt_boxes"]


def adopt_boxes(leaves: Sequence[Leaf]) -> None:
    """Make rows of the boxes that stand alone at a page's edge, where the table over the break has the same sides."""
    for above, leaf in pairwise(leaves):
        last, first = _last(above), _first(leaf)
        if last is None or first is None or not _same_sides(last, first):
            continue
        if last in above.boxes and first in leaf.grids:
            _adopt(above, last, first)
        elif first in leaf.boxes and last in above.grids:
            _adopt(leaf, first, last)


def _last(leaf: Leaf) -> Grid | None:
    """The drawing that nothing stands below on its page."""
    last = max((*leaf.grids, *leaf.boxes), key=lambda grid: grid.ys[-1], default=None)
    below = last is not None and any(line.base > last.ys[-1] for line in leaf.lines)
    return None if below else last


def _first(leaf: Leaf) -> Grid | None:
    """The drawing that nothing stands above on its page."""
    first = min((*leaf.grids, *leaf.boxes), key=lambda grid: grid.ys[0], default=None)
    above = first is not None and any(line.base < first.ys[0] for line in leaf.lines)
    return None if above else first


def _same_sides(one: Grid, other: Grid) -> bool:
    return abs(one.xs[0] - other.xs[0]) <= REACH and abs(one.xs[-1] - other.xs[-1]) <= REACH


def _adopt(leaf: Leaf, box: Grid, table: Grid) -> None:
    """Turn a box of a page into a table of one cell a row over all columns of the table that it belongs to.

    A box that has columns keeps them.
    """
    columns = len(table.xs) - 1
    inside = [line for line in leaf.lines if _is_in(line, box)]
    if len(box.xs) > 2:
        put_words(box, [word for line in inside for word in line.words])
        _move(leaf, box, inside)
        return
    rows: list[list[Line]] = [[line for line in inside if _is_between(line, *ys)] for ys in pairwise(box.ys)]
    if not all(rows) or len(box.fields) != len(rows):
        return
    box.xs = list(table.xs)
    box.fields = [
        Field(at, 0, 1, columns, [word for line in lines for word in line.words], field.fill)
        for at, (lines, field) in enumerate(zip(rows, box.fields, strict=True))
    ]
    _move(leaf, box, inside)


def _move(leaf: Leaf, box: Grid, inside: Sequence[Line]) -> None:
    """Make a box, with the lines in it, one of the page's tables."""
    leaf.lines = [line for line in leaf.lines if line not in inside]
    leaf.boxes.remove(box)
    leaf.grids.append(box)


def _is_in(line: Line, box: Grid) -> bool:
    return box.xs[0] - REACH <= line.x0 and line.x1 <= box.xs[-1] + REACH and _is_between(line, box.ys[0], box.ys[-1])


def _is_between(line: Line, top: float, bottom: float) -> bool:
    return top < line.base <= bottom
