"""The regions of a logical table: a header and the rows it governs, with the title, lead and headings above it.

One printed table can hold several: information rows, then a header row, then actions, then rows of another kind, then
the next header. Every printed row is accounted for: it belongs to a region's rows or has a note that explains it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from extract.alignment import by_borders, by_content, fields_of, is_shifted, learned_map
from extract.cell_profiles import is_measure
from extract.columns import (
    Column,
    Header,
    Role,
    alike,
    fits,
    plain_header,
    roles_by_content,
    verified,
)
from extract.document import Cell
from extract.header_words import header_role, speaks_of_other_things
from extract.period_grid import PeriodGrid, grid_in
from extract.ratings import leading_status, looks_like_rating
from extract.refs import looks_like_ref
from extract.second_header import is_second_header_row, nested
from extract.shared_columns import names_who_and_when, parted_cells, parted_header
from extract.tables import LogicalTable, PrintedRow, row_header
from extract.timescales import looks_like_timescale
from extract.wording import collapsed, folded

__all__ = ["DataRow", "PooledRoles", "Region", "RowNote", "regions_of"]

_LEAD_LABEL = re.compile(r"\b(lead|owner|responsible|sponsor|sro|accountable)\b", re.IGNORECASE)
_LONGEST_TITLE = 160
_OF_REFS = re.compile(r"\b(?:ref|reference|no|number|id)\W*$", re.IGNORECASE)
_OF_RISKS = re.compile(r"\b(?:likelihood|probability|inherent|residual|mitigations?)\b", re.IGNORECASE)
_OF_FIGURES = re.compile(
    r"\b(?:targets?|actuals?|baseline|outturn|performance|results?|value|previous|current|last|q[1-4]|20\d\d)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class RowNote:
    """A printed row that is not an action, and what it is: header · blank · title · label · band · other."""

    row: int
    what: str


@dataclass(frozen=True)
class DataRow:
    """A printed row with its cells by field of the header; `merged` are those of earlier rows that reach into it."""

    printed: PrintedRow
    fields: tuple[tuple[Cell, ...], ...]
    merged: tuple[tuple[Cell, ...], ...] = ()

    def text(self, field_number: int) -> str:
        """What a field holds; the cells that fall into it are joined in order, a computed list number first."""
        return self.texts[field_number] if field_number < len(self.texts) else ""

    def merged_text(self, field_number: int) -> str:
        """What a merged cell of an earlier row says for this row too."""
        return _text_of(self.merged[field_number]) if field_number < len(self.merged) else ""

    def fill(self, field_number: int) -> str | None:
        """The background of a field, where one of its cells, or a merged cell over it, has one."""
        cells = [cell for row in (self.fields, self.merged) if field_number < len(row) for cell in row[field_number]]
        return next((cell.fill for cell in cells if cell.fill), None)

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """Every field's text."""
        return tuple(map(_text_of, self.fields))

    @property
    def band(self) -> str | None:
        """The text of a full-width row (one filled cell that spans the table, or stands first and alone), else None."""
        filled = [cell for cell in self.printed.cells if cell.text.strip()]
        if len(filled) != 1:
            return None
        spans = filled[0].colspan >= max(2, len(self.fields) - 1) or self.printed.length == 1
        return collapsed(filled[0].text) if spans or filled[0].col == 0 else None


def _text_of(cells: Sequence[Cell]) -> str:
    parts = [part for cell in cells for part in (cell.number or "", cell.text) if part.strip()]
    return " ".join(part.strip() for part in parts)


