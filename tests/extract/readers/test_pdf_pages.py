"""What runs on from one page of a PDF to the next: drawn papers, each for one fault."""

from __future__ import annotations

from pdf_papers import ACTIONS, HEADER, PDFIUM, WIDTHS, drawn
from reportlab.pdfgen.canvas import Canvas

from extract.document import Paragraph, Piece
from extract.readers.pdf import read_pdf

XS = [50 + sum(WIDTHS[:at]) for at in range(len(WIDTHS) + 1)]


def grid(canvas: Canvas, top: float, rows: list[list[str]], step: float = 24) -> None:
    """A ruled table whose cells hold one line each."""
    canvas.setFont("Helvetica", 8)
    for x in XS:
        canvas.line(x, top, x, top - step * len(rows))
    for at in range(len(rows) + 1):
        canvas.line(XS[0], top - step * at, XS[-1], top - step * at)
    for at, row in enumerate(rows):
        for x, text in zip(XS, row, strict=False):
            canvas.drawString(x + 3, top - step * at - 14, text)


SHORT = [list(HEADER), *[[row[0], row[1][:30], row[2][:18], row[3][:12], row[4]] for row in ACTIONS]]


def test_a_row_of_which_one_cell_runs_over_the_page_is_a_piece_of_the_table() -> None:
    def draw(canvas: Canvas) -> None:
        grid(canvas, 230, SHORT)
        canvas.showPage()
        grid(canvas, 790, [["", "and report it to the committee."]])
        canvas.drawString(50, 700, "The committee will look at this again in the autumn of the year.")

    first, second, prose = read_pdf(drawn(draw), PDFIUM).blocks
    assert isinstance(first, Piece)
    assert isinstance(second, Piece)
    assert isinstance(prose, Paragraph)
    assert second.texts() == [["", "and report it to the committee.", "", "", ""]]
    assert (second.drawn, second.edges) == ("ruled", first.edges)


def test_a_row_of_boxes_with_one_text_that_no_table_went_before_is_prose() -> None:
    (block,) = read_pdf(drawn(lambda canvas: grid(canvas, 790, [["", "Marlbrook Council"]])), PDFIUM).blocks
    assert isinstance(block, Paragraph)
