"""Columns of text that no rule parts: the white rivers that run down between them over many lines."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from extract.readers.pdf_keys import is_key
from extract.readers.pdf_text import Line, is_set_off
from extract.readers.pdf_words import Word

__all__ = [
    "Run",
    "column_at",
    "covered",
    "cut_at",
    "cut_lines",
    "edges_of",
    "free_between",
    "narrow",
    "pairs_of",
    "rivers_between",
    "rivers_of",
    "runs_of",
    "seams_of",
    "slim",
    "spaces_of",
    "starts_of",
    "wide",
]

_RIVER = 0.5
"""A river is at least this share of the type size wide (a space is 0.22 to 0.33) …"""
_RIVER_POINTS = 4.5
"""… and at least this many points."""
_NARROW = 0.34
"""A river in prose is this share of the type size wide."""
_SLIM = 0.2
"""A gap that is more than a space is at least this share wide."""
_SLIMMEST = 0.05
"""A river between columns that are otherwise borne out is at least this share wide: the words of one are never further
right, on any line, than where those of the next begin."""
_WIDE_SPACE, _WIDEST_SPACE = 0.36, 0.7
"""Spaces as shares of the type size: a wide one, and that of type from a machine, whose letters are all as wide."""
_SPACES = 1.7
_TELLING = 3
"""Gaps from which on the middle one of a line is the space of its type."""
_MORE, _LESS, _BARELY = 1.15, 0.8, 0.55
"""A gap of this many of the line's spaces is more than one; of this many, not much less."""
_LARGER = 1.12
_ALIKE = 1.0
_ENOUGH = 4
_FAR_APART, _FEW_THROUGH = 12, 2
"""Lines between two that begin a column, and those of them that a word runs through (section rows)."""
_BULLETS = frozenset("•●▪■◦○‣⃁∙·➢➤❖–—-")


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
    """How wide a river through prose must be."""
    return _NARROW * size


def slim(size: float) -> float:
    """How wide a river must be at the least between columns whose words begin in line below each other."""
    return _SLIMMEST * size


def starts_of(lines: Sequence[Line], spaces: Sequence[float]) -> list[list[float]]:
    """For each line the left edges of columns that hold there: x at which lines near it begin a word after a gap.

    A gap is more than the space between the words of its line, or clearly less (in stretched lines), or stands after a
    ref that begins a line of several columns. Where no word of the lines between crosses an edge, it parts words that
    stand no more than a space apart, too: their columns are set that tightly.
    """
    begins: dict[int, list[tuple[int, float, str]]] = {}
    for at, (line, space) in enumerate(zip(lines, spaces, strict=True)):
        key = is_key(line.words[0].text) and len(runs_of(line, space=space)) > 1
        for left, right in pairwise(line.words):
            free = right.x0 - left.x1
            if free >= _barely(space, line.size) and left.text not in _BULLETS:
                far = free >= max(_MORE * space, _SLIM * line.size) or (left is line.words[0] and key)
                far = far or free < _LESS * space
                begins.setdefault(round(right.x0), []).append((at, right.x0, left.text if far else ""))
    found: list[list[float]] = [[] for _ in lines]
    for near in sorted(begins):
        members = [*begins[near], *begins.get(near + 1, ())]
        if not _are_enough([far for *_, far in members]):
            continue
        x = median([x for _, x, far in members if far])
        members = [each for each in members if abs(each[1] - x) <= _ALIKE]
        for first, last in _uncrossed(lines, x, sorted({at for at, _, far in members if far})):
            inside = [each for each in members if first <= each[0] <= last]
            size = _LARGER * median(lines[at].size for at, *_ in inside)
            if _are_enough([far for *_, far in inside]) and _lead(lines[first : last + 1], x, len(inside)):
                for at in range(first, last + 1):
                    if lines[at].size <= size and (not found[at] or x - found[at][-1] > _ALIKE):
                        found[at].append(x)
    return found


def _barely(space: float, size: float) -> float:
    """The least gap that may part columns: not much less than a space, however far the line is stretched."""
    return _BARELY * min(space, _WIDE_SPACE * size)


def _are_enough(before: Sequence[str]) -> bool:
    """Whether a gap stands before enough of the words that begin at one place, and not always after the same one."""
    far = [text for text in before if text]
    return len(far) >= _ENOUGH and 2 * len(set(far)) >= _ENOUGH


def spaces_of(lines: Sequence[Line]) -> list[float]:
    """The space between the words of each line: the middle one of its narrow gaps, or what is usual in such type."""
    measured: dict[bool, list[float]] = {}
    own: list[float | None] = []
    for line in lines:
        gaps = [right.x0 - left.x1 for left, right in pairwise(line.words)]
        gaps = [gap for gap in gaps if gap <= _WIDEST_SPACE * line.size]
        own.append(median(gaps) if len(gaps) >= _TELLING else None)
        if len(gaps) >= _TELLING:
            measured.setdefault(line.share("bold") > 0.5, []).append(median(gaps) / line.size)
    usual = {bold: median(shares) for bold, shares in measured.items()}
    return [
        space if space is not None else usual.get(line.share("bold") > 0.5, _WIDE_SPACE) * line.size
        for line, space in zip(lines, own, strict=True)
    ]


