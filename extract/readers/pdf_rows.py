"""Rows of a table whose rows no rule parts: which of its lines begin one."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extract.readers.pdf_text import Line
from extract.readers.pdf_words import Word

__all__ = ["Entry", "is_key"]

_KEY = re.compile(
    r"""^[(\[]?(
        [A-Za-z&]{0,6}[\s.\-/]?\d{1,4}([.\-/]\d{1,4})*[A-Za-z]?   # 7  1.2.3  SL2a  CF-12  12/05/24
        | [A-Z]{1,3}[a-z]?                                        # A  Bi
        | [ivx]{1,5}
    )[)\].:]?$""",
    re.VERBOSE,
)


@dataclass(slots=True)
class Entry:
    """One line of a table, its words by column."""

    line: Line
    cells: dict[int, list[Word]]
    header: bool = False

    def text(self, col: int) -> str:
        """The line's text in a column."""
        return " ".join([word.text for word in self.cells.get(col, ())])


def is_key(text: str) -> bool:
    """Whether a text looks like a ref, a number or a numeric date."""
    return bool(_KEY.match(text))
