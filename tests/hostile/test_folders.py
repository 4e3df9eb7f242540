"""Folders that hold pipes, devices, loops, and files with odd names or that change while they are read."""

from __future__ import annotations

import contextlib
import errno
import json
import os
import socket
import stat
import sys
import threading
from pathlib import Path
from typing import Any

import pytest
from hostile.cases import TABLE
from hostile.corpus import acted_on

from planthread.cli import main

PLAN = "\n".join("\t".join(row) for row in TABLE)
posix = pytest.mark.skipif(sys.platform == "win32", reason="the system has no such files")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "papers"
    made.mkdir()
    (made / "good.txt").write_text(PLAN)
    return made


def _run(folder: Path, capsys: pytest.CaptureFixture[str], *more: str) -> tuple[int, dict[str, dict[str, Any]], str]:
    code = main(["run", str(folder), "--out", str(folder.parent / "out"), "--json", *more])
    said = capsys.readouterr()
    assert main(["check", str(folder.parent / "out")]) == 0
    return code, {paper["file"]: paper for paper in json.loads(said.out)["papers"]}, said.err


@posix
def test_what_is_no_file_is_said_and_never_opened(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    os.mkfifo(folder / "pipe.txt")
    (folder / "endless.txt").symlink_to("/dev/zero")
    (folder / "nowhere.txt").symlink_to(folder / "gone.txt")
    (folder / "loop.txt").symlink_to(folder / "loop.txt")
    code, papers, _ = _run(folder, capsys)
    assert code == 1
    for name, says in (
        ("pipe", "pipe"),
        ("endless", "device"),
        ("nowhere", "leads to no file"),
        ("loop", "leads to no"),
    ):
        paper = papers[f"{name}.txt"]
        assert paper["status"] == "failed"
        assert says in paper["problem"]
        assert acted_on(paper["problem"])
    assert papers["good.txt"]["actions"] == 3


@posix
def test_folders_that_lead_back_to_themselves_are_walked_once(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "again").symlink_to(folder)
    deep = folder / "a" / "b"
    deep.mkdir(parents=True)
    (deep / "up").symlink_to(folder.parent)
    (deep / "other.txt").write_text(PLAN.replace("MB", "KB"))
    code, papers, _ = _run(folder, capsys)
    assert code == 0
    assert sorted(papers) == ["a/b/other.txt", "good.txt"]


@posix
def test_a_folder_that_cannot_be_looked_into_is_said(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "closed").mkdir()
    scandir: Any = os.scandir

    def seeing(path: Any = ".") -> Any:
        """Root may look everywhere."""
        if str(path).endswith("closed"):
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", seeing)
    code, papers, _ = _run(folder, capsys)
    assert code == 1
    assert papers["closed/"]["problem"] == "the folder cannot be looked into (Permission denied); check its permissions"
    assert papers["good.txt"]["actions"] == 3


@posix
def test_folders_deeper_than_functions_can_lie_in_each_other_are_walked(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    deep = [folder / "a"]
    while len(deep) < 1_200:
        deep.append(deep[-1] / "a")
    for inner in deep:
        inner.mkdir()
    paper = deep[-1] / "deep.txt"
    paper.write_text(PLAN.replace("MB", "KB"))
    try:
        code, papers, _ = _run(folder, capsys)
        assert (code, len(papers)) == (0, 2)
    finally:
        paper.unlink()
        for inner in reversed(deep):  # who clears up after the tests cannot go so deep either
            inner.rmdir()


@posix
def test_a_descriptor_that_is_a_pipe_is_not_waited_for(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("piped", "nested"):
        (folder / name).mkdir()
        (folder / name / "plan.txt").write_text(PLAN.replace("MB", name[:2].upper()))
    os.mkfifo(folder / "piped" / "datapackage.json")
    (folder / "nested" / "datapackage.json").write_text("[" * 100_000)
    code, papers, _ = _run(folder, capsys)
    assert (code, len(papers)) == (0, 3)


@posix
def test_sockets_and_devices_are_said_and_never_opened(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)  # the address of a socket is short
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("socket.txt")
        made = ["socket.txt"]
        with contextlib.suppress(PermissionError):  # of root alone
            os.mknod("zeros.pdf", 0o600 | stat.S_IFCHR, os.makedev(1, 5))
            made.append("zeros.pdf")
        code, papers, _ = _run(folder, capsys)
    assert code == 1
    assert [acted_on(papers[name]["problem"]) for name in made] == [True] * len(made)
    assert papers["good.txt"]["actions"] == 3


@posix
def test_a_sparse_file_of_a_terabyte_is_too_large_before_it_is_hashed(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with (folder / "huge.pdf").open("wb") as stream:
        try:
            stream.truncate(2**40)
        except OSError:
            pytest.skip("the disk takes no sparse file of that size")
    code, papers, _ = _run(folder, capsys)
    assert code == 1
    assert "max_bytes" in papers["huge.pdf"]["problem"]


NAMES = [
    "two\nlines.txt", "a..txt.txt", "\x1b[2J\x07.txt", "\u202etxt.nalp.txt", "😀 plan 🧨.txt", "x" * 251 + ".txt",
    "é" * 125 + ".txt", os.fsdecode(b"caf\xe9.txt"), "-rf.txt", "$(touch x) `id` ; '\".txt", "=1+1.txt",
    "<script>alert(1)<∕script>.txt", " .txt", "CON.txt", "a\\b.txt", "c:stream.txt", "%s%n%x.txt", "trailing .txt",
    "e\u0301.txt", "\u00e9.txt", "PLAN.txt", "plan.txt", "--help.txt", "\ufeffmark.txt", "*?.txt",
]  # fmt: skip


@posix
def test_papers_are_read_whatever_they_are_called(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made = 1
    for number, name in enumerate(NAMES):
        with contextlib.suppress(OSError):  # the disk takes no such name
            (folder / name).write_text(PLAN.replace("MB", f"{chr(65 + number // 20)}{chr(65 + number % 20)}X"))
            made += 1
    (folder / "...hidden.txt").write_text(PLAN)
    code, papers, err = _run(folder, capsys)
    assert (code, err) == (0, "")
    assert [paper["actions"] for paper in papers.values()] == [3] * made
    assert made > 10
    assert not set("".join(papers)) & {"\n", "\x1b", "\x07", "\u202e"}


@posix
@pytest.mark.parametrize("what", ["changes", "vanishes", "becomes a folder"])
def test_a_file_that_is_not_what_it_was_is_said(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    import planthread.pipeline as pipeline

    find = pipeline.find_papers
    odd = folder / "odd.txt"
    odd.write_text(PLAN.replace("MB", "KB"))

    def found(*args: Any, **more: Any) -> Any:
        sources = find(*args, **more)
        odd.unlink()
        if what == "changes":
            odd.write_text("another text")
        elif what == "becomes a folder":
            odd.mkdir()
        return sources

    monkeypatch.setattr(pipeline, "find_papers", found)
    code, papers, _ = _run(folder, capsys)
    assert code == 1
    assert papers["odd.txt"]["status"] == "failed"
    assert acted_on(papers["odd.txt"]["problem"])
    assert papers["good.txt"]["actions"] == 3


@posix
def test_a_file_that_never_stops_growing_does_not_stop_the_run(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    stop = threading.Event()
    (folder / "log.txt").write_text("noted\n")  # there before the run begins, however late the thread is

    def grow() -> None:
        with (folder / "log.txt").open("a") as stream:
            while not stop.wait(0.002):
                stream.write("noted\n")
                stream.flush()

    writer = threading.Thread(target=grow)
    writer.start()
    try:
        _, papers, _ = _run(folder, capsys)
    finally:
        stop.set()
        writer.join()
    assert papers["good.txt"]["actions"] == 3
    assert papers["log.txt"]["status"] in ("failed", "read")


@posix
@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_is_said(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "locked.txt").write_text(PLAN + "x")
    (folder / "locked.txt").chmod(0)
    code, papers, _ = _run(folder, capsys)
    assert (code, "permissions" in papers["locked.txt"]["problem"]) == (1, True)


def test_words_of_a_paper_cannot_steer_the_terminal(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "good.txt").write_text(PLAN.replace("Train", "\x1b]0;owned\x07Train\x1b[2J\x9b31m"))
    assert main(["extract", str(folder)]) == 0
    said = capsys.readouterr().out
    assert "owned" in said
    assert not set(said) & {"\x1b", "\x07", "\x9b"}
