"""Whether a dataset is whole and valid against its own schema, with what every installation has."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from publish.columns import Column, ForeignKey, Table
from publish.csv_table import read_fields, to_value
from publish.dataset import open_dataset
from publish.descriptor import files_of, read_descriptor, sha256_of
from publish.faults import faults_of
from publish.tables import Row

__all__ = ["check_dataset"]


def check_dataset(folder: Path) -> list[str]:
    """One line for every fault: files, hashes, headers, types, keys, foreign keys, enumerations, counts and balance.

    Raises WrongUse where the folder holds no dataset of ours.
    """
    run = open_dataset(folder).run
    descriptor = read_descriptor(folder) or {}
    try:
        faults = [fault for file in files_of(descriptor) for fault in _file_faults(folder, file)]
        tables = tuple(map(_table, descriptor["resources"]))
    except (KeyError, TypeError, AttributeError) as error:
        return [f"datapackage.json: it does not describe the tables as ours does ({type(error).__name__}: {error})"]
    rows: dict[str, list[Row]] = {}
    for table in tables:
        rows[table.name], unreadable = _rows(folder, table)
        faults += unreadable
    faults += faults_of(rows, tables)
    faults += _count_faults(rows, run)
    faults += _database_faults(folder)
    return faults


def _file_faults(folder: Path, said: Mapping[str, Any]) -> Iterator[str]:
    file = folder / said["path"]
    if not file.is_file():
        yield f"{said['path']}: the file is missing"
    elif f"sha256:{sha256_of(file)}" != said["hash"]:
        yield f"{said['path']}: the file was changed after it was written (its hash differs)"


def _table(resource: Mapping[str, Any]) -> Table:
    """A table as the dataset's own descriptor defines it."""
    schema = resource["schema"]
    keys = schema.get("foreignKeys", ())
    return Table(
        resource["name"],
        resource.get("description", ""),
        tuple(schema["primaryKey"]),
        tuple(_column(field) for field in schema["fields"]),
        tuple(_foreign_key(resource["name"], key) for key in keys),
    )


def _column(field: Mapping[str, Any]) -> Column:
    limits = field.get("constraints", {})
    return Column(
        field["name"],
        field["type"],
        field.get("description", ""),
        limits.get("required", False),
        tuple(limits.get("enum", ())),
    )


def _foreign_key(table: str, key: Mapping[str, Any]) -> ForeignKey:
    reference = key["reference"]
    return ForeignKey(key["fields"][0], reference.get("resource") or table, reference["fields"][0])


def _rows(folder: Path, table: Table) -> tuple[list[Row], list[str]]:
    """The rows of a table's CSV and a line for each that cannot be read as the schema says."""
    path, rows, faults = folder / "csv" / f"{table.name}.csv", [], []
    names = [column.name for column in table.columns]
    try:
        for number, record in enumerate(read_fields(path)):
            if number == 0:
                if record != names:
                    return [], [f"{table.name}: the columns are {record}, the schema says {names}"]
                continue
            try:
                rows.append({c.name: to_value(c, f) for c, f in zip(table.columns, record, strict=True)})
            except ValueError as error:
                faults.append(f"{table.name} row {number}: {error}")
    except (OSError, ValueError) as error:
        faults.append(f"csv/{table.name}.csv: it cannot be read ({error})")
    return rows, faults


def _count_faults(rows: Mapping[str, list[Row]], run: Mapping[str, Any]) -> Iterator[str]:
    if not run:
        yield "run.json: it is missing or cannot be read"
    for name, count in run.get("counts", {}).items():
        if len(rows.get(name, ())) != count:
            yield f"{name}: it has {len(rows.get(name, ()))} rows, run.json says {count}"
    for file, balance in run.get("balance", {}).items():
        explained = sum(balance[part] for part in ("actions", "headers", "continuations", "explained"))
        if explained != balance["rows"]:
            yield f"{file}: {balance['rows']} table rows were seen and {explained} are accounted for"


def _database_faults(folder: Path) -> list[str]:
    path = folder / "planthread.sqlite"
    if not path.is_file():
        return []
    try:
        with contextlib.closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as base:
            said = [str(line[0]) for line in base.execute("PRAGMA integrity_check")]
            said += [f"{line[0]} row {line[1]} points to no row of {line[2]}" for line in _dangling(base)]
    except sqlite3.DatabaseError as error:
        return [f"planthread.sqlite: it cannot be read ({error})"]
    return [f"planthread.sqlite: {line}" for line in said if line != "ok"]


def _dangling(base: sqlite3.Connection) -> list[tuple[Any, ...]]:
    return list(base.execute("PRAGMA foreign_key_check"))
