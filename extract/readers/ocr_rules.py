"""Ruled lines in the image of a page, and the colours of the cells between them.

A rule is a thin streak that differs from what is on both its sides, or a straight border between two colours; both must
run level or upright for longer than strokes of letters do.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from extract.document import Box
from extract.readers.ocr_engine import Pixels
from extract.readers.pdf_grid import grid_of
from extract.readers.pdf_page import Fill, Rule
from extract.readers.pdf_rules import drawings, tidy

__all__ = ["cell_fills", "rules_in", "without_letters"]

_ACROSS = 20.0
"""The shortest level rule, in points; upright ones may be as short as a row is high."""
_DOWN = 13.0
_BESIDE = 1.5
"""How far beside a rule, in points, the ground it is compared with lies."""
_EDGE = 0.7
_CONTRAST = 22
_SMOOTH = 8.0
"""Over so many points along a rule its grain is evened out, so that hairlines between two cells of one colour show."""
_FAINT = 11
_WHOLE = 0.94
_THICK = 5.0
_SLOPE = 0.01
_MAIN = 0.6
_PAPER = 20
"""A cell is filled if a colour part of it is this far from white."""
_STEP = 8
_MARGIN = 2.0
_BORDERING = 0.15
_MOSTLY = 0.6


def rules_in(pixels: Pixels, scale: float) -> tuple[list[Rule], list[Rule]]:
    """The level and the upright rules of an image, in points; `scale` is pixels to the point."""
    across = _rules(_streaks(pixels, scale, faint=True), scale, _ACROSS)
    down = _rules(_streaks(np.ascontiguousarray(pixels.transpose(1, 0, 2)), scale, faint=False), scale, _DOWN)
    return across, down


def _rules(streaks: NDArray[np.bool_], scale: float, shortest: float) -> list[Rule]:
    mask = _long(streaks, round(shortest * scale))
    labels, _ = ndimage.label(mask, structure=np.ones((3, 3)))
    found = []
    for at, part in enumerate(ndimage.find_objects(labels), start=1):
        shape = labels[part] == at
        sloping = shape.shape[1] * _SLOPE
        for top, bottom in [(0, len(shape))] if len(shape) <= _THICK * scale + sloping else _bands(shape):
            found += _rule(shape[top:bottom], part[0].start + top, part[1].start, scale)
    return found


def _rule(band: NDArray[np.bool_], top: int, left: int, scale: float) -> list[Rule]:
    """The rule that a band of points is; none if it is too thick for one (a picture)."""
    if len(band) > _THICK * scale + band.shape[1] * _SLOPE:
        return []
    middle = float(np.average(np.arange(len(band)), weights=band.sum(axis=1))) + 0.5
    columns = np.flatnonzero(band.any(axis=0))
    return [Rule((top + middle) / scale, (left + columns[0]) / scale, (left + columns[-1] + 1) / scale)]


def _bands(shape: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """The rows in which most of a blot runs: a rule with specks, or rules with something between them."""
    rows = shape.sum(axis=1)
    edges = np.flatnonzero(np.diff(np.pad((rows >= _MAIN * rows.max()).astype(np.int8), 1)))
    return list(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True))


def _streaks(pixels: Pixels, scale: float, *, faint: bool) -> NDArray[np.bool_]:
    """Points of level streaks and level borders of colour, in any of the three colour parts.

    `faint`: hairlines that hardly differ from the ground as well. Upright, letters one under another would be such.
    """
    far, near = max(2, round(_BESIDE * scale)), max(1, round(_EDGE * scale))
    height = pixels.shape[0]
    found = np.zeros(pixels.shape[:2], dtype=np.bool_)
    if height <= 2 * far:
        return found
    for part in range(3):
        plane = pixels[:, :, part].astype(np.int16)
        border = np.abs(plane[far + near : height - far + near] - plane[far - near : height - far - near])
        found[far:-far] |= np.maximum(_streak(plane, far), border) > _CONTRAST
        if faint:
            even = ndimage.uniform_filter1d(plane, round(_SMOOTH * scale), axis=1)
            found[far:-far] |= _streak(even, far) > _FAINT
    return found


def _streak(plane: NDArray[np.int16], far: int) -> NDArray[np.int16]:
    """How far each point differs from what lies above and below it, if both are lighter or both are darker."""
    above, middle, below = plane[: -2 * far], plane[far:-far], plane[2 * far :]
    return np.maximum(np.minimum(above, below) - middle, middle - np.maximum(above, below))


def _long(streaks: NDArray[np.bool_], length: int) -> NDArray[np.bool_]:
    """Stretches of at least `length` points that are nearly whole; a row up or down is allowed for a slight slope."""
    thick = ndimage.maximum_filter1d(streaks, 3, axis=0)
    if thick.shape[1] < length:
        return np.zeros_like(thick)
    sums = np.cumsum(np.pad(thick.astype(np.int32), ((0, 0), (1, 0))), axis=1)
    whole = (sums[:, length:] - sums[:, :-length]) >= _WHOLE * length
    reach = np.zeros_like(thick)
    reach[:, : whole.shape[1]] = whole
    return np.asarray(ndimage.maximum_filter1d(reach, length, axis=1, origin=(length - 1) // 2) & thick, dtype=np.bool_)


def without_letters(
    across: Sequence[Rule], down: Sequence[Rule], lines: Sequence[Box]
) -> tuple[list[Rule], list[Rule]]:
    """The rules that are no strokes of letters: they do not lie (mostly) inside a line of text."""
    return (
        [rule for rule in across if not any(_inside(rule, box.x0, box.x1, box.top, box.bottom) for box in lines)],
        [rule for rule in down if not any(_inside(rule, box.top, box.bottom, box.x0, box.x1) for box in lines)],
    )


def _inside(rule: Rule, start: float, end: float, low: float, high: float) -> bool:
    """Whether most of a rule runs within a line of text; along the edges of its box a rule may border the text."""
    edge = _BORDERING * (high - low)
    within = min(rule.end, end) - max(rule.start, start)
    return low + edge < rule.at < high - edge and within >= _MOSTLY * (rule.end - rule.start)


def cell_fills(pixels: Pixels, scale: float, across: Sequence[Rule], down: Sequence[Rule], page: int) -> list[Fill]:
    """The colour of each cell between the rules, where it is not that of the paper: the median, which passes over type.

    `pixels` with white paper (`whitened`). Colours are rounded to steps of 8, finer than a scan can tell.
    """
    fills = []
    for drawing in drawings(tidy(across), tidy(down)):
        grid = grid_of(drawing, page) if drawing.across and drawing.down else None
        for cell in grid.fields if grid else ():
            box = grid.box_of(cell) if grid else drawing.box
            colour = _colour(pixels, box, scale)
            if colour:
                fills.append(Fill(box.x0, box.top, box.x1, box.bottom, colour))
    return fills


def _colour(pixels: Pixels, box: Box, scale: float) -> str | None:
    inner = pixels[
        round((box.top + _MARGIN) * scale) : round((box.bottom - _MARGIN) * scale),
        round((box.x0 + _MARGIN) * scale) : round((box.x1 - _MARGIN) * scale),
    ].reshape(-1, 3)
    if not len(inner):
        return None
    parts = np.median(inner, axis=0)
    if parts.min() > 255 - _PAPER:
        return None
    rounded = np.clip(np.rint(parts / _STEP) * _STEP, 0, 255).astype(int)
    return "#" + "".join(f"{part:02X}" for part in rounded)
