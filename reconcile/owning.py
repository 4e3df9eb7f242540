"""Whether two lists of owners name the same people or posts: a post is known by its role, whoever holds it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.model import Owner
from extract.owners import role_key

__all__ = ["owner_changes"]

WORD = re.compile(r"[^\W\d_]+")
SMALL = frozenset({"and", "for", "in", "of", "the", "to"})


def owner_changes(old: Sequence[Owner], new: Sequence[Owner]) -> tuple[list[str], list[str]]:
    """Owners (as printed) that are no longer there, and those that are there now; order and repetition count not."""
    return _missing(old, new), _missing(new, old)


def _missing(these: Sequence[Owner], those: Sequence[Owner]) -> list[str]:
    left = [owner.owner for owner in these if not any(_same(owner, other) for other in those)]
    return list(dict.fromkeys(left))


def _same(a: Owner, b: Owner) -> bool:
    """The same role; or the same person where one of the two prints no role."""
    if a.role and b.role:
        return _one_name(a.role, b.role)
    if a.person and b.person:
        return _one_name(a.person, b.person)
    return _one_name(a.role or a.owner, b.role or b.owner)


def _one_name(a: str, b: str) -> bool:
    """Whether two names say the same, or one is the other written out ("CO", "Cabinet Office"; "J Smith")."""
    return role_key(a) == role_key(b) or _stands_for(a, b) or _stands_for(b, a) or _one_person(a, b)


def _stands_for(short: str, full: str) -> bool:
    """Whether a name in capitals is made of the first letters of another: CO, HMT (HM Treasury), DfT."""
    letters, words = short.replace(".", "").strip(), WORD.findall(full)
    if not letters.isalpha() or sum(c.isupper() for c in letters) < 2 or len(words) < 2:
        return False
    first = [word if word.isupper() else word[0] for word in words]
    telling = [f for f, word in zip(first, words, strict=True) if word.casefold() not in SMALL]
    return letters.casefold() in {"".join(first).casefold(), "".join(telling).casefold()}


def _one_person(a: str, b: str) -> bool:
    """Whether two names have the same last word and before it the same words or their initials."""
    one, other = WORD.findall(a.casefold()), WORD.findall(b.casefold())
    if len(one) != len(other) or len(one) < 2 or one[-1] != other[-1]:
        return False
    return all(x == y or (min(len(x), len(y)) == 1 and x[0] == y[0]) for x, y in zip(one, other, strict=True))
