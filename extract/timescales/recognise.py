"""Whether a text is a timescale: how a column of them is told from refs, owners, figures and prose by its contents."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache

from extract.timescales.clauses import Draft
from extract.timescales.context import TimeContext
from extract.timescales.pieces import Piece, pieces_of
from extract.timescales.reading import drafts_of
from extract.timescales.tokens import closed_up, tokenise, word_set
from extract.timescales.vocabulary import GENERIC, Role

__all__ = ["looks_like_timescale"]

_LONGEST = 160
_MOST_WORDS = 8
"""A text with more words beside its date is prose."""
_SOME_DAY = TimeContext(as_at=dt.date(2025, 1, 1))
_AMBIGUOUS = word_set("na none nil null unknown as")
"""What other columns say too, of other things than time."""


@lru_cache(maxsize=8192)  # the cells of a column are asked for several times over
def looks_like_timescale(text: str) -> bool:
    """Whether the text alone shows that it is a timescale: a date, a cadence, Ongoing, TBC, "June Board".

    Precision first: false for prose, refs ("1.2", "SL1"), whole numbers, money, shares, bare states ("Complete").
    """
    if len(text) > _LONGEST:
        return False
    tokens = closed_up(tokenise(text))
    if not tokens or any(token.low in ("£", "$", "€", "%") for token in tokens):
        return False
    pieces: list[Piece] = []
    words = 0
    for piece in pieces_of(tokens, _SOME_DAY):
        pieces.append(piece)
        words += piece.role is Role.WORD and piece.low not in GENERIC
        if words > _MOST_WORDS:
            return False
    drafts = drafts_of(text, tokens, pieces, _SOME_DAY)
    return bool(drafts) and all(_shows(draft, pieces, words) for draft in drafts)


def _shows(draft: Draft, pieces: list[Piece], words: int) -> bool:
    time = draft.time
    only = len(pieces) == 1 and pieces[0].role is Role.DATE and pieces[0].when is not None
    if only and pieces[0].when is not None:
        bare = pieces[0].when.shape == "year" or (pieces[0].when.shape == "quarter" and pieces[0].when.year is None)
        return not bare and (pieces[0].low not in ("may", "mar") or pieces[0].when.year is not None)
    if time.kind == "none":
        role = next((piece for piece in pieces if piece.role is Role.MISSING), None)
        return role is not None and role.low not in _AMBIGUOUS and words <= 2
    if time.kind in ("unchanged", "done"):
        return time.dated
    if any(reason.startswith("year ") for reason in time.reasons):
        return draft.label is None and draft.note is None  # "April Smith" is no timescale, "June Board" is
    return words <= (_MOST_WORDS if time.dated else 3)
