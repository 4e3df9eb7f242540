"""How fast the Word reader walks a large table, against python-docx asking every row for its cells.

Run by hand: ``python benchmarks/word.py``. Prints CPU seconds (best of three) and their ratio.
"""

from __future__ import annotations

import io
import time
from collections.abc import Callable

import docx
from docx.oxml import parse_xml

from extract.readers.word import read_word
from extract.settings import ReadSettings

ROWS, COLUMNS, TRIES = 600, 6, 3


def main() -> None:
    data = large_table()
    ours = cpu(lambda: read_word(data, ReadSettings()))
    theirs = cpu(lambda: [[cell.text for cell in row.cells] for row in docx.Document(io.BytesIO(data)).tables[0].rows])
    print(f"table of {ROWS} × {COLUMNS}, opening included")
    print(f"planthread {ours:.3f} s, python-docx row.cells {theirs:.3f} s, ratio {ours / theirs:.2f}")


def large_table() -> bytes:
    document = docx.Document()
    table = document.add_table(0, COLUMNS)
    first = table.add_row()
    for number, cell in enumerate(first.cells):
        cell.text = f"Mend roof {number} by May 2025"
    for _ in range(ROWS - 1):
        table._tbl.append(parse_xml(first._tr.xml))
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def cpu(work: Callable[[], object]) -> float:
    best = float("inf")
    for _ in range(TRIES):
        start = time.process_time()
        work()
        best = min(best, time.process_time() - start)
    return best


if __name__ == "__main__":
    main()
