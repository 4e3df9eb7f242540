"""The words of timescales: what councils print in the column, and the part each phrase plays.

A phrase is written as it is printed; it is looked up by the same tokens that a cell is read by, longest first.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from extract.timescales.tokens import Token, tokenise, word_set

__all__ = [
    "CONNECTING",
    "GENERIC",
    "MONTHS",
    "NUMBERED",
    "NUMBERS",
    "OCCASIONS",
    "ORDINALS",
    "PAST",
    "UNITS",
    "WEEKDAYS",
    "Role",
    "cue_at",
    "number_of",
    "number_of_word",
    "opens_cue",
]


class Role(Enum):
    """The part a piece of a cell plays."""

    WORD = "word"
    DATE = "date"
    CADENCE = "cadence"
    BAD = "looks like a date, and is none"
    BY = "by"
    NEAR = "approximately"
    FROM = "from"
    UNTIL = "until"
    TO = "to"
    BETWEEN = "between"
    BEFORE = "before"
    THROUGHOUT = "throughout"
    ONWARDS = "onwards"
    LATEST = "at the latest"
    QUALIFIER = "qualifier"
    ONGOING = "ongoing"
    DONE = "done"
    SCOPING = "scoping"
    UNCHANGED = "unchanged"
    MISSING = "missing"
    EVENT = "depends on an event"
    OLD = "an earlier date follows"
    NEW = "a later date follows"
    AND = "and"
    DASH = "-"
    SLASH = "/"
    COMMA = ","
    COLON = ":"
    OPEN = "("
    CLOSE = ")"
    STOP = "."
    BREAK = "break"
    MARK = "mark"


MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}
WEEKDAYS = {
    name: code
    for code, names in {
        "MO": "monday mon",
        "TU": "tuesday tues tue",
        "WE": "wednesday weds wed",
        "TH": "thursday thurs thur thu",
        "FR": "friday fri",
        "SA": "saturday sat",
        "SU": "sunday sun",
    }.items()
    for name in names.split()
}
NUMBERS = {
    word: number
    for number, word in enumerate(
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"], start=1
    )
} | {"eighteen": 18, "twenty": 20, "thirty": 30, "sixty": 60, "ninety": 90}
ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "sixth": 6}
UNITS = {
    name: unit
    for unit, names in {
        "day": "day days",
        "week": "week weeks wk wks",
        "fortnight": "fortnight fortnights",
        "month": "month months mth mths",
        "quarter": "quarter quarters",
        "half-term": "half-term half-terms",
        "term": "term terms",
        "year": "year years yr yrs",
    }.items()
    for name in names.split()
}
NUMBERED = word_set(
    "phase phases stage part tranche step wave cohort option priority version objective gate workstream round"
    " lot block item no level tier band theme goal recommendation rec pillar chapter section appendix annex"
    " table strand zone ward class"
)
"""Nouns that take the number after them: in "Phase 1 June 2024" the 1 is no day."""

OCCASIONS = word_set(
    "board boards committee committees cabinet council meeting meetings panel forum group scrutiny"
    " partnership executive conference assembly update report cycle return deadline agm governors summit"
    " workshop session term half-term quarter edition issue release"
)
"""What stands after a date to say on which occasion: "June Board", "September 2025 committee"."""

CONNECTING = word_set(
    "by in on at of the a an and then or to for from with is are be been will shall that this it until during"
    " end within as also both each per so date dates due timescale timescales deadline"
)
"""Words that are taken off both ends of a label."""

GENERIC = word_set(
    "delivery deliver delivered delivering running run runs start starting started begin commence measure"
    " measured work completion complete completed completing achieve achieved implementation implemented"
    " implement target thereafter expected planned date timescale timeline deadline due target continue"
    " continuing continued take takes place happen carried out undertaken done ongoing revised new original"
    " phase progress full fully in-progress review-date"
)
"""Words that say no more than that something is due: a label of these alone is none. "review" is a label."""

PAST = word_set(
    "was were has have had did been went took could happened met began came made gave is are am isn't wasn't"
)
"""Verbs of a sentence that tells what happened, not what is due."""

_PHRASES: dict[tuple[Role, str], str] = {
    (Role.BY, ""): "in | on | at | during | for | within | w/in",
    (
        Role.BY,
        "by",
    ): "by | by no later than | no later than | not later than | by at the latest | on or before | in time for"
    " | ready for | in place for | due | due by | due in | due on | due date | target | target date"
    " | deadline | to be completed | to be completed by | to be completed in | to complete | to complete by"
    " | completion | completion by | completion date | for completion | for completion by | complete by"
    " | completed by | complete in time for | to be delivered by | to be done by | to be in place by"
    " | by close of | aiming for | scheduled for | planned for | expected | expected by | expected in"
    " | anticipated | timescale | end date | by or before",
    (
        Role.NEAR,
        "",
    ): "circa | c . | ca . | about | around | approximately | approx | approx . | provisional | provisionally"
    " | estimated | est . | likely | tentatively | indicative",
    (
        Role.FROM,
        "",
    ): "from | started | started in | started on | commenced | commenced in | commenced on | began | as from"
    " | as of | since | starting | starts | start | start date | to start | start by | commencing | commence"
    " | commences | to commence | commencement | begin | begins | beginning | to begin | wef | w.e.f | w.e.f."
    " | with effect from | effective | effective from | will start | will commence | will begin"
    " | starting from | commencing from | start from | to start from | beginning from",
    (
        Role.UNTIL,
        "",
    ): "until | till | up to | up until | up to and including | through to | through until | ending | ends"
    " | to end | runs to | runs until | lasting until",
    (Role.TO, ""): "to | through | into | thru",
    (Role.BETWEEN, ""): "between",
    (Role.BEFORE, ""): "before | prior to | ahead of | in advance of",
    (
        Role.THROUGHOUT,
        "",
    ): "throughout | over | across | all through | for the duration of | for the rest of | for the remainder of"
    " | over the course of | during the course of | spread over | through the rest of",
    (Role.ONWARDS, ""): "onwards | onward | and onwards | and beyond | and thereafter | to date | to present",
    (
        Role.ONWARDS,
        "ongoing",
    ): "and ongoing | then ongoing | and then ongoing | and continuing | and continuous | and continuously"
    " | and on-going | then on-going | and then on-going",
    (
        Role.LATEST,
        "",
    ): "at the latest | latest | at latest | or sooner | or earlier | or before | if not before | inclusive",
    (
        Role.QUALIFIER,
        "end",
    ): "end | end of | the end of | at the end of | by end of | by the end of | by end | year end | year-end"
    " | close of | the close of | last day of | last week of | last week in | before the end of"
    " | before end of | no later than the end of | conclusion of | the last week of",
    (
        Role.QUALIFIER,
        "start",
    ): "beginning of | the beginning of | start of | the start of | first week of | first week in"
    " | the first week of | first day of",
    (Role.QUALIFIER, "early"): "early | early in | early part of | in early",
    (Role.QUALIFIER, "mid"): "mid | middle of | the middle of | mid way through | midway through",
    (Role.QUALIFIER, "late"): "late | late in | latter part of | later in",
    (
        Role.ONGOING,
        "",
    ): "ongoing | on-going | on going | continuous | continuously | continual | continually | rolling programme"
    " | on a rolling basis | business as usual | bau | on an ongoing basis | on-going basis | in perpetuity"
    " | no end date",
    (
        Role.ONGOING,
        "alone",
    ): "continuing | rolling | always | permanent | indefinitely | indefinite | at all times | open ended"
    " | open-ended | rolling basis",
    (Role.DONE, ""): "complete | completed | done | closed | implemented | achieved | delivered | finished | concluded"
    " | action complete | action completed | now complete | now completed | fully complete"
    " | fully implemented | already complete | already completed | in place and complete | completed on"
    " | completed in | closed on | closed in | implemented on | implemented in | signed off",
    (
        Role.WORD,
        "not done",
    ): "not complete | not completed | not yet complete | not yet completed | incomplete | not done"
    " | not yet done | not implemented | not yet implemented | not delivered | not achieved"
    " | partially complete | partially completed | partly complete | partly completed | part complete"
    " | part completed | nearly complete | almost complete | substantially complete | mostly complete"
    " | not closed | partially implemented | to be closed | to be implemented | to be achieved"
    " | to be delivered | to be done | half complete | partially achieved",
    (
        Role.WORD,
        "status",
    ): "on track | on target | on schedule | in progress | not started | not yet started | underway | under way"
    " | overdue | delayed | behind schedule | on hold | at risk | to be started",
    (
        Role.SCOPING,
        "alone",
    ): "scoping | in scoping | being scoped | to be scoped | scoping stage | in scope | scoping phase"
    " | at scoping stage | scoping in progress | scoping underway | under scoping",
    (
        Role.UNCHANGED,
        "",
    ): "not changed | unchanged | no change | no changes | as before | not amended | remains the same"
    " | same as before | as previously | no change to timescale | timescale unchanged | timescale not changed"
    " | not revised",
    (
        Role.MISSING,
        "",
    ): "tbc | tba | tbd | t.b.c | t.b.c. | t.b.a | t.b.a. | t.b.d | t.b.d. | to be confirmed | to be agreed"
    " | to be determined | to be decided | to be advised | to be scheduled | to be announced | to be arranged"
    " | date to be confirmed | date to be agreed | date to be set | date tbc | dates tbc"
    " | dates to be confirmed | timescale tbc | timescales tbc | timescale to be confirmed"
    " | timescales to be confirmed | timescale to be agreed | n/a | n.a | n.a. | n/k | not applicable"
    " | not known | not set | not specified | not stated | not yet set | not yet known | not yet agreed"
    " | not yet confirmed | no date | no date set | asap | a.s.a.p | a.s.a.p. | as soon as possible"
    " | as soon as practicable | as soon as practically possible | as soon as reasonably practicable"
    " | as soon as reasonably possible | as soon as is practicable | at the earliest opportunity"
    " | at earliest opportunity | immediately | with immediate effect",
    (
        Role.MISSING,
        "alone",
    ): "none | nil | null | na | unknown | immediate | urgent | urgently | when possible | as required"
    " | as needed | as necessary | as and when | as and when required | when required | ad hoc | ad-hoc"
    " | as appropriate | at the earliest | to be set | to be defined | to be established | to be identified"
    " | to be discussed",
    (
        Role.EVENT,
        "",
    ): "following | after | once | when | whenever | subject to | dependent on | dependent upon | depending on"
    " | depending upon | depends on | depends upon | contingent on | contingent upon | pending | awaiting"
    " | in line with | in accordance with | as required by | as set out in | as agreed in | as per | upon"
    " | on completion of | upon completion of | on receipt of | on publication of | as part of | linked to"
    " | aligned to | aligned with | in conjunction with | until such time | according to"
    " | prior to completion of | to coincide with | tied to",
    (
        Role.OLD,
        "",
    ): "was | were | previously | originally | formerly | original date | previous date | original timescale"
    " | previous timescale | old date | original target | original deadline | instead of | rather than | not"
    " | initially | had been | originally due | previously due",
    (
        Role.OLD,
        "from",
    ): "revised from | changed from | moved from | extended from | amended from | slipped from | deferred from"
    " | postponed from | delayed from | brought forward from | date revised from",
    (Role.NEW, ""): "now | revised to | changed to | moved to | extended to | extended until | amended to | slipped to"
    " | deferred to | deferred until | postponed to | postponed until | delayed to | delayed until"
    " | put back to | pushed back to | brought forward to | rescheduled to | rescheduled for | revised"
    " | revised date | new date | revised timescale | new timescale | revised target | revised deadline"
    " | new deadline | updated to | → | now due | now expected | now due by | now expected by"
    " | rolled forward to | carried forward to | reprofiled to",
    (Role.AND, ""): "and | & | + | or | then | and then | and/or | plus",
}

_MARKS = {
    "-": Role.DASH,
    "/": Role.SLASH,
    ",": Role.COMMA,
    ":": Role.COLON,
    "(": Role.OPEN,
    ")": Role.CLOSE,
}


def _spelled(phrase: str) -> tuple[str, ...]:
    return tuple(token.low for token in tokenise(phrase))


def _by_first_word() -> dict[str, list[tuple[tuple[str, ...], Role, str]]]:
    table: dict[str, list[tuple[tuple[str, ...], Role, str]]] = {}
    for (role, value), phrases in _PHRASES.items():
        for phrase in phrases.split(" | "):
            words = _spelled(phrase)
            table.setdefault(words[0], []).append((words, role, value))
    for entries in table.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return table


_CUES = _by_first_word()


def opens_cue(low: str) -> bool:
    """Whether a known phrase begins with this word."""
    return low in _CUES


def cue_at(tokens: Sequence[Token], i: int) -> tuple[Role, str, int] | None:
    """The longest known phrase that begins at token `i`: its role, its value and the token after it."""
    token = tokens[i]
    for words, role, value in _CUES.get(token.low, ()):
        j = i + len(words)
        if len(words) == 1 or (
            j <= len(tokens)
            and tokens[i + 1].low == words[1]
            and all(token.low == word for token, word in zip(tokens[i + 2 : j], words[2:], strict=True))
        ):
            return role, value, j
    if token.kind == "mark":
        stops = token.low == "." and (i + 1 == len(tokens) or not tokens[i + 1].glued)
        return (Role.STOP if stops else _MARKS.get(token.low, Role.MARK)), "", i + 1
    return (Role.BREAK, "", i + 1) if token.kind == "break" else None


def number_of_word(low: str) -> int | None:
    """A whole number of at most three figures, or in words."""
    return int(low) if low.isascii() and low.isdigit() and len(low) <= 3 else NUMBERS.get(low)


def number_of(token: Token) -> int | None:
    """A whole number in figures or words."""
    if token.kind == "num":
        return None if token.ordinal or token.value < 0 else token.value
    return NUMBERS.get(token.low)
