"""The tables in parts: tell the plans of a surveyed archive, reconcile share by share, write each share's parts.

    OUT/partitioned/<table>/org=<organisation>/year=<year>/<share>.parquet   the tables (`publish.parts`)
    OUT/partitioned/papers.jsonl        the manifest: every paper with its SHA-256 and what became of it
    OUT/partitioned/parts.jsonl         every part with its rows, bytes and SHA-256
    OUT/partitioned/partitioned.json    what the parts are together; written last, so that it speaks of whole parts
    OUT/partitioned/_work/              readings, surveys and finished shares (`planthread.archive`)

A share is reconciled, and its parts are written, by whoever is asked to. The tables are those of a run on one machine,
row for row.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from extract.errors import PlanthreadError
from extract.model import Paper
from planthread.archive import Archive
from planthread.folder import Folder
from planthread.pool import Doing
from planthread.serial import from_json, to_json
from planthread.settings import Settings
from planthread.shares import Share, shares_of, signature
from planthread.survey import Surveyed, unpacked
from planthread.tasks import code_version
from publish.schema import SCHEMA_VERSION, TABLES
from reconcile.engine import as_of_date, in_its_plan
from reconcile.plans import Grouping, recognise
from reconcile.settings import ReconcileSettings

__all__ = ["whole_papers", "work_folder", "write_parts"]

SHARE_SECONDS = 3600.0


def work_folder(out: Folder) -> Folder:
    """Where readings, surveys and finished shares are kept."""
    return Folder(f"{out.place}/_work")


def whole_papers(archive: Archive, out: Folder) -> Iterator[Paper]:
    """The papers with all that was read, from the work folder: for archives that one machine's memory holds."""
    work = work_folder(out)
    for entry in archive.surveyed:
        content = work.read(entry.reading) if entry.reading else None
        yield entry.paper if content is None else replace(from_json(unpacked(content)), file=entry.paper.file)


def write_parts(archive: Archive, out: Folder, settings: Settings, doing: Doing) -> dict[str, Any]:
    """Reconcile every share and write its parts; what partitioned.json says.

    A share that is there already is taken. Where one cannot be done the parts of before stay in force, and
    PlanthreadError names it; what was done is kept for the next run.
    """
    papers = archive.papers
    grouping = recognise(sorted(papers, key=lambda p: (p.file, p.paper_id)), settings.reconcile, archive.also_at)
    as_of = as_of_date((in_its_plan(paper, grouping) for paper in papers), settings.reconcile)
    shares = shares_of(papers, grouping)
    work = work_folder(out)
    by_id = {entry.paper.paper_id: entry for entry in archive.surveyed}
    orders = [
        {
            **_share_order(share, by_id, archive, grouping, settings.reconcile, as_of),
            "work": work.place,
            "tables": out.place,
        }
        for share in shares
    ]
    records = _done_shares(orders, out, work)
    waiting = [order for order in orders if order["signature"] not in records]
    problems = []
    with contextlib.closing(doing(waiting, settings, SHARE_SECONDS)) as answers:
        for number, answer in answers:
            order = waiting[number]
            if answer.reading is None:
                plans = ", ".join(plan["plan_id"] for plan in order["grouping"]["plans"][:3]) or order["organisation"]
                problems.append(f"{plans}: {answer.problem}")
            else:
                records[order["signature"]] = json.loads(answer.reading)
    if problems:
        done = len(orders) - len(problems)
        said = "; ".join(sorted(problems)[:3])
        raise PlanthreadError(
            f"{done} of {len(orders)} shares were reconciled and are kept; the others were not. {said}"
        )
    share_of: dict[str, str] = {}
    in_order = [records[order["signature"]] for order in orders]
    for share, order in zip(shares, orders, strict=True):
        share_of |= dict.fromkeys(share.papers, order["signature"])
    return _committed(archive, grouping, share_of, in_order, settings, as_of, out)


