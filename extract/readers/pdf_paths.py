"""Painted paths of a page through PDFium: rules, filled rectangles and pictures, in the order they are painted."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise, repeat
from typing import Any

import pypdfium2.raw as raw

from extract.readers import pdf_calls as calls
from extract.readers.pdf_page import Fill, Mark, PageMarks, add_rectangle, add_segment, hex_colour, is_rectangle

__all__ = ["Frame", "read_paths"]

_Point = tuple[float, float]
_Matrix = tuple[float, float, float, float, float, float]
_SAME: _Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_DEEPEST = 8


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
    handle = calls.address(page)
    reader = _Reader(frame, marks)
    for drawn in map(calls.object_at, repeat(handle), range(calls.count_objects(handle))):
        if (kind := calls.object_type(drawn)) != raw.FPDF_PAGEOBJ_TEXT:
            reader.read(drawn, kind, _SAME, 0)


class _Reader:
    """Reads what is drawn, one object after another; answers are written to the same few places over and over."""

    def __init__(self, frame: Frame, marks: PageMarks) -> None:
        self._frame = frame
        self._marks = marks
        self._floats = (ctypes.c_float * 6)()
        self._words = (ctypes.c_uint * 4)()
        self._at_floats = ctypes.addressof(self._floats)
        self._at_words = ctypes.addressof(self._words)

    def read(self, drawn: int, kind: int, matrix: _Matrix, depth: int) -> None:
        """Read an object of a page, or of a form that stands under `matrix`."""
        if kind == raw.FPDF_PAGEOBJ_PATH:
            self._path(drawn, matrix)
        elif kind in (raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_SHADING):
            self._marks.pictures.append(Mark(*_box(self._shown(self._bounds(drawn), matrix))))
        elif kind == raw.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
            inner = _chained(self._matrix(drawn), matrix)
            for at in range(calls.count_form_objects(drawn)):
                held = calls.form_object_at(drawn, at)
                self.read(held, calls.object_type(held), inner, depth + 1)

    def _path(self, drawn: int, outer: _Matrix) -> None:
        calls.draw_mode(drawn, self._at_words, self._at_words + 4)
        filling, stroking, *_ = self._words
        fill, shown = self._colour(calls.fill_colour, drawn) if filling else (None, False)
        line = bool(stroking) and self._colour(calls.stroke_colour, drawn)[1]
        if not (shown or line):
            return
        marks = self._marks
        matrix = _chained(self._matrix(drawn), outer)
        for points, straight in self._subpaths(drawn):
            corners = self._shown(points, matrix)
            if straight and is_rectangle(corners):
                add_rectangle(marks, _box(corners), stroked=line, filled=fill, has_fill=shown)
                continue
            if line:
                for (ax, ay), (bx, by) in pairwise(corners):
                    add_segment(marks, ax, ay, bx, by)
            if shown and (len(corners) > 2 or not straight):
                marks.pictures.append(Mark(*_box(corners)))
                if fill:
                    marks.shapes.append(Fill(*_box(corners), fill))

    def _colour(self, ask: Callable[..., int], drawn: int) -> tuple[str | None, bool]:
        """The colour, and whether it shows at all (alpha)."""
        at = self._at_words
        if not ask(drawn, at, at + 4, at + 8, at + 12):
            return None, True
        red, green, blue, alpha = self._words
        return _hex(red, green, blue), alpha > 0

    def _matrix(self, drawn: int) -> _Matrix:
        if not calls.object_matrix(drawn, self._at_floats):
            return _SAME
        a, b, c, d, e, f = self._floats
        return a, b, c, d, e, f

    def _bounds(self, drawn: int) -> list[_Point]:
        at = self._at_floats
        calls.object_bounds(drawn, at, at + 4, at + 8, at + 12)
        left, bottom, right, top, *_ = self._floats
        return [(left, bottom), (right, top)]

    def _shown(self, points: list[_Point], matrix: _Matrix) -> list[_Point]:
        """Points of an object on the page as shown."""
        a, b, c, d, e, f = matrix
        shown = self._frame.shown
        return [shown(a * x + c * y + e, b * x + d * y + f) for x, y in points]

    def _subpaths(self, drawn: int) -> Iterator[tuple[list[_Point], bool]]:
        """The points of each part of a path, of a curve where it ends, and whether all its sides are straight."""
        point, at_point = self._floats, self._at_floats
        points: list[_Point] = []
        straight = True
        bends = 0
        for at in range(calls.count_segments(drawn)):
            segment = calls.segment_at(drawn, at)
            kind = calls.segment_type(segment)
            if kind == raw.FPDF_SEGMENT_BEZIERTO:
                straight = False
                bends += 1
                if bends % 3:  # a curve is three segments, of which the first two only bend it
                    continue
            calls.segment_point(segment, at_point, at_point + 4)
            if kind == raw.FPDF_SEGMENT_MOVETO and points:
                yield points, straight
                points, straight = [], True
            points.append((point[0], point[1]))
            if calls.segment_closes(segment):
                points.append(points[0])
        if points:
            yield points, straight


def _chained(first: _Matrix, then: _Matrix) -> _Matrix:
    if then is _SAME:
        return first
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


@lru_cache(maxsize=4096)
def _hex(red: int, green: int, blue: int) -> str | None:
    return hex_colour((red / 255, green / 255, blue / 255))


def _box(points: list[_Point]) -> tuple[float, float, float, float]:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)
