"""Page headers, footers, page numbers and stamps: what stands at one place on page after page is not the paper's text.

A line is furniture if it repeats (numbers may count up with the pages), stands further out than all text that does not,
and heads no columns. A line larger than the body is kept where it first stands: it may be the paper's title.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from operator import attrgetter

from extract.document import Paragraph
from extract.readers.pdf_grid import Field, Grid
from extract.readers.pdf_page import LEVEL
from extract.readers.pdf_text import Line, lines_of
from extract.readers.pdf_words import Word

__all__ = ["Leaf", "set_continuations_aside", "set_furniture_aside"]

_ZONE = 0.16
"""Furniture stands in this share of the page's height from its upper or lower edge."""
_EDGE = 0.085
"""A lone page number, or a line inside a table, is furniture only this near to the edge."""
_PLACE = 4.0
"""Two lines are at the same place if their distances from the page edge differ by no more points than this."""
_DENSE = 0.4
"""Furniture stands on at least this share of the pages between its first and its last."""
_NUMBER_ONLY = re.compile(r"^[-–|\s]*+((page|p\.?|pg\.?)\s*+)?#(\s*(of|/)\s*#)?[-–|\s]*$", re.IGNORECASE)
_NUMBERED = re.compile(r"(^|\s)page\s#(\s(of|/)\s#)?($|\s)", re.IGNORECASE)
_MARKING = re.compile(
    r"^(UNCLASSIFIED|OFFICIAL|RESTRICTED|CONFIDENTIAL|NOT PROTECTIVELY MARKED)([\s:–-]++[A-Z][A-Z ]*)?$"
)
"""Protective markings of public papers: furniture even on a paper of one page."""
_CONTINUED = re.compile(
    r"\bcont(?:inue[sd]|['’]?d|\.)?"
    r"(?: over(?:leaf)?| on (?:the )?(?:next page|page \d+)| from (?:the )?(?:previous|last) page)?[.…)\]\s]*$",
    re.IGNORECASE,
)
_BEFORE, _BETWEEN = "([… \t", "–—:,([- \t"
"""Marks that may stand before what is continued, and between it and the word that says so."""
_NAMELESS = re.compile(r"^((table|page|section) \S{1,4})?$", re.IGNORECASE)
_APART = 1.7
"""A step of more than this many type sizes parts furniture from the text …"""
_OFTEN = 3
"""… unless it stands on so many pages."""
_FAR = 100
"""Pages further away than this are another paper's of the same pack, and tell nothing of a line."""
_SEGMENT = 1.2
_LARGER = 1.15


@dataclass(slots=True)
class Leaf:
    """A page while furniture and footnotes are taken out: `lines` loses them, `aside` and `footnotes` gain them.

    `boxes` are drawings of one column, or of too few rows for a table, whose words are among the `lines`.
    """

    number: int
    height: float
    lines: list[Line]
    grids: list[Grid]
    boxes: list[Grid] = field(default_factory=list)
    aside: list[Paragraph] = field(default_factory=list)
    footnotes: list[Paragraph] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Sight:
    """One line seen on one page, with what is needed to see it again: its words with # for numbers, and its place."""

    page: int
    line: Line
    pattern: str
    numbers: tuple[int, ...]
    from_edge: float
    upper: bool


def set_furniture_aside(leaves: Sequence[Leaf], body: float) -> None:
    """Take the furniture out of every page's lines and cells."""
    sights = {leaf.number: [each for each in (_sight(leaf, line) for line in leaf.lines) if each] for leaf in leaves}
    seen = _by_pattern(each for page in sights.values() for each in page)
    kept: set[str] = set()
    for leaf in leaves:
        for upper in (True, False):
            _strip(leaf, [each for each in sights[leaf.number] if each.upper == upper], seen, len(leaves), body, kept)
    _strip_cells(leaves)


def _sight(leaf: Leaf, line: Line) -> _Sight | None:
    upper = line.base < leaf.height / 2
    from_edge = line.base if upper else leaf.height - line.base
    if from_edge > _ZONE * leaf.height:
        return None
    text = line.text
    pattern = re.sub(r"\d+", "#", text)
    return _Sight(leaf.number, line, pattern, tuple(int(n) for n in re.findall(r"\d+", text)[:6]), from_edge, upper)


