"""Percentages and counts in minutes against the version in force at the meeting."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from planmaking import DREDGE, FERRY, LAMPS, MARKET, PIER, SIGNS, SURVEY, action, codes, message, paper, plan_paper

from extract.model import Claim, Rating
from reconcile.claims import check_claim
from reconcile.engine import reconcile_papers
from reconcile.settings import ReconcileSettings
from reconcile.versions import Issue

TEXTS = [PIER, LAMPS, FERRY, MARKET, DREDGE, SIGNS, SURVEY]
RATINGS = ["blue", "blue", "blue", "blue", "amber", "green", "red"]
PLAN = [action(f"H{i}", text, rating=rating) for i, (text, rating) in enumerate(zip(TEXTS, RATINGS, strict=True), 1)]
ISSUED = plan_paper("a", *PLAN, as_at="2025-01-31")


def said(
    value: float, unit: str, *ratings: str, meeting: str | None = "2025-03-01", subject: str = "the plan"
) -> Claim:
    day = dt.date.fromisoformat(meeting) if meeting else None
    return Claim("m!1", "m", f"{value:g} {unit}", "…", subject, value, unit, ratings, "Harbour Renewal Plan", day)


def verdict(claim: Claim, *papers: object) -> tuple[str, float | None]:
    issues = [Issue(v, p) for p in papers or (ISSUED,) for v in p.versions]  # type: ignore[attr-defined, arg-type]
    checked = check_claim(claim, issues)
    return checked.verdict, checked.dataset_value


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        (said(57, "percent", "complete"), ("agrees", 57.1)),
        (said(57.1, "percent", "complete"), ("agrees", 57.1)),
        (said(58, "percent", "complete"), ("differs", 57.1)),
        (said(1, "count", "amber"), ("agrees", 1)),
        (said(2, "count", "Amber"), ("differs", 1)),
        (said(2, "count", "amber", "red"), ("agrees", 2)),
        (said(7, "count", subject="actions in the plan"), ("agrees", 7)),
        (said(4, "count", "blue"), ("agrees", 4)),
    ],
)
def test_figures_are_held_against_the_version_in_force(claim: Claim, expected: tuple[str, float]) -> None:
    assert verdict(claim) == expected


@pytest.mark.parametrize(
    ("bound", "value", "unit", "expected"),
    [
        ("over", 3, "count", "agrees"),
        ("over", 4, "count", "differs"),
        ("at least", 4, "count", "agrees"),
        ("at most", 3, "count", "differs"),
        ("under", 5, "count", "agrees"),
        ("about", 5, "count", "agrees"),
        ("about", 6, "count", "differs"),
        ("about", 55, "percent", "agrees"),
        ("about", 60, "percent", "differs"),
        ("over", 57, "percent", "agrees"),
        ("at least", 58, "percent", "differs"),
    ],
)
def test_a_bound_is_held_to_its_word(bound: str, value: float, unit: str, expected: str) -> None:
    claim = replace(said(value, unit, "complete"), bound=bound)  # four of seven, 57.1 %
    assert verdict(claim)[0] == expected


PARTS = [replace(one, section_id=name) for one, name in zip(PLAN, ["Priority 1: Quay"] * 3 + ["Priority 12: Town"] * 4,
                                                            strict=True)]  # fmt: skip


@pytest.mark.parametrize(
    ("scope", "expected"),
    [
        ("in Priority 1", ("agrees", 3)),
        ("under Quay", ("agrees", 3)),
        ("in Priority 1: Quay", ("agrees", 3)),
        ("in Priority 12", ("differs", 1)),
        ("led by the Harbour Master", ("cannot be checked", None)),
        ("in Priority 1 and Priority 12", ("cannot be checked", None)),
    ],
)
def test_a_claim_about_a_section_is_held_against_that_section(scope: str, expected: tuple[str, float | None]) -> None:
    claim = replace(said(3, "count", "complete"), scope=scope)
    assert verdict(claim, plan_paper("a", *PARTS, as_at="2025-01-31")) == expected


def test_the_note_of_a_claim_that_differs_has_both_figures() -> None:
    result = reconcile_papers(
        [ISSUED, paper("m", claims=[said(36, "count", "amber")], title="Minutes")], ReconcileSettings()
    )
    assert [(c.verdict, c.version_id, c.dataset_value) for c in result.claims] == [("differs", "a", 1.0)]
    assert "36" in message(result, "claim-differs")
    assert "gives 1" in message(result, "claim-differs")


def test_a_rating_that_no_key_has_cannot_be_checked() -> None:
    checked = check_claim(said(36, "count", "amber e"), [Issue(ISSUED.versions[0], ISSUED)])
    assert checked.verdict == "cannot be checked"
    assert '"amber e"' in checked.verdict_note
    assert "blue" in checked.verdict_note


def test_a_rating_is_counted_by_what_the_printed_key_says_it_means() -> None:
    meant = {"green": "On track", "amber": "At risk", "red": "Off track, the date will be missed"}
    key = tuple(
        replace(r, printed=r.code[0].upper(), meaning=meant.get(r.code, r.meaning)) for r in ISSUED.versions[0].ratings
    )
    printed = replace(ISSUED, versions=(replace(ISSUED.versions[0], ratings=key, key_printed=True),))
    assert verdict(said(1, "count", "off track"), printed) == ("agrees", 1)
    assert verdict(said(1, "count", "at risk", "on track"), printed) == ("differs", 2)
    assert verdict(said(1, "count", "green"), printed) == ("agrees", 1)
    usual = replace(printed, versions=(replace(printed.versions[0], key_printed=False),))
    assert verdict(said(1, "count", "off track"), usual) == ("cannot be checked", None)


def test_complete_cannot_be_counted_where_no_rating_of_the_key_means_it() -> None:
    key = (Rating("hot", "Hot", None, 1, False), Rating("cold", "Cold", None, 2, False))
    version = replace(ISSUED.versions[0], ratings=key)
    assert check_claim(said(57, "percent", "complete"), [Issue(version, ISSUED)]).verdict == "cannot be checked"


@pytest.mark.parametrize(
    ("meeting", "why"), [("2025-09-01", "nearest"), ("2024-12-01", "nearest"), (None, "not printed")]
)
def test_a_version_of_another_time_is_no_check_and_is_named_as_the_nearest(meeting: str | None, why: str) -> None:
    checked = check_claim(said(57, "percent", "complete", meeting=meeting), [Issue(ISSUED.versions[0], ISSUED)])
    assert (checked.verdict, checked.version_id, checked.dataset_value) == ("cannot be checked", None, None)
    assert why in checked.verdict_note
    assert "2025-01-31" in checked.verdict_note


def test_the_version_that_went_to_the_meeting_is_in_force_whatever_its_date() -> None:
    brought = plan_paper("a", *PLAN, as_at="2024-06-30", meeting="2025-03-01")
    assert verdict(said(57, "percent", "complete"), brought) == ("agrees", 57.1)


def test_of_several_versions_the_last_before_the_meeting_is_in_force() -> None:
    later = plan_paper("b", *[replace(a, rating="blue") for a in PLAN], as_at="2025-02-20")
    newest = plan_paper("c", *PLAN[:2], as_at="2025-03-20")
    assert verdict(said(100, "percent", "complete"), ISSUED, later, newest) == ("agrees", 100)


def test_a_claim_in_the_versions_own_paper_is_about_that_version() -> None:
    own = replace(said(57, "percent", "complete", meeting=None), paper_id="a")
    assert verdict(own) == ("agrees", 57.1)


def test_a_claim_about_nothing_that_can_be_counted_cannot_be_checked() -> None:
    assert verdict(said(57, "percent"))[0] == "cannot be checked"
    assert (
        check_claim(said(57, "percent", "complete"), []).verdict_note == "no version of the plan it speaks of is held"
    )


def test_a_claim_that_cannot_be_checked_is_no_finding() -> None:
    minutes = paper("m", claims=[said(36, "count", "amber e")], title="Minutes")
    assert codes(reconcile_papers([ISSUED, minutes], ReconcileSettings(as_of=None))) == []


@pytest.mark.parametrize("meeting", ["2025-03-01", "2025-09-01", None])
@pytest.mark.parametrize("word", ["complete", "Completed", "fully complete", "delivered"])
def test_complete_is_what_the_key_calls_complete_and_never_an_unknown_rating(word: str, meeting: str | None) -> None:
    checked = check_claim(said(57, "percent", word, meeting=meeting), [Issue(ISSUED.versions[0], ISSUED)])
    assert "no rating" not in checked.verdict_note
    assert (checked.verdict == "agrees") == (meeting == "2025-03-01")


def test_a_rating_beside_complete_is_still_said_to_be_unknown() -> None:
    checked = check_claim(said(57, "percent", "complete", "amber e"), [Issue(ISSUED.versions[0], ISSUED)])
    assert checked.verdict_note.startswith('"amber e" is no rating')
