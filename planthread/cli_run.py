"""`planthread run`: the whole pipeline."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from extract.errors import WrongUse
from planthread.options import add_command, add_output, add_quiet, add_reading, progress_on, settings_from

_EXAMPLE = """\
  planthread run papers/ --out dataset/
  planthread run                       (data/raw to data/processed)
  planthread run /archive --cluster tcp://scheduler:8786 --out /shared/dataset
  planthread run https://example.org/papers/plan.pdf "s3://papers/2025/*.pdf"
"""


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command."""
    command = add_command(commands, "run", "read papers, reconcile the versions, write the dataset", _EXAMPLE)
    command.add_argument(
        "paths", nargs="*", metavar="PATH", help="papers or folders of papers, by path or URL (default: data/raw)"
    )
    add_output(command, "data/processed")
    command.add_argument(
        "--partitioned", action="store_true", help="write the tables in parts, by organisation and year: for archives"
    )
    command.add_argument(
        "--cluster",
        metavar="ADDRESS",
        help="read and reconcile on a dask cluster, tcp://host:8786; writes in parts too",
    )
    add_reading(command)
    add_quiet(command)
    command.set_defaults(execute=execute)


def execute(args: argparse.Namespace) -> int:
    """Run it; 1 where some paper could not be read."""
    from planthread.pipeline import DEFAULT_OUT, run_fetched
    from planthread.remote import fetched
    from planthread.sources import inputs_of
    from planthread.summary import for_screen, summary
    from publish.dataset import refuse_unless_ours

    if args.cluster or args.partitioned:
        return _execute_in_parts(args)
    out = args.out or DEFAULT_OUT
    if isinstance(out, str):
        raise WrongUse(
            f"{out} is a URL: only the tables in parts can be written there, with --partitioned or --cluster"
        )
    refuse_unless_ours(out)
    with fetched(args.paths, settings_from(args, []).read.max_bytes) as given:
        settings = settings_from(args, inputs_of(given.inputs))
        dataset = run_fetched(given, out, settings, progress_on(args))
    if args.json:
        print(json.dumps({"dataset": str(dataset.folder), **dataset.run}, ensure_ascii=False, indent=1))
    elif not args.quiet:
        print(for_screen(summary(dataset)))
    return int(any(paper["status"] == "failed" for paper in dataset.run["papers"]))


def _execute_in_parts(args: argparse.Namespace) -> int:
    """An archive run, here or on a cluster; 1 where some paper could not be read."""
    from planthread.cluster import connected
    from planthread.pipeline import DEFAULT_OUT, run_partitioned
    from planthread.remote import input_of

    out = args.out or DEFAULT_OUT
    given = [input_of(path) for path in args.paths]
    settings = settings_from(args, [each for each in given if isinstance(each, Path)])
    if args.cluster:
        with connected(args.cluster) as cluster:
            said = run_partitioned(given, out, settings, cluster.done_orders, progress_on(args))
    else:
        said = run_partitioned(given, out, settings, None, progress_on(args))
    if args.json:
        print(json.dumps(said, ensure_ascii=False, indent=1))
    elif not args.quiet:
        print("\n".join(_lines(said, out)))
    return int(bool(said["papers"].get("failed")))


def _lines(said: dict[str, Any], out: Path | str) -> Iterator[str]:
    papers = ", ".join(f"{count} {status}" for status, count in said["papers"].items())
    yield f"Papers: {papers}; {said['plans']} plans in {said['shares']} shares"
    yield "Rows: " + ", ".join(f"{count} {table}" for table, count in said["rows"].items() if count)
    yield from (f"warning: {warning}" for warning in said["warnings"])
    yield f"In parts: {out}/partitioned  ({said['parts']} files, {said['bytes']:,} bytes; papers: papers.jsonl)"
    if said["dataset"]:
        yield f"Dataset: {said['dataset']}"
