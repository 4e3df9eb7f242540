"""Tables, workbook, page and summary of one run say the same, to the last count."""

from __future__ import annotations

import json
import re
import socket
from collections import Counter
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from outputs import words_of

from planthread import Dataset, Settings, run
from publish.report import PAGE
from publish.schema import TABLES
from publish.summary import as_markdown, summary_of
from publish.workbook import NAME

Rows = list[dict[str, Any]]
SPECIMENS = Path(__file__).resolve().parents[2] / "data" / "raw" / "specimen"


@pytest.fixture(scope="module")
def page(specimen_dataset: Dataset) -> str:
    return (specimen_dataset.folder / PAGE).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def on_page(page: str) -> dict[str, Rows]:
    """The rows of the page's lists, as its script reads them."""
    held = {
        name: json.loads(text)
        for name, text in re.findall(r'<script type="application/json" id="data-([\w-]+)">(.*?)</script>', page)
    }
    return {
        name: [dict(zip(columns, row, strict=True)) for row in held[name]] for name, columns in held["columns"].items()
    }


@pytest.fixture(scope="module")
def in_book(specimen_dataset: Dataset) -> dict[str, Rows]:
    book = openpyxl.load_workbook(specimen_dataset.folder / NAME, read_only=True)
    sheets = {}
    for sheet in book.worksheets:
        head, *rows = sheet.iter_rows(values_only=True)
        sheets[sheet.title] = [dict(zip(head, row, strict=True)) for row in rows]
    book.close()
    return sheets


def _counts(rows: Rows, *columns: str) -> Counter[Any]:
    return Counter(tuple(row[column] for column in columns) for row in rows)


def test_changes_by_kind_and_days(
    specimen_dataset: Dataset, on_page: dict[str, Rows], in_book: dict[str, Rows]
) -> None:
    changes = specimen_dataset.rows("changes")
    assert len(changes) > 20
    assert _counts(changes, "kind", "days") == _counts(on_page["changes"], "kind", "days")
    assert _counts(changes, "kind", "days") == _counts(in_book["Changes"], "Change", "Days")
    declared = sum(bool(change["declared_id"]) for change in changes)
    assert declared == sum(change["declared_state"] == "yes" for change in on_page["changes"])
    assert declared == sum(change["Declared"] == "yes" for change in in_book["Changes"])


def test_findings_by_severity_and_code(
    specimen_dataset: Dataset, on_page: dict[str, Rows], in_book: dict[str, Rows]
) -> None:
    findings = _counts(specimen_dataset.rows("findings"), "severity", "code")
    assert findings == _counts(on_page["findings"], "severity", "code")
    assert findings == _counts(in_book["Findings"], "Severity", "Finding")


def test_threads_by_state_slips_and_days(
    specimen_dataset: Dataset, on_page: dict[str, Rows], in_book: dict[str, Rows]
) -> None:
    threads = specimen_dataset.rows("threads")
    assert _counts(threads, "state", "slips", "slip_days") == _counts(on_page["threads"], "state", "slips", "slip_days")
    slipped = [thread for thread in threads if thread["slips"]]
    assert _counts(slipped, "slips", "slip_days") == _counts(in_book["Slippage"], "Times slipped", "Days slipped")


def test_declared_changes_and_claims_by_verdict(
    specimen_dataset: Dataset, on_page: dict[str, Rows], in_book: dict[str, Rows]
) -> None:
    declared, claims = specimen_dataset.rows("declared_changes"), specimen_dataset.rows("claims")
    assert _counts(declared, "kind", "verdict") == _counts(on_page["declared"], "kind", "verdict")
    assert _counts(declared, "kind", "verdict") == _counts(in_book["Declared"], "Declared as", "Verdict")
    assert _counts(claims, "verdict", "value") == _counts(on_page["claims"], "verdict", "value")


def test_the_headline_figures_are_those_of_the_workbook_and_the_summary(
    specimen_dataset: Dataset, page: str, in_book: dict[str, Rows]
) -> None:
    shown = dict(re.findall(r'<div data-figure="([\w-]+)">.*?<dd class="value">([\d,]+)</dd>', page, re.DOTALL))
    how = dict(re.findall(r'<div data-figure="([\w-]+)">.*?<dd class="how">(.*?)</dd>', page, re.DOTALL))
    book = openpyxl.load_workbook(specimen_dataset.folder / NAME, read_only=True)
    said = {row[0]: row[1] for row in book["Summary"].iter_rows(values_only=True) if row[0] and len(row) > 1}
    book.close()
    tables = {table.name: specimen_dataset.rows(table.name) for table in TABLES}
    markdown = as_markdown(summary_of(tables, None))
    for figure, what in (
        ("versions", "Versions"),
        ("changes", "Changes, all"),
        ("slipped", "Actions that slipped"),
        ("declared", "Declared changes"),
        ("findings", "Findings"),
    ):
        assert int(shown[figure].replace(",", "")) == said[what], figure
        assert f"- {shown[figure]} " in markdown
    assert f"{said['Days slipped in all']:,} days in all" in how["slipped"]
    counts = specimen_dataset.run["counts"]
    assert (counts["changes"], counts["threads"]) == (int(shown["changes"]), int(shown["threads"]))


def test_no_output_tells_where_by_whom_or_on_what_machine_it_was_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(socket, "gethostname", lambda: "zebedee-host")
    monkeypatch.setattr("platform.node", lambda: "zebedee-host")
    for variable in ("USER", "LOGNAME", "USERNAME"):
        monkeypatch.setenv(variable, "florence-user")
    dataset = run([SPECIMENS], tmp_path / "ermintrude" / "out", Settings(workers=1, cache=False))
    secrets = ["ermintrude", str(tmp_path), str(SPECIMENS), str(SPECIMENS.parent), str(Path.home()) + "/"]
    secrets += ["zebedee-host", "florence-user"]
    for file, words in words_of(dataset.folder).items():
        assert [secret for secret in secrets if secret in words] == [], file
