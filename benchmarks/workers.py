"""What a second reader process gains: `python -m benchmarks.workers [PAPERS] [ROUNDS]`.

Reads one made archive with one worker and with two in turn, and prints medians: seconds by the clock, seconds of the
processor (the parent's and the readers' apart) and the most memory the parent held. On a machine that others use the
clock says little: there, compare the processor's seconds, and what the first paper waits for.
"""

from __future__ import annotations

import resource
import statistics
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.archive import write_archive
from planthread.pool import read_each
from planthread.settings import Settings
from planthread.sources import Source, find_papers


def main() -> None:
    papers, rounds = (int(n) for n in [*sys.argv[1:], *("120", "5")[len(sys.argv) - 1 :]])
    with tempfile.TemporaryDirectory() as folder:
        write_archive(Path(folder), papers)
        sources = find_papers([Path(folder)]).sources
        figures: dict[int, list[tuple[float, ...]]] = {1: [], 2: []}
        for _ in range(rounds):
            for workers in figures:
                figures[workers].append(measured(sources, workers))
    print(f"{papers} papers, medians of {rounds} rounds in turn")
    print("workers  clock s  first answer s  readers' cpu s  parent's cpu s")
    medians = {w: [statistics.median(column) for column in zip(*rows, strict=True)] for w, rows in figures.items()}
    for workers, (clock, first, readers, parent) in medians.items():
        print(f"{workers:7}  {clock:7.2f}  {first:14.2f}  {readers:14.2f}  {parent:14.2f}")
    speed_ups = [one[0] / two[0] for one, two in zip(figures[1], figures[2], strict=True)]
    print(
        f"speed-up by the clock: {statistics.median(speed_ups):.2f} (from {min(speed_ups):.2f} to {max(speed_ups):.2f})"
    )
    print(f"processor's seconds with two workers to with one: {medians[2][2] / medians[1][2]:.2f}")
    print(f"most memory of the parent: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def measured(sources: tuple[Source, ...], workers: int) -> tuple[float, float, float, float]:
    """Seconds by the clock, until the first answer, of the readers' processors and of this process's."""
    start, own, readers = time.perf_counter(), time.process_time(), _children()
    first = 0.0
    for _, answer in read_each(sources, Settings(workers=workers)):
        if answer.problem:
            raise SystemExit(answer.problem)
        first = first or time.perf_counter() - start
    return time.perf_counter() - start, first, _children() - readers, time.process_time() - own


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main()
