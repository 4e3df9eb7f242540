"""The words of statements, weighted by how rare they are in the two versions together, and the texts nearest to each.

Term weighting is the usual tf-idf (Spärck Jones, 1972) with unit-length rows. Near texts are found through the inverted
index that a sparse product is, a slice of rows at a time, so that no dense table of all pairs is ever made.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import sparse

from extract.wording import compatible

__all__ = [
    "Floats",
    "Indexes",
    "Matrix",
    "Terms",
    "nearest",
    "phrases_of",
    "row_products",
    "stem",
    "terms_in",
    "words_of",
]

Matrix = Any
"""A scipy.sparse.csr_matrix (scipy has no types)."""
Floats = npt.NDArray[np.float64]
Indexes = npt.NDArray[np.int64]

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
ENDINGS = ("ization", "isation", "ational", "ments", "ment", "ations", "ation", "ings", "ing", "ities", "ity", "ness",
           "ions", "ion", "ies", "ied", "ers", "er", "ed", "es", "ly", "s", "e", "y")  # fmt: skip
SLICE = 512
"""Rows of the sparse product made at a time: bounds the memory of a search whatever the size of the versions."""
FUNCTION_WORDS = (
    "a all also an and any are as at be been by can each etc every for from has have how in into is it its more must "
    "no not of on or other our out over shall should so such than that the their them then there these they this those "
    "through to up was we were what when where which while who will with would"
)
"""Words that hold sentences together and say nothing of what one is about."""
SAYS_LITTLE = 0.1
"""What is left of the weight of a function word: in a short version even "the" can stand in one text only."""
COMMON = 400
"""A term in more statements than this (of both versions) leads to no candidates: bounds the work per statement."""


@lru_cache(maxsize=16_384)
def stem(word: str) -> str:
    """A word without its commonest English ending; at least four letters stay, words with digits are left alone."""
    if any(c.isdigit() for c in word):
        return word
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


FUNCTION_STEMS = frozenset(stem(word) for word in FUNCTION_WORDS.split())


def words_of(text: str) -> list[str]:
    """The stems of a text in their order. Case, the glyphs of quotes and possessive endings make no difference."""
    folded = compatible(text).casefold().replace("’", "'")
    return [stem(word.removesuffix("'s").replace("'", "")) for word in WORD.findall(folded)]


def phrases_of(words: Sequence[str]) -> list[str]:
    """The words and the pairs of neighbouring words."""
    return [*words, *(f"{a} {b}" for a, b in pairwise(words))]


@dataclass(frozen=True)
class Terms:
    """The terms of two versions in the same columns: unit-length tf-idf rows, and which rows hold each term.

    `rarity` of a term runs from 0 (in every statement) to 1 (in one statement of the two versions).
    """

    old: Matrix
    new: Matrix
    rarity: Floats
    spread: Indexes

    @classmethod
    def of(cls, old: Sequence[Iterable[str]], new: Sequence[Iterable[str]]) -> Terms:
        """Count the terms of both versions and weigh them by rarity over both together."""
        texts = [list(terms) for terms in (*old, *new)]
        names = sorted({term for terms in texts for term in terms})
        column = {term: i for i, term in enumerate(names)}
        indices = np.array([column[term] for terms in texts for term in terms], dtype=np.int64)
        rows = np.repeat(np.arange(len(texts)), [len(terms) for terms in texts])
        shape = (len(texts), len(names))
        times = sparse.csr_matrix((np.ones(len(indices)), (rows, indices)), shape=shape)
        spread = np.bincount(times.indices, minlength=len(names)).astype(np.int64)
        rarity = _rarity(spread, len(texts)) * np.where([_holds_together(name) for name in names], SAYS_LITTLE, 1.0)
        times.data = np.log1p(times.data) * rarity[times.indices]
        matrix = _unit_rows(times)
        return cls(matrix[: len(old)], matrix[len(old) :], rarity, spread)

    def present(self) -> tuple[Matrix, Matrix]:
        """Which statement holds which term: rows of ones, old and new."""
        return _ones(self.old), _ones(self.new)

    def telling(self) -> tuple[Matrix, Matrix]:
        """The rows with only the terms that are rare enough to lead to candidates."""
        columns = np.flatnonzero(self.spread <= COMMON)
        return self.old[:, columns], self.new[:, columns]


def terms_in(side: Matrix, row: int) -> set[int]:
    """The columns of the terms that one statement holds."""
    return set(side.indices[side.indptr[row] : side.indptr[row + 1]].tolist())


@lru_cache(maxsize=16_384)
def _holds_together(term: str) -> bool:
    """Whether a term (a stem, or two) is made of function words alone."""
    return all(word in FUNCTION_STEMS for word in term.split())


def _rarity(held: Indexes, statements: int) -> Floats:
    """log of how few of the statements hold a term, scaled so that a term of one statement alone weighs 1."""
    most = np.log((statements + 1) / 1.5)
    weight = np.log((statements + 1) / (held + 0.5)) / most if most > 0 else np.ones(len(held))
    return np.asarray(weight, dtype=np.float64)


def _unit_rows(matrix: Matrix) -> Matrix:
    """The rows scaled to length 1; empty rows stay empty."""
    length = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
    scale = np.divide(1.0, length, out=np.zeros_like(length), where=length > 0)
    return sparse.csr_matrix(sparse.diags(scale) @ matrix)


def _ones(matrix: Matrix) -> Matrix:
    ones = matrix.copy()
    ones.data = np.ones_like(ones.data)
    return ones


def nearest(rows: Matrix, columns: Matrix, keep: int) -> tuple[Indexes, Indexes]:
    """The pairs of each row with its `keep` nearest of the other version; of equals the earlier one is kept."""
    across = sparse.csr_matrix(columns.T)
    found: list[tuple[Indexes, Indexes]] = []
    for start in range(0, rows.shape[0], SLICE):
        product = sparse.csr_matrix(rows[start : start + SLICE] @ across)
        product.sort_indices()
        i, j = _strongest(product, keep)
        found.append((i + start, j))
    if not found:
        return np.empty(0, np.int64), np.empty(0, np.int64)
    return np.concatenate([i for i, _ in found]), np.concatenate([j for _, j in found])


def _strongest(product: Matrix, keep: int) -> tuple[Indexes, Indexes]:
    """Each row's `keep` largest entries."""
    found: list[Indexes] = []
    for start, end in pairwise(product.indptr.tolist()):
        values = np.round(product.data[start:end], 9)
        if len(values) > keep:
            least = np.partition(values, len(values) - keep)[len(values) - keep]
            above, level = np.flatnonzero(values > least), np.flatnonzero(values == least)
            found.append(start + np.concatenate([above, level[: keep - len(above)]]))
        else:
            found.append(np.arange(start, end))
    chosen = np.concatenate(found).astype(np.int64) if found else np.empty(0, np.int64)
    rows = np.repeat(np.arange(len(found)), [len(f) for f in found])
    return rows.astype(np.int64), product.indices[chosen].astype(np.int64)


def row_products(a: Matrix, b: Matrix, i: Indexes, j: Indexes) -> Floats:
    """For each pair the sum of products of row i of `a` with row j of `b`, a slice of pairs at a time."""
    step = 20_000
    parts = [
        np.asarray(a[i[k : k + step]].multiply(b[j[k : k + step]]).sum(axis=1)).ravel() for k in range(0, len(i), step)
    ]
    return np.concatenate(parts) if parts else np.empty(0)
