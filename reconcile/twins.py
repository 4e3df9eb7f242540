"""Statements that say exactly the same in both versions, paired before anything is weighed.

The named levels, best first: the same words under the same ref; the same words in the same section; the same words.
Within a level owners, the last day in time and the words beside the text decide, then the place in the version: the
first of several "Ongoing review" goes with the first. Where refs are trusted, equal words do not outweigh two refs that
say otherwise.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from reconcile.evidence import Evidence
from reconcile.model import Statement
from reconcile.words import Indexes, words_of

__all__ = ["NO_TWIN", "twins"]

NO_TWIN = -1


def twins(old: Sequence[Statement], new: Sequence[Statement], seen: Evidence) -> Indexes:
    """For each candidate pair the level (0, 1, 2) at which it is settled as a twin, or `NO_TWIN`."""
    level = np.full(len(seen.old), NO_TWIN, dtype=np.int64)
    agreement = seen.measure("owner") + seen.measure("due")
    ranked = []
    for k in np.flatnonzero(seen.identical & (seen.measure("ref elsewhere") < 1)).tolist():
        i, j = int(seen.old[k]), int(seen.new[k])
        depth = 0 if seen.same_ref[k] else 1 if old[i].section == new[j].section else 2
        ranked.append((depth, -float(agreement[k]) - _extra_in_common(old[i], new[j]), i, j, k))
    used_old: set[int] = set()
    used_new: set[int] = set()
    for depth, _, i, j, k in sorted(ranked):
        if i not in used_old and j not in used_new:
            level[k] = depth
            used_old.add(i)
            used_new.add(j)
    return level


def _extra_in_common(a: Statement, b: Statement) -> float:
    """The share of the fewer words beside the text (progress, milestones) that both have."""
    words_a, words_b = set(words_of(a.extra or "")), set(words_of(b.extra or ""))
    return len(words_a & words_b) / min(len(words_a), len(words_b)) if words_a and words_b else 0.0
