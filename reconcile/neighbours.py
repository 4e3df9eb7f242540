"""What the order of the versions says: statements that stand beside each other mostly still do in the next version.

How far that holds is measured from the pair of versions itself, as it is for refs. Pairs with the same trusted ref are
left out of it: the order is that of the refs, so it would say nothing new of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from reconcile.evidence import Evidence
from reconcile.model import Statement
from reconcile.words import Floats, Indexes

__all__ = ["Neighbours", "look_beside"]

Flags = npt.NDArray[np.bool_]
SURE = 0.8
"""Links at least this likely say how far the order holds; those at least half as likely as not lend support."""

ENOUGH = 0.2
"""Neighbours say less and less of a pair that shares less than this of either text: a new action may fill a gap."""


@dataclass(frozen=True)
class Neighbours:
    """For each pair how many of its (at most four) neighbours agree and how many do not, both weighed by trust."""

    agree: Floats
    differ: Floats
    agreeing: Indexes
    """How many of them agree, unweighed; 0 where the order is not trusted."""


def look_beside(
    old: Sequence[Statement], new: Sequence[Statement], seen: Evidence, probability: Floats, chosen: Flags
) -> Neighbours:
    """Look at the statements before and after both ends of every pair, in the same section, and where they went."""
    i, j = seen.old, seen.new
    known = chosen & (probability >= 0.5)
    became, was = np.full(len(old), -1, dtype=np.int64), np.full(len(new), -1, dtype=np.int64)
    became[i[known]], was[j[known]] = j[known], i[known]
    in_old, in_new = _sections(old, new)
    agree, linked = np.zeros(len(i)), np.zeros(len(i))
    for step in (-1, 1):
        for here, there, partner, section in ((i, j, became, in_old), (j, i, was, in_new)):
            has_link, agrees = _one_side(here, there, partner, section, step)
            linked += has_link
            agree += agrees
    says_more = 1 - seen.measure("same ref")
    sure = says_more * (chosen & (probability >= SURE))
    trusted = float((sure * agree).sum() / ((sure * linked).sum() + 1))
    has_words = np.minimum(1.0, seen.measure("covered") / ENOUGH)
    weight = says_more * has_words * np.clip((_beyond_chance(trusted, min(len(old), len(new))) - 0.2) / 0.6, 0, 1)
    counted = np.where(weight > 0, agree, 0).astype(np.int64)
    return Neighbours(weight * agree, weight * (linked - agree), counted)


def _beyond_chance(trusted: float, statements: int) -> float:
    """The same beyond what agrees in a shuffled version of that size: among three statements most stand together."""
    chance = min(1.0, 2 / max(statements - 1, 1))
    return (trusted - chance) / (1 - chance) if chance < 1 else 0.0


def _sections(old: Sequence[Statement], new: Sequence[Statement]) -> tuple[Indexes, Indexes]:
    """The section of every statement as a number."""
    number = {s: k for k, s in enumerate(sorted({x.section or "" for x in (*old, *new)}))}
    in_old = np.array([number[x.section or ""] for x in old], dtype=np.int64)
    return in_old, np.array([number[x.section or ""] for x in new], dtype=np.int64)


def _one_side(here: Indexes, there: Indexes, partner: Indexes, section: Indexes, step: int) -> tuple[Flags, Flags]:
    """Whether the statement beside `here` is linked, and whether its partner stands beside `there` on the same side."""
    beside = here + step
    inside = (beside >= 0) & (beside < len(partner))
    beside = np.where(inside, beside, 0)
    linked = inside & (partner[beside] >= 0) & (section[beside] == section[here])
    gap = (partner[beside] - there) * step
    return linked, linked & (gap >= 1) & (gap <= 2)
