"""The data dictionary: every table and column of the dataset as a page to read (docs/dictionary.md)."""

from __future__ import annotations

from collections.abc import Iterator

from publish.columns import Column, Table
from publish.schema import SCHEMA_VERSION, TABLES

__all__ = ["dictionary"]

_HEAD = f"""\
# The data dictionary

Every column of every table, as `datapackage.json` of a dataset has it: schema version {SCHEMA_VERSION}. This page is
made from [publish/schema.py](../publish/schema.py); [dataset.md](dataset.md) tells what the tables are for, and when
the version changes.

A **bold** column is part of the key. → names the table whose key a column holds. A column marked \\* is never empty;
any other may be, unless it is part of the key.
"""
_KINDS = {"list": "list of strings"}


def dictionary() -> str:
    """The page, in Markdown."""
    return "\n".join([_HEAD, *(line for table in TABLES for line in _table(table))])


def _table(table: Table) -> Iterator[str]:
    yield f"## {table.name}"
    yield ""
    yield table.description
    yield ""
    yield "| column | kind | meaning |"
    yield "| --- | --- | --- |"
    for column in table.columns:
        yield f"| {_name(table, column)} | {_kind(column)} | {_meaning(table, column)} |"
    yield ""


def _name(table: Table, column: Column) -> str:
    name = f"`{column.name}`"
    return f"**{name}**" if column.name in table.key else name + (" \\*" if column.required else "")


def _kind(column: Column) -> str:
    kind = _KINDS.get(column.kind, column.kind)
    return f"{kind}, in {column.unit}" if column.unit else kind


def _meaning(table: Table, column: Column) -> str:
    points = [f" → [{key.table}](#{key.table})" for key in table.foreign_keys if key.column == column.name]
    one_of = f" One of: {', '.join(f'`{value}`' for value in column.values)}." if column.values else ""
    described = column.description.replace("|", "\\|").replace("<", "&lt;")
    return described + ("." if one_of and not described.endswith(".") else "") + one_of + "".join(points)
