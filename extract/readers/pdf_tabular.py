"""Is it a table? What tells rows and columns of text from lists, forms, contents pages and prose set in columns.

Precision comes first: two columns without rules must carry a header over both, or refs down the first.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.readers.pdf_rows import Entry

__all__ = ["is_table", "may_be_pairs"]

_LIST_MARK = re.compile(r"^\(?(\d{1,2}|[a-z]|[ivx]{1,4})[.)]$|^[•●▪■◦○‣⃁∙·➢➤❖–—-]$")
_REF = re.compile(r"^[(\[]?[A-Z]{1,5}[\s.\-]?\d{1,3}[a-z]?[)\]]?$|^\d{1,2}(\.\d{1,2})+[a-z]?\.?$")

_FEWEST_RULES = 3
"""Rules that part the rows of two columns are no fewer."""


def is_table(rows: Sequence[Sequence[Entry]], columns: int, separators: Sequence[float]) -> bool:
    """Whether rows of lines are a table: columns and rows enough, and no list, form, contents page or set prose."""
    header = bool(rows) and all(entry.header for entry in rows[0])
    body = rows[1:] if header else rows
    if len(rows) < 2 or not body or columns < 2:
        return False
    firsts = [row[0].text(0) for row in body if 0 in row[0].cells]
    if len(rows) == 2 and not header and not _is_single(rows[0], firsts):
        return False
    if _is_contents(body, columns) and not header:
        return False
    filled = [len({col for entry in row for col in entry.cells}) for row in body]
    if sum(count >= 2 for count in filled) < 0.6 * len(filled):
        return False
    if columns == 2:
        return _is_two_column_table(rows, body, firsts, header, separators)
    if not (header and len(rows[0][0].cells) >= 3) and not _has_refs(firsts, len(body)):
        need = max(3, round(0.6 * columns))
        if sum(count >= need for count in filled) < 0.6 * len(filled):
            return False
    return not _is_set_prose(rows)


def may_be_pairs(entries: Sequence[Entry], separators: Sequence[float]) -> bool:
    """Whether lines in two columns have any of what `is_table` asks of such: asked before their rows are looked for."""
    headed = bool(entries) and entries[0].header
    return headed or len(separators) >= _FEWEST_RULES or sum(bool(_REF.match(entry.text(0))) for entry in entries) >= 2


def _is_two_column_table(
    rows: Sequence[Sequence[Entry]],
    body: Sequence[Sequence[Entry]],
    firsts: Sequence[str],
    header: bool,
    separators: Sequence[float],
) -> bool:
    """Two columns may be a list, a form or set prose: a header over both, rules, or refs in the first are asked for."""
    if firsts and all(_LIST_MARK.match(text) for text in firsts) and not header:
        return False
    headed = header and len({col for entry in rows[0] for col in entry.cells}) == 2
    refs = _has_refs(firsts, len(body))
    ruled = len(separators) >= max(_FEWEST_RULES, 0.7 * len(rows))
    return headed or refs or ruled


def _is_single(first: Sequence[Entry], firsts: Sequence[str]) -> bool:
    """Whether two rows are a table of one: a header of three columns or more, not bold, over a row with a ref."""
    return len(first[0].cells) >= 3 and bool(firsts) and bool(_REF.match(firsts[-1]))


def _has_refs(firsts: Sequence[str], rows: int) -> bool:
    """Whether refs, not list marks, run down the first column; a header above them may be one of the texts."""
    refs = sum(bool(_REF.match(text)) for text in firsts)
    return refs >= 2 and refs >= 0.8 * (rows - 1)


def _is_contents(body: Sequence[Sequence[Entry]], columns: int) -> bool:
    if columns > 3 or sum(len(row) == 1 for row in body) < 0.7 * len(body):
        return False
    last = [row[0].text(columns - 1) for row in body]
    numbers = [int(text) for text in last if text.isdigit()]
    return len(numbers) >= max(2, 0.8 * len(last)) and numbers == sorted(numbers) and len(set(numbers)) > 1


def _is_set_prose(rows: Sequence[Sequence[Entry]]) -> bool:
    """Columns of running prose (a newsletter): long, and full in every line."""
    entries = [entry for row in rows for entry in row]
    full = sum(len(entry.cells) >= 2 for entry in entries)
    words = sum(len(words) for entry in entries for words in entry.cells.values())
    return len(rows) <= 3 and len(entries) > 12 and full > 0.85 * len(entries) and words > 8 * len(entries)
