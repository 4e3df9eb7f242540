"""`planthread report`: a dataset as a page, or as two pages for a committee paper."""

from __future__ import annotations

import argparse
import datetime as dt
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from extract.errors import OutputRefused, WrongUse
from planthread.options import add_command, add_quiet

if TYPE_CHECKING:
    from publish.dataset import Dataset

_EXAMPLE = """\
  planthread report                                       (where the page of data/processed is)
  planthread report dataset/ --format pdf --out summary.pdf
  planthread report dataset/ --format markdown > summary.md
"""


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command."""
    command = add_command(commands, "report", "give a dataset's page, or two pages for a committee paper", _EXAMPLE)
    command.add_argument(
        "folder", nargs="?", type=Path, default=Path("data/processed"), metavar="DIR", help="default: data/processed"
    )
    command.add_argument(
        "--format",
        choices=("html", "pdf", "markdown"),
        default="html",
        help="the whole page; or the summary, printed by the browser that is installed or as Markdown",
    )
    command.add_argument(
        "--out",
        type=Path,
        metavar="FILE",
        help="write it there (default: html says where the page is, pdf writes summary.pdf, markdown the screen)",
    )
    add_quiet(command)
    command.set_defaults(execute=execute)


def execute(args: argparse.Namespace) -> int:
    """Write what was asked for and say where it is."""
    from publish.dataset import open_dataset

    dataset = open_dataset(args.folder)
    data = _page(dataset) if args.format == "html" else _summary(dataset, args.format)
    out = args.out or (Path("summary.pdf") if args.format == "pdf" else None)
    if out is not None:
        _write(out, data)
    elif args.format == "markdown" and not args.json:
        sys.stdout.write(data.decode("utf-8"))
        return 0
    at = out or args.folder / "report" / "index.html"
    if args.json:
        text = data.decode("utf-8") if args.format == "markdown" else None
        file = None if args.format == "markdown" and out is None else str(at)
        print(json.dumps({"format": args.format, "file": file, "text": text}, ensure_ascii=False))
    elif not args.quiet:
        print(at)
    return 0


def _page(dataset: Dataset) -> bytes:
    """The page as the run wrote it: it has pictures of papers that may not be here any more."""
    from publish.report import PAGE

    try:
        return (dataset.folder / PAGE).read_bytes()
    except OSError as error:
        raise WrongUse(
            f"{dataset.folder / PAGE} cannot be read ({error.strerror}); make it again with: planthread run --out "
            f"{dataset.folder}"
        ) from error


def _summary(dataset: Dataset, form: str) -> bytes:
    from publish.printing import print_page
    from publish.schema import TABLES
    from publish.summary import as_html, as_markdown, summary_of

    as_of = dataset.run.get("as_of")
    tables = {table.name: dataset.rows(table.name) for table in TABLES}
    summary = summary_of(tables, dt.date.fromisoformat(as_of) if as_of else None)
    return print_page(as_html(summary)) if form == "pdf" else as_markdown(summary).encode("utf-8")


def _write(path: Path, data: bytes) -> None:
    """Whole or not at all: what stood there stays until the new file is complete."""
    part = path.with_name(f".{path.name}.planthread-part")
    try:
        part.write_bytes(data)
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise OutputRefused(f"{path} cannot be written ({error.strerror}); name another file with --out") from error
