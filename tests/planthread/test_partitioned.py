"""The tables in parts: the rows of a run on one machine, whoever did the work; what a killed run had done is taken."""

from __future__ import annotations

import shutil
from pathlib import Path

import fsspec
import pyarrow.dataset
import pytest
from partitions import contents, done_here, lines_of, tables_in, tables_of

from extract.errors import OutputFailed, OutputRefused, PlanthreadError, WrongUse
from planthread import Settings, run
from planthread.archive import found_in
from planthread.cli import main
from planthread.folder import Folder
from planthread.pipeline import run_partitioned
from planthread.reader import Answer
from planthread.settings import ReadSettings
from planthread.shares import SHARE_PAPERS, shares_of
from planthread.survey import Surveyed
from publish.check import check_dataset
from reconcile.model import Plan
from reconcile.plans import Grouping


@pytest.fixture
def archive(papers: Path, tmp_path: Path) -> Path:
    """Two councils, minutes about one of them, a paper twice and one that cannot be read."""
    for name in ("june.txt", "september.txt"):
        text = (papers / name).read_text(encoding="utf-8").replace("Marlbrook Council", "Ashford Council")
        (papers / f"trust-{name}").write_text(text.replace("Streets and Parks", "Wards"), encoding="utf-8")
    minutes = (
        "Marlbrook Council\nMinutes of the meeting held on 1 October 2024\n\nThe Chair said that 2 actions in the "
    )
    (papers / "minutes.txt").write_text(minutes + "Streets and Parks Action Plan were complete.\n", encoding="utf-8")
    shutil.copy(papers / "june.txt", papers / "june again.txt")
    (papers / "empty.txt").touch()
    return papers


def test_the_parts_hold_the_rows_of_a_run_on_one_machine(archive: Path, tmp_path: Path) -> None:
    whole = run([archive], tmp_path / "whole", Settings(workers=1))
    said = run_partitioned([archive], tmp_path / "parts", Settings(), done_here)
    assert tables_in(tmp_path / "parts" / "partitioned") == tables_of(whole.folder)
    assert said["papers"] == {"failed": 1, "read": 5}
    assert said["plans"] == 2
    dataset = contents(tmp_path / "parts")
    assert {name: content for name, content in dataset.items() if not name.startswith("partitioned/")} == contents(
        tmp_path / "whole"
    )
    assert check_dataset(tmp_path / "parts") == []


def test_reader_processes_give_the_same_bytes_whatever_their_number(archive: Path, tmp_path: Path) -> None:
    for workers in (1, 2):
        run_partitioned([archive], tmp_path / str(workers), Settings(workers=workers, dataset_up_to=0))
    run_partitioned([archive], tmp_path / "here", Settings(dataset_up_to=0), done_here)
    assert contents(tmp_path / "1") == contents(tmp_path / "2") == contents(tmp_path / "here")


def test_parts_stand_by_organisation_and_year_as_arrow_reads_them(archive: Path, tmp_path: Path) -> None:
    run_partitioned([archive], tmp_path / "out", Settings(dataset_up_to=0), done_here)
    actions = pyarrow.dataset.dataset(tmp_path / "out" / "partitioned" / "actions", partitioning="hive")
    found = {(row["org"], row["year"]) for row in actions.to_table().to_pylist()}
    assert found == {("ashford-council", 2024), ("marlbrook-council", 2024)}


def test_the_manifest_names_every_paper_with_its_hash_and_what_became_of_it(archive: Path, tmp_path: Path) -> None:
    run_partitioned([archive], tmp_path / "out", Settings(dataset_up_to=0), done_here)
    manifest = {entry["file"]: entry for entry in lines_of(Folder(tmp_path / "out" / "partitioned"), "papers.jsonl")}
    assert manifest["empty.txt"]["status"] == "failed"
    assert "empty" in manifest["empty.txt"]["problem"]
    assert manifest["june again.txt"]["also_at"] == ["june.txt"]
    assert all(len(entry["sha256"]) == 64 for entry in manifest.values())
    assert manifest["minutes.txt"]["plan_id"] is None
    assert manifest["minutes.txt"]["share"] == manifest["september.txt"]["share"]


def test_a_second_run_reads_and_reconciles_nothing(archive: Path, tmp_path: Path) -> None:
    run_partitioned([archive], tmp_path / "out", Settings(dataset_up_to=0), done_here)
    before = contents(tmp_path / "out")
    asked: list[str] = []

    def noted(orders, settings, seconds):
        asked.extend(order["file"] if order["do"] == "survey" else order["do"] for order in orders)
        return done_here(orders, settings, seconds)

    run_partitioned([archive], tmp_path / "out", Settings(dataset_up_to=0), noted)
    assert asked == ["empty.txt"]  # what could not be read is tried again
    assert contents(tmp_path / "out") == before


