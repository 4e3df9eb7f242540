"""What a sheet of the workbook is made of."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from publish.schema import table_named

__all__ = ["Cell", "Heading", "Rated", "Sheet", "from_column", "made"]


class Rated(NamedTuple):
    """A rating, or another word that is shown in a colour (``#RRGGBB``, None: none is known)."""

    word: str
    fill: str | None


Cell = str | int | float | bool | dt.date | Rated | None


@dataclass(frozen=True, slots=True)
class Heading:
    """A column of a sheet. `width` in characters; `source`: the column of the dataset it shows, as table.column."""

    name: str
    width: float
    meaning: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table under one row of headings.

    `frozen`: how many columns stay in view when the rest is scrolled; `printed`: how many go onto paper, 0 for all.
    """

    name: str
    headings: Sequence[Heading]
    rows: Iterable[Sequence[Cell]]
    frozen: int = 0
    printed: int = 0


def from_column(name: str, source: str, width: float) -> Heading:
    """A heading that shows a column of the dataset and has its meaning."""
    table, _, column = source.partition(".")
    held = table_named(table).column(column)
    meaning = f"{held.description} (one of: {', '.join(held.values)})" if held.values else held.description
    return Heading(name, width, meaning, source)


def made(name: str, meaning: str, width: float) -> Heading:
    """A heading for what is put together from several columns."""
    return Heading(name, width, meaning)
