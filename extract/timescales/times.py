"""Pieces to times: one dated, recurring or stated promise each, with the words that belong to it ("by the end of").

    time   := prefix* span suffix*  |  cadence [span]  |  state [span]
    span   := date  |  date (- / to until) date  |  "between" date "and" date
    date   := [early mid late "end of"] DATE [occasion]
    suffix := "onwards"  |  "and run throughout the year"  |  "at the latest"
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from extract.timescales.calendar import (
    Point,
    When,
    bounds,
    edtf,
    first_day,
    last_day,
    point_before,
    qualified,
)
from extract.timescales.context import TimeContext, settle, settle_after, settle_before
from extract.timescales.pieces import Piece
from extract.timescales.vocabulary import OCCASIONS, Role

__all__ = ["Time", "times_at"]

Pieces = Sequence[Piece]
_PERIODS = ("quarter", "term", "season", "week", "period", "fixed")
_WINDOWS = ("financial", "academic", "municipal")
_RANGE = (Role.DASH, Role.SLASH, Role.TO, Role.UNTIL)
_PREFIXES = (Role.BY, Role.NEAR, Role.FROM, Role.UNTIL, Role.TO, Role.BETWEEN, Role.BEFORE, Role.THROUGHOUT)
_STATES = {
    Role.ONGOING: "ongoing",
    Role.DONE: "done",
    Role.SCOPING: "scoping",
    Role.UNCHANGED: "unchanged",
    Role.MISSING: "none",
}
_ENDS = (Role.COMMA, Role.DASH, Role.COLON, Role.OPEN, Role.CLOSE, Role.STOP, Role.BREAK, Role.AND, Role.SLASH)


@dataclass(slots=True)
class Time:
    """What a stretch of pieces (`first` to `last`, not counted) promises; null points where nothing is printed.

    `by`: a word such as "by" or "in" leads it. `state`: it is a bare state, without a date.
    """

    kind: str
    first: int
    last: int
    start: Point | None = None
    due: Point | None = None
    rrule: str | None = None
    reasons: tuple[str, ...] = ()
    by: bool = False
    target: bool = False
    state: bool = False

    @property
    def dated(self) -> bool:
        """Whether it has a start or a due date."""
        return self.start is not None or self.due is not None


@dataclass(slots=True)
class _Lead:
    """The words before a date and what they make of it."""

    end: int
    roles: set[Role] = field(default_factory=set)
    target: bool = False


def _role(pieces: Pieces, i: int) -> Role:
    return pieces[i].role if 0 <= i < len(pieces) else Role.BREAK


def _ends(pieces: Pieces, i: int) -> bool:
    return i >= len(pieces) or pieces[i].role in _ENDS


def _lead_at(pieces: Pieces, i: int) -> _Lead:
    lead = _Lead(i)
    while lead.end < len(pieces):
        piece = pieces[lead.end]
        if piece.role in _PREFIXES:
            lead.roles.add(piece.role)
            lead.target |= piece.role is Role.BY and piece.value == "by"
        elif not (piece.low in ("the", "of", "a") and piece.role is Role.WORD) and not (
            lead.roles and piece.role in (Role.COLON, Role.DASH) and (lead.target or Role.FROM in lead.roles)
        ):
            break
        lead.end += 1
    return lead


def _date_at(pieces: Pieces, i: int, vague: bool = False) -> tuple[When | None, bool, int] | None:
    """A date with its qualifier: (the phrase, whether it is only vague, the piece after)."""
    j, qualifier = i, ""
    while _role(pieces, j) is Role.QUALIFIER:
        qualifier, j = pieces[j].value, j + 1
        if _role(pieces, j) in (Role.DASH, Role.SLASH, Role.TO, Role.AND) and _role(pieces, j + 1) is Role.QUALIFIER:
            j += 1
    if qualifier:
        while _role(pieces, j) is Role.DASH or (j < len(pieces) and pieces[j].low in ("of", "the", "in")):
            if pieces[j].role is Role.DATE:
                break
            j += 1
    if _role(pieces, j) is not Role.DATE:
        return None
    piece = pieces[j]
    j += 1
    long = piece.when is None or piece.when.shape in ("year", "period", *_WINDOWS)
    if not qualifier and long and _role(pieces, j) is Role.QUALIFIER and pieces[j].value == "end" and _ends(pieces, j + 1):
        qualifier, j = "end", j + 1
    if piece.vague and not (qualifier or vague):
        return None
    when = replace(piece.when, qualifier=qualifier) if piece.when else None
    return when, piece.vague, j


def _occasion(pieces: Pieces, i: int) -> int:
    """Past "Board", "Transparency Board", "Children and Families Committee meeting" after a date."""
    end = i
    for j in range(i, min(i + 6, len(pieces))):
        if pieces[j].role is Role.WORD and pieces[j].low in OCCASIONS:
            end = j + 1
        elif pieces[j].role not in (Role.WORD, Role.AND):
            break
    return end


def _stretch(when: When, context: TimeContext) -> tuple[Point, Point]:
    begin, end = bounds(when, context.year_starts)
    if when.qualifier and not (when.qualifier == "end" and when.shape in ("quarter", "term", "week")):
        point = qualified(begin, end, when.qualifier)
        return point, point
    return begin, end


def _loose(when: When) -> tuple[str, ...]:
    """What early, mid and late mean for so long a stretch is an inference, and is said."""
    long = when.shape in ("year", "period", *_WINDOWS) and when.qualifier in ("early", "mid", "late")
    return (f"{when.qualifier} read as the month at that part of it",) if long else ()


def _single(when: When, lead: _Lead, context: TimeContext) -> Time:
    """The promise that one date makes, by the words before it."""
    settled = settle(when, context)
    if settled is None:
        return Time("none", 0, 0, by=bool(lead.roles))
    begin, end = _stretch(settled, context)
    reasons = (*settled.reasons, *_loose(settled))
    roles = lead.roles
    if settled.shape == "year" and lead.target and not settled.qualifier:
        reasons = (*reasons, f"by {settled.year} read as by its end")
    made = Time("due", 0, 0, due=end, reasons=reasons, by=bool(roles), target=lead.target)
    if Role.FROM in roles:
        made.kind, made.start, made.due = "start", begin, None
    elif roles & {Role.UNTIL, Role.TO}:
        made.kind = "window"
    elif Role.BEFORE in roles:
        before = point_before(begin)
        said = () if before[0] == begin[0] else (f"{before[0]}: the last before {edtf(begin)}",)
        made.due, made.reasons = before, (*reasons, *said, f"before {edtf(begin)} read as by the end of {edtf(before)}")
    elif Role.THROUGHOUT in roles or (settled.shape in _WINDOWS and not lead.target and not settled.qualifier):
        made.kind = "window"
        made.start, made.due = ((begin[0], 1, 0), (end[0], 12, 0)) if not begin[1] else (begin, end)
    elif settled.shape in _PERIODS and begin != end:
        made.start = begin
        made.kind = "window" if settled.shape in ("period", "fixed") and not settled.qualifier else "due"
    if settled.shape == "fixed" and settled.month == 0 and "the plan is as at" in "".join(reasons) and made.kind == "due":
        made.start = None
    return made


def _window(first: When, second: When, context: TimeContext) -> Time:
    """From one date to another; a year printed once serves both."""
    begin: When | None = first
    end: When | None = second
    if first.year is None and first.exact is None:
        begin = settle_before(first, second, context) or settle(first, context)
    if begin is not None and second.year is None and second.exact is None:
        end = settle_after(second, begin, context)
    if begin is None or end is None:
        return Time("none", 0, 0)
    start, due = _stretch(begin, context)[0], _stretch(end, context)[1]
    if first_day(start) > last_day(due):
        return Time("none", 0, 0)
    return Time("window", 0, 0, start=start, due=due, reasons=(*begin.reasons, *end.reasons))


def _placed(time: Time, first: int, last: int) -> Time:
    time.first, time.last = first, last
    return time


def _range_end(pieces: Pieces, i: int, between: bool) -> int:
    """The piece after a range sign at `i`, or `i` where there is none."""
    role = _role(pieces, i)
    alternative = role is Role.AND and pieces[i].low == "or"
    if not (role in _RANGE or alternative or (between and role is Role.AND)):
        return i
    j = i + 1
    while j < len(pieces) and (pieces[j].low in ("the", "by") or pieces[j].role in (Role.NEAR, Role.TO, Role.UNTIL)):
        j += 1
    return j


def _more(pieces: Pieces, i: int, dates: list[When], places: list[tuple[int, int]]) -> None:
    """Collects the further dates of a list, and where they stand: "March, June and September 2025"."""
    while _role(pieces, i) in (Role.COMMA, Role.AND):
        j = i + 1
        if _role(pieces, j) is Role.AND:
            j += 1
        found = _date_at(pieces, j)
        if found is None or found[0] is None or _range_end(pieces, found[2], False) > found[2]:
            break
        if _date_at(pieces, _range_end(pieces, found[2], False)) is not None and _role(pieces, found[2]) in _RANGE:
            break
        i = max(found[2], _occasion(pieces, found[2]))
        dates.append(found[0])
        places.append((j, i))


def _share_years(dates: list[When], context: TimeContext) -> list[When]:
    """A list's dates without a year take it from the next one that has it, else from the one before."""
    shared = list(dates)
    for i in range(len(shared) - 2, -1, -1):
        if shared[i].year is None:
            shared[i] = settle_before(shared[i], shared[i + 1], context) or shared[i]
    for i in range(len(shared)):
        if shared[i].year is None:
            after = settle_after(shared[i], shared[i - 1], context) if i else None
            shared[i] = after or settle(shared[i], context) or shared[i]
    return shared


