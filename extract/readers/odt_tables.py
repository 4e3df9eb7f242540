"""One OpenDocument table as a `Piece`: header rows, repeated rows and cells, spans and covered cells settled."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import islice

from extract.document import Cell, Piece
from extract.readers.fine_grid import Slot, columns
from extract.readers.line_cells import cell_content
from extract.readers.lines import Line
from extract.readers.odt_styles import OdtStyles
from extract.readers.odt_xml import Element, attribute, count, name
from extract.readers.size_limits import refuse_over

__all__ = ["MOST_REPEATS", "frame_of", "read_table"]

MOST_REPEATS = 256
"""How often one row or cell is repeated at most: more is a file that fills a whole sheet with nothing."""

_ROW, _CELL, _COVERED = name("table:table-row"), name("table:table-cell"), name("table:covered-table-cell")
_TABLE = name("table:table")
_COLUMN, _HEADERS, _PARAGRAPH = name("table:table-column"), name("table:table-header-rows"), name("text:p")


@dataclass(slots=True)
class _Row:
    """A row as the file has it, before repeats and before rows that the view does not show are taken out."""

    cells: list[tuple[Cell, Slot]]
    repeats: int
    is_header: bool
    is_hidden: bool
    is_gone: bool


def read_table(
    table: Element,
    styles: OdtStyles,
    blocks: Callable[[Element], Iterator[Line | Piece]],
    marks: Callable[[], int],
    covered: list[str],
) -> Piece | None:
    """The table; None when the view has no row of it.

    `blocks` reads what is in a cell; `marks` counts the text met that the view does not show: a row that has such text
    and no other is not in the view. `covered` takes text that a merged cell hides.
    """
    defaults, widths = _columns(table, styles)
    rows = [_row(row, is_header, styles, defaults, blocks, marks, covered) for row, is_header in _rows(table, False)]
    refuse_over(sum(row.repeats * len(row.cells) for row in rows), "a table")
    drawn = [row for row in rows for _ in range(row.repeats)]
    shown = [row for row in drawn if not row.is_gone]
    if not any(row.cells for row in shown):
        return None
    places = columns([[slot for _, slot in row.cells] for row in shown], widths)
    headers = next((at for at, row in enumerate(shown) if not row.is_header), len(shown))
    return Piece(
        tuple(_placed(drawn, places)),
        n_rows=len(shown),
        n_cols=max(places.values()),
        drawn="markup",
        header_rows=headers,
        name=attribute(table, "table:name"),
        hidden_rows=frozenset(at for at, row in enumerate(shown) if row.is_hidden),
    )


def frame_of(table: Element) -> Element | None:
    """The cell of a table that is only a frame round other tables; None for every other table."""
    rows = list(islice(_rows(table, False), 2))
    cells = rows[0][0].findall(_CELL) if len(rows) == 1 else []
    return cells[0] if len(cells) == 1 and next(cells[0].iter(_TABLE), None) is not None else None


def _placed(drawn: list[_Row], places: dict[int, int]) -> Iterator[Cell]:
    """The cells of the rows that are shown, each in its row and column there."""
    number = 0
    for at, row in enumerate(drawn):
        if row.is_gone:
            continue
        for cell, slot in row.cells:
            column = places[slot.start]
            reach = sum(not below.is_gone for below in drawn[at : at + cell.rowspan])
            yield replace(cell, row=number, col=column, rowspan=reach, colspan=places[slot.end] - column)
        number += 1


def _rows(container: Element, is_header: bool) -> Iterator[tuple[Element, bool]]:
    """The rows, whatever groups them, and whether the file marks them as header."""
    for child in container:
        if child.tag == _ROW:
            yield child, is_header
        elif len(child):
            yield from _rows(child, is_header or child.tag == _HEADERS)


def _columns(table: Element, styles: OdtStyles) -> tuple[list[str | None], list[int]]:
    """Each column's usual cell style and its width."""
    defaults: list[str | None] = []
    widths: list[int] = []
    for column in _outer_columns(table):
        repeats = min(count(column, "table:number-columns-repeated"), MOST_REPEATS)
        defaults += [attribute(column, "table:default-cell-style-name")] * repeats
        widths += [styles.width(attribute(column, "table:style-name"))] * repeats
    return defaults, widths


def _outer_columns(container: Element) -> Iterator[Element]:
    """The table's own columns, not those of tables in its cells."""
    for child in container:
        if child.tag == _COLUMN:
            yield child
        elif child.tag != _ROW and child.tag != _HEADERS and len(child):
            yield from _outer_columns(child)


def _row(
    row: Element,
    is_header: bool,
    styles: OdtStyles,
    defaults: list[str | None],
    blocks: Callable[[Element], Iterator[Line | Piece]],
    marks: Callable[[], int],
    covered: list[str],
) -> _Row:
    before, column = marks(), 0
    cells: list[tuple[Cell, Slot]] = []
    for element in row:
        repeats = min(count(element, "table:number-columns-repeated"), MOST_REPEATS)
        if element.tag == _COVERED:
            text = "".join(part for paragraph in element.iter(_PARAGRAPH) for part in map(str, paragraph.itertext()))
            covered.extend([text.strip()] if text.strip() else [])
        elif element.tag == _CELL:
            usual = attribute(row, "table:default-cell-style-name") or (defaults[column : column + 1] or [None])[0]
            style = attribute(element, "table:style-name") or usual
            fill = styles.fill(style, attribute(row, "table:style-name"))
            span = count(element, "table:number-columns-spanned")
            cell = cell_content(blocks(element), 0, 0, count(element, "table:number-rows-spanned"), span, fill)
            cells += [(cell, Slot(column + at, span)) for at in range(repeats)]
        else:
            continue
        column += repeats
    return _Row(
        cells,
        min(count(row, "table:number-rows-repeated"), MOST_REPEATS),
        is_header,
        attribute(row, "table:visibility") in {"collapse", "filter"},
        marks() > before and not any(cell.text or cell.number or cell.struck or cell.nested for cell, _ in cells),
    )
