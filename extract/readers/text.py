"""Text exports of papers: a tab is a column border, a blank line ends what stands above it.

Every block and cell keeps its line (1-based). Tables are reported as they stand; joining what a page break has torn
apart is the business of `extract.tables`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from extract.document import Block, Cell, Document, Heading, Paragraph, Piece, Problem
from extract.errors import PaperEmpty, PaperTooLarge
from extract.readers.encoding import decode
from extract.readers.text_headings import Candidate, candidate, levels
from extract.readers.text_markup import BULLETS, plain
from extract.settings import ReadSettings

__all__ = ["LONGEST_LINE", "blocks_of_text", "read_text"]

LONGEST_LINE = 1_000_000  # characters; a longer line is no paper but data, and every step after this would crawl

_LINE_END = re.compile(r"\r\n|\r|\n")
_RULE_CELL = re.compile(r"\s*:?-{2,}:?\s*")
_RULE_LINE = re.compile(r"\s*([-*_=])(?:\s*\1){2,}\s*")
_UNDERLINE = re.compile(r"(=|-)\1{2,}\s*")
_HASHES = re.compile(r"(#{1,6})\s+(.*?)\s*#*\s*")
_ITEM = re.compile(rf"(?P<indent>\s*)(?:[{BULLETS}*–-]|o(?=\s\s))(?:\s+|\t)(?=\S)")
_PIPE = re.compile(r"(?<!\\)\|")
_STAMP = re.compile(
    r"(?:draft|official(?:\s*[-:–]\s*sensitive)?|confidential|restricted|protect|not protectively marked|"
    r"(?:this )?page (?:is )?(?:intentionally |deliberately )?(?:left )?blank|"
    r"page \d+(?: of \d+)?|\d{1,4}|[-–—]\s*\d{1,4}\s*[-–—])",
    re.I,
)
_WRAPS = range(40, 131)  # characters; the widths to which programs wrap lines


@dataclass(frozen=True, slots=True)
class _Line:
    number: int
    raw: str

    @property
    def tabbed(self) -> bool:
        return "\t" in self.raw

    @property
    def piped(self) -> bool:
        return self.raw.lstrip().startswith("|") and len(_PIPE.findall(self.raw)) > 1


def read_text(data: bytes, settings: ReadSettings) -> Document:
    """One text export as a `Document` (media type text/plain; no pages).

    Raises PaperEmpty where nothing is printed, PaperTooLarge for a line of over a million characters,
    PaperUnsupported where the bytes are no text.
    """
    if len(data) > settings.max_bytes:
        raise PaperTooLarge(f"{len(data)} bytes; the limit is {settings.max_bytes} (setting max_bytes)")
    text, note = decode(data)
    blocks, stamps = blocks_of_text(text)
    if not blocks:
        raise PaperEmpty("the file holds no text; export the paper again")
    problems = (Problem("encoding-assumed", note, severity="note"),) if note else ()
    return Document("text", "text/plain", tuple(blocks), furniture=tuple(stamps), problems=problems)


def blocks_of_text(text: str) -> tuple[list[Block], list[Paragraph]]:
    """The blocks of a text in reading order, and the stamps and page numbers that stand between them."""
    lines = _lines(text)
    width = max((len(line.raw) for line in lines if not line.tabbed), default=0)
    tabs_are_columns = any("\t" in line.raw.lstrip() for line in lines if not _is_list_item(line.raw))
    blocks: list[Block] = []
    stamps: list[Paragraph] = []
    found: list[Candidate | None] = []
    for group in _groups(lines):
        for block, may_head in _blocks_of_group(group, width, tabs_are_columns):
            if isinstance(block, Paragraph) and len(group) == 1 and _STAMP.fullmatch(block.text):
                stamps.append(block)
                continue
            blocks.append(block)
            found.append(may_head)
    return _with_headings(blocks, found), stamps


def _lines(text: str) -> list[_Line]:
    raw = _LINE_END.split(text.replace("\f", "\n\n") if "\f" in text else text)
    longest = max(map(len, raw))
    if longest > LONGEST_LINE:
        raise PaperTooLarge(
            f"one line has {longest:,} characters (the limit is {LONGEST_LINE:,}): this is data, not a paper; "
            "check the export, or break the line where the paper has line ends"
        )
    return [_Line(number, line) for number, line in enumerate(raw, start=1)]


def _groups(lines: Sequence[_Line]) -> Iterator[list[_Line]]:
    """Lines with no blank line between them. A line of nothing but tabs is a table row: an empty one."""
    for printed, group in groupby(lines, key=lambda line: bool(line.raw.strip(" \u00a0\u3000\x1a"))):
        if printed:
            yield list(group)


def _blocks_of_group(
    group: list[_Line], width: int, tabs_are_columns: bool
) -> Iterator[tuple[Block, Candidate | None]]:
    """The blocks of one group, each with how it would be a heading."""
    rest = group
    tabs_are_columns = tabs_are_columns and not all(_is_list_item(line.raw) for line in group if line.tabbed)
    while rest:
        size = _table_size(rest, tabs_are_columns)
        if size:
            piece = _piece(rest[:size])
            if piece:
                yield piece, None
            rest = rest[size:]
            continue
        end = next((i for i in range(1, len(rest)) if _table_size(rest[i:], tabs_are_columns)), len(rest))
        yield from _prose(rest[:end], width)
        rest = rest[end:]


def _table_size(lines: Sequence[_Line], tabs_are_columns: bool) -> int:
    """How many leading lines are a table; a line without tabs belongs to it when it stands between two that have."""

    def is_row(line: _Line) -> bool:
        return line.piped or (tabs_are_columns and line.tabbed)

    if not is_row(lines[0]):
        return 0
    size = 0
    for i, line in enumerate(lines):
        if is_row(line):
            size = i + 1
        elif _HASHES.fullmatch(line.raw):
            break
    runs_on = size < len(lines) and lines[size].raw.lstrip()[:1].islower()
    return len(lines) if runs_on and size + 1 == len(lines) else size


def _is_list_item(raw: str) -> bool:
    item = _ITEM.match(raw)
    return item is not None and "\t" not in raw[item.end() :].strip() and "\t" not in item["indent"]


def _piece(lines: Sequence[_Line]) -> Piece | None:
    piped = lines[0].piped
    split = [(line, _pipe_cells(line.raw) if line.piped else line.raw.split("\t")) for line in lines]
    rows = [(line, cells) for line, cells in split if not _is_rule(cells)]
    if not rows:
        return None
    n_cols = max(len(cells) for _, cells in rows)
    cells = [cell for row, (line, texts) in enumerate(rows) for cell in _cells(row, line, texts, n_cols)]
    header = int(piped and len(split) > 1 and _is_rule(split[1][1]))
    return Piece(
        tuple(cells), len(rows), n_cols, "markup" if piped else "tabs", line=rows[0][0].number, header_rows=header
    )


def _pipe_cells(raw: str) -> list[str]:
    cells = _PIPE.split(raw.strip())
    return cells[1:-1] if not cells[-1].strip() else cells[1:]


def _is_rule(cells: Sequence[str]) -> bool:
    return all(_RULE_CELL.fullmatch(cell) or not cell.strip() for cell in cells) and any(map(str.strip, cells))


def _cells(row: int, line: _Line, texts: Sequence[str], n_cols: int) -> Iterator[Cell]:
    """The cells of one printed line: as many as it has; a line without a border is one cell over the whole width."""
    span = n_cols if len(texts) == 1 else 1
    for col, raw in enumerate(texts):
        inline = plain(raw)
        yield Cell(
            inline.text,
            row,
            col,
            colspan=span,
            line=line.number,
            bold=inline.bold,
            italic=inline.italic,
            struck=inline.struck,
        )


def _prose(lines: list[_Line], width: int) -> Iterator[tuple[Block, Candidate | None]]:
    lines = _unwrapped(lines, width)
    for i, line in enumerate(lines):
        hashes = _HASHES.fullmatch(line.raw)
        underlined = i + 1 < len(lines) and _UNDERLINE.fullmatch(lines[i + 1].raw)
        paragraph = _paragraph(replace(line, raw=hashes[2]) if hashes else line)
        if hashes or underlined:
            level = len(hashes[1]) if hashes else 1 + (lines[i + 1].raw[0] == "-")
            yield paragraph, Candidate("marked", level=level)
        elif not _RULE_LINE.fullmatch(line.raw) and paragraph.text:
            alone = len(lines) == 1 and not paragraph.list_level
            yield paragraph, candidate(paragraph.text, paragraph.bold) if alone else None


def _paragraph(line: _Line) -> Paragraph:
    item = _ITEM.match(line.raw)
    bold_start = line.raw.lstrip().startswith("**")
    is_item = item is not None and not bold_start
    inline = plain(line.raw[item.end() :] if item and is_item else line.raw)
    level = 1 + len(item["indent"].expandtabs(4)) // 4 if item and is_item else 0
    text = ("• " if is_item else "") + inline.text.replace("\t", " ")
    return Paragraph(text, line=line.number, list_level=level, bold=inline.bold, italic=inline.italic)


def _unwrapped(lines: list[_Line], width: int) -> list[_Line]:
    """Lines joined where a program wrapped them: the next word would not have fitted into the paper's width."""
    if width not in _WRAPS:
        return lines
    joined = [lines[0]]
    for before, line in pairwise(lines):
        first_word = line.raw.split(maxsplit=1)[0]
        full = len(before.raw.rstrip()) + 1 + len(first_word) > width
        if full and not _starts_anew(line.raw) and not _HASHES.fullmatch(before.raw):
            joined[-1] = replace(joined[-1], raw=f"{joined[-1].raw.rstrip()} {line.raw.strip()}")
        else:
            joined.append(line)
    return joined


def _starts_anew(raw: str) -> bool:
    return bool(_ITEM.match(raw) or _HASHES.fullmatch(raw) or _RULE_LINE.fullmatch(raw))


def _with_headings(blocks: list[Block], found: list[Candidate | None]) -> list[Block]:
    out: list[Block] = []
    above_table = [isinstance(below, Piece) for below in blocks[1:]] + [False] * bool(blocks)
    for block, level in zip(blocks, levels(found, above_table), strict=True):
        if level is not None and isinstance(block, Paragraph):
            block = Heading(block.text, level, line=block.line)
        out.append(block)
    return out
