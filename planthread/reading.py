"""Sources in, papers out: from the cache where it holds them, else from the pool; a reading is kept as it arrives."""

from __future__ import annotations

import contextlib
import hashlib
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from extract.model import Paper, finding
from extract.readers.registry import media_type_of
from planthread.cache import ReadingCache
from planthread.pool import read_each
from planthread.reader import Answer
from planthread.serial import from_json
from planthread.settings import Settings
from planthread.sources import Source

__all__ = ["Progress", "Tally", "failed_paper", "name_of", "paper_of_answer", "read_sources"]


@dataclass(slots=True)
class Tally:
    """How far reading is. Bytes, pages and seconds are of what is read now: what the cache held counts as done.

    `waiting`: bytes not yet read. `seconds` since reading began. `file`: the last one done.
    """

    total: int
    done: int = 0
    file: str = ""
    pages: int = 0
    bytes: int = 0
    waiting: int = 0
    began: float = field(default_factory=time.monotonic)

    @property
    def seconds(self) -> float:
        """Seconds since reading began."""
        return max(time.monotonic() - self.began, 1e-6)

    @property
    def pages_per_second(self) -> float:
        """Pages read in a second, all workers together."""
        return self.pages / self.seconds

    @property
    def seconds_left(self) -> float | None:
        """About how long the rest takes, by bytes; null before the first paper is done."""
        return self.waiting * self.seconds / self.bytes if self.bytes else None

    def count(self, source: Source, pages: int | None) -> None:
        """Count one paper that was read (or failed) now."""
        self.done += 1
        self.file = source.file
        self.pages += pages or 0
        self.bytes += source.size
        self.waiting -= source.size


Progress = Callable[[Tally], None]
"""Told after every paper how far reading is."""


def read_sources(sources: Sequence[Source], settings: Settings, progress: Progress | None = None) -> list[Paper]:
    """Read every source, from the cache where it holds it; one that cannot be read is a paper with status failed.

    Every reading is kept as soon as it is there, so that a run that is killed goes on from there.
    """
    cache = ReadingCache() if settings.cache else None
    papers: dict[Source, Paper] = {}
    for source in sources:
        if source.problem:
            papers[source] = failed_paper(source, source.problem)
        elif cache and (kept := _kept(cache, source, settings)):
            papers[source] = kept
    waiting = [source for source in sources if source not in papers]
    tally = Tally(len(sources), len(papers), waiting=sum(source.size for source in waiting))
    with contextlib.closing(read_each(waiting, settings)) as answers:
        for source, answer in answers:
            papers[source] = paper_of_answer(source, answer)
            if cache and answer.reading:
                cache.put(source.sha256, name_of(source), settings.read, answer.reading)
            tally.count(source, papers[source].pages)
            if progress:
                progress(tally)
    return [papers[source] for source in sources]


def name_of(source: Source) -> str:
    """The file's own name, without folders."""
    return source.file.rpartition("/")[2]


def _kept(cache: ReadingCache, source: Source, settings: Settings) -> Paper | None:
    reading = cache.get(source.sha256, name_of(source), settings.read)
    if reading is None:
        return None
    try:
        return replace(from_json(reading), file=source.file)
    except ValueError:  # damaged on disk: read the paper again
        return None


def paper_of_answer(source: Source, answer: Answer) -> Paper:
    """The paper that was read, or that could not be."""
    if answer.reading is None:
        return failed_paper(source, answer.problem or "it could not be read")
    return replace(from_json(answer.reading), file=source.file)


def failed_paper(source: Source, problem: str) -> Paper:
    """A paper that could not be read: one row, one finding. Without its bytes its id is made from its name."""
    digest = source.sha256 or hashlib.sha256(source.file.encode()).hexdigest()
    said = finding("paper-unreadable", "error", f"{source.file}: {problem}", paper_id=digest[:12])
    return Paper(
        paper_id=digest[:12],
        sha256=source.sha256,
        file=source.file,
        media_type=media_type_of(source.file),
        reader=None,
        role="other",
        status="failed",
        problem=problem,
        findings=(said,),
    )
