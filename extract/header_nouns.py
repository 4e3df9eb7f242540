"""What a header names when no list has it: the role of its head noun ("Agreed implementation *date* for completion").

English puts the head before the first preposition and its modifiers before the head, so the few nouns that a role goes
by tell far more headers than any list of headers could. Questions are told by how they open.
"""

from __future__ import annotations

import re
from enum import StrEnum

__all__ = ["Role", "by_head_noun"]


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
    CHANGE = "kind of change"
    OTHER = "other"


_PREPOSITION = re.compile(
    r"\s(?:of|for|to|by|at|as|as at|since|in|on|from|with|against|after|per|within|following|arising|so far|until)\b"
)
_TAIL = re.compile(r"\s(?:required|needed|agreed|planned|proposed|made|provided|received|identified|due|set|to date)$")
_RESPONSIBLE = re.compile(r".*\b(?:responsible|accountable|assigned|leading)$")

_NOUNS: dict[Role, str] = {
    Role.ACTION: """
        action task recommendation commitment deliverable activity milestone initiative intervention undertaking pledge
        step todo request
        """,
    Role.OWNER: """
        owner lead leader officer manager director holder sponsor assignee actionee actioner sro poc lead/owner
        responsibility accountability responsible accountable person individual party
        """,
    Role.TIMESCALE: "date deadline timescale timeframe timeline timing timetable completion due target",
    Role.RATING: "rag brag bragg rayg status rating colour state light",
    Role.PROGRESS: "progress update position commentary narrative comment achievement statement",
}
_WEAK_NOUNS: dict[Role, str] = {
    Role.OWNER: """
        member councillor cllr governor trustee staff team agency organisation department contact partner initial body
        office
        """,
    Role.TIMESCALE: "quarter month year timings",
    Role.PROGRESS: "note remark feedback",
    Role.RATING: "confidence health assurance",
}
_HEADS = {
    word: (role, said)
    for nouns, said in ((_WEAK_NOUNS, 0.5), (_NOUNS, 0.9))
    for role, words in nouns.items()
    for word in words.split()
}
_EVENTS = (
    r"(?:raised|opened|logged|identified|created|added|issued|meeting|minutes?|audit|report(?:ed)?|inspection|received"
    r"|publication|published|entered|assessment|allocated|referr(?:al|ed)|incident|visit)"
)
_OF_AN_EVENT = re.compile(
    rf"(?:.*\b)?{_EVENTS}\b.*\bdates?\b.*|dates?\b.*\b{_EVENTS}|dates? (?:agreed|approved|changed)|when {_EVENTS}"
    r"|(?:approval|decision) dates?|dates? of (?:the )?(?:approval|decision|change|amendment)s?"
)
_OF_A_DOCUMENT = re.compile(
    r"\b(?:review|renewal|expiry|refresh)\b.*\bdates?\b|\bdates? (?:of|for) (?:\w+ )?(?:review|renewal)"
)
"""The date on which a policy or a register is looked at again: a timescale where nothing better is printed."""
_QUESTIONS = (
    (Role.OTHER, r"how (?:will|do|can|would|are|shall) .*\b(?:know|measured?|evidenced?|monitor\w*|judged?)\b.*"),
    (Role.OTHER, r"(?:what|how) .*\b(?:success|difference|impact|evidence|good|outcomes?|cost|look like)\b.*"),
    (Role.NEXT_STEPS, r"what .*\b(?:left|remains?|next|still|outstanding)\b.*"),
    (Role.PROGRESS, r"what (?:have|has|'s|did) .*|what(?:'s| is) happen(?:ed|ing).*"),
    (Role.PROGRESS, r"where (?:are|is|do|we|it|this|things) .*"),
    (Role.PROGRESS, r"how (?:(?:are|is) (?:we|it)|(?:we|it|things) (?:are|is)) (?:doing|going|getting on).*"),
    (Role.OWNER, r"who\b.*"),
    (Role.TIMESCALE, r"when\b.*"),
    (Role.ACTION, r"what\b.*|how (?:will|shall|do) we\b.*"),
)
_WORK = (
    (Role.PROGRESS, r"(?:actions?|work|steps|activit(?:y|ies)) (?:taken|undertaken|completed|done|carried out)\b.*"),
    (Role.PROGRESS, r"(?:actions?|activit(?:y|ies)|work) (?:to date|so far)"),
    (Role.OWNER, r"(?:actions?|tasks?) (?:assigned|allocated|given) to"),
    (Role.TIMESCALE, r"(?:required|needed|deliver(?:ed|y)?|wanted|expected|promised|to be \w+|date to be \w+) by"),
    (Role.OWNER, r"(?:point|points) of contact"),
    (Role.NEXT_STEPS, r"(?:further|future|remaining|outstanding|next) (?:actions?|steps?|work|tasks?)\b.*"),
    (Role.NEXT_STEPS, r"(?:actions?|steps?|work|tasks?) (?:remaining|outstanding|left)\b.*"),
)
_PATTERNS = tuple((role, re.compile(pattern)) for role, pattern in (*_QUESTIONS, *_WORK))


def by_head_noun(words: str) -> tuple[Role, float]:
    """The role of a header that no list has, and how surely (0.9, or 0.5 for a weak noun; other and 0.0: not told).

    `words`: the folded header. A date of an event (raised, meeting) is surely another column: other and 1.0.
    """
    if _OF_AN_EVENT.fullmatch(words):
        return Role.OTHER, 1.0
    if _OF_A_DOCUMENT.search(words):
        return Role.TIMESCALE, 0.5
    for role, pattern in _PATTERNS:
        if pattern.fullmatch(words):
            return role, 0.9 if role is not Role.OTHER else 1.0
    core = _PREPOSITION.split(words, maxsplit=1)[0]
    if _RESPONSIBLE.fullmatch(core):
        return Role.OWNER, 0.9
    core = _TAIL.sub("", core)
    head = core.split()[-1] if core.split() else ""
    return _HEADS.get(head) or _HEADS.get(_singular(head)) or (Role.OTHER, 0.0)


def _singular(word: str) -> str:
    if word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word
