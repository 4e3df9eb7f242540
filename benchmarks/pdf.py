"""How fast PDFs are read beside stock pdfplumber, and whether both engines find the same cells.

Run by hand: ``python benchmarks/pdf.py [PAPER.pdf …]`` (default: the specimens). Rounds are interleaved, so that a busy
machine slows both alike; CPU time is counted, the median round shown. Ratios are what to compare, not pages a second.
"""

from __future__ import annotations

import io
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median

import pdfplumber

from extract.document import Document
from extract.readers.pdf import read_pdf
from extract.settings import ReadSettings

ROUNDS = 3


def main(paths: list[Path]) -> None:
    print(f"{'paper':44} {'pages':>5} {'pages/CPU-s':>12} {'x stock':>8} {'x, slow engine':>15} {'agreeing':>12}")
    for path in paths:
        data = path.read_bytes()
        stock, fast, check = _times(
            partial(_stock, data),
            partial(read_pdf, data, ReadSettings()),
            partial(read_pdf, data, ReadSettings(engine="pdfplumber")),
        )
        document = read_pdf(data, ReadSettings())
        agreeing = _agreement(document, read_pdf(data, ReadSettings(engine="pdfplumber")))
        pages = document.pages or 0
        ratios = f"{stock / fast:8.1f} {stock / check:15.1f}"
        print(f"{path.name[:44]:44} {pages:5} {pages / fast:12.0f} {ratios} {agreeing:>12}")


def _stock(data: bytes) -> None:
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            page.extract_tables()
            page.close()


def _times(*runs: Callable[[], object]) -> list[float]:
    """Median CPU seconds of each run over interleaved rounds."""
    taken: list[list[float]] = [[] for _ in runs]
    for _ in range(ROUNDS):
        for at, run in enumerate(runs):
            start = time.process_time()
            run()
            taken[at].append(time.process_time() - start)
    return [median(times) for times in taken]


def _agreement(one: Document, other: Document) -> str:
    """Cells with the same place and text in both readings, of all cells in either."""
    ours, theirs = _cells(one), _cells(other)
    return f"{len(ours & theirs)}/{len(ours | theirs)}"


def _cells(document: Document) -> set[tuple[object, ...]]:
    return {
        (piece.page, at, cell.row, cell.col, cell.rowspan, cell.colspan, cell.text)
        for at, piece in enumerate(document.pieces())
        for cell in piece.cells
    }


if __name__ == "__main__":
    given = [Path(name) for name in sys.argv[1:]]
    main(given or sorted((Path(__file__).parents[1] / "data" / "raw").rglob("*.pdf")))
