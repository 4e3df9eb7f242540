"""The page of a dataset too large for a page: what matters most is kept whole, and what was left out is said."""

from __future__ import annotations

from pathlib import Path

from benchmarks.publish import synthetic
from publish.report import PAGE, report_page
from publish.report.bounded import bounded
from publish.report.island import island
from publish.tables import rows_of
from reconcile.model import Reconciliation


def test_a_dataset_that_fits_is_left_as_it_is(found: Reconciliation) -> None:
    tables, _ = rows_of(found)
    assert bounded(tables) == (tables, None)


def test_threads_are_kept_whole_those_with_undeclared_changes_first() -> None:
    tables, _ = rows_of(synthetic(2000))
    held, said = bounded(tables, most_actions=400, most_rows=50)
    assert said is not None
    assert said.startswith("The lists of this page hold 100 of 500 commitments, 300 of 498 changes, 50 of 498 findings")
    assert len(held["actions"]) == 400
    of_kept = {thread["thread_id"] for thread in held["threads"]}
    assert [row for row in tables["actions"] if row["thread_id"] in of_kept] == held["actions"]
    assert all(thread["slips"] for thread in held["threads"])
    assert {place["subject_id"] for place in held["places"]} >= {action["action_id"] for action in held["actions"]}


def test_no_row_of_the_page_points_to_one_that_was_left_out() -> None:
    tables, _ = rows_of(synthetic(2000))
    lists = island(bounded(tables, most_actions=400, most_rows=50)[0], {})
    of = {name: columns.index("thread") for name, columns in lists["columns"].items() if "thread" in columns}
    for name in ("actions", "changes"):
        assert all(0 <= row[of[name]] < 100 for row in lists[name])


def test_the_page_says_what_it_left_out_and_counts_all(tmp_path: Path) -> None:
    found = synthetic(13_000)
    tables, _ = rows_of(found)
    report_page()(tmp_path, found, tables)
    page = (tmp_path / PAGE).read_text(encoding="utf-8")
    assert "The lists of this page hold 3,000 of 3,250 commitments" in page
    assert '<dd class="value">3,250</dd>' in page
    assert len(page) < 20_000_000
