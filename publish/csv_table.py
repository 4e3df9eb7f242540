"""A table as CSV: UTF-8, RFC 4180, a header row, ``\\n`` line ends; what a spreadsheet would run is guarded.

A list is joined by "; ", an empty value is an empty field, and a text cell that begins with ``=``, ``+``, ``-`` or
``@`` gets a leading ``'`` so that no spreadsheet takes it for a formula. Numbers never do.
"""

from __future__ import annotations

import csv
import datetime as dt
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from publish.columns import Column, Table
from publish.tables import Row

__all__ = ["LIST_SEPARATOR", "read_fields", "read_rows", "to_field", "to_record", "to_value", "write_csv"]

LIST_SEPARATOR = "; "
_FORMULA_STARTS = ("=", "+", "-", "@")
_SPECIAL = re.compile(r'[",\r\n]')


def write_csv(table: Table, rows: Sequence[Row], path: Path) -> None:
    """Write the table to `path`."""
    columns = [_fields(column, [row[column.name] for row in rows]) for column in table.columns]
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(to_record(column.name for column in table.columns))
        for record in zip(*columns, strict=True):
            file.write((",".join(record) or '""') + "\n")


def _fields(column: Column, values: Sequence[Any]) -> list[str]:
    """The values as the quoted fields that `to_field` makes, a column at a time: a table has millions of cells."""
    if column.kind == "integer":
        return ["" if value is None else str(value) for value in values]
    if column.kind == "date":
        return ["" if value is None else value.isoformat() for value in values]
    if column.kind == "number":
        return ["" if value is None else _number(value) for value in values]
    if column.kind == "string":
        return [_text_field(value) if value else "" for value in values]
    return [_quoted(to_field(column, value)) for value in values]


def _text_field(text: str) -> str:
    guarded = "'" + text if text[0] in _FORMULA_STARTS else text
    return _quoted(guarded)


def to_record(fields: Iterable[str]) -> str:
    """A line of CSV. Not `csv.writer`, which leaves a lone carriage return unquoted before Python 3.13.

    A record of one empty field is quoted, as an empty line would be no record.
    """
    return (",".join(map(_quoted, fields)) or '""') + "\n"


def _quoted(field: str) -> str:
    return '"' + field.replace('"', '""') + '"' if _SPECIAL.search(field) else field


def to_field(column: Column, value: Any) -> str:
    """A value as its CSV field."""
    if value is None:
        return ""
    if column.kind == "boolean":
        return "true" if value else "false"
    if column.kind == "number":
        return _number(value)
    if column.kind == "list":
        value = LIST_SEPARATOR.join(value)
    text = value.isoformat() if isinstance(value, dt.date) else str(value)
    if column.kind in ("string", "list") and text.startswith(_FORMULA_STARTS):
        return "'" + text
    return text


def _number(value: float) -> str:
    return repr(float(value)).removesuffix(".0")


def to_value(column: Column, field: str) -> Any:
    """A CSV field as the value it stands for; ValueError where it is none of the column's kind."""
    if column.kind == "list":
        return tuple(_unguarded(field).split(LIST_SEPARATOR)) if field else ()
    if not field:
        return None
    if column.kind == "boolean":
        return {"true": True, "false": False}[field] if field in ("true", "false") else _not_a(column, field)
    if column.kind == "integer":
        return int(field)
    if column.kind == "number":
        return float(field)
    if column.kind == "date":
        return dt.date.fromisoformat(field)
    return _unguarded(field)


def _not_a(column: Column, field: str) -> Any:
    raise ValueError(f"{field!r} is not a {column.kind}")


def _unguarded(field: str) -> str:
    return field[1:] if field.startswith("'") and field[1:2] in _FORMULA_STARTS else field


def read_fields(path: Path) -> Iterator[list[str]]:
    """The header and then every record as its fields, however long."""
    csv.field_size_limit(min(sys.maxsize, 2**31 - 1))
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.reader(file, strict=True)


def read_rows(table: Table, path: Path) -> Iterator[Row]:
    """The rows of a table that `write_csv` wrote."""
    records = read_fields(path)
    next(records)
    for record in records:
        yield {column.name: to_value(column, field) for column, field in zip(table.columns, record, strict=True)}
