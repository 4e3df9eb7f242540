"""Lists whose items end by who and when: "Book the hall – Joanne – 13 February", "Book the hall (Joanne, 13 February)".

Where (nearly) all items of a list end so, it is drawn up as the table that it is in all but rules.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extract.document import Block, Cell, Document, Heading, Paragraph, Piece
from extract.owner_words import is_acronym, is_body, is_person, is_role
from extract.timescales import looks_like_timescale

__all__ = ["with_listed_actions"]

_ITEM = re.compile(
    r"(?:[•●▪◦\-–*]\s+|(?P<ref>\(?(?:[A-Z]{1,4}[-/ ]?)?\d{1,4}(?:[./]\d{1,4})*[a-z]?\)?[.):]?)\s+)?(?P<text>\S.*)",
    re.DOTALL,
)
_DASHED = re.compile(r"(?P<text>.*\S)\s+[-–—]\s+(?P<who>[^–—]{2,60}?)\s+[-–—]\s+(?P<when>[^–—]{2,40})", re.DOTALL)
_BRACKETED = re.compile(
    r"(?P<text>.*\S)\s*[(\[](?P<who>[^()\[\],;]{2,60})[,;–-]\s*(?P<when>[^()\[\]]{2,40})[)\]]\W*", re.DOTALL
)
_DASHES = (" - ", " – ", " — ")
_ACTIONS = re.compile(r"\b(?:actions?|tasks?|to do|agreed)\b", re.IGNORECASE)
_SENTENCE = re.compile(r"\b(?:to|will|should|must|is|are|was)\b")
_PARTS = re.compile(r"\s*[/,&+]\s*|\s+and\s+")
_FEWEST = 2
_NEARLY_ALL, _MOSTLY = 0.75, 0.5
_LONGEST = 600
_NAMES = ("No.", "Action", "Owner", "By when")


@dataclass(frozen=True, slots=True)
class _Item:
    """An item of a list: its number, and what, who and when where it ends so."""

    block: Paragraph
    ref: str
    text: str
    who: str = ""
    when: str = ""


def with_listed_actions(document: Document) -> Document:
    """The document with every list whose items end by who and when as a table; all else as it is."""
    blocks: list[Block] = []
    for run in _runs(document.blocks):
        items = [_item(block) for block in run if isinstance(block, Paragraph)]
        blocks += [_drawn_up(items)] if _is_told(items, blocks) else run
    return replace(document, blocks=tuple(blocks)) if len(blocks) < len(document.blocks) else document


def _runs(blocks: Sequence[Block]) -> Iterator[list[Block]]:
    """The blocks, items of a list that stand one below the other together."""
    run: list[Block] = []
    for block in blocks:
        if not (isinstance(block, Paragraph) and _is_item(block)):
            if run:
                yield run
            yield [block]
            run = []
        else:
            run.append(block)
    if run:
        yield run


def _is_item(block: Paragraph) -> bool:
    marked = block.list_level or block.number or block.text[:1] in "•-–*(" or block.text[:6].strip()[:1].isdigit()
    return bool(marked) and len(block.text) <= _LONGEST


def _item(block: Paragraph) -> _Item:
    found = _ITEM.fullmatch(block.text)
    ref, text = (block.number or found["ref"] or "", found["text"]) if found else ("", block.text)
    may_end = (_DASHED, any(dash in text for dash in _DASHES)), (_BRACKETED, text.rstrip(" .")[-1:] in (")", "]"))
    for pattern in (each for each, may in may_end if may):
        parts = pattern.fullmatch(text.strip(" ."))
        if parts and not _SENTENCE.search(parts["who"]) and parts["who"][:1].isupper() and parts["when"][:1].isalnum():
            return _Item(block, ref, parts["text"], parts["who"].strip(), parts["when"].strip())
    return _Item(block, ref, text)


def _is_told(items: Sequence[_Item], above: Sequence[Block]) -> bool:
    """Whether the items end by who and when, and who is told by the names or by what stands above the list."""
    ended = [item for item in items if item.who]
    if len(ended) < max(_FEWEST, _NEARLY_ALL * len(items)):
        return False
    dated = sum(looks_like_timescale(item.when) for item in ended)
    named = sum(all(map(_names, _PARTS.split(item.who))) for item in ended)
    spoken = any(isinstance(b, Heading | Paragraph) and _ACTIONS.search(b.text) for b in above[-2:])
    return dated >= _MOSTLY * len(items) and (spoken or named >= _NEARLY_ALL * len(items))


def _names(owner: str) -> bool:
    return is_person(owner) or is_role(owner) or is_body(owner) or is_acronym(owner)


def _drawn_up(items: Sequence[_Item]) -> Piece:
    """The list as a table with a header."""
    numbered = any(item.ref for item in items)
    names = _NAMES if numbered else _NAMES[1:]
    first = items[0].block
    cells = [Cell(name, 0, col, page=first.page, line=first.line) for col, name in enumerate(names)]
    for row, item in enumerate(items, start=1):
        texts = (item.ref, item.text, item.who, item.when)[0 if numbered else 1 :]
        place = item.block
        cells += [
            Cell(text, row, col, page=place.page, box=place.box, line=place.line) for col, text in enumerate(texts)
        ]
    return Piece(tuple(cells), len(items) + 1, len(names), "markup", first.page, first.box, first.line)
