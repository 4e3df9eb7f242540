"""Tables that lie on their side: a card for each action with its labels down the left, stood up like any other table.

A report's cover sheet has labels down its left as well, so a card counts only where the paper prints several with the
same labels, in tables of their own or one below the other, or where one has several columns of values.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extract.columns import Header, read_header
from extract.document import Cell, Piece
from extract.header_words import Role
from extract.tables import LogicalTable, row_header, rows_of
from extract.wording import folded

__all__ = ["stood_up"]

_PROMISE = {Role.REF, Role.OWNER, Role.TIMESCALE, Role.OLD_TIMESCALE, Role.NEW_TIMESCALE, Role.RATING}
_FEWEST_LABELS = 3
_A_CARD = 2
"""Columns of a card of one action: its labels and what stands beside them."""
_NUMBERED = re.compile(
    r"(?P<label>[^\W\d].*?)\s+(?:no\.?\s*)?(?P<number>[A-Z]{0,3}\d+(?:\.\d+)*[a-z]?)\W*", re.IGNORECASE
)
_LONGEST_LABEL = 120
_NAME_OF_NUMBER = "No."


@dataclass(frozen=True, slots=True)
class _Label:
    """A label without the number of its card, and that number: "Finding 2" is the label "Finding" of card 2."""

    text: str
    number: str | None

    @classmethod
    def of(cls, printed: str) -> _Label:
        found = _NUMBERED.fullmatch(printed.strip()) if len(printed) <= _LONGEST_LABEL else None
        return cls(found["label"], found["number"]) if found else cls(printed, None)


@dataclass(frozen=True, slots=True)
class _Cards:
    """The labels down the left of a table that lies on its side; each `size` of them are one card's."""

    labels: tuple[_Label, ...]
    size: int

    @property
    def names(self) -> tuple[str, ...]:
        """The labels of one card as they are compared."""
        return tuple(folded(label.text) for label in self.labels[: self.size])

    @property
    def numbers(self) -> list[str | None]:
        """The number of each card, None where its labels carry none, or several."""
        starts = range(0, len(self.labels), self.size)
        told = [{x.number for x in self.labels[at : at + self.size] if x.number} for at in starts]
        return [next(iter(numbers)) if len(numbers) == 1 else None for numbers in told]


def stood_up(tables: Sequence[LogicalTable]) -> tuple[LogicalTable, ...]:
    """The tables with every card of an action turned so that its labels are the header; `row` counts its cards.

    What is said above the first of several cards is said above each.
    """
    found = [_cards(table) for table in tables]
    printed = Counter(cards.names for cards in found if cards)
    stood: list[LogicalTable] = []
    for n, (table, cards) in enumerate(zip(tables, found, strict=True)):
        if cards and (printed[cards.names] > 1 or table.pieces[0].n_cols > _A_CARD or cards.size < len(cards.labels)):
            before = found[n - 1] if n else None
            follows = before is not None and before.names == cards.names and tables[n - 1].path == table.path
            stood.append(
                _turned(replace(table, intro=stood[-1].intro) if follows and not table.intro else table, cards)
            )
        else:
            stood.append(table)
    return tuple(stood)


def _cards(table: LogicalTable) -> _Cards | None:
    """The cards of a table that lies on its side, None where it stands upright."""
    width = table.pieces[0].n_cols
    if width < _A_CARD or len(table.rows) < _FEWEST_LABELS or any(piece.n_cols != width for piece in table.pieces):
        return None
    typed = table.pieces[0].drawn == "labels"
    if not typed and any(row_header(row, width) for row in table.rows[:3]):
        return None
    labels = tuple(_Label.of(row[0]) for piece in table.pieces for row in piece.texts())
    cards = _Cards(labels, _period(labels) if width == _A_CARD else len(labels))
    header = read_header([label.text for label in labels[: cards.size]])
    numbered = width == _A_CARD and None not in cards.numbers
    return cards if header and _tells_of_actions(header, numbered=numbered) else None


def _period(labels: Sequence[_Label]) -> int:
    """After how many labels they come again, or all of them."""
    names = [folded(label.text) for label in labels]
    for size in range(_FEWEST_LABELS, len(names) // 2 + 1):
        if len(names) % size == 0 and all(name == names[n % size] for n, name in enumerate(names)):
            return size
    return len(names)


def _tells_of_actions(header: Header, *, numbered: bool) -> bool:
    roles = {column.role for column in header.columns} | ({Role.REF} if numbered else set())
    told = sum(column.said > 0 for column in header.columns)
    return Role.ACTION in roles and len(roles & _PROMISE) >= 2 and told >= 0.6 * len(header.columns)


def _turned(table: LogicalTable, cards: _Cards) -> LogicalTable:
    """The cards as one piece: the labels the first row, each card or column of values a row below."""
    first, cells, above = table.pieces[0], list[Cell](), 0
    for piece in table.pieces:
        cells += [moved for cell in piece.cells if (moved := _moved(cell, above + cell.row, cards))]
        above += piece.n_rows
    width, height = cards.size, len(cards.labels) // cards.size + first.n_cols - 1
    if first.n_cols == _A_CARD and any(cards.numbers):
        cells = [replace(cell, text=_Label.of(cell.text).text) if cell.row == 0 else cell for cell in cells]
        cells += _column_of_numbers(cells[0], cards, width)
        width += 1
    ordered = tuple(sorted(cells, key=lambda cell: (cell.row, cell.col)))
    turned = Piece(ordered, height, width, first.drawn, first.page, first.box, first.line, name=first.name)
    whole = replace(table, pieces=(turned,), joined_by=(None,))
    return replace(whole, rows=rows_of(whole))


def _moved(cell: Cell, row: int, cards: _Cards) -> Cell | None:
    """A cell where it comes to stand; nothing of the labels that every further card repeats."""
    card, label = divmod(row, cards.size)
    if cell.col == 0 and card:
        return None
    return replace(cell, row=cell.col + card, col=label, rowspan=cell.colspan, colspan=cell.rowspan)


def _column_of_numbers(like: Cell, cards: _Cards, col: int) -> list[Cell]:
    """What the labels say of each card's number, as a column of refs."""
    name = replace(like, text=_NAME_OF_NUMBER, row=0, col=col, rowspan=1, colspan=1)
    return [name, *(replace(name, text=no, row=n) for n, no in enumerate(cards.numbers, start=1) if no)]
