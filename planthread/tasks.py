"""What a reader process does, here or on another machine: read a paper, survey it, draw it, reconcile a share of plans.

Each task is told everything it needs as JSON values and answers with bytes. Done twice, it does the same: what it
writes has a name made from what went into it.
"""

from __future__ import annotations

import functools
import hashlib
import importlib.metadata
import json
from collections.abc import Mapping
from dataclasses import astuple, replace
from pathlib import Path
from typing import Any

from extract.errors import PaperUnreadable, PlanthreadError
from extract.model import Paper
from extract.settings import ReadSettings
from planthread.cache import extractor_version
from planthread.folder import Folder
from planthread.remote import is_url, read_bytes
from planthread.serial import from_json, to_json
from planthread.survey import Surveyed, light, packed, unpacked

__all__ = ["code_version", "do", "paper_is_open"]

Order = Mapping[str, Any]
_RECONCILERS = ("numpy", "pyarrow", "rapidfuzz", "scipy")


def do(order: Order) -> bytes:
    """Do one task. Raises a PlanthreadError where a person can do something about it."""
    tasks = {"read": _read, "survey": _survey, "digest": _digest, "reconcile": _reconcile, "draw": _draw}
    return tasks[order["do"]](order)


_open_papers: list[str] = []


def paper_is_open() -> bool:
    """Whether a paper is being read just now: nothing that it points to may be fetched then."""
    return bool(_open_papers)


def _paper(data: bytes, file: str, settings: ReadSettings) -> Paper:
    from extract.paper import read_paper

    _open_papers.append(file)
    try:
        return read_paper(data, file, settings)
    finally:
        _open_papers.pop()


def _read(order: Order) -> bytes:
    """A paper as JSON."""
    try:
        data = Path(order["path"]).read_bytes()
    except OSError as error:
        raise PaperUnreadable(
            f"the file was there and can no longer be opened ({error.strerror}); run again when nobody moves it"
        ) from error
    if hashlib.sha256(data).hexdigest() != order["sha256"]:
        raise PaperUnreadable("the file changed while it was being read; run again when nobody writes to it")
    return to_json(_paper(data, order["file"], ReadSettings.model_validate(order["settings"])))


def _survey(order: Order) -> bytes:
    """Read a paper, keep the reading in the work folder, and answer with what the survey needs of it.

    A reading that is there already is taken, unless it is to be read afresh; a paper that cannot be read is surveyed
    as such, and not kept.
    """
    from planthread.reading import failed_paper
    from planthread.sources import Source

    settings = ReadSettings.model_validate(order["settings"])
    work, file = Folder(order["work"]), order["file"]
    sha256, size, problem, data = _had(order["path"], settings.max_bytes)
    name = _reading_name(sha256, file.rpartition("/")[2], settings)
    try:
        if problem is not None:
            raise PaperUnreadable(problem)
        paper = None if order["afresh"] else _kept(work, name)
        if paper is None:
            paper = _paper(data, file, settings)
            work.write(name, packed(to_json(paper)))
    except PaperUnreadable as error:
        failed = failed_paper(Source(Path(file), file, sha256, size), str(error))
        return Surveyed(failed, size, None).to_bytes()
    surveyed = Surveyed(light(replace(paper, file=file)), size, name).to_bytes()
    work.write(order["entry"], surveyed)
    return surveyed


def _kept(work: Folder, name: str) -> Paper | None:
    """A reading in the work folder; None where there is none, or a damaged one."""
    content = work.read(name)
    try:
        return from_json(unpacked(content)) if content is not None else None
    except ValueError:
        return None


def _had(place: str, most: int) -> tuple[str, int, str | None, bytes]:
    """The hash and size of a paper, what is wrong with it, and its bytes; by path or URL."""
    from planthread.sources import digest

    if not is_url(place):
        sha256, size, problem = digest(Path(place), most)
        return sha256, size, problem, b"" if problem else Path(place).read_bytes()
    try:
        data = read_bytes(place, most)
    except Exception as error:  # noqa: BLE001 -- every store has its own errors
        said = " ".join(str(error).split())[:200] or type(error).__name__
        return "", 0, f"{place} could not be fetched ({said}); check the address and your access", b""
    if len(data) > most:
        return "", len(data), f"the file has more than {most:,} bytes, the limit; split it, or raise max_bytes", b""
    return hashlib.sha256(data).hexdigest(), len(data), None, data


