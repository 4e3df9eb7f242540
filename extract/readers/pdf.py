"""PDF: bytes → `Document`. Pages are taken apart one by one; what only the whole paper can tell is settled after."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import TypeVar

from extract.document import Block, Cell, Document, Heading, Paragraph, Piece, Problem
from extract.errors import PaperDamaged, PaperEmpty, PaperUnreadable
from extract.readers import pdf_pdfium, pdf_plumber
from extract.readers.ocr import ScanReader
from extract.readers.pdf_aligned import aligned_tables
from extract.readers.pdf_banded import banded_tables
from extract.readers.pdf_blocks import Prose, block_of, body_size, leadings, letters_by_size, prose_of, run_on
from extract.readers.pdf_carried import carry_on
from extract.readers.pdf_continued import continue_tables
from extract.readers.pdf_doubt import doubts
from extract.readers.pdf_footnotes import set_footnotes_aside
from extract.readers.pdf_furniture import Leaf, set_continuations_aside, set_furniture_aside
from extract.readers.pdf_gathered import Hints
from extract.readers.pdf_grid import Grid
from extract.readers.pdf_headings import headings_of
from extract.readers.pdf_heads import take_names
from extract.readers.pdf_order import in_columns
from extract.readers.pdf_page import LEVEL, Fill, PageMarks, Rule
from extract.readers.pdf_pieces import drop_ghosts, piece_of
from extract.readers.pdf_ruled import Ruled, colour_cells, put_words, ruled_tables
from extract.readers.pdf_rules import joints
from extract.readers.pdf_shaded import overlap, shaded_tables
from extract.readers.pdf_size import refuse_bombs
from extract.readers.pdf_split import split_cells, split_rows
from extract.readers.pdf_stranded import adopt_boxes
from extract.readers.pdf_text import Line, lines_of, mend_hyphens, words_printed
from extract.readers.pdf_words import Loose, Word, words_of
from extract.settings import ReadSettings

__all__ = ["read_pdf"]

_Text = TypeVar("_Text", bound=Heading | Paragraph | Cell)
_MEDIA_TYPE = "application/pdf"
_RUNNING_WORDS = 60
"""Fewer words than these outside tables may be headings alone, whose size is not the paper's usual one."""


@dataclass(slots=True)
class _Page:
    """What is kept of a page until the paper is put together: words, no longer characters."""

    leaf: Leaf
    hints: Hints
    fills: tuple[Fill, ...]
    shapes: tuple[Fill, ...]
    problems: list[Problem]
    lost: str | None = None


def read_pdf(data: bytes, settings: ReadSettings) -> Document:
    """Read a PDF: headings, paragraphs and the tables as drawn, page by page, in reading order.

    Raises PaperEncrypted for a locked file, PaperDamaged for one that is cut off or broken, PaperEmpty without pages,
    PaperTooLarge where it unpacks, or a page draws, without end. A
    page that cannot be read is a problem of the document; only where none can be read is the file refused.
    """
    if data.rfind(b"startxref") < data.rfind(b"endobj"):
        raise PaperDamaged(
            "The file is cut off: its end is missing. Download it again, or ask for it anew, and run again."
        )
    refuse_bombs(data)
    pages: list[_Page] = []
    scans = ScanReader(data, settings)
    for marks in _sources(data, settings):
        shown, scan = scans.read(marks)
        pages.append(_page(shown, scan, pages[-1].leaf if pages else None))
    if not pages:
        raise PaperEmpty("The file has no pages. Ask for it again, or print it to PDF anew.")
    if all(page.lost for page in pages):
        raise PaperDamaged(
            f"No page of the file can be read ({pages[0].lost}). Download it again, or print it to PDF, and run again."
        )
    leaves = [page.leaf for page in pages]
    body = body_size(letters_by_size(_loose_words(leaves)))
    set_furniture_aside(leaves, body)
    for page in pages:
        set_footnotes_aside(page.leaf, page.hints.across, body)
    set_continuations_aside(leaves)
    adopt_boxes(leaves)
    before: Leaf | None = None
    for page in pages:
        _find_aligned(page, before)
        before = page.leaf
    continue_tables(leaves, {page.leaf.number: [rule.at for rule in page.hints.across] for page in pages})
    drop_ghosts([grid for leaf in leaves for grid in leaf.grids if grid.drawn == "ruled"])
    blocks = _blocks(leaves)
    known = _words_of(blocks)
    return Document(
        reader="pdf",
        media_type=_MEDIA_TYPE,
        blocks=tuple(_mended(block, known) for block in blocks),
        pages=len(pages),
        ocr=scans.used,
        furniture=tuple(line for leaf in leaves for line in leaf.aside),
        footnotes=tuple(_mended_text(note, known) for leaf in leaves for note in leaf.footnotes),
        problems=tuple(problem for page in pages for problem in page.problems),
    )