def _span_at(pieces: Pieces, i: int, context: TimeContext) -> list[Time] | None:
    lead = _lead_at(pieces, i)
    throughout = Role.THROUGHOUT in lead.roles
    found = _date_at(pieces, lead.end, vague=throughout)
    if found is None:
        return None
    when, _, j = found
    if when is None:
        return [Time("none", i, j, by=bool(lead.roles))]
    if when.shape in ("year", *_WINDOWS) and not _stands_free(pieces, i, j, lead, when):
        return None
    j = max(j, _occasion(pieces, j)) if when.shape != "year" else j
    k = _range_end(pieces, j, Role.BETWEEN in lead.roles)
    second = _date_at(pieces, k, vague=True) if k > j else None
    if second is not None:
        time = _window(when, second[0], context) if second[0] else _single(when, _Lead(i, {Role.FROM}), context)
        time.by = bool(lead.roles)
        return [_placed(time, i, max(second[2], _occasion(pieces, second[2])))]
    if k > j and _role(pieces, k) is Role.ONGOING and _ends(pieces, k + 1):
        time = _single(when, _Lead(i, {Role.FROM}), context)
        time.kind = "ongoing" if time.dated else "none"
        return [_placed(time, i, k + 1)]
    if Role.BETWEEN in lead.roles:
        return None
    dates, places = [when], [(i, j)]
    _more(pieces, j, dates, places)
    if len(dates) > 1:
        times = [_single(date, lead, context) for date in _share_years(dates, context)]
        return [_placed(time, *place) for time, place in zip(times, places, strict=True)]
    return [_suffixed(pieces, _placed(_single(when, lead, context), i, j), when, context)]


