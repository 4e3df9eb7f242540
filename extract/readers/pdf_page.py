"""What a page of a PDF holds before anyone makes sense of it: characters, rules, fills and pictures.

Two engines fill these (`pdf_plumber`, `pdf_pdfium`); everything after works on them alone. Page positions are points
from the top left of the page as it is shown. Characters are given in the frame they are read in: `x0`/`x1` along the
line of writing, `base` the baseline, growing downwards, so that a turned word is put together like any other.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from extract.document import Box
from extract.readers.pdf_chars import Chars

__all__ = [
    "ASCENT",
    "DESCENT",
    "LEVEL",
    "SLANTED",
    "Fill",
    "Mark",
    "PageMarks",
    "Rule",
    "add_rectangle",
    "add_segment",
    "frame_point",
    "hex_colour",
    "is_coloured",
    "is_rectangle",
    "page_box",
    "turn_of",
]

ASCENT = 0.79
"""How far a line of type reaches above its baseline, as a share of its size: the same whichever engine reads."""
DESCENT = 0.21
LEVEL = 0
SLANTED = -1
_LEVEL_DEGREES = 3.0
"""A character up to this many degrees off still belongs to its line (scanned and skewed papers)."""
_CHROMATIC = 40
_SQUARE = 0.6
"""Sides of a rectangle that are this many points off level or upright still are."""
_THIN = 3.0
"""A filled rectangle thinner than this, in points, is a drawn rule."""


class Rule(NamedTuple):
    """A straight rule: `at` is its y (horizontal) or x (vertical), `start` to `end` its extent."""

    at: float
    start: float
    end: float


class Mark(NamedTuple):
    """A picture or a shape that is no rectangle, by its box."""

    x0: float
    top: float
    x1: float
    bottom: float


class Fill(NamedTuple):
    """A filled rectangle, in the order of painting."""

    x0: float
    top: float
    x1: float
    bottom: float
    colour: str


@dataclass(slots=True)
class PageMarks:
    """Everything one page holds. `number` is 1-based, `width` and `height` in points.

    `shapes` are filled shapes that are no rectangles (dots), by their boxes. `lost`: why an engine could not read the
    page; null where it could.
    """

    number: int
    width: float
    height: float
    chars: Chars = field(default_factory=Chars.of)
    across: list[Rule] = field(default_factory=list)
    down: list[Rule] = field(default_factory=list)
    fills: list[Fill] = field(default_factory=list)
    pictures: list[Mark] = field(default_factory=list)
    shapes: list[Fill] = field(default_factory=list)
    lost: str | None = None


def hex_colour(parts: tuple[float, ...] | None) -> str | None:
    """A device colour (grey, RGB or CMYK, each 0..1) as ``#RRGGBB``; None where it cannot be said."""
    if parts is None or len(parts) not in (1, 3, 4):
        return None
    if len(parts) == 1:
        rgb = (parts[0],) * 3
    elif len(parts) == 3:
        rgb = (parts[0], parts[1], parts[2])
    else:
        cyan, magenta, yellow, black = parts
        rgb = ((1 - cyan) * (1 - black), (1 - magenta) * (1 - black), (1 - yellow) * (1 - black))
    return "#" + "".join(f"{round(255 * min(1.0, max(0.0, part))):02X}" for part in rgb)


@lru_cache(maxsize=4096)
def is_coloured(colour: str | None) -> bool:
    """Whether a colour is one, rather than black, grey or white."""
    if colour is None:
        return False
    parts = [int(colour[at : at + 2], 16) for at in (1, 3, 5)]
    return max(parts) - min(parts) >= _CHROMATIC


def turn_of(a: float, b: float) -> int:
    """The direction of writing from the first row of a text matrix (y upwards): 0, 90, 180, 270 or `SLANTED`."""
    degrees = math.degrees(math.atan2(b, a)) % 360
    quarter = round(degrees / 90) % 4
    off = abs((degrees - 90 * quarter + 180) % 360 - 180)
    return 90 * quarter if off <= _LEVEL_DEGREES else SLANTED


def frame_point(turn: int, x: float, y: float) -> tuple[float, float]:
    """A point of the page (y downwards) in the reading frame of text with this turn."""
    if turn == 90:
        return -y, x
    if turn == 180:
        return -x, -y
    if turn == 270:
        return y, -x
    return x, y


def page_box(turn: int, x0: float, top: float, x1: float, bottom: float) -> Box:
    """A box of the reading frame as a box of the page."""
    if turn == 90:
        return Box(top, -x1, bottom, -x0)
    if turn == 180:
        return Box(-x1, -bottom, -x0, -top)
    if turn == 270:
        return Box(-bottom, x0, -top, x1)
    return Box(x0, top, x1, bottom)


def add_segment(marks: PageMarks, x0: float, y0: float, x1: float, y1: float) -> None:
    """Add a drawn line, if it runs across or down; slanted lines are decoration."""
    if abs(y1 - y0) <= 1.0 and abs(x1 - x0) > 1.0:
        marks.across.append(Rule((y0 + y1) / 2, min(x0, x1), max(x0, x1)))
    elif abs(x1 - x0) <= 1.0 and abs(y1 - y0) > 1.0:
        marks.down.append(Rule((x0 + x1) / 2, min(y0, y1), max(y0, y1)))


def add_rectangle(
    marks: PageMarks, box: tuple[float, float, float, float], *, stroked: bool, filled: str | None, has_fill: bool
) -> None:
    """Add a painted rectangle (x0, top, x1, bottom): a thin one is a rule, its stroke four rules, its inside a fill."""
    x0, top, x1, bottom = box
    if has_fill and min(x1 - x0, bottom - top) <= _THIN:
        middle = ((x0 + x1) / 2, (top + bottom) / 2)
        if bottom - top <= x1 - x0:
            add_segment(marks, x0, middle[1], x1, middle[1])
        else:
            add_segment(marks, middle[0], top, middle[0], bottom)
        return
    if has_fill and filled:
        marks.fills.append(Fill(x0, top, x1, bottom, filled))
    if stroked:
        add_segment(marks, x0, top, x1, top)
        add_segment(marks, x0, bottom, x1, bottom)
        add_segment(marks, x0, top, x0, bottom)
        add_segment(marks, x1, top, x1, bottom)


def is_rectangle(points: Sequence[tuple[float, float]]) -> bool:
    """Four corners, closed or to be filled as if closed, with level and upright sides."""
    corners = points[:-1] if len(points) > 4 and points[0] == points[-1] else points
    while len(corners) > 4 and corners[0] == corners[-1]:
        corners = corners[:-1]
    if len(corners) != 4:
        return False
    sides = [(bx - ax, by - ay) for (ax, ay), (bx, by) in pairwise([*corners, corners[0]])]
    return all(min(abs(dx), abs(dy)) <= _SQUARE for dx, dy in sides)
