"""Whether two printed names are of one organisation: by the words that tell it from others, not by letters alike.

"Northford Borough Council" and "Southford Borough Council" have most of their letters in common and are two; "North
Ford Council" has other words and is the first. What words cannot tell stays open, for refs and wordings to decide.
"""

from __future__ import annotations

import re
from enum import Enum
from functools import lru_cache

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

__all__ = ["CORES_ALIKE", "Sameness", "core", "sameness"]


class Sameness(Enum):
    """What two names tell. `OPEN`: one may be the other with a slip of the pen, or of another level."""

    SAME = "same"
    OPEN = "open"
    OTHER = "other"


CORES_ALIKE = 80
"""Cores of names that are less alike than this, in percent of their shared words, are of two organisations."""
_NAMES_ALIKE = 85
"""So are whole names that are less alike than this: "Marlbrook Council" and "Marlbrook Hospitals Trust"."""
_LEVELS = frozenset(["borough", "city", "county", "district", "town", "parish"])
_KINDS = _LEVELS | frozenset(["council", "councils", "metropolitan", "unitary", "london", "royal", "the", "of", "for"])
"""Words that many names have; the others are an organisation's own."""
_MISREAD = str.maketrans({"1": "l", "i": "l", "|": "l", "0": "o", "5": "s"})
_SHORT, _LONG = 5, 12


@lru_cache(maxsize=65_536)
def core(name: str) -> str:
    """The words of a name that are its own, as printed in order, letters that scans take for others made one.

    A word with hyphens is one word. A name of common words alone keeps them all.
    """
    words = [re.sub(r"[^\w]|_", "", word) for word in name.casefold().replace("&", " and ").split()]
    own = [word for word in words if word and word not in _KINDS] or [word for word in words if word]
    return " ".join(word.translate(_MISREAD).replace("rn", "m") for word in own)


@lru_cache(maxsize=65_536)
def sameness(a: str, b: str) -> Sameness:
    """Whether two names are of one organisation.

    The same own words, with or without words more, are of one, unless one is of a borough and the other of a county. A
    word that differs by a letter (by two where it is long) leaves it open; any other difference makes two of them.
    """
    one, two = core(a), core(b)
    glued = one.replace(" ", "") == two.replace(" ", "")
    alike = fuzz.token_set_ratio(one, two) >= CORES_ALIKE
    if not glued and not (alike and fuzz.token_set_ratio(a.casefold(), b.casefold()) >= _NAMES_ALIKE):
        return Sameness.OTHER
    more, fewer = set(one.split()), set(two.split())
    if glued or more <= fewer or fewer <= more:
        level, other = (_LEVELS.intersection(name.casefold().split()) for name in (a, b))
        return Sameness.OPEN if level and other and not level & other else Sameness.SAME
    rest = ["".join(word for word in words.split() if word not in more & fewer) for words in (one, two)]
    return Sameness.OPEN if _is_a_slip(*rest) else Sameness.OTHER


def _is_a_slip(a: str, b: str) -> bool:
    length = min(len(a), len(b))
    return length >= _SHORT and Levenshtein.distance(a, b) <= (2 if length >= _LONG else 1)