def _stands_free(pieces: Pieces, i: int, j: int, lead: _Lead, when: When) -> bool:
    """A bare year counts only where it is the whole of a phrase: a year inside prose is no date."""
    if when.qualifier:
        return True
    led = bool(lead.roles) or i == 0 or _role(pieces, i - 1) in (*_ENDS, Role.ONGOING, Role.CADENCE, Role.DONE)
    follows = _ends(pieces, j) or _role(pieces, j) in (*_RANGE, Role.ONWARDS, Role.LATEST, Role.MISSING, Role.CADENCE)
    return led and (follows or _role(pieces, j) in (Role.ONGOING, Role.DONE, Role.QUALIFIER))


def _suffixed(pieces: Pieces, time: Time, when: When, context: TimeContext) -> Time:
    """Takes in what follows one date: "onwards", "at the latest", "and run throughout the year", "– completed"."""
    i = time.last
    if _role(pieces, i) is Role.LATEST:
        time.last = i = i + 1
    if _role(pieces, i) is Role.ONWARDS or (i < len(pieces) and pieces[i].low == "+" and _ends(pieces, i + 1)):
        started = _single(when, _Lead(i, {Role.FROM}), context)
        started.kind = "none" if not started.dated else "ongoing" if "going" in pieces[i].low else "start"
        return _placed(started, time.first, i + 1)
    return _through(pieces, time, context) or _then_done(pieces, time) or time


