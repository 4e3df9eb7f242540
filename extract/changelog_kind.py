"""Whether a table tells of changes to a plan, and of which kind.

What a table declares stands in the sentence above it ("The following actions have been removed"), in the one word it
stands under ("Closed") and in its columns (old and new wording, last and revised timescale, the reason).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extract.change_words import ALONE, BECAUSE
from extract.changelog_prose import speaks_of_changes
from extract.columns import Header
from extract.header_words import Role
from extract.paired_names import paired_roles
from extract.refs import refs_in
from extract.regions import DataRow, Region
from extract.wording import collapsed, folded

__all__ = ["KINDS", "ChangeTable", "change_kind", "refs_beside", "said_in"]

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
KINDS = tuple(
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
    sentence = _sentence_above(region)
    heads = " ".join([*region.table.path[-1:], region.title or ""])
    said = said_in(sentence, _VERBS) or said_in(heads, _TITLES)
    statement = region.field(Role.ACTION, Role.OLD_ACTION, Role.NEW_ACTION) is not None
    by_row = _says_in_each_row(region)
    if by_row and (both_dates or wording or closed or not reports or (of_changes and not _says_how_it_stands(header))):
        return ChangeTable(region, "revised" if wording or not both_dates else "retimed", None)
    paired = bool(paired_roles([column.name for column in header.columns]))
    if not statement or (paired and not _names_actions(region)):
        return None
    within = of_changes or any(map(speaks_of_changes, region.table.path[:-1]))
    alone = _alone(region) if within and not _says_how_it_stands(header) else None
    if alone and not (wording or both_dates):
        return ChangeTable(region, alone, _reason(sentence))
    if both_dates and not wording and not reports and said in (None, "revised"):
        return (
            ChangeTable(region, "retimed", None) if said or of_changes or _LED_BY_TIMESCALE.search(sentence) else None
        )
    if wording:
        kind = (
            "closed_replaced"
            if said in ("closed", "removed", "closed_replaced") or closed or _old_is_closed(region)
            else said or alone or "revised"
        )
        return ChangeTable(region, kind, _reason(sentence))
    if closed:
        return ChangeTable(region, said if said in ("removed", "merged") else "closed", _reason(sentence))
    announced = said == "added" and not header.named(Role.RATING, Role.PROGRESS) and said_in(heads, _TITLES) == "added"
    introduced = _introduces(sentence) or region.field(Role.REASON) is not None or (announced and within)
    if said and (announced or not reports) and introduced:
        return ChangeTable(region, said, _reason(sentence) if said != "added" else None)
    return None


def _sentence_above(region: Region) -> str:
    """The last sentence that says what kind of change is told, above the table or as a row above its header.

    A sheet without blank rows holds such sentences as rows between its tables.
    """
    above = [*(p.text for p in region.table.intro[-1:]), *(label[0] for label in region.labels if len(label) == 1)]
    if len(above) < 2:
        return above[0] if above else ""
    return next((text for text in reversed(above) if said_in(text, _VERBS)), above[0])


def _alone(region: Region) -> str | None:
    """What the one word says under which the rows stand: the heading above the table, or its first row."""
    bands = [row.band for row in region.rows[:1] if row.band]
    words = [*bands, *filter(None, [region.title]), *region.table.path[-1:]]
    found = (ALONE.fullmatch(text) for text in words if len(text) <= _LONGEST_CHANGE)
    return next((match.lastgroup for match in found if match), None)


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
    named = sum(len(cell) <= _LONGEST_CHANGE and said_in(cell, KINDS) is not None for cell in cells)
    return region.field(Role.REF) is not None and named >= 0.8 * len(cells) > 0


def said_in(text: str, patterns: Sequence[tuple[str, re.Pattern[str]]]) -> str | None:
    """The first kind of change whose pattern a text holds, or None."""
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


def refs_beside(region: Region, row: DataRow) -> tuple[str, ...]:
    """The refs that a row names in a column that holds more than its ref: "Action 1.2 – timescale"."""
    columns = region.header.named(Role.REF, Role.CHANGE, Role.ACTION, Role.OTHER)
    found = (refs_in(row.text(n)) for n in columns if len(row.text(n)) <= _LONGEST_CHANGE)
    return next(filter(None, found), ())


def _names_actions(region: Region) -> bool:
    """Whether (nearly) every row names an action by its ref."""
    named = sum(bool(refs_beside(region, row)) for row in region.rows)
    return region.field(Role.REF) is not None or named >= 0.8 * len(region.rows) > 0
