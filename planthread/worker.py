"""The process that does tasks (`planthread.tasks`), one after another, and can be killed without harm.

It takes tasks on standard input and answers on standard output; each message is its length (8 bytes, big-endian) and
then that many bytes. An answer is one letter and what it stands for: R ready for the first task, F not ready, and why;
for each task B begun, and then P the result, or E why there is none, or O why it could not be written, or M memory ran
out (the process is best replaced then).
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import json
import os
import queue
import signal
import sys
import threading
from pathlib import Path
from typing import IO

from extract.errors import OutputFailed, PlanthreadError

__all__ = ["main", "receive", "send"]


_NEW_OBJECTS = 5000
"""So many objects more than before, and the collector looks through the newest (Python's own number is 700)."""
_NETWORK = frozenset(
    ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto", "socket.sendmsg")
)


def send(stream: IO[bytes], message: bytes) -> None:
    """Write one message."""
    stream.write(len(message).to_bytes(8, "big") + message)
    stream.flush()


def receive(stream: IO[bytes]) -> bytes | None:
    """Read one message; None where the other side is gone."""
    head = stream.read(8)
    size = int.from_bytes(head, "big")
    message = stream.read(size) if len(head) == 8 else b""
    return message if len(head) == 8 and len(message) == size else None


def main() -> None:
    """Do tasks until standard input ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides when to stop
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not reach the answers
    _limit_memory(int(sys.argv[1]))
    try:
        _load()
    except Exception as error:  # noqa: BLE001 -- said by the parent, which has someone to say it to
        send(answers, b"F" + _where(error).encode())
        return
    send(answers, b"R")
    sys.addaudithook(_stay_offline)
    tasks = _tasks()
    while True:
        task = tasks.get()
        send(answers, b"B")
        try:
            send(answers, _answer(task))
        except MemoryError:
            send(answers, b"M")


def _load() -> None:
    """Import what reading needs before the first paper's time runs.

    What is imported stays, so the garbage collector need not look at it again with every paper; and what a paper makes
    is mostly there until the paper is done, so it need not be looked for so often (a tenth of a reader's time).
    """
    for module in ("extract.paper", "planthread.serial", "planthread.tasks"):
        importlib.import_module(module)
    gc.collect()
    gc.freeze()
    gc.set_threshold(_NEW_OBJECTS)


def _stay_offline(event: str, _: object) -> None:
    """Nothing is fetched while a paper is read, whatever it points to: a connection is refused as it is begun."""
    if event in _NETWORK and sys.modules["planthread.tasks"].paper_is_open():
        raise PermissionError("a paper that is read may not reach the network")


def _tasks() -> queue.SimpleQueue[bytes]:
    """Tasks as they come; the process ends when its parent does, even in the midst of a paper."""
    tasks: queue.SimpleQueue[bytes] = queue.SimpleQueue()

    def listen() -> None:
        while (task := receive(sys.stdin.buffer)) is not None:
            tasks.put(task)
        os._exit(0)

    threading.Thread(target=listen, daemon=True).start()
    return tasks


def _limit_memory(megabytes: int) -> None:
    """Linux enforces this; where a system does not know the limit, reading goes without."""
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource

        limit = megabytes * 2**20
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _answer(task: bytes) -> bytes:
    from planthread.tasks import do

    try:
        return b"P" + do(json.loads(task))
    except OutputFailed as error:
        return b"O" + str(error).encode("utf-8", "replace")
    except PlanthreadError as error:
        return b"E" + str(error).encode("utf-8", "replace")
    except (MemoryError, KeyboardInterrupt):
        raise
    except Exception as error:  # noqa: BLE001 -- whatever goes wrong in one paper is that paper's failure
        return b"E" + f"reading failed unexpectedly ({_where(error)}); please report it with the paper".encode()


def _where(error: BaseException) -> str:
    """The error with the file and line it came from: enough to find it by."""
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    place = f", {Path(trace.tb_frame.f_code.co_filename).name} line {trace.tb_lineno}" if trace else ""
    said = " ".join(str(error).split())[:200]
    return f"{type(error).__name__}: {said}{place}"
