"""Rows of a table whose rows no rule parts: refs in the first column, space between rows, cells that begin together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from extract.readers.pdf_text import Line
from extract.readers.pdf_words import Word

__all__ = ["Entry", "group_rows", "is_key", "one_row_each"]

_KEY = re.compile(
    r"""^[(\[]?(
        [A-Za-z&]{0,6}[\s.\-/]?\d{1,4}([.\-/]\d{1,4})*[A-Za-z]?   # 7  1.2.3  SL2a  CF-12  12/05/24
        | [A-Z]{1,3}[a-z]?                                        # A  Bi
        | [ivx]{1,5}
    )[)\].:]?$""",
    re.VERBOSE,
)
_SPACED = 1.22
"""A step this many times the usual one, and a point more, is space between rows."""
_MOSTLY = 0.75


@dataclass(slots=True)
class Entry:
    """One line of a table, its words by column."""

    line: Line
    cells: dict[int, list[Word]]
    header: bool = False

    def text(self, col: int) -> str:
        """The line's text in a column."""
        return " ".join(word.text for word in self.cells.get(col, ()))


def is_key(text: str) -> bool:
    """Whether a text looks like a ref, a number or a numeric date."""
    return bool(_KEY.match(text))


def group_rows(entries: Sequence[Entry], columns: int) -> list[list[Entry]]:
    """The lines of a table, no rule between them, as rows; leading header lines are one row."""
    head = 0
    while head < len(entries) and entries[head].header:
        head += 1
    rows = [list(entries[:head])] if head else []
    body = entries[head:]
    if not body:
        return rows
    starts = _starts(body, columns)
    for at, entry in enumerate(body):
        if at == 0 or at in starts:
            rows.append([entry])
        else:
            rows[-1].append(entry)
    return rows


def one_row_each(groups: Sequence[Sequence[Entry]], *, drawn: bool = True) -> bool:
    """Whether each group of lines is one row: hardly one holds two keys, and white space parts none.

    `drawn`: rules part the groups. Where shading alone does, no group may look like several rows.
    """
    columned = [group for group in groups if any(len(entry.cells) > 1 for entry in group)]
    body = [group for group in columned if not all(entry.header for entry in group)]
    if not body:
        return False
    keys = [sum(is_key(entry.text(0)) and len(entry.cells) > 1 for entry in group) for group in body]
    several = sum(_opens_after_space(group) for group in body) if not any(keys) else 0
    if several and (2 * several >= len(body) or not drawn):
        return False
    return sum(count <= 1 for count in keys) >= 0.7 * len(keys)


def _opens_after_space(entries: Sequence[Entry]) -> bool:
    """Whether several columns begin after white space inside these lines: they hold more than one row."""
    return any(len(entries[at].cells) > 1 for at in _after_space(entries))


def _starts(body: Sequence[Entry], columns: int) -> set[int]:
    spaced = _after_space(body)
    keyed = _keyed(body)
    if keyed is None:
        if _begin_together(body, spaced):
            return {at for at in spaced if len(body[at].cells) > 1 or columns == 1}
        if _is_centred(body, spaced, columns):
            return spaced
        return {at for at in range(1, len(body)) if _begins(body[at - 1], body[at])} | _opened(body, spaced)
    if spaced and _one_key_each(body, spaced, keyed):
        return _with_key(body, spaced, keyed)
    return _round_keys(body, keyed) or set(keyed)


def _after_space(body: Sequence[Entry]) -> set[int]:
    """Lines with more white above them, over all columns, than lines of one cell have."""
    usual, size = _leading(body), median(entry.line.size for entry in body)
    least = _SPACED * usual + 1.0 - size
    if not usual:
        return set()
    found = set()
    bottom = body[0].line.base
    for at, entry in enumerate(body[1:], start=1):
        if entry.line.base - size - bottom >= least:
            found.add(at)
        bottom = max(bottom, entry.line.base)
    return found


def _leading(body: Sequence[Entry]) -> float:
    """The usual step from line to line inside a cell; 0 where no cell has two lines."""
    size = median(entry.line.size for entry in body)
    last: dict[int, float] = {}
    steps: list[float] = []
    for entry in body:
        for col in entry.cells:
            if col in last and 0.85 * size <= entry.line.base - last[col] <= 1.75 * size:
                steps.append(entry.line.base - last[col])
            last[col] = entry.line.base
    least = min(steps, default=0.0)
    return median(step for step in steps if step <= 1.1 * least) if steps else 0.0


