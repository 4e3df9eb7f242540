"""Forms typed line by line: "Action: …", "Owner: …", "Due: …", and the same again for the next action.

Where the same labels come round at least twice, each form is drawn up as a table of two columns, as if the paper had
printed it in one: `extract.cards` stands those up. So is a line that says what is to be done,
with who and when below it by name.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from extract.columns import read_header
from extract.document import Block, Cell, Document, Heading, Paragraph, Piece
from extract.header_words import Role, header_role
from extract.refs import split_leading_ref, split_leading_refs
from extract.wording import folded

__all__ = ["with_forms"]

_LINE = re.compile(r"[•\-–*\s]*(?P<label>[^\W\d_][^:\n]{0,34}?)\s*:(?:\s+(?P<value>\S.*))?", re.DOTALL)
_FEWEST_LABELS, _FEWEST_FORMS = 3, 2
_LONGEST = 2_000
_LONGEST_TITLE = 300
_SURELY = 0.9
_NUMBERED = re.compile(
    r"(?:(?:action|task|commitment|recommendation|milestone)\s+)?(?P<ref>[A-Z]{0,4}[-.]?\d{1,3}(?:\.\d{1,3})*[a-z]?)"
    r"\s*[:.–—-]\s*(?P<rest>[^\W\d_].*)",
    re.IGNORECASE | re.DOTALL,
)


_TOLD = ({Role.OWNER, Role.TIMESCALE}, {Role.OLD_TIMESCALE, Role.NEW_TIMESCALE})
"""What lines below an action, or below one whose date has changed, are asked to tell."""

_Labelled = tuple[Paragraph, str, str]
"""A paragraph, and the label and the value of one of its lines."""


def with_forms(document: Document) -> Document:
    """The document with every typed form as a table, where it has several with the same labels; all else as it is."""
    parts = _with_titles(list(_parts(document.blocks)))
    forms = [form for part in parts if isinstance(part, list) for form in _forms(part)]
    names = {folded(label): label for form in forms for _, label, _ in form}
    if len(forms) < _FEWEST_FORMS or any(2 * len(form) < len(names) for form in forms):
        return document
    blocks: list[Block] = []
    for part in parts:
        if not isinstance(part, list):
            blocks.append(part)
        elif drawn := _forms(part):
            blocks += [_drawn_up(form, names) for form in drawn]
        else:
            blocks += dict.fromkeys(block for block, _, _ in part)
    return replace(document, blocks=tuple(blocks))


def _parts(blocks: Sequence[Block]) -> Iterator[Block | list[_Labelled]]:
    """The blocks, each run of paragraphs whose lines are all labelled as one list of these lines."""
    run: list[_Labelled] = []
    for block in (part for whole in blocks for part in _title_apart(whole)):
        lines = _lines(block)
        run += lines
        if not lines:
            if run:
                yield run
            run = []
            yield block
    if run:
        yield run


def _title_apart(block: Block) -> Iterator[Block]:
    """A paragraph whose lines are all labelled but its first, in two: a title and what is named below it."""
    first, *lines = block.text.split("\n") if isinstance(block, Paragraph) and ":" in block.text else ("",)
    if isinstance(block, Paragraph) and len(lines) > 1 and not _labelled(first) and all(map(_labelled, lines)):
        yield replace(block, text=first)
        yield replace(block, text="\n".join(lines), number=None, list_level=0)
    else:
        yield block


def _with_titles(parts: Sequence[Block | list[_Labelled]]) -> list[Block | list[_Labelled]]:
    """The parts, with the line above each run that names who and when drawn into it as its action, and its number."""
    titles = {n: title for n in range(1, len(parts)) if (title := _title_of(parts, n)) is not None}
    # What would not do by itself does where others have the same labels: a long text, or a table below the last form.
    usual = Counter(_labels(parts[n]) for n in titles)
    for n in range(1, len(parts)):
        if n not in titles and usual[_labels(parts[n])] >= _FEWEST_FORMS and (title := _title_of(parts, n, like=True)):
            titles[n] = title
    titles = dict(sorted(titles.items()))
    said = [title.text for title in titles.values()]
    if len(set(said)) < max(_FEWEST_FORMS, len(said)):
        return list(parts)
    counted = split_leading_refs(said) or [split_leading_ref(text) for text in said]
    found: list[Block | list[_Labelled]] = []
    told = dict(zip(titles, counted, strict=True))
    for n, part in enumerate(parts):
        if n in titles and isinstance(part, list):
            numbered = _NUMBERED.fullmatch(titles[n].text)
            ref, text = numbered.group("ref", "rest") if numbered else told[n] or ("", titles[n].text)
            at = titles[n]
            place = Paragraph(at.text, page=at.page, box=at.box, line=at.line)
            found[-1] = [*([(place, "No.", ref)] if ref else []), (place, "Action", text), *part]
        else:
            found.append(part)
    return found


def _labels(part: Block | list[_Labelled]) -> tuple[str, ...]:
    return tuple(folded(label) for _, label, _ in part) if isinstance(part, list) else ()


def _title_of(parts: Sequence[Block | list[_Labelled]], n: int, *, like: bool = False) -> Heading | Paragraph | None:
    """The line above a run that could be its action: the run names who and when, not what, and no table follows it.

    `like`: others have its labels, so that it may be long, and a table may follow.
    """
    run, title, after = parts[n], parts[n - 1], parts[n + 1] if n + 1 < len(parts) else None
    if not isinstance(run, list) or not isinstance(title, Heading | Paragraph):
        return None
    followed = isinstance(after, Piece) or (isinstance(after, Paragraph) and after.list_level > 0)
    named = [header_role(label) for _, label, _ in run]
    roles = {role for role, said in named if said >= (1.0 if role is Role.ACTION else _SURELY)}
    alone = len(set(_labels(run))) == len(run)
    told = any(pair <= roles for pair in _TOLD) and Role.ACTION not in roles
    longest = _LONGEST if like else _LONGEST_TITLE
    worded = len(title.text.split()) > 1 and len(title.text) <= longest and not title.text.rstrip().endswith(":")
    return title if alone and told and worded and (like or not followed) else None


def _lines(block: Block) -> list[_Labelled]:
    """A paragraph's labelled lines, or nothing where one of its lines has no label."""
    if not isinstance(block, Paragraph) or ":" not in block.text or len(block.text) > _LONGEST:
        return []
    found = [_labelled(line) for line in block.text.split("\n")]
    return [(block, m["label"].strip(), (m["value"] or "").strip()) for m in found if m] if all(found) else []


