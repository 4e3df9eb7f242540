"""How much memory a long agenda pack takes, from 10 pages to 2,000.

Run by hand: ``python -m benchmarks.pack [PAPER.pdf …]`` (default: the specimens). Packs are made of the papers' pages,
over and over; each is read, the whole extraction included, in a process of its own, whose peak is shown.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pypdfium2

from extract.paper import read_paper
from extract.settings import ReadSettings

LENGTHS = (10, 200, 1000, 2000)


def main(papers: list[Path]) -> None:
    print(f"{'pages':>6} {'file MB':>8} {'CPU s':>8} {'peak MB':>8}")
    with tempfile.TemporaryDirectory() as folder:
        for length in LENGTHS:
            pack = Path(folder) / f"{length}.pdf"
            bind(papers, length, pack)
            command = [sys.executable, "-m", "benchmarks.pack", "--measure", str(pack)]
            seconds, peak = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
            print(f"{length:6} {pack.stat().st_size / 2**20:8.1f} {float(seconds):8.1f} {peak:>8}", flush=True)


def bind(papers: list[Path], length: int, out: Path) -> None:
    """A pack of so many pages of the papers, in turn."""
    sources = [pypdfium2.PdfDocument(paper) for paper in papers]
    pack = pypdfium2.PdfDocument.new()
    while len(pack) < length:
        for source in sources:
            pack.import_pages(source, list(range(min(len(source), length - len(pack)))))
    pack.save(out)


def measure(pack: Path) -> None:
    """CPU seconds of one reading, and the peak of this process in MB (Linux counts it in kB)."""
    start = time.process_time()
    read_paper(pack.read_bytes(), pack.name, ReadSettings())
    print(time.process_time() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--measure"]:
        measure(Path(sys.argv[2]))
    else:
        given = [Path(name) for name in sys.argv[1:]]
        main(given or sorted((Path(__file__).parents[1] / "data" / "raw").rglob("*.pdf")))
