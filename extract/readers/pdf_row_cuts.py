"""Lines of a table into rows, no rule between them: the parting against which the least speaks.

Cells are set to the top, the middle or the bottom of their rows; space stands between rows or does not. For each of
these manners the best parting of all lines is found together (a row's cells must be set alike, and a row has its ref,
its words, and no two of what it can have once), and the best of all is taken.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from itertools import accumulate, pairwise, product
from typing import NamedTuple

from extract.readers.pdf_row_evidence import Evidence, evidence_of
from extract.readers.pdf_rows import Entry

__all__ = ["group_rows", "one_row_each", "rows_between"]

_ROW = 0.2
_EMPTY = 0.8
"""A cell is empty whose column is filled in every other row; less for columns that seldom are."""
_FIRST_SHARE = 0.75
_NO_WORDS, _NO_KEY, _NO_FIRST_KEY = 2.0, 2.5, 0.3
_FEW = 2
"""In a table of more columns, lines in one alone that is not the first are the rest of a cell."""
_AMISS, _MOST_AMISS = 1.5, 4.0
"""A cell that is not set as the manner has it, and the most that a row's cells can say against it."""
_ALIKE = 0.2
"""Baselines nearer than this share of the type size are level."""
_LIMIT = 14.0
"""A row that is longer than one against which this much speaks is not looked at."""
_AGAINST_RULES = 2.5
"""Rules part all rows unless so much more speaks against each row between them than against those found otherwise."""
_AGAINST_SHADES = 1.5
"""Edges of shading likewise, each stretch by itself, for each row more than one that would be found in it."""
_CLEAR = 0.5
"""A manner against which no more speaks, for each row, is not held against others."""
_Set = dict[int, float]
_Manner = Callable[[_Set, _Set, float], int]


class _Parting(NamedTuple):
    """Where rows begin, and what speaks against all rows above each line, in a manner that cells are set in."""

    starts: list[int]
    costs: list[float]
    manner: _Manner
    spaced: bool


def group_rows(
    entries: Sequence[Entry], columns: int, cuts: Collection[int] = (), *, parted: bool = False
) -> list[list[Entry]]:
    """The lines of a table as rows; leading header lines are one row. A row begins at each of the `cuts` (places).

    `parted`: rules may stand between all rows; then no more begin, unless very much speaks against that.
    """
    head = next((at for at, entry in enumerate(entries) if not entry.header), len(entries))
    bounds = [0, *sorted(at for at in cuts if 0 < at < head), head]
    rows = [list(entries[start:end]) for start, end in pairwise(bounds) if end > start]
    body = entries[head:]
    if not body:
        return rows
    starts = _starts(body, columns, {at - head for at in cuts if at > head}, parted=parted)
    return rows + [list(body[start:end]) for start, end in pairwise([*starts, len(body)])]


def one_row_each(groups: Sequence[Sequence[Entry]], columns: int, *, drawn: bool = True) -> bool:
    """Whether each group of lines is one row; `drawn`: rules part the groups, and not shading alone."""
    columned = [group for group in groups if any(len(entry.cells) > 1 for entry in group)]
    entries = [entry for group in columned for entry in group]
    cuts = set(accumulate(len(group) for group in columned))
    rows = group_rows(entries, columns, cuts, parted=drawn)
    return bool(rows) and len(rows) == len(columned)


def rows_between(groups: Sequence[Sequence[Entry]], columns: int) -> list[list[list[Entry]]]:
    """The rows of each group of lines between edges of shading: the group itself, unless much speaks against that."""
    entries = [entry for group in groups for entry in group]
    bounds = [0, *accumulate(len(group) for group in groups)]
    if not entries:
        return [[] for _ in groups]
    found = evidence_of(entries, columns)
    shares = _filled(found, _best(found, dict.fromkeys(range(columns), _FIRST_SHARE), bounds).starts, columns)
    free = _best(found, shares, bounds)
    whole = _part(replace(found, may_begin=[False] * len(entries)), shares, bounds, free.manner, spaced=free.spaced)
    rows = []
    for start, end in pairwise(bounds):
        inner = [at for at in free.starts if start < at < end]
        against = (whole.costs[end] - whole.costs[start]) - (free.costs[end] - free.costs[start])
        cuts = [start, *(inner if against > _AGAINST_SHADES * len(inner) else ()), end]
        rows.append([list(entries[one:other]) for one, other in pairwise(cuts)] if end > start else [])
    return rows


