"""Readings kept by content: a paper that has not changed is not read again.

The key of a reading is the SHA-256 of the paper's bytes, the name and settings it was read with, and the version of
everything that read it, so that nothing stale can be taken.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import importlib.metadata
import os
import tempfile
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
    "pypdfium2",
    "python-docx",
    "rapidocr",
)


class ReadingCache:
    """A folder of readings, each the JSON of one `Paper`. A cache that cannot be used costs time, never a run."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or _default_folder()

    def get(self, sha256: str, name: str, settings: ReadSettings) -> bytes | None:
        """The reading kept for these bytes, read under this name with these settings; None where there is none."""
        try:
            return self._file(sha256, name, settings).read_bytes()
        except OSError:
            return None

    def put(self, sha256: str, name: str, settings: ReadSettings, reading: bytes) -> None:
        """Keep a reading; another process may be keeping the same one."""
        file = self._file(sha256, name, settings)
        with contextlib.suppress(OSError):
            file.parent.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(dir=file.parent, prefix=".", delete=False) as stream:
                stream.write(reading)
            Path(stream.name).replace(file)

    def _file(self, sha256: str, name: str, settings: ReadSettings) -> Path:
        """`name` counts: its suffix may choose the reader, and a date in it may be the version's."""
        key = "\n".join((sha256, name, settings.model_dump_json(), extractor_version()))
        digest = hashlib.sha256(key.encode("utf-8", "surrogateescape")).hexdigest()
        return self.folder / digest[:2] / f"{digest}.json"


def _default_folder() -> Path:
    given = os.environ.get(CACHE_VARIABLE)
    if given:
        return Path(given)
    import platformdirs

    return platformdirs.user_cache_path("planthread", appauthor=False)


@functools.cache
def extractor_version() -> str:
    """A hash of the sources that read papers and of the versions of the libraries they read with."""
    import extract

    digest = hashlib.sha256()
    root = Path(extract.__file__).parent
    for source in sorted(root.rglob("*.py")):
        digest.update(source.relative_to(root).as_posix().encode() + b"\0" + source.read_bytes())
    for library in _READERS:
        with contextlib.suppress(importlib.metadata.PackageNotFoundError):
            digest.update(f"{library}=={importlib.metadata.version(library)}\n".encode())
    return digest.hexdigest()
