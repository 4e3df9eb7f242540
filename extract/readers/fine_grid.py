"""The grid of a Word table: which column a cell stands in once offsets, spans and slivers are settled. Pure.

Word gives each table a fine grid and lets every row use it in its own way. Grid columns that no cell begins in say
nothing and go; so do slivers, a few points wide, that arise when borders of different rows nearly meet.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

__all__ = ["SLIVER", "Slot", "columns"]

SLIVER = 100
"""Widest grid column, in twentieths of a point, that is taken for two borders that nearly meet (no word fits in it)."""


class Slot(NamedTuple):
    """A cell's place in the fine grid: its first column and how many it covers."""

    start: int
    span: int

    @property
    def end(self) -> int:
        """The column after its last."""
        return self.start + self.span


def columns(rows: Sequence[Sequence[Slot]], widths: Sequence[int]) -> dict[int, int]:
    """Fine border → column, for every border at which a cell begins or ends; the greatest value is the column count.

    `widths` are of the fine columns in twentieths of a point; 0 or missing when unknown.
    """
    begins = {slot.start for row in rows for slot in row}
    borders = sorted(begins | {max((slot.end for row in rows for slot in row), default=0)})
    same = _nearly_met(rows, borders, widths)
    found: dict[int, int] = {}
    column = -1
    for border in borders:
        column += border not in same
        found[border] = column
    for end in {slot.end for row in rows for slot in row} - set(found):
        found[end] = next((found[border] for border in borders if border >= end), column)
    return found


def _nearly_met(rows: Sequence[Sequence[Slot]], borders: list[int], widths: Sequence[int]) -> set[int]:
    """Borders that are the one before them again: a sliver away from it, and no cell stands between the two."""
    alone = {(slot.start, slot.end) for row in rows for slot in row}
    met: set[int] = set()
    for left, right in pairwise(borders):
        width = sum(widths[left:right]) if right <= len(widths) else 0
        if 0 < width <= SLIVER and left not in met and not _between(left, right, alone):
            met.add(right)
    return met


def _between(left: int, right: int, cells: set[tuple[int, int]]) -> bool:
    """Whether a cell lies within the two borders, so that they are truly two."""
    return any(start >= left and end <= right for start, end in cells)
