"""Which printed rows make one entry: a row with its continuations and its further milestones.

The rules, in order (`_place`): a row cut by the page break goes on with the entry above it; a row with a ref of its own
begins an entry; a full-width row is a section; a row without words but with a date, a rating or owners is one more
milestone; in a table without refs every row of words begins an entry. Why a row was joined is kept.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from extract.alignment import by_content, fields_of
from extract.dittos import what_dittos_mean
from extract.header_words import Role
from extract.model import Place
from extract.ref_form import ref_letters
from extract.refs import normalise_ref, repair_sequence, split_leading_ref, split_leading_refs
from extract.regions import DataRow, Region, RowNote
from extract.row_kinds import column_of_kinds, kind_of_row
from extract.timescales import looks_like_timescale
from extract.wording import folded, is_unfinished

__all__ = ["Entry", "Row", "entries_of", "places_of"]

_DATED = (Role.TIMESCALE, Role.NEW_TIMESCALE, Role.OLD_TIMESCALE, Role.START, Role.COMPLETED, Role.RATING)
_LONGEST_BAND = 200


@dataclass(frozen=True, slots=True)
class Row:
    """A printed row of an entry and why it belongs there (null for the first)."""

    data: DataRow
    joined_by: str | None = None


@dataclass(slots=True)
class Entry:
    """One logical row: the printed rows it covers, its further milestones, its ref and the bands it stands under."""

    rows: list[Row]
    ref_printed: str | None
    bands: tuple[str, ...] = ()
    milestones: list[Row] = field(default_factory=list)
    ref: str | None = None
    ref_repair: str | None = None
    missing_before: tuple[str, ...] = ()
    text_override: str | None = None
    dittos: dict[int, str] = field(default_factory=dict)
    """By field: what the entry above says, where this one only points to it ("As above")."""

    def text(self, n: int | None) -> str:
        """A field's text over all rows of the entry, in printed order."""
        if n is None:
            return ""
        if len(self.rows) == 1:
            return self.rows[0].data.text(n).strip()
        parts = [row.data.text(n).strip() for row in self.rows]
        return _joined([part for part in parts if part])

    def value(self, n: int | None) -> str:
        """A field's text, or what a merged cell that begins in an earlier row says for this entry too."""
        return self.text(n) or (self.rows[0].data.merged_text(n) if n is not None else "")

    def meaning(self, n: int | None) -> str:
        """A field's value, or that of the entry above where this one only points to it."""
        return self.dittos.get(n, self.value(n)) if n is not None else ""


def _joined(parts: Sequence[str]) -> str:
    text = ""
    for part in parts:
        text = part if not text else text + ("\n" if part.startswith("•") else " ") + part
    return text


@dataclass(slots=True)
class _Reading:
    """The state of one pass over a region's rows. `by_ref`: refs are what begins an entry here."""

    region: Region
    ref: int | None
    action: int | None
    by_ref: bool
    entries: list[Entry] = field(default_factory=list)
    notes: list[RowNote] = field(default_factory=list)
    bands: tuple[str, ...] = ()
    ended: bool = False
    kind: int | None = None
    """The column that says what each row is, where the table does not hold actions alone."""
    opened: dict[int, tuple[str, str]] = field(default_factory=dict)
    """The refs that open the words of rows, by the number of the row, where the column bears them out."""


def entries_of(region: Region, *, roles: tuple[Role, ...] = (Role.ACTION,)) -> tuple[list[Entry], list[RowNote]]:
    """The entries of a region in reading order and a note for every row that belongs to none.

    `roles`: the columns that hold an entry's words (for a change table, old and new wording).
    """
    ref = region.field(Role.REF)
    action = region.field(*roles)
    opened = _opened(region.rows, action) if ref is None and action is not None else {}
    refs = [row for row in region.rows if _ref_of(row, ref, action, opened)[0]]
    worded = sum(bool(action is not None and row.text(action).strip()) for row in region.rows)
    by_ref, kind = len(refs) >= 0.5 * worded, column_of_kinds(region)
    state = _Reading(region, ref, action, by_ref=by_ref, kind=kind, opened=opened)
    for i, row in enumerate(region.rows):
        following = region.rows[i + 1 :]
        _place(state, row, following)
    _normalise(state.entries, action)
    for n in region.header.named(Role.OWNER, *_DATED):
        for entry, meant in zip(
            state.entries, what_dittos_mean(entry.value(n) for entry in state.entries), strict=True
        ):
            if meant is not None:
                entry.dittos[n] = meant
    dated = region.field(Role.TIMESCALE, Role.NEW_TIMESCALE, Role.OLD_TIMESCALE) is not None
    for entry in state.entries:
        further, whole = _nested_rows(entry, region, dated=dated)
        entry.milestones += further
        entry.rows += whole
    return state.entries, state.notes


