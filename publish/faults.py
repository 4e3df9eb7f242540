"""What is wrong with the rows of a dataset, by its schema: types, keys, foreign keys, enumerations, order."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from operator import itemgetter
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
    keys = {table.name: list(map(itemgetter(*table.key), rows_of[table.name])) for table in tables}
    held = {name: set(found) for name, found in keys.items()}
    for table in tables:
        rows = rows_of[table.name]
        yield from _key_faults(table, rows, keys[table.name], held[table.name])
        for column in table.columns:
            if not _all_sound(column, [row[column.name] for row in rows]):
                yield from _value_faults(table, column, rows)
        for key in table.foreign_keys:
            strange = {row[key.column] for row in rows} - {None} - held[key.table]
            for row in rows if strange else ():
                if (value := row[key.column]) in strange:
                    yield f"{_row_name(table, row)}: {key.column} {value!r} is no {key.to} of {key.table}"


def _key(table: Table, row: Row) -> tuple[Any, ...]:
    return tuple(row[name] for name in table.key)


def _row_name(table: Table, row: Row) -> str:
    return f"{table.name} {' / '.join(map(str, _key(table, row)))}"


def _key_faults(table: Table, rows: Sequence[Row], keys: Sequence[Any], held: set[Any]) -> Iterator[str]:
    if len(held) < len(keys):
        seen: set[Any] = set()
        for row, key in zip(rows, keys, strict=True):
            if key in seen:
                yield f"{_row_name(table, row)}: the key stands twice"
            seen.add(key)
    complete = [key for key in keys if key is not None and (key.__class__ is not tuple or None not in key)]
    if any(key > after for key, after in pairwise(complete)):
        yield f"{table.name}: rows are not in the order of their keys"


def _all_sound(column: Column, values: Sequence[Any]) -> bool:
    """Whether no value is at fault, told from the kinds and words that occur: most columns need no second look."""
    kinds = set(map(type, values))
    if column.required and type(None) in kinds:
        return False
    kinds.discard(type(None))
    if not kinds <= set(_TYPES[column.kind]):
        return False
    return not column.values or set(values) <= {None, *column.values}


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