def test_a_run_that_was_killed_goes_on_from_what_is_there(archive: Path, tmp_path: Path) -> None:
    asked: list[str] = []

    def killed_after_three(orders, settings, seconds):
        for number, answer in done_here(orders, settings, seconds):
            asked.append(orders[number]["do"])
            if len(asked) == 3:
                raise KeyboardInterrupt
            yield number, answer

    with pytest.raises(KeyboardInterrupt):
        run_partitioned([archive], tmp_path / "out", Settings(dataset_up_to=0), killed_after_three)
    assert not (tmp_path / "out" / "partitioned" / "partitioned.json").exists()
    run_partitioned([archive], tmp_path / "out", Settings(dataset_up_to=0), killed_after_three)
    assert asked.count("survey") == 7 + 1  # seven files, of which one cannot be read and is tried again
    run_partitioned([archive], tmp_path / "whole", Settings(dataset_up_to=0), done_here)
    assert contents(tmp_path / "out") == contents(tmp_path / "whole")


def test_a_damaged_work_folder_is_worked_round(archive: Path, tmp_path: Path) -> None:
    run_partitioned([archive], tmp_path / "out", Settings(dataset_up_to=0), done_here)
    before = contents(tmp_path / "out")
    for path in (tmp_path / "out" / "partitioned" / "_work").rglob("*.gz"):
        path.write_bytes(b"damaged")
    next((tmp_path / "out" / "partitioned" / "actions").rglob("*.parquet")).unlink()
    run_partitioned([archive], tmp_path / "out", Settings(dataset_up_to=0), done_here)
    assert contents(tmp_path / "out") == before


def test_a_new_paper_writes_its_own_share_anew_and_takes_the_old_parts_away(archive: Path, tmp_path: Path) -> None:
    run_partitioned([archive], tmp_path / "out", Settings(dataset_up_to=0), done_here)
    before = contents(tmp_path / "out" / "partitioned")
    text = (archive / "june.txt").read_text(encoding="utf-8").replace("24 June 2024", "2 December 2024")
    (archive / "december.txt").write_text(text, encoding="utf-8")
    settings = Settings(dataset_up_to=0, reconcile={"as_of": "2025-01-31"})
    run_partitioned([archive], tmp_path / "out", settings, done_here)
    middle = contents(tmp_path / "out" / "partitioned")
    (archive / "trust-june.txt").unlink()
    run_partitioned([archive], tmp_path / "out", settings, done_here)
    after = contents(tmp_path / "out" / "partitioned")
    same = {name for name in after if "org=marlbrook" in name}
    assert same
    assert {name: middle[name] for name in same} == {name: after[name] for name in same}
    assert {name for name in after if name.endswith(".parquet")} == {
        part["path"] for part in lines_of(Folder(tmp_path / "out" / "partitioned"), "parts.jsonl")
    }
    assert set(before) != set(after)


def test_a_share_that_cannot_be_done_leaves_the_parts_of_before(archive: Path, tmp_path: Path) -> None:
    run_partitioned([archive], tmp_path / "out", Settings(dataset_up_to=0), done_here)
    before = (tmp_path / "out" / "partitioned" / "partitioned.json").read_bytes()

    def dies(orders, settings, seconds):
        for number, answer in done_here(orders, settings, seconds):
            yield number, Answer(problem="died") if orders[number]["do"] == "reconcile" else answer

    settings = Settings(dataset_up_to=0, reconcile={"as_of": "2025-01-31"})
    with pytest.raises(PlanthreadError, match="0 of 3 shares"):
        run_partitioned([archive], tmp_path / "out", settings, dies)
    assert (tmp_path / "out" / "partitioned" / "partitioned.json").read_bytes() == before


def test_papers_are_read_afresh_where_that_is_asked_for(archive: Path, tmp_path: Path) -> None:
    run_partitioned([archive], tmp_path / "out", Settings(dataset_up_to=0), done_here)
    readings = list((tmp_path / "out" / "partitioned" / "_work" / "readings").rglob("*.gz"))
    for path in readings:
        path.write_bytes(b"old")
    run_partitioned([archive], tmp_path / "out", Settings(dataset_up_to=0, cache=False), done_here)
    assert b"old" not in {path.read_bytes() for path in readings}


def test_a_folder_that_cannot_be_written_is_no_failure_of_papers(archive: Path, tmp_path: Path) -> None:
    (tmp_path / "out" / "partitioned" / "_work").mkdir(parents=True)
    (tmp_path / "out" / "partitioned" / "_work" / "readings").touch()  # where a folder must be
    with pytest.raises(OutputFailed, match="cannot be written"):
        run_partitioned([archive], tmp_path / "out", Settings(workers=1, dataset_up_to=0))


