"""Grids of time: a column for each quarter, month or year, and in a row a tick, a bar or a shaded cell under some.

What is marked is when: one column is due by its end, a run of columns from the first of them to the last. Figures,
words and colours of ratings under such columns tell how things went and promise nothing.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from extract.colours import family
from extract.document import Cell
from extract.model import Milestone
from extract.timescales import TimeContext, due_by_of, read_timescale
from extract.timescales.vocabulary import MONTHS

__all__ = ["PeriodGrid", "grid_in", "is_period", "milestones_under"]

_YEAR = r"(?:20\d\d\s?[/–-]\s?(?:20)?\d\d|20\d\d|\d\d/\d\d)"
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_PERIOD = re.compile(
    rf"(?:(?P<lead>{_YEAR})\s*[–-]?\s*)?(?:(?P<quarter>(?:q|qtr ?|quarter )\s?(?P<n>[1-4]))|(?P<month>{_MONTH})\.?)"
    rf"(?:\s?\([^()]{{3,20}}\))?(?:[\s’'-]*(?P<year>{_YEAR}|\d\d))?|(?P<alone>{_YEAR})",
    re.IGNORECASE,
)
_ABOVE = re.compile(r"(?P<above>.*?)\s–\s(?P<name>[^–]+)|(?P<plain>.+)", re.DOTALL)
_BY = re.compile(r"(?:by|before)\s+(?:the\s+)?(?:end\s+(?:of\s+)?)?(?=\S)", re.IGNORECASE)
_TICK = re.compile(r"[✓✔√☑●■█▇▓▒◆♦★▲•*►➔→⇨]+|[xX×✗✘]{1,4}|-*(?:>|→)|y(?:es)?", re.IGNORECASE)
_FEWEST = 3
_RATED = {"red", "amber", "green"}


@dataclass(frozen=True, slots=True)
class PeriodGrid:
    """The columns that are periods: `fields` by number, and what each is called, its year after it ("Q1 2026/27")."""

    fields: tuple[int, ...]
    labels: tuple[str, ...]
    shaded: bool = False
    """Whether a shaded cell is a mark here."""
    promised: bool = False
    """Whether the columns say by when ("By March 2027"), so that words under them say what is then reached."""


def is_period(text: str) -> bool:
    """Whether a text is no more than a quarter, a month or a year, with its year or without."""
    return len(text) <= 40 and _PERIOD.fullmatch(_without_by(text.strip())) is not None


def _without_by(name: str) -> str:
    """A period that is named as a date by which something is to be reached: "By March 2027"."""
    return _BY.sub("", name)


def grid_in(names: Sequence[str], rows: Sequence[Sequence[Sequence[Cell]]]) -> PeriodGrid | None:
    """The grid that columns make, where at least three are periods of one length and some row marks one of them.

    `names`: the columns as printed; `rows`: the cells of each row by column.
    """
    found = [(n, label) for n, name in enumerate(names) if (label := _label(name))]
    if len(found) < _FEWEST or len({_kind(label) for _, label in found}) > 1:
        return None
    grid = PeriodGrid(tuple(n for n, _ in found), tuple(label for _, label in found))
    if all(_BY.match(names[n]) for n, _ in found):
        grid = replace(grid, promised=any(_is_worded(text) for row in rows for text in _texts(row, grid)))
    if all(_TICK.fullmatch(text) is None for row in rows for text in _texts(row, grid)):
        grid = replace(grid, shaded=_has_bars(rows, grid))
    return grid if any(_marked(row, grid) for row in rows) else None


def _label(name: str) -> str | None:
    """A column's name with its year after it, where it is a period; "2026/27 – Q1" stands for Q1 under 2026/27."""
    parted = _ABOVE.fullmatch(" ".join(name.split()))
    if parted is None:
        return None
    above, own = (parted["above"] or "").strip(), (parted["name"] or parted["plain"]).strip()
    period = _PERIOD.fullmatch(_without_by(own)) if len(own) <= 40 else None
    if period is None:
        return None
    if period["alone"]:
        return period["alone"]
    year = period["year"] or period["lead"] or (above if re.fullmatch(_YEAR, above) else "")
    return f"{'Q' + period['n'] if period['quarter'] else period['month']} {year}".strip()


def _kind(label: str) -> str:
    return "quarter" if re.match(r"Q\d", label) else "year" if label[0].isdigit() else "month"


def _texts(row: Sequence[Sequence[Cell]], grid: PeriodGrid) -> list[str]:
    return [" ".join(cell.text for cell in row[n]).strip() if n < len(row) else "" for n in grid.fields]


def _is_worded(text: str) -> bool:
    return re.search(r"[^\W\d_]{3}", text) is not None and _TICK.fullmatch(text) is None


def _fills(row: Sequence[Sequence[Cell]], grid: PeriodGrid) -> list[str | None]:
    return [next((cell.fill for cell in row[n] if cell.fill), None) if n < len(row) else None for n in grid.fields]


