"""One Word table as a `Piece`: every row, content control or not, every merged cell once, in the view asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from extract.document import Cell, Piece
from extract.readers.fine_grid import Slot, columns
from extract.readers.line_cells import cell_content
from extract.readers.lines import Line
from extract.readers.word_fills import Fills
from extract.readers.word_revisions import View
from extract.readers.word_runs import is_placeholder
from extract.readers.word_xml import Element, attribute, child, children, is_on, value, w, whole

__all__ = ["TableReader"]

_TABLE, _ROW, _CELL, _CONTROL, _TEXT = w("tbl"), w("tr"), w("tc"), w("sdt"), w("t")
_NO_CONTENT = frozenset(w(name) for name in ("tblPr", "tblGrid", "tblPrEx", "trPr", "sdtPr", "sdtEndPr", "customXmlPr"))


@dataclass(slots=True)
class _Placed:
    """A cell and its place in the fine grid; `rows` grows as cells below say that they continue it."""

    element: Element
    row: int
    slot: Slot
    merge: str | None
    fill: str | None
    empty: bool = False
    rows: int = 1


@dataclass(slots=True)
class _Table:
    """The rows of one table in its view."""

    rows: list[list[_Placed]] = field(default_factory=list)
    header_rows: int = 0
    hidden: set[int] = field(default_factory=set)
    whole_grid: bool = True
    """False when tracked cells were left out, so that the widths no longer belong to the columns."""


class TableReader:
    """Reads tables; `blocks` reads what is inside a cell, `covered` takes text that a merged cell hides."""

    def __init__(
        self, view: View, fills: Fills, blocks: Callable[[Element], Iterator[Line | Piece]], covered: list[str]
    ) -> None:
        self._view = view
        self._fills = fills
        self._blocks = blocks
        self._covered = covered

    def read(self, table: Element) -> Piece | None:
        """The table; None when the view has no row of it."""
        read = _Table()
        for row in _inner(table, _ROW, self._view):
            self._row(row[0], read)
        if not any(read.rows):
            return None
        self._merge_down(read)
        places = columns([[cell.slot for cell in row] for row in read.rows], self._widths(table, read))
        cells = [self._cell(cell, places) for row in read.rows for cell in row if cell.merge != "continue"]
        return Piece(
            tuple(cells),
            n_rows=len(read.rows),
            n_cols=max(places.values()),
            drawn="markup",
            header_rows=read.header_rows,
            name=value(table.find(w("tblPr")), "tblCaption"),
            hidden_rows=frozenset(read.hidden),
        )

    def frame(self, table: Element) -> Element | None:
        """The cell of a table that is only a frame round other tables; None for every other table."""
        rows = list(islice(_inner(table, _ROW, self._view), 2))
        cells = list(islice(_inner(rows[0][0], _CELL, self._view), 2)) if len(rows) == 1 else []
        if len(cells) != 1 or cells[0][1] or self._view.lost(child(rows[0][0], "trPr")):
            return None
        return cells[0][0] if next(cells[0][0].iter(_TABLE), None) is not None else None

    def _row(self, row: Element, read: _Table) -> None:
        present = child(row, "trPr")
        if self._view.lost(present):
            return
        number = len(read.rows)
        shown = children(self._view.shown(present, "trPr"))
        if _switched_on(shown.get(w("tblHeader"))) and read.header_rows == number:
            read.header_rows += 1
        if _switched_on(shown.get(w("hidden"))):
            read.hidden.add(number)
        self._cells(row, number, _count(shown.get(w("gridBefore")), 0), read)

    def _cells(self, row: Element, number: int, column: int, read: _Table) -> None:
        """Place a row's cells, from a column of the fine grid on."""
        placed: list[_Placed] = []
        for element, empty in _inner(row, _CELL, self._view):
            present = child(element, "tcPr")
            if self._view.lost(present):
                read.whole_grid = False
                continue
            properties = children(self._view.shown(present, "tcPr"))
            span = max(1, _count(properties.get(w("gridSpan")), 1))
            if placed and _continues_across(properties.get(w("hMerge"))):
                placed[-1].slot = Slot(placed[-1].slot.start, placed[-1].slot.span + span)
                self._cover(element)
            else:
                merge = self._view.vertical_merge(present, properties)
                fill = self._fills.of(properties.get(w("shd"))) or self._fills.of_shape(element)
                placed.append(_Placed(element, number, Slot(column, span), merge, fill, empty))
            column += span
        read.rows.append(placed)

    def _merge_down(self, read: _Table) -> None:
        """Give each cell the rows of those that continue it; one that continues nothing stands for itself."""
        above: dict[int, _Placed] = {}
        for row in read.rows:
            here: dict[int, _Placed] = {}
            for cell in row:
                anchor = above.get(cell.slot.start) if cell.merge == "continue" else None
                if anchor is None:
                    cell.merge = None if cell.merge == "continue" else cell.merge
                    anchor = cell
                else:
                    anchor.rows += 1
                    self._cover(cell.element)
                if anchor.merge == "restart" or anchor.rows > 1:
                    here[cell.slot.start] = anchor
            above = here

    def _cover(self, element: Element) -> None:
        text = "".join(str(part.text or "") for part in element.iter(_TEXT)).strip()
        if text:
            self._covered.append(text)

    def _widths(self, table: Element, read: _Table) -> list[int]:
        """The widths of the fine columns in twentieths of a point, as this view has them."""
        grid = table.find(w("tblGrid"))
        if grid is None or not read.whole_grid:
            return []
        former = grid.find(f"{w('tblGridChange')}/{w('tblGrid')}")
        shown = former if former is not None and not self._view.final else grid
        return [whole(attribute(column, "w")) or 0 for column in shown.iterchildren(w("gridCol"))]

    def _cell(self, placed: _Placed, places: dict[int, int]) -> Cell:
        column = places[placed.slot.start]
        span = places[placed.slot.end] - column
        blocks = () if placed.empty else self._blocks(placed.element)
        return cell_content(blocks, placed.row, column, placed.rows, span, placed.fill)


def _inner(container: Element, wanted: str, view: View, empty: bool = False) -> Iterator[tuple[Element, bool]]:
    """The rows of a table or the cells of a row, whatever is wrapped round them.

    The flag says that a cell stands in an unfilled content control: it keeps its place, but its prompt is no text.
    """
    for inner in container:
        if inner.tag == wanted:
            yield inner, empty
        elif inner.tag not in _NO_CONTENT and inner.tag not in view.gone and len(inner):
            yield from _inner(inner, wanted, view, empty or (inner.tag == _CONTROL and is_placeholder(inner)))


def _switched_on(found: Element | None) -> bool:
    return found is not None and is_on(found)


def _count(stated: Element | None, otherwise: int) -> int:
    """A number of columns of the fine grid; `otherwise` where none, or none that can be meant, is stated."""
    number = whole(attribute(stated, "val")) if stated is not None else None
    return otherwise if number is None or number < 0 else number


def _continues_across(merge: Element | None) -> bool:
    """Whether a cell continues the one before it (the old way to merge across)."""
    return merge is not None and attribute(merge, "val") != "restart"
