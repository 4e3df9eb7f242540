"""From the tables of a change log to what the council declared: added, closed, replaced, merged, split, revised …

What a table declares stands in the sentence above it ("The following actions have been removed") and in its columns
(old and new wording, last and revised timescale, the reason).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extract.change_words import BECAUSE
from extract.changelog_prose import change_told, speaks_of_changes
from extract.columns import Header
from extract.entries import Entry, Row, entries_of, places_of
from extract.header_words import Role
from extract.model import DeclaredChange, Milestone, Place
from extract.refs import normalise_ref
from extract.regions import Region, RowNote
from extract.timescales import TimeContext, read_timescale
from extract.wording import collapsed, folded

__all__ = ["ChangeTable", "announced_in", "change_kind", "declared_changes"]

_PASSIVE = r"(?:have|has|had|were|was|are|is|been|being|will be|to be)\b[^.:;]{0,60}?\b"


def _verbs(words: str) -> re.Pattern[str]:
    """The words as what has been done to the actions: "have been …", "were …"."""
    return re.compile(rf"{_PASSIVE}(?:{words})\b", re.IGNORECASE)


# The first that matches decides: "closed and replaced" is not merely closed.
_VERBS = (
    (
        "closed_replaced",
        _verbs(r"(?:closed|removed|merged)\b[^.:;]*\b(?:and|then)\b[^.:;]*\breplaced|replaced|superseded"),
    ),
    ("merged", _verbs("merged|combined|amalgamated|consolidated")),
    ("split", _verbs("split|divided|separated")),
    ("removed", _verbs("removed|deleted|withdrawn|dropped|discontinued|no longer")),
    ("closed", _verbs("closed|completed and closed|signed off")),
    ("added", _verbs("added|introduced|included")),
    ("revised", _verbs("revised|amended|reworded|changed|updated|modified|extended|retimed|rescheduled|refreshed")),
)
_TIMES, _REWORDED = "(?:timescales?|dates?|deadlines?)", "(?:revised|amended|reworded|changed)"
_TITLES = tuple(
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (
        ("closed_replaced", r"\b(?:closed|removed) and replaced\b|\breplaced actions?\b|\bsuperseded\b"),
        ("merged", r"\b(?:merged|combined) actions?\b|\bactions? (?:merged|combined)\b"),
        ("split", r"\bsplit actions?\b|\bactions? split\b"),
        ("removed", r"\b(?:removed|deleted|withdrawn)\b"),
        ("closed", r"\bclosed\b"),
        ("added", r"\b(?:new|added|additional) actions?\b|\bactions? added\b"),
        (
            "revised",
            rf"\b(?:revised|amended|changed|new|later|extended) {_TIMES}\b|\b{_REWORDED} (?:actions?|wording)\b",
        ),
    )
)
_KINDS = tuple(
    (kind, re.compile(rf"\b(?:{words})\b", re.IGNORECASE))
    for kind, words in (
        (
            "retimed",
            r"(?:deadline|timescale|date|due date)s? .*|extended|extension|rescheduled|brought forward|retimed",
        ),
        ("closed_replaced", r"replaced|superseded"),
        ("merged", r"merged?|combined"),
        ("split", r"split"),
        ("removed", r"removed?|deleted?|deletion|withdrawn|dropped"),
        ("closed", r"closed?|closure|completed?"),
        ("added", r"new|added|addition"),
        ("revised", r"revised|revision|amended|amendment|reworded|changed|updated"),
    )
)
"""What the cell of a column "Type of change" says was done to its row."""
_LONGEST = 2_000
"""Characters of a sentence; what is longer is no sentence, and a search for its parts would take for ever."""
_REASON = re.compile(
    r"\b(?:closed|removed|deleted|withdrawn|revised|amended|extended|merged|replaced)\b[^.:;]*?"
    rf"\b{BECAUSE}\s+(?P<reason>.+?)\s*:?\s*$",
    re.IGNORECASE | re.DOTALL,
)
_ACTIONS = re.compile(r"\bactions?\b")
_ADDED = re.compile(r"\b(?:added|included|introduced|set out|inserted)\b")
_SECTION = re.compile(r"\bsection\s+(?P<section>[A-Z]{1,5}\d{0,2})\b")
_NAMED = re.compile(r"(?:^|\s)(?P<ref>[A-Z]{0,5}[-/ ]?\d[\d.]*[a-z]?)\s*[-–—:]\s")
_PROMISES = "actions?|commitments?|recommendations?|tasks?|objectives?|milestones?"
_INTRODUCES = tuple(
    (re.compile(first, re.IGNORECASE), re.compile(second, re.IGNORECASE))
    for first, second in (
        (rf"\b(?:{_PROMISES}|measures?)\b", r"following|below|these|:\s*$"),
        (r"(?:following|below|these|this|new)\b", rf"\b(?:{_PROMISES})\b"),
    )
)
"""A table is introduced by the one and, anywhere after it, the other."""
_LONGEST_CHANGE = 120
"""Characters of a cell that says what was done: "Target date moved from June to September 2025"."""
_WHEN_CHANGED = re.compile(r"\W*dates?\W*", re.IGNORECASE)
"""The name of a column that in a record of changes says when each was made."""
_OF_DETAIL = re.compile(
    r"^\W*(?:details?|explanation|(?:details?|description|explanation) of (?:the )?(?:change|amendment)s?"
    r"|what (?:has |was )?changed|(?:change|amendment)s? made)\W*$",
    re.IGNORECASE,
)
"""Names of columns that tell what was changed, where another one says what kind of change it is."""
_OF_DATES = r"(?:timescales?|deadlines?|(?:due |target )?dates?|timings?)"
_DATES_CHANGED = re.compile(
    rf"\b(?:chang|revis|extend|extension|amend|mov|slipp|reschedul)\w*\b[^.]{{0,60}}\b{_OF_DATES}\b"
    rf"|\b{_OF_DATES}\b[^.]{{0,60}}\b(?:chang|revis|extend|amend|mov|slipp|reschedul)\w*",
    re.IGNORECASE,
)
_LED_BY_TIMESCALE = re.compile(r"\b(?:timescales?|deadlines?|due dates?|target dates?|dates?)\b", re.I)


@dataclass(frozen=True, slots=True)
class ChangeTable:
    """A region that declares changes, and the kind that its sentence and its columns say."""

    region: Region
    kind: str
    reason: str | None


def change_kind(region: Region, *, of_changes: bool = False) -> ChangeTable | None:
    """What a region declares, or None where it is an ordinary table of actions.

    Columns that quote both sides (old and new wording, old and new date) are evidence in themselves; a sentence in the
    passive ("have been closed") is evidence only where the table does not report ratings and progress. `of_changes`:
    the title of the paper speaks of changes.
    """
    region = _with_from_and_to(region)
    header = region.header
    wording = region.field(Role.NEW_ACTION) is not None
    closed = region.field(Role.OLD_ACTION) is not None and not wording
    both_dates = region.field(Role.OLD_TIMESCALE) is not None and bool(header.named(Role.NEW_TIMESCALE, Role.TIMESCALE))
    reports = bool(header.named(Role.RATING, Role.PROGRESS, Role.OWNER))
    sentence = region.table.intro[-1].text if region.table.intro else ""
    heads = " ".join([*region.table.path[-1:], region.title or ""])
    said = _said(sentence, _VERBS) or _said(heads, _TITLES)
    statement = region.field(Role.ACTION, Role.OLD_ACTION, Role.NEW_ACTION) is not None
    by_row = _says_in_each_row(region)
    if by_row and (both_dates or wording or closed or not reports or (of_changes and not _says_how_it_stands(header))):
        return ChangeTable(region, "revised" if wording or not both_dates else "retimed", None)
    if not statement:
        return None
    if both_dates and not wording and not reports and said in (None, "revised"):
        return (
            ChangeTable(region, "retimed", None) if said or of_changes or _LED_BY_TIMESCALE.search(sentence) else None
        )
    if wording:
        kind = (
            "closed_replaced"
            if said in ("closed", "removed", "closed_replaced") or closed or _old_is_closed(region)
            else said or "revised"
        )
        return ChangeTable(region, kind, _reason(sentence))
    if closed:
        return ChangeTable(region, said if said in ("removed", "merged") else "closed", _reason(sentence))
    announced = said == "added" and not header.named(Role.RATING, Role.PROGRESS) and _said(heads, _TITLES) == "added"
    within = of_changes or any(map(speaks_of_changes, region.table.path[:-1]))
    introduced = _introduces(sentence) or region.field(Role.REASON) is not None or (announced and within)
    if said and (announced or not reports) and introduced:
        return ChangeTable(region, said, _reason(sentence) if said != "added" else None)
    return None


def _says_how_it_stands(header: Header) -> bool:
    return bool(header.named(Role.RATING, Role.PROGRESS))


def _with_from_and_to(region: Region) -> Region:
    """The region with "From" and "To" as the old and the new date, where a heading says that dates changed."""
    heads = " ".join([*region.table.path[-1:], *(p.text for p in region.table.intro[-1:])])
    names = [folded(column.name) for column in region.header.columns]
    if not ("from" in names and "to" in names and _DATES_CHANGED.search(heads)):
        return region
    roles = {names.index("from"): Role.OLD_TIMESCALE, names.index("to"): Role.NEW_TIMESCALE}
    columns = tuple(replace(c, role=roles.get(n, c.role)) for n, c in enumerate(region.header.columns))
    return replace(region, header=replace(region.header, columns=columns))


def _says_in_each_row(region: Region) -> bool:
    """Whether a column says of every row what kind of change it is."""
    column = region.field(Role.CHANGE)
    cells = [row.text(column) for row in region.rows if row.text(column).strip()] if column is not None else []
    named = sum(len(cell) <= _LONGEST_CHANGE and _said(cell, _KINDS) is not None for cell in cells)
    return region.field(Role.REF) is not None and named >= 0.8 * len(cells) > 0


def _said(text: str, patterns: Sequence[tuple[str, re.Pattern[str]]]) -> str | None:
    return next((kind for kind, pattern in patterns if pattern.search(text)), None)


def _old_is_closed(region: Region) -> bool:
    names = " ".join(column.name for column in region.header.columns if column.role is Role.OLD_ACTION)
    return bool(re.search(r"\b(?:closed|removed|replaced)\b", names, re.I))


def _introduces(sentence: str) -> bool:
    starts = ((found.end(), second) for first, second in _INTRODUCES if (found := first.search(sentence)))
    return any(second.search(sentence, end) for end, second in starts)


def _reason(sentence: str) -> str | None:
    said = collapsed(sentence)
    found = _REASON.search(said) if len(said) <= _LONGEST else None
    return found["reason"].rstrip(" :.") or None if found else None


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
    kind = _said(entry.text(by_row), _KINDS)
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
    new_cell, prose = _parted(new_cell, context)
    new_milestones = read_timescale(new_cell, context)
    old_milestones = read_timescale(old_cell, context)
    kind = _kind(table, group, new)
    refs = tuple(ref for ref, _ in old if ref)
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
    said = _said(group.entries[0].text(table.region.field(Role.CHANGE)), _KINDS)
    if said:
        return said
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

    The words that say when are the fewest first words that read like the whole cell.
    """
    whole = read_timescale(cell, context)
    words = cell.split()
    if len(whole) != 1 or not whole[0].note:
        return collapsed(cell), ""
    for count in range(1, len(words)):
        start = read_timescale(" ".join(words[:count]), context)
        if len(start) == 1 and _meaning(start[0]) == _meaning(whole[0]):
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
