"""Tables whose columns are not drawn: no rules at all, rules between rows only, or shaded rows.

Lines are gathered as long as white rivers run down between their words; what was gathered is a table if it has columns
and rows enough and looks like one (`pdf_tabular`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from extract.readers.pdf_columns import Run, column_at, cut_lines, edges_of
from extract.readers.pdf_gathered import Gathered, Hints, gather
from extract.readers.pdf_grid import Field, Grid
from extract.readers.pdf_heads import take_heads
from extract.readers.pdf_keys import is_key
from extract.readers.pdf_page import Fill
from extract.readers.pdf_row_cuts import group_rows
from extract.readers.pdf_rows import Entry
from extract.readers.pdf_section_rows import set_sections_aside
from extract.readers.pdf_stacks import shaded_rows
from extract.readers.pdf_tabular import is_table, may_be_pairs
from extract.readers.pdf_text import Line, is_set_off
from extract.readers.pdf_words import Word

__all__ = ["aligned_tables", "laid_out"]

_SPAN = 0.6
"""A rule or shaded band parts rows if it spans this share of the table's width."""
_Extent = tuple[float, float]


def aligned_tables(lines: Sequence[Line], hints: Hints, page: int) -> tuple[list[Grid], list[Line]]:
    """The tables among the lines of a page (top down), and the lines that stay outside them."""
    grids: list[Grid] = []
    loose: list[Line] = []
    runs = cut_lines(lines)
    at = 0
    ahead: Gathered | None = None  # what was gathered from this line on, when the line before was looked at
    barren: _Barren | None = None
    while at < len(lines):
        gathered = ahead or gather(lines, runs, at, hints)
        ahead = gather(lines, runs, at + 1, hints) if gathered is not None else None
        grid: Grid | None = None
        if gathered is not None and not (_begins_below(gathered, ahead) or (barren and barren.holds(gathered))):
            grid, in_vain = _table(gathered, hints, page)
            barren = in_vain or barren
        if gathered is None or grid is None:
            loose.append(lines[at])
            at += 1
            continue
        take_heads(loose, gathered.lines[0], grid)
        grids.append(grid)
        at += len(gathered.lines)
        ahead = None
    return grids, loose


class _Barren(NamedTuple):
    """Lines that were gathered and are no table, though begun further down: at any of `starts`, down to `end`."""

    starts: frozenset[int]
    end: Line

    def holds(self, gathered: Gathered) -> bool:
        """Whether lines begin and end where a table was looked for in vain."""
        return gathered.lines[-1] is self.end and id(gathered.lines[0]) in self.starts


def _table(gathered: Gathered, hints: Hints, page: int) -> tuple[Grid | None, _Barren | None]:
    """The grid of gathered lines, if they are a table; or else which of its lines need not be asked again."""
    if len(gathered.lines) < 2:
        return None, None
    end = gathered.lines[-1]
    gathered.trim()
    set_sections_aside(gathered)
    gathered.cut_at_seams()
    rivers = gathered.rivers(gathered.lines[0].size)
    if not rivers or len(gathered.lines) - len(gathered.bands) < 2:
        return None, None
    runs = [run for at, its in enumerate(gathered.runs) if at not in gathered.bands for run in its]
    left, right = min(run.x0 for run in runs), max(run.x1 for run in runs)
    rivers = _without_split_header(gathered, rivers)
    edges = edges_of(rivers, left, right)
    entries, separators = _entries(gathered, edges, hints)
    if len(edges) == 3 and not may_be_pairs([each for each in entries if each], separators):
        return None, None
    rows = _rows(gathered, entries, separators, len(edges) - 1)
    plain = [[each for each in row if isinstance(each, Entry)] for row in rows if isinstance(row[0], Entry)]
    if not is_table(plain, len(edges) - 1, separators):
        return None, _Barren(frozenset(_starts_in_vain(plain, separators, hints)), end)
    return _grid(rows, edges, separators, hints, page), None


def _starts_in_vain(rows: Sequence[Sequence[Entry]], separators: Sequence[float], hints: Hints) -> Iterator[int]:
    """The lines (by identity) with which no table begins, as far as rows that are none tell: nor are those below them.

    A line that may be a header, by its type or its shade, is to be asked by itself.
    """
    for at in range(1, len(rows)):
        columns = {col for row in rows[at:] for entry in row for col in entry.cells}
        if is_table(rows[at:], len(columns), separators):
            return
        for entry in rows[at]:
            if not is_set_off(entry.line) and _shade(entry.line, hints.fills) is None:
                yield id(entry.line)