def _sources(data: bytes, settings: ReadSettings) -> Iterator[PageMarks]:
    """Pages by the engine asked for; by default PDFium, and pdfplumber where its page is doubtful (`pdf_doubt`)."""
    if settings.engine == "pdfplumber":
        yield from pdf_plumber.pages(data)
        return
    for marks in pdf_pdfium.pages(data):
        yield _better(marks, data) if marks.lost or doubts(marks) else marks


def _better(marks: PageMarks, data: bytes) -> PageMarks:
    """What pdfplumber reads of the page where that is less doubtful."""
    try:
        other = pdf_plumber.page(data, marks.number)
    except PaperUnreadable:
        return marks
    return min(marks, other, key=lambda each: (each.lost is not None, doubts(each)))


def _page(marks: PageMarks, scan: Problem | None, before: Leaf | None) -> _Page:
    if marks.lost:
        return _Page(Leaf(marks.number, marks.height, [], []), Hints(), (), (), [_lost(marks)], marks.lost)
    loose = words_of(marks)
    ruled = ruled_tables(marks, loose.words, before.grids if before else ())
    for grid in ruled.grids:
        split_cells(grid)
        split_rows(grid)
        colour_cells(grid, marks.fills, marks.shapes)
    for box in ruled.boxes:
        colour_cells(box, marks.fills, marks.shapes)
    leaf = _leaf(marks, ruled, before)
    leaf.aside += [Paragraph(loose.watermark, page=marks.number)] if loose.watermark else []
    outside = _outside(marks, leaf.grids)
    across = tuple(rule for rule in ruled.across if not any(_underlines(rule, line) for line in leaf.lines))
    hints = Hints(across, outside, _joints(marks, across, outside))
    return _Page(leaf, hints, tuple(marks.fills), tuple(marks.shapes), _problems(loose, scan, marks.number))


def _leaf(marks: PageMarks, ruled: Ruled, before: Leaf | None) -> Leaf:
    """A page's ruled tables, those whose cells are shaded, and the lines outside them; `before`: the page before."""
    level = [word for word in ruled.loose if word.turn == LEVEL]
    turned = [word for word in ruled.loose if word.turn != LEVEL]
    hints = Hints(tuple(ruled.across), _outside(marks, ruled.grids))
    drawn = [*before.grids, *before.boxes] if before else []
    shaded = shaded_tables(lines_of(level), hints, marks.number, drawn)
    for grid in shaded.grids:
        inside = [word for word in turned if _stands_in(grid, word)]
        turned = [word for word in turned if not _stands_in(grid, word)]
        put_words(grid, inside)
        colour_cells(grid, marks.fills, marks.shapes)
    for box in shaded.boxes:
        colour_cells(box, marks.fills, marks.shapes)
    columned = [box for box in shaded.boxes if len(box.xs) > 2]
    frames = [box for box in ruled.boxes if not any(overlap(box, each) for each in columned)]
    grids, boxes = [*ruled.grids, *shaded.grids], [*frames, *shaded.boxes]
    leaf = Leaf(marks.number, marks.height, shaded.loose, grids, boxes)
    leaf.aside += [Paragraph(" ".join(word.text for word in turned), page=marks.number)] if turned else []
    return leaf