def _starts(body: Sequence[Entry], columns: int, cuts: Collection[int], *, parted: bool) -> list[int]:
    filled = {col for entry in body for col in entry.cells}
    if columns > _FEW and len(filled) == 1 and 0 not in filled and not cuts:
        return [0]
    found = evidence_of(body, columns)
    shares = dict.fromkeys(range(columns), _FIRST_SHARE)
    shares = _filled(found, _best(found, shares, cuts).starts, columns)
    best = _best(found, shares, cuts)
    if parted:
        by_rules = _best(replace(found, may_begin=[False] * len(body)), shares, cuts)
        if by_rules.costs[-1] - best.costs[-1] <= _AGAINST_RULES * len(by_rules.starts):
            return by_rules.starts
    return best.starts


def _filled(found: Evidence, starts: Sequence[int], columns: int) -> dict[int, float]:
    """The share of rows in which each column has words."""
    rows = [set().union(*found.bases[start:end]) for start, end in pairwise([*starts, len(found.bases)])]
    return {col: sum(col in row for row in rows) / len(rows) for col in range(columns)}


def _best(found: Evidence, shares: dict[int, float], cuts: Collection[int]) -> _Parting:
    """The parting against which the least speaks, of those in all manners."""
    manners = product((_top, _middle, _bottom), (True, False) if found.is_spaced else (False,))
    best: _Parting | None = None
    for manner, spaced in manners:
        parting = _part(found, shares, cuts, manner, spaced=spaced)
        if best is None or parting.costs[-1] < best.costs[-1]:
            best = parting
        if best.costs[-1] <= _CLEAR * len(best.starts):
            break
    assert best is not None  # there is always a manner
    return best


def _part(
    found: Evidence, shares: dict[int, float], cuts: Collection[int], manner: _Manner, *, spaced: bool
) -> _Parting:
    """The best parting in a manner."""
    count, near = len(found.bases), _ALIKE * found.size
    costs = [0.0, *[float("inf")] * count]
    came = [0] * (count + 1)
    ends = [at == count or at in cuts or found.may_begin[at] for at in range(count + 1)]
    empties = {col: _EMPTY * share + (_NO_WORDS if col == found.main else 0.0) for col, share in shares.items()}
    all_empty = sum(empties.values())
    for start in range(count):
        if costs[start] == float("inf"):
            continue
        first: _Set = {}
        last: _Set = {}
        said: set[int] = set()
        cost = costs[start] + _ROW + found.beginning(start, spaced=spaced and start not in cuts)
        cost += all_empty + ((_NO_KEY if start else _NO_FIRST_KEY) if found.keyed else 0.0)
        reached = False
        for at in range(start, count):
            if at > start:
                if at in cuts or (reached and cost - costs[start] - all_empty > _LIMIT):
                    break
                cost += found.inside(at, spaced=spaced)
            for col, base in found.bases[at].items():
                if col in first:
                    cost += found.further[at][col]
                else:
                    first[col] = base
                    cost += found.first[at][col] - empties[col]
                last[col] = base
            for col in found.atoms[at]:
                if col in said:
                    cost += found.again[col]
                elif col == 0 and found.keyed:
                    cost -= _NO_KEY if start else _NO_FIRST_KEY
                said.add(col)
            if ends[at + 1]:
                reached = True
                total = cost + min(_MOST_AMISS, _AMISS * manner(first, last, near))
                if total < costs[at + 1]:
                    costs[at + 1], came[at + 1] = total, start
    starts: list[int] = []
    end = count
    while end:
        end = came[end]
        starts.append(end)
    return _Parting(starts[::-1], costs, manner, spaced)


def _top(first: _Set, last: _Set, near: float) -> int:
    """How many cells do not begin where the first does."""
    del last
    top = min(first.values())
    return sum([base - top > near for base in first.values()])


def _middle(first: _Set, last: _Set, near: float) -> int:
    """How many cells do not have their middle where the tallest has it."""
    tallest = max(first, key=lambda col: last[col] - first[col])
    middle = first[tallest] + last[tallest]
    return sum([abs(first[col] + last[col] - middle) > 2 * near for col in first])


def _bottom(first: _Set, last: _Set, near: float) -> int:
    """How many cells do not end where the last does."""
    del first
    bottom = max(last.values())
    return sum([bottom - base > near for base in last.values()])
