"""Pieces to times: one dated, recurring or stated promise each, with the words that belong to it ("by the end of").

time   := prefix* span suffix*  |  cadence [span]  |  state [span]
span   := date  |  date (- / to until) date  |  "between" date "and" date
date   := [early mid late "end of"] DATE [occasion]
suffix := "onwards"  |  "and run throughout the year"  |  "at the latest"
"""

from __future__ import annotations

from dataclasses import replace

from extract.timescales.calendar import When, edtf, first_day, last_day
from extract.timescales.context import TimeContext
from extract.timescales.promises import (
    ENDS,
    RANGE_SIGNS,
    WHOLE_YEARS,
    Lead,
    Pieces,
    Time,
    dated_at,
    ends_at,
    further_dates,
    is_verb,
    later_year,
    lead_at,
    names_a_thing,
    past_occasion,
    placed,
    promise,
    range_end,
    role_at,
    share_years,
    stands_free,
    stretch,
    window,
)
from extract.timescales.vocabulary import UNITS, Role, number_of_word

__all__ = ["Time", "bounded", "times_at"]

_STATES = {
    Role.ONGOING: "ongoing",
    Role.DONE: "done",
    Role.SCOPING: "scoping",
    Role.UNCHANGED: "unchanged",
    Role.MISSING: "none",
}


def _span_at(pieces: Pieces, i: int, context: TimeContext) -> list[Time] | None:
    lead = lead_at(pieces, i)
    throughout = Role.THROUGHOUT in lead.roles
    found = dated_at(pieces, lead.end, vague=throughout)
    if found is None:
        return None
    when, _, j = found
    if when is None:
        return [Time("none", i, j, by=bool(lead.roles))]
    if when.shape in ("year", *WHOLE_YEARS) and not stands_free(pieces, i, j, lead, when):
        return None
    if names_a_thing(pieces, j, when) or is_verb(pieces, i, j, lead, when):
        return None
    j = max(j, past_occasion(pieces, j)) if when.shape != "year" else j
    when, j = later_year(pieces, j, when)
    glossed = _glossed(pieces, i, j, when, context)
    if glossed is not None:
        return [glossed]
    k = range_end(pieces, j, Role.BETWEEN in lead.roles)
    second = dated_at(pieces, k, vague=True) if k > j else None
    if second is not None and role_at(pieces, j) is role_at(pieces, second[2]) is Role.SLASH:
        second = None  # "June/Sept/Dec 2024" is a list
    if second is not None:
        time = window(when, second[0], context) if second[0] else promise(when, Lead(i, {Role.FROM}), context)
        time.by = bool(lead.roles)
        return [placed(time, i, max(second[2], past_occasion(pieces, second[2])))]
    if k > j and role_at(pieces, k) is Role.ONGOING and ends_at(pieces, k + 1):
        time = promise(when, Lead(i, {Role.FROM}), context)
        time.kind = "ongoing" if time.dated else "none"
        return [placed(time, i, k + 1)]
    if Role.BETWEEN in lead.roles:
        return None
    dates, places = [when], [(i, j)]
    if not lead.roles & {Role.FROM, Role.UNTIL, Role.THROUGHOUT}:
        further_dates(pieces, j, dates, places)
    if len(dates) > 1:
        times = [promise(date, lead, context) for date in share_years(dates, context)]
        return [placed(time, *place) for time, place in zip(times, places, strict=True)]
    return [_suffixed(pieces, placed(promise(when, lead, context), i, j), when, context)]


def _glossed(pieces: Pieces, i: int, j: int, when: When, context: TimeContext) -> Time | None:
    """ "Q3 (October - December 2025)", "Autumn term (2025)": the bracket says which year is meant."""
    if when.year is not None or when.exact is not None or role_at(pieces, j) is not Role.OPEN:
        return None
    year = pieces[j + 1].when if role_at(pieces, j + 1) is Role.DATE else None
    if year is not None and year.shape == "year" and role_at(pieces, j + 2) is Role.CLOSE:
        return placed(promise(replace(when, year=year.year), Lead(i), context), i, j + 3)
    inner = [piece.role for piece in pieces[j + 1 : j + 8]]
    if Role.CLOSE not in inner or Role.OPEN in inner[: inner.index(Role.CLOSE)]:
        return None
    spans = _span_at(pieces, j + 1, context)
    if (
        not spans
        or len(spans) != 1
        or spans[0].reasons
        or not spans[0].due
        or role_at(pieces, spans[0].last) is not Role.CLOSE
    ):
        return None
    span = spans[0]
    return Time("due", i, span.last + 1, start=span.start, due=span.due, by=True)


