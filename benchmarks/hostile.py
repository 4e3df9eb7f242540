"""Every hostile file of `tests/hostile`, at its full size, in one run with two good papers.

`python -m benchmarks.hostile` prints, class by class, how many were tried and how many survived (a row of their own, a
status that fits, a message with the next step), how many the limits of time and memory stopped, the longest that one
took of the processor (Linux: other work on the machine does not count), and the most memory one held; then whether the
good papers are whole. About a quarter of an hour; `--small` tries the sizes of the tests.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import threading
import warnings
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from hostile.corpus import CASES, Case, acted_on
from hostile.office_making import docx, docx_table
from hostile.pdf_making import one_page

from extract.settings import ReadSettings
from planthread import Settings, run
from planthread.reading import Tally

SECONDS, MEGABYTES = 20.0, 1024
"""The limits of the run: small ones, so that they are met."""


@dataclass(slots=True)
class Meter:
    """Seconds and megabytes of each paper, read one after the other, as the reader process spent and held them."""

    took: dict[str, float] = field(default_factory=dict)
    held: dict[str, float] = field(default_factory=dict)
    spent: dict[str, float] = field(default_factory=dict)
    """Seconds of the processor by process, as last seen."""
    before: float = 0.0
    most: float = 0.0
    over: threading.Event = field(default_factory=threading.Event)

    def watch(self) -> None:
        """Look at the reader process again and again."""
        while not self.over.wait(0.01):
            self.look()

    def look(self) -> None:
        """What the reader process has spent and holds."""
        for child in _children():
            self.spent[child] = max(self.spent.get(child, 0.0), _seconds_of(child))
        self.most = max(self.most, sum(map(_megabytes_of, _children())))

    def note(self, tally: Tally) -> None:
        """One paper is done."""
        self.look()
        now = sum(self.spent.values())
        self.took[tally.file], self.held[tally.file] = now - self.before, self.most
        self.before, self.most = now, 0.0


def _children() -> list[str]:
    return [child for task in Path("/proc/self/task").glob("*/children") for child in _text(task).split()]


def _megabytes_of(process: str) -> float:
    pages = int((_text(Path(f"/proc/{process}/statm")).split() or ["0", "0"])[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def _seconds_of(process: str) -> float:
    """Of the processor, in user and system mode."""
    fields = _text(Path(f"/proc/{process}/stat")).rpartition(")")[2].split()
    return sum(map(int, fields[11:13])) / os.sysconf("SC_CLK_TCK")


def _text(path: Path) -> str:
    try:
        return path.read_text()
    except OSError:
        return ""


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--small", action="store_true", help="the sizes of the tests")
    asked.add_argument(
        "--seconds", type=float, default=SECONDS, help="the limit of one paper, where others use the machine"
    )
    given = asked.parse_args()
    small = given.small
    warnings.simplefilter("ignore")  # a member named twice is meant
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "papers"
        folder.mkdir()
        for case in CASES.values():
            (folder / case.name).write_bytes(case.data(full=not small))
        (folder / "good.docx").write_bytes(docx(docx_table() + "<w:p/>"))
        (folder / "good.pdf").write_bytes(one_page(b"BT /F1 12 Tf 50 700 Td (A good paper of one line) Tj ET"))
        meter = Meter()
        watcher = threading.Thread(target=meter.watch, daemon=True)
        watcher.start()
        settings = Settings(
            read=ReadSettings(max_seconds=given.seconds), max_memory_mb=MEGABYTES, workers=1, cache=False
        )
        dataset = run([folder], Path(name) / "out", settings, meter.note)
        meter.over.set()
    papers = {paper["file"]: paper for paper in dataset.run["papers"]}
    same = {other: entry["file"] for entry in dataset.run["inputs"] for other in entry["also_at"]}
    by_kind: dict[str, list[Case]] = defaultdict(list)
    for case in CASES.values():
        by_kind[case.kind].append(case)
    print(f"{'class':34} tried survived stopped  slowest   memory")
    lost = 0
    for kind, cases in by_kind.items():
        files = [same.get(case.name, case.name) for case in cases]
        fit = [_fits(case, papers.get(file)) for case, file in zip(cases, files, strict=True)]
        stopped = sum(_was_stopped(papers.get(file)) for file in files)
        slowest, most = (max(of.get(file, 0.0) for file in files) for of in (meter.took, meter.held))
        print(f"{kind:34} {len(cases):5} {sum(fit):8} {stopped:7} {slowest:7.1f} s {most:6.0f} MB")
        for case, file, fits in zip(cases, files, fit, strict=True):
            if not fits:
                lost += 1
                print(f"    {case.name}: {papers.get(file)}")
    good = [papers["good.docx"]["actions"] == 3, papers["good.pdf"]["status"] == "read"]
    print(f"{len(CASES)} tried, {len(CASES) - lost} survived; good papers whole: {sum(good)} of {len(good)}")
    return int(lost > 0 or not all(good))


def _fits(case: Case, paper: dict[str, object] | None) -> bool:
    """Whether what came of a case is what may; at full size the limits may also have stopped it."""
    if paper is None:
        return False
    problem = str(paper["problem"] or "")
    if problem and not acted_on(problem):
        return False
    return paper["status"] in case.ends or _was_stopped(paper)


def _was_stopped(paper: dict[str, object] | None) -> bool:
    problem = str((paper or {}).get("problem") or "")
    return "was stopped" in problem or "the reader crashed" in problem


if __name__ == "__main__":
    sys.exit(main())
