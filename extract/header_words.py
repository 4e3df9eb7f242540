"""The field's vocabulary for column headers: which words name a ref, an action, an owner, a timescale …

Each role has patterns that must match the whole folded header. Order matters: the first role that matches decides, so
that "Revised timescale" is no plain timescale. The words are those that public bodies print, not any one paper's.
"""

from __future__ import annotations

import re
from enum import StrEnum

from extract.wording import first_words, folded

__all__ = ["LONGEST_HEADER", "Role", "header_role", "speaks_of_other_things"]

LONGEST_HEADER = 90
"""Characters above which a cell is no header."""


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


_NUMBERED = r"(?:action|item|rec|recommendation|plan|objective|task|commitment|milestone|priority|req|requirement)"
_ACTIONS = (
    r"(?:actions?|commitments?|tasks?|recommendations?|milestones?|deliverables?|activit(?:y|ies)|objectives?|measures?"
    r"|improvements?|initiatives?|interventions?|undertakings?|promises?|pledges?)"
)
_KIND_OF_ACTION = r"(?:key|agreed|priority|improvement|specific|proposed|planned|management|smart|required|the)"
_OF_AN_ACTION = r"(?:required|agreed|to be taken|needed|points?|description|title|details?|plan|to take|steps?|planned)"
_WHEN = (
    r"(?:time ?scales?|dead ?lines?|due|due dates?|due by|targets?|target dates?|dates?|completion dates?|time ?frames?"
    r"|time ?lines?|completion|end dates?)"
)
_RAG = r"(?:b?ragg?b?|rayg|brag|rag|rating|status|colour)"

