"""Names of organisations: other words of their own are other organisations, however many letters they share."""

from __future__ import annotations

import pytest
from planmaking import action, paper, version

from reconcile.organisations import Sameness, sameness
from reconcile.plans import recognise
from reconcile.settings import ReconcileSettings

SAME, OPEN, OTHER = Sameness.SAME, Sameness.OPEN, Sameness.OTHER
WORDS = (
    "Dredge the inner harbour down to four metres at low water",
    "Repaint every crane along the quay in the autumn",
    "Mend the slipway lights that the storm put out",
)


@pytest.mark.parametrize(
    ("one", "other", "told"),
    [
        ("Northford Borough Council", "Southford Borough Council", OTHER),
        ("Ashford Borough Council", "Ashfield Borough Council", OTHER),
        ("Northford Council", "Northford Borough Council", SAME),
        ("North Ford Council", "Northford Borough Council", SAME),
        ("Stoke-on-Trent City Council", "Stoke on Trent City Council", SAME),
        ("London Borough of Marlbrook", "Marlbrook Council", SAME),
        ("MARLBROOK COUNCIL", "Marlbrook Council", SAME),
        ("Northford Borough Council", "Northford County Council", OPEN),
        ("Marlbrook Council", "Mar1brook Council", SAME),
        ("Barnstone Council", "Bamstone Council", SAME),
        ("Marlbrook Council", "Marlbrock Council", OPEN),
        ("Barley Council", "Burley Council", OPEN),
        ("Bath Council", "Bash Council", OTHER),
        ("Marlbrook Council", "Marlbrook Hospitals Foundation Trust", OTHER),
        ("Cabinet Office", "Home Office", OTHER),
        ("Borough Council", "County Council", OTHER),
    ],
)
def test_what_two_names_tell(one: str, other: str, told: Sameness) -> None:
    assert sameness(one, other) is sameness(other, one) is told


def _plans(one: str, other: str, *, words: tuple[str, ...] = WORDS) -> int:
    """How many plans are told of two papers of one title, the second with these words."""
    papers = []
    for name, organisation, texts in (("a", one, WORDS), ("b", other, words)):
        actions = [action(f"H{n}", text) for n, text in enumerate(texts, start=1)]
        issue = version(name, *actions, title="Harbour Plan", organisation=organisation)
        papers.append(paper(name, issue, organisation=organisation))
    return len(recognise(papers, ReconcileSettings(), {}).plans)


def test_councils_whose_names_share_their_letters_have_plans_of_their_own() -> None:
    assert _plans("Northford Borough Council", "Southford Borough Council") == 2


def test_a_name_with_a_slip_is_joined_where_refs_and_words_say_so() -> None:
    assert _plans("Marlbrook Council", "Marlbrock Council") == 1


def test_a_name_with_a_slip_and_the_same_title_alone_is_another() -> None:
    others = ("Open a night shelter", "Publish the list of wards", "Train the new clerks")
    assert _plans("Marlbrook Council", "Marlbrock Council", words=others) == 2
    assert _plans("Marlbrook Council", "Marlbrook Borough Council", words=others) == 1
