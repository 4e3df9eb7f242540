"""A table as Parquet: dates are dates, lists are lists, every column carries its meaning."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import IO, Any

import pyarrow as pa
import pyarrow.parquet as pq
from pyarrow.lib import StringBuilder

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


def write_parquet(table: Table, rows: Sequence[Row], path: Path | IO[bytes]) -> None:
    """Write the table to `path` (or a stream); the same rows give the same bytes."""
    columns = [_array(column, [row[column.name] for row in rows]) for column in table.columns]
    schema = pa.schema([_field(column) for column in table.columns], metadata={"description": table.description})
    pq.write_table(pa.Table.from_arrays(columns, schema=schema), path, compression="zstd")


def _array(column: Column, values: Sequence[Any]) -> Any:
    """The values as an Arrow array.

    By way of text, because `pyarrow.array` imports pandas to see whether it was given one of its objects, which takes
    longer than all the rest of writing a dataset.
    """
    if column.kind == "list":
        ends = itertools.accumulate((len(items) for items in values), initial=0)
        items = _texts(itertools.chain.from_iterable(values))
        return pa.ListArray.from_arrays(_texts(map(str, ends)).cast(pa.int32()), items)
    if column.kind == "string":
        return _texts(values)
    as_text = _AS_TEXT[column.kind]
    return _texts([None if value is None else as_text(value) for value in values]).cast(_TYPES[column.kind])


_AS_TEXT: dict[str, Callable[[Any], str]] = {
    "integer": str,
    "number": repr,
    "boolean": lambda value: "true" if value else "false",
    "date": lambda value: str(value.isoformat()),
}


def _texts(values: Iterable[str | None]) -> Any:
    builder = StringBuilder()
    builder.append_values(values)
    return builder.finish()


def _field(column: Column) -> Any:
    about = {"description": column.description} | ({"unit": column.unit} if column.unit else {})
    return pa.field(column.name, _TYPES[column.kind], metadata=about)


def read_rows(table: Table, path: Path) -> list[Row]:
    """The rows of a table that `write_parquet` wrote."""
    rows: list[Row] = pq.read_table(path).to_pylist()
    lists = [column.name for column in table.columns if column.kind == "list"]
    return [row | {name: tuple(row[name] or ()) for name in lists} for row in rows]
