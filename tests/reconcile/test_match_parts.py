"""The parts of the matcher by themselves."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reconcile.assignment import FLOOR, one_to_one
from reconcile.model import Statement
from reconcile.place import in_order
from reconcile.ref_evidence import grew_from, ref_weight, refs_trusted
from reconcile.rivals import best_other, rank_in, rival_of
from reconcile.words import Terms, nearest, stem, words_of


def test_endings_case_quotes_and_possessives_make_no_difference() -> None:
    assert words_of("Reviewing the Council’s permanence policies") == words_of("review the council's Permanence policy")


def test_short_words_and_words_with_digits_keep_their_endings() -> None:
    assert [stem(w) for w in ("ring", "used", "2025s")] == ["ring", "used", "2025s"]


@pytest.mark.parametrize(
    ("ref", "base", "grew"),
    [
        ("15a", "15", True),
        ("1.2.1", "1.2", True),
        ("SL2(ii", "SL2", False),
        ("AC-2(1)", "AC-2", True),
        ("AC-2-1", "AC-2", True),
        ("SL2ii", "SL2", True),
        ("SL25", "SL2", False),
        ("12", "1", False),
        ("1.20", "1.2", False),
        ("15", "15a", False),
        (None, "15", False),
    ],
)
def test_a_ref_grows_by_a_letter_or_a_level_not_by_a_digit(ref: str | None, base: str, grew: bool) -> None:
    assert grew_from(ref, base) is grew


def test_refs_are_trusted_by_the_share_that_is_also_close_in_words() -> None:
    same = np.array([True] * 8 + [False] * 4)
    likeness = np.full(12, 0.5)
    kept = refs_trusted(likeness, np.zeros(12, np.int64), same, 100)
    chance = refs_trusted(likeness, np.full(12, 9), same, 100)
    assert kept is not None
    assert chance is not None
    assert kept > 0.9
    assert chance < 0.1
    assert ref_weight(kept) == 1
    assert ref_weight(chance) == 0
    assert refs_trusted(likeness, np.zeros(12, np.int64), np.zeros(12, bool), 100) is None


def test_one_equal_ref_alone_proves_little() -> None:
    one = refs_trusted(np.array([0.9]), np.array([0]), np.array([True]), 100)
    assert one is not None
    assert 0.5 < one < 0.9


def test_numbers_in_keys_count_as_numbers() -> None:
    keys = ["A10", "A2", "B1", "A2a"]
    assert [s.key for s in in_order([Statement(k, "") for k in keys])] == ["A2", "A2a", "A10", "B1"]


def test_rare_words_weigh_more_than_common_ones() -> None:
    terms = Terms.of([["review", "gritting"], ["review", "kerb"]], [["review", "verge"]])
    weight = dict(zip(sorted({"review", "gritting", "kerb", "verge"}), terms.rarity, strict=True))
    assert weight["gritting"] == pytest.approx(1)
    assert weight["review"] < 0.2


groups = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=1, max_size=12, unique=True)


@settings(max_examples=60)
@given(groups, st.data())
def test_rivals_and_ranks_are_those_that_sorting_gives(pairs: list[tuple[int, int]], data: st.DataObject) -> None:
    values = data.draw(st.lists(st.sampled_from([0.1, 0.2, 0.5, 0.9]), min_size=len(pairs), max_size=len(pairs)))
    group, member = (np.array(side, dtype=np.int64) for side in zip(*pairs, strict=True))
    value = np.array(values)
    for k, (g, _) in enumerate(pairs):
        others = [m for m in range(len(pairs)) if pairs[m][0] == g and m != k]
        assert best_other(group, value)[k] == max((values[m] for m in others), default=0)
        assert rank_in(group, value)[k] == sum(values[m] > values[k] for m in others)
        rival = rival_of(group, member, value)[k]
        best = max((values[m] for m in others), default=None)
        assert rival in {pairs[m][1] for m in others if values[m] == best} if others else rival == -1


@settings(max_examples=40)
@given(groups, st.data())
def test_the_assignment_is_the_best_there_is(pairs: list[tuple[int, int]], data: st.DataObject) -> None:
    chances = st.floats(0.01, 0.99)
    p = np.array(data.draw(st.lists(chances, min_size=len(pairs), max_size=len(pairs))))
    i, j = (np.array(side, dtype=np.int64) for side in zip(*pairs, strict=True))
    chosen = one_to_one(i, j, p, (4, 4))
    worth = np.log(p / (1 - p)) - np.log(FLOOR / (1 - FLOOR))
    best = 0.0
    for count in range(1, 5):
        for some in itertools.combinations(range(len(pairs)), count):
            if len({pairs[k][0] for k in some}) == len({pairs[k][1] for k in some}) == count:
                best = max(best, float(worth[list(some)].sum()))
    assert len(set(i[chosen].tolist())) == len(set(j[chosen].tolist())) == chosen.sum()
    assert float(worth[chosen].sum()) == pytest.approx(best, abs=1e-4)


@settings(max_examples=30)
@given(st.lists(st.lists(st.sampled_from("abcdef"), max_size=5), min_size=1, max_size=8), st.integers(1, 4))
def test_the_nearest_are_those_a_dense_table_gives(texts: list[list[str]], keep: int) -> None:
    terms = Terms.of(texts, texts[::-1])
    rows, columns = nearest(terms.old, terms.new, keep)
    dense = np.round((terms.old @ terms.new.T).toarray(), 9)
    for row in range(len(texts)):
        found = sorted(dense[row, columns[rows == row]].tolist(), reverse=True)
        assert found == sorted(dense[row][dense[row] > 0].tolist(), reverse=True)[:keep]
