"""Any small grid with spans comes back as it was, from Word and from OpenDocument alike."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extract.document import Piece
from extract.readers.odt import read_odt
from extract.readers.word import read_word
from extract.settings import ReadSettings

Build = Callable[..., bytes]
MOST = 4


class Placed(NamedTuple):
    row: int
    col: int
    rows: int
    cols: int


@st.composite
def grids(draw: st.DrawFn) -> tuple[int, int, list[Placed]]:
    """A grid cut into rectangles. The first row is of single cells, so that every column has a cell that begins it."""
    n_rows, n_cols = draw(st.integers(1, MOST)), draw(st.integers(1, MOST))
    taken: set[tuple[int, int]] = set()
    cells: list[Placed] = []
    for row in range(n_rows):
        for col in range(n_cols):
            if (row, col) in taken:
                continue
            rows = 1 if row == 0 else draw(st.integers(1, min(2, n_rows - row)))
            cols = 1 if row == 0 else draw(st.integers(1, min(2, n_cols - col)))
            if cols > 1 and (row, col + 1) in taken:
                cols = 1
            taken |= {(row + down, col + right) for down in range(rows) for right in range(cols)}
            cells.append(Placed(row, col, rows, cols))
    return n_rows, n_cols, cells


def as_word(n_rows: int, cells: list[Placed]) -> str:
    rows = []
    for row in range(n_rows):
        here = sorted((cell for cell in cells if cell.row <= row < cell.row + cell.rows), key=lambda cell: cell.col)
        rows.append("".join(word_cell(cell, first=cell.row == row) for cell in here))
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


def word_cell(cell: Placed, first: bool) -> str:
    merge = "" if cell.rows == 1 else '<w:vMerge w:val="restart"/>' if first else "<w:vMerge/>"
    text = f"<w:r><w:t>{cell.row}-{cell.col}</w:t></w:r>" if first else ""
    return f'<w:tc><w:tcPr><w:gridSpan w:val="{cell.cols}"/>{merge}</w:tcPr><w:p>{text}</w:p></w:tc>'


def as_odt(n_rows: int, n_cols: int, cells: list[Placed]) -> str:
    anchors = {(cell.row, cell.col): cell for cell in cells}
    rows = []
    for row in range(n_rows):
        written = ""
        for col in range(n_cols):
            cell = anchors.get((row, col))
            spans = (
                f'table:number-rows-spanned="{cell.rows}" table:number-columns-spanned="{cell.cols}"' if cell else ""
            )
            text = f"<text:p>{row}-{col}</text:p>"
            written += f"<table:table-cell {spans}>{text}</table:table-cell>" if cell else "<table:covered-table-cell/>"
        rows.append(f"<table:table-row>{written}</table:table-row>")
    return f'<table:table><table:table-column table:number-columns-repeated="{n_cols}"/>{"".join(rows)}</table:table>'


def placed(piece: Piece) -> list[tuple[str, Placed]]:
    return [(cell.text, Placed(cell.row, cell.col, cell.rowspan, cell.colspan)) for cell in piece.cells]


# the builders hold no state, so one of them serves every example
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(grid=grids())
def test_grid_comes_back_as_it_was(docx_paper: Build, odt_paper: Build, grid: tuple[int, int, list[Placed]]) -> None:
    n_rows, n_cols, cells = grid
    (word,) = read_word(docx_paper(as_word(n_rows, cells)), ReadSettings()).pieces()
    (odt,) = read_odt(odt_paper(as_odt(n_rows, n_cols, cells)), ReadSettings()).pieces()
    wanted = [(f"{cell.row}-{cell.col}", cell) for cell in cells]
    assert placed(word) == wanted
    assert placed(odt) == wanted
    assert (word.n_rows, word.n_cols, odt.n_rows, odt.n_cols) == (n_rows, n_cols, n_rows, n_cols)