def _is_centred(body: Sequence[Entry], spaced: set[int], columns: int) -> bool:
    """Whether space parts groups that fill most columns each, and some begin in one column: cells set in the middle."""
    bounds = [0, *sorted(spaced), len(body)]
    groups = [body[start:end] for start, end in pairwise(bounds)]
    filled = [len({col for entry in group for col in entry.cells}) for group in groups]
    alone = any(len(group[0].cells) == 1 for group in groups)
    return len(groups) > 1 and alone and min(filled) >= max(2, 0.6 * columns)


def _round_keys(body: Sequence[Entry], keys: Sequence[int]) -> set[int]:
    """Where rows without space between them begin whose keys stand in their middle; nothing if they do not.

    The first line and the first key tell how many lines the first row has, and so where the second begins. The lines of
    a header, which has no key, may stand before the first row.
    """
    for head in range(keys[0]):
        starts = _rows_round(body[head:], [key - head for key in keys])
        if starts:
            return {head + at for at in starts} - {0}
    return set()


def _rows_round(body: Sequence[Entry], keys: Sequence[int]) -> set[int]:
    leading = _leading(body)
    first, starts = body[0].line.base, set()
    if not leading:
        return set()
    for key in keys:
        lines = 2 * (body[key].line.base - first) / leading + 1
        if lines < 0.8 or abs(lines - round(lines)) > 0.25:
            return set()
        starts.add(next(at for at, entry in enumerate(body) if entry.line.base >= first - 0.3 * leading))
        first += round(lines) * leading
    ends = abs(first - leading - body[-1].line.base) <= 0.4 * leading
    return starts if ends and len(starts) == len(keys) else set()


def _keyed(body: Sequence[Entry]) -> list[int] | None:
    """Lines whose first column holds a key, if (nearly) all that its column holds are keys; else None."""
    filled = [at for at, entry in enumerate(body) if 0 in entry.cells]
    keys = [at for at in filled if is_key(body[at].text(0))]
    if len(keys) < 2 and len(keys) < len(filled):
        return None
    beside = sum(len(body[at].cells) > 1 for at in keys)
    if not keys or len(keys) < _MOSTLY * len(filled) or beside < _MOSTLY * len(keys):
        return None
    return keys


def _one_key_each(body: Sequence[Entry], spaced: set[int], keys: Sequence[int]) -> bool:
    """Whether space parts the keys: no group between two spaces holds more than one."""
    bounds = [0, *sorted(spaced), len(body)]
    held = [sum(start <= key < end for key in keys) for start, end in pairwise(bounds)]
    return all(count <= 1 for count in held)


def _with_key(body: Sequence[Entry], spaced: set[int], keys: Sequence[int]) -> set[int]:
    """Groups that space parts; one without a key is a further paragraph of the row above it."""
    bounds = [0, *sorted(spaced), len(body)]
    starts = set()
    for start, end in pairwise(bounds):
        if start and any(start <= key < end for key in keys):
            starts.add(start)
    return starts


def _begin_together(body: Sequence[Entry], spaced: set[int]) -> bool:
    """Whether after most spaces several columns begin on one line, and hardly anywhere else."""
    if not spaced:
        return False
    together = sum(len(body[at].cells) > 1 for at in spaced)
    return together >= _MOSTLY * len(spaced)


def _opened(body: Sequence[Entry], spaced: set[int]) -> set[int]:
    return {at for at in spaced if 0 in body[at].cells and len(body[at].cells) > 1}


def _begins(above: Entry, entry: Entry) -> bool:
    """Whether a line opens a row: several columns have text in it and none goes on from the line above."""
    if len(entry.cells) < 2:
        return False
    return not any(_goes_on(above.cells.get(col), words) for col, words in entry.cells.items())


def _goes_on(above: list[Word] | None, words: list[Word]) -> bool:
    first = words[0].text
    if first[:1].islower():
        return True
    if not above:
        return False
    return above[-1].text.endswith((",", "-", "–", "&", "/")) or above[-1].text in (
        "and",
        "of",
        "the",
        "to",
        "for",
        "with",
    )