def _suffixed(pieces: Pieces, time: Time, when: When, context: TimeContext) -> Time:
    """Takes in what follows one date: "onwards", "at the latest", "and run throughout the year", "– completed"."""
    i = time.last
    if role_at(pieces, i) is Role.LATEST:
        time.last = i = i + 1
    if time.target and role_at(pieces, i) is Role.ONWARDS and pieces[i].value:
        return time  # "by December 2024 and ongoing" keeps its due date
    if _for_a_while(pieces, i):
        started = replace(time, kind="start", start=time.start or time.due, due=None, last=i + 3)
        return started if time.dated else time
    if role_at(pieces, i) is Role.ONWARDS or (i < len(pieces) and pieces[i].low == "+" and ends_at(pieces, i + 1)):
        started = promise(when, Lead(i, {Role.FROM}), context)
        started.kind = "none" if not started.dated else pieces[i].value or "start"
        return placed(started, time.first, i + 1)
    yearly = pieces[i].cadence if role_at(pieces, i) is Role.CADENCE else None
    if yearly is not None and yearly.yearly and when.year is None and when.shape in ("day", "month") and not when.exact:
        day = f";BYMONTHDAY={when.day}" if when.day else ""
        return Time(
            "recurring", time.first, i + 1, rrule=f"FREQ=YEARLY;BYMONTH={when.month}{day}"
        )  # "31 March annually"
    return _through(pieces, time, context) or _then_done(pieces, time) or time


def _for_a_while(pieces: Pieces, i: int) -> bool:
    """ "April 2024 for 12 months": the date only begins it."""
    counted = i + 2 < len(pieces) and number_of_word(pieces[i + 1].low) and pieces[i + 2].low in UNITS
    return bool(counted) and pieces[i].low == "for"


def _through(pieces: Pieces, time: Time, context: TimeContext) -> Time | None:
    """ "…, and run throughout the year": from the date to the end of what is named."""
    i = time.last
    i += role_at(pieces, i) in (Role.COMMA, Role.DASH)
    i += role_at(pieces, i) is Role.AND
    words = 0
    while words < 3 and role_at(pieces, i) in (Role.WORD, Role.ONGOING):
        i, words = i + 1, words + 1
    if role_at(pieces, i) is not Role.THROUGHOUT or not time.dated:
        return None
    found = dated_at(pieces, i + 1, vague=True)
    if found is None:
        return None
    start = time.start or time.due
    end = stretch(found[0], context)[1] if found[0] is not None and (found[0].year or found[0].exact) else None
    if start is None or end is None or first_day(start) > last_day(end):
        # the year's end is not known: it begins, and that is all that can be said
        return Time("start", time.first, found[2], start=start, reasons=time.reasons, by=time.by)
    reasons = (*time.reasons, *(found[0].reasons if found[0] else ()))
    return Time("window", time.first, found[2], start=start, due=end, reasons=reasons, by=time.by)


def _then_done(pieces: Pieces, time: Time) -> Time | None:
    """ "June 2024 – completed", "June 2024 (complete)"."""
    i = time.last
    opened = role_at(pieces, i) is Role.OPEN
    i += role_at(pieces, i) in (Role.DASH, Role.OPEN, Role.COMMA, Role.COLON)
    if role_at(pieces, i) is not Role.DONE or time.kind != "due" or time.by:
        return None
    if not (ends_at(pieces, i + 1) if not opened else role_at(pieces, i + 1) is Role.CLOSE):
        return None
    return replace(time, kind="done", start=None, last=i + 1 + opened)


def _join(pieces: Pieces, i: int) -> int:
    """Past the sign that may stand between a state or a cadence and its date."""
    if role_at(pieces, i) is Role.OPEN and any(piece.role is Role.CLOSE for piece in pieces[i:]):
        return i + 1
    return i + (role_at(pieces, i) in (Role.DASH, Role.COMMA, Role.COLON))


def _closed(pieces: Pieces, opened: bool, end: int) -> int:
    return end + (opened and role_at(pieces, end) is Role.CLOSE)


def _state_at(pieces: Pieces, i: int, context: TimeContext) -> list[Time] | None:
    kind = _STATES.get(pieces[i].role)
    if kind is None:
        return None
    state = Time(kind, i, i + 1, state=True)
    begins, ends = i == 0 or role_at(pieces, i - 1) in (*ENDS, Role.CADENCE), ends_at(pieces, i + 1)
    if not (begins and ends) if pieces[i].value == "alone" else not (begins or ends or kind == "none"):
        return None
    if kind == "done":
        return _done_at(pieces, i, context, state)
    if kind == "none" and role_at(pieces, i + 1) is Role.ONWARDS:
        return [Time("ongoing", i, i + 2, state=True)]  # "Immediately and ongoing"
    if kind != "ongoing":
        return [state]
    joined = _join(pieces, i + 1)
    if role_at(pieces, joined) is Role.CADENCE and ends_at(pieces, joined + 1):
        times = _cadence_at(pieces, joined, context)
        last = _closed(pieces, role_at(pieces, i + 1) is Role.OPEN, times[0].last)
        return [placed(times[0], i, last)]
    lead = lead_at(pieces, i + 1)
    spans = _span_at(pieces, i + 1, context)
    if spans is None or len(spans) != 1:
        return [state]
    span = spans[0]
    if span.kind == "start" or (span.kind == "window" and span.due is not None):
        span.kind = "ongoing" if span.kind == "start" else "window"
        return [placed(span, i, span.last)]
    if Role.THROUGHOUT in lead.roles:
        return [placed(state, i, span.last)]
    return [state]


