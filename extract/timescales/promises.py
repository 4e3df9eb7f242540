"""What one date promises by the words before it: due, start or window; and which dates share a year."""

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

__all__ = [
    "ENDS",
    "RANGE_SIGNS",
    "WHOLE_YEARS",
    "Lead",
    "Pieces",
    "Time",
    "dated_at",
    "ends_at",
    "further_dates",
    "is_verb",
    "later_year",
    "lead_at",
    "names_a_thing",
    "past_occasion",
    "placed",
    "promise",
    "range_end",
    "role_at",
    "share_years",
    "stands_free",
    "stretch",
    "window",
]

Pieces = Sequence[Piece]
_PERIODS = ("quarter", "term", "season", "week", "period", "fixed")
WHOLE_YEARS = ("financial", "academic", "municipal")
RANGE_SIGNS = (Role.DASH, Role.SLASH, Role.TO, Role.UNTIL)
_PREFIXES = (Role.BY, Role.NEAR, Role.FROM, Role.UNTIL, Role.TO, Role.BETWEEN, Role.BEFORE, Role.THROUGHOUT)
ENDS = (Role.COMMA, Role.DASH, Role.COLON, Role.OPEN, Role.CLOSE, Role.STOP, Role.BREAK, Role.AND, Role.SLASH)


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
class Lead:
    """The words before a date and what they make of it."""

    end: int
    roles: set[Role] = field(default_factory=set)
    target: bool = False


def role_at(pieces: Pieces, i: int) -> Role:
    """The role of the piece at `i`; a break beyond the ends."""
    return pieces[i].role if 0 <= i < len(pieces) else Role.BREAK


def ends_at(pieces: Pieces, i: int) -> bool:
    """Whether a phrase can end before piece `i`."""
    return i >= len(pieces) or pieces[i].role in ENDS


def lead_at(pieces: Pieces, i: int) -> Lead:
    """The words before a date, from piece `i` on."""
    lead = Lead(i)
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


def dated_at(pieces: Pieces, i: int, vague: bool = False) -> tuple[When | None, bool, int] | None:
    """A date with its qualifier: (the phrase, whether it is only vague, the piece after)."""
    j, qualifier = i, ""
    while role_at(pieces, j) is Role.QUALIFIER:
        qualifier, j = pieces[j].value, j + 1
        if (
            role_at(pieces, j) in (Role.DASH, Role.SLASH, Role.TO, Role.AND)
            and role_at(pieces, j + 1) is Role.QUALIFIER
        ):
            j += 1
    if qualifier:
        while role_at(pieces, j) is Role.DASH or (j < len(pieces) and pieces[j].low in ("of", "the", "in")):
            if pieces[j].role is Role.DATE:
                break
            j += 1
    if role_at(pieces, j) is not Role.DATE:
        return None
    piece = pieces[j]
    j += 1
    long = piece.when is None or piece.when.shape in ("year", "period", *WHOLE_YEARS)
    if (
        not qualifier
        and long
        and role_at(pieces, j) is Role.QUALIFIER
        and pieces[j].value == "end"
        and ends_at(pieces, j + 1)
    ):
        qualifier, j = "end", j + 1
    elif piece.vague and role_at(pieces, j) is Role.QUALIFIER and pieces[j].value == "end":
        named = pieces[j + 1].when if role_at(pieces, j + 1) is Role.DATE else None
        if named is not None and not pieces[j + 1].vague:
            return replace(named, qualifier="end"), False, j + 2  # "financial year end 2024/25"
    if piece.vague and not (qualifier or vague):
        return None
    when = replace(piece.when, qualifier=qualifier) if piece.when else None
    return when, piece.vague, j


def past_occasion(pieces: Pieces, i: int) -> int:
    """Past "Board", "Harbour Board", "Parks Committee meeting" after a date."""
    end = i
    for j in range(i, min(i + 6, len(pieces))):
        if pieces[j].role is Role.WORD and pieces[j].low in OCCASIONS:
            end = j + 1
        elif pieces[j].role is not Role.WORD and (pieces[j].role is not Role.AND or j == i):
            break
    return end


def stretch(when: When, context: TimeContext) -> tuple[Point, Point]:
    """First and last point of a dated phrase, with its qualifier."""
    begin, end = bounds(when, context.year_starts)
    if when.qualifier and not (when.qualifier == "end" and when.shape in ("quarter", "term", "week")):
        point = qualified(begin, end, when.qualifier)
        return point, point
    return begin, end


def loose(when: When, point: Point) -> tuple[str, ...]:
    """What early, mid and late mean for so long a stretch is an inference, and is said."""
    long = when.shape in ("year", "period", *WHOLE_YEARS) and when.qualifier in ("early", "mid", "late")
    return (f"{when.qualifier} read as {edtf(point)}",) if long else ()


def promise(when: When, lead: Lead, context: TimeContext) -> Time:
    """The promise that one date makes, by the words before it."""
    settled = settle(when, context)
    if settled is None:
        return Time("none", 0, 0, by=bool(lead.roles))
    begin, end = stretch(settled, context)
    reasons = (*settled.reasons, *loose(settled, end))
    roles = lead.roles
    if settled.shape in WHOLE_YEARS and settled.reasons and settled.qualifier == "start":
        return Time("none", 0, 0, by=bool(roles))  # "the start of the school year": this one or the next
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
    elif Role.THROUGHOUT in roles or (settled.shape in WHOLE_YEARS and not lead.target and not settled.qualifier):
        made.kind = "window"
        made.start, made.due = ((begin[0], 1, 0), (end[0], 12, 0)) if not begin[1] else (begin, end)
    elif settled.shape in _PERIODS and begin != end:
        made.start = begin
        made.kind = "window" if settled.shape in ("period", "fixed") and not settled.qualifier else "due"
    if (
        settled.shape == "fixed"
        and settled.month == 0
        and "the plan is as at" in "".join(reasons)
        and made.kind == "due"
    ):
        made.start = None
    return made


