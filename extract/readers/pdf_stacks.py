"""Rules across, or shaded rows, of one extent below each other: the bands between them, and which are a table's.

What stands between two tables of one width stands between two of their rules as well: it is set otherwise than rows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from statistics import median

from extract.readers.pdf_columns import Run, covered, cut_lines, narrow, rivers_between, runs_of, slim, spaces_of
from extract.readers.pdf_gathered import Hints
from extract.readers.pdf_page import Fill, is_coloured
from extract.readers.pdf_shapes import edge_in, shapes_of
from extract.readers.pdf_text import Line, has_leaders, is_mark

__all__ = ["Band", "Stack", "bands_of", "shaded_rows", "stacks_of"]

_SIDE = 4.0
"""Points by which the ends of two rules, or a word and the end of a rule, may differ (of two rules, up to twice)."""
_SAME = 3.0
"""Rules nearer than this, in points, are one."""
_FEWEST_ROWS = 2
"""Rows set in columns that a table has at least, unless it goes on from the page before."""
_LARGER = 1.12
_ROOM = 4.0
"""Points of white both above and below words, more than in rows, that show text between two tables …"""
_ACROSS = 0.5
"""… if it reaches over this share of the width, or stands in no columns."""
_WHITE = 0.18
"""Half the white, as a share of the type size, that a joint stands for."""
_INSET = 2.5
_WIDEST = 0.2
_NEAR = 60.0
"""Lines so many points beyond the outermost rules help to tell where columns begin."""
_FEWEST_LINES = 4
_STEP = 1.75
"""Lines beyond the outermost rule belong to a row of the table up to steps of this many type sizes."""
_NAMES = 3
"""Lines of larger type are a header only with so many stretches each."""
_WRAPPED = 1.5
"""Lines of one header are no further apart than this many type sizes."""
_BOLD = 0.8


@dataclass(frozen=True, slots=True)
class Stack:
    """Rules and edges of shading of one extent, top down; `drawn`: how many of them are rules."""

    start: float
    end: float
    ys: tuple[float, ...]
    drawn: int


@dataclass(slots=True)
class Band:
    """What stands between two rules: a row, or several. None for a rule that is missing at the table's end."""

    top: float | None
    bottom: float | None
    lines: list[Line]
    cut: list[list[Run]]
    """The runs of each line."""
    coloured: list[Run] = field(default_factory=list)
    """The coloured cells, as if they held text: a rating may be told by its colour alone."""

    @property
    def runs(self) -> list[Run]:
        """All that stands in it."""
        return [*(run for its in self.cut for run in its), *self.coloured]


def stacks_of(hints: Hints) -> list[Stack]:
    """Two or more rules of one extent, those of most rules first."""
    edges = [(rule.start, rule.end, rule.at, True) for rule in hints.across]
    for row in shaded_rows(hints.fills):
        edges += [(row.x0, row.x1, row.top, False), (row.x0, row.x1, row.bottom, False)]
    groups: dict[tuple[int, int], list[tuple[float, float, float, bool]]] = {}
    for edge in sorted(edges):
        left, right = round(edge[0] / _SIDE), round(edge[1] / _SIDE)
        beside = ((x, y) for x in (left, left - 1, left + 1) for y in (right, right - 1, right + 1))
        groups.setdefault(next((place for place in beside if place in groups), (left, right)), []).append(edge)
    stacks = []
    for group in groups.values():
        ys: list[float] = []
        for at in sorted(edge[2] for edge in group):
            if not ys or at - ys[-1] > _SAME:
                ys.append(at)
        if len(ys) > (1 if any(edge[3] for edge in group) else 2):  # a shaded header alone parts no rows
            drawn = sum(edge[3] for edge in group)
            stacks.append(Stack(min(e[0] for e in group), max(e[1] for e in group), tuple(ys), drawn))
    return sorted(stacks, key=lambda stack: -len(stack.ys))


@lru_cache(maxsize=4)  # asked for again by each table of a page
def shaded_rows(fills: tuple[Fill, ...]) -> tuple[Fill, ...]:
    """Shaded cells beside each other as one row."""
    rows: list[Fill] = []
    for each in sorted(fills, key=lambda fill: (round(fill.top), fill.x0)):
        last = rows[-1] if rows else None
        if last and abs(last.top - each.top) < 2 and abs(last.bottom - each.bottom) < 2 and each.x0 - last.x1 < _SIDE:
            rows[-1] = Fill(last.x0, last.top, max(last.x1, each.x1), last.bottom, last.colour)
        else:
            rows.append(each)
    return tuple(rows)


