"""A thread told from its dataset: every version of the action, what changed between them, and where each stands."""

from __future__ import annotations

import contextlib
import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from extract.errors import PlanthreadError
from publish.dataset import open_dataset
from reconcile.wording import counted

__all__ = ["explain", "told"]

Record = dict[str, Any]


def explain(folder: Path, ref: str) -> list[Record]:
    """Every thread in the dataset that carries `ref` (or has it as thread_id), each with its versions and changes.

    Raises WrongUse where the folder holds no dataset, PlanthreadError where no action has the ref.
    """
    open_dataset(folder)
    with contextlib.closing(
        sqlite3.connect(f"{(folder / 'planthread.sqlite').resolve().as_uri()}?mode=ro", uri=True)
    ) as base:
        base.row_factory = sqlite3.Row
        threads = _threads(base, ref)
        if not threads:
            raise PlanthreadError(f"no action in {folder} has the ref {ref!r}. {_near(base, ref)}")
        return [_thread(base, thread) for thread in threads]


def _rows(base: sqlite3.Connection, query: str, *values: object) -> list[Record]:
    return [dict(row) for row in base.execute(query, values)]


def _threads(base: sqlite3.Connection, ref: str) -> list[Record]:
    """By thread_id, else by ref as written, else by ref in any case."""
    for match in ("thread_id = ?", _CARRIES.format("value = ?"), _CARRIES.format("lower(value) = lower(?)")):
        found = _rows(base, f"SELECT * FROM threads WHERE {match} ORDER BY thread_id", ref)
        if found:
            return found
    return []


_CARRIES = "EXISTS (SELECT 1 FROM json_each(threads.refs) WHERE {})"


def _near(base: sqlite3.Connection, ref: str) -> str:
    import difflib

    refs = [row[0] for row in base.execute("SELECT DISTINCT ref FROM actions WHERE ref IS NOT NULL ORDER BY ref")]
    near = difflib.get_close_matches(ref, refs, n=3)
    return f"Near it: {', '.join(near)}" if near else f"The dataset has {len(refs)} refs; csv/actions.csv lists them"


def _thread(base: sqlite3.Connection, thread: Record) -> Record:
    thread["refs"] = json.loads(thread["refs"])
    thread["plan"] = base.execute("SELECT title FROM plans WHERE plan_id = ?", (thread["plan_id"],)).fetchone()[0]
    thread["versions"] = _rows(base, _VERSIONS, thread["thread_id"])
    for action in thread["versions"]:
        action["milestones"] = _rows(base, _MILESTONES, action["action_id"])
        action["owners"] = [row["owner"] for row in _rows(base, _OWNERS, action["action_id"])]
        action["places"] = _rows(base, _PLACES, action["action_id"])
    thread["changes"] = _rows(base, _CHANGES, thread["thread_id"], thread["thread_id"])
    thread["goes_on_as"] = _rows(base, _NEXT, thread["thread_id"])
    thread["came_from"] = _rows(base, _BEFORE, thread["thread_id"])
    return thread


_VERSIONS = """
SELECT a.action_id, a.ref, a.ref_repair, a.text, a.rating, a.progress, a.timescale_printed, a.version_id, v.kind,
       v.as_at, v.sequence, v.position, p.file, p.twin_of
FROM actions a JOIN versions v USING (version_id) JOIN papers p ON p.paper_id = v.paper_id
WHERE a.thread_id = ? ORDER BY v.position, p.twin_of IS NOT NULL, v.version_id, a.position
"""
_MILESTONES = (
    "SELECT label, printed, kind, start, due, due_by, rrule FROM milestones WHERE action_id = ? ORDER BY position"
)
_OWNERS = "SELECT owner FROM owners WHERE action_id = ? ORDER BY position"
_PLACES = 'SELECT page, "table", "row", line, joined_by FROM places WHERE subject_id = ? ORDER BY position'
_CHANGES = """
SELECT c.change_id, c.kind, c.field, c.old_value, c.new_value, c.days, c.explanation, c.old_version_id,
       c.new_version_id, o.as_at AS old_as_at, n.as_at AS new_as_at, n.kind AS new_kind, np.file AS new_file,
       c.declared_id, d.reason AS declared_reason,
       dp.file AS declared_in, d.page AS declared_page,
       (SELECT l.evidence FROM links l WHERE l.old_version_id = c.old_version_id
          AND l.new_version_id = c.new_version_id
          AND (l.new_action_id IN (SELECT action_id FROM actions WHERE thread_id = ?)
               OR l.old_action_id IN (SELECT value FROM json_each(c.old_action_ids)))
        ORDER BY l.score DESC, l.link_id LIMIT 1) AS evidence
FROM changes c JOIN versions o ON o.version_id = c.old_version_id JOIN versions n ON n.version_id = c.new_version_id
JOIN papers np ON np.paper_id = n.paper_id
LEFT JOIN declared_changes d ON d.declared_id = c.declared_id LEFT JOIN papers dp ON dp.paper_id = d.paper_id
WHERE c.thread_id = ? ORDER BY n.position, o.position, c.change_id
"""
_NEXT = "SELECT to_thread_id AS thread_id, kind FROM thread_links WHERE from_thread_id = ? ORDER BY 1"
_BEFORE = "SELECT from_thread_id AS thread_id, kind FROM thread_links WHERE to_thread_id = ? ORDER BY 1"


