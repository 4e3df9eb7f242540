"""Footnotes: small print at the foot of a page, under a short rule or called by a raised mark on the page.

They come out of the page before tables are looked for, so that they never stand between the pieces of one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from extract.document import Paragraph
from extract.readers.pdf_furniture import Leaf
from extract.readers.pdf_page import Rule
from extract.readers.pdf_text import Line, box_of, text_of
from extract.readers.pdf_words import Word

__all__ = ["set_footnotes_aside"]

_MARK = re.compile(r"^[(\[]?(\d{1,3}|[*†‡§]{1,3}|[a-z](?=[.)\]]))[.)\]]?$")
_GLUED = re.compile(r"^(\d{1,3})(?=[A-Z‘“])|^([*†‡§]{1,3})(?=\w)")
_LEAST = 0.5
"""Footnotes stand below this share of the page's height."""
_SHORT = 0.4
"""The rule over footnotes is no wider than this share of the text."""
_SMALL = 0.95
_RAISED = 0.8
_APART = 3.2
"""Lines of footnotes, and the rule above them, are no further apart than this many type sizes."""


def set_footnotes_aside(leaf: Leaf, across: Sequence[Rule], body: float) -> None:
    """Move the footnotes of a page from its lines to its footnotes.

    `across` are the rules that no table has; `body` is the paper's usual type size.
    """
    lines = sorted(leaf.lines, key=lambda line: line.base)
    lowest = max((grid.ys[-1] for grid in leaf.grids), default=0.0)
    called = set(_raised(leaf))
    left = min((*(line.x0 for line in lines), *(grid.box.x0 for grid in leaf.grids)), default=0.0)
    right = max((*(line.x1 for line in lines), *(grid.box.x1 for grid in leaf.grids)), default=0.0)
    rules = [rule for rule in across if rule.end - rule.start <= _SHORT * (right - left) and rule.start <= left + 12]
    for at, line in enumerate(lines):
        if line.base < max(lowest, _LEAST * leaf.height) or not (mark := _mark(line)):
            continue
        notes = lines[at:]
        ruled = any(0 < line.base - rule.at <= _APART * line.size and _parts(rule, lines, at) for rule in rules)
        small = all(each.size <= _SMALL * body for each in notes)
        if (ruled or (small and mark in called)) and _close(notes) and (small or _is_numbered(notes)):
            leaf.footnotes += _paragraphs(notes, leaf.number)
            leaf.lines = [each for each in leaf.lines if each not in notes]
            return


def _parts(rule: Rule, lines: Sequence[Line], at: int) -> bool:
    return at == 0 or lines[at - 1].base <= rule.at


def _mark(line: Line) -> str:
    """The mark that opens a footnote, without its brackets and stop; empty where none does."""
    first = line.words[0].text
    if (match := _MARK.match(first)) and len(line.words) > 1:
        return match[1]
    glued = _GLUED.match(first)
    return (glued[1] or glued[2]) if glued else ""


def _raised(leaf: Leaf) -> Iterator[str]:
    """The raised figures and signs of a page, each after a word."""
    for line in leaf.lines:
        for word in line.words[1:]:
            if _is_raised(word, line.size, line.base):
                yield word.text
    for grid in leaf.grids:
        for cell in grid.fields:
            usual = max((word.size for word in cell.words), default=0.0)
            yield from (word.text for word in cell.words[1:] if word.size <= _RAISED * usual and _MARK.match(word.text))


def _is_raised(word: Word, size: float, base: float) -> bool:
    small = word.size <= _RAISED * size and word.base < base - 0.1 * size
    return bool(_MARK.match(word.text)) and (small or word.text[0] in "*†‡§")


def _close(notes: Sequence[Line]) -> bool:
    steps = [below.base - above.base for above, below in pairwise(notes)]
    return all(step <= _APART * notes[0].size for step in steps)


def _is_numbered(notes: Sequence[Line]) -> bool:
    """Whether no more lines follow than a few notes have: body type under a short rule may be the text itself."""
    marks = sum(bool(_mark(line)) for line in notes)
    return len(notes) <= 3 * marks


def _paragraphs(notes: Sequence[Line], page: int) -> Iterator[Paragraph]:
    """One paragraph a note."""
    left, right = min(line.x0 for line in notes), max(line.x1 for line in notes)
    starts = [0]
    for at in range(1, len(notes)):
        if _follows(_mark(notes[starts[-1]]), _mark(notes[at])):
            starts.append(at)
    for start, end in pairwise([*starts, len(notes)]):
        words = [word for line in notes[start:end] for word in line.words]
        yield Paragraph(text_of(words, left, right), page=page, box=box_of(words).rounded())


def _follows(last: str, mark: str) -> bool:
    """Whether a mark is the next one: a figure elsewhere in front of a line belongs to the text."""
    if last.isdigit() or mark.isdigit():
        return last.isdigit() and mark.isdigit() and int(mark) == int(last) + 1
    return bool(mark)
