"""`planthread reconcile`: two versions of one plan."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from extract.errors import WrongUse
from planthread.options import add_command, add_output, add_quiet, add_reading, progress_on, settings_from

if TYPE_CHECKING:
    from extract.model import Action
    from reconcile.model import Change, Reconciliation

_EXAMPLE = """\
  planthread reconcile plan-june.pdf plan-september.docx
  planthread reconcile old.csv new.csv --out dataset/    (columns ref, text[, section, owner, timescale, rating])
  planthread reconcile plan.docx --tracked               (before and after its tracked changes)
"""


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command."""
    command = add_command(commands, "reconcile", "show what changed from one version of a plan to another", _EXAMPLE)
    command.add_argument("old", type=Path, metavar="OLD", help="the older version: a paper, or CSV, XLSX or JSON")
    command.add_argument("new", type=Path, nargs="?", metavar="NEW", help="the newer version")
    command.add_argument(
        "--tracked", action="store_true", help="OLD before and after its tracked changes, instead of OLD and NEW"
    )
    add_output(command, None)
    add_reading(command)
    add_quiet(command)
    command.set_defaults(execute=execute)


def execute(args: argparse.Namespace) -> int:
    """Print the changes, or write them as a dataset; 0 however many there are."""
    from planthread.pair import pair_sources, reconciled_files
    from planthread.pipeline import Clock, published
    from publish.dataset import refuse_unless_ours

    if args.tracked == bool(args.new):
        raise WrongUse("name two versions, OLD and NEW, or one Word file with --tracked")
    clock = Clock()
    settings = settings_from(args, [])
    if args.out:
        refuse_unless_ours(args.out)
    sources = pair_sources([args.old] if args.tracked else [args.old, args.new])
    found, given = reconciled_files(sources, settings, clock, tracked=args.tracked, progress=progress_on(args))
    if args.out:
        command = "reconcile --tracked" if args.tracked else "reconcile"
        published(found, given, args.out, settings, clock, command)
    if settings.redact_people:
        from publish.redaction import people_of, redacted

        found = redacted(found, people_of(found))
    _print(args, found)
    return 0


def _print(args: argparse.Namespace, found: Reconciliation) -> None:
    if args.json:
        from publish.tables import rows_of

        tables = rows_of(found)[0]
        shown = {name: tables[name] for name in ("links", "changes", "findings")}
        print(json.dumps(shown, ensure_ascii=False, indent=1, default=str))
    elif not args.quiet:
        print("\n".join(_lines(found)))
        if args.out:
            print(f"Dataset: {args.out}")


def _lines(found: Reconciliation) -> Iterator[str]:
    """Changes in the order of the newer version, then those of actions it no longer has."""
    from planthread.summary import aligned
    from reconcile.wording import counted

    position = {action.action_id: action.position for held in found.versions for action in held.version.actions}

    def place(change: Change) -> tuple[int, int, str]:
        ids = change.new_action_ids or change.old_action_ids
        return (0 if change.new_action_ids else 1, min((position.get(i, 0) for i in ids), default=0), change.change_id)

    where = {action.action_id: _where(action) for held in found.versions for action in held.version.actions}
    changes = sorted(found.changes, key=place)
    rows = [["; ".join(c.old_refs), "; ".join(c.new_refs), c.kind, c.explanation, _sides(c, where)] for c in changes]
    shown = 5 if any(row[-1] for row in rows) else 4
    header = ("old", "new", "change", "explanation", "where")
    yield from aligned(header[:shown], [row[:shown] for row in rows], wrapped=True)
    counts = {"change": len(changes), "link": len(found.links), "finding": len(found.findings)}
    yield ", ".join(counted(number, thing) for thing, number in counts.items())


def _sides(change: Change, where: Mapping[str, str]) -> str:
    """Where the actions of a change stand in the older version and in the newer one."""
    sides = [
        " and ".join(filter(None, (where[i] for i in ids))) for ids in (change.old_action_ids, change.new_action_ids)
    ]
    return " → ".join(side or "–" for side in sides) if any(sides) else ""


def _where(action: Action) -> str:
    """Page, table and row of an action's first place, or its line."""
    if not action.places:
        return ""
    place = action.places[0]
    said = (("p.", place.page), ("table", place.table), ("row", place.row))
    return ", ".join(f"{name} {number}" for name, number in said if number) or (
        f"line {place.line}" if place.line else ""
    )
