"""The whole way from papers to a dataset."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import planthread
from extract.errors import OutputRefused, PaperUnreadable, PlanthreadError
from planthread import Settings, extract_paper, pipeline, reading, run
from planthread.reading import Tally
from publish.check import check_dataset
from publish.dataset import Dataset


def _contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != "run.json"
    }


def _run(papers: Path, out: Path, **settings: object) -> Dataset:
    return run([papers], out, Settings(workers=1, **settings))  # type: ignore[arg-type]


def test_two_versions_become_a_valid_dataset(papers: Path, tmp_path: Path) -> None:
    dataset = _run(papers, tmp_path / "out")
    assert check_dataset(dataset.folder) == []
    assert dataset.run["warnings"] == []
    assert sorted(row["sequence"] for row in dataset.rows("versions")) == [1, 2]
    assert {row["ref"] for row in dataset.rows("actions")} == {"ST1", "ST2", "ST3", "ST4"}
    changes = {(row["kind"], row["old_refs"]) for row in dataset.rows("changes")}
    assert {("slipped", ("ST1",)), ("vanished", ("ST4",))} <= changes


def test_a_second_run_takes_readings_from_the_cache(
    papers: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = _contents(_run(papers, tmp_path / "one").folder)
    read: list[str] = []
    real = reading.read_each

    def noted(sources, *rest):
        read.extend(source.file for source in sources)
        return real(sources, *rest)

    monkeypatch.setattr(reading, "read_each", noted)
    assert _contents(_run(papers, tmp_path / "two").folder) == first
    assert read == []
    _run(papers, tmp_path / "three", cache=False)
    assert read == ["june.txt", "september.txt"]


def test_a_run_that_is_stopped_goes_on_from_what_it_had_read(
    papers: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cache: Path
) -> None:
    def stop(tally: Tally) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run([papers], tmp_path / "out", Settings(workers=1), stop)
    assert len(list(cache.rglob("*.reading"))) == 1
    told: list[tuple[int, int]] = []
    run([papers], tmp_path / "out", Settings(workers=1), lambda tally: told.append((tally.done, tally.total)))
    assert told == [(2, 2)]


def test_a_damaged_cache_is_read_round(papers: Path, tmp_path: Path, cache: Path) -> None:
    first = _contents(_run(papers, tmp_path / "one").folder)
    for kept in cache.rglob("*.reading"):
        kept.write_bytes(b"{ damaged")
    assert _contents(_run(papers, tmp_path / "two").folder) == first


def test_the_same_papers_give_the_same_bytes_in_any_process(papers: Path, tmp_path: Path) -> None:
    """Sets and dicts keyed by text come in another order under another hash seed; nothing may show it."""
    for seed in ("1", "2"):
        command = [
            sys.executable,
            "-P",
            "-m",
            "planthread",
            "run",
            str(papers),
            "--out",
            str(tmp_path / seed),
            "--quiet",
        ]
        subprocess.run([*command, "--no-cache"], check=True, env={**os.environ, "PYTHONHASHSEED": seed})
    assert _contents(tmp_path / "1") == _contents(tmp_path / "2")


def test_a_paper_that_cannot_be_read_is_a_row_and_a_finding(papers: Path, tmp_path: Path) -> None:
    (papers / "empty.txt").touch()
    dataset = _run(papers, tmp_path / "out")
    (row,) = [row for row in dataset.rows("papers") if row["status"] == "failed"]
    assert (row["file"], row["role"], row["reader"]) == ("empty.txt", "other", None)
    assert "empty" in row["problem"]
    assert [f["paper_id"] for f in dataset.rows("findings") if f["code"] == "paper-unreadable"] == [row["paper_id"]]
    assert check_dataset(dataset.folder) == []


def test_a_run_in_which_nothing_can_be_read_leaves_the_previous_dataset(papers: Path, tmp_path: Path) -> None:
    before = _contents(_run(papers, tmp_path / "out").folder)
    (tmp_path / "bad").mkdir()
    (tmp_path / "bad" / "empty.txt").touch()
    with pytest.raises(PlanthreadError, match=r"empty\.txt") as caught:
        _run(tmp_path / "bad", tmp_path / "out")
    assert caught.value.exit_code == 3
    assert _contents(tmp_path / "out") == before


def test_an_output_folder_that_is_not_ours_is_refused_before_anything_is_read(
    papers: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pipeline, "read_sources", lambda *_: pytest.fail("papers were read"))
    with pytest.raises(OutputRefused):
        _run(papers, papers)


def test_adding_a_paper_renames_nothing(papers: Path, tmp_path: Path) -> None:
    (papers / "september.txt").rename(tmp_path / "september.txt")
    before = _run(papers, tmp_path / "one").rows("actions")
    (tmp_path / "september.txt").rename(papers / "september.txt")
    after = _run(papers, tmp_path / "two").rows("actions")
    assert {row["action_id"]: row["thread_id"] for row in before}.items() <= {
        row["action_id"]: row["thread_id"] for row in after
    }.items()


def test_run_json_says_what_ran_and_what_came_of_it(papers: Path, tmp_path: Path) -> None:
    (papers / "photo.jpg").write_bytes(b"\xff\xd8\xff")
    folder = _run(papers, tmp_path / "out").folder
    said = json.loads((folder / "run.json").read_text(encoding="utf-8"))
    assert said["planthread"] == planthread.__version__
    assert said["as_of"] == "2024-09-16"
    assert said["not_papers"] == ["photo.jpg"]
    assert [(entry["file"], len(entry["sha256"])) for entry in said["inputs"]] == [
        ("june.txt", 64),
        ("september.txt", 64),
    ]
    assert set(said["seconds"]) == {"find", "read", "reconcile", "publish"}
    assert all(balance["holds"] for balance in said["balance"].values())
    assert said["settings"]["read"]["view"] == "final"


def test_settings_of_the_input_folder_hold(papers: Path, tmp_path: Path) -> None:
    (papers / "planthread.toml").write_text("as_of = 2025-01-31\nworkers = 1\n")
    assert run([papers], tmp_path / "out").run["as_of"] == "2025-01-31"


def test_one_paper_is_read_in_this_process(papers: Path) -> None:
    paper = extract_paper(papers / "june.txt")
    assert [action.ref for action in paper.versions[0].actions] == ["ST1", "ST2", "ST3", "ST4"]
    with pytest.raises(PaperUnreadable, match="cannot be opened"):
        extract_paper(papers / "none.txt")
