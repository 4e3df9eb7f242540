"""`planthread timescale`: how a timescale is read."""

from __future__ import annotations

import argparse
import datetime as dt
import json
import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from planthread.options import add_command, add_quiet, day

if TYPE_CHECKING:
    from extract.model import Milestone

_EXAMPLE = """\
  planthread timescale "End of Q3" --period 2024-04-01/2025-03-31
  planthread timescale --json < timescales.txt
"""
_SHOWN = ("kind", "start", "due", "due_by", "rrule", "label", "note")


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command."""
    command = add_command(commands, "timescale", "show how timescales are read", _EXAMPLE)
    command.add_argument("texts", nargs="*", metavar="TEXT", help="timescales (default: one a line on standard input)")
    command.add_argument("--as-at", type=day, metavar="DATE", help="the date of the version they stand in")
    command.add_argument("--period", type=_period, metavar="START/END", help="the period of the plan they stand in")
    add_quiet(command)
    command.set_defaults(execute=execute)


def _period(text: str) -> tuple[dt.date, dt.date]:
    start, _, end = text.partition("/")
    first, last = day(start), day(end)
    if last < first:
        raise argparse.ArgumentTypeError(f"{text!r} ends before it starts")
    return first, last


def execute(args: argparse.Namespace) -> int:
    """Print the reading of every timescale; an unreadable one is no failure."""
    from extract.timescales import TimeContext, read_timescale

    start, end = args.period or (None, None)
    context = TimeContext(as_at=args.as_at, period_start=start, period_end=end)
    for printed in _given(args.texts):
        milestones = read_timescale(printed, context)
        if args.json:
            said = {"printed": printed, "milestones": [_as_json(milestone) for milestone in milestones]}
            print(json.dumps(said, ensure_ascii=False), flush=True)
        else:
            print("\n".join(_lines(printed, milestones)), flush=True)
    return 0


def _given(texts: list[str]) -> Iterator[str]:
    """The timescales given, or those on standard input in UTF-8; empty lines are skipped."""
    lines: Iterable[str] = texts or (line.decode("utf-8-sig", "replace") for line in sys.stdin.buffer)
    return (line.strip("\r\n") for line in lines if line.strip())


def _as_json(milestone: Milestone) -> dict[str, Any]:
    said = {name: getattr(milestone, name) for name in (*_SHOWN, "inferred")}
    return said | {"due_by": milestone.due_by.isoformat() if milestone.due_by else None}


def _lines(printed: str, milestones: tuple[Milestone, ...]) -> Iterator[str]:
    yield printed
    for milestone in milestones:
        values = ((name.replace("_", " "), getattr(milestone, name)) for name in (*_SHOWN[1:], "inferred"))
        said = [f"{name} {value}" for name, value in values if value is not None]
        yield "  " + " · ".join([milestone.kind, *said])
