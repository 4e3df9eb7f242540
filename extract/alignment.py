"""Which field of the header each grid column of a row belongs to.

In one piece that is the header's own grid. On a continuation page the borders decide where they are known; in a text
export, where a row can have lost or gained a column, what the cells hold decides.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from extract.columns import Header
from extract.document import Cell, Piece
from extract.header_words import Role
from extract.ratings import looks_like_rating
from extract.refs import looks_like_ref, split_leading_ref
from extract.tables import PrintedRow
from extract.timescales import looks_like_timescale
from extract.wording import is_unfinished

__all__ = ["by_borders", "by_content", "fields_of", "is_shifted", "learned_map"]

_WIDEST_SEARCH = 12
"""Fields up to which every way of placing the cells is tried; wider rows are placed from the left."""

_SAME_BORDER = 3.0
"""Points by which a border may be off over a page break and still be the same."""
_SHORT = {Role.OWNER, Role.OTHER, Role.REASON}


def by_borders(piece: Piece, header_piece: Piece, header: Header) -> tuple[int, ...] | None:
    """The field of each grid column of a continuation piece, by where it stands under the header's borders.

    A column that begins at one of these is that one's, however far it reaches (a label over the first two); any other
    is the one's that its middle stands under.
    """
    if not piece.edges or not header_piece.edges or len(header_piece.edges) <= header_piece.n_cols - 1:
        return None
    starts = header_piece.edges
    fields: list[int] = []
    for left, right in zip(piece.edges, piece.edges[1:], strict=False):
        begun = next((i for i, x in enumerate(starts[:-1]) if abs(x - left) <= _SAME_BORDER), None)
        middle = (left + right) / 2
        column = begun if begun is not None else max((i for i, x in enumerate(starts[:-1]) if x <= middle), default=0)
        fields.append(header.fields[min(column, len(header.fields) - 1)])
    return tuple(fields)


def learned_map(rows: Sequence[PrintedRow], length: int, fields: int) -> dict[int, int] | None:
    """Grid column → field, learned from a row of that length with exactly one filled cell a field."""
    for row in rows:
        columns = [cell.col for cell in row.cells if cell.text.strip() or cell.number]
        if row.length == length and len(columns) == fields:
            return {column: n for n, column in enumerate(columns)}
    return None


def is_shifted(texts: Sequence[str], header: Header) -> bool:
    """Whether a row of a text export has lost its ref cell, so that its words stand where the ref should."""
    first = texts[0].strip() if texts else ""
    if header.columns[0].role is not Role.REF or not first or looks_like_ref(first):
        return False
    return not texts[-1].strip() and not _is_label_row(texts, header)


def by_content(texts: Sequence[str], header: Header, before: Sequence[str]) -> dict[int, int]:
    """Grid column → field for the filled cells of one row, in order, by what the cells hold.

    `before`: the row above by field, for a row without a ref: it goes on with the unfinished cells above it.
    """
    columns = [i for i, text in enumerate(texts) if text.strip()]
    width = len(header.columns)
    if _is_label_row(texts, header):
        return {column: min(column, width - 1) for column in columns}
    if len(columns) > width or width > _WIDEST_SEARCH:
        return {column: min(n, width - 1) for n, column in enumerate(columns)}

    above = [""] * width if any(looks_like_ref(texts[c]) for c in columns[:1]) else list(before)

    def worth(places: tuple[int, ...]) -> float:
        return sum(
            _fit(texts[column], header.columns[place].role, above[place] if place < len(above) else "")
            + (0.5 if column == place or len(texts) - column == width - place else 0.0)
            for column, place in zip(columns, places, strict=True)
        )

    best = max(combinations(range(width), len(columns)), key=lambda places: (worth(places), [-p for p in places]))
    return dict(zip(columns, best, strict=True))


def _is_label_row(texts: Sequence[str], header: Header) -> bool:
    """Whether the row is of another kind: a label where a ref should stand, and no date or rating."""
    first = texts[0].strip() if texts else ""
    if header.columns[0].role is not Role.REF or not first or looks_like_ref(first) or first[:1].islower():
        return False
    if first.startswith("•") or split_leading_ref(first):
        return False
    return not any(looks_like_timescale(text) or looks_like_rating(text) for text in texts[1:] if text.strip())


def _fit(text: str, role: Role, above: str) -> float:
    words = len(text.split())
    goes_on = 0.0
    if above:
        # Prose is cut before a small letter; names of owners are not.
        small = 1.0 if role in _SHORT else 2.5
        goes_on = (small if text[:1].islower() else 1.5) if is_unfinished(above) else -1.0
    match role:
        case Role.REF:
            return 3.0 if looks_like_ref(text) else -4.0
        case Role.RATING:
            return 3.0 if looks_like_rating(text) else -2.0
        case Role.TIMESCALE | Role.OLD_TIMESCALE | Role.NEW_TIMESCALE | Role.START | Role.COMPLETED:
            return 3.0 if looks_like_timescale(text) else -2.0 + goes_on
    if looks_like_timescale(text) or looks_like_rating(text):
        return -1.0
    if role in _SHORT:
        return (1.0 if words <= 12 else -0.5) + goes_on
    return (2.0 if words >= 5 else 0.0) + goes_on


def fields_of(
    cells: Sequence[Cell], mapping: Sequence[int] | dict[int, int], width: int
) -> tuple[tuple[Cell, ...], ...]:
    """The cells of a row by field; cells of one field keep their order."""
    fields: list[list[Cell]] = [[] for _ in range(width)]
    for cell in cells:
        if isinstance(mapping, dict):
            place = mapping.get(cell.col)
        else:
            place = mapping[cell.col] if cell.col < len(mapping) else width - 1
        if place is not None:
            fields[place].append(cell)
    return tuple(map(tuple, fields))