_LEXICON: tuple[tuple[Role, float, tuple[str, ...]], ...] = (
    (
        Role.REF,
        1.0,
        (
            rf"(?:{_NUMBERED} )?(?:plan )?(?:ref|refs|references?|nos?|numbers?|nr|ids?|#|code)(?: (?:no|number))?",
            r"(?:s|sr|sl|serial) no|№|item",
        ),
    ),
    (Role.REF, 0.5, (r".*\b(?:ref|reference|action number)\b.*",)),
    (
        Role.NEW_ACTION,
        1.0,
        (
            rf"(?:revised|new|amended|replacement|updated|proposed) (?:\w+ )?(?:{_ACTIONS}|wording|text)",
            r"(?:replaced|superseded) (?:by|with)|now|changed to|revised to|will read",
        ),
    ),
    (
        Role.OLD_TIMESCALE,
        1.0,
        (
            (
                r"(?:last|previous|previously|original|originally|old|current|former|initial|first|baseline|existing)"
                rf" (?:\w+ ){{0,2}}{_WHEN}"
            ),
        ),
    ),
    (
        Role.NEW_TIMESCALE,
        1.0,
        (rf"(?:revised|new|amended|updated|proposed|extended|latest|forecast|anticipated) (?:\w+ ){{0,2}}{_WHEN}",),
    ),
    (
        Role.COMPLETED,
        1.0,
        (
            r"(?:date )?(?:completed|closed|achieved|delivered) (?:on|date)",
            r"date (?:completed|closed|achieved|delivered)",
            r"actual (?:completion|end|finish|closure)(?: date)?",
        ),
    ),
    (Role.START, 1.0, (r"(?:(?:planned|proposed|actual) )?(?:start|starts|begins?|commencement|from)(?: date| by)?",)),
    (
        Role.TIMESCALE,
        1.0,
        (
            rf"{_WHEN}|by when|when|when by|dates? due|finish(?: dates?| by)?|complete(?:d)? by|complete by",
            r"(?:implementation|delivery|finish|agreed|planned|expected|target)(?: completion)? (?:date|deadline)s?",
            r"when will .*|by what date.*|to be (?:completed|done|delivered) by.*|date for (?:completion|delivery)",
            r"(?:due|target|completion|delivery|implementation|end).{0,20}\bdates?",
            r"(?:expected|planned|estimated) (?:completion|delivery|date).*",
            r".*\b(?:time ?scale|dead ?line|time ?frame|target date|due date|by when)s?\b.{0,25}",
        ),
    ),
    (
        Role.RATING,
        1.0,
        (
            rf"(?:\w+ ){{0,2}}{_RAG}(?: (?:rating|status|score))?s?",
            rf"{_RAG}(?: (?:rating|status))? (?:at|as at|in|on|for|of|this|q\d).{{0,30}}",
            r".{0,30}\bb?rag\b.{0,20}|confidence|on track\??|completed?\??|state",
        ),
    ),
    (
        Role.NEXT_STEPS,
        1.0,
        (
            r"next steps?.*|(?:planned|what|what's) next|(?:still )?to do|steps remaining",
            r"(?:further|future|remaining|outstanding) (?:actions?|steps?|work)(?: required| needed)?",
        ),
    ),
    (
        Role.PROGRESS,
        1.0,
        (
            r"(?:progress|updates?|position|status update|commentary|comments?|narrative)\b.{0,40}",
            r"(?:latest|current|quarterly|monthly) (?:progress|update|position|commentary)s?",
            r".{0,25}\b(?:progress|update|position)(?: to date| so far)?|evidence of progress",
            r"achievements?(?: to date)?",
            r"what (?:we have|we've|has been) (?:done|achieved).*|actions? taken(?: to date)?",
        ),
    ),
    (
        Role.OWNER,
        1.0,
        (
            r"(?:\w+ ){0,2}(?:owners?|leads?|officers?|managers?)(?: \(?s\)?)?",
            r"who|by whom?|who by|who's responsible|who is responsible|who will .{0,30}",
            r"responsib(?:le|ility|ilities)(?: \w+){0,3}|(?:leads?|accountable|responsible)(?: \w+){0,3}",
            r"assigned to|assignee|allocated to|owned by|action by|accountab(?:le|ility)(?: \w+){0,2}",
            r"(?:to be )?(?:actioned|done|led|delivered) by|.{0,25}\bresponsible (?:officer|party|person)s?",
        ),
    ),
    (
        Role.REASON,
        1.0,
        (r"(?:reasons?|rationale|explanation|justification)(?: for .*)?|why|comments? on (?:the )?change",),
    ),
    (
        Role.OLD_ACTION,
        1.0,
        (
            rf"(?:closed|removed|deleted|previous|original|old|existing|current) (?:{_ACTIONS}|wording)",
            rf"{_ACTIONS} (?:that|which) (?:have|has|had) been .*",
        ),
    ),
    (
        Role.ACTION,
        1.0,
        (
            rf"(?:{_KIND_OF_ACTION} )*{_ACTIONS}(?: {_OF_AN_ACTION})*",
            r"what(?: |')(?:we|will|is|needs|are|do).*|we will.*|what|(?:we )?(?:have )?committed to",
            r"how (?:we will|will we) .*|agreed (?:management )?(?:response|action)s?|actions? ?/ ?.{0,30}",
            r"(?:planned|key|main) (?:activity|activities|steps)",
            r"(?:action|task|commitment)s? .{0,40}|.{0,20}\b(?:actions?|commitments?)",
        ),
    ),
    (
        Role.ACTION,
        0.4,
        (
            r"(?:req )?descriptions?|details?|requirements?|text|title|goal|aim|outcome|project|work ?stream|subject",
            r"issue and action|item description",
        ),
    ),
)
_COMPILED = tuple(
    (role, said, re.compile("|".join(f"(?:{pattern})" for pattern in patterns))) for role, said, patterns in _LEXICON
)
# Headers of tables that are about something else: their presence speaks against an action table.
_ELSEWHERE = re.compile(
    r"\b(?:risks?|likelihood|mitigations?|controls?|kpis?|indicators?|baseline|actuals?|costs?|budgets?|spend|variance|£"
    r"|grade|salary|abbreviations?|acronyms?|expansion|terms?|definitions?|meaning|colour|apologies|attendance|present"
    r"|attendees|agenda|page|votes?|thresholds?|outturn|numerator|probability|score)\b"
)


def header_role(text: str) -> tuple[Role, float]:
    """The role a header names and how surely (1.0 outright, 0.4 weakly, 0 not at all: `Role.OTHER`)."""
    words = folded(text.replace("_", " "))
    if not words or len(words) > LONGEST_HEADER:
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
