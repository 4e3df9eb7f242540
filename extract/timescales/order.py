"""Whether a paper writes the month before the day (3/4/25 is March 4): told by its own dates that can be only that."""

from __future__ import annotations

import re
from collections.abc import Iterable

from extract.timescales.vocabulary import MONTHS

__all__ = ["order_of_dates"]

_MONTH = "|".join(sorted((word for word in MONTHS if len(word) >= 3), key=len, reverse=True))
_DIGIT = re.compile(r"\d")
_FIGURES = re.compile(r"(?<![\d/.-])(\d{1,2})([/-])(\d{1,2})\2(?:\d{4}|\d{2})(?![\d/.-])")
_DAY_MONTH = re.compile(rf"\b\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?(?:{_MONTH})\b", re.IGNORECASE)
_ENOUGH_NAMES = 2
_MONTH_DAY = re.compile(rf"\b(?:{_MONTH})\.?\s+\d{{1,2}},\s*\d{{4}}\b", re.IGNORECASE)


def order_of_dates(texts: Iterable[str], told: bool | None) -> tuple[bool, str | None]:
    """Whether the day comes first, and what showed it where that is neither told nor the usual order.

    `told`: a person's word, which holds whatever the paper's `texts` show; None where nobody said it.
    """
    if told is None and _writes_month_first(texts):
        return False, "as in the paper's other dates"
    return told is not False, None


def _writes_month_first(texts: Iterable[str]) -> bool:
    """Whether dates of a paper show that the month comes first ("12/31/2025", "March 5, 2025") and none the contrary.

    Month names before the day, as in the United States, must stand there at least twice: some write one so anywhere.
    """
    figures = names = 0
    for text in filter(_DIGIT.search, texts):
        if any(int(found[1]) > 12 for found in _FIGURES.finditer(text)) or _DAY_MONTH.search(text):
            return False
        figures += sum(int(found[3]) > 12 for found in _FIGURES.finditer(text))
        names += sum(1 for _ in _MONTH_DAY.finditer(text))
    return figures > 0 or names >= _ENOUGH_NAMES
