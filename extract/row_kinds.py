"""Tables that list decisions, notes or risks beside actions, and say in a column of their own what each row is."""

from __future__ import annotations

import re

from extract.header_words import Role
from extract.regions import Region
from extract.wording import folded

__all__ = ["column_of_kinds", "kind_of_row"]

_KINDS = re.compile(
    r"(?P<action>actions?(?: (?:point|item|log))?|tasks?|to do|recommendations?|milestones?|requests?)"
    r"|(?P<other>decisions?(?: taken| made)?|notes?|noted|for (?:noting|information|decision)|info(?:rmation)?"
    r"|resolutions?|resolved|approvals?|approved|agreements?|agreed|risks?|issues?|assumptions?|dependenc(?:y|ies)"
    r"|questions?|quer(?:y|ies)|discussions?|updates?|comments?|lessons?(?: learned)?|apologies)"
)
"""The kinds of thing that the log of a meeting or a programme lists."""


def kind_of_row(cell: str) -> str | None:
    """`action` or `other` where a cell says what its row is, else None."""
    found = _KINDS.fullmatch(folded(cell))
    return found.lastgroup if found else None


def column_of_kinds(region: Region) -> int | None:
    """The column without another role whose every cell says what its row is, where some are actions and some not."""
    for n in region.header.named(Role.OTHER):
        kinds = [kind_of_row(text) for row in region.rows if (text := row.text(n).strip())]
        if set(kinds) == {"action", "other"}:
            return n
    return None
