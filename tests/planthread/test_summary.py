"""The summary that ends a run."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from planthread.summary import aligned, summary
from publish.dataset import Dataset


def _paper(**said: Any) -> dict[str, Any]:
    about = {"file": "plan.pdf", "twin_of": None, "role": "plan", "version": "2024-06", "versions": 1, "actions": 7}
    return about | {"changes": 0, "findings": 2, "status": "read", "problem": None} | said


def _dataset(*papers: dict[str, Any], **said: Any) -> Dataset:
    counts = dict.fromkeys(("plans", "links", "changes", "declared_changes", "claims", "findings"), 3)
    about = {"papers": papers, "counts": counts | {"versions": 9, "actions": 99}, "not_papers": (), "warnings": ()}
    return Dataset(Path("out"), about | said)


def test_versions_and_actions_are_those_issued_and_twins_count_once() -> None:
    text = summary(_dataset(_paper(), _paper(file="plan.docx", twin_of="aaaaaaaaaaaa")))
    assert "In all: 3 plans, 1 version, 7 actions" in text
    assert "2024-06 (twin)" in text


def test_a_change_log_in_two_formats_has_no_version_to_name() -> None:
    text = summary(_dataset(_paper(file="log.docx", version=None, twin_of="aaaaaaaaaaaa")))
    assert "(twin)" in text
    assert "None" not in text


def test_problems_warnings_and_other_files_are_named() -> None:
    failed = _paper(status="failed", problem="it is empty; save it again")
    names = [f"photo{number}.jpg" for number in range(7)]
    text = summary(_dataset(failed, warnings=["the rows differ"], not_papers=names))
    assert "  plan.pdf: it is empty; save it again" in text
    assert "warning: the rows differ" in text
    assert "photo4.jpg and 2 more" in text


def test_a_wide_table_is_cut_where_it_is_widest() -> None:
    lines = aligned(("ref", "text", "n"), [("A1", "word " * 40, 5), ("A22", None, 12)], widest=40)
    assert max(map(len, lines)) == 40
    assert lines[2].endswith("…   5")
    assert lines[3].startswith("A22")


def test_text_on_several_lines_stays_on_one() -> None:
    assert aligned(("a",), [("one\ntwo",)])[-1] == "one two"


def test_wrapped_rows_hold_all_of_their_text() -> None:
    lines = aligned(("ref", "text"), [("A1", "word " * 20), ("A2", "end")], widest=24, wrapped=True)
    assert max(map(len, lines)) <= 24
    assert " ".join(lines[2:-1]).split().count("word") == 20
    assert lines[-1] == "A2   end"
