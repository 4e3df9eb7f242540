"""The lines of a text paper, page by page, and what stands at the head and foot of every page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile

from extract.document import Paragraph
from extract.errors import PaperTooLarge

__all__ = ["LONGEST_LINE", "TextLine", "is_blank", "lines_of", "without_furniture"]

LONGEST_LINE = 1_000_000  # characters; a longer line is no paper but data, and every step after this would crawl

_LINE_END = re.compile(r"\r{0,2}\n|\r")  # two carriage returns: a line end that was converted twice
_BLANK = " \u00a0\u3000\x1a"
_AT_THE_EDGE = 3
"""Printed lines at the head and foot of a page among which its furniture is sought."""
_MOSTLY = 0.6
_APART, _FEWEST_LETTERS = 3, 3
"""So many blank lines stand above or below each letter of a watermark, and so many letters it has."""
_QUOTED = re.compile(r"(?:>[ ]?)+")
_A_REPLY = 3
"""From so many lines on that begin with ``>`` a text quotes another, as replies to e-mails do."""
_A_GAP = re.compile(r"\S {2,}(?=\S)")


@dataclass(frozen=True, slots=True)
class TextLine:
    """One line as printed; `number` is 1-based, `page` counts the form feeds before it."""

    number: int
    raw: str
    page: int = 0


def is_blank(line: TextLine) -> bool:
    """Whether nothing is printed in a line. A line of nothing but tabs is a table row: an empty one."""
    return not line.raw.strip(_BLANK)


def lines_of(text: str, first_line: int) -> list[TextLine]:
    """The lines of a text; a form feed ends a page, and is a blank line.

    Raises PaperTooLarge for a line of over a million characters.
    """
    raw = _LINE_END.split(text)
    longest = max(map(len, raw))
    if longest > LONGEST_LINE:
        raise PaperTooLarge(
            f"one line has {longest:,} characters (the limit is {LONGEST_LINE:,}): this is data, not a paper; "
            "check the export, or break the line where the paper has line ends"
        )
    if sum(line.startswith(">") for line in raw) >= _A_REPLY:
        raw = [_QUOTED.sub("", line) for line in raw]
    if "\f" not in text:
        return [TextLine(number, line) for number, line in enumerate(raw, start=first_line)]
    lines: list[TextLine] = []
    page = 0
    for number, line in enumerate(raw, start=first_line):
        for n, part in enumerate(line.split("\f")):
            if n:
                page += 1
                lines.append(TextLine(number, "", page))
            lines.append(TextLine(number, part, page))
    return lines


def without_furniture(lines: Sequence[TextLine]) -> tuple[list[TextLine], list[Paragraph]]:
    """The lines without a watermark and those that most pages repeat at their head or foot, figures aside, and these.

    A row of names above a table is repeated too: what a line of several cells without a figure says is no furniture.
    """
    marks = _letters_of_a_watermark(lines)
    pages: dict[int, list[TextLine]] = {}
    for line in lines:
        if not is_blank(line) and id(line) not in marks:
            pages.setdefault(line.page, []).append(line)
    edges = [line for page in pages.values() for line in {*page[:_AT_THE_EDGE], *page[-_AT_THE_EDGE:]}]
    apart = {id(line) for line, below in pairwise(lines) if is_blank(below)}
    first = {id(page[0]) for page in pages.values() if id(page[0]) in apart}
    seen = Counter(form for _, form in {(line.page, _form(line)) for line in edges})
    repeated = {form for form, count in seen.items() if count >= max(2, _MOSTLY * len(pages))}
    gone = {id(line) for line in edges if _form(line) in repeated and not _may_be_names(line, id(line) in first)}
    kept = [TextLine(line.number, "", line.page) if id(line) in gone else line for line in lines]
    left_out = [line for line in lines if id(line) in gone | marks and not is_blank(line)]
    return (
        [line for line in kept if id(line) not in marks],
        [Paragraph(line.raw.strip(), line=line.number) for line in left_out],
    )


def _letters_of_a_watermark(lines: Sequence[TextLine]) -> set[int]:
    """The lines of one capital letter far from the next, of a word across the page, and the space that they take."""
    found: set[int] = set()
    letters = 0
    for n, line in enumerate(lines):
        if len(line.raw.strip()) != 1 or not line.raw.strip().isupper():
            continue
        above = takewhile(is_blank, (lines[at] for at in range(n - 1, -1, -1)))
        below = takewhile(is_blank, (lines[at] for at in range(n + 1, len(lines))))
        spaces = [space for space in (list(above), list(below)) if len(space) >= _APART]
        letters += bool(spaces)
        found |= {id(each) for each in (line, *(blank for space in spaces for blank in space)) if spaces}
    return found if letters >= _FEWEST_LETTERS else set()


def _form(line: TextLine) -> str:
    """A line without its figures and spaces: page numbers count on."""
    return re.sub(r"[\d\s]+", " ", line.raw).strip()


def _may_be_names(line: TextLine, heads: bool) -> bool:
    """Whether a line may be the names of columns. `heads`: it is the first of its page, and space stands below it."""
    cells = len(_A_GAP.findall(line.raw.strip())) + 1
    told = heads or re.search(r"\d", line.raw) is not None
    return "\t" in line.raw or "|" in line.raw or cells > 2 or (cells == 2 and not told)
