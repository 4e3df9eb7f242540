"""From likely pairs to links: who else has a part in it, and whether that is a merge, a split or a renumbering.

The assignment gives every statement at most one partner. A further partner is accepted when it is likely enough by
itself, shares words that the first partner does not (or both refs grew from the one ref, 15 → 15a and 15b), and that
first partner is no mere guess: several old statements of one new one are a merge, several new ones of one old one a
split. A statement that stayed exactly as it was has no further partner.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from reconcile.evidence import Evidence
from reconcile.model import Statement
from reconcile.words import Floats, Terms, terms_in

__all__ = ["Flags", "Verdict", "accepted", "relations"]

Flags = npt.NDArray[np.bool_]
BRINGS = 0.3
"""Weight of the words (1: a word that occurs nowhere else) that a further partner must have and the first one not."""
SURE_ENOUGH = 0.6
"""How likely the first partner must be for a further one to be taken: two guesses are no merge."""


@dataclass(frozen=True)
class Verdict:
    """What was found of the candidate pairs: `primary` ones are the assignment, `twin` is the level of equal words."""

    score: Floats
    primary: Flags
    twin: npt.NDArray[np.int64]


def accepted(seen: Evidence, verdict: Verdict, threshold: float) -> Flags:
    """Which pairs are links."""
    likely = verdict.score >= threshold
    links = likely & verdict.primary
    partner_of_old = dict(zip(seen.old[links].tolist(), seen.new[links].tolist(), strict=True))
    partner_of_new = {j: i for i, j in partner_of_old.items()}
    sure = links & (verdict.score >= SURE_ENOUGH)
    of_one_sure = np.isin(seen.old, seen.old[sure]) | np.isin(seen.new, seen.new[sure])
    grew = seen.measure("ref grew") > 0
    sibling = grew & (np.isin(seen.old, seen.old[sure & grew]) | np.isin(seen.new, seen.new[sure & grew]))
    for k in np.flatnonzero(likely & of_one_sure & ~verdict.primary & ~_has_twin(seen, verdict)).tolist():
        i, j = int(seen.old[k]), int(seen.new[k])
        links[k] = sibling[k] or _brings_words(seen.words, i, j, partner_of_old.get(i), partner_of_new.get(j))
    return links


def _brings_words(words: Terms, i: int, j: int, instead_of_new: int | None, instead_of_old: int | None) -> bool:
    """Whether a further pair shares words that neither end shares with its first partner."""
    shared = terms_in(words.old, i) & terms_in(words.new, j)
    beyond = [shared - terms_in(words.new, instead_of_new)] if instead_of_new is not None else []
    beyond += [shared - terms_in(words.old, instead_of_old)] if instead_of_old is not None else []
    return all(words.rarity[list(left)].sum() >= BRINGS for left in beyond)


def _has_twin(seen: Evidence, verdict: Verdict) -> Flags:
    """Whether an end already has a partner that says exactly the same."""
    twin = verdict.twin >= 0
    return np.isin(seen.old, seen.old[twin]) | np.isin(seen.new, seen.new[twin])


def relations(old: Sequence[Statement], new: Sequence[Statement], seen: Evidence, links: Flags) -> list[str]:
    """The relation of every pair: for those that are not links, the one they would have on their own.

    A link that is part of a split and of a merge at once is named after the end with more partners; of equals, after
    the shorter text, as it is the part.
    """
    parts = np.bincount(seen.old[links], minlength=len(old))
    sources = np.bincount(seen.new[links], minlength=len(new))
    names = []
    for k in range(len(seen.old)):
        i, j = int(seen.old[k]), int(seen.new[k])
        several = (int(parts[i]), len(old[i].text)), (int(sources[j]), len(new[j].text))
        if links[k] and max(parts[i], sources[j]) > 1:
            names.append("split" if several[0] >= several[1] else "merged")
        else:
            names.append("same" if (old[i].ref or None) == (new[j].ref or None) else "renumbered")
    return names
