"""From a `Reconciliation` to the rows of every table, in key order. Nothing is decided here.

A row is a mapping from column name to a plain value: str, int, float, bool, date, tuple of str, or None.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from operator import itemgetter
from typing import Any

from extract.model import Action, Finding, Place, Rating
from publish.columns import Table
from publish.schema import TABLES
from reconcile.model import PlanVersion, Reconciliation

__all__ = ["Row", "rows_of"]

Row = dict[str, Any]


def rows_of(found: Reconciliation) -> tuple[dict[str, list[Row]], list[str]]:
    """The rows of every table in key order, and a warning for each row left out because its key was taken.

    A row that is the same as another is one row. Text that UTF-8 or SQLite cannot hold (lone surrogates, NUL) is
    replaced by U+FFFD; empty text is no value, as in a CSV field.
    """
    tables: dict[str, list[Row]] = {}
    warnings: list[str] = []
    for table in TABLES:
        names = [column.name for column in table.columns]
        rows = [_clean(names, row) for row in _ROWS[table.name](found)]
        tables[table.name] = _in_key_order(table, rows, warnings)
    return tables, warnings


def _clean(names: Sequence[str], row: Row) -> Row:
    """The row with its columns in order. What is of no kind that needs it is passed by, as there are millions."""
    return {name: _storable(value) if (value := row[name]).__class__ in _UNCLEAN else value for name in names}


_UNCLEAN = frozenset((str, tuple, float))


def _storable(value: Any) -> Any:
    if isinstance(value, str):
        if not value:
            return None
        if value.isascii() and "\0" not in value:
            return value
        return value.replace("\0", "\ufffd").encode("utf-8", "surrogatepass").decode("utf-8", "replace")
    if isinstance(value, tuple):
        return tuple(_storable(item) for item in value)
    if isinstance(value, float):
        return round(value, 6)
    return value


def _in_key_order(table: Table, rows: Iterable[Row], warnings: list[str]) -> list[Row]:
    by_key: dict[Any, Row] = {}
    key_of = itemgetter(*table.key)
    for row in rows:
        key = key_of(row)
        if (held := by_key.setdefault(key, row)) is not row and held != row:
            named = " / ".join(str(row[name]) for name in table.key)
            warnings.append(f"{table.name}: a second, different row has the key {named}; left out")
    return [by_key[key] for key in sorted(by_key)]


def _papers(found: Reconciliation) -> Iterator[Row]:
    for paper in found.papers:
        yield {
            "paper_id": paper.paper_id,
            "file": paper.file,
            "also_at": tuple(found.also_at.get(paper.paper_id, ())),
            "twin_of": found.twin_of.get(paper.paper_id),
            "ocr": paper.ocr,
            "sha256": paper.sha256,
            "media_type": paper.media_type,
            "role": paper.role,
            "title": paper.title,
            "organisation": paper.organisation,
            "committee": paper.committee,
            "meeting_date": paper.meeting_date,
            "pages": paper.pages,
            "reader": paper.reader,
            "status": paper.status,
            "problem": paper.problem,
        }


def _plans(found: Reconciliation) -> Iterator[Row]:
    for plan in found.plans:
        yield {
            "plan_id": plan.plan_id,
            "title": plan.title,
            "organisation": plan.organisation,
            "recognised_by": plan.recognised_by,
            "reason": plan.reason,
        }


def _ratings(found: Reconciliation) -> Iterator[Row]:
    """A plan's key as the latest version that prints one has it; codes that only another version has are kept."""
    keys: dict[str, dict[str, Rating]] = {}
    latest_printed_first = sorted(
        found.versions, key=lambda held: (held.version.key_printed, held.sequence or 0), reverse=True
    )
    for held in latest_printed_first:
        for rating in held.version.ratings:
            keys.setdefault(held.plan_id, {}).setdefault(rating.code, rating)
    for plan_id, key in keys.items():
        for rating in key.values():
            yield {
                "plan_id": plan_id,
                "code": rating.code,
                "printed": rating.printed,
                "meaning": rating.meaning,
                "rank": rating.rank,
                "is_complete": rating.is_complete,
            }


