"""Cell shading of a Word table as a colour."""

from __future__ import annotations

import colorsys
import re

from extract.readers.symbols import is_shape, symbol
from extract.readers.word_xml import Element, attribute, local_name, w

__all__ = ["Fills"]

_HEX = re.compile(r"[0-9A-Fa-f]{6}$")
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_THEME_NAMES = {
    "text1": "dk1", "dark1": "dk1", "background1": "lt1", "light1": "lt1", "text2": "dk2", "dark2": "dk2",
    "background2": "lt2", "light2": "lt2", "hyperlink": "hlink", "followedHyperlink": "folHlink",
}  # fmt: skip
_WHITE = "#FFFFFF"


class Fills:
    """Reads shading; `theme` is the theme part, for shading that only names a theme colour."""

    def __init__(self, theme: Element | None) -> None:
        scheme = theme.find(f".//{_DRAWING}clrScheme") if theme is not None else None
        self._theme = {local_name(entry): _colour(entry) for entry in scheme} if scheme is not None else {}

    def of(self, shading: Element | None) -> str | None:
        """The fill as ``#RRGGBB``; None for none, automatic and white."""
        if shading is None:
            return None
        solid = attribute(shading, "val") == "solid"
        colour = attribute(shading, "color" if solid else "fill") or ""
        if _HEX.match(colour):
            fill: str | None = f"#{colour.upper()}"
        else:
            fill = self._themed(shading, "themeColor" if solid else "themeFill")
        return None if fill == _WHITE else fill

    def of_shape(self, cell: Element) -> str | None:
        """The colour of a cell that holds nothing but a coloured shape: it says what a fill would say."""
        signs = [
            symbol(attribute(part, "font"), attribute(part, "char")) if local_name(part) == "sym" else part.text or ""
            for part in cell.iter(w("t"), w("sym"))
        ]
        colours = [attribute(part, "val") or "" for part in cell.iter(w("color"))]
        if not is_shape("".join(signs)) or not colours or not _HEX.match(colours[0]):
            return None
        return f"#{colours[0].upper()}"

    def _themed(self, shading: Element, name: str) -> str | None:
        """A theme colour made lighter (tint) or darker (shade), each a share of 255 in hexadecimal."""
        named = attribute(shading, name)
        base = self._theme.get(_THEME_NAMES.get(named or "", named or ""))
        if base is None:
            return None
        red, green, blue = (int(base[at : at + 2], 16) / 255 for at in (1, 3, 5))
        hue, light, saturation = colorsys.rgb_to_hls(red, green, blue)
        tint, shade = attribute(shading, f"{name}Tint"), attribute(shading, f"{name}Shade")
        if tint:
            light = light * (share := int(tint, 16) / 255) + 1 - share
        if shade:
            light *= int(shade, 16) / 255
        return "#" + "".join(f"{round(part * 255):02X}" for part in colorsys.hls_to_rgb(hue, light, saturation))


def _colour(entry: Element) -> str | None:
    """A theme entry's colour as ``#RRGGBB``: stated, or the last that the system had."""
    for child in entry:
        stated = child.get("val") if local_name(child) == "srgbClr" else child.get("lastClr")
        if stated and _HEX.match(stated):
            return f"#{stated.upper()}"
    return None
