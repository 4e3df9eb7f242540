"""Actions that stand in sentences: "ACTION: Clerk to report the sign by 28 March", and lists headed "Actions agreed".

Precision first: a line counts where it is labelled as an action, where it is an item of a list under a heading that
says no more than that actions follow, where a name stands in the margin or after the last full stop, or where a
resolution charges somebody. An owner is one that the label names ("Action (JS):", "Action: JS – …") or that
closes the line in brackets; who a sentence says is to act stays in its words. A label without words is a finding.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from rapidfuzz import fuzz

from extract.document import Document, Heading, Paragraph, Piece, framed_prose
from extract.margins import margin_actions
from extract.model import Action, Finding, Milestone, Owner, Place, Section, finding
from extract.owner_words import is_acronym, is_person, is_role
from extract.owners import split_owners
from extract.refs import normalise_ref
from extract.timescales import TimeContext, looks_like_timescale, read_timescale
from extract.undertakings import resolved_action, undertaking_in
from extract.wording import collapsed, folded

__all__ = ["LineActions", "actions_in_lines"]

_LABEL = re.compile(
    r"(?:^|\n|(?<=[.!?;)] ))[^\w\n(\[]{0,3}(?:ACTIONS?|Actions?|Agreed action|AP)(?: (?:point|item|agreed|required)s?)?"
    r"(?: (?:no\.? ?)?(?P<ref>[A-Z]{0,4}[-/ ]?\d[\w./-]{0,11}))?"
    r"(?: (?:by|for|on|BY|FOR)(?: (?P<by>[^:\n]{1,50}))?| ?[(\[](?P<who>[^)\]\n]{1,60})[)\]])? ?(?::|[–—]|- )[ *]*"
)
_LIST = re.compile(
    r"(?:(?:summary|list|schedule) of )?(?:(?:key|agreed|new|follow[- ]?up|outstanding) )?"
    r"action(?: points?| items?| list)?s?"
    r"(?: (?:agreed|arising|required|points?|to be taken|for follow[- ]up))?"
    r"(?: (?:from|at|of) (?:the|this|today's) (?:last )?meeting)?",
)
_ITEM = re.compile(
    r"(?:[•●▪◦\-–*]\s*|(?P<ref>\(?(?:[A-Z]{1,4}[-/ ]?)?\d{1,4}(?:[./]\d{1,4})*[a-z]?\)?[.):]?|\(?[a-z][.)])\s+)"
    r"(?P<text>\S.*)",
    re.DOTALL,
)
_LED = re.compile(r"(?P<who>[^–—:\n.]{1,60}?)\s*(?:[–—:]|\s-)\s+(?P<rest>\S.*)", re.DOTALL)
_CLOSED_BY = re.compile(r"(?P<rest>.*\S)\s*[(\[](?P<who>[^()\[\]]{1,60})[)\]]\W*", re.DOTALL)
_WHEN = re.compile(r"\b(?:by|before|no later than|due|deadline:?)\s+(?=\S)|[(\[]", re.IGNORECASE)
_NOTHING = re.compile(
    r"(?:none|nil|n/?a|noted|to note|for noting|no (?:further )?action.*|agreed|approved|completed?|closed|all|tbc)?",
    re.IGNORECASE,
)
_PARTS = re.compile(r"\s*[/,;&+]\s*|\s+and\s+")
_SENTENCE = re.compile(r"\b(?:to|will|should|must|is|are)\b")
_SIGNED = re.compile(r"(?P<text>.+[.!?])\s+(?P<who>[^.!?\n]{1,60})", re.DOTALL)
_COUNTED = re.compile(r"(?:^|(?<=[;,.])\s+|(?<=\band)\s+)\(?(?:[ivx]{1,4}|[a-h]|\d)\)\s+")
_LONGEST_OWNER = 10
_FEWEST_WORDS = 3
_LONGEST = 1000
_LONGEST_WHEN = 8
"""Words of a line among which its timescale is looked for, after "by"."""
_SAME = 80
"""A line that is this much alike to an action of a table, in percent of the shorter one's words, is that action."""


@dataclass(frozen=True, slots=True)
class _Line:
    """An action as a sentence states it, and the headings it stands under."""

    text: str
    ref: str | None
    who: str | None
    block: Paragraph
    path: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LineActions:
    """The actions that lines state, the sections they stand under, and what is said of lines that could not be read."""

    actions: tuple[Action, ...] = ()
    sections: tuple[Section, ...] = ()
    findings: tuple[Finding, ...] = ()


@dataclass(slots=True)
class _Reading:
    lines: list[_Line] = field(default_factory=list)
    without_words: list[_Line] = field(default_factory=list)


