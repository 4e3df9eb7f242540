"""Minutes set in a table, or with a margin, whose last column names who is to act on what the row reports.

The name says that there is an action; its words are the one sentence of the row that says what somebody is to do, or
else all that the row reports.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from extract.document import Cell, Piece
from extract.undertakings import undertaking_in
from extract.wording import collapsed, folded

__all__ = ["MarginAction", "margin_actions"]

_HEADED = re.compile(r"actions?(?: (?:by|for|required|points?|owner))?|by whom|to action|for action")
_LABEL = re.compile(r"^\W*action(?:ed)?(?: (?:by|for|points?))?\s*[:–-]?\s*(?=\S)", re.IGNORECASE)
_MOST_COLUMNS = 4
_FEWEST_WORDS = 5
_LONGEST_NAMES = 60


@dataclass(frozen=True, slots=True)
class MarginAction:
    """What a row says is to be done, who is named beside it, and the cell that says it."""

    text: str
    who: str
    cell: Cell


def margin_actions(piece: Piece, names_owners: Callable[[str], bool]) -> Iterator[MarginAction]:
    """The actions of a table of minutes with such a margin; none where its last column holds anything but names.

    The margin is headed as one, or each name in it is labelled ("ACTION: AB").
    """
    if not 1 < piece.n_cols <= _MOST_COLUMNS:
        return
    rows = piece.rows()
    margin = [(row, cell) for row in rows if (cell := row[-1]) is not None and cell.text.strip() and cell.colspan == 1]
    headed = bool(margin) and _HEADED.fullmatch(folded(margin[0][1].text)) is not None
    named = [(row, _LABEL.sub("", collapsed(cell.text)), cell.text) for row, cell in margin[headed:]]
    labelled = bool(named) and all(_LABEL.match(text) for _, _, text in named)
    if not (headed or labelled) or not all(len(who) <= _LONGEST_NAMES and names_owners(who) for _, who, _ in named):
        return
    for row, who, _ in named:
        cells = [cell for cell in row[:-1] if cell is not None and len(cell.text.split()) >= _FEWEST_WORDS]
        if cells:
            said = max(cells, key=lambda cell: len(cell.text))
            yield MarginAction(undertaking_in(said.text) or collapsed(said.text), who, said)