@dataclass(frozen=True)
class Region:
    """A header (verified against the cells) and its rows. `title`: a full-width row above the header."""

    table: LogicalTable
    header: Header
    rows: tuple[DataRow, ...]
    title: str | None = None
    lead: str | None = None
    labels: tuple[tuple[str, ...], ...] = ()
    from_content: bool = False

    def field(self, *roles: Role) -> int | None:
        """The first field that has one of these roles."""
        return next(iter(self.header.named(*roles)), None)

    @cached_property
    def periods(self) -> PeriodGrid | None:
        """The columns of quarters, months or years in which rows mark when, where no other column says that."""
        if self._filled(Role.TIMESCALE, Role.NEW_TIMESCALE, Role.OLD_TIMESCALE):
            return None
        return grid_in([column.name for column in self.header.columns], [row.fields for row in self.rows])

    @cached_property
    def opens_with_status(self) -> bool:
        """Whether every cell of the column of progress opens with a status, where no column has ratings."""
        column = self.field(Role.PROGRESS)
        if column is None or self.field(Role.RATING) is not None:
            return False
        cells = [text for row in self.rows if (text := row.text(column).strip())]
        return len(cells) > 1 and all(leading_status(text) for text in cells)

    @property
    def holds_actions(self) -> bool:
        """Whether the region is a table of actions rather than of risks, measures, costs, terms or people."""
        action = self.field(Role.ACTION)
        if action is None or not self.rows:
            return False
        other = sum(
            speaks_of_other_things(c.name) and not _OF_REFS.search(c.name)
            for c in self.header.columns
            if c.role is not Role.REF
        )
        subject = next((c for c in self.header.columns if c.role is not Role.REF), None)
        timed = self.periods is not None or self._filled(
            Role.TIMESCALE, Role.NEW_TIMESCALE, Role.OLD_TIMESCALE, Role.START
        )
        owned, rated = self._filled(Role.OWNER), self._filled(Role.RATING)
        told = self.field(Role.PROGRESS, Role.NEXT_STEPS) is not None
        promised = timed and owned and self.header.columns[action].said >= 0.9
        if subject is not None and subject.role is not Role.ACTION and speaks_of_other_things(subject.name):
            return promised and other == 1
        weak = self.header.columns[action].said < 0.9
        if other >= 2 and (
            not (timed or owned) or (weak and any(_OF_RISKS.search(c.name) for c in self.header.columns))
        ):
            return False
        if not timed and self._measures_something():
            return False
        if self.header.columns[action].said < 0.4 and not self.from_content:
            return timed and owned and (rated or told)
        if self.header.columns[action].said < 0.9 and not self.from_content:
            return timed or rated or self._names_who_acts()
        return timed or owned or rated or told or self._filled(Role.REF)

    def _measures_something(self) -> bool:
        """Whether two columns or more hold figures to be compared: target and actual, this year and last."""
        named = [n for n, c in enumerate(self.header.columns) if c.role is Role.OTHER and _OF_FIGURES.search(c.name)]
        cells = [[text for row in self.rows if (text := row.text(n).strip())] for n in named]
        return sum(bool(column) and all(map(is_measure, column)) for column in cells) >= 2

    def _names_who_acts(self) -> bool:
        """Whether the owners' column says that they are to act ("Action by"), and the table tells how far they are."""
        owner, progress = self.field(Role.OWNER), self.field(Role.PROGRESS)
        return owner is not None and progress is not None and "action" in folded(self.header.columns[owner].name)

    @property
    def holds_requirements(self) -> bool:
        """Whether it is a list of referenced statements that nobody has promised to do by a date."""
        action, ref = self.field(Role.ACTION), self.field(Role.REF)
        return action is not None and ref is not None and len(self.rows) >= 3 and not self.holds_actions

    def _filled(self, *roles: Role) -> bool:
        return any(row.text(n).strip() or row.fill(n) for n in self.header.named(*roles) for row in self.rows)


@dataclass(slots=True)
class _Open:
    """A region while its rows are gathered."""

    header: Header
    piece: int
    above: list[PrintedRow]
    rows: list[PrintedRow] = field(default_factory=list)


@dataclass(frozen=True)
class PooledRoles:
    """Roles read from all tables of a paper that have no header and as many columns: asked for by that number.

    A single short row says little; the rows of its sister tables say what its columns are for.
    """

    tables: Sequence[LogicalTable]

    def get(self, width: int) -> Header | None:
        """The header that the tables of so many columns show together, if they do."""
        if width not in self._found:
            self._found[width] = roles_by_content(self._rows.get(width, []))
        return self._found[width]

    @cached_property
    def _found(self) -> dict[int, Header | None]:
        return {}

    @cached_property
    def _rows(self) -> dict[int, list[list[str]]]:
        rows: dict[int, list[list[str]]] = {}
        for table in self.tables:
            width = max((piece.n_cols for piece in table.pieces), default=0)
            if not any(row_header(row, table.pieces[row.piece].n_cols) for row in table.rows):
                rows.setdefault(width, []).extend(row.texts(width) for row in table.rows if not row.is_blank)
        return rows


