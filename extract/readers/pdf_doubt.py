"""How far what an engine says of a page is to be doubted, so that the other engine is asked about that page.

Asked of every page, so it is cheap: counts over whole columns, nothing that is put together.
"""

from __future__ import annotations

import numpy as np

from extract.readers.pdf_letters import ODD, is_unnamed
from extract.readers.pdf_page import LEVEL, PageMarks

__all__ = ["doubts"]

_EDGE = 2.0
"""Marks may reach over the edge of the page by so many points."""
_MOST_OUTSIDE = 0.5
"""Where more than this share of the level characters or of the rules stands off the page, its frame was misread."""


def doubts(marks: PageMarks) -> int:
    """How many marks of a page are doubtful: letters without a name, and all that stand off a page whose most do."""
    return _unnamed(marks) + _outside(marks)


def _unnamed(marks: PageMarks) -> int:
    """How many characters of a page name no letter."""
    chars = marks.chars
    lost = len(ODD.findall(chars.text))
    return lost + sum(is_unnamed(text) - is_unnamed(chars.text[at]) for at, text in chars.longer.items())


def _outside(marks: PageMarks) -> int:
    chars = marks.chars
    level = np.array([style.turn == LEVEL for style in chars.styles], dtype=np.bool_)[chars.style]
    off = (chars.x1 < -_EDGE) | (chars.x0 > marks.width + _EDGE)
    off |= (chars.base < -_EDGE) | (chars.base > marks.height + _EDGE)
    letters = int(np.count_nonzero(off & level))
    rules = sum(not -_EDGE <= at <= marks.height + _EDGE for at, _, _ in marks.across)
    rules += sum(not -_EDGE <= at <= marks.width + _EDGE for at, _, _ in marks.down)
    drawn = len(marks.across) + len(marks.down)
    misread = letters > _MOST_OUTSIDE * np.count_nonzero(level) or rules > _MOST_OUTSIDE * drawn
    return letters + rules if misread else 0