def _has_bars(rows: Sequence[Sequence[Sequence[Cell]]], grid: PeriodGrid) -> bool:
    """Whether shaded cells without words are bars: some cells are not shaded, a row has one colour, and none rates."""
    shades = [_fills(row, grid) for row in rows]
    empty = all(not any(_texts(row, grid)) for row in rows)
    colours = {family(fill) for row in shades for fill in row if fill}
    single = all(len({fill for fill in row if fill}) <= 1 for row in shades)
    some = any(None in row and any(row) for row in shades)
    return empty and single and some and len(colours & _RATED) <= 1


def _marked(row: Sequence[Sequence[Cell]], grid: PeriodGrid) -> list[int]:
    """Which of the periods a row marks, a cell over several of them all of these."""
    if grid.shaded:
        own = {cell.fill for n, cells in enumerate(row) if n not in grid.fields for cell in cells}
        hit = [at for at, fill in enumerate(_fills(row, grid)) if fill and fill not in own]
    else:
        marks = _is_worded if grid.promised else _TICK.fullmatch
        hit = [at for at, text in enumerate(_texts(row, grid)) if text and marks(text)]
    reach = {
        at + more
        for at in hit
        for cell in (row[grid.fields[at]] if grid.fields[at] < len(row) else ())
        for more in range(cell.colspan)
    }
    return sorted(at for at in reach if at < len(grid.fields))


def milestones_under(
    grid: PeriodGrid, row: Sequence[Sequence[Cell]], context: TimeContext
) -> Iterator[tuple[Milestone, tuple[int, ...]]]:
    """The milestones that a row marks, each with the columns it was read from: one for each run of marks."""
    marked = _marked(row, grid)
    labels = _with_years(grid.labels, context)
    if grid.promised:
        texts = _texts(row, grid)
        for at in marked:
            for each in read_timescale(labels[at], context)[:1]:
                said = f"read from the words under {grid.labels[at]}"
                inferred = "; ".join(filter(None, (said, each.inferred)))
                yield replace(each, label=texts[at], inferred=inferred), (grid.fields[at],)
        return
    starts = [at for n, at in enumerate(marked) if not n or at - marked[n - 1] > 1]
    for first, after in pairwise([*starts, len(grid.fields)]):
        run = [at for at in marked if first <= at < after]
        ends = [read_timescale(labels[at], context) for at in (run[0], run[-1])]
        printed = " – ".join(dict.fromkeys((grid.labels[run[0]], grid.labels[run[-1]])))
        how = f"the {'shaded cell' if grid.shaded else 'mark'}{'s' if len(run) > 1 else ''} under {printed}"
        if labels[run[-1]] != grid.labels[run[-1]]:
            how += f"; the columns run on from {labels[0]} as they are nearest to the plan's date"
        yield _milestone([each[0] for each in ends if each], printed, how), tuple(grid.fields[at] for at in run)


def _milestone(ends: Sequence[Milestone], printed: str, how: str) -> Milestone:
    (first, last) = (ends[0], ends[-1]) if ends else (Milestone(1, printed, "none"),) * 2
    if last.due is None:
        return Milestone(1, printed, "none", inferred=f"read from {how}")
    start = first.start or first.due
    reasons = dict.fromkeys(filter(None, (first.inferred, last.inferred)))
    said = "; ".join([f"read from {how}", *reasons])
    one = first == last
    kind, begin = (first.kind, first.start) if one else ("window", start)
    return Milestone(1, printed, kind, start=begin, due=last.due, due_by=due_by_of(last.due), inferred=said)


def _with_years(labels: Sequence[str], context: TimeContext) -> list[str]:
    """Quarters or months without a year with the years that make them run on, so that they hold the plan's date."""
    about = context.about
    if about is None or any(re.search(r"\d\d$", label) for label in labels) or _kind(labels[0]) == "year":
        return list(labels)
    runs = [_numbered(labels, about.year + step, context) for step in (-1, 0, 1)]
    return min(runs, key=lambda run: _distance(run, about, context))


def _numbered(labels: Sequence[str], year: int, context: TimeContext) -> list[str]:
    found: list[str] = []
    numbers = [int(label[1]) if _kind(label) == "quarter" else MONTHS[label.casefold()] for label in labels]
    for n, label in enumerate(labels):
        year += bool(n) and numbers[n] < numbers[n - 1]
        split = _kind(label) == "quarter" and context.quarters == "financial"
        found.append(f"{label} {year}/{(year + 1) % 100:02}" if split else f"{label} {year}")
    return found


def _distance(labels: Sequence[str], day: dt.date, context: TimeContext) -> int:
    first, last = (read_timescale(label, context) for label in (labels[0], labels[-1]))
    begin = due_by_of(first[0].start or first[0].due or "") if first else None
    end = last[0].due_by if last else None
    if begin is None or end is None:
        return 10**6
    return max((begin - day).days, (day - end).days, 0)
