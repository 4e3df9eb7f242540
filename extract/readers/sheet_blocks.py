"""From the cells of one sheet to its tables: where a sheet holds several, blank rows and columns tell them apart."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from extract.colours import family
from extract.document import Block, Cell, Heading, Paragraph, Piece

__all__ = ["Sheet", "SheetCell", "blocks_of_sheet"]

_DEFAULT_NAME = re.compile(r"(?:sheet|table|tab|tabelle|feuille?)\s*\d*", re.I)
_LONGEST_TITLE = 150
_WIDEST_GAP = 2  # blank rows inside one table; more than that is a new table
_BESIDE_SHARE = 0.6  # a table beside another covers less of its rows than this


@dataclass(frozen=True, slots=True)
class SheetCell:
    """One cell of a sheet at its row and column (1-based), merged cells once with their spans.

    `is_text`: its value is text, neither a number nor a date.
    """

    text: str
    row: int
    col: int
    rowspan: int = 1
    colspan: int = 1
    fill: str | None = None
    bold: bool = False
    italic: bool = False
    struck: str | None = None
    is_text: bool = True

    @property
    def holds(self) -> bool:
        """Whether anything is written in it."""
        return bool(self.text or self.struck)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its cells, the rows that are hidden and those that the file itself says are headers."""

    name: str
    cells: tuple[SheetCell, ...]
    hidden_rows: frozenset[int] = field(default_factory=frozenset)
    header_rows: frozenset[int] = field(default_factory=frozenset)


def blocks_of_sheet(sheet: Sheet) -> Iterator[Block]:
    """The sheet's name as a heading (unless no person gave it), then its titles, notes and tables, from the top."""
    written = _within(sheet.cells)
    if written and not _DEFAULT_NAME.fullmatch(sheet.name.strip()):
        yield Heading(sheet.name.strip(), 1, printed=False)
    for region in _regions(written):
        yield from _blocks_of_region(region, sheet)


def _within(cells: Sequence[SheetCell]) -> list[SheetCell]:
    """The cells that hold something, their spans cut where the last cell stands: some merge a sheet to its very end."""
    written = [cell for cell in cells if cell.holds]
    bottom, right = (max(at, default=0) for at in ((c.row for c in written), (c.col for c in written)))
    return [
        replace(
            cell,
            rowspan=min(cell.rowspan, bottom - cell.row + 1),
            colspan=min(cell.colspan, right - cell.col + 1),
        )
        if cell.row + cell.rowspan - 1 > bottom or cell.col + cell.colspan - 1 > right
        else cell
        for cell in written
    ]


def _regions(cells: Sequence[SheetCell]) -> Iterator[list[SheetCell]]:
    """Groups of cells that are a table, or lines of text, each."""
    regions: list[list[SheetCell]] = []
    for band in _bands(cells):
        if regions and _continues(regions[-1], band):
            regions[-1] = [*regions[-1], *band]
        else:
            regions.append(band)
    for region in regions:
        yield from _side_by_side(region)


def _bands(cells: Sequence[SheetCell]) -> Iterator[list[SheetCell]]:
    """Cells between wholly blank rows; a merged cell fills all rows it covers."""
    band: list[SheetCell] = []
    reach = 0
    for cell in sorted(cells, key=lambda cell: (cell.row, cell.col)):
        if band and cell.row > reach + 1:
            yield band
            band = []
        band.append(cell)
        reach = max(reach, cell.row + cell.rowspan - 1)
    if band:
        yield band


def _side_by_side(band: list[SheetCell]) -> list[list[SheetCell]]:
    """A band cut at the blank columns that part two tables; a blank column inside one table is left."""
    columns = sorted({col for cell in band for col in range(cell.col, cell.col + cell.colspan)})
    for before, after in pairwise(columns):
        if after == before + 1:
            continue
        left = [cell for cell in band if cell.col <= before]
        right = [cell for cell in band if cell.col >= after]
        if _are_two_tables(left, right):
            return [left, *_side_by_side(right)]
    return [band]


def _are_two_tables(left: Sequence[SheetCell], right: Sequence[SheetCell]) -> bool:
    if min(len({cell.col for cell in side}) for side in (left, right)) < 2:
        return False
    left_rows, right_rows = _rows(left), _rows(right)
    heads = [{cell.text.casefold() for cell in side if cell.row == min(_rows(side))} for side in (left, right)]
    if heads[0] & heads[1]:
        return True
    shorter, longer = sorted((left_rows, right_rows), key=len)
    unbroken = max(shorter) - min(shorter) + 1 == len(shorter)
    return unbroken and len(shorter) < _BESIDE_SHARE * len(longer)


