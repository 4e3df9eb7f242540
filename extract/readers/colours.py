"""Colours as files write them, brought to ``#RRGGBB``; white and transparent are no fill."""

from __future__ import annotations

import re

__all__ = ["fill_of"]

_NAMED = {
    "amber": "FFBF00",  # no CSS name, but people write it
    "aqua": "00FFFF",
    "black": "000000",
    "blue": "0000FF",
    "brown": "A52A2A",
    "coral": "FF7F50",
    "crimson": "DC143C",
    "cyan": "00FFFF",
    "darkblue": "00008B",
    "darkgray": "A9A9A9",
    "darkgreen": "006400",
    "darkgrey": "A9A9A9",
    "darkorange": "FF8C00",
    "darkred": "8B0000",
    "deepskyblue": "00BFFF",
    "dodgerblue": "1E90FF",
    "firebrick": "B22222",
    "forestgreen": "228B22",
    "fuchsia": "FF00FF",
    "gold": "FFD700",
    "gray": "808080",
    "green": "008000",
    "grey": "808080",
    "khaki": "F0E68C",
    "lavender": "E6E6FA",
    "lightblue": "ADD8E6",
    "lightgray": "D3D3D3",
    "lightgreen": "90EE90",
    "lightgrey": "D3D3D3",
    "lightyellow": "FFFFE0",
    "lime": "00FF00",
    "limegreen": "32CD32",
    "maroon": "800000",
    "navy": "000080",
    "olive": "808000",
    "orange": "FFA500",
    "orangered": "FF4500",
    "palegreen": "98FB98",
    "pink": "FFC0CB",
    "purple": "800080",
    "red": "FF0000",
    "royalblue": "4169E1",
    "seagreen": "2E8B57",
    "silver": "C0C0C0",
    "skyblue": "87CEEB",
    "steelblue": "4682B4",
    "teal": "008080",
    "tomato": "FF6347",
    "violet": "EE82EE",
    "white": "FFFFFF",
    "whitesmoke": "F5F5F5",
    "yellow": "FFFF00",
    "yellowgreen": "9ACD32",
}
_HEX = re.compile(r"#?([0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})", re.I)
_RGB = re.compile(r"rgba?\(\s*(\d+)(%?)[\s,]+(\d+)%?[\s,]+(\d+)%?\s*(?:[,/]\s*([\d.]+)(%?)\s*)?\)", re.I)


def fill_of(written: str | None) -> str | None:
    """A colour of CSS, HTML or OpenDocument as ``#RRGGBB``; null for white, transparent and unknown words."""
    if not written:
        return None
    word = written.strip().lower().removesuffix("!important").strip()
    colour = _NAMED.get(word) or _from_hex(word) or _from_rgb(word)
    return f"#{colour}" if colour and colour != "FFFFFF" else None


def _from_hex(word: str) -> str | None:
    match = _HEX.fullmatch(word)
    if not match:
        return None
    digits = match[1].upper()
    if len(digits) < 6:
        digits = "".join(digit * 2 for digit in digits)
    return None if digits[6:] == "00" else digits[:6]


def _from_rgb(word: str) -> str | None:
    match = _RGB.fullmatch(word)
    if not match or (match[5] and float(match[5]) == 0):
        return None
    scale = 2.55 if match[2] else 1
    return "".join(f"{min(255, round(int(match[i]) * scale)):02X}" for i in (1, 3, 4))
