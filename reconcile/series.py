"""Actions that come again and again ("Publish the note of the twelfth meeting"): the next is another commitment."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.model import Action
from reconcile.scale import Scale
from reconcile.words import words_of

__all__ = ["is_next_in_series"]

SPELLED = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty thirty first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth "
    "thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth thirtieth"
)
MONTHS = "january february march april may june july august september october november december"
COUNTS = frozenset(word for name in SPELLED.split() for word in words_of(name))
OF_A_DATE = frozenset(word for name in MONTHS.split() for word in words_of(name))
DIGITS = re.compile(r"\d")


def is_next_in_series(old: Action, new: Action, scale: Scale) -> bool:
    """Whether a new action only repeats one that was complete, for another number or year.

    Under the same ref, or with another date, it is the old action that was taken up again.
    """
    if (old.ref and old.ref == new.ref) or not scale.is_complete(old) or scale.is_complete(new):
        return False
    before, after = words_of(old.text), words_of(new.text)
    if len(before) != len(after):
        return False
    others = [k for k, (a, b) in enumerate(zip(before, after, strict=True)) if a != b]
    return bool(others) and all(_counts(before, k) and _counts(after, k) for k in others)


def _counts(words: Sequence[str], k: int) -> bool:
    """Whether a word is a number, and not of a date."""
    if k and words[k - 1] in OF_A_DATE:
        return False
    return words[k] in COUNTS or DIGITS.search(words[k]) is not None
