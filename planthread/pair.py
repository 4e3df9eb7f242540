"""Two versions of one plan, given by a person, against each other."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from extract.errors import PlanthreadError, WrongUse
from extract.model import Paper, Version
from planthread.reading import Progress, read_sources
from planthread.settings import Settings
from planthread.sources import Input, Source
from planthread.versions_input import read_version

if TYPE_CHECKING:
    from reconcile.model import Reconciliation

__all__ = ["read_pair", "reconcile", "together", "version_of"]


def reconcile(old: Version | Path | str, new: Version | Path | str, settings: Settings | None = None) -> Reconciliation:
    """Reconcile two versions of one plan, in the order given, whatever their dates.

    Each is a `Version`, or a file: a paper, or CSV, Excel or JSON with ref, text[, section, owner, timescale, rating].
    Raises WrongUse for a file that does not exist, PlanthreadError for one that cannot be read or holds no plan.
    """
    from reconcile.engine import reconcile_pair

    settings = settings or Settings()
    papers: list[Paper] = []
    versions: list[Version] = []
    for given in (old, new):
        if isinstance(given, Version):
            versions.append(given)
        else:
            papers += read_pair([Path(given)], settings)[0]
            versions.append(version_of(papers[-1]))
    return reconcile_pair(versions[0], versions[1], settings.reconcile, papers=together(papers))


def read_pair(paths: Sequence[Path], settings: Settings, progress: Progress | None = None) -> tuple[list[Paper], Input]:
    """The paper of each file, in the order given; raises PlanthreadError for one that cannot be read."""
    names = [path.name for path in paths] if len({path.name for path in paths}) == len(paths) else list(map(str, paths))
    sources = [_source(path, name) for path, name in zip(paths, names, strict=True)]
    given = {s.file: read_version(s.path, s.path.read_bytes(), settings.read) for s in sources}
    waiting = [source for source in sources if given[source.file] is None]
    read = dict(zip((s.file for s in waiting), read_sources(waiting, settings, progress), strict=True))
    papers = [given[source.file] or read[source.file] for source in sources]
    for paper in papers:
        if paper.status == "failed":
            raise PlanthreadError(f"{paper.file} could not be read: {paper.problem}")
    return papers, Input(tuple(dict.fromkeys(sources)), ())


def _source(path: Path, name: str) -> Source:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise WrongUse(f"{path} cannot be opened ({error.strerror}); check the name") from error
    return Source(path, name, hashlib.sha256(data).hexdigest(), len(data))


def version_of(paper: Paper) -> Version:
    """The version a paper holds: of several the one with the most actions. PlanthreadError where it holds none."""
    issued = [version for version in paper.versions if version.kind == "issued" and version.actions]
    if not issued:
        raise PlanthreadError(
            f"{paper.file} holds no actions (it was read as: {paper.role}), so there is nothing to reconcile; "
            f"planthread extract {paper.file} shows what it holds"
        )
    return max(issued, key=lambda version: len(version.actions))


def together(papers: Sequence[Paper]) -> tuple[Paper, ...]:
    """The papers of a pair, once each: two views of one paper are one paper with what both say."""
    once: dict[str, Paper] = {}
    for paper in papers:
        first = once.setdefault(paper.paper_id, paper)
        if first is not paper:
            findings = dict.fromkeys((*first.findings, *paper.findings))
            once[paper.paper_id] = replace(first, findings=tuple(findings))
    return tuple(once.values())