def _outside(marks: PageMarks, grids: Sequence[Grid]) -> tuple[Fill, ...]:
    """The shades that are beside none of the tables."""
    boxes = [grid.box for grid in grids]
    return tuple(
        fill
        for fill in marks.fills
        if not any(box.top - 1 < fill.bottom and fill.top < box.bottom + 1 for box in boxes)
    )


def _stands_in(grid: Grid, word: Word) -> bool:
    box, own = grid.box, word.box
    return box.x0 <= (own.x0 + own.x1) / 2 <= box.x1 and box.top <= (own.top + own.bottom) / 2 <= box.bottom


def _joints(marks: PageMarks, across: Sequence[Rule], fills: Sequence[Fill]) -> tuple[float, ...]:
    """Where the pieces meet of what is drawn outside the ruled tables: rules `across`, and shaded cells."""
    ys = {round(rule.at) + off for rule in across for off in (-1, 0, 1)}
    pieces = [rule for rule in marks.across if round(rule.at) in ys] if ys else []
    return tuple(joints([*pieces, *(Rule(fill.top, fill.x0, fill.x1) for fill in fills)]))


def _underlines(rule: Rule, line: Line) -> bool:
    """Whether a rule is the underline (or the strike-through) of words of a line."""
    if not -0.5 * line.size <= rule.at - line.base <= 0.35 * line.size:
        return False
    over = sum(max(0.0, min(word.x1, rule.end) - max(word.x0, rule.start)) for word in line.words)
    return over > 0.75 * (rule.end - rule.start)


def _lost(marks: PageMarks) -> Problem:
    message = (
        f"Page {marks.number} is damaged and was not read ({marks.lost}); the others were. Download the file again, or "
        "open it, print it to PDF, and run again."
    )
    return Problem("paper-unreadable", message, page=marks.number)


def _problems(loose: Loose, scan: Problem | None, page: int) -> list[Problem]:
    found = [scan] if scan else []
    if not (scan or loose.words):
        message = f"Page {page} holds no text that can be seen; check whether it is blank in the paper too."
        found.append(Problem("page-without-text", message, page=page))
    if loose.unreadable:
        message = (
            f"Page {page}: {loose.unreadable} characters name no letter (a font's table is missing); shown as �; ask "
            "for the original."
        )
        found.append(Problem("characters-unreadable", message, page=page))
    if loose.hidden:
        message = (
            f"Page {page}: {loose.hidden} characters that a reader cannot see (hidden or white on white) were left out."
        )
        found.append(Problem("text-hidden", message, page=page, severity="note"))
    return found


def _find_aligned(page: _Page, before: Leaf | None) -> None:
    """Tables among the lines that ruled tables and furniture left, each stretch between ruled tables by itself.

    `before` is the page before, whose last table may go on.
    """
    leaf = page.leaf
    borders = [grid.xs for grid in before.grids if grid.drawn != "ruled"] if before else []
    for grid in leaf.grids:
        leaf.lines = take_names(leaf.lines, grid)
    cuts = sorted(grid.ys[0] for grid in leaf.grids)
    loose: list[Line] = []
    for stretch in _stretches(leaf.lines, cuts):
        banded, rest = banded_tables(stretch, page.hints, leaf.number, borders)
        leads = not loose and not banded and all(grid.ys[0] > stretch[-1].base for grid in leaf.grids)
        carried, rest = carry_on(before, rest, page.hints, leaf.number) if before and leads else (None, rest)
        grids, rest = aligned_tables(rest, page.hints, leaf.number)
        grids += [*banded, *([carried] if carried else [])]
        for grid in grids:
            colour_cells(grid, page.fills, page.shapes)
        leaf.grids += grids
        loose += rest
    leaf.lines = loose


