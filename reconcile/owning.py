"""Whether two lists of owners name the same people or posts: a post is known by its role, whoever holds it."""

from __future__ import annotations

from collections.abc import Sequence

from extract.model import Owner
from extract.owners import role_key

__all__ = ["owner_changes"]


def owner_changes(old: Sequence[Owner], new: Sequence[Owner]) -> tuple[list[str], list[str]]:
    """Owners (as printed) that are no longer there, and those that are there now; order and repetition count not."""
    return _missing(old, new), _missing(new, old)


def _missing(these: Sequence[Owner], those: Sequence[Owner]) -> list[str]:
    left = [owner.owner for owner in these if not any(_same(owner, other) for other in those)]
    return list(dict.fromkeys(left))


def _same(a: Owner, b: Owner) -> bool:
    """The same role; or the same person where one of the two prints no role."""
    if a.role and b.role:
        return role_key(a.role) == role_key(b.role)
    if a.person and b.person:
        return a.person.casefold() == b.person.casefold()
    return role_key(a.role or a.owner) == role_key(b.role or b.owner)
