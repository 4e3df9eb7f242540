"""Old and new wording as runs of words for the page: what is the same, what went out, what came in, what moved."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from reconcile.wording import word_diff

__all__ = ["Spans", "compared"]

Spans = list[tuple[str, str]] | None

_CODES = {"same": "=", "out": "-", "in": "+", "moved out": "<", "moved in": ">"}
BETWEEN = " "


def compared(before: Sequence[str | None], after: Sequence[str | None]) -> Spans:
    """The word-level diff of the wordings before (joined where several became one) and after, as (code, words).

    Codes: = same, - out, + in, < moved from here, > moved to here. None where one of the sides has no words, or
    where the two are the same as printed.
    """
    old, new = (BETWEEN.join(text for text in texts if text) for texts in (before, after))
    return None if not old or not new or old == new else list(_spans(old, new))


@lru_cache(maxsize=4096)
def _spans(old: str, new: str) -> tuple[tuple[str, str], ...]:
    return tuple((_CODES[span.op], span.text) for span in word_diff(old, new))
