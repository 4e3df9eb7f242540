"""`planthread verify`: is a dataset what its papers give."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from extract.errors import WrongUse
from planthread.options import add_command, add_quiet, add_workers, progress_on

if TYPE_CHECKING:
    from planthread.verify import Found, Verdict
    from publish.dataset import Dataset

_EXAMPLE = """\
  planthread verify dataset/ --papers papers/
  planthread verify                            (data/processed, from the papers in data/raw)
"""
_SHOWN = 5


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command."""
    does = "read the papers of a dataset again and say whether it is what they give"
    command = add_command(commands, "verify", does, _EXAMPLE)
    command.add_argument(
        "folder", nargs="?", type=Path, default=Path("data/processed"), metavar="DIR", help="default: data/processed"
    )
    command.add_argument(
        "--papers",
        nargs="+",
        default=[],
        metavar="PATH",
        help="the folder with its papers, or the papers (default: data/raw)",
    )
    add_workers(command)
    add_quiet(command)
    command.set_defaults(execute=execute)


def execute(args: argparse.Namespace) -> int:
    """Say so; 3 where the dataset is something else, or papers are missing."""
    from planthread.remote import fetched
    from planthread.sources import inputs_of
    from planthread.verify import recorded_settings, verify
    from publish.dataset import open_dataset

    dataset = open_dataset(args.folder)
    settings = recorded_settings(dataset).with_means(workers=args.workers, cache=False)
    with fetched(args.papers, settings.read.max_bytes) as given:
        try:
            inputs = inputs_of(given.inputs)
        except WrongUse as error:
            raise error if args.papers else _ask(args.folder, "is not there") from error
        verdict = verify(dataset, inputs, settings, progress_on(args))
    if not verdict.found.whole and not args.papers:
        raise _ask(args.folder, f"does not hold {_some([*verdict.found.missing, *verdict.found.changed])}")
    if args.json:
        print(json.dumps(_as_json(dataset, verdict), ensure_ascii=False, indent=1))
    elif not args.quiet:
        print("\n".join(_lines(dataset, verdict)))
    return 0 if verdict.same else 3


def _ask(folder: Path, why: str) -> WrongUse:
    return WrongUse(f"data/raw {why}; name the folder with the papers: planthread verify {folder} --papers FOLDER")


def _some(names: Sequence[str]) -> str:
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    return ", ".join(names[:_SHOWN]) + more


def _as_json(dataset: Dataset, verdict: Verdict) -> dict[str, object]:
    return {"dataset": str(dataset.folder), "same": verdict.same, "versions": verdict.versions} | {
        "papers": {"found": len(verdict.found.sources), **_trouble(verdict.found)},
        **(
            asdict(verdict.comparison) if verdict.comparison else {"tables": None, "contents": None, "bytes_only": None}
        ),
    }


def _trouble(found: Found) -> dict[str, object]:
    renamed = [{"then": then, "now": now} for then, now in found.renamed]
    return {"missing": found.missing, "changed": found.changed, "renamed": renamed}


def _lines(dataset: Dataset, verdict: Verdict) -> Iterator[str]:
    from reconcile.wording import counted

    papers = counted(len(verdict.found.sources), "paper")
    if verdict.comparison is None:
        yield f"{dataset.folder}: cannot be verified, not all of its papers are there"
    elif verdict.same:
        yield f"{dataset.folder}: what its {papers} give, every table and file"
    else:
        yield f"{dataset.folder}: not what its {papers} give"
    yield from _paper_lines(verdict.found)
    yield from _difference_lines(verdict)
    if verdict.versions:
        said = "; ".join(verdict.versions)
        why = "" if verdict.same else ": that may be why"
        yield f"  it was made with other versions{why} ({said})"


def _paper_lines(found: Found) -> Iterator[str]:
    yield from (f"  {name}: missing; no file has the bytes it was read from" for name in found.missing)
    yield from (f"  {name}: changed since it was read (its SHA-256 is another)" for name in found.changed)
    yield from (f"  {then}: found as {now}" for then, now in found.renamed)


def _difference_lines(verdict: Verdict) -> Iterator[str]:
    from reconcile.wording import counted

    if verdict.comparison is None:
        return
    for table in verdict.comparison.tables:
        if table.differing:
            rows = counted(table.differing, "difference")
            yield f"  {table.name}: {rows} in {table.rows_then} rows (the papers give {table.rows_now})"
            yield from (f"    {line}" for line in table.shown)
    yield from (f"  {path}: not what the papers give" for path in verdict.comparison.contents)
    yield from (f"  {path}: says the same in other bytes" for path in verdict.comparison.bytes_only)
