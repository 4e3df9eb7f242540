"""The grid of an HTML table: where each cell stands, its spans resolved as the HTML standard's table model has it.

Source: HTML Living Standard, 4.9.12.1 "Forming a table".
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, replace

from lxml import etree

from extract.errors import PaperTooLarge
from extract.readers.size_limits import MOST_COLUMNS

__all__ = ["Grid", "Placed", "grid_of", "line_of", "own_tables", "words_of"]

_MOST_COLUMNS = 1000  # the standard's own limit for a colspan


@dataclass(frozen=True, slots=True)
class Placed:
    """One cell element at its place in the grid (0-based)."""

    element: etree._Element
    row: int
    col: int
    rowspan: int
    colspan: int


@dataclass(frozen=True, slots=True)
class Grid:
    """The cells of a table with its size; `header_rows` leading rows are marked as header by the page."""

    cells: tuple[Placed, ...]
    n_rows: int
    n_cols: int
    header_rows: int


def words_of(element: etree._Element) -> str:
    """All text in `element`, as it stands in the source."""
    return "".join(str(text) for text in element.itertext())


def line_of(element: etree._Element) -> int | None:
    """The line of the source in which `element` begins."""
    return element.sourceline if isinstance(element.sourceline, int) else None


def own_tables(element: etree._Element) -> list[etree._Element]:
    """The tables inside `element` that are not inside another table of it."""
    found: list[etree._Element] = []
    for child in element:
        if child.tag == "table":
            found.append(child)
        else:
            found.extend(own_tables(child))
    return found


def grid_of(table: etree._Element, hidden: frozenset[etree._Element] = frozenset()) -> Grid:
    """The grid of `table` without rows and cells in `hidden`; a column in which no cell begins is no column."""
    groups = _row_groups(table)
    cells: list[Placed] = []
    header_rows = top = 0
    for kind, trs in groups:
        rows = [
            (tr, own)
            for tr in trs
            if tr not in hidden and (own := [c for c in tr if c.tag in ("td", "th") and c not in hidden])
        ]
        cells.extend(_place([own for _, own in rows], top))
        if header_rows == top:
            header_rows += _leading_header_rows([own for _, own in rows], kind == "thead")
        top += len(rows)
    header_rows = 0 if header_rows == top else header_rows
    return _without_ghost_columns(cells, top, header_rows)


def _row_groups(table: etree._Element) -> list[tuple[str, list[etree._Element]]]:
    """The rows by thead, tbody and tfoot, the foot last, as a browser shows them."""
    groups: list[tuple[str, list[etree._Element]]] = []
    for child in table:
        if child.tag in ("thead", "tbody", "tfoot"):
            groups.append((str(child.tag), [tr for tr in child if tr.tag == "tr"]))
        elif child.tag == "tr":
            if not groups or groups[-1][0] != "table":
                groups.append(("table", []))
            groups[-1][1].append(child)
    return sorted(groups, key=lambda group: group[0] == "tfoot")


def _place(rows: list[list[etree._Element]], top: int) -> list[Placed]:
    taken: dict[int, int] = {}  # column → first row (in this group) in which it is free again
    placed: list[Placed] = []
    for y, elements in enumerate(rows):
        x = 0
        for element in elements:
            while taken.get(x, 0) > y:
                x += 1
            width = min(_span(element, "colspan", 1), _MOST_COLUMNS)
            height = min(_span(element, "rowspan", len(rows) - y), len(rows) - y)
            free = next((i for i in range(width) if taken.get(x + i, 0) > y), width)
            placed.append(Placed(element, top + y, x, height, free))
            if x + free > MOST_COLUMNS:
                raise PaperTooLarge(
                    f"a table spans more than {MOST_COLUMNS:,} columns, which nobody could look at; save the page "
                    "again from a browser, or as PDF"
                )
            taken.update({x + i: y + height for i in range(free)})
            x += free
    return placed


def _span(element: etree._Element, name: str, for_zero: int) -> int:
    written = (element.get(name) or "1").strip()
    if not (written.isascii() and written.isdigit()):
        return 1
    return int(written[:6]) or for_zero


def _leading_header_rows(rows: list[list[etree._Element]], in_head: bool) -> int:
    if in_head:
        return len(rows)
    count = 0
    for elements in rows:
        if len(elements) < 2 or any(cell.tag != "th" for cell in elements):
            break
        count += 1
    return count


def _without_ghost_columns(cells: list[Placed], n_rows: int, header_rows: int) -> Grid:
    real = sorted({cell.col for cell in cells})
    kept = tuple(
        replace(
            cell,
            col=(col := bisect_left(real, cell.col)),
            colspan=max(1, bisect_left(real, cell.col + cell.colspan) - col),
        )
        for cell in cells
    )
    return Grid(kept, n_rows, len(real), header_rows)
