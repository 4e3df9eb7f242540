"""Pages without a text layer: found and said always, and read from their images where `planthread[ocr]` is installed.

What is read goes the way of every other page: characters, rules and fills in `PageMarks`. It is never passed off as
text: every such page is a problem that asks to check it, so a paper with one is `partial`.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pypdfium2

from extract.document import Problem
from extract.readers.ocr_engine import Engine, Pixels, load_engine, missing
from extract.readers.ocr_image import is_blank, levelled, reduced, render, whitened
from extract.readers.ocr_rules import cell_fills, rules_in, without_letters
from extract.readers.ocr_words import Spot, characters, read_spots, spots_of
from extract.readers.pdf_page import LEVEL, PageMarks
from extract.settings import ReadSettings

__all__ = ["ScanReader", "is_scan", "read_image"]

_SECONDS_A_PAGE = 10.0
"""What a dense page may take on a slow machine: so many pages are read that max_seconds holds for them."""
_FINDING = 1600
"""Lines of text are found in the image at this many pixels on its longer side, and read at its full size."""
_COVERS = 0.6
_STAMP = re.compile(
    r"((agenda )?(page|item|appendix|annex|minute|pack)( item| page)?)?[\s\d./-]*(of)?[\s\d]*[A-Z]?", re.I
)
_TRIED = 3
_UPRIGHT = 0.75
_INSTALL = 'install the optional part that reads scans, pip install "planthread[ocr]", and run again'


@dataclass(frozen=True, slots=True)
class _Upright:
    """An image turned so that its text stands upright, by so many quarters anticlockwise, with where its text is."""

    pixels: Pixels
    quarters: int
    corners: np.ndarray[tuple[int, ...], np.dtype[np.float64]]


def is_scan(marks: PageMarks) -> bool:
    """Whether a page has no text of its own: none at all, or a page number stamped over a picture of the page."""
    if marks.lost:
        return False
    text = "".join(char.text for char in marks.chars)
    if not text.strip():
        return True
    stamp = _STAMP.fullmatch(" ".join(text.split()))
    page = marks.width * marks.height
    return bool(stamp) and any((p.x1 - p.x0) * (p.bottom - p.top) >= _COVERS * page for p in marks.pictures)


class ScanReader:
    """Reads the pages of one PDF that have no text; `used` says whether it read any."""

    def __init__(self, data: bytes, settings: ReadSettings) -> None:
        self._data = data
        self._settings = settings
        self._read = 0

    @property
    def used(self) -> bool:
        """Whether at least one page was read from its image."""
        return self._read > 0

    def read(self, marks: PageMarks) -> tuple[PageMarks, Problem | None]:
        """The page with what its image shows, and what a person must know of it; a page with text as it is."""
        if not is_scan(marks):
            return marks, None
        number = marks.number
        try:
            pixels = render(self._data, number)
        except (pypdfium2.PdfiumError, MemoryError) as error:
            return marks, _unread(number, f"its image could not be drawn ({error or 'memory ran out'})")
        if is_blank(pixels):
            return marks, Problem("page-without-text", f"Page {number} is blank.", page=number, severity="note")
        reason = self._reason()
        if reason:
            return marks, _unread(number, reason)
        try:
            read, doubtful = read_image(pixels, marks, load_engine())
        except Exception as error:  # noqa: BLE001 -- whatever the library meets, the other pages are still read
            return marks, _unread(number, f"the OCR failed on it ({type(error).__name__}: {str(error)[:200]})")
        if not any(char.text.strip() for char in read.chars):
            return marks, _unread(number, "the OCR found no text in it: it may be a picture or a drawing")
        self._read += 1
        return read, _said(number, doubtful, read.width != marks.width)

    def _reason(self) -> str | None:
        """Why no page (or no further page) is read from its image, with what to do."""
        if not self._settings.ocr:
            return "reading scans is switched off; set ocr = true under [read] to have it read"
        absent = missing()
        if absent:
            python = f"{sys.version_info.major}.{sys.version_info.minor}"
            return (
                f"{_INSTALL} ({' and '.join(absent)} not found for Python {python}; where there is no build for this "
                "Python, use an older one). The pages with text are read in any case"
            )
        limit = max(1, int(self._settings.max_seconds // _SECONDS_A_PAGE))
        if self._read >= limit:
            return (
                f"{limit} scanned pages are the most that max_seconds allows; raise it under [read], or split the paper"
            )
        return None


def _unread(number: int, why: str) -> Problem:
    return Problem(
        "page-without-text", f"Page {number} holds no text (a scan or a picture) and was not read: {why}.", page=number
    )


def _said(number: int, doubtful: int, turned: bool) -> Problem:
    more = f"; {doubtful} {'line' if doubtful == 1 else 'lines'} could not be read" if doubtful else ""
    more += "; it lay on its side, places are those of the turned page" if turned else ""
    return Problem(
        "page-without-text",
        f"Page {number} holds no text and was read from its image (OCR){more}: check its refs, dates and names.",
        page=number,
    )


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
    read.chars = characters(seen, scale)
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
