"""Declared against shown: what the change logs say was done, across what comparing the versions shows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from publish.schema import DECLARED_KINDS, FIELD_KINDS, REF_KINDS, WHOLE_KINDS
from publish.tables import Row

__all__ = ["Matrix", "declared_matrix"]

NOBODY = "nobody declared it"
NOTHING = "no change shown"


@dataclass(frozen=True, slots=True)
class Matrix:
    """Rows: kinds of entry (first: changes nobody declared). Columns: kinds of change (first: entries without one)."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[int, ...]], ...]


def declared_matrix(tables: Mapping[str, Sequence[Row]]) -> Matrix:
    """How many changes of each kind stand against entries of each kind; kinds that do not occur are left out."""
    kind_of = {entry["declared_id"]: entry["kind"] for entry in tables["declared_changes"]}
    cells: Counter[tuple[str, str]] = Counter()
    for change in tables["changes"]:
        cells[kind_of.get(change["declared_id"], NOBODY), change["kind"]] += 1
    shown = {change["declared_id"] for change in tables["changes"]}
    cells.update((kind, NOTHING) for declared_id, kind in kind_of.items() if declared_id not in shown)
    columns = [kind for kind in (NOTHING, *WHOLE_KINDS, *REF_KINDS, *FIELD_KINDS) if any(c == kind for _, c in cells)]
    rows = [kind for kind in (NOBODY, *DECLARED_KINDS) if any(r == kind for r, _ in cells)]
    return Matrix(tuple(columns), tuple((row, tuple(cells[row, column] for column in columns)) for row in rows))
