"""Rows over the full width that a page break parts from their table: a box at a page's foot or head, alone.

Seen alone such a box is a frame round prose, and its title a heading; only the table on the other page tells what it
is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from extract.readers.pdf_columns import column_at
from extract.readers.pdf_furniture import Leaf
from extract.readers.pdf_grid import Field, Grid, drop_line
from extract.readers.pdf_ruled import put_words
from extract.readers.pdf_rules import REACH
from extract.readers.pdf_text import Line

__all__ = ["adopt_boxes"]

_FEWEST_NAMES = 3


def adopt_boxes(leaves: Sequence[Leaf]) -> None:
    """Make rows of the boxes that stand alone at a page's edge, where the table over the break has the same sides."""
    for above, leaf in pairwise(leaves):
        last, first = _last(above), _first(leaf)
        if last in above.boxes and _is_header(above, last):
            _move(above, last, _put_in(above, last))
        if last is None or first is None or not _same_sides(last, first):
            continue
        if len(last.ys) == 2 and last in above.grids and first in leaf.grids and _is_rest(last, first):
            _rejoin(last, first)
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
    if len(box.xs) > 2:
        _move(leaf, box, _put_in(leaf, box))
        return
    inside = [line for line in leaf.lines if _is_in(line, box)]
    rows: list[list[Line]] = [[line for line in inside if _is_between(line, *ys)] for ys in pairwise(box.ys)]
    if not all(rows) or len(box.fields) != len(rows):
        return
    box.xs = list(table.xs)
    box.fields = [
        Field(at, 0, 1, columns, [word for line in lines for word in line.words], field.fill)
        for at, (lines, field) in enumerate(zip(rows, box.fields, strict=True))
    ]
    _move(leaf, box, inside)


def _put_in(leaf: Leaf, box: Grid) -> list[Line]:
    """Put the words that stand in a box into its cells; the lines that they were in."""
    inside = [line for line in leaf.lines if _is_in(line, box)]
    put_words(box, [word for line in inside for word in line.words])
    return inside


def _is_header(leaf: Leaf, box: Grid) -> bool:
    """Whether a box at the foot of a page is a row of shaded names, one in each of its columns, three or more."""
    if len(box.xs) < _FEWEST_NAMES + 1 or len(box.ys) != 2 or any(cell.fill is None for cell in box.fields):
        return False
    words = [word for line in leaf.lines if _is_in(line, box) for word in line.words]
    return len({column_at(box.xs, word.x0 + 0.5) for word in words}) == len(box.fields)


def _is_rest(row: Grid, table: Grid) -> bool:
    """Whether a table begins with what a page break cut off a shaded row: of its shades, in some of its cells."""
    rest = [cell for cell in table.fields if cell.row == 0]
    shades = [cell.fill for cell in row.fields]
    alike = None not in shades and [cell.fill for cell in rest] == shades and len(table.ys) > 2
    return alike and len(rest) > 2 and any(cell.words for cell in rest) and not all(cell.words for cell in rest)


def _rejoin(row: Grid, table: Grid) -> None:
    """Give a row the rest of its words from the first row of the table on the next page, which goes."""
    down = row.ys[-1] - table.ys[0]
    for cell, rest in zip(row.fields, [cell for cell in table.fields if cell.row == 0], strict=True):
        cell.words += [replace(word, base=word.base + down) for word in rest.words]
    drop_line(table, row=0)


def _move(leaf: Leaf, box: Grid, inside: Sequence[Line]) -> None:
    """Make a box, with the lines in it, one of the page's tables."""
    leaf.lines = [line for line in leaf.lines if line not in inside]
    leaf.boxes.remove(box)
    leaf.grids.append(box)


def _is_in(line: Line, box: Grid) -> bool:
    return box.xs[0] - REACH <= line.x0 and line.x1 <= box.xs[-1] + REACH and _is_between(line, box.ys[0], box.ys[-1])


def _is_between(line: Line, top: float, bottom: float) -> bool:
    return top < line.base <= bottom
