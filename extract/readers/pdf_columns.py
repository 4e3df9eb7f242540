"""Columns of text that no rule parts: the white rivers that run down between them over many lines."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extract.readers.pdf_text import Line
from extract.readers.pdf_words import Word

__all__ = ["Run", "column_at", "edges_of", "free_between", "rivers_of", "runs_of", "wide"]

_RIVER = 0.5
"""A river is at least this share of the type size wide (a space is 0.22 to 0.33) …"""
_RIVER_POINTS = 4.5
"""… and at least this many points."""
_BULLET = re.compile(r"^[•●▪■◦○‣⃁∙·➢➤❖–—-]$")


@dataclass(frozen=True, slots=True)
class Run:
    """Words of a line that no wide gap parts."""

    words: tuple[Word, ...]

    @property
    def x0(self) -> float:
        """Left end."""
        return self.words[0].x0

    @property
    def x1(self) -> float:
        """Right end."""
        return max(word.x1 for word in self.words)

    @property
    def text(self) -> str:
        """Its words with single spaces."""
        return " ".join(word.text for word in self.words)


def wide(size: float) -> float:
    """How wide a gap must be to part columns in type of this size."""
    return max(_RIVER_POINTS, _RIVER * size)


def runs_of(line: Line) -> list[Run]:
    """A line cut at its wide gaps; a bullet stays with what it marks."""
    gap = wide(line.size)
    runs: list[list[Word]] = [[line.words[0]]]
    for word in line.words[1:]:
        last = runs[-1][-1]
        if word.x0 - last.x1 >= gap and not _BULLET.match(last.text):
            runs.append([word])
        else:
            runs[-1].append(word)
    return [Run(tuple(words)) for words in runs]


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
    taken = [(run.x0, run.x1) for runs in lines for run in runs]
    return [(x0, x1) for x0, x1 in free_between(taken) if x1 - x0 >= wide(size)]


def edges_of(rivers: Sequence[tuple[float, float]], left: float, right: float) -> list[float]:
    """Column borders: just left of where each column's text begins, so that they agree from page to page."""
    inner = [max((x0 + x1) / 2, x1 - 4.0) for x0, x1 in rivers]
    return [left - 2.0, *inner, right + 2.0]


def column_at(edges: Sequence[float], x: float) -> int:
    """The column an x falls into, clamped to the table."""
    return min(max(bisect_right(edges, x) - 1, 0), len(edges) - 2)
