"""Shaded cells in order: the rows that edges of shading part, each with the borders that the shades show in it.

Programs paint a table cell by cell. Where two shades of a row meet a column ends, and where a cell reaches down over
rows its shade does, too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from extract.readers.pdf_page import Fill, Rule
from extract.readers.pdf_rules import cluster
from extract.readers.pdf_text import Line

__all__ = ["Slab", "Slabs", "is_near", "slabs_of"]

_SIDE = 4.0
"""Points by which the outer edges of a table's rows may differ."""
_MEET = 1.5
"""Shades nearer than this, in points, meet; edges nearer than this are one border."""
_SAME = 3.0
"""Edges of rows nearer than this are one."""


_MOST, _MOST_WIDTHS = 1000, 8
"""No page has tables of more shaded cells, or of more widths."""


@dataclass(slots=True)
class Slab:
    """What stands between two edges of shading that follow each other, with its lines.

    `fills` are the shades that cover it (over one column or more), `sides` the x of its borders that they show, left
    to right; `whole`: they cover all of its width.
    """

    top: float
    bottom: float
    fills: list[Fill]
    sides: list[float]
    whole: bool
    lines: list[Line] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Slabs:
    """All slabs between the first and the last shade, or rule, of one width on a page."""

    start: float
    end: float
    slabs: list[Slab]


def is_near(x: float, sides: Iterable[float]) -> bool:
    """Whether an x is one of some borders."""
    return any(abs(x - side) <= _MEET for side in sides)


def slabs_of(fills: Sequence[Fill], rules: Sequence[Rule], carried: Sequence[float] = ()) -> Iterator[Slabs]:
    """The shades of a page by the width of the tables that they may be of, those with the most rows first.

    `rules` across of the same width part slabs, too; `carried` are the borders of the row that the page before ends
    with.
    """
    found = [[x for row in width for fill in row for x in (fill.x0, fill.x1)] for width in _by_width(fills)]
    if carried and not any(_is_as_wide(xs, carried) for xs in found):
        found.append(list(carried))
    found += _beside_rules(fills, rules, found)
    for xs in found:
        sides = cluster([*xs, *(carried if carried and _is_as_wide(xs, carried) else ())], _MEET)
        start, end = min(sides), max(sides)
        ruled = [at for at, left, right in rules if left <= start + _SIDE and right >= end - _SIDE]
        own = _cells(fills, sides, ruled)
        if not 0 < len(own) <= _MOST:
            continue
        ys = cluster([*ruled, *(y for fill in own for y in (fill.top, fill.bottom))], _SAME)
        yield Slabs(start, end, [_slab(own, top, bottom, start, end) for top, bottom in pairwise(ys)])


def _beside_rules(fills: Sequence[Fill], rules: Sequence[Rule], found: Sequence[Sequence[float]]) -> list[list[float]]:
    """The widths of rules at whose one end shades begin: labels that are shaded, beside text that is not."""
    widths: list[list[float]] = []
    for rule in rules[:_MOST]:
        own = [rule.start, rule.end]
        at_side = any(is_near(fill.x0, own) != is_near(fill.x1, own) for fill in fills[:_MOST])
        if at_side and len(widths) < _MOST_WIDTHS and not any(_is_as_wide(xs, own) for xs in (*found, *widths)):
            widths.append(own)
    return widths


def _is_as_wide(one: Sequence[float], other: Sequence[float]) -> bool:
    return abs(min(one) - min(other)) <= _SIDE and abs(max(one) - max(other)) <= _SIDE


def _by_width(fills: Sequence[Fill]) -> list[list[list[Fill]]]:
    """Rows of shades of one width, those of which there are the most first: charts have very many, each of its own."""
    widths: dict[tuple[int, int], list[list[Fill]]] = {}
    for row in _rows(fills):
        left, right = round(row[0].x0 / _SIDE), round(row[-1].x1 / _SIDE)
        beside = ((x, y) for x in (left, left - 1, left + 1) for y in (right, right - 1, right + 1))
        widths.setdefault(next((place for place in beside if place in widths), (left, right)), []).append(row)
    found = [rows for rows in widths.values() if len(rows) > 1 or len(rows[0]) > 1]
    return sorted(found, key=lambda rows: -sum(map(len, rows)))[:_MOST_WIDTHS]


def _rows(fills: Sequence[Fill]) -> list[list[Fill]]:
    """Shades of one height that meet, beside each other."""
    rows: list[list[Fill]] = []
    for each in sorted({*fills}, key=lambda fill: (round(fill.top), round(fill.bottom), fill.x0)):
        last = rows[-1][-1] if rows else None
        if last and abs(last.top - each.top) < _MEET and abs(last.bottom - each.bottom) < _MEET:
            if abs(each.x0 - last.x1) <= _MEET:
                rows[-1].append(each)
                continue
            if each.x0 < last.x1:
                continue
        rows.append([each])
    return rows


def _cells(fills: Sequence[Fill], sides: Sequence[float], rules: Sequence[float]) -> list[Fill]:
    """The shades that are cells of a table: on its borders, or at its side and right above or below another, or a rule.

    A mere mark in a cell is neither.
    """
    start, end = min(sides), max(sides)
    inside = [
        fill
        for fill in sorted({*fills}, key=lambda fill: (fill.top, fill.x0))
        if fill.bottom - fill.top > _SAME and fill.x0 >= start - _SIDE and fill.x1 <= end + _SIDE
    ]
    cells = [fill for fill in inside if is_near(fill.x0, sides) and is_near(fill.x1, sides)]
    edges = {*rules, *(y for fill in cells for y in (fill.top, fill.bottom))}
    if not inside:
        return cells
    edges |= {min(fill.top for fill in inside), max(fill.bottom for fill in inside)}  # a row that a page parts
    at_side = [fill for fill in inside if is_near(fill.x0, (start,)) != is_near(fill.x1, (end,))]
    for one, other in pairwise(at_side):  # labels below each other
        if abs(one.x0 - other.x0) <= _MEET and abs(one.x1 - other.x1) <= _MEET and abs(one.bottom - other.top) <= _MEET:
            edges.add(other.top)
    for fill in [*at_side, *reversed(at_side)]:
        if fill not in cells and (is_near(fill.top, edges) or is_near(fill.bottom, edges)):
            cells.append(fill)
            edges |= {fill.top, fill.bottom}
    return cells


def _slab(fills: Sequence[Fill], top: float, bottom: float, start: float, end: float) -> Slab:
    own = [fill for fill in fills if fill.top <= top + _SAME and fill.bottom >= bottom - _SAME]
    reached, whole = start, True
    for fill in sorted(own, key=lambda fill: fill.x0):
        whole = whole and fill.x0 <= reached + _SIDE
        reached = max(reached, fill.x1)
    sides = cluster([start, end, *(x for fill in own for x in (fill.x0, fill.x1))], _MEET)
    return Slab(top, bottom, own, sides, whole and reached >= end - _SIDE)
