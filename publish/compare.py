"""Two datasets side by side: which tables say the same, which rows do not, and which files have other bytes."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from publish import database
from publish.columns import Table
from publish.csv_table import read_fields
from publish.descriptor import NAME, files_of, read_descriptor, sha256_of
from publish.schema import TABLES

__all__ = ["Comparison", "TableComparison", "compare"]

_SHOWN = 5
_CUT = 60


@dataclass(frozen=True, slots=True)
class TableComparison:
    """How a table differs. `differing`: how many rows do; `shown`: a line for each of the first of them."""

    name: str
    rows_then: int
    rows_now: int
    differing: int
    shown: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """`tables`: all of them. `contents`: other files that say something else. `bytes_only`: same rows, other bytes."""

    tables: tuple[TableComparison, ...]
    contents: tuple[str, ...]
    bytes_only: tuple[str, ...]


def compare(then: Path, now: Path) -> Comparison:
    """Compare the dataset in `then` with the one in `now`; run.json, which alone has clock times, is left out."""
    tables = tuple(_compared(table, then, now) for table in TABLES)
    contents: list[str] = []
    bytes_only: list[str] = []
    for path in _other_files(then, now):
        if not _same_bytes(then / path, now / path):
            (bytes_only if _same_rows(then / path, now / path) else contents).append(path)
    return Comparison(tables, tuple(contents), tuple(bytes_only))


def _other_files(then: Path, now: Path) -> list[str]:
    """What either descriptor names besides the CSV tables, and the descriptor itself."""
    named = {str(said["path"]) for folder in (then, now) for said in files_of(read_descriptor(folder) or _NOTHING)}
    return [NAME, *sorted(path for path in named if not path.startswith("csv/"))]


_NOTHING: Mapping[str, Any] = {"planthread": {}}


def _same_bytes(one: Path, other: Path) -> bool:
    return one.is_file() and other.is_file() and sha256_of(one) == sha256_of(other)


def _same_rows(one: Path, other: Path) -> bool:
    """Whether two files hold the same although their bytes differ: formats that another library packs otherwise."""
    if not (one.is_file() and other.is_file()):
        return False
    try:
        if one.name == NAME:
            return bool(_without_hashes(one) == _without_hashes(other))
        if one.suffix == ".sqlite":
            return all(database.read_rows(t, one) == database.read_rows(t, other) for t in TABLES)
        if one.suffix == ".parquet":
            import pyarrow.parquet as pq

            return bool(pq.read_table(one).equals(pq.read_table(other), check_metadata=True))
    except (OSError, ValueError, sqlite3.DatabaseError):
        return False
    return False


def _without_hashes(descriptor: Path) -> Any:
    """The descriptor without what tells of the bytes of packed files."""
    said = dict(read_descriptor(descriptor.parent) or {})
    ours = dict(said.get("planthread", {}))
    ours["files"] = [{**file, "hash": None, "bytes": None} for file in ours.get("files", ())]
    return {**said, "planthread": ours}


def _compared(table: Table, then: Path, now: Path) -> TableComparison:
    header_then, old = _records(table, then)
    header_now, new = _records(table, now)
    if header_then != header_now:
        said = f"the columns were {', '.join(header_then) or 'unreadable'} and are {', '.join(header_now)}"
        return TableComparison(table.name, len(old), len(new), len(new), (said,))
    if old == new and list(old) == list(new):
        return TableComparison(table.name, len(old), len(new), 0)
    lines = list(_row_lines(header_now, old, new)) or ["the same rows stand in another order"]
    return TableComparison(table.name, len(old), len(new), len(lines), tuple(lines[:_SHOWN]))


_Key = tuple[str, ...]


def _records(table: Table, folder: Path) -> tuple[list[str], dict[_Key, list[str]]]:
    """The header of a table's CSV and its records by their key (a record used twice gets its number as well)."""
    try:
        header, *records = list(read_fields(folder / "csv" / f"{table.name}.csv"))
    except (OSError, ValueError):
        return [], {}
    places = [header.index(name) for name in table.key if name in header]
    found: dict[_Key, list[str]] = {}
    for record in records:
        key = tuple(record[place] for place in places if place < len(record))
        found[key if key not in found else (*key, str(len(found)))] = record
    return header, found


def _row_lines(header: Sequence[str], old: Mapping[_Key, list[str]], new: Mapping[_Key, list[str]]) -> Iterator[str]:
    for key in dict.fromkeys([*old, *new]):
        name = " ".join(key)
        if key not in new:
            yield f"{name}: stands in the dataset; the papers do not give it"
        elif key not in old:
            yield f"{name}: the papers give it; it does not stand in the dataset"
        elif old[key] != new[key]:
            pairs = zip(header, old[key], new[key], strict=False)
            yield f"{name}: " + "; ".join(
                f"{column} is {_quoted(was)}, the papers give {_quoted(now)}"
                for column, was, now in pairs
                if was != now
            )


def _quoted(text: str) -> str:
    return repr(text if len(text) <= _CUT else text[: _CUT - 1] + "…") if text else "empty"
