"""The dataset as files: one content in three formats, the same bytes from the same findings."""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.model import Rating
from publish import csv_table, database, parquet_table
from publish.check import check_dataset
from publish.columns import Column
from publish.dataset import Dataset, open_dataset, write_dataset
from publish.schema import TABLES, table_named
from publish.tables import rows_of
from reconcile.model import Reconciliation


@pytest.fixture
def dataset(found: Reconciliation, tmp_path: Path) -> Dataset:
    return write_dataset(found, tmp_path / "out", {"papers": []})


def test_every_table_has_rows_in_the_sample(found: Reconciliation) -> None:
    tables, warnings = rows_of(found)
    assert [name for name, rows in tables.items() if not rows] == []
    assert warnings == []


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_csv_parquet_and_sqlite_hold_the_same_rows(found: Reconciliation, dataset: Dataset, table) -> None:
    meant = rows_of(found)[0][table.name]
    assert dataset.rows(table.name) == meant
    assert parquet_table.read_rows(table, dataset.folder / "parquet" / f"{table.name}.parquet") == meant
    assert database.read_rows(table, dataset.folder / "planthread.sqlite") == meant


def test_the_same_findings_give_the_same_bytes(found: Reconciliation, tmp_path: Path) -> None:
    for name in ("one", "two"):
        write_dataset(found, tmp_path / name, {"began": name})
    files = {
        name: {p.relative_to(tmp_path / name): p.read_bytes() for p in (tmp_path / name).rglob("*.*") if p.is_file()}
        for name in ("one", "two")
    }
    assert len(files["one"]) == 2 * len(TABLES) + 3
    differ = [path for path in files["one"] if files["one"][path] != files["two"][path]]
    assert [path.name for path in differ] == ["run.json"]


def test_parquet_dates_are_dates_and_lists_are_lists(dataset: Dataset) -> None:
    import pyarrow.parquet as pq

    schema = pq.read_schema(dataset.folder / "parquet" / "changes.parquet")
    assert str(schema.field("old_refs").type) == "list<element: string>"
    assert str(pq.read_schema(dataset.folder / "parquet" / "milestones.parquet").field("due_by").type) == "date32[day]"


def test_sqlite_finds_actions_by_their_words(dataset: Dataset) -> None:
    with closing(sqlite3.connect(dataset.folder / "planthread.sqlite")) as base:
        query = "SELECT a.action_id FROM actions_fts f JOIN actions a ON a.rowid = f.rowid WHERE actions_fts MATCH ?"
        assert base.execute(query, ("street",)).fetchall() == [("bbbbbbbbbbbb#S1",)]
        assert base.execute("PRAGMA foreign_key_check").fetchall() == []
        assert base.execute("SELECT count(*) FROM pragma_foreign_key_list('links')").fetchone() == (4,)


_AS_DATASETTE_LOOKS = """
SELECT name FROM sqlite_master WHERE rootpage = 0 AND sql LIKE '%VIRTUAL TABLE%USING FTS%content="actions"%'
"""


def test_datasette_finds_the_search_index_of_actions_and_the_keys_of_every_table(dataset: Dataset) -> None:
    with closing(sqlite3.connect(dataset.folder / "planthread.sqlite")) as base:
        assert base.execute(_AS_DATASETTE_LOOKS).fetchall() == [("actions_fts",)]
        for table in TABLES:
            key = base.execute(f"SELECT name FROM pragma_table_info('{table.name}') WHERE pk ORDER BY pk").fetchall()
            points = base.execute(f'SELECT "from", "table", "to" FROM pragma_foreign_key_list(\'{table.name}\')')
            assert tuple(name for (name,) in key) == table.key
            assert set(points) == {(key.column, key.table, key.to) for key in table.foreign_keys}