def regions_of(
    table: LogicalTable,
    *,
    expect_actions: bool,
    pooled: PooledRoles | None = None,
    lent: Mapping[int, Sequence[Header]] | None = None,
) -> tuple[list[Region], list[RowNote]]:
    """The regions of a table and a note for every printed row that belongs to none.

    `expect_actions`: the paper or the headings speak of actions, so that a table without any header may be read by
    what its cells hold, or else by what its sister tables hold (`pooled`). `lent`: the headers of
    actions above this table, the last first, by their number of grid columns: some papers print one for many tables.
    """
    notes: list[RowNote] = []
    gathered: list[_Open] = []
    above: list[PrintedRow] = []
    leads = False
    width = max((piece.n_cols for piece in table.pieces), default=0)
    for row in table.rows:
        if row.is_blank:
            notes.append(RowNote(row.number, "blank"))
            continue
        if gathered and not gathered[-1].rows and is_second_header_row(row, gathered[-1].header):
            notes.append(RowNote(row.number, "header"))
            gathered[-1].header = nested(gathered[-1].header, row)
            continue
        header = row_header(row, table.pieces[row.piece].n_cols, after_one=bool(gathered))
        if row.again and header is None:
            notes.append(RowNote(row.number, "header"))
            continue
        of_two_rows = row.again and len(gathered) == 1  # its names are joined in the header, and no longer alike
        repeated = of_two_rows or (bool(gathered) and alike(row.texts(width), gathered[-1].header))
        if header is not None or repeated:
            notes.append(RowNote(row.number, "header"))
            leads = row.leads_piece or row.again
            titled = _is_titled(gathered, row)
            if header is not None and not repeated:
                above = [*above, gathered[-1].rows.pop()] if titled else above
                gathered.append(_Open(header, row.piece, above))
                above = []
            elif titled:
                gathered[-1].rows[-1] = replace(gathered[-1].rows[-1], heads=True)
        elif not gathered:
            above.append(row)
        else:
            # Below a repeated header the next row is the one that can go on from the page before.
            gathered[-1].rows.append(replace(row, leads_piece=True) if leads else row)
            leads = False
    if not gathered:
        named = bool(above) and _names_columns(above[0], width)
        for header in (lent or {}).get(width, ()) if not named else ():
            if _stands_under(header, above):
                return [_close(table, _Open(header, 0, [], above))], notes
        return _without_header(table, above, notes, pooled or PooledRoles(()), expect_actions=expect_actions)
    for region in gathered:
        notes += [RowNote(row.number, "label") for row in region.above]
    return [_close(table, region) for region in gathered], notes


def _is_titled(gathered: Sequence[_Open], header: PrintedRow) -> bool:
    """Whether the last row before a header has one filled cell, its first, with words: a title of what comes below."""
    row = gathered[-1].rows[-1] if gathered and gathered[-1].rows else None
    if row is None or row.piece != header.piece:
        return False
    filled = [cell for cell in row.cells if cell.text.strip()]
    if len(filled) != 1 or filled[0].col:
        return False
    text = filled[0].text.rstrip()
    return len(text.split()) > 1 and (len(text) <= _LONGEST_TITLE or text.endswith(":"))


def _stands_under(header: Header, rows: Sequence[PrintedRow]) -> bool:
    """Whether rows without a header of their own are what a header from above names."""
    texts = [[""] * len(header.columns) for _ in rows]
    for row, fields in zip(rows, texts, strict=True):
        for cell in row.cells:
            if cell.col < len(header.fields):
                fields[header.fields[cell.col]] += cell.number or cell.text
    return fits(header, texts)


def _close(table: LogicalTable, opened: _Open, *, from_content: bool = False) -> Region:
    rows = _mapped(table, opened)
    header = opened.header
    shared = [n for n, column in enumerate(header.columns) if names_who_and_when(column.name)]
    if len(shared) == 1 and len(header.named(Role.OWNER, Role.TIMESCALE)) == 1:
        header = parted_header(header, shared[0])
        rows = [
            replace(row, fields=parted_cells(row.fields, shared[0]), merged=parted_cells(row.merged, shared[0]))
            for row in rows
        ]
    header = header if from_content else verified(header, [row.texts for row in rows])
    labels = tuple(tuple(cell.text for cell in row.cells if cell.text.strip()) for row in opened.above)
    title = collapsed(labels[0][0]) if len(labels) == 1 and len(labels[0]) == 1 and _is_title(labels[0][0]) else None
    lead = next((collapsed(label[1]) for label in labels if len(label) == 2 and _is_lead(label[0])), None)
    return Region(table, header, tuple(rows), title, lead, labels, from_content)


def _is_title(text: str) -> bool:
    """Whether a row that stands alone above a header names what comes, rather than being (the end of) a sentence."""
    return len(text) <= _LONGEST_TITLE and not text[:1].islower() and not text.rstrip().endswith((".", ";"))


def _is_lead(label: str) -> bool:
    return len(label) <= 40 and bool(_LEAD_LABEL.search(label))


