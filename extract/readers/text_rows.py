"""The rows of a table that a text draws by spaces: which of its lines begin a row, and which go on with the one above.

The signs are those a reader goes by: a number in the first column, a cell that begins where the line above has none, a
blank line, a line that ends though its next word would have fitted; and against it small letters, and words that
cannot end a cell.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from extract.document import Cell, Piece
from extract.readers.text_grid import GridLine, TextGrid
from extract.readers.text_markup import BULLETS, plain

__all__ = ["piece_of_grid"]

_KEY = re.compile(
    r"[(\[]?(?:[A-Za-z&]{0,6}[\s./-]?\d{1,4}(?:[./-]\d{1,4})*[A-Za-z]?|[A-Z]{1,3}[a-z]?|[ivx]{1,5})[)\].:]?"
)
_ITEM = re.compile(rf"(?:[{BULLETS}*]|[–-]\s|\(?[a-z0-9]{{1,2}}[.)]\s)")
_UNFINISHED = re.compile(r"(?:[,&/–-]|\b(?:and|or|of|the|to|for|with|in|on|by|from|a|an|at|that))$")
_ENDED = re.compile(r"[.!?]$")
_BROKEN = re.compile(r"(?<=[^\W\d_])-$")
_MOSTLY, _FILLED, _OFTEN = 0.7, 0.6, 0.4
_FEWEST, _A_PAIR = 3, 2
_SLACK = 0.85
"""The share of a column's width up to which the next word would surely have fitted: few texts are of even letters."""
_LONGEST_HEADER, _LONGEST_CELL = 5, 60


def piece_of_grid(grid: TextGrid) -> Piece:
    """The table as a piece, `drawn` "aligned" and without edges; a line over all columns is one cell of that width."""
    cells: list[Cell] = []
    rows = _rows(grid)
    for row, lines in enumerate(rows):
        number = lines[0].line.number
        if lines[0].across or _heads(lines, grid):
            text = plain(" ".join(line.cells[0] for line in lines)).text
            cells.append(Cell(text, row, 0, colspan=grid.n_cols, line=number))
            continue
        for col in range(grid.n_cols):
            inline = plain(_joined([line.cells[col] for line in lines if col in line.cells], grid.widths[col]))
            cells.append(
                Cell(inline.text, row, col, line=number, bold=inline.bold, italic=inline.italic, struck=inline.struck)
            )
    return Piece(tuple(cells), len(rows), grid.n_cols, "aligned", line=grid.lines[0].line.number)


def _heads(lines: Sequence[GridLine], grid: TextGrid) -> bool:
    """Whether a row of a table of two columns is one line that stands apart with nothing beside it: a section."""
    return grid.n_cols == _A_PAIR and len(lines) == 1 and lines[0].spaced > 0 and set(lines[0].cells) == {0}


def _rows(grid: TextGrid) -> list[list[GridLine]]:
    lines = grid.lines
    head = _header(lines)
    rows = [list(lines[:head])] if head else []
    body = lines[head:]
    starts = _starts(body, grid)
    for n, line in enumerate(body):
        if n in starts:
            rows.append([line])
        else:
            rows[-1].append(line)
    return rows


def _is_whole(line: GridLine) -> bool:
    """Whether a line below a header begins a row: it has a first cell, and none that goes on in small letters."""
    return 0 in line.cells and not any(text[:1].islower() for text in line.cells.values())


def _starts(body: Sequence[GridLine], grid: TextGrid) -> set[int]:
    """The lines that begin a row, the first among them."""
    turns = {n for n, line in enumerate(body) if not n or line.across != body[n - 1].across or line.ruled}
    turns |= {n for n, line in enumerate(body) if line.across and line.spaced}
    keys = _keys(body)
    spaced = turns | {n for n, line in enumerate(body) if line.spaced}
    if sum(line.ruled for line in body[1:]) > 1:
        return turns
    if _stand_in_groups(body, sorted(spaced), keys, grid.n_cols):
        first = min(keys or {0})
        return {n for n in spaced if keys is None or n in turns or n < first or _has_key(body, n, spaced, keys)}
    space_tells = len(spaced) < 0.9 * len(body)
    starts, begun = set[int](), 0
    for n, line in enumerate(body):
        keyed = keys is not None and n in keys
        if (
            n in turns
            or keyed
            or _begins(body[max(begun, n - _LONGEST_CELL) : n], line, grid.widths, space_tells=space_tells)
        ):
            starts.add(n)
            begun = n
    return starts