def _digest(order: Order) -> bytes:
    """The hash and size of a paper that could not be surveyed."""
    sha256, size, *_ = _had(order["path"], order["settings"]["max_bytes"])
    return json.dumps({"sha256": sha256, "size": size}).encode()


def _reading_name(sha256: str, name: str, settings: ReadSettings) -> str:
    """`name` counts: its suffix may choose the reader, and a date in it may be the version's."""
    key = "\n".join((sha256, name, settings.model_dump_json(), extractor_version()))
    digest = hashlib.sha256(key.encode("utf-8", "surrogateescape")).hexdigest()
    return f"readings/{digest[:2]}/{digest}.json.gz"


def _reconcile(order: Order) -> bytes:
    """Reconcile a share from its readings and write its parts; answers with what was written, and keeps that too."""
    import datetime as dt

    from planthread.shares import grouping_from
    from publish.parts import parts_of
    from reconcile.engine import reconcile_grouped
    from reconcile.settings import ReconcileSettings

    work, tables = Folder(order["work"]), Folder(order["tables"])
    papers = [_paper_of(work, entry) for entry in order["papers"]]
    also_at = {p.paper_id: e["also_at"] for p, e in zip(papers, order["papers"], strict=True) if e["also_at"]}
    settings = ReconcileSettings.model_validate(order["settings"])
    as_of = dt.date.fromisoformat(order["as_of"]) if order["as_of"] else None
    found = reconcile_grouped(papers, grouping_from(order["grouping"]), settings, also_at, as_of)
    parts, warnings = parts_of(found, order["organisation"], order["signature"])
    for part in parts:
        tables.write(part.path, part.content)
    written = [
        {
            "path": part.path,
            "table": part.table,
            "rows": part.rows,
            "bytes": len(part.content),
            "sha256": hashlib.sha256(part.content).hexdigest(),
        }
        for part in parts
    ]
    record = json.dumps({"parts": written, "warnings": warnings}).encode()
    work.write(order["record"], record)
    return record


def _draw(order: Order) -> bytes:
    """The parts of a paper that could be drawn, as a list of [number of the part, what a Picture holds …]."""
    from publish.drawing import Part, ToDraw, draw_paper
    from publish.redaction import People

    parts = tuple(Part(page, (x0, top, x1, bottom)) for page, x0, top, x1, bottom in order["parts"])
    people = None if order["people"] is None else People(*order["people"])
    _open_papers.append(order["path"])
    try:
        drawn = draw_paper(ToDraw(Path(order["path"]), order["sha256"], parts), people)
    finally:
        _open_papers.pop()
    return json.dumps([(at, *astuple(drawn[part])) for at, part in enumerate(parts) if part in drawn]).encode()


def _paper_of(work: Folder, entry: Mapping[str, Any]) -> Paper:
    """A paper of a share: its reading, or what is said of one that could not be read."""
    if entry["reading"] is None:
        return from_json(json.dumps(entry["failed"]).encode())
    paper = _kept(work, entry["reading"])
    if paper is None:
        raise PlanthreadError(f"the reading of {entry['file']} is gone from {work.place}; run again to read it anew")
    return replace(paper, file=entry["file"])


@functools.cache
def code_version() -> str:
    """A hash of all that decides what stands in the tables: reading, reconciling, publishing and their libraries."""
    import publish
    import reconcile

    digest = hashlib.sha256(extractor_version().encode())
    for package in (reconcile, publish):
        root = Path(str(package.__file__)).parent
        for source in sorted(root.rglob("*.py")):
            digest.update(source.relative_to(root).as_posix().encode() + b"\0" + source.read_bytes())
    for library in _RECONCILERS:
        digest.update(f"{library}=={importlib.metadata.version(library)}\n".encode())
    return digest.hexdigest()
