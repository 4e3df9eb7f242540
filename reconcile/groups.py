"""From likely pairs to links: who else has a part in it, and whether that is a merge, a split or a renumbering.

The assignment gives every statement at most one partner. A further partner is accepted when it is likely enough by
itself and brings words that the first partner does not have: several old statements that cover one new one between
them are a merge, several new ones that cover one old one a split.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from reconcile.evidence import Evidence
from reconcile.model import Statement
from reconcile.words import Floats

__all__ = ["Flags", "Verdict", "accepted", "relations"]

Flags = npt.NDArray[np.bool_]
BRINGS = 0.02
"""A further partner must cover at least this share of the other text, by weight of words, that no better one covers."""
CONTINUES = 0.8
"""In a merge an old statement this likely by itself is the one that goes on; the others are merged into it."""


@dataclass(frozen=True)
class Verdict:
    """Everything known of the candidate pairs: `primary` ones are the assignment, `twin` is the level of equal words."""

    score: Floats
    primary: Flags
    twin: npt.NDArray[np.int64]


def accepted(seen: Evidence, verdict: Verdict, threshold: float) -> Flags:
    """Which pairs are links."""
    further = ~verdict.primary & (seen.measure("only here") >= BRINGS) & ~_end_is_twin(seen, verdict)
    return (verdict.score >= threshold) & (verdict.primary | further)


def _end_is_twin(seen: Evidence, verdict: Verdict) -> Flags:
    """Whether both ends already have a partner that says exactly the same."""
    twin = verdict.twin >= 0
    return np.isin(seen.old, seen.old[twin]) & np.isin(seen.new, seen.new[twin])


def relations(
    old: Sequence[Statement], new: Sequence[Statement], seen: Evidence, verdict: Verdict, links: Flags
) -> list[str]:
    """The relation of every pair: for those that are not links, the one they would have on their own."""
    parts = np.bincount(seen.old[links], minlength=len(old))
    sources = np.bincount(seen.new[links], minlength=len(new))
    names = []
    for k in range(len(seen.old)):
        i, j = seen.old[k], seen.new[k]
        alone = "same" if (old[i].ref or None) == (new[j].ref or None) else "renumbered"
        if not links[k]:
            names.append(alone)
        elif parts[i] > 1:
            names.append("split")
        elif sources[j] > 1:
            names.append(alone if _goes_on(seen, verdict, k) else "merged")
        else:
            names.append(alone)
    return names


def _goes_on(seen: Evidence, verdict: Verdict, k: int) -> bool:
    """Whether the old statement of a merge is the one that the new statement continues."""
    return bool(verdict.primary[k] and (seen.same_ref[k] or verdict.score[k] >= CONTINUES))
