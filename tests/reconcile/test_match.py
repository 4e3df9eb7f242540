"""Which action became which: one test per thing a person would call a fault."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reconcile.match import match
from reconcile.model import CandidateLink, Matching, Statement

HOUSING = "Housing and repairs"
ROADS = "Highways"
PLAN = [
    Statement(
        "H1", "Review void property turnaround with the repairs contractor to reduce empty homes.", "H1", HOUSING
    ),
    Statement("H2", "Publish the damp and mould procedure and train surveyors in its use.", "H2", HOUSING),
    Statement("H3", "Set up tenant engagement panels in each of the three localities.", "H3", HOUSING),
    Statement("H4", "Replace the repairs appointment system so that tenants can book online.", "H4", HOUSING),
    Statement("H5", "Audit gas safety certificates and report gaps to the landlord board.", "H5", HOUSING),
    Statement("R1", "Agree winter gritting routes with parish councils before October.", "R1", ROADS),
    Statement("R2", "Inspect every bridge with a weight limit and cost the strengthening works.", "R2", ROADS),
    Statement("R3", "Convert street lighting columns on main routes to dimmable lanterns.", "R3", ROADS),
    Statement("R4", "Pilot school streets at five primary schools and survey parents.", "R4", ROADS),
    Statement("R5", "Clear drainage gullies in the flood wards twice a year.", "R5", ROADS),
]


def pairs(found: Matching) -> dict[tuple[str, str], str]:
    return {(link.old, link.new): link.relation for link in found.links}


def changed(**texts: str) -> list[Statement]:
    """The plan with other words for some of its actions."""
    return [replace(s, text=texts.get(s.key, s.text)) for s in PLAN]


def without(*keys: str) -> list[Statement]:
    return [s for s in PLAN if s.key not in keys]


def link_of(found: Matching, old: str, new: str) -> CandidateLink:
    return next(link for link in found.links if (link.old, link.new) == (old, new))


def test_a_plan_against_itself_is_all_the_same() -> None:
    found = match(PLAN, PLAN)
    assert pairs(found) == {(s.key, s.key): "same" for s in PLAN}
    assert not found.uncertain
    assert min(link.score for link in found.links) >= 0.95


def test_nothing_against_something_links_nothing() -> None:
    assert match([], PLAN) == Matching(())
    assert match(PLAN, []) == Matching(())


def test_a_plan_renumbered_throughout_gives_only_renumbered() -> None:
    new = [replace(s, key=f"n{k}", ref=f"{k // 5 + 1}.{k % 5 + 1}") for k, s in enumerate(PLAN)]
    assert pairs(match(PLAN, new)) == {(s.key, f"n{k}"): "renumbered" for k, s in enumerate(PLAN)}


def test_a_plan_renumbered_with_its_own_refs_is_not_linked_by_ref() -> None:
    new = [replace(s, key=f"n{k}", ref=PLAN[(k + 3) % len(PLAN)].ref) for k, s in enumerate(PLAN)]
    found = match(PLAN, new)
    assert pairs(found) == {(s.key, f"n{k}"): "renumbered" for k, s in enumerate(PLAN)}
    assert found.refs_trusted is not None
    assert found.refs_trusted < 0.2
    assert {link.decided_by for link in found.links} == {"text"}


def test_actions_without_refs_are_known_by_their_words() -> None:
    bare = [replace(s, ref=None) for s in PLAN]
    new = [replace(s, key=f"n{k}") for k, s in enumerate(bare)]
    new[1] = replace(new[1], text="Publish and embed the damp and mould procedure; train every surveyor.")
    found = match(bare, new)
    assert pairs(found) == {(s.key, f"n{k}"): "same" for k, s in enumerate(PLAN)}
    assert found.refs_trusted is None


def test_an_action_rewritten_under_a_trusted_ref_is_linked_with_less_certainty() -> None:
    found = match(PLAN, changed(H3="Ensure people of every locality have a say on services."))
    rewritten = link_of(found, "H3", "H3")
    assert rewritten.relation == "same"
    assert rewritten.decided_by == "ref"
    assert rewritten.score < link_of(found, "H2", "H2").score


def test_an_action_that_went_is_linked_to_nothing() -> None:
    assert pairs(match(PLAN, without("R2"))) == {(s.key, s.key): "same" for s in PLAN if s.key != "R2"}


def test_a_moved_action_with_a_new_ref_is_renumbered() -> None:
    new = [*without("H5"), replace(PLAN[4], key="R6", ref="R6", section=ROADS)]
    assert pairs(match(PLAN, new))[("H5", "R6")] == "renumbered"


def test_two_actions_that_became_one_are_a_merge() -> None:
    both = "Inspect bridges with a weight limit, cost the strengthening and clear drainage gullies twice a year."
    new = [*without("R2", "R5"), Statement("R6", both, "R6", ROADS)]
    found = pairs(match(PLAN, new))
    assert {(a, b) for a, b in found if b == "R6"} == {("R2", "R6"), ("R5", "R6")}
    assert {found["R2", "R6"], found["R5", "R6"]} == {"merged"}


def test_an_action_taken_into_one_that_keeps_its_ref_is_a_merge_of_both() -> None:
    both = PLAN[1].text.rstrip(".") + ", and audit gas safety certificates and report gaps to the landlord board."
    found = pairs(match(PLAN, [s for s in changed(H2=both) if s.key != "H5"]))
    assert {p: r for p, r in found.items() if p[1] == "H2"} == {("H2", "H2"): "merged", ("H5", "H2"): "merged"}


def test_one_action_that_became_two_is_a_split() -> None:
    new = [
        *without("H2"),
        Statement("H2a", "Publish the damp and mould procedure.", "H2a", HOUSING),
        Statement("H2b", "Train surveyors in the use of the damp and mould procedure.", "H2b", HOUSING),
    ]
    found = pairs(match(PLAN, new))
    assert {p: r for p, r in found.items() if p[0] == "H2"} == {("H2", "H2a"): "split", ("H2", "H2b"): "split"}


def test_a_split_whose_parts_both_repeat_the_whole_is_told_by_its_refs() -> None:
    whole = next(s.text for s in PLAN if s.key == "R4").rstrip(".")
    parts = [
        Statement("R4a", f"{whole}: advertise the streets.", "R4a", ROADS),
        Statement("R4b", f"{whole}: report to members.", "R4b", ROADS),
    ]
    found = match(PLAN, [*without("R4"), *parts])
    assert {new: relation for (old, new), relation in pairs(found).items() if old == "R4"} == {
        "R4a": "split",
        "R4b": "split",
    }
    assert pairs(match([*without("R4"), *parts], PLAN))["R4b", "R4"] == "merged"


def test_swapping_the_versions_mirrors_the_links() -> None:
    new = [
        *without("H2", "R2", "R5", "R1"),
        Statement("H2a", "Publish the damp and mould procedure.", "H2a", HOUSING),
        Statement("H2b", "Train surveyors in the use of the damp and mould procedure.", "H2b", HOUSING),
        Statement("R6", f"{PLAN[6].text} {PLAN[9].text}", "R6", ROADS),
        Statement("R7", "Adopt a tree planting scheme along verges.", "R7", ROADS),
    ]
    there, back = match(PLAN, new), match(new, PLAN)
    assert {(a, b) for a, b in pairs(there)} == {(a, b) for b, a in pairs(back)}
    assert pairs(there)["H2", "H2a"] == "split"
    assert pairs(back)["H2b", "H2"] == "merged"
    scores = {(link.new, link.old): link.score for link in back.links}
    assert {(link.old, link.new): link.score for link in there.links} == pytest.approx(scores, abs=0.002)


def test_repeated_texts_are_told_apart_by_ref_then_section_then_place() -> None:
    old = [Statement(f"o{k}", "Ongoing review", None, section) for k, section in enumerate(("A", "B", "B", "C"))]
    new = [Statement(f"n{k}", "Ongoing review", None, section) for k, section in enumerate(("B", "B", "C", "A"))]
    assert pairs(match(old, new)) == {(f"o{a}", f"n{b}"): "same" for a, b in ((0, 3), (1, 0), (2, 1), (3, 2))}
    with_refs = [replace(s, ref=ref) for s, ref in zip(old, "wxyz", strict=True)]
    moved = [replace(s, key=f"n{s.ref}") for s in reversed(with_refs)]
    assert pairs(match(with_refs, moved)) == {(s.key, f"n{s.ref}"): "same" for s in with_refs}


def test_a_text_repeated_many_times_is_paired_one_to_one() -> None:
    old = [Statement(f"o{k}", "Continue to monitor by exception") for k in range(60)]
    new = [Statement(f"n{k}", "Continue to monitor by exception") for k in range(55)]
    found = pairs(match(old, new))
    assert len(found) == 55
    assert len({a for a, _ in found}) == len({b for _, b in found}) == 55


def test_statements_without_words_are_known_by_their_refs_only() -> None:
    old = [*PLAN, Statement("X1", "", "X1"), Statement("X2", "—", "X2"), Statement("X3", "", None)]
    new = [*PLAN, Statement("X1", "", "X1"), Statement("X9", "", "X9"), Statement("X4", "...", None)]
    found = pairs(match(old, new))
    assert {p for p in found if p[0].startswith("X")} == {("X1", "X1")}


def test_a_subset_of_the_words_alone_decides_nothing() -> None:
    long = "Review the parking policy, the market charter and the staffing of the night shelter every two years."
    old = [*PLAN, Statement("S1", "Review staffing policy.", "S1", "Staff")]
    close = Statement("N2", "Review the policy on staffing levels.", "N2", "Staff")
    new = [*PLAN, Statement("N1", long, "N1", "Parking"), close]
    found = pairs(match(old, new))
    assert ("S1", "N1") not in found
    assert found["S1", "N2"] == "renumbered"


def test_a_trusted_ref_over_words_that_share_nothing_is_a_question_not_a_link() -> None:
    found = match(PLAN, changed(H3="Commission a feasibility study into district heating."))
    assert ("H3", "H3") not in pairs(found)
    assert ("H3", "H3") in {(link.old, link.new) for link in found.uncertain}


def an_action(text: str, owner: str, due: str, key: str = "H6") -> Statement:
    return Statement(key, text, "H6", HOUSING, (owner,), due)


def test_an_equal_ref_over_other_words_owner_and_date_is_no_link() -> None:
    old = an_action(
        "Ask a thousand tenants how satisfied they are, and publish what they say.", "Ann Reeve", "2025-01-31"
    )
    new = an_action("Publish opening hours and waiting times for every desk.", "Tom Hale", "2025-06-30")
    assert ("H6", "H6") not in pairs(match([*PLAN, old], [*PLAN, new]))


def test_an_action_rewritten_under_its_ref_and_owner_stays_linked() -> None:
    old = an_action(
        "Review the programme of visits to frontline services, to ensure there is member oversight of practice.",
        "Ann Reeve",
        "2025-01-31",
    )
    new = an_action(
        "Ensure councillors have oversight of practice and hear from frontline staff in several ways.",
        "Ann Reeve",
        "2025-06-30",
    )
    assert pairs(match([*PLAN, old], [*PLAN, new]))["H6", "H6"] == "same"


@pytest.mark.parametrize("count", range(1, 7))
@pytest.mark.parametrize("refs", [True, False], ids=["refs", "no refs"])
def test_in_a_tiny_version_the_gap_an_action_left_is_not_filled_by_another(count: int, refs: bool) -> None:
    old = [replace(s, section="Plan", ref=s.ref if refs else None) for s in PLAN[:count]]
    for place in range(count):
        other = Statement("new", "Install defibrillators in every leisure centre of the town.", None, "Plan")
        new = [replace(s, key=f"n{s.key}") for s in old]
        new[place] = replace(other, key=f"n{old[place].key}", ref="Z9" if refs else None)
        found = pairs(match(old, new))
        assert set(found) == {(s.key, f"n{s.key}") for k, s in enumerate(old) if k != place}


def test_a_ref_given_twice_in_a_version_goes_with_its_words() -> None:
    old = [*PLAN, Statement("H5~2", "Let garages that stand empty to residents on the waiting list.", "H5", HOUSING)]
    new = [replace(s, key=f"n-{s.key}") for s in old]
    found = pairs(match(old, new))
    assert found["H5", "n-H5"] == "same"
    assert found["H5~2", "n-H5~2"] == "same"
    assert ("H5", "n-H5~2") not in found


def test_owner_and_date_decide_between_equal_texts() -> None:
    old = [Statement("o1", "Quarterly report", None, "S", ("Ann Reeve",), "2025-03-31")]
    new = [
        Statement("n1", "Quarterly report", None, "S", ("Tom Hale",), "2025-06-30"),
        Statement("n2", "Quarterly report", None, "S", ("Ann Reeve",), "2025-03-31"),
    ]
    assert pairs(match(old, new)) == {("o1", "n2"): "same"}


def test_progress_decides_between_equal_texts() -> None:
    old = [
        Statement("o1", "Quarterly report", None, "S", extra="Draft sent to the housing board"),
        Statement("o2", "Quarterly report", None, "S", extra="Gritting data awaited"),
    ]
    new = [
        Statement("n1", "Quarterly report", None, "S", extra="Gritting data awaited. Received in May."),
        Statement("n2", "Quarterly report", None, "S", extra="Draft sent to the housing board. Agreed."),
    ]
    assert pairs(match(old, new)) == {("o1", "n2"): "same", ("o2", "n1"): "same"}


def test_what_lies_under_the_threshold_is_uncertain_not_a_link() -> None:
    new = changed(H3="Ensure residents have a say on services through a range of routes.")
    strict = match(PLAN, new, review_threshold=1.0)
    assert not strict.links
    assert {(link.old, link.new) for link in match(PLAN, new).links} <= {
        (link.old, link.new) for link in strict.uncertain
    }


def test_evidence_is_a_line_a_person_can_follow() -> None:
    old = [replace(s, owners=("Head of Housing",), due="2025-03-31") for s in PLAN]
    new = [replace(s, text=s.text.replace("Publish the", "Adopt a")) for s in old]
    found = match(old, new)
    line = link_of(found, "H2", "H2").evidence
    assert line.startswith("same ref; ")
    assert "rare words" in line
    assert line.endswith("same section; same owner; same due date")
    assert "the same words" in link_of(found, "H1", "H1").evidence


def test_the_evidence_of_a_split_names_the_other_parts() -> None:
    new = [
        *without("H2"),
        Statement("H2a", "Publish the damp and mould procedure.", "H2a", HOUSING),
        Statement("H2b", "Train surveyors in the use of the damp and mould procedure.", "H2b", HOUSING),
    ]
    there, back = match(PLAN, new), match(new, PLAN)
    assert link_of(there, "H2", "H2a").evidence.endswith("together with H2b")
    assert link_of(back, "H2a", "H2").evidence.endswith("together with H2b")
    assert "together" not in link_of(there, "H1", "H1").evidence


def test_a_ref_that_grew_says_so() -> None:
    new = [replace(s, key=f"{s.key}a", ref=f"{s.ref}a") if s.key == "R4" else s for s in PLAN]
    assert "ref R4 became R4a" in link_of(match(PLAN, new), "R4", "R4a").evidence


@settings(max_examples=15)
@given(st.randoms(use_true_random=False), st.permutations(range(len(PLAN))))
def test_the_order_of_the_rows_changes_nothing(chance: random.Random, order: list[int]) -> None:
    new = changed(
        H3="Set up panels of tenants in every locality.", R4="Pilot school streets and survey parents and pupils."
    )
    shuffled = [PLAN[k] for k in order]
    chance.shuffle(new)
    plain = changed(
        H3="Set up panels of tenants in every locality.", R4="Pilot school streets and survey parents and pupils."
    )
    assert match(shuffled, new) == match(PLAN, plain)


@settings(max_examples=10)
@given(
    st.lists(
        st.sampled_from(["bivqxz", "kelmon", "drafto", "wexil", "pumbra", "snorv", "quillip"]), min_size=4, max_size=9
    ),
    st.integers(1, 4),
)
def test_unrelated_additions_change_no_link(words: list[str], copies: int) -> None:
    new = changed(H3="Set up panels of tenants in every locality.")
    extra = [Statement(f"Z{k}", " ".join([*words, f"zz{k}"]), f"Z{k}", "Elsewhere") for k in range(copies)]
    assert pairs(match(PLAN, [*new, *extra])) == pairs(match(PLAN, new))


@settings(max_examples=25)
@given(
    st.lists(st.text("ab 1é'", max_size=12), max_size=8),
    st.lists(st.text("ab 1é'", max_size=12), max_size=8),
    st.booleans(),
)
def test_any_texts_give_links_between_known_keys_with_scores(a: list[str], b: list[str], refs: bool) -> None:
    old = [Statement(f"o{k}", text, f"{k}" if refs else None) for k, text in enumerate(a)]
    new = [Statement(f"n{k}", text, f"{k}" if refs else None) for k, text in enumerate(b)]
    found = match(old, new)
    for link in (*found.links, *found.uncertain):
        assert 0 <= link.score <= 1
        assert link.old in {s.key for s in old}
        assert link.new in {s.key for s in new}
        assert link.relation in {"same", "renumbered", "merged", "split", "succeeded"}
    assert not {(x.old, x.new) for x in found.links} & {(x.old, x.new) for x in found.uncertain}


def padded(statements: list[Statement]) -> list[Statement]:
    """The same with refs written H-01 instead of H1."""
    return [replace(s, key=s.key[0] + "-0" + s.key[1:], ref=f"{s.key[0]}-0{s.key[1:]}") for s in statements]


def dashed(statements: list[Statement]) -> list[Statement]:
    return [replace(s, ref=f"{s.key[0]}-{s.key[1:]}") for s in statements]


def test_a_ref_written_with_a_leading_zero_is_the_same_ref() -> None:
    texts = {"H2": "Surveyors know what to do about damp.", "R5": "Gullies are emptied before storms."}
    found = match(dashed(PLAN), padded(changed(**texts)))
    assert {link.old: link.new for link in found.links} == {s.key: s.key[0] + "-0" + s.key[1:] for s in PLAN}
    link = link_of(found, "H2", "H-02")
    assert (link.decided_by, link.relation) == ("ref", "renumbered")
    assert "ref H-2 written H-02" in link.evidence


def test_two_refs_of_one_version_that_differ_in_a_leading_zero_stay_two() -> None:
    both = [*PLAN, Statement("H01", "Sell garages nobody rents and plant their sites.", "H01", HOUSING)]
    assert pairs(match(both, both)) == {(s.key, s.key): "same" for s in both}