def _stretches(lines: list[Line], cuts: list[float]) -> list[list[Line]]:
    stretches: dict[int, list[Line]] = {}
    for line in lines:
        stretches.setdefault(sum(cut < line.base for cut in cuts), []).append(line)
    return [stretches[at] for at in sorted(stretches)]


def _blocks(leaves: list[Leaf]) -> list[Block]:
    placed: list[Prose | Piece] = []
    leading = leadings(leaf.lines for leaf in leaves)
    few = sum(1 for _ in islice(_loose_words(leaves), _RUNNING_WORDS)) < _RUNNING_WORDS
    in_tables = letters_by_size(_words_in_tables(leaves)) if few else {}
    for leaf in leaves:
        placed += _in_order(leaf, leading)
    placed = run_on(placed)
    body = body_size(_running_letters(placed, in_tables))
    levels = headings_of(placed, body)
    return [each if isinstance(each, Piece) else block_of(each, levels.get(at)) for at, each in enumerate(placed)]


def _loose_words(leaves: Sequence[Leaf]) -> Iterator[Word]:
    return (word for leaf in leaves for line in leaf.lines for word in line.words)


def _words_in_tables(leaves: Sequence[Leaf]) -> Iterator[Word]:
    return (word for leaf in leaves for grid in leaf.grids for cell in grid.fields for word in cell.words)


def _running_letters(placed: Sequence[Prose | Piece], in_tables: Mapping[float, int]) -> Mapping[float, int]:
    """The letters of the running text, or those in tables where a paper has next to none: headings tell no usual size.

    Letters by their size; `in_tables` is asked for where there is next to no running text.
    """
    prose = [each for each in placed if isinstance(each, Prose)]
    words = [word for each in prose for word in each.words]
    if len(words) >= _RUNNING_WORDS:
        return letters_by_size(words)
    sentences = [word for each in prose if each.text.rstrip().endswith(".") for word in each.words]
    return letters_by_size(sentences) or in_tables or letters_by_size(words)


def _in_order(leaf: Leaf, leading: Mapping[float, float]) -> list[Prose | Piece]:
    """Tables and paragraphs of a page from the top down; tables beside each other from the left.

    The tables' words are given up with it, so that a long paper is not held as words and as text at once.
    """
    placed: list[tuple[float, float, Prose | Piece]] = []
    for grid in leaf.grids:
        piece = piece_of(grid)
        if piece is not None:
            placed.append((grid.ys[0], grid.xs[0], piece))
        grid.fields.clear()
    cuts = sorted(top for top, _, _ in placed)
    for stretch in _stretches(leaf.lines, cuts):
        placed += _placed_prose(stretch, leaf.number, leading)
    return [each for _, _, each in sorted(placed, key=lambda item: (item[0], item[1]))]


def _placed_prose(
    lines: list[Line], page: int, leading: Mapping[float, float]
) -> list[tuple[float, float, Prose | Piece]]:
    """The paragraphs of a stretch with places that keep them in reading order, column by column."""
    placed: list[tuple[float, float, Prose | Piece]] = []
    least = 0.0
    for stretch in in_columns(lines):
        for each in prose_of(stretch, page, leading):
            least = max(least, each.lines[0].base - each.lines[0].size)
            placed.append((least, each.lines[0].x0, each))
    return placed


def _words_of(blocks: Sequence[Block]) -> frozenset[str]:
    """The words the paper prints whole, which settle the hyphens at its line ends."""
    texts = [cell.text for block in blocks if isinstance(block, Piece) for cell in block.cells]
    texts += [block.text for block in blocks if not isinstance(block, Piece)]
    return words_printed(texts)


def _mended(block: Block, known: frozenset[str]) -> Block:
    if isinstance(block, (Heading, Paragraph)):
        return _mended_text(block, known)
    cells = tuple(_mended_text(cell, known) for cell in block.cells)
    return replace(block, cells=cells) if cells != block.cells else block


def _mended_text(block: _Text, known: frozenset[str]) -> _Text:
    text = mend_hyphens(block.text, known)
    return block if text == block.text else replace(block, text=text)