def test_what_a_spreadsheet_would_run_is_guarded_and_numbers_are_not(dataset: Dataset) -> None:
    def column(table: str, name: str) -> list[str]:
        records = list(csv_table.read_fields(dataset.folder / "csv" / f"{table}.csv"))
        return [record[records[0].index(name)] for record in records[1:]]

    assert column("actions", "text")[0].startswith("'=SUM(A1)")
    assert column("declared_changes", "reason") == ["'@late"]
    assert column("declared_changes", "slip_days") == ["-3"]
    assert "'-.txt" in column("papers", "file")
    descriptor = json.loads((dataset.folder / "datapackage.json").read_text(encoding="utf-8"))
    assert "apostrophe" in descriptor["description"]


_COLUMNS = {kind: Column("c", kind, "") for kind in ("string", "integer", "number", "boolean", "date", "list")}
_TEXT = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"), min_size=1).filter(
    lambda text: not text.startswith(("'=", "'+", "'-", "'@"))
)
_VALUES = st.one_of(
    st.tuples(st.just("string"), _TEXT),
    st.tuples(st.just("integer"), st.integers(-(2**53), 2**53)),
    st.tuples(st.just("number"), st.floats(allow_nan=False, allow_infinity=False)),
    st.tuples(st.just("boolean"), st.booleans()),
    st.tuples(st.just("date"), st.dates()),
    st.tuples(
        st.just("list"), st.lists(_TEXT.filter(lambda text: ";" not in text and text.strip() == text)).map(tuple)
    ),
    st.tuples(st.sampled_from(["string", "integer", "number", "boolean", "date"]), st.none()),
)


@given(st.lists(_VALUES, min_size=1, max_size=6))
@settings(max_examples=60)
def test_any_value_comes_back_from_csv_and_parquet(tmp_path_factory: pytest.TempPathFactory, values: list) -> None:
    columns = [replace(_COLUMNS[kind], name=f"c{number}") for number, (kind, _) in enumerate(values)]
    table = replace(table_named("plans"), columns=tuple(columns))
    row = {column.name: value for column, (_, value) in zip(columns, values, strict=True)}
    folder = tmp_path_factory.mktemp("values")
    csv_table.write_csv(table, [row, row], folder / "t.csv")
    assert list(csv_table.read_rows(table, folder / "t.csv")) == [row, row]
    parquet_table.write_parquet(table, [row, row], folder / "t.parquet")
    assert parquet_table.read_rows(table, folder / "t.parquet") == [row, row]


def test_text_that_no_file_can_hold_is_replaced_and_the_rest_kept(found: Reconciliation, tmp_path: Path) -> None:
    paper = replace(found.papers[0], title="a\0b\ud800c")
    dataset = write_dataset(replace(found, papers=(paper, *found.papers[1:])), tmp_path / "out", {})
    assert dataset.rows("papers")[0]["title"] == "a\ufffdb\ufffd\ufffd\ufffdc"


def test_a_second_row_of_a_key_is_said_not_lost_silently(found: Reconciliation, tmp_path: Path) -> None:
    again = replace(found.links[0], score=0.5)
    dataset = write_dataset(replace(found, links=(*found.links, found.links[0], again)), tmp_path / "out", {})
    assert len(dataset.rows("links")) == 1
    assert [w for w in dataset.run["warnings"] if "links" in w and "l1" in w]


def test_a_value_outside_its_list_is_a_warning_and_not_the_end(found: Reconciliation, tmp_path: Path) -> None:
    odd = replace(found.links[0], relation="cousin")
    dataset = write_dataset(replace(found, links=(odd,)), tmp_path / "out", {})
    assert any("'cousin'" in warning for warning in dataset.run["warnings"])


def test_the_descriptor_describes_every_column(dataset: Dataset) -> None:
    descriptor = json.loads((dataset.folder / "datapackage.json").read_text(encoding="utf-8"))
    tables = {r["name"]: r for r in descriptor["resources"] if "schema" in r}
    assert list(tables) == [table.name for table in TABLES]
    for table in TABLES:
        fields = tables[table.name]["schema"]["fields"]
        header = next(csv_table.read_fields(dataset.folder / tables[table.name]["path"]))
        assert [field["name"] for field in fields] == header
        assert all(field["description"] for field in fields)
        assert "fieldsMatch" not in tables[table.name]["schema"]


