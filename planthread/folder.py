"""A folder that several machines write to: on a disk they share, or in a store that fsspec knows.

Every file is written whole or not at all, under a name made from what it holds or stands for, so that two who write the
same file harm nobody.
"""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from extract.errors import OutputFailed
from planthread.remote import is_url, store_of

__all__ = ["Folder"]


class Folder:
    """Files by name (relative, with /). `place`: a path, or a URL."""

    def __init__(self, place: str | Path) -> None:
        self.place = str(place)
        self._store: Any = None
        if is_url(self.place):
            self._store, self._root = store_of(self.place)
        else:
            self._root = str(Path(self.place).resolve())

    def read(self, name: str) -> bytes | None:
        """The bytes of a file; None where there is none that can be read. OutputFailed where a store is away."""
        try:
            return bytes(self._store.cat_file(self._at(name))) if self._store else Path(self._at(name)).read_bytes()
        except FileNotFoundError:
            return None
        except Exception as error:
            if self._store:
                raise self._failed(error, "read") from error
            if isinstance(error, OSError):
                return None
            raise

    def has(self, name: str) -> bool:
        """Whether there is such a file."""
        return bool(self._store.exists(self._at(name))) if self._store else Path(self._at(name)).is_file()

    def write(self, name: str, content: bytes) -> None:
        """Write a file; what was there before stands until the new one is whole. OutputFailed where it cannot be."""
        try:
            self._write(name, content)
        except Exception as error:
            raise self._failed(error, "written") from error

    def _failed(self, error: Exception, what: str) -> OutputFailed:
        said = " ".join(str(error).split())[:200] or type(error).__name__
        return OutputFailed(
            f"{self.place} cannot be {what} ({said}); see that there is room and that every worker has access, then "
            "run again: what was done is kept"
        )

    def _write(self, name: str, content: bytes) -> None:
        if self._store:
            self._store.makedirs(self._at(name).rpartition("/")[0], exist_ok=True)
            self._store.pipe_file(self._at(name), content)
            return
        path = Path(self._at(name))
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".", delete=False) as stream:
            try:
                stream.write(content)
            except OSError:
                Path(stream.name).unlink(missing_ok=True)
                raise
        Path(stream.name).chmod(0o644)
        Path(stream.name).replace(path)

    def names(self, under: str = "") -> Iterator[str]:
        """The names of all files in a subfolder, in no order; unfinished ones (hidden) are left out."""
        if self._store:
            with contextlib.suppress(FileNotFoundError):
                for path in self._store.find(self._at(under)):
                    yield path[len(self._root.rstrip("/")) + 1 :]
            return
        for here, _, files in os.walk(self._at(under)):
            for name in files:
                if not name.startswith("."):
                    yield Path(here, name).relative_to(self._root).as_posix()

    def remove(self, name: str) -> None:
        """Delete a file, and on a disk the folders it leaves empty."""
        if self._store:
            with contextlib.suppress(FileNotFoundError):
                self._store.rm_file(self._at(name))
            return
        path = Path(self._at(name))
        with contextlib.suppress(OSError):
            path.unlink()
            for above in path.parents:
                if str(above) == self._root:
                    break
                above.rmdir()

    def _at(self, name: str) -> str:
        return f"{self._root.rstrip('/')}/{name}" if name else self._root
