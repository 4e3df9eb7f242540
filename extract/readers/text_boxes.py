"""Tables that a text draws with signs: boxes of ``+---+`` and ``|`` (or of box-drawing characters), and bare pipes.

A box becomes the same grid of lines as a table of spaces: where rules stand between its rows these part them, else its
lines do. Rows that only a ``|`` parts, under a rule of dashes or alike over several lines, are written as the Markdown
rows that they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from extract.readers.text_grid import GridLine, TextGrid
from extract.readers.text_lines import TextLine

__all__ = ["boxes_of", "with_outer_pipes"]

_DRAWN = str.maketrans(
    dict.fromkeys("─━═╌╍┄┅", "-")
    | dict.fromkeys("│┃║╎╏┆┇", "|")
    | dict.fromkeys("┌┐└┘├┤┬┴┼┏┓┗┛┣┫┳┻╋╔╗╚╝╠╣╦╩╬╒╕╘╛╞╡╤╧╪╓╖╙╜╟╢╥╨╫╭╮╰╯┝┥┯┷┿", "+")
)
_DRAWING = re.compile("[\u2500-\u257f]")
_BORDER = re.compile(r"\+(?:[-=]+\+)+")
_PARTLY = re.compile(r"[+|].*\+[-=]{2,}[+|].*[+|]|[+|].*[+|][-=]{2,}\+.*[+|]")
"""A border that leaves open the cells that go on below it."""
_BARE_RULE = re.compile(r"\s*:?-{2,}:?\s*(?:[|+]\s*:?-{2,}:?\s*)+")

_FEWEST_PIPES, _FEWEST_BARE_ROWS = 2, 3
"""Fewer lines, or pipes in each, may be no rows: "Home | News | Contact"."""


def boxes_of(lines: Sequence[TextLine]) -> list[TextGrid]:
    """The boxes among these lines, in order."""
    found: list[TextGrid] = []
    at = 0
    while at < len(lines):
        end = _end_of_box(lines, at) if _BORDER.fullmatch(lines[at].raw.strip()) else at
        box = _box(lines, at, end) if end > at else None
        if box is not None:
            found.append(box)
        at = max(end, at + 1)
    return found


def in_plain_signs(text: str) -> str:
    """The text with what it draws in box-drawing characters drawn in ``+``, ``-`` and ``|``."""
    return text.translate(_DRAWN) if _DRAWING.search(text) else text


def _end_of_box(lines: Sequence[TextLine], start: int) -> int:
    return next((n for n in range(start, len(lines)) if not lines[n].raw.lstrip().startswith(("+", "|"))), len(lines))


def _box(lines: Sequence[TextLine], start: int, end: int) -> TextGrid | None:
    texts = [line.raw.strip() for line in lines[start:end]]
    walls = sorted({n for text in texts if _BORDER.fullmatch(text) for n, sign in enumerate(text) if sign == "+"})
    n_cols = len(walls) - 1
    made: list[GridLine] = []
    ruled = False
    for line, text in zip(lines[start:end], texts, strict=True):
        if _BORDER.fullmatch(text):
            ruled = True
            continue
        cells = _cells(text, walls)
        if _PARTLY.fullmatch(text) and made:
            made[-1] = _with_more(made[-1], {col: cell for col, cell in cells.items() if cell.strip("-=+ ")})
            ruled = True
            continue
        shown = {col: cell for col, cell in cells.items() if cell}
        across = len(cells) == 1 and n_cols > 1
        if shown:
            made.append(GridLine(line, shown, across, ruled))
            ruled = False
    if not made or n_cols < 1:
        return None
    widths = [max((len(g.cells[c]) for g in made if c in g.cells and not g.across), default=0) for c in range(n_cols)]
    return TextGrid(start, end, tuple(made), n_cols, tuple(widths))


def _cells(text: str, walls: Sequence[int]) -> dict[int, str]:
    """A line's cells by the column they begin in: its pipes stand in the walls, or are as many as these."""
    pipes = [n for n, sign in enumerate(text) if sign in "|+" and n in walls]
    if not pipes or pipes[0] != walls[0] or pipes[-1] != walls[-1]:
        pipes = [n for n, sign in enumerate(text) if sign == "|"]
        places = range(len(pipes)) if len(pipes) == len(walls) else [0, *range(1, len(pipes))]
        return {col: text[a + 1 : b].strip() for col, a, b in zip(places, pipes, pipes[1:], strict=False)}
    return {walls.index(a): text[a + 1 : b].strip() for a, b in pairwise(pipes)}


def _with_more(line: GridLine, cells: dict[int, str]) -> GridLine:
    return replace(
        line, cells=line.cells | {col: f"{line.cells.get(col, '')} {text}".strip() for col, text in cells.items()}
    )


def with_outer_pipes(lines: Sequence[TextLine]) -> list[TextLine]:
    """The lines, those of a table whose rows have pipes between their cells alone with pipes round them as well."""
    found = list(lines)
    for at, line in enumerate(lines):
        if (
            at
            and _BARE_RULE.fullmatch(line.raw)
            and "|" in lines[at - 1].raw
            and not lines[at - 1].raw.lstrip().startswith("|")
        ):
            found[at] = replace(line, raw=f"|{line.raw.replace('+', '|')}|")
            for n in (at - 1, *range(at + 1, len(lines))):
                if "|" not in lines[n].raw:
                    break
                found[n] = replace(lines[n], raw=f"|{lines[n].raw}|")
    for run in _bare_rows(found):
        for n in run:
            found[n] = replace(found[n], raw=f"|{found[n].raw}|")
    return found


def _bare_rows(lines: Sequence[TextLine]) -> Iterator[range]:
    """Lines one below the other with as many pipes each, none of them at an end: rows that a program wrote."""
    counts = [_pipes_between(line.raw) if "|" in line.raw else 0 for line in lines]
    at = 0
    for count, group in groupby(counts):
        size = sum(1 for _ in group)
        if count >= _FEWEST_PIPES and size >= _FEWEST_BARE_ROWS:
            yield range(at, at + size)
        at += size


def _pipes_between(raw: str) -> int:
    text = raw.strip()
    return 0 if text.startswith("|") or text.endswith("||") else text.count("|")
