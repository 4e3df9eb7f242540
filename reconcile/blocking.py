"""Which papers can be of one plan at all, found through indexes, so that no archive has all its pairs compared.

Whatever `kinship` would join is among the partners given here; the reverse need not be. Three indexes:

- titles: equal ones under one key; those that differ by slips of the pen through the pieces that an edit leaves whole
  (Li, Deng, Wang and Feng, "Pass-Join: a partition-based method for similarity joins", 2011);
- the rarest words under each ref, and the rarest runs of words: of two sets that share enough, the rarest members share
  one (prefix filtering: Chaudhuri, Ganti and Kaushik, "A primitive operator for similarity joins", 2006).

All within an organisation, or between it and papers that name none.
"""

from __future__ import annotations

import hashlib
import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

import numpy as np
from rapidfuzz import fuzz, process
from scipy import sparse

from reconcile.kinship import ALIKE, CLOSE, GENERIC, SHARED_RUNS, Hashes, Source, title_words
from reconcile.organisations import CORES_ALIKE, Sameness, core, sameness
from reconcile.words import Matrix

__all__ = ["Organisations", "Partners"]

_ROWS = 256
"""Papers compared with an organisation's others in one product: bounds the memory of a search."""
_LEFT_OUT = 0.75
"""Of the runs that two papers must share, this part may be of the commonest; the others are looked for by rarity."""
_ROUNDING = 1e-9


class Organisations:
    """The organisations that papers name, and which names may be of one (all but those of two, `sameness` says)."""

    def __init__(self, named: Sequence[str | None]) -> None:
        names = sorted({name for name in named if name})
        cores = [core(name) for name in names]
        by_letters: dict[str, list[int]] = defaultdict(list)
        for number, own in enumerate(cores):
            by_letters[own.replace(" ", "")].append(number)
        self._same: dict[str, frozenset[str]] = {}
        for start in range(0, len(names), _ROWS):
            rows = cores[start : start + _ROWS]
            alike = process.cdist(rows, cores, scorer=fuzz.token_set_ratio, score_cutoff=CORES_ALIKE)
            for name, own, row in zip(names[start : start + _ROWS], rows, alike, strict=True):
                near = {*np.flatnonzero(row).tolist(), *by_letters[own.replace(" ", "")]}
                self._same[name] = frozenset(names[n] for n in near if sameness(name, names[n]) is not Sameness.OTHER)

    def alike(self, name: str | None, among: Mapping[str | None, object]) -> Iterator[str | None]:
        """The organisations `among` those given that are not another than `name`; none named fits all."""
        if name is None or not name:
            yield from among
            return
        yield from (other for other in (None, *sorted(self._same[name])) if other in among)

    def blocks(self) -> list[set[str]]:
        """Names that are of one organisation, directly or by way of others."""
        left, found = set(self._same), []
        while left:
            block, fresh = set(), [min(left)]
            while fresh:
                name = fresh.pop()
                if name not in block:
                    block.add(name)
                    fresh += self._same[name]
            left -= block
            found.append(block)
        return found


class Partners:
    """For each source the others that may be of its plan."""

    def __init__(self, sources: Sequence[Source], organisations: Organisations) -> None:
        self._sources, self._organisations = sources, organisations
        self._by_title: dict[str, dict[str | None, list[int]]] = defaultdict(lambda: defaultdict(list))
        for number, source in enumerate(sources):
            if title := _title_key(source):
                self._by_title[title][source.organisation or None].append(number)
        self._near = _NearTitles(self._by_title)
        self._by_content = _content_partners(sources, organisations)

    def of(self, number: int) -> set[int]:
        """The numbers of the sources that may be of the same plan as this one."""
        source = self._sources[number]
        found = set(self._by_content[number])
        if title := _title_key(source):
            for other in self._near.of(title):
                held = self._by_title[other]
                for organisation in self._organisations.alike(source.organisation, held):
                    found.update(held[organisation])
        found.discard(number)
        return found


def _title_key(source: Source) -> str:
    """The words of a title in their alphabet; empty where they name nothing."""
    kept = title_words(source.title)
    return " ".join(sorted(kept)) if kept - GENERIC else ""


class _NearTitles:
    """Titles that are `ALIKE`. A title is kept by its pieces, one more than the edits it can bear."""

    def __init__(self, titles: Mapping[str, object]) -> None:
        self._by_piece: dict[tuple[int, int, str], list[str]] = defaultdict(list)
        for title in sorted(titles):
            for number, (start, end) in enumerate(_pieces(len(title))):
                self._by_piece[len(title), number, title[start:end]].append(title)

    def of(self, title: str) -> set[str]:
        """The titles that may be alike, itself among them."""
        found = {title}
        for length in range(math.ceil(_shortest(len(title))), math.floor(_longest(len(title))) + 1):
            shift = _edits(len(title) + length)
            for number, (start, end) in enumerate(_pieces(length)):
                for at in range(max(0, start - shift), start + shift + 1):
                    found.update(self._by_piece.get((length, number, title[at : at + end - start]), ()))
        return found


def _edits(letters: int) -> int:
    """Letters put in or taken out between two titles of so many letters together that are still alike."""
    return math.floor((100 - ALIKE) / 100 * letters + _ROUNDING)


def _longest(length: int) -> float:
    return length * (200 - ALIKE) / ALIKE + _ROUNDING


def _shortest(length: int) -> float:
    return length * ALIKE / (200 - ALIKE) - _ROUNDING


