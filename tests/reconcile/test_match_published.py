"""The figures of the published lists and the real papers do not fall unnoticed; skipped where they are not present."""

from __future__ import annotations

import pytest

from reconcile.match import match

lists = pytest.importorskip("benchmarks.lists", reason="run from the checkout")


def f1(benches: list[lists.Bench], part: str) -> float:
    scores = [lists.judge(b, {(x.old, x.new): x.relation for x in match(b.old, b.new).links}) for b in benches]
    return sum(score[part][2] for score in scores) / len(scores)


def test_published_links_are_found_as_well_as_before() -> None:
    benches = lists.published()
    if not benches:
        pytest.skip("the published lists are not beside the checkout")
    assert f1(benches, "all") >= 0.75
    assert f1(benches, "non-trivial") >= 0.69


def test_links_of_real_papers_are_right() -> None:
    benches = lists.real_papers()
    if not benches:
        pytest.skip("the real papers are not beside the checkout")
    assert f1(benches, "all") >= 0.97


def test_invented_plans_are_followed_through_their_revision() -> None:
    assert f1(lists.plans(), "all") >= 0.88
