"""An archive of papers surveyed: every paper read by whoever is asked to, its reading kept in a work folder.

    _work/readings/   every reading, by the content of its paper and how it was read
    _work/papers/     every survey, by file, size and time: a run that was killed goes on from them

Only the surveys come back here. `Doing` is who does the reading: processes on this machine, or a cluster.
"""

from __future__ import annotations

import contextlib
import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from extract.errors import OutputFailed, PlanthreadError, WrongUse
from extract.model import Paper
from extract.readers.registry import is_paper
from planthread.folder import Folder
from planthread.pool import Doing
from planthread.reading import Progress, Tally, failed_paper
from planthread.remote import input_of, listed
from planthread.settings import CONFIG_NAME, Settings
from planthread.sources import Input, Source, inputs_of, papers_in, readable
from planthread.survey import Surveyed, entry_name
from planthread.tasks import code_version

__all__ = ["Archive", "Found", "found_in", "survey"]

_AT_A_TIME = 16


@dataclass(frozen=True, slots=True)
class Found:
    """A file to be read: `place` is a path or URL that every worker can open. `stamp` changes with the file."""

    file: str
    place: str
    size: int | None
    stamp: str


@dataclass(frozen=True, slots=True)
class Archive:
    """What was surveyed: one light paper for each content, in the order of their files."""

    surveyed: tuple[Surveyed, ...]
    also_at: Mapping[str, tuple[str, ...]]
    places: Mapping[str, str]
    not_papers: tuple[str, ...]

    @property
    def papers(self) -> list[Paper]:
        """The light papers."""
        return [entry.paper for entry in self.surveyed]

    def as_input(self) -> Input:
        """The archive as the input of a run on one machine."""
        return Input(
            tuple(
                Source(
                    Path(self.places[entry.paper.file]),
                    entry.paper.file,
                    entry.paper.sha256,
                    entry.size,
                    entry.paper.problem if entry.reading is None else None,
                    self.also_at.get(entry.paper.paper_id, ()),
                )
                for entry in self.surveyed
            ),
            self.not_papers,
        )


def found_in(inputs: Sequence[Path | str]) -> tuple[list[Found], tuple[str, ...]]:
    """Every paper in the inputs (paths and URLs), and the names of files that are none; nothing is read yet."""
    given = [input_of(str(each)) for each in inputs]
    here = [each for each in given if isinstance(each, Path)]
    found: list[Found] = []
    not_papers: list[str] = []
    if here or not given:
        papers, others = papers_in(inputs_of(here))
        found += [_found_here(name, path) for name, path in sorted(set(papers))]
        not_papers += others
    for url in (each for each in given if isinstance(each, str)):
        files, is_folder = listed(url)
        if any(file.name == CONFIG_NAME for file in files):
            raise WrongUse(f"{url} holds a {CONFIG_NAME}; fetch it and name it with --config, or take it away there")
        for file in files:
            if is_paper(file.name) or not is_folder:
                found.append(Found(file.name, file.url, file.size, file.stamp))
            else:
                not_papers.append(file.name)
    twice = {name for name, count in Counter(each.file for each in found).items() if count > 1}
    apart = [replace(each, file=each.place) if each.file in twice else each for each in found]
    return apart, tuple(sorted(not_papers))


def _found_here(name: str, path: Path) -> Found:
    try:
        status = path.stat()
    except OSError:
        return Found(readable(name), str(path.resolve()), None, "")
    return Found(readable(name), str(path.resolve()), status.st_size, str(status.st_mtime_ns))


