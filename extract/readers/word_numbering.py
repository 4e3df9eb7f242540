"""Automatic numbering of a Word file: the labels that Word computes and no text holds ("ED1", "1.2.1", "(a)", bullets).

After the rules of ECMA-376 part 1, 17.9: lists that share a definition share its counters; a deeper level starts again
after a shallower one unless its restart rule says otherwise; a list with a start override starts there when first used.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from extract.readers.lines import BULLET, Label
from extract.readers.numerals import numeral
from extract.readers.word_styles import Styles
from extract.readers.word_xml import MC, Element, attribute, is_on, value, w, whole

__all__ = ["Numbering"]

_PLACE = re.compile(r"%([1-9])")
_DEEPEST = 9


class _Level(NamedTuple):
    start: int = 1
    form: str = "decimal"
    pattern: str = ""
    restart: int | None = None
    legal: bool = False
    style: str | None = None


@dataclass
class _List:
    """One list (``w:num``): whose counters it uses, its levels, and the levels that it starts afresh."""

    definition: str
    levels: dict[int, _Level]
    starts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """Counts the lists of one story of the file; ask for labels in document order."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        self._definitions: dict[str, Element] = {}
        self._nums: dict[str, Element] = {}
        self._styles = styles
        self._lists: dict[str, _List | None] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()
        for child in root if root is not None else ():
            if child.tag == w("abstractNum"):
                self._definitions[attribute(child, "abstractNumId") or ""] = child
            elif child.tag == w("num"):
                self._nums[attribute(child, "numId") or ""] = child

    def level_of_style(self, num_id: str, lineage: tuple[str, ...]) -> int | None:
        """The level of a list that is tied to one of these styles, nearest style first."""
        found = self._list(num_id)
        tied = {level.style: index for index, level in found.levels.items() if level.style} if found else {}
        return next((tied[style] for style in lineage if style in tied), None)

    def label(self, num_id: str, level: int) -> Label | None:
        """The label of the next item of a list at a level (0 outermost); None where the list shows none."""
        found = self._list(num_id)
        if found is None or level not in found.levels:
            return None
        this = found.levels[level]
        if this.form == "bullet":
            return Label(BULLET, level)
        counts = self._step(num_id, found, level)
        text = _PLACE.sub(lambda place: _shown(found.levels, counts, int(place[1]) - 1, this.legal), this.pattern)
        return Label(text.strip(), level) if text.strip() else None

    def _step(self, num_id: str, found: _List, level: int) -> dict[int, int]:
        """Count one item, and let deeper levels start again; a shallower level that was skipped counts as begun."""
        counts = self._counts.setdefault(found.definition, {})
        for shallower in range(level):
            if shallower in found.levels:
                counts.setdefault(shallower, found.levels[shallower].start)
        if level in found.starts and (num_id, level) not in self._begun:
            self._begun.add((num_id, level))
            counts[level] = found.starts[level]
        else:
            counts[level] = counts[level] + 1 if level in counts else found.levels[level].start
        for deeper in range(level + 1, _DEEPEST):
            restart = found.levels[deeper].restart if deeper in found.levels else None
            if restart is None or level < restart:
                counts.pop(deeper, None)
        return counts

    def _list(self, num_id: str) -> _List | None:
        if num_id not in self._lists:
            self._lists[num_id] = self._build(num_id)
        return self._lists[num_id]

    def _build(self, num_id: str) -> _List | None:
        num = self._nums.get(num_id)
        definition, element = self._definition(num) if num is not None else ("", None)
        if num is None or element is None:
            return None
        levels = {whole(attribute(lvl, "ilvl")) or 0: _level(lvl) for lvl in element.iterchildren(w("lvl"))}
        made = _List(definition, levels)
        for override in num.iterchildren(w("lvlOverride")):
            index = whole(attribute(override, "ilvl")) or 0
            own = override.find(w("lvl"))
            if own is not None:
                levels[index] = _level(own)
            start = whole(value(override, "startOverride"))
            if start is not None:
                made.starts[index] = start
        return made

    def _definition(self, num: Element) -> tuple[str, Element | None]:
        """A list's definition; one that only links to a numbering style is followed to the one that the style names."""
        seen: set[str] = set()
        key = value(num, "abstractNumId") or ""
        while key in self._definitions and key not in seen:
            seen.add(key)
            element = self._definitions[key]
            link = value(element, "numStyleLink")
            target = self._nums.get(self._styles.numbering_of(link) or "") if link else None
            if target is None:
                return key, element
            key = value(target, "abstractNumId") or ""
        return key, None


def _level(lvl: Element) -> _Level:
    start = whole(value(lvl, "start"))
    legal = lvl.find(w("isLgl"))
    return _Level(
        start=1 if start is None else start,
        form=_form(lvl),
        pattern=value(lvl, "lvlText") or "",
        restart=whole(value(lvl, "lvlRestart")),
        legal=legal is not None and is_on(legal),
        style=value(lvl, "pStyle"),
    )


def _form(lvl: Element) -> str:
    """The number format; a custom one ("001, 002, 003") stands in a compatibility block; its first number is kept."""
    plain = lvl.find(w("numFmt"))
    custom = lvl.find(f"{MC}AlternateContent/{MC}Choice/{w('numFmt')}")
    chosen = custom if custom is not None else plain
    if chosen is None:
        return "decimal"
    return (attribute(chosen, "format") or "").split(",")[0].strip() or attribute(chosen, "val") or "decimal"


def _shown(levels: dict[int, _Level], counts: dict[int, int], level: int, legal: bool) -> str:
    """One counter of a label; "legal" labels are all decimal."""
    form = levels.get(level, _Level())
    count = counts.get(level, form.start)
    return numeral(count, "decimal" if legal and form.form != "decimalZero" else form.form)