def _labelled(line: str) -> re.Match[str] | None:
    """A line as label and value; a ref or a number before a colon ("A1: …", "Action 2: …") is no label."""
    found = _LINE.fullmatch(line)
    return found if found and not found["label"][-1:].isdigit() else None


def _forms(run: Sequence[_Labelled]) -> list[list[_Labelled]]:
    """The forms of a run: each begins with the label that the first begins with, none has a label twice."""
    first = folded(run[0][1])
    starts = [n for n, (_, label, _) in enumerate(run) if folded(label) == first]
    forms = [list(run[a:b]) for a, b in zip(starts, [*starts[1:], len(run)], strict=True)]
    labels = [[folded(label) for _, label, _ in form] for form in forms]
    if any(len(each) < _FEWEST_LABELS or len(set(each)) < len(each) for each in labels):
        return []
    header = read_header([label for _, label, _ in forms[0]])
    told = header is not None and any(column.role is Role.ACTION for column in header.columns)
    return forms if told else []


def _drawn_up(form: Sequence[_Labelled], names: Mapping[str, str]) -> Piece:
    """The form as a table: its labels, with those that only other forms have, and its values."""
    held = {folded(label): (block, value) for block, label, value in form}
    first = form[0][0]
    cells: list[Cell] = []
    for row, (key, name) in enumerate(names.items()):
        block, value = held.get(key, (first, ""))
        place = Cell(name, row, 0, page=block.page, box=block.box, line=block.line)
        cells += [place, replace(place, text=value, col=1)]
    return Piece(tuple(cells), len(names), 2, "labels", first.page, first.box, first.line)
