"""The words of statements, weighted by how rare they are in the two versions together, and the texts nearest to each.

Term weighting is the usual tf-idf (Spärck Jones, 1972) with unit-length rows; near texts are found through the inverted
index that a sparse product is, in slices of rows, so that no dense table of all pairs is ever made.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt
from scipy import sparse

__all__ = ["Matrix", "nearest", "stem", "term_matrices", "words_of"]

Matrix = sparse.csr_matrix
WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
ENDINGS = ("ization", "isation", "ational", "ments", "ment", "ations", "ation", "ings", "ing", "ities", "ity", "ness",
           "ions", "ion", "ies", "ied", "ers", "er", "ed", "es", "ly", "s", "e", "y")  # fmt: skip
SLICE = 512
"""Rows of the sparse product made at a time: bounds the memory of a search whatever the size of the versions."""


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """A word without its commonest English endings; at least four letters are kept, words with digits are left alone."""
    if any(c.isdigit() for c in word):
        return word
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


def words_of(text: str) -> list[str]:
    """The stems of a text in their order. Case, accents' encoding and possessive endings make no difference."""
    folded = unicodedata.normalize("NFKC", text).casefold().replace("’", "'")
    return [stem(word.removesuffix("'s").replace("'", "")) for word in WORD.findall(folded)]


def term_matrices(
    old: Sequence[Iterable[str]], new: Sequence[Iterable[str]], weight: Callable[[int], float] = np.log1p
) -> tuple[Matrix, Matrix]:
    """Unit-length tf-idf rows of the terms of each text, old and new in the same columns.

    Rarity is counted over both versions together; `weight` damps how often a term occurs in one text.
    """
    counts = [Counter(terms) for terms in (*old, *new)]
    spread = Counter(term for count in counts for term in count)
    column = {term: i for i, term in enumerate(sorted(spread))}
    total = len(counts)
    rarity = {term: float(np.log((total + 1) / (n + 0.5))) for term, n in spread.items()}
    data, indices, starts = [], [], [0]
    for count in counts:
        terms = sorted(count)
        values = [weight(count[term]) * rarity[term] for term in terms]
        length = float(np.sqrt(sum(v * v for v in values))) or 1.0
        data.extend(v / length for v in values)
        indices.extend(column[term] for term in terms)
        starts.append(len(indices))
    rows = sparse.csr_matrix((data, indices, starts), shape=(total, len(column)))
    return rows[: len(old)], rows[len(old) :]


def nearest(old: Matrix, new: Matrix, keep: int) -> Matrix:
    """The `keep` nearest new rows of every old row, with their cosines; equal cosines keep the earlier row."""
    across = sparse.csr_matrix(new.T)
    found = []
    for start in range(0, old.shape[0], SLICE):
        product = sparse.csr_matrix(old[start : start + SLICE] @ across)
        product.sort_indices()
        found.append(_strongest(product, keep))
    return sparse.vstack(found, format="csr") if found else sparse.csr_matrix((0, new.shape[0]))


def _strongest(product: Matrix, keep: int) -> Matrix:
    """Each row's `keep` largest entries."""
    kept: list[npt.NDArray[np.int64]] = []
    for row in range(product.shape[0]):
        span = slice(product.indptr[row], product.indptr[row + 1])
        order = np.argsort(-np.round(product.data[span], 9), kind="stable")[:keep]
        kept.append(span.start + np.sort(order))
    chosen = np.concatenate(kept) if kept else np.array([], dtype=np.int64)
    starts = np.concatenate([[0], np.cumsum([len(k) for k in kept])])
    return sparse.csr_matrix((product.data[chosen], product.indices[chosen], starts), shape=product.shape)
