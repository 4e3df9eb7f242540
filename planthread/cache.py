"""Readings kept by content: a paper that has not changed is not read again.

The key of a reading is the SHA-256 of the paper's bytes, the name and settings it was read with, and the version of
everything that read it, so that nothing stale can be taken. An entry begins with a checksum over its key and its
contents: one that was cut off, damaged, edited or put in another's place is no entry, and the paper is read again.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import importlib.metadata
import os
import sys
from pathlib import Path

from extract.settings import ReadSettings

__all__ = ["CACHE_VARIABLE", "ReadingCache", "extractor_version"]

CACHE_VARIABLE = "PLANTHREAD_CACHE"
_READERS = (
    "lxml",
    "onnxruntime",
    "openpyxl",
    "pdfminer.six",
    "pdfplumber",
    "pillow",
    "pypdfium2",
    "python-docx",
    "rapidocr",
)


class ReadingCache:
    """A folder of readings, each the JSON of one `Paper`. A cache that cannot be used costs time, never a run."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or _default_folder()

    def get(self, sha256: str, name: str, settings: ReadSettings) -> bytes | None:
        """The reading kept for these bytes, read under this name with these settings; None where none is whole."""
        key = _key(sha256, name, settings)
        try:
            checksum, _, reading = self._file(key).read_bytes().partition(b"\n")
        except OSError:
            return None
        return reading if checksum == _checksum(key, reading) else None

    def put(self, sha256: str, name: str, settings: ReadSettings, reading: bytes) -> None:
        """Keep a reading; another process may be keeping the same one.

        It is written in its place, with no file beside it that a killed run would leave: the checksum tells whether
        all of it is there.
        """
        key = _key(sha256, name, settings)
        file = self._file(key)
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(_checksum(key, reading) + b"\n" + reading)
        except OSError:
            with contextlib.suppress(OSError):
                file.unlink()

    def _file(self, key: str) -> Path:
        return self.folder / key[:2] / f"{key}.reading"


def _key(sha256: str, name: str, settings: ReadSettings) -> str:
    """`name` counts: its suffix may choose the reader, and a date in it may be the version's."""
    said = "\n".join((sha256, name, settings.model_dump_json(), extractor_version()))
    return hashlib.sha256(said.encode("utf-8", "surrogateescape")).hexdigest()


def _checksum(key: str, reading: bytes) -> bytes:
    return hashlib.sha256(key.encode() + reading).hexdigest().encode()


def _default_folder() -> Path:
    given = os.environ.get(CACHE_VARIABLE)
    if given:
        return Path(given)
    import platformdirs

    return platformdirs.user_cache_path("planthread", appauthor=False)


@functools.cache
def extractor_version() -> str:
    """A hash of the sources that read papers and of the versions of the Python and the libraries they read with."""
    import extract

    digest = hashlib.sha256(f"python {sys.version_info.major}.{sys.version_info.minor}\n".encode())
    root = Path(extract.__file__).parent
    for source in sorted(root.rglob("*.py")):
        digest.update(source.relative_to(root).as_posix().encode() + b"\0" + source.read_bytes())
    for library in _READERS:
        with contextlib.suppress(importlib.metadata.PackageNotFoundError):
            digest.update(f"{library}=={importlib.metadata.version(library)}\n".encode())
    return digest.hexdigest()
