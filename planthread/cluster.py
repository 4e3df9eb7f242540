"""Tasks on a cluster: the same tasks, done by reader processes beside the workers of a dask.distributed scheduler.

dask.distributed (the extra `planthread[cluster]`), by its own futures: a worker that dies costs its tasks a second try
elsewhere and nothing else. joblib loses the whole batch with one worker, also on top of dask; Ray weighs twenty times
as much; Spark needs Java. Each worker thread has one reader process, with the time and memory limits that hold here.
"""

from __future__ import annotations

import contextlib
import importlib
import threading
from collections.abc import Generator, Iterator, Mapping, Sequence
from typing import Any

from extract.errors import WrongUse
from planthread.reader import Answer, Reader
from planthread.settings import Settings
from planthread.tasks import code_version

__all__ = ["Cluster", "connected"]

_CONNECT_SECONDS = 20
_IN_FLIGHT = 3
"""Tasks given out for each worker thread: enough that none waits, few enough that the scheduler stays small."""


class Cluster:
    """A scheduler with its workers."""

    def __init__(self, client: Any) -> None:
        self._client = client

    def done_orders(
        self, orders: Sequence[Mapping[str, Any]], settings: Settings, seconds: float
    ) -> Generator[tuple[int, Answer], None, None]:
        """The number and answer of every order as it is done; begun in the order given, a bounded number at a time.

        An order whose worker dies is done again by another; one that takes several workers with it is a problem.
        """
        waiting = iter(enumerate(orders))
        numbers: dict[str, int] = {}
        futures = _distributed().as_completed(loop=self._client.loop)

        def give(most: int) -> None:
            for _ in range(most):
                number, order = next(waiting, (None, None))
                if number is None:
                    return
                future = self._client.submit(
                    _asked, order, settings.max_memory_mb, seconds, pure=False, priority=-number
                )
                numbers[future.key] = number
                futures.add(future)

        give(_IN_FLIGHT * max(1, sum(self._client.nthreads().values())))
        try:
            for future in futures:
                give(1)
                yield numbers.pop(future.key), _answer(future)
        finally:
            self._client.cancel(list(futures.futures))


def _answer(future: Any) -> Answer:
    if future.status == "finished":
        answer: Answer = future.result()
        return answer
    return Answer(problem=f"the workers that took it died ({future.exception()}); look into their logs, and run again")


@contextlib.contextmanager
def connected(address: str) -> Iterator[Cluster]:
    """A cluster by the address of its scheduler, tcp://host:8786.

    Raises WrongUse where there is none, none of its workers has Planthread, or has another Planthread than this.
    """
    try:
        client = _distributed().Client(address, timeout=_CONNECT_SECONDS)
    except (OSError, ValueError) as error:
        said = f"no scheduler answers at {address} ({' '.join(str(error).split())[:120]})"
        raise WrongUse(f"{said}; start one with `dask scheduler` and workers with `dask worker {address}`") from error
    with client:
        _refuse_other_code(client, address)
        try:
            yield Cluster(client)
        finally:
            with contextlib.suppress(OSError):
                client.run(_close_readers, on_error="ignore")


def _distributed() -> Any:
    try:
        return importlib.import_module("distributed")
    except ImportError as error:
        raise WrongUse("--cluster needs dask.distributed: pip install 'planthread[cluster]'") from error


def _refuse_other_code(client: Any, address: str) -> None:
    try:
        client.wait_for_workers(1, timeout=_CONNECT_SECONDS)
    except TimeoutError as error:
        raise WrongUse(f"the scheduler has no workers; start some with `dask worker {address}`") from error
    for worker, version in client.run(code_version, on_error="return").items():
        if isinstance(version, OSError):
            continue  # it has just gone; its tasks go to the others
        if version != code_version():
            why = version if isinstance(version, Exception) else "another version, or other versions of its libraries"
            raise WrongUse(f"{worker} does not have this Planthread ({why}); install the same one on every worker")


_own = threading.local()
_readers: list[Reader] = []


def _asked(order: Mapping[str, Any], megabytes: int, seconds: float) -> Answer:
    """Have an order done by this worker thread's reader process."""
    reader: Reader | None = getattr(_own, "reader", None)
    if reader is None or reader not in _readers:
        reader = _own.reader = Reader(Settings(max_memory_mb=megabytes))
        _readers.append(reader)
    return reader.ask(order, seconds)


def _close_readers() -> None:
    """Stop this worker's reader processes at the end of a run."""
    while _readers:
        _readers.pop().close()
