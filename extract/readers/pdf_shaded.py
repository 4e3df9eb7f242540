"""Tables of shaded rows whose cells are painted one by one: borders are where shades meet (`pdf_slabs`).

A row left white between two shaded ones, or beyond the last, has the borders of its neighbours that no text of it runs
over. What stands between two tables of one width stands between two shades as well; it does not keep to the borders, or
is set further apart.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from statistics import median
from typing import NamedTuple

from extract.readers.pdf_columns import column_at, runs_of
from extract.readers.pdf_gathered import Hints
from extract.readers.pdf_grid import Grid, grid_of
from extract.readers.pdf_heads import take_heads
from extract.readers.pdf_page import LEVEL, Rule
from extract.readers.pdf_row_cuts import rows_between
from extract.readers.pdf_rows import Entry
from extract.readers.pdf_ruled import put_words
from extract.readers.pdf_rules import Drawing, cluster, tidy
from extract.readers.pdf_slabs import Slab, Slabs, is_near, slabs_of
from extract.readers.pdf_text import Line, is_set_off, lines_of
from extract.readers.pdf_words import Word

__all__ = ["Shaded", "overlap", "shaded_tables"]

_SIDE, _OVER, _BORDER = 4.0, 1.0, 1.5
_ROOM = 4.0
"""Points of white above or below text, more than in shaded rows, that show that it is no row."""
_STEP = 1.75
"""Lines of a white row beside no shade are no further apart than this many type sizes."""
_LEADING, _APART = 1.3, 1.5
_MOST_PENDING = 3
_ALIKE = 0.6
_BEGINS = 1.0
_FEWEST_ROWS = 2
"""Rows with words in two columns that a table has at least."""
_PAGE_HEAD = 2
"""Lines that a page may have above the rest of a table that the page before began."""
_TALLEST = 2.0
"""A white row without text is as tall as a line, and no taller than this many type sizes."""


class Shaded(NamedTuple):
    """The shaded tables of a page, the lines outside them, and rows too few for one (words loose)."""

    grids: list[Grid]
    loose: list[Line]
    boxes: list[Grid]


@dataclass(slots=True)
class _Table:
    """The rows of one table, top down, and how they are set.

    `begins`: where text begins; `room` and `most`: the white above and below it in shaded rows, whichever is less or
    more.
    """

    rows: list[Slab]
    begins: Sequence[float]
    size: float
    room: float
    most: float

    @property
    def step(self) -> float:
        """How far apart the lines of rows may be: space is above and below each."""
        return max(_STEP * self.size, _LEADING * self.size + 2 * min(self.room, self.size) + 1)


def shaded_tables(lines: Sequence[Line], hints: Hints, page: int, before: Sequence[Grid] = ()) -> Shaded:
    """The tables among the lines of a page (top down) whose shaded cells meet, and the lines that stay outside.

    `before` are the tables, and parts of such, of the page before: one row is enough on the borders of one of them.
    """
    loose = list(lines)
    grids: list[Grid] = []
    boxes: list[Grid] = []
    if not hints.fills:
        return Shaded(grids, loose, boxes)
    carried = _last_row(before)
    for slabs in slabs_of(hints.fills, hints.across, carried.sides if carried else ()):
        for table in _tables(slabs, loose, carried):
            whole = _is_table(table, before if _may_go_on(table, lines) else ())
            grid = _grid(_parted(table.rows) if whole else table.rows, page)
            if grid is None or not whole:
                boxes += [grid] if grid is not None and any(row.lines for row in table.rows) else []
                continue
            put_words(grid, [word for row in table.rows for line in row.lines for word in line.words])
            grids.append(grid)
            taken = {id(line) for row in table.rows for line in row.lines}
            loose = [line for line in loose if id(line) not in taken]
            if not table.rows[0].fills:
                first = table.rows[0].lines[0]
                above = [line for line in loose if line.base < first.base]
                below = loose[len(above) :]
                take_heads(above, first, grid)
                loose = above + below
    return Shaded(grids, loose, [box for box in boxes if not any(overlap(box, grid) for grid in grids)])


def overlap(one: Grid, other: Grid) -> bool:
    """Whether two drawings of a page stand beside each other or one in the other."""
    return one.ys[0] < other.ys[-1] and other.ys[0] < one.ys[-1]


def _last_row(before: Sequence[Grid]) -> Slab | None:
    """The borders of the row that the page before ends with, if it is of a shaded table, and what stood in it."""
    last = max((grid for grid in before if grid.drawn == "shaded"), key=lambda grid: grid.ys[-1], default=None)
    if last is None:
        return None
    row = [cell for cell in last.fields if cell.row + cell.rowspan == len(last.ys) - 1]
    sides = [last.xs[at] for at in sorted({at for cell in row for at in (cell.col, cell.col + cell.colspan)})]
    lines = [line for cell in row for line in lines_of([word for word in cell.words if word.turn == LEVEL])]
    return Slab(0.0, 0.0, [], sides, whole=False, lines=lines)


def _tables(slabs: Slabs, lines: Sequence[Line], carried: Slab | None) -> list[_Table]:
    """The slabs as tables: one ends where what stands between two shades is no row.

    The first goes on with the row `carried` from the page before, if that is as wide.
    """
    for slab in slabs.slabs:
        slab.lines = [line for line in lines if slab.top < line.base <= slab.bottom]
    filled = [slab for slab in slabs.slabs if slab.lines]
    whole = [slab for slab in filled if slab.whole] or [slab for slab in filled if slab.fills]
    if not whole:
        return []
    if carried and max(abs(slabs.start - carried.sides[0]), abs(slabs.end - carried.sides[-1])) > _SIDE:
        carried = None
    size = median([line.size for slab in whole for line in slab.lines])
    room, most = (max(0.0, median(each)) for each in zip(*(_rooms(slab) for slab in whole), strict=True))
    begins = _begins([*whole, *([carried] if carried else [])])
    tables = [_Table([], begins, size, room, most)]
    for n, slab in enumerate(slabs.slabs):
        above = tables[-1].rows[-1] if tables[-1].rows else carried if n == 0 else None
        below = next((each for each in slabs.slabs[n + 1 :] if each.whole or not each.fills), None)
        below = below if below and below.whole else None
        beside = [each for each in (above, below, carried) if each is not None]
        if _is_row(slab, beside, slabs, tables[-1]):
            tables[-1].rows.append(slab)
            continue
        under = _white_rows(slab.lines, above, tables[-1], down=True) if above else []
        tables[-1].rows += under
        rest = slab.lines[sum(len(row.lines) for row in under) :]
        if under and not rest:
            under[-1].bottom = slab.bottom
            continue
        over = _white_rows(rest, below, tables[-1], down=False) if below else []
        tables.append(_Table(over, begins, size, room, most))
    for table in tables:
        told = [at for at, row in enumerate(table.rows) if row.lines or row.fills]
        table.rows = table.rows[told[0] : told[-1] + 1] if told else []
    tables = [table for table in tables if any(row.fills for row in table.rows)]
    _add_ends(tables, slabs, lines, carried)
    return tables


def _add_ends(tables: Sequence[_Table], slabs: Slabs, lines: Sequence[Line], carried: Slab | None) -> None:
    """The white rows above the first shade of a page and below the last."""
    if tables:
        first, last = tables[0].rows[0], tables[-1].rows[-1]
        over = [line for line in lines if line.base <= slabs.slabs[0].top]
        under = [line for line in lines if line.base > slabs.slabs[-1].bottom]
        sides = carried.sides if carried else first.sides
        beside = Slab(first.top, first.top, [], sides, whole=False)
        tables[0].rows[:0] = _white_rows(over, beside, tables[0], down=False)
        tables[-1].rows += _white_rows(under, last, tables[-1], down=True)


def _rooms(slab: Slab) -> tuple[float, float]:
    """The white above the first line of a slab and below the last, the lesser first."""
    over, under = slab.lines[0].base - slab.lines[0].size - slab.top, slab.bottom - slab.lines[-1].base
    return min(over, under), max(over, under)


def _begins(slabs: Sequence[Slab]) -> list[float]:
    """Where text begins in shaded cells."""
    found = []
    for slab in slabs:
        for line in slab.lines:
            found += [
                next((word.x0 for word in line.words if word.x0 >= side - _OVER), 0.0) for side in slab.sides[:-1]
            ]
    return cluster(found, _BEGINS)


def _is_row(slab: Slab, beside: Sequence[Slab], slabs: Slabs, table: _Table) -> bool:
    """Whether a slab is of the table that it goes on with; if so its sides are settled."""
    if not slab.lines:
        return bool(slab.fills) or table.size + table.room < slab.bottom - slab.top <= _TALLEST * table.size
    if any(line.x0 < slabs.start - _SIDE or line.x1 > slabs.end + _SIDE for line in slab.lines):
        return False
    if slab.whole:
        return True
    sides = _sides(slab.lines, beside, table.begins)
    if not slab.fills and not _is_set_like_rows(slab, sides, table):
        return False
    slab.sides = cluster([*slab.sides, *sides], _BORDER)
    return True


def _is_set_like_rows(slab: Slab, sides: Sequence[float], table: _Table) -> bool:
    """Whether lines with no shade behind them are set as closely as rows are, or in columns with no break."""
    if any(abs(line.size - table.size) > _ALIKE for line in slab.lines):
        return False
    columned = bool(sides) and _columns(slab.lines, sides) > 1
    if sum(_rooms(slab)) <= table.room + table.most + _ROOM:
        return columned or not any(len(runs_of(line)) > 1 for line in slab.lines)
    return columned and all(other.base - one.base <= table.step for one, other in pairwise(slab.lines))


def _sides(lines: Sequence[Line], beside: Sequence[Slab], begins: Sequence[float]) -> list[float]:
    """The inner borders of a row beside, or those that two share, that no text runs over: those of most columns."""
    over = [each.sides[1:-1] for each in beside]
    both = [[x for x in over[0] if is_near(x, over[1])]] if len(over) > 1 else []
    fitting = [sides for sides in (*over, *both) if all(_is_clear(x, lines, begins) for x in sides)]
    return max(fitting, key=lambda sides: (_columns(lines, sides), len(sides)), default=[])


def _is_clear(x: float, lines: Sequence[Line], begins: Sequence[float]) -> bool:
    """Whether no word stands over a border, nor a mere space where no column begins."""
    for line in lines:
        if line.x0 >= x or line.x1 <= x:
            continue
        before = max((word.x1 for word in line.words if word.x0 < x - _OVER), default=None)
        after = next((word.x0 for word in line.words if word.x0 >= x - _OVER), None)
        if before is None or after is None:
            continue
        if before > x + _OVER or (
            after - before < 0.5 * line.size and not any(abs(after - at) <= _BEGINS for at in begins)
        ):
            return False
    return True


def _columns(lines: Sequence[Line], sides: Sequence[float]) -> int:
    """How many columns have text."""
    edges = [float("-inf"), *sides, float("inf")]
    return len({column_at(edges, word.x0 + _OVER) for line in lines for word in line.words})


def _white_rows(lines: Sequence[Line], beside: Slab, table: _Table, *, down: bool) -> list[Slab]:
    """The rows without shade right below a shaded one (or above it): the lines there that keep to its borders.

    A line or two that run over them are a row over the full width, if rows go on beyond.
    """
    inner = beside.sides[1:-1]
    taken: list[tuple[Line, bool]] = []
    pending: list[tuple[Line, bool]] = []
    last = beside.bottom if down else beside.top
    for line in lines if down else reversed(lines):
        furthest = table.step if taken else table.size + table.room + _ROOM
        outside = line.x0 < beside.sides[0] - _SIDE or line.x1 > beside.sides[-1] + _SIDE
        if outside or abs(line.base - last) > furthest or abs(line.size - table.size) > _ALIKE:
            break
        last = line.base
        keeps = all(_is_clear(x, [line], table.begins) for x in inner)
        if keeps and (not pending or _columns([line], inner) > 1):
            taken += [*pending, (line, True)]
            pending = []
            continue
        pending.append((line, False))
        if len(pending) > _MOST_PENDING or (not keeps and len(runs_of(line)) > 1):
            break
    while len(taken) > 1 and _stands_aside(taken[-1][0], taken[-2][0], inner):
        taken.pop()
    columned = any(keeps and _columns([line], inner) > 1 for line, keeps in taken)
    if not taken or (not columned and (len(taken) < len(lines) or not inner or taken[0][0].x0 < inner[0])):
        return []  # words in one column are a row that a page break cut, if nothing else stands there
    return _as_slabs(sorted(taken, key=lambda each: (each[0].base, each[0].x0)), beside, down=down)


def _stands_aside(line: Line, beside: Line, inner: Sequence[float]) -> bool:
    """Whether a line at the outer end of white rows is a heading, or of a paragraph: in the first column, set apart."""
    step = abs(line.base - beside.base)
    return bool(inner) and line.x1 <= inner[0] and (is_set_off(line) or step > _APART * line.size)


def _as_slabs(lines: Sequence[tuple[Line, bool]], beside: Slab, *, down: bool) -> list[Slab]:
    """Lines as slabs: those beside each other that keep to the borders, and those that run over them."""
    top = beside.bottom if down else lines[0][0].base - 0.95 * lines[0][0].size
    bottom = lines[-1][0].base + 0.35 * lines[-1][0].size if down else beside.top
    slabs: list[Slab] = []
    for keeps, group in groupby(lines, key=lambda each: each[1]):
        own = [line for line, _ in group]
        if slabs:
            top = slabs[-1].bottom = (slabs[-1].lines[-1].base + own[0].base - 0.6 * own[0].size) / 2
        sides = list(beside.sides) if keeps else [beside.sides[0], beside.sides[-1]]
        slabs.append(Slab(top, bottom, [], sides, whole=False, lines=own))
    return slabs


def _may_go_on(table: _Table, lines: Sequence[Line]) -> bool:
    """Whether a table is not the last thing on a page of text, as a shaded footer is: that goes on with nothing."""
    over = sum(line.base <= table.rows[0].top for line in lines)
    return over <= _PAGE_HEAD or any(line.base > table.rows[-1].bottom for line in lines)


def _is_table(table: _Table, before: Sequence[Grid]) -> bool:
    """Whether rows enough have words in columns; one with words is enough to go on with a table before it."""
    if sum(len(row.lines) > 0 and _columns(row.lines, row.sides[1:-1]) > 1 for row in table.rows) >= _FEWEST_ROWS:
        return True
    xs = cluster([x for row in table.rows for x in row.sides], _BORDER)
    return len(xs) > 2 and any(row.lines for row in table.rows) and any(_goes_on(each, xs) for each in before)


def _grid(rows: Sequence[Slab], page: int) -> Grid | None:
    """The grid of rows, still without words."""
    across = [rule for row in rows for rule in _rules_across(row)]
    down = [Rule(x, row.top, row.bottom) for row in rows for x in row.sides]
    grid = grid_of(Drawing(tuple(tidy(across)), tuple(tidy(down))), page)
    if grid is not None:
        grid.drawn = "shaded"
        grid.open_top, grid.open_bottom = not rows[0].whole, not rows[-1].whole
    return grid


def _goes_on(grid: Grid, xs: Sequence[float]) -> bool:
    """Whether a table has these borders, the outer ones as its own."""
    outer = max(abs(xs[0] - grid.xs[0]), abs(xs[-1] - grid.xs[-1])) <= _SIDE
    return grid.drawn == "shaded" and outer and all(is_near(x, grid.xs) for x in xs[1:-1])


def _rules_across(row: Slab) -> list[Rule]:
    """The top and bottom of each cell of a row, but where its shade goes on."""
    found = []
    for left, right in pairwise(row.sides):
        over = [fill for fill in row.fills if fill.x0 <= left + _OVER and fill.x1 >= right - _OVER]
        if not any(fill.top < row.top - _SIDE for fill in over):
            found.append(Rule(row.top, left, right))
        if not any(fill.bottom > row.bottom + _SIDE for fill in over):
            found.append(Rule(row.bottom, left, right))
    return found


def _parted(rows: Sequence[Slab]) -> list[Slab]:
    """The rows, those parted that are several with nothing painted in them: looked at by rows of one shape."""
    parted: list[Slab] = []
    at = 0
    while at < len(rows):
        end = at + 1
        while end < len(rows) and _is_same(rows[end].sides, rows[at].sides):
            end += 1
        entries = [[_entry(line, row.sides) for line in row.lines] for row in rows[at:end]]
        columns = len(rows[at].sides) - 1
        parts = rows_between(entries, columns) if columns > 1 else [[own] for own in entries]
        for row, own in zip(rows[at:end], parts, strict=True):
            parted += [row] if row.fills else _pieces(row, own)
        at = end
    return parted


def _is_same(one: Sequence[float], other: Sequence[float]) -> bool:
    return len(one) == len(other) and all(abs(a - b) <= _BORDER for a, b in zip(one, other, strict=True))


def _pieces(row: Slab, parts: Sequence[Sequence[Entry]]) -> list[Slab]:
    """A slab cut half way between the lines of its rows."""
    pieces: list[Slab] = []
    top = row.top
    for one, other in pairwise(parts):
        at = (one[-1].line.base + other[0].line.base - 0.6 * other[0].line.size) / 2
        pieces.append(Slab(top, at, row.fills, row.sides, row.whole, [entry.line for entry in one]))
        top = at
    rest = [entry.line for entry in parts[-1]] if parts else []
    return [*pieces, Slab(top, row.bottom, row.fills, row.sides, row.whole, rest)]


def _entry(line: Line, sides: Sequence[float]) -> Entry:
    cells: dict[int, list[Word]] = {}
    for word in line.words:
        cells.setdefault(column_at(sides, word.x0 + _OVER), []).append(word)
    return Entry(line, cells)
