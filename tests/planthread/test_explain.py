"""A thread as `explain` tells it: in the order of what happened, each thing once."""

from __future__ import annotations

from planthread import Dataset
from planthread.explain import explain, told


def story(dataset: Dataset, ref: str) -> str:
    return "\n".join(told(thread) for thread in explain(dataset.folder, ref))


def test_a_log_between_two_versions_stands_between_them(specimen_dataset: Dataset) -> None:
    (thread,) = explain(specimen_dataset.folder, "GV1")
    assert [(version["file"], version["kind"]) for version in thread["versions"]] == [
        ("2025-03-plan.pdf", "issued"),
        ("2025-07-changes.docx", "quoted-old"),
        ("2025-07-changes.docx", "quoted-new"),
        ("2025-07-plan.pdf", "issued"),
        ("2025-07-plan.txt", "issued"),
        ("2025-10-tracker.xlsx", "issued"),
    ]
    assert [(change["days"], change["new_kind"]) for change in thread["changes"]] == [
        (92, "quoted-new"),
        (153, "issued"),
    ]


def test_an_ending_that_the_log_and_the_next_version_show_is_told_once(specimen_dataset: Dataset) -> None:
    text = story(specimen_dataset, "CC4")
    assert text.count("▸ removed") == 1
    assert "2025-07-31  2025-07-plan.pdf: not there\n    ▸ removed" in text


def test_one_slip_is_one_time(specimen_dataset: Dataset) -> None:
    assert "slipped 1 time, 153 days in all" in story(specimen_dataset, "GV1")


def test_a_quotation_is_called_what_it_is_and_not_undated(specimen_dataset: Dataset) -> None:
    text = story(specimen_dataset, "RP5")
    assert "quoted as old  2025-07-changes.docx" in text
    assert "undated" not in text
    assert "entry 2: closed and replaced" in text
