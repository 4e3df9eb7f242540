"""A run that fails or is killed leaves the previous dataset; what is not ours is kept."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from extract.errors import OutputFailed, OutputRefused
from publish import lock, swap
from publish.dataset import refuse_unless_ours, write_dataset
from reconcile.model import Reconciliation


def _ours(folder: Path) -> list[str]:
    return ["data.csv"]


def _write(target: Path, text: str) -> None:
    with swap.replaced(target, _ours) as folder:
        (folder / "data.csv").write_text(text)


def _beside(target: Path) -> list[str]:
    return sorted(path.name for path in target.parent.iterdir() if path.name != target.name)


@pytest.fixture(params=["exchange", "two renames"])
def target(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    if request.param == "two renames":
        monkeypatch.setattr(swap, "exchange", lambda one, other: False)
    target = tmp_path / "out"
    _write(target, "first")
    return target


def test_a_new_dataset_replaces_the_old_one(target: Path) -> None:
    _write(target, "second")
    assert (target / "data.csv").read_text() == "second"
    assert _beside(target) == []


def test_a_failure_while_writing_leaves_the_previous_one(target: Path) -> None:
    with pytest.raises(OutputFailed), swap.replaced(target, _ours) as folder:
        (folder / "data.csv").write_text((folder / "no such file").read_text())
    assert (target / "data.csv").read_text() == "first"
    assert _beside(target) == []


def test_files_that_are_not_ours_are_kept(target: Path) -> None:
    (target / "notes" / "deep").mkdir(parents=True)
    (target / "notes" / "deep" / "mine.txt").write_text("mine")
    (target / "empty").mkdir()
    (target / "link").symlink_to("notes")
    _write(target, "second")
    assert (target / "notes" / "deep" / "mine.txt").read_text() == "mine"
    assert (target / "empty").is_dir()
    assert (target / "link").readlink() == Path("notes")


@pytest.mark.skipif(sys.platform not in ("linux", "darwin"), reason="no exchange of folders there")
def test_two_folders_change_places(tmp_path: Path) -> None:
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "who").write_text(name)
    if not swap.exchange(tmp_path / "one", tmp_path / "other"):
        pytest.skip("this file system cannot exchange")
    assert (tmp_path / "one" / "who").read_text() == "other"


_KILLED = """
import os, sys
from pathlib import Path
from publish import lock, swap
target, when = Path(sys.argv[1]), int(sys.argv[2])
swap.exchange = lambda one, other: False
calls = 0
rename = Path.rename
def dying(self, to):
    global calls
    calls += 1
    if calls == when: os._exit(9)
    rename(self, to)
    if calls == -when: os._exit(9)
Path.rename = dying
with swap.replaced(target, lambda folder: ["data.csv"]) as folder:
    (folder / "data.csv").write_text("second")
"""


@pytest.mark.parametrize(
    ("when", "then"),
    [(1, "first"), (-1, "second"), (2, "second"), (-2, "second")],
    ids=["before the first rename", "after it", "before the second", "after it"],
)
def test_an_interrupted_swap_is_finished_or_undone(tmp_path: Path, when: int, then: str) -> None:
    target = tmp_path / "out"
    _write(target, "first")
    done = subprocess.run([sys.executable, "-c", _KILLED, str(target), str(when)], check=False)
    assert done.returncode == 9
    assert swap.leftovers(target)
    swap.recover(target)
    assert (target / "data.csv").read_text() == then
    assert not swap.leftovers(target)


def test_the_next_write_cleans_up_after_a_killed_one(tmp_path: Path) -> None:
    target = tmp_path / "out"
    _write(target, "first")
    subprocess.run([sys.executable, "-c", _KILLED, str(target), "2"], check=False)
    _write(target, "third")
    assert (target / "data.csv").read_text() == "third"
    assert _beside(target) == []


def test_recovering_never_touches_what_another_run_is_writing(tmp_path: Path) -> None:
    target = tmp_path / "out"
    with swap.replaced(target, _ours) as folder:
        (folder / "data.csv").write_text("now")
        swap.recover(target)
        assert folder.is_dir()
    assert (target / "data.csv").read_text() == "now"


def test_a_second_run_waits_for_the_first_and_then_gives_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lock, "WAIT_SECONDS", 0.2)
    target = tmp_path / "out"
    with (
        swap.replaced(target, _ours),
        pytest.raises(OutputFailed, match="another planthread"),
        swap.replaced(target, _ours),
    ):
        pass


def test_a_folder_of_other_files_is_refused_and_untouched(found: Reconciliation, tmp_path: Path) -> None:
    (tmp_path / "thesis.docx").write_text("years of work")
    with pytest.raises(OutputRefused, match="--out"):
        write_dataset(found, tmp_path, {})
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.docx"]


def test_a_datapackage_of_somebody_else_is_not_ours(found: Reconciliation, tmp_path: Path) -> None:
    (tmp_path / "datapackage.json").write_text('{"name": "theirs", "resources": []}')
    with pytest.raises(OutputRefused):
        write_dataset(found, tmp_path, {})


@pytest.mark.parametrize("held", [[], [".gitkeep"]])
def test_an_empty_folder_is_taken(found: Reconciliation, tmp_path: Path, held: list[str]) -> None:
    out = tmp_path / "out"
    out.mkdir()
    for name in held:
        (out / name).touch()
    write_dataset(found, out, {})
    assert (out / "csv" / "papers.csv").is_file()
    assert all((out / name).exists() for name in held)


def test_a_file_is_no_output_folder(tmp_path: Path) -> None:
    (tmp_path / "out").touch()
    with pytest.raises(OutputRefused, match="not a folder"):
        refuse_unless_ours(tmp_path / "out")


@pytest.mark.skipif(sys.platform == "win32", reason="folders have no such permission there")
def test_a_folder_that_cannot_be_written_says_what_to_do(found: Reconciliation, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(OutputRefused, match="cannot be written"):
        write_dataset(found, tmp_path / "file" / "out", {})
    with pytest.raises(OutputRefused, match="cannot be written"):
        refuse_unless_ours(tmp_path / "file" / "deep" / "out")


def test_a_dataset_is_replaced_where_a_link_points(found: Reconciliation, tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to("real")
    write_dataset(found, tmp_path / "link", {})
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real" / "datapackage.json").is_file()


def test_a_table_that_is_no_longer_ours_goes_with_the_old_dataset(found: Reconciliation, tmp_path: Path) -> None:
    out = tmp_path / "out"
    write_dataset(found, out, {}, extras=[_page])
    assert (out / "report" / "index.html").is_file()
    write_dataset(found, out, {})
    assert not (out / "report").exists()


def _page(folder: Path, found: object, tables: object) -> tuple[str, ...]:
    (folder / "report").mkdir()
    (folder / "report" / "index.html").write_text("<p>page")
    return ("report/index.html",)
