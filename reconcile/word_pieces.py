"""Texts as the pieces of words a BERT model knows: WordPiece (Wu et al., 2016), without case and accents."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import lru_cache

from extract.wording import stream_safe

__all__ = ["MOST", "pieces_of"]

MOST = 256
"""Pieces a text is cut to, the start and end marks included: what the model was trained to read."""
LONGEST = 100
"""A word of more letters is unknown."""


def pieces_of(text: str, known: Mapping[str, int]) -> list[int]:
    """The numbers of a text's pieces between the marks of start and end. `known`: the model's vocabulary."""
    numbers = [number for word in _words(text) for number in _pieces(word, known)]
    return [known["[CLS]"], *numbers[: MOST - 2], known["[SEP]"]]


@lru_cache(maxsize=20_000)
def _words(text: str) -> tuple[str, ...]:
    """The words of a text; every punctuation mark and every Chinese character stands alone."""
    spread = []
    for sign in unicodedata.normalize("NFD", stream_safe(text.lower())):
        kind = unicodedata.category(sign)
        if sign.isspace():
            spread.append(" ")
        elif kind[0] == "C" or kind == "Mn" or sign == "\ufffd":
            continue
        elif _stands_alone(sign, kind):
            spread.append(f" {sign} ")
        else:
            spread.append(sign)
    return tuple("".join(spread).split())


def _stands_alone(sign: str, kind: str) -> bool:
    ascii_mark = sign.isascii() and not sign.isalnum() and not sign.isspace()
    return ascii_mark or kind[0] == "P" or "\u3400" <= sign <= "\u9fff" or "\uf900" <= sign <= "\ufaff"


def _pieces(word: str, known: Mapping[str, int]) -> list[int]:
    """The longest known pieces from the left; the mark for unknown where a rest has none."""
    found: list[int] = []
    start = 0
    while start < len(word):
        prefix = "##" if start else ""
        ends = (e for e in range(len(word), start, -1) if prefix + word[start:e] in known)
        end = next(ends, None) if len(word) <= LONGEST else None
        if end is None:
            return [known["[UNK]"]]
        found.append(known[prefix + word[start:end]])
        start = end
    return found