def _done_at(pieces: Pieces, i: int, context: TimeContext, state: Time) -> list[Time] | None:
    """Completed, Completed June 2024, Complete (3 May 2024); not "complete the review", which is still to do."""
    j = _join(pieces, i + 1)
    opened = role_at(pieces, i + 1) is Role.OPEN
    spans = _span_at(pieces, j, context)
    if spans and len(spans) == 1 and spans[0].due is not None and not spans[0].target:
        span = spans[0]
        late = context.as_at is not None and span.due is not None and first_day(span.due) > context.as_at
        if late and pieces[i].low == "complete" and j == i + 1:
            said = f"{edtf(span.due)} lies ahead, so read as due" if span.due else ""
            return [replace(span, kind="due", first=i, by=True, reasons=(*span.reasons, said))]
        start = None if span.kind == "due" else span.start
        return [replace(span, kind="done", first=i, last=_closed(pieces, opened, span.last), start=start)]
    if i and (pieces[i - 1].low == "%" or pieces[i - 1].low.isdigit()):
        return None
    participle = pieces[i].low.endswith("ed") or pieces[i].low in ("done", "action", "already", "now")
    if ends_at(pieces, i + 1) or (participle and i == 0 and not any(p.role is Role.DATE for p in pieces[i:])):
        return [state]
    return None


def _cadence_at(pieces: Pieces, i: int, context: TimeContext) -> list[Time]:
    cadence = pieces[i].cadence
    assert cadence is not None
    reasons = (cadence.reason,) if cadence.reason else ()
    time = Time("recurring", i, i + 1, rrule=cadence.rrule, reasons=reasons)
    if role_at(pieces, i + 1) in (Role.ONGOING, Role.ONWARDS):
        time.last = i + 2
    elif role_at(pieces, _join(pieces, i + 1)) is Role.ONGOING or (
        role_at(pieces, i + 1) is Role.AND and role_at(pieces, i + 2) is Role.ONGOING
    ):
        opened = role_at(pieces, i + 1) is Role.OPEN
        time.last = _closed(pieces, opened, i + 3)
    joined = _join(pieces, time.last)
    yearly = _in_month(pieces, joined, time) if cadence.yearly else None
    if yearly is not None:
        return [yearly]
    spans = _span_at(pieces, joined, context)
    if spans and len(spans) == 1:
        opened = role_at(pieces, time.last) is Role.OPEN
        bound = bounded(time, spans[0])
        if bound is not None:
            return [placed(bound, i, _closed(pieces, opened, spans[0].last))]
    return [time]


def _in_month(pieces: Pieces, i: int, time: Time) -> Time | None:
    """ "annually in May", "every year by 31 March": the month, or the day, is part of the rule."""
    lead = lead_at(pieces, i)
    j = lead.end
    if role_at(pieces, j) is Role.CADENCE:
        named = pieces[j].cadence
        if named is not None and named.rrule.startswith("FREQ=YEARLY;BYMONTH"):
            return replace(time, rrule=named.rrule, last=j + 1)
    if role_at(pieces, j) is not Role.DATE or lead.roles & {Role.FROM, Role.UNTIL, Role.TO, Role.BETWEEN}:
        return None
    when = pieces[j].when
    if when is None or when.shape not in ("day", "month") or when.exact or role_at(pieces, j + 1) in RANGE_SIGNS:
        return None
    day = f";BYMONTHDAY={when.day}" if when.day else ""
    start = (when.year, when.month, when.day) if when.year else None
    rule = f"FREQ=YEARLY;BYMONTH={when.month}{day}"
    return replace(time, rrule=rule, start=start, last=j + 1)


def bounded(time: Time, span: Time) -> Time | None:
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
    if piece.role is Role.ONWARDS and piece.value and i:
        return [Time("ongoing", i, i + 1, state=True)]
    if piece.role is Role.THROUGHOUT and piece.low == "throughout" and i == 0 and ends_at(pieces, i + 1):
        return [Time("ongoing", i, i + 1, state=True)]
    spans = _span_at(pieces, i, context)
    if spans and len(spans) == 1 and spans[0].kind in ("start", "ongoing", "window"):
        return _then_recurring(pieces, spans[0], context)
    return spans


def _then_recurring(pieces: Pieces, span: Time, context: TimeContext) -> list[Time]:
    """ "From June 2024, monthly"."""
    j = _join(pieces, span.last)
    if role_at(pieces, j) is not Role.CADENCE or not ends_at(pieces, j + 1):
        return [span]
    time = _cadence_at(pieces, j, context)[0]
    bound = bounded(time, span) if not time.dated else None
    if bound is None:
        return [span]
    opened = role_at(pieces, span.last) is Role.OPEN
    return [placed(bound, span.first, _closed(pieces, opened, time.last))]
