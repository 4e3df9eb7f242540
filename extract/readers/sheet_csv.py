"""Delimited text: the delimiter is found from what makes the rows alike, ragged rows are kept as they are."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from extract.document import Block, Cell, Paragraph, Piece, Problem
from extract.errors import PaperTooLarge
from extract.readers.encoding import decode
from extract.readers.size_limits import refuse_over

__all__ = ["read_csv"]

_DELIMITERS = ",;\t|"
_SAMPLE_ROWS = 200
_SEPARATOR_LINE = re.compile(r'sep=([^"\r\n])\r?\n', re.I)
_LONGEST_TITLE_ROWS = 20
_LONGEST_CELL = 131_072
"""Characters of a cell."""


def read_csv(data: bytes, tabs: bool) -> tuple[list[Block], list[Problem]]:
    """The one table of a CSV file (`tabs`: of a TSV file), with the lines of text that stand above it.

    `line` is the row as a spreadsheet program numbers it: a record with line ends inside counts once.
    """
    text, note = decode(data)
    problems = [Problem("encoding-assumed", note, severity="note")] if note else []
    stated = _SEPARATOR_LINE.match(text)
    if stated:
        text = text[stated.end() :]
    with _cells_up_to(_LONGEST_CELL):
        delimiter = stated[1] if stated else "\t" if tabs and "\t" in text else _delimiter(text)
        records, unclosed = _records(list(io.StringIO(text, newline="")), delimiter)
    if unclosed:
        said = (
            f"row {unclosed}: a quotation mark is never closed; from there on quotation marks are read as they stand; "
            "check the file at that row"
        )
        problems.append(Problem("table-not-understood", said))
    refuse_over(sum(map(len, records)), "the file")
    rows = [(number, record) for number, record in enumerate(records, start=2 if stated else 1) if any(record)]
    return list(_blocks(rows)), problems


def _delimiter(text: str) -> str:
    """The delimiter that gives the most rows of one and the same width above one; a comma where none does."""

    def likeness(delimiter: str) -> tuple[float, int]:
        sample = [row for row, _ in zip(_lenient(text, delimiter), range(_SAMPLE_ROWS), strict=False) if any(row)]
        widths = Counter(len(row) for row in sample if len(row) > 1)
        if not widths:
            return (0.0, 0)
        width, count = max(widths.items(), key=lambda item: (item[1], item[0]))
        return (count / len(sample), width)

    return max(_DELIMITERS, key=likeness)


def _lenient(text: str, delimiter: str) -> Iterator[list[str]]:
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    except csv.Error:
        return


def _records(lines: Sequence[str], delimiter: str) -> tuple[list[list[str]], int | None]:
    """All records, and the row from which quotation marks had to be ignored because one is never closed."""
    reader = csv.reader(lines, delimiter=delimiter)
    records: list[list[str]] = []
    line_before = last_line = 0
    try:
        for record in reader:
            records.append(record)
            line_before, last_line = last_line, reader.line_num
    except csv.Error as error:  # a field over the csv module's limit
        line_before = last_line
        records.append([])
        if not _never_closed(lines[line_before:], delimiter):
            raise _too_long(len(records)) from error
    if not records or not _never_closed(lines[line_before:], delimiter):
        return records, None
    plain = csv.reader(lines[line_before:], delimiter=delimiter, quoting=csv.QUOTE_NONE)
    try:
        return [*records[:-1], *plain], len(records)
    except csv.Error as error:
        raise _too_long(len(records)) from error


def _too_long(row: int) -> PaperTooLarge:
    return PaperTooLarge(
        f"row {row} has a cell of over {_LONGEST_CELL:,} characters: this is data, not a paper; check the "
        "file, and its quotation marks, at that row"
    )


def _never_closed(lines: Sequence[str], delimiter: str) -> bool:
    """Whether the file ends inside quotation marks that open in the first of these lines."""
    try:
        with _cells_up_to(2**31 - 1):  # a long cell that is closed is another matter
            for _ in csv.reader(lines, delimiter=delimiter, strict=True):
                pass
    except csv.Error as error:
        return len(lines) > 1 and str(error) == "unexpected end of data"
    return False


@contextmanager
def _cells_up_to(characters: int) -> Iterator[None]:
    """Let the csv module take cells of this length: its limit is one for the whole process, and others set it too."""
    before = csv.field_size_limit(characters)
    try:
        yield
    finally:
        csv.field_size_limit(before)


def _blocks(rows: Sequence[tuple[int, list[str]]]) -> Iterator[Block]:
    """Lines of one cell above the first row of several are text; the rest is one table."""
    start = next((i for i, (_, record) in enumerate(rows) if sum(map(bool, map(str.strip, record))) > 1), len(rows))
    start = start if start <= _LONGEST_TITLE_ROWS or start == len(rows) else 0
    for number, record in rows[:start]:
        yield Paragraph(" ".join(part.strip() for part in record if part.strip()), line=number)
    table = rows[start:]
    if not table:
        return
    n_cols = max(len(record) for _, record in table)
    cells = tuple(
        Cell(_tidy(value), row, col, line=number)
        for row, (number, record) in enumerate(table)
        for col, value in enumerate(record)
    )
    yield Piece(cells, len(table), n_cols, "markup", line=table[0][0])


def _tidy(value: str) -> str:
    lines = (line.strip(" \t\u00a0") for line in re.split(r"\r\n|\r|\n|\x0b", value))
    return "\n".join(line for line in lines if line)
