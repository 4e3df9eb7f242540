"""A table as Parquet: dates are dates, lists are lists, every column carries its meaning."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from publish.columns import Column, Table
from publish.tables import Row

__all__ = ["read_rows", "write_parquet"]

_TYPES: dict[str, Any] = {
    "string": pa.string(),
    "integer": pa.int64(),
    "number": pa.float64(),
    "boolean": pa.bool_(),
    "date": pa.date32(),
    "list": pa.list_(pa.string()),
}


def write_parquet(table: Table, rows: Sequence[Row], path: Path) -> None:
    """Write the table to `path`; the same rows give the same bytes."""
    columns = [pa.array([row[column.name] for row in rows], _TYPES[column.kind]) for column in table.columns]
    schema = pa.schema([_field(column) for column in table.columns], metadata={"description": table.description})
    pq.write_table(pa.Table.from_arrays(columns, schema=schema), path, compression="zstd")


def _field(column: Column) -> Any:
    about = {"description": column.description} | ({"unit": column.unit} if column.unit else {})
    return pa.field(column.name, _TYPES[column.kind], metadata=about)


def read_rows(table: Table, path: Path) -> list[Row]:
    """The rows of a table that `write_parquet` wrote."""
    rows: list[Row] = pq.read_table(path).to_pylist()
    lists = [column.name for column in table.columns if column.kind == "list"]
    return [row | {name: tuple(row[name] or ()) for name in lists} for row in rows]
