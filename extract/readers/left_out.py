"""What a word processor's file holds that its blocks do not, so that nothing is lost silently."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from extract.document import Problem
from extract.readers.lines import short

__all__ = ["LeftOut", "quoted"]

_QUOTED = 5
"""How many of the texts left out a message quotes."""


@dataclass
class LeftOut:
    """Collected while a file is walked: texts that are not shown, and things that are not text."""

    hidden: list[str] = field(default_factory=list)
    struck: list[str] = field(default_factory=list)
    covered: list[str] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    pictures: int = 0
    embedded: int = 0

    def problems(self, has_text: bool) -> Iterator[Problem]:
        """The findings. `has_text`: whether the file has any; one with pictures only is a scan."""
        for code, what, left in (
            ("hidden-text", "hidden text", self.hidden),
            ("struck-text", "struck-through text outside tables", self.struck),
            ("covered-text", "text in cells that a merged cell covers", self.covered),
            ("comments-not-read", "what comments say", self.comments),
        ):
            if left:
                yield Problem(code, f"{what} is left out ({len(left)}): {quoted(left)}", severity="note")
        if self.embedded:
            message = f"{self.embedded} embedded document(s) are not read: save each as a paper of its own"
            yield Problem("embedded-not-read", message)
        if self.pictures and has_text:
            yield Problem(
                "picture-not-read", f"text in {self.pictures} picture(s) or object(s) is not read", severity="note"
            )
        elif self.pictures:
            message = f"the file holds only {self.pictures} picture(s): give the scan itself, as PDF, to be read"
            yield Problem("page-without-text", message)


def quoted(texts: list[str]) -> str:
    """The first of some texts, in quotes and cut short, as a message gives them."""
    shown = "; ".join(f"“{short(text)}”" for text in texts[:_QUOTED])
    return shown if len(texts) <= _QUOTED else f"{shown}; …"
