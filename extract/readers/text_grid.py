"""Tables that a text draws by spaces alone: lines whose words leave the same columns of characters empty.

Such a table grows line by line from a line of several cells. An empty column between two cells is a *river*: each
further line narrows the rivers, and may part one in two where its own words stand free within it. A line that flows
over them is prose: it ends the table, or, where the same rivers go on below, is a full-width row of it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from statistics import mode

from extract.readers.text_lines import TextLine, is_blank

__all__ = ["GridLine", "TextGrid", "grids_of"]

_CELL = re.compile(r"\S+(?: \S+)*")
_WORD = re.compile(r"\S+")
_RULE = re.compile(r"\s*\+?(?:[-=_]{3,}[\s+]*)+")
_RUN = re.compile(r"[-=_]{2,}")
_MOST_BLANK = 4
_MOST_ACROSS = 2
"""Lines that flow over the rivers, one below the other, and may yet be a full-width row, or cells too long."""
_FEWEST_ROWS = 3
_MOSTLY = 0.6
_LONGEST_LINE, _MOST_CELLS = 600, 24
_A_PAIR = 2
_LONG, _A_PAGE = 8, 60
_TRIED_AGAIN = 8
"""Of the lines that grew into no table one in so many is passed over, lest a text of nothing else take for ever."""
_LONGEST_HEADER = 4
_LOOK_AHEAD, _SEEDS = 40, 3
"""Among so many lines the fullest are sought from which a table may grow, and of those so many tried."""
_NEAR = 3
_OVER = 6
_TOLD = 3
"""Lines that a rule with gaps is worth: it says outright where columns part."""
_AT_MARGIN = 2
"""Characters by which the lines of one left-hand edge may differ."""


@dataclass(frozen=True, slots=True)
class GridLine:
    """One line of a table: its text by column. `across`: it flows over the rivers. `ruled`: a rule stands above it."""

    line: TextLine
    cells: dict[int, str]
    across: bool = False
    ruled: bool = False
    spaced: int = 0
    """Blank lines above it."""


@dataclass(frozen=True, slots=True)
class TextGrid:
    """A table of columns: the lines `start` to `end` of the text. `widths` are the columns' widest cells."""

    start: int
    end: int
    lines: tuple[GridLine, ...]
    n_cols: int
    widths: tuple[int, ...]


@dataclass(slots=True)
class _River:
    """An empty column between two cells: the characters from `start` up to `end`, and how many lines show it."""

    start: int
    end: int
    clear: int = 0
    narrow: int = 0

    @property
    def runs(self) -> bool:
        """Whether most lines with text on both sides leave more than one space there."""
        return self.clear >= _MOSTLY * (self.clear + self.narrow)


def grids_of(lines: Sequence[TextLine]) -> list[TextGrid]:
    """The tables of columns among these lines, in order. Lines with tabs or pipes are none of theirs."""
    text = _Text(lines, [_cells(line) for line in lines])
    found: list[TextGrid] = []
    at = 0
    while at < len(lines):
        if len(text.cells[at]) < _A_PAIR:
            at += 1
            continue
        grid, tried = _best(text, at, found[-1].end if found else 0)
        if grid is not None:
            found.append(grid)
        at = grid.end if grid is not None else at + 1 + tried // _TRIED_AGAIN
    return found


@dataclass(frozen=True, slots=True)
class _Text:
    """The lines of a text, and where the cells of each begin and end; none in lines that no such table has."""

    lines: Sequence[TextLine]
    cells: Sequence[list[tuple[int, int]]]


def _cells(line: TextLine) -> list[tuple[int, int]]:
    raw = line.raw
    if "\t" in raw or "|" in raw or len(raw) > _LONGEST_LINE or is_blank(line) or _RULE.fullmatch(raw):
        return []
    cells = [match.span() for match in _CELL.finditer(raw)]
    return cells if len(cells) <= _MOST_CELLS else []