def laid_out(gathered: Gathered, edges: list[float], hints: Hints, page: int) -> Grid:
    """The grid of lines whose columns are known by their `edges`."""
    entries, separators = _entries(gathered, edges, hints)
    return _grid(_rows(gathered, entries, separators, len(edges) - 1), edges, separators, hints, page)


def _entries(gathered: Gathered, edges: list[float], hints: Hints) -> tuple[list[Entry | None], list[float]]:
    """The lines in their columns (None for a band), those of the header marked, and the y of what is drawn between."""
    entries = [
        None if at in gathered.bands else _entry(line, its, edges)
        for at, (line, its) in enumerate(zip(gathered.lines, gathered.runs, strict=True))
    ]
    separators = _separators(hints, edges, gathered.lines)
    _mark_header([each for each in entries if each], hints)
    return entries, separators


def _begins_below(gathered: Gathered, below: Gathered | None) -> bool:
    """Whether a table with more columns begins one line further down: the first line is of a paragraph above it."""
    if below is None or len(below.lines) + 1 < len(gathered.lines):
        return False
    return len(below.rivers(below.lines[0].size)) > len(gathered.rivers(gathered.lines[0].size))


def _without_split_header(gathered: Gathered, rivers: list[_Extent]) -> list[_Extent]:
    """The rivers but for those between a header and its own column, set to another side than the header is."""
    lines = [its for at, its in enumerate(gathered.runs) if at not in gathered.bands]
    if len(lines) < 4:
        return rivers
    kept = list(rivers)
    for river in rivers:
        bounds = [-float("inf"), *((left + right) / 2 for left, right in kept), float("inf")]
        at = kept.index(river)
        left, middle, right = bounds[at], bounds[at + 1], bounds[at + 2]
        before = [n for n, its in enumerate(lines) if any(left < run.x0 < middle for run in its)]
        after = [n for n, its in enumerate(lines) if any(middle < run.x0 < right for run in its)]
        if (before == [0] and 0 not in after) or (after == [0] and 0 not in before):
            kept.remove(river)
    return kept


def _entry(line: Line, runs: Sequence[Run], edges: Sequence[float]) -> Entry:
    cells: dict[int, list[Word]] = {}
    for run in runs:
        cells.setdefault(column_at(edges, run.x0 + 0.5), []).extend(run.words)
    return Entry(line, cells)


def _separators(hints: Hints, edges: Sequence[float], lines: Sequence[Line]) -> list[float]:
    """The y of rules and edges of shading that part rows, top down."""
    need = _SPAN * (edges[-1] - edges[0])
    top, bottom = lines[0].base - 3 * lines[0].size, lines[-1].base + 3 * lines[-1].size
    found = [rule.at for rule in hints.across if min(rule.end, edges[-1]) - max(rule.start, edges[0]) >= need]
    for band in shaded_rows(hints.fills):
        if min(band.x1, edges[-1]) - max(band.x0, edges[0]) >= need:
            found += [band.top, band.bottom]
    merged: list[float] = []
    for at in sorted(at for at in found if top <= at <= bottom):
        if not merged or at - merged[-1] > 3.0:
            merged.append(at)
    return merged


def _mark_header(entries: Sequence[Entry], hints: Hints) -> None:
    """Leading lines that are set off by their type while the rest is not, or shaded otherwise."""
    set_off = [is_set_off(entry.line) for entry in entries]
    if set_off and set_off[0] and not all(set_off):
        for entry, heads in zip(entries, set_off, strict=True):
            if not heads:
                return
            entry.header = True
        return
    if not entries:
        return
    top, bottom = entries[0].line.base - entries[0].line.size, entries[-1].line.base
    near = [fill for fill in hints.fills if fill.top <= bottom and fill.bottom >= top]
    shades = [_shade(entry.line, near) for entry in entries]
    for entry, shade in zip(entries, shades, strict=True):
        if shade is None or shade != shades[0] or all(each == shades[0] for each in shades):
            return
        entry.header = not is_key(entry.text(0)) or entry.header


def _shade(line: Line, fills: Sequence[Fill]) -> str | None:
    x, y = line.words[0].x0 + 1, line.base - 0.3 * line.size
    for fill in reversed(fills):
        if fill.x0 <= x <= fill.x1 and fill.top <= y <= fill.bottom:
            return None if fill.colour == "#FFFFFF" else fill.colour
    return None