def test_a_stranger_finds_the_specimens_dataset_valid(specimen_dataset: Dataset) -> None:
    import frictionless

    report = frictionless.Package(str(specimen_dataset.folder / "datapackage.json")).validate()
    assert report.flatten(["name", "rowNumber", "fieldName", "message"]) == []
    assert report.stats["tasks"] == len(TABLES)


def test_a_stranger_sees_what_is_wrong(dataset: Dataset) -> None:
    import frictionless

    _edit(dataset.folder / "csv" / "links.csv", "aaaaaaaaaaaa#S1", "aaaaaaaaaaaa#S9")
    report = frictionless.Package(str(dataset.folder / "datapackage.json")).validate()
    assert {kind for (kind,) in report.flatten(["type"])} >= {"foreign-key", "hash-count"}


def test_writing_a_dataset_does_not_load_pandas(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from publish.dataset import write_dataset\n"
        "from reconcile.model import Reconciliation\n"
        "write_dataset(Reconciliation(papers=()), Path(sys.argv[1]), {}); assert 'pandas' not in sys.modules"
    )
    subprocess.run([sys.executable, "-P", "-c", code, str(tmp_path / "out")], check=True)


def test_a_frame_has_the_rows(dataset: Dataset) -> None:
    frame = dataset.frame("changes")
    assert list(frame["days"]) == [61]


def test_a_written_dataset_is_opened_and_valid(dataset: Dataset) -> None:
    assert open_dataset(dataset.folder).run["counts"]["changes"] == 1
    assert check_dataset(dataset.folder) == []


def _edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("csv/changes.csv", "slipped,S1", "vexed,S1", "'vexed' is none of"),
        ("csv/links.csv", "aaaaaaaaaaaa#S1", "aaaaaaaaaaaa#S9", "is no action_id of actions"),
        ("csv/milestones.csv", "2024-07,2024-07-31", "2024-07,2024-07-32", "milestones row 1"),
        ("csv/owners.csv", "action_id,position", "position,action_id", "the columns are"),
        ("csv/plans.csv", "streets", "", "plan_id is empty"),
        ("run.json", '"changes": 1', '"changes": 2', "run.json says 2"),
        ("csv/papers.csv", "old.txt", "odd.txt", "its hash differs"),
        ("datapackage.json", '"resources"', '"sources"', "datapackage.json: it does not describe"),
    ],
)
def test_check_names_what_was_damaged(dataset: Dataset, file: str, old: str, new: str, said: str) -> None:
    _edit(dataset.folder / file, old, new)
    assert any(said in fault for fault in check_dataset(dataset.folder))


def test_check_says_which_file_is_missing(dataset: Dataset) -> None:
    (dataset.folder / "csv" / "plans.csv").unlink()
    assert "csv/plans.csv: the file is missing" in check_dataset(dataset.folder)


def test_check_says_what_does_not_balance(found: Reconciliation, tmp_path: Path) -> None:
    balance = {"rows": 5, "actions": 1, "headers": 1, "continuations": 1, "explained": 1}
    dataset = write_dataset(found, tmp_path / "out", {"balance": {"old.txt": balance}})
    assert check_dataset(dataset.folder) == ["old.txt: 5 table rows were seen and 4 are accounted for"]


def test_dates_in_rows_are_dates(dataset: Dataset) -> None:
    assert dataset.rows("milestones")[0]["due_by"] == dt.date(2024, 7, 31)


def test_a_printed_key_is_not_hidden_by_the_usual_meanings_of_a_later_version(found: Reconciliation) -> None:
    first, last = found.versions
    printed = (Rating("amber", "Amber", "needs a decision", 1, False),)
    usual = (Rating("amber", "Amber", "at risk", 2, False), Rating("red", "Red", "not on track", 3, False))
    versions = (
        replace(first, version=replace(first.version, ratings=printed, key_printed=True)),
        replace(last, version=replace(last.version, ratings=usual)),
    )
    rows = rows_of(replace(found, versions=versions))[0]["ratings"]
    assert {row["code"]: row["meaning"] for row in rows} == {"amber": "needs a decision", "red": "not on track"}
