"""Grids into the `Piece`s of the document: cell texts put together, spacers and slivers out, ghost columns gone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from extract.document import Box, Cell, Piece
from extract.readers.pdf_grid import Field, Grid, drop_line
from extract.readers.pdf_page import LEVEL
from extract.readers.pdf_ruled import drop_blank_rows
from extract.readers.pdf_text import text_of
from extract.readers.pdf_words import Word

__all__ = ["drop_ghosts", "piece_of"]

_TELLING_ROWS = 3
"""Rows with a cell of its own from which on an empty column of some width is taken to be none."""
_SLIVER = 12.0
"""A column narrower than this, in points, that holds no word of its own is a leftover of the drawing."""
_SAME_GRID = 3.0
_PADDING = (1.0, 8.0)
_MOST = 0.5


def piece_of(grid: Grid) -> Piece | None:
    """The piece of a grid; None if nothing is left in it."""
    drop_blank_rows(grid)
    reach = {} if grid.drawn == "ruled" else _reach(grid)
    # Borders are rounded once, so that the boxes of all cells share them: a long paper has very many.
    xs, ys = [round(x, 1) for x in grid.xs], [round(y, 1) for y in grid.ys]
    shown = replace(grid, xs=xs, ys=ys)
    cells = [
        _cell(grid, each, shown.box_of(each), reach.get(each.col))
        for each in sorted(grid.fields, key=lambda each: (each.row, each.col))
    ]
    if not any(cell.text for cell in cells):
        return None
    return Piece(
        cells=tuple(cells),
        n_rows=len(grid.ys) - 1,
        n_cols=len(grid.xs) - 1,
        drawn=grid.drawn,
        page=grid.page,
        box=shown.box,
        edges=tuple(xs),
        open_top=grid.open_top,
        open_bottom=grid.open_bottom,
    )


def _reach(grid: Grid) -> dict[int, float]:
    """How far right the text of each column reaches: where its cells end, when no rule says it."""
    reach: dict[int, float] = {}
    for cell in grid.fields:
        if cell.colspan == 1 and cell.words:
            reach[cell.col] = max(reach.get(cell.col, 0.0), *(word.x1 for word in cell.words))
    return reach


def _cell(grid: Grid, cell: Field, shown: Box, reach: float | None) -> Cell:
    letters = sum([len(word.text) for word in cell.words])
    return Cell(
        text=_text(cell.words, grid.box_of(cell), reach if cell.colspan == 1 else None),
        row=cell.row,
        col=cell.col,
        rowspan=cell.rowspan,
        colspan=cell.colspan,
        page=grid.page,
        box=shown,
        fill=cell.fill,
        bold=sum([word.bold for word in cell.words]) > _MOST * letters,
        italic=sum([word.italic for word in cell.words]) > _MOST * letters,
    )


def _text(words: Sequence[Word], box: Box, reach: float | None) -> str:
    """Level text first, then text that is turned, each put together in its own frame."""
    turns = sorted({word.turn for word in words})
    if len(turns) == 1:
        return _turned(words, turns[0], box, reach)
    return "\n".join(_turned([word for word in words if word.turn == turn], turn, box, reach) for turn in turns)


def _turned(words: Sequence[Word], turn: int, box: Box, reach: float | None) -> str:
    left, right = _frame_span(turn, box)
    start, end = min([word.x0 for word in words]), max([word.x1 for word in words])
    if reach is not None and turn == LEVEL:
        return text_of(words, min(start, left + _PADDING[1]), reach)
    padding = min(max(start - left, _PADDING[0]), _PADDING[1])
    return text_of(words, left + padding, max(right - padding, end))


def _frame_span(turn: int, box: Box) -> tuple[float, float]:
    if turn == LEVEL:
        return box.x0, box.x1
    return {90: (-box.bottom, -box.top), 180: (-box.x1, -box.x0), 270: (box.top, box.bottom)}[turn]


def drop_ghosts(grids: Sequence[Grid]) -> None:
    """Take out columns that hold nothing: slivers, and wider ones where every grid with the same borders agrees.

    A column that is empty on one page may hold text on the next, so grids of neighbouring pages with the same borders
    are looked at together. One row or two that go on from the page before show nothing of their empty columns.
    """
    for family in _families(grids):
        col = 0
        while col < len(family[0].xs) - 1 and len(family[0].xs) > 3:
            own = [cell for grid in family for cell in grid.fields if cell.col == col and cell.colspan == 1]
            narrow = all(grid.xs[col + 1] - grid.xs[col] < _SLIVER for grid in family)
            # Where few rows have a cell of this column alone, the others are cut at either side of it: both count.
            telling = len(own) >= _TELLING_ROWS and not any(cell.fill for cell in own)
            if not any(cell.words for cell in own) and (narrow or telling):
                for grid in family:
                    drop_line(grid, col=col)
            else:
                col += 1


def _families(grids: Iterable[Grid]) -> list[list[Grid]]:
    families: list[list[Grid]] = []
    for grid in grids:
        last = families[-1][-1] if families else None
        if last is not None and grid.page - last.page <= 1 and _same_borders(last, grid):
            families[-1].append(grid)
        else:
            families.append([grid])
    return families


def _same_borders(one: Grid, other: Grid) -> bool:
    return len(one.xs) == len(other.xs) and all(abs(a - b) <= _SAME_GRID for a, b in zip(one.xs, other.xs, strict=True))
