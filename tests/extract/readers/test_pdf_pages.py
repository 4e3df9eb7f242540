"""What runs on from one page of a PDF to the next: drawn papers, each for one fault."""

from __future__ import annotations

from typing import Any

import pytest
from pdf_papers import ACTIONS, HEADER, PDFIUM, PLUMBER, WIDTHS, drawn
from reportlab.pdfgen.canvas import Canvas

from extract.document import Paragraph, Piece
from extract.errors import PaperDamaged
from extract.readers import pdf_pdfium, pdf_plumber
from extract.readers.pdf import read_pdf
from extract.readers.pdf_page import PageMarks
from extract.settings import ReadSettings

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


def three_pages() -> bytes:
    def draw(canvas: Canvas) -> None:
        for number in (1, 2, 3):
            canvas.drawString(50, 700, f"Agree the budget of year {number}")
            canvas.showPage()

    return drawn(draw)


def broken(monkeypatch: pytest.MonkeyPatch, pages: set[int]) -> None:
    """Both engines fail on these pages, each in its own way."""
    fast, check = pdf_pdfium._marks, pdf_plumber._marks

    def fails(page: Any, number: int) -> PageMarks:
        if number in pages:
            raise OverflowError("a box without end")
        return fast(page, number)

    def lacks(page: Any) -> PageMarks:
        if page.page_number in pages:
            raise KeyError("Font")
        return check(page)

    monkeypatch.setattr(pdf_pdfium, "_marks", fails)
    monkeypatch.setattr(pdf_plumber, "_marks", lacks)


@pytest.mark.parametrize("settings", [PDFIUM, PLUMBER], ids=["pdfium", "pdfplumber"])
def test_a_page_that_no_engine_reads_is_said_and_the_others_are_read(
    settings: ReadSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken(monkeypatch, {2})
    document = read_pdf(three_pages(), settings)
    assert [block.text for block in document.blocks if isinstance(block, Paragraph)] == [
        "Agree the budget of year 1",
        "Agree the budget of year 3",
    ]
    assert document.pages == 3
    ((code, page),) = [(problem.code, problem.page) for problem in document.problems]
    assert (code, page) == ("paper-unreadable", 2)


def test_a_page_that_only_one_engine_fails_on_is_read_by_the_other(monkeypatch: pytest.MonkeyPatch) -> None:
    read = pdf_pdfium._marks
    monkeypatch.setattr(pdf_pdfium, "_marks", lambda page, number: read(page, number) if number != 2 else 1 / 0)
    document = read_pdf(three_pages(), PDFIUM)
    assert len(document.blocks) == 3
    assert document.problems == ()


@pytest.mark.parametrize("settings", [PDFIUM, PLUMBER], ids=["pdfium", "pdfplumber"])
def test_a_file_of_which_no_page_can_be_read_is_refused(
    settings: ReadSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken(monkeypatch, {1, 2, 3})
    with pytest.raises(PaperDamaged, match=r"No page .* run again"):
        read_pdf(three_pages(), settings)
