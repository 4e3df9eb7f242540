"""A paper that hangs, crashes, eats memory or meets a bug is its own failure: the others are read all the same."""

from __future__ import annotations

import contextlib
import hashlib
import queue
import signal
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from extract.settings import ReadSettings
from planthread import pool, reader
from planthread.pool import read_each, reading_order
from planthread.reader import Answer, Reader
from planthread.serial import from_json
from planthread.settings import Settings
from planthread.sources import Source

# A reader that does what the paper says, in place of the real one.
_ODD_READER = """
import os, signal, sys, time, types
from extract.errors import PaperEncrypted
from extract.model import Paper

def read_paper(data, file, settings):
    word = data.decode()
    if word == "hang":
        while True: time.sleep(60)
    if word == "child":
        import fcntl, subprocess
        held = open(os.environ["HELD"], "w")
        fcntl.flock(held, fcntl.LOCK_EX)
        subprocess.Popen(["sleep", "3600"], pass_fds=[held.fileno()])
        open(os.environ["HELD"] + " by a child", "w").close()
        while True: time.sleep(60)
    if word == "exit": os._exit(7)
    if word == "crash": os.kill(os.getpid(), signal.SIGSEGV)
    if word == "eat": bytearray(4 * 2**30)
    if word == "hog":
        held = []
        while True: held.append(bytearray(2**20))
    if word == "killed": os.kill(os.getpid(), signal.SIGKILL)
    if word == "killed once":
        marker = os.environ["MARKER"]
        if not os.path.exists(marker):
            open(marker, "w").close()
            os.kill(os.getpid(), signal.SIGKILL)
    if word == "stopped": os.kill(os.getpid(), signal.SIGSTOP)
    if word == "fetch":
        import socket
        socket.create_connection(("127.0.0.1", 9))
    if word == "bug": {{}}["no such key"]
    if word == "locked": raise PaperEncrypted("it asks for a password; save it without")
    if word == "threads":
        import numpy
        (numpy.ones((300, 300)) @ numpy.ones((300, 300))).sum()
        raise PaperEncrypted("threads: %d" % (len(os.listdir("/proc/self/task"))))
    if word == "chatty": print("a library that prints")
    return Paper(word, "", file, "text/plain", "text", "plan", "read", title=str(os.getpid()))

sys.modules["extract.paper"] = types.ModuleType("extract.paper")
sys.modules["extract.paper"].read_paper = read_paper
"""


@pytest.fixture(autouse=True)
def odd_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    start, end = reader._CODE.split("; from planthread.worker")
    monkeypatch.setattr(reader, "_CODE", f"{start}\n{_ODD_READER}\nfrom planthread.worker{end}")


def _sources(folder: Path, *words: str) -> list[Source]:
    sources = []
    for number, word in enumerate(words):
        path = folder / f"{number}.txt"
        path.write_text(word)
        sources.append(Source(path, path.name, hashlib.sha256(word.encode()).hexdigest(), len(word)))
    return sources


_LONG = 600.0
"""Seconds that no paper here takes unless it hangs, however busy the machine is."""


def _settings(workers: int = 1) -> Settings:
    return Settings(read=ReadSettings(max_seconds=_LONG), workers=workers, max_memory_mb=1024)


def _read(sources: list[Source], settings: Settings) -> list[Answer]:
    """The answers in the order of the sources."""
    answers = dict(read_each(sources, settings))
    return [answers[source] for source in sources]


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list:
    """Every process that the test starts."""
    processes: list = []
    popen = reader.subprocess.Popen

    def noted(*args: object, **kwargs: object) -> object:
        processes.append(popen(*args, **kwargs))
        return processes[-1]

    monkeypatch.setattr(reader.subprocess, "Popen", noted)
    return processes


def _said(answer: Answer) -> str:
    return from_json(answer.reading).paper_id if answer.reading else str(answer.problem)


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("exit", "crashed on it (exit code 7"),
        pytest.param("crash", "SIGSEGV", marks=pytest.mark.skipif(sys.platform == "win32", reason="no signals")),
        pytest.param("killed", "SIGKILL", marks=pytest.mark.skipif(sys.platform == "win32", reason="no signals")),
        pytest.param("hog", "1024 MB", marks=pytest.mark.skipif(sys.platform != "linux", reason="no such limit")),
        pytest.param("eat", "1024 MB", marks=pytest.mark.skipif(sys.platform != "linux", reason="no such limit")),
        ("bug", "KeyError"),
        ("fetch", "may not reach the network"),
        ("locked", "save it without"),
    ],
)
def test_one_bad_paper_is_its_own_failure(tmp_path: Path, word: str, said: str) -> None:
    answers = _read(_sources(tmp_path, "before", word, "after"), _settings())
    assert [_said(answers[0]), _said(answers[2])] == ["before", "after"]
    assert said in _said(answers[1])


@pytest.mark.parametrize(
    "word",
    ["hang", pytest.param("stopped", marks=pytest.mark.skipif(sys.platform == "win32", reason="no signals"))],
)
def test_a_paper_that_hangs_is_stopped_at_its_limit_and_the_next_one_read(tmp_path: Path, word: str) -> None:
    hung, after = (reading_order(source, _settings()) for source in _sources(tmp_path, word, "after"))
    with contextlib.closing(Reader(_settings())) as own:
        said = _said(own.ask(hung, 1))
        assert "longer than 1 seconds" in said
        assert "max_seconds" in said
        assert _said(own.ask(after, _LONG)) == "after"


