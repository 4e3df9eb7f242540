"""How fast PDFs are read beside stock pdfplumber, whether both engines find the same cells, how many rows are whole.

Run by hand: ``python -m benchmarks.pdf [PAPER.pdf …]`` (default: the specimens). Rows are counted where readings by eye
are at hand (``../shared/gold``), beside the best of the peers measured on the same papers. Rounds are interleaved, so
that a busy machine slows both alike, and nothing that a round remembers helps the next; CPU time is counted. The ratios
are medians of each round's own; they are what to compare, not pages a second.
"""

from __future__ import annotations

import gc
import io
import json
import sys
import time
import unicodedata
from collections import Counter
from collections.abc import Callable
from functools import _lru_cache_wrapper, partial
from pathlib import Path
from statistics import median
from typing import Any

import pdfplumber

from extract.document import Document
from extract.model import Action
from extract.paper import read_paper
from extract.readers.pdf import read_pdf
from extract.settings import ReadSettings

ROUNDS = 5
SHARED = Path(__file__).resolve().parents[2] / "shared"
PEERS = {
    "001": ("tabula lattice", 109, 118),
    "002": ("camelot lattice", 18, 25),
    "003": ("pdfplumber", 45, 52),
}
"""The best peer on each paper (../shared/design/PEERS.md, "full", November 2026): rows whole, of how many."""


def main(paths: list[Path]) -> None:
    print(f"{'times stock pdfplumber:':50} {'whole':>8} {'reading':>8} {'slow engine':>12}")
    print(f"{'paper':44} {'pages':>5} {'extraction':>10} {'alone':>6} {'alone':>12} {'agreeing':>12}")
    for path in paths:
        data = path.read_bytes()
        stock, *ours = _times(
            partial(_stock, data),
            partial(read_paper, data, path.name, ReadSettings()),
            partial(read_pdf, data, ReadSettings()),
            partial(read_pdf, data, ReadSettings(engine="pdfplumber")),
        )
        whole, alone, slow = (median(a / b for a, b in zip(stock, times, strict=True)) for times in ours)
        document = read_pdf(data, ReadSettings())
        agreeing = _agreement(document, read_pdf(data, ReadSettings(engine="pdfplumber")))
        print(f"{path.name[:44]:44} {document.pages:5} {whole:10.1f} {alone:6.1f} {slow:12.1f} {agreeing:>12}")


def rows_whole() -> None:
    """Actions read whole (ref, text, owners, timescale and rating in one row), beside the best peer."""
    print(f"\n{'paper':44} {'rows whole':>12} {'best peer':>12}")
    for gold, (peer, whole, of) in PEERS.items():
        paper, wanted = SHARED / "papers" / f"{gold}_A.pdf", SHARED / "gold" / f"{gold}.json"
        if not (paper.is_file() and wanted.is_file()):
            print(f"{gold:44} {'not at hand':>12} {f'{whole}/{of}':>12}  {peer}")
            continue
        version = read_paper(paper.read_bytes(), paper.name, ReadSettings()).versions[0]
        read = {action.ref: action for action in version.actions}
        actions = json.loads(wanted.read_text(encoding="utf-8"))["actions"]
        ours = sum(_is_whole(each, read.get(each["ref"])) for each in actions)
        print(f"{paper.name:44} {f'{ours}/{len(actions)}':>12} {f'{whole}/{of}':>12}  {peer}")


def _is_whole(gold: dict[str, Any], action: Action | None) -> bool:
    if action is None:
        return False
    owners = {_folded(owner.owner) for owner in action.owners}
    return (
        _folded(action.text) == _folded(gold.get("text_repaired") or gold["text"])
        and owners == {_folded(owner) for owner in gold.get("owners") or ()}
        and _folded(action.timescale_printed) == _folded(gold.get("timescale"))
        and _folded(action.rating) == _folded(gold.get("rating"))
    )


def _folded(text: str | None) -> str:
    """Letters and figures alone: white space, dashes and bullets decide nothing."""
    return "".join(letter for letter in unicodedata.normalize("NFKC", text or "").casefold() if letter.isalnum())


def _stock(data: bytes) -> None:
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            page.extract_tables()
            page.close()


def _times(*runs: Callable[[], object]) -> list[list[float]]:
    """CPU seconds of each run, round by round."""
    taken: list[list[float]] = [[] for _ in runs]
    for _ in range(ROUNDS):
        for at, run in enumerate(runs):
            _forget()
            start = time.process_time()
            run()
            taken[at].append(time.process_time() - start)
    return taken


def _forget() -> None:
    """Empty every cache of answers, so that each round reads its paper for the first time."""
    for each in gc.get_objects():
        if isinstance(each, _lru_cache_wrapper):
            each.cache_clear()
    gc.collect()


def _agreement(one: Document, other: Document) -> str:
    """Cells with the same place and text in both readings, of all cells in either."""
    ours, theirs = cells_of(one), cells_of(other)
    return f"{len(ours & theirs)}/{len(ours | theirs)}"


def cells_of(document: Document) -> set[tuple[object, ...]]:
    """Every cell by its place: the tables of a page are numbered by themselves, so that one more costs itself alone."""
    number: Counter[int | None] = Counter()
    cells: set[tuple[object, ...]] = set()
    for piece in document.pieces():
        number[piece.page] += 1
        place = (piece.page, number[piece.page])
        cells |= {(*place, cell.row, cell.col, cell.rowspan, cell.colspan, cell.text) for cell in piece.cells}
    return cells


if __name__ == "__main__":
    given = [Path(name) for name in sys.argv[1:]]
    main(given or sorted((Path(__file__).parents[1] / "data" / "raw").rglob("*.pdf")))
    rows_whole()
