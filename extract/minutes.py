"""Minutes and reports: claims about a plan as a whole ("57% of the Improvement Plan was complete").

A claim needs a figure, the plan or its actions as what is counted, and how they stand (a rating or status), or the plan
by name. It may speak of a part of the plan, and be no more exact than "over 50%" (`claim_reach`). Figures about
anything else, targets, forecasts, questions, earlier states and what was done in some time are not claims.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass

from extract.claim_reach import bound_of, leading_scope, scope_after
from extract.claim_values import NUMBER_WORDS, Value, values_in
from extract.document import Block, Document, Heading, Paragraph, Piece, framed_prose
from extract.meeting import MeetingFacts, meeting_facts
from extract.model import Claim, Place
from extract.rating_words import COLOURS, STANDINGS

__all__ = ["MeetingFacts", "meeting_facts", "read_claims"]

_TOO_COMMON = frozenset(["new", "live", "critical", "proposed", "scheduled", "begun", "pending"])
_STATUS_WORDS = sorted(
    {word.replace("-", " ") for words in STANDINGS.values() for word in words.split()} - _TOO_COMMON | {"outstanding"},
    key=lambda word: (-len(word), word),
)
_STATUS = re.compile(
    r"(?P<undone>\b(?:not|yet|still|remain(?:s|ed|ing)?)\s+(?:yet\s+|still\s+)?(?:to\s+be\s+|been\s+|fully\s+)*"
    r"(?:complete|completed|achieved|delivered|implemented|finished)\b)"
    rf"|\b(?P<colour>(?:{'|'.join(COLOURS)})(?:\s+[A-Z](?=\s|[.,;)]|$))?)(?=\W|$)"
    rf"|\b(?P<word>{'|'.join(word.replace(' ', '[ -]') for word in _STATUS_WORDS)})\b",
    re.IGNORECASE,
)
_ADJECTIVES = (
    r"(?:(?:further|other|remaining|outstanding|individual|key|priority|planned|agreed|total|plan|improvement|audit|new|"
    r"the|these|those|all|its|our|single|such|of|in|or|and|rag|brag|rated|completed?|overdue|open|closed|delayed|live|"
    rf"ongoing|late|{'|'.join(COLOURS)}|[A-Z](?=\s))[\s-]+)*"
)
_COUNTED = re.compile(
    rf"\s+{_ADJECTIVES}(?:(?:\d+|{NUMBER_WORDS})\s+)?{_ADJECTIVES}(?P<noun>actions?|recommendations?|milestones?|commitments?)\b"
    r"(?!\s+(?:plans?|logs?|trackers?|reports?|groups?|teams?|points?|notes?)\b)",
    re.IGNORECASE,
)
_NOT_IN_A_NAME = r"(?!(?:in|on|with|for|by|from|to|under|of|against|which|that|who|were|was|are|is|had|has|have)\b)"
_SHARED = re.compile(
    rf"\s+of\s+(?P<target>(?:the\s+|all\s+|its\s+|our\s+|these\s+|those\s+)*(?:\d+\s+)?(?:{_NOT_IN_A_NAME}[\w’'&-]+\s+){{0,6}}?"
    r"(?:plan|programme|actions?|recommendations?|milestones?|commitments?))\b(?!['’]s)(?!\s+(?:budget|fund|cost|saving|"
    r"income|staff|spend|expenditure|resource|meeting|holder)\w*)",
    re.IGNORECASE,
)
_SUBJECT = re.compile(r"plan|programme|action|recommendation|milestone|commitment", re.IGNORECASE)
"""What a claim counts, or says is complete; a sentence without any of these words states none."""
_WHOLE = re.compile(r"\b(?P<target>plan|programme|actions|recommendations)\b(?!['’]s)", re.IGNORECASE)
_OTHER_PLANS = re.compile(
    r"\b(?:care|pathway|protection|child|children['’]?s|safety|education|ehc|ehcp|personal|placement|permanence|treatment|"
    r"travel|pension|pensions|lesson|support|local|transition|need|budget|financial|capital|payment|insurance|court|legal|"
    r"enforcement|disciplinary|industrial)\s+(?:plans?|programmes?|actions?)\b",
    re.IGNORECASE,
)
_NAME = re.compile(
    r"\b(?P<name>(?:(?:[A-Z][\w’'&-]*)\s+(?:(?:and|of|for|the)\s+)?){1,7}?(?:Plan|Programme)|"
    r"(?:(?:service|action|delivery|recovery|transformation)\s+)?(?:improvement|action|recovery|delivery|transformation)\s+plan)\b"
)
_LEAD_WORDS = re.compile(r"^(?:(?:The|This|That|Our|Its|A|An|And|Of|In|Regarding|On|Note|Updated|Revised|Draft)\s+)+")
_NOT_A_STATE = re.compile(
    r"\b(?:will|would|should|shall|could|might|must|target(?:s|ed)?|aim(?:s|ed|ing)?|expect(?:s|ed)?|forecast|projected|"
    r"anticipated|hoped?|intend(?:s|ed)?|whether|if|queried|questioned|previous(?:ly)?|at the (?:last|previous|time)|"
    r"last (?:meeting|report|quarter|month|year|time)|since|during|in the (?:quarter|period|month)|matters arising|"
    r"minutes of)\b|\?",
    re.IGNORECASE,
)
_COMPLETION = re.compile(r"\bcompletion\b[^,;]*\b(?:at|is|was|reached|of)\s+$", re.IGNORECASE)
_COMPARED = re.compile(r"(?:\b(?:from|than|with|to|against|target of|minimum of|least|average of)\s+)$", re.IGNORECASE)
_ASIDE = re.compile(
    r",?\s+\(?(?:(?:as )?against|compared (?:with|to)|up from|down from)\b|,\s+\w+ (?:more|fewer|less) than\b",
    re.IGNORECASE,
)
"""What follows is another figure, to compare with."""
_TOTAL = re.compile(
    r"\s+(?:actions|recommendations|milestones|commitments)\s+(?:was|were|is|are|had|have)\s+\d", re.IGNORECASE
)
"""What follows a number that is only the whole of those counted next: "of the 80 actions 45 were green"."""
_JOINT = re.compile(
    r";\s*|:\s+|(?<!\s)\s+[–—-]\s+|,\s*(?:(?:and|while|whilst|with|but|of which)\s+)?"
    r"|(?<!\s)\s+(?:and|while|whilst|with|but)\s+"
)
_SENTENCE = re.compile(r"(?<=[.!?])(?<!\bNo\.)(?<!\bCllr\.)(?<!\be\.g\.)(?<!\bi\.e\.)\s+(?=[\"“(]?[A-Z\d])|\n+")

_LONGEST = 1000
"""The longest sentence that can state a claim, in characters; what is longer was no sentence."""


@dataclass(frozen=True, slots=True)
class _Clause:
    """One figure with the words around it, up to the next figure's."""

    text: str
    value: Value
    """Its places are those in `text`."""