def _nested_rows(entry: Entry, region: Region, *, dated: bool) -> tuple[list[Row], list[Row]]:
    """The rows of tables inside the entry's cells: further milestones, their columns read by what they hold, and rest.

    Where the table round them has no column of dates (`dated`), or they have no date of their own, they stay whole in
    the column that they stand in.
    """
    further: list[Row] = []
    rest: list[Row] = []
    width = len(region.header.columns)
    for row in entry.rows:
        for cell in row.data.printed.cells:
            home = next((n for n, cells in enumerate(row.data.fields) if cell in cells), 0)
            for piece in cell.nested:
                for r, texts in enumerate(piece.texts()):
                    cells = tuple(c for c in piece.cells if c.row == r)
                    printed = replace(row.data.printed, cells=cells, above=())
                    told = dated and any(looks_like_timescale(text) for text in texts)
                    timed = dated and region.header.columns[home].role in _DATED
                    spread = told and sum(map(bool, texts)) > 1
                    whole = dict.fromkeys(range(piece.n_cols), home)
                    places = by_content(texts, region.header, ()) if spread else whole
                    inside = Row(DataRow(printed, fields_of(cells, places, width)), "nested table")
                    (further if spread or timed else rest).append(inside)
    return further, rest


def _opened(rows: Sequence[DataRow], action: int) -> dict[int, tuple[str, str]]:
    """The refs, and what follows them, with which the words of rows open, where the column bears them out."""
    worded = [row for row in rows if row.text(action).strip()]
    found = split_leading_refs([row.text(action) for row in worded]) or ()
    return {row.printed.number: pair for row, pair in zip(worded, found, strict=False) if pair}


def _ref_of(
    row: DataRow, ref: int | None, action: int | None, opened: Mapping[int, tuple[str, str]]
) -> tuple[str | None, str | None]:
    """The ref a row prints, and the action text without it where the ref stands in the text cell."""
    if ref is not None and row.text(ref).strip():
        printed = row.text(ref)
        return (printed, None) if normalise_ref(printed) else (None, None)
    if action is not None:
        cells = row.fields[action]
        if cells and cells[0].number and normalise_ref(cells[0].number):
            return cells[0].number, " ".join(cell.text for cell in cells)
        split = split_leading_ref(row.text(action)) or opened.get(row.printed.number)
        if split:
            return split
    return None, None


def _place(state: _Reading, row: DataRow, following: Sequence[DataRow]) -> None:
    number = row.printed.number
    printed, rest = _ref_of(row, state.ref, state.action, state.opened)
    words = row.text(state.action) if state.action is not None else ""
    current = state.entries[-1] if state.entries else None
    printed = printed or _misread_ref(state, row, current)
    if row.printed.heads and row.band:
        state.bands = (row.band,)
        state.notes.append(RowNote(number, "band"))
        state.ended = False
    elif current and not state.ended and row.printed.leads_piece and _goes_on(state, row, current, printed):
        _continue(state, current, row)
    elif printed and _heads_numbered(state, row, printed, following):
        state.bands = (" ".join(text for text in row.texts if text),)
        state.notes.append(RowNote(number, "band"))
        state.ended = False
    elif _is_of_another_kind(state, row) or (printed and _is_empty(state, row)):
        state.ended = True
        state.notes.append(RowNote(number, "other"))
    elif (printed and (state.ref is not None or rest is not None)) and (state.by_ref or state.ref is not None):
        state.ended = False
        state.entries.append(Entry([Row(row)], printed, state.bands, text_override=rest))
    elif row.band and _is_band(row, current):
        state.bands = (row.band,)
        state.notes.append(RowNote(number, "band"))
    elif _is_labelled(state, row):
        state.entries.append(Entry([Row(row)], row.text(state.ref or 0).strip(), state.bands))
    elif _is_foreign(state, row):
        state.ended = True
        state.notes.append(RowNote(number, "other"))
    elif state.ended:
        state.notes.append(RowNote(number, "other"))
    elif not words.strip():
        _without_words(state, row, current)
    elif not state.by_ref or current is None:
        state.entries.append(Entry([Row(row)], None, state.bands))
    else:
        _without_ref(state, row, current, following)


