"""Colours of cells as people see them: distance in CIE L*a*b*, and the family of hues a fill belongs to."""

from __future__ import annotations

import math
import re
from functools import lru_cache

__all__ = ["distance", "family", "lab"]

_HEX = re.compile(r"#?([0-9a-fA-F]{2})([0-9a-fA-F]{2})([0-9a-fA-F]{2})")
_HUES = ((50.0, "red"), (92.0, "amber"), (108.0, "yellow"), (185.0, "green"), (310.0, "blue"), (345.0, "purple"))
"""Upper ends of the hue angles in degrees, from 0; what lies above the last is red again."""
_PASTELS = {"#C6EFCE": "green", "#FFEB9C": "amber", "#FFC7CE": "red"}
"""The three pale fills that spreadsheets offer as good, neutral and bad: rating colours though they are faint."""
_FAINT = 26.0
_NEUTRAL = 12.0


@lru_cache(maxsize=4096)
def lab(colour: str) -> tuple[float, float, float] | None:
    """``#RRGGBB`` (sRGB, D65) as CIE L*a*b* 1976: lightness 0..100, a and b; None where it is no such colour."""
    match = _HEX.fullmatch(colour.strip())
    if match is None:
        return None
    r, g, b = (_linear(int(part, 16) / 255) for part in match.groups())
    x = (0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / 0.95047
    y = 0.2126729 * r + 0.7151522 * g + 0.0721750 * b
    z = (0.0193339 * r + 0.1191920 * g + 0.9503041 * b) / 1.08883
    fx, fy, fz = _curve(x), _curve(y), _curve(z)
    return (116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz))


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def _curve(t: float) -> float:
    return t ** (1 / 3) if t > 216 / 24389 else (24389 / 27 * t + 16) / 116


@lru_cache(maxsize=4096)
def distance(one: str, two: str) -> float:
    """How far apart two colours look (CIE76 ΔE: about 2 can just be told, 100 is black against white)."""
    a, b = lab(one), lab(two)
    return math.dist(a, b) if a and b else math.inf


@lru_cache(maxsize=4096)
def family(fill: str) -> str | None:
    """The colour a reader would call a fill: red, amber, yellow, green, blue, purple or grey.

    None for white, black and the faint tints and light greys that mark headers and every other row.
    """
    seen = lab(fill)
    if seen is None:
        return None
    pastel = next((name for colour, name in _PASTELS.items() if distance(fill, colour) < 4), None)
    if pastel:
        return pastel
    lightness, chroma = seen[0], math.hypot(seen[1], seen[2])
    if chroma < _NEUTRAL:
        return "grey" if 40 <= lightness <= 72 else None
    if chroma < _FAINT:
        return None
    hue = math.degrees(math.atan2(seen[2], seen[1])) % 360
    return next((name for end, name in _HUES if hue < end), "red")