def window(first: When, second: When, context: TimeContext) -> Time:
    """From one date to another; a year printed once serves both."""
    begin: When | None = first
    end: When | None = second
    if first.year is None and first.exact is None:
        begin = settle_before(first, second, context) or settle(first, context)
    if begin is not None and second.year is None and second.exact is None:
        end = settle_after(second, begin, context)
    if begin is None or end is None:
        return Time("none", 0, 0)
    start, due = stretch(begin, context)[0], stretch(end, context)[1]
    if first_day(start) > last_day(due):
        return Time("none", 0, 0)
    return Time("window", 0, 0, start=start, due=due, reasons=(*begin.reasons, *end.reasons))


def placed(time: Time, first: int, last: int) -> Time:
    """The same time, now at these pieces."""
    time.first, time.last = first, last
    return time


def range_end(pieces: Pieces, i: int, between: bool) -> int:
    """The piece after a range sign at `i`, or `i` where there is none."""
    role = role_at(pieces, i)
    alternative = role is Role.AND and pieces[i].low == "or"
    if not (role in RANGE_SIGNS or alternative or (between and role is Role.AND)):
        return i
    j = i + 1
    while j < len(pieces) and (pieces[j].low in ("the", "by") or pieces[j].role in (Role.NEAR, Role.TO, Role.UNTIL)):
        j += 1
    return j


def further_dates(pieces: Pieces, i: int, dates: list[When], places: list[tuple[int, int]]) -> None:
    """Collects the further dates of a list, and where they stand: "March, June and September 2025"."""
    signs = (Role.COMMA, Role.AND, Role.SLASH) if role_at(pieces, i) is Role.SLASH else (Role.COMMA, Role.AND)
    while role_at(pieces, i) in signs:
        j = i + 1
        if role_at(pieces, j) is Role.AND:
            j += 1
        found = dated_at(pieces, j)
        if found is None or found[0] is None:
            break
        ranged = range_end(pieces, found[2], False)
        if ranged > found[2] and role_at(pieces, found[2]) not in signs and dated_at(pieces, ranged) is not None:
            break
        i = max(found[2], past_occasion(pieces, found[2]))
        dates.append(found[0])
        places.append((j, i))


def share_years(dates: list[When], context: TimeContext) -> list[When]:
    """A list's dates without a year take it from the next one that has it, else from the one before."""
    if all(date.year is None for date in dates):
        return [settle(date, context) or date for date in dates]
    shared = list(dates)
    for i in range(len(shared) - 2, -1, -1):
        if shared[i].year is None:
            shared[i] = settle_before(shared[i], shared[i + 1], context) or shared[i]
    for i in range(len(shared)):
        if shared[i].year is None:
            after = settle_after(shared[i], shared[i - 1], context) if i else None
            shared[i] = after or settle(shared[i], context) or shared[i]
    return shared


def later_year(pieces: Pieces, i: int, when: When) -> tuple[When, int]:
    """The year that stands some words later: "June Board 2025", "October half term 2025"."""
    j = i
    while role_at(pieces, j) in (Role.WORD, Role.COMMA) and j < i + 5:
        j += 1
    year = pieces[j].when if role_at(pieces, j) is Role.DATE else None
    words = all(piece.role is Role.WORD for piece in pieces[i:j])
    fits = year is not None and year.shape == "year" and not year.reasons and ends_at(pieces, j + 1)
    if when.year is None and when.exact is None and when.shape in ("day", "month", "season", "term") and fits and words:
        return replace(when, year=year.year if year else None), j + 1
    return when, i


def names_a_thing(pieces: Pieces, j: int, when: When) -> bool:
    """ "the May 2024 budget": the date only says which budget."""
    if when.shape not in ("day", "month", "quarter", "season") or role_at(pieces, j) is not Role.WORD:
        return False
    the = j > 1 and pieces[j - 2].low == "the"
    return the and past_occasion(pieces, j) == j and pieces[j].value != "status"


def is_verb(pieces: Pieces, i: int, j: int, lead: Lead, when: When) -> bool:
    """ "may" and "march" without a year are months only where they stand as a phrase of their own."""
    if when.shape != "month" or when.year is not None or pieces[j - 1].low not in ("may", "march", "mar"):
        return False
    begins = lead.roles or when.qualifier or i == 0 or role_at(pieces, i - 1) in (*ENDS, Role.DATE, Role.NEW, Role.OLD)
    follows = ends_at(pieces, j) or role_at(pieces, j) in (
        *RANGE_SIGNS,
        *_PREFIXES,
        Role.ONWARDS,
        Role.LATEST,
        Role.MISSING,
    )
    return not (begins and (follows or past_occasion(pieces, j) > j or role_at(pieces, j) in (Role.DATE, Role.CADENCE)))


def stands_free(pieces: Pieces, i: int, j: int, lead: Lead, when: When) -> bool:
    """A bare year counts only where it is the whole of a phrase: a year inside prose is no date."""
    if when.qualifier:
        return True
    led = (
        bool(lead.roles)
        or i == 0
        or role_at(pieces, i - 1) in (*ENDS, Role.ONGOING, Role.CADENCE, Role.DONE, Role.NEW, Role.OLD)
    )
    follows = ends_at(pieces, j) or role_at(pieces, j) in (
        *RANGE_SIGNS,
        Role.ONWARDS,
        Role.LATEST,
        Role.MISSING,
        Role.CADENCE,
    )
    return led and (follows or role_at(pieces, j) in (Role.ONGOING, Role.DONE, Role.QUALIFIER))
