"""A timescale cell to its milestones, as TIMESCALES says; never raises, for any string."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from extract.model import Milestone
from extract.timescales.calendar import due_by_of, edtf, first_day
from extract.timescales.clauses import Draft, read_clause
from extract.timescales.context import TimeContext
from extract.timescales.pieces import Piece, pieces_of
from extract.timescales.tokens import Token, closed_up, tokenise, word_set
from extract.timescales.vocabulary import MONTHS, Role

__all__ = ["drafts_of", "read_timescale", "why_none"]

_OPEN_ENDED = word_set("to and or of from by in until the between end mid early late through w/c commencing")


_SHORTEST_SENTENCE = 14
_FINITE = re.compile(r"\b(?:will|would|has|have|had|is|are|was|were)\b", re.IGNORECASE)
_LONGEST = 4000
"""A longer text is no timescale but a page in the wrong cell; it is left unread, and said to be."""


def _soft_breaks(tokens: Sequence[Token]) -> list[Token]:
    """The tokens without the line breaks that fall inside a date ("September⏎2024", "March 2024 –⏎June 2025")."""
    kept: list[Token] = []
    for i, token in enumerate(tokens):
        if token.kind == "break" and kept and i + 1 < len(tokens) and _inside(kept[-1], tokens[i + 1], tokens[i + 2 :]):
            continue
        kept.append(token)
    return kept


def _inside(before: Token, after: Token, rest: Sequence[Token]) -> bool:
    if before.low in ("-", "/", "&", "+") or before.low in _OPEN_ENDED or after.low in ("-", "/", "to", "until"):
        return not (after.low == "-" and (not rest or (rest[0].low not in MONTHS and rest[0].kind != "num")))
    if before.low in MONTHS and after.digits in (2, 4):
        return not (rest and rest[0].low in MONTHS)
    return before.kind == "num" and before.digits <= 2 and after.low in MONTHS


def _clauses(pieces: Sequence[Piece]) -> list[tuple[bool, list[Piece]]]:
    """The pieces between hard breaks and full stops; true where a hard break comes before."""
    clauses: list[tuple[bool, list[Piece]]] = []
    current: list[Piece] = []
    hard, depth = True, 0
    for piece in pieces:
        depth += (piece.role is Role.OPEN) - (piece.role is Role.CLOSE and depth > 0)
        if piece.role is Role.BREAK or (piece.role is Role.STOP and depth == 0):
            if current:
                clauses.append((hard, current))
                current, hard = [], False
            hard |= piece.role is Role.BREAK
            depth = 0
        else:
            current.append(piece)
    if current:
        clauses.append((hard, current))
    return clauses


def _printed(text: str, tokens: Sequence[Token], clause: Sequence[Piece]) -> str:
    return " ".join(text[tokens[clause[0].first].start : tokens[clause[-1].last - 1].end].split())


def _add_note(draft: Draft, note: str) -> None:
    draft.note = f"{draft.note}; {note}" if draft.note else note


def drafts_of(text: str, tokens: Sequence[Token], pieces: Sequence[Piece], context: TimeContext) -> list[Draft]:
    """The milestones of a cell before they are numbered, one for each time it states."""
    drafts: list[Draft] = []
    waiting: str | None = None
    names_first = False  # "Phase 1⏎June 2024⏎Phase 2⏎…": lines of words lead, as the first one does
    clauses = _clauses(pieces)
    for hard, clause in clauses:
        if not any(any(map(str.isalnum, tokens[p.first].low)) for p in clause) and (drafts or len(clauses) > 1):
            continue
        found = read_clause(text, tokens, clause, context)
        words = _printed(text, tokens, clause)
        if not found or (drafts and (_only_explains(found, clause, hard) or _is_a_sentence(words))):
            leads = hard and names_first and not found
            if drafts and not leads:
                _add_note(drafts[-1], words.strip("()[] "))
                drafts[-1].end = max(drafts[-1].end, tokens[clause[-1].last - 1].end)
            else:
                waiting = f"{waiting} {words}" if waiting else words
                names_first = True
            continue
        if waiting is not None:
            _lead_in(found[0], waiting)
            waiting = None
        if found[0].supersedes and len(drafts) == 1 and drafts[0].time.dated:
            _add_note(found[0], " ".join(text[drafts[0].begin : drafts[0].end].split()))
            drafts = []
        drafts += found
    if drafts and waiting is not None:
        _add_note(drafts[-1], waiting)
    return drafts


def _only_explains(found: Sequence[Draft], clause: Sequence[Piece], hard: bool) -> bool:
    """A later clause that names no date of its own, or begins with a bracket or a reason, is a note."""
    undated = all(draft.time.kind == "none" and not draft.time.state for draft in found)
    return (
        undated
        or clause[0].role is Role.OLD
        or (clause[0].role is Role.OPEN and clause[-1].role is Role.CLOSE)
        or (clause[0].role is Role.EVENT and not hard)
    )


def _is_a_sentence(words: str) -> bool:
    """Whether a later line tells what happened rather than when: a long line with a finite verb."""
    return len(words.split()) >= _SHORTEST_SENTENCE and bool(_FINITE.search(words))


def _lead_in(draft: Draft, words: str) -> None:
    """Words on a line before a date name what is due."""
    if draft.label is None and len(words.split()) <= 12:
        draft.label = words.strip(" :-–—,.")
    else:
        _add_note(draft, words)


def _milestone(position: int, printed: str, draft: Draft) -> Milestone:
    time = draft.time
    due_by = due_by_of(edtf(time.due)) if time.due else None
    dated = time.kind != "none" and not (time.start and due_by and first_day(time.start) > due_by)
    if not dated:
        return Milestone(position, printed, "none", draft.label, note=draft.note)
    return Milestone(
        position,
        printed,
        time.kind,
        draft.label,
        start=edtf(time.start) if time.start else None,
        due=edtf(time.due) if time.due else None,
        due_by=due_by,
        rrule=time.rrule,
        note=draft.note,
        inferred="; ".join(dict.fromkeys(time.reasons)) or None,
    )


def _states_only_signs(tokens: Sequence[Token]) -> bool:
    return all(token.kind in ("mark", "break") for token in tokens)


def read_timescale(printed: str, context: TimeContext) -> tuple[Milestone, ...]:
    """The milestones of a timescale cell, in the order printed; an empty cell has none, an unreadable one kind none.

    Dates are EDTF at the precision printed. What is not printed but taken from `context` is said in `inferred`.
    """
    if not printed.strip():
        return ()
    whole = " ".join(printed.split())
    if len(whole) > _LONGEST:
        return (Milestone(1, whole, "none"),)
    tokens = closed_up(_soft_breaks(tokenise(printed)))
    drafts = drafts_of(printed, tokens, list(pieces_of(tokens, context)), context)
    if not drafts:
        return (Milestone(1, whole, "none"),)
    if len(drafts) == 1:
        return (_milestone(1, whole, drafts[0]),)
    made = []
    for position, draft in enumerate(drafts, start=1):
        part = " ".join(printed[draft.begin : draft.end].split()).strip(" ,:;|-–—")
        made.append(_milestone(position, part or whole, draft))
    return tuple(made)


def why_none(milestone: Milestone) -> Literal["missing", "unreadable"]:
    """Why a milestone of kind none has no date: nothing is promised (TBC, N/A, –, ASAP), or it cannot be read."""
    tokens = tokenise(milestone.printed)
    if _states_only_signs(tokens):
        return "missing"
    pieces = list(pieces_of(tokens, TimeContext()))
    states = [i for i, piece in enumerate(pieces) if piece.role is Role.MISSING]
    dated = [i for i, piece in enumerate(pieces) if piece.role in (Role.DATE, Role.BAD)]
    return "missing" if states and (not dated or states[0] < dated[0]) else "unreadable"
