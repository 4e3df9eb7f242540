"""Changes that a log declares in sentences ("Action 3.2 has been closed as the new contract is in place").

Precision first: the sentence must name the actions by their refs and say in so many words that it has been done. What
will, should or may be done, or has not been, declares nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from extract.change_words import BECAUSE, NOUN, VERBS
from extract.changelog_lists import kind_of_list, listed_refs, opening_refs
from extract.document import Document, Heading, Paragraph, Piece
from extract.model import DeclaredChange, Milestone, Place
from extract.refs import looks_like_ref, normalise_ref, refs_in
from extract.timescales import TimeContext, read_timescale
from extract.wording import collapsed

__all__ = ["change_told", "prose_changes", "speaks_of_changes"]

_TITLE = re.compile(r"\b(?:changes?|amendments?|revisions?|refresh)\b", re.I)
_OF_CHANGES = re.compile(
    r"\b(?:changes|amendments|revisions)\b(?! (?:plan|programme)s?\b)|\bchange (?:log|control|record|register)\b", re.I
)
"""Not "Climate change action plan": one change is a topic, several are what was done to a plan."""
_DONE = r"\b(?:(?:has|have|had)(?: now| also| since)? been|was|were|is now|are now)(?: formally| now| also)?\s+"
_UNDONE = re.compile(
    r"\b(?:not|never|will|would|should|could|may|might|shall|if|proposed?|proposals?|recommended?)\b", re.IGNORECASE
)
_FURTHER = {"retimed": "|moved", "added": "|included"}
"""Words that are plain enough in a sentence, and in a heading may be about anything."""
_BEFORE = {"closed_replaced": "(?:closed and )?", "closed": "(?:completed and )?"}
_VERBS = tuple((kind, f"{_BEFORE.get(kind, '')}(?:{verbs}{_FURTHER.get(kind, '')})") for kind, verbs in VERBS.items())
_WE_HAVE = (
    r"^\W*(?:we|the (?:board|committee|council|panel|team|group|cabinet|executive)|officers|members)"
    r" (?:have|has)(?: now| also| since| formally)? "
)
_ACTIVE = re.compile(
    _WE_HAVE + "(?:" + "|".join(f"(?P<{kind}>{verb})" for kind, verb in _VERBS) + r")\b", re.IGNORECASE
)
_SHIFTED = re.compile(r"\b(?:moved|slipped|changed|gone|went|shifted)(?= (?:back )?(?:from|to)\b)", re.IGNORECASE)
"""What a deadline has done by itself: "The due date of action 3 moved from April to July 2025"."""
_BECOMES = re.compile(r"\b(?:with|by|into|to)\b")
_ACTIONS = re.compile(rf"\b{NOUN}\b", re.IGNORECASE)
_SAID = re.compile(_DONE + "(?:" + "|".join(f"(?P<{kind}>{verb})" for kind, verb in _VERBS) + r")\b", re.IGNORECASE)
_ITEM = re.compile(r"^[•\-–*]?\s*(?:action\s+)?(?P<ref>\S{1,14})\s*(?::|\s[-–—])\s+(?P<rest>\S.*)$", re.IGNORECASE)
_ITEM_SAID = re.compile(
    "|".join(f"(?P<{kind}>{'new action|' if kind == 'added' else ''}{verb})" for kind, verb in _VERBS), re.IGNORECASE
)
_OF_TIME = re.compile(r"\b(?:deadlines?|timescales?|dates?|due|timeframes?)\b", re.IGNORECASE)
_BECAUSE = re.compile(rf"\b{BECAUSE}\s+(?P<reason>.+?)[.;\s]*$", re.DOTALL)
_FROM_TO = re.compile(r"(?:\bfrom\s+(?P<old>.+?)\s+)?\b(?:to|until)\s+(?P<new>.+)", re.DOTALL)
_LONGEST = 2_000
"""Characters of a sentence; what is longer is no sentence, and a search for its parts would take for ever."""
_END_OF_DATE = re.compile(
    r"(?:(?<!\s)\s+)?(?:[,;]|\.(?:\s|$)|\b(?:as|because|since|due|owing|given|following|to allow|so)\b).*$", re.DOTALL
)


@dataclass(frozen=True, slots=True)
class _Said:
    """A sentence taken apart: its kind, the refs before and after the verb, and what follows the verb."""

    kind: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    rest: str
    timed: bool


def speaks_of_changes(text: str) -> bool:
    """Whether a title or heading says that what stands under it tells of changes to a plan."""
    return _OF_CHANGES.search(text) is not None


def prose_changes(
    document: Document, title: str | None, paper_id: str, context: TimeContext, already: int, *, plan: bool
) -> tuple[DeclaredChange, ...]:
    """The changes that sentences and list items outside tables declare, in reading order; `already`: those before.

    Read where the paper's title, one of its headings or, in a `plan`, the heading above speaks of changes.
    """
    heads = [block.text for block in document.blocks if isinstance(block, Heading)]
    whole = speaks_of_changes(title or "") or (not plan and any(map(_TITLE.search, (title or "", *heads))))
    changes: list[DeclaredChange] = []
    for said, place in _all_said(document, whole=whole):
        changes.append(_change(said, paper_id, already + len(changes) + 1, context, (place,)))
    once = {change.declared_id: change for change in reversed(changes)}
    return tuple(change for change in changes if once[change.declared_id] is change)


def _all_said(document: Document, *, whole: bool) -> Iterator[tuple[_Said, Place]]:
    """What is said of actions, sentence by sentence: of the `whole` paper, or under headings that speak of changes."""
    level, kind = None, None  # of the heading that speaks of changes; what the list that was begun is a list of
    for block in document.blocks:
        if isinstance(block, Heading):
            kind = kind_of_list(block.text)
            if speaks_of_changes(block.text):
                level = block.level
            elif level is not None and block.level <= level:
                level = None
        elif isinstance(block, Piece):
            kind = None
            if box := _box(block, whole=whole or level is not None):
                yield from _all_said(replace(document, blocks=box), whole=True)
        elif whole or level is not None:
            for sentence in _sentences(block, listing=kind is not None):
                said = _of(sentence) or (_of_entry(sentence, kind) if kind else None)
                if said is not None:
                    yield said, Place(block.page, line=block.line)
                elif not (kind and opening_refs(sentence)):
                    kind = kind_of_list(sentence) if sentence.endswith(":") else None


def _box(piece: Piece, *, whole: bool) -> tuple[Paragraph, ...]:
    """The lines of a table of one cell: a box round words, where these or the heading above speak of changes."""
    if len(piece.cells) != 1 or not (whole or speaks_of_changes(piece.cells[0].text.partition("\n")[0])):
        return ()
    (cell,) = piece.cells
    return tuple(Paragraph(line, cell.page, cell.box, cell.line) for line in cell.text.split("\n"))


def _sentences(block: Paragraph, *, listing: bool) -> Iterator[str]:
    """The sentences of a paragraph; a point, or in a list a line that opens with a ref, is one with what follows."""
    for line in block.text.split("\n"):
        whole = line.lstrip()[:1] in "•-–*" or (listing and len(line) <= _LONGEST and opening_refs(line))
        parts = [line] if whole else re.split(r"(?<=[.!?])\s+(?=[A-Z])", line)
        said = (collapsed(part) for part in parts if part.strip())
        yield from (each for each in said if len(each) <= _LONGEST)


def _of(sentence: str) -> _Said | None:
    ways = (_of_item, _of_sentence, _of_active, _of_shift, _of_list)
    return next((said for way in ways if (said := way(sentence))), None)


def _of_list(sentence: str) -> _Said | None:
    """ "Closed actions: 2.2 and 4.1"."""
    lead, _, listed = sentence.partition(":")
    kind, refs = kind_of_list(lead), listed_refs(listed)
    return _Said(kind, refs, (), "", timed=False) if kind and refs else None


def _of_entry(sentence: str, kind: str) -> _Said | None:
    """ "1.3 – the backlog is managed elsewhere" in a list of actions that have been closed."""
    opening = opening_refs(sentence)
    if opening is None:
        return None
    refs, rest = opening
    cut = _BECOMES.match(rest)
    return _Said(kind, refs, _refs_after(rest) if cut else (), rest, timed=kind == "retimed")


def _of_sentence(sentence: str) -> _Said | None:
    verb = _SAID.search(sentence)
    if verb is None or _UNDONE.search(sentence[: verb.end()]):
        return None
    before, rest = sentence[: verb.start()], sentence[verb.end() :]
    if not _ACTIONS.search(before):
        return None
    rest, _, listed = rest.partition(":") if kind_of_list(sentence) else (rest, "", "")
    refs = refs_in(before) or listed_refs(listed)
    return _Said(verb.lastgroup or "", refs, _refs_after(rest), rest, bool(_OF_TIME.search(before))) if refs else None


def _refs_after(rest: str) -> tuple[str, ...]:
    """The refs after a verb: "into 2.5" and "with action 8, because item 3 is done" name one each."""
    told = _BECAUSE.sub("", rest)
    becomes = _BECOMES.match(told.lstrip())
    opening = opening_refs(told.lstrip()[becomes.end() :]) if becomes else None
    return opening[0] if opening else refs_in(told)


def _of_active(sentence: str) -> _Said | None:
    """ "We have replaced actions 3.1 and 3.2 with action 3.6": the refs stand after the verb."""
    verb = _ACTIVE.match(sentence)
    if verb is None or _UNDONE.search(sentence[: verb.end()]):
        return None
    rest = sentence[verb.end() :]
    told = _BECAUSE.sub("", rest)
    cut = _BECOMES.search(told)
    named, becomes = (told[: cut.start()], told[cut.start() :]) if cut else (told, "")
    refs = refs_in(named)
    if not refs or not _ACTIONS.search(named):
        return None
    return _Said(verb.lastgroup or "", refs, _refs_after(becomes), rest, bool(_OF_TIME.search(named)))


def _of_shift(sentence: str) -> _Said | None:
    """ "The due date of action 3 moved from April to July 2025"."""
    verb = _SHIFTED.search(sentence)
    if verb is None or _UNDONE.search(sentence[: verb.end()]):
        return None
    before, rest = sentence[: verb.start()], sentence[verb.end() :]
    refs = refs_in(before)
    if not refs or not _ACTIONS.search(before) or not _OF_TIME.search(before) or not re.search(r"\bto\b.*\d", rest):
        return None
    return _Said("retimed", refs, (), rest, timed=True)


def _of_item(sentence: str) -> _Said | None:
    """ "HSG/12: closed, all shelters now have a rota": a ref of its own, a colon, and what was done."""
    item = _ITEM.match(sentence)
    ref = normalise_ref(item["ref"]) if item and looks_like_ref(item["ref"]) else None
    verb = _ITEM_SAID.search(item["rest"]) if item else None
    if item is None or ref is None or verb is None or len(item["rest"][: verb.start()].split()) > 4:
        return None
    if _UNDONE.search(item["rest"][: verb.end()]):
        return None
    rest = item["rest"][verb.end() :]
    timed = bool(_OF_TIME.search(item["rest"][: verb.start()]))
    return _Said(verb.lastgroup or "", (ref,), refs_in(_BECAUSE.sub("", rest)), rest, timed)


def change_told(
    kind: str, ref: str, words: str, paper_id: str, position: int, context: TimeContext, places: tuple[Place, ...]
) -> DeclaredChange:
    """The change that a row tells in words beside its kind and its ref: "merged", QP-04, "into QP-03"."""
    cut = _BECOMES.search(words)
    after = _refs_after(words[cut.start() :]) if cut else ()
    made = _change(_Said(kind, (ref,), after, words, timed=kind == "retimed"), paper_id, position, context, places)
    ends = kind in ("closed", "removed") and not made.reason
    return replace(made, reason=collapsed(words) or None) if ends else made


def _change(
    said: _Said, paper_id: str, position: int, context: TimeContext, places: tuple[Place, ...]
) -> DeclaredChange:
    old, new, old_words, new_words = _dates(said.rest, context)
    kind = said.kind
    if kind in ("retimed", "revised"):
        kind = "retimed" if new and (said.timed or kind == "retimed") else "revised"
    before = () if kind == "added" else said.before
    after = _to_refs(kind, said)
    reason = _BECAUSE.search(said.rest)
    return DeclaredChange(
        declared_id="/".join(
            filter(None, (paper_id, kind, "+".join(before), "+".join(ref for ref in after if ref not in before)))
        ),
        paper_id=paper_id,
        position=position,
        kind=kind,
        from_refs=before,
        to_refs=after,
        old_timescale=old_words,
        new_timescale=new_words,
        old_milestones=old,
        new_milestones=new,
        reason=reason["reason"] if reason else None,
        places=places,
    )


def _to_refs(kind: str, said: _Said) -> tuple[str, ...]:
    if kind in ("added", "retimed", "revised"):
        return said.before
    if kind in ("closed", "removed"):
        return ()
    return said.after or (said.before[:1] if kind == "merged" else ())


def _dates(
    rest: str, context: TimeContext
) -> tuple[tuple[Milestone, ...], tuple[Milestone, ...], str | None, str | None]:
    """The old and the new timescale of "from June 2025 to October 2025 because …", as read and as printed."""
    found = _FROM_TO.search(rest)
    if found is None:
        return (), (), None, None
    old_words, new_words = found["old"], _END_OF_DATE.sub("", found["new"]).strip() or None
    new = _dated(new_words, context)
    old = _dated(old_words, context) if new else ()
    return old, new, (old_words if old else None), (new_words if new else None)


def _dated(words: str | None, context: TimeContext) -> tuple[Milestone, ...]:
    milestones = read_timescale(words, context) if words and len(words) <= 60 else ()
    return milestones if any(m.due or m.start for m in milestones) else ()
