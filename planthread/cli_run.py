"""`planthread run`: the whole pipeline."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from planthread.options import add_command, add_output, add_quiet, add_reading, progress_on, settings_from

_EXAMPLE = """\
  planthread run papers/ --out dataset/
  planthread run                       (data/raw to data/processed)
"""


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command."""
    command = add_command(commands, "run", "read papers, reconcile the versions, write the dataset", _EXAMPLE)
    command.add_argument(
        "paths", nargs="*", type=Path, metavar="PATH", help="papers or folders of papers (default: data/raw)"
    )
    add_output(command, "data/processed")
    add_reading(command)
    add_quiet(command)
    command.set_defaults(execute=execute)


def execute(args: argparse.Namespace) -> int:
    """Run it; 1 where some paper could not be read."""
    from planthread.pipeline import DEFAULT_OUT, run
    from planthread.sources import inputs_of
    from planthread.summary import summary

    settings = settings_from(args, inputs_of(args.paths))
    dataset = run(args.paths, args.out or DEFAULT_OUT, settings, progress_on(args))
    if args.json:
        print(json.dumps({"dataset": str(dataset.folder), **dataset.run}, ensure_ascii=False, indent=1))
    elif not args.quiet:
        print(summary(dataset))
    return int(any(paper["status"] == "failed" for paper in dataset.run["papers"]))
