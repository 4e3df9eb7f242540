"""Characters, rules and fills of a page through pdfplumber: the check of the faster engine, and its fall-back."""

from __future__ import annotations

import io
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect

from extract.errors import PaperDamaged, PaperEncrypted
from extract.readers.pdf_chars import Char, Chars, Style
from extract.readers.pdf_page import (
    LEVEL,
    SLANTED,
    Fill,
    Mark,
    PageMarks,
    add_rectangle,
    add_segment,
    frame_point,
    hex_colour,
    is_rectangle,
    turn_of,
)

__all__ = ["page", "pages"]

_CLOSED = "The file is damaged or cut off ({why}). Download it again, or open it, print it to PDF, and run again."


def pages(data: bytes) -> Iterator[PageMarks]:
    """Every page in order, each closed before the next is read, so that memory is bounded by one page.

    One that cannot be read is `lost`; raises PaperEncrypted or PaperDamaged where the file cannot be opened.
    """
    try:
        with pdfplumber.open(io.BytesIO(data)) as pdf:
            for page in pdf.pages:
                yield _read(page)
                page.close()
    except PaperDamaged:
        raise
    except Exception as error:
        raise _reason(error) from error


def page(data: bytes, number: int) -> PageMarks:
    """One page, 1-based; `lost` where it cannot be read. Raises as `pages` does."""
    try:
        with pdfplumber.open(io.BytesIO(data), pages=[number]) as pdf:
            return _read(pdf.pages[0])
    except Exception as error:
        raise _reason(error) from error


def _read(page: Any) -> PageMarks:
    """One page; what a damaged one makes the engine raise, whatever it is, costs that page alone."""
    try:
        return _marks(page)
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001  (an engine may raise anything on a damaged page)
        return PageMarks(page.page_number, 0.0, 0.0, lost=str(error) or type(error).__name__)


def _reason(error: Exception) -> PaperDamaged | PaperEncrypted:
    causes = (error, *error.args, error.__cause__, error.__context__)
    if any(isinstance(cause, (PDFPasswordIncorrect, PDFEncryptionError)) for cause in causes):
        return PaperEncrypted(
            "The file asks for a password. Save a copy without one (print to PDF, or qpdf --decrypt) and run again."
        )
    return PaperDamaged(_CLOSED.format(why=str(error) or type(error).__name__))


def _marks(page: Any) -> PageMarks:
    left, top, right, bottom = _shown(page)
    marks = PageMarks(page.page_number, right - left, bottom - top)
    styles: dict[tuple[Any, ...], Style] = {}
    marks.chars = Chars.of(_character(char, left, top, styles) for char in page.chars)
    for line in page.lines:
        (ax, ay), (bx, by) = line["pts"][0], line["pts"][-1]
        add_segment(marks, ax - left, ay - top, bx - left, by - top)
    for shape in page.rects:
        box = (shape["x0"] - left, shape["top"] - top, shape["x1"] - left, shape["bottom"] - top)
        colour = hex_colour(_parts(shape["non_stroking_color"])) if shape["fill"] else None
        add_rectangle(marks, box, stroked=bool(shape["stroke"]), filled=colour, has_fill=bool(shape["fill"]))
    for shape in page.curves:
        _shape(marks, shape, left, top)
    marks.pictures += [
        Mark(image["x0"] - left, image["top"] - top, image["x1"] - left, image["bottom"] - top) for image in page.images
    ]
    return marks


def _shown(page: Any) -> tuple[float, float, float, float]:
    x0, top, x1, bottom = page.cropbox if page.cropbox else page.bbox
    return float(x0), float(top), float(x1), float(bottom)


def _parts(colour: Any) -> tuple[float, ...] | None:
    if isinstance(colour, (int, float)):
        return (float(colour),)
    if isinstance(colour, (tuple, list)) and colour and all(isinstance(part, (int, float)) for part in colour):
        return tuple(float(part) for part in colour)
    return None


def _character(char: dict[str, Any], left: float, top: float, styles: dict[tuple[Any, ...], Style]) -> Char:
    a, b, _, _, e, f = char["matrix"]
    colour = char["non_stroking_color"]
    key = (char["fontname"], round(char["size"], 2), colour if isinstance(colour, tuple) else str(colour), a, b)
    style = styles.get(key)
    if style is None:
        style = styles[key] = _style(char, a, b)
    turn = style.turn if style.turn != SLANTED else LEVEL
    x0, y0 = char["x0"] - left, char["top"] - top
    x1, y1 = char["x1"] - left, char["bottom"] - top
    (ax, _), (bx, _) = frame_point(turn, x0, y0), frame_point(turn, x1, y1)
    origin = frame_point(turn, x0 + e - char["x0"], y1 - (f - char["y0"]))
    return Char(char["text"], min(ax, bx), max(ax, bx), origin[1], style)


def _style(char: dict[str, Any], a: float, b: float) -> Style:
    font = str(char["fontname"]).partition("+")[2] or str(char["fontname"])
    lower = font.lower()
    return Style(
        font=font,
        size=round(float(char["size"]), 2),
        bold=any(word in lower for word in ("bold", "black", "heavy", "semibold", "demi")),
        italic=any(word in lower for word in ("italic", "oblique")),
        colour=hex_colour(_parts(char["non_stroking_color"])),
        turn=turn_of(a, b),
    )


def _shape(marks: PageMarks, shape: dict[str, Any], left: float, top: float) -> None:
    """A path that is neither a line nor a rectangle: its level and upright sides may be rules, its inside a shape."""
    points = [(x - left, y - top) for x, y in shape["pts"]]
    if all(step[0] != "c" for step in shape["path"]) and is_rectangle(points):  # dashes whose sides are a little off
        colour = hex_colour(_parts(shape["non_stroking_color"])) if shape["fill"] else None
        box = (shape["x0"] - left, shape["top"] - top, shape["x1"] - left, shape["bottom"] - top)
        add_rectangle(marks, box, stroked=bool(shape["stroke"]), filled=colour, has_fill=bool(shape["fill"]))
        return
    if shape["stroke"]:
        for (ax, ay), (bx, by) in pairwise(points):
            add_segment(marks, ax, ay, bx, by)
    if shape["fill"]:
        box = (shape["x0"] - left, shape["top"] - top, shape["x1"] - left, shape["bottom"] - top)
        marks.pictures.append(Mark(*box))
        if colour := hex_colour(_parts(shape["non_stroking_color"])):
            marks.shapes.append(Fill(*box, colour))
