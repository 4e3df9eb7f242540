"""Text exports of papers: a tab is a column border, a blank line ends what stands above it.

Every block and cell keeps its line (1-based). Tables are reported as they stand; joining what a page break has torn
apart is the business of `extract.tables`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from extract.document import Block, Cell, Document, Heading, Paragraph, Piece, Problem
from extract.errors import PaperEmpty, PaperTooLarge
from extract.readers.encoding import decode
from extract.readers.text_boxes import boxes_of, in_plain_signs, with_outer_pipes
from extract.readers.text_grid import TextGrid, grids_of
from extract.readers.text_headings import Candidate, candidate, levels
from extract.readers.text_lines import LONGEST_LINE, TextLine, is_blank, lines_of, without_furniture
from extract.readers.text_markup import BULLETS, plain
from extract.readers.text_rows import piece_of_grid
from extract.settings import ReadSettings

__all__ = ["LONGEST_LINE", "blocks_of_text", "read_text"]

_RULE_CELL = re.compile(r"\s*:?-{2,}:?\s*")
_RULE_LINE = re.compile(r"\s*([-*_=])(?:\s*\1){2,}\s*")
_UNDERLINE = re.compile(r"(=|-)\1{2,}\s*")
_HASHES = re.compile(r"(#{1,6})\s+(\S.*)")
_ITEM = re.compile(rf"(?P<indent>\s*)(?:[{BULLETS}*–-]|o(?=\s\s))(?:\s+|\t)(?=\S)")
_COUNTED = re.compile(r"\s*\(?(\d{1,3})[.)]\s+\S")
_LABEL = re.compile(r"\s*[A-Z][^\W\d_]*(?: [\w/]+){0,3}:\s")
_PIPE = re.compile(r"(?<!\\)\|")
_STAMP = re.compile(
    r"(?:draft|official(?:\s*[-:–]\s*sensitive)?|confidential|restricted|protect|not protectively marked|"
    r"(?:this )?page (?:is )?(?:intentionally |deliberately )?(?:left )?blank|"
    r"page \d+(?: of \d+)?|\d{1,4}|[-–—]\s*\d{1,4}\s*[-–—])",
    re.I,
)
_LINE_BREAK_IN_CELL, _MOST_LINES_IN_CELL = "\u2028", 40
_WRAPS = range(40, 131)  # characters; the widths to which programs wrap lines


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


def blocks_of_text(text: str, first_line: int = 1) -> tuple[list[Block], list[Paragraph]]:
    """The blocks of a text in reading order, and the stamps and page numbers that stand between them."""
    lines, stamps = without_furniture(with_outer_pipes(lines_of(in_plain_signs(text), first_line)))
    grids = [*boxes_of(lines), *grids_of(lines)]
    prose = [line for part in _parts(lines, grids) if not isinstance(part, TextGrid) for line in part]
    width = max((len(line.raw) for line in prose if "\t" not in line.raw), default=0)
    tabs_are_columns = any("\t" in line.raw.lstrip() for line in lines if not _is_list_item(line.raw))
    blocks: list[Block] = []
    found: list[Candidate | None] = []
    for part in _parts(lines, grids):
        if isinstance(part, TextGrid):
            blocks.append(piece_of_grid(part))
            found.append(None)
            continue
        for block, may_head in _blocks_of_group(part, width, tabs_are_columns):
            if isinstance(block, Paragraph) and len(part) == 1 and _STAMP.fullmatch(block.text):
                stamps.append(block)
                continue
            blocks.append(block)
            found.append(may_head)
    return _with_headings(blocks, found), stamps


def _parts(lines: Sequence[TextLine], grids: Sequence[TextGrid]) -> Iterator[list[TextLine] | TextGrid]:
    """The tables of columns and the lines between them, with no blank line among those of one part."""
    at = 0
    for grid in (*sorted(grids, key=lambda each: each.start), None):
        for blank, group in groupby(lines[at : grid.start if grid else len(lines)], key=is_blank):
            if not blank:
                yield list(group)
        if grid is not None:
            yield grid
            at = grid.end


def _blocks_of_group(
    group: list[TextLine], width: int, tabs_are_columns: bool
) -> Iterator[tuple[Block, Candidate | None]]:
    """The blocks of one group, each with how it would be a heading."""
    tabs_are_columns = tabs_are_columns and not all(_is_list_item(line.raw) for line in group if "\t" in line.raw)
    is_row = [_is_piped(line.raw) or (tabs_are_columns and "\t" in line.raw) for line in group]
    start = 0
    while start < len(group):
        if is_row[start]:
            end = _table_end(group, is_row, start)
            piece = _piece(group[start:end])
            if piece:
                yield piece, None
        else:
            end = next((i for i in range(start, len(group)) if is_row[i]), len(group))
            yield from _prose(group[start:end], width)
        start = end


def _table_end(group: Sequence[TextLine], is_row: Sequence[bool], start: int) -> int:
    """Where the table that begins at `start` ends; a line without tabs belongs to it when it stands between two rows.

    So does a single line below the last row that goes on in lower case: the rest of a cell.
    """
    end = start
    for i in range(start, len(group)):
        if is_row[i]:
            end = i + 1
        elif _HASHES.fullmatch(group[i].raw):
            break
    runs_on = end + 1 == len(group) and group[end].raw.lstrip()[:1].islower()
    return len(group) if runs_on else end


def _is_piped(raw: str) -> bool:
    """Whether a line is a row of cells between pipes."""
    return raw.lstrip().startswith("|") and len(_PIPE.findall(raw)) > 1


def _is_list_item(raw: str) -> bool:
    item = _ITEM.match(raw)
    return item is not None and "\t" not in raw[item.end() :].strip() and "\t" not in item["indent"]


def _piece(lines: Sequence[TextLine]) -> Piece | None:
    piped = _is_piped(lines[0].raw)
    split = [
        (line, _pipe_cells(line.raw) if _is_piped(line.raw) else line.raw.split("\t")) for line in _requoted(lines)
    ]
    rows = [(line, cells) for line, cells in split if not _is_rule(cells)]
    if not rows:
        return None
    n_cols = max(len(cells) for _, cells in rows)
    cells = [cell for row, (line, texts) in enumerate(rows) for cell in _cells(row, line, texts, n_cols)]
    header = int(piped and len(split) > 1 and _is_rule(split[1][1]))
    return Piece(
        tuple(cells), len(rows), n_cols, "markup" if piped else "tabs", line=rows[0][0].number, header_rows=header
    )


def _requoted(lines: Sequence[TextLine]) -> Iterator[TextLine]:
    """Rows that a spreadsheet program broke inside a quoted cell, whole again: the break is one of that cell."""
    i = 0
    while i < len(lines):
        size = _quoted_size(lines[i : i + _MOST_LINES_IN_CELL])
        if size > 1:
            raw = _LINE_BREAK_IN_CELL.join(line.raw for line in lines[i : i + size])
            yield replace(lines[i], raw="\t".join(map(_unquoted, raw.split("\t"))))
        else:
            yield lines[i]
        i += max(size, 1)


def _quoted_size(lines: Sequence[TextLine]) -> int:
    """How many lines a quoted cell that begins at the end of the first one covers; 0 where none does."""
    if not lines[0].raw.rpartition("\t")[2].startswith('"') or lines[0].raw.count('"') % 2 == 0:
        return 0
    for size, line in enumerate(lines[1:], start=2):
        if line.raw.count('"') % 2:
            return size if re.search(r'"(?:\t|$)', line.raw) else 0
        if "\t" in line.raw:
            return 0
    return 0


def _unquoted(cell: str) -> str:
    whole = cell[1:-1].replace('""', '"') if len(cell) > 1 and cell.startswith('"') and cell.endswith('"') else cell
    return whole if _LINE_BREAK_IN_CELL in whole else cell


def _pipe_cells(raw: str) -> list[str]:
    cells = _PIPE.split(raw.strip())
    return cells[1:-1] if not cells[-1].strip() else cells[1:]


def _is_rule(cells: Sequence[str]) -> bool:
    return all(_RULE_CELL.fullmatch(cell) or not cell.strip() for cell in cells) and any(map(str.strip, cells))


def _cells(row: int, line: TextLine, texts: Sequence[str], n_cols: int) -> Iterator[Cell]:
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


def _prose(lines: list[TextLine], width: int) -> Iterator[tuple[Block, Candidate | None]]:
    lines = _unwrapped(lines, width)
    for i, line in enumerate(lines):
        hashes = _HASHES.fullmatch(line.raw)
        underlined = i + 1 < len(lines) and _UNDERLINE.fullmatch(lines[i + 1].raw)
        paragraph = _paragraph(replace(line, raw=hashes[2].rstrip().rstrip("#")) if hashes else line)
        if hashes or underlined:
            level = len(hashes[1]) if hashes else 1 + (lines[i + 1].raw[0] == "-")
            yield paragraph, Candidate("marked", level=level)
        elif not _RULE_LINE.fullmatch(line.raw) and paragraph.text:
            alone = len(lines) == 1 and not paragraph.list_level
            yield paragraph, candidate(paragraph.text, paragraph.bold) if alone else None


def _paragraph(line: TextLine) -> Paragraph:
    item = _ITEM.match(line.raw)
    bold_start = line.raw.lstrip().startswith("**")
    is_item = item is not None and not bold_start
    inline = plain(line.raw[item.end() :] if item and is_item else line.raw)
    level = 1 + len(item["indent"].expandtabs(4)) // 4 if item and is_item else 0
    text = ("• " if is_item else "") + inline.text.replace("\t", " ")
    return Paragraph(text, line=line.number, list_level=level, bold=inline.bold, italic=inline.italic)


def _unwrapped(lines: list[TextLine], width: int) -> list[TextLine]:
    """Lines joined where a program wrapped them: the next word would not have fitted into the paper's width."""
    if width not in _WRAPS:
        return lines
    joined = [lines[0]]
    for before, line in pairwise(lines):
        number, last = _counted(line.raw), _counted(joined[-1].raw)
        if number is not None and last is not None and number == last + 1:
            joined.append(line)
            continue
        first_word, *_ = [*line.raw.split(maxsplit=1), ""]  # a form feed alone has none
        full = len(before.raw.rstrip()) + 1 + len(first_word) > width
        if full and not _starts_anew(line.raw) and not _HASHES.fullmatch(before.raw):
            joined[-1] = replace(joined[-1], raw=f"{joined[-1].raw.rstrip()} {line.raw.strip()}")
        else:
            joined.append(line)
    return joined