def bands_of(
    lines: Sequence[Line], stack: Stack, hints: Hints, before: Sequence[Sequence[float]]
) -> Iterator[list[Band]]:
    """The bands of a stack, parted where what stands between two rules is no row of a table."""
    inside = [line for line in lines if stack.ys[0] < line.base < stack.ys[-1]]
    if not any(stack.start - _SIDE <= line.x0 and line.x1 <= stack.end + _SIDE for line in inside):
        return
    near = [line for line in lines if stack.ys[0] - _NEAR < line.base < stack.ys[-1] + _NEAR]
    going_on = [xs for xs in before if _has_sides(xs, stack)]
    joints = [*hints.joints, *(x for xs in going_on for x in xs[1:-1])]
    cut = {id(line): runs for line, runs in zip(near, cut_lines(near, _starts_below_names(near)), strict=True)}
    words = Counter(round(word.x0) for line in near for word in line.words)
    begun = {round(line.x0) for line in near} | {x for x, count in words.items() if count > 1}
    bands = []
    for top, bottom in pairwise(stack.ys):
        own = [line for line in inside if top < line.base <= bottom]
        clear = [
            x for x in joints if not any(word.x0 < x - 1 and word.x1 > x + 1 for line in own for word in line.words)
        ]
        runs = [[part for run in cut[id(line)] for part in _at_joints(run, clear, begun)] for line in own]
        bands.append(Band(top, bottom, own, runs, _coloured(hints.fills, stack, top, bottom)))
    parted = [band for band in bands if _is_parted(band)]
    if not parted:
        return
    room = median([_room(band) for band in parted]) + _ROOM
    size = median([line.size for band in parted for line in band.lines])
    fewest = 1 if going_on and stack.drawn > 1 else _FEWEST_ROWS
    table: list[Band] = []
    for band in bands:
        if _is_row(band, stack, size, room):
            table += [band] if band.lines else []
        else:
            yield from _trimmed(table, lines, stack, fewest, room)
            table = []
    yield from _trimmed(table, lines, stack, fewest, room)


def _has_sides(xs: Sequence[float], stack: Stack) -> bool:
    return abs(xs[0] - stack.start) <= _SIDE and abs(xs[-1] - stack.end) <= _SIDE


def _at_joints(run: Run, joints: Sequence[float], begun: Collection[int]) -> list[Run]:
    """A run cut where pieces of rules meet between two words, the second of which begins like other lines."""
    parts = [list(run.words[:1])]
    ends = []
    for before, word in pairwise(run.words):
        joint = next((x for x in joints if before.x1 <= x + 1 and word.x0 >= x - 1), None)
        if joint is not None and {round(word.x0) - 1, round(word.x0), round(word.x0) + 1} & {*begun}:
            parts.append([])
            ends.append(joint)
        parts[-1].append(word)
    bounds = pairwise([-float("inf"), *ends, float("inf")])
    return [
        Run(words, max(words[0].x0, left + _WHITE * words[0].size), min(words[-1].x1, right - _WHITE * words[0].size))
        for words, (left, right) in zip(parts, bounds, strict=True)
    ]


def _coloured(fills: Sequence[Fill], stack: Stack, top: float, bottom: float) -> list[Run]:
    """The coloured cells between two rules, a little inside their borders."""
    return [
        Run((), fill.x0 + _INSET, fill.x1 - _INSET)
        for fill in fills
        if is_coloured(fill.colour)
        and top - _SAME <= fill.top
        and fill.bottom <= bottom + _SAME
        and _INSET < (fill.x1 - fill.x0) / 2 < _WIDEST * (stack.end - stack.start)
    ]


def _starts_below_names(lines: Sequence[Line]) -> list[float]:
    """The x at which several lines begin a word, some as their first and some after more than a space.

    A column beside short refs, or under a header alone, is not parted from the one before it by more.
    """
    firsts, after = Counter(round(line.x0) for line in lines), Counter[int]()
    for line in lines:
        for before, word in pairwise(line.words):
            if word.x0 - before.x1 >= narrow(line.size) and not is_mark(before.text):
                after[round(word.x0)] += 1
    return [float(x) for x, count in after.items() if firsts[x] and count + firsts[x] >= _FEWEST_LINES]