def _versions(found: Reconciliation) -> Iterator[Row]:
    for held in found.versions:
        version = held.version
        yield {
            "version_id": version.version_id,
            "plan_id": held.plan_id,
            "paper_id": version.paper_id,
            "kind": version.kind,
            "title": version.title,
            "organisation": version.organisation,
            "as_at": version.as_at,
            "as_at_from": version.as_at_from,
            "period_start": version.period_start,
            "period_end": version.period_end,
            "sequence": held.sequence,
            "position": held.position,
            "actions": len(version.actions),
        }


def _sections(found: Reconciliation) -> Iterator[Row]:
    for held in found.versions:
        for section in held.version.sections:
            yield {
                "section_id": section.section_id,
                "version_id": held.version.version_id,
                "position": section.position,
                "path": " > ".join(section.path),
                "lead": section.lead,
            }


def _stated(found: Reconciliation) -> Iterator[tuple[PlanVersion, Action]]:
    return ((held, action) for held in found.versions for action in held.version.actions)


def _place(place: Place) -> Row:
    return {
        "page": place.page,
        "table": place.table,
        "row": place.row,
        "line": place.line,
        "x0": place.x0,
        "top": place.top,
        "x1": place.x1,
        "bottom": place.bottom,
    }


def _first(places: tuple[Place, ...]) -> Row:
    return _place(places[0] if places else Place())


def _actions(found: Reconciliation) -> Iterator[Row]:
    for held, action in _stated(found):
        yield {
            "action_id": action.action_id,
            "version_id": held.version.version_id,
            "thread_id": found.thread_of.get(action.action_id),
            "section_id": action.section_id,
            "position": action.position,
            "parent_action_id": action.parent_action_id,
            "ref": action.ref,
            "ref_printed": action.ref_printed,
            "ref_repair": action.ref_repair,
            "text": action.text,
            "rating": action.rating,
            "rating_printed": action.rating_printed,
            "rating_fill": action.rating_fill,
            "owners_printed": action.owners_printed,
            "progress": action.progress,
            "next_steps": action.next_steps,
            "timescale_printed": action.timescale_printed,
            **_first(action.places),
        }


def _subjects(found: Reconciliation) -> Iterator[tuple[str, str | None, tuple[Place, ...]]]:
    for held, action in _stated(found):
        yield action.action_id, held.version.paper_id, action.places
    for entry in found.declared:
        yield entry.declared.declared_id, entry.declared.paper_id, entry.declared.places
    for checked in found.claims:
        yield checked.claim.claim_id, checked.claim.paper_id, checked.claim.places
    for finding in _raised(found):
        yield finding.finding_id, finding.paper_id, finding.places


def _raised(found: Reconciliation) -> Iterator[Finding]:
    """What the readings found and what reconciling found; one that stands in both has one id and becomes one row."""
    for paper in found.papers:
        yield from paper.findings
    yield from found.findings


def _places(found: Reconciliation) -> Iterator[Row]:
    for subject_id, paper_id, places in _subjects(found):
        for position, place in enumerate(places, start=1):
            yield {
                "subject_id": subject_id,
                "position": position,
                "paper_id": paper_id,
                "joined_by": place.joined_by,
                **_place(place),
            }


def _tables(found: Reconciliation) -> Iterator[Row]:
    for paper in found.papers:
        for use in paper.tables:
            yield {
                "paper_id": paper.paper_id,
                "table": use.table,
                "page": use.page,
                "rows": use.rows,
                "used_as": use.used_as,
                "reason": use.reason,
            }


def _milestones(found: Reconciliation) -> Iterator[Row]:
    for _, action in _stated(found):
        for milestone in action.milestones:
            yield {
                "milestone_id": f"{action.action_id}/{milestone.position}",
                "action_id": action.action_id,
                "position": milestone.position,
                "label": milestone.label,
                "printed": milestone.printed,
                "kind": milestone.kind,
                "start": milestone.start,
                "due": milestone.due,
                "due_by": milestone.due_by,
                "rrule": milestone.rrule,
                "rating": milestone.rating,
                "note": milestone.note,
                "inferred": milestone.inferred,
            }


