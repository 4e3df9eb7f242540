"""Which files are papers, under which names, and which settings hold for them."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from extract.errors import PlanthreadError, WrongUse
from planthread.sources import config_of, find_papers, inputs_of
from publish.dataset import write_dataset
from reconcile.model import Reconciliation


def _put(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(f"this is {name}")


def _files(*inputs: Path) -> list[str]:
    return [source.file for source in find_papers(inputs).sources]


def test_a_folder_is_read_with_its_subfolders_in_name_order(tmp_path: Path) -> None:
    _put(tmp_path, "b.pdf", "a/z.txt", "a/y.html")
    assert _files(tmp_path) == ["a/y.html", "a/z.txt", "b.pdf"]


def test_files_of_other_kinds_are_listed_and_hidden_ones_are_not(tmp_path: Path) -> None:
    _put(tmp_path, "a.txt", "photo.jpg", "deep/notes.zip", ".DS_Store", ".git/a.txt", "planthread.toml")
    found = find_papers([tmp_path])
    assert [source.file for source in found.sources] == ["a.txt"]
    assert found.not_papers == ("deep/notes.zip", "photo.jpg")


def test_a_file_that_is_named_is_read_whatever_it_is(tmp_path: Path) -> None:
    _put(tmp_path, "photo.jpg")
    assert _files(tmp_path / "photo.jpg") == ["photo.jpg"]


def test_the_same_bytes_twice_are_one_paper(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", "c/d.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("the same")
    (source,) = find_papers([tmp_path]).sources
    assert (source.file, source.also_at) == ("a.txt", ("b.txt", "c/d.txt"))


def test_the_same_name_in_two_folders_is_told_apart(tmp_path: Path) -> None:
    _put(tmp_path, "june/plan.txt", "july/plan.txt")
    assert sorted(_files(tmp_path / "june", tmp_path / "july")) == ["july/plan.txt", "june/plan.txt"]


def test_a_dataset_of_ours_in_the_folder_is_not_read(tmp_path: Path) -> None:
    _put(tmp_path, "a.txt")
    write_dataset(Reconciliation(papers=()), tmp_path / "out", {})
    assert _files(tmp_path) == ["a.txt"]


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="permissions do not bind here")
def test_a_file_without_permission_is_a_paper_with_a_problem(tmp_path: Path) -> None:
    _put(tmp_path, "a.txt")
    (tmp_path / "a.txt").chmod(0)
    assert "permissions" in str(find_papers([tmp_path]).sources[0].problem)


@pytest.mark.skipif(sys.platform != "linux", reason="file names are text there")
def test_a_file_name_that_is_not_utf8_is_readable_in_the_dataset(tmp_path: Path) -> None:
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt")).write_text("x")
    assert _files(tmp_path) == ["caf\ufffd.txt"]


def test_an_empty_folder_says_what_to_put_there(tmp_path: Path) -> None:
    with pytest.raises(PlanthreadError, match="no papers in") as caught:
        find_papers([tmp_path])
    assert caught.value.exit_code == 3


def test_a_folder_that_is_not_there_is_wrong_use(tmp_path: Path) -> None:
    with pytest.raises(WrongUse, match="no file or folder"):
        inputs_of([tmp_path / "none"])


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    _put(tmp_path, "data/raw/specimen/plan.txt")
    return tmp_path


@pytest.mark.parametrize("given", [[], [Path("data/raw")]])
def test_the_specimen_is_read_while_nothing_else_is_there(house: Path, given: list[Path]) -> None:
    (house / "data/raw/.gitkeep").touch()
    assert _files(*inputs_of(given)) == ["plan.txt"]


def test_the_specimen_makes_way_for_papers_of_ones_own(house: Path) -> None:
    _put(house, "data/raw/mine.pdf", "data/raw/photo.jpg")
    found = find_papers(inputs_of([]))
    assert [source.file for source in found.sources] == ["mine.pdf"]
    assert found.not_papers == ("photo.jpg",)


def test_without_data_raw_a_person_is_told_to_name_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(WrongUse, match="name the files or the folder"):
        inputs_of([])


def test_settings_come_from_the_input_folder_and_never_from_the_working_directory(house: Path) -> None:
    _put(house, "planthread.toml", "papers/a.txt", "papers/planthread.toml")
    assert config_of([house / "data/raw"]) is None
    assert config_of([house / "papers", house / "data/raw"]) == house / "papers" / "planthread.toml"


def test_two_files_of_settings_are_asked_about(tmp_path: Path) -> None:
    _put(tmp_path, "a/planthread.toml", "b/planthread.toml")
    with pytest.raises(WrongUse, match="--config"):
        config_of([tmp_path / "a", tmp_path / "b"])
