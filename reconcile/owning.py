"""Whether two lists of owners name the same people or posts: a post is known by its role, whoever holds it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.model import Owner

__all__ = ["owner_changes"]


def role_key(role: str) -> str:
    """A role as it is compared: "Head of Service for Fostering" and "Head of Service, Fostering" are one."""
    return " ".join(w for w in re.findall(r"\w+", role.casefold()) if w not in {"for", "of", "the", "and"})


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
