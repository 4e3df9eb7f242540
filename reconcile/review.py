"""Which uncertain links are worth a person's time: those that something a person can see speaks for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from extract.model import Action, Version
from reconcile.model import CandidateLink
from reconcile.words import words_of

__all__ = ["worth_asking"]

MOST = 3
"""No more candidates than this are shown for one older action."""
SHORTEST = 4
"""A word of fewer letters says little, unless it has a figure in it."""
TELLING = 0.1
"""A word that stands in at most this share of the actions of both versions (or in `FEW` of them) says something."""
FEW = 3


def worth_asking(
    old: Version, new: Version, uncertain: Sequence[CandidateLink]
) -> Mapping[str, tuple[CandidateLink, ...]]:
    """The candidates of each older action (by its id) that carry its ref or share a telling word, likeliest first."""
    words = {a.action_id: _words(a) for v in (old, new) for a in v.actions}
    refs = {a.action_id: a.ref for v in (old, new) for a in v.actions}
    spread = Counter(word for said in words.values() for word in said)
    most = max(FEW, TELLING * len(words))
    found: dict[str, list[CandidateLink]] = {}
    for candidate in sorted(uncertain, key=lambda c: (c.old, -c.score, c.new)):
        shared = words[candidate.old] & words[candidate.new]
        same_ref = refs[candidate.old] is not None and refs[candidate.old] == refs[candidate.new]
        if same_ref or any(spread[word] <= most for word in shared):
            found.setdefault(candidate.old, []).append(candidate)
    return {old_id: tuple(candidates[:MOST]) for old_id, candidates in found.items()}


def _words(action: Action) -> frozenset[str]:
    return frozenset(w for w in words_of(action.text) if len(w) >= SHORTEST or any(c.isdigit() for c in w))
