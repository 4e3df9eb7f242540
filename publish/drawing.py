"""Parts of the pages of a paper drawn as pictures (PDFium), with names blotted out where that is asked.

Whoever draws a paper takes its faults: `planthread.drawn_apart` does it in a process that may crash or hang.
"""

from __future__ import annotations

import base64
import contextlib
import hashlib
import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from PIL.Image import Image

    from publish.redaction import People

__all__ = ["Draw", "Drawn", "Part", "Picture", "ToDraw", "draw_here", "draw_paper"]

SCALE = 1.2
"""Pixels to a point: about 86 dots to the inch, enough to read print of 9 points."""
QUALITY = 45
MARGIN, ABOVE = 5.0, 2.0
"""Points of page shown beside the rows, and above and below them: no more, or half a line of the next row shows."""
TALLEST = 420.0
"""Points; a longer part is cut at its end, and its page says the rest."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A part of a page of a paper, as a data URI, with its size in pixels."""

    page: int
    uri: str
    width: int
    height: int
    cut: bool


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a page, counted from 1: `box` is (x0, top, x1, bottom) in points from the page's top left."""

    page: int
    box: tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class ToDraw:
    """A paper's file, its sha256 when it was read, and the parts of it to draw."""

    path: Path
    sha256: str
    parts: tuple[Part, ...]


Drawn = Mapping[Part, Picture]
Draw = Callable[[Mapping[str, ToDraw], "People | None"], Iterator[tuple[str, Drawn | str]]]
"""Who draws papers, told by paper_id: gives for each its pictures, or in a sentence why it has none."""


def draw_here(papers: Mapping[str, ToDraw], people: People | None) -> Iterator[tuple[str, Drawn]]:
    """Draw in this process: for papers that are trusted, as one that crashes PDFium ends it."""
    for paper_id, paper in papers.items():
        yield paper_id, draw_paper(paper, people)


def draw_paper(paper: ToDraw, people: People | None) -> dict[Part, Picture]:
    """The parts of one paper drawn page by page; none where the file is not the one that was read.

    With `people` their names are blotted out, and where the words of a part cannot be told there is no picture of it.
    """
    import pypdfium2

    try:
        data = paper.path.read_bytes()
    except OSError:
        return {}
    if hashlib.sha256(data).hexdigest() != paper.sha256:
        return {}
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError:
        return {}
    drawn: dict[Part, Picture] = {}
    for number, group in groupby(sorted(paper.parts, key=_page_of), _page_of):
        with contextlib.suppress(pypdfium2.PdfiumError):  # a damaged page costs its own pictures alone
            page = document[number - 1]
            drawn |= {part: picture for part in group if (picture := _draw(page, part, people))}
            page.close()
    document.close()
    return drawn


def _page_of(part: Part) -> int:
    return part.page


def _draw(page: Any, part: Part, people: People | None) -> Picture | None:
    """The part of the page as WebP; None where it lies outside the page as it is shown."""
    width, height = page.get_size()
    x0, top, x1, bottom = part.box
    left, upper = max(0.0, x0 - MARGIN), max(0.0, top - ABOVE)
    right, lower = min(width, x1 + MARGIN), min(height, bottom + ABOVE, upper + TALLEST)
    if right - left < MARGIN or lower - upper < MARGIN:
        return None
    crop = (left, max(0.0, height - lower), max(0.0, width - right), upper)
    image: Image | None = page.render(scale=SCALE, crop=crop).to_pil().convert("RGB")
    if people is not None and image is not None:
        from publish.blotting import blotted

        image = blotted(page, image, SCALE, (left, upper, right, lower), people)
    if image is None:
        return None
    stream = io.BytesIO()
    image.save(stream, "WEBP", quality=QUALITY, method=4)
    uri = "data:image/webp;base64," + base64.b64encode(stream.getvalue()).decode()
    return Picture(part.page, uri, image.width, image.height, lower < bottom)
