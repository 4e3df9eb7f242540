"""`planthread run`: the whole pipeline."""

from __future__ import annotations

import argparse
import json

from planthread.options import add_command, add_output, add_quiet, add_reading, progress_on, settings_from

_EXAMPLE = """\
  planthread run papers/ --out dataset/
  planthread run                       (data/raw to data/processed)
  planthread run https://example.org/papers/plan.pdf "s3://papers/2025/*.pdf"
"""


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command."""
    command = add_command(commands, "run", "read papers, reconcile the versions, write the dataset", _EXAMPLE)
    command.add_argument(
        "paths", nargs="*", metavar="PATH", help="papers or folders of papers, by path or URL (default: data/raw)"
    )
    add_output(command, "data/processed")
    add_reading(command)
    add_quiet(command)
    command.set_defaults(execute=execute)


def execute(args: argparse.Namespace) -> int:
    """Run it; 1 where some paper could not be read."""
    from planthread.pipeline import DEFAULT_OUT, run_fetched
    from planthread.remote import fetched
    from planthread.sources import inputs_of
    from planthread.summary import summary
    from publish.dataset import refuse_unless_ours

    out = args.out or DEFAULT_OUT
    refuse_unless_ours(out)
    with fetched(args.paths, settings_from(args, []).read.max_bytes) as given:
        settings = settings_from(args, inputs_of(given.inputs))
        dataset = run_fetched(given, out, settings, progress_on(args))
    if args.json:
        print(json.dumps({"dataset": str(dataset.folder), **dataset.run}, ensure_ascii=False, indent=1))
    elif not args.quiet:
        print(summary(dataset))
    return int(any(paper["status"] == "failed" for paper in dataset.run["papers"]))
