"""The section an action stands under: headings above its table, a caption, full-width rows, a column of themes.

Not every paper makes its headings headings: a numbered label above a table ("Key issue 2: raise outcomes") is one, and
so is the short line above each of several tables of one kind, or above the rows that stand before the first band.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from extract.entries import Entry
from extract.header_words import Role
from extract.model import Section
from extract.regions import Region
from extract.wording import collapsed, folded

__all__ = ["Sections", "lead_of"]

_LEAD_IN_HEADING = re.compile(r"[-–—:]\s*(?:with\s+)?lead(?:s|ers?)?\b[:\s]+(?P<names>[^()–—]+)$", re.IGNORECASE)
_INITIALS_IN_HEADING = re.compile(r"[-–—]\s*(?P<names>[A-Z]{2}[A-Za-z]{0,2}(?:\s*[/,&]\s*[A-Z]{2}[A-Za-z]{0,2})*)$")
_STATE_IN_HEADER = re.compile(r"\b(completed|closed|outstanding|open|new|ongoing|deferred)\b", re.IGNORECASE)
_LABELLED = re.compile(
    r"(?:(?:key|strategic|corporate|priority|improvement|action|focus|overall|specific)\s+)*"
    r"(?:issue|priority|objective|theme|aim|goal|outcome|area|section|part|work ?stream|strand|standard|pillar|domain"
    r"|principle|commitment|driver|ambition|mission|programme|project)(?:\s+(?:area|for|action|no|number))*"
    r"\.?\s+(?:\d{1,2}(?:\.\d+)*|[A-Z]|[ivx]{1,4}|one|two|three|four|five|six)\b(?:\s*[:.,–—-]\s*\S|\s+(?-i:[A-Z])).*",
    re.IGNORECASE | re.DOTALL,
)
_SENTENCE = re.compile(
    r"[.;]\s*$|[.?!]\s+[A-Z]|\b(?:below|following|this table|the table|shown|updated|as at|key)\b", re.I
)
_DATED = re.compile(r"\b(?:19|20)\d\d\b|\d/\d")
_LONGEST = 160
_OF_THEMES = re.compile(
    r"(?:(?:key|strategic|main|priority|improvement|action)\s+)*(?:themes?|work ?streams?|sections?|strands?|pillars?"
    r"|domains?|priority areas?|(?:focus|service) areas?)"
)


def lead_of(region: Region) -> str | None:
    """The lead that a heading names ("Housing – Lead JB/KT"), or a label above the table ("Section lead")."""
    for heading in region.table.path[-1:]:
        found = _LEAD_IN_HEADING.search(heading) or _INITIALS_IN_HEADING.search(heading)
        if found:
            return collapsed(found["names"])
    return region.lead


@dataclass(slots=True)
class Sections:
    """The sections of a version as its actions name them, in reading order. `captions`: by their table's number."""

    version_id: str
    captions: Mapping[int, str]
    found: dict[tuple[str, ...], Section] = field(default_factory=dict)

    @classmethod
    def of(cls, version_id: str, regions: Sequence[tuple[Region, Sequence[Entry]]]) -> Sections:
        """No section yet, with what stands above each table as its caption."""
        return cls(version_id, _captions(regions))

    def section(self, region: Region, entry: Entry) -> Section | None:
        """The section of an entry; the same object for all that stand under the same headings."""
        path = tuple(collapsed(heading) for heading in region.table.path)
        title, caption = region.title, self.captions.get(region.table.number)
        if caption and not (_is_first_of_bands(region, caption) and entry.bands):
            path = _under(path, caption)
        path = (*_under(path, title), *entry.bands)
        action, theme = region.field(Role.ACTION), _column_of_themes(region)
        # "Actions completed" as a column's header says what sets this table's rows apart.
        if action is not None and _STATE_IN_HEADER.search(region.header.columns[action].name):
            path = (*path, region.header.columns[action].name)
        path = _under(path, collapsed(entry.meaning(theme)) or _theme_above(region, entry, theme))
        if not path:
            return None
        if path not in self.found:
            digest = hashlib.sha256(" > ".join(path).encode()).hexdigest()[:8]
            section_id = f"{self.version_id}/section-{digest}"
            self.found[path] = Section(section_id, len(self.found) + 1, path, lead_of(region))
        return self.found[path]


def _under(path: tuple[str, ...], heading: str | None) -> tuple[str, ...]:
    """The path with one more heading, unless it has that one already."""
    return (*path, heading) if heading and folded(heading) not in map(folded, path) else path


def _column_of_themes(region: Region) -> int | None:
    """The column whose name says that it sorts the rows, and whose cells do: one for several rows, once or again."""
    for n in region.header.named(Role.OTHER):
        if _OF_THEMES.fullmatch(folded(region.header.columns[n].name)):
            said = [folded(row.text(n) or row.merged_text(n)) for row in region.rows]
            once = [text for text in said if text]
            if said and said[0] and len(set(once)) < len(said) and (all(said) or len(set(once)) == len(once)):
                return n
    return None


def _theme_above(region: Region, entry: Entry, n: int | None) -> str | None:
    """The last theme printed above an entry: a sheet or a text says it in the first of its rows alone."""
    if n is None:
        return None
    first = entry.rows[0].data.printed.number
    above = [row.text(n) for row in region.rows if row.printed.number < first and row.text(n).strip()]
    return collapsed(above[-1]) if above else None


def _captions(regions: Sequence[tuple[Region, Sequence[Entry]]]) -> dict[int, str]:
    """What stands right above each table of actions as its caption, by the number of the table.

    Where each table stands under a heading of its own, a line between the two says more of that heading.
    """
    found: dict[int, str] = {}
    lines = {region.table.number: _line_above(region) for region, _ in regions}
    alike = Counter(_names(region) for region, _ in regions if lines[region.table.number])
    headed = Counter(path for _, path in {(region.table.number, region.table.path) for region, _ in regions})
    for region, entries in regions:
        number, line = region.table.number, lines[region.table.number]
        labelled = [collapsed(p.text) for p in region.table.intro if len(p.text) <= _LONGEST]
        label = next((t for t in reversed(labelled) if _LABELLED.fullmatch(t) and not t.endswith(".")), None)
        several = alike[_names(region)] > 1 and len({folded(text) for text in lines.values() if text}) > 1
        own = bool(region.table.path) and len(headed) > 1 and max(headed.values()) == 1
        if label or (line and ((several and not own) or _is_above_bands(entries))):
            found.setdefault(number, label or line or "")
    return found


def _line_above(region: Region) -> str | None:
    """The line right above a table, where it is short and reads like a title: no sentence, no date, no list item."""
    text = collapsed(region.table.intro[-1].text) if region.table.intro else ""
    worded = 3 <= len(text) <= _LONGEST and text[0].isupper() and not region.table.intro[-1].list_level
    return text if worded and not _SENTENCE.search(text) and not _DATED.search(text) else None


def _names(region: Region) -> tuple[str, ...]:
    return tuple(folded(column.name) for column in region.header.columns)


def _is_above_bands(entries: Sequence[Entry]) -> bool:
    """Whether the first rows stand under no band though later ones do: theirs is the line above the table."""
    return bool(entries) and not entries[0].bands and any(entry.bands for entry in entries)


def _is_first_of_bands(region: Region, caption: str) -> bool:
    return not _LABELLED.fullmatch(caption) and _line_above(region) == caption