@pytest.mark.skipif(sys.platform == "win32", reason="processes have no groups there")
def test_what_a_reader_started_is_stopped_with_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import fcntl

    monkeypatch.setenv("HELD", str(tmp_path / "held"))
    order = reading_order(*_sources(tmp_path, "child"), _settings())
    with contextlib.closing(Reader(_settings())) as own:
        for seconds in (1, 10, 100):  # on a busy machine the first may not be enough to start a child in
            assert "longer than" in _said(own.ask(order, seconds))
            if (tmp_path / "held by a child").exists():
                break
    with (tmp_path / "held").open() as held:
        fcntl.flock(
            held, fcntl.LOCK_EX
        )  # free when every process that has the file open is gone; a child would hang it


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_a_reader_starts_no_thread_for_each_core(tmp_path: Path) -> None:
    """Its own two: the one that reads, and the one that listens for orders."""
    assert _said(_read(_sources(tmp_path, "threads"), _settings())[0]) == "threads: 2"


def test_a_process_reads_many_papers(tmp_path: Path) -> None:
    answers = _read(_sources(tmp_path, "one", "two", "three"), _settings())
    assert len({from_json(answer.reading or b"").title for answer in answers}) == 1


def test_answers_come_in_the_order_of_the_sources(tmp_path: Path) -> None:
    words = [f"w{number}" for number in range(7)]
    assert [_said(answer) for answer in _read(_sources(tmp_path, *words), _settings(workers=3))] == words


def test_what_a_library_prints_does_not_reach_the_answers(tmp_path: Path) -> None:
    assert _said(_read(_sources(tmp_path, "chatty"), _settings())[0]) == "chatty"


def test_a_file_that_changes_while_it_is_read_is_said(tmp_path: Path) -> None:
    (source,) = _sources(tmp_path, "before")
    source.path.write_text("after")
    assert "changed while" in _said(_read([source], _settings())[0])


def test_the_largest_paper_is_begun_first(tmp_path: Path) -> None:
    told = [source.file for source, _ in read_each(_sources(tmp_path, "a", "a longer one", "mid"), _settings())]
    assert told == ["1.txt", "2.txt", "0.txt"]


def test_answers_wait_for_who_takes_them_and_no_more_are_made(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: queue.SimpleQueue[int] = queue.SimpleQueue()

    class AtOnce(Reader):
        def ask(self, order: Mapping[str, Any], seconds: float) -> Answer:
            asked.put(order["n"])
            return Answer(reading=b"{}")

    monkeypatch.setattr(pool, "Reader", AtOnce)
    answers = pool.done_orders([{"n": number} for number in range(30)], _settings(workers=2), _LONG)
    next(answers)
    most = 1 + 2 * 2 + 2  # one was taken, two for each worker wait, and each worker has one in hand
    held = [asked.get(timeout=_LONG) for _ in range(most)]
    with pytest.raises(queue.Empty):
        asked.get(timeout=0.3)
    assert sorted(held) == list(range(most))
    assert len(list(answers)) == 29


def test_who_takes_no_more_answers_leaves_no_process(tmp_path: Path, started: list) -> None:
    answers = read_each(_sources(tmp_path, "hang", "one"), _settings(workers=2))
    assert _said(next(answers)[1]) == "one"
    answers.close()
    answers = read_each(_sources(tmp_path, "one", "two", "three"), _settings(workers=2))
    next(answers)
    answers.close()
    assert [process.poll() is not None for process in started] == [True] * len(started)


@pytest.mark.skipif(sys.platform == "win32", reason="no signals")
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
def test_a_process_killed_between_two_papers_fails_neither(tmp_path: Path, started: list, how: signal.Signals) -> None:
    one, two = _sources(tmp_path, "one", "two")
    with contextlib.closing(Reader(_settings())) as own:
        assert _said(own.ask(reading_order(one, _settings()), _LONG)) == "one"
        started[0].send_signal(how)
        started[0].wait()
        assert _said(own.ask(reading_order(two, _settings()), _LONG)) == "two"


@pytest.mark.skipif(sys.platform == "win32", reason="no signals")
def test_a_process_stopped_between_two_papers_fails_neither(
    tmp_path: Path, started: list, monkeypatch: pytest.MonkeyPatch
) -> None:
    kill = reader._kill

    def killed(process: object) -> None:
        monkeypatch.setattr(reader, "_TAKE_UP_SECONDS", _LONG)  # again, for the one that takes its place
        kill(process)

    one, two = _sources(tmp_path, "one", "two")
    with contextlib.closing(Reader(_settings())) as own:
        assert _said(own.ask(reading_order(one, _settings()), _LONG)) == "one"
        started[0].send_signal(signal.SIGSTOP)
        monkeypatch.setattr(reader, "_TAKE_UP_SECONDS", 0.5)
        monkeypatch.setattr(reader, "_kill", killed)
        assert _said(own.ask(reading_order(two, _settings()), _LONG)) == "two"
    assert started[0].poll() is not None


@pytest.mark.skipif(sys.platform == "win32", reason="no signals")
def test_a_paper_whose_process_was_killed_from_outside_is_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MARKER", str(tmp_path / "marker"))
    assert _said(_read(_sources(tmp_path, "killed once"), _settings())[0]) == "killed once"


def test_no_reader_process_is_left(tmp_path: Path, started: list) -> None:
    _read(_sources(tmp_path, "one", "two"), _settings(workers=2))
    assert [process.poll() is not None for process in started] == [True] * len(started)


def test_a_broken_installation_is_said_and_not_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = reader._CODE.replace("from planthread.worker", "del sys.modules['extract.paper'].read_paper\nfrom nowhere")
    monkeypatch.setattr(reader, "_CODE", broken)
    assert "did not start" in _said(_read(_sources(tmp_path, "one"), _settings())[0])
