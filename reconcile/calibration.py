"""How the measures of a pair become a probability that it is a link: two short logistic sums with fixed weights.

The weights were fitted by `benchmarks/fit_matching.py` (ridge logistic regression whose weights may only speak in the
direction a person would expect) on published lists of two families and on invented plans; what each family gives when
it is left out of the fit is printed there and kept in `benchmarks/MATCHING.md`. No weight knows a ref or a word.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from reconcile.evidence import MEASURES, Evidence
from reconcile.neighbours import Neighbours
from reconcile.words import Floats

__all__ = ["TWIN_SCORES", "WEIGHTS", "WITH_ORDER", "likely", "with_neighbours"]

START = -3.17
"""Log-odds of a candidate pair of which nothing else is known."""
WEIGHTS: Mapping[str, float] = {
    "covered": 4.34,
    "also elsewhere": -4.05,
    "best lead": 2.32,
    "least lead": 2.58,
    "closest": 1.17,
    "rare word lead": 0.67,
    "section helps": 11.59,
    "same section": 1.82,
    "same ref": 6.5,
    "ref alone": -5.5,
    "ref elsewhere": -0.64,
    "ref grew": 3.0,
    "owner": 1.0,
    "due": 1.0,
}
"""Log-odds that 1 of each measure adds.

Held, not fitted: `same ref` and `ref alone`, so that a trusted ref over words of which none agree is a question to a
reviewer and not a link; `ref grew`, `owner` and `due`, which only the invented plans have, are kept from growing.
"""
START_WITH_MEANING = -2.12
WITH_MEANING: Mapping[str, float] = {
    "covered": 4.21,
    "also elsewhere": -4.55,
    "best lead": 1.04,
    "least lead": 0.81,
    "closest": 0.88,
    "rare word lead": 0.81,
    "section helps": 8.59,
    "same section": 1.14,
    "same ref": 6.5,
    "ref alone": -5.5,
    "ref elsewhere": -0.45,
    "ref grew": 3.0,
    "owner": 1.0,
    "due": 1.0,
    "best lead in meaning": 1.77,
    "least lead in meaning": 1.92,
    "best lead in place": 2.46,
    "least lead in place": 1.40,
}
"""The same where sentence embeddings are used as well."""
WITH_ORDER: Mapping[str, float] = {"start": 0.11, "log-odds": 1.0, "agree": 1.2, "differ": -0.6}
"""The log-odds once more, with those that each neighbour adds (kept to what the published lists show)."""
TWIN_SCORES = (0.99, 0.98, 0.95)
"""Scores of equal words with the same ref, in the same section, and elsewhere (of 3,000 in the fit none was wrong)."""


def likely(seen: Evidence) -> Floats:
    """The probability of each candidate pair from its own measures."""
    start, weights = (START_WITH_MEANING, WITH_MEANING) if seen.with_meaning else (START, WEIGHTS)
    return _probability(start + seen.table @ np.array([weights.get(name, 0.0) for name in MEASURES]))


def with_neighbours(probability: Floats, beside: Neighbours) -> Floats:
    """The same once the neighbours of both ends have been looked at."""
    clipped = np.clip(probability, 1e-4, 1 - 1e-4)
    odds = np.log(clipped / (1 - clipped))
    w = WITH_ORDER
    return _probability(w["start"] + w["log-odds"] * odds + w["agree"] * beside.agree + w["differ"] * beside.differ)


def _probability(odds: Floats) -> Floats:
    return np.asarray(1 / (1 + np.exp(-np.clip(odds, -30, 30))), dtype=np.float64)
