"""Two versions of one plan, given by a person, against each other."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from extract.errors import PlanthreadError, WrongUse
from extract.model import Paper, Version
from planthread.pipeline import Clock
from planthread.reading import Progress, read_sources
from planthread.settings import Settings
from planthread.sources import Input, Source, named_apart
from planthread.versions_input import read_version

if TYPE_CHECKING:
    from reconcile.model import Reconciliation

__all__ = ["pair_sources", "read_pair", "reconcile", "reconciled_files", "together", "version_of"]


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
            papers += read_pair(pair_sources([Path(given)]), settings)
            versions.append(version_of(papers[-1]))
    return reconcile_pair(versions[0], versions[1], settings.reconcile, papers=together(papers))


def pair_sources(paths: Sequence[Path]) -> tuple[Source, ...]:
    """The files of a pair, in the order given, two of one name told apart; WrongUse for one that is not there."""
    return tuple(_source(path, name) for name, path in named_apart([(path.name, path) for path in paths]))


def reconciled_files(
    sources: Sequence[Source], settings: Settings, clock: Clock, *, tracked: bool, progress: Progress | None = None
) -> tuple[Reconciliation, Input]:
    """Two versions of one plan, each in a file, or with `tracked` one Word file before and after its changes."""
    from reconcile.engine import reconcile_pair

    with clock.stage("read"):
        if tracked:
            views = (settings.with_reading(view=view) for view in ("original", "final"))
            papers = [paper for view in views for paper in read_pair(sources, view, progress)]
        else:
            papers = read_pair(sources, settings, progress)
    with clock.stage("reconcile"):
        old, new = (version_of(paper) for paper in papers)
        found = reconcile_pair(old, new, settings.reconcile, papers=together(papers))
    return found, Input(tuple(dict.fromkeys(sources)), ())


def read_pair(sources: Sequence[Source], settings: Settings, progress: Progress | None = None) -> list[Paper]:
    """The paper of each file, in the order given; raises PlanthreadError for one that cannot be read."""
    given = {s.file: read_version(s.path, s.path.read_bytes(), settings.read) for s in sources}
    waiting = [source for source in sources if given[source.file] is None]
    read = dict(zip((s.file for s in waiting), read_sources(waiting, settings, progress), strict=True))
    papers = [given[source.file] or read[source.file] for source in sources]
    for paper in papers:
        if paper.status == "failed":
            raise PlanthreadError(f"{paper.file} could not be read: {paper.problem}")
    return papers


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
