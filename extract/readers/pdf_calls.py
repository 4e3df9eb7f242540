"""PDFium's functions as plain prototypes, for the calls that are made for every character and every stroke of a page.

The wrappers that pypdfium2 generates check and convert pointers, which costs more than the call. Here a handle is an
address, and a result is written to an address; the interpreter is not let go for so short a call.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from ctypes import PYFUNCTYPE, c_double, c_float, c_int, c_size_t, c_uint, c_ulong, c_void_p
from typing import Any

import pypdfium2.raw as raw

__all__ = [
    "address",
    "count_form_objects",
    "count_objects",
    "count_segments",
    "draw_mode",
    "fill_colour",
    "font_name",
    "font_of",
    "font_size",
    "form_object_at",
    "glyph_width",
    "loose_box",
    "matrix_of_char",
    "object_at",
    "object_bounds",
    "object_matrix",
    "object_of_char",
    "object_type",
    "origin_of_char",
    "render_mode",
    "segment_at",
    "segment_closes",
    "segment_point",
    "segment_type",
    "stroke_colour",
    "text_into",
    "unicode_of_char",
]


def _plain(function: Any, result: Any, *arguments: Any) -> Callable[..., Any]:
    plain: Callable[..., Any] = PYFUNCTYPE(result, *arguments)(address(function))
    return plain


def address(of: Any) -> int:
    """The address of a function or a handle; 0 for none."""
    return ctypes.cast(of, c_void_p).value or 0


_P = c_void_p
unicode_of_char = _plain(raw.FPDFText_GetUnicode, c_uint, _P, c_int)
text_into = _plain(raw.FPDFText_GetText, c_int, _P, c_int, c_int, _P)
object_of_char = _plain(raw.FPDFText_GetTextObject, c_size_t, _P, c_int)
loose_box = _plain(raw.FPDFText_GetLooseCharBox, c_int, _P, c_int, _P)
origin_of_char = _plain(raw.FPDFText_GetCharOrigin, c_int, _P, c_int, _P, _P)
matrix_of_char = _plain(raw.FPDFText_GetMatrix, c_int, _P, c_int, _P)
font_size = _plain(raw.FPDFText_GetFontSize, c_double, _P, c_int)
fill_colour = _plain(raw.FPDFPageObj_GetFillColor, c_int, _P, _P, _P, _P, _P)
font_name = _plain(raw.FPDFFont_GetBaseFontName, c_size_t, _P, _P, c_size_t)
glyph_width = _plain(raw.FPDFFont_GetGlyphWidth, c_int, _P, c_uint, c_float, _P)
font_of = _plain(raw.FPDFTextObj_GetFont, c_size_t, _P)
render_mode = _plain(raw.FPDFTextObj_GetTextRenderMode, c_int, _P)

count_objects = _plain(raw.FPDFPage_CountObjects, c_int, _P)
object_at = _plain(raw.FPDFPage_GetObject, c_size_t, _P, c_int)
object_type = _plain(raw.FPDFPageObj_GetType, c_int, _P)
object_matrix = _plain(raw.FPDFPageObj_GetMatrix, c_int, _P, _P)
object_bounds = _plain(raw.FPDFPageObj_GetBounds, c_int, _P, _P, _P, _P, _P)
count_form_objects = _plain(raw.FPDFFormObj_CountObjects, c_int, _P)
form_object_at = _plain(raw.FPDFFormObj_GetObject, c_size_t, _P, c_ulong)
stroke_colour = _plain(raw.FPDFPageObj_GetStrokeColor, c_int, _P, _P, _P, _P, _P)
draw_mode = _plain(raw.FPDFPath_GetDrawMode, c_int, _P, _P, _P)
count_segments = _plain(raw.FPDFPath_CountSegments, c_int, _P)
segment_at = _plain(raw.FPDFPath_GetPathSegment, c_size_t, _P, c_int)
segment_type = _plain(raw.FPDFPathSegment_GetType, c_int, _P)
segment_point = _plain(raw.FPDFPathSegment_GetPoint, c_int, _P, _P, _P)
segment_closes = _plain(raw.FPDFPathSegment_GetClose, c_int, _P)
