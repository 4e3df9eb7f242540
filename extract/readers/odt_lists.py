"""Automatic numbering of an OpenDocument text: list and outline labels, after OpenDocument 1.3 part 3, 16.30-16.34."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from extract.readers.lines import BULLET, Label
from extract.readers.numerals import numeral
from extract.readers.odt_styles import OdtStyles
from extract.readers.odt_xml import Element, attribute, local_name
from extract.readers.word_xml import whole

__all__ = ["ListItem", "OdtLists", "OpenList"]

_PLACE = re.compile(r"%(\d+)%")


class _Level(NamedTuple):
    form: str | None
    prefix: str = ""
    suffix: str = ""
    shown: int = 1
    start: int = 1
    pattern: str | None = None
    """The whole label with its places ("%1%.%2%."), which newer files give instead of prefix and suffix."""


@dataclass
class OpenList:
    """A list that is being read: its style and the counters it shares with the lists that continue it."""

    style: str | None
    counts: dict[int, int] = field(default_factory=dict)


@dataclass
class ListItem:
    """Where a paragraph stands in lists. An item is counted once, at its first paragraph."""

    list: OpenList
    level: int
    start: int | None = None
    is_counted: bool = False
    style: str | None = None


class OdtLists:
    """Counts the lists of one story of the file; ask for labels in document order."""

    def __init__(self, styles: OdtStyles) -> None:
        self._styles = styles
        self._levels: dict[str, dict[int, _Level]] = {}
        self._by_id: dict[str, OpenList] = {}
        self._last: dict[str | None, OpenList] = {}
        self._outline = _levels(styles.outline)
        self._headings: dict[int, int] = {}

    def begin(self, element: Element) -> OpenList:
        """A list at the outermost level, with the counters of the one that it says it continues."""
        style = attribute(element, "text:style-name")
        named = attribute(element, "text:continue-list")
        earlier = self._by_id.get(named or "")
        if earlier is None and (named or attribute(element, "text:continue-numbering") == "true"):
            earlier = self._last.get(style)  # some files name a list that has no id in them
        opened = OpenList(style, earlier.counts if earlier else {})
        self._last[style] = opened
        own = attribute(element, "xml:id") or attribute(element, "text:id")
        if own:
            self._by_id[own] = opened
        return opened

    def label(self, item: ListItem, paragraph_style: str | None) -> Label | None:
        """The label of the first paragraph of a list item; None for later ones and where the list shows none."""
        if item.is_counted:
            return None
        item.is_counted = True
        style = item.style or item.list.style or paragraph_style
        if not style or style not in self._styles.lists:
            return None
        if style not in self._levels:
            self._levels[style] = _levels(self._styles.lists[style])
        return _step(self._levels[style], item.list.counts, item.level, item.start)

    def heading(self, level: int) -> Label | None:
        """The label of a heading outside lists, 1 outermost, from the file's outline numbering."""
        return _step(self._outline, self._headings, level - 1, None)


def _levels(style: Element | None) -> dict[int, _Level]:
    """The levels of a list style, 0 outermost; a bullet has no number format."""
    found: dict[int, _Level] = {}
    for element in style if style is not None else ():
        level = (whole(attribute(element, "text:level")) or 1) - 1
        start = whole(attribute(element, "text:start-value"))
        is_numbered = local_name(element) in {"list-level-style-number", "outline-level-style"}
        found[level] = _Level(
            form=(attribute(element, "style:num-format") or "") if is_numbered else None,
            prefix=attribute(element, "style:num-prefix") or "",
            suffix=attribute(element, "style:num-suffix") or "",
            shown=whole(attribute(element, "text:display-levels")) or 1,
            start=1 if start is None else start,
            pattern=attribute(element, "style:num-list-format") or attribute(element, "loext:num-list-format"),
        )
    return found


def _step(levels: dict[int, _Level], counts: dict[int, int], level: int, start: int | None) -> Label | None:
    """Count one item at a level and give its label; deeper ones start again, skipped shallower ones count as begun."""
    this = levels.get(level)
    if this is None:
        return None
    if this.form is None:
        return Label(BULLET, level)
    counts[level] = start if start is not None else counts[level] + 1 if level in counts else this.start
    for shallower in range(level):
        counts.setdefault(shallower, levels[shallower].start if shallower in levels else 1)
    for deeper in [other for other in counts if other > level]:
        del counts[deeper]
    text = _written(levels, counts, level).strip()
    return Label(text, level) if this.form and text else None


def _written(levels: dict[int, _Level], counts: dict[int, int], level: int) -> str:
    this = levels[level]
    if this.pattern is not None:
        return _PLACE.sub(lambda place: _number(levels, counts, int(place[1]) - 1), this.pattern)
    numbers = (_number(levels, counts, at) for at in range(max(0, level - this.shown + 1), level + 1))
    return this.prefix + ".".join(number for number in numbers if number) + this.suffix


def _number(levels: dict[int, _Level], counts: dict[int, int], level: int) -> str:
    """One counter of a label."""
    of = levels.get(level, _Level("1"))
    return numeral(counts.get(level, of.start), of.form) if of.form else ""