def _rows(cells: Sequence[SheetCell]) -> set[int]:
    return {row for cell in cells for row in range(cell.row, cell.row + cell.rowspan)}


def _continues(above: Sequence[SheetCell], below: Sequence[SheetCell]) -> bool:
    """Whether the cells below a blank row go on with the table above: as wide at most, and not begun by a header."""
    gap = min(cell.row for cell in below) - max(_rows(above)) - 1
    columns = {cell.col for cell in above}
    if gap > _WIDEST_GAP or len(columns) < 2 or not {cell.col for cell in below} <= columns:
        return False
    first_row = [cell for cell in below if cell.row == min(cell.row for cell in below)]
    if len(first_row) < 2:
        return False
    if any(not cell.is_text for cell in first_row):
        return True
    header = [cell for cell in above if cell.row == _header_row(above) and cell.col in {c.col for c in first_row}]
    styled = bool(header) and all(cell.bold or cell.fill for cell in header)
    return styled and not all(cell.bold or cell.fill for cell in first_row)


def _header_row(cells: Sequence[SheetCell]) -> int:
    """The first row with more than one cell: what stands above it are titles."""
    rows = sorted({cell.row for cell in cells})
    return next((row for row in rows if sum(cell.row == row for cell in cells) > 1), rows[-1] + 1)


def _blocks_of_region(region: list[SheetCell], sheet: Sheet) -> Iterator[Block]:
    top = _header_row(region)
    for cell in region:
        if cell.row < top and cell.text:
            yield _line_of_text(cell)
    body = [cell for cell in region if cell.row >= top]
    if body:
        yield _piece(body, sheet)


def _line_of_text(cell: SheetCell) -> Heading | Paragraph:
    is_title = cell.bold and len(cell.text) <= _LONGEST_TITLE and not cell.text.endswith((".", ";", ","))
    if is_title and "\n" not in cell.text:
        return Heading(cell.text, 2, line=cell.row)
    return Paragraph(cell.text, line=cell.row, bold=cell.bold, italic=cell.italic)


def _piece(body: list[SheetCell], sheet: Sheet) -> Piece:
    top, left = min(cell.row for cell in body), min(cell.col for cell in body)
    bottom = max(cell.row for cell in body)
    right = max(cell.col for cell in body)
    right += _is_coloured_alone(right + 1, {cell.row for cell in body}, sheet)
    inside = [cell for cell in sheet.cells if top <= cell.row <= bottom and left <= cell.col <= right]
    cells = tuple(_cell(cell, top, left, bottom, right) for cell in sorted(inside, key=lambda c: (c.row, c.col)))
    headers = 0
    while top + headers in sheet.header_rows and headers <= bottom - top:
        headers += 1
    return Piece(
        cells,
        bottom - top + 1,
        right - left + 1,
        "markup",
        line=top,
        header_rows=headers,
        name=sheet.name,
        hidden_rows=frozenset(row - top for row in sheet.hidden_rows if top <= row <= bottom),
    )


def _is_coloured_alone(col: int, rows: set[int], sheet: Sheet) -> bool:
    """Whether a column tells by colour alone: most rows have one there that the cell beside it has not."""
    fills = {cell.row: cell.fill for cell in sheet.cells if cell.col == col and cell.fill and family(cell.fill)}
    beside = {cell.row: cell.fill for cell in sheet.cells if cell.col == col - 1}
    own = [row for row in rows if row in fills and fills[row] != beside.get(row)]
    return len(own) > 1 and 2 * len(own) >= len(rows)


def _cell(cell: SheetCell, top: int, left: int, bottom: int, right: int) -> Cell:
    """A cell in the piece's own grid; a span that runs out of the table is cut at its border."""
    return Cell(
        cell.text,
        cell.row - top,
        cell.col - left,
        min(cell.rowspan, bottom - cell.row + 1),
        min(cell.colspan, right - cell.col + 1),
        line=cell.row,
        fill=cell.fill,
        bold=cell.bold,
        italic=cell.italic,
        struck=cell.struck,
    )
