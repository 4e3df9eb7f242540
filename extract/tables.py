"""One logical table from the pieces that pages cut it into, and the headings and paragraphs it stands under.

Two pieces are joined only for a reason that can be said: nothing stands between them, a page ends there, and either
the header is repeated, or the column borders go on, or the same kinds of cells go on in a changed grid. Two tables are
never joined because they merely have as many columns.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from extract.columns import Header, alike, read_header
from extract.document import Box, Cell, Document, Heading, Paragraph, Piece
from extract.wording import folded

__all__ = ["LogicalTable", "PrintedRow", "logical_tables", "row_header", "rows_of"]

_RECURRING = 3
_LEADING_ROWS = 4
"""Rows of a table among which its own header is looked for; those of a title and of labels stand above it."""
_WHOLE = {"markup", "labels"}
"""How tables are drawn that no page cuts: the file, or the lines of a form, say where each ends."""
_EDGE_TOLERANCE = 6.0
"""Points that a column border may move over a page break and still be the same border."""


@dataclass(frozen=True, slots=True)
class PrintedRow:
    """One row as printed. `number` is 1-based in the logical table; `piece` says which piece draws it.

    `joined_by` is null in the first piece, else why the row's piece belongs to the table. `leads_piece` marks the
    first row of a later piece: the place where a row cut by the page break goes on. `above` are the merged cells of
    earlier rows that reach down into this one. `heads`: it stands right above a header row, as a title does. `again`:
    it leads a later piece and only repeats the table's own first rows; then the row below it is what leads the piece.
    `struck`: all of it is struck through, as a log shows what is done with; its cells have their words again.
    """

    cells: tuple[Cell, ...]
    number: int
    piece: int
    joined_by: str | None
    leads_piece: bool
    above: tuple[Cell, ...] = ()
    heads: bool = False
    again: bool = False
    struck: bool = False

    @property
    def length(self) -> int:
        """Grid columns the row reaches: rows of a text export can be shorter than their table."""
        return max((cell.col + cell.colspan for cell in self.cells), default=0)

    def texts(self, width: int) -> list[str]:
        """The row's texts by grid column, empty where nothing is anchored."""
        row = [""] * max(width, self.length)
        for cell in self.cells:
            row[cell.col] = cell.text
        return row

    def spans(self, width: int) -> list[int]:
        """The columns each anchored cell covers, 1 elsewhere."""
        row = [1] * max(width, self.length)
        for cell in self.cells:
            row[cell.col] = cell.colspan
        return row

    @property
    def page(self) -> int | None:
        """The page the row is printed on."""
        return next((cell.page for cell in self.cells if cell.page is not None), None)

    @property
    def line(self) -> int | None:
        """The line of the text it starts on, where the format has lines."""
        return next((cell.line for cell in self.cells if cell.line is not None), None)

    @property
    def box(self) -> Box | None:
        """The rectangle round its cells."""
        boxes = [cell.box for cell in self.cells if cell.box is not None]
        if not boxes:
            return None
        return Box(
            min([box.x0 for box in boxes]),
            min([box.top for box in boxes]),
            max([box.x1 for box in boxes]),
            max([box.bottom for box in boxes]),
        )

    @property
    def is_struck(self) -> bool:
        """Whether all its words are struck through, those of more than one cell."""
        return sum(bool(cell.struck) for cell in self.cells) > 1 and not any(cell.text.strip() for cell in self.cells)

    @property
    def is_blank(self) -> bool:
        """Whether nothing is printed in it: no text, no list number, nothing nested, no fill."""
        return not any(c.text.strip() or c.number or c.nested or c.fill or c.struck for c in self.cells)


@dataclass(frozen=True, slots=True)
class LogicalTable:
    """A table as its author meant it. `path`: headings above it, outermost first; `intro`: paragraphs just above it."""

    number: int
    pieces: tuple[Piece, ...]
    joined_by: tuple[str | None, ...]
    path: tuple[str, ...]
    intro: tuple[Paragraph, ...] = ()
    rows: tuple[PrintedRow, ...] = field(default=())

    @property
    def page(self) -> int | None:
        """The page it starts on."""
        return self.pieces[0].page


def logical_tables(document: Document) -> tuple[LogicalTable, ...]:
    """Every logical table of a document in reading order, with the headings and the paragraphs above it."""
    tables: list[LogicalTable] = []
    path: list[Heading] = []
    intro: list[Paragraph] = []
    last: LogicalTable | None = None
    labels = _recurring_labels(document)
    for block in document.blocks:
        match block:
            case Heading():
                if folded(block.text) not in labels:
                    path = [*(h for h in path if h.level < block.level), block]
                intro, last = [], None
            case Paragraph():
                if block.text.strip():
                    intro.append(block)
                    last = None
            case Piece():
                reason = why_joined(last, block) if last else None
                if last and reason:
                    last = replace(last, pieces=(*last.pieces, block), joined_by=(*last.joined_by, reason))
                    tables[-1] = last
                else:
                    last = LogicalTable(len(tables) + 1, (block,), (None,), tuple(h.text for h in path), tuple(intro))
                    tables.append(last)
                intro = []
    return tuple(replace(table, rows=rows_of(table)) for table in tables)


def _recurring_labels(document: Document) -> set[str]:
    """Headings that name no part of the paper but the paragraph below them: "What must change", in every part.

    Such a one comes again and again, each time right below a heading of another name and right above a paragraph.
    """
    parents: dict[str, list[str]] = {}
    others: set[str] = set()
    blocks = document.blocks
    for n, block in enumerate(blocks):
        if isinstance(block, Heading):
            before, after = blocks[n - 1] if n else None, blocks[n + 1] if n + 1 < len(blocks) else None
            if isinstance(before, Heading) and isinstance(after, Paragraph):
                parents.setdefault(folded(block.text), []).append(folded(before.text))
            else:
                others.add(folded(block.text))
    return {
        text
        for text, above in parents.items()
        if text not in others and len(above) >= _RECURRING and len(set(above)) == len(above)
    }


