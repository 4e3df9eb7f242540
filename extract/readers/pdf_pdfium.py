"""Characters, rules and fills of a page through PDFium: many times as fast as pdfplumber's own dicts.

Positions are turned into those of the page as shown.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pypdfium2
import pypdfium2.raw as raw

from extract.errors import PaperDamaged, PaperEncrypted, PaperTooLarge
from extract.readers.pdf_page import PageMarks
from extract.readers.pdf_paths import Frame, read_paths
from extract.readers.pdf_size import MOST_ON_A_PAGE
from extract.readers.pdf_text_layer import read_chars

__all__ = ["pages"]


def pages(data: bytes) -> Iterator[PageMarks]:
    """Every page in order, each closed before the next is read; one that cannot be read is `lost`.

    Raises PaperEncrypted or PaperDamaged where the file cannot be opened, PaperTooLarge where a page has no end.
    """
    try:
        pdf = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise _reason(error) from error
    try:
        for number in range(1, len(pdf) + 1):
            yield _read(pdf, number)
    finally:
        pdf.close()


def _read(pdf: Any, number: int) -> PageMarks:
    """One page; what a damaged one makes the engine raise, whatever it is, costs that page alone."""
    try:
        page = pdf[number - 1]
        try:
            return _marks(page, number)
        finally:
            page.close()
    except (MemoryError, PaperTooLarge):
        raise
    except Exception as error:  # noqa: BLE001  (an engine may raise anything on a damaged page)
        return PageMarks(number, 0.0, 0.0, lost=str(error) or type(error).__name__)


def _reason(error: Any) -> PaperDamaged | PaperEncrypted:
    if getattr(error, "err_code", None) == raw.FPDF_ERR_PASSWORD or "password" in str(error).lower():
        return PaperEncrypted(
            "The file asks for a password. Save a copy without one (print to PDF, or qpdf --decrypt) and run again."
        )
    return PaperDamaged(
        f"The file is damaged or cut off ({error}). Download it again, or open it, print it to PDF, and run again."
    )


def _marks(page: Any, number: int) -> PageMarks:
    frame = _frame(page)
    marks = PageMarks(number, frame.width, frame.height)
    text = raw.FPDFText_LoadPage(page)
    try:
        _refuse_over(raw.FPDFText_CountChars(text) + raw.FPDFPage_CountObjects(page), number)
        marks.chars = read_chars(text, frame)
    finally:
        raw.FPDFText_ClosePage(text)
    read_paths(page, frame, marks)
    return marks


def _refuse_over(drawn: int, number: int) -> None:
    if drawn > MOST_ON_A_PAGE:
        raise PaperTooLarge(
            f"page {number} draws {drawn:,} characters and lines, and {MOST_ON_A_PAGE:,} are read at most: print the "
            "other pages to a PDF of their own, and run again"
        )


def _frame(page: Any) -> Frame:
    box = raw.FS_RECTF()
    raw.FPDF_GetPageBoundingBox(page, box)
    return Frame(box.left, box.bottom, box.right, box.top, raw.FPDFPage_GetRotation(page) % 4)
