"""Lines that may be one table whose columns are not drawn: gathered as long as white rivers run down between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from extract.readers.pdf_columns import Run, covered, cut_at, rivers_between, seams_of, slim, spaces_of
from extract.readers.pdf_keys import is_key
from extract.readers.pdf_page import Fill, Rule
from extract.readers.pdf_text import Line, has_leaders, is_set_off

__all__ = ["Gathered", "Hints", "gather"]

_REACH_DOWN = 60.0
"""Lines further apart than this, in points, are not gathered into one table unless rules hold them together …"""
_STEP = 3.2
"""… nor ones further apart than this many type sizes, …"""
_STEPS = 1.7
"""… if that is also this many times the largest step so far."""
_WIDE_STEP = 6.0
"""… or, where the line begins a row under the table's first line, this many."""
_SAME_START = 2.5
"""Points within which two runs begin at the same place."""
_LARGER = 1.12
_OVERLAP = 0.85
"""Baselines nearer than this share of the type size are of lines that stand beside each other."""

_MOST_BELOW, _BORNE, _AT_LEFT = 4, 3, 3.0
_SHORT = 0.5

_Extent = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Hints:
    """What is drawn on the page without making a grid: rules across, and shaded bands.

    `joints` are the x at which pieces of a rule, or shaded cells, meet: programs draw them cell by cell.
    """

    across: tuple[Rule, ...] = ()
    fills: tuple[Fill, ...] = ()
    joints: tuple[float, ...] = ()


@dataclass(slots=True)
class Gathered:
    """Lines that may be one table. `bands` are lines that cross the columns (section rows), by their place.

    What each further line is held against is kept up to date: `step` is the largest step down, `left` the leftmost
    edge, `taken` the extents that any line covers, `columns` those that lines other than bands cover, and `ends` where
    the first run of each of these ends and its last begins.
    """

    lines: list[Line] = field(default_factory=list)
    runs: list[list[Run]] = field(default_factory=list)
    bands: set[int] = field(default_factory=set)
    step: float = 0.0
    left: float = float("inf")
    taken: list[_Extent] = field(default_factory=list)
    columns: list[_Extent] = field(default_factory=list)
    ends: list[_Extent] = field(default_factory=list)

    def add(self, line: Line, runs: list[Run], *, band: bool = False) -> None:
        """Take in the next line down, cut into its runs."""
        if self.lines:
            self.step = max(self.step, line.base - self.lines[-1].base)
        extents = [(run.x0, run.x1) for run in runs]
        self.left = min(self.left, runs[0].x0)
        self.taken = covered([*self.taken, *extents])
        if band:
            self.bands.add(len(self.lines))
        else:
            self.columns = covered([*self.columns, *extents])
            self.ends.append((runs[0].x1, runs[-1].x0))
        self.lines.append(line)
        self.runs.append(runs)

    def set_bands(self, bands: set[int]) -> None:
        """Say anew which lines are bands."""
        self.bands = bands
        kept = [runs for at, runs in enumerate(self.runs) if at not in bands]
        self.columns = covered([(run.x0, run.x1) for runs in kept for run in runs])
        self.ends = [(runs[0].x1, runs[-1].x0) for runs in kept]

    def trim(self) -> None:
        """Give up the last lines if they run over rivers between all others from the left: prose below the table."""
        for _ in range(_MOST_BELOW):
            last = len(self.lines) - 1
            kept = [runs for at, runs in enumerate(self.runs[:-1]) if at not in self.bands]
            if last in self.bands or len(kept) < _BORNE or self.runs[last][0].x0 > self.left + _AT_LEFT:
                return
            size = self.lines[last].size
            rivers = rivers_between(covered([(run.x0, run.x1) for runs in kept for run in runs]), slim(size))
            over = [river for river in rivers if _closes(self.runs[last], river, size)]
            if not any(self.bears(kept, river) for river in over):
                return
            del self.lines[last], self.runs[last]
            self.set_bands(self.bands)

    @staticmethod
    def bears(lines: Sequence[Sequence[Run]], river: _Extent) -> bool:
        """Whether lines enough have text on both sides of a river."""
        return sum([runs[0].x1 <= river[0] + 0.5 and runs[-1].x0 >= river[1] - 0.5 for runs in lines]) >= _BORNE

    def cut_at_seams(self) -> None:
        """Cut runs that reach over a gap which goes down between the words of all lines but bands."""
        kept = [at for at in range(len(self.lines)) if at not in self.bands]
        seams = seams_of([self.runs[at] for at in kept], spaces_of([self.lines[at] for at in kept]))
        for at in kept if seams else ():
            self.runs[at] = cut_at(self.runs[at], seams)
        self.set_bands(self.bands)

    def rivers(self, size: float) -> list[_Extent]:
        """The gaps, wide enough in type of this size, that no line but a band reaches into."""
        return rivers_between(self.columns, slim(size))