def rows_of(table: LogicalTable) -> tuple[PrintedRow, ...]:
    """The printed rows of a table, piece by piece."""
    rows: list[PrintedRow] = []
    for p, piece in enumerate(table.pieces):
        by_row: dict[int, list[Cell]] = {}
        for cell in piece.cells:
            by_row.setdefault(cell.row, []).append(cell)
        again = _repeated(piece, table.pieces[0]) if p else 0
        merged = sorted((cell for cell in piece.cells if cell.rowspan > 1), key=lambda c: c.col)
        for r in range(piece.n_rows):
            cells = tuple(sorted(by_row.get(r, []), key=lambda c: c.col))
            above = tuple(c for c in merged if c.row < r < c.row + c.rowspan)
            leads = p > 0 and r == again
            rows.append(PrintedRow(cells, len(rows) + 1, p, table.joined_by[p], leads, above, again=r < again))
    return _with_struck_rows(rows)


def _with_struck_rows(rows: Sequence[PrintedRow]) -> tuple[PrintedRow, ...]:
    """The rows, those struck through from end to end with their words again; not where a live row has the same ref."""
    if not any(cell.struck for row in rows for cell in row.cells):
        return tuple(rows)
    begin = {text for row in rows if (text := _begins(row, struck=False))}
    return tuple(_unstruck(row) if row.is_struck and _begins(row, struck=True) not in begin else row for row in rows)


def _unstruck(row: PrintedRow) -> PrintedRow:
    cells = (replace(cell, text=cell.struck or "", struck=None) for cell in row.cells)
    return replace(row, cells=tuple(cells), struck=True)


def _begins(row: PrintedRow, *, struck: bool) -> str:
    """What a row prints first: its ref, where the table has refs."""
    texts = ((cell.struck or "") if struck else cell.text for cell in row.cells)
    return next((folded(text) for text in texts if text.strip()), "")


def _repeated(piece: Piece, first: Piece) -> int:
    """How many rows at the head of a later piece are the first rows of the table over again, as Word repeats them."""
    ours, theirs = (
        [[text for text in row if text] for row in each.texts()[: _LEADING_ROWS + 1]] for each in (piece, first)
    )
    same = 0
    while same < min(len(ours), len(theirs)) and ours[same] and ours[same] == theirs[same]:
        same += 1
    return same if same < len(ours) else 0


def row_header(row: PrintedRow, width: int, *, after_one: bool = False) -> Header | None:
    """The header that a printed row sets, if it reads like one; `after_one`: the table has a header already."""
    return read_header(row.texts(width), row.spans(width), leads=row.number <= _LEADING_ROWS and not after_one)


def _first_header(piece: Piece) -> tuple[Header, list[str]] | None:
    """The piece's own header among its first three rows, with its texts."""
    grid = piece.texts()
    for row, texts in zip(piece.rows()[:3], grid[:3], strict=True):
        header = read_header(texts, [cell.colspan if cell else 1 for cell in row])
        if header:
            return header, texts
    return None


def why_joined(table: LogicalTable, piece: Piece) -> str | None:
    """Why a piece goes on with a table that nothing separates it from, or None where it starts a table of its own."""
    before = table.pieces[-1]
    if {before.drawn, piece.drawn} & _WHOLE or not _page_ends_between(before, piece):
        return None
    own = _first_header(piece)
    if own is not None:
        headers = (found[0] for found in map(_first_header, table.pieces) if found)
        return "repeated header" if any(alike(own[1], header) for header in headers) else None
    if piece.page is None:
        return "page break"
    if same_borders(before, piece):
        return "page break: same column borders"
    if before.open_bottom or piece.open_top or _same_width(before, piece):
        return "page break: same table width" if _goes_on(before, piece) else None
    return None


def _page_ends_between(before: Piece, piece: Piece) -> bool:
    if before.page is None or piece.page is None:
        return before.page is None and piece.page is None and before.drawn == piece.drawn not in _WHOLE
    return piece.page == before.page + 1


def same_borders(a: Piece, b: Piece) -> bool:
    """Whether the column borders of two pieces go on from one to the other (all but one of the fewer)."""
    if not a.edges or not b.edges or min(len(a.edges), len(b.edges)) < 3:
        return False
    few, many = sorted((a.edges, b.edges), key=len)
    shared = sum(any(abs(x - y) <= _EDGE_TOLERANCE for y in many) for x in few)
    return shared >= len(few) - (1 if len(few) > 3 else 0)


def _same_width(a: Piece, b: Piece) -> bool:
    if a.box is None or b.box is None:
        return False
    wide, narrow = sorted((a.box.x1 - a.box.x0, b.box.x1 - b.box.x0), reverse=True)
    return narrow > 0.9 * wide


def _goes_on(before: Piece, piece: Piece) -> bool:
    """Whether the same kinds of cells go on although the grid has changed: as many filled columns, none a new title."""
    last = [text for row in before.texts()[-3:] for text in row if text.strip()]
    first = [text for text in piece.texts()[0] if text.strip()] if piece.n_rows else []
    if not last or not first:
        return False
    titled = len(first) == 1 and piece.n_cols > 1 and folded(first[0])[:1].isupper()
    return not titled and abs(before.n_cols - piece.n_cols) <= max(1, before.n_cols // 3)


def filled(row: Sequence[str]) -> list[int]:
    """The grid columns of a row that hold text."""
    return [i for i, text in enumerate(row) if text.strip()]