def _uncrossed(lines: Sequence[Line], x: float, at: Sequence[int]) -> list[tuple[int, int]]:
    """The stretches of lines, from one that begins a word at `x` to another, with few between that x runs through."""
    stretches = [(one, one) for one in at[:1]]
    for one, other in pairwise(at):
        through = sum([_is_crossed(line, x) for line in lines[one + 1 : min(other, one + _FAR_APART)]])
        if through <= _FEW_THROUGH and other - one <= _FAR_APART:
            stretches[-1] = (stretches[-1][0], other)
        else:
            stretches.append((other, other))
    return stretches


def _is_crossed(line: Line, x: float) -> bool:
    return any(word.x0 < x - _ALIKE and word.x1 > x + _ALIKE for word in line.words)


def _lead(lines: Sequence[Line], x: float, count: int) -> bool:
    """Whether at least half of the lines that have words on both sides of `x` begin one there."""
    both = sum([line.words[0].x0 < x - _ALIKE and line.words[-1].x0 >= x - _ALIKE for line in lines])
    return 2 * count >= both


def pairs_of(lines: Sequence[Line]) -> list[tuple[float, float]]:
    """Where two columns beside each other start, by every line, if a sign that may be a bullet stands on any."""
    if not any(word.text in _BULLETS for line in lines for word in line.words[:-1]):
        return []
    cut = (runs_of(line) for line in lines if not any(word.text in _BULLETS for word in line.words))
    return sorted({(round(one.x0, 1), round(other.x0, 1)) for runs in cut for one, other in pairwise(runs)})


def runs_of(
    line: Line, starts: Sequence[float] = (), pairs: Sequence[tuple[float, float]] = (), space: float = 0.0
) -> list[Run]:
    """A line cut at its wide gaps, and at a mere `space` where a column starts; a bullet stays with what it marks.

    A sign that stands where one column starts, before what stands where the next one does, is a cell of its own
    (`pairs`, see `pairs_of`).
    """
    gap, least = max(wide(line.size), _SPACES * space), _barely(space, line.size)
    if line.widest < (least if starts else gap):
        return [Run(line.words, line.x0, line.x1)]
    last = line.words[0]
    run = [last]
    runs = [run]
    for word in line.words[1:]:
        free = word.x0 - last.x1
        if (free >= gap or (free >= least and _is_start(word.x0, starts))) and not (
            len(run) == 1 and last.text in _BULLETS and not _is_cell(last, word, pairs)
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
    return (at > 0 and x - starts[at - 1] <= _ALIKE) or (at < len(starts) and starts[at] - x <= _ALIKE)


def cut_lines(lines: Sequence[Line], named: Sequence[float] = ()) -> list[list[Run]]:
    """The runs of each line; `named` are further left edges of columns.

    A section row in heavier type that happens to have a space where one column starts stays whole.
    """
    spaces, pairs = spaces_of(lines), pairs_of(lines)
    cut = []
    for line, starts, space in zip(lines, starts_of(lines, spaces), spaces, strict=True):
        runs = runs_of(line, sorted({*starts, *named}), pairs, space)
        set_off = 1 < len(runs) <= max(2, len(starts) - 1) and is_set_off(line)
        whole = runs_of(line, (), pairs, space) if set_off else runs
        cut.append(whole if len(whole) == 1 else runs)
    return cut


def seams_of(lines: Sequence[Sequence[Run]], spaces: Sequence[float]) -> list[float]:
    """The x at which runs are to be cut: no word of any line reaches over it, and it parts more than a space."""
    words = [word for runs in lines for run in runs for word in run.words]
    seams = []
    for left, right in free_between([(word.x0, word.x1) for word in words]):
        if right - left < _SLIM * words[0].size:
            continue
        x = (left + right) / 2
        beside = sum([runs[0].x0 < x < runs[-1].x1 for runs in lines])
        over = [(*_free_at(run, x), space) for runs, space in zip(lines, spaces, strict=True) for run in runs
                if run.x0 < x < run.x1]  # fmt: skip
        far = [before for before, free, space in over if free >= _MORE * space]
        if over and beside >= _ENOUGH - 1 and 2 * len(far) >= len(over) and (len(far) < _ENOUGH or len(set(far)) > 1):
            seams.append(x)
    return seams


def _free_at(run: Run, x: float) -> tuple[str, float]:
    """The word of a run before `x`, and how far the next is from it."""
    before = max([word for word in run.words if word.x1 <= x], key=lambda word: word.x1)
    return before.text, min([word.x0 for word in run.words if word.x0 >= x]) - before.x1


def cut_at(runs: Sequence[Run], seams: Sequence[float]) -> list[Run]:
    """The runs of a line, those that reach over a seam cut there."""
    parts: list[list[Word]] = []
    for run in runs:
        last = -1
        for word in run.words:
            at = bisect_right(seams, word.x0)
            if at != last:
                parts.append([])
                last = at
            parts[-1].append(word)
    return [Run(words, words[0].x0, max([word.x1 for word in words])) for words in parts]


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
    return rivers_between(((run.x0, run.x1) for runs in lines for run in runs), narrow(size))


def rivers_between(taken: Iterable[tuple[float, float]], least: float) -> list[tuple[float, float]]:
    """The gaps between extents that are at least so wide."""
    return [(x0, x1) for x0, x1 in free_between(taken) if x1 - x0 >= least]


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
