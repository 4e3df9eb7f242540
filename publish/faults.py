"""What is wrong with the rows of a dataset, by its schema: types, keys, foreign keys, enumerations, order."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from publish.columns import Column, Table
from publish.schema import TABLES
from publish.tables import Row

__all__ = ["faults_of"]

_TYPES: dict[str, tuple[type, ...]] = {
    "string": (str,),
    "integer": (int,),
    "number": (float, int),
    "boolean": (bool,),
    "date": (dt.date,),
    "list": (tuple,),
}


def faults_of(rows_of: Mapping[str, Sequence[Row]], tables: Sequence[Table] = TABLES) -> Iterator[str]:
    """One line for every fault of the rows of `tables`, each naming the table, the row's key and the column."""
    keys = {table.name: {_key(table, row) for row in rows_of[table.name]} for table in tables}
    for table in tables:
        rows = rows_of[table.name]
        yield from _key_faults(table, rows)
        for column in table.columns:
            yield from _value_faults(table, column, rows)
        for key in table.foreign_keys:
            for row in rows:
                value = row[key.column]
                if value is not None and (value,) not in keys[key.table]:
                    yield f"{_row_name(table, row)}: {key.column} {value!r} is no {key.to} of {key.table}"


def _key(table: Table, row: Row) -> tuple[Any, ...]:
    return tuple(row[name] for name in table.key)


def _row_name(table: Table, row: Row) -> str:
    return f"{table.name} {' / '.join(map(str, _key(table, row)))}"


def _key_faults(table: Table, rows: Sequence[Row]) -> Iterator[str]:
    seen: set[tuple[Any, ...]] = set()
    for row in rows:
        key = _key(table, row)
        if key in seen:
            yield f"{_row_name(table, row)}: the key stands twice"
        seen.add(key)
    complete = [_key(table, row) for row in rows if None not in _key(table, row)]
    if complete != sorted(complete):
        yield f"{table.name}: rows are not in the order of their keys"


def _value_faults(table: Table, column: Column, rows: Sequence[Row]) -> Iterator[str]:
    for row in rows:
        value = row[column.name]
        if value is None:
            if column.required:
                yield f"{_row_name(table, row)}: {column.name} is empty"
        elif not isinstance(value, _TYPES[column.kind]):
            yield f"{_row_name(table, row)}: {column.name} {value!r} is not of kind {column.kind}"
        elif column.values and value not in column.values:
            yield f"{_row_name(table, row)}: {column.name} {value!r} is none of {', '.join(column.values)}"
