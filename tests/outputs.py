"""Every word of every file of a dataset, taken out of what packs it, to be searched for a name or a path."""

from __future__ import annotations

import re
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path

import pyarrow.parquet as pq

__all__ = ["words_of"]

_PICTURE = re.compile(r"data:image/webp;base64,[A-Za-z0-9+/=]+")


def words_of(folder: Path) -> dict[str, str]:
    """All that each file says, by its path in the folder; the bytes of pictures are left out."""
    files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    return {path.relative_to(folder).as_posix(): _words(path) for path in files}


def _words(path: Path) -> str:
    if path.suffix == ".parquet":
        table = pq.read_table(path)
        return f"{table.schema.metadata}{pq.ParquetFile(path).metadata}{table.to_pylist()}"
    if path.suffix == ".sqlite":
        with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as base:
            return "\n".join(base.iterdump()) + path.read_bytes().decode("latin-1")
    if path.suffix == ".xlsx":
        with zipfile.ZipFile(path) as book:
            return "\n".join(f"{entry.filename} {book.read(entry).decode()}" for entry in book.infolist())
    return _PICTURE.sub("", path.read_text(encoding="utf-8"))
