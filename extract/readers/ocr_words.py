"""Lines read from an image into characters with their places: size and baseline by the ink, boldness by its strokes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from extract.document import Box
from extract.readers.ocr_engine import Engine, LineRead, Pixels
from extract.readers.ocr_image import grey_of
from extract.readers.pdf_chars import Char, Style
from extract.readers.pdf_page import LEVEL, SLANTED, Rule

__all__ = ["Seen", "Spot", "characters", "read_spots", "spots_of"]

_SURE = 0.5
_SLANT = 8.0
_TALL = 1.5
_ASCENDERS = frozenset("bdfhkltßABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789()[]{}/|!?&%£$€@#'\"‘’“”")
_DESCENDERS = frozenset("gjpqyQ()[]{}/|")
_TAILS = frozenset(",;")
_RISE, _X_HEIGHT, _DROP, _TAIL = 0.72, 0.53, 0.21, 0.13
"""Heights over and depths under the baseline as shares of the type size, those of common sans and serif faces."""
_BULLET = "•"
_SOLID, _DOT = 0.68, 0.7
_ALIKE = 1.13
_BOLD = 1.28
_INK = 0.4
_LEAST_CONTRAST = 25


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in the image (pixels) where a line of text stands, and its direction as `Style.turn`."""

    x0: int
    top: int
    x1: int
    bottom: int
    turn: int

    def box(self, scale: float) -> Box:
        """The place in points."""
        return Box(self.x0 / scale, self.top / scale, self.x1 / scale, self.bottom / scale)


@dataclass(frozen=True, slots=True)
class Seen:
    """A line read at a spot. `base` and the ends are pixels in its upright image; `size` and `stroke` pixels."""

    spot: Spot
    read: LineRead
    start: float
    end: float
    base: float
    size: float
    stroke: float


def spots_of(corners: NDArray[np.float64], down: Sequence[Rule], scale: float) -> list[Spot]:
    """Where to read, from the corners of lines: those that run through an upright rule are parted there."""
    spots: list[Spot] = []
    for quad in corners:
        (x0, top), (x1, bottom) = np.floor(quad.min(axis=0)), np.ceil(quad.max(axis=0))
        whole = Spot(max(0, int(x0)), max(0, int(top)), int(x1), int(bottom), _turn(quad))
        spots += _parted(whole, down, scale) if whole.turn == LEVEL else [whole]
    return sorted(spots, key=lambda spot: (spot.top, spot.x0))


def _turn(quad: NDArray[np.float64]) -> int:
    along, across = quad[1] - quad[0], quad[3] - quad[0]
    width, height = float(np.hypot(*along)), float(np.hypot(*across))
    if height > _TALL * width:
        return 90 if abs(np.degrees(np.arctan2(across[0], across[1]))) <= _SLANT else SLANTED
    slanted = abs(np.degrees(np.arctan2(along[1], along[0]))) > _SLANT and width > 2 * height
    return SLANTED if slanted else LEVEL


def _parted(spot: Spot, down: Sequence[Rule], scale: float) -> list[Spot]:
    height = spot.bottom - spot.top
    cuts = sorted(
        round(rule.at * scale)
        for rule in down
        if spot.x0 + 0.3 * height < rule.at * scale < spot.x1 - 0.3 * height
        and rule.start * scale <= spot.top + 0.1 * height
        and rule.end * scale >= spot.bottom - 0.1 * height
    )
    ends = [spot.x0, *cuts, spot.x1]
    wide = [(left, right) for left, right in pairwise(ends) if right - left > 0.3 * height]
    return [Spot(left, spot.top, right, spot.bottom, LEVEL) for left, right in wide]


def read_spots(pixels: Pixels, spots: Sequence[Spot], engine: Engine) -> tuple[list[Seen], int]:
    """Every line read, and how many could not be (nothing was sure enough); slanted ones are kept as they are seen."""
    seen: list[Seen] = []
    doubtful = 0
    for spot in spots:
        line, read, turn = _best(pixels[spot.top : spot.bottom, spot.x0 : spot.x1], spot.turn, engine)
        if spot.turn == LEVEL and len(read.text) <= 1 and _is_dot(_ink(line)):
            read = LineRead(_BULLET, 1.0, ())
        found = _measured(replace(spot, turn=turn), read, line) if read.text.strip() else None
        if found and read.score >= _SURE:
            seen.append(found)
        else:
            doubtful += found is not None and spot.turn != SLANTED
    return seen, doubtful


def _is_dot(ink: NDArray[np.bool_]) -> bool:
    """Whether all there is is one round spot: a bullet, which the library takes for letters."""
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    if not len(rows):
        return False
    high, wide = int(rows[-1] - rows[0]) + 1, int(columns[-1] - columns[0]) + 1
    solid = ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1].mean()
    return bool(max(high, wide) <= 1.3 * min(high, wide) and solid >= _SOLID and high <= _DOT * len(ink))


def _best(crop: Pixels, turn: int, engine: Engine) -> tuple[Pixels, LineRead, int]:
    """The line set level; one that stands upright is read both ways."""
    ways = {LEVEL: [(0, LEVEL)], SLANTED: [(0, SLANTED)]}.get(turn, [(-1, 90), (1, 270)])
    tried = []
    for quarters, direction in ways:
        line: Pixels = np.ascontiguousarray(np.rot90(crop, quarters))
        tried.append((line, engine.read(line), direction))
    return max(tried, key=lambda each: each[1].score)


