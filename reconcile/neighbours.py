"""What the order of the versions says: statements that stand beside each other mostly still do in the next version.

How far that holds is measured from the pair of versions itself, as it is for refs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from reconcile.model import Statement
from reconcile.words import Floats, Indexes

__all__ = ["Neighbours", "look_beside"]

SURE = 0.8
"""Links at least this likely say how far the order holds; those at least half as likely as not lend support."""


@dataclass(frozen=True)
class Neighbours:
    """For each pair how many of the (at most four) neighbours agree with it, and how many do not, both weighed by trust."""

    agree: Floats
    differ: Floats
    order_trusted: float


def look_beside(
    old: Sequence[Statement],
    new: Sequence[Statement],
    i: Indexes,
    j: Indexes,
    probability: Floats,
    chosen: npt.NDArray[np.bool_],
) -> Neighbours:
    """Look at the statements before and after both ends of every pair, in the same section, and where they went."""
    known = chosen & (probability >= 0.5)
    became, was = np.full(len(old), -1, dtype=np.int64), np.full(len(new), -1, dtype=np.int64)
    became[i[known]], was[j[known]] = j[known], i[known]
    sections = {s: k for k, s in enumerate(sorted({x.section or "" for x in (*old, *new)}))}
    old_section, new_section = (
        np.array([sections[x.section or ""] for x in side], dtype=np.int64) for side in (old, new)
    )
    agree, seen = np.zeros(len(i)), np.zeros(len(i))
    for step in (-1, 1):
        for here, there, partner, section in ((i, j, became, old_section), (j, i, was, new_section)):
            linked, beside = _one_side(here, there, partner, section, step)
            agree += beside
            seen += linked
    sure = chosen & (probability >= SURE)
    trusted = float(agree[sure].sum() / seen[sure].sum()) if seen[sure].any() else 0.0
    weight = float(np.clip((trusted - 0.2) / 0.6, 0, 1))
    return Neighbours(weight * agree, weight * (seen - agree), trusted)


def _one_side(
    here: Indexes, there: Indexes, partner: Indexes, section: Indexes, step: int
) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
    """Whether the statement beside `here` is linked, and whether its partner stands beside `there` on the same side."""
    beside = here + step
    inside = (beside >= 0) & (beside < len(partner))
    beside = np.where(inside, beside, 0)
    linked = inside & (partner[beside] >= 0) & (section[beside] == section[here])
    gap = (partner[beside] - there) * step
    return linked, linked & (gap >= 1) & (gap <= 2)
