"""`planthread check`: is the dataset whole and valid."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from planthread.options import add_command, add_quiet

_EXAMPLE = """\
  planthread check dataset/
"""


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command."""
    command = add_command(commands, "check", "check that a dataset is whole and valid against its own schema", _EXAMPLE)
    command.add_argument(
        "folder", nargs="?", type=Path, default=Path("data/processed"), metavar="DIR", help="default: data/processed"
    )
    add_quiet(command)
    command.set_defaults(execute=execute)


def execute(args: argparse.Namespace) -> int:
    """Print every fault; 3 where there is one: nothing can be done with such a dataset."""
    from publish.check import check_dataset

    faults = check_dataset(args.folder)
    if args.json:
        print(json.dumps({"dataset": str(args.folder), "valid": not faults, "faults": faults}, ensure_ascii=False))
    elif faults:
        print("\n".join(faults))
    elif not args.quiet:
        print(f"{args.folder}: whole and valid")
    return 3 if faults else 0
