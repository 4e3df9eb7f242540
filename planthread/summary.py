"""The end of a run in words and figures: what each paper was and what came of it."""

from __future__ import annotations

import shutil
import textwrap
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

from publish.dataset import Dataset
from reconcile.wording import counted

if TYPE_CHECKING:
    from reconcile.model import Reconciliation

__all__ = ["aligned", "for_screen", "paper_lines", "summary"]

_NARROWEST = 12


def paper_lines(found: Reconciliation) -> list[dict[str, Any]]:
    """One entry a paper: what it is, its version's date, its actions, the changes and findings it brought.

    `twin_of`: the paper_id of the same paper in another format; the two count once.
    """
    paper_of = {held.version.version_id: held.version.paper_id for held in found.versions}
    changes = Counter(paper_of.get(change.new_version_id) for change in found.changes)
    raised = {(f.finding_id, f.paper_id or paper_of.get(f.version_id or "")) for f in found.findings}
    raised |= {(f.finding_id, paper.paper_id) for paper in found.papers for f in paper.findings}
    findings = Counter(paper_id for _, paper_id in raised)
    issued: dict[str, list[str | None]] = {}
    actions: Counter[str] = Counter()
    for held in found.versions:
        if held.version.kind == "issued":
            issued.setdefault(held.version.paper_id, []).append(held.version.as_at)
            actions[held.version.paper_id] += len(held.version.actions)
    return [
        {
            "file": paper.file,
            "twin_of": found.twin_of.get(paper.paper_id),
            "role": paper.role,
            "version": ", ".join(as_at or "undated" for as_at in issued.get(paper.paper_id, ())) or None,
            "versions": len(issued.get(paper.paper_id, ())),
            "actions": actions[paper.paper_id],
            "declared": len(paper.declared),
            "claims": len(paper.claims),
            "changes": changes[paper.paper_id],
            "findings": findings[paper.paper_id],
            "status": paper.status,
            "problem": paper.problem,
        }
        for paper in found.papers
    ]


def summary(dataset: Dataset) -> str:
    """The summary that ends a run, for a terminal. Versions and actions are those of issued versions."""
    papers: Sequence[Mapping[str, Any]] = dataset.run["papers"]
    columns = ("file", "role", "version", "actions", "changes", "findings", "status")
    lines = aligned(columns, ([_shown(paper, name) for name in columns] for paper in papers))
    lines += [f"  {paper['file']}: {paper['problem']}" for paper in papers if paper["problem"]]
    once = [paper for paper in papers if not paper["twin_of"]]
    counts = dataset.run["counts"] | {name: sum(paper[name] for paper in once) for name in ("versions", "actions")}
    named = ("plans", "versions", "actions", "links", "changes", "declared_changes", "claims", "findings")
    lines += ["", "In all: " + ", ".join(_counted(counts[name], name) for name in named)]
    lines += [f"warning: {warning}" for warning in dataset.run["warnings"]]
    if dataset.run["not_papers"]:
        lines.append(f"Not papers, left alone: {_some(dataset.run['not_papers'])}")
    lines += [f"Dataset: {dataset.folder}  (csv/, parquet/, planthread.sqlite, datapackage.json, run.json)"]
    lines += [f"Report: {dataset.folder / 'report' / 'index.html'}"]
    lines += [f"Workbook: {dataset.folder / 'reconciliation.xlsx'}"]
    return "\n".join(lines)


def _counted(number: int, table: str) -> str:
    return counted(number, table.removesuffix("s").replace("_", " "))


def _shown(paper: Mapping[str, Any], column: str) -> object:
    if column != "version" or not paper["twin_of"]:
        return paper[column]
    return f"{paper['version']} (twin)" if paper["version"] else "(twin)"


def _some(names: Sequence[str], most: int = 5) -> str:
    more = len(names) - most
    return ", ".join(names[:most]) + (f" and {more} more" if more > 0 else "")


_CONTROLS = dict.fromkeys({*range(32), *range(127, 160)} - {ord("\n"), ord("\t")}, "\ufffd")


def for_screen(text: str) -> str:
    """The text without control characters: words of a paper could else move the cursor or rename the window."""
    return text.translate(_CONTROLS)


def aligned(
    header: Sequence[str], rows: Iterable[Sequence[object]], widest: int | None = None, *, wrapped: bool = False
) -> list[str]:
    """Rows of text under a header, columns lined up, numbers to the right, no line wider than the terminal.

    Text too wide for its column is cut, or with `wrapped` goes on in the next line.
    """
    cells = [["" if value is None else " ".join(str(value).split()) for value in row] for row in rows]
    numeric = [bool(cells) and all(row[i].isdigit() or not row[i] for row in cells) for i in range(len(header))]
    wide = [max(len(row[i]) for row in [list(header), *cells]) for i in range(len(header))]
    room = widest or shutil.get_terminal_size((200, 24)).columns
    room -= 2 * (len(header) - 1)
    while sum(wide) > room and max(wide) > _NARROWEST:  # the widest columns give way
        wide[wide.index(max(wide))] -= 1
    shown = [line for row in cells for line in (_broken(row, wide) if wrapped else [row])]
    lines = [_line(row, wide, numeric) for row in [list(header), *shown]]
    return [lines[0], "  ".join("-" * width for width in wide), *lines[1:]]


def _broken(row: Sequence[str], wide: Sequence[int]) -> list[tuple[str, ...]]:
    """A row as the lines that hold all of its text."""
    columns = [textwrap.wrap(text, width) or [""] for text, width in zip(row, wide, strict=True)]
    return list(zip_longest(*columns, fillvalue=""))


def _line(row: Sequence[str], wide: Sequence[int], numeric: Sequence[bool]) -> str:
    parts = []
    for text, width, right in zip(row, wide, numeric, strict=True):
        shown = text if len(text) <= width else text[: width - 1] + "…"
        parts.append(shown.rjust(width) if right else shown.ljust(width))
    return "  ".join(parts).rstrip()