def test_two_runs_write_one_after_the_other(archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("publish.lock.WAIT_SECONDS", 0.2)

    def meanwhile(orders, settings, seconds):
        with pytest.raises(OutputFailed, match="another planthread"):
            run_partitioned([archive], tmp_path / "out", Settings(dataset_up_to=0), done_here)
        return done_here(orders, settings, seconds)

    run_partitioned([archive], tmp_path / "out", Settings(dataset_up_to=0), meanwhile)


def test_a_paper_that_ends_its_process_is_known_by_its_hash(archive: Path, tmp_path: Path) -> None:
    def dies(orders, settings, seconds):
        for number, answer in done_here(orders, settings, seconds):
            lost = orders[number]["do"] == "survey" and orders[number]["file"] == "trust-june.txt"
            yield number, Answer(problem="it crashed") if lost else answer

    run_partitioned([archive], tmp_path / "out", Settings(dataset_up_to=0), dies)
    manifest = {entry["file"]: entry for entry in lines_of(Folder(tmp_path / "out" / "partitioned"), "papers.jsonl")}
    assert manifest["trust-june.txt"]["problem"] == "it crashed"
    assert len(manifest["trust-june.txt"]["sha256"]) == 64


def test_papers_and_parts_in_a_store(archive: Path, tmp_path: Path) -> None:
    memory = fsspec.filesystem("memory")
    for path in archive.iterdir():
        memory.pipe_file(f"/archive/{path.name}", path.read_bytes())
    try:
        said = run_partitioned(["memory://archive"], "memory://out", Settings(), done_here)
        run_partitioned([archive], tmp_path / "out", Settings(), done_here)
        assert said["dataset"] is None
        assert tables_in("memory://out/partitioned") == tables_in(tmp_path / "out" / "partitioned")
        again = run_partitioned(["memory://archive"], "memory://out", Settings(), done_here)
        assert again == said
    finally:
        memory.rm("/archive", recursive=True)
        memory.rm("/out", recursive=True)


def test_settings_that_lie_in_a_store_are_not_passed_over(archive: Path) -> None:
    memory = fsspec.filesystem("memory")
    memory.pipe_file("/archive/june.txt", b"June")
    memory.pipe_file("/archive/planthread.toml", b"workers = 1")
    try:
        with pytest.raises(WrongUse, match="--config"):
            found_in(["memory://archive"])
    finally:
        memory.rm("/archive", recursive=True)


def test_the_command_line_writes_in_parts(archive: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", str(archive), "--out", str(tmp_path / "out"), "--partitioned", "--workers", "1"]) == 1
    said = capsys.readouterr().out
    assert "2 plans in 3 shares" in said
    assert check_dataset(tmp_path / "out") == []


def test_an_output_that_is_not_ours_is_refused_before_anything_is_read(archive: Path, tmp_path: Path) -> None:
    with pytest.raises(OutputRefused):
        run_partitioned([archive], archive, Settings(), done_here)


def test_nothing_that_can_be_read_is_nothing_written(tmp_path: Path) -> None:
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "empty.txt").touch()
    with pytest.raises(PlanthreadError, match=r"empty\.txt"):
        run_partitioned([tmp_path / "papers"], tmp_path / "out", Settings(), done_here)


def test_a_url_for_the_dataset_folder_is_wrong_use(archive: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", str(archive), "--out", "memory://out"]) == 2
    assert "--partitioned" in capsys.readouterr().err


def test_shares_are_of_one_organisation_and_no_larger_than_need_be() -> None:
    from planmaking import paper

    plans = tuple(Plan(f"{org}-{n}", f"Plan {n}", org, "title", "") for org in ("a", "b") for n in range(30))
    papers = [paper(f"{plan.plan_id}/{n}") for plan in plans for n in range(7)]
    grouping = Grouping(plans, {p.paper_id: p.paper_id.rpartition("/")[0] for p in papers})
    shares = shares_of(papers, grouping)
    assert sorted(paper_id for share in shares for paper_id in share.papers) == sorted(p.paper_id for p in papers)
    assert [len(share.papers) for share in shares] == [105, 105, 105, 105] == [SHARE_PAPERS + 5] * 4
    assert all({plan.organisation for plan in share.plans} == {share.organisation} for share in shares)


def test_a_survey_that_is_damaged_is_none() -> None:
    with pytest.raises(ValueError, match="damaged"):
        Surveyed.from_bytes(b"nothing")


def test_a_file_over_the_limit_is_a_failure_in_both_ways(archive: Path, tmp_path: Path) -> None:
    size = (archive / "june.txt").stat().st_size
    settings = Settings(workers=1, read=ReadSettings(max_bytes=size - 1))
    whole = run([archive], tmp_path / "whole", settings)
    run_partitioned([archive], tmp_path / "parts", settings, done_here)
    assert tables_in(tmp_path / "parts" / "partitioned") == tables_of(whole.folder)
