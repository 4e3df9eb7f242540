"""Ruled tables of a page: which drawings are tables, which words stand in which cell, what colour the cells have."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from extract.document import Box
from extract.readers.pdf_columns import runs_of
from extract.readers.pdf_grid import Field, Grid, drop_line, grid_of
from extract.readers.pdf_page import ASCENT, DESCENT, LEVEL, Fill, PageMarks, Rule, is_coloured
from extract.readers.pdf_rules import REACH, Drawing, drawings, tidy
from extract.readers.pdf_text import lines_of
from extract.readers.pdf_words import Word

__all__ = ["Ruled", "colour_cells", "drop_blank_rows", "put_words", "ruled_tables"]

_THROUGH = 1.5
"""A word is over a border if it reaches further than this, in points, on both sides."""
_RUN = 0.45
"""Words nearer than this share of their size are one run of text."""
_MIDDLE = (ASCENT - DESCENT) / 2
_FEW = 8
_FEWEST_LINES = 3
_PARTED = 0.5
"""A cell is set in columns if at least this share of its lines (three or more) has wide gaps."""


@dataclass(slots=True)
class Ruled:
    """The ruled tables of a page, the words outside them, and the rules that are part of none.

    `boxes` are drawings of one column, without the words in them.
    """

    grids: list[Grid]
    loose: list[Word]
    across: list[Rule]
    down: list[Rule]
    boxes: list[Grid] = field(default_factory=list)


def ruled_tables(marks: PageMarks, words: Sequence[Word], before: Sequence[Grid] = ()) -> Ruled:
    """Tables whose columns are drawn. A frame round prose, or one column of boxes, is none: its words stay loose.

    `before` are the tables of the page before: cells on the borders of one of them go on with it, though but one of
    them is filled.
    """
    across, down = tidy(marks.across), tidy(marks.down)
    found: list[tuple[Grid, Drawing]] = []
    unused = Ruled([], list(words), [], [])
    for drawing in drawings(across, down):
        grid = grid_of(drawing, marks.number) if drawing.down and drawing.across else None
        if grid is not None and len(grid.xs) > 2 and len(grid.fields) > 1:
            found.append((grid, drawing))
        else:
            unused.boxes += [grid] if grid is not None and len(grid.xs) == 2 else []
            unused.across += drawing.across
            unused.down += drawing.down
    found.sort(key=lambda each: (each[0].ys[-1] - each[0].ys[0]) * (each[0].xs[-1] - each[0].xs[0]))
    for grid, drawing in found:
        inside, outside = _parted(unused.loose, grid.box)
        if _is_table(grid, inside, unused.grids, goes_on=any(_same_columns(grid, each) for each in before)):
            unused.loose = outside
            unused.grids.append(grid)
        elif _is_undrawn(grid):
            unused.across += drawing.across
    return unused


def _parted(words: Sequence[Word], box: Box) -> tuple[list[Word], list[Word]]:
    inside: list[Word] = []
    outside: list[Word] = []
    for word in words:
        x, y = _middle(word)
        (inside if box.x0 <= x <= box.x1 and box.top <= y <= box.bottom else outside).append(word)
    return inside, outside


def _middle(word: Word) -> tuple[float, float]:
    if word.turn == LEVEL:
        return (word.x0 + word.x1) / 2, word.base - _MIDDLE * word.size
    box = word.box
    return (box.x0 + box.x1) / 2, (box.top + box.bottom) / 2


def _is_table(grid: Grid, words: list[Word], inner: list[Grid], *, goes_on: bool) -> bool:
    """Put the words into the cells, and say whether that makes a table.

    Two columns and two cells with text are asked for; one will do where the grid goes on with a table before it.
    A frame that holds finished tables is a table round them only if most of its words are its own (a small table inside
    a cell); then these are part of it.
    """
    held = [each for each in inner if _holds(grid.box, each.box)]
    nested = sum(len(cell.words) for each in held for cell in each.fields)
    if held and nested >= len(words):
        return False
    for each in held:
        words = words + [word for cell in each.fields for word in cell.words]
    put_words(grid, words)
    filled = [cell for cell in grid.fields if cell.words]
    if len({cell.col for cell in filled}) < (1 if goes_on else 2) or _is_undrawn(grid):
        return False
    for each in held:
        inner.remove(each)
    return True


def _is_undrawn(grid: Grid) -> bool:
    """Whether only the header's cells are drawn: most words stand in cells over several columns, set in columns."""
    held = [cell for cell in grid.fields if cell.colspan > 1 and len(cell.words) > _FEW]
    least = sum(len(cell.words) for cell in grid.fields) / 2
    most = sum(len(cell.words) for cell in held)
    for cell in held:
        if most > least and not _is_set_in_columns(cell):
            most -= len(cell.words)
    return most > least


def _is_set_in_columns(cell: Field) -> bool:
    lines = lines_of([word for word in cell.words if word.turn == LEVEL])
    parted = sum(len(runs_of(line)) > 1 for line in lines)
    return len(lines) >= _FEWEST_LINES and parted >= _PARTED * len(lines)


def _same_columns(one: Grid, other: Grid) -> bool:
    """Whether every border of a grid is one of the other's, the outer ones its outer ones.

    The other can have more: rows of another kind above the actions are cut at other places.
    """
    outer = abs(one.xs[0] - other.xs[0]) <= REACH and abs(one.xs[-1] - other.xs[-1]) <= REACH
    return outer and all(any(abs(a - b) <= REACH for b in other.xs) for a in one.xs)


def _holds(outer: Box, box: Box) -> bool:
    return (
        outer.x0 - 1 <= box.x0
        and outer.top - 1 <= box.top
        and box.x1 <= outer.x1 + 1
        and box.bottom <= outer.bottom + 1
    )


