"""Lists of milestones within a cell, whose dates stand in their words: "Draft rota shared by June 2025"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extract.header_words import Role
from extract.model import Milestone
from extract.timescales import TimeContext, looks_like_timescale, read_timescale
from extract.wording import collapsed, folded

__all__ = ["MOSTLY", "names_milestones", "read_lines", "read_listed"]

MOSTLY = 0.6
"""The share of a list's items that must say when for it to be one of milestones."""

_LISTS = re.compile(
    r"\b(?:milestones?|steps|deliverables?|dates|timelines?|tasks?|activit(?:y|ies)|stages?|phases?|actions?|plan)\b"
)
_BETWEEN_ITEMS = re.compile(r"\s*[\n;•]\s*")
_APART = re.compile(r"(.*\S)(?:\s+[–—-]+\s+|:\s+|\s*\((?=[^()]*\)$))(.*\S)")
_DONE = re.compile(r"\b(?:progress|updates?|position|completed|achieved|taken|done|evidence)\b")


def names_milestones(name: str, role: Role) -> bool:
    """Whether a column is one of what is to be done, not of what has been."""
    words = folded(name)
    return role is Role.ACTION or (role is Role.OTHER and bool(_LISTS.search(words)) and not _DONE.search(words))


def read_listed(cells: Sequence[str], context: TimeContext) -> Milestone | None:
    """The milestone that a row of such a list states: its date in a cell of its own or at the end of its words."""
    filled = [collapsed(cell) for cell in cells if cell.strip()]
    when = min((cell for cell in filled if looks_like_timescale(cell)), key=len, default="")
    words = max((cell for cell in filled if cell != when), key=len, default="")
    read = read_timescale(when or words, context)
    if len(read) != 1 or read[0].due is None or not (words or read[0].label):
        return None
    return replace(read[0], label=words if when and words else read[0].label)


def read_lines(cell: str, context: TimeContext) -> list[Milestone]:
    """The milestones that a cell lists, one an item, each with its date; none where most items have no date."""
    items = [item for item in _BETWEEN_ITEMS.split(cell) if item]
    parts = [match.groups() if (match := _APART.fullmatch(item)) else (item,) for item in items]
    read = [read_listed(cells, context) for cells in parts if any(map(looks_like_timescale, cells))]
    found = [milestone for milestone in read if milestone is not None]
    return found if len(found) >= MOSTLY * len(items) else []