def told(thread: Record) -> str:
    """A thread as a person reads it."""
    return "\n".join(_lines(thread))


def _lines(thread: Record) -> Iterator[str]:
    yield f"{' → '.join(thread['refs']) or '(no ref)'}  {thread['state']}  [{thread['thread_id']}]"
    yield f"  plan: {thread['plan']}"
    if thread["slips"]:
        yield f"  slipped {counted(thread['slips'], 'time')}, {counted(thread['slip_days'], 'day')} in all"
    for link in thread["came_from"]:
        yield f"  came from {link['thread_id']} ({link['kind']})"
    for action in thread["versions"]:
        yield ""
        yield from _action_lines(action)
        yield from _change_lines(thread, action["version_id"])
    yield from _ending_lines(thread)
    for link in thread["goes_on_as"]:
        yield f"  goes on as {link['thread_id']} ({link['kind']})"


def _ending_lines(thread: Record) -> Iterator[str]:
    """How the thread ends in versions that it is not in: once, by what two issued versions show where there are two."""
    known = {action["version_id"] for action in thread["versions"]}
    endings = [change for change in thread["changes"] if change["new_version_id"] not in known]
    issued = [change for change in endings if change["new_kind"] == "issued"]
    shown = {(change["kind"], change["declared_id"]) for change in issued}
    for change in endings:
        if change in issued or (change["kind"], change["declared_id"]) not in shown:
            yield ""
            yield f"  {_version(change['new_kind'], change['new_as_at'])}  {change['new_file']}: not there"
            yield from _change(change)


_OF_A_LOG = {
    "quoted-old": "quoted as old",
    "quoted-new": "given as new",
    "projected": "projected: the version before with the log's changes",
}


def _version(kind: str, as_at: str | None) -> str:
    """When a version is from, or what a change log makes of it."""
    return _OF_A_LOG.get(kind) or as_at or "undated"


def _action_lines(action: Record) -> Iterator[str]:
    twin = " (the same version in another format)" if action["twin_of"] else ""
    yield f"  {_version(action['kind'], action['as_at'])}{twin}  {action['file']}{_where(action['places'])}"
    yield f"    {action['ref'] or '(no ref)'}  {action['text'] or ''}"
    for milestone in action["milestones"]:
        yield f"    {_milestone(milestone)}"
    said = {"owners": "; ".join(action["owners"]), "rating": action["rating"], "ref repaired": action["ref_repair"]}
    for name, value in said.items():
        if value:
            yield f"    {name}: {value}"


def _where(places: list[Record]) -> str:
    """The first place, and on which other pages the action goes on."""
    if not places:
        return ""
    first = [f"{name} {places[0][name]}" for name in ("page", "table", "row", "line") if places[0][name] is not None]
    others = sorted({str(place["page"]) for place in places[1:] if place["page"] not in (None, places[0]["page"])})
    return ", " + ", ".join(first) + (f" (goes on on page {', '.join(others)})" if others else "")


def _milestone(milestone: Record) -> str:
    values = [milestone["start"], milestone["due"], milestone["rrule"]]
    read = " ".join(str(value) for value in values if value)
    label = f" {milestone['label']}" if milestone["label"] else ""
    return f"{milestone['kind']}{label}: {read or '–'}  (printed: {milestone['printed']})"


def _change_lines(thread: Record, version_id: str) -> Iterator[str]:
    for change in thread["changes"]:
        if change["new_version_id"] == version_id:
            yield from _change(change)


def _change(change: Record) -> Iterator[str]:
    yield f"    ▸ {change['kind']}: {change['explanation']}"
    if change["evidence"]:
        yield f"      evidence: {change['evidence']}"
    if change["declared_in"]:
        page = f", page {change['declared_page']}" if change["declared_page"] else ""
        reason = f": {change['declared_reason']}" if change["declared_reason"] else ""
        yield f"      declared in {change['declared_in']}{page}{reason}"
    else:
        yield "      nobody declared it"
