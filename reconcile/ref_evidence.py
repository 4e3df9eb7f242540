"""What refs say between two versions: whether an equal ref means the same thing, and which ref grew from which."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from reconcile.model import Statement
from reconcile.words import Floats, Indexes

__all__ = ["comparable_refs", "equal_refs", "grew_from", "ref_measures", "ref_weight", "refs_kept", "refs_trusted"]

GROWN = re.compile(r"[.\-/ ]?(?:[A-Za-z]|[ivx]+)|[.\-/]\d+| ?\((?:\d{1,3}|[A-Za-z]|[ivx]+)\)")
"""What a ref grows by when its action is split: 15 → 15a, 1.2 → 1.2.1, AC-2 → AC-2(1)."""
PADDING = re.compile(r"(?<!\d)0+(?=\d)")

LITTLE = 0.35
"""Under this share of either text, by weight of words, an equal ref has less and less behind it."""
LITTLE_OF_ANOTHER = 0.5
"""The same where owner and date are others too: then the ref has probably been given to another action."""


def comparable_refs(old: Sequence[Statement], new: Sequence[Statement]) -> tuple[list[Statement], list[Statement]]:
    """The statements with leading zeros taken out of their refs, so that A-1 and A-01 are equal.

    Not where one version has both: then they are two refs.
    """
    refs = [{s.ref for s in side if s.ref} for side in (old, new)]
    short = {ref: PADDING.sub("", ref) for side in refs for ref in side}
    shared = {s for side in refs for s, times in Counter(short[ref] for ref in side).items() if times > 1}
    plain = {ref: s for ref, s in short.items() if s != ref and s not in shared}
    return _renamed(old, plain), _renamed(new, plain)


def _renamed(statements: Sequence[Statement], plain: Mapping[str, str]) -> list[Statement]:
    return [replace(s, ref=plain.get(s.ref or "", s.ref)) for s in statements]


def equal_refs(old: Sequence[Statement], new: Sequence[Statement], i: Indexes, j: Indexes) -> npt.NDArray[np.bool_]:
    """Which of the pairs have the same ref."""
    return np.array([bool(old[a].ref) and old[a].ref == new[b].ref for a, b in zip(i, j, strict=True)], dtype=bool)


def refs_trusted(likeness: Floats, nearness: Indexes, same: npt.NDArray[np.bool_], statements: int) -> float | None:
    """How far an equal ref means the same thing, 0..1: the share of equal refs that are also among the closest texts.

    `nearness`: the better of the two ranks of each pair (0: nothing is closer). In a short list only the very closest
    counts, as any three texts are a large part of it. One doubtful case either way is allowed for, so that a single
    equal ref proves little. Null where no ref is in both versions.
    """
    if not same.any():
        return None
    close = (nearness[same] < (3 if statements >= 40 else 1)) & (likeness[same] > 0)
    return float((close.sum() + 0.5) / (same.sum() + 1))


def ref_weight(trusted: float | None) -> float:
    """How much refs are made to count: nothing when under three in ten keep their meaning, fully from eight in ten."""
    return 0.0 if trusted is None else float(np.clip((trusted - 0.3) / 0.5, 0, 1))


def refs_kept(
    old: Sequence[Statement], new: Sequence[Statement]
) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
    """Which old statements have a ref that the newer version has too, and the other way round."""
    olds, news = {s.ref for s in old if s.ref}, {s.ref for s in new if s.ref}
    return np.array([s.ref in news for s in old], dtype=bool), np.array([s.ref in olds for s in new], dtype=bool)


def ref_measures(
    old: Sequence[Statement],
    new: Sequence[Statement],
    i: Indexes,
    j: Indexes,
    covered: Floats,
    strange: npt.NDArray[np.bool_],
    weight: float,
) -> dict[str, Floats]:
    """What the refs of each pair say, times the weight refs have between these versions.

    `covered`: the share of words in common; `strange`: where owner and date both differ. What is given back:
    `same ref`; `ref alone`: the same ref over words of which hardly any agree (1: none; 0: a fair part of either text);
    `ref elsewhere`: how many of the two have a ref that the other version gives to another statement; `ref grew`: one
    ref is the other with a letter or number added.
    """
    same = equal_refs(old, new, i, j).astype(np.float64)
    kept_old, kept_new = refs_kept(old, new)
    elsewhere = (1 - same) * (kept_old[i].astype(np.float64) + kept_new[j])
    grew = [grew_from(old[a].ref, new[b].ref) or grew_from(new[b].ref, old[a].ref) for a, b in zip(i, j, strict=True)]
    alone = same * (1 - np.minimum(1.0, covered / np.where(strange, LITTLE_OF_ANOTHER, LITTLE)))
    measures = {"same ref": same, "ref alone": alone, "ref elsewhere": elsewhere, "ref grew": np.array(grew, float)}
    return {name: weight * np.asarray(values, dtype=np.float64) for name, values in measures.items()}


def grew_from(ref: str | None, base: str | None) -> bool:
    """Whether a ref is another one with a letter or a number added (15 → 15a, 1.2 → 1.2.1)."""
    if not ref or not base or len(ref) <= len(base) or not ref.startswith(base):
        return False
    return GROWN.fullmatch(ref[len(base) :]) is not None
