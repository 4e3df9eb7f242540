"""A folder replaced whole or not at all: built beside the target and swapped in.

The new folder is exchanged with the old one in one step where the system can (Linux, macOS), else by two renames. At
every moment either the previous or the new folder stands at the target, or `recover` can tell from what stands beside
it which of the two to put there:

    .NAME.planthread-new    being built, or (after an exchange) the previous folder waiting to be deleted
    .NAME.planthread-old    the previous folder, between or after two renames
    .NAME.planthread-lock   held while one of the above may exist
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import IO

from extract.errors import OutputRefused

__all__ = ["exchange", "leftovers", "probe", "recover", "replaced"]

_LOCK_SECONDS = 60.0
_AT_FDCWD, _RENAME_EXCHANGE, _RENAME_SWAP = -100, 2, 2


def _beside(target: Path, what: str) -> Path:
    return target.with_name(f".{target.name}.planthread-{what}")


@contextlib.contextmanager
def replaced(target: Path, ours: Callable[[Path], Iterable[str]]) -> Iterator[Path]:
    """An empty folder to fill; when the block ends well it stands at `target`, else `target` is as it was.

    `ours(folder)` names the files of an earlier dataset in it (relative, with /): those are replaced, all other files
    in the folder are carried over. Raises OutputRefused where the folder cannot be written.
    """
    target = target.resolve()
    with _refused_if_unwritable(target):
        target.parent.mkdir(parents=True, exist_ok=True)
    with _refused_if_unwritable(target), _lock(target):
        _recover(target)
        new = _beside(target, "new")
        new.mkdir()
        try:
            yield new
            if target.is_dir():
                _carry_over(target, new, set(ours(target)))
                shutil.copymode(target, new)
            _swap(target, new)
        finally:
            _remove(new)


def probe(target: Path) -> None:
    """Raise OutputRefused where nothing can be written beside `target`: better said before hours of reading."""
    with _refused_if_unwritable(target):
        above = next(folder for folder in target.resolve().parents if folder.exists())
        tempfile.TemporaryFile(dir=above).close()


@contextlib.contextmanager
def _refused_if_unwritable(target: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise OutputRefused(
            f"the folder {target} cannot be written ({error.strerror or error}); what it held is untouched. Close "
            "programs that have its files open, or name another folder with --out"
        ) from error


def _carry_over(old: Path, new: Path, ours: set[str]) -> None:
    """Hard links (copies where there are none) of the files in `old` that are not ours."""
    for folder, subfolders, files in os.walk(old):
        here = Path(folder)
        links = [name for name in subfolders if (here / name).is_symlink()]
        kept = [name for name in [*files, *links] if (here / name).relative_to(old).as_posix() not in ours]
        to = new / here.relative_to(old)
        if kept or not (files or subfolders):
            to.mkdir(parents=True, exist_ok=True)
        for name in kept:
            _link(here / name, to / name)


def _link(source: Path, to: Path) -> None:
    if to.exists():
        return
    try:
        os.link(source, to, follow_symlinks=False)
    except (OSError, NotImplementedError):
        shutil.copy2(source, to, follow_symlinks=False)


def _swap(target: Path, new: Path) -> None:
    if not target.exists():
        new.rename(target)
    elif not exchange(new, target):
        old = _beside(target, "old")
        target.rename(old)
        new.rename(target)
        _remove(old)


def exchange(one: Path, other: Path) -> bool:
    """Exchange two folders in one step; False where the system cannot.

    Linux: renameat2(2) with RENAME_EXCHANGE; macOS: renamex_np(2) with RENAME_SWAP.
    """
    paths = os.fsencode(one), os.fsencode(other)
    try:
        libc = ctypes.CDLL(None, use_errno=True)
        if sys.platform == "linux":
            done = libc.renameat2(_AT_FDCWD, paths[0], _AT_FDCWD, paths[1], _RENAME_EXCHANGE)
        elif sys.platform == "darwin":
            done = libc.renamex_np(*paths, _RENAME_SWAP)
        else:
            return False
    except (AttributeError, OSError, TypeError):
        return False
    if done == 0:
        return True
    if ctypes.get_errno() in (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP):
        return False
    raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()), os.fspath(other))


def leftovers(target: Path) -> bool:
    """Whether an interrupted swap left something beside `target`."""
    return any(_beside(target.resolve(), what).exists() for what in ("new", "old"))


def recover(target: Path) -> None:
    """Finish or undo a swap that was interrupted; does nothing while another process is at work on it."""
    target = target.resolve()
    if leftovers(target):
        with contextlib.suppress(OutputRefused, OSError), _lock(target, wait=0):
            _recover(target)


def _recover(target: Path) -> None:
    """Under the lock. The old folder is only moved aside when the new one is complete, so that one wins."""
    new, old = _beside(target, "new"), _beside(target, "old")
    if old.exists() and not target.exists():
        (new if new.exists() else old).rename(target)
    _remove(old)
    _remove(new)


def _remove(folder: Path) -> None:
    """Delete a folder of ours; what cannot be deleted now (open on Windows) the next command deletes."""
    shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def _lock(target: Path, wait: float | None = None) -> Iterator[None]:
    """Only one process at a time writes a target; the system frees the lock of one that dies."""
    path = _beside(target, "lock")
    deadline = time.monotonic() + (_LOCK_SECONDS if wait is None else wait)
    while True:
        file = path.open("a+b")
        if _locked(file) and _still_there(file, path):
            break
        file.close()
        if time.monotonic() >= deadline:
            raise OutputRefused(f"another planthread is writing {target}; wait until it is done, or name another --out")
        time.sleep(0.1)
    try:
        yield
    finally:
        if os.name == "nt":  # an open file cannot be deleted there
            file.close()
        with contextlib.suppress(OSError):
            path.unlink()
        file.close()


def _locked(file: IO[bytes]) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _still_there(file: IO[bytes], path: Path) -> bool:
    """False where the holder before us deleted the file between our opening and our locking it."""
    try:
        return os.name == "nt" or os.path.samestat(os.fstat(file.fileno()), path.stat())
    except FileNotFoundError:
        return False
