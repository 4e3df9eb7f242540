"""Drawn cells that hold more than one cell: rows whose inner rules are missing, and columns drawn without row rules.

Some tables draw the rules of every second row only, or only the column rules. What the drawing leaves together is
parted where the text keeps clear of the borders that other rows have, or where refs run down the first column.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from extract.readers.pdf_columns import column_at, wide
from extract.readers.pdf_grid import Field, Grid
from extract.readers.pdf_keys import is_key
from extract.readers.pdf_page import LEVEL
from extract.readers.pdf_row_cuts import group_rows
from extract.readers.pdf_rows import Entry
from extract.readers.pdf_text import Line, lines_of
from extract.readers.pdf_words import Word

__all__ = ["split_cells", "split_rows"]

_FEWEST_KEYS = 3


def split_cells(grid: Grid) -> None:
    """Part a cell over several columns whose words keep clear of every border it spans, with text in most columns."""
    parted: list[Field] = []
    for cell in grid.fields:
        if cell.colspan > 1 and cell.rowspan == 1 and _keeps_clear(cell, grid.xs):
            parted += _by_column(cell, grid.xs)
        else:
            parted.append(cell)
    grid.fields = parted


def _keeps_clear(cell: Field, xs: Sequence[float]) -> bool:
    """Whether gaps, clearly wider than a space, stand at every border on every line that passes it."""
    words = [word for word in cell.words if word.turn == LEVEL]
    borders = xs[cell.col + 1 : cell.col + cell.colspan]
    if not words or len(words) < len(cell.words) or any(word.crossing for word in words):
        return False
    if any(word.x0 < border < word.x1 for border in borders for word in words):
        return False
    if len({column_at(xs, (word.x0 + word.x1) / 2) for word in words}) * 2 <= cell.colspan:
        return False
    return all(_clear(line, border) for line in lines_of(words) for border in borders)


def _clear(line: Line, border: float) -> bool:
    left = max((word.x1 for word in line.words if word.x0 < border), default=None)
    right = min((word.x0 for word in line.words if word.x0 >= border), default=None)
    if left is None or right is None:
        return left is None or left <= border
    return left <= border and right - left >= wide(line.size)


def _by_column(cell: Field, xs: Sequence[float]) -> list[Field]:
    fields = [Field(cell.row, col, 1, 1, [], cell.fill) for col in range(cell.col, cell.col + cell.colspan)]
    for word in cell.words:
        fields[column_at(xs, (word.x0 + word.x1) / 2) - cell.col].words.append(word)
    return fields


def split_rows(grid: Grid) -> None:
    """Part a row that is many: only the columns are drawn, and refs run down the first of them."""
    row = 0
    while row < len(grid.ys) - 1:
        entries = _entries(grid, row)
        rows = group_rows(entries, len(grid.xs) - 1) if _runs_of_refs(entries) else []
        if len(rows) >= _FEWEST_KEYS:
            _replace(grid, row, rows)
        row += max(1, len(rows))


def _entries(grid: Grid, row: int) -> list[Entry]:
    """The lines of a row all of whose cells stand in it alone, words for refs in the first; none otherwise."""
    cells = [cell for cell in grid.fields if cell.row <= row < cell.row + cell.rowspan]
    if any(cell.rowspan > 1 or cell.colspan > 1 for cell in cells):
        return []
    if not any(cell.col == 0 and len(cell.words) >= _FEWEST_KEYS for cell in cells):
        return []
    words = [word for cell in cells for word in cell.words]
    if not words or any(word.turn != LEVEL or word.crossing for word in words):
        return []
    return [Entry(line, _cells(line.words, grid.xs)) for line in lines_of(words)]


def _cells(words: Sequence[Word], xs: Sequence[float]) -> dict[int, list[Word]]:
    cells: dict[int, list[Word]] = {}
    for word in words:
        cells.setdefault(column_at(xs, (word.x0 + word.x1) / 2), []).append(word)
    return cells


def _runs_of_refs(entries: Sequence[Entry]) -> bool:
    """Whether the first column is (nearly) all refs, each with text beside it."""
    filled = [entry for entry in entries if 0 in entry.cells]
    keys = [entry for entry in filled if is_key(entry.text(0)) and len(entry.cells) > 1]
    return len(keys) >= _FEWEST_KEYS and len(keys) >= 0.75 * len(filled)


def _replace(grid: Grid, row: int, rows: Sequence[Sequence[Entry]]) -> None:
    more = len(rows) - 1
    fields = [cell for cell in grid.fields if cell.row != row]
    for cell in fields:
        if cell.row > row:
            cell.row += more
    for at, entries in enumerate(rows):
        for col in range(len(grid.xs) - 1):
            words = [word for entry in entries for word in entry.cells.get(col, ())]
            fields.append(Field(row + at, col, 1, 1, words))
    borders = [
        (above[-1].line.base + 0.35 * above[-1].line.size + below[0].line.base - 0.95 * below[0].line.size) / 2
        for above, below in pairwise(rows)
    ]
    grid.fields = fields
    grid.ys[row + 1 : row + 1] = borders
