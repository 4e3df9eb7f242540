"""Excel colours resolved: a colour may be written out, be one of 64 indexed ones, or a theme colour with a tint.

Source: ECMA-376 Part 1, 18.3.1.15 (color), 18.8.3 (bgColor, tint) and 20.1.6.2 (clrScheme).
"""

from __future__ import annotations

import colorsys
import re

from openpyxl.styles.colors import COLOR_INDEX, Color

__all__ = ["ThemeColours", "fill_colour", "theme_colours"]

ThemeColours = tuple[str, ...]

_SCHEME = re.compile(rb"<(?:\w+:)?(dk1|lt1|dk2|lt2|accent[1-6]|hlink|folHlink)>(.*?)</", re.S)
_VALUE = re.compile(rb"(?:lastClr|srgbClr\s+val)=\"([0-9A-Fa-f]{6})\"")
_ORDER = (
    b"lt1", b"dk1", b"lt2", b"dk2", b"accent1", b"accent2", b"accent3", b"accent4", b"accent5", b"accent6",
    b"hlink", b"folHlink",
)  # fmt: skip
_OFFICE = (
    "FFFFFF", "000000", "E7E6E6", "44546A", "4472C4", "ED7D31", "A5A5A5", "FFC000", "5B9BD5", "70AD47",
    "0563C1", "954F72",
)  # fmt: skip


def theme_colours(theme: bytes | None) -> ThemeColours:
    """The twelve colours of a theme in the order in which cells number them; Office's own where there is none."""
    found = {name: value[1] for name, body in _SCHEME.findall(theme or b"") if (value := _VALUE.search(body))}
    return tuple(
        found[name].decode("ascii").upper() if name in found else office
        for name, office in zip(_ORDER, _OFFICE, strict=True)
    )


def fill_colour(fill: object, theme: ThemeColours) -> str | None:
    """A cell's background as ``#RRGGBB``; null for none and white. A gradient counts as its first colour.

    `fill` is openpyxl's, or its proxy of one, which has the same attributes and no common type.
    """
    stops = getattr(fill, "stop", None)
    if stops:
        colour = getattr(stops[0], "color", None)
    elif getattr(fill, "fill_type", None) == "solid":
        colour = getattr(fill, "fgColor", None)
    else:
        return None
    resolved = _resolved(colour, theme) if isinstance(colour, Color) else None
    return f"#{resolved}" if resolved and resolved != "FFFFFF" else None


def _resolved(colour: Color, theme: ThemeColours) -> str | None:
    if colour.type == "rgb" and isinstance(colour.rgb, str):
        base = colour.rgb[-6:].upper()
    elif colour.type == "theme" and 0 <= colour.theme < len(theme):
        base = theme[colour.theme]
    elif colour.type == "indexed" and 0 <= colour.indexed < len(COLOR_INDEX):
        base = COLOR_INDEX[colour.indexed][-6:].upper()
    else:
        return None
    return _tinted(base, float(colour.tint or 0))


def _tinted(base: str, tint: float) -> str:
    """Lightness moved towards white (tint over 0) or black, as 18.8.3 has it."""
    if not tint:
        return base
    red, green, blue = (int(base[i : i + 2], 16) / 255 for i in (0, 2, 4))
    hue, light, saturation = colorsys.rgb_to_hls(red, green, blue)
    light = light * (1 + tint) if tint < 0 else light * (1 - tint) + tint
    return "".join(
        f"{round(part * 255):02X}" for part in colorsys.hls_to_rgb(hue, min(1.0, max(0.0, light)), saturation)
    )