def _is_parted(band: Band) -> bool:
    """Whether white runs down between the words of a band, or a coloured cell stands beside them."""
    extents = covered((run.x0, run.x1) for run in band.runs)
    return bool(band.lines) and bool(rivers_between(extents, slim(band.lines[0].size)))


def _room(band: Band) -> float:
    """The white above the first line or below the last, whichever is less."""
    if not band.lines or band.top is None or band.bottom is None:
        return 0.0
    return min(band.lines[0].base - band.lines[0].size - band.top, band.bottom - band.lines[-1].base)


def _is_row(band: Band, stack: Stack, size: float, room: float) -> bool:
    """Whether what stands between two rules may be a row: in the table's width, set like its other rows."""
    if not band.lines:
        return band.bottom is None or band.top is None or band.bottom - band.top <= 3 * size
    for line in band.lines:
        if line.x0 < stack.start - _SIDE or line.x1 > stack.end + _SIDE or has_leaders(line.text):
            return False
    across = max(run.x1 - run.x0 for run in band.runs) > _ACROSS * (stack.end - stack.start)
    if any(line.size > _LARGER * size for line in band.lines) and len(band.runs) < _NAMES * len(band.lines):
        return False
    return _room(band) <= room or (_is_parted(band) and not across)


def _trimmed(bands: list[Band], lines: Sequence[Line], stack: Stack, fewest: int, room: float) -> Iterator[list[Band]]:
    """The bands as a table, with the rows beyond its outermost rules, if rows enough are set in columns."""
    if not bands:
        return
    size = median([line.size for band in bands for line in band.lines])
    above = _beyond(bands, lines, stack, size, room, up=True)
    below = _beyond(bands, lines, stack, size, room, up=False)
    whole = [*([above] if above else []), *bands, *([below] if below else [])]
    # A shaded header alone says nothing of the rows below it.
    if sum(map(_is_parted, whole if stack.drawn > 1 else bands)) >= fewest:
        yield whole


def _beyond(
    bands: Sequence[Band], lines: Sequence[Line], stack: Stack, size: float, room: float, *, up: bool
) -> Band | None:
    """The lines right above the first rule, or below the last, that stand in the table's columns, if there are any."""
    edge = bands[0].top if up else bands[-1].bottom
    if edge is None:
        return None
    shapes = shapes_of([band.runs for band in bands], size)
    rivers = (shapes[0] if up else shapes[-1]).rivers
    edges = [(edge_in(river), edge_in(river)) for river in rivers]
    near = [line for line in lines if (line.base <= edge if up else line.base > edge)]
    taken: list[Line] = []
    last = edge
    for line in reversed(near) if up else near:
        step = abs(line.base - last) - (0 if taken or up else line.size)
        outside = line.x0 < stack.start - _SIDE or line.x1 > stack.end + _SIDE
        # A name may begin left of the words below it, which are set to the right.
        walls = rivers if up and _is_bold(line) and len(runs_of(line)) > 2 else edges
        closes = any(word.x0 < left - 1 and word.x1 > right + 1 for word in line.words for left, right in walls)
        if (
            outside
            or closes
            or abs(line.size - size) > 0.6
            or step > (_STEP * size if taken else max(_STEP * size, size + room))
        ):
            break
        if up and taken and (_is_bold(line) != _is_bold(taken[-1]) or (_is_bold(line) and step > _WRAPPED * size)):
            break
        taken.append(line)
        last = line.base
    taken.sort(key=lambda line: line.base)
    starts = [right for _, right in rivers]
    cut = [runs_of(line, starts, space=space) for line, space in zip(taken, spaces_of(taken), strict=True)]
    band = Band(None if up else edge, edge if up else None, taken, cut)
    at_edge = bool(taken) and len(taken) == len(near) and not _is_bold(taken[0])
    return band if taken and rivers and (_is_parted(band) or at_edge) else None


def _is_bold(line: Line) -> bool:
    return line.share("bold") > _BOLD
