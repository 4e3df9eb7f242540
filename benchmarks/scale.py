"""What an archive costs, and how that grows: `python -m benchmarks.scale [PAPERS …]` (default: 100 1000).

For each size it makes an archive (`benchmarks.archive`), runs it in parts (`planthread run --partitioned`) with the
workers there are, and prints what each stage took, in seconds of the processor, so that other work on the machine
does not count. Then a line through the sizes (least squares, through the origin of the logarithms: the exponent is 1
where growth is linear), and what a million such papers would take. `--keep FOLDER` keeps the archives for a next time.
"""

from __future__ import annotations

import argparse
import json
import math
import resource
import shutil
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.archive import write_archive
from planthread.archive import found_in, survey
from planthread.folder import Folder
from planthread.partitioned import work_folder, write_parts
from planthread.pool import done_orders
from planthread.settings import Settings
from reconcile.plans import recognise

MILLION = 1_000_000


@dataclass
class Cost:
    """What one size took. Seconds are the processor's: of this process, and of its readers."""

    papers: int
    seconds: dict[str, float] = field(default_factory=dict)
    figures: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Count a stage's seconds, here and in the readers that ended in it."""
        own, readers = time.process_time(), _children()
        yield
        self.seconds[f"{name}, this process"] = time.process_time() - own
        self.seconds[f"{name}, readers"] = _children() - readers


def main(argv: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description="What an archive costs, and how that grows.")
    parser.add_argument("papers", type=int, nargs="*", default=[100, 1000])
    parser.add_argument("--keep", type=Path, help="a folder for the archives; those that are there are taken")
    parser.add_argument("--json", type=Path, help="append what was measured to this file, one size a line")
    asked = parser.parse_args(argv)
    costs = []
    with tempfile.TemporaryDirectory() as folder:
        for papers in asked.papers:
            costs.append(measured(papers, (asked.keep or Path(folder)) / f"archive-{papers}", Path(folder)))
            show(costs[-1])
            if asked.json:
                with asked.json.open("a") as stream:
                    stream.write(json.dumps({"papers": papers, **costs[-1].seconds, **costs[-1].figures}) + "\n")
    if len(costs) > 1:
        show_growth(costs)


def measured(papers: int, archive: Path, scratch: Path) -> Cost:
    """One archive from nothing to parts."""
    if not archive.exists():
        write_archive(archive, papers)
    cost, out, settings = Cost(papers), scratch / f"out-{papers}", Settings(dataset_up_to=0)
    folder = Folder(out)
    with peak_of_readers() as peak, cost.stage("survey"):
        surveyed = survey(found_in([archive]), work_folder(folder), settings, done_orders)
    with cost.stage("plans, alone"):
        recognise(sorted(surveyed.papers, key=lambda p: (p.file, p.paper_id)), settings.reconcile, surveyed.also_at)
    with peak_of_readers() as peak_in_shares, cost.stage("shares"):
        said = write_parts(surveyed, folder, settings, done_orders)
    pages = sum(paper.pages or 1 for paper in surveyed.papers)
    rows = said["rows"]
    cost.figures = {
        "papers not read": papers - sum(paper.status == "read" for paper in surveyed.papers),
        "plans": said["plans"],
        "actions": rows["actions"],
        "pages": pages,
        "pages per second and core": pages / cost.seconds["survey, readers"],
        "pairs of versions reconciled": _pairs(out),
        "bytes of papers": _bytes(archive),
        "bytes of parts": said["bytes"],
        "bytes of parts per action": said["bytes"] / rows["actions"],
        "bytes of work folder": _bytes(out / "_work"),
        "most memory of this process, MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "most memory of a reader that surveys, MB": max(peak, default=0) / 1024,
        "most memory of a reader in shares, MB": max(peak_in_shares, default=0) / 1024,
    }
    cost.figures["seconds per reconciled pair"] = (
        cost.seconds["shares, readers"] / cost.figures["pairs of versions reconciled"]
    )
    shutil.rmtree(out)
    return cost


