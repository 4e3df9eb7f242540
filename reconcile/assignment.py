"""The one-to-one assignment that makes the most of the evidence, solved for both versions at once.

Jonker and Volgenant's shortest augmenting paths on the sparse graph of candidates (scipy's LAPJVsp): each old statement
may also stay without a partner, so that no link is forced.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy import sparse
from scipy.sparse.csgraph import min_weight_full_bipartite_matching

from reconcile.words import Floats, Indexes

__all__ = ["FLOOR", "one_to_one"]

FLOOR = 0.05
"""A pair less likely than this is never anyone's partner."""
TIE = 1e-6


def one_to_one(
    i: Indexes, j: Indexes, probability: Floats, sizes: tuple[int, int], taken: npt.NDArray[np.bool_] | None = None
) -> npt.NDArray[np.bool_]:
    """Which pairs are the assignment. `taken`: pairs settled before, kept as they are.

    What is maximised is the sum of log-odds over the floor. Of equally good assignments the one wins whose pairs stand
    at the most similar places of the two versions.
    """
    chosen = np.zeros(len(i), dtype=bool) if taken is None else taken.copy()
    free = (probability > FLOOR) & ~np.isin(i, i[chosen]) & ~np.isin(j, j[chosen])
    if not free.any():
        return chosen
    a, b = i[free], j[free]
    apart = np.abs(a / max(sizes[0], 1) - b / max(sizes[1], 1))
    benefit = _log_odds(probability[free]) - _log_odds(np.array([FLOOR])) + TIE * (1 - apart)
    partner = _best_partners(a, b, benefit, sizes)
    chosen[np.flatnonzero(free)[partner[a] == b]] = True
    return chosen


def _best_partners(a: Indexes, b: Indexes, benefit: Floats, sizes: tuple[int, int]) -> Indexes:
    """For each row its column in the best assignment; a column past the real ones where it stays alone."""
    rows, columns = sizes
    most = float(benefit.max()) + 1.0
    cost = np.concatenate([most - benefit, np.full(rows, most)])
    alone = np.arange(rows)
    shape = (rows, columns + rows)
    graph = sparse.csr_matrix((cost, (np.concatenate([a, alone]), np.concatenate([b, columns + alone]))), shape=shape)
    row, column = min_weight_full_bipartite_matching(graph)
    partner = np.empty(rows, dtype=np.int64)
    partner[row] = column
    return partner


def _log_odds(p: Floats) -> Floats:
    clipped = np.clip(p, 1e-6, 1 - 1e-6)
    return np.asarray(np.log(clipped / (1 - clipped)), dtype=np.float64)