def read_claims(document: Document, paper_id: str, meeting_date: dt.date | None) -> tuple[Claim, ...]:
    """The claims that the paragraphs of a paper make about a plan as a whole, in reading order, each statement once.

    `statement` is the clause, `sentence` the sentence it stands in; `value` is a percentage (0..100) or a count.
    """
    claims: dict[str, Claim] = {}
    named: str | None = None
    for block in _prose(document):
        for sentence in _sentences(block.text):
            named = _plan_name(sentence) or named
            if isinstance(block, Paragraph):
                for claim in _claims(sentence, named, paper_id, meeting_date, _place(block)):
                    claims.setdefault(claim.claim_id, claim)
    return tuple(claims.values())


def _prose(document: Document) -> Iterator[Heading | Paragraph]:
    """Headings and paragraphs in reading order, those that a narrow table frames among them."""
    for block in document.blocks:
        if isinstance(block, Piece):
            yield from framed_prose(block)
        else:
            yield block


def _sentences(text: str) -> list[str]:
    parts = (" ".join(part.split()).lstrip("•●▪-–* ") for part in _SENTENCE.split(text))
    return [part for part in parts if 0 < len(part) <= _LONGEST]


def _place(block: Block) -> Place:
    box = block.box.rounded() if block.box else None
    corners = (box.x0, box.top, box.x1, box.bottom) if box else (None, None, None, None)
    return Place(block.page, None, None, block.line, *corners)


