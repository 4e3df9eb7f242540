"""Whoever takes no more answers may stop at any moment: nothing raises in a thread, hangs, or is left running."""

from __future__ import annotations

import contextlib
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from planthread import reader
from planthread.pool import done_orders
from planthread.reader import Reader
from planthread.settings import Settings

# A process that keeps to the messages of planthread.worker and starts fast; it ends in the midst of an odd order.
_QUICK = """
import os, sys
from planthread.worker import receive, send
answers = sys.stdout.buffer
send(answers, b"R")
while (order := receive(sys.stdin.buffer)) is not None:
    send(answers, b"B")
    if order == b'{{"n": 1}}': os._exit(7)
    send(answers, b"P" + order)
"""
_Timer = threading.Timer
_ORDERS = [{"n": number} for number in range(4)]
_LONG = 600.0
"""Seconds that no order here takes, however busy the machine is."""
_MOMENTS = 40  # more than there are in four orders, so that closing when all is done is among them


@pytest.fixture(autouse=True)
def quick_process(monkeypatch: pytest.MonkeyPatch) -> None:
    start, _ = reader._CODE.split("from planthread.worker")
    monkeypatch.setattr(reader, "_CODE", start + _QUICK)


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[subprocess.Popen[bytes]]:
    """Every process that the test starts."""
    processes: list[subprocess.Popen[bytes]] = []
    popen = subprocess.Popen

    def noted(*args: Any, **kwargs: Any) -> subprocess.Popen[bytes]:
        processes.append(popen(*args, **kwargs))
        return processes[-1]

    monkeypatch.setattr(reader.subprocess, "Popen", noted)
    return processes


@pytest.fixture(autouse=True)
def raised(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No thread may end by an exception."""
    found: list[threading.ExceptHookArgs] = []
    monkeypatch.setattr(threading, "excepthook", found.append)
    before = set(threading.enumerate())
    yield
    left = [
        t for t in threading.enumerate() if t not in before and not isinstance(t, _Timer)
    ]  # those end by themselves
    assert (found, left) == ([], [])


class _Moment:
    """Halts the thread that serves at the moment of a number, until `closing` has got as far as it gets meanwhile."""

    def __init__(self, number: int) -> None:
        self._left = number
        self.reached = threading.Event()
        self.closed = threading.Event()

    def pass_by(self) -> None:
        self._left -= 1
        if self._left == 0:
            self.reached.set()
            self.closed.wait(0.05)

    def around(self, call: Callable[..., Any]) -> Callable[..., Any]:
        """The call, with a moment before it and one after it."""

        def seen(*args: Any, **kwargs: Any) -> Any:
            self.pass_by()
            try:
                return call(*args, **kwargs)
            finally:
                self.pass_by()

        return seen

    def watch(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Before and after a process is started, killed or waited for, and each part of a message."""
        receive = reader.receive
        monkeypatch.setattr(reader, "send", self.around(reader.send))
        monkeypatch.setattr(reader, "_kill", self.around(reader._kill))
        monkeypatch.setattr(reader.subprocess, "Popen", self.around(reader.subprocess.Popen))
        monkeypatch.setattr(reader, "receive", lambda stream: receive(_Watched(self.around(stream.read))))


class _Watched:
    def __init__(self, read: Callable[[int], bytes]) -> None:
        self.read = read


def _all_ended(processes: list[subprocess.Popen[bytes]]) -> bool:
    """Waited for, and their pipes closed."""
    return all(p.returncode is not None and p.stdin.closed and p.stdout.closed for p in processes)  # type: ignore[union-attr]


@pytest.mark.parametrize("number", range(1, _MOMENTS + 1))
def test_a_reader_may_be_closed_at_any_moment(
    number: int, monkeypatch: pytest.MonkeyPatch, started: list[subprocess.Popen[bytes]]
) -> None:
    moment, own = _Moment(number), Reader(Settings())
    moment.watch(monkeypatch)
    answers = []

    def ask() -> None:
        with contextlib.closing(own):
            answers.extend(own.ask(order, _LONG) for order in _ORDERS)

    asking = threading.Thread(target=ask, daemon=True)
    asking.start()
    while not moment.reached.wait(0.005) and asking.is_alive():
        pass
    own.close()
    moment.closed.set()
    asking.join()  # for ever, where it hangs
    assert len(answers) == len(_ORDERS)
    assert all(a.reading or "stopped" in str(a.problem) or "exit code 7" in str(a.problem) for a in answers)
    assert _all_ended(started)


@pytest.mark.parametrize("number", range(1, _MOMENTS + 1))
def test_a_pool_may_be_closed_at_any_moment(
    number: int, monkeypatch: pytest.MonkeyPatch, started: list[subprocess.Popen[bytes]]
) -> None:
    moment = _Moment(number)
    answers = done_orders(_ORDERS, Settings(workers=1), _LONG)
    assert next(answers)[0] == 0
    moment.watch(monkeypatch)
    moment.reached.wait(0.3)
    answers.close()
    moment.closed.set()
    assert _all_ended(started)


@pytest.mark.parametrize("milliseconds", range(0, 60, 3))
def test_a_pool_of_several_may_be_closed_after_any_time(
    milliseconds: int, started: list[subprocess.Popen[bytes]]
) -> None:
    answers = done_orders(_ORDERS * 5, Settings(workers=3), _LONG)
    next(answers)
    time.sleep(milliseconds / 1000)
    answers.close()
    assert _all_ended(started)


def test_what_raises_in_a_thread_of_the_pool_is_raised_to_who_waits(
    monkeypatch: pytest.MonkeyPatch, started: list[subprocess.Popen[bytes]]
) -> None:
    def no_more_threads(*_: object) -> None:
        raise RuntimeError("can't start new thread")

    answers = done_orders(_ORDERS, Settings(workers=1), _LONG)
    next(answers)
    monkeypatch.setattr(reader.threading, "Timer", no_more_threads)
    with pytest.raises(RuntimeError, match="new thread"):
        list(answers)
    assert _all_ended(started)
