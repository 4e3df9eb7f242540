"""One writer at a time: a lock on a file that the system frees when its process ends, however it ends."""

from __future__ import annotations

import contextlib
import errno
import logging
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from extract.errors import OutputFailed

__all__ = ["WAIT_SECONDS", "held"]

WAIT_SECONDS = 120.0
"""How long a second run waits for the first one to finish writing before it gives up."""

_TAKEN = (errno.EACCES, errno.EAGAIN, errno.EDEADLK)
_log = logging.getLogger(__name__)


@contextlib.contextmanager
def held(path: Path, target: Path, wait: float | None = None) -> Iterator[None]:
    """Hold the lock file `path` for the block: nobody else writes `target` meanwhile.

    Waits `wait` seconds (default WAIT_SECONDS, by a clock that cannot be set) for whoever holds it, and says so; then
    raises OutputFailed. Raises OSError where the file system has no locks.
    """
    file = _taken(path, target, WAIT_SECONDS if wait is None else wait)
    try:
        yield
    finally:
        if os.name == "nt":  # an open file cannot be deleted there
            file.close()
        with contextlib.suppress(OSError):
            path.unlink()
        file.close()


def _taken(path: Path, target: Path, wait: float) -> IO[bytes]:
    deadline = time.monotonic() + wait
    said = False
    while True:
        file = path.open("a+b")
        if _locked(file) and _still_there(file, path):
            return file
        file.close()
        if time.monotonic() >= deadline:
            raise OutputFailed(
                f"another planthread is writing {target} and was not done in {wait:g} seconds; what it holds is whole. "
                "Run again when the other is done, or name another folder with --out"
            )
        if not said:
            _log.warning("another planthread is writing %s; waiting for it, at most %g seconds", target, wait)
            said = True
        time.sleep(0.1)


def _locked(file: IO[bytes]) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in _TAKEN:
            return False
        file.close()
        raise
    return True


def _still_there(file: IO[bytes], path: Path) -> bool:
    """False where the holder before us deleted the file between our opening and our locking it."""
    try:
        return os.name == "nt" or os.path.samestat(os.fstat(file.fileno()), path.stat())
    except FileNotFoundError:
        return False