def _by_pattern(sights: Iterable[_Sight]) -> dict[tuple[str, bool], list[_Sight]]:
    """The sightings of each line, in the order of the pages."""
    seen: dict[tuple[str, bool], list[_Sight]] = {}
    for each in sights:
        seen.setdefault((each.pattern, each.upper), []).append(each)
    return seen


def _strip(
    leaf: Leaf,
    sights: list[_Sight],
    seen: dict[tuple[str, bool], list[_Sight]],
    pages: int,
    body: float,
    kept: set[str],
) -> None:
    """From the edge inwards, as long as lines are furniture; a table drawn further out ends it."""
    found: list[_Sight] = []
    for each in sorted(sights, key=lambda sight: sight.from_edge):
        if not _outside_tables(leaf, each) or not _is_furniture(leaf, each, seen, pages, body):
            break
        found.append(each)
    while found and not _stands_apart(leaf, found) and len(_again(found[-1], seen, body)) < _OFTEN:
        found.pop()
    while found and found[-1].upper and _is_of_header(leaf.lines, found[-1].line):
        found.pop()
    for each in found:
        if each.line.size >= _LARGER * body and each.pattern not in kept and not _NUMBER_ONLY.match(each.pattern):
            kept.add(each.pattern)
            continue
        _set_aside(leaf, each.line)


def _is_of_header(lines: Sequence[Line], line: Line) -> bool:
    """Whether names of columns stand closer below a line than a line's height: it is the first of a wrapped name."""
    return any(0 < each.base - line.base <= line.size and _heads_columns(lines, each) for each in lines)


def _stands_apart(leaf: Leaf, found: Sequence[_Sight]) -> bool:
    """Whether space lies between the innermost line and the text: lines of a table may repeat by chance."""
    inner = found[-1]
    taken = [each.line for each in found]
    bases = [line.base for line in leaf.lines if not any(line is each for each in taken)]
    sizes = _APART * inner.line.size
    return not any(0 < (base - inner.line.base) * (1 if inner.upper else -1) < sizes for base in bases)


def set_continuations_aside(leaves: Sequence[Leaf]) -> None:
    """Take out the lines that only say that something goes on: the first and the last of a page, outside its tables.

    A heading said again with "continued" is one of them if it stands on the page before.
    """
    before: set[str] = set()
    for leaf in leaves:
        texts = {line.text.casefold() for line in leaf.lines}
        _strip_continued(leaf, before)
        before = texts


def _strip_continued(leaf: Leaf, before: set[str]) -> None:
    top = min([line.base for line in leaf.lines] + [grid.ys[0] for grid in leaf.grids], default=0.0)
    last = max([line.base for line in leaf.lines] + [grid.ys[-1] for grid in leaf.grids], default=0.0)
    for line in [each for each in leaf.lines if each.base in (top, last)]:
        what = _what_goes_on(line.text)
        if what is not None and (_NAMELESS.match(what) or (line.base == top and what.casefold() in before)):
            _set_aside(leaf, line)


def _what_goes_on(text: str) -> str | None:
    """What a line names that it says is continued ("Table 2" of "(Table 2, continued)"); None where it says no such."""
    found = _CONTINUED.search(text)
    return text[: found.start()].lstrip(_BEFORE).rstrip(_BETWEEN) if found else None


def _set_aside(leaf: Leaf, line: Line) -> None:
    leaf.lines.remove(line)
    leaf.aside.append(Paragraph(line.text, page=leaf.number, box=line.box.rounded()))


def _outside_tables(leaf: Leaf, sight: _Sight) -> bool:
    if sight.upper:
        return all(grid.ys[0] >= sight.line.base - sight.line.size for grid in leaf.grids)
    return all(grid.ys[-1] <= sight.line.base for grid in leaf.grids)


