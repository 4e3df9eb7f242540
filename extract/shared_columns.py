"""One column for who and when ("Owner / deadline", "By whom and when"), parted into one of owners and one of dates."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extract.columns import Column, Header, Role
from extract.document import Cell
from extract.header_words import header_role
from extract.timescales import TimeContext, looks_like_timescale, read_timescale

__all__ = ["names_who_and_when", "part_who_and_when", "parted_cells", "parted_header"]

_JOINED = re.compile(r"(?:(?<!\s)\s++)?[/,&+]\s*|(?<!\s)[^\S\n]*+\n\s*|(?<!\s)\s+and\s+", re.IGNORECASE)
_OPENS = re.compile(
    r"(?:\d|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|by|due|before|on|end|early|mid|late|w/c|w/e|week|from|until"
    r"|q[1-4]|spring|summer|autumn|winter|next|this|within|each|every|monthly|weekly|quarterly|annually|ongoing|tbc|asap"
    r"|immediate|mon|tue|wed|thu|fri|sat|sun))",
    re.IGNORECASE,
)
"""How a timescale opens, so that the name before it is left whole."""
_BETWEEN = " \n\t,;:–—-/()[]|"


def names_who_and_when(name: str) -> bool:
    """Whether a header names a column of owners and of timescales at once."""
    roles = {header_role(part)[0] for part in _JOINED.split(name) if part.strip()}
    return roles == {Role.OWNER, Role.TIMESCALE}


def part_who_and_when(text: str) -> tuple[str, str]:
    """Who and when in a cell of such a column: the timescale at its end, or else at its start, and the rest.

    Where one ends and the other begins on a line of its own, that parts them, whatever words lead up to the date.
    """
    lines = text.split("\n")
    for at in range(1, len(lines)):
        who, when = "\n".join(lines[:at]), "\n".join(lines[at:])
        if _tells_when(lines[at]) and not any(map(str.isdigit, who)) and not _tells_when(who):
            return who.strip(_BETWEEN), when.strip(_BETWEEN)
    starts = [found.start() for found in re.finditer(r"(?<=[\s(/–—-])\S", text)]
    parted = [(text[:at].strip(_BETWEEN), text[at:].strip(_BETWEEN)) for at in starts]
    told = [(who, when) for who, when in parted if who and _OPENS.match(when) and looks_like_timescale(when)]
    # "Early Help Group June 2025": what only names what is due goes to who, where the rest says when by itself.
    plain = next((pair for pair in told if not _names_what(pair[1])), None)
    if not _OPENS.match(text):
        return plain or (told[0] if told else (text, ""))
    for when, who in parted:
        if looks_like_timescale(when) and who and not any(map(str.isdigit, who)) and not _OPENS.match(who):
            return who, when
    if looks_like_timescale(text):
        return plain if plain and _names_what(text) else ("", text)
    return text, ""


def _names_what(text: str) -> bool:
    return any(each.label is not None for each in read_timescale(text, TimeContext()))


def _tells_when(text: str) -> bool:
    return looks_like_timescale(text) or any(each.kind != "none" for each in read_timescale(text, TimeContext()))


def parted_header(header: Header, n: int) -> Header:
    """The header with field `n` as two, owners before timescales, both under its name."""
    name = header.columns[n].name
    both = (Column(Role.OWNER, name, 1.0), Column(Role.TIMESCALE, name, 1.0))
    columns = (*header.columns[:n], *both, *header.columns[n + 1 :])
    return Header(columns, tuple(field + (field > n) for field in header.fields))


def parted_cells(fields: Sequence[tuple[Cell, ...]], n: int) -> tuple[tuple[Cell, ...], ...]:
    """A row's cells by field, those of field `n` as who and when."""
    if n >= len(fields):
        return tuple(fields)
    both = [(cell, part_who_and_when(cell.text)) for cell in fields[n]]
    who = tuple(replace(cell, text=said) for cell, (said, _) in both)
    when = tuple(replace(cell, text=said) for cell, (_, said) in both)
    return (*fields[:n], who, when, *fields[n + 1 :])
