"""The engine as a whole: two versions as they are given, keys that fit, and the same result every time."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

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
    due,
    entry,
    kinds,
    log_paper,
    paper,
    plan_paper,
    version,
)

from extract.model import Action, Claim, DeclaredChange, Milestone, Owner, Paper, Place, Rating, Version
from reconcile.dates import last_day
from reconcile.engine import reconcile_pair, reconcile_papers
from reconcile.model import Reconciliation
from reconcile.settings import ReconcileSettings

GOLD = Path(__file__).parents[2].parent / "shared" / "gold"
JUNE, JULY = due("June 2025", "2025-06"), due("July 2025", "2025-07")
OLD = [action("H1", PIER, JUNE, rating="green"), action("H2", LAMPS, JUNE), action("H3", FERRY), action("H4", DREDGE)]
NEW = [action("H1", PIER, JULY, rating="blue"), action("H2", LAMPS, JUNE), action("H3", FERRY), action("H5", MARKET)]


def whole() -> Reconciliation:
    """A plan in three versions with a log and a log after the last."""
    log = entry(1, "removed", old={"H4": DREDGE})
    last = entry(1, "merged", old={"H2": LAMPS, "H3": FERRY}, new={"H3": SIGNS}, new_due=JULY, log="end")
    papers = [
        plan_paper("a", *OLD, as_at="2025-01"),
        plan_paper("b", *NEW, as_at="2025-04"),
        plan_paper("c", *NEW[:3], action("H6", SURVEY), as_at="2025-07"),
        log_paper(log, meeting="2025-03-01"),
        log_paper(last, name="end", meeting="2025-09-01"),
    ]
    return reconcile_papers(papers, ReconcileSettings())


def test_a_pair_is_taken_in_the_order_given_whatever_the_dates() -> None:
    newer_first = reconcile_pair(
        version("old", *NEW, as_at="2025-09"), version("new", *OLD, as_at="2024-01"), ReconcileSettings()
    )
    assert [(pv.version.version_id, pv.sequence) for pv in newer_first.versions] == [("new", 2), ("old", 1)]
    assert ("brought_forward", "H1>H1") in kinds(newer_first)


def test_a_version_against_itself_keeps_its_ids_apart() -> None:
    result = reconcile_pair(version("v", *OLD), version("v", *OLD), ReconcileSettings())
    assert result.changes == ()
    assert [pv.version.version_id for pv in result.versions] == ["v", "v-2"]
    assert len(result.actions()) == 8
    assert len(result.links) == 4


def test_entries_of_a_log_given_with_a_pair_declare_its_changes() -> None:
    said = [entry(1, "retimed", old={"H1": PIER}, old_due=JUNE, new_due=JULY), entry(2, "removed", old={"H4": DREDGE})]
    result = reconcile_pair(version("old", *OLD), version("new", *NEW[:3]), ReconcileSettings(), said)
    declared = {c.kind: c.declared_id for c in result.changes}
    assert declared == {"slipped": "log!1", "completed": None, "removed": "log!2"}
    assert [d.verdict for d in result.declared] == ["agrees", "agrees"]


def test_what_the_papers_of_a_pair_declare_and_claim_is_checked() -> None:
    said = entry(1, "retimed", old={"H1": PIER}, old_due=JUNE, new_due=JULY, log="b")
    older = entry(1, "added", new={"H4": DREDGE}, log="a")
    claim = Claim("b!c", "b", "1 blue action", "There is 1 blue action.", "blue actions", 1, "count", ("blue",))
    old = plan_paper("a", *OLD, declared=[older])
    new = plan_paper("b", *NEW[:3], OLD[3], as_at="2025-04", declared=[said], claims=[claim])
    result = reconcile_pair(old.versions[0], new.versions[0], ReconcileSettings(), papers=[old, new])
    assert [(d.declared.declared_id, d.verdict) for d in result.declared] == [("a!1", "agrees"), ("b!1", "agrees")]
    assert [c.verdict for c in result.claims] == ["agrees"]


def test_every_key_that_is_named_is_there() -> None:
    result = whole()
    versions = {pv.version.version_id for pv in result.versions}
    threads = {t.thread_id for t in result.threads}
    actions = result.actions()
    assert {pv.version.kind for pv in result.versions} == {"issued", "quoted-old", "quoted-new", "projected"}
    assert set(result.thread_of) == set(actions)
    assert set(result.thread_of.values()) <= threads
    assert {x.old_action_id for x in result.links} | {x.new_action_id for x in result.links} <= set(actions)
    for change in result.changes:
        assert {change.old_version_id, change.new_version_id} <= versions
        assert change.thread_id in threads
        assert change.plan_id in {p.plan_id for p in result.plans}
    assert {x.from_thread_id for x in result.thread_links} | {x.to_thread_id for x in result.thread_links} <= threads
    assert {c.declared_id for c in result.changes} - {None} <= {d.declared.declared_id for d in result.declared}


REFS = st.sampled_from(["H1", "H2", "H3", "H9", "H1a", ""])
WORDS = st.sampled_from([PIER, LAMPS, FERRY, DREDGE, SIGNS, "", "TBC"])
TIMES = st.sampled_from([None, JUNE, JULY, due("Not changed", kind="unchanged"), due("Scoping", kind="scoping")])
KINDS = st.sampled_from(["added", "removed", "closed", "closed_replaced", "merged", "split", "revised", "retimed"])
QUOTES = st.dictionaries(REFS, WORDS, max_size=3)


@st.composite
def logs(draw: st.DrawFn, name: str) -> Paper:
    """A change log with entries of any kind, whole or damaged: no refs, no words, refs used twice."""
    entries = []
    for i in range(1, draw(st.integers(1, 5))):
        made = entry(
            i, draw(KINDS), old=draw(QUOTES), new=draw(QUOTES), old_due=draw(TIMES), new_due=draw(TIMES), log=name
        )
        bare = draw(st.booleans())
        entries.append(replace(made, from_refs=(), quotes=(), to_quotes=()) if bare else made)
    return log_paper(*entries, name=name, meeting=draw(st.sampled_from([None, "2025-02-01", "2025-06-01"])))


@settings(max_examples=60)
@given(logs("l1"), logs("l2"), st.booleans())
def test_whatever_a_log_holds_every_key_is_there_and_every_id_once(one: Paper, two: Paper, later: bool) -> None:
    papers = [plan_paper("a", *OLD), one, two]
    papers += [plan_paper("b", *NEW, as_at="2025-04")] if later else []
    result = reconcile_papers(papers, ReconcileSettings())
    actions = result.actions()
    assert len(actions) == sum(len(pv.version.actions) for pv in result.versions)
    assert set(result.thread_of) == set(actions)
    assert set(result.thread_of.values()) == {t.thread_id for t in result.threads}
    assert len({c.change_id for c in result.changes}) == len(result.changes)
    assert len({x.link_id for x in result.links}) == len(result.links)
    assert {x.old_action_id for x in result.links} | {x.new_action_id for x in result.links} <= set(actions)
    assert all(c.thread_id in set(result.thread_of.values()) for c in result.changes)
    said = {d.declared_id for p in papers for d in p.declared}
    assert {d.declared.declared_id for d in result.declared} == said


def test_ids_are_unique_and_every_table_is_in_order() -> None:
    result = whole()
    for ids in (
        [c.change_id for c in result.changes],
        [x.link_id for x in result.links],
        [t.thread_id for t in result.threads],
        [pv.version.version_id for pv in result.versions],
        [f.finding_id for f in result.findings],
        [d.declared.declared_id for d in result.declared],
    ):
        assert ids == sorted(set(ids))


def test_the_same_papers_give_the_same_result() -> None:
    assert whole() == whole()


def test_a_log_between_versions_and_one_after_the_last_are_each_in_their_place() -> None:
    result = whole()
    assert [d.verdict for d in result.declared] == ["agrees", "agrees"]
    assert [pv.version.paper_id for pv in result.versions if pv.version.kind == "projected"] == ["end"]
    merged = [c for c in result.changes if c.kind == "merged"]
    assert [(c.old_refs, c.new_refs, c.declared_id) for c in merged] == [(("H2", "H3"), ("H3",), "end!1")]


def _milestones(rows: list[dict[str, str]]) -> tuple[Milestone, ...]:
    return tuple(
        Milestone(
            i,
            m["printed"],
            m["kind"],
            m.get("label"),
            m.get("start"),
            m.get("due"),
            last_day(m.get("due")),
            m.get("rrule"),
            (m.get("rating") or "").lower() or None,
        )
        for i, m in enumerate(rows, 1)
    )


def _plan(gold: dict[str, object]) -> Paper:
    """The plan of the gold readings as a paper that was read."""
    rows: list[dict[str, object]] = gold["actions"]  # type: ignore[assignment]
    actions = tuple(
        Action(
            f"plan#{row['ref']}",
            i,
            str(row["text"]),
            ref=str(row["ref"]),
            rating=str(row["rating"] or "").lower() or None,
            milestones=_milestones(row["milestones"]),  # type: ignore[arg-type]
            owners=tuple(Owner(k, o) for k, o in enumerate(row["owners"], 1)),  # type: ignore[arg-type, var-annotated]
        )
        for i, row in enumerate(rows, 1)
    )
    key = tuple(Rating(c, c, None, i, c == "blue") for i, c in enumerate(["blue", "green", "amber", "red", "grey"], 1))
    title = str(gold["title"])
    issued = Version("plan", "plan", "issued", title, str(gold["council"]), "2024-06-24", ratings=key, actions=actions)
    return Paper("plan", "p", "plan.txt", "text/plain", "text", "plan", "read", title=title, versions=(issued,))


def _log(gold: dict[str, object], quoted: dict[str, str]) -> Paper:
    """The change log of the gold readings as a paper that was read."""
    rows: list[dict[str, object]] = gold["changes"]  # type: ignore[assignment]
    entries = []
    for i, row in enumerate(rows, 1):
        refs, results = tuple(row["from"]), tuple(row["to"])  # type: ignore[arg-type, var-annotated]
        entries.append(
            DeclaredChange(
                f"log!{i:02}",
                "log",
                i,
                str(row["kind"]),
                refs,
                results,
                str(row["old_text"] or "") or None,
                str(row["new_text"] or "") or None,
                str(row["old_timescale"] or "") or None,
                str(row["new_timescale"] or "") or None,
                _old_milestones(str(row["old_timescale"] or "")),
                _milestones(row["new_milestones"]),  # type: ignore[arg-type]
                str(row["reason"] or "") or None,
                tuple((ref, quoted[ref]) for ref in refs),
            )
        )
    said = ("CH", "New actions have been added (section CH).", Place(line=1))
    return Paper(
        "log",
        "l",
        "log.txt",
        "text/plain",
        "text",
        "change_log",
        "read",
        title=str(gold["title"]),
        declared=tuple(entries),
        announced=(said,),
    )


def _old_milestones(printed: str) -> tuple[Milestone, ...]:
    months = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ]
    name, _, year = printed.partition(" ")
    if name not in months:
        return (Milestone(1, printed, "scoping"),) if printed else ()
    when = f"{year}-{months.index(name) + 1:02}"
    return (Milestone(1, printed, "due", due=when, due_by=last_day(when)),)


@pytest.mark.skipif(not GOLD.exists(), reason="the shared gold readings are not here")
def test_the_silent_changes_between_a_real_plan_and_its_change_log() -> None:
    plan, log, seen = (
        json.loads((GOLD / f"{name}.json").read_text(encoding="utf-8")) for name in ("001", "000", "000_vs_001")
    )
    quoted = {row["ref"]: row["wording_000_old"] for row in seen}
    result = reconcile_papers([_plan(plan), _log(log, quoted)], ReconcileSettings())

    def refs(code: str) -> set[str]:
        return {ref for f in result.findings if f.code == code for ref in f.refs}

    silent = {row["ref"] for row in seen if row["same_wording"] is False}
    silent |= {row["ref"] for row in seen if "SILENT RETIMING" in row["note"]}
    assert refs("undeclared-change") == silent
    assert len(silent) == 9
    assert refs("declared-not-found") == {row["ref"] for row in seen if not row["in_001"]}
    assert refs("closed-though-complete") == {"H4", "H5", "H6"}
    assert refs("ref-reused") == {"P10"}
    assert refs("announced-not-listed") == {"CH"}
    assert "IR7" in refs("due-already-past")
    told = {f.refs: f.message for f in result.findings if f.code == "undeclared-change"}
    assert "second timescale" in told[("CLB4",)]


def test_a_paper_that_could_not_be_read_is_kept_with_its_findings() -> None:
    failed = replace(plan_paper("f"), versions=(), status="failed", problem="It asks for a password.")
    result = reconcile_papers([failed, plan_paper("a", *OLD)], ReconcileSettings())
    assert [p.status for p in result.papers] == ["read", "failed"]
    assert len(result.versions) == 1


def test_a_version_without_a_key_is_read_through_the_key_of_the_version_before() -> None:
    key = (Rating("purple", "Purple", "Completed", 1, True), Rating("green", "Green", "On track", 2, False))
    first = replace(version("a", action("H1", PIER, rating="green")), ratings=key, key_printed=True)
    last = version("b", action("H1", PIER, rating="purple"), as_at="2025-04-30", ratings=())
    result = reconcile_papers([paper("a", first), paper("b", last)], ReconcileSettings())
    assert kinds(result) == [("completed", "H1>H1")]
    assert [t.state for t in result.threads] == ["complete"]
    assert kinds(reconcile_pair(first, last, ReconcileSettings())) == [("completed", "H1>H1")]


def slipped(*papers: Paper) -> tuple[int, int]:
    thread = next(t for t in reconcile_papers(papers, ReconcileSettings()).threads if "H1" in t.refs)
    return thread.slips, thread.slip_days


def test_a_slip_that_a_log_declares_in_part_is_counted_once_between_two_issued_versions() -> None:
    june, july, august = (plan_paper(n, action("H1", PIER, d), as_at=a) for n, d, a in [
        ("a", JUNE, "2025-01"), ("b", JULY, "2025-04"), ("c", due("August 2025", "2025-08"), "2025-07"),
    ])  # fmt: skip
    log = log_paper(entry(1, "retimed", old={"H1": PIER}, old_due=JUNE, new_due=JULY), meeting="2025-03-01")
    assert slipped(june, log, august) == (1, 62)
    assert slipped(june, log, july, august) == (2, 62)


def test_slips_that_no_later_version_shows_are_those_of_the_log() -> None:
    log = log_paper(entry(1, "retimed", old={"H1": PIER}, old_due=JULY, new_due=due("August 2025", "2025-08")))
    assert slipped(plan_paper("a", action("H1", PIER, JUNE)), log) == (2, 62)


def test_what_a_log_quotes_stands_where_the_log_stands() -> None:
    result = whole()
    ordered = sorted(result.versions, key=lambda held: held.position or 0)
    assert [(held.version.paper_id, held.version.kind) for held in ordered] == [
        ("a", "issued"),
        ("log", "quoted-old"),
        ("log", "quoted-new"),
        ("b", "issued"),
        ("c", "issued"),
        ("end", "quoted-old"),
        ("end", "quoted-new"),
        ("end", "projected"),
    ]
