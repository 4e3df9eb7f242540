"""The summary for a committee paper: the dataset's rows and no others, its words as text in every format."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import replace
from typing import Any

import pytest

from extract.errors import PlanthreadError
from planthread import Dataset
from publish import printing
from publish.schema import TABLES
from publish.summary import as_html, as_markdown, summary_of
from publish.tables import rows_of
from reconcile.model import Reconciliation

HOSTILE = "<script>x</script> | *a* _b_ [c](d) `e` # \u202e אבג 🚧\n- next"


@pytest.fixture(scope="module")
def tables(specimen_dataset: Dataset) -> dict[str, list[dict[str, Any]]]:
    return {table.name: specimen_dataset.rows(table.name) for table in TABLES}


def test_what_slipped_most_is_first_and_says_where_it_stands(tables: dict[str, list[dict[str, Any]]]) -> None:
    slipped = summary_of(tables, None).topics[0]
    days = [line.days for line in slipped.lines]
    assert slipped.number == sum(bool(thread["slips"]) for thread in tables["threads"]) > 1
    assert days == sorted(days, key=lambda number: -(number or 0))
    assert days[0] == max(thread["slip_days"] for thread in tables["threads"])
    assert all(line.place.startswith("20") for line in slipped.lines)


def test_what_vanished_and_was_not_declared_is_all_counted(tables: dict[str, list[dict[str, Any]]]) -> None:
    by_title = {topic.title: topic for topic in summary_of(tables, None).topics}
    assert by_title["What vanished"].number == sum(change["kind"] == "vanished" for change in tables["changes"]) > 0
    undeclared = [change for change in tables["changes"] if not change["declared_id"]]
    assert by_title["Changed, but not declared"].number == len(undeclared)
    assert by_title["Claims that differ"].number == sum(c["verdict"] == "differs" for c in tables["claims"]) > 0


def test_without_a_change_log_nobody_is_said_to_have_kept_silent(tables: dict[str, list[dict[str, Any]]]) -> None:
    silent = [
        {**tables["findings"][0], "code": "no-change-log", "version_id": version["version_id"]}
        for version in tables["versions"]
    ]
    topics = summary_of({**tables, "findings": silent}, None).topics
    assert topics[2].title == "Changed, and no change log was read"


def test_what_changed_is_between_the_last_two_issues(tables: dict[str, list[dict[str, Any]]]) -> None:
    issued = {v["version_id"]: v["sequence"] for v in tables["versions"] if v["kind"] == "issued"}
    last = max(issued.values())
    changes = [
        change
        for change in tables["changes"]
        if issued.get(change["new_version_id"]) == last and issued.get(change["old_version_id"]) == last - 1
    ]
    (plan,) = summary_of(tables, None).plans
    assert f": {len(changes)} changes (" in plan.said


def test_every_format_says_how_it_was_counted(tables: dict[str, list[dict[str, Any]]]) -> None:
    summary = summary_of(tables, dt.date(2025, 11, 1))
    markdown, html = as_markdown(summary), as_html(summary)
    assert "As of 1 November 2025." in markdown
    for figure in summary.figures:
        assert f"{figure.value} {figure.label}" in markdown
        assert f"<strong>{figure.value} {figure.label}.</strong>" in html


def test_what_a_paper_prints_is_text_in_markdown_and_on_the_page(found: Reconciliation) -> None:
    change = replace(found.changes[0], explanation=HOSTILE, declared_id=None)
    plans = tuple(replace(plan, title=HOSTILE) for plan in found.plans)
    summary = summary_of(rows_of(replace(found, changes=(change,), plans=plans))[0], None)
    markdown, html = as_markdown(summary), as_html(summary)
    assert r"\<script\>x\</script\> \| \*a\* \_b\_ \[c\](d) \`e\` \#" in markdown
    assert "<script>" not in markdown
    assert "\n- next" not in markdown
    assert "<script>" not in html
    assert "&lt;script&gt;x&lt;/script&gt; | *a*" in html


def test_the_summary_prints_on_two_pages_and_the_same_twice(tables: dict[str, list[dict[str, Any]]]) -> None:
    import pypdfium2

    if printing.find_browser() is None:
        pytest.skip("no browser on this machine")
    html = as_html(summary_of(tables, None))
    pdf = printing.print_page(html)
    document = pypdfium2.PdfDocument(io.BytesIO(pdf))
    assert len(document) <= 2
    text = "".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    assert "What slipped most" in text
    assert printing.print_page(html) == pdf


def test_without_a_browser_it_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(printing, "find_browser", lambda: None)
    with pytest.raises(PlanthreadError, match=r"Install Chromium, Chrome or Edge, or take --format markdown"):
        printing.print_page("<p>")


def test_a_browser_that_does_not_print_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    silent = tmp_path / "chromium"
    silent.write_text("#!/bin/sh\necho cannot open display >&2\nexit 3\n", encoding="utf-8")
    silent.chmod(0o755)
    monkeypatch.setattr(printing, "find_browser", lambda: silent)
    with pytest.raises(PlanthreadError, match="chromium did not print the page"):
        printing.print_page("<p>")


def test_a_browser_is_found_on_path_or_where_systems_have_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    browser = tmp_path / "msedge.exe"
    browser.touch()
    monkeypatch.setattr(printing.shutil, "which", lambda name: None)
    monkeypatch.setattr(printing, "_usual_places", lambda: iter([tmp_path / "none", browser]))
    assert printing.find_browser() == browser
    monkeypatch.setattr(printing.shutil, "which", lambda name: "/usr/bin/chrome" if name == "chrome" else None)
    assert str(printing.find_browser()) == str(printing.Path("/usr/bin/chrome"))