def _is_furniture(
    leaf: Leaf, sight: _Sight, seen: dict[tuple[str, bool], list[_Sight]], pages: int, body: float
) -> bool:
    if sight.from_edge <= _EDGE * leaf.height and any(
        each.search(sight.pattern) for each in (_NUMBER_ONLY, _NUMBERED, _MARKING)
    ):
        return True
    again = _again(sight, seen, body)
    between = max(again) - min(again) + 1
    enough = len(again) >= min(3, max(2, pages // 2)) and len(again) >= _DENSE * between
    return enough and not _heads_columns(leaf.lines, sight.line)


def _again(sight: _Sight, seen: dict[tuple[str, bool], list[_Sight]], body: float) -> set[int]:
    """The pages, not too far away, on which the line stands at its place, its own among them."""
    large = sight.line.size >= _LARGER * body or (sight.line.share("bold") > 0.9 and sight.line.size > body)
    alike = seen[sight.pattern, sight.upper]
    first = bisect_left(alike, sight.page - _FAR, key=attrgetter("page"))
    last = bisect_right(alike, sight.page + _FAR, key=attrgetter("page"))
    return {
        other.page
        for other in alike[first:last]
        if abs(other.from_edge - sight.from_edge) <= _PLACE and _counts_up(sight, other, exact=large)
    }


def _counts_up(one: _Sight, other: _Sight, *, exact: bool) -> bool:
    pages = other.page - one.page
    return all(a == b or (not exact and b - a == pages) for a, b in zip(one.numbers, other.numbers, strict=True))


def _heads_columns(lines: Sequence[Line], line: Line) -> bool:
    """Whether two lines below have a column where this line has one, beyond the left margin: a table header."""
    starts = _segment_starts(line)[1:]
    if not starts:
        return False
    below = [each for each in lines if each.base > line.base][:8]
    matched = sum(
        any(abs(start - other) <= 2.5 for start in starts for other in _segment_starts(each)) for each in below
    )
    return matched >= 2


def _segment_starts(line: Line) -> list[float]:
    starts = [line.words[0].x0]
    for left, right in zip(line.words, line.words[1:], strict=False):
        if right.x0 - left.x1 > _SEGMENT * right.size:
            starts.append(right.x0)
    return starts


def _strip_cells(leaves: Sequence[Leaf]) -> None:
    """Stamps over a table, and footers inside its frame: repeated, and over a border or at the page's very edge."""
    found: dict[str, list[tuple[Leaf, Field, Line, float]]] = {}
    for leaf in leaves:
        for grid in leaf.grids:
            for cell in grid.fields:
                for line in _suspects(leaf, cell):
                    pattern = re.sub(r"\d+", "#", line.text)
                    found.setdefault(pattern, []).append((leaf, cell, line, line.base))
    for pattern, sights in found.items():
        for leaf, cell, line, base in sights:
            again = any(other.number != leaf.number and abs(there - base) <= _PLACE for other, _, _, there in sights)
            if again or _NUMBER_ONLY.match(pattern):
                _take_out(leaf, cell, line)


def _suspects(leaf: Leaf, cell: Field) -> list[Line]:
    words = [word for word in cell.words if word.turn == LEVEL]
    edge = _EDGE * leaf.height
    outer = [word for word in words if not word.crossing and not edge <= word.base <= leaf.height - edge]
    numbers = [line for line in _lines(outer) if _NUMBER_ONLY.match(re.sub(r"\d+", "#", line.text))]
    return _lines([word for word in words if word.crossing]) + [
        line for line in numbers if "age" in line.text and _stands_alone(line, words)
    ]


def _lines(words: list[Word]) -> list[Line]:
    return lines_of(words) if words else []


def _stands_alone(line: Line, words: Sequence[Word]) -> bool:
    """Whether the line is further from the cell's other text than a line of it would be."""
    above = [word.base for word in words if word.base < line.base - 1]
    return not above or line.base - max(above) > 1.6 * line.size


def _take_out(leaf: Leaf, cell: Field, line: Line) -> None:
    cell.words = [word for word in cell.words if not _is_of(word, line)]
    leaf.aside.append(Paragraph(line.text, page=leaf.number, box=line.box.rounded()))


def _is_of(word: Word, line: Line) -> bool:
    within = line.x0 - 0.5 <= word.x0 and word.x1 <= line.x1 + 0.5
    return word.turn == LEVEL and within and abs(word.base - line.base) <= 0.45 * line.size
