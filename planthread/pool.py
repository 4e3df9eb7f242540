"""A small pool of reader processes: a paper that hangs, crashes or eats memory is its own failure, nobody else's.

Why not `concurrent.futures`: one dead worker breaks its whole batch, a task there has no time limit, and
`max_tasks_per_child` hangs (CPython gh-115634).
"""

from __future__ import annotations

import contextlib
import json
import os
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from planthread.settings import Settings
from planthread.sources import Source
from planthread.worker import receive, send

__all__ = ["Answer", "read_all"]

_START_SECONDS = 120.0
# The import path of this process, and never the working directory: a json.py there must not be taken for Python's.
_CODE = "import sys; sys.path[:] = {path!r}; from planthread.worker import main; main()"


@dataclass(frozen=True, slots=True)
class Answer:
    """What reading a source gave: the paper as JSON, or the problem in one line."""

    reading: bytes | None = None
    problem: str | None = None


def read_all(
    sources: Sequence[Source], settings: Settings, done: Callable[[Source, Answer], None] = lambda *_: None
) -> list[Answer]:
    """Read every source, several at a time; answers in the order of the sources. `done` is called from any thread."""
    answers = [Answer(problem="not read")] * len(sources)
    waiting: queue.SimpleQueue[int] = queue.SimpleQueue()
    for number in range(len(sources)):
        waiting.put(number)
    readers = [_Reader(settings) for _ in range(min(settings.workers or _cores(), len(sources)))]

    def serve(reader: _Reader) -> None:
        with contextlib.suppress(queue.Empty), contextlib.closing(reader):
            while True:
                number = waiting.get_nowait()
                answers[number] = reader.read(sources[number])
                done(sources[number], answers[number])

    threads = [threading.Thread(target=serve, args=(reader,), daemon=True) for reader in readers]
    for thread in threads:
        thread.start()
    try:
        for thread in threads:
            while thread.is_alive():
                thread.join(0.2)  # without a limit Ctrl-C would wait for it on Windows
    finally:
        for reader in readers:
            reader.close()
    return answers


def _cores() -> int:
    """The cores this process may use, where the system tells."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class _Reader:
    """One reader process at a time, started when first needed and replaced when it died or overran."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._process: subprocess.Popen[bytes] | None = None
        self._closed = False

    def read(self, source: Source) -> Answer:
        """Read one source within the time limit."""
        if self._closed:
            return Answer(problem="reading was stopped")
        if self._process is None and (trouble := self._start()):
            self._end()
            return Answer(problem=f"the reader process did not start ({trouble}); install Planthread again")
        order = {
            "path": os.fspath(source.path),
            "file": source.file,
            "sha256": source.sha256,
            "settings": self._settings.read.model_dump(mode="json"),
        }
        seconds = self._settings.read.max_seconds
        message, late = self._ask(json.dumps(order).encode(), seconds)
        if message is None:
            ended = self._end()
            return Answer(problem=_overran(seconds) if late else _died(ended, self._settings.max_memory_mb))
        if message[:1] == b"P":
            return Answer(reading=message[1:])
        if message[:1] == b"M":
            self._end()
            return Answer(problem=_too_much(self._settings.max_memory_mb))
        return Answer(problem=message[1:].decode("utf-8", "replace"))

    def _start(self) -> str | None:
        """Start the process; why it did not, where it did not."""
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-c", _CODE.format(path=sys.path), str(self._settings.max_memory_mb)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # a group of its own, so that what it started (LibreOffice) is stopped with it
        )
        message, late = self._ask(None, _START_SECONDS)
        if message == b"R":
            return None
        return message[1:].decode("utf-8", "replace") if message else "it took too long" if late else "it ended at once"

    def _ask(self, message: bytes | None, seconds: float) -> tuple[bytes | None, bool]:
        """The answer (None where the process ended) and whether it was stopped for being late."""
        process = self._process
        if process is None or process.stdin is None or process.stdout is None or self._closed:
            return None, False
        overrun = threading.Event()

        def stop() -> None:
            overrun.set()
            _kill(process)

        timer = threading.Timer(seconds, stop)
        timer.daemon = True
        timer.start()
        try:
            if message is not None:
                send(process.stdin, message)
            return receive(process.stdout), overrun.is_set()
        except OSError:
            return None, overrun.is_set()
        finally:
            timer.cancel()

    def _end(self) -> int:
        """Stop the process; its exit code (negative: the signal that ended it)."""
        process, self._process = self._process, None
        if process is None:
            return 0
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(0.5)
        _kill(process)
        for stream in (process.stdin, process.stdout):
            with contextlib.suppress(OSError):
                if stream:
                    stream.close()
        return process.wait()

    def close(self) -> None:
        """Stop the process at once and start no other."""
        self._closed = True
        process = self._process
        if process is not None:
            _kill(process)
            self._end()


def _kill(process: subprocess.Popen[bytes]) -> None:
    """Stop a reader and, where processes have groups, whatever it started."""
    if sys.platform == "win32":
        process.kill()
    else:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)


def _overran(seconds: float) -> str:
    return f"reading took longer than {seconds:g} seconds and was stopped; raise max_seconds under [read], or split it"


def _too_much(megabytes: int) -> str:
    return f"reading took more than {megabytes} MB of memory and was stopped; raise max_memory_mb, or split the paper"


def _died(code: int, megabytes: int) -> str:
    how = f"exit code {code}"
    if code < 0:
        with contextlib.suppress(ValueError):
            how = signal.Signals(-code).name
    return f"the reader crashed on it ({how}; the memory limit is {megabytes} MB); save the paper again, or split it"