def survey(
    found: tuple[list[Found], tuple[str, ...]],
    work: Folder,
    settings: Settings,
    doing: Doing,
    progress: Progress | None = None,
) -> Archive:
    """Read every paper that the work folder has no survey of; raises PlanthreadError where not one could be read."""
    files, not_papers = found
    reading = settings.read.model_dump(mode="json")
    how = json.dumps([reading, code_version()])
    entries = {each: entry_name(each.file, each.size, each.stamp, how) for each in files}
    known = dict(_known(entries, work)) if settings.cache else {}
    waiting = sorted((each for each in files if each not in known), key=lambda each: -(each.size or 0))
    orders = [_order("survey", each, work, reading, entries[each]) | {"afresh": not settings.cache} for each in waiting]
    tally = Tally(len(files), len(known), waiting=sum(each.size or 0 for each in waiting))
    lost: list[tuple[Found, str]] = []
    with contextlib.closing(doing(orders, settings, settings.read.max_seconds)) as answers:
        for number, answer in answers:
            each = waiting[number]
            if answer.unwritten:
                raise OutputFailed(str(answer.problem))
            if answer.reading is None:
                lost.append((each, answer.problem or "it could not be read"))
            else:
                known[each] = Surveyed.from_bytes(answer.reading)
            source = Source(Path(each.place), each.file, "", each.size or 0)
            tally.count(source, known[each].paper.pages if each in known else None)
            if progress:
                progress(tally)
    known |= dict(_lost(lost, work, reading, settings, doing))
    if all(entry.reading is None for entry in known.values()):
        said = "; ".join(f"{entry.paper.file}: {entry.paper.problem}" for entry in list(known.values())[:5])
        raise PlanthreadError(f"no paper could be read, so nothing was written. {said}")
    return _archive(known, not_papers)


def _order(task: str, each: Found, work: Folder, reading: Mapping[str, Any], entry: str) -> dict[str, Any]:
    return {
        "do": task,
        "path": each.place,
        "file": each.file,
        "settings": reading,
        "work": work.place,
        "entry": entry,
    }


def _known(entries: Mapping[Found, str], work: Folder) -> Iterator[tuple[Found, Surveyed]]:
    """What an earlier run surveyed; a file whose store tells no stamp may have changed, and is read again."""
    there = set(work.names("papers"))
    held = [each for each, name in entries.items() if name in there and each.stamp]
    with ThreadPoolExecutor(_AT_A_TIME) as pool:
        for each, content in zip(held, pool.map(lambda each: work.read(entries[each]), held), strict=True):
            try:
                if content is not None:
                    yield each, Surveyed.from_bytes(content)
            except ValueError:  # damaged: read the paper again
                continue


def _lost(
    lost: Sequence[tuple[Found, str]], work: Folder, reading: Mapping[str, Any], settings: Settings, doing: Doing
) -> Iterator[tuple[Found, Surveyed]]:
    """Papers that ended their process or overran: known by their hash all the same, where they can be opened."""
    orders = [_order("digest", each, work, reading, "") for each, _ in lost]
    with contextlib.closing(doing(orders, settings, settings.read.max_seconds)) as answers:
        for number, answer in answers:
            each, problem = lost[number]
            said: dict[str, Any] = (
                json.loads(answer.reading) if answer.reading else {"sha256": "", "size": each.size or 0}
            )
            source = Source(Path(each.place), each.file, said["sha256"], said["size"])
            yield each, Surveyed(failed_paper(source, problem), said["size"], None)


def _archive(known: Mapping[Found, Surveyed], not_papers: tuple[str, ...]) -> Archive:
    """One paper for each content, under the first of its names."""
    same: dict[str, list[tuple[str, str, Surveyed]]] = defaultdict(list)
    for each, entry in sorted(known.items(), key=lambda pair: (pair[0].file, pair[0].place)):
        same[entry.paper.sha256 or each.file].append((each.file, each.place, entry))
    firsts = [held[0] for held in same.values()]
    return Archive(
        tuple(entry for _, _, entry in firsts),
        {
            held[0][2].paper.paper_id: others
            for held in same.values()
            if (others := tuple(sorted({file for file, _, _ in held[1:]} - {held[0][0]})))
        },
        {file: place for file, place, _ in firsts},
        not_papers,
    )
