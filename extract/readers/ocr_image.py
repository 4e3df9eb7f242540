"""Images of pages: rendered one at a time, set level and upright, and the colour of their paper taken as white."""

from __future__ import annotations

import numpy as np
import pypdfium2
from numpy.typing import NDArray
from PIL import Image

from extract.readers.ocr_engine import Pixels

__all__ = ["grey_of", "is_blank", "levelled", "reduced", "render", "whitened"]

_DPI = 200
_LONGEST = 4000
"""Pixels on the longer side of the largest image: a plan on A0 is rendered more coarsely."""
_MOST_SKEW = 3.0
_STRONG = 40
_FEWEST = 200
_POINTS = 60_000
_SEEN = 40
_LEAST_MARKED = 2e-5


def render(data: bytes, number: int) -> Pixels:
    """A page (1-based) of a PDF as it is shown, at about 200 dots an inch."""
    pdf = pypdfium2.PdfDocument(data)
    try:
        page = pdf[number - 1]
        scale = min(_DPI / 72, _LONGEST / max(page.get_size()))
        shown = page.render(scale=scale, rev_byteorder=True).to_numpy()
        pixels: Pixels = np.ascontiguousarray(shown[:, :, :3])
        page.close()
        return pixels
    finally:
        pdf.close()


def grey_of(pixels: Pixels) -> NDArray[np.int16]:
    """Lightness, 0 to 255."""
    weighed = pixels @ np.array([0.299, 0.587, 0.114], dtype=np.float32)
    return np.asarray(weighed, dtype=np.int16)


def is_blank(pixels: Pixels) -> bool:
    """Whether nothing is drawn on a page (specks of dust do not count)."""
    grey = grey_of(pixels[::2, ::2])
    return bool(np.mean(np.abs(grey - np.median(grey)) > _SEEN) < _LEAST_MARKED)


def reduced(pixels: Pixels, longest: int) -> tuple[Pixels, float]:
    """The image with its longer side at most this many pixels, and how many of its pixels one of the result is."""
    height, width = pixels.shape[:2]
    times = max(height, width) / longest
    if times <= 1.0:
        return pixels, 1.0
    smaller = Image.fromarray(pixels).resize((round(width / times), round(height / times)), Image.Resampling.BOX)
    return np.asarray(smaller), times


def whitened(pixels: Pixels) -> Pixels:
    """The same image with the colour of its paper (the most common light colour) as white."""
    sample = pixels[::4, ::4].reshape(-1, 3)
    light = sample[sample.min(axis=1) >= np.percentile(sample.min(axis=1), 60)]
    paper = np.clip(np.median(light, axis=0), 150, 255)
    return np.asarray(np.clip(np.rint(pixels * (255.0 / paper)), 0, 255), dtype=np.uint8)


def levelled(pixels: Pixels) -> tuple[Pixels, float]:
    """The image turned so that its lines run level, and by how many degrees (anticlockwise) that is.

    The angle is the one at which the edges of rules and type fall onto the fewest rows (Postl's projection criterion);
    skew beyond three degrees is left.
    """
    angle = _skew(pixels)
    if abs(angle) < 0.04:
        return pixels, 0.0
    turned = Image.fromarray(pixels).rotate(angle, Image.Resampling.BICUBIC, fillcolor=(255, 255, 255))
    return np.asarray(turned), angle


def _skew(pixels: Pixels) -> float:
    grey = grey_of(pixels[::2, ::2])
    edges = np.argwhere(np.abs(grey[2:] - grey[:-2]) > _STRONG)
    if len(edges) < _FEWEST:
        return 0.0
    sample = edges[:: 1 + len(edges) // _POINTS].astype(np.float64)
    ys, xs = sample[:, 0], sample[:, 1]
    best, reach = 0.0, _MOST_SKEW
    for step in (0.25, 0.05, 0.01):
        angles = best + np.arange(-round(reach / step), round(reach / step) + 1) * step
        best = float(max(angles, key=lambda angle: (_sharpness(ys, xs, angle), -abs(angle))))
        reach = step
    return round(best, 2)


def _sharpness(ys: NDArray[np.float64], xs: NDArray[np.float64], angle: float) -> float:
    rows = ys - xs * np.tan(np.radians(angle))
    counts = np.bincount((rows - rows.min()).astype(np.int64))
    return float(np.sum(counts.astype(np.float64) ** 2))
