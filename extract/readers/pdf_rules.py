"""Drawn rules put in order: double ones made one, pieces joined, and rules that touch gathered into drawings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extract.document import Box
from extract.readers.pdf_page import Rule

__all__ = ["REACH", "Drawing", "cluster", "covered", "drawings", "joints", "tidy"]

_MEET = 1.0
REACH = 3.0
"""Rules whose ends come within this many points of each other touch; parallel ones this near are one (double rules)."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """Rules that hang together: across (at y, from x to x) and down (at x, from y to y)."""

    across: tuple[Rule, ...]
    down: tuple[Rule, ...]

    @property
    def box(self) -> Box:
        """The box of all its rules."""
        xs = [rule.at for rule in self.down] + [x for rule in self.across for x in rule[1:]]
        ys = [rule.at for rule in self.across] + [y for rule in self.down for y in rule[1:]]
        return Box(min(xs), min(ys), max(xs), max(ys))


def cluster(values: Iterable[float], reach: float = REACH) -> list[float]:
    """Values that lie within `reach` of the first of their group, as the group's mean, in order."""
    groups: list[list[float]] = []
    for value in sorted(values):
        if groups and value - groups[-1][0] <= reach:
            groups[-1].append(value)
        else:
            groups.append([value])
    return [sum(group) / len(group) for group in groups]


def tidy(rules: Sequence[Rule]) -> list[Rule]:
    """Parallel rules snapped onto one position each, and the pieces of one rule (dashes, one piece a cell) joined."""
    groups: list[list[Rule]] = []
    for rule in sorted(rules):
        if groups and rule.at - groups[-1][0].at <= REACH:
            groups[-1].append(rule)
        else:
            groups.append([rule])
    return [piece for group in groups for piece in _joined(group)]


def _joined(group: list[Rule]) -> list[Rule]:
    at = sum(rule.at for rule in group) / len(group)
    joined: list[Rule] = []
    for rule in sorted(group, key=lambda each: each.start):
        if joined and rule.start - joined[-1].end <= REACH:
            joined[-1] = Rule(at, joined[-1].start, max(joined[-1].end, rule.end))
        else:
            joined.append(Rule(at, rule.start, rule.end))
    return joined


def joints(rules: Sequence[Rule]) -> list[float]:
    """The x at which two pieces of one rule meet, on two rules or more: programs draw rules cell by cell."""
    met: Counter[int] = Counter()
    for one, other in pairwise(sorted(rules, key=lambda rule: (round(rule.at), rule.start))):
        if abs(one.at - other.at) <= _MEET and abs(other.start - one.end) <= _MEET:
            met[round(other.start)] += 1
    return [float(x) for x, count in sorted(met.items()) if count + met[x - 1] > 1]


def drawings(across: Sequence[Rule], down: Sequence[Rule]) -> list[Drawing]:
    """Rules gathered by touch; each drawing holds rules of both directions, or is one lone rule."""
    parent = list(range(len(across) + len(down)))

    def root(at: int) -> int:
        while parent[at] != at:
            parent[at] = parent[parent[at]]
            at = parent[at]
        return at

    for i, (y, left, right) in enumerate(across):
        for j, (x, top, bottom) in enumerate(down):
            if left - REACH <= x <= right + REACH and top - REACH <= y <= bottom + REACH:
                parent[root(len(across) + j)] = root(i)
    gathered: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for at in range(len(parent)):
        flats, uprights = gathered.setdefault(root(at), ([], []))
        if at < len(across):
            flats.append(across[at])
        else:
            uprights.append(down[at - len(across)])
    return [Drawing(tuple(flats), tuple(uprights)) for flats, uprights in gathered.values()]


def covered(rules: Iterable[Rule], start: float, end: float) -> float:
    """The share of `start` to `end` that collinear rules cover; they must not overlap (see `tidy`)."""
    length = end - start
    if length <= 0:
        return 1.0
    reached = 0.0
    for _, first, last in rules:
        if first <= start and end <= last:
            return 1.0
        reached += max(0.0, min(last, end) - max(first, start))
    return reached / length