def actions_in_lines(
    document: Document,
    version_id: str,
    context: TimeContext,
    tabled: Sequence[Action],
    sections: Sequence[Section],
    *,
    minutes: bool = False,
) -> LineActions:
    """The actions that paragraphs of a paper state, those left out that a table of the paper states as well.

    `tabled` and `sections` are the actions of its tables and their sections: positions, ids and sections go on from
    them. Lists under a heading count only where no table holds actions; margins, names after the last full stop and
    resolutions only in `minutes`.
    """
    reading = _read(document, lists=not tabled, minutes=minutes)
    known = [folded(action.text) for action in tabled]
    lines = [line for line in reading.lines if not _is_among(folded(line.text), known)]
    owners = split_owners([line.who or "" for line in lines])
    found = {section.path: section for section in sections}
    used: dict[str, int] = {}
    for action in tabled:
        if action.ref:
            used[action.ref] = used.get(action.ref, 0) + 1
    actions = []
    for n, (line, named) in enumerate(zip(lines, owners, strict=True), start=len(tabled) + 1):
        if line.path and line.path not in found:
            digest = hashlib.sha256(" > ".join(line.path).encode()).hexdigest()[:8]
            found[line.path] = Section(f"{version_id}/section-{digest}", len(found) + 1, line.path)
        section = found.get(line.path)
        actions.append(_action(line, n, version_id, section, named, context, used))
    more = tuple(section for section in found.values() if section not in sections)
    return LineActions(tuple(actions), more, tuple(_findings(reading.without_words, version_id)))


def _is_among(text: str, known: Sequence[str]) -> bool:
    return any(fuzz.token_set_ratio(text, other) >= _SAME for other in known)


def _read(document: Document, *, lists: bool, minutes: bool) -> _Reading:
    reading = _Reading()
    path: list[Heading] = []
    listing = False
    before: Paragraph | None = None
    for block in document.blocks:
        if isinstance(block, Heading) and not _names_who_acts(block.text):
            before = None
            path = [*(h for h in path if h.level < block.level), block]
            listing = lists and _LIST.fullmatch(folded(block.text)) is not None
            continue
        if isinstance(block, Heading):  # "Action: Clerk" is no heading, however bold it is
            block = Paragraph(block.text, block.page, block.box, block.line)
        heads = tuple(collapsed(heading.text) for heading in path)
        if not isinstance(block, Paragraph):
            listing = False
            _framed(block, heads, reading, minutes=minutes)
            before = None
            continue
        if _labelled(block, heads, reading, before) or (minutes and _otherwise_told(block, heads, reading)):
            continue
        before = block
        if lists and _LIST.fullmatch(folded(block.text)):
            listing = True
        elif listing and block.text.strip():
            listing = _item(block, heads, reading)
    return reading


def _names_who_acts(text: str) -> bool:
    """Whether a line is a label with nothing but who acts after it."""
    label = _LABEL.match(text)
    return label is not None and _names_owners(text[label.end() :].strip(" *"))


def _framed(piece: Piece, path: tuple[str, ...], reading: _Reading, *, minutes: bool) -> None:
    """Enter the actions of minutes that are set in a table: those of its margin, or its labelled lines."""
    beside = list(margin_actions(piece, _names_owners)) if minutes else []
    for action in beside:
        said = Paragraph(action.text, action.cell.page, action.cell.box, action.cell.line)
        _enter(_Line(action.text, None, action.who, said, path), reading)
    if not beside:
        for paragraph in framed_prose(piece):
            _labelled(paragraph, path, reading)


def _otherwise_told(block: Paragraph, path: tuple[str, ...], reading: _Reading) -> bool:
    """Whether a paragraph charges somebody by a resolution, or names who acts after its last full stop."""
    if text := resolved_action(block.text):
        _enter(_Line(text, None, None, block, path), reading)
        return True
    signed = _SIGNED.fullmatch(block.text) if len(block.text) <= _LONGEST else None
    text = undertaking_in(signed["text"]) if signed and _names_owners(signed["who"]) else None
    if signed and text:
        _enter(_Line(text, None, signed["who"], block, path), reading)
    return bool(text)


def _labelled(block: Paragraph, path: tuple[str, ...], reading: _Reading, before: Paragraph | None = None) -> bool:
    """Whether a paragraph has lines that are labelled as actions; they are entered.

    A label that only names who acts belongs to what the paragraph `before` it says is to be done.
    """
    if len(block.text) > 4 * _LONGEST:
        return False
    labels = list(_LABEL.finditer(block.text))
    if not labels:
        return False
    ends = [label.start() for label in labels[1:]] + [len(block.text)]
    for label, end in zip(labels, ends, strict=True):
        said = block.text[label.end() : end].split("\n\n")[0]
        who, text = _parted(said.strip(" *\n"))
        who = label["by"] or label["who"] or who
        if len(labels) == 1 and _names_owners(text) and not who:
            said = block.text[: label.start()].strip() or (before.text if before else "")
            who, text = text.strip(" ."), undertaking_in(said) or text
        for each in _enumerated(text):
            _enter(_Line(collapsed(each), label["ref"], who, block, path), reading)
    return True


