"""Cells that only say that the cell above them holds for their row too: "As above", "ditto", a ditto mark."""

from __future__ import annotations

import re
from collections.abc import Iterable

__all__ = ["is_ditto", "what_dittos_mean"]

_DITTO = re.compile(
    r"""\W*(?:(?:as|see|per)\ (?:per\ )?above|same(?:\ as\ (?:above|previous))?|ditto|do)\W*|\W*[〃]\W*
    |[\s\-–—]*(?:["“”″]|''|’’|,,)[\s\-–—]*""",
    re.IGNORECASE | re.VERBOSE,
)


def is_ditto(text: str) -> bool:
    """Whether a cell's text only points to the cell above."""
    return bool(text.strip()) and _DITTO.fullmatch(text) is not None


def what_dittos_mean(cells: Iterable[str]) -> list[str | None]:
    """For each cell of a column, top down: what the cell above says where it is a ditto ("" at the top), else None."""
    meant: list[str | None] = []
    above = ""
    for cell in cells:
        meant.append(above if is_ditto(cell) else None)
        above = above if meant[-1] is not None else cell
    return meant
