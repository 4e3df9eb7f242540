"""`verify` says whether a dataset is what its papers give, and if not, where it is something else."""

from __future__ import annotations

import contextlib
import json
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import reconcile.meaning
from planthread import Settings, made_with, run
from planthread.cli import main
from planthread.made_with import differences
from publish.compare import compare


@pytest.fixture(scope="module")
def made(both_versions: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return run([both_versions], tmp_path_factory.mktemp("made") / "out", Settings(workers=1, cache=False)).folder


@pytest.fixture
def dataset(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "dataset"))


def _verified(dataset: Path, papers: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, dict[str, Any]]:
    code = main(["verify", str(dataset), "--papers", str(papers), "--json", "--workers", "1"])
    return code, json.loads(capsys.readouterr().out)


def _lines(dataset: Path, papers: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    code = main(["verify", str(dataset), "--papers", str(papers), "--workers", "1"])
    return code, capsys.readouterr().out


def _edit(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8", newline="\n")


def _record(dataset: Path, **said: object) -> None:
    file = dataset / "run.json"
    file.write_text(json.dumps(json.loads(file.read_text(encoding="utf-8")) | said), encoding="utf-8")


def test_a_dataset_is_what_its_papers_give(dataset: Path, papers: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, said = _verified(dataset, papers, capsys)
    assert (code, said["same"]) == (0, True)
    assert said["papers"] == {"found": 2, "missing": [], "changed": [], "renamed": []}
    assert all(table["differing"] == 0 for table in said["tables"])
    assert len(said["tables"]) == len(list((dataset / "csv").iterdir()))
    assert (said["contents"], said["bytes_only"], said["versions"]) == ([], [], [])


def test_quiet_says_it_by_the_exit_code_alone(dataset: Path, papers: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", str(dataset), "--papers", str(papers), "--quiet"]) == 0
    _edit(dataset / "csv" / "actions.csv", "High Street", "Low Street")
    assert main(["verify", str(dataset), "--papers", str(papers), "--quiet"]) == 3
    assert capsys.readouterr().out == ""


def test_a_row_that_was_edited_is_named_with_what_the_papers_give(
    dataset: Path, papers: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _edit(dataset / "csv" / "milestones.csv", "2024-10-31", "2024-09-30")
    code, said = _lines(dataset, papers, capsys)
    assert code == 3
    assert "milestones: 1 difference" in said
    assert "due_by is '2024-09-30', the papers give '2024-10-31'" in said


def test_rows_that_were_taken_out_put_in_or_moved_are_named(
    dataset: Path, papers: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = dataset / "csv" / "findings.csv"
    header, first, *rest = file.read_text(encoding="utf-8").splitlines(keepends=True)
    file.write_text("".join([header, *rest, first.replace(first.split(",")[0], "zz-invented")]), encoding="utf-8")
    actions = dataset / "csv" / "actions.csv"
    header, *rows = actions.read_text(encoding="utf-8").splitlines(keepends=True)
    actions.write_text("".join([header, *reversed(rows)]), encoding="utf-8")
    code, said = _lines(dataset, papers, capsys)
    assert code == 3
    assert f"{first.split(',')[0]}: the papers give it; it does not stand in the dataset" in said
    assert "zz-invented: stands in the dataset; the papers do not give it" in said
    assert "the same rows stand in another order" in said


@pytest.mark.parametrize(
    "edit",
    [
        lambda folder: _edit(folder / "report" / "index.html", "</title>", " </title>"),
        lambda folder: (folder / "reconciliation.xlsx").unlink(),
        lambda folder: _edit(folder / "datapackage.json", "Actions followed", "Actions invented"),
        lambda folder: _sql(folder / "planthread.sqlite", "UPDATE actions SET text = 'invented'"),
        lambda folder: (folder / "parquet" / "links.parquet").write_bytes(b"PAR1"),
    ],
    ids=["report", "workbook", "descriptor", "database", "parquet"],
)
def test_other_files_are_compared_too(
    dataset: Path, papers: Path, edit: Callable[[Path], None], capsys: pytest.CaptureFixture[str]
) -> None:
    edit(dataset)
    code, said = _verified(dataset, papers, capsys)
    assert (code, len(said["contents"])) == (3, 1)


def _sql(file: Path, statement: str) -> None:
    with contextlib.closing(sqlite3.connect(file)) as base:
        base.execute(statement)
        base.commit()


def test_missing_changed_and_renamed_papers_are_named(
    dataset: Path, papers: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (papers / "deep").mkdir()
    (papers / "june.txt").rename(papers / "deep" / "juni.txt")
    code, said = _verified(dataset, papers, capsys)
    assert (code, said["papers"]["renamed"]) == (0, [{"then": "june.txt", "now": "deep/juni.txt"}])
    _edit(papers / "september.txt", "limes", "lemons")
    (papers / "deep" / "juni.txt").unlink()
    code, said = _verified(dataset, papers, capsys)
    assert (code, said["same"], said["tables"]) == (3, False, None)
    assert (said["papers"]["missing"], said["papers"]["changed"]) == (["june.txt"], ["september.txt"])
    assert "june.txt: missing" in _lines(dataset, papers, capsys)[1]


def test_papers_may_be_named_one_by_one(dataset: Path, papers: Path) -> None:
    names = [str(papers / name) for name in ("september.txt", "june.txt")]
    assert main(["verify", str(dataset), "--papers", *names, "--quiet"]) == 0


def test_a_paper_that_could_not_be_opened_then_is_no_difference(
    papers: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (papers / "locked.txt").write_text("secret", encoding="utf-8")
    opened = Path.open

    def refusing(self: Path, *args: Any, **options: Any) -> Any:
        if self.name == "locked.txt":
            raise PermissionError(13, "Permission denied")
        return opened(self, *args, **options)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "open", refusing)
        run([papers], tmp_path / "out", Settings(workers=1))
    assert _verified(tmp_path / "out", papers, capsys)[0] == 0


def test_without_a_folder_it_asks_for_one(
    dataset: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["verify", str(dataset)]) == 2
    assert "--papers FOLDER" in capsys.readouterr().err
    (tmp_path / "data" / "raw").mkdir(parents=True)
    (tmp_path / "data" / "raw" / "other.txt").write_text("other", encoding="utf-8")
    assert main(["verify", str(dataset)]) == 2
    assert "data/raw does not hold june.txt, september.txt; name the folder" in capsys.readouterr().err


def test_the_papers_in_data_raw_are_found_by_themselves(
    dataset: Path, papers: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "data").mkdir()
    papers.rename(tmp_path / "data" / "raw")
    monkeypatch.chdir(tmp_path)
    assert main(["verify", str(dataset), "--quiet"]) == 0


def test_no_dataset_and_no_folder_are_wrong_use(
    dataset: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["verify", str(tmp_path / "none")]) == 2
    assert main(["verify", str(dataset), "--papers", str(tmp_path / "none")]) == 2


@pytest.mark.parametrize(
    ("said", "needed"),
    [
        ({"inputs": None}, "make the dataset again"),
        ({"settings": {"unheard_of": 1}, "planthread": "9.9"}, "unheard_of.*planthread 9.9"),
    ],
    ids=["no inputs", "settings of another version"],
)
def test_a_record_that_does_not_tell_enough_is_said(
    dataset: Path, papers: Path, said: dict[str, object], needed: str, capsys: pytest.CaptureFixture[str]
) -> None:
    import re

    _record(dataset, **said)
    assert main(["verify", str(dataset), "--papers", str(papers)]) == 3
    assert re.search(needed, capsys.readouterr().err)


def test_the_recorded_settings_hold_and_not_those_of_the_folder_now(
    dataset: Path, papers: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (papers / "planthread.toml").write_text('as_of = 2031-01-01\n[[plan]]\nname = "Another"\npapers = ["*"]\n')
    assert _verified(dataset, papers, capsys)[0] == 0


def test_another_version_is_said_and_excuses_bytes_but_no_rows(
    dataset: Path, papers: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _record(dataset, planthread="0.0.9", packages={**made_with.made_with()["packages"], "lxml": "1.0"})
    _sql(dataset / "planthread.sqlite", "PRAGMA user_version = 7")
    code, said = _lines(dataset, papers, capsys)
    assert code == 0
    assert "planthread.sqlite: says the same in other bytes" in said
    assert "planthread was 0.0.9 and is " in said
    assert "lxml was 1.0 and is " in said
    _edit(dataset / "csv" / "actions.csv", "High Street", "Low Street")
    code, said = _lines(dataset, papers, capsys)
    assert code == 3
    assert "that may be why" in said


def test_it_is_said_where_meanings_were_compared_that_are_not_now(
    papers: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    monkeypatch.setattr(reconcile.meaning, "embed", lambda texts: np.eye(len(texts)))
    monkeypatch.setattr(reconcile.meaning, "_model_folder", lambda: tmp_path)
    with_model = run([papers], out, Settings(workers=1, cache=False))
    assert with_model.run["meaning"] == {"model": "all-MiniLM-L6-v2", "comparisons": 1}
    assert _verified(out, papers, capsys)[1]["versions"] == []
    monkeypatch.setattr(reconcile.meaning, "_model_folder", lambda: None)
    assert _verified(out, papers, capsys)[1]["versions"] == [
        "the sentence model was all-MiniLM-L6-v2 and is not there",
        "the number of comparisons by meaning was 1 and is 0",
    ]
    without = run([papers], tmp_path / "without", Settings(workers=1, cache=False))
    assert without.run["meaning"] == {"model": None, "comparisons": 0}


def test_a_record_from_before_meaning_was_told_is_no_difference(
    dataset: Path, papers: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _record(dataset, meaning=None)
    assert _verified(dataset, papers, capsys)[1]["versions"] == []


def test_other_bytes_by_the_same_versions_are_a_difference(dataset: Path, papers: Path) -> None:
    _sql(dataset / "planthread.sqlite", "PRAGMA user_version = 7")
    assert main(["verify", str(dataset), "--papers", str(papers), "--quiet"]) == 3


@pytest.mark.parametrize("same_name", [False, True])
def test_a_reconciled_pair_can_be_verified(papers: Path, tmp_path: Path, same_name: bool) -> None:
    old, new = papers / "september.txt", papers / "june.txt"
    if same_name:
        for name, path in (("a", old), ("b", new)):
            (papers / name).mkdir()
            path.rename(papers / name / "plan.txt")
        old, new = papers / "a" / "plan.txt", papers / "b" / "plan.txt"
    out = tmp_path / "out"
    assert main(["reconcile", str(old), str(new), "--out", str(out), "--quiet"]) == 0
    assert str(tmp_path) not in (out / "run.json").read_text(encoding="utf-8")
    assert main(["verify", str(out), "--papers", str(papers), "--quiet"]) == 0


def test_versions_given_as_data_can_be_verified(tmp_path: Path) -> None:
    for name, text in (("old", "Sweep the square"), ("new", "Sweep the square weekly")):
        (tmp_path / f"{name}.json").write_text(json.dumps([{"ref": "A1", "text": text}]), encoding="utf-8")
    pair = [str(tmp_path / "old.json"), str(tmp_path / "new.json")]
    assert main(["reconcile", *pair, "--out", str(tmp_path / "out"), "--quiet"]) == 0
    assert main(["verify", str(tmp_path / "out"), "--papers", str(tmp_path), "--quiet"]) == 0


def test_a_table_with_other_columns_says_which(dataset: Path, made: Path) -> None:
    _edit(dataset / "csv" / "links.csv", "relation", "kinship")
    (links,) = [table for table in compare(dataset, made).tables if table.differing]
    assert "kinship" in links.shown[0]


def test_differences_between_versions_are_named() -> None:
    then = {"planthread": "1", "python": "3.11.2", "packages": {"lxml": "5", "rapidocr": "3"}}
    assert differences(then, {"planthread": "1", "python": "3.12.1", "packages": {"lxml": "6"}}) == [
        "python was 3.11.2 and is 3.12.1",
        "lxml was 5 and is 6",
        "rapidocr was 3 and is not there",
    ]
