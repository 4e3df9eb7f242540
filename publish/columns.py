"""What a table of the dataset is made of: columns with their kind and meaning, keys, and what points where."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Column", "ForeignKey", "Table"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column. `kind`: string · integer · number · boolean · date · list (of strings).

    `values`: all it may hold (empty: anything of its kind). `unit`: what a number counts, where that is not a count.
    """

    name: str
    kind: str
    description: str
    required: bool = False
    values: tuple[str, ...] = ()
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class ForeignKey:
    """`column` holds a key of `table`, whose primary key is the one column `to`, or is empty."""

    column: str
    table: str
    to: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table: what one row is, its columns in order, its primary key and what its columns point to."""

    name: str
    description: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    foreign_keys: tuple[ForeignKey, ...] = ()

    def column(self, name: str) -> Column:
        """The column of that name."""
        return next(column for column in self.columns if column.name == name)
