"""A line: one paragraph as a word processor's file has it, before it is a heading, a paragraph or cell text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

__all__ = ["BULLET", "PLAIN", "Label", "Line", "Look", "Span", "line_of", "short", "tidy"]

BULLET = "•"
_SPACES = re.compile(r"[^\S\n]+")
_ROUND_BREAKS = re.compile(r" ?\n ?")


class Look(NamedTuple):
    """How a run of text looks, as far as it matters for what a paper says. `size` is in half points, 0 when unsaid."""

    bold: bool = False
    italic: bool = False
    struck: bool = False
    hidden: bool = False
    capitals: bool = False
    size: int = 0


PLAIN = Look()


class Span(NamedTuple):
    """A stretch of text with one look."""

    text: str
    look: Look


class Label(NamedTuple):
    """What stands before a list item: its printed number, or a bullet. `level` is 0 for the outermost."""

    text: str
    level: int

    @property
    def is_bullet(self) -> bool:
        """Whether it is a bullet, which says nothing of its item."""
        return self.text == BULLET


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph read. `text` leaves out what is struck or hidden; `level` is the heading level its style gives."""

    text: str
    struck: str = ""
    hidden: str = ""
    label: Label | None = None
    level: int | None = None
    style: str = ""
    bold: bool = False
    italic: bool = False
    size: int = 0

    def numbered(self) -> str:
        """The text with its number or bullet before it; a bullet before nothing is nothing."""
        if self.label is None or (self.label.is_bullet and not self.text):
            return self.text
        return f"{self.label.text} {self.text}".rstrip()


def line_of(
    spans: Sequence[Span], label: Label | None, level: int | None, style: str, struck_label: bool = False
) -> Line:
    """The line that these spans make. `struck_label`: the number of a paragraph without live text is struck too."""
    shown, struck, hidden = _sorted(spans)
    if struck_label and label is not None and not label.is_bullet and not shown:
        struck, label = f"{label.text} {struck}".rstrip(), None
    looks = [look for text, look in spans if not (look.struck or look.hidden or text.isspace())]
    return Line(
        shown,
        struck,
        hidden,
        label,
        level,
        style,
        bold=bool(looks) and all(look.bold for look in looks),
        italic=bool(looks) and all(look.italic for look in looks),
        size=max((look.size for look in looks), default=0),
    )


def _sorted(spans: Sequence[Span]) -> tuple[str, str, str]:
    """The text that is shown, the text that is struck, and the text that is hidden."""
    if len(spans) == 1 and not (spans[0].look.struck or spans[0].look.hidden or spans[0].look.capitals):
        return tidy(spans[0].text), "", ""
    shown: list[str] = []
    struck: list[str] = []
    hidden: list[str] = []
    for text, look in spans:
        into = hidden if look.hidden else struck if look.struck else shown
        into.append(text.upper() if look.capitals else text)
    return tidy("".join(shown)), tidy("".join(struck)), tidy("".join(hidden))


def tidy(text: str) -> str:
    """One space where there are several, none at the ends or round line breaks; empty lines at the ends go."""
    if "  " not in text and "\n" not in text and text.isascii() and "\t" not in text:
        return text.strip()
    return _ROUND_BREAKS.sub("\n", _SPACES.sub(" ", text)).strip()


def short(text: str, length: int = 60) -> str:
    """The beginning of a text, for messages to people."""
    line = " ".join(text.split())
    return line if len(line) <= length else line[: length - 1].rstrip() + "…"
