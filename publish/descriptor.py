"""datapackage.json: the dataset's own description, a Frictionless Data Package v2 with a Table Schema a table."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from publish.columns import Column, ForeignKey, Table
from publish.csv_table import LIST_SEPARATOR
from publish.schema import SCHEMA_VERSION, TABLES

__all__ = ["NAME", "describe", "files_of", "read_descriptor", "sha256_of"]

NAME = "datapackage.json"

_ABOUT = (
    "Actions of committee papers followed through every version of their plan, each traceable to its page. "
    "In CSV a list is joined by '; ', an empty value is an empty field, and a text cell that begins with =, +, - or @ "
    "has a leading apostrophe (') so that no spreadsheet takes it for a formula: take it off when you read. "
    "Numbers never have it. Every table stands in csv/ and, with the same rows in the same order, in parquet/ and in "
    "planthread.sqlite (there lists are JSON arrays)."
)
_LIST = {"type": "list", "delimiter": LIST_SEPARATOR, "itemType": "string"}


def describe(folder: Path, others: tuple[str, ...] = ()) -> dict[str, Any]:
    """The descriptor of the dataset whose files stand in `folder`; `others` are files of ours beside the tables.

    Only CSV tables are resources, so that every Frictionless reader can check them; what else is ours is under
    `planthread.files`, with its hash.
    """
    paths = [f"parquet/{table.name}.parquet" for table in TABLES] + ["planthread.sqlite", *others]
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "planthread",
        "title": "Actions followed through committee papers",
        "description": _ABOUT,
        "planthread": {
            "schema_version": SCHEMA_VERSION,
            "formula_guard": "'",
            "files": [_file(folder, path, _MEDIA[Path(path).suffix]) for path in paths],
        },
        "resources": [_table_resource(folder, table) for table in TABLES],
    }


def files_of(descriptor: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Every file of the dataset that the descriptor vouches for: path, bytes, hash."""
    return [*descriptor.get("resources", ()), *descriptor["planthread"].get("files", ())]


_MEDIA = {
    ".html": "text/html",
    ".parquet": "application/vnd.apache.parquet",
    ".sqlite": "application/vnd.sqlite3",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def _file(folder: Path, path: str, media_type: str) -> dict[str, Any]:
    file = folder / path
    return {
        "path": path,
        "mediatype": media_type,
        "bytes": file.stat().st_size,
        "hash": f"sha256:{sha256_of(file)}",
    }


def _table_resource(folder: Path, table: Table) -> dict[str, Any]:
    return {
        "name": table.name,
        **_file(folder, f"csv/{table.name}.csv", "text/csv"),
        "type": "table",
        "format": "csv",
        "encoding": "utf-8",
        "dialect": {"lineTerminator": "\n"},
        "description": table.description,
        "schema": {
            "$schema": "https://datapackage.org/profiles/2.0/tableschema.json",
            "fields": [_field(column) for column in table.columns],
            "primaryKey": list(table.key),
            "foreignKeys": [_foreign_key(table, key) for key in table.foreign_keys],
            "missingValues": [""],
        },
    }


def _field(column: Column) -> dict[str, Any]:
    field: dict[str, Any] = {"name": column.name}
    field |= _LIST if column.kind == "list" else {"type": column.kind}
    field["description"] = column.description
    if column.unit:
        field["unit"] = column.unit
    constraints: dict[str, Any] = {"required": True} if column.required else {}
    if column.values:
        constraints["enum"] = list(column.values)
    return field | ({"constraints": constraints} if constraints else {})


def _foreign_key(table: Table, key: ForeignKey) -> dict[str, Any]:
    """A reference inside the table itself names no resource (Table Schema, foreign keys)."""
    reference: dict[str, Any] = {} if key.table == table.name else {"resource": key.table}
    return {"fields": [key.column], "reference": {**reference, "fields": [key.to]}}


def sha256_of(file: Path) -> str:
    """SHA-256 of a file's bytes, hex."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


_MOST = 50_000_000
"""Bytes; a descriptor of ours has some tens of thousands."""


def read_descriptor(folder: Path) -> dict[str, Any] | None:
    """The descriptor in `folder` if it is one of ours, else None."""
    file = folder / NAME
    try:
        if not file.is_file() or file.stat().st_size > _MOST:  # a pipe would be waited for
            return None
        found = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) and isinstance(found.get("planthread"), dict) else None
