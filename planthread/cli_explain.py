"""`planthread explain`: the story of one action."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from planthread.options import add_command, add_quiet

_EXAMPLE = """\
  planthread explain SM4
  planthread explain SM4 --data dataset/
"""


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command."""
    command = add_command(
        commands, "explain", "tell a thread: every version of an action, what changed, and where it stands", _EXAMPLE
    )
    command.add_argument("ref", metavar="REF", help="a ref, or a thread_id")
    command.add_argument(
        "--data", type=Path, default=Path("data/processed"), metavar="DIR", help="the dataset (default: data/processed)"
    )
    add_quiet(command)
    command.set_defaults(execute=execute)


def execute(args: argparse.Namespace) -> int:
    """Print every thread that carries the ref."""
    from planthread.explain import explain, told

    threads = explain(args.data, args.ref)
    if args.json:
        print(json.dumps(threads, ensure_ascii=False, indent=1))
    else:
        print("\n\n".join(told(thread) for thread in threads))
    return 0
