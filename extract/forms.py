"""Forms typed line by line: "Action: …", "Owner: …", "Due: …", and the same again for the next action.

A run of such lines, in which the same labels come round at least twice, is drawn up as a table of two columns for each
form, as if the paper had printed it in one: `extract.cards` stands those up.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extract.columns import read_header
from extract.document import Block, Cell, Document, Paragraph, Piece
from extract.header_words import Role
from extract.wording import folded

__all__ = ["with_forms"]

_LINE = re.compile(r"[•\-–*\s]*(?P<label>[^\W\d_][^:\n]{0,34}?)\s*:(?:\s+(?P<value>\S.*))?", re.DOTALL)
_FEWEST_LABELS, _FEWEST_FORMS = 3, 2
_LONGEST = 2_000


def with_forms(document: Document) -> Document:
    """The document with every run of typed forms as tables, one for each form, and all else as it is."""
    blocks: list[Block] = []
    run: list[tuple[Paragraph, str, str]] = []
    for block in document.blocks:
        lines = _lines(block)
        if lines:
            run += lines
            continue
        blocks += _drawn_up(run)
        run = []
        blocks.append(block)
    blocks += _drawn_up(run)
    return replace(document, blocks=tuple(blocks))


def _lines(block: Block) -> list[tuple[Paragraph, str, str]]:
    """A paragraph's labelled lines, or nothing where one of its lines has no label."""
    if not isinstance(block, Paragraph) or ":" not in block.text or len(block.text) > _LONGEST:
        return []
    found = [_LINE.fullmatch(line) for line in block.text.split("\n")]
    if not all(found):
        return []
    return [(block, match["label"].strip(), (match["value"] or "").strip()) for match in found if match]


def _drawn_up(run: Sequence[tuple[Paragraph, str, str]]) -> Iterator[Block]:
    forms = list(_forms(run))
    if len(forms) < _FEWEST_FORMS:
        yield from dict.fromkeys(block for block, _, _ in run)
        return
    names = {folded(label): label for form in forms for _, label, _ in form}
    for form in forms:
        held = {folded(label): (block, value) for block, label, value in form}
        first = form[0][0]
        cells = []
        for row, (key, name) in enumerate(names.items()):
            block, value = held.get(key, (first, ""))
            cells.append(Cell(name, row, 0, page=block.page, box=block.box, line=block.line))
            cells.append(Cell(value, row, 1, page=block.page, box=block.box, line=block.line))
        yield Piece(tuple(cells), len(names), 2, "markup", first.page, first.box, first.line)


def _forms(run: Sequence[tuple[Paragraph, str, str]]) -> Iterator[list[tuple[Paragraph, str, str]]]:
    """The forms of a run: each begins with the label that the first begins with, and has no label twice."""
    if not run:
        return
    first = folded(run[0][1])
    starts = [n for n, (_, label, _) in enumerate(run) if folded(label) == first]
    forms = [list(run[a:b]) for a, b in zip(starts, [*starts[1:], len(run)], strict=True)]
    for form in forms:
        labels = [folded(label) for _, label, _ in form]
        if len(labels) < _FEWEST_LABELS or len(set(labels)) < len(labels):
            return
    header = read_header([label for _, label, _ in forms[0]])
    if header is not None and any(column.role is Role.ACTION for column in header.columns):
        yield from forms