def gather(lines: Sequence[Line], cut: Sequence[list[Run]], start: int, hints: Hints) -> Gathered | None:
    """Lines from `start` down, as long as the rivers of most of them hold; `cut` are their runs."""
    if start >= len(lines) or len(cut[start]) < 2 or has_leaders(lines[start].text):
        return None
    first = cut[start]
    gathered = Gathered()
    gathered.add(lines[start], first)
    pending: list[tuple[Line, list[Run]]] = []
    for line, runs in zip(lines[start + 1 :], cut[start + 1 :], strict=True):
        above = pending[-1][0] if pending else gathered.lines[-1]
        if not _near(gathered, above, line, runs, hints) or _ends(gathered, line):
            break
        band = _may_be_band(gathered, line, runs, hints)
        if _holds(gathered, line, runs) and not (band and _crosses_one(gathered, line, runs)):
            for each, its in pending:
                gathered.add(each, its, band=True)
            pending = []
            gathered.add(line, runs)
        elif (len(gathered.lines) >= 2 or len(first) > 2) and len(pending) < 2 and band:
            pending.append((line, runs))
        else:
            break
    return gathered


def _ends(gathered: Gathered, line: Line) -> bool:
    """Whether a line cannot belong: a heading in larger type, a contents line, the same header over again."""
    first = gathered.lines[0]
    again = line.text == first.text and not is_key(gathered.runs[0][0].text)
    return line.size > _LARGER * first.size or again or has_leaders(line.text)


def _near(gathered: Gathered, above: Line, below: Line, runs: Sequence[Run], hints: Hints) -> bool:
    """Whether a line is no further down than lines of this table may be, or rules hold it there.

    A line that begins a row under the first one's columns may be further down: rows can be widely set.
    """
    step = below.base - above.base
    far = _WIDE_STEP if _stands_under(runs, gathered.runs[0]) else _STEP
    if step <= min(max(far * below.size, _STEPS * gathered.step), _REACH_DOWN):
        return True
    held = any(above.base - 12 < rule.at < below.base for rule in hints.across)
    return held and step <= 6 * _REACH_DOWN and any(rule.at > below.base for rule in hints.across)


def _stands_under(runs: Sequence[Run], first: Sequence[Run]) -> bool:
    """Whether a line begins where the first line does and at one more of its columns, as a row under its header."""
    starts = [round(run.x0) for run in first]
    fits = [run for run in runs if any(abs(run.x0 - x) <= _SAME_START for x in starts)]
    return len(fits) >= 2 and abs(runs[0].x0 - first[0].x0) <= _SAME_START


def _holds(gathered: Gathered, line: Line, runs: Sequence[Run]) -> bool:
    """Whether at least half of the rivers that two or more lines bear out stay open."""
    rivers = gathered.rivers(line.size)
    borne = [river for river in rivers if _support(gathered, river) >= 2] or rivers
    if not borne:
        return False
    beside = _stands_beside(gathered.lines[-1], line)
    if not beside and not any(run.x0 <= right and left <= run.x1 for run in runs for left, right in gathered.taken):
        return False
    closed = [river for river in borne if _closes(runs, river, line.size)]
    if len(runs) == 1 and any(_support(gathered, river) >= 3 for river in closed):
        return False
    return len(closed) * 2 < len(borne) and (len(borne) > 1 or not closed)


def _stands_beside(above: Line, line: Line) -> bool:
    """Whether two lines overlap in height, as those of cells set in the middle do."""
    return line.base - above.base < _OVERLAP * min(above.size, line.size)


def _crosses_one(gathered: Gathered, line: Line, runs: Sequence[Run]) -> bool:
    """Whether a line that begins with the table runs over the end of its first column."""
    river = next(iter(gathered.rivers(line.size)), None)
    return river is not None and abs(runs[0].x0 - gathered.left) <= 3.0 and _closes(runs, river, line.size)


def _support(gathered: Gathered, river: _Extent) -> int:
    """How many lines have text on both sides of a river."""
    left, right = river[0] + 0.5, river[1] - 0.5
    return sum([end <= left and start >= right for end, start in gathered.ends])


def _closes(runs: Sequence[Run], river: _Extent, size: float) -> bool:
    """Whether the runs leave too little of a river."""
    free = river[1] - river[0]
    left, right = river
    for run in runs:
        if run.x0 < right and run.x1 > left:
            if run.x0 <= left and run.x1 >= right:
                return True
            if run.x0 <= left:
                left = max(left, run.x1)
            elif run.x1 >= right:
                right = min(right, run.x0)
            else:
                return max(run.x0 - left, right - run.x1) < slim(size)
    return right - left < min(slim(size), free)


def _may_be_band(gathered: Gathered, line: Line, runs: Sequence[Run], hints: Hints) -> bool:
    """A section row inside a table: of the table's type size, set off by type, shading or rules, or but a name."""
    usual = gathered.lines[-1].size
    if line.size > _LARGER * usual or len(runs) > 1:
        return False
    if is_set_off(line) or (_is_short(gathered, line) and abs(line.x0 - gathered.left) <= _AT_LEFT):
        return True
    shaded = any(fill.top <= line.base - 0.3 * line.size <= fill.bottom for fill in hints.fills)
    return shaded or sum(abs(rule.at - line.base) < 2.2 * line.size for rule in hints.across) >= 2


def _is_short(gathered: Gathered, line: Line) -> bool:
    """Whether a line is a name, by its being no sentence and much less wide than the table."""
    width = max(run.x1 for runs in gathered.runs for run in runs) - gathered.left
    return line.x1 - line.x0 < _SHORT * width and not line.text.endswith((".", ";", ",")) and line.text[:1].isupper()