def _best(text: _Text, start: int, floor: int) -> tuple[TextGrid | None, int]:
    """The table round a line of several cells that places the most of them: it is grown from its fullest lines.

    With it comes how many lines were taken in for a table that was none in the end.
    """
    first, tried = _grown(text, start, floor)
    most = tried // 2
    while first is None and _LONG < most < _A_PAGE:  # it may have run on into what only looks alike
        first, most = _grown(text, start, floor, most=most)[0], most // 2
    reach = range(start, min(first.end if first else start + _LONGEST_HEADER, len(text.lines), start + _LOOK_AHEAD))
    fullest = sorted(reach, key=lambda at: -len(text.cells[at]))[:_SEEDS]
    more = [_grown(text, at, floor)[0] for at in fullest if len(text.cells[at]) > len(text.cells[start])]
    grids = [grid for grid in (first, *more) if grid is not None]
    if any(line.across for grid in grids for line in grid.lines):
        grids += [grid for n in range(_SEEDS) if (grid := _grown(text, start, floor, without=n)[0])]
    return max(grids, key=_places, default=None), tried


def _places(grid: TextGrid) -> int:
    """How many cells a table places; lines that flow over its columns speak against these."""
    return sum(-_A_PAIR if line.across else len(line.cells) for line in grid.lines)


