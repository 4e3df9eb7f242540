"""One reader process: it does one order at a time, within a time and memory limit, and is replaced when it dies.

The process tells when it takes an order up. If it is found dead, or does not answer, before that, the order was not the
cause and goes to a new process; so does, once, an order in whose midst somebody else ended the process.

One thread asks, and it alone speaks with the process and waits for its end; any other may close the reader at any
moment, which kills the process under the asking thread and lets that one come to its end.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from planthread.settings import Settings
from planthread.worker import receive, send

__all__ = ["Answer", "Reader"]

_START_SECONDS = 120.0
_TAKE_UP_SECONDS = 60.0
_TRIES = 3
_ONE_THREAD = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1")
"""For numpy and Arrow, which else start a thread for each core: with many cores those alone would fill the memory that
one paper may take, while the other cores have readers of their own."""
# The import path of this process, and never the working directory: a json.py there must not be taken for Python's.
_CODE = "import sys; sys.path[:] = {path!r}; from planthread.worker import main; main()"


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of an order: its result (a paper as JSON, for one), or the problem in one line.

    `unwritten`: the problem is of the folder that is written to (a full disk), and not of the order.
    """

    reading: bytes | None = None
    problem: str | None = None
    unwritten: bool = False


class Reader:
    """One process at a time, started when first needed and replaced when it died or overran."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._process: subprocess.Popen[bytes] | None = None
        self._closed = False
        self._asking = threading.Lock()  # held while the process is spoken with, or its end waited for
        self._changing = threading.Lock()  # held while there comes to be a process, or none: briefly

    def ask(self, order: Mapping[str, Any], seconds: float) -> Answer:
        """Have an order done within `seconds`; never raises for what the order does to its process."""
        with self._asking:
            answer = self._tried(json.dumps(order).encode(), seconds)
        return Answer(problem="reading was stopped") if self._closed and answer.reading is None else answer

    def _tried(self, message: bytes, seconds: float) -> Answer:
        answer = Answer(problem="its reader process was ended from outside each time before it began; run again")
        killed = 0
        for _ in range(_TRIES):
            if self._process is None and (trouble := self._start()):
                self._end()
                return Answer(problem=f"the reader process did not start ({trouble}); install Planthread again")
            if self._ask(message, _TAKE_UP_SECONDS)[0] != b"B":
                self._end()
                continue
            answer, by_others = self._answer(seconds)
            killed += by_others
            if not by_others or killed > 1:
                break
        return answer

    def _answer(self, seconds: float) -> tuple[Answer, bool]:
        """The answer to the order that was taken up, and whether somebody else ended the process in its midst."""
        message, late = self._ask(None, seconds)
        if message is None:
            ended = self._end()
            if late:
                return Answer(problem=_overran(seconds)), False
            by_others = os.name != "nt" and -ended in (signal.SIGKILL, signal.SIGTERM)
            return Answer(problem=_died(ended, self._settings.max_memory_mb)), by_others
        if message[:1] == b"P":
            return Answer(reading=message[1:]), False
        if message[:1] == b"M":
            self._end()
            return Answer(problem=_too_much(self._settings.max_memory_mb)), False
        return Answer(problem=message[1:].decode("utf-8", "replace"), unwritten=message[:1] == b"O"), False

    def _start(self) -> str | None:
        """Start the process; why it did not, where it did not."""
        command = [sys.executable, "-P", "-c", _CODE.format(path=sys.path), str(self._settings.max_memory_mb)]
        with self._changing:
            if self._closed:
                return "reading was stopped"
            try:
                self._process = subprocess.Popen(
                    command,
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.DEVNULL,
                    env={**os.environ, **_ONE_THREAD},
                    start_new_session=True,  # a group, so that what it started (LibreOffice) is stopped with it
                )
            except OSError as error:
                return str(error)
        message, late = self._ask(None, _START_SECONDS)
        if message == b"R":
            return None
        return message[1:].decode("utf-8", "replace") if message else "it took too long" if late else "it ended at once"

    def _ask(self, message: bytes | None, seconds: float) -> tuple[bytes | None, bool]:
        """The answer (None where the process ended) and whether it was stopped for being late."""
        process = self._process
        if process is None or process.stdin is None or process.stdout is None:
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
        with self._changing:
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
        """Stop the process at once and start no other; from any thread, at any moment, and as often as one likes."""
        with self._changing:
            self._closed = True
            if self._process is not None:
                _kill(self._process)
        with self._asking:
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