def _counted(raw: str) -> int | None:
    """The number that an item of a list begins with ("4. Ask …")."""
    item = _COUNTED.match(raw)
    return int(item[1]) if item else None


def _starts_anew(raw: str) -> bool:
    return bool(_ITEM.match(raw) or _LABEL.match(raw) or _HASHES.fullmatch(raw) or _RULE_LINE.fullmatch(raw))


def _rest_of_a_cell(blocks: Sequence[Block]) -> Iterator[int]:
    """The blocks between two pieces of a table that begin and end with list items: a cell that the page has cut.

    A label among them ("Management oversight") belongs to the cell and is no heading of the paper.
    """
    pieces = [i for i, block in enumerate(blocks) if isinstance(block, Piece)]
    for before, after in pairwise(pieces):
        between = blocks[before + 1 : after]
        ends = (between[0], between[-1]) if between else ()
        if ends and all(isinstance(block, Paragraph) and block.list_level for block in ends):
            yield from range(before + 1, after)


def _with_headings(blocks: list[Block], found: list[Candidate | None]) -> list[Block]:
    out: list[Block] = []
    above_table = [isinstance(below, Piece) for below in blocks[1:]] + [False] * bool(blocks)
    for i in _rest_of_a_cell(blocks):
        if (one := found[i]) is not None and one.pattern in ("plain", "caption"):
            found[i] = None
    for block, level in zip(blocks, levels(found, above_table), strict=True):
        if level is not None and isinstance(block, Paragraph):
            block = Heading(block.text, level, line=block.line)
        out.append(block)
    return out
