"""The workbook, read back with another library: the same counts, true dates, colours, and nothing that runs."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from extract.model import DeclaredChange
from planthread import Dataset
from publish.schema import TABLES
from publish.tables import rows_of
from publish.workbook import NAME, file, write_workbook
from publish.workbook.fills import ink, rating_fill
from reconcile.model import CheckedDeclaration, Reconciliation

SHEETS = ["Summary", "Changes", "Slippage", "Declared", "Findings", "Actions", "Dictionary"]
TABLES_SHOWN = SHEETS[1:]


def written(found: Reconciliation, folder: Path) -> Any:
    write_workbook(folder, found, rows_of(found)[0])
    return openpyxl.load_workbook(folder / NAME)


@pytest.fixture
def book(found: Reconciliation, tmp_path: Path) -> Any:
    return written(found, tmp_path)


@pytest.fixture(scope="module")
def specimens(specimen_dataset: Dataset) -> Any:
    return openpyxl.load_workbook(specimen_dataset.folder / NAME)


def column(book: Any, sheet: str, name: str) -> list[Any]:
    """The cells under a heading."""
    headings = [cell.value for cell in book[sheet][1]]
    return [row[headings.index(name)] for row in book[sheet].iter_rows(min_row=2)]


def values(book: Any, sheet: str, name: str) -> list[Any]:
    return [cell.value for cell in column(book, sheet, name)]


def counted(book: Any) -> dict[str, float]:
    """The figures of the summary by what they count."""
    rows = book["Summary"].iter_rows(values_only=True)
    figures: dict[str, float] = {}
    group = ""
    for what, number, *_ in rows:
        if isinstance(what, str) and isinstance(number, (int, float)):
            group = group if what.startswith("… ") else what
            figures.setdefault(group + what[1:] if what.startswith("… ") else what, number)
    return figures


def test_the_workbook_has_these_sheets_in_this_order(specimens: Any) -> None:
    assert specimens.sheetnames == SHEETS


@pytest.mark.parametrize(
    ("sheet", "key", "table"),
    [
        ("Changes", "change_id", "changes"),
        ("Declared", "declared_id", "declared_changes"),
        ("Findings", "finding_id", "findings"),
    ],
)
def test_a_sheet_has_every_row_of_its_table(
    specimens: Any, specimen_dataset: Dataset, sheet: str, key: str, table: str
) -> None:
    shown = values(specimens, sheet, key)
    assert sorted(shown) == [row[key] for row in specimen_dataset.rows(table)]
    assert shown


def test_the_actions_are_those_of_the_latest_issue(specimens: Any, specimen_dataset: Dataset) -> None:
    (latest,) = [paper for paper in specimen_dataset.rows("papers") if paper["file"] == "2025-10-tracker.xlsx"]
    wanted = [a for a in specimen_dataset.rows("actions") if a["version_id"] == latest["paper_id"]]
    assert values(specimens, "Actions", "action_id") == [
        action["action_id"] for action in sorted(wanted, key=lambda action: action["position"])
    ]


def test_slippage_has_every_action_that_slipped_the_furthest_first(specimens: Any, specimen_dataset: Dataset) -> None:
    slipped = {row["thread_id"]: row["slip_days"] for row in specimen_dataset.rows("threads") if row["slips"]}
    shown = zip(values(specimens, "Slippage", "thread_id"), values(specimens, "Slippage", "Days slipped"), strict=True)
    assert slipped
    assert dict(shown) == slipped
    days = values(specimens, "Slippage", "Days slipped")
    assert days == sorted(days, reverse=True)


def test_the_summary_counts_as_the_dataset_does(specimens: Any, specimen_dataset: Dataset) -> None:
    shown, rows = counted(specimens), specimen_dataset.rows
    issued = {v["version_id"] for v in rows("versions") if v["kind"] == "issued"}
    between = [c for c in rows("changes") if {c["old_version_id"], c["new_version_id"]} <= issued]
    wanted = {
        "Papers": len(rows("papers")),
        "Versions": 3,
        "Changes, all": len(rows("changes")),
        "Changes between issues": len(between),
        "Changes between issues that nobody declared": sum(not c["declared_id"] for c in between),
        "Days slipped in all": sum(t["slip_days"] for t in rows("threads")),
        "Declared changes": len(rows("declared_changes")),
        "Claims": len(rows("claims")),
        "Findings": len(rows("findings")),
    }
    wanted |= {f"Findings {s}": n for s, n in Counter(f["severity"] for f in rows("findings")).items()}
    wanted |= {f"Declared changes {v}": n for v, n in Counter(d["verdict"] for d in rows("declared_changes")).items()}
    wanted |= dict(Counter(change["kind"] for change in between))
    assert {what: shown.get(what) for what in wanted} == wanted


def test_the_summary_says_first_what_could_not_be_read(book: Any) -> None:
    said = [[cell for cell in row if cell] for row in book["Summary"].iter_rows(max_row=6, values_only=True)]
    assert ["What could not be read"] in said
    assert ["'-.txt".strip("'"), "failed", "empty"] in said


def test_dates_are_dates_and_numbers_numbers(book: Any) -> None:
    assert values(book, "Slippage", "First promise") == [dt.datetime(2024, 7, 31), dt.datetime(2024, 7, 31)]
    assert column(book, "Slippage", "First promise")[0].is_date
    assert values(book, "Changes", "Days") == [61]


def test_a_date_before_excel_counts_days_is_written_out(found: Reconciliation, tmp_path: Path) -> None:
    thread = replace(found.threads[0], first_due=dt.date(1899, 5, 1))
    book = written(replace(found, threads=(thread,)), tmp_path)
    assert values(book, "Slippage", "First promise") == ["1899-05-01"]


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_a_text_that_looks_like_a_formula_is_text_and_stays_so(
    found: Reconciliation, tmp_path: Path, start: str
) -> None:
    said = DeclaredChange("d1", "cccccccccccc", 1, "retimed", reason=f"{start}HYPERLINK(A1)")
    book = written(replace(found, declared=(CheckedDeclaration(said, "agrees", ""),)), tmp_path)
    (cell,) = column(book, "Declared", "Reason given")
    assert (cell.value, cell.data_type, cell.quotePrefix) == (said.reason, "s", True)


def test_nothing_in_the_workbook_is_a_formula_or_a_link(specimens: Any) -> None:
    cells = [cell for sheet in specimens for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d", "inlineStr"}
    assert [cell for cell in cells if cell.hyperlink] == []


def test_a_text_that_looks_like_a_rich_text_is_text(found: Reconciliation, tmp_path: Path) -> None:
    """XlsxWriter would write it into the sheet as mark-up, which Excel calls a damaged file."""
    texts = {"aaaaaaaaaaaa#S1": "<r><t>a & b</r>", "bbbbbbbbbbbb#S1": "<r><t>1 < 2</t></r>"}
    versions = tuple(
        replace(
            held,
            version=replace(
                held.version, actions=tuple(replace(a, text=texts[a.action_id]) for a in held.version.actions)
            ),
        )
        for held in found.versions
    )
    book = written(replace(found, versions=versions), tmp_path)
    assert values(book, "Actions", "Action") == [texts["bbbbbbbbbbbb#S1"] + " "]


def test_what_a_cell_cannot_hold_is_cut_and_said(found: Reconciliation, tmp_path: Path) -> None:
    said = DeclaredChange("d1", "cccccccccccc", 1, "retimed", reason="\ufffe" + "wörd 🙂 " * 6000)
    book = written(replace(found, declared=(CheckedDeclaration(said, "agrees", ""),)), tmp_path)
    (text,) = values(book, "Declared", "Reason given")
    assert text.startswith("\ufffdwörd 🙂")
    assert text.endswith("csv/ has it whole)")
    assert len(text.encode("utf-16-le")) // 2 <= 32_767


def test_rows_that_do_not_fit_are_said(found: Reconciliation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(file, "_MOST_ROWS", 2)
    book = written(found, tmp_path)
    assert [row[0] for row in book["Slippage"].iter_rows(min_row=3, values_only=True)] == [
        "1 more rows do not fit into a sheet; csv/ has them all"
    ]


def test_a_rating_has_the_colour_of_its_own_cell_else_the_usual_one(found: Reconciliation, tmp_path: Path) -> None:
    held = found.versions[1]
    action = held.version.actions[0]
    for fill, shown in (("#00B050", "FF00B050"), (None, "FF6FBF73")):
        version = replace(held.version, actions=(replace(action, rating_fill=fill),))
        book = written(replace(found, versions=(found.versions[0], replace(held, version=version))), tmp_path)
        (cell,) = column(book, "Actions", "Rating")
        assert (cell.value, cell.fill.fgColor.rgb) == ("green", shown)


def test_a_rating_of_two_words_has_the_colour_of_the_first_and_an_unknown_one_none() -> None:
    assert rating_fill("amber e") == rating_fill("amber")
    assert rating_fill("on track") is None
    assert rating_fill("red", "no colour") == rating_fill("red")


def test_words_can_be_read_on_their_colour() -> None:
    assert ink("#000080") == "#FFFFFF"
    assert ink("#FFDD00") == "#000000"


@pytest.mark.parametrize("sheet", TABLES_SHOWN)
def test_headings_stay_in_view_are_filtered_and_stand_on_every_printed_page(specimens: Any, sheet: str) -> None:
    shown = specimens[sheet]
    assert int(shown.freeze_panes[-1]) == 2
    assert shown.auto_filter.ref == shown.dimensions
    assert shown.print_title_rows == "$1:$1"
    assert (shown.page_setup.orientation, shown.page_setup.fitToHeight) == ("landscape", 0)
    assert all(cell.comment and cell.comment.text for cell in shown[1])
    texts = [cell for row in shown.iter_rows() for cell in row if isinstance(cell.value, str)]
    assert all(cell.alignment.wrap_text for cell in texts)


def test_slippage_has_a_chart_with_its_values(specimens: Any) -> None:
    (chart,) = specimens["Slippage"]._charts
    firsts, days = chart.series
    last = specimens["Slippage"].max_row
    assert firsts.val.numRef.f == f"Slippage!$C$2:$C${last}"
    assert [float(point.v) for point in days.val.numRef.numCache.pt] == values(specimens, "Slippage", "Days between")


def test_a_dataset_without_slippage_has_an_empty_sheet_and_no_chart(found: Reconciliation, tmp_path: Path) -> None:
    book = written(replace(found, threads=(), thread_links=(), thread_of={}), tmp_path)
    assert book["Slippage"].max_row == 1
    assert book["Slippage"]._charts == []


def test_nothing_found_is_a_workbook_too(tmp_path: Path) -> None:
    assert written(Reconciliation(papers=()), tmp_path).sheetnames == SHEETS


def test_the_dictionary_has_every_heading_and_every_column(specimens: Any) -> None:
    said = list(zip(values(specimens, "Dictionary", "In"), values(specimens, "Dictionary", "Column"), strict=True))
    headings = [(f"sheet {s}", cell.value) for s in TABLES_SHOWN[:-1] for cell in specimens[s][1]]
    assert said == [*headings, *((f"table {t.name}", c.name) for t in TABLES for c in t.columns)]
    assert all(values(specimens, "Dictionary", "Meaning"))


def test_the_same_findings_give_the_same_workbook(found: Reconciliation, tmp_path: Path) -> None:
    bytes_of = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        assert write_workbook(tmp_path / name, found, rows_of(found)[0]) == (NAME,)
        bytes_of.append((tmp_path / name / NAME).read_bytes())
        assert [path.name for path in (tmp_path / name).iterdir()] == [NAME]
    assert bytes_of[0] == bytes_of[1]