def _plan_name(text: str) -> str | None:
    """The fullest name that a text gives a plan ("Improvement Plan"), null where it only says "the plan"."""
    if "lan" not in text and "rogramme" not in text:
        return None
    names = [
        _LEAD_WORDS.sub("", match["name"]) for match in _NAME.finditer(text) if not _OTHER_PLANS.search(match["name"])
    ]
    return max((name for name in names if " " in name), key=len, default=None)


def _claims(
    sentence: str, named: str | None, paper_id: str, meeting_date: dt.date | None, place: Place
) -> Iterator[Claim]:
    if not _SUBJECT.search(sentence) or (_OTHER_PLANS.search(sentence) and not _plan_name(sentence)):
        return
    for clause in _clauses(sentence):
        read = _read(clause, sentence, named)
        if read is None:
            continue
        digest = hashlib.sha256(clause.text.encode()).hexdigest()[:8]
        yield Claim(
            claim_id=f"{paper_id}/claim-{digest}",
            paper_id=paper_id,
            statement=clause.text,
            sentence=sentence,
            subject=read.subject,
            value=clause.value.number,
            unit=clause.value.unit,
            ratings=read.ratings,
            plan_words=named,
            meeting_date=meeting_date,
            places=(place,),
            scope=read.scope,
            bound=bound_of(clause.text, clause.value.start),
        )


def _clauses(sentence: str) -> Iterator[_Clause]:
    """The sentence cut between its figures, where it has a joint there; each clause with its first figure."""
    values = [v for v in values_in(sentence) if not (_is_compared(sentence, v) or _TOTAL.match(sentence, v.end))]
    start = 0
    for i, value in enumerate(values):
        if value.start < start:
            continue
        end = len(sentence)
        for other in values[i + 1 :]:
            joints = list(_JOINT.finditer(sentence, value.end, other.start))
            if joints:
                joint = next((j for j in reversed(joints) if j[0].startswith(";")), joints[-1])
                end, after = joint.start(), joint.end()
                break
        else:
            semicolon = sentence.find(";", value.end)
            end = after = semicolon if semicolon >= 0 else end
        aside = _ASIDE.search(sentence, value.end, end)
        end = aside.start() if aside else end
        begin = _begin(sentence, start, value.start)
        text = sentence[begin:end].rstrip(" .;,:")
        yield _Clause(text, Value(value.start - begin, value.end - begin, value.number, value.unit))
        start = after


def _is_compared(sentence: str, value: Value) -> bool:
    """Whether a figure is only what another one is compared with ("up from 57%"), and no bound ("more than 57%")."""
    return bound_of(sentence, value.start) == "exactly" and _COMPARED.search(sentence, 0, value.start) is not None


def _begin(sentence: str, start: int, value: int) -> int:
    """Where a clause begins: after the last semicolon, or the "reported that", before its figure."""
    begin = max(start, sentence.rfind(";", start, value) + 1)
    leads = [m.end() for m in re.finditer(r"\b(?:that|noting|noted|heard|reported|advised)\s+", sentence[begin:value])]
    begin += leads[-1] if leads else 0
    return begin + len(sentence[begin:]) - len(sentence[begin:].lstrip(" ,;"))


@dataclass(frozen=True, slots=True)
class _Reading:
    """What a clause claims something of: in words, the ratings it names, and the part of the plan (null: all of it)."""

    subject: str
    ratings: tuple[str, ...]
    scope: str | None