def _share_order(
    share: Share,
    by_id: Mapping[str, Surveyed],
    archive: Archive,
    grouping: Grouping,
    settings: ReconcileSettings,
    as_of: dt.date | None,
) -> dict[str, Any]:
    """All that reconciling a share needs to be told, but for where."""

    held = [
        {
            "file": by_id[paper_id].paper.file,
            "also_at": list(archive.also_at.get(paper_id, ())),
            "reading": by_id[paper_id].reading,
            "failed": None if by_id[paper_id].reading else json.loads(to_json(by_id[paper_id].paper)),
        }
        for paper_id in share.papers
    ]
    what = {
        "papers": held,
        "organisation": share.organisation,
        "grouping": share.grouping(grouping, [by_id[paper_id].paper for paper_id in share.papers]),
        "settings": settings.model_dump(mode="json"),
        "as_of": as_of.isoformat() if as_of else None,
    }
    name = signature([what, code_version()])
    return {"do": "reconcile", "signature": name, "record": f"shares/{name}.json", **what}


def _done_shares(orders: Sequence[Mapping[str, Any]], out: Folder, work: Folder) -> dict[str, Any]:
    """The records of shares that are done, with all their parts in place, by signature."""
    kept = set(work.names("shares"))
    there = {name for table in TABLES for name in out.names(table.name)} if kept else set()
    records = {}
    for order in orders:
        content = work.read(order["record"]) if order["record"] in kept else None
        record = json.loads(content) if content else None
        if record and all(part["path"] in there for part in record["parts"]):
            records[order["signature"]] = record
    return records


def _committed(
    archive: Archive,
    grouping: Grouping,
    share_of: Mapping[str, str],
    records: Sequence[Mapping[str, Any]],
    settings: Settings,
    as_of: dt.date | None,
    out: Folder,
) -> dict[str, Any]:
    """Write the lists and, last, partitioned.json; then take away parts that are in force no longer."""
    from planthread import __version__

    parts = sorted((part for record in records for part in record["parts"]), key=lambda part: str(part["path"]))
    rows: Counter[str] = Counter()
    for part in parts:
        rows[part["table"]] += part["rows"]
    about = {
        "planthread": __version__,
        "schema_version": SCHEMA_VERSION,
        "as_of": as_of.isoformat() if as_of else None,
        "settings": {
            "read": settings.read.model_dump(mode="json"),
            "reconcile": settings.reconcile.model_dump(mode="json"),
        },
        "papers": dict(sorted(Counter(paper.status for paper in archive.papers).items())),
        "plans": len(grouping.plans),
        "shares": len(records),
        "parts": len(parts),
        "bytes": sum(part["bytes"] for part in parts),
        "rows": {table.name: rows[table.name] for table in TABLES},
        "warnings": sorted(warning for record in records for warning in record["warnings"]),
        "not_papers": list(archive.not_papers),
    }
    out.write("papers.jsonl", _lines(_manifest(archive, grouping, share_of)))
    out.write("parts.jsonl", _lines(parts))
    out.write("partitioned.json", json.dumps(about, ensure_ascii=False, indent=1).encode() + b"\n")
    _take_away_all_but({part["path"] for part in parts}, set(share_of.values()), out)
    return about


def _manifest(archive: Archive, grouping: Grouping, share_of: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """One entry for each content."""
    for entry in archive.surveyed:
        paper = entry.paper
        yield {
            "file": paper.file,
            "also_at": list(archive.also_at.get(paper.paper_id, ())),
            "sha256": paper.sha256 or None,
            "bytes": entry.size,
            "pages": paper.pages,
            "status": paper.status,
            "problem": paper.problem,
            "role": paper.role,
            "plan_id": grouping.plan_of.get(paper.paper_id),
            "share": share_of[paper.paper_id],
        }


def _lines(values: Iterable[Mapping[str, Any]]) -> bytes:
    return "".join(json.dumps(value, ensure_ascii=False) + "\n" for value in values).encode("utf-8", "replace")


def _take_away_all_but(parts: set[str], shares: set[str], out: Folder) -> None:
    for table in TABLES:
        for name in list(out.names(table.name)):
            if name not in parts:
                out.remove(name)
    work = work_folder(out)
    for name in list(work.names("shares")):
        if name.rpartition("/")[2].removesuffix(".json") not in shares:
            work.remove(name)