def put_words(grid: Grid, words: list[Word]) -> None:
    """Put each word into the cell that it stands in; a run over a border into the one where it begins.

    A word whose middle is a little outside the grid, as a mark that hangs left of it, is of the cell at that edge.
    """
    runs = _crossing_runs(grid, [word for word in words if word.turn == LEVEL])
    for word in words:
        x, y = _middle(word)
        start = runs.get(id(word))
        x = x if start is None else start
        cell = grid.at(x, y) or grid.at(*_brought_in(grid, x, y))
        if cell is not None:
            word.crossing = start is not None
            cell.words.append(word)


def _brought_in(grid: Grid, x: float, y: float) -> tuple[float, float]:
    return min(max(x, grid.xs[0]), grid.xs[-1] - _THROUGH), min(max(y, grid.ys[0]), grid.ys[-1] - _THROUGH)


def _crossing_runs(grid: Grid, words: list[Word]) -> dict[int, float]:
    """Words in a run that goes over a border (a stamp, or a text too wide for its cell), with where the run starts."""
    xs = grid.xs
    over = [
        word
        for word in words
        if bisect_right(xs, word.x0 + _THROUGH) != bisect_right(xs, word.x1 - _THROUGH) and _is_over(grid, word)
    ]
    starts: dict[int, float] = {}
    if not over:
        return starts
    ordered = sorted(words, key=lambda each: (round(each.base), each.x0))
    place = {id(word): at for at, word in enumerate(ordered)}
    for word in over:
        low = high = place[id(word)]
        while low > 0 and _adjoin(ordered[low - 1], ordered[low]):
            low -= 1
        while high + 1 < len(ordered) and _adjoin(ordered[high], ordered[high + 1]):
            high += 1
        start = max(ordered[low].x0, grid.xs[0]) + 0.1
        starts.update((id(each), start) for each in ordered[low : high + 1])
    return starts


def _is_over(grid: Grid, word: Word) -> bool:
    """Whether the ends of a word stand in two cells."""
    _, y = _middle(word)
    first, last = grid.at(word.x0 + _THROUGH, y), grid.at(word.x1 - _THROUGH, y)
    return first is not last and first is not None and last is not None


def _adjoin(left: Word, right: Word) -> bool:
    return abs(left.base - right.base) < 1.0 and -1.0 <= right.x0 - left.x1 <= _RUN * right.size


def drop_blank_rows(grid: Grid) -> None:
    """Take out rows that hold no word (spacers)."""
    row = 0
    while row < len(grid.ys) - 1 and len(grid.ys) > 2:
        alone = [cell for cell in grid.fields if cell.row == row and cell.rowspan == 1]
        if any(cell.words for cell in alone) or _ends_only_here(grid, row):
            row += 1
        else:
            drop_line(grid, row=row)


def _ends_only_here(grid: Grid, row: int) -> bool:
    """Whether no cell stands in this row alone: then the row is what parts merged cells, not a spacer."""
    return not any(cell.row == row and cell.rowspan == 1 for cell in grid.fields)


def colour_cells(grid: Grid, fills: Sequence[Fill], shapes: Sequence[Fill]) -> None:
    """Give each cell the colour that is painted last over most of it; white and none are None.

    A cell that holds nothing but a coloured sign (a dot, a square), as a letter or drawn, has the sign's colour,
    whatever its row is shaded with.
    """
    for cell in grid.fields:
        cell.fill = None
    _paint_cells(grid, fills)
    for cell in grid.fields:
        cell.fill = _sign(cell, grid.box_of(cell), shapes) or cell.fill


def _sign(cell: Field, box: Box, shapes: Sequence[Fill]) -> str | None:
    """The colour of the one sign in a cell without letters or figures."""
    if any(letter.isalnum() for word in cell.words for letter in word.text):
        return None
    inside = {each.colour for each in shapes if _holds(box, Box(each.x0, each.top, each.x1, each.bottom))}
    colours = {colour for colour in (*inside, *(word.colour for word in cell.words)) if is_coloured(colour)}
    return colours.pop() if len(colours) == 1 else None


def _paint_cells(grid: Grid, fills: Sequence[Fill]) -> None:
    if not fills:
        return
    box = grid.box
    near = [
        each
        for each in fills
        if each.x0 < box.x1 and each.x1 > box.x0 and each.top < box.bottom and each.bottom > box.top
    ]
    for cell in grid.fields:
        cell.fill = _colour(grid.box_of(cell), near)


def _colour(box: Box, fills: Sequence[Fill]) -> str | None:
    over = [
        each
        for each in fills
        if each.x0 < box.x1 and each.x1 > box.x0 and each.top < box.bottom and each.bottom > box.top
    ]
    if not over:
        return None
    xs = [box.x0 + across * (box.x1 - box.x0) for across in (0.06, 0.28, 0.5, 0.72, 0.94)]
    ys = [box.top + down * (box.bottom - box.top) for down in (0.1, 0.36, 0.64, 0.9)]
    last = over[-1]
    if last.x0 <= xs[0] and xs[-1] <= last.x1 and last.top <= ys[0] and ys[-1] <= last.bottom:
        return None if last.colour == "#FFFFFF" else last.colour
    seen: dict[str | None, int] = {}
    for x in xs:
        for y in ys:
            colour = _painted(over, x, y)
            seen[colour] = seen.get(colour, 0) + 1
    most = max(seen, key=lambda colour: (seen[colour], colour is not None))
    return None if most == "#FFFFFF" else most


def _painted(fills: Sequence[Fill], x: float, y: float) -> str | None:
    for fill in reversed(fills):
        if fill.x0 <= x <= fill.x1 and fill.top <= y <= fill.bottom:
            return fill.colour
    return None
