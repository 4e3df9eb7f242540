"""Several issues of a plan in one workbook: a sheet for each date, with the same actions as they stood then."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from extract.actions import RegionEntries
from extract.document import Block, Document, Heading
from extract.entries import Entry
from extract.front import Front, front_of
from extract.header_words import Role
from extract.wording import folded

__all__ = ["Edition", "editions_of"]

_REPEATED = 0.5
"""The least share of the shorter sheet's actions that the next one states again, for both to be issues of one plan."""


@dataclass(frozen=True, slots=True)
class Edition:
    """One issue of the plan that a paper holds: its regions, and what it says of itself."""

    items: tuple[RegionEntries, ...]
    front: Front


def editions_of(document: Document, file: str, items: Sequence[RegionEntries]) -> tuple[Edition, ...]:
    """The issues that a workbook holds, oldest first; empty where its sheets are parts of one, or it is no workbook.

    Every sheet with actions must print a day or month of its own, and state most of the actions of the one before.
    """
    sheets = dict(_sheets(document))
    by_sheet: dict[str, list[RegionEntries]] = {}
    for item in items:
        by_sheet.setdefault(next(iter(item.region.table.path), ""), []).append(item)
    if len(by_sheet) < 2 or not by_sheet.keys() <= sheets.keys():
        return ()
    found = [
        Edition(tuple(map(_without_sheet, held)), front_of(replace(document, blocks=sheets[name]), file))
        for name, held in by_sheet.items()
    ]
    found.sort(key=lambda edition: edition.front.as_at or "")
    dates = {edition.front.as_at for edition in found if edition.front.as_at_from == "printed"}
    again = all(_repeats(one, other) for one, other in pairwise(found))
    return tuple(found) if len(dates) == len(found) and again else ()


def _sheets(document: Document) -> Iterator[tuple[str, tuple[Block, ...]]]:
    """The name of every sheet and its blocks, that name first."""
    starts = [n for n, block in enumerate(document.blocks) if isinstance(block, Heading) and not block.printed]
    for start, end in pairwise([*starts, len(document.blocks)]):
        name = document.blocks[start]
        if isinstance(name, Heading):
            yield name.text, document.blocks[start:end]


def _without_sheet(item: RegionEntries) -> RegionEntries:
    """The region without the name of its sheet among its headings: that names the issue and no section of it."""
    table = item.region.table
    return replace(item, region=replace(item.region, table=replace(table, path=table.path[1:])))


def _repeats(one: Edition, other: Edition) -> bool:
    a, b = (set(_statements(edition)) for edition in (one, other))
    return len(a & b) >= _REPEATED * min(len(a), len(b)) > 0


def _statements(edition: Edition) -> Iterator[str]:
    for item in edition.items:
        column = item.region.field(Role.ACTION)
        yield from (text for entry in item.entries if (text := folded(_words(entry, column))))


def _words(entry: Entry, column: int | None) -> str:
    return entry.text_override if entry.text_override is not None else entry.text(column)
