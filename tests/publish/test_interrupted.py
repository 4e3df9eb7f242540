"""A run that is stopped at any step, by anything, leaves the previous dataset or the new one, whole."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from extract.errors import OutputFailed, OutputRefused
from publish import lock, swap
from publish.check import check_dataset
from publish.dataset import refuse_unless_ours, write_dataset
from reconcile.model import Reconciliation

posix = pytest.mark.skipif(os.name == "nt", reason="there are no forks and limits of this kind there")
root = pytest.mark.skipif(sys.platform != "linux" or os.geteuid() != 0, reason="only root on Linux can do that")
TESTS = Path(__file__).parent.parent


def _tried(folder: Path, how: str, every: int, swapping: str) -> dict[str, Any]:
    command = [sys.executable, str(TESTS / "interrupting.py"), str(folder), how, str(every), swapping]
    done = subprocess.run(command, check=True, capture_output=True, cwd=TESTS.parent)
    result: dict[str, Any] = json.loads(done.stdout)
    return result


@posix
@pytest.mark.parametrize(
    ("how", "every", "swapping", "ended"),
    [
        ("killed", 31, "exchange", {"ended 9"}),
        ("killed", 29, "renames", {"ended 9"}),
        ("torn", 7, "exchange", {"ended -25"}),
        ("full", 7, "exchange", {"ended 3"}),
        ("refused", 43, "exchange", {"ended 3", "ended 2", "ended 0"}),
        ("lost", 43, "exchange", {"ended 3", "ended 2", "ended 0"}),
    ],
)
def test_whatever_stops_it_the_dataset_is_the_old_or_the_new_one_and_the_next_run_completes(
    tmp_path: Path, how: str, every: int, swapping: str, ended: set[str]
) -> None:
    """`benchmarks/faults.py` does every step; here are some of each kind. Exit 0: a step that may fail without harm."""
    result = _tried(tmp_path, how, every, swapping)
    said = result.pop("said")
    stopped = sum(count for name, count in result.items() if name.startswith("ended"))
    assert stopped > 5
    assert set(result) <= ended | {"old", "new", "next run completes"}
    assert result["old"] + result.get("new", 0) == stopped
    assert ("new" in result) == (how not in ("torn", "full"))
    assert bool(said) == (how in ("full", "refused", "lost"))
    assert [line for line in said if "what it held is untouched" not in line or "--out" not in line] == []


@root
@pytest.mark.parametrize("kilobytes", [8, 64, 200])
def test_on_a_disk_that_is_full_the_previous_dataset_stays(
    found: Reconciliation, tmp_path: Path, kilobytes: int
) -> None:
    """A true disk of this size, held in memory."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=4m", "none", str(disk)]
    if subprocess.run(mount, capture_output=True, check=False).returncode != 0:
        pytest.skip("no disk can be mounted here")
    try:
        write_dataset(found, disk / "out", {})
        before = _hashes(disk / "out")
        free = shutil.disk_usage(disk).free
        (disk / "filling").write_bytes(bytes(max(0, free - kilobytes * 1024)))
        with pytest.raises(OutputFailed, match="Free some space"):
            write_dataset(found, disk / "out", {})
        assert _hashes(disk / "out") == before
        assert sorted(path.name for path in disk.iterdir()) == ["filling", "out"]
        (disk / "filling").unlink()
        write_dataset(found, disk / "out", {})
        assert check_dataset(disk / "out") == []
    finally:
        subprocess.run(["umount", str(disk)], check=False)


