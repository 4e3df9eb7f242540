"""Options that several commands share, and what they mean for the settings."""

from __future__ import annotations

import argparse
import datetime as dt
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from planthread.reading import Progress, Tally
    from planthread.settings import Settings

__all__ = [
    "add_command",
    "add_output",
    "add_quiet",
    "add_reading",
    "add_workers",
    "day",
    "progress_line",
    "progress_on",
    "settings_from",
]


def add_command(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], name: str, does: str, example: str
) -> argparse.ArgumentParser:
    """A command with its help: what it does and an example of it."""
    return commands.add_parser(
        name,
        help=does,
        description=f"{does[0].upper()}{does[1:]}.",
        epilog=f"example:\n{example}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )


def add_quiet(command: argparse.ArgumentParser) -> None:
    """--quiet and --json."""
    command.add_argument("--quiet", action="store_true", help="no progress and no summary")
    command.add_argument("--json", action="store_true", help="print the result as JSON, for a program")


def add_reading(command: argparse.ArgumentParser) -> None:
    """The readers' options and the means of reading."""
    reading = command.add_argument_group("reading")
    reading.add_argument("--engine", choices=("auto", "pdfplumber"), help="what reads PDF characters and rules")
    reading.add_argument("--view", choices=("final", "original"), help="tracked changes as accepted, or as rejected")
    add_workers(reading)
    reading.add_argument("--no-cache", action="store_true", help="read every paper afresh and keep no reading")
    reading.add_argument(
        "--config", type=Path, metavar="FILE", help="settings (default: planthread.toml in the input folder)"
    )


def add_workers(command: argparse._ActionsContainer) -> None:
    """--workers."""
    command.add_argument("--workers", type=_workers, metavar="N", help="papers read at a time (default: one a core)")


def add_output(command: argparse.ArgumentParser, out: str | None) -> None:
    """--out and --as-of; `out` is the folder written to where none is named, None: the screen."""
    where = out or "the changes go to the screen"
    command.add_argument(
        "--out", type=_output if out else Path, metavar="DIR", help=f"write the dataset there (default: {where})"
    )
    command.add_argument("--redact-people", action="store_true", help="write roles for the names of people, everywhere")
    command.add_argument(
        "--as-of", type=day, metavar="DATE", help="the day 'overdue' is judged at (default: the latest date read)"
    )


def day(text: str) -> dt.date:
    """A date such as 2024-06-24."""
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no date; write it as 2024-06-24") from None


def _output(text: str) -> Path | str:
    from planthread.remote import input_of

    return input_of(text)


def _workers(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no number of workers; write 1 or more")
    return int(text)


def settings_from(args: argparse.Namespace, inputs: Sequence[Path]) -> Settings:
    """The settings of the config file with the command's options over them."""
    from planthread.pipeline import settings_for

    settings = settings_for(inputs, args.config)
    settings = settings.with_reading(engine=args.engine, view=args.view)
    settings = settings.with_means(workers=args.workers, cache=not args.no_cache)
    settings = settings.with_people(redacted=getattr(args, "redact_people", False))
    return settings.with_as_of(getattr(args, "as_of", None))


def progress_on(args: argparse.Namespace) -> Progress | None:
    """A progress line on standard error, only while a person is watching."""
    if args.quiet or not sys.stderr.isatty():
        return None

    def show(tally: Tally) -> None:
        room = max(20, os.get_terminal_size(sys.stderr.fileno()).columns - 1)
        line = progress_line(tally)[:room] if tally.done < tally.total else ""
        sys.stderr.write(f"\r{line:<{room}}" if line else f"\r{'':<{room}}\r")
        sys.stderr.flush()

    return show


def progress_line(tally: Tally) -> str:
    """How far reading is: papers, pages per second, time left, and the last paper done."""
    bar = "█" * (20 * tally.done // max(tally.total, 1))
    speed = f"{tally.pages_per_second:.0f} pages/s  " if tally.pages else ""
    left = tally.seconds_left
    time_left = "" if left is None else f"{_duration(left)} left  "
    return f"reading {bar:░<20} {tally.done}/{tally.total} papers  {speed}{time_left}{tally.file}"


def _duration(seconds: float) -> str:
    """ "40 s", "12 min", "3 h 20 min": as exact as an estimate is."""
    if seconds < 90:
        return f"{seconds:.0f} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 90 else f"{minutes // 60} h {minutes % 60:02} min"
