"""The image of one page into what a page of a PDF holds: characters, rules and fills, as if they were drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from extract.readers.ocr_engine import Engine, Pixels
from extract.readers.ocr_image import levelled, reduced, whitened
from extract.readers.ocr_rules import cell_fills, rules_in, without_letters
from extract.readers.ocr_words import Spot, characters, read_spots, spots_of
from extract.readers.pdf_chars import Chars
from extract.readers.pdf_page import LEVEL, PageMarks

__all__ = ["read_image"]

_FINDING = 1600
"""Lines of text are found in the image at this many pixels on its longer side, and read at its full size."""
_TRIED = 3
_UPRIGHT = 0.75


@dataclass(frozen=True, slots=True)
class _Upright:
    """An image turned so that its text stands upright, by so many quarters anticlockwise, with where its text is."""

    pixels: Pixels
    quarters: int
    corners: np.ndarray[tuple[int, ...], np.dtype[np.float64]]


def read_image(pixels: Pixels, marks: PageMarks, engine: Engine) -> tuple[PageMarks, int]:
    """The image of a page as marks, and how many of its lines could not be read.

    Positions are points of the page set level and upright: on a skewed scan they are off by its skew, up to two degrees
    about the page's middle.
    """
    upright = _upright(whitened(pixels), engine)
    lying = upright.quarters % 2 == 1
    width, height = (marks.height, marks.width) if lying else (marks.width, marks.height)
    scale = upright.pixels.shape[1] / width
    across, down = rules_in(upright.pixels, scale)
    whole = [spot.box(scale) for spot in spots_of(upright.corners, (), scale) if spot.turn == LEVEL]
    across, down = without_letters(across, down, whole)
    seen, doubtful = read_spots(upright.pixels, spots_of(upright.corners, down, scale), engine)
    read = PageMarks(marks.number, width, height, pictures=[] if lying else list(marks.pictures))
    read.chars = Chars.of(characters(seen, scale))
    read.across, read.down = across, down
    read.fills = cell_fills(upright.pixels, scale, across, down, marks.number)
    return read, doubtful


def _upright(pixels: Pixels, engine: Engine) -> _Upright:
    """The image set level, and turned by quarters where its text lies on its side or stands on its head."""
    level = _found(pixels, 0, engine)
    spots = spots_of(level.corners, (), 1.0)
    tall = [spot for spot in spots if spot.turn == 90]
    flat = [spot for spot in spots if spot.turn == LEVEL]
    if sum(spot.bottom - spot.top for spot in tall) > sum(spot.x1 - spot.x0 for spot in flat):
        clockwise, back = (_sureness(level.pixels, tall, quarters, engine) for quarters in (3, 1))
        return _found(pixels, 3 if clockwise >= back else 1, engine)
    sure = _sureness(level.pixels, flat, 0, engine)
    if sure >= _UPRIGHT or sure >= _sureness(level.pixels, flat, 2, engine):
        return level
    return _found(pixels, 2, engine)


def _found(pixels: Pixels, quarters: int, engine: Engine) -> _Upright:
    turned, _ = levelled(np.ascontiguousarray(np.rot90(pixels, quarters)))
    small, times = reduced(turned, _FINDING)
    return _Upright(turned, quarters, engine.find(small) * times)


def _sureness(pixels: Pixels, spots: Sequence[Spot], quarters: int, engine: Engine) -> float:
    """How surely the longest lines are read when they are turned by so many quarters anticlockwise, 0 to 1."""
    longest = sorted(spots, key=lambda spot: min(spot.x0 - spot.x1, spot.top - spot.bottom))[:_TRIED]
    crops = [np.rot90(pixels[spot.top : spot.bottom, spot.x0 : spot.x1], quarters) for spot in longest]
    return float(np.mean([engine.read(np.ascontiguousarray(crop)).score for crop in crops])) if crops else 0.0
