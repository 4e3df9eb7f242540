"""What a table's columns are for: roles from header words, checked against the cells, or read from them alone.

A header proposes and the content disposes: a column headed "Meeting date & action number" that holds only dates is no
ref column.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extract.header_words import LONGEST_HEADER, Role, header_role
from extract.ratings import looks_like_rating
from extract.refs import looks_like_ref, split_leading_ref
from extract.timescales import looks_like_timescale
from extract.wording import folded

__all__ = ["Column", "Header", "Role", "alike", "plain_header", "read_header", "roles_by_content", "verified"]


_TIMES = {Role.TIMESCALE, Role.OLD_TIMESCALE, Role.NEW_TIMESCALE}
_MEASURE = re.compile(r"^[<>≤≥~£$]?\s*\d[\d,.]*\s*(?:%|per ?cent|k|m|days?|hours?|posts?)?$", re.IGNORECASE)
"""A target that is a figure, not a date."""


@dataclass(frozen=True, slots=True)
class Column:
    """A logical column: its role and its header as printed. `said`: how surely the header names the role, 0..1."""

    role: Role
    name: str
    said: float = 0.0


@dataclass(frozen=True, slots=True)
class Header:
    """The columns that a header row sets, by grid column; a header cell that spans covers each column it reaches."""

    columns: tuple[Column, ...]
    fields: tuple[int, ...]
    """For each grid column, the number of the field (header cell) it belongs to."""

    def named(self, *roles: Role) -> list[int]:
        """Fields that have one of these roles, left to right."""
        return [n for n, column in enumerate(self.columns) if column.role in roles]


def read_header(texts: Sequence[str], spans: Sequence[int] | None = None) -> Header | None:
    """The header that a row of cell texts sets, or None where the row does not read like one.

    `texts` by grid column, empty where a cell only reaches by its span; `spans[i]` the columns that cell i covers.
    A header names at least two different roles in short cells, at least one of them outright.
    """
    filled = [(i, text) for i, text in enumerate(texts) if text.strip()]
    if len(filled) < 2 or any(not _may_be_name(text) for _, text in filled):
        return None
    named = [header_role(text) for _, text in filled]
    roles = {role for role, _ in named if role is not Role.OTHER}
    sure = sum(said for _, said in named)
    listed = {Role.REF, Role.ACTION} <= roles
    data = sum(looks_like_timescale(text) or looks_like_rating(text) for _, text in filled)
    data += 0 if listed else sum(looks_like_ref(text) for _, text in filled)
    if len(roles) < 2 or sure < 1.4 or not (listed or sure >= 0.35 * len(filled)) or data > len(filled) / 3:
        return None
    return _header(texts, spans)


def _may_be_name(text: str) -> bool:
    """Whether a cell could name a column: short, no sentence, no ref before words."""
    return len(folded(text)) <= LONGEST_HEADER and len(text.split()) <= 14 and split_leading_ref(text) is None


def _header(texts: Sequence[str], spans: Sequence[int] | None) -> Header:
    columns: list[Column] = []
    fields: list[int] = []
    reach = 0
    for i, text in enumerate(texts):
        if text.strip() or i >= reach:
            role, said = header_role(text)
            columns.append(Column(role, " ".join(text.split()), said))
            reach = i + (spans[i] if spans and text.strip() else 1)
        fields.append(len(columns) - 1)
    return Header(_one_of_each(tuple(columns)), tuple(fields))


def plain_header(texts: Sequence[str], spans: Sequence[int] | None = None) -> Header:
    """A header as it stands, whatever it names: for tables whose file marks the row as header."""
    return _header(texts, spans)


def _one_of_each(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """One column a role for the roles that a row can have only one of; the surest, then the leftmost, keeps it."""
    single = {Role.REF, Role.ACTION, Role.RATING, Role.NEXT_STEPS, Role.NEW_ACTION, Role.OLD_ACTION, Role.START}
    result = list(columns)
    for role in single:
        holders = sorted((n for n, c in enumerate(columns) if c.role is role), key=lambda n: (-columns[n].said, n))
        for n in holders[1:]:
            result[n] = Column(Role.OTHER, columns[n].name, 0.0)
    return tuple(result)


def verified(header: Header, rows: Sequence[Sequence[str]]) -> Header:
    """The header with every role that the content contradicts taken back, and unnamed columns read by content.

    `rows`: the data rows as texts by field. A ref column must hold refs, a timescale column nothing but prose is no
    timescale column, and so on; where a role is free and one unnamed column clearly holds it, it gets it.
    """
    columns = list(header.columns)
    profile = [_profile([row[n] for row in rows if n < len(row) and row[n].strip()]) for n in range(len(columns))]
    for n, (column, seen) in enumerate(zip(columns, profile, strict=True)):
        if column.role is Role.REF and not _holds_refs([row[n] for row in rows if n < len(row) and row[n].strip()]):
            columns[n] = Column(Role.OTHER, column.name)
        if column.role in _TIMES and seen.count and seen.measures >= 0.5 * seen.count:
            columns[n] = Column(Role.OTHER, column.name)
        if column.role is Role.ACTION and column.said < 1 and seen.count and seen.words < 2:
            columns[n] = Column(Role.OTHER, column.name)
        if (
            column.role is Role.PROGRESS
            and seen.count
            and seen.ratings >= 0.7 * seen.count
            and not _has(columns, Role.RATING)
        ):
            columns[n] = Column(Role.RATING, column.name, column.said)
    for n, (column, seen) in enumerate(zip(columns, profile, strict=True)):
        if column.role is Role.OTHER and not column.name and seen.count:
            role = seen.role()
            if role is not None and not _has(columns, role):
                columns[n] = Column(role, column.name)
    return Header(tuple(columns), header.fields)


def _holds_refs(cells: Sequence[str]) -> bool:
    """Whether a column holds refs, rows of another kind that follow the last of them left aside."""
    marks = [looks_like_ref(cell) for cell in cells]
    last = max((n for n, mark in enumerate(marks) if mark), default=-1)
    return not cells or sum(marks) >= 0.5 * (last + 1) > 0


def _has(columns: Sequence[Column], role: Role) -> bool:
    return any(column.role is role for column in columns)


@dataclass(frozen=True, slots=True)
class _Profile:
    count: int
    refs: int
    dates: int
    ratings: int
    measures: int
    words: float

    def role(self) -> Role | None:
        """The role that the content alone shows, or None where it does not show one clearly."""
        for share, role in ((self.ratings, Role.RATING), (self.dates, Role.TIMESCALE), (self.refs, Role.REF)):
            if share >= 0.7 * self.count:
                return role
        return Role.ACTION if self.words >= 5 else None


def _profile(cells: Sequence[str]) -> _Profile:
    words = [len(cell.split()) for cell in cells]
    return _Profile(
        count=len(cells),
        refs=sum(looks_like_ref(cell) for cell in cells),
        dates=sum(looks_like_timescale(cell) for cell in cells),
        ratings=sum(looks_like_rating(cell) for cell in cells),
        measures=sum(bool(_MEASURE.match(c.strip())) and not looks_like_timescale(c) for c in cells),
        words=sum(words) / len(words) if words else 0.0,
    )


def roles_by_content(rows: Sequence[Sequence[str]]) -> Header | None:
    """The columns of a table without a header, read from its cells; None where they do not show an action table.

    The longest column of prose is the action; beside it there must be ratings or dates (refs alone do not tell an
    action table from a list of anything).
    """
    width = max((len(row) for row in rows), default=0)
    if width < 2 or not rows:
        return None
    profiles = [_profile([row[n] for row in rows if n < len(row) and row[n].strip()]) for n in range(width)]
    roles = [profile.role() if profile.count >= 0.5 * len(rows) else None for profile in profiles]
    prose = [n for n, role in enumerate(roles) if role is Role.ACTION]
    if not prose or not ({Role.RATING, Role.TIMESCALE} & set(roles)):
        return None
    action = max(prose, key=lambda n: (profiles[n].words, -n))
    columns: list[Column] = []
    for n, role in enumerate(roles):
        kept = role if role is not Role.ACTION or n == action else None
        first = kept is not None and kept not in [column.role for column in columns]
        columns.append(Column(kept if kept is not None and first else Role.OTHER, ""))
    return Header(tuple(columns), tuple(range(width)))


def alike(texts: Sequence[str], header: Header) -> bool:
    """Whether a row of texts repeats the header (the same names in the same order, whatever the empty columns)."""
    names = [folded(column.name) for column in header.columns if column.name]
    row = [folded(text) for text in texts if text.strip()]
    return bool(row) and row == names
