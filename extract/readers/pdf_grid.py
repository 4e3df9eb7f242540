"""Drawn rules into a grid of cells: merged cells where a rule is missing, open ends where the drawing has none.

The grid is every column border by every row border; neighbouring fields with no rule between them are one cell. Ends of
rules are borders too, so that a table without outer rules, or a last row without a rule below it, is whole.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from extract.document import Box
from extract.readers.pdf_page import Rule
from extract.readers.pdf_rules import REACH, Drawing, cluster, covered
from extract.readers.pdf_words import Word

__all__ = ["Field", "Grid", "drop_line", "grid_of"]

_DRAWN = 0.6
"""Two fields are apart if rules cover at least this share of the border between them."""


@dataclass(slots=True)
class Field:
    """One cell of a grid with the words that stand in it."""

    row: int
    col: int
    rowspan: int
    colspan: int
    words: list[Word] = field(default_factory=list)
    fill: str | None = None


@dataclass(slots=True)
class Grid:
    """A table on one page before its text is put together. `xs` and `ys` are the borders; `drawn` as in `Piece`."""

    page: int
    xs: list[float]
    ys: list[float]
    fields: list[Field]
    drawn: str
    open_top: bool = False
    open_bottom: bool = False
    lookup: list[list[int]] = field(default_factory=list)

    @property
    def box(self) -> Box:
        """The box of the whole grid."""
        return Box(self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])

    def box_of(self, cell: Field) -> Box:
        """The box of one cell."""
        return Box(
            self.xs[cell.col], self.ys[cell.row], self.xs[cell.col + cell.colspan], self.ys[cell.row + cell.rowspan]
        )

    def at(self, x: float, y: float) -> Field | None:
        """The cell at a point of the page, None outside."""
        row, col = bisect_right(self.ys, y) - 1, bisect_right(self.xs, x) - 1
        if 0 <= row < len(self.ys) - 1 and 0 <= col < len(self.xs) - 1:
            return self.fields[self.lookup[row][col]]
        return None


def grid_of(drawing: Drawing, page: int) -> Grid | None:
    """The grid of a drawing; None where its rules enclose nothing."""
    xs = _borders([rule.at for rule in drawing.down], drawing.across)
    ys = _borders([rule.at for rule in drawing.across], drawing.down)
    if len(xs) < 2 or len(ys) < 2:
        return None
    fields, lookup = _cells(drawing, xs, ys)
    grid = Grid(page, xs, ys, fields, "ruled", lookup=lookup)
    grid.open_top = _is_open(drawing.across, ys[0], xs)
    grid.open_bottom = _is_open(drawing.across, ys[-1], xs)
    return grid


def _borders(own: list[float], crossing: Sequence[Rule]) -> list[float]:
    """Positions of rules, and the ends of the rules that cross them where these reach clearly further."""
    borders = cluster(own)
    ends = [end for rule in crossing for end in rule[1:]]
    if not ends:
        return borders
    least, most = min(ends), max(ends)
    if not borders or borders[0] - least > 2 * REACH:
        borders.insert(0, least)
    if most - borders[-1] > 2 * REACH:
        borders.append(most)
    return borders


def _cells(drawing: Drawing, xs: list[float], ys: list[float]) -> tuple[list[Field], list[list[int]]]:
    rows, cols = len(ys) - 1, len(xs) - 1
    group = list(range(rows * cols))

    def root(at: int) -> int:
        while group[at] != at:
            group[at] = group[group[at]]
            at = group[at]
        return at

    uprights = {at: [rule for rule in drawing.down if abs(rule.at - at) <= REACH] for at in xs}
    flats = {at: [rule for rule in drawing.across if abs(rule.at - at) <= REACH] for at in ys}
    for row in range(rows):
        for col in range(cols):
            here = row * cols + col
            if col and covered(uprights[xs[col]], ys[row], ys[row + 1]) < _DRAWN:
                group[root(here)] = root(here - 1)
            if row and covered(flats[ys[row]], xs[col], xs[col + 1]) < _DRAWN:
                group[root(here)] = root(here - cols)
    return _rectangles([[root(row * cols + col) for col in range(cols)] for row in range(rows)])


def _rectangles(groups: list[list[int]]) -> tuple[list[Field], list[list[int]]]:
    """Groups of grid fields as cells; a group that is no rectangle falls into the rectangles of its rows."""
    lookup = [[-1] * len(row) for row in groups]
    fields: list[Field] = []
    for row, line in enumerate(groups):
        for col, group in enumerate(line):
            if lookup[row][col] >= 0:
                continue
            right = col
            while right + 1 < len(line) and line[right + 1] == group and lookup[row][right + 1] < 0:
                right += 1
            bottom = row
            while bottom + 1 < len(groups) and _same_run(groups[bottom + 1], col, right, group):
                bottom += 1
            for y in range(row, bottom + 1):
                for x in range(col, right + 1):
                    lookup[y][x] = len(fields)
            fields.append(Field(row, col, bottom - row + 1, right - col + 1))
    return fields, lookup


def _same_run(line: list[int], left: int, right: int, group: int) -> bool:
    """Whether the group holds exactly the same columns in this row."""
    inside = all(line[col] == group for col in range(left, right + 1))
    beyond = (left > 0 and line[left - 1] == group) or (right + 1 < len(line) and line[right + 1] == group)
    return inside and not beyond


def _is_open(across: Sequence[Rule], at: float, xs: list[float]) -> bool:
    closing = [rule for rule in across if abs(rule.at - at) <= REACH]
    return covered(closing, xs[0], xs[-1]) < _DRAWN


def drop_line(grid: Grid, *, row: int | None = None, col: int | None = None) -> None:
    """Take one row or column out of a grid: what spans it shrinks, what stands only in it goes (it holds nothing)."""
    if row is not None:
        grid.fields = [_shrunk_row(each, row) for each in grid.fields if (each.row, each.rowspan) != (row, 1)]
        del grid.ys[_gone(row, len(grid.ys))]
    if col is not None:
        grid.fields = [_shrunk_col(each, col) for each in grid.fields if (each.col, each.colspan) != (col, 1)]
        del grid.xs[_gone(col, len(grid.xs))]


def _gone(at: int, borders: int) -> int:
    """Which border goes with a row or column: the one after it, for the last the one before."""
    return at + 1 if at + 2 < borders else at


def _shrunk_row(cell: Field, row: int) -> Field:
    if cell.row <= row < cell.row + cell.rowspan:
        cell.rowspan -= 1
    elif cell.row > row:
        cell.row -= 1
    return cell


def _shrunk_col(cell: Field, col: int) -> Field:
    if cell.col <= col < cell.col + cell.colspan:
        cell.colspan -= 1
    elif cell.col > col:
        cell.col -= 1
    return cell
