"""From the tables of a change log to what the council declared: added, closed, replaced, merged, split, revised …

What a table declares stands in the sentence above it ("The following actions have been removed") and in its columns
(old and new wording, last and revised timescale, the reason).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extract.change_words import ALONE
from extract.changelog_kind import KINDS, ChangeTable, refs_beside, said_in
from extract.changelog_lists import opening_refs
from extract.changelog_prose import change_told
from extract.entries import Entry, Row, entries_of, places_of
from extract.header_words import Role
from extract.model import DeclaredChange, Milestone, Place
from extract.refs import normalise_ref
from extract.regions import Region, RowNote
from extract.timescales import TimeContext, looks_like_timescale, read_timescale
from extract.wording import collapsed, folded

__all__ = ["announced_in", "declared_changes"]

_ACTIONS = re.compile(r"\bactions?\b")
_ADDED = re.compile(r"\b(?:added|included|introduced|set out|inserted)\b")
_SECTION = re.compile(r"\bsection\s+(?P<section>[A-Z]{1,5}\d{0,2})\b")
_NAMED = re.compile(r"(?:^|\s)(?P<ref>[A-Z]{0,5}[-/ ]?\d[\d.]*[a-z]?)\s*[-–—:]\s")
_WHEN_CHANGED = re.compile(r"\W*dates?\W*", re.IGNORECASE)
"""The name of a column that in a record of changes says when each was made."""
_OF_DETAIL = re.compile(
    r"^\W*(?:details?|explanation|(?:details?|description|explanation) of (?:the )?(?:change|amendment)s?"
    r"|what (?:has |was )?changed|(?:change|amendment)s? made)\W*$",
    re.IGNORECASE,
)
"""Names of columns that tell what was changed, where another one says what kind of change it is."""


def announced_in(sentences: Sequence[tuple[str, Place]]) -> tuple[tuple[str, str, Place], ...]:
    """Sections whose actions a sentence announces ("New actions have been added … (section CH)"), and the sentence."""
    return tuple(
        (section, collapsed(sentence), place) for sentence, place in sentences if (section := _announced(sentence))
    )


def _announced(sentence: str) -> str | None:
    """The last section of the first part that names actions, then that they were added, and then a section."""
    for part in sentence.split("."):
        actions, sections = _ACTIONS.search(part), list(_SECTION.finditer(part))
        if actions and sections and _ADDED.search(part, actions.end(), sections[-1].start()):
            return sections[-1]["section"]
    return None


@dataclass(slots=True)
class _Group:
    """The entries that one declaration covers: a new wording and every old action that it takes the place of."""

    entries: list[Entry]


def declared_changes(
    tables: Sequence[ChangeTable], paper_id: str, context: TimeContext
) -> tuple[tuple[DeclaredChange, ...], list[tuple[ChangeTable, tuple[Entry, ...], list[RowNote]]]]:
    """Every declared change in reading order, and for the balance the entries and notes of each table."""
    changes: list[DeclaredChange] = []
    used: dict[str, int] = {}
    read: list[tuple[ChangeTable, tuple[Entry, ...], list[RowNote]]] = []
    for table in tables:
        entries, notes = entries_of(table.region, roles=(Role.ACTION, Role.OLD_ACTION, Role.NEW_ACTION))
        read.append((table, tuple(entries), notes))
        for group in _groups(table, entries):
            made = _told(table.region, group, paper_id, len(changes) + 1, context)
            change = made or _change(table, group, paper_id, len(changes) + 1, context)
            used[change.declared_id] = used.get(change.declared_id, 0) + 1
            if used[change.declared_id] > 1:
                change = replace(change, declared_id=f"{change.declared_id}~{used[change.declared_id]}")
            changes.append(change)
    return tuple(changes), read


def _groups(table: ChangeTable, entries: Sequence[Entry]) -> list[_Group]:
    """Entries whose new wording is empty belong to the new wording above them."""
    new = table.region.field(Role.NEW_ACTION)
    groups: list[_Group] = []
    by_row = table.region.field(Role.CHANGE)
    for entry in entries:
        if new is not None and groups and not entry.text(new) and not entry.text(by_row):
            groups[-1].entries.append(entry)
        else:
            groups.append(_Group([entry]))
    return groups


def _told(region: Region, group: _Group, paper_id: str, position: int, context: TimeContext) -> DeclaredChange | None:
    """The change of a row that names its kind and tells the rest in words: no wording of an action is quoted there."""
    entry, by_row = group.entries[0], region.field(Role.CHANGE)
    kind = said_in(entry.text(by_row), KINDS)
    detail = next((n for n, column in enumerate(region.header.columns) if _OF_DETAIL.search(column.name)), None)
    if detail is None and region.field(Role.ACTION, Role.OLD_ACTION, Role.NEW_ACTION) is None:
        detail = by_row
    told = detail is not None and not any(_timescale_cells(region, entry))
    if kind in (None, "added") or not told or entry.ref is None or len(group.entries) > 1:
        return None
    words = _words(entry, detail) if detail == region.field(Role.ACTION) else entry.text(detail)
    made = change_told(kind or "", entry.ref, words, paper_id, position, context, _places(region, group))
    return replace(made, reason=_entry_reason(region, group, "") or made.reason)


def _change(table: ChangeTable, group: _Group, paper_id: str, position: int, context: TimeContext) -> DeclaredChange:
    region = table.region
    old_field, new_field = region.field(Role.ACTION, Role.OLD_ACTION), region.field(Role.NEW_ACTION)
    first = group.entries[0]
    old: tuple[tuple[str, str], ...] = tuple(
        (entry.ref or entry.ref_printed or "", _words(entry, old_field)) for entry in group.entries
    )
    new: tuple[tuple[str | None, str], ...] = tuple(_new_actions(first.text(new_field)))
    new_cell, old_cell = _timescale_cells(region, first)
    kind = _kind(table, group, new)
    if outcome := ALONE.fullmatch(first.text(new_field)):
        kind, new = outcome.lastgroup or kind, ()
    elif looks_like_timescale(first.text(new_field)) and not new_cell:
        kind, new_cell, old_cell = "retimed", first.text(new_field), _words(first, old_field)
        old, new = tuple((ref, "") for ref, _ in old), ()
    new_cell, prose = _parted(new_cell, context)
    new_milestones = read_timescale(new_cell, context)
    old_milestones = read_timescale(old_cell, context)
    refs = tuple(ref for ref, _ in old if ref) or refs_beside(region, first.rows[0].data)
    if len(refs) == 1 and len(old) == 1:
        old = ((refs[0], old[0][1]),)
    named = tuple(ref for ref, _ in new if ref)
    to_refs = refs if kind == "added" else _to_refs(kind, refs, named)
    if kind == "added":
        refs, old, new = (), (), (tuple(pair for pair in new if pair[1]) or old)
    quoted = tuple((ref or next(iter(refs), ""), text) for ref, text in new)
    return DeclaredChange(
        declared_id="/".join(
            filter(None, (paper_id, kind, "+".join(refs), "+".join(r for r in to_refs if r not in refs)))
        ),
        paper_id=paper_id,
        position=position,
        kind=kind,
        from_refs=refs,
        to_refs=to_refs,
        old_text="\n".join(text for _, text in old) or None,
        new_text="\n".join(text for _, text in new) or None,
        old_timescale=collapsed(old_cell) or None,
        new_timescale=collapsed(new_cell) or None,
        old_milestones=old_milestones,
        new_milestones=new_milestones,
        reason=_entry_reason(region, group, prose) or table.reason,
        quotes=old,
        to_quotes=quoted,
        places=_places(region, group),
    )


def _words(entry: Entry, n: int | None) -> str:
    return entry.text_override if entry.text_override is not None else entry.text(n)


def _kind(table: ChangeTable, group: _Group, new: Sequence[tuple[str | None, str]]) -> str:
    named = {ref for ref, _ in new if ref}
    first = group.entries[0]
    said = said_in(first.text(table.region.field(Role.CHANGE)), KINDS)
    band = ALONE.fullmatch(first.bands[-1]) if first.bands else None
    if said or band:
        return said or (band.lastgroup if band else None) or table.kind
    if table.kind == "revised" and len(group.entries) > 1:
        return "merged"
    if table.kind == "revised" and len(named) > 1:
        return "split"
    return table.kind


def _to_refs(kind: str, refs: tuple[str, ...], named: tuple[str, ...]) -> tuple[str, ...]:
    if named:
        return named
    if kind in ("revised", "retimed"):
        return refs
    return refs[:1] if kind in ("merged", "split") else ()


def _new_actions(cell: str) -> Iterator[tuple[str | None, str]]:
    """The new actions that a cell names ("SL15a - … SL15b - …"), each with its ref where one is printed."""
    opening = opening_refs(cell.strip())
    if opening and not opening[1]:
        yield from ((ref, "") for ref in opening[0])
        return
    starts = [found for found in _NAMED.finditer(cell) if normalise_ref(found["ref"])]
    if not starts or cell[: starts[0].start()].strip():
        if cell.strip():
            yield None, collapsed(cell)
        return
    ends = [*(found.start() for found in starts[1:]), len(cell)]
    for found, end in zip(starts, ends, strict=True):
        yield normalise_ref(found["ref"]), collapsed(cell[found.end() : end])


def _timescale_cells(region: Region, entry: Entry) -> tuple[str, str]:
    """The cells with the new and the old timescale."""
    old = next(iter(region.header.named(Role.OLD_TIMESCALE)), None)
    timed = region.header.named(Role.NEW_TIMESCALE) or region.header.named(Role.TIMESCALE)
    if region.field(Role.CHANGE) is not None:
        timed = [n for n in timed if not _WHEN_CHANGED.fullmatch(region.header.columns[n].name)]
    return entry.text(next(iter(timed), None)), entry.text(old)


def _parted(cell: str, context: TimeContext) -> tuple[str, str]:
    """A timescale cell as the words that say when and the prose that says why.

    The words that say when are the fewest first words that read like the whole cell, with no more taken from elsewhere
    ("April" is not all of "April 2025", though the paper is of 2025).
    """
    whole = read_timescale(cell, context)
    words = cell.split()
    if len(whole) != 1 or not whole[0].note:
        return collapsed(cell), ""
    for count in range(1, len(words)):
        start = read_timescale(" ".join(words[:count]), context)
        if len(start) == 1 and _meaning(start[0]) == _meaning(whole[0]) and start[0].inferred == whole[0].inferred:
            return " ".join(words[:count]).rstrip(" ;,–-"), " ".join(words[count:]).lstrip(" ;,–-")
    return collapsed(cell), ""


def _meaning(milestone: Milestone) -> tuple[str | None, ...]:
    return milestone.kind, milestone.start, milestone.due, milestone.rrule


def _entry_reason(region: Region, group: _Group, prose: str) -> str | None:
    column = region.field(Role.REASON)
    cells = [entry.text(column) for entry in group.entries] if column is not None else []
    parts = dict.fromkeys(collapsed(part) for part in (*cells, prose) if part and folded(part))
    return " ".join(parts) or None


def _places(region: Region, group: _Group) -> tuple[Place, ...]:
    rows = [
        Row(row.data, row.joined_by or ("merged cell" if n else None))
        for n, entry in enumerate(group.entries)
        for row in entry.rows
    ]
    return places_of(rows, region.table.number)
