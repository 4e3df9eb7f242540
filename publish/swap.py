"""A folder replaced whole or not at all: built beside the target, put on the disk, and swapped in.

The new folder is exchanged with the old one in one step where the system can (Linux, macOS), else by two renames. At
every moment either the previous or the new folder stands at the target, or `recover` can tell from what stands beside
it which of the two to put there:

    .NAME.planthread-new    being built, or (after the swap) the previous folder waiting to be deleted
    .NAME.planthread-old    the previous folder, whole, between the two renames
    .NAME.planthread-lock   held while one of the above may exist

Everything is synced before the swap, and the swap before anything is deleted, so that this holds after a power cut too.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import os
import shutil
import stat
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from extract.errors import OutputFailed, OutputRefused
from publish.durable import sync_file, sync_files, sync_folder, sync_folders
from publish.lock import held

__all__ = ["exchange", "leftovers", "probe", "recover", "replaced"]

_AT_FDCWD, _RENAME_EXCHANGE, _RENAME_SWAP = -100, 2, 2
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_FORBIDDEN = (errno.EACCES, errno.EPERM, errno.EROFS)


def _beside(target: Path, what: str) -> Path:
    return target.with_name(f".{target.name}.planthread-{what}")


@contextlib.contextmanager
def replaced(target: Path, ours: Callable[[Path], Iterable[str]]) -> Iterator[Path]:
    """An empty folder to fill; when the block ends well it stands at `target`, else `target` is as it was.

    `ours(folder)` names the files of an earlier dataset in it (relative, with /): those are replaced, all other files
    in the folder are carried over. Raises OutputFailed where the folder cannot be written: a full disk, no permission,
    another run that does not end.
    """
    target = target.resolve()
    with _said(target, OutputFailed), contextlib.ExitStack() as stack:
        target.parent.mkdir(parents=True, exist_ok=True)
        stack.enter_context(held(_beside(target, "lock"), target))
        _recover(target)
        new = _beside(target, "new")
        new.mkdir()
        try:
            yield new
            sync_files(new)
            if target.is_dir():
                _carry_over(target, new, set(ours(target)))
            sync_folders(new)
            if target.is_dir():
                shutil.copymode(target, new)
            sync_folder(target.parent)
            _swap(target, new)
            sync_folder(target.parent)
        finally:
            _remove(new)


def probe(target: Path) -> None:
    """Raise OutputRefused where nothing can be written beside `target`: better said before hours of reading."""
    target = target.resolve()
    with _said(target, OutputRefused):
        if target.is_dir() and os.path.ismount(target):
            raise OutputRefused(
                f"the folder {target} is a mounted volume, which cannot be replaced in one step; name a folder in it: "
                f"--out {target / 'dataset'}"
            )
        above = next(folder for folder in target.parents if folder.exists())
        tempfile.TemporaryFile(dir=above).close()


@contextlib.contextmanager
def _said(target: Path, kind: type[OutputFailed | OutputRefused]) -> Iterator[None]:
    """What the system refused, as an error for a person."""
    try:
        yield
    except OSError as error:
        why = os.strerror(error.errno) if error.errno else str(error)
        where = f" ({error.filename})" if error.filename else ""
        raise kind(
            f"the folder {target} cannot be written: {why}{where}; what it held is untouched. {_advice(error, target)}"
        ) from error


def _advice(error: OSError, target: Path) -> str:
    if error.errno in _FULL:
        return "Free some space on that disk, or name a folder on another with --out; what was read is kept"
    if error.errno in _FORBIDDEN:
        return f"Get permission to write in {target.parent}, or name another folder with --out"
    if error.errno == errno.EIO:
        return "The disk may be full or failing; look at it, or name a folder on another with --out"
    if error.errno == errno.EEXIST:
        return "Delete that, which an interrupted run left, or name another folder with --out"
    return "Close programs that have its files open, or name another folder with --out"


def _carry_over(old: Path, new: Path, ours: set[str]) -> None:
    """Hard links (copies where there are none) of the files in `old` that are not ours; OSError where one is unseen."""
    folders: list[tuple[Path, Path]] = []
    for folder, subfolders, files in os.walk(old, onerror=_raised):
        here = Path(folder)
        links = [name for name in subfolders if (here / name).is_symlink()]
        kept = [name for name in [*files, *links] if (here / name).relative_to(old).as_posix() not in ours]
        to = new / here.relative_to(old)
        if kept or not (files or subfolders):
            to.mkdir(parents=True, exist_ok=True)
        for name in kept:
            _link(here / name, to / name)
        folders.append((here, to))
    for here, to in folders[:0:-1]:  # last, for one that is read-only takes no more files
        if to.is_dir():
            shutil.copymode(here, to)


def _raised(error: OSError) -> None:
    """What `os.walk` would pass over in silence would be lost."""
    raise error


def _link(source: Path, to: Path) -> None:
    if to.is_symlink() or to.exists():
        return
    try:
        os.link(source, to, follow_symlinks=False)
    except (OSError, NotImplementedError):
        shutil.copy2(source, to, follow_symlinks=False)
        if not to.is_symlink():
            sync_file(to)


def _swap(target: Path, new: Path) -> None:
    """Put `new` at the target; the previous folder then stands where `new` stood."""
    if not target.exists():
        new.rename(target)
    elif not exchange(new, target):
        old = _beside(target, "old")
        target.rename(old)
        try:
            new.rename(target)
        except BaseException:
            if not target.exists():
                old.rename(target)
            raise
        sync_folder(target.parent)
        old.rename(new)  # so that what is called old is whole at every moment


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
    with contextlib.suppress(OutputFailed, OSError):
        if leftovers(target):
            with held(_beside(target, "lock"), target, wait=0):
                _recover(target)


def _recover(target: Path) -> None:
    """Under the lock. The old folder is only moved aside when the new one is complete, so that one wins."""
    new, old = _beside(target, "new"), _beside(target, "old")
    if old.exists() and not target.exists():
        (new if new.exists() else old).rename(target)
        sync_folder(target.parent)
    _remove(old)
    _remove(new)


def _remove(folder: Path) -> None:
    """Delete a folder of ours, whatever its modes; what cannot be deleted now (open on Windows) the next command."""
    _open_up(folder)
    for here, subfolders, _ in os.walk(folder):
        for name in subfolders:
            _open_up(Path(here, name))
    shutil.rmtree(folder, ignore_errors=True)


def _open_up(folder: Path) -> None:
    """Let its owner delete what is in it."""
    with contextlib.suppress(OSError):
        mode = folder.lstat().st_mode
        if stat.S_ISDIR(mode) and mode & stat.S_IRWXU != stat.S_IRWXU:
            folder.chmod(stat.S_IRWXU)
