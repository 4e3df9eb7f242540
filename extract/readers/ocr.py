"""Pages without a text layer: found and said always, and read from their images where `planthread[ocr]` is installed.

What is read goes the way of every other page: characters, rules and fills in `PageMarks`. It is never passed off as
text: every such page is a problem that asks to check it, so a paper with one is `partial`.
"""

from __future__ import annotations

import re
import sys

from pypdfium2 import PdfiumError

from extract.document import Problem
from extract.readers.pdf_page import PageMarks
from extract.settings import ReadSettings

__all__ = ["ScanReader", "is_scan"]

_SECONDS_A_PAGE = 10.0
"""What a dense page may take on a slow machine: so many pages are read that max_seconds holds for them."""
_COVERS = 0.6
_STAMP = re.compile(
    r"((agenda )?(page|item|appendix|annex|minute|pack)( item| page)?)?[\s\d./-]*+(of[\s\d]*+)?[A-Z]?", re.I
)
_INSTALL = 'install the optional part that reads scans, pip install "planthread[ocr]", and run again'


def is_scan(marks: PageMarks) -> bool:
    """Whether a page has no text of its own: none at all, or a page number stamped over a picture of the page."""
    if marks.lost:
        return False
    text = marks.chars.printed()
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
        from extract.readers import ocr_engine, ocr_image, ocr_page  # papers with text do without them

        number = marks.number
        try:
            pixels = ocr_image.render(self._data, number)
        except (PdfiumError, MemoryError) as error:
            return marks, _unread(number, f"its image could not be drawn ({error or 'memory ran out'})")
        if ocr_image.is_blank(pixels):
            return marks, Problem("page-without-text", f"Page {number} is blank.", page=number, severity="note")
        reason = self._reason(ocr_engine.missing())
        if reason:
            return marks, _unread(number, reason)
        try:
            read, doubtful = ocr_page.read_image(pixels, marks, ocr_engine.load_engine())
        except Exception as error:  # noqa: BLE001 -- whatever the library meets, the other pages are still read
            return marks, _unread(number, f"the OCR failed on it ({type(error).__name__}: {str(error)[:200]})")
        if not read.chars.printed().strip():
            return marks, _unread(number, "the OCR found no text in it: it may be a picture or a drawing")
        self._read += 1
        return read, _said(number, doubtful, read.width != marks.width)

    def _reason(self, absent: tuple[str, ...]) -> str | None:
        """Why no page (or no further page) is read from its image, with what to do."""
        if not self._settings.ocr:
            return "reading scans is switched off; set ocr = true under [read] to have it read"
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
