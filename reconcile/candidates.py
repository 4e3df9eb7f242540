"""Which pairs of statements are worth weighing: the closest texts of each, equal refs, equal texts in their order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence

import numpy as np

from reconcile.meaning import Meaning, nearest_in_meaning
from reconcile.model import Statement
from reconcile.words import Indexes, Terms, nearest

__all__ = ["NEAR", "candidate_pairs"]

NEAR = 10
"""How many of the closest texts of each statement are weighed."""
CROWD = 20
"""A ref or a text that more statements of one version share than this is paired in order only, not each with each."""


def candidate_pairs(
    old: Sequence[Statement],
    new: Sequence[Statement],
    words: Sequence[Sequence[Sequence[str]]],
    views: Iterable[Terms],
    meaning: Meaning | None = None,
) -> tuple[Indexes, Indexes]:
    """The pairs to weigh, in order of their places, each once. `words` and `meaning`: of the old texts, of the new."""
    pairs: set[tuple[int, int]] = set()
    for view in views:
        a, b = view.telling()
        pairs.update(_both(*nearest(a, b, NEAR)))
        pairs.update((i, j) for j, i in _both(*nearest(b, a, NEAR)))
    if meaning is not None:
        for olds, news in meaning.views():
            pairs.update(_both(*nearest_in_meaning(olds, news, NEAR, meaning.old_open, meaning.new_open)))
            back = nearest_in_meaning(news, olds, NEAR, meaning.new_open, meaning.old_open)
            pairs.update((i, j) for j, i in _both(*back))
    refs = [[s.ref or None for s in side] for side in (old, new)]
    pairs.update(_same(refs[0], refs[1]))
    texts = [[tuple(w) or None for w in side] for side in words]
    pairs.update(_in_order(texts[0], texts[1]))
    sections = [
        [w and (w, s.section) for w, s in zip(ws, side, strict=True)]
        for ws, side in zip(texts, (old, new), strict=True)
    ]
    pairs.update(_in_order(sections[0], sections[1]))
    ordered = np.array(sorted(pairs), dtype=np.int64).reshape(-1, 2)
    return ordered[:, 0], ordered[:, 1]


def _both(i: Indexes, j: Indexes) -> Iterable[tuple[int, int]]:
    return zip(i.tolist(), j.tolist(), strict=True)


def _places(values: Sequence[Hashable | None]) -> dict[Hashable, list[int]]:
    """Where each value occurs."""
    found: dict[Hashable, list[int]] = defaultdict(list)
    for place, value in enumerate(values):
        if value is not None:
            found[value].append(place)
    return found


def _same(old: Sequence[Hashable | None], new: Sequence[Hashable | None]) -> Iterable[tuple[int, int]]:
    """Every pair of places with the same value, unless a crowd shares it."""
    there = _places(new)
    for value, here in _places(old).items():
        if max(len(here), len(there.get(value, []))) <= CROWD:
            yield from ((i, j) for i in here for j in there.get(value, []))


def _in_order(old: Sequence[Hashable | None], new: Sequence[Hashable | None]) -> Iterable[tuple[int, int]]:
    """The first place of a value with the first, the second with the second, and so on."""
    there = _places(new)
    for value, here in _places(old).items():
        yield from zip(here, there.get(value, []), strict=False)
