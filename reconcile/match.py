"""Which statement of the older version became which of the newer one, with the evidence for every link.

1. Candidates by an index of words, equal refs and equal texts (`candidates`); measures for each pair (`evidence`),
   among them how far refs can be trusted between these two versions (`ref_evidence`).
2. Equal words are settled first, by named levels (`twins`).
3. The measures become a probability (`calibration`); one assignment is solved for all (`assignment`); then the order
   of the versions is looked at (`neighbours`) and the assignment solved again.
4. What has a further partner worth having is a merge or a split (`groups`).

Links scored under the review threshold are not links but `uncertain`.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from reconcile.assignment import one_to_one
from reconcile.calibration import TWIN_SCORES, likely, with_neighbours
from reconcile.evidence import Evidence, gather
from reconcile.groups import Flags, Verdict, accepted, relations
from reconcile.meaning import meaning_of
from reconcile.model import CandidateLink, Matching, Statement
from reconcile.neighbours import look_beside
from reconcile.place import in_order
from reconcile.ref_evidence import ref_weight
from reconcile.rivals import best_other, rank_in
from reconcile.twins import twins
from reconcile.wording_of_evidence import evidence_line
from reconcile.words import Indexes

__all__ = ["match"]

WORTH_A_LOOK = 0.15
"""Pairs less likely than this are not shown to a reviewer."""
SUREST = 0.99
"""No link is scored above this: nothing read from paper is certain."""
SHOWN = 3
"""At most this many uncertain candidates of one statement are shown."""


def match(
    old: Sequence[Statement], new: Sequence[Statement], *, review_threshold: float = 0.4, semantic: bool | None = False
) -> Matching:
    """Link the statements of two versions of a plan. Pure and deterministic; the order of the rows does not matter.

    `review_threshold`: links scored below it (0..1) are `uncertain`, with their candidates. `semantic`: also compare
    meanings by sentence embeddings (needs planthread[semantic], else `WrongUse`); None does so where it is installed
    and few enough texts changed (`meaning.AFFORDABLE`). Keys must be unique in their version.
    """
    old, new = in_order(old), in_order(new)
    if not old or not new:
        return Matching(())
    seen = gather(old, new, meaning_of(old, new, asked=semantic))
    verdict, beside = _judge(old, new, seen)
    links = accepted(seen, verdict, review_threshold)
    unsure = _unsure(seen, verdict, links, review_threshold)
    named = relations(old, new, seen, links)
    runners = np.maximum(best_other(seen.old, verdict.score), best_other(seen.new, verdict.score))
    trusted = ref_weight(seen.refs_trusted) > 0

    def others(k: int) -> list[Statement]:
        """What shares the link's merge or split with it."""
        if named[k] == "split":
            return [new[j] for j in seen.new[links & (seen.old == seen.old[k])].tolist() if j != seen.new[k]]
        return [old[i] for i in seen.old[links & (seen.new == seen.new[k])].tolist() if i != seen.old[k]]

    def candidate(k: int) -> CandidateLink:
        a, b = old[seen.old[k]], new[seen.new[k]]
        by = "ref" if trusted and seen.same_ref[k] else "text"
        line = evidence_line(a, b, seen, k, int(beside[k]), others(k) if links[k] else [])
        score, runner_up = _rounded(verdict.score[k]), _rounded(runners[k]) or None
        return CandidateLink(a.key, b.key, named[k], score, by, line, runner_up)

    return Matching(
        tuple(candidate(k) for k in np.flatnonzero(links).tolist()),
        tuple(candidate(k) for k in np.flatnonzero(unsure).tolist()),
        seen.refs_trusted,
        seen.with_meaning,
    )


def _judge(old: Sequence[Statement], new: Sequence[Statement], seen: Evidence) -> tuple[Verdict, Indexes]:
    """The final score of every candidate pair, who is whose first partner, and how many neighbours agree."""
    level = twins(old, new, seen)
    settled = level >= 0
    fixed = np.array(TWIN_SCORES)[level]
    sizes = (len(old), len(new))
    alone = np.where(settled, fixed, likely(seen))
    first = one_to_one(seen.old, seen.new, alone, sizes, settled)
    beside = look_beside(old, new, seen, alone, first)
    score = np.where(settled, fixed, with_neighbours(alone, beside))
    primary = one_to_one(seen.old, seen.new, score, sizes, settled)
    return Verdict(score, primary, level), beside.agreeing


def _unsure(seen: Evidence, verdict: Verdict, links: Flags, threshold: float) -> Flags:
    """The pairs to show a reviewer: likely enough to be looked at, of a statement that would else be gone or new.

    Pairs over the threshold that are no links were refused for a reason (`groups`), so there is nothing to ask.
    """
    lonely = ~np.isin(seen.old, seen.old[links]) | ~np.isin(seen.new, seen.new[links])
    near = np.minimum(rank_in(seen.old, verdict.score), rank_in(seen.new, verdict.score)) < SHOWN
    asked = (verdict.score >= WORTH_A_LOOK) & (verdict.score < threshold)
    worth = asked & near & (lonely | verdict.primary)
    return np.asarray(worth & ~links, dtype=bool)


def _rounded(score: float) -> float:
    return round(min(float(score), SUREST), 3)
