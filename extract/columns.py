"""What a table's columns are for: roles from header words, checked against (or, without a header, taken from) the cells.

A header proposes and the content disposes: a column headed "Meeting date & action number" that holds only dates is no
ref column. The word lists are the field's vocabulary, not any paper's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from extract.ratings import looks_like_rating
from extract.refs import looks_like_ref
from extract.timescales import looks_like_timescale
from extract.wording import first_words, folded

__all__ = ["Column", "Header", "Role", "alike", "header_role", "read_header", "roles_by_content", "verified"]


class Role(StrEnum):
    """What a column of an action table or a change table holds."""

    REF = "ref"
    ACTION = "action"
    OWNER = "owner"
    TIMESCALE = "timescale"
    START = "start"
    COMPLETED = "completed"
    OLD_TIMESCALE = "old timescale"
    NEW_TIMESCALE = "new timescale"
    RATING = "rating"
    PROGRESS = "progress"
    NEXT_STEPS = "next steps"
    NEW_ACTION = "new action"
    OLD_ACTION = "old action"
    REASON = "reason"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Column:
    """A logical column: its role and its header as printed. `said`: how surely the header names the role, 0..1."""

    role: Role
    name: str
    said: float = 0.0


@dataclass(frozen=True, slots=True)
class Header:
    """The columns that a header row sets, by grid column; a header cell that spans covers each column it reaches."""

    columns: tuple[Column, ...]
    fields: tuple[int, ...]
    """For each grid column, the number of the field (header cell) it belongs to."""

    def named(self, *roles: Role) -> list[int]:
        """Fields that have one of these roles, left to right."""
        return [n for n, column in enumerate(self.columns) if column.role in roles]


_REF = (
    r"(?:(?:action|item|rec(?:ommendation)?|plan|objective|task|commitment|milestone|priority|requirement) )?(?:plan )?"
    r"(?:ref(?:erence)?s?|nos?|numbers?|nr|ids?|#|code)(?: (?:no|number))?|ref no|#|s no|sr no|sl no|№|item|id"
)
_ACTION_NOUN = (
    r"actions?|commitments?|tasks?|recommendations?|milestones?|deliverables?|activit(?:y|ies)|objectives?|measures?"
    r"|improvements?|initiatives?|interventions?|undertakings?"
)
# Order matters: the first pattern that matches the folded header decides. 1.0 names the role outright.
_LEXICON: tuple[tuple[Role, float, str], ...] = (
    (Role.REF, 1.0, rf"(?:{_REF})"),
    (Role.REF, 0.5, r".*\b(?:ref|reference|action number)\b.*"),
    (
        Role.NEW_ACTION,
        1.0,
        rf"(?:revised|new|amended|replacement|replaced by|updated|proposed)\s(?:\w+\s)?(?:{_ACTION_NOUN}|wording|text)"
        r"|(?:replaced|superseded) (?:by|with)|revised wording|new wording|(?:now|changed to|revised to|will read)",
    ),
    (
        Role.OLD_TIMESCALE,
        1.0,
        r"(?:last|previous|previously|original|old|current|former|initial|first|baseline|existing)(?:ly)?\s(?:\w+\s){0,2}"
        r"(?:timescales?|deadlines?|due(?: date| by)?|target(?: date)?|date|completion date|time ?frame)",
    ),
    (
        Role.NEW_TIMESCALE,
        1.0,
        r"(?:revised|new|amended|updated|proposed|extended|latest|forecast|expected|anticipated)\s(?:\w+\s){0,2}"
        r"(?:timescales?|deadlines?|due(?: date| by)?|target(?: date)?|date|completion date|time ?frame|completion)",
    ),
    (
        Role.COMPLETED,
        1.0,
        r"(?:date )?(?:completed|closed|achieved|delivered)(?: on| date)|date (?:completed|closed|achieved)"
        r"|(?:actual )?(?:completed|completion|closure) date actual|actual (?:completion|end|finish)(?: date)?",
    ),
    (
        Role.START,
        1.0,
        r"(?:(?:planned|proposed|actual) )?(?:start|starts|begin|commencement|from)(?: date| by)?|start date",
    ),
    (
        Role.TIMESCALE,
        1.0,
        r"(?:timescales?|time ?scales?|deadlines?|due|due by|due dates?|by when|when|when by|target dates?|dates? due"
        r"|completion dates?|target completion(?: dates?)?|time ?frames?|time ?lines?|end dates?|finish(?: dates?)?|complete by"
        r"|implementation dates?|delivery dates?|date for completion|(?:planned|agreed) (?:completion )?(?:date|deadline)|target|date)"
        r"|when will .*|by what date.*|to be (?:completed|done) by.*|(?:due|target|completion|delivery|implementation|end).{0,20}\bdates?"
        r"|(?:expected|planned) (?:completion|delivery|date).*|.*\b(?:timescale|deadline|time ?frame|target date|due date|by when)\b.{0,25}",
    ),
    (
        Role.RATING,
        1.0,
        r"(?:b?rag|brag|rag|rayg|b?ragg?)(?: (?:rating|status|score|b))?s?|ratings?|status(?:es)?|colour|current status|action status"
        r"|(?:overall |current |progress |delivery |latest )?(?:status|rating|rag)|confidence|on track\??|complete\??|completed\??|state"
        r"|(?:status|rating|rag|brag)(?: (?:rating|status))? (?:at|as at|in|on|for|of|this|q\d).{0,30}|.{0,30}\b(?:rag|brag)\b.{0,20}"
        r"|(?:\w+ )(?:status|rating)",
    ),
    (
        Role.NEXT_STEPS,
        1.0,
        r"next steps?.*|(?:further|future|remaining|outstanding|planned) (?:actions?|steps?|work)(?: required| needed)?"
        r"|(?:planned|what|what's) next|to do|still to do|steps remaining",
    ),
    (
        Role.PROGRESS,
        1.0,
        r"(?:latest |current )?(?:progress|updates?|position|commentary|comments?|narrative|comments and updates?)"
        r"|(?:progress|update|position|status update|commentary|comments?)\b.{0,40}|(?:latest|current|quarterly|monthly) (?:progress|update|position|commentary)s?"
        r"|.{0,25}\b(?:progress|update|position)(?: to date| so far)?|what (?:we have|we've|has been) (?:done|achieved).*|actions? taken(?: to date)?"
        r"|achievements?(?: to date)?|evidence of progress",
    ),
    (
        Role.OWNER,
        1.0,
        r"(?:(?:action|task|accountable|responsible|lead|named|senior|sro|service|risk|plan|delivery|officer)\s)?(?:owners?|leads?|officers?|managers?)(?: \(?s\)?)?"
        r"|who|by who[m]?|who by|who's responsible|who is responsible|who will .{0,30}|responsib(?:le|ility|ilities)(?: \w+){0,3}"
        r"|(?:lead|leads|accountable|responsible)(?: \w+){0,3}|assigned to|assignee|allocated to|actioned by|action by|(?:to be )?(?:actioned|done|led|delivered) by"
        r"|owned by|accountab(?:le|ility)(?: \w+){0,2}|.{0,25}\b(?:owner|lead officer|responsible officer|responsible party|lead)s?",
    ),
    (
        Role.REASON,
        1.0,
        r"(?:reasons?|rationale|explanation|justification)(?: for .*)?|why|comments? on (?:the )?change",
    ),
    (
        Role.OLD_ACTION,
        1.0,
        rf"(?:closed|removed|deleted|previous|original|old|existing|current) (?:{_ACTION_NOUN}|wording)|(?:{_ACTION_NOUN}) (?:that|which) (?:have|has|had) been .*",
    ),
    (
        Role.ACTION,
        1.0,
        rf"(?:key |agreed |priority |improvement |specific |proposed |planned |management |smart |required |the )*(?:{_ACTION_NOUN})"
        r"(?: (?:required|agreed|to be taken|needed|point|points|description|title|detail|details|plan|to take|step|steps|planned|we will take))*"
        r"|what(?: |')(?:we|will|is|needs|are|do).*|we will.*|what|committed to|what we (?:will|have).*|(?:action|task|commitment)s? .{0,40}"
        r"|agreed (?:management )?(?:response|action)s?|actions? ?/ ?.{0,30}|how we will .*|how will we .*|(?:planned|key|main) (?:activity|activities|steps)"
        r"|.{0,20}\b(?:actions?|commitments?)",
    ),
    (
        Role.ACTION,
        0.4,
        r"descriptions?|details?|requirements?|text|title|issue and action|goal|aim|outcome|project|work ?stream|item description|subject",
    ),
)
_COMPILED = tuple((role, said, re.compile(pattern)) for role, said, pattern in _LEXICON)
# Headers of tables that are about something else: their presence speaks against an action table.
_ELSEWHERE = re.compile(
    r"\b(?:risks?|likelihood|mitigations?|controls?|kpis?|indicators?|baseline|actuals?|costs?|budgets?|spend|variance|£|grade|salary"
    r"|abbreviations?|acronyms?|expansion|terms?|definitions?|meaning|colour|apologies|attendance|present|attendees|agenda"
    r"|page|votes?|thresholds?|outturn|numerator|probability|score)\b"
)
_LONGEST_HEADER = 90


def header_role(text: str) -> tuple[Role, float]:
    """The role a header names and how surely (1.0 outright, 0.4 weakly, 0 not at all: `Role.OTHER`)."""
    words = folded(text)
    if not words or len(words) > _LONGEST_HEADER:
        return Role.OTHER, 0.0
    for role, said, pattern in _COMPILED:
        if pattern.fullmatch(words):
            return role, said
    # "Action What we will do": a label with its gloss; the first words decide, a little less surely.
    for count in (2, 1):
        head = first_words(words, count)
        if head != words:
            for role, said, pattern in _COMPILED:
                if said == 1.0 and pattern.fullmatch(head):
                    return role, 0.6
    return Role.OTHER, 0.0


def speaks_of_other_things(text: str) -> bool:
    """Whether a header names what action tables do not hold (risks, costs, definitions …)."""
    return bool(_ELSEWHERE.search(folded(text)))


def read_header(texts: Sequence[str], spans: Sequence[int] | None = None) -> Header | None:
    """The header that a row of cell texts sets, or None where the row does not read like one.

    `texts` by grid column, empty where a cell only reaches by its span; `spans[i]` the columns that cell i covers.
    A header names at least two different roles in short cells, at least one of them outright.
    """
    filled = [(i, text) for i, text in enumerate(texts) if text.strip()]
    if len(filled) < 2 or any(len(folded(text)) > _LONGEST_HEADER for _, text in filled):
        return None
    named = [header_role(text) for _, text in filled]
    roles = {role for role, _ in named if role is not Role.OTHER}
    sure = sum(said for _, said in named)
    data = sum(looks_like_timescale(text) or looks_like_rating(text) or looks_like_ref(text) for _, text in filled)
    if len(roles) < 2 or sure < 1.4 or sure < 0.5 * len(filled) or data > len(filled) / 3:
        return None
    return _header(texts, spans)


def _header(texts: Sequence[str], spans: Sequence[int] | None) -> Header:
    columns: list[Column] = []
    fields: list[int] = []
    reach = 0
    for i, text in enumerate(texts):
        if text.strip() or i >= reach:
            role, said = header_role(text)
            columns.append(Column(role, " ".join(text.split()), said))
            reach = i + (spans[i] if spans and text.strip() else 1)
        fields.append(len(columns) - 1)
    return Header(_one_of_each(tuple(columns)), tuple(fields))


def plain_header(texts: Sequence[str], spans: Sequence[int] | None = None) -> Header:
    """A header as it stands, whatever it names: for tables whose file marks the row as header."""
    return _header(texts, spans)


def _one_of_each(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """One column a role for the roles that a row can have only one of; the surest, then the leftmost, keeps it."""
    single = {Role.REF, Role.ACTION, Role.RATING, Role.NEXT_STEPS, Role.NEW_ACTION, Role.OLD_ACTION, Role.START}
    result = list(columns)
    for role in single:
        holders = sorted((n for n, c in enumerate(columns) if c.role is role), key=lambda n: (-columns[n].said, n))
        for n in holders[1:]:
            result[n] = Column(Role.OTHER, columns[n].name, 0.0)
    return tuple(result)


def verified(header: Header, rows: Sequence[Sequence[str]]) -> Header:
    """The header with every role that the content contradicts taken back, and unnamed columns read by content.

    `rows`: the data rows as texts by field. A ref column must hold refs, a timescale column nothing but prose is no
    timescale column, and so on; where a role is free and one unnamed column clearly holds it, it gets it.
    """
    columns = list(header.columns)
    profile = [_profile([row[n] for row in rows if n < len(row) and row[n].strip()]) for n in range(len(columns))]
    for n, (column, seen) in enumerate(zip(columns, profile, strict=True)):
        if column.role is Role.REF and not _holds_refs([row[n] for row in rows if n < len(row) and row[n].strip()]):
            columns[n] = Column(Role.OTHER, column.name)
        if column.role is Role.ACTION and column.said < 1 and seen.count and seen.words < 2:
            columns[n] = Column(Role.OTHER, column.name)
        if (
            column.role is Role.PROGRESS
            and seen.count
            and seen.ratings >= 0.7 * seen.count
            and not _has(columns, Role.RATING)
        ):
            columns[n] = Column(Role.RATING, column.name, column.said)
    for n, (column, seen) in enumerate(zip(columns, profile, strict=True)):
        if column.role is Role.OTHER and not column.name and seen.count:
            role = seen.role()
            if role is not None and not _has(columns, role):
                columns[n] = Column(role, column.name)
    return Header(tuple(columns), header.fields)


def _holds_refs(cells: Sequence[str]) -> bool:
    """Whether a column holds refs, rows of another kind that follow the last of them left aside."""
    marks = [looks_like_ref(cell) for cell in cells]
    last = max((n for n, mark in enumerate(marks) if mark), default=-1)
    return not cells or sum(marks) >= 0.5 * (last + 1) > 0


def _has(columns: Sequence[Column], role: Role) -> bool:
    return any(column.role is role for column in columns)


@dataclass(frozen=True, slots=True)
class _Profile:
    count: int
    refs: int
    dates: int
    ratings: int
    words: float

    def role(self) -> Role | None:
        """The role that the content alone shows, or None where it does not show one clearly."""
        for share, role in ((self.ratings, Role.RATING), (self.dates, Role.TIMESCALE), (self.refs, Role.REF)):
            if share >= 0.7 * self.count:
                return role
        return Role.ACTION if self.words >= 5 else None


def _profile(cells: Sequence[str]) -> _Profile:
    words = [len(cell.split()) for cell in cells]
    return _Profile(
        count=len(cells),
        refs=sum(looks_like_ref(cell) for cell in cells),
        dates=sum(looks_like_timescale(cell) for cell in cells),
        ratings=sum(looks_like_rating(cell) for cell in cells),
        words=sum(words) / len(words) if words else 0.0,
    )


def roles_by_content(rows: Sequence[Sequence[str]]) -> Header | None:
    """The columns of a table without a header, read from its cells; None where they do not show an action table.

    The longest column of prose is the action; beside it there must be ratings or dates (refs alone do not tell an
    action table from a list of anything).
    """
    width = max((len(row) for row in rows), default=0)
    if width < 2 or not rows:
        return None
    profiles = [_profile([row[n] for row in rows if n < len(row) and row[n].strip()]) for n in range(width)]
    roles = [profile.role() if profile.count >= 0.5 * len(rows) else None for profile in profiles]
    prose = [n for n, role in enumerate(roles) if role is Role.ACTION]
    if not prose or not ({Role.RATING, Role.TIMESCALE} & set(roles)):
        return None
    action = max(prose, key=lambda n: (profiles[n].words, -n))
    columns = []
    for n, role in enumerate(roles):
        kept = role if role is not Role.ACTION or n == action else None
        first = kept is not None and kept not in [column.role for column in columns]
        columns.append(Column(kept if kept is not None and first else Role.OTHER, ""))
    return Header(tuple(columns), tuple(range(width)))


def alike(texts: Sequence[str], header: Header) -> bool:
    """Whether a row of texts repeats the header (the same names in the same order, whatever the empty columns)."""
    names = [folded(column.name) for column in header.columns if column.name]
    row = [folded(text) for text in texts if text.strip()]
    return bool(row) and row == names
