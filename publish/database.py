"""All tables as one SQLite file with primary and foreign keys and a full-text index on the actions' words."""

from __future__ import annotations

import contextlib
import datetime as dt
import errno
import json
import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from publish.columns import Column, Table
from publish.schema import TABLES
from publish.tables import Row

__all__ = ["read_rows", "write_database"]

_TYPES = {
    "string": "TEXT",
    "integer": "INTEGER",
    "number": "REAL",
    "boolean": "INTEGER",
    "date": "TEXT",
    "list": "TEXT",
}

# No journal: a file that is not finished is thrown away whole. Checks are `publish.faults`' to report, so that one
# odd value costs a warning and not the dataset.
_SETTINGS = """
PRAGMA page_size = 4096;
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
PRAGMA foreign_keys = OFF;
PRAGMA ignore_check_constraints = ON;
BEGIN;
"""


def write_database(tables: Mapping[str, Sequence[Row]], path: Path) -> list[str]:
    """Write every table to a new SQLite file; returns warnings. Lists are JSON arrays, dates ISO 8601, booleans 0/1.

    Rows go in in key order in one transaction, so that the same rows give the same content. Raises OSError where the
    file cannot be written.
    """
    try:
        return _written(tables, path)
    except sqlite3.OperationalError as error:
        cause = errno.ENOSPC if error.sqlite_errorcode == sqlite3.SQLITE_FULL else errno.EIO
        raise OSError(cause, str(error), str(path)) from error


def _written(tables: Mapping[str, Sequence[Row]], path: Path) -> list[str]:
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as base:
        base.executescript(_SETTINGS)
        for table in TABLES:
            base.execute(_definition(table))
            marks = ", ".join("?" * len(table.columns))
            columns = [_stored(column, [row[column.name] for row in tables[table.name]]) for column in table.columns]
            base.executemany(f'INSERT INTO "{table.name}" VALUES ({marks})', zip(*columns, strict=True))
        for table in TABLES:
            _index(base, table)
        warnings = _full_text(base)
        base.execute("COMMIT")
    return warnings


def _definition(table: Table) -> str:
    lines = [_column(column, column.name in table.key) for column in table.columns]
    lines.append(f"PRIMARY KEY ({', '.join(map(_quoted, table.key))})")
    lines += [
        f"FOREIGN KEY ({_quoted(key.column)}) REFERENCES {_quoted(key.table)} ({_quoted(key.to)})"
        for key in table.foreign_keys
    ]
    return f"CREATE TABLE {_quoted(table.name)} (\n  " + ",\n  ".join(lines) + "\n)"


def _column(column: Column, in_key: bool) -> str:
    line = f"{_quoted(column.name)} {_TYPES[column.kind]}" + (" NOT NULL" if in_key else "")
    if column.kind == "boolean":
        line += f" CHECK ({_quoted(column.name)} IN (0, 1))"
    if column.values:
        line += f" CHECK ({_quoted(column.name)} IN ({', '.join(map(_literal, column.values))}))"
    return line


def _quoted(name: str) -> str:
    return f'"{name}"'


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _stored(column: Column, values: list[Any]) -> Iterable[Any]:
    as_stored = _STORED.get(column.kind)
    return map(as_stored, values) if as_stored else values


_STORED: Mapping[str, Callable[[Any], Any]] = {
    "list": lambda value: json.dumps(value, ensure_ascii=False) if value else "[]",
    "date": lambda value: value and value.isoformat(),
    "boolean": lambda value: None if value is None else int(value),
}
"""How values of a kind are stored; the others as they are."""


def _index(base: sqlite3.Connection, table: Table) -> None:
    """An index for each foreign key, so that going from a version to its actions is no scan."""
    for key in table.foreign_keys:
        if key.column != table.key[0]:
            name = f"{table.name}_by_{key.column}"
            base.execute(f'CREATE INDEX "{name}" ON "{table.name}" ("{key.column}")')


def _full_text(base: sqlite3.Connection) -> list[str]:
    """The index on the words of actions. Datasette finds it by `content="actions"`, in double quotes and no others."""
    try:
        base.execute("CREATE VIRTUAL TABLE actions_fts USING fts5(text, content=\"actions\", content_rowid='rowid')")
    except sqlite3.OperationalError as error:
        if "no such module" not in str(error):
            raise
        return [f"planthread.sqlite has no full-text index: this Python's SQLite lacks FTS5 ({error})"]
    base.execute("INSERT INTO actions_fts (actions_fts) VALUES ('rebuild')")
    return []


def read_rows(table: Table, path: Path) -> list[Row]:
    """The rows of one table in key order, as plain values."""
    with contextlib.closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as base:
        names = ", ".join(_quoted(column.name) for column in table.columns)
        records = base.execute(f'SELECT {names} FROM "{table.name}" ORDER BY {", ".join(map(_quoted, table.key))}')
        return [
            {column.name: _plain(column, value) for column, value in zip(table.columns, record, strict=True)}
            for record in records
        ]


def _plain(column: Column, value: Any) -> Any:
    if column.kind == "list":
        return tuple(json.loads(value or "[]"))
    if value is None:
        return None
    if column.kind == "date":
        return dt.date.fromisoformat(value)
    return bool(value) if column.kind == "boolean" else value