def _keys(body: Sequence[GridLine]) -> set[int] | None:
    """The lines with a ref or number in the first column, where (nearly) all that it holds are such; else None."""
    first = [n for n, line in enumerate(body) if 0 in line.cells and not line.across]
    keys = {n for n in first if _KEY.fullmatch(body[n].cells[0])}
    return keys if len(keys) > 1 and len(keys) >= _MOSTLY * len(first) else None


def _stand_in_groups(body: Sequence[GridLine], starts: Sequence[int], keys: set[int] | None, n_cols: int) -> bool:
    """Whether blank lines part the rows, whose cells do not all begin at the top: they stand in the middle, or below.

    Each group holds at most one key, and some have it further down; or each fills most columns, and some begin in one.
    """
    groups = [range(start, end) for start, end in pairwise([*starts, len(body)]) if not body[start].across]
    if keys is not None:
        held = [group for group in groups if keys & set(group)]
        lower = sum(group[0] not in keys for group in held)
        return lower >= _OFTEN * len(groups) > 0 and all(len(keys & set(group)) == 1 for group in held)
    filled = [len({col for n in group for col in body[n].cells}) for group in groups]
    alone = sum(len(body[group[0]].cells) == 1 for group in groups)
    return min(filled, default=0) >= max(_FEWEST, _FILLED * n_cols) and alone >= _OFTEN * len(groups)


def _has_key(body: Sequence[GridLine], start: int, starts: set[int], keys: set[int]) -> bool:
    """Whether the group of lines that begins at `start` holds a key; one without is a paragraph of the row above."""
    end = next((n for n in range(start + 1, len(body)) if n in starts), len(body))
    return any(n in keys for n in range(start, end))


def _header(lines: Sequence[GridLine]) -> int:
    """How many leading lines are the header's: those above the first rule, or those that lead up to its last line."""
    for n, line in enumerate(lines[1 : _LONGEST_HEADER + 1], start=1):
        if line.across:
            break
        if line.ruled:
            return n
    if not lines[0].across and len(lines) > 1 and len(lines[0].cells) > max(lines[0].cells) and _is_whole(lines[1]):
        return 1
    n = 0
    while n < min(_LONGEST_HEADER, len(lines)) - 1 and 0 not in lines[n].cells and not lines[n + 1].spaced:
        n += 1
    return n + 1 if n and 0 in lines[n].cells and set(lines[0].cells) <= set(lines[n].cells) else 0


def _begins(row: Sequence[GridLine], line: GridLine, widths: Sequence[int], *, space_tells: bool) -> bool:
    """Whether a line begins a row. `row`: the row above so far; `space_tells`: few lines have space above them."""
    above = row[-1]
    sign = 1.2 if line.spaced and space_tells else 0.0
    sign -= 1.5 if 0 not in line.cells else 0.0
    for col, text in line.cells.items():
        before = next((each.cells[col] for each in reversed(row) if col in each.cells), "")
        if text[:1].islower() or (before and _UNFINISHED.search(before)):
            sign -= 0.5 if line.spaced and not text[:1].islower() else 2.0
        elif col not in above.cells:
            sign += 1.0
        elif _ITEM.match(text):
            sign -= 0.5
        elif _would_fit(before, text, widths[col]):
            sign += 0.7
        else:
            sign += 0.3 if _ENDED.search(before) else -0.5
    sign -= 0.5 * sum(col not in line.cells for col in above.cells)
    if len(line.cells) == len(above.cells) == len(widths) and all(text[:1].isupper() for text in line.cells.values()):
        sign += 0.6 * len(widths)  # hardly all cells of a row go on with a capital letter
    return sign > 0


def _would_fit(before: str, text: str, width: int) -> bool:
    """Whether the first word of a line would have stood in the line above it."""
    return len(before) + 1 + len(text.split(maxsplit=1)[0]) <= _SLACK * width


def _joined(lines: Sequence[str], width: int) -> str:
    """A cell's lines as one text; a line that ends early, and a list item, is a break that the author made."""
    parts = list(lines[:1])
    for above, line in pairwise(lines):
        if _BROKEN.search(above) and line[:1].islower():
            parts.append(line)
        elif _ITEM.match(line) or (_would_fit(above, line, width) and not line[:1].islower()):
            parts.append("\u2028" + line)
        else:
            parts.append(" " + line)
    return "".join(parts)
