"""Characters, rules and fills of a page through PDFium: about ten times as fast as pdfplumber's own dicts.

Only what the raw interface tells is taken: three calls a character, and what a run of characters shares (font, size,
colour, direction) once for the text object it is drawn by. Positions are turned into those of the page as shown.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from ctypes import CFUNCTYPE, c_int, c_uint, c_void_p
from typing import Any

import pypdfium2
import pypdfium2.raw as raw

from extract.errors import PaperDamaged, PaperEncrypted
from extract.readers.pdf_page import LEVEL, SLANTED, Char, PageMarks, Style, frame_point, hex_colour, turn_of
from extract.readers.pdf_paths import Frame, read_paths

__all__ = ["pages"]

_INVISIBLE = (3, 7)
_Affine = tuple[float, float, float, float, float, float]
_NO_STYLE = Style("", 0.0, False, False, None, LEVEL)
_LINE_END_HYPHEN = 2
_BLANKS = (9, 10, 13, 32)


def _plain(function: Any, result: Any, *arguments: Any) -> Callable[..., int]:
    """The same function without the pointer checks that cost more than the call."""
    address = ctypes.cast(function, c_void_p).value or 0
    plain: Callable[..., int] = CFUNCTYPE(result, *arguments)(address)
    return plain


_unicode = _plain(raw.FPDFText_GetUnicode, c_uint, c_void_p, c_int)
_object = _plain(raw.FPDFText_GetTextObject, c_void_p, c_void_p, c_int)
_loose_box = _plain(raw.FPDFText_GetLooseCharBox, c_int, c_void_p, c_int, c_void_p)
_origin = _plain(raw.FPDFText_GetCharOrigin, c_int, c_void_p, c_int, c_void_p, c_void_p)
_generated = _plain(raw.FPDFText_IsGenerated, c_int, c_void_p, c_int)


def pages(data: bytes) -> Iterator[PageMarks]:
    """Every page in order, each closed before the next is read; one that cannot be read is `lost`.

    Raises PaperEncrypted or PaperDamaged where the file cannot be opened.
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
    except MemoryError:
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
        marks.chars = list(_characters(text, frame))
    finally:
        raw.FPDFText_ClosePage(text)
    read_paths(page, frame, marks)
    return marks


def _frame(page: Any) -> Frame:
    box = raw.FS_RECTF()
    raw.FPDF_GetPageBoundingBox(page, box)
    return Frame(box.left, box.bottom, box.right, box.top, raw.FPDFPage_GetRotation(page) % 4)


def _characters(text: Any, frame: Frame) -> Iterator[Char]:
    handle = ctypes.cast(text, c_void_p).value
    box, origin = (ctypes.c_float * 4)(), (ctypes.c_double * 2)()
    of_box, of_x = ctypes.addressof(box), ctypes.addressof(origin)
    of_y = of_x + ctypes.sizeof(ctypes.c_double)
    edges, start = memoryview(box).cast("B").cast("f"), memoryview(origin).cast("B").cast("d")
    seen: dict[tuple[Any, ...], Style] = {}
    along: dict[int, _Affine] = {}
    drawn_by, style = 0, _NO_STYLE
    ux = uy = u = vx = vy = v = 0.0
    last: Char | None = None
    last_x = last_y = 0.0
    for at in range(raw.FPDFText_CountChars(text)):
        code = _unicode(handle, at)
        if code in _BLANKS and _generated(handle, at):
            continue
        _loose_box(handle, at, of_box)
        _origin(handle, at, of_x, of_y)
        by = _object(handle, at)
        x, y = start
        if last is not None:
            if by == drawn_by and x == last_x and y == last_y:
                # The letters of a ligature share its place; their boxes are its parts, or all of it.
                reach = max(ux * edges[0] + uy * edges[1] + u, ux * edges[2] + uy * edges[3] + u)
                last = last._replace(text=last.text + _letter(code), x1=max(last.x1, reach))
                continue
            yield last
        last_x, last_y = x, y
        if by != drawn_by:
            drawn_by, style = by, _style(text, at, frame, seen)
            if style.turn not in along:
                along[style.turn] = _reading(frame, style.turn)
            ux, uy, u, vx, vy, v = along[style.turn]
        x0, y0, x1, y1 = edges
        left, right = ux * x0 + uy * y0 + u, ux * x1 + uy * y1 + u
        if left > right:
            left, right = right, left
        last = Char(_letter(code), left, right, vx * x + vy * y + v, style)
    if last is not None:
        yield last


def _reading(frame: Frame, turn: int) -> _Affine:
    """How a point of page space comes to stand in the reading frame of a turn: u = ux·x + uy·y + u₀, v likewise."""
    turn = LEVEL if turn == SLANTED else turn
    u0, v0 = frame_point(turn, *frame.shown(0.0, 0.0))
    u1, v1 = frame_point(turn, *frame.shown(1.0, 0.0))
    u2, v2 = frame_point(turn, *frame.shown(0.0, 1.0))
    return u1 - u0, u2 - u0, u0, v1 - v0, v2 - v0, v0


def _letter(code: int) -> str:
    if code == _LINE_END_HYPHEN:
        return "-"
    return chr(code) if code < 0x110000 else "\x00"


def _style(text: Any, at: int, frame: Frame, seen: dict[tuple[Any, ...], Style]) -> Style:
    drawn_by = raw.FPDFText_GetTextObject(text, at)
    matrix = raw.FS_MATRIX()
    raw.FPDFText_GetMatrix(text, at, matrix)
    parts = [ctypes.c_uint() for _ in range(4)]
    raw.FPDFPageObj_GetFillColor(drawn_by, *parts)
    font = raw.FPDFTextObj_GetFont(drawn_by)
    name = _font_name(font)
    size = raw.FPDFText_GetFontSize(text, at) * (matrix.c**2 + matrix.d**2) ** 0.5
    key = (
        name,
        round(size, 2),
        tuple(part.value for part in parts),
        turn_of(*frame.direction(matrix.a, matrix.b)),
        raw.FPDFTextObj_GetTextRenderMode(drawn_by) in _INVISIBLE or parts[3].value == 0,
    )
    if key not in seen:
        seen[key] = _new_style(*key)
    return seen[key]


def _new_style(name: str, size: float, colour: tuple[int, ...], turn: int, invisible: bool) -> Style:
    font = name.partition("+")[2] or name
    lower = font.lower()
    return Style(
        font=font,
        size=size,
        bold=any(word in lower for word in ("bold", "black", "heavy", "semibold", "demi")),
        italic=any(word in lower for word in ("italic", "oblique")),
        colour=hex_colour((colour[0] / 255, colour[1] / 255, colour[2] / 255)),
        turn=turn,
        invisible=invisible,
    )


def _font_name(font: Any) -> str:
    length = raw.FPDFFont_GetBaseFontName(font, None, 0)
    if length <= 1:
        return ""
    buffer = ctypes.create_string_buffer(length)
    raw.FPDFFont_GetBaseFontName(font, buffer, length)
    return buffer.value.decode("utf-8", "replace")
