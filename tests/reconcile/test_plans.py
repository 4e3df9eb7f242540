"""Which papers belong to one plan, which version is older, and which are one paper in two formats."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from planmaking import (
    DREDGE,
    FERRY,
    LAMPS,
    MARKET,
    PIER,
    SIGNS,
    SURVEY,
    action,
    codes,
    due,
    entry,
    log_paper,
    message,
    paper,
    plan_paper,
    version,
)

from extract.model import Claim, Paper, finding
from reconcile.dates import first_day, last_day
from reconcile.engine import reconcile_pair, reconcile_papers
from reconcile.kinship import title_words
from reconcile.model import Reconciliation
from reconcile.plans import slug
from reconcile.settings import PlanNaming, ReconcileSettings

HARBOUR = [action("H1", PIER), action("H2", LAMPS), action("H3", FERRY), action("H4", MARKET)]
LIBRARY = [
    action("H1", "Open the reading room on Sunday afternoons from the autumn."),
    action("H2", "Buy large print books for every branch with lottery money."),
    action("H3", "Train two volunteers at each branch to run the code club."),
]


def run(*papers: Paper, **said: object) -> Reconciliation:
    return reconcile_papers(papers, ReconcileSettings(**said))  # type: ignore[arg-type]


def plan_of(result: Reconciliation) -> dict[str, str]:
    return {pv.version.paper_id: pv.plan_id for pv in result.versions if pv.version.kind == "issued"}


def order(result: Reconciliation) -> dict[str, int | None]:
    return {pv.version.version_id: pv.sequence for pv in result.versions if pv.version.kind == "issued"}


def titled(name: str, title: str | None, *actions: object, as_at: str | None = "2025-01-31", **other: object) -> Paper:
    return paper(name, version(name, *actions, as_at=as_at, title=title), **other)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Harbour Renewal Plan – July 2024", "HARBOUR RENEWAL PLAN Update January 2025"),
        ("Appendix 2: Draft Harbour Renewal Plan v3", "Harbour Renewal Plan 2024/25"),
        ("Harbour Renewal Plan", "Revised harbour renewal plan (final) 12/05/2025"),
    ],
)
def test_dates_and_draft_and_appendix_make_no_other_title(one: str, other: str) -> None:
    assert title_words(one) == title_words(other)


def test_a_plan_reissued_with_other_words_is_known_by_its_title() -> None:
    result = run(
        titled("a", "Harbour Renewal Plan 2024", *HARBOUR),
        titled("b", "Harbour Renewal Plan – update", *LIBRARY, as_at="2025-06-30"),
    )
    assert len(result.plans) == 1
    assert result.plans[0].recognised_by == "title"


def test_a_generic_title_alone_joins_nothing() -> None:
    result = run(titled("a", "Action Plan", *HARBOUR), titled("b", "Action plan 2025", *LIBRARY))
    assert len(result.plans) == 2


def test_two_plans_of_one_council_with_the_same_refs_stay_apart() -> None:
    result = run(titled("a", "Harbour Renewal Plan", *HARBOUR), titled("b", "Library Renewal Plan", *LIBRARY))
    assert len(set(plan_of(result).values())) == 2
    assert result.changes == ()


def test_shared_refs_on_the_same_commitments_join_papers_without_a_title() -> None:
    result = run(titled("a", None, *HARBOUR), titled("b", "Progress", *HARBOUR, action("H5", DREDGE)))
    assert [p.recognised_by for p in result.plans] == ["refs"]


def test_shared_words_join_papers_without_refs() -> None:
    bare = [replace(a, ref=None) for a in HARBOUR]
    result = run(titled("a", None, *bare), titled("b", None, *bare[1:], action(None, DREDGE), as_at="2025-06-30"))
    assert [p.recognised_by for p in result.plans] == ["words"]


def test_another_organisation_has_another_plan() -> None:
    elsewhere = "Eastfen District Council"
    other = paper("b", version("b", *HARBOUR, organisation=elsewhere), organisation=elsewhere)
    assert len(run(plan_paper("a", *HARBOUR), other).plans) == 2


def test_the_settings_win_over_title_and_words() -> None:
    naming = PlanNaming(name="The quays", papers=("x*.pdf", "old/b.pdf"))
    result = run(
        titled("x1", "Harbour Renewal Plan", *HARBOUR),
        titled("b", "Library Plan", *LIBRARY, as_at="2025-06-30", file="old/b.pdf"),
        plans=(naming,),
    )
    [plan] = result.plans
    assert (plan.title, plan.recognised_by, plan.plan_id) == ("The quays", "settings", "marlbrook-council-the-quays")


def test_the_settings_find_a_paper_by_the_name_of_its_copy() -> None:
    naming = PlanNaming(name="The quays", papers=("copy.pdf",))
    result = reconcile_papers([plan_paper("a", *HARBOUR)], ReconcileSettings(plans=(naming,)), {"a": ("sub/copy.pdf",)})
    assert result.plans[0].title == "The quays"


def test_a_change_log_belongs_to_the_plan_whose_words_it_quotes() -> None:
    log = log_paper(entry(1, "revised", old={"H2": LAMPS}, new={"H2": LAMPS + " Start with the ferry quay."}))
    result = run(titled("a", "Harbour Renewal Plan", *HARBOUR), titled("b", "Library Plan", *LIBRARY), log)
    assert {pv.plan_id for pv in result.versions if pv.version.paper_id == "log"} == {plan_of(result)["a"]}


@pytest.mark.parametrize("refs", [("H2", "H3"), ("2", "3")])
def test_a_log_that_names_refs_alone_belongs_to_the_one_plan_that_has_them(refs: tuple[str, str]) -> None:
    held = [action(ref, text) for ref, text in zip((*refs, "1"), (LAMPS, FERRY, PIER), strict=True)]
    log = log_paper(*(replace(entry(n, "closed", old={ref: ""}), old_text=None) for n, ref in enumerate(refs, 1)))
    result = run(titled("a", "Harbour Renewal Plan", *held), titled("b", "Library Plan", *LIBRARY[:1]), log)
    assert len(result.plans) == 2
    assert ["stands in" in d.verdict_note for d in result.declared] == [True, True]
    assert {pv.version.kind for pv in result.versions} == {"issued", "projected"}  # it quotes nothing


def test_a_log_with_bare_numbers_of_nobody_knows_whom_belongs_to_no_plan() -> None:
    held = [action(ref, text) for ref, text in (("1", PIER), ("2", LAMPS))]
    log = log_paper(replace(entry(1, "closed", old={"2": ""}), old_text=None), organisation=None)
    result = run(titled("a", "Harbour Renewal Plan", *held), log)
    assert [d.verdict for d in result.declared] == ["cannot be checked"]


def test_a_change_log_of_no_plan_held_is_kept_and_cannot_be_checked() -> None:
    log = log_paper(entry(1, "closed", old={"L7": "Sell the mobile library van."}))
    result = run(titled("a", "Harbour Renewal Plan", *HARBOUR), log)
    assert [d.verdict for d in result.declared] == ["cannot be checked"]
    assert len(result.plans) == 2


def test_a_claim_goes_to_the_plan_it_names_and_to_none_in_doubt() -> None:
    claim = Claim(
        "c", "m", "9 actions", "9 actions are open.", "actions", 9, "count", plan_words="Harbour Renewal Plan"
    )
    vague = replace(claim, claim_id="d", plan_words="Renewal Plan")
    result = run(
        titled("a", "Harbour Renewal Plan", *HARBOUR),
        titled("b", "Library Renewal Plan", *LIBRARY),
        paper("m", claims=[claim, vague], meeting="2025-02-10", title="Minutes"),
    )
    assert [c.version_id for c in result.claims] == ["a", None]


def test_versions_stand_in_the_order_of_their_dates_not_their_files() -> None:
    result = run(plan_paper("a", *HARBOUR, as_at="2025-06"), plan_paper("b", *HARBOUR, as_at="2025-01-31"))
    assert order(result) == {"b": 1, "a": 2}


def test_without_dates_the_latest_date_in_the_tables_decides() -> None:
    late, early = due("June 2026", "2026-06"), due("June 2025", "2025-06")
    result = run(
        plan_paper("a", *[replace(h, milestones=(late,)) for h in HARBOUR], as_at=None),
        plan_paper("b", *[replace(h, milestones=(early,)) for h in HARBOUR], as_at=None),
    )
    assert order(result) == {"b": 1, "a": 2}
    assert ("order-uncertain", "") not in codes(result)


def test_an_undated_version_takes_its_place_among_dated_ones() -> None:
    def at(name: str, latest: str, as_at: str | None) -> Paper:
        return plan_paper(name, *HARBOUR[1:], action("H1", PIER, due(latest, latest)), as_at=as_at)

    result = run(at("a", "2025-12", "2025-09"), at("b", "2025-08", None), at("c", "2025-06", "2025-01"))
    assert order(result) == {"c": 1, "b": 2, "a": 3}
    assert "order-uncertain" not in dict(codes(result))


def test_an_undated_draft_comes_before_what_it_was_a_draft_of() -> None:
    final = titled(
        "a", "Harbour Renewal Plan", *HARBOUR[1:], action("H1", PIER, due("May 2025", "2025-05")), as_at=None
    )
    later = action("H1", PIER, due("May 2029", "2029-05"))
    draft = titled("b", "DRAFT Harbour Renewal Plan", *HARBOUR[1:], later, as_at=None)
    assert order(run(final, draft)) == {"b": 1, "a": 2}


def test_files_are_put_in_the_order_people_number_them() -> None:
    papers = [plan_paper(f"x{n}", *HARBOUR[:3], action("H4", f"{MARKET} {n}"), as_at=None) for n in (10, 9)]
    assert order(run(*[replace(p, file=f"TB({p.paper_id[1:]}).pdf") for p in papers])) == {"x9": 1, "x10": 2}


def test_without_any_date_the_order_of_files_is_a_finding() -> None:
    result = run(plan_paper("a", *HARBOUR, as_at=None), plan_paper("b", *HARBOUR[:2], as_at=None))
    assert order(result) == {"a": 1, "b": 2}
    assert [c for c, _ in codes(result)].count("order-uncertain") == 2


def test_two_versions_of_one_day_that_differ_are_of_uncertain_order() -> None:
    result = run(plan_paper("a", *HARBOUR), plan_paper("b", *HARBOUR[:2], action("H9", SIGNS)))
    assert "order-uncertain" in dict(codes(result))
    assert all("same date" in f.message for f in result.findings if f.code == "order-uncertain")


def test_one_paper_in_two_formats_is_one_version() -> None:
    many = [action(f"S{i}", f"{text} Phase {i}.", rating="green") for i, text in enumerate([PIER, LAMPS, FERRY] * 8)]
    pdf = plan_paper("a", *many, pages=4)
    word = plan_paper(
        "b", *[replace(a, rating=None, text=a.text.replace("'", "’")) for a in many[:-1]], action("S23", SURVEY)
    )
    result = run(word, pdf)
    assert order(result) == {"a": 1, "b": 1}
    assert result.twin_of == {"b": "a"}
    assert result.changes == ()
    assert {result.thread_of[f"{p}#S1"] for p in "ab"} == {result.thread_of["a#S1"]}
    assert all(a.action_id in result.thread_of for pv in result.versions for a in pv.version.actions)


def test_the_same_words_with_other_ratings_are_no_twins() -> None:
    old, new = ([replace(h, rating=r) for h in HARBOUR] for r in ("amber", "green"))
    result = run(plan_paper("a", *old, as_at=None), plan_paper("b", *new, as_at=None))
    assert result.twin_of == {}
    assert {c.kind for c in result.changes} == {"rerated"}


def test_a_log_in_two_formats_is_checked_twice_and_told_once() -> None:
    def said(log: str) -> Paper:
        return log_paper(
            entry(1, "closed", old={"H9": SIGNS}, log=log), entry(2, "closed", old={"H2": LAMPS}, log=log), name=log
        )

    result = run(plan_paper("a", *HARBOUR), replace(said("l1"), pages=2), said("l2"))
    assert result.twin_of == {"l2": "l1"}
    assert len(result.declared) == 4
    assert [c for c, _ in codes(result)].count("declared-not-found") == 1
    assert "H9" in message(result, "declared-not-found")


def test_a_newer_paper_renames_neither_plan_nor_thread() -> None:
    old = plan_paper("a", *HARBOUR)
    new = titled("b", "Marlbrook Harbour Renewal Plan: new title", *HARBOUR, action("H1", SIGNS), as_at="2025-06-30")
    before, after = run(old), run(old, new)
    assert [p.plan_id for p in before.plans] == [p.plan_id for p in after.plans]
    assert {k: after.thread_of[k] for k in before.thread_of} == dict(before.thread_of)


def test_no_papers_and_papers_without_anything_give_an_empty_result() -> None:
    assert run().plans == ()
    assert run(paper("m", title=None)).plans == ()
    empty = paper("e", version("e", as_at=None, title=None, organisation=None), organisation=None)
    assert run(empty).versions == ()


@settings(max_examples=15)
@given(st.permutations(range(4)))
def test_the_order_the_papers_come_in_is_nothing(mixed: list[int]) -> None:
    papers = [
        plan_paper("a", *HARBOUR),
        plan_paper("b", *HARBOUR[1:], action("H5", DREDGE), as_at="2025-06-30"),
        titled("c", "Library Plan", *LIBRARY),
        log_paper(entry(1, "removed", old={"H1": PIER}, reason="The pier was sold.")),
    ]
    assert run(*[papers[i] for i in mixed]) == run(*papers)


@pytest.mark.parametrize(
    ("edtf", "first", "last"),
    [
        ("2024-02", dt.date(2024, 2, 1), dt.date(2024, 2, 29)),
        ("2024", dt.date(2024, 1, 1), dt.date(2024, 12, 31)),
        ("2024-04/2025-03", dt.date(2024, 4, 1), dt.date(2025, 3, 31)),
        ("2024-13", None, None),
        (None, None, None),
    ],
)
def test_first_and_last_day_of_a_printed_date(edtf: str | None, first: dt.date | None, last: dt.date | None) -> None:
    assert (first_day(edtf), last_day(edtf)) == (first, last)


def test_slug_is_words_joined_by_hyphens() -> None:
    assert slug("Marlbrook Council", "Children’s Plan: 2024/25") == "marlbrook-council-childrens-plan-2024-25"
    assert slug(None, None) == "plan"


REVISED = entry(1, "revised", old={"H1": PIER}, new={"H1": SURVEY})
RETIMED = entry(
    2, "retimed", old={"H2": LAMPS}, old_due=due("June 2025", "2025-06"), new_due=due("July 2025", "2025-07")
)
ADDED = entry(3, "added", new={"H9": SIGNS})
UNREVISED = [action("H1", PIER), action("H2", LAMPS, due("June 2025", "2025-06")), action("H3", FERRY)]
FOLLOWED = [action("H1", SURVEY), action("H2", LAMPS, due("July 2025", "2025-07")), action("H3", FERRY)]


def test_of_two_versions_of_one_day_the_one_that_holds_the_logs_new_words_is_newer() -> None:
    log = log_paper(REVISED, RETIMED, ADDED)
    result = run(plan_paper("b", *UNREVISED), log, plan_paper("a", *FOLLOWED))
    assert order(result) == {"b": 1, "a": 2}
    assert "order-uncertain" not in dict(codes(result))
    assert [d.verdict for d in result.declared] == ["agrees", "agrees", "differs"]


def test_a_version_that_followed_the_log_only_in_part_still_comes_after_it() -> None:
    quoted = {"H4": MARKET, "H5": DREDGE, "H6": "Mend the sea wall.", "H7": "Paint the crane."}
    kept = [entry(i, "revised", old={r: t}, new={r: f"{t} By hand."}) for i, (r, t) in enumerate(quoted.items(), 4)]
    rest = [action(ref, text) for ref, text in quoted.items()]
    log = log_paper(REVISED, RETIMED, *kept)
    result = run(plan_paper("a", *UNREVISED, *rest), plan_paper("b", *FOLLOWED, *rest, as_at="2025-02-28"), log)
    places = {pv.version.version_id: pv.position for pv in result.versions}
    assert places == {"a": 1, "log-2": 2, "log-3": 3, "b": 4}


def test_a_log_that_no_version_followed_comes_after_them_all() -> None:
    result = run(plan_paper("a", *UNREVISED), plan_paper("b", *UNREVISED, action("H5", DREDGE), as_at="2025-02"),
                 log_paper(REVISED, RETIMED))  # fmt: skip
    assert max(result.versions, key=lambda pv: pv.position or 0).version.kind == "projected"


def requirements(name: str, *actions: object, **said: object) -> Paper:
    """A paper with rows that read like actions, which does not read like a plan."""
    rows = [finding("owner-missing", "warning", "no owner", paper_id=name, version_id=name)]
    return replace(
        titled(name, "Harbour Standard", *actions, as_at="2031-01", **said), role="other", findings=tuple(rows)
    )


def test_a_list_of_requirements_makes_no_plan_and_is_said_to_be_none() -> None:
    result = run(requirements("r", *LIBRARY), requirements("s", *LIBRARY), plan_paper("a", *HARBOUR))
    assert plan_of(result) == {"a": "marlbrook-council-marlbrook-harbour-renewal-plan"}
    assert (result.links, result.changes) == ((), ())
    assert [f.code for f in result.findings] == ["not-a-plan", "not-a-plan"]
    assert "3 rows of r.pdf" in result.findings[0].message + result.findings[1].message
    assert result.as_of == dt.date(2025, 1, 31)
    assert all(not p.versions for p in result.papers if p.role == "other")


def test_a_paper_of_unknown_kind_that_holds_a_plans_actions_is_a_version_of_it() -> None:
    result = run(replace(titled("t", None, *HARBOUR, as_at="2025-06"), role="other"), plan_paper("a", *HARBOUR))
    assert order(result) == {"a": 1, "t": 2}


def test_the_settings_make_a_plan_of_a_list_of_requirements() -> None:
    result = run(requirements("r", *LIBRARY), plans=(PlanNaming(name="Standard", papers=("r.pdf",)),))
    assert plan_of(result) == {"r": "marlbrook-council-standard"}
    assert [f.code for f in result.findings] == ["owner-missing"]


def test_a_version_without_actions_is_no_version() -> None:
    empty = plan_paper("b", as_at="2025-06")
    assert order(run(plan_paper("a", *HARBOUR), empty)) == {"a": 1}
    pair = reconcile_pair(version("a", *HARBOUR), version("b"), ReconcileSettings())
    assert {c.kind for c in pair.changes} == {"vanished"}
    assert {c.kind for c in reconcile_pair(version("b"), version("a", *HARBOUR), ReconcileSettings()).changes} == {
        "added"
    }
