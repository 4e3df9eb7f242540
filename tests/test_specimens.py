"""The specimen papers show every kind of change, and the dataset tells what was planted in them."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

from planthread import Dataset
from publish.schema import FIELD_KINDS, REF_KINDS, WHOLE_KINDS

ROOT = Path(__file__).resolve().parent.parent
SPECIMENS = ROOT / "data" / "raw" / "specimen"
PLAN_1, LOG, PLAN_2, EXPORT = "2025-03-plan.pdf", "2025-07-changes.docx", "2025-07-plan.pdf", "2025-07-plan.txt"
TRACKER, MINUTES = "2025-10-tracker.xlsx", "2025-11-minutes.html"


def papers_of(dataset: Dataset) -> dict[str, str]:
    return {paper["paper_id"]: paper["file"] for paper in dataset.rows("papers")}


def actions_of(dataset: Dataset, file: str) -> dict[str, dict[str, Any]]:
    """The issued actions of one paper, by ref."""
    ids = {name: paper_id for paper_id, name in papers_of(dataset).items()}
    return {row["ref"]: row for row in dataset.rows("actions") if row["version_id"] == ids[file]}


def changes_of(dataset: Dataset) -> set[tuple[str, str, str, str]]:
    """(kind, old refs, new refs, paper of the newer version) of every change between issued versions."""
    issued = {row["version_id"] for row in dataset.rows("versions") if row["kind"] == "issued"}
    files = papers_of(dataset)
    return {
        (row["kind"], "+".join(row["old_refs"]), "+".join(row["new_refs"]), files[row["new_version_id"]])
        for row in dataset.rows("changes")
        if {row["old_version_id"], row["new_version_id"]} <= issued
    }


def declared_of(dataset: Dataset) -> dict[str, dict[str, Any]]:
    """The entries of the log by the refs they speak of."""
    return {"+".join(row["from_refs"] or row["to_refs"]): row for row in dataset.rows("declared_changes")}


def due_of(dataset: Dataset, file: str, ref: str) -> list[str]:
    """What is due when, of each milestone of an action."""
    action_id = actions_of(dataset, file)[ref]["action_id"]
    return [row["due"] for row in dataset.rows("milestones") if row["action_id"] == action_id]


def findings_of(dataset: Dataset, code: str) -> list[list[str]]:
    return sorted(sorted(row["refs"]) for row in dataset.rows("findings") if row["code"] == code)


def content(path: Path) -> bytes | dict[str, bytes]:
    """What a file holds: zipped parts one by one, since compressors differ from machine to machine."""
    if path.suffix not in (".docx", ".xlsx"):
        return path.read_bytes()
    with zipfile.ZipFile(path) as parts:
        return {name: parts.read(name) for name in parts.namelist()}


def test_the_script_makes_the_specimens_that_are_committed(tmp_path: Path) -> None:
    script = ROOT / "data" / "make_specimens.py"
    subprocess.run([sys.executable, script, "--out", tmp_path], check=True, cwd=tmp_path)
    made, held = sorted(path.name for path in tmp_path.iterdir()), sorted(path.name for path in SPECIMENS.iterdir())
    assert made == held
    for name in made:
        assert content(tmp_path / name) == content(SPECIMENS / name), f"{name} is not what the script makes"


def test_every_paper_is_recognised_and_read(specimen_dataset: Dataset) -> None:
    papers = {row["file"]: row for row in specimen_dataset.rows("papers")}
    assert {file: row["role"] for file, row in papers.items()} == {
        PLAN_1: "plan", PLAN_2: "plan", EXPORT: "plan", TRACKER: "plan", LOG: "change_log", MINUTES: "minutes",
    }  # fmt: skip
    assert {row["status"] for row in papers.values()} == {"read"}
    assert {row["organisation"] for row in papers.values()} == {"Marlbrook Council"}
    assert papers[EXPORT]["twin_of"] == papers[PLAN_2]["paper_id"]
    assert all(balance["holds"] for balance in specimen_dataset.run["balance"].values())


def test_the_versions_are_one_plan_in_the_order_of_their_dates(specimen_dataset: Dataset) -> None:
    files = papers_of(specimen_dataset)
    issued = [row for row in specimen_dataset.rows("versions") if row["kind"] == "issued"]
    assert {files[row["paper_id"]]: (row["as_at"], row["sequence"], row["actions"]) for row in issued} == {
        PLAN_1: ("2025-03-31", 1, 24),
        PLAN_2: ("2025-07-31", 2, 23),
        EXPORT: ("2025-07-31", 2, 23),
        TRACKER: ("2025-10-31", 3, 23),
    }
    assert [row["title"] for row in specimen_dataset.rows("plans")] == ["Homes and Streets Improvement Plan"]


def test_ratings_shown_by_colour_alone_are_read_through_the_key(specimen_dataset: Dataset) -> None:
    actions = actions_of(specimen_dataset, PLAN_1)
    assert {ref: actions[ref]["rating"] for ref in ("RP1", "RP2", "RP4", "CC1", "ST3")} == {
        "RP1": "amber", "RP2": "green", "RP4": "blue", "CC1": "red", "ST3": "grey",
    }  # fmt: skip


def test_the_key_of_the_first_version_is_the_plans_key(specimen_dataset: Dataset) -> None:
    meanings = {row["code"]: row["meaning"] for row in specimen_dataset.rows("ratings")}
    assert meanings["amber"] == "Some risk to delivery; recovery is planned"


def test_the_row_cut_by_the_page_break_is_whole(specimen_dataset: Dataset) -> None:
    action = actions_of(specimen_dataset, PLAN_1)["ST6"]
    assert action["text"].endswith("go to this committee before a lease is signed.")
    places = [row["page"] for row in specimen_dataset.rows("places") if row["subject_id"] == action["action_id"]]
    assert places == [1, 2]


def test_each_milestone_of_an_action_has_its_own_date(specimen_dataset: Dataset) -> None:
    assert due_of(specimen_dataset, PLAN_1, "RP3") == ["2025-06", "2025-12"]


def test_true_dates_of_the_tracker_are_read(specimen_dataset: Dataset) -> None:
    assert due_of(specimen_dataset, TRACKER, "ST1") == ["2026-01-31"]


BETWEEN_PLANS = [
    ("completed", "RP2", "RP2"),
    ("reopened", "RP4", "RP4"),
    ("closed", "RP5", "RP7"),
    ("closed", "RP6", ""),
    ("slipped", "RP3", "RP3"),
    ("slipped", "ST1", "ST1"),
    ("merged", "ST2+ST3", "ST2"),
    ("scheduled", "ST4", "ST4"),
    ("brought_forward", "ST5", "ST5"),
    ("vanished", "ST6", ""),
    ("added", "", "ST7"),
    ("slipped", "CC1", "CC1"),
    ("reworded", "CC2", "CC2"),
    ("reowned", "CC3", "CC3"),
    ("removed", "CC4", ""),
    ("slipped", "CC5", "CC5"),
    ("added", "", "CC7"),
    ("slipped", "GV1", "GV1"),
    ("split", "GV3", "GV3a+GV3b"),
    ("unscheduled", "GV4", "GV4"),
    ("rerated", "GV5", "GV5"),
    ("moved", "GV6", "GV6"),
]


def test_every_change_between_the_plans_is_found_and_no_other(specimen_dataset: Dataset) -> None:
    found = {change[:3] for change in changes_of(specimen_dataset) if change[3] == PLAN_2}
    assert found == set(BETWEEN_PLANS)


IN_THE_TRACKER = [
    ("slipped", "ST1", "ST1"),
    ("rerated", "ST1", "ST1"),
    ("unscheduled", "RP7", "RP7"),
    ("completed", "ST5", "ST5"),
    ("renumbered", "ST7", "ST8"),
    ("renumbered", "GV3b", "GV3a"),
    ("completed", "GV3a", "GV3a"),
    ("reowned", "GV6", "GV6"),
]


@pytest.mark.parametrize("change", IN_THE_TRACKER)
def test_a_change_in_the_tracker_is_found(specimen_dataset: Dataset, change: tuple[str, str, str]) -> None:
    assert (*change, TRACKER) in changes_of(specimen_dataset)


def test_the_action_under_another_theme_has_moved(specimen_dataset: Dataset) -> None:
    moved = {change[1] for change in changes_of(specimen_dataset) if change[0] == "moved" and change[3] == TRACKER}
    assert moved == {"ST5"}


def test_a_ref_that_names_another_commitment_is_said_to_be_reused(specimen_dataset: Dataset) -> None:
    assert ("ref_reused", "CC6", "CC6", TRACKER) in changes_of(specimen_dataset)


@pytest.mark.parametrize("kind", [*WHOLE_KINDS, *FIELD_KINDS, *REF_KINDS])
def test_the_specimens_show_every_kind_of_change(kind: str) -> None:
    planted = {change[0] for change in (*BETWEEN_PLANS, *IN_THE_TRACKER)} | {"ref_reused"}
    assert kind in planted


def test_a_change_that_the_log_speaks_of_names_its_entry(specimen_dataset: Dataset) -> None:
    files = papers_of(specimen_dataset)
    between = [
        row
        for row in specimen_dataset.rows("changes")
        if (files.get(row["old_version_id"]), files.get(row["new_version_id"])) == (PLAN_1, PLAN_2)
    ]
    assert {"+".join(row["old_refs"] or row["new_refs"]) for row in between if row["declared_id"]} == {
        "RP3", "RP5", "RP6", "ST1", "ST2+ST3", "ST4", "ST5", "ST7", "CC2", "CC4", "CC5", "GV1", "GV3", "GV4",
    }  # fmt: skip


def test_a_tracked_change_in_the_log_counts_as_accepted(specimen_dataset: Dataset) -> None:
    st1 = declared_of(specimen_dataset)["ST1"]
    assert (st1["old_timescale"], st1["new_timescale"], st1["slip_days"]) == ("September 2025", "November 2025", 61)


VERDICTS = {
    "CC2": "differs",  # its old wording is not the one that was published
    "GV1": "differs",  # the plan prints another date than the log
    "CC9": "cannot be checked",  # the plan never had it
    "CC4": "agrees",
    "GV3": "agrees",
    "ST1": "agrees",
    "ST2+ST3": "agrees",
}


@pytest.mark.parametrize(("refs", "verdict"), VERDICTS.items())
def test_an_entry_of_the_log_has_its_verdict(specimen_dataset: Dataset, refs: str, verdict: str) -> None:
    assert declared_of(specimen_dataset)[refs]["verdict"] == verdict


def test_claims_in_the_minutes_are_checked_against_the_tracker(specimen_dataset: Dataset) -> None:
    assert {(row["value"], row["unit"]): row["verdict"] for row in specimen_dataset.rows("claims")} == {
        (5, "count"): "agrees",
        (40, "percent"): "differs",
        (3, "count"): "cannot be checked",
    }


FINDINGS: dict[str, list[list[str]]] = {
    "announced-not-listed": [["FL"]],
    "closed-though-complete": [["RP6"]],
    "claim-differs": [[]],
    "declared-not-found": [["CC9"]],
    "due-already-past": [["CC5"]],
    "history-rewritten": [["RP1"]],
    "no-change-log": [[]],
    "overdue": [["CC1"], ["GV6"], ["RP1"], ["RP3"], ["RP4"], ["ST8"]],
    "owner-missing": [["GV6"]],
    "rating-went-back": [["RP4"]],
    "ref-duplicated": [["GV3a"]],
    "ref-repaired": [["CC2"]],
    "repeated-slippage": [["ST1"]],
    "timescale-missing": [["ST4"]],
    "timescale-unreadable": [["RP7"]],
    "total-differs": [[]],
    "vanished-action": [["CC6"], ["ST6"]],
}


@pytest.mark.parametrize(("code", "refs"), FINDINGS.items())
def test_a_finding_is_made_for_what_was_planted_and_for_nothing_else(
    specimen_dataset: Dataset, code: str, refs: list[list[str]]
) -> None:
    assert findings_of(specimen_dataset, code) == refs


def test_what_changed_without_being_declared_is_said(specimen_dataset: Dataset) -> None:
    """CC1 slipped and CC7 came in silently; the words of CC2 that the log calls old were never published."""
    assert findings_of(specimen_dataset, "undeclared-change") == [["CC1"], ["CC2"], ["CC7"]]


def test_a_log_may_retime_one_milestone_of_several(specimen_dataset: Dataset) -> None:
    """The log gives one old date for RP3, which has two; the other milestone is not spoken of."""
    assert findings_of(specimen_dataset, "declared-differs") == [["GV1"]]
    rp3 = declared_of(specimen_dataset)["RP3"]
    assert (rp3["verdict"], rp3["slip_days"]) == ("agrees", 59)


def test_the_costs_that_do_not_add_up_are_given_with_both_figures(specimen_dataset: Dataset) -> None:
    total = next(row for row in specimen_dataset.rows("findings") if row["code"] == "total-differs")
    assert "£825,000" in total["message"]
    assert "£815,000" in total["message"]
    assert total["page"] == 2