_Row = list[Entry] | list[Line]


def _rows(gathered: Gathered, entries: Sequence[Entry | None], separators: Sequence[float], columns: int) -> list[_Row]:
    """Rows, each a list of entries, or of the lines of a band."""
    lines = [each for each in entries if each]
    cuts, bands = _cuts(gathered, entries, separators), _bands_before(gathered, entries, separators)
    grouped = group_rows(lines, columns, cuts, parted=len(separators) > 1 and len(cuts) > 1)
    rows: list[_Row] = []
    at = 0
    for row in grouped:
        rows += bands.get(at, [])
        rows.append(row)
        at += len(row)
    return rows + bands.get(at, [])


def _is_cut(gathered: Gathered, at: int, separators: Sequence[float]) -> bool:
    """Whether a rule, or an edge of shading, stands between a line and the one above it."""
    return at > 0 and any(gathered.lines[at - 1].base <= y + 1 and y < gathered.lines[at].base for y in separators)


def _cuts(gathered: Gathered, entries: Sequence[Entry | None], separators: Sequence[float]) -> set[int]:
    """The entries, by their place without the bands, above which a rule or a band stands."""
    cuts: set[int] = set()
    count = 0
    for at, entry in enumerate(entries):
        if entry is None or _is_cut(gathered, at, separators):
            cuts.add(count)
        count += entry is not None
    return cuts - {0, count}


def _bands_before(
    gathered: Gathered, entries: Sequence[Entry | None], separators: Sequence[float]
) -> dict[int, list[_Row]]:
    """The bands by the place, without them, of the entry that they stand above; lines no rule parts are one band."""
    bands: dict[int, list[_Row]] = {}
    count = 0
    for at, entry in enumerate(entries):
        if entry is not None:
            count += 1
        elif at - 1 in gathered.bands and not _is_cut(gathered, at, separators):
            bands[count][-1] = [*bands[count][-1], gathered.lines[at]]
        else:
            bands.setdefault(count, []).append([gathered.lines[at]])
    return bands


def _grid(rows: Sequence[_Row], edges: list[float], separators: Sequence[float], hints: Hints, page: int) -> Grid:
    fields: list[Field] = []
    columns = len(edges) - 1
    for at, row in enumerate(rows):
        if isinstance(row[0], Line):
            words = [word for line in row if isinstance(line, Line) for word in line.words]
            fields.append(Field(at, 0, 1, columns, words))
            continue
        cells: dict[int, list[Word]] = {col: [] for col in range(columns)}
        for entry in row:
            if isinstance(entry, Entry):
                for col, words in entry.cells.items():
                    cells[col] += words
        fields += [Field(at, col, 1, 1, words) for col, words in cells.items()]
    ys = _row_borders(rows, separators)
    grid = Grid(page, edges, ys, fields, "aligned")
    inside = [y for y in separators if ys[0] - 3 <= y <= ys[-1] + 3]
    drawn = [y for y in inside if any(abs(rule.at - y) <= 3 for rule in hints.across)]
    if len(inside) >= 2:
        grid.drawn = "rules" if len(drawn) >= 2 else "shaded"
    grid.open_top = not any(abs(y - ys[0]) <= 3 for y in drawn)
    grid.open_bottom = not any(abs(y - ys[-1]) <= 3 for y in drawn)
    return grid


def _row_borders(rows: Sequence[_Row], separators: Sequence[float]) -> list[float]:
    """A border where a rule parts two rows, else half way between their lines."""
    tops = [_lines(row)[0].base - 0.95 * _lines(row)[0].size for row in rows]
    bottoms = [_lines(row)[-1].base + 0.35 * _lines(row)[-1].size for row in rows]
    borders = [_nearest(separators, tops[0] - 14, tops[0] + 2, tops[0])]
    for bottom, top in zip(bottoms, tops[1:], strict=False):
        low, high = min(bottom, top) - 2, max(bottom, top) + 2
        borders.append(_nearest(separators, low, high, (bottom + top) / 2))
    borders.append(_nearest(separators, bottoms[-1] - 2, bottoms[-1] + 14, bottoms[-1]))
    return borders


def _lines(row: _Row) -> list[Line]:
    return [each.line if isinstance(each, Entry) else each for each in row]


def _nearest(separators: Sequence[float], low: float, high: float, otherwise: float) -> float:
    inside = [y for y in separators if low <= y <= high]
    return min(inside, key=lambda y: abs(y - otherwise)) if inside else otherwise
