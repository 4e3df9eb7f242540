"""A change log against the version before it and the one after it: what it says, what it leaves unsaid."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
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
    kinds,
    log_paper,
    message,
    plan_paper,
    version,
)

from extract.model import Action, Paper, Place
from reconcile.declared import check
from reconcile.engine import reconcile_papers
from reconcile.model import Reconciliation
from reconcile.past import latest_past_event
from reconcile.settings import ReconcileSettings

MAY, JUNE, JULY, AUGUST = (due(f"{m} 2025", f"2025-0{i}") for i, m in enumerate(["May", "June", "July", "August"], 5))
HARBOUR = [
    action("H1", PIER, MAY, rating="green"),
    action("H2", LAMPS, JUNE, rating="amber"),
    action("H3", FERRY, JUNE, rating="blue"),
    action(
        "H4",
        MARKET,
        due("Stalls by March 2025", "2025-03", "Stalls"),
        due("Market open by the end of 2025", "2025-12", "Market open"),
    ),
    action("H5", DREDGE, due("Ongoing")),
]


def run(*papers: Paper) -> Reconciliation:
    return reconcile_papers(papers, ReconcileSettings(as_of=dt.date(2025, 1, 31)))


def against_plan(*entries: object, **said: object) -> Reconciliation:
    """The harbour plan and a change log after it."""
    return run(plan_paper("a", *HARBOUR), log_paper(*entries, **said))  # type: ignore[arg-type]


def verdicts(result: Reconciliation) -> list[str]:
    return [d.verdict for d in sorted(result.declared, key=lambda d: d.declared.position)]


def test_old_words_that_the_plan_does_not_have_are_a_silent_rewording() -> None:
    quoted = PIER.replace("whole length", "length")
    result = against_plan(entry(1, "revised", old={"H1": quoted}, new={"H1": SURVEY}))
    assert verdicts(result) == ["differs"]
    assert codes(result) == [("undeclared-change", "H1")]
    assert quoted in message(result, "undeclared-change")
    assert kinds(result, "a") == [("reworded", "H1>H1")]


def test_quotes_and_dashes_of_the_log_are_no_silent_rewording() -> None:
    result = against_plan(
        entry(1, "revised", old={"H1": PIER.replace("timber decking", "timber - decking") + "  "}, new={"H1": SURVEY})
    )
    assert verdicts(result) == ["agrees"]
    assert codes(result) == []


def test_old_words_that_are_a_milestone_of_the_action_are_said_to_be_that() -> None:
    result = against_plan(
        entry(1, "revised", old={"H4": "Market open by the end of 2025"}, new={"H4": "Consider sites for a market."})
    )
    assert "second timescale" in message(result, "undeclared-change")


@pytest.mark.parametrize(("old", "kind"), [(JULY, "slipped"), (due("Scoping", kind="scoping"), "unscheduled")])
def test_an_old_timescale_that_the_plan_does_not_print_is_a_silent_retiming(old: object, kind: str) -> None:
    result = against_plan(entry(1, "retimed", old={"H2": LAMPS}, old_due=old, new_due=AUGUST))  # type: ignore[arg-type]
    assert codes(result)[-1] == ("undeclared-change", "H2")
    assert kinds(result, "a") == [(kind, "H2>H2")]
    assert [c.declared_id for c in result.changes if c.old_version_id == "a"] == [None]


def test_a_retiming_that_quotes_the_plans_own_timescale_agrees_and_has_its_days() -> None:
    result = against_plan(entry(1, "retimed", old={"H2": LAMPS}, old_due=JUNE, new_due=AUGUST))
    [checked] = result.declared
    assert (checked.verdict, checked.old_due, checked.new_due, checked.slip_days) == (
        "agrees",
        dt.date(2025, 6, 30),
        dt.date(2025, 8, 31),
        62,
    )
    assert [(c.kind, c.days, c.declared_id) for c in result.changes] == [("slipped", 62, "log!1")]


def test_a_log_without_the_old_timescale_is_counted_from_the_version_before() -> None:
    result = against_plan(entry(1, "revised", old={"H2": LAMPS}, new={"H2": SURVEY}, new_due=AUGUST))
    [slip] = [c for c in result.changes if c.kind == "slipped"]
    assert (slip.days, slip.old_milestone_id) == (62, "a#H2/1")


def test_not_changed_takes_the_timescale_of_the_version_before() -> None:
    result = against_plan(
        entry(1, "revised", old={"H2": LAMPS}, new={"H2": SURVEY}, new_due=due("Not changed", kind="unchanged"))
    )
    [checked] = result.declared
    assert (checked.old_due, checked.new_due, checked.slip_days) == (dt.date(2025, 6, 30), dt.date(2025, 6, 30), 0)
    projected = next(pv.version for pv in result.versions if pv.version.kind == "projected")
    assert next(a for a in projected.actions if a.ref == "H2").milestones == HARBOUR[1].milestones


def test_a_ref_the_plan_does_not_have_is_not_found() -> None:
    result = against_plan(
        entry(1, "revised", old={"H2a": SIGNS}, new={"H2a": SURVEY}), entry(2, "closed", old={"H1": PIER})
    )
    assert verdicts(result) == ["cannot be checked", "agrees"]
    assert "it has H2" in message(result, "declared-not-found", "H2a")


def test_one_ref_both_added_and_old_in_the_same_log_is_reused() -> None:
    result = against_plan(
        entry(1, "added", new={"H7": SURVEY}, new_due=JULY),
        entry(
            2,
            "merged",
            old={"H1": PIER, "H7": SIGNS},
            new={"H1": "Repair the pier and put up its signs."},
            new_due=AUGUST,
        ),
    )
    assert SIGNS in message(result, "ref-reused", "H7")
    assert {t for t in result.thread_of.values() if "/H7" in t} == {
        f"{result.plans[0].plan_id}/{x}" for x in ("H7", "H7~2")
    }


def test_an_addition_under_a_ref_that_the_plan_has_is_reused() -> None:
    result = against_plan(entry(1, "added", new={"H2": SURVEY}))
    assert verdicts(result) == ["differs"]
    assert LAMPS in message(result, "ref-reused", "H2")


def test_closed_although_complete_already() -> None:
    result = against_plan(entry(1, "closed_replaced", old={"H3": FERRY, "H2": LAMPS}, new={"H8": SURVEY}))
    assert "blue" in message(result, "closed-though-complete").casefold()
    assert [f.refs for f in result.findings if f.code == "closed-though-complete"] == [("H3",)]
    assert [(x.from_thread_id[-2:], x.to_thread_id[-2:], x.kind) for x in result.thread_links] == [
        ("H2", "H8", "succeeded"),
        ("H3", "H8", "succeeded"),
    ]


def test_a_new_timescale_before_an_event_the_log_reports_as_past() -> None:
    result = against_plan(
        entry(
            1,
            "retimed",
            old={"H2": LAMPS},
            old_due=JUNE,
            new_due=JULY,
            reason="The tender was agreed by cabinet in August.",
        ),
        entry(2, "retimed", old={"H1": PIER}, old_due=MAY, new_due=AUGUST),
        entry(3, "retimed", old={"H5": DREDGE}, old_due=due("Ongoing"), new_due=due("May 2026", "2026-05")),
    )
    assert [refs for code, refs in codes(result) if code == "due-already-past"] == ["H2"]
    assert "August 2025" in message(result, "due-already-past")


def test_not_changed_although_past_is_a_note() -> None:
    result = against_plan(
        entry(1, "revised", old={"H1": PIER}, new={"H1": SURVEY}, new_due=due("Not changed", kind="unchanged")),
        entry(
            2,
            "retimed",
            old={"H2": LAMPS},
            old_due=JUNE,
            new_due=AUGUST,
            reason="A diver inspected it; the work was completed on 4 June 2025.",
        ),
    )
    assert [f.severity for f in result.findings if f.code == "due-already-past"] == ["note"]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("The tender was agreed by cabinet in April.", dt.date(2025, 4, 1)),
        ("The first meeting has taken place in April, with the second planned for early May.", dt.date(2025, 4, 1)),
        ("The inspection completed on 4 February 2025 found rot.", dt.date(2025, 2, 4)),
        ("A warden commenced in December who leads this.", dt.date(2024, 12, 1)),
        ("The harbour board will meet on the 15 May.", None),
        ("A report is to be received by committee in June 2025.", None),
        ("It was not possible to do this in May.", None),
        ("The original deadline was March 2025.", None),
        ("It was to be completed by March 2025.", None),
        ("Divers may have been asked.", None),
    ],
)
def test_only_what_a_paper_reports_as_past_is_an_event(text: str, day: dt.date | None) -> None:
    event = latest_past_event([text], dt.date(2025, 7, 1))
    assert (event.day if event else None) == day


def test_an_event_without_a_year_says_nothing_where_nothing_dates_the_paper() -> None:
    assert latest_past_event(["The tender was agreed in April."], None) is None


def test_actions_announced_and_not_listed() -> None:
    said = (("CH", "New actions have been added (section CH).", Place(page=2)), ("H", "New actions H.", Place(page=2)))
    result = against_plan(entry(1, "added", new={"H7": SURVEY}), announced=said)
    assert [f.refs for f in result.findings if f.code == "announced-not-listed"] == [("CH",)]


def test_a_log_that_names_one_of_several_milestones_leaves_the_others_alone() -> None:
    new = due("February 2026", "2026-02")
    said = entry(1, "retimed", old={"H4": MARKET}, old_due=due("December 2025", "2025-12"), new_due=new)
    result = against_plan(said)
    assert verdicts(result) == ["agrees"]
    assert [(c.kind, c.days) for c in result.changes] == [("slipped", 59)]
    [thread] = [t for t in result.threads if t.refs == ("H4",)]
    assert (thread.slips, thread.slip_days) == (1, 59)
    projected = next(pv.version for pv in result.versions if pv.version.kind == "projected")
    shown = next(a.milestones for a in projected.actions if a.ref == "H4")
    assert [(m.label, m.due) for m in shown] == [("Stalls", "2025-03"), ("Market open", "2026-02")]


def test_a_milestone_that_slips_silently_beside_the_one_the_log_names_is_seen() -> None:
    log = log_paper(
        entry(
            1, "retimed", old={"H4": MARKET}, old_due=HARBOUR[3].milestones[1], new_due=due("February 2026", "2026-02")
        )
    )
    late = [
        due("Stalls by May 2025", "2025-05", "Stalls"),
        due("Market open by February 2026", "2026-02", "Market open"),
    ]
    result = run(
        plan_paper("a", *HARBOUR),
        plan_paper("b", *HARBOUR[:3], action("H4", MARKET, *late), HARBOUR[4], as_at="2025-04"),
        log,
    )
    [thread] = [t for t in result.threads if t.refs == ("H4",)]
    assert (thread.slips, thread.slip_days) == (2, 59 + 61)
    assert verdicts(result) == ["agrees"]


def test_with_a_version_after_the_log_both_sides_are_checked() -> None:
    log = log_paper(
        entry(1, "revised", old={"H1": PIER}, new={"H1": SURVEY}),
        entry(2, "retimed", old={"H2": LAMPS}, old_due=JUNE, new_due=JULY),
        entry(3, "removed", old={"H5": DREDGE}, reason="The port authority dredges."),
    )
    after = plan_paper("b", action("H1", SURVEY, MAY), action("H2", LAMPS, AUGUST), *HARBOUR[2:4], as_at="2025-04-30")
    result = run(plan_paper("a", *HARBOUR), after, log)
    assert verdicts(result) == ["agrees", "differs", "agrees"]
    assert "H2" in message(result, "declared-differs")
    assert not any(pv.version.kind == "projected" for pv in result.versions)
    shown = {
        (c.kind, c.old_refs): c.declared_id
        for c in result.changes
        if c.new_version_id == "b" and c.old_version_id == "a"
    }
    assert shown[("reworded", ("H1",))] == "log!1"
    assert shown[("slipped", ("H2",))] == "log!2"
    assert shown[("removed", ("H5",))] == "log!3"


def test_what_the_log_does_not_say_of_its_interval_is_undeclared() -> None:
    log = log_paper(entry(1, "retimed", old={"H2": LAMPS}, old_due=JUNE, new_due=JULY))
    retimed = action("H2", LAMPS, JULY)
    after = plan_paper("b", action("H1", SURVEY, MAY), retimed, *HARBOUR[2:], action("H9", SIGNS), as_at="2025-04-30")
    result = run(plan_paper("a", *HARBOUR), after, log)
    assert [refs for code, refs in codes(result) if code == "undeclared-change"] == ["H1", "H9"]
    assert "no-change-log" not in dict(codes(result))


def test_what_goes_without_a_word_of_the_log_is_vanished_and_not_told_twice() -> None:
    log = log_paper(entry(1, "retimed", old={"H2": LAMPS}, old_due=JUNE, new_due=JULY))
    after = plan_paper("b", HARBOUR[0], action("H2", LAMPS, JULY), *HARBOUR[2:4], as_at="2025-04-30")
    assert codes(run(plan_paper("a", *HARBOUR), after, log)) == [("vanished-action", "H5")]


def test_what_a_log_of_another_time_says_exactly_is_declared_by_it() -> None:
    log = log_paper(
        entry(1, "removed", old={"H5": DREDGE}),
        entry(2, "retimed", old={"H2": LAMPS}, old_due=JUNE, new_due=JULY),
        *[entry(i, "added", new={f"K{i}": f"{SIGNS} Number {i}."}) for i in range(3, 9)],
        meeting="2025-08-01",
    )
    retimed = action("H2", LAMPS, JULY, rating="amber")
    after = plan_paper("b", HARBOUR[0], retimed, *HARBOUR[2:4], as_at="2025-04-30")
    result = run(plan_paper("a", *HARBOUR), after, log)
    between = {c.kind: c.declared_id for c in result.changes if c.new_version_id == "b"}
    assert between == {"removed": "log!1", "slipped": "log!2"}
    assert "vanished-action" not in dict(codes(result))


def test_an_action_that_the_log_closes_and_the_plan_still_lists_differs() -> None:
    log = log_paper(entry(1, "closed", old={"H1": PIER}), entry(2, "closed", old={"H5": DREDGE}))
    result = run(plan_paper("a", *HARBOUR), plan_paper("b", *HARBOUR[:4], as_at="2025-04-30"), log)
    assert verdicts(result) == ["differs", "agrees"]


def test_a_log_after_the_last_version_gives_a_projected_one() -> None:
    result = against_plan(
        entry(1, "removed", old={"H5": DREDGE}),
        entry(2, "split", old={"H1": PIER}, new={"H1a": SURVEY, "H1b": SIGNS}, new_due=[JULY, AUGUST]),
        entry(3, "added", new={"H9": "Paint the lighthouse."}),
    )
    [projected] = [pv for pv in result.versions if pv.version.kind == "projected"]
    assert (projected.sequence, projected.version.version_id) == (None, "log-4")
    assert [a.ref for a in projected.version.actions] == ["H2", "H3", "H4", "H1a", "H1b", "H9"]
    assert [a.milestones[0].due for a in projected.version.actions if a.ref in ("H1a", "H1b")] == ["2025-07", "2025-08"]
    assert {t.thread_id.rsplit("/")[-1]: t.state for t in result.threads} == {
        "H1": "split",
        "H1a": "open",
        "H1b": "open",
        "H2": "open",
        "H3": "complete",
        "H4": "open",
        "H5": "removed",
        "H9": "open",
    }


def test_a_second_log_is_held_against_what_the_first_would_have_given() -> None:
    first = log_paper(
        entry(1, "retimed", old={"H2": LAMPS}, old_due=JUNE, new_due=JULY, log="l1"), name="l1", meeting="2025-03-01"
    )
    second = log_paper(
        entry(1, "retimed", old={"H2": LAMPS}, old_due=JULY, new_due=AUGUST, log="l2"), name="l2", meeting="2025-04-01"
    )
    result = run(plan_paper("a", *HARBOUR), second, first)
    assert verdicts(result) == ["agrees", "agrees"]
    [thread] = [t for t in result.threads if t.refs == ("H2",)]
    assert (thread.slips, thread.slip_days) == (2, 62)


def test_a_log_that_quotes_without_refs_is_found_by_its_words() -> None:
    bare = [action(None, text, MAY) for text in (PIER, LAMPS, FERRY)]
    quoted = entry(1, "revised", new={"": SURVEY})
    quoted = replace(quoted, from_refs=(), to_refs=(), quotes=(), to_quotes=(), old_text=LAMPS, new_text=SURVEY)
    result = run(plan_paper("a", *bare), log_paper(quoted))
    assert verdicts(result) == ["agrees"]
    assert [(c.kind, c.declared_id) for c in result.changes] == [("reworded", "log!1")]


def test_a_log_inside_a_version_speaks_of_what_led_to_it() -> None:
    after = plan_paper(
        "b",
        action("H1", SURVEY, MAY),
        *HARBOUR[1:],
        as_at="2025-04-30",
        declared=[entry(1, "revised", old={"H1": PIER}, new={"H1": SURVEY}, log="b")],
    )
    result = run(plan_paper("a", *HARBOUR), after)
    assert verdicts(result) == ["agrees"]
    assert codes(result) == []
    alone = run(after)
    assert [pv.version.kind for pv in alone.versions] == ["issued"]


def test_what_differs_from_a_log_is_a_sentence_that_names_the_action() -> None:
    retimed = entry(1, "retimed", old={"H2": LAMPS}, old_due=JUNE, new_due=JULY)
    replaced = entry(2, "closed_replaced", old={"H1": PIER}, new={"H9": SURVEY})
    after = [action("H2", LAMPS, AUGUST), *HARBOUR[2:]]
    result = run(plan_paper("a", *HARBOUR), log_paper(retimed, replaced), plan_paper("b", *after, as_at="2025-06-30"))
    assert message(result, "declared-differs", "H2").startswith(
        'The change log says that H2 was retimed, but H2 is timed "August 2025" in the version as at 2025-06-30;'
    )
    assert message(result, "declared-differs", "H9").startswith(
        "The change log says that H1 was closed and replaced by H9, but H9 is not in the version as at 2025-06-30"
    )


def test_a_note_on_two_versions_of_one_date_says_which_is_which() -> None:
    before, after = version("v1", action("H1", PIER)), version("v2", action("H1", PIER), action("H2", LAMPS))
    found = check(entry(1, "added", new={"H2": LAMPS}), before, after).result
    assert "not in the earlier version as at" in found.verdict_note
    assert "in the later version as at" in found.verdict_note


@pytest.mark.parametrize(
    ("later", "verdict", "said"),
    [
        (
            action("H1", PIER, MAY, rating="green"),
            "differs",
            "still in the version as at 2025-06-30, open and with its",
        ),
        (action("H1", PIER, MAY, rating="blue"), "agrees", "not open"),
        (action("H1", SURVEY, MAY, rating="green"), "agrees", "not open"),  # the ref was given to another action
    ],
)
def test_an_action_that_a_sentence_closes_by_its_ref_alone_is_looked_for(
    later: Action, verdict: str, said: str
) -> None:
    before, after = version("a", *HARBOUR, as_at="2025-01-31"), version("b", later, as_at="2025-06-30")
    closed = replace(entry(1, "closed", old={"H1": ""}), old_text=None, quotes=())
    checked = check(closed, before, after).result
    assert checked.verdict == verdict
    assert said in checked.verdict_note
