"""What tests of runs in parts share: tasks done in this process, and the rows and bytes of what was written."""

from __future__ import annotations

import json
from collections.abc import Generator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow
import pyarrow.parquet

from extract.errors import PlanthreadError
from planthread import Settings, tasks
from planthread.folder import Folder
from planthread.reader import Answer
from publish.schema import TABLES


def done_here(
    orders: Sequence[Mapping[str, Any]], settings: Settings, seconds: float
) -> Generator[tuple[int, Answer], None, None]:
    """Every task in this process, in another order than it was given."""
    for number in reversed(range(len(orders))):
        try:
            yield number, Answer(reading=tasks.do(json.loads(json.dumps(orders[number]))))
        except PlanthreadError as error:
            yield number, Answer(problem=str(error))


def tables_in(folder: Path | str) -> dict[str, list[dict[str, Any]]]:
    """The rows of the parts, in key order, without the columns that stand in the paths."""
    found = {}
    for table in TABLES:
        names = [part["path"] for part in lines_of(Folder(folder), "parts.jsonl") if part["table"] == table.name]
        rows: list[dict[str, Any]] = []
        for name in names:
            content = Folder(folder).read(name)
            assert content is not None
            rows += pyarrow.parquet.read_table(pyarrow.BufferReader(content)).to_pylist()
        found[table.name] = sorted(rows, key=lambda row: tuple(row[name] for name in table.key))
    return found


def tables_of(folder: Path) -> dict[str, list[dict[str, Any]]]:
    """The rows of a dataset folder."""
    return {t.name: pyarrow.parquet.read_table(folder / "parquet" / f"{t.name}.parquet").to_pylist() for t in TABLES}


def lines_of(folder: Folder, name: str) -> list[dict[str, Any]]:
    """The values of a file with one a line."""
    return [json.loads(line) for line in (folder.read(name) or b"").decode().splitlines()]


def contents(folder: Path) -> dict[str, bytes]:
    """Every file but the work folder and clock times."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != "run.json" and "_work" not in path.parts
    }