def _pieces(length: int) -> list[tuple[int, int]]:
    count = _edits(length + math.floor(_longest(length))) + 1
    bounds = [length * number // count for number in range(count + 1)]
    return list(pairwise(bounds))


def _content_partners(sources: Sequence[Source], organisations: Organisations) -> list[set[int]]:
    """For each source those whose refs or words may be its own."""
    partners: list[set[int]] = [set() for _ in sources]
    of_name: dict[str | None, list[int]] = defaultdict(list)
    for number, source in enumerate(sources):
        of_name[source.organisation or None].append(number)
    nameless = of_name.get(None, [])
    blocks = [sorted(n for name in block for n in of_name[name]) for block in organisations.blocks()]
    for block in blocks:
        _join(sources, block, block, partners)
    if nameless:
        everyone = list(range(len(sources)))
        _join(sources, nameless, everyone, partners)
    return partners


def _join(sources: Sequence[Source], some: Sequence[int], others: Sequence[int], partners: list[set[int]]) -> None:
    """Note every pair of `some` with `others` (which holds them too) that may share refs or words."""
    chosen = set(some)
    rows = [row for row, number in enumerate(others) if number in chosen]
    held = [sources[number] for number in others]
    for keys, needed in (_ref_words(held), _runs(held)):
        for i, j in _Table(keys, needed).pairs(rows):
            partners[others[i]].add(others[j])
            partners[others[j]].add(others[i])


def _ref_words(sources: Sequence[Source]) -> tuple[list[Hashes], list[int]]:
    """For each source the rarest words under each ref; one in common makes a partner.

    Wordings a and b are close where the words in common, in order, are at least CLOSE / 2 of both together, so that the
    shorter is at least CLOSE / (2 - CLOSE) of the longer, and the words in common that part of either.
    """
    least = CLOSE / (2 - CLOSE)
    spread = Counter(key for source in sources for ref in source.by_ref for key in _keyed_words(source, ref))
    found = []
    for source in sources:
        keys: list[str] = []
        for ref in source.by_ref:
            rarest = sorted(_keyed_words(source, ref), key=lambda key: (spread[key], key))
            keys += rarest[: len(rarest) - max(1, math.ceil(least * len(rarest) - _ROUNDING)) + 1]
        found.append(np.unique(np.array([_hash(key) for key in keys], dtype=np.uint64)))
    return found, [1] * len(found)


def _keyed_words(source: Source, ref: str) -> list[str]:
    """The words under a ref, the second use of a word apart from the first; a wording without words has one key."""
    seen: Counter[str] = Counter()
    keys = []
    for word in source.by_ref[ref] or ("",):
        seen[word] += 1
        keys.append(f"{ref}\0{word}\0{seen[word]}")
    return keys


def _hash(key: str) -> int:
    return int.from_bytes(hashlib.blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")


def _runs(sources: Sequence[Source]) -> tuple[list[Hashes], list[int]]:
    """For each source its runs, and how many of its rarer ones a larger source must share (see `_Table`)."""
    return [source.runs for source in sources], [0] * len(sources)


class _Table:
    """Sources by keys. `needed`: the keys a pair must share; 0: `SHARED_RUNS` of the smaller one's keys."""

    def __init__(self, keys: Sequence[Hashes], needed: Sequence[int]) -> None:
        self.sizes = np.array([len(own) for own in keys], dtype=np.int64)
        every = np.concatenate(keys) if keys else np.empty(0, np.uint64)
        names, columns, spread = np.unique(every, return_inverse=True, return_counts=True)
        shared = spread > 1  # a key of one source alone joins nothing
        starts = np.concatenate([[0], np.cumsum(self.sizes)])
        wanted = np.array([math.ceil(SHARED_RUNS * size - _ROUNDING) for size in self.sizes], dtype=np.int64)
        may_miss = np.where(np.array(needed) > 0, 0, (wanted * _LEFT_OUT).astype(np.int64))
        self.least = np.maximum(1, np.where(np.array(needed) > 0, needed, wanted - may_miss))
        kept = np.ones(len(every), dtype=bool)
        for row in np.flatnonzero(may_miss):
            own = columns[starts[row] : starts[row + 1]]
            commonest = np.lexsort((own, -spread[own]))[: may_miss[row]]
            kept[starts[row] + commonest] = False
        rows = np.repeat(np.arange(len(keys)), self.sizes)
        shape = (len(keys), len(names))
        self.full = _ones(rows[shared[columns]], columns[shared[columns]], shape)
        rare = kept & shared[columns]
        self.rare = _ones(rows[rare], columns[rare], shape)

    def pairs(self, rows: Sequence[int]) -> Iterator[tuple[int, int]]:
        """The pairs that share enough, one of them among `rows`."""
        every = range(self.rare.shape[0])
        yield from self._products(rows, every)
        if len(rows) < len(every):
            yield from self._products(every, rows)

    def _products(self, smaller: Sequence[int], larger: Sequence[int]) -> Iterator[tuple[int, int]]:
        """The pairs of a source with one that has as many keys or more."""
        of_row, of_column = np.array(smaller, dtype=np.int64), np.array(larger, dtype=np.int64)
        across = sparse.csc_matrix(self.full[of_column].T)
        for start in range(0, len(of_row), _ROWS):
            product = sparse.coo_matrix(self.rare[of_row[start : start + _ROWS]] @ across)
            i, j = of_row[product.row + start], of_column[product.col]
            enough = (i != j) & (self.sizes[i] <= self.sizes[j]) & (product.data >= self.least[i])
            yield from zip(i[enough].tolist(), j[enough].tolist(), strict=True)


def _ones(rows: object, columns: object, shape: tuple[int, int]) -> Matrix:
    return sparse.csr_matrix((np.ones(len(rows), dtype=np.int32), (rows, columns)), shape=shape)  # type: ignore[arg-type]
