"""PDF: bytes → `Document`. Pages are taken apart one by one; what only the whole paper can tell is settled after."""

from __future__ import annotations

from dataclasses import dataclass

from extract.document import Block, Document, Piece, Problem
from extract.errors import PaperEmpty
from extract.readers import pdf_plumber
from extract.readers.pdf_blocks import Prose, block_of, body_size, headed, heading_levels, prose_of
from extract.readers.pdf_grid import Grid
from extract.readers.pdf_page import LEVEL, PageMarks
from extract.readers.pdf_pieces import drop_ghosts, piece_of
from extract.readers.pdf_ruled import colour_cells, ruled_tables
from extract.readers.pdf_text import Line, lines_of
from extract.readers.pdf_words import Word, words_of
from extract.settings import ReadSettings

__all__ = ["read_pdf"]

_MEDIA_TYPE = "application/pdf"


@dataclass(slots=True)
class _Page:
    """What is kept of a page until the paper is put together: words, no longer characters."""

    number: int
    width: float
    height: float
    grids: list[Grid]
    lines: list[Line]
    turned: list[Word]
    watermark: str
    problems: list[Problem]


def read_pdf(data: bytes, settings: ReadSettings) -> Document:
    """Read a PDF: headings, paragraphs and the tables as drawn, page by page, in reading order.

    Raises PaperEncrypted for a locked file, PaperDamaged for one that is cut off or broken, PaperEmpty without pages.
    """
    pages = [_page(marks) for marks in pdf_plumber.pages(data)]
    if not pages:
        raise PaperEmpty("The file has no pages. Ask for it again, or print it to PDF anew.")
    drop_ghosts([grid for page in pages for grid in page.grids])
    return Document(
        reader="pdf",
        media_type=_MEDIA_TYPE,
        blocks=tuple(_blocks(pages)),
        pages=len(pages),
        problems=tuple(problem for page in pages for problem in page.problems),
    )


def _page(marks: PageMarks) -> _Page:
    loose = words_of(marks)
    ruled = ruled_tables(marks, loose.words)
    for grid in ruled.grids:
        colour_cells(grid, marks.fills)
    problems = []
    if not loose.words:
        problems.append(
            Problem(
                "page-without-text",
                f"Page {marks.number} holds no text (a scan or a picture). Install planthread[ocr] to have it read.",
                page=marks.number,
            )
        )
    level = [word for word in ruled.loose if word.turn == LEVEL]
    turned = [word for word in ruled.loose if word.turn != LEVEL]
    return _Page(
        marks.number, marks.width, marks.height, ruled.grids, lines_of(level), turned, loose.watermark, problems
    )


def _blocks(pages: list[_Page]) -> list[Block]:
    placed: list[Prose | Piece] = []
    for page in pages:
        placed += _in_order(page)
    body = body_size(word for each in placed if isinstance(each, Prose) for word in each.words)
    after = [*placed[1:], None]
    headings = {
        id(each)
        for each, following in zip(placed, after, strict=True)
        if isinstance(each, Prose) and headed(each, body, isinstance(following, Piece))
    }
    levels = heading_levels(each for each in placed if isinstance(each, Prose) and id(each) in headings)
    return [
        each if isinstance(each, Piece) else block_of(each, levels if id(each) in headings else None) for each in placed
    ]


def _in_order(page: _Page) -> list[Prose | Piece]:
    """Tables and paragraphs of a page from the top down; tables beside each other from the left."""
    pieces = [(grid.ys[0], grid.xs[0], piece) for grid in page.grids if (piece := piece_of(grid)) is not None]
    placed: list[tuple[float, float, Prose | Piece]] = list(pieces)
    cuts = sorted(top for top, _, _ in pieces)
    above: list[Line] = []
    runs: list[list[Line]] = []
    for line in page.lines:
        if above and any(above[-1].base < cut <= line.base for cut in cuts):
            runs.append(above)
            above = []
        above.append(line)
    runs.append(above)
    for run in runs:
        placed += [
            (prose.lines[0].base - prose.lines[0].size, prose.lines[0].x0, prose)
            for prose in prose_of(run, page.number)
        ]
    return [each for _, _, each in sorted(placed, key=lambda item: (item[0], item[1]))]
