"""Which statement of the older version became which of the newer one, with the evidence for every link."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.optimize import linear_sum_assignment

from reconcile.model import CandidateLink, Matching, Statement
from reconcile.words import nearest, term_matrices, words_of

__all__ = ["match"]


def match(
    old: Sequence[Statement], new: Sequence[Statement], *, review_threshold: float = 0.5, semantic: bool = False
) -> Matching:
    """Link the statements of two versions. Pure and deterministic."""
    if not old or not new:
        return Matching(())
    a, b = term_matrices([words_of(s.text) for s in old], [words_of(s.text) for s in new])
    close = nearest(a, b, 10)
    cosine = close.toarray()
    same_ref = np.array([[bool(o.ref) and o.ref == n.ref for n in new] for o in old])
    rank = (cosine >= np.sort(cosine, axis=1)[:, -min(3, len(new)) :][:, :1]) & (cosine > 0)
    trusted = float((same_ref & rank).sum() / max(same_ref.sum(), 1)) if same_ref.any() else None
    score = cosine + (0.4 * same_ref if (trusted or 0) >= 0.5 else 0.0)
    links, uncertain = [], []
    for i, j in zip(*linear_sum_assignment(-score), strict=True):
        o, n, value = old[i], new[j], float(min(1.0, score[i, j] + 0.1))
        if value < 0.25:
            continue
        link = CandidateLink(
            o.key, n.key, "same" if o.ref == n.ref else "renumbered", round(value, 3),
            "ref" if same_ref[i, j] and trusted else "text",
            ("same ref; " if same_ref[i, j] else "") + f"words alike to {cosine[i, j]:.2f}",
        )  # fmt: skip
        (links if value >= review_threshold else uncertain).append(link)
    return Matching(tuple(links), tuple(uncertain), trusted)
