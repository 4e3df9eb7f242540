"""A small pool of reader processes: a paper that hangs, crashes or eats memory is its own failure, nobody else's.

Why not `concurrent.futures`: one dead worker breaks its whole batch, a task there has no time limit, and
`max_tasks_per_child` hangs (CPython gh-115634).
"""

from __future__ import annotations

import contextlib
import os
import queue
import threading
from collections.abc import Callable, Generator, Mapping, Sequence
from typing import Any, TypeAlias

from planthread.reader import Answer, Reader
from planthread.settings import Settings
from planthread.sources import Source

__all__ = ["Doing", "done_orders", "read_each", "reading_order"]

Doing = Callable[[Sequence[Mapping[str, Any]], Settings, float], Generator[tuple[int, Answer], None, None]]
"""Who does tasks: `done_orders` on this machine, `planthread.cluster.Cluster.done_orders` elsewhere."""
_Told: TypeAlias = tuple[int, Answer] | Exception
"""What a thread that serves a reader tells: the answer to the order of a number, or what went wrong with itself."""
_HELD = 2
"""Answers that wait for whoever takes them, for each worker: bounds the memory of a run whoever is the slower."""


def reading_order(source: Source, settings: Settings) -> dict[str, Any]:
    """What a reader process is told of a paper."""
    return {
        "do": "read",
        "path": os.fspath(source.path),
        "file": source.file,
        "sha256": source.sha256,
        "settings": settings.read.model_dump(mode="json"),
    }


def read_each(sources: Sequence[Source], settings: Settings) -> Generator[tuple[Source, Answer], None, None]:
    """Read every source, several at a time, the largest first; each with its answer as soon as it is there."""
    largest_first = sorted(
        sources, key=lambda source: -source.size
    )  # a long paper begun last would be waited for alone
    orders = [reading_order(source, settings) for source in largest_first]
    with contextlib.closing(done_orders(orders, settings, settings.read.max_seconds)) as answers:
        for number, answer in answers:
            yield largest_first[number], answer


def done_orders(
    orders: Sequence[Mapping[str, Any]], settings: Settings, seconds: float
) -> Generator[tuple[int, Answer], None, None]:
    """The number and answer of every order as it is done, each in at most `seconds`; begun in the order given.

    The processes are stopped when the iterator is exhausted or closed, whatever they are at. What raises in a thread
    that serves a reader is raised here: it would be waited for forever.
    """
    count = min(settings.workers or _cores(), len(orders))
    if not count:
        return
    waiting = iter(range(len(orders)))
    lock = threading.Lock()
    answers: queue.Queue[_Told] = queue.Queue(_HELD * count)
    stopped = threading.Event()
    readers = [Reader(settings) for _ in range(count)]

    def serve(reader: Reader) -> None:
        try:
            with contextlib.closing(reader):
                while not stopped.is_set():
                    with lock:
                        number = next(waiting, None)
                    if number is None:
                        return
                    _put(answers, (number, reader.ask(orders[number], seconds)), stopped)
        except Exception as error:  # noqa: BLE001 -- raised by who waits
            _put(answers, error, stopped)

    threads = [threading.Thread(target=serve, args=(reader,), daemon=True) for reader in readers]
    try:
        for thread in threads:
            thread.start()
        for _ in orders:
            told = _next(answers)
            if isinstance(told, Exception):
                raise told
            yield told
    finally:
        stopped.set()
        for reader in readers:
            reader.close()
        for thread in threads:
            if thread.ident is not None:  # it was started
                thread.join()


def _put(answers: queue.Queue[_Told], answer: _Told, stopped: threading.Event) -> None:
    """Hand an answer over, unless nobody is there to take it."""
    while not stopped.is_set():
        with contextlib.suppress(queue.Full):
            answers.put(answer, timeout=0.2)
            return


def _next(answers: queue.Queue[_Told]) -> _Told:
    while True:
        with contextlib.suppress(queue.Empty):  # without a limit Ctrl-C would wait for it on Windows
            return answers.get(timeout=0.2)


def _cores() -> int:
    """The cores this process may use, where the system tells."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
