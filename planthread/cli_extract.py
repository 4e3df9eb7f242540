"""`planthread extract`: what stands in single papers, without reconciling them."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from planthread.options import add_command, add_quiet, add_reading, progress_on, settings_from

if TYPE_CHECKING:
    from extract.model import Paper
    from publish.tables import Row

_EXAMPLE = """\
  planthread extract plan.pdf
  planthread extract plan.pdf --format csv > actions.csv
"""


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command."""
    command = add_command(commands, "extract", "show the actions, declared changes and claims of papers", _EXAMPLE)
    command.add_argument("papers", nargs="+", metavar="PAPER", help="papers, or folders of papers, by path or URL")
    command.add_argument(
        "--format",
        choices=("table", "json", "csv"),
        default="table",
        help="a table to look at, every paper as JSON, or the actions as CSV",
    )
    add_reading(command)
    add_quiet(command)
    command.set_defaults(execute=execute)


def execute(args: argparse.Namespace) -> int:
    """Print what the papers hold; 1 where some could not be read, 3 where none could."""
    from planthread.reading import read_sources
    from planthread.remote import fetched
    from planthread.sources import find_papers, inputs_of

    with fetched(args.papers, settings_from(args, []).read.max_bytes) as given:
        inputs = inputs_of(given.inputs)
        settings = settings_from(args, inputs)
        papers = read_sources(
            find_papers(inputs, given.problems, settings.read.max_bytes).sources, settings, progress_on(args)
        )
    failed = [paper for paper in papers if paper.status == "failed"]
    for paper in failed:
        print(f"planthread: {paper.file}: {paper.problem}", file=sys.stderr)
    _print(papers, "json" if args.json else args.format)
    return 0 if not failed else 1 if len(failed) < len(papers) else 3


def _print(papers: Sequence[Paper], form: str) -> None:
    if form == "json":
        from planthread.serial import to_json

        print(json.dumps([json.loads(to_json(paper)) for paper in papers], ensure_ascii=False, indent=1))
    elif form == "csv":
        _print_csv(papers)
    else:
        from planthread.summary import for_screen

        print(for_screen("\n\n".join("\n".join(_lines(paper)) for paper in papers if paper.status != "failed")))


def _tables(papers: Sequence[Paper]) -> dict[str, list[Row]]:
    """The dataset's tables of papers that were not reconciled."""
    from publish.tables import rows_of
    from reconcile.model import CheckedClaim, CheckedDeclaration, PlanVersion, Reconciliation

    unchecked = ("cannot be checked", "not reconciled")
    found = Reconciliation(
        tuple(papers),
        versions=tuple(PlanVersion(version, "", None) for paper in papers for version in paper.versions),
        declared=tuple(CheckedDeclaration(entry, *unchecked) for paper in papers for entry in paper.declared),
        claims=tuple(CheckedClaim(claim, None, None, *unchecked) for paper in papers for claim in paper.claims),
    )
    return rows_of(found)[0]


def _in_reading_order(papers: Sequence[Paper]) -> Iterator[dict[str, Any]]:
    """Every action as its row in the dataset, with its paper's file, its owners and its last days in time."""
    tables = _tables(papers)
    rows = {row["action_id"]: row for row in tables["actions"]}
    for paper in papers:
        for version in paper.versions:
            for action in version.actions:
                yield {
                    "file": paper.file,
                    **rows[action.action_id],
                    "owners": tuple(owner.owner for owner in action.owners),
                    "kinds": tuple(milestone.kind for milestone in action.milestones),
                    "due_by": tuple(str(m.due_by) for m in action.milestones if m.due_by),
                }


def _print_csv(papers: Sequence[Paper]) -> None:
    from publish.columns import Column
    from publish.csv_table import to_field, to_record
    from publish.schema import table_named

    text = Column("file", "string", "")
    lists = [Column(name, "list", "") for name in ("owners", "kinds", "due_by")]
    columns = [text, *(c for c in table_named("actions").columns if c.name != "thread_id"), *lists]
    sys.stdout.write(to_record(column.name for column in columns))
    for row in _in_reading_order(papers):
        sys.stdout.write(to_record(to_field(column, row[column.name]) for column in columns))


def _lines(paper: Paper) -> Iterator[str]:
    from planthread.summary import aligned

    yield f"{paper.file}: {paper.role}, {paper.status}" + (f" ({paper.title})" if paper.title else "")
    actions = list(_in_reading_order([paper]))
    tables = _tables([paper])
    if actions:
        columns = ("ref", "text", "owners", "timescale_printed", "due_by", "rating", "page")
        yield from aligned(columns, [[_shown(row[name]) for name in columns] for row in actions])
    if tables["declared_changes"]:
        columns = ("kind", "from_refs", "to_refs", "new_text", "new_timescale", "reason", "page")
        rows = sorted(tables["declared_changes"], key=lambda row: row["position"])
        yield from aligned(columns, [[_shown(row[name]) for name in columns] for row in rows])
    for claim in paper.claims:
        yield f"claim: {claim.statement} ({claim.value:g} {claim.unit}, {claim.subject})"
    for finding in paper.findings:
        yield f"{finding.severity}: {finding.message} [{finding.code}]"


def _shown(value: object) -> object:
    return "; ".join(value) if isinstance(value, tuple) else value
