"""Reading order of prose set in two or more columns: each column from top to bottom, not line by line across."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from extract.readers.pdf_columns import Run, covered, narrow, rivers_between, rivers_of, runs_of
from extract.readers.pdf_text import Line

__all__ = ["in_columns"]

_FEWEST = 6
"""Columns of prose have at least this many lines beside each other; a form or an address block has fewer."""
_FULL = 0.55
"""… and lines that fill at least this share of their column, for the most part; labels do not."""


_MOST = 400
"""Lines of one page that are looked at for a column: more than any page that people read has below each other."""


def in_columns(lines: Sequence[Line]) -> list[list[Line]]:
    """The lines of a page, top down, as stretches to be read one after the other."""
    stretches: list[list[Line]] = [[]]
    at = 0
    while at < len(lines):
        block, rivers = _beside(lines[at : at + _MOST])
        if rivers and _is_prose(block, rivers):
            stretches += [*_columns(block, rivers), []]
            at += len(block)
        else:
            stretches[-1].append(lines[at])
            at += 1
    return [stretch for stretch in stretches if stretch]


def _beside(lines: Sequence[Line]) -> tuple[list[list[Run]], list[tuple[float, float]]]:
    """The leading lines down which a river runs, as runs, with the rivers."""
    block = [runs_of(lines[0])]
    rivers = rivers_of(block, lines[0].size) if len(block[0]) > 1 else []
    if not rivers:
        return block, rivers
    taken = covered((run.x0, run.x1) for run in block[0])
    for above, line in pairwise(lines):
        runs = runs_of(line)
        taken = covered([*taken, *((run.x0, run.x1) for run in runs)])
        left = rivers_between(taken, narrow(line.size))
        if not left or line.base - above.base > 3 * line.size:
            break
        block.append(runs)
        rivers = left
    return block, rivers


def _is_prose(block: Sequence[Sequence[Run]], rivers: Sequence[tuple[float, float]]) -> bool:
    both = [runs for runs in block if len(runs) > 1]
    if len(both) < _FEWEST or len(rivers) > 2:
        return False
    start, end = min(runs[0].x0 for runs in block), max(runs[-1].x1 for runs in block)
    lefts, rights = [start, *(right for _, right in rivers)], [*(left for left, _ in rivers), end]
    widths = [right - left for left, right in zip(lefts, rights, strict=True)]
    if min(widths) < 0.6 * max(widths):
        return False
    return sum(run.x1 - run.x0 >= _FULL * min(widths) for runs in both for run in runs) >= 0.8 * sum(map(len, both))


def _columns(block: Sequence[Sequence[Run]], rivers: Sequence[tuple[float, float]]) -> list[list[Line]]:
    columns: list[list[Line]] = [[] for _ in range(len(rivers) + 1)]
    for runs in block:
        parts: dict[int, list[Run]] = {}
        for run in runs:
            parts.setdefault(sum(run.x0 >= left for left, _ in rivers), []).append(run)
        for at, part in parts.items():
            columns[at].append(Line([word for run in part for word in run.words]))
    return columns