def _enumerated(text: str) -> list[str]:
    """The parts of a text that counts them: "(i) the Clerk to write; (ii) the Chair to thank the volunteers"."""
    if not _COUNTED.match(text):
        return [text]
    parts = [part.strip(" ;,") for part in _COUNTED.split(text) if part.strip(" ;,")]
    return [re.sub(r"[;,]?\s+and$", "", part) for part in parts] if len(parts) > 1 else [text]


def _item(block: Paragraph, path: tuple[str, ...], reading: _Reading) -> bool:
    """Whether a paragraph is an item of a list of actions; it is entered."""
    item = _ITEM.match(block.text)
    if not (item or block.list_level or block.number) or len(block.text) > _LONGEST:
        return False
    who, text = _parted((item["text"] if item else block.text).strip())
    printed = block.number or (item["ref"] if item else None)
    _enter(_Line(collapsed(text), printed, who, block, path), reading)
    return True


def _enter(line: _Line, reading: _Reading) -> None:
    if _NOTHING.fullmatch(folded(line.text)) and not line.who:
        return
    enough = len(line.text.split()) >= _FEWEST_WORDS and not _names_owners(line.text)
    (reading.lines if enough else reading.without_words).append(line)


def _parted(said: str) -> tuple[str | None, str]:
    """Who is named before a dash or in brackets at the end, and the rest; nobody where that names no owner."""
    for pattern in (_LED, _CLOSED_BY):
        found = pattern.fullmatch(said)
        if found and _names_owners(found["who"]):
            return found["who"].strip(), found["rest"]
    return None, said


def _names_owners(text: str) -> bool:
    if len(text.split()) > _LONGEST_OWNER or _SENTENCE.search(text):
        return False
    parts = [part for part in _PARTS.split(text.strip(" .")) if part]
    return bool(parts) and all(is_acronym(part) or is_person(part) or is_role(part) for part in parts)


def _action(
    line: _Line,
    position: int,
    version_id: str,
    section: Section | None,
    owners: tuple[Owner, ...],
    context: TimeContext,
    used: dict[str, int],
) -> Action:
    ref = normalise_ref(line.ref) if line.ref else None
    if ref:
        used[ref] = used.get(ref, 0) + 1
    action_id = (
        f"{version_id}#{ref}" + (f"~{used[ref]}" if used[ref] > 1 else "") if ref else f"{version_id}#@{position}"
    )
    when, milestones = _timescale(line.text, context)
    return Action(
        action_id=action_id,
        position=position,
        text=line.text,
        ref=ref,
        ref_printed=line.ref if ref else None,
        section_id=section.section_id if section else None,
        owners_printed=line.who,
        timescale_printed=when,
        milestones=milestones,
        owners=owners,
        places=(_place(line.block),),
    )


def _timescale(text: str, context: TimeContext) -> tuple[str | None, tuple[Milestone, ...]]:
    """The timescale that stands after "by", or in brackets, and how it is read; nothing where none is a date."""
    for opening in reversed(list(_WHEN.finditer(text))):
        rest = text[opening.end() :]
        if opening[0] in "([":
            rest = re.sub(r"^(?:by|due|deadline):?\s+", "", re.split(r"[)\]]", rest)[0], flags=re.IGNORECASE)
        words = rest.split()[:_LONGEST_WHEN]
        for count in range(len(words), 0, -1):
            said = " ".join(words[:count]).rstrip(" .,;)]")
            if looks_like_timescale(said):
                read = read_timescale(said, context)
                if len(read) == 1 and read[0].due and not read[0].note:
                    return said, (replace(read[0], position=1),)
    return None, ()


def _place(block: Paragraph) -> Place:
    box = block.box.rounded() if block.box else None
    corners = (box.x0, box.top, box.x1, box.bottom) if box else (None, None, None, None)
    return Place(block.page, None, None, block.line, *corners)


def _findings(lines: Sequence[_Line], paper_id: str) -> Iterator[Finding]:
    for line in lines:
        yield finding(
            "action-without-words",
            "note",
            f"An action is marked “{collapsed(line.block.text)[-80:]}” without saying what is to be done.",
            paper_id=paper_id,
            places=(_place(line.block),),
        )
