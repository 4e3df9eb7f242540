"""Papers in, a dataset out: find, read (or take from the cache), reconcile, publish."""

from __future__ import annotations

import contextlib
import datetime as dt
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extract.errors import PaperUnreadable, PlanthreadError, WrongUse
from extract.model import Paper
from planthread.folder import Folder
from planthread.made_with import made_with
from planthread.pool import Doing
from planthread.reading import Progress, read_sources
from planthread.remote import Fetched, fetched, is_url
from planthread.settings import Settings, load_settings
from planthread.sources import Input, Source, config_of, find_papers, inputs_of
from planthread.summary import paper_lines
from publish.dataset import PARTITIONED, Dataset, Extra, refuse_unless_ours, write_dataset
from publish.lock import held

if TYPE_CHECKING:
    from publish.redaction import People
    from reconcile.model import Reconciliation

__all__ = [
    "DEFAULT_OUT",
    "Clock",
    "dataset_of",
    "extract_paper",
    "extras_of",
    "published",
    "run",
    "run_fetched",
    "run_partitioned",
    "run_record",
    "settings_for",
]

DEFAULT_OUT = Path("data/processed")


@dataclass(slots=True)
class Clock:
    """How long each stage took, in seconds, and when it all began; it goes to run.json and nowhere else."""

    began: dt.datetime = field(default_factory=lambda: dt.datetime.now(dt.UTC))
    seconds: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Time the block as one stage."""
        start = time.perf_counter()
        yield
        self.seconds[name] = round(time.perf_counter() - start, 3)


def run(
    paths: Sequence[Path | str] = (),
    out: Path | str = DEFAULT_OUT,
    settings: Settings | None = None,
    progress: Progress | None = None,
) -> Dataset:
    """Read every paper in `paths` (default: data/raw), reconcile the versions and write the dataset to `out`.

    `paths`: files and folders, or URLs that fsspec knows (s3://, https://, memory:// …), also with * for a pattern.
    Without `settings` those of the input folder's planthread.toml hold. Raises OutputRefused where `out` is not ours,
    WrongUse for what cannot be meant, PlanthreadError where not one paper could be read; `out` is then as it was. A
    paper that cannot be read is a row with status `failed` and a finding `paper-unreadable`.
    """
    refuse_unless_ours(Path(out))
    with fetched(paths, (settings or Settings()).read.max_bytes) as given:
        return run_fetched(given, out, settings or settings_for(inputs_of(given.inputs)), progress)


def run_fetched(given: Fetched, out: Path | str, settings: Settings, progress: Progress | None = None) -> Dataset:
    """`run` on inputs that are files here already."""
    clock = Clock()
    inputs = inputs_of(given.inputs)
    refuse_unless_ours(Path(out))
    with clock.stage("find"):
        found_input = find_papers(inputs, given.problems, settings.read.max_bytes)
    return dataset_of(found_input, Path(out), settings, clock, progress)


def dataset_of(
    found_input: Input, out: Path, settings: Settings, clock: Clock, progress: Progress | None = None
) -> Dataset:
    """Read the papers that were found, reconcile the versions and write the dataset."""
    from reconcile.engine import reconcile_papers

    with clock.stage("read"):
        papers = read_sources(found_input.sources, settings, progress)
    _stop_if_none_was_read(papers)
    also_at = {
        paper.paper_id: source.also_at
        for paper, source in zip(papers, found_input.sources, strict=True)
        if source.also_at
    }
    with clock.stage("reconcile"):
        found = reconcile_papers(papers, settings.reconcile, also_at)
    return published(found, found_input, out, settings, clock)


def run_partitioned(
    paths: Sequence[Path | str],
    out: Path | str,
    settings: Settings,
    doing: Doing | None = None,
    progress: Progress | None = None,
) -> dict[str, Any]:
    """Read and reconcile an archive share by share, and write the tables in parts to `out`/partitioned.

    `out`: a folder or a URL. `doing` does the tasks: a cluster's workers, or (default) processes here. Up to
    `settings.dataset_up_to` papers, and where `out` is a folder, the dataset of `run` is written to it besides. What an
    earlier run did is taken. Returns what partitioned.json says, and under "dataset" where the dataset is (or null).
    """
    from planthread.archive import found_in, survey
    from planthread.partitioned import whole_papers, work_folder, write_parts
    from planthread.pool import done_orders
    from reconcile.engine import reconcile_papers

    if settings.redact_people:
        raise WrongUse(
            "names cannot be replaced in tables written in parts yet: leave out --redact-people, or run whole"
        )
    clock, doing = Clock(), doing or done_orders
    local = None if is_url(str(out)) else Path(out).resolve()
    folder = Folder(f"{out}/{PARTITIONED}")
    with contextlib.ExitStack() as stack:
        if local:  # in a store nobody can tell who else is writing
            refuse_unless_ours(local)
            local.parent.mkdir(parents=True, exist_ok=True)
            stack.enter_context(held(local.with_name(f".{local.name}.planthread-parts"), local))
        with clock.stage("find"):
            found_files = found_in(paths)
        with clock.stage("read"):
            archive = survey(found_files, work_folder(folder), settings, doing, progress)
        with clock.stage("reconcile"):
            said = write_parts(archive, folder, settings, doing)
        if not local or len(archive.surveyed) > settings.dataset_up_to:
            return {**said, "dataset": None}
        found = reconcile_papers(list(whole_papers(archive, folder)), settings.reconcile, archive.also_at)
        given = archive.as_input()
        published(found, given, local, settings, clock)
        return {**said, "dataset": str(out)}


def published(
    found: Reconciliation, found_input: Input, out: Path, settings: Settings, clock: Clock, command: str = "run"
) -> Dataset:
    """Write what was found as a dataset, with roles for the names of people where the settings ask for it."""
    record = run_record(found, found_input, settings, clock, command)
    if not settings.redact_people:
        return write_dataset(found, out, record, extras_of(found_input.sources, settings))
    from publish.redaction import people_of, redacted

    people = people_of(found)
    extras = extras_of(found_input.sources, settings, people)
    return write_dataset(redacted(found, people), out, redacted(record, people), extras)


def extras_of(sources: Sequence[Source], settings: Settings, people: People | None = None) -> tuple[Extra, ...]:
    """What is written beside the tables; the report shows parts of the papers' pages, so it is told where they are.

    They are drawn in a process of their own: a paper may be read and yet crash what draws it.
    """
    from planthread.drawn_apart import drawer
    from publish.report import report_page
    from publish.workbook import write_workbook

    places = {source.sha256[:12]: source.path for source in sources if source.sha256}
    return (report_page(places, people, drawer(settings)), write_workbook)


def settings_for(inputs: Sequence[Path], config: Path | None = None) -> Settings:
    """The settings in `config`, else in the input folder's planthread.toml, else the defaults."""
    held = config or config_of(inputs)
    return load_settings(held) if held else Settings()


def extract_paper(path: Path | str, settings: Settings | None = None) -> Paper:
    """Read one paper in this process, without the cache; raises a PaperUnreadable where it cannot be read."""
    from extract.paper import read_paper

    path = Path(path)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise PaperUnreadable(f"{path} cannot be opened ({error.strerror}); check the name and permissions") from error
    return read_paper(data, path.name, (settings or Settings()).read)


def _stop_if_none_was_read(papers: Sequence[Paper]) -> None:
    if all(paper.status == "failed" for paper in papers):
        problems = "; ".join(f"{paper.file}: {paper.problem}" for paper in papers[:5])
        more = f" (and {len(papers) - 5} more)" if len(papers) > 5 else ""
        raise PlanthreadError(f"no paper could be read, so no dataset was written. {problems}{more}")


def run_record(
    found: Reconciliation, found_input: Input, settings: Settings, clock: Clock, command: str = "run"
) -> dict[str, Any]:
    """What run.json says: what ran, on what, with which settings, and what came of each paper.

    With the papers it is all that `verify` needs to do it again. `command`: `run`, `reconcile`, `reconcile --tracked`.
    """
    from reconcile.meaning import installed_model

    by_file = {paper.file: paper for paper in found.papers}
    return {
        **made_with(),
        "command": command,
        "began": clock.began.isoformat(timespec="seconds"),
        "seconds": clock.seconds,
        "as_of": found.as_of.isoformat() if found.as_of else None,
        "settings": settings.model_dump(mode="json"),
        "meaning": {"model": installed_model(), "comparisons": found.by_meaning},
        "inputs": [
            {"file": source.file, "sha256": source.sha256 or None, "bytes": source.size, "also_at": source.also_at}
            for source in found_input.sources
        ],
        "not_papers": found_input.not_papers,
        "papers": paper_lines(found),
        "balance": {
            file: {
                "rows": paper.balance.rows,
                "actions": paper.balance.actions,
                "headers": paper.balance.headers,
                "continuations": paper.balance.continuations,
                "explained": paper.balance.explained,
                "holds": paper.balance.holds,
            }
            for file, paper in by_file.items()
        },
        "warnings": _warnings(found.papers),
    }


def _warnings(papers: Sequence[Paper]) -> list[str]:
    return [
        f"{paper.file}: the rows seen and the rows accounted for differ ({paper.balance})"
        for paper in papers
        if not paper.balance.holds
    ]