def _through(pieces: Pieces, time: Time, context: TimeContext) -> Time | None:
    """ "…, and run throughout the year": from the date to the end of what is named."""
    i = time.last
    i += _role(pieces, i) in (Role.COMMA, Role.DASH)
    i += _role(pieces, i) is Role.AND
    words = 0
    while words < 3 and _role(pieces, i) in (Role.WORD, Role.ONGOING):
        i, words = i + 1, words + 1
    if _role(pieces, i) is not Role.THROUGHOUT or not time.dated:
        return None
    found = _date_at(pieces, i + 1, vague=True)
    if found is None:
        return None
    start = time.start or time.due
    end = _stretch(found[0], context)[1] if found[0] is not None and (found[0].year or found[0].exact) else None
    if start is None or end is None or first_day(start) > last_day(end):
        # the year's end is not known: it begins, and that is all that can be said
        return Time("start", time.first, found[2], start=start, reasons=time.reasons, by=time.by)
    reasons = (*time.reasons, *(found[0].reasons if found[0] else ()))
    return Time("window", time.first, found[2], start=start, due=end, reasons=reasons, by=time.by)


def _then_done(pieces: Pieces, time: Time) -> Time | None:
    """ "June 2024 – completed", "June 2024 (complete)"."""
    i = time.last
    opened = _role(pieces, i) is Role.OPEN
    i += _role(pieces, i) in (Role.DASH, Role.OPEN, Role.COMMA, Role.COLON)
    if _role(pieces, i) is not Role.DONE or time.kind != "due" or time.by:
        return None
    if not (_ends(pieces, i + 1) if not opened else _role(pieces, i + 1) is Role.CLOSE):
        return None
    return replace(time, kind="done", start=None, last=i + 1 + opened)


def _join(pieces: Pieces, i: int) -> int:
    """Past the sign that may stand between a state or a cadence and its date."""
    if _role(pieces, i) is Role.OPEN and any(piece.role is Role.CLOSE for piece in pieces[i:]):
        return i + 1
    return i + (_role(pieces, i) in (Role.DASH, Role.COMMA, Role.COLON))


def _closed(pieces: Pieces, opened: bool, end: int) -> int:
    return end + (opened and _role(pieces, end) is Role.CLOSE)


def _state_at(pieces: Pieces, i: int, context: TimeContext) -> list[Time] | None:
    kind = _STATES.get(pieces[i].role)
    if kind is None:
        return None
    state = Time(kind, i, i + 1, state=True)
    begins, ends = i == 0 or _role(pieces, i - 1) in (*_ENDS, Role.CADENCE), _ends(pieces, i + 1)
    if not (begins and ends) if pieces[i].value == "alone" else not (begins or ends or kind == "none"):
        return None
    if kind == "done":
        return _done_at(pieces, i, context, state)
    if kind == "none" and _role(pieces, i + 1) is Role.ONWARDS:
        return [Time("ongoing", i, i + 2, state=True)]  # "Immediately and ongoing"
    if kind != "ongoing":
        return [state]
    joined = _join(pieces, i + 1)
    if _role(pieces, joined) is Role.CADENCE and _ends(pieces, joined + 1):
        times = _cadence_at(pieces, joined, context)
        last = _closed(pieces, _role(pieces, i + 1) is Role.OPEN, times[0].last)
        return [_placed(times[0], i, last)]
    lead = _lead_at(pieces, i + 1)
    spans = _span_at(pieces, i + 1, context)
    if spans is None or len(spans) != 1:
        return [state]
    span = spans[0]
    if span.kind == "start" or (span.kind == "window" and span.due is not None):
        span.kind = "ongoing" if span.kind == "start" else "window"
        return [_placed(span, i, span.last)]
    if Role.THROUGHOUT in lead.roles:
        return [_placed(state, i, span.last)]
    return [state]


def _done_at(pieces: Pieces, i: int, context: TimeContext, state: Time) -> list[Time] | None:
    """Completed, Completed June 2024, Complete (3 May 2024); not "complete the review", which is still to do."""
    j = _join(pieces, i + 1)
    opened = _role(pieces, i + 1) is Role.OPEN
    spans = _span_at(pieces, j, context)
    if spans and len(spans) == 1 and spans[0].due is not None and not spans[0].target:
        span = spans[0]
        late = context.as_at is not None and span.due is not None and first_day(span.due) > context.as_at
        if late and pieces[i].low == "complete" and j == i + 1:
            said = f"{edtf(span.due)} lies ahead, so read as due" if span.due else ""
            return [replace(span, kind="due", first=i, by=True, reasons=(*span.reasons, said))]
        start = None if span.kind == "due" else span.start
        return [replace(span, kind="done", first=i, last=_closed(pieces, opened, span.last), start=start)]
    participle = pieces[i].low.endswith("ed") or pieces[i].low in ("done", "action", "already", "now")
    if _ends(pieces, i + 1) or (participle and i == 0 and not any(p.role is Role.DATE for p in pieces[i:])):
        return [state]
    return None


