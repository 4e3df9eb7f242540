"""A second header row: it names the parts of what the first one spans ("Original", "Revised" under "Target date")."""

from __future__ import annotations

from extract.columns import Column, Header, Role, one_of_each
from extract.header_words import header_role
from extract.period_grid import is_period
from extract.ratings import looks_like_rating
from extract.refs import looks_like_ref
from extract.tables import PrintedRow
from extract.timescales import looks_like_timescale
from extract.wording import collapsed

__all__ = ["is_second_header_row", "nested"]

_LONGEST_NAME = 40


def is_second_header_row(row: PrintedRow, header: Header) -> bool:
    """Whether a row only names the parts of the header's spanning cells."""
    spanned = _spanned(header)
    cells = [cell for cell in row.cells if cell.text.strip()]
    return bool(cells) and all(
        cell.col in spanned and len(cell.text) <= _LONGEST_NAME and (is_period(cell.text) or not _is_data(cell.text))
        for cell in cells
    )


def _spanned(header: Header) -> set[int]:
    """The grid columns under a name that covers several; a text export leaves all but the first of them empty."""
    fields, columns = header.fields, header.columns
    under = {i for i, n in enumerate(fields) if fields.count(n) > 1}
    for i, n in enumerate(fields):
        if i and not columns[n].name and (columns[fields[i - 1]].name or i - 1 in under):
            under |= {i - 1, i}
    return under


def nested(header: Header, row: PrintedRow) -> Header:
    """The header with its spanning columns split by the names of the second row."""
    names = {cell.col: collapsed(cell.text) for cell in row.cells if cell.text.strip()}
    columns: list[Column] = []
    fields: list[int] = []
    above = ""
    for i, n in enumerate(header.fields):
        column = header.columns[n]
        above = column.name or above
        if i in names:
            role, said = (Role.OTHER, 1.0) if is_period(names[i]) else header_role(names[i])
            if role is Role.OTHER and not said:
                together = header_role(f"{names[i]} {above}")  # "Original" under "Timescales"
                role, said = together if together[0] is not Role.OTHER else (column.role, column.said)
            columns.append(Column(role, f"{above} – {names[i]}".strip(" –"), said))
        elif not (i and header.fields[i - 1] == n):
            columns.append(column)
        fields.append(len(columns) - 1)
    return Header(one_of_each(tuple(columns)), tuple(fields))


def _is_data(text: str) -> bool:
    return looks_like_timescale(text) or looks_like_rating(text) or looks_like_ref(text)