@dataclass(slots=True)
class _Growing:
    """A table while it grows."""

    rivers: list[_River]
    taken: list[int] = field(default_factory=list)
    across: list[int] = field(default_factory=list)
    rules: set[int] = field(default_factory=set)
    over: int = 0
    """Lines in a row that blocked a river, and were taken in nevertheless."""

    def fits(self, raw: str, cells: Sequence[tuple[int, int]]) -> bool:
        """Take a line in where it leaves the rivers open.

        A line of several cells may block the lesser part of them, as one does whose cell is too long; a river that
        hardly a line has shown yields to one that blocks it.
        """
        parts = [_parts(river, raw, cells) for river in self.rivers]
        crossed = [river for river in self.rivers if cells[0][0] < river.start and cells[0][1] > river.end]
        if len(cells) == 1 and cells[0][0] < self.rivers[0].start and crossed:
            touched = [left[0].clear > river.clear for river, left in zip(self.rivers, parts, strict=True) if left]
            if len(crossed) == 1 or sum(touched) < len(crossed):
                return False
        blocked = [river for river, left in zip(self.rivers, parts, strict=True) if not left]
        kept = [river for left in parts for river in left]
        if blocked and len(cells) > 1 and sum(_shows(river, cells) for river in self.rivers) > len(blocked):
            for river in blocked:
                river.narrow += 1
            kept = self.rivers
            self.over += 1
        elif len(cells) == 1 and len(blocked) == 1 and cells[0][0] + 1 >= self.rivers[0].end:
            blocked[0].narrow += cells[0][1] > blocked[0].end + _OVER  # else the rest of a cell, a little too long
            kept = self.rivers
        elif any(river.clear > max(1, max((r.clear for r in kept), default=0) // 4) for river in blocked):
            return False
        elif not blocked and len(cells) > 1:
            self.over = 0
        kept = [river for river in kept if river.narrow <= max(2, 2 * river.clear)]
        if kept:
            self.rivers = kept
        return bool(kept)


def _parts(river: _River, raw: str, cells: Sequence[tuple[int, int]]) -> list[_River]:
    """What a line leaves of a river: all or a side of it, two where a cell stands free in its middle, nothing."""
    free = [(river.start, river.end)]
    for start, end in cells:
        if start < river.end and end > river.start:
            free = [part for a, b in free for part in ((a, min(b, start)), (max(a, end), b)) if part[0] < part[1]]
    if len(free) > 1:
        return [_River(a, b, int(_parts_at(a, b, cells))) for a, b in free]
    if free:
        (a, b), *_ = free
        return [_River(a, b, river.clear + _parts_at(a, b, cells), river.narrow)]
    near = 1 if len(cells) > 1 else 0
    touching = range(river.end - 1 - near, min(river.end + near, len(raw)))
    if any(raw[x] == " " and raw[x + 1 : x + 2].strip() for x in touching):
        return [replace(river, clear=river.clear + 1)]  # the cell before fills its column, the next begins in its place
    if any(raw[x] == " " for x in range(river.start, min(river.end, len(raw)))):
        return [replace(river, narrow=river.narrow + 1)]
    return []


def _parts_at(start: int, end: int, cells: Sequence[tuple[int, int]]) -> bool:
    """Whether a line has cells on both sides of these characters."""
    return any(cell[1] <= start for cell in cells) and any(cell[0] >= end for cell in cells)


def _shows(river: _River, cells: Sequence[tuple[int, int]]) -> bool:
    """Whether two cells of the line part at the river, or near it."""
    return any(before[1] <= river.end + _NEAR and after[0] >= river.start - _NEAR for before, after in pairwise(cells))


def _grown(
    text: _Text, seed: int, floor: int, without: int | None = None, most: int | None = None
) -> tuple[TextGrid | None, int]:
    """The table that grows from a line of several cells, or None where there is none, and how many lines it took in.

    `without`: the gap of that line that is none between columns; `most`: how many lines it may take in.
    """
    rivers = [_River(a[1], b[0], 1) for n, (a, b) in enumerate(pairwise(text.cells[seed])) if n != without]
    if not rivers:
        return None, 0
    growing = _Growing(rivers, [seed])
    _grow(text, growing, range(seed + 1, len(text.lines)), most)
    _grow(text, growing, range(seed - 1, floor - 1, -1))
    growing.taken.sort()
    return _closed(text, growing), len(growing.taken)


def _grow(text: _Text, growing: _Growing, way: range, most: int | None = None) -> None:
    """Take in the lines that follow, or those that come before, as long as they leave the rivers open."""
    waiting: list[int] = []
    blanks, page = 0, text.lines[growing.taken[0]].page
    for at in way:
        line, cells = text.lines[at], text.cells[at]
        if is_blank(line):
            blanks += 1
            if blanks > _MOST_BLANK or (most is not None and len(growing.taken) >= most):
                break
            continue
        if blanks and way.step > 0 and _begins_another(text, at, len(growing.rivers) + 1):
            break
        blanks = 0
        if _RULE.fullmatch(line.raw):
            growing.rules.add(at)
            runs = [run.span() for run in _RUN.finditer(line.raw)]
            if len(runs) > 1 and len(growing.taken) <= _LONGEST_HEADER:
                growing.rivers = [_River(a[1], b[0], _TOLD) for a, b in pairwise(runs)]
            continue
        if not cells or line.page != page:
            break
        if not growing.fits(line.raw, cells) or (waiting and len(cells) == 1):
            waiting.append(at)
            if _introduces(text, waiting):
                break
        else:
            growing.taken.append(at)
            growing.across += waiting
            waiting = []
        if growing.over > _MOST_ACROSS:
            growing.taken = growing.taken[: max(1, len(growing.taken) - growing.over)]
            break
        if len(waiting) > _MOST_ACROSS:
            break


def _begins_another(text: _Text, at: int, n_cols: int) -> bool:
    """Whether lines of many more cells than the table has columns begin here: a table of their own."""
    below = [len(cells) for cells in text.cells[at + 1 : at + _LONGEST_HEADER]]
    return len(text.cells[at]) >= n_cols + _A_PAIR and max(below, default=0) >= n_cols + _A_PAIR


def _introduces(text: _Text, waiting: Sequence[int]) -> bool:
    """Whether a line over all columns stands apart and ends a sentence: it speaks of the table below it."""
    below = text.lines[waiting[-1] + 1 : waiting[-1] + 2]
    return text.lines[waiting[-1]].raw.rstrip().endswith((".", ":")) and all(map(is_blank, below))


def _closed(text: _Text, growing: _Growing) -> TextGrid | None:
    rivers = [river for river in growing.rivers if river.runs and river.clear]
    if not rivers or not growing.taken:
        return None
    taken = _without_title(text, _without_tail(text, growing.taken, rivers), rivers)
    several = [at for at in taken if len(text.cells[at]) > 1]
    ruled = any(taken[0] - 2 <= rule <= taken[-1] + 2 for rule in growing.rules)
    if len(several) < (2 if ruled else _FEWEST_ROWS) or (
        len(rivers) == 1 and not ruled and len(several) == _FEWEST_ROWS
    ):
        return None
    across = {at for at in growing.across if taken[0] < at < taken[-1]}
    numbers = sorted({*taken, *across})
    made = [_line_of(text, at, numbers[n - 1] if n else at, rivers, at in across) for n, at in enumerate(numbers)]
    labels = sum(line.cells.get(0, "").endswith(":") for line in made)
    if len(rivers) == 1 and 2 * labels >= len(several):
        return None  # a form: its lines say what they are themselves
    if not _is_aligned(text, [at for at in taken if at not in across], rivers):
        return None
    end = numbers[-1] + 1
    while end in growing.rules:
        end += 1
    columns = range(len(rivers) + 1)
    widths = [max((len(g.cells[c]) for g in made if c in g.cells and not g.across), default=0) for c in columns]
    return TextGrid(numbers[0], end, tuple(made), len(columns), tuple(widths))


def _without_tail(text: _Text, taken: Sequence[int], rivers: Sequence[_River]) -> list[int]:
    """The lines up to the last that belong to the table: a short paragraph below it fits the first column as well."""
    last = max(n for n, at in enumerate(taken) if n == 0 or len(text.cells[at]) > 1)
    for n in range(last + 1, len(taken)):
        if is_blank(text.lines[taken[n] - 1]) and _is_no_cell(text, taken[n], taken, rivers):
            return list(taken[:n])
    return list(taken)


def _is_no_cell(text: _Text, at: int, taken: Sequence[int], rivers: Sequence[_River]) -> bool:
    """Whether a line begins left of all rivers or, centred, where no line of several cells begins one."""
    start = text.cells[at][0][0]
    starts = (cell[0] for n in taken if len(text.cells[n]) > 1 for cell in text.cells[n])
    return start < rivers[0].start or all(abs(start - each) > _AT_MARGIN for each in starts)


def _without_title(text: _Text, taken: Sequence[int], rivers: Sequence[_River]) -> list[int]:
    """The lines from the first that belongs to the table: what stands apart above it in few cells is a title."""
    first = next((n for n in range(1, len(taken)) if is_blank(text.lines[taken[n] - 1])), 0)
    above = [text.cells[at] for at in taken[:first]]
    few = all(2 * len(cells) <= len(rivers) + 1 for cells in above)
    titled = above and few and _is_no_cell(text, taken[0], taken, rivers)
    return _without_title(text, taken[first:], rivers) if titled else list(taken)


def _line_of(text: _Text, at: int, before: int, rivers: Sequence[_River], across: bool) -> GridLine:
    between = [text.lines[n] for n in range(before + 1, at)]
    ruled = any(_RULE.fullmatch(line.raw) for line in between)
    spaced = sum(map(is_blank, between))
    line = text.lines[at]
    cells = {0: line.raw.strip()} if across else _by_column(line.raw, rivers)
    return GridLine(line, cells, across, ruled, spaced)


def _by_column(raw: str, rivers: Sequence[_River]) -> dict[int, str]:
    """A line's words by column; a cell too long for its column keeps its words, and moves the next to the right."""
    found: dict[int, list[str]] = {}
    least, alone = 0, "  " not in raw.strip()
    for cell in _CELL.finditer(raw):
        col, over = -1, False
        for word in _WORD.finditer(cell[0]):
            start, end = cell.start() + word.start(), cell.start() + word.end()
            if not over and not (alone and col >= 0):
                col = max(least, sum(river.end <= start + 1 for river in rivers), col)
                over = any(start < river.start and end > river.end for river in rivers)
            found.setdefault(col, []).append(word[0])
        least = min(col + 1, len(rivers))
    return {col: " ".join(words) for col, words in found.items()}


def _is_aligned(text: _Text, taken: Sequence[int], rivers: Sequence[_River]) -> bool:
    """Whether the cells of most columns begin, or end, at one place."""
    aligned = 0
    for col in range(1, len(rivers) + 1):
        left, right = rivers[col - 1].start, rivers[col].end if col < len(rivers) else 10**6
        spans = [(start, end) for at in taken for start, end in text.cells[at] if start >= left and end <= right]
        if not spans:
            continue
        for edge in (0, 1):
            places = [span[edge] for span in spans]
            common = mode(places)
            if sum(abs(place - common) <= _AT_MARGIN for place in places) >= _MOSTLY * len(places):
                aligned += 1
                break
    return 2 * aligned > len(rivers)
