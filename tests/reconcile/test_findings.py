"""What a person should look at between versions and along threads, each said in a sentence with its figures."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from planmaking import DREDGE, FERRY, LAMPS, MARKET, PIER, SURVEY, action, codes, due, message, plan_paper, version

from extract.model import Paper, Place, finding
from reconcile.changes import Pairing, changes_between
from reconcile.engine import reconcile_papers
from reconcile.findings import pair_findings, uncertain_findings
from reconcile.model import CandidateLink, Reconciliation
from reconcile.settings import ReconcileSettings

JUNE, JULY, AUGUST = (due(f"{m} 2025", f"2025-0{i}") for i, m in enumerate(["June", "July", "August"], 6))
BESIDE = [action("H8", FERRY), action("H9", MARKET)]


def run(*papers: Paper, as_of: dt.date | None = dt.date(2025, 1, 31)) -> Reconciliation:
    return reconcile_papers(papers, ReconcileSettings(as_of=as_of))


def issued(*actions: object) -> list[Paper]:
    """One paper for each action given, a quarter apart, with two actions beside it that stay as they are."""
    return [
        plan_paper(f"v{i}", *([a] if a else []), *BESIDE, as_at=f"2025-{i + 1:02}-28")  # type: ignore[list-item]
        for i, a in enumerate(actions)
    ]


def test_a_vanished_action_is_named_with_both_versions() -> None:
    result = run(*issued(action("H1", PIER), None))
    text = message(result, "vanished-action", "H1")
    assert "2025-01-28" in text
    assert "2025-02-28" in text


def test_an_action_missing_from_a_paper_that_was_not_read_whole_is_only_a_note() -> None:
    whole, cut = issued(action("H1", PIER), None)
    cut = replace(cut, status="partial", versions=tuple(replace(v, read_whole=False) for v in cut.versions))
    (found,) = [f for f in run(whole, cut).findings if f.code == "vanished-action"]
    assert found.severity == "note"
    assert "could not be read whole" in found.message


def test_no_change_log_is_one_note_for_a_pair_that_differs_and_none_for_one_that_does_not() -> None:
    result = run(*issued(action("H1", PIER, JUNE), action("H1", PIER, JULY), action("H1", PIER, JULY)))
    assert [f.severity for f in result.findings if f.code == "no-change-log"] == ["note"]
    assert "undeclared-change" not in dict(codes(result))


def test_a_rating_that_went_back_from_complete() -> None:
    result = run(*issued(action("H1", PIER, rating="blue"), action("H1", PIER, rating="amber")))
    assert "was complete (blue)" in message(result, "rating-went-back", "H1")
    assert "reopened" in {c.kind for c in result.changes}


def test_slippage_is_repeated_from_the_second_slip() -> None:
    once = run(*issued(action("H1", PIER, JUNE), action("H1", PIER, JULY)))
    twice = run(*issued(action("H1", PIER, JUNE), action("H1", PIER, JULY), action("H1", PIER, AUGUST)))
    assert "repeated-slippage" not in dict(codes(once))
    assert "2 times, 62 days" in message(twice, "repeated-slippage", "H1")


def test_two_milestones_that_slip_together_are_no_repeated_slippage() -> None:
    old = action("H1", PIER, due("A June 2025", "2025-06", "A"), due("B July 2025", "2025-07", "B"))
    new = action("H1", PIER, due("A July 2025", "2025-07", "A"), due("B August 2025", "2025-08", "B"))
    result = run(*issued(old, new))
    assert [t.slips for t in result.threads if t.refs == ("H1",)] == [2]
    assert "repeated-slippage" not in dict(codes(result))


def test_overdue_is_judged_at_the_day_given_else_at_the_latest_date_read() -> None:
    papers = issued(action("H1", PIER, due("January 2025", "2025-01"), rating="amber"))
    assert "overdue" not in dict(codes(run(*papers, as_of=dt.date(2025, 1, 31))))
    assert "1 day before 2025-02-01" in message(run(*papers, as_of=dt.date(2025, 2, 1)), "overdue")
    later = [*papers, plan_paper("z", *BESIDE, as_at="2025-06", title="Minutes of a meeting")]
    assert run(*later, as_of=None).as_of == dt.date(2025, 6, 30)
    assert "150 days" in message(run(papers[0], as_of=dt.date(2025, 6, 30)), "overdue")


@pytest.mark.parametrize("closing", [{"rating": "blue"}, {"kind": "done"}])
def test_what_is_complete_is_not_overdue(closing: dict[str, str]) -> None:
    when = due("January 2024", "2024-01", **({"kind": closing["kind"]} if "kind" in closing else {}))
    assert codes(run(*issued(action("H1", PIER, when, rating=closing.get("rating"))))) == []


def test_only_the_late_milestone_of_an_action_is_overdue() -> None:
    when = [
        due("Phase 1, May 2024", "2024-05", "Phase 1", rating="blue"),
        due("Phase 2, June 2024", "2024-06", "Phase 2", rating="red"),
    ]
    assert "Phase 2" in message(run(*issued(action("H1", PIER, *when, rating="blue"))), "overdue")


def test_a_version_without_date_or_ratings_says_nothing_of_how_things_stand() -> None:
    undated = plan_paper("a", action("H1", PIER, due("May 2015", "2015-05")), as_at=None)
    assert codes(run(undated)) == []


def test_a_plan_long_out_of_date_is_overdue_by_its_own_day_and_the_rest_is_one_note() -> None:
    late, since = due("January 2023", "2023-01"), due("June 2023", "2023-06")
    plan = plan_paper("a", action("H1", PIER, late), action("H2", LAMPS, since), action("H3", FERRY, since))
    plan = replace(plan, versions=tuple(replace(v, as_at="2023-03-31") for v in plan.versions))
    found = [f for f in run(plan, as_of=dt.date(2025, 1, 31)).findings if f.code == "overdue"]
    assert sorted((f.severity, f.refs) for f in found) == [("note", ("H2", "H3")), ("warning", ("H1",))]
    assert "59 days before 2023-03-31" in next(f.message for f in found if f.refs == ("H1",))
    assert "2 open actions of the version as at 2023-03-31" in next(f.message for f in found if f.refs != ("H1",))


def test_two_versions_of_one_date_are_told_apart_in_a_sentence() -> None:
    old, new = issued(action("H1", PIER), None)
    new = replace(new, versions=tuple(replace(v, as_at="2025-01-28") for v in new.versions))
    text = message(run(old, new), "vanished-action", "H1")
    assert "in the earlier version as at 2025-01-28 and not in the later version as at 2025-01-28" in text


def test_history_rewritten_names_the_entry_and_its_new_words() -> None:
    old = action("H1", PIER, progress="June 2025: tender issued. July 2025: bids read.")
    new = action("H1", PIER, progress="June 2025: tender issued. July 2025: no bids came. August 2025: again.")
    text = message(run(*issued(old, new)), "history-rewritten", "H1")
    assert "July 2025" in text
    assert "no bids came" in text


def uncertain(old: str, *news: tuple[str, str, float]) -> list[tuple[tuple[str, ...], str]]:
    """(refs, message) of the findings for candidates of H1, each given as (ref, words, score)."""
    a, b = version("v1", action("H1", old)), version("v2", *(action(ref, words) for ref, words, _ in news))
    candidates = [
        CandidateLink("v1#H1", one.action_id, "same", score, "text", "as given")
        for one, (_, _, score) in zip(b.actions, news, strict=True)
    ]
    return [(f.refs, f.message) for f in uncertain_findings(Pairing("plan", a, b, ()), candidates)]


def test_an_uncertain_match_gives_its_candidates_and_scores_the_likeliest_first() -> None:
    [(refs, text)] = uncertain(PIER, ("H2", "Repair the lamps.", 0.32), ("H3", "Walk along the pier.", 0.33))
    assert refs == ("H1", "H3", "H2")
    assert text.index("0.33") < text.index("0.32")


def test_a_candidate_that_shares_no_telling_word_is_no_finding() -> None:
    assert uncertain(PIER, ("H2", LAMPS, 0.3)) == []
    assert [refs for refs, _ in uncertain(PIER, ("H2", LAMPS, 0.39), ("H3", SURVEY, 0.2))] == [("H1", "H3")]


def test_a_word_that_stands_everywhere_tells_nothing() -> None:
    others = [(f"H{i}", f"Review the harbour rule {chr(96 + i) * 5}.", 0.3) for i in range(2, 8)]
    assert uncertain("Review the harbour budget.", *others) == []


def test_the_same_ref_is_worth_asking_about_whatever_the_words() -> None:
    assert [refs for refs, _ in uncertain(PIER, ("H1", LAMPS, 0.2))] == [("H1",)]


def test_no_more_than_three_candidates_are_named() -> None:
    [(refs, _)] = uncertain(
        PIER, *((f"H{i}", f"See {w}.", i / 10) for i, w in enumerate(("timber", "decking", "north", "visitors"), 2))
    )
    assert refs == ("H1", "H5", "H4", "H3")


def test_a_ref_that_names_another_commitment_is_a_finding_with_both_wordings() -> None:
    pairing = Pairing("plan", version("v1", action("H1", PIER)), version("v2", action("H1", DREDGE)), ())
    found = {f.code: f.message for f in pair_findings(pairing, changes_between(pairing), logged=True)}
    assert set(found) == {"ref-reused", "vanished-action", "undeclared-change"}
    assert PIER[:40] in found["ref-reused"]
    assert DREDGE[:40] in found["ref-reused"]


def test_what_the_reading_found_is_among_the_findings_and_all_are_in_order() -> None:
    read = finding("ref-repaired", "note", "IN1 was read as IN10.", paper_id="v0", places=(Place(page=3),))
    papers = issued(action("H1", PIER), None)
    result = run(replace(papers[0], findings=(read,)), papers[1])
    assert read in result.findings
    assert [f.finding_id for f in result.findings] == sorted(f.finding_id for f in result.findings)


def test_every_finding_is_a_sentence_with_a_paper() -> None:
    result = run(
        *issued(action("H1", PIER, JUNE, rating="blue"), action("H1", SURVEY, JULY, rating="red"), None),
        as_of=dt.date(2026, 1, 1),
    )
    assert len(result.findings) > 3
    for found in result.findings:
        assert found.message.endswith(".")
        assert found.paper_id
        assert found.severity in ("error", "warning", "note")