def _continue(state: _Reading, current: Entry, row: DataRow) -> None:
    """Join the rest of a cut entry: its words to its words, and what says when, how or who to its last milestone."""
    reason = row.printed.joined_by or "page break"
    if not current.milestones:
        current.rows.append(Row(row, reason))
        return
    last = current.milestones[-1]
    own = {n for n in state.region.header.named(*_DATED, Role.OWNER) if last.data.text(n)}
    further = tuple((*cells, *row.fields[n]) if n in own else cells for n, cells in enumerate(last.data.fields))
    rest = tuple(() if n in own else cells for n, cells in enumerate(row.fields))
    current.milestones[-1] = replace(last, data=replace(last.data, fields=further))
    current.rows.append(Row(replace(row, fields=rest), reason))


def _misread_ref(state: _Reading, row: DataRow, current: Entry | None) -> str | None:
    """A ref whose figures a scan has turned into letters ("CLAS" after CLA4): it begins like the ref above it."""
    label = row.text(state.ref).strip() if state.ref is not None else ""
    prefix = ref_letters(current.ref_printed or "") if current else ""
    words = state.action is not None and row.text(state.action).strip()
    likely = prefix and label.isalpha() and label.isupper() and label.startswith(prefix)
    return label if words and likely and 0 < len(label) - len(prefix) <= 2 else None


def _goes_on(state: _Reading, row: DataRow, current: Entry, printed: str | None) -> bool:
    """Whether the first row of a later piece is the rest of the entry that the page cut."""
    if printed is not None:
        return folded(printed) == folded(current.ref_printed or "") and state.ref is not None
    if _is_foreign(state, row) or (row.band and row.band[:1].isupper() and len(row.fields) > 2):
        return False
    texts = [text for text in row.texts if text.strip()]
    starts_low = any(text[:1].islower() or text.startswith(("•", "(", "-", "–")) for text in texts)
    whole = sum(bool(text.strip()) for text in _texts_of(current))
    if state.by_ref:
        return True
    words = row.text(state.action) if state.action is not None else ""
    return starts_low or not words.strip() or (len(texts) < whole and is_unfinished(current.text(state.action)))


def _texts_of(entry: Entry) -> list[str]:
    """The texts of an entry by field."""
    return [entry.text(n) for n in range(len(entry.rows[0].data.fields))]


def _is_band(row: DataRow, current: Entry | None) -> bool:
    band = row.band or ""
    if current is not None and band[:1].islower():
        return False
    over_all = any(cell.colspan > 1 for cell in row.printed.cells)
    return len(band) <= _LONGEST_BAND and (len(row.fields) > 2 or over_all)


def _is_foreign(state: _Reading, row: DataRow) -> bool:
    """Whether a row is of another kind: its ref cell holds a label, as below the actions of a section."""
    if state.ref is None:
        return False
    label = row.text(state.ref).strip()
    if not label or normalise_ref(label):
        return False
    return not label[:1].islower() and not label.startswith("•") and len(label) > 3


def _is_of_another_kind(state: _Reading, row: DataRow) -> bool:
    """Whether the table lists decisions, notes … beside actions, and this row says that it is one of those."""
    return state.kind is not None and kind_of_row(row.text(state.kind)) not in ("action", None)


def _heads_numbered(state: _Reading, row: DataRow, printed: str, following: Sequence[DataRow]) -> bool:
    """Whether a row is a number and words over all other columns, above rows that count on from it (1, then 1.1)."""
    filled = [cell for cell in row.printed.cells if cell.text.strip() or cell.number]
    reaches = len(filled) == 2 and filled[1].colspan > 1 and filled[1].col + filled[1].colspan >= len(row.fields)
    if not reaches or not following:
        return False
    ref, below = (
        normalise_ref(printed),
        normalise_ref(_ref_of(following[0], state.ref, state.action, state.opened)[0] or ""),
    )
    counts_on = rf"{re.escape(ref or '')}(?:[.\-/]\d|(?<!\d)\d|\.?[a-z]\b)"
    return bool(ref and below and below != ref and re.match(counts_on, below))