def _measured(spot: Spot, read: LineRead, line: Pixels) -> Seen | None:
    ink = _ink(line)
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    if not len(rows):
        return None
    letters = set(read.text)
    over = _RISE if letters & _ASCENDERS else _X_HEIGHT
    under = _DROP if letters & _DESCENDERS else _TAIL if letters & _TAILS else 0.0
    high = float(rows[-1] + 1 - rows[0])
    size = high / (over + under)
    return Seen(
        spot, read, float(columns[0]), float(columns[-1] + 1), float(rows[-1] + 1) - under * size, size, _stroke(ink)
    )


def _ink(line: Pixels) -> NDArray[np.bool_]:
    """Where type is: what differs from the ground, but for rules along the edges."""
    grey = grey_of(line)
    off = np.abs(grey - np.median(grey))
    most = float(np.percentile(off, 99.0))
    if most < _LEAST_CONTRAST:
        return np.zeros(grey.shape, dtype=np.bool_)
    ink = np.asarray(off > _INK * most, dtype=np.bool_)
    ink[ink.mean(axis=1) > 0.9, :] = False
    ink[:, ink.mean(axis=0) > 0.97] = False
    specks = ink.sum(axis=1) < 2
    ink[specks, :] = False
    return ink


def _stroke(ink: NDArray[np.bool_]) -> float:
    """The width of strokes: twice the area by the length of its outline."""
    outline = np.count_nonzero(ink[:, 1:] != ink[:, :-1]) + np.count_nonzero(ink[1:] != ink[:-1])
    return 2.0 * np.count_nonzero(ink) / outline if outline else 0.0


def characters(seen: Sequence[Seen], scale: float) -> list[Char]:
    """The characters of a page, line by line, with a space between words. Sizes that are nearly alike are made one."""
    sizes = _sizes(seen)
    usual = _usual_stroke(seen)
    styles: dict[tuple[int, bool, int], Style] = {}
    chars: list[Char] = []
    for each, pixels in zip(seen, sizes, strict=True):
        key = (max(1, round(pixels / scale)), bool(each.stroke > _BOLD * usual * each.size), each.spot.turn)
        style = styles.setdefault(key, Style("", float(key[0]), key[1], False, None, key[2]))
        chars += _placed(each, scale, style)
    return chars


def _sizes(seen: Sequence[Seen]) -> list[float]:
    """The size of each line: the middle one of those that are alike."""
    order = sorted(range(len(seen)), key=lambda at: seen[at].size)
    sizes = [0.0] * len(seen)
    group: list[int] = []
    for at in order:
        if group and seen[at].size > _ALIKE * seen[group[0]].size:
            _settle(seen, group, sizes)
            group = []
        group.append(at)
    _settle(seen, group, sizes)
    return sizes


def _settle(seen: Sequence[Seen], group: Sequence[int], sizes: list[float]) -> None:
    if group:
        middle = _weighted_middle((seen[at].size, len(seen[at].read.text)) for at in group)
        for at in group:
            sizes[at] = middle


def _usual_stroke(seen: Sequence[Seen]) -> float:
    return _weighted_middle((each.stroke / each.size, len(each.read.text)) for each in seen)


def _weighted_middle(values: Iterable[tuple[float, int]]) -> float:
    ordered = sorted(values)
    half = sum(weight for _, weight in ordered) / 2
    for value, weight in ordered:
        half -= weight
        if half <= 0:
            return value
    return 0.0


def _placed(each: Seen, scale: float, style: Style) -> list[Char]:
    spot, text = each.spot, each.read.text
    length = spot.bottom - spot.top if spot.turn in (90, 270) else spot.x1 - spot.x0
    left, top = _origin(spot)
    starts = _starts(each, length)
    chars: list[Char] = []
    at = 0
    for here, letter in enumerate(text):
        if letter.isspace():
            if chars and chars[-1].text != " ":
                chars.append(Char(" ", chars[-1].x1, chars[-1].x1, chars[-1].base, style))
            continue
        last = here + 1 == len(text)
        ends = not last and text[here + 1].isspace()
        following = each.end if at + 1 == len(starts) else starts[at + 1]
        end = max(following - (0.22 * each.size if ends else 0.0), starts[at] + 0.05 * each.size)
        chars.append(Char(letter, (left + starts[at]) / scale, (left + end) / scale, (top + each.base) / scale, style))
        at += 1
    return [*chars, Char(" ", chars[-1].x1, chars[-1].x1, chars[-1].base, style)] if chars else []


def _starts(each: Seen, length: int) -> list[float]:
    """Where characters begin, in pixels; the first where the ink does."""
    letters = sum(not letter.isspace() for letter in each.read.text)
    places = each.read.places if len(each.read.places) == letters else _even(letters, each, length)
    starts = [min(max(place * length, each.start), each.end) for place in places]
    return [each.start, *starts[1:]]


def _even(letters: int, each: Seen, length: int) -> tuple[float, ...]:
    """Places at even steps, where the library gives others than one a letter."""
    return tuple((each.start + (each.end - each.start) * at / letters) / length for at in range(letters))


def _origin(spot: Spot) -> tuple[float, float]:
    """The corner of the upright image of a spot in the reading frame of its direction (see `pdf_page`)."""
    if spot.turn == 90:
        return -spot.bottom, spot.x0
    if spot.turn == 270:
        return spot.top, -spot.x1
    return spot.x0, spot.top