def _read(clause: _Clause, sentence: str, named: str | None) -> _Reading | None:
    """What a clause claims something of, where it is a claim."""
    text, value = clause.text, clause.value
    if _NOT_A_STATE.search(text) or (text != sentence and _NOT_A_STATE.search(sentence[: sentence.find(text)])):
        return None
    ratings = _ratings(text)
    rest = text[value.end :]
    if value.unit == "percent":
        if not ratings and _COMPLETION.search(text, 0, value.start):
            ratings = ("complete",)
        return _share(text, rest, sentence, ratings) if ratings else None
    counted = _COUNTED.match(rest) or re.match(rf"\s+(?:out\s+)?of{_COUNTED.pattern}", rest, re.IGNORECASE)
    about_plan = re.search(r"\b(?:plan|programme)\b(?!\s+to\b)", text, re.IGNORECASE) is not None
    if counted and (about_plan or (ratings and named)):
        scope = scope_after(rest[counted.end() :]) or leading_scope(sentence)
        return _Reading(_counted_subject(rest, counted["noun"], ratings, scope), ratings, scope)
    said = list(_WHOLE.finditer(sentence, 0, sentence.find(text) + value.start))
    if _is_elliptic(rest) and ratings and named and said:
        scope = scope_after(sentence[said[-1].end() : sentence.find(text) + value.start]) or leading_scope(sentence)
        return _Reading(_in_words("actions", scope, ratings), ratings, scope)
    return None


def _share(text: str, rest: str, sentence: str, ratings: tuple[str, ...]) -> _Reading | None:
    """The subject of a percentage: what it is a share of stands after it, or is the plan named before it."""
    after = _SHARED.match(rest)
    if after and not _OTHER_PLANS.search(after["target"]):
        target, scope = after["target"], scope_after(rest[after.end() :])
    elif after is None and not re.match(r"\s+of\b", rest) and (before := _before(text, rest, sentence)):
        target, scope = before
    else:
        return None
    scope = scope or leading_scope(sentence)
    return _Reading(f"share of {_in_words(target, scope, ratings)}", ratings, scope)


def _in_words(counted: str, scope: str | None, ratings: tuple[str, ...]) -> str:
    verb = "are" if counted.casefold().endswith("s") else "is"
    return " ".join(filter(None, (counted, scope, f"that {verb} {' or '.join(ratings)}")))


def _before(text: str, rest: str, sentence: str) -> tuple[str, str | None] | None:
    """The plan or the actions that stand before a percentage ("the Plan was 57% complete"), and which part of it."""
    if not re.match(rf"\s*(?:were|was|are|is|had been|have been|rated|now|as|$|[.,;)]|{_STATUS.pattern})", rest, re.I):
        return None
    said = sentence[: sentence.find(text) + len(text) - len(rest)]
    found = [m for m in _WHOLE.finditer(said) if not _OTHER_PLANS.search(said[max(0, m.start() - 20) : m.end()])]
    if not found:
        return None
    return f"the {_plan_name(said) or found[-1]['target']}", scope_after(said[found[-1].end() :])


def _is_elliptic(rest: str) -> bool:
    """Whether a number is followed at once by how things stand ("30 were on track", "six overdue")."""
    return (
        re.match(
            rf"\s+(?:more\s+|others?\s+)?(?:(?:were|was|are|is|ha[ds]\s+been|have\s+been|remain(?:s|ed)?|being|now|currently|"
            rf"rated|showing|as|still|at)\s+)*(?:{_STATUS.pattern})",
            rest,
            re.IGNORECASE,
        )
        is not None
    )


def _counted_subject(rest: str, noun: str, ratings: tuple[str, ...], scope: str | None) -> str:
    plain = rest.strip()
    if re.match(r"(?:out )?of\b", plain):
        return _in_words(noun, scope, ratings) if ratings else f"{noun} {plain}"
    return plain


def _ratings(text: str) -> tuple[str, ...]:
    """The ratings and statuses that a clause names, lower case, each once, in order."""
    found: dict[str, None] = {}
    for match in _STATUS.finditer(text):
        word = "not complete" if match["undone"] else match[0]
        found[" ".join(word.casefold().replace("-", " ").split())] = None
    return tuple(found)
