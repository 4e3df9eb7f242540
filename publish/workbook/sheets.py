"""The sheets that are tables: what each shows, row by row. Nothing is decided here."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

from publish.columns import Column, Table
from publish.schema import TABLES
from publish.tables import Row
from publish.workbook.fills import rating_fill
from publish.workbook.joined import Joined
from publish.workbook.sheet import Cell, Rated, Sheet, from_column, made

__all__ = ["FIRST_PROMISE", "SLIPPAGE", "SLIPPED_BY", "sheets_of"]

SLIPPAGE = "Slippage"
FIRST_PROMISE, SLIPPED_BY = 2, 4
"""Columns of the sheet Slippage that its chart shows, from 0: the first promise, and the days to the latest one."""

_SEVERITIES = {"error": "#D4351C", "warning": "#FFBF47", "note": None}
_VERDICTS = {"differs": "#FFBF47", "cannot be checked": None, "agrees": None}


def sheets_of(joined: Joined) -> tuple[Sheet, ...]:
    """Every sheet after the summary, in order."""
    shown = (_changes(joined), _slippage(joined), _declared(joined), _findings(joined), _actions(joined))
    return (*shown, _dictionary(shown))


def _list(values: Iterable[str]) -> str | None:
    return "; ".join(values) or None


def _rank(order: Iterable[str], word: str) -> int:
    """The place of a word in an order; a word that is not in it comes last."""
    return [*order, word].index(word)


def _lines(values: Iterable[str | None]) -> str | None:
    return "\n".join(filter(None, values)) or None


def _rated(code: str | None, fill: str | None) -> Rated | None:
    return Rated(code, rating_fill(code, fill)) if code else None


_CHANGES = (
    from_column("Old ref", "changes.old_refs", 9),
    from_column("New ref", "changes.new_refs", 9),
    from_column("Change", "changes.kind", 15),
    from_column("What happened", "changes.explanation", 48),
    from_column("Days", "changes.days", 8),
    made("Declared", "yes: a change log says so; no: none does", 10),
    from_column("Before", "changes.old_value", 20),
    from_column("After", "changes.new_value", 20),
    from_column("From", "versions.as_at", 13),
    from_column("To", "versions.as_at", 13),
    made("Between issues", "yes: both versions were issued; no: one is quoted by a change log", 10),
    made("Old wording", "the actions in the older version, as printed", 44),
    made("New wording", "the actions in the newer version, as printed", 44),
    from_column("Section", "sections.path", 24),
    made("Owner", "who answers for it in the newer version, else in the older one", 24),
    made("Place in the older paper", "file, page, table and row", 26),
    made("Place in the newer paper", "file, page, table and row", 26),
    from_column("Score", "changes.score", 8),
    from_column("Plan", "plans.title", 24),
    from_column("change_id", "changes.change_id", 20),
)


def _changes(joined: Joined) -> Sheet:
    """Plan by plan, latest versions first; what a change log quotes comes after what was issued."""

    def order(change: Row) -> tuple[bool, str, int, str]:
        new = joined.versions.get(change["new_version_id"], {})
        return (not joined.issued(change), change["plan_id"], -(new.get("sequence") or 0), change["change_id"])

    rows = sorted(joined.tables["changes"], key=order)
    return Sheet("Changes", _CHANGES, (_change(joined, row) for row in rows), 3, 10)


def _change(joined: Joined, change: Row) -> Sequence[Cell]:
    old, new = (joined.named(change[side]) for side in ("old_action_ids", "new_action_ids"))
    about = next(iter(new or old), None)
    return (
        _list(change["old_refs"]),
        _list(change["new_refs"]),
        change["kind"],
        change["explanation"],
        change["days"],
        "yes" if change["declared_id"] else "no",
        _value(change, change["old_value"], old),
        _value(change, change["new_value"], new),
        joined.as_at(change["old_version_id"]),
        joined.as_at(change["new_version_id"]),
        "yes" if joined.issued(change) else "no",
        _lines(action["text"] for action in old),
        _lines(action["text"] for action in new),
        joined.section(about),
        _list(joined.owners(about)),
        _lines(map(joined.place, old)),
        _lines(map(joined.place, new)),
        change["score"],
        joined.plan(change["plan_id"]),
        change["change_id"],
    )


def _value(change: Row, value: str | None, actions: Sequence[Row]) -> Cell:
    """A value before or after; a rating in the colour its own cell has."""
    if value and change["kind"] in ("rerated", "completed", "reopened"):
        own = next((action["rating_fill"] for action in actions if action["rating"] == value), None)
        return _rated(value, own)
    return value


_SLIPPED = (
    from_column("Refs", "threads.refs", 10),
    made("Action", "its wording in the latest version that states it", 40),
    from_column("First promise", "threads.first_due", 12),
    from_column("Latest promise", "threads.latest_due", 12),
    made("Days between", "from the first promise to the latest one", 9),
    from_column("Days slipped", "threads.slip_days", 9),
    from_column("Times slipped", "threads.slips", 9),
    from_column("State", "threads.state", 11),
    from_column("Section", "sections.path", 20),
    made("Owner", "who answers for it in the latest version that states it", 20),
    from_column("Plan", "plans.title", 20),
    from_column("thread_id", "threads.thread_id", 20),
)


def _slippage(joined: Joined) -> Sheet:
    return Sheet(SLIPPAGE, _SLIPPED, (_slipped(joined, thread) for thread in joined.slipped), 1)


def _slipped(joined: Joined, thread: Row) -> Sequence[Cell]:
    action = joined.last_stated(thread["thread_id"])
    first, latest = thread["first_due"], thread["latest_due"]
    return (
        _list(thread["refs"]),
        action["text"] if action else None,
        first,
        latest,
        (latest - first).days if first and latest else None,
        thread["slip_days"],
        thread["slips"],
        thread["state"],
        joined.section(action),
        _list(joined.owners(action)),
        joined.plan(thread["plan_id"]),
        thread["thread_id"],
    )


_DECLARED = (
    from_column("Refs before", "declared_changes.from_refs", 10),
    from_column("Refs after", "declared_changes.to_refs", 10),
    from_column("Declared as", "declared_changes.kind", 15),
    from_column("Verdict", "declared_changes.verdict", 16),
    from_column("Why", "declared_changes.verdict_note", 48),
    from_column("Old timescale", "declared_changes.old_timescale", 16),
    from_column("New timescale", "declared_changes.new_timescale", 16),
    from_column("Slip in days", "declared_changes.slip_days", 8),
    from_column("Reason given", "declared_changes.reason", 32),
    from_column("Due before", "declared_changes.old_due", 12),
    from_column("Due after", "declared_changes.new_due", 12),
    from_column("Old wording", "declared_changes.old_text", 40),
    from_column("New wording", "declared_changes.new_text", 40),
    from_column("Change log", "papers.file", 24),
    from_column("Page", "declared_changes.page", 7),
    from_column("Table", "declared_changes.table", 7),
    from_column("Row", "declared_changes.row", 7),
    from_column("declared_id", "declared_changes.declared_id", 20),
)


def _declared(joined: Joined) -> Sheet:
    """What differs first: it is what a person came to see."""
    rows = sorted(
        joined.tables["declared_changes"],
        key=lambda row: (_rank(_VERDICTS, row["verdict"]), row["paper_id"], row["position"]),
    )
    return Sheet("Declared", _DECLARED, (_declaration(joined, row) for row in rows), 3, 9)


def _declaration(joined: Joined, row: Row) -> Sequence[Cell]:
    shown = ("old_timescale", "new_timescale", "slip_days", "reason", "old_due", "new_due", "old_text", "new_text")
    return (
        _list(row["from_refs"]),
        _list(row["to_refs"]),
        row["kind"],
        Rated(row["verdict"], _VERDICTS.get(row["verdict"])),
        row["verdict_note"],
        *(row[name] for name in shown),
        joined.file(row),
        *(row[name] for name in ("page", "table", "row", "declared_id")),
    )


_FINDINGS = (
    from_column("Severity", "findings.severity", 11),
    from_column("Finding", "findings.code", 24),
    from_column("What to look at", "findings.message", 90),
    from_column("Refs", "findings.refs", 12),
    from_column("Paper", "papers.file", 28),
    from_column("Page", "findings.page", 7),
    from_column("Version", "versions.as_at", 13),
    from_column("finding_id", "findings.finding_id", 28),
)


def _findings(joined: Joined) -> Sheet:
    rows = sorted(joined.tables["findings"], key=lambda row: (_rank(_SEVERITIES, row["severity"]), row["finding_id"]))
    return Sheet("Findings", _FINDINGS, (_finding(joined, row) for row in rows), 2, 7)


def _finding(joined: Joined, row: Row) -> Sequence[Cell]:
    return (
        Rated(row["severity"], _SEVERITIES.get(row["severity"])),
        row["code"],
        row["message"],
        _list(row["refs"]),
        joined.file(row),
        row["page"],
        joined.as_at(row["version_id"]) if row["version_id"] else None,
        row["finding_id"],
    )


_ACTIONS = (
    from_column("Ref", "actions.ref", 9),
    from_column("Action", "actions.text", 50),
    from_column("Rating", "actions.rating", 11),
    made("Owner", "the owners, each as printed", 24),
    from_column("Timescale", "actions.timescale_printed", 20),
    made("Due by", "the latest last day that is still in time among its milestones", 12),
    from_column("First promise", "threads.first_due", 12),
    from_column("Days slipped", "threads.slip_days", 9),
    from_column("State", "threads.state", 11),
    from_column("Progress", "actions.progress", 50),
    from_column("Next steps", "actions.next_steps", 36),
    made("Other columns", "the other columns of its row, each after its header", 36),
    from_column("Section", "sections.path", 28),
    from_column("Version", "versions.as_at", 13),
    made("Place in the paper", "file, page, table and row", 26),
    from_column("Plan", "plans.title", 24),
    from_column("action_id", "actions.action_id", 20),
)


def _actions(joined: Joined) -> Sheet:
    rows = (
        _action(joined, version, action)
        for version in joined.latest.values()
        for action in joined.actions_of.get(version["version_id"], ())
    )
    return Sheet("Actions", _ACTIONS, rows, 1, 11)


def _action(joined: Joined, version: Row, action: Row) -> Sequence[Cell]:
    thread = joined.threads.get(action["thread_id"], {})
    others = joined.of_action("action_fields", action)
    return (
        action["ref"],
        action["text"],
        _rated(action["rating"], action["rating_fill"]),
        _list(joined.owners(action)) or action["owners_printed"],
        action["timescale_printed"],
        _due_by(joined.of_action("milestones", action)),
        thread.get("first_due"),
        thread.get("slip_days"),
        thread.get("state"),
        action["progress"],
        action["next_steps"],
        _lines(f"{other['name'] or '(no header)'}: {other['value']}" for other in others),
        joined.section(action),
        joined.as_at(version["version_id"]),
        joined.place(action),
        joined.plan(version["plan_id"]),
        action["action_id"],
    )


def _due_by(milestones: Iterator[Row]) -> dt.date | None:
    return max((row["due_by"] for row in milestones if row["due_by"]), default=None)


_DICTIONARY = (
    made("In", "the sheet of this workbook, or the table of the dataset", 22),
    made("Column", "its heading", 24),
    made("Meaning", "what it holds", 80),
    made("Kind", "what its values are", 12),
    made("Unit", "what its numbers count", 10),
    made("Key", "whether it is part of the table's key, or points to another table", 30),
    made("From", "the column of the dataset that a sheet shows; empty where it is put together from several", 28),
)


def _dictionary(shown: Sequence[Sheet]) -> Sheet:
    """Every heading of the sheets before it, and then every column of the dataset."""
    here = [
        (f"sheet {sheet.name}", heading.name, heading.meaning, None, None, None, heading.source or None)
        for sheet in shown
        for heading in sheet.headings
    ]
    return Sheet("Dictionary", _DICTIONARY, [*here, *(_column(t, c) for t in TABLES for c in t.columns)], 2)


def _column(table: Table, column: Column) -> Sequence[Cell]:
    points = [f"points to {key.table}.{key.to}" for key in table.foreign_keys if key.column == column.name]
    key = ["key"] if column.name in table.key else []
    one_of = f" (one of: {', '.join(column.values)})" if column.values else ""
    said = (column.description + one_of, column.kind, column.unit, _list([*key, *points]))
    return (f"table {table.name}", column.name, *said, None)
