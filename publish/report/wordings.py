"""Old and new wording as runs of words for the page: what is the same, what went out, what came in, what moved."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from reconcile.wording import word_diff, words

__all__ = ["Spans", "compared"]

Spans = list[tuple[str, ...]] | None

_CODES = {"same": "=", "out": "-", "in": "+", "moved out": "<", "moved in": ">"}


def compared(before: Sequence[str | None], after: Sequence[str | None]) -> Spans:
    """The word-level diff of the wordings before (joined where several became one) and after, as (code, words).

    Codes: = same, - out, + in, < moved from here, > moved to here. What is the same but for its print is (=, as printed
    after, as printed before). None where one of the sides has no words, or where the two are the same as printed.
    """
    old, new = (" ".join(text for text in texts if text) for texts in (before, after))
    return None if not old or not new or old == new else list(_spans(old, new))


@lru_cache(maxsize=4096)
def _spans(old: str, new: str) -> tuple[tuple[str, ...], ...]:
    """The spans of `word_diff`, which gives the same words as printed after; each side is shown as it prints them."""
    printed, at, spans = words(old), 0, []
    for span in word_diff(old, new):
        length = 0 if span.op in ("in", "moved in") else len(span.text.split())
        before = " ".join(printed[at : at + length])
        at += length
        spans.append(
            (_CODES[span.op], span.text, before)
            if _differs(span.op, span.text, before)
            else (_CODES[span.op], span.text)
        )
    return tuple(spans)


def _differs(op: str, after: str, before: str) -> bool:
    return op == "same" and after != before
