"""Painted paths of a page through PDFium: rules, filled rectangles and pictures, in the order they are painted."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import pypdfium2.raw as raw

from extract.readers.pdf_page import Fill, Mark, PageMarks, add_rectangle, add_segment, hex_colour

__all__ = ["Frame", "read_paths"]

_Point = tuple[float, float]
_Matrix = tuple[float, float, float, float, float, float]
_SAME: _Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_DEEPEST = 8
_SQUARE = 0.6


@dataclass(frozen=True, slots=True)
class Frame:
    """The visible box of a page in its own space (y upwards), and the quarter turns it is shown with, clockwise."""

    x0: float
    y0: float
    x1: float
    y1: float
    quarters: int

    @property
    def width(self) -> float:
        """Width as shown."""
        return self.y1 - self.y0 if self.quarters % 2 else self.x1 - self.x0

    @property
    def height(self) -> float:
        """Height as shown."""
        return self.x1 - self.x0 if self.quarters % 2 else self.y1 - self.y0

    def shown(self, x: float, y: float) -> _Point:
        """A point of page space on the page as shown, from its top left."""
        if self.quarters == 1:
            return y - self.y0, x - self.x0
        if self.quarters == 2:
            return self.x1 - x, y - self.y0
        if self.quarters == 3:
            return self.y1 - y, self.x1 - x
        return x - self.x0, self.y1 - y

    def direction(self, a: float, b: float) -> _Point:
        """A direction of page space (y upwards) as shown (y upwards)."""
        return ((a, b), (b, -a), (-a, -b), (-b, a))[self.quarters]


def read_paths(page: Any, frame: Frame, marks: PageMarks) -> None:
    """Add what the page paints, also inside forms."""
    for drawn, matrix in _objects(page):
        kind = raw.FPDFPageObj_GetType(drawn)
        if kind == raw.FPDF_PAGEOBJ_PATH:
            _read_path(drawn, matrix, frame, marks)
        elif kind in (raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_SHADING):
            corners = [frame.shown(*_moved(matrix, point)) for point in _bounds(drawn)]
            marks.pictures.append(Mark(*_box(corners)))


def _objects(page: Any) -> Iterator[tuple[Any, _Matrix]]:
    for at in range(raw.FPDFPage_CountObjects(page)):
        yield from _inside(raw.FPDFPage_GetObject(page, at), _SAME, 0)


def _inside(drawn: Any, matrix: _Matrix, depth: int) -> Iterator[tuple[Any, _Matrix]]:
    if raw.FPDFPageObj_GetType(drawn) != raw.FPDF_PAGEOBJ_FORM:
        yield drawn, matrix
    elif depth < _DEEPEST:
        inner = _chained(_matrix(drawn), matrix)
        for at in range(raw.FPDFFormObj_CountObjects(drawn)):
            yield from _inside(raw.FPDFFormObj_GetObject(drawn, at), inner, depth + 1)


def _matrix(drawn: Any) -> _Matrix:
    found = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(drawn, found):
        return _SAME
    return found.a, found.b, found.c, found.d, found.e, found.f


def _chained(first: _Matrix, then: _Matrix) -> _Matrix:
    a, b, c, d, e, f = first
    ta, tb, tc, td, te, tf = then
    return (
        a * ta + b * tc,
        a * tb + b * td,
        c * ta + d * tc,
        c * tb + d * td,
        e * ta + f * tc + te,
        e * tb + f * td + tf,
    )


def _moved(matrix: _Matrix, point: _Point) -> _Point:
    a, b, c, d, e, f = matrix
    x, y = point
    return a * x + c * y + e, b * x + d * y + f


def _bounds(drawn: Any) -> tuple[_Point, _Point]:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    raw.FPDFPageObj_GetBounds(drawn, left, bottom, right, top)
    return (left.value, bottom.value), (right.value, top.value)


def _box(points: list[_Point]) -> tuple[float, float, float, float]:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)


def _read_path(drawn: Any, outer: _Matrix, frame: Frame, marks: PageMarks) -> None:
    filling, stroking = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(drawn, filling, stroking)
    fill, shown = _colour(raw.FPDFPageObj_GetFillColor, drawn) if filling.value else (None, False)
    line = bool(stroking.value) and _colour(raw.FPDFPageObj_GetStrokeColor, drawn)[1]
    if not (shown or line):
        return
    matrix = _chained(_matrix(drawn), outer)
    for points, straight in _subpaths(drawn):
        corners = [frame.shown(*_moved(matrix, point)) for point in points]
        if straight and _is_rectangle(corners):
            add_rectangle(marks, _box(corners), stroked=line, filled=fill, has_fill=shown)
            continue
        if line:
            for (ax, ay), (bx, by) in pairwise(corners):
                add_segment(marks, ax, ay, bx, by)
        if shown and len(corners) > 2:
            marks.pictures.append(Mark(*_box(corners)))
            if fill:
                marks.shapes.append(Fill(*_box(corners), fill))


def _colour(read: Any, drawn: Any) -> tuple[str | None, bool]:
    """The colour, and whether it shows at all (alpha)."""
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not read(drawn, red, green, blue, alpha):
        return None, True
    return hex_colour((red.value / 255, green.value / 255, blue.value / 255)), alpha.value > 0


def _subpaths(drawn: Any) -> Iterator[tuple[list[_Point], bool]]:
    """The points of each part of a path, and whether all its sides are straight."""
    x, y = ctypes.c_float(), ctypes.c_float()
    points: list[_Point] = []
    straight = True
    for at in range(raw.FPDFPath_CountSegments(drawn)):
        segment = raw.FPDFPath_GetPathSegment(drawn, at)
        kind = raw.FPDFPathSegment_GetType(segment)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        if kind == raw.FPDF_SEGMENT_MOVETO and points:
            yield points, straight
            points, straight = [], True
        straight = straight and kind != raw.FPDF_SEGMENT_BEZIERTO
        points.append((x.value, y.value))
        if raw.FPDFPathSegment_GetClose(segment):
            points.append(points[0])
    if points:
        yield points, straight


def _is_rectangle(points: list[_Point]) -> bool:
    """Four corners, closed or to be filled as if closed, with level and upright sides."""
    corners = points[:-1] if len(points) > 4 and points[0] == points[-1] else points
    while len(corners) > 4 and corners[0] == corners[-1]:
        corners = corners[:-1]
    if len(corners) != 4:
        return False
    sides = [(bx - ax, by - ay) for (ax, ay), (bx, by) in pairwise([*corners, corners[0]])]
    return all(min(abs(dx), abs(dy)) <= _SQUARE for dx, dy in sides)
