"""The arithmetic of tables of money or counts: is a printed total the sum of its rows, and in its column?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from itertools import combinations, pairwise

from extract.model import Finding, Place, finding
from extract.tables import LogicalTable, PrintedRow
from extract.wording import collapsed

__all__ = ["check_totals"]

_AMOUNT = re.compile(
    r"^\(?-?\s*+(?:(?P<unit>[£$€])\s*+)?(?P<figure>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)\s*(?P<scale>[kKmM]|bn)?\)?$"
)
_TOTAL = re.compile(r"^\W*(?:grand |overall |sub-?)?total\b", re.IGNORECASE)
_SCALE = {"k": 10**3, "m": 10**6, "bn": 10**9}


@dataclass(frozen=True, slots=True)
class _Sum:
    """The amounts above a total row in one column, with their unit."""

    column: int
    sum: Decimal
    count: int
    unit: str


def amount(text: str) -> tuple[Decimal, str] | None:
    """The figure of a cell that holds only an amount, and its currency sign; brackets or a minus mean below zero."""
    bare = collapsed(text)
    found = _AMOUNT.match(bare)
    if not found:
        return None
    try:
        value = Decimal(found["figure"].replace(",", "")) * _SCALE.get((found["scale"] or "").lower(), 1)
    except InvalidOperation:  # pragma: no cover - the pattern admits figures only
        return None
    return (-value if bare.startswith(("(", "-")) else value), found["unit"] or ""


def check_totals(table: LogicalTable, paper_id: str) -> tuple[bool, list[Finding]]:
    """Whether the table has a total row over columns of amounts, and a finding for each that does not add up."""
    findings: list[Finding] = []
    seen = False
    width = max((piece.n_cols for piece in table.pieces), default=0)
    above: list[list[str]] = []
    for row in table.rows:
        texts = row.texts(width)
        first = next((text for text in texts if text.strip()), "")
        if _TOTAL.match(first):
            sums = _sums(above)
            totals = {i: found for i, text in enumerate(texts) if (found := amount(text))}
            if sums and totals:
                seen = True
                findings += _compare(table, row, sums, totals, first, paper_id)
            above = []
        else:
            above.append(texts)
    return seen, findings


def _sums(rows: Sequence[Sequence[str]]) -> list[_Sum]:
    """The columns that hold amounts in at least two rows and hardly anything else."""
    sums = []
    for i in range(max(map(len, rows), default=0)):
        cells = [row[i] for row in rows if i < len(row) and row[i].strip()]
        found = [value for value in map(amount, cells) if value]
        units = {unit for _, unit in found}
        money = bool(units - {""})
        counts = len(found) >= 0.8 * len(cells) and not _is_numbering([value for value, _ in found])
        if len(found) >= 2 and len(units) == 1 and (money or counts):
            sums.append(_Sum(i, sum((value for value, _ in found), Decimal(0)), len(found), units.pop()))
    # Where one column is money, bare figures beside it (grades, numbers of posts) are not what the total adds up.
    return [s for s in sums if s.unit] or sums


def _is_numbering(values: Sequence[Decimal]) -> bool:
    return all(b - a == 1 for a, b in pairwise(values))


def _compare(
    table: LogicalTable,
    row: PrintedRow,
    sums: Sequence[_Sum],
    totals: dict[int, tuple[Decimal, str]],
    label: str,
    paper_id: str,
) -> list[Finding]:
    """One finding for a total row whose figures are not the sums of the columns they stand in."""
    by_column = {s.column: s for s in sums}
    wrong = [
        (i, value, by_column.get(i))
        for i, (value, _) in totals.items()
        if by_column.get(i) is None or by_column[i].sum != value
    ]
    missing = [s for s in sums if s.column not in totals]
    if not wrong or (not missing and all(s is None for _, _, s in wrong)):
        return []
    shift = _shift(sums, totals)
    unit = next((s.unit for s in sums if s.unit), "")
    printed = ", ".join(f"{unit}{value:,}" for value, _ in totals.values())
    rows = ", ".join(f"{unit}{s.sum:,} (column {s.column + 1}, {s.count} rows)" for s in sums)
    message = f"“{collapsed(label)}” prints {printed}; the rows above add up to {rows}."
    if shift:
        message += " " + shift
    box = row.box.rounded() if row.box else None
    x0, top, x1, bottom = (box.x0, box.top, box.x1, box.bottom) if box else (None, None, None, None)
    place = Place(row.page, table.number, row.number, row.line, x0, top, x1, bottom)
    return [finding("total-differs", "warning", message, paper_id=paper_id, places=(place,))]


def _shift(sums: Sequence[_Sum], totals: dict[int, tuple[Decimal, str]]) -> str | None:
    """What is said where the total row's figures stand beside the columns they belong to."""
    columns, places = [s.column for s in sums], sorted(totals)
    if set(places) <= set(columns):
        return None
    said = "The total row does not stand in the columns of its figures"
    values = [totals[i][0] for i in places]
    for size in range(2, len(values)):
        for parts in combinations(range(len(values)), size):
            rest = [n for n in range(len(values)) if n not in parts]
            if len(rest) == 1 and sum(values[n] for n in parts) == values[rest[0]]:
                added = " + ".join(f"{values[n]:,}" for n in parts)
                return f"{said}; among the printed totals, {added} is {values[rest[0]]:,}."
    return said + "."
