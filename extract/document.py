"""The neutral document: what every reader yields and everything after a reader works on.

A reader turns bytes into headings, paragraphs and table pieces in reading order and knows nothing of plans. It emits a
`Piece` for each table *as drawn on one page*; `extract.tables` joins the pieces of one logical table. Text is given as
printed except that soft line wraps are already joined: a ``\\n`` in any text is a break that the author made.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

__all__ = ["Block", "Box", "Cell", "Document", "Heading", "Paragraph", "Piece", "Problem", "framed_prose"]


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page, in points from the page's top left, y downwards."""

    x0: float
    top: float
    x1: float
    bottom: float

    def union(self, other: Box) -> Box:
        """The smallest box that holds both."""
        return Box(
            min(self.x0, other.x0), min(self.top, other.top), max(self.x1, other.x1), max(self.bottom, other.bottom)
        )

    def rounded(self) -> Box:
        """The same box to 0.1 point, the precision the dataset prints."""
        return Box(round(self.x0, 1), round(self.top, 1), round(self.x1, 1), round(self.bottom, 1))


@dataclass(frozen=True, slots=True)
class Cell:
    """One table cell as drawn: a merged cell is one `Cell` at its top left with its spans, written once.

    `row` and `col` are 0-based in the piece's grid. `fill` is the background as ``#RRGGBB``, null when none or white.
    `number` is an automatic list number that the text does not hold (Word), as it is displayed ("ED1", "3.").
    `struck` is the part of the text that is struck through (it stays out of `text`); `nested` are tables in the cell.
    """

    text: str
    row: int
    col: int
    rowspan: int = 1
    colspan: int = 1
    page: int | None = None
    box: Box | None = None
    line: int | None = None
    fill: str | None = None
    bold: bool = False
    italic: bool = False
    number: str | None = None
    struck: str | None = None
    nested: tuple[Piece, ...] = ()


@dataclass(frozen=True, slots=True)
class Piece:
    """A table, or the part of one that is drawn on one page.

    `drawn` says how it was found: ``ruled`` · ``rules`` (horizontal only) · ``shaded`` · ``aligned`` (no lines) ·
    ``markup`` (the file says it is a table) · ``tabs`` · ``labels`` (a form typed line by line). `edges` are the x
    positions of the column borders where they are known (one more than the columns). `header_rows`: how many leading
    rows the file marks as header (0: unknown).
    `open_top`/`open_bottom`: the drawing lets a row run on over that page edge (no closing rule there).
    """

    cells: tuple[Cell, ...]
    n_rows: int
    n_cols: int
    drawn: str
    page: int | None = None
    box: Box | None = None
    line: int | None = None
    edges: tuple[float, ...] | None = None
    header_rows: int = 0
    open_top: bool = False
    open_bottom: bool = False
    name: str | None = None
    hidden_rows: frozenset[int] = field(default_factory=frozenset)

    def rows(self) -> list[list[Cell | None]]:
        """The grid, row by row: a `Cell` at its anchor, None where a cell only reaches by its span or none is drawn."""
        grid: list[list[Cell | None]] = [[None] * self.n_cols for _ in range(self.n_rows)]
        for cell in self.cells:
            grid[cell.row][cell.col] = cell
        return grid

    def texts(self) -> list[list[str]]:
        """The grid as strings, empty where no cell is anchored."""
        return [[cell.text if cell else "" for cell in row] for row in self.rows()]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; `level` 1 is outermost. Readers that only see type size or boldness derive the level from it.

    `printed` is false for the name of a sheet, which stands on its tab and on no page.
    """

    text: str
    level: int
    page: int | None = None
    box: Box | None = None
    line: int | None = None
    printed: bool = True


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph or a list item outside tables. `number` is an automatic list number that the text does not hold."""

    text: str
    page: int | None = None
    box: Box | None = None
    line: int | None = None
    list_level: int = 0
    number: str | None = None
    bold: bool = False
    italic: bool = False


Block = Heading | Paragraph | Piece

_NARROW = 3
"""Columns up to which a table may frame prose, as agendas and minutes do: number, what was said, who is to act."""
_PROSE = 12
"""Words from which on a cell of such a table is prose."""


def framed_prose(piece: Piece) -> Iterator[Paragraph]:
    """The cells of a narrow table that hold prose, as paragraphs: minutes are often set in one."""
    if piece.n_cols <= _NARROW:
        for cell in piece.cells:
            if len(cell.text.split()) >= _PROSE:
                yield Paragraph(cell.text, cell.page, cell.box, cell.line)


@dataclass(frozen=True, slots=True)
class Problem:
    """Something a reader could not read: a finding code of DATASET.md, a message, and the page where it stands."""

    code: str
    message: str
    page: int | None = None
    severity: str = "warning"


@dataclass(frozen=True, slots=True)
class Document:
    """One paper as its reader saw it. `furniture` holds page headers, footers and stamps, kept apart from the blocks.

    `pages` is null where the format has no pages. `ocr` says that at least one page was read from its image.
    `properties` are what the file says of itself (title, author, created …); evidence of the last resort.
    """

    reader: str
    media_type: str
    blocks: tuple[Block, ...]
    pages: int | None = None
    ocr: bool = False
    furniture: tuple[Paragraph, ...] = ()
    footnotes: tuple[Paragraph, ...] = ()
    problems: tuple[Problem, ...] = ()
    properties: tuple[tuple[str, str], ...] = ()

    def pieces(self) -> Iterator[Piece]:
        """Every table piece in reading order."""
        return (block for block in self.blocks if isinstance(block, Piece))

    def with_problem(self, problem: Problem) -> Document:
        """The same document with one more problem said."""
        return replace(self, problems=(*self.problems, problem))
