"""Pairs beside the other pairs of the same statement: the best of the others, how many are better, who the rival is.

A group is a row (an old statement) or a column (a new one) of the candidate pairs, given by its number for each pair.
"""

from __future__ import annotations

import numpy as np

from reconcile.words import Floats, Indexes

__all__ = ["best_other", "rank_in", "rival_of"]


def best_other(group: Indexes, value: Floats) -> Floats:
    """For each pair the best value of the other pairs in its group; 0 where there is none."""
    best, runner_up = _two_best(group, value)
    other = np.where(best[group] == np.arange(len(group)), runner_up[group], best[group])
    return np.where(other >= 0, value[np.maximum(other, 0)], 0.0) if len(group) else np.empty(0)


def rival_of(group: Indexes, member: Indexes, value: Floats) -> Indexes:
    """For each pair the `member` of the best other pair in its group; −1 where there is none."""
    best, runner_up = _two_best(group, value)
    other = np.where(best[group] == np.arange(len(group)), runner_up[group], best[group])
    return np.where(other >= 0, member[np.maximum(other, 0)], -1) if len(group) else np.empty(0, np.int64)


def rank_in(group: Indexes, value: Floats) -> Indexes:
    """How many pairs of the same group have a larger value; equals share the better rank."""
    if not len(group):
        return np.empty(0, np.int64)
    order = np.lexsort((-value, group))
    place, sorted_value = _place_in_run(group[order]), value[order]
    fresh = (place == 0) | np.concatenate([[True], sorted_value[1:] != sorted_value[:-1]])
    first_of_equals = np.maximum.accumulate(np.where(fresh, np.arange(len(order)), 0))
    rank = np.empty(len(group), dtype=np.int64)
    rank[order] = place[first_of_equals]
    return rank


def _two_best(group: Indexes, value: Floats) -> tuple[Indexes, Indexes]:
    """Which pair is best and which second best in each group (the first of equals); −1 where there is none."""
    groups = int(group.max()) + 1 if len(group) else 0
    best, runner_up = np.full(groups, -1, dtype=np.int64), np.full(groups, -1, dtype=np.int64)
    order = np.lexsort((np.arange(len(group)), -value, group))
    place = _place_in_run(group[order])
    first, second = order[place == 0], order[place == 1]
    best[group[first]], runner_up[group[second]] = first, second
    return best, runner_up


def _place_in_run(group: Indexes) -> Indexes:
    """0, 1, 2 … within each run of equal groups."""
    if not len(group):
        return np.empty(0, np.int64)
    starts = np.flatnonzero(np.concatenate([[True], group[1:] != group[:-1]]))
    return np.arange(len(group)) - np.repeat(starts, np.diff(np.concatenate([starts, [len(group)]])))
