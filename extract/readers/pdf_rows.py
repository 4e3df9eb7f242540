"""A line of a table without column rules."""

from __future__ import annotations

from dataclasses import dataclass

from extract.readers.pdf_text import Line
from extract.readers.pdf_words import Word

__all__ = ["Entry"]


@dataclass(slots=True)
class Entry:
    """One line of a table, its words by column."""

    line: Line
    cells: dict[int, list[Word]]
    header: bool = False

    def text(self, col: int) -> str:
        """The line's text in a column."""
        return " ".join([word.text for word in self.cells.get(col, ())])
