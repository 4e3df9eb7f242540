"""What the page holds of a dataset that is too large for one page, and the sentence that says what it left out.

A browser opens some megabytes at once and a hundred not. Beyond `MOST_ACTIONS` statements the page holds the
commitments with the most to look at, whole, with all that belongs to them; the tables beside it hold every row.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from publish.tables import Row

__all__ = ["MOST_ACTIONS", "MOST_ROWS", "bounded"]

MOST_ACTIONS = 12_000
"""Statements of commitments on the page: about ten megabytes."""
MOST_ROWS = 10_000
"""Findings, and likewise declared changes and claims, on the page."""

Tables = Mapping[str, Sequence[Row]]

_NEEDED = ("no-change-log", "declared-not-found")
"""Findings that say of other rows whether anything could have been declared, and whether it was found."""
_OF_ACTIONS = ("milestones", "owners", "action_fields")
_SEVERITIES = ("error", "warning", "note")


def bounded(tables: Tables, most_actions: int = MOST_ACTIONS, most_rows: int = MOST_ROWS) -> tuple[Tables, str | None]:
    """The tables as the page holds them, in the same order, and a sentence on what was left out; None: nothing was.

    Threads are kept whole: those with changes that nobody declared first, then those that slipped furthest. Findings
    are kept by severity. The counts of the overview are made from all rows, not from these.
    """
    kept: dict[str, Sequence[Row]] = dict(tables)
    if len(tables["actions"]) > most_actions:
        kept |= _of_threads(tables, _threads(tables, most_actions))
    order = sorted(tables["findings"], key=lambda row: _SEVERITIES.index(row["severity"]))
    wanted = {row["finding_id"] for row in order[:most_rows]}
    kept["findings"] = [row for row in tables["findings"] if row["finding_id"] in wanted or row["code"] in _NEEDED]
    for name in ("declared_changes", "claims"):
        kept[name] = tables[name][:most_rows]
    if all(len(kept[name]) == len(tables[name]) for name in kept):
        return tables, None
    places = {row[key] for name, key in _PLACED.items() for row in kept[name]}
    places |= {row["subject_id"] for row in kept["findings"]}
    kept["places"] = _among(tables["places"], "subject_id", places)
    return kept, _said(tables, kept)


_PLACED = {
    "actions": "action_id",
    "declared_changes": "declared_id",
    "claims": "claim_id",
    "findings": "finding_id",
}


def _threads(tables: Tables, most: int) -> set[Any]:
    """The threads that have room, as many statements as they have."""
    statements = Counter(action["thread_id"] for action in tables["actions"])
    unsaid = Counter(change["thread_id"] for change in tables["changes"] if not change["declared_id"])
    changed = Counter(change["thread_id"] for change in tables["changes"])

    def weight(thread: Row) -> tuple[int, int, int, str]:
        thread_id = thread["thread_id"]
        return -unsaid[thread_id], -thread["slip_days"], -changed[thread_id], thread_id

    kept: set[Any] = set()
    for thread in sorted(tables["threads"], key=weight):
        most -= statements[thread["thread_id"]]
        if most < 0:
            break
        kept.add(thread["thread_id"])
    return kept


def _of_threads(tables: Tables, threads: set[Any]) -> dict[str, Sequence[Row]]:
    """What belongs to these threads, table by table."""
    actions = _among(tables["actions"], "thread_id", threads)
    held = {action["action_id"] for action in actions}
    kept: dict[str, Sequence[Row]] = {name: _among(tables[name], "action_id", held) for name in _OF_ACTIONS}
    sections = {action["section_id"] for action in actions}
    return kept | {
        "actions": actions,
        "threads": _among(tables["threads"], "thread_id", threads),
        "changes": _among(tables["changes"], "thread_id", threads),
        "sections": _among(tables["sections"], "section_id", sections),
        "links": _among(_among(tables["links"], "old_action_id", held), "new_action_id", held),
        "thread_links": _among(_among(tables["thread_links"], "from_thread_id", threads), "to_thread_id", threads),
    }


def _among(rows: Sequence[Row], column: str, wanted: set[Any]) -> list[Row]:
    return [row for row in rows if row[column] in wanted]


def _said(tables: Tables, kept: Tables) -> str:
    names = {"threads": "commitments", "changes": "changes", "declared_changes": "declared changes"}
    names |= {"claims": "claims", "findings": "findings"}
    parts = [
        f"{len(kept[name]):,} of {len(tables[name]):,} {words}"
        for name, words in names.items()
        if len(kept[name]) < len(tables[name])
    ]
    return (
        f"The lists of this page hold {', '.join(parts)}: those with changes that nobody declared first, then those "
        "that slipped furthest, and findings by severity. The figures of the overview count all of them, and csv/, "
        "parquet/ and planthread.sqlite beside this page have every row."
    )