def _pairs(out: Path) -> int:
    """Neighbouring versions of a plan between which links were found."""
    import pyarrow.dataset

    links = pyarrow.dataset.dataset(out / "links", partitioning="hive")
    columns = ["old_version_id", "new_version_id"]
    found: set[tuple[str, str]] = set()
    for batch in links.to_batches(columns=columns):
        found.update(zip(*(batch.column(name).to_pylist() for name in columns), strict=True))
    return len(found)


def _bytes(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


@contextmanager
def peak_of_readers() -> Iterator[list[int]]:
    """The most memory (kB) that each look at a child process found it to have held so far; Linux alone tells.

    Not `ru_maxrss` of the children: there the memory of this process, as it was when it started them, counts as theirs.
    """
    found: list[int] = []
    ended = threading.Event()

    def look() -> None:
        while not ended.wait(0.2):
            for children in Path("/proc/self/task").glob("*/children"):
                with suppress(OSError):
                    found.extend(_most_memory(child) for child in children.read_text().split())

    thread = threading.Thread(target=look)
    thread.start()
    try:
        yield found
    finally:
        ended.set()
        thread.join()


def _most_memory(process: str) -> int:
    """Of one process since it began its program, in kB; 0 for one that has ended."""
    held = [line.split()[1] for line in Path(f"/proc/{process}/status").read_text().splitlines() if "VmHWM" in line]
    return int(held[0]) if held else 0


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def show(cost: Cost) -> None:
    """One size, a figure a line."""
    print(f"\n{cost.papers:,} papers")
    for name, value in {**{f"seconds: {n}": s for n, s in cost.seconds.items()}, **cost.figures}.items():
        print(f"  {name:38} {value:>16,.2f}" if value < 100 else f"  {name:38} {value:>16,.0f}", flush=True)


def show_growth(costs: Sequence[Cost]) -> None:
    """The exponent of each stage's growth, and a million papers at the largest size's cost for each."""
    largest = costs[-1]
    print(f"\ngrowth from {costs[0].papers:,} to {largest.papers:,} papers, and a million at the exponent measured")
    total = 0.0
    for name in largest.seconds:
        points = [(cost.papers, cost.seconds[name]) for cost in costs if cost.seconds[name] > 0.05]
        if len(points) < 2 or name.startswith("plans, alone, readers"):
            continue
        power = slope(points)
        seconds = points[-1][1] * (MILLION / points[-1][0]) ** max(1.0, power)
        total += 0 if name.startswith("plans") else seconds
        print(f"  {name:38} n^{power:.2f}   {seconds / 3600:10,.1f} core-hours")
    print(f"  {'together':38}          {total / 3600:10,.1f} core-hours")
    for name in ("bytes of papers", "bytes of parts", "bytes of work folder"):
        print(f"  {name:38}          {_scaled(largest.figures, name, largest.papers) / 1e9:10,.1f} GB")
    per_paper = (largest.figures[_MEMORY] - costs[0].figures[_MEMORY]) / (largest.papers - costs[0].papers)
    print(f"  {'memory of the process that tells plans':38}          {per_paper * MILLION / 1000:10,.1f} GB")


_MEMORY = "most memory of this process, MB"


def _scaled(figures: Mapping[str, float], name: str, papers: int) -> float:
    return figures[name] * MILLION / papers


def slope(points: Sequence[tuple[float, float]]) -> float:
    """The exponent b of the least-squares line log y = a + b log x."""
    logs = [(math.log(x), math.log(y)) for x, y in points]
    x_mean, y_mean = (sum(column) / len(logs) for column in zip(*logs, strict=True))
    return sum((x - x_mean) * (y - y_mean) for x, y in logs) / sum((x - x_mean) ** 2 for x, _ in logs)


if __name__ == "__main__":
    main()