def _action_fields(found: Reconciliation) -> Iterator[Row]:
    for _, action in _stated(found):
        for field in action.fields:
            yield {
                "action_id": action.action_id,
                "position": field.position,
                "name": field.name,
                "value": field.value,
            }


def _owners(found: Reconciliation) -> Iterator[Row]:
    for _, action in _stated(found):
        for owner in action.owners:
            whole = owner.milestone is None
            yield {
                "action_id": action.action_id,
                "position": owner.position,
                "milestone_id": None if whole else f"{action.action_id}/{owner.milestone}",
                "owner": owner.owner,
                "person": owner.person,
                "role": owner.role,
            }


def _declared_changes(found: Reconciliation) -> Iterator[Row]:
    for entry in found.declared:
        declared = entry.declared
        yield {
            "declared_id": declared.declared_id,
            "paper_id": declared.paper_id,
            "position": declared.position,
            "kind": declared.kind,
            "from_refs": declared.from_refs,
            "to_refs": declared.to_refs,
            "old_text": declared.old_text,
            "new_text": declared.new_text,
            "old_timescale": declared.old_timescale,
            "new_timescale": declared.new_timescale,
            "old_due": entry.old_due,
            "new_due": entry.new_due,
            "slip_days": entry.slip_days,
            "reason": declared.reason,
            "verdict": entry.verdict,
            "verdict_note": entry.verdict_note,
            **_first(declared.places),
        }


def _links(found: Reconciliation) -> Iterator[Row]:
    return (_as_row(link, "links") for link in found.links)


def _changes(found: Reconciliation) -> Iterator[Row]:
    return (_as_row(change, "changes") for change in found.changes)


def _threads(found: Reconciliation) -> Iterator[Row]:
    return (_as_row(thread, "threads") for thread in found.threads)


def _thread_links(found: Reconciliation) -> Iterator[Row]:
    return (_as_row(link, "thread_links") for link in found.thread_links)


def _claims(found: Reconciliation) -> Iterator[Row]:
    for checked in found.claims:
        claim = checked.claim
        yield {
            "claim_id": claim.claim_id,
            "paper_id": claim.paper_id,
            "meeting_date": claim.meeting_date,
            "statement": claim.statement,
            "subject": claim.subject,
            "value": float(claim.value),
            "unit": claim.unit,
            "version_id": checked.version_id,
            "dataset_value": None if checked.dataset_value is None else float(checked.dataset_value),
            "verdict": checked.verdict,
            "verdict_note": checked.verdict_note,
            "page": _first(claim.places)["page"],
            "sentence": claim.sentence,
        }


def _findings(found: Reconciliation) -> Iterator[Row]:
    for finding in _raised(found):
        yield {
            "finding_id": finding.finding_id,
            "code": finding.code,
            "severity": finding.severity,
            "paper_id": finding.paper_id,
            "version_id": finding.version_id,
            "subject_id": finding.subject_id,
            "refs": finding.refs,
            "message": finding.message,
            "page": _first(finding.places)["page"],
        }


def _as_row(value: object, table: str) -> Row:
    """A model whose fields are the table's columns."""
    return {name: getattr(value, name) for name in _COLUMNS[table]}


_COLUMNS = {table.name: tuple(column.name for column in table.columns) for table in TABLES}

_ROWS: dict[str, Callable[[Reconciliation], Iterator[Row]]] = {
    "papers": _papers,
    "plans": _plans,
    "ratings": _ratings,
    "versions": _versions,
    "sections": _sections,
    "actions": _actions,
    "places": _places,
    "tables": _tables,
    "milestones": _milestones,
    "action_fields": _action_fields,
    "owners": _owners,
    "declared_changes": _declared_changes,
    "links": _links,
    "changes": _changes,
    "threads": _threads,
    "thread_links": _thread_links,
    "claims": _claims,
    "findings": _findings,
}