def _cadence_at(pieces: Pieces, i: int, context: TimeContext) -> list[Time]:
    cadence = pieces[i].cadence
    assert cadence is not None
    reasons = (cadence.reason,) if cadence.reason else ()
    time = Time("recurring", i, i + 1, rrule=cadence.rrule, reasons=reasons)
    if _role(pieces, i + 1) in (Role.ONGOING, Role.ONWARDS):
        time.last = i + 2
    elif _role(pieces, _join(pieces, i + 1)) is Role.ONGOING or (
        _role(pieces, i + 1) is Role.AND and _role(pieces, i + 2) is Role.ONGOING
    ):
        opened = _role(pieces, i + 1) is Role.OPEN
        time.last = _closed(pieces, opened, i + 3)
    joined = _join(pieces, time.last)
    yearly = _in_month(pieces, joined, time) if cadence.yearly else None
    if yearly is not None:
        return [yearly]
    spans = _span_at(pieces, joined, context)
    if spans and len(spans) == 1:
        opened = _role(pieces, time.last) is Role.OPEN
        bound = _bounded(time, spans[0])
        if bound is not None:
            return [_placed(bound, i, _closed(pieces, opened, spans[0].last))]
    return [time]


def _in_month(pieces: Pieces, i: int, time: Time) -> Time | None:
    """ "annually in May", "every year by 31 March": the month, or the day, is part of the rule."""
    lead = _lead_at(pieces, i)
    j = lead.end
    if _role(pieces, j) is Role.CADENCE:
        named = pieces[j].cadence
        if named is not None and named.rrule.startswith("FREQ=YEARLY;BYMONTH"):
            return replace(time, rrule=named.rrule, last=j + 1)
    if _role(pieces, j) is not Role.DATE or lead.roles & {Role.FROM, Role.UNTIL, Role.TO, Role.BETWEEN}:
        return None
    when = pieces[j].when
    if when is None or when.shape not in ("day", "month") or when.exact or _role(pieces, j + 1) in _RANGE:
        return None
    day = f";BYMONTHDAY={when.day}" if when.day else ""
    start = (when.year, when.month, when.day) if when.year else None
    rule = f"FREQ=YEARLY;BYMONTH={when.month}{day}"
    return replace(time, rrule=rule, start=start, last=j + 1)


def _bounded(time: Time, span: Time) -> Time | None:
    """A cadence with the stretch that it holds for."""
    reasons = (*time.reasons, *span.reasons)
    if span.kind in ("start", "ongoing"):
        return replace(time, start=span.start, reasons=reasons)
    if span.kind != "window" or span.due is None:
        return None
    until = f";UNTIL={last_day(span.due):%Y%m%d}"
    return replace(time, start=span.start, due=span.due, rrule=f"{time.rrule}{until}", reasons=reasons)


def times_at(pieces: Pieces, i: int, context: TimeContext) -> list[Time] | None:
    """The times that begin at piece `i` (several for a list of dates), or null."""
    piece = pieces[i]
    if piece.role is Role.CADENCE:
        return _cadence_at(pieces, i, context)
    if piece.role in _STATES:
        return _state_at(pieces, i, context)
    if piece.role is Role.THROUGHOUT and piece.low == "throughout" and i == 0 and _ends(pieces, i + 1):
        return [Time("ongoing", i, i + 1, state=True)]
    spans = _span_at(pieces, i, context)
    if spans and len(spans) == 1 and spans[0].kind in ("start", "ongoing", "window"):
        return _then_recurring(pieces, spans[0], context)
    return spans


def _then_recurring(pieces: Pieces, span: Time, context: TimeContext) -> list[Time]:
    """ "From June 2024, monthly"."""
    j = _join(pieces, span.last)
    if _role(pieces, j) is not Role.CADENCE or not _ends(pieces, j + 1):
        return [span]
    time = _cadence_at(pieces, j, context)[0]
    bound = _bounded(time, span) if not time.dated else None
    if bound is None:
        return [span]
    opened = _role(pieces, span.last) is Role.OPEN
    return [_placed(bound, span.first, _closed(pieces, opened, time.last))]
