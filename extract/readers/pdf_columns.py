"""Columns of text that no rule parts: the white rivers that run down between them over many lines."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from extract.readers.pdf_text import Line
from extract.readers.pdf_words import Word

__all__ = [
    "Run",
    "column_at",
    "covered",
    "edges_of",
    "free_between",
    "narrow",
    "pairs_of",
    "rivers_between",
    "rivers_of",
    "runs_of",
    "starts_of",
    "wide",
]

_RIVER = 0.5
"""A river is at least this share of the type size wide (a space is 0.22 to 0.33) …"""
_RIVER_POINTS = 4.5
"""… and at least this many points."""
_NARROW = 0.34
"""Where lines enough begin a word at the same x, a gap of this share parts columns too (tables with little padding)."""
_ALIKE = 0.7
_ENOUGH = 4
_BULLET = re.compile(r"^[•●▪■◦○‣⃁∙·➢➤❖–—-]$")


class Run(NamedTuple):
    """Words of a line that no wide gap parts, from `x0` to `x1`."""

    words: Sequence[Word]
    x0: float
    x1: float

    @property
    def text(self) -> str:
        """Its words with single spaces."""
        return " ".join(word.text for word in self.words)


def wide(size: float) -> float:
    """How wide a gap must be to part columns in type of this size."""
    return max(_RIVER_POINTS, _RIVER * size)


def narrow(size: float) -> float:
    """How wide a river must be where words begin in line below each other."""
    return _NARROW * size


def starts_of(lines: Iterable[Line]) -> list[float]:
    """The x at which several lines begin a word after more than a space: left edges of columns."""
    found: dict[int, list[float]] = {}
    for line in lines:
        least = narrow(line.size)
        for left, right in pairwise(line.words):
            if right.x0 - left.x1 >= least and not _BULLET.match(left.text):
                found.setdefault(round(right.x0), []).append(right.x0)
    return sorted(median(xs) for at, xs in found.items() if len(xs) + len(found.get(at + 1, ())) >= _ENOUGH)


def pairs_of(lines: Sequence[Line]) -> list[tuple[float, float]]:
    """Where two columns beside each other start, by every line, if a sign that may be a bullet stands on any."""
    if not any(_BULLET.match(word.text) for line in lines for word in line.words[:-1]):
        return []
    cut = (runs_of(line) for line in lines if not any(_BULLET.match(word.text) for word in line.words))
    return sorted({(round(one.x0, 1), round(other.x0, 1)) for runs in cut for one, other in pairwise(runs)})


def runs_of(line: Line, starts: Sequence[float] = (), pairs: Sequence[tuple[float, float]] = ()) -> list[Run]:
    """A line cut at its wide gaps, and at narrower ones where a column starts; a bullet stays with what it marks.

    A sign that stands where one column starts, before what stands where the next one does, is a cell of its own
    (`pairs`, see `pairs_of`).
    """
    gap, least = wide(line.size), narrow(line.size)
    last = line.words[0]
    run = [last]
    runs = [run]
    for word in line.words[1:]:
        free = word.x0 - last.x1
        if (free >= gap or (free >= least and _is_start(word.x0, starts))) and not (
            len(run) == 1 and _BULLET.match(last.text) and not _is_cell(last, word, pairs)
        ):
            run = []
            runs.append(run)
        run.append(word)
        last = word
    return [Run(words, words[0].x0, max([word.x1 for word in words])) for words in runs]


def _is_cell(sign: Word, word: Word, pairs: Sequence[tuple[float, float]]) -> bool:
    return any(left - _ALIKE <= sign.x0 < right and abs(word.x0 - right) <= _ALIKE for left, right in pairs)


def _is_start(x: float, starts: Sequence[float]) -> bool:
    at = bisect_right(starts, x)
    return any(abs(x - start) <= _ALIKE for start in starts[max(0, at - 1) : at + 1])


def free_between(taken: Iterable[tuple[float, float]]) -> list[tuple[float, float]]:
    """The gaps between extents, from the leftmost to the rightmost."""
    free: list[tuple[float, float]] = []
    right: float | None = None
    for x0, x1 in sorted(taken):
        if right is not None and x0 > right:
            free.append((right, x0))
        right = x1 if right is None else max(right, x1)
    return free


def rivers_of(lines: Iterable[Sequence[Run]], size: float) -> list[tuple[float, float]]:
    """The gaps, wide enough, that no run of any line reaches into."""
    return rivers_between(((run.x0, run.x1) for runs in lines for run in runs), size)


def rivers_between(taken: Iterable[tuple[float, float]], size: float) -> list[tuple[float, float]]:
    """The gaps between extents that are wide enough for type of this size."""
    return [(x0, x1) for x0, x1 in free_between(taken) if x1 - x0 >= narrow(size)]


def covered(extents: Iterable[tuple[float, float]]) -> list[tuple[float, float]]:
    """The same stretches with those that touch made one, from the left."""
    joined: list[tuple[float, float]] = []
    for x0, x1 in sorted(extents):
        if joined and x0 <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], x1))
        else:
            joined.append((x0, x1))
    return joined


def edges_of(rivers: Sequence[tuple[float, float]], left: float, right: float) -> list[float]:
    """Column borders: just left of where each column's text begins, so that they agree from page to page."""
    inner = [max((x0 + x1) / 2, x1 - 4.0) for x0, x1 in rivers]
    return [left - 2.0, *inner, right + 2.0]


def column_at(edges: Sequence[float], x: float) -> int:
    """The column an x falls into, clamped to the table."""
    return min(max(bisect_right(edges, x) - 1, 0), len(edges) - 2)
