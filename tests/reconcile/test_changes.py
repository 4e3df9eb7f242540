"""Each kind of change by the rule that docs/changes.md gives it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from planmaking import DREDGE, FERRY, KEY, LAMPS, MARKET, PIER, SIGNS, SURVEY, action, due, kinds, version

from extract.model import Action, Rating, Version
from reconcile.changes import FIELD_KINDS, WHOLE_KINDS, Pairing, changes_between
from reconcile.engine import reconcile_pair
from reconcile.model import Change, Link
from reconcile.progress import rewritten
from reconcile.settings import ReconcileSettings
from reconcile.versions import retag
from reconcile.wording import marked, same_words, word_diff

JUNE, MAY, AUGUST = due("June 2025", "2025-06"), due("May 2025", "2025-05"), due("August 2025", "2025-08")
ONGOING = due("Ongoing")


def link(old: Version, new: Version, a: str, b: str, relation: str = "same") -> Link:
    return Link(
        f"old#{a}->new#{b}", "old", "new", f"old#{a}", f"new#{b}", a, b, relation, 0.9, "ref", "given in a test"
    )


def compared(old: list[Action], new: list[Action], *pairs: tuple[str, ...], **other: object) -> tuple[Change, ...]:
    """Changes of two versions whose links are given: ("H1", "H1"), or ("H1", "H2", "merged")."""
    a, b = version("old", *old), version("new", *new)
    pairing = Pairing("plan", a, b, tuple(link(a, b, *p) for p in pairs), **other)  # type: ignore[arg-type]
    return changes_between(pairing)


def one(old: Action, new: Action) -> list[str]:
    """The kinds of change of one action that kept its ref, beside one that stayed as it was."""
    beside = action("Z9", SURVEY, JUNE, rating="green", owners=["Harbour Master"], section="Beside")
    return [c.kind for c in compared([old, beside], [new, beside], (old.ref or "", new.ref or ""), ("Z9", "Z9"))]


def test_every_kind_in_code_is_in_the_documented_table() -> None:
    table = (Path(__file__).parents[2] / "docs" / "changes.md").read_text(encoding="utf-8")
    documented = {row.split("`")[1] for row in table.splitlines() if row.startswith("| `")}
    assert documented == set(WHOLE_KINDS) | set(FIELD_KINDS)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("the ‘best start’ offer – for children", "the 'best start' offer - for children"),
        ("co-production with families", "coproduction with families"),
        ("• Review panels\n• Train staff", "- Review panels - Train staff"),
        ("Review  panels\nquarterly", "Review panels quarterly"),
        ("well-\nbeing of staff", "wellbeing of staff"),
        ("Housing & health", "Housing and health"),
        ("Publish the report.", "Publish the report"),
    ],
)
def test_typography_alone_is_not_a_rewording(old: str, new: str) -> None:
    assert same_words(old, new)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("raise it by 1.5", "raise it by 15"),
        ("90% of audits", "90 audits"),
        ("will publish", "will not publish"),
        ("2-4 visits", "24 visits"),
    ],
)
def test_figures_and_small_words_count(old: str, new: str) -> None:
    assert not same_words(old, new)


def test_word_diff_marks_what_moved() -> None:
    diff = word_diff(
        "After each storm the warden will inspect every mooring",
        "The warden will inspect every mooring after each storm",
    )
    assert marked(diff) == "[>After each storm>] The warden will inspect every mooring {>after each storm>}"


def test_rewording_shows_what_was_taken_out_and_put_in() -> None:
    [change] = compared([action("H1", FERRY)], [action("H1", FERRY.replace("winter", "summer"))], ("H1", "H1"))
    assert (change.kind, change.field) == ("reworded", "text")
    assert "[-winter-] {+summer+}" in change.explanation


@pytest.mark.parametrize(
    ("old", "new", "kind", "days"),
    [
        (JUNE, AUGUST, "slipped", 62),
        (JUNE, MAY, "brought_forward", -30),
        (ONGOING, JUNE, "scheduled", None),
        (JUNE, ONGOING, "unscheduled", None),
    ],
)
def test_a_timescale_that_moved(old: object, new: object, kind: str, days: int | None) -> None:
    beside = action("Z9", SURVEY, JUNE)
    changes = compared([action("H1", PIER, old), beside], [action("H1", PIER, new), beside], ("H1", "H1"), ("Z9", "Z9"))  # type: ignore[arg-type]
    assert [(c.kind, c.field, c.days) for c in changes] == [(kind, "timescale", days)]
    assert (changes[0].old_milestone_id, changes[0].new_milestone_id) == ("old#H1/1", "new#H1/1")


@pytest.mark.parametrize(
    ("old", "new", "how"), [("2025-06-11", "2025-06", "less exactly"), ("2025-06", "2025-06-11", "more exactly")]
)
def test_a_day_and_its_month_are_no_slip(old: str, new: str, how: str) -> None:
    a, b = (action("H1", PIER, due(f"by {when}", when)) for when in (old, new))
    (change,) = compared([a], [b], ("H1", "H1"))
    assert (change.kind, change.field, change.days) == ("reworded", "timescale", None)
    assert how in change.explanation


def test_a_month_that_became_the_year_slipped() -> None:
    assert one(action("H1", PIER, JUNE), action("H1", PIER, due("2025", "2025"))) == ["slipped"]


def test_a_timescale_without_a_label_is_the_milestone_of_the_same_day() -> None:
    first, last = (
        due("Mid May to engage", "2025-05-15", "to engage"),
        due("June board to present", "2025-06", "to present"),
    )
    assert one(action("H1", PIER, JUNE), action("H1", PIER, first, last)) == ["scheduled"]


def test_milestones_are_compared_by_their_labels_not_their_order() -> None:
    old = action(
        "H1",
        PIER,
        due("Phase 1 - June 2025", "2025-06", "Phase 1"),
        due("Phase 2 - December 2025", "2025-12", "Phase 2"),
    )
    new = action(
        "H1", PIER, due("Phase 2 - March 2026", "2026-03", "Phase 2"), due("Phase 1 - June 2025", "2025-06", "Phase 1")
    )
    [change] = compared([old], [new], ("H1", "H1"))
    assert (change.kind, change.days, change.old_value) == ("slipped", 90, "Phase 2 - December 2025")


def test_a_milestone_of_another_name_is_not_a_slip() -> None:
    old = action("H1", PIER, due("June 2025", "2025-06", "Tender"), due("July 2025", "2025-07", "Works begin"))
    new = action("H1", PIER, due("July 2025", "2025-07", "Works begin"), due("March 2026", "2026-03", "Opening"))
    assert [c.kind for c in compared([old], [new], ("H1", "H1"))] == ["scheduled", "unscheduled"]


def test_not_changed_takes_the_old_milestones() -> None:
    assert one(action("H1", PIER, JUNE), action("H1", PIER, due("Not changed", kind="unchanged"))) == []


def test_an_undated_timescale_said_otherwise_is_a_rewording_of_the_timescale() -> None:
    beside = action("H2", LAMPS, JUNE)
    scoping = action("H1", PIER, due("In scoping", kind="scoping"))
    [change] = compared([action("H1", PIER, ONGOING), beside], [scoping, beside], ("H1", "H1"), ("H2", "H2"))
    assert (change.kind, change.field) == ("reworded", "timescale")


def test_a_timescale_that_says_done_is_not_a_slip() -> None:
    done = due("Completed August 2025", "2025-08", kind="done")
    assert one(action("H1", PIER, JUNE, rating="green"), action("H1", PIER, done, rating="blue")) == ["completed"]


def test_a_rating_that_becomes_complete_is_completed_and_one_that_goes_back_reopened() -> None:
    green, blue = action("H1", PIER, rating="green"), action("H1", PIER, rating="blue")
    assert one(green, blue) == ["completed"]
    assert one(blue, green) == ["reopened"]


def test_an_action_is_complete_only_when_all_its_milestones_are() -> None:
    half = action(
        "H1", PIER, due("A", "2025-05", "A", rating="blue"), due("B", "2025-06", "B", rating="green"), rating="blue"
    )
    whole = action(
        "H1", PIER, due("A", "2025-05", "A", rating="blue"), due("B", "2025-06", "B", rating="blue"), rating="blue"
    )
    assert one(half, whole) == ["completed"]


@pytest.mark.parametrize(("new", "said"), [("red", "worse"), ("green", "better")])
def test_rerated_says_better_or_worse_by_the_plans_own_scale(new: str, said: str) -> None:
    [change] = compared([action("H1", PIER, rating="amber")], [action("H1", PIER, rating=new)], ("H1", "H1"))
    assert (change.kind, change.field) == ("rerated", "rating")
    assert said in change.explanation


def test_a_role_keeps_its_name_in_other_words() -> None:
    assert (
        one(
            action("H1", PIER, owners=["Head of Service for Moorings"]),
            action("H1", PIER, owners=["Head of Service, Moorings"]),
        )
        == []
    )


def test_another_owner_is_reowned_and_the_order_of_owners_is_nothing() -> None:
    two = ["Harbour Master", "Quay Manager"]
    assert one(action("H1", PIER, owners=two), action("H1", PIER, owners=two[::-1])) == []
    assert one(action("H1", PIER, owners=two), action("H1", PIER, owners=["Harbour Master", "Bridge Warden"])) == [
        "reowned"
    ]


def test_another_section_is_moved_but_a_renumbered_heading_is_not() -> None:
    for renumbered in ("3. Safety", "B) Safety", "Section 2: Safety", "Safety (continued)"):
        assert one(action("H1", PIER, section="1. Safety"), action("H1", PIER, section=renumbered)) == []
    both = [action("H2", LAMPS, section="Safety"), action("H3", FERRY, section="Travel")]
    kept = [("H1", "H1"), ("H2", "H2"), ("H3", "H3")]
    old, new = (action("H1", PIER, section=name) for name in ("Safety", "Travel"))
    changes = compared([old, *both], [new, *both], *kept)
    assert [(c.kind, c.old_value, c.new_value) for c in changes] == [("moved", "Safety", "Travel")]


def test_an_outer_heading_alone_moves_nothing() -> None:
    beside = [action("H2", LAMPS, section="Travel"), action("H3", FERRY, section="Trade")]
    old = version("old", action("H1", PIER, section="Safety"), *beside)
    inner = replace(old.sections[0], path=("1. Safety", "Piers and quays"))
    new = replace(retag(old, "new"), sections=(replace(inner, section_id="new/s1"), *retag(old, "new").sections[1:]))
    links = tuple(link(old, new, ref, ref) for ref in ("H1", "H2", "H3"))
    assert changes_between(Pairing("plan", old, new, links)) == ()


def test_a_section_under_another_heading_moves_nothing() -> None:
    old = [
        action("H1", PIER, section="Safety"),
        action("H2", LAMPS, section="Safety"),
        action("H3", FERRY, section="Travel"),
    ]
    new = [
        action("H1", PIER, section="Safe quays"),
        action("H2", LAMPS, section="Safe quays"),
        action("H3", FERRY, section="Travel"),
    ]
    assert compared(old, new, ("H1", "H1"), ("H2", "H2"), ("H3", "H3")) == ()


def test_a_log_under_its_own_dated_title_moves_only_what_went_to_its_other_list() -> None:
    open_log, done = "HB (5) Log as of 2 March", "Closed actions"
    old = [action(f"H{i}", text, section=open_log) for i, text in enumerate((PIER, LAMPS, FERRY), 1)]
    old += [action("H4", MARKET, section=done), action("H5", DREDGE, section=done)]
    new = [action(f"H{i}", text, section="HB (6) Log") for i, text in enumerate((PIER, LAMPS), 1)]
    new += [action(f"H{i}", text, section="Actions closed") for i, text in enumerate((FERRY, MARKET, DREDGE), 3)]
    changes = compared(old, new, *((f"H{i}", f"H{i}") for i in range(1, 6)))
    assert [(c.kind, c.old_refs, c.new_value) for c in changes] == [("moved", ("H3",), "Actions closed")]


def test_a_version_that_lists_everything_under_one_heading_moves_nothing() -> None:
    old = [action("H1", PIER, section="Safety"), action("H2", LAMPS, section="Travel")]
    new = [action("H1", PIER, section="Tracker"), action("H2", LAMPS, section="Tracker")]
    assert compared(old, new, ("H1", "H1"), ("H2", "H2")) == ()


def test_a_column_that_one_version_does_not_have_is_not_compared() -> None:
    full = action("H1", PIER, JUNE, rating="green", owners=["Harbour Master"], section="Safety")
    assert compared([full], [action("H1", PIER)], ("H1", "H1")) == ()


def test_gone_without_a_word_is_vanished_and_come_is_added() -> None:
    changes = compared([action("H1", PIER)], [action("H2", LAMPS)])
    assert [(c.kind, c.old_refs, c.new_refs) for c in changes] == [("added", (), ("H2",)), ("vanished", ("H1",), ())]


@pytest.mark.parametrize(
    ("rating", "kind"), [("blue", "completed"), ("closed", "closed"), ("withdrawn", "removed"), ("green", "vanished")]
)
def test_gone_after_a_rating_that_ends_it_is_not_vanished(rating: str, kind: str) -> None:
    assert [c.kind for c in compared([action("H1", PIER, rating=rating)], [])] == [kind]


def test_a_word_for_complete_that_only_the_older_version_uses_is_complete_still() -> None:
    done = Rating("done", "Done", None, 1, True)
    old = version("old", action("H1", PIER, rating="done"), action("H2", LAMPS), ratings=(done, *KEY))
    new = version("new", action("H2", LAMPS))
    changes = changes_between(Pairing("plan", old, new, (link(old, new, "H2", "H2"),)))
    assert [(c.kind, c.old_refs) for c in changes] == [("completed", ("H1",))]


def test_merged_and_split_are_one_row_each() -> None:
    merged = compared(
        [action("H1", PIER), action("H2", LAMPS)],
        [action("H3", SURVEY)],
        ("H1", "H3", "merged"),
        ("H2", "H3", "merged"),
    )
    assert [(c.kind, c.old_refs, c.new_refs) for c in merged] == [("merged", ("H1", "H2"), ("H3",))]
    split = compared(
        [action("H3", SURVEY)], [action("H1", PIER), action("H2", LAMPS)], ("H3", "H1", "split"), ("H3", "H2", "split")
    )
    assert [(c.kind, c.old_refs, c.new_refs) for c in split] == [("split", ("H3",), ("H1", "H2"))]


def test_a_merge_into_an_old_ref_keeps_that_ones_dates() -> None:
    old = [action("H1", PIER, JUNE), action("H2", LAMPS, JUNE)]
    changes = compared(old, [action("H1", SURVEY, AUGUST)], ("H1", "H1", "merged"), ("H2", "H1", "merged"))
    assert [(c.kind, c.days) for c in changes] == [("merged", None), ("slipped", 62)]


def test_covered_by_another_is_closed_with_what_covers_it() -> None:
    changes = compared(
        [action("H1", PIER), action("H2", LAMPS)],
        [action("H5", SURVEY)],
        ("H1", "H5", "succeeded"),
        ("H2", "H5", "succeeded"),
    )
    assert [(c.kind, c.old_refs, c.new_refs) for c in changes] == [("closed", ("H1", "H2"), ("H5",))]


def test_a_ref_that_names_another_commitment_is_reused() -> None:
    changes = compared([action("H1", PIER)], [action("H1", MARKET)])
    assert [c.kind for c in changes] == ["added", "ref_reused", "vanished"]


def test_equal_refs_mean_nothing_where_numbering_is_not_trusted() -> None:
    assert [c.kind for c in compared([action("1", PIER)], [action("1", MARKET)], refs_trusted=0.1)] == [
        "added",
        "vanished",
    ]


def test_versions_without_actions_dates_or_refs_give_no_error() -> None:
    for old, new in (([], []), ([action(None, PIER)], []), ([], [action(None, PIER)])):
        compared(old, new)
    result = reconcile_pair(
        version("old", as_at=None, title=None, organisation=None, ratings=()),
        version("new", as_at=None),
        ReconcileSettings(),
    )
    assert result.changes == ()


TEXTS = [PIER, LAMPS, FERRY, MARKET, DREDGE, SIGNS, SURVEY]
DATES = [None, JUNE, MAY, AUGUST, ONGOING]
RATINGS = [None, "green", "amber", "red", "grey"]


@st.composite
def plans(draw: st.DrawFn) -> list[Action]:
    """Actions of distinct words, some dated, rated and owned."""
    texts = draw(st.lists(st.sampled_from(TEXTS), min_size=1, unique=True))
    made = []
    for text in texts:
        when = draw(st.sampled_from(DATES))
        made.append(
            action(
                f"H{TEXTS.index(text) + 1}",
                text,
                *([when] if when else []),
                rating=draw(st.sampled_from(RATINGS)),
                owners=draw(st.sampled_from([[], ["Harbour Master"], ["Quay Manager"]])),
                section=draw(st.sampled_from([None, "Safety", "Travel"])),
            )
        )
    return made


def pair(old: list[Action], new: list[Action]) -> list[tuple[str, str]]:
    return kinds(reconcile_pair(version("old", *old), version("new", *new), ReconcileSettings()))


@settings(max_examples=25)
@given(plans())
def test_a_version_against_itself_shows_no_change(actions: list[Action]) -> None:
    assert pair(actions, actions) == []


MIRROR = {"added": "vanished", "slipped": "brought_forward", "scheduled": "unscheduled", "merged": "split"}
MIRROR |= {b: a for a, b in MIRROR.items()}


@settings(max_examples=25)
@given(plans(), plans())
def test_swapping_the_versions_mirrors_the_changes(old: list[Action], new: list[Action]) -> None:
    there = pair(old, new)
    back = [(MIRROR.get(kind, kind), ">".join(reversed(refs.split(">")))) for kind, refs in pair(new, old)]
    assert sorted(back) == there


@settings(max_examples=20)
@given(plans(), plans(), st.randoms(use_true_random=False))
def test_the_order_of_rows_is_nothing(old: list[Action], new: list[Action], chance: object) -> None:
    mixed = list(new)
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    assert pair(old, mixed) == pair(old, new)


@settings(max_examples=20)
@given(plans())
def test_an_unrelated_addition_changes_nothing_else(actions: list[Action]) -> None:
    extra = action("X1", "Translate the cookery leaflet into Norwegian for schoolchildren.")
    assert pair(actions, [*actions, extra]) == [("added", ">X1")]


@settings(max_examples=20)
@given(plans())
def test_renumbering_throughout_gives_only_renumbered(actions: list[Action]) -> None:
    renumbered = [replace(a, ref=f"N{i}") for i, a in enumerate(actions, 1)]
    assert {kind for kind, _ in pair(actions, renumbered)} == {"renumbered"}


ISSUED, READ = "June 2025: tender issued.", "July 2025: bids read."


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        (f"{ISSUED} {READ}", f"{ISSUED} {READ} Aug 2025: built.", []),
        (ISSUED, f"{ISSUED[:-1]} and advertised. {READ}", []),
        (ISSUED, f"June 2025: tender withdrawn. {READ}", ["tender withdrawn."]),
        (f"{ISSUED} {READ}", f"{READ} Aug 2025: built.", [None]),
        (ISSUED, READ, []),
        ("12/06/25 - issued\n14/07/25 - bids read", "12/06/25 - issued\n14/07/25 - bids refused", ["bids refused"]),
        ("Work goes on.", "Work went on.", []),
        (None, ISSUED, []),
    ],
)
def test_an_old_progress_entry_altered_or_deleted_is_history_rewritten(
    old: str | None, new: str, found: list[str | None]
) -> None:
    assert [r.now for r in rewritten(old, new)] == found


def test_the_key_of_the_plan_decides_what_complete_means() -> None:
    key = tuple(replace(r, is_complete=r.code == "green") for r in KEY)
    old, new = (version(n, action("H1", PIER, rating=r), ratings=key) for n, r in (("old", "blue"), ("new", "green")))
    assert [c.kind for c in reconcile_pair(old, new, ReconcileSettings()).changes] == ["completed"]


@pytest.mark.parametrize(
    ("progress", "kind"),
    [
        ("Completed.", "completed"),
        ("Complete. The warden will report in May.", "completed"),
        ("Done, and published in April", "completed"),
        ("Completed, except for two piers", "vanished"),
        ("Complete the survey by May", "vanished"),
        ("Completed works are inspected weekly.", "vanished"),
        ("Not completed.", "vanished"),
        (None, "vanished"),
    ],
)
def test_gone_where_progress_says_that_all_was_done(progress: str | None, kind: str) -> None:
    changes = compared(
        [action("H1", PIER, progress=progress), action("H2", LAMPS)], [action("H2", LAMPS)], ("H2", "H2")
    )
    assert [c.kind for c in changes] == [kind]


def test_progress_says_complete_in_a_plan_without_ratings_only() -> None:
    old, new = action("H1", PIER, progress="Tender is out."), action("H1", PIER, progress="Completed.")
    assert one_unrated(old, new) == ["completed"]
    assert one_unrated(new, old) == ["reopened"]
    assert one(replace(old, rating="green"), replace(new, rating="amber")) == ["rerated"]


def one_unrated(old: Action, new: Action) -> list[str]:
    beside = action("Z9", SURVEY, JUNE)
    return [c.kind for c in compared([old, beside], [new, beside], ("H1", "H1"), ("Z9", "Z9"))]


@pytest.mark.parametrize(
    ("old", "new", "same"),
    [
        ("CO", "Cabinet Office", True),
        ("HM Treasury", "HMT", True),
        ("DfT", "Department for Transport", True),
        ("D.E.S.", "Department of Education and Skills", True),
        ("J Smith", "John Smith", True),
        ("J. Smith", "Jane Smith", True),
        ("CO", "County Treasurer", False),
        ("J Smith", "Mary Smith", False),
        ("Jane Smith", "John Smith", False),
        ("Co", "Cabinet Office", False),
    ],
)
def test_an_owner_written_out_is_the_same_owner(old: str, new: str, same: bool) -> None:
    a, b = action("H1", PIER, owners=[old]), action("H1", PIER, owners=[new])
    assert one(a, b) == ([] if same else ["reowned"])


def of_a_meeting(number: str, rating: str, ref: str | None = None) -> Action:
    return action(ref, f"Publish the note and actions of the {number} meeting of the harbour board.", rating=rating)


def kinds_of(old: Action, new: Action) -> list[str]:
    beside = [action(None, text, rating="green") for text in (LAMPS, FERRY, MARKET, DREDGE)]
    versions = (version(name, one, *beside) for name, one in (("v1", old), ("v2", new)))
    result = reconcile_pair(*versions, ReconcileSettings())
    return sorted(c.kind for c in result.changes)


def test_the_next_of_a_series_is_another_commitment_than_the_one_that_was_complete() -> None:
    assert kinds_of(of_a_meeting("eleventh", "blue"), of_a_meeting("twelfth", "amber")) == ["added", "completed"]


def test_the_next_of_a_series_that_is_still_open_or_has_its_ref_is_the_same_commitment() -> None:
    assert kinds_of(of_a_meeting("eleventh", "amber"), of_a_meeting("twelfth", "amber")) == ["reworded"]
    assert kinds_of(of_a_meeting("11th", "blue", "H1"), of_a_meeting("12th", "amber", "H1")) == ["reopened", "reworded"]


def test_a_complete_action_with_another_date_was_taken_up_again() -> None:
    old, new = (
        action(None, f"Paint the bandstand on the quay by March {year}.", rating=r)
        for year, r in ((2025, "blue"), (2026, "amber"))
    )
    assert kinds_of(old, new) == ["reopened", "reworded"]


def test_an_action_that_moved_among_the_closed_ones_is_completed_whatever_its_last_rating() -> None:
    open_, closed = action("H1", PIER, MAY, rating="green"), action("H1", PIER, MAY, rating="green")
    ended = replace(closed, ended="Closed actions")
    assert one(open_, ended) == ["completed"]
    (change,) = compared([open_], [ended], ("H1", "H1"))
    assert "Closed actions" in change.explanation
    assert one(ended, open_) == ["reopened"]
    assert one(ended, ended) == []
