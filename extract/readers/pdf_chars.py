"""The characters of a page in columns: arrays of their places, so that a page is looked at as a whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

__all__ = ["Char", "Chars", "Floats", "Marked", "Numbers", "Style"]

Floats = NDArray[np.float64]
Numbers = NDArray[np.int64]
Marked = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Style:
    """How characters look. `turn` is the direction of writing in degrees (0, 90 upwards, 180, 270) or `SLANTED`."""

    font: str
    size: float
    bold: bool
    italic: bool
    colour: str | None
    turn: int
    invisible: bool = False


class Char(NamedTuple):
    """One character in its reading frame."""

    text: str
    x0: float
    x1: float
    base: float
    style: Style


@dataclass(slots=True, eq=False)
class Chars:
    """Characters in the order they are drawn, each in its reading frame (see `pdf_page`), in points.

    `text` has one letter for each; where a character prints more or less than that (a ligature, an unnamed code), all
    that it prints is in `longer`, by its place. `style` are places in `styles`. All columns are of one length.
    """

    text: str
    x0: Floats
    x1: Floats
    base: Floats
    style: Numbers
    styles: list[Style]
    longer: dict[int, str] = field(default_factory=dict)

    @classmethod
    def of(cls, chars: Iterable[Char] = ()) -> Chars:
        """The columns of characters given one by one."""
        given = list(chars)
        places: dict[int, int] = {}
        styles: list[Style] = []
        for char in given:
            if id(char.style) not in places:
                places[id(char.style)] = len(styles)
                styles.append(char.style)
        return cls(
            "".join(char.text[:1] or "\x00" for char in given),
            np.array([char.x0 for char in given], dtype=np.float64),
            np.array([char.x1 for char in given], dtype=np.float64),
            np.array([char.base for char in given], dtype=np.float64),
            np.array([places[id(char.style)] for char in given], dtype=np.int64),
            styles,
            {at: char.text for at, char in enumerate(given) if len(char.text) != 1},
        )

    def __len__(self) -> int:
        return len(self.text)

    def __iter__(self) -> Iterator[Char]:
        return self.between(0, len(self))

    def between(self, start: int, end: int) -> Iterator[Char]:
        """The characters from `start` up to `end`, one by one."""
        columns = (self.x0[start:end], self.x1[start:end], self.base[start:end], self.style[start:end])
        for at, (x0, x1, base, style) in enumerate(zip(*(each.tolist() for each in columns), strict=True), start):
            yield Char(self.longer.get(at, self.text[at]), x0, x1, base, self.styles[style])

    def only(self, kept: Marked) -> Chars:
        """The characters that are marked, in their order."""
        places = np.cumsum(kept) - 1 if self.longer else kept
        longer = {int(places[at]): text for at, text in self.longer.items() if kept[at]}
        codes = np.frombuffer(self.text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
        text = codes[kept].tobytes().decode("utf-32-le", "surrogatepass")
        return Chars(text, self.x0[kept], self.x1[kept], self.base[kept], self.style[kept], self.styles, longer)

    def printed(self) -> str:
        """Everything they print."""
        if not self.longer:
            return self.text
        return "".join(self.longer.get(at, letter) for at, letter in enumerate(self.text))
