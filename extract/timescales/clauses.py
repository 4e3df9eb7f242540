"""A clause of a cell to its milestones: which words are a time, which name what is due, which only explain."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from extract.timescales.context import TimeContext
from extract.timescales.pieces import Piece
from extract.timescales.times import Time, bounded, times_at
from extract.timescales.tokens import Token, word_set
from extract.timescales.vocabulary import CONNECTING, GENERIC, PAST, Role

__all__ = ["Draft", "read_clause"]

_LONG = 12
"""More words than this after a date explain it; fewer may name what is due."""
_FLOW = (Role.COMMA, Role.AND, Role.DASH, Role.COLON)
_EXPLAINS = word_set(
    "due because as since owing awaiting delayed to which this the we it there although though but where"
    " depending revised date dates"
)


@dataclass(slots=True)
class Draft:
    """A milestone before it is numbered: its time, and the printed places (from, to) of label, note and itself."""

    time: Time
    label: str | None = None
    note: str | None = None
    begin: int = 0
    end: int = 0
    supersedes: bool = False


@dataclass(slots=True)
class _Gap:
    """The pieces between two times."""

    first: int
    last: int


class Clause:
    """The pieces of one clause with the text they were read from."""

    def __init__(self, text: str, tokens: Sequence[Token], pieces: Sequence[Piece], context: TimeContext) -> None:
        self.text, self.tokens, self.pieces, self.context = text, tokens, pieces, context
        self.times: list[Time] = []

    def printed(self, first: int, last: int) -> str:
        """The text from piece `first` to piece `last` (not counted)."""
        if first >= last:
            return ""
        return self.text[self.tokens[self.pieces[first].first].start : self.tokens[self.pieces[last - 1].last - 1].end]

    def at(self, first: int, last: int) -> tuple[int, int]:
        """Where those pieces stand in the text."""
        return self.tokens[self.pieces[first].first].start, self.tokens[self.pieces[last - 1].last - 1].end

    def find_times(self) -> None:
        """Collects every time of the clause, left to right."""
        i = 0
        while i < len(self.pieces):
            found = times_at(self.pieces, i, self.context)
            if found:
                self.times.extend(found)
                i = found[-1].last
            else:
                i += 1

    def has(self, first: int, last: int, *roles: Role) -> bool:
        """Whether a piece of one of the roles stands there."""
        return any(piece.role in roles for piece in self.pieces[first:last])


def _connects(piece: Piece) -> bool:
    if piece.role is Role.WORD:
        return piece.value == "status" or (piece.low in CONNECTING and not piece.value)
    return piece.role in (
        Role.BY,
        Role.NEAR,
        Role.FROM,
        Role.UNTIL,
        Role.TO,
        Role.BETWEEN,
        Role.BEFORE,
        Role.AND,
        Role.DASH,
        Role.SLASH,
        Role.COMMA,
        Role.COLON,
        Role.OPEN,
        Role.CLOSE,
        Role.STOP,
        Role.MARK,
        Role.BREAK,
        Role.THROUGHOUT,
        Role.NEW,
        Role.OLD,
    )


def _trimmed(clause: Clause, first: int, last: int) -> tuple[int, int]:
    """The stretch without connecting words at its ends; an opening bracket stays with its closing one."""
    pieces = clause.pieces
    while first < last and _connects(pieces[first]):
        first += 1
    while first < last and _connects(pieces[last - 1]):
        if pieces[last - 1].role is Role.CLOSE and clause.has(first, last, Role.OPEN):
            break
        last -= 1
    return first, last


def _label(clause: Clause, *stretches: tuple[int, int]) -> str | None:
    """What is due, in the printed words; null where they say no more than that something is."""
    parts: list[str] = []
    words: list[str] = []
    for stretch in stretches:
        first, last = _trimmed(clause, *stretch)
        if first < last:
            first = stretch[0] if parts else first
            parts.append(clause.printed(first, last))
            words += [
                token.low for piece in clause.pieces[first:last] for token in clause.tokens[piece.first : piece.last]
            ]
    if all(word in GENERIC or word in CONNECTING or not any(map(str.isalnum, word)) for word in words):
        return None
    return " ".join(" ".join(parts).split())


def _note(text: str) -> str | None:
    """A note without the brackets and the signs that set it off."""
    trimmed = " ".join(text.split()).strip(" ,;:-–—|")
    if trimmed.startswith(("(", "[")) and trimmed.endswith((")", "]", ").", "].")) and trimmed.count("(") <= 1:
        trimmed = trimmed.rstrip(".")[1:-1].strip()
    elif trimmed.startswith(("(", "[")) and trimmed.count("(") > trimmed.count(")"):
        trimmed = trimmed[1:]
    return trimmed if any(map(str.isalnum, trimmed)) else None


def _explains(clause: Clause, first: int, last: int) -> bool:
    """Whether what follows a date only explains it: a bracket, a sentence that tells, or a reason."""
    pieces = clause.pieces
    while first < last and pieces[first].role in (Role.COMMA, Role.DASH, Role.COLON, Role.STOP):
        first += 1
    if first >= last:
        return False
    head = pieces[first]
    intent = head.low == "to" and first + 1 < last and pieces[first + 1].low == "be"
    if head.role in (Role.OPEN, Role.EVENT, Role.OLD) or (head.low in _EXPLAINS and not intent):
        return True
    until = next((j for j in range(first, last) if pieces[j].role is Role.COMMA), last)
    words = [piece for piece in pieces[first:last] if piece.role is Role.WORD]
    if any(piece.low in PAST for piece in pieces[first:last] if piece.role in (Role.WORD, Role.OLD)):
        return True
    return len(words) > _LONG and until - first > _LONG


def _revised(clause: Clause) -> tuple[list[Time], set[int], list[tuple[int, int]]]:
    """Times that a word calls the old one become notes; those that it calls the new one supersede what stands before.

    Gives the times that hold, which of them (by first piece) supersede, and the stretches that are notes.
    """
    kept: list[Time] = []
    new: set[int] = set()
    notes: list[tuple[int, int]] = []
    for time in clause.times:
        before = time.first - 1
        while before >= 0 and clause.pieces[before].role in (Role.COLON, Role.DASH, Role.BY):
            before -= 1
        role = clause.pieces[before].role if before >= 0 else None
        if role is Role.OLD and time.kind == "window" and clause.pieces[before].value == "from":
            notes.append((before, time.last))
            kept = [replace(time, kind="due", start=None)]  # "revised from June 2024 to September 2024"
        elif role is Role.OLD and time.dated:
            notes.append((before, time.last))
        elif role is Role.NEW and time.dated:
            notes += [(old.first, old.last) for old in kept if old.dated]
            kept = [old for old in kept if not old.dated]
            new.add(time.first)
            kept.append(time)
        else:
            kept.append(time)
    return kept, new, notes


def _depends(clause: Clause, times: Sequence[Time]) -> bool:
    """Whether the first time only names the event that the promise depends on."""
    dated = [time for time in times if time.kind != "recurring" and not time.state]
    states = [time for time in times if time.kind == "recurring" or time.state]
    limit = dated[0].first if dated else len(clause.pieces)
    events = [i for i in range(limit) if clause.pieces[i].role is Role.EVENT]
    if not events or (states and states[0].first < events[0]):
        return False
    if not dated:
        return True
    between = clause.pieces[events[-1] + 1 : limit]
    if any(piece.role in (Role.COMMA, Role.DASH, Role.COLON, Role.STOP) for piece in between):
        return False
    return not (dated[0].target and events[0] >= 2 and dated[0].last == len(clause.pieces))


def _tells(clause: Clause, time: Time) -> bool:
    """Whether the words before a date tell what happened then."""
    past = [
        i for i in range(time.first) if clause.pieces[i].low in PAST and clause.pieces[i].role in (Role.WORD, Role.OLD)
    ]
    if not past or time.target or not time.dated:
        return False
    return not clause.has(past[-1], time.first, Role.NEW, Role.COMMA, Role.DASH, Role.COLON)


def _unreadable(clause: Clause) -> Draft:
    begin, end = clause.at(0, len(clause.pieces))
    return Draft(Time("none", 0, len(clause.pieces)), begin=begin, end=end)


def _yield_adjectives(clause: Clause, times: list[Time]) -> list[Time]:
    """In "Annual report in May 2025" the cadence only names the report: it is part of the label.

    "Annual review in May" recurs each May, "Weekly meetings from July 2024" recur from then.
    """
    kept: list[Time] = []
    carried: Time | None = None
    for time, following in zip(times, [*times[1:], None], strict=True):
        current = _recurs(carried, time) if carried is not None else time
        carried = None
        if following is not None and _is_adjective(clause, time, following):
            carried = time
        else:
            kept.append(current)
    return kept


def _is_adjective(clause: Clause, time: Time, following: Time) -> bool:
    between = clause.pieces[time.last : following.first]
    plain = bool(between) and all(
        (p.role is Role.WORD and p.low != "with") or (p.role is Role.OPEN and p is between[-1] is not between[0])
        for p in between
    )
    kinds = ("due", "start", "window", "recurring") if time.kind == "recurring" else ("due",)
    return time.kind in ("recurring", "ongoing") and not time.dated and plain and following.kind in kinds


def _recurs(cadence: Time, time: Time) -> Time:
    """What a cadence makes of the time that it stands before."""
    if cadence.kind != "recurring" or time.kind == "recurring":
        return time
    if time.kind != "due":
        return replace(bounded(cadence, time) or time, first=time.first, last=time.last)
    named = any(reason.startswith("year ") for reason in time.reasons)
    if cadence.rrule != "FREQ=YEARLY" or not named or time.due is None or time.start is not None:
        return time
    day = f";BYMONTHDAY={time.due[2]}" if time.due[2] else ""
    return replace(time, kind="recurring", due=None, reasons=(), rrule=f"FREQ=YEARLY;BYMONTH={time.due[1]}{day}")


def _missing_to_notes(clause: Clause, times: list[Time]) -> tuple[list[Time], list[tuple[int, int]]]:
    """ "June 2025 (TBC)": beside a date, without a label of its own, "TBC" is a note. So is "Immediate and ongoing"."""
    real = [time for time in times if not (time.state and time.kind == "none")]
    if not real or len(real) == len(times):
        return times, []
    kept, notes = [], []
    for position, time in enumerate(times):
        if time in real:
            kept.append(time)
            continue
        previous = times[position - 1].last if position else 0
        labelled = _label(clause, (previous, time.first)) if previous < time.first else None
        separate = clause.has(previous, time.first, Role.COMMA, Role.AND) or not position
        if labelled and separate:
            kept.append(time)
        else:
            notes.append((time.first, time.last))
    return kept, notes


def read_clause(text: str, tokens: Sequence[Token], pieces: Sequence[Piece], context: TimeContext) -> list[Draft]:
    """The milestones of one clause; none where it holds no time at all."""
    clause = Clause(text, tokens, pieces, context)
    if clause.has(0, len(pieces), Role.BAD):
        bad = next(i for i, piece in enumerate(pieces) if piece.role is Role.BAD)
        clause.find_times()
        if not clause.times or clause.times[0].first > bad or not _explains(clause, clause.times[0].last, len(pieces)):
            return [_unreadable(clause)]
        clause.times = clause.times[:1]
    else:
        clause.find_times()
    if not clause.times:
        return [_unreadable(clause)] if clause.has(0, len(pieces), Role.EVENT) else []
    times, new, notes = _revised(clause)
    if not times or _depends(clause, times) or _tells(clause, times[0]):
        return [_unreadable(clause)]
    times = _yield_adjectives(clause, times)
    times, missing = _missing_to_notes(clause, _until_explained(clause, times, new))
    return _drafts(clause, times, new, [*notes, *missing])


def _drafts(clause: Clause, times: list[Time], new: set[int], notes: list[tuple[int, int]]) -> list[Draft]:
    drafts: list[Draft] = []
    leading = bool(times) and _label(clause, (0, times[0].first)) is not None
    carry = _Gap(0, times[0].first)
    for position, time in enumerate(times):
        following = times[position + 1] if position + 1 < len(times) else None
        after = _Gap(time.last, following.first if following else len(clause.pieces))
        mine, carried = _shared(clause, time, following, after, leading)
        drafts.append(_draft(clause, time, carry, mine, notes))
        drafts[-1].supersedes = time.first in new
        carry = carried
    return drafts


def _until_explained(clause: Clause, times: list[Time], new: set[int]) -> list[Time]:
    """The times up to the one after which the clause only explains."""
    for position, time in enumerate(times[:-1]):
        following = times[position + 1]
        end = len(clause.pieces)
        bracket = clause.pieces[time.last].role is Role.OPEN
        if bracket:
            close = next((j for j in range(time.last, end) if clause.pieces[j].role is Role.CLOSE), end)
            if following.first > close or following.first in new:
                continue
            beyond = [later for later in times[position + 1 :] if later.first > close]
            return _until_explained(clause, [*times[: position + 1], *beyond], new)
        if following.first not in new and time.last < following.first and _explains(clause, time.last, end):
            return times[: position + 1]
    return times


def _shared(clause: Clause, time: Time, following: Time | None, gap: _Gap, leading: bool) -> tuple[_Gap, _Gap]:
    """Which part of the words between two times belongs to the earlier one and which to the later one."""
    if following is None:
        return gap, _Gap(gap.last, gap.last)
    breaks = [i for i in range(gap.first, gap.last) if clause.pieces[i].role in (Role.COMMA, Role.AND)]
    close = [i for i in range(gap.first, gap.last) if clause.pieces[i].role is Role.CLOSE]
    cut = close[-1] + 1 if close else breaks[-1] if breaks and not leading else -1
    if cut >= 0 and (breaks or close):
        return _Gap(gap.first, cut), _Gap(cut, gap.last)
    trailing = _label(clause, (following.last, len(clause.pieces))) is not None
    follows = not leading and following.kind != "recurring" and trailing and not time.state
    return (gap, _Gap(gap.last, gap.last)) if follows else (_Gap(gap.first, gap.first), gap)


def _draft(clause: Clause, time: Time, before: _Gap, after: _Gap, notes: list[tuple[int, int]]) -> Draft:
    """One milestone with the words before and after its time."""
    end = max(after.last, time.last)
    label, note = _name_and_note(clause, time, before, after)
    extra = [clause.printed(*stretch) for stretch in notes if before.first <= stretch[0] < end]
    note = _note(note) if note else None
    extra += [clause.printed(i, i + 1) for i in range(time.first, time.last) if clause.pieces[i].role is Role.NEAR]
    for text in extra:
        if note is None or text not in note:
            note = f"{text}; {note}" if note else text
    noted = [stretch[0] for stretch in notes if before.first <= stretch[0] < before.last]
    if noted:
        label = _label(clause, (before.first, min(noted)))
    first = min(_trimmed(clause, before.first, before.last)[0], time.first)
    begin, finish = clause.at(first, end)
    return Draft(replace(time), label, note, begin, finish)


def _name_and_note(clause: Clause, time: Time, before: _Gap, after: _Gap) -> tuple[str | None, str | None]:
    label = _label(clause, (before.first, before.last))
    if label is not None and clause.has(before.first, before.first + 1, Role.EVENT):
        return None, clause.printed(before.first, before.last)  # "Subject to funding, June 2025"
    if label is not None and time.kind == "window" and clause.has(time.first, time.last, Role.THROUGHOUT):
        label = label if " " in label else None  # "Launch in June and run all year": the window is not the launch
    bracket = next(
        (j for j in range(after.first, after.last) if clause.pieces[j].role in (Role.OPEN, Role.EVENT)), after.last
    )
    rest = clause.printed(after.first, after.last)
    if after.first == after.last:
        return label, None
    if time.state and time.kind == "done":
        return label, rest
    if _explains(clause, after.first, after.last):
        return label, rest
    if label is None:
        label = _label(clause, (after.first, bracket))
        return label, clause.printed(bracket, after.last) or None
    if time.kind == "recurring" and clause.pieces[after.first].role not in _FLOW:
        joined = _label(clause, (before.first, before.last), (after.first, bracket))
        return joined, clause.printed(bracket, after.last) or None
    return label, rest