def _mapped(table: LogicalTable, opened: _Open) -> list[DataRow]:
    """Every row's cells by field: the header's grid, the borders, or (in text exports) what the cells hold."""
    header, home = opened.header, table.pieces[opened.piece]
    width = len(header.columns)
    result: list[DataRow] = []
    before: list[str] = [""] * width
    maps: dict[int, Sequence[int]] = {}
    for p, piece in enumerate(table.pieces):
        same_grid = p == opened.piece or piece.n_cols == home.n_cols
        maps[p] = (None if p == opened.piece else by_borders(piece, home, header)) or (
            header.fields if same_grid else tuple(min(i, width - 1) for i in range(piece.n_cols))
        )
    for row in opened.rows:
        piece = table.pieces[row.piece]
        mapping: Sequence[int] | dict[int, int] = maps[row.piece]
        if piece.drawn == "tabs" and row.length > 1:
            mapping = _map_of_text_row(row, opened, header, before) or mapping
        data = DataRow(row, fields_of(row.cells, mapping, width), fields_of(row.above, maps[row.piece], width))
        before = [new or old for new, old in zip(data.texts, before, strict=True)]
        result.append(data)
    return result


def _map_of_text_row(row: PrintedRow, opened: _Open, header: Header, before: Sequence[str]) -> dict[int, int] | None:
    """The map of a row that a text export has widened, narrowed or shifted; None where it has the header's grid."""
    if row.length == len(header.fields):
        return by_content(row.texts(0), header, before) if is_shifted(row.texts(0), header) else None
    siblings = [r for r in opened.rows if r.piece == row.piece]
    return learned_map(siblings, row.length, len(header.columns)) or by_content(row.texts(0), header, before)


def _is_data(text: str) -> bool:
    return looks_like_timescale(text) or looks_like_rating(text) or looks_like_ref(text)


def _without_header(
    table: LogicalTable,
    rows: list[PrintedRow],
    notes: list[RowNote],
    pooled: PooledRoles,
    *,
    expect_actions: bool,
) -> tuple[list[Region], list[RowNote]]:
    """A table whose header is missing or names nothing known: its roles are read from the cells."""
    width = max((piece.n_cols for piece in table.pieces), default=0)
    first = rows[0] if rows else None
    if first is not None and len(rows) > 1 and _names_columns(first, width):
        header = _named_by_first_row(first, rows[1:], width, expect_actions=expect_actions)
        if header is not None:
            region = _close(table, _Open(header, first.piece, [], rows[1:]), from_content=True)
            return [region], [*notes, RowNote(first.number, "header")]
        told = [header_role(cell.text)[1] > 0 for cell in first.cells if cell.text.strip()]
        if 2 * sum(told) >= len(told):
            return [], [*notes, *(RowNote(row.number, "other") for row in rows)]
    found = (roles_by_content([row.texts(width) for row in rows]) or pooled.get(width)) if expect_actions else None
    if found is None:
        return [], [*notes, *(RowNote(row.number, "other") for row in rows)]
    return [_close(table, _Open(found, 0, [], rows), from_content=True)], notes


def _named_by_first_row(
    first: PrintedRow, rows: Sequence[PrintedRow], width: int, *, expect_actions: bool
) -> Header | None:
    """The header of a table whose first row names columns that tell too little: the cells tell the rest.

    What a name surely says is not overruled: the date of a meeting is no timescale, whatever the cells look like.
    """
    found = roles_by_content([row.texts(width) for row in rows])
    printed = plain_header(first.texts(width), first.spans(width))
    if found is None or len(rows) < 2 or len(printed.columns) != len(found.columns):
        return None
    told = {column.role for column in printed.columns if column.said >= 0.9} - {Role.OTHER}
    if Role.ACTION not in told and len(told) < 2:
        return None
    named = tuple(
        replace(shown, name=said.name)
        if not said.said or said.role is shown.role
        else Column(Role.OTHER, said.name, 1.0)
        for shown, said in zip(found.columns, printed.columns, strict=True)
    )
    header = Header(named, printed.fields)
    return header if _tells_enough(header, expect_actions=expect_actions) else None


def _names_columns(row: PrintedRow, width: int) -> bool:
    """Whether a first row reads like names of columns: one short text a column, no dates, refs or ratings."""
    filled = [cell for cell in row.cells if cell.text.strip()]
    return len(filled) >= max(2, width - 1) and all(len(c.text) <= 40 and not _is_data(c.text) for c in filled)


def _tells_enough(header: Header, *, expect_actions: bool) -> bool:
    """Whether roles read from content make an action table, above all where nothing around speaks of actions."""
    roles = {column.role for column in header.columns}
    if expect_actions:
        return Role.ACTION in roles and bool(roles & {Role.TIMESCALE, Role.RATING})
    return {Role.REF, Role.ACTION, Role.TIMESCALE} <= roles or {Role.ACTION, Role.TIMESCALE, Role.RATING} <= roles