def _hashes(folder: Path) -> dict[str, str]:
    return {str(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.rglob("*") if path.is_file()}


@contextlib.contextmanager
def _nobody() -> Iterator[None]:
    """Root may do everything; for the block this process may do what anybody may."""
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def open_folder(tmp_path: Path) -> Path:
    """A folder that anybody may look into, and only root may write in."""
    for folder in (tmp_path, *tmp_path.parents):
        if folder.stat().st_mode & 0o055 != 0o055:
            folder.chmod(0o755)
    return tmp_path


@root
def test_without_permission_it_is_said_before_anything_is_read(open_folder: Path) -> None:
    with _nobody(), pytest.raises(OutputRefused, match=r"Permission denied.*name another folder with --out") as caught:
        refuse_unless_ours(open_folder / "out")
    assert caught.value.exit_code == 2
    assert list(open_folder.iterdir()) == []


@root
def test_a_folder_that_cannot_be_looked_into_is_said(open_folder: Path) -> None:
    (open_folder / "closed").mkdir(mode=0o700)
    with _nobody(), pytest.raises(OutputRefused, match="Permission denied"):
        refuse_unless_ours(open_folder / "closed" / "out")


@root
def test_permission_that_is_lost_while_writing_loses_nothing(found: Reconciliation, open_folder: Path) -> None:
    """Nor can the half-written dataset be deleted then: the next run does that."""
    out = open_folder / "out"
    write_dataset(found, out, {})
    before = _hashes(out)
    with contextlib.ExitStack() as stack:

        def lose(folder: Path, *_: object) -> tuple[str, ...]:
            stack.enter_context(_nobody())
            (folder / "report.html").write_text("page")
            return ("report.html",)

        with pytest.raises(OutputFailed, match="Get permission to write in"):
            write_dataset(found, out, {}, [lose])
    assert _hashes(out) == before
    assert swap.leftovers(out)
    write_dataset(found, out, {})
    assert [path.name for path in open_folder.iterdir()] == ["out"]


@root
def test_a_mounted_volume_is_refused_before_anything_is_read(tmp_path: Path) -> None:
    if subprocess.run(["mount", "-t", "tmpfs", "none", str(tmp_path)], capture_output=True, check=False).returncode:
        pytest.skip("no disk can be mounted here")
    try:
        with pytest.raises(OutputRefused, match=r"mounted volume.*--out"):
            refuse_unless_ours(tmp_path)
    finally:
        subprocess.run(["umount", str(tmp_path)], check=False)


# Power cuts: the disk keeps what was synced and may keep anything else.


class Disk:
    """What would be left of a folder after a power cut, were nothing kept but what was synced."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._kept: dict[tuple[int, int], bytes | list[str]] = {}
        self._fsync = os.fsync
        monkeypatch.setattr(os, "fsync", self._synced)

    def _synced(self, descriptor: int) -> None:
        self._fsync(descriptor)
        path = Path(f"/proc/self/fd/{descriptor}").resolve()
        held = sorted(os.listdir(path)) if path.is_dir() else path.read_bytes()  # noqa: PTH208
        self._kept[self._key(path)] = held

    @staticmethod
    def _key(path: Path) -> tuple[int, int]:
        return path.stat().st_dev, path.stat().st_ino

    def left(self, folder: Path, to: Path) -> Path:
        """Make `to` what is left of `folder`: unsynced files are empty, unsynced entries are not there."""
        to.mkdir()
        names = self._kept.get(self._key(folder), [])
        assert isinstance(names, list)
        for name in names:
            path = folder / name
            if path.is_dir():
                self.left(path, to / name)
            elif path.exists():
                held = self._kept.get(self._key(path), b"")
                assert isinstance(held, bytes)
                (to / name).write_bytes(held)
        return to


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
@pytest.mark.parametrize("swapping", ["exchange", "two renames", "first"])
def test_after_a_power_cut_the_dataset_is_whole(
    found: Reconciliation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, swapping: str
) -> None:
    """At the swap all of the new dataset is on the disk, so whichever of the two the disk keeps is whole."""
    disk = Disk(monkeypatch)
    out = tmp_path / "out"
    if swapping != "first":
        write_dataset(found, out, {})
    cuts = 0

    def cut(new: Path) -> None:
        nonlocal cuts
        cuts += 1
        assert check_dataset(disk.left(new, tmp_path / f"left-{cuts}")) == []
        entries = disk._kept[disk._key(tmp_path)]
        assert new.name in entries

    rename, exchange = Path.rename, swap.exchange

    def renamed(self: Path, to: Path) -> Path:
        if self.name.endswith("-new"):
            cut(self)
        return rename(self, to)

    def exchanged(one: Path, other: Path) -> bool:
        if swapping != "exchange":
            return False
        cut(one)
        return exchange(one, other)

    monkeypatch.setattr(Path, "rename", renamed)
    monkeypatch.setattr(swap, "exchange", exchanged)
    write_dataset(found, out, {})
    assert cuts == 1
    assert "out" in disk._kept[disk._key(tmp_path)], "the swap itself is synced"


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_nothing_is_deleted_before_the_swap_is_on_the_disk(
    found: Reconciliation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out, done = tmp_path / "out", []
    write_dataset(found, out, {})
    swapped, remove, sync = swap.exchange, swap._remove, swap.sync_folder
    monkeypatch.setattr(swap, "exchange", lambda one, other: done.append("swap") or swapped(one, other))
    monkeypatch.setattr(swap, "_remove", lambda folder: done.append("remove") or remove(folder))
    monkeypatch.setattr(swap, "sync_folder", lambda folder: done.append(f"sync {folder.name}") or sync(folder))
    write_dataset(found, out, {})
    assert done[-4:] == [f"sync {tmp_path.name}", "swap", f"sync {tmp_path.name}", "remove"]


# Two runs at once.

_HOLDS = """
import sys
from pathlib import Path
from publish import swap
with swap.replaced(Path(sys.argv[1]), lambda folder: ["data.csv"]) as folder:
    print("held", flush=True)
    sys.stdin.read()
"""


def _holder(target: Path) -> subprocess.Popen[bytes]:
    holder = subprocess.Popen(
        [sys.executable, "-c", _HOLDS, str(target)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert holder.stdout
    assert holder.stdout.readline().strip() == b"held"
    return holder


def test_another_run_that_is_not_done_in_time_is_said_and_left_alone(
    found: Reconciliation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lock, "WAIT_SECONDS", 0.3)
    with _holder(tmp_path / "out") as holder:
        with pytest.raises(OutputFailed, match=r"another planthread is writing.*0.3 seconds.*Run again") as caught:
            write_dataset(found, tmp_path / "out", {})
        assert caught.value.exit_code == 3
        assert swap.leftovers(tmp_path / "out"), "what the other one is building is still there"
        holder.kill()
    write_dataset(found, tmp_path / "out", {})
    assert check_dataset(tmp_path / "out") == []
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_the_lock_of_a_killed_run_is_free_at_once(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with _holder(tmp_path / "out") as holder:
        holder.kill()
    with swap.replaced(tmp_path / "out", lambda folder: []):
        pass
    assert "waiting" not in caplog.text


def test_a_file_system_without_locks_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr("fcntl.flock", refuse)
    with pytest.raises(OutputFailed, match="No locks available"), swap.replaced(tmp_path / "out", lambda folder: []):
        pass


# What people keep in the folder.


@pytest.mark.skipif(sys.platform == "win32", reason="folders have no such modes there")
def test_folders_of_ones_own_keep_their_modes(found: Reconciliation, tmp_path: Path) -> None:
    out = tmp_path / "out"
    write_dataset(found, out, {})
    (out / "private").mkdir()
    (out / "private" / "notes.txt").write_text("mine")
    (out / "private").chmod(0o500)
    write_dataset(found, out, {})
    assert (out / "private").stat().st_mode & 0o777 == 0o500
    assert (out / "private" / "notes.txt").read_text() == "mine"
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_folder_whose_files_cannot_be_seen_is_not_replaced(
    found: Reconciliation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Otherwise the files in it would be gone."""
    out = tmp_path / "out"
    write_dataset(found, out, {})
    (out / "private").mkdir()
    (out / "private" / "notes.txt").write_text("mine")
    scandir: Callable[..., Any] = os.scandir

    def seeing(path: Any = ".") -> Any:
        if str(path).endswith("out/private"):
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return scandir(path)

    with monkeypatch.context() as patched:
        patched.setattr(os, "scandir", seeing)
        with pytest.raises(OutputFailed, match="private"):
            write_dataset(found, out, {})
    assert (out / "private" / "notes.txt").read_text() == "mine"
    assert check_dataset(out) == []
