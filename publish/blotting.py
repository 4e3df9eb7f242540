"""Names blotted out of the picture of a part of a page, by the place of each of their letters."""

from __future__ import annotations

from typing import Any

from PIL import Image, ImageDraw

from publish.redaction import People

__all__ = ["blotted"]

_AROUND = 1.0
"""Points blotted around a letter: its box is that of its ink, or nearly."""
_INK = "#6f777b"


def blotted(
    page: Any, image: Image.Image, scale: float, region: tuple[float, float, float, float], people: People
) -> Image.Image | None:
    """The picture without the names in it; None where its words cannot be told, as in a scan or on a turned page.

    `region`: the part of the page that is shown, in points from its top left (left, top, right, bottom).
    """
    import pypdfium2.raw as pdfium

    left, upper, right, lower = region
    x, bottom, _, top = page.get_cropbox()
    words = page.get_textpage()
    try:
        shown = words.get_text_bounded(x + left, top - lower, x + right, top - upper)
        if page.get_rotation() or bottom >= top or not shown.strip():
            return None
        letters = (pdfium.FPDFText_GetUnicode(words.raw, at) for at in range(words.count_chars()))
        text = "".join(chr(letter) if letter else " " for letter in letters)
        draw = ImageDraw.Draw(image)
        for start, end, _ in people.spans(text):
            for at in range(start, end):
                x0, y0, x1, y1 = words.get_charbox(at, loose=True)
                box = (
                    x0 - x - left - _AROUND,
                    top - y1 - upper - _AROUND,
                    x1 - x - left + _AROUND,
                    top - y0 - upper + _AROUND,
                )
                if not text[at].isspace() and box[2] > box[0] and box[3] > box[1]:
                    draw.rectangle([side * scale for side in box], fill=_INK)
    finally:
        words.close()
    return image