def _is_empty(state: _Reading, row: DataRow) -> bool:
    """Whether a row with a number holds none of what an action has, though it has other words: an item discussed."""
    header = state.region.header
    told = [n for n, column in enumerate(header.columns) if column.role not in (Role.REF, Role.OTHER)]
    said = any(row.text(n).strip() or row.merged_text(n).strip() or row.fill(n) for n in told)
    return not said and any(row.text(n).strip() for n in header.named(Role.OTHER))


def _is_labelled(state: _Reading, row: DataRow) -> bool:
    """Whether a row has all that an action has, under a word where the others have their refs ("AOB", "New")."""
    label = row.text(state.ref).strip() if state.ref is not None else ""
    owned = any(row.text(n).strip() for n in state.region.header.named(Role.OWNER))
    dated = any(row.text(n).strip() for n in state.region.header.named(*_DATED))
    worded = state.action is not None and len(row.text(state.action).split()) > 1
    return label[:1].isupper() and len(label.split()) == 1 and worded and owned and dated and not state.ended


def _without_words(state: _Reading, row: DataRow, current: Entry | None) -> None:
    """A row without action words: one more milestone of the entry above, or more of its cells."""
    if current is None:
        state.notes.append(RowNote(row.printed.number, "other"))
    elif any(row.text(n).strip() for n in state.region.header.named(*_DATED)):
        current.milestones.append(Row(row, "continuation row"))
    else:
        current.rows.append(Row(row, "continuation row"))


def _without_ref(state: _Reading, row: DataRow, current: Entry, following: Sequence[DataRow]) -> None:
    """A row of words without a ref among rows with refs: the rest of the entry above, a milestone, or a lost ref."""
    words = row.text(state.action or 0)
    dated = any(row.text(n).strip() for n in state.region.header.named(*_DATED))
    runs_on = words[:1].islower() or words.startswith("•")
    if runs_on or (not dated and is_unfinished(current.text(state.action))):
        current.rows.append(Row(row, "continuation row"))
    elif _fills_a_gap(state, current, following):
        state.entries.append(Entry([Row(row)], None, state.bands))
    elif dated:
        current.milestones.append(Row(row, "continuation row"))
    elif any(row.text(n).strip() for n in state.region.header.named(Role.OWNER)):
        state.entries.append(Entry([Row(row)], None, state.bands))
    else:
        current.rows.append(Row(row, "continuation row"))


def _fills_a_gap(state: _Reading, current: Entry, following: Sequence[DataRow]) -> bool:
    """Whether exactly one ref is missing between the entry above and the next printed ref."""
    later = next(
        (printed for row in following if (printed := _ref_of(row, state.ref, state.action, state.opened)[0])), None
    )
    if current.ref_printed is None or later is None:
        return False
    repaired = repair_sequence([current.ref_printed, None, later])
    return repaired[1].ref is not None


def _normalise(entries: Sequence[Entry], action: int | None) -> None:
    for entry, repair in zip(entries, repair_sequence([entry.ref_printed for entry in entries]), strict=True):
        entry.ref, entry.ref_repair, entry.missing_before = repair.ref, repair.reason, repair.missing_before
        if entry.ref and entry.ref_printed is None and entry.text_override is None and action is not None:
            first, _, rest = entry.rows[0].data.text(action).strip().partition(" ")
            if rest and normalise_ref(first) == entry.ref:  # the number that its own cell lost stands before the words
                entry.text_override = rest.strip()


def places_of(rows: Sequence[Row], table: int) -> tuple[Place, ...]:
    """Where the printed rows of an entry stand, the first first, with why each later one belongs to it."""
    places = []
    for row in rows:
        printed = row.data.printed
        box = printed.box.rounded() if printed.box else None
        x0, top, x1, bottom = (box.x0, box.top, box.x1, box.bottom) if box else (None, None, None, None)
        places.append(
            Place(printed.page, table, printed.number, printed.line, x0, top, x1, bottom, joined_by=row.joined_by)
        )
    return tuple(places)
