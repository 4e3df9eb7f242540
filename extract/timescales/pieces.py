"""Tokens to pieces: each dated phrase, cadence, known phrase or word, in order and without a gap."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extract.timescales.cadence import Cadence, cadence_at
from extract.timescales.calendar import FEASTS, SEASONS, When
from extract.timescales.context import TimeContext
from extract.timescales.dates import date_at
from extract.timescales.relative import relative_at
from extract.timescales.tokens import Token, word_set
from extract.timescales.vocabulary import MONTHS, NUMBERED, NUMBERS, ORDINALS, WEEKDAYS, Role, cue_at, opens_cue

__all__ = ["Piece", "pieces_of"]

_DATE_WORDS = frozenset(
    {*MONTHS, *WEEKDAYS, *SEASONS, *FEASTS, "new", "w", "wc", "week", "q", "quarter", "qtr", "qu", "fy", *ORDINALS}
    | {"financial", "fiscal", "academic", "school", "municipal", "calendar"}
)
_CADENCE_WORDS = word_set(
    "daily weekly fortnightly monthly quarterly quartlerly annually annual yearly termly bi semi half tri per"
    " each every once twice thrice bimonthly biweekly biannually biannual semiannually semiannual halfyearly"
    " halftermly triannually biennially biennial triennially at"
)
_RELATIVE_WORDS = word_set(
    "within over in during for throughout the next coming this current year years month months plan life"
    " lifetime duration financial fiscal academic school municipal calendar all a an"
)
_OPENING = _DATE_WORDS | _CADENCE_WORDS | _RELATIVE_WORDS | NUMBERS.keys()


@dataclass(slots=True)
class Piece:
    """A piece of a cell: tokens `first` to `last` (not counted), its role and meaning. `vague`: see `Reckoned`."""

    role: Role
    first: int
    last: int
    low: str
    value: str = ""
    when: When | None = None
    cadence: Cadence | None = None
    vague: bool = False


def _dated(tokens: Sequence[Token], i: int, context: TimeContext) -> Piece | None:
    token = tokens[i]
    if token.kind == "num" or token.low in _DATE_WORDS:
        found = date_at(tokens, i, context)
        if found is not None:
            role = Role.DATE if found.when is not None else Role.BAD
            return Piece(role, i, found.end, token.low, when=found.when)
    return None


def _recurring(tokens: Sequence[Token], i: int) -> Piece | None:
    token = tokens[i]
    if token.kind == "num" or token.low in _CADENCE_WORDS or token.low in NUMBERS:
        found = cadence_at(tokens, i)
        if found is not None:
            return Piece(Role.CADENCE, i, found.end, token.low, cadence=found)
    return None


def _reckoned(tokens: Sequence[Token], i: int, context: TimeContext) -> Piece | None:
    token = tokens[i]
    if token.kind == "num" or token.low in _RELATIVE_WORDS or token.low in NUMBERS:
        found = relative_at(tokens, i, context)
        if found is not None:
            role = Role.DATE if found.when is not None or found.vague else Role.EVENT
            return Piece(role, i, found.end, token.low, when=found.when, vague=found.vague)
    return None


def _piece_at(tokens: Sequence[Token], i: int, context: TimeContext) -> Piece:
    token = tokens[i]
    if token.kind == "word" and token.low not in _OPENING and not opens_cue(token.low):
        return Piece(Role.WORD, i, i + 1, token.low)
    found = _recurring(tokens, i) or _dated(tokens, i, context) or _reckoned(tokens, i, context)
    cue = cue_at(tokens, i)
    if cue is not None and (found is None or cue[2] > found.last):
        return Piece(cue[0], i, cue[2], token.low, value=cue[1])
    return found or Piece(Role.WORD, i, i + 1, token.low)


_ITEM = re.compile(r"[a-h]|i{1,3}|iv|v|vi{1,3}|[0-9]{1,2}")


def _numbers_a_list(tokens: Sequence[Token], i: int) -> bool:
    """Whether "b)", "(ii)" or "2." begins here: the next of several milestones, as a line break would."""
    opened = tokens[i].low == "("
    j = i + opened
    if j + 2 >= len(tokens) or not _ITEM.fullmatch(tokens[j].low) or tokens[j].ordinal or tokens[j + 2].glued:
        return False
    if tokens[j + 1].low == ")":
        return opened or tokens[i - 1].low != "("
    return not opened and tokens[j + 1].low == "." and tokens[j].kind == "num" and tokens[i - 1].low not in NUMBERED


def pieces_of(tokens: Sequence[Token], context: TimeContext) -> Iterator[Piece]:
    """The pieces of the tokens in order; every token is in one of them."""
    i = depth = 0
    while i < len(tokens):
        piece = _piece_at(tokens, i, context)
        if i and not depth and piece.role in (Role.WORD, Role.OPEN) and _numbers_a_list(tokens, i):
            yield Piece(Role.BREAK, i, i, "")
        depth = max(depth + (piece.role is Role.OPEN) - (piece.role is Role.CLOSE), 0)
        yield piece
        i = piece.last
