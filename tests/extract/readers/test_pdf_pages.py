"""What runs on from one page of a PDF to the next: drawn papers, each for one fault."""

from __future__ import annotations

from typing import Any

import pytest
from pdf_papers import ACTIONS, HEADER, PDFIUM, PLUMBER, WIDTHS, drawn
from reportlab.pdfgen.canvas import Canvas

from extract.document import Heading, Paragraph, Piece
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


def test_such_a_row_is_a_piece_though_other_rows_above_were_cut_at_other_places() -> None:
    def draw(canvas: Canvas) -> None:
        grid(canvas, 230, SHORT)
        canvas.line(70, 230, 70, 250)  # an information row above the header, parted inside the first column
        canvas.line(50, 230, 50, 250)
        canvas.line(50, 250, XS[-1], 250)
        canvas.line(XS[-1], 230, XS[-1], 250)
        canvas.drawString(80, 235, "Lead: Head of Parks")
        canvas.showPage()
        grid(canvas, 790, [["", "and report it to the committee."]])

    pieces = list(read_pdf(drawn(draw), PDFIUM).pieces())
    assert pieces[-1].page == 2
    assert pieces[-1].texts() == [["", "and report it to the committee.", "", "", ""]]


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


def noted(canvas: Canvas, *notes: str, rule: bool = True, size: float = 7) -> None:
    """Footnotes at the foot of the page."""
    if rule:
        canvas.line(50, 92, 190, 92)
    canvas.setFont("Helvetica", size)
    for at, note in enumerate(notes):
        canvas.drawString(50, 80 - 10 * at, note)


def prose(canvas: Canvas, top: float = 800) -> None:
    canvas.setFont("Helvetica", 10)
    for at, line in enumerate(
        ("The council has met the promises that it made to tenants in the", "spring of the year.")
    ):
        canvas.drawString(50, top - 12 * at, line)


@pytest.mark.parametrize("settings", [PDFIUM, PLUMBER], ids=["pdfium", "pdfplumber"])
def test_a_footnote_stays_out_of_the_table_that_the_page_cuts(settings: ReadSettings) -> None:
    def draw(canvas: Canvas) -> None:
        prose(canvas)
        grid(canvas, 270, SHORT)
        noted(canvas, "1 See the minutes of the cabinet of 3 June and", "67 other papers.", "2 As amended in July.")
        canvas.showPage()
        grid(canvas, 790, SHORT[1:])

    document = read_pdf(drawn(draw), settings)
    assert [note.text for note in document.footnotes] == [
        "1 See the minutes of the cabinet of 3 June and 67 other papers.",
        "2 As amended in July.",
    ]
    assert [type(block) for block in document.blocks] == [Paragraph, Piece, Piece]


def test_a_footnote_without_a_rule_is_known_by_its_mark_in_the_text() -> None:
    def draw(canvas: Canvas, mark: str) -> None:
        prose(canvas)
        canvas.drawString(50, 770, "It will report to the ward forums")
        canvas.setFont("Helvetica", 6)
        canvas.drawString(210, 774, mark)
        noted(canvas, "3 The forums meet each quarter.", rule=False)

    called, uncalled = (read_pdf(drawn(lambda canvas, mark=mark: draw(canvas, mark)), PDFIUM) for mark in ("3", "4"))
    assert [note.text for note in called.footnotes] == ["3 The forums meet each quarter."]
    assert uncalled.footnotes == ()


def test_a_numbered_list_at_the_foot_of_a_page_is_no_footnote() -> None:
    def draw(canvas: Canvas) -> None:
        prose(canvas)
        noted(canvas, "1. Ask the ward.", "2. Tell the ward.", rule=False, size=10)

    document = read_pdf(drawn(draw), PDFIUM)
    assert document.footnotes == ()
    assert len(document.blocks) == 3


def test_lines_that_say_the_table_goes_on_do_not_part_it() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica-Bold", 12)
        canvas.drawString(50, 300, "Priority 1: Homes")
        grid(canvas, 270, SHORT)
        canvas.drawString(50, 60, "Continued overleaf")
        canvas.showPage()
        canvas.setFont("Helvetica-Bold", 12)
        canvas.drawString(50, 800, "Priority 1: Homes (continued)")
        grid(canvas, 780, SHORT[1:])

    document = read_pdf(drawn(draw), PDFIUM)
    assert [type(block) for block in document.blocks] == [Heading, Piece, Piece]
    assert [line.text for line in document.furniture] == ["Continued overleaf", "Priority 1: Homes (continued)"]


def test_a_heading_about_what_continued_is_a_heading() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica-Bold", 14)
        canvas.drawString(50, 800, "Services that the council continued")
        prose(canvas, 770)

    (heading, _) = read_pdf(drawn(draw), PDFIUM).blocks
    assert isinstance(heading, Heading)


def test_a_title_row_left_behind_at_the_foot_of_a_page_belongs_to_its_table() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 10)
        canvas.drawString(
            50, 700, "The plan was agreed in May and is looked at by the board in every quarter of the year."
        )
        canvas.rect(XS[0], 60, XS[-1] - XS[0], 20)
        canvas.setFont("Helvetica-Bold", 10)
        canvas.drawString(54, 66, "What must get better")
        canvas.showPage()
        grid(canvas, 790, SHORT)

    document = read_pdf(drawn(draw), PDFIUM)
    assert not [block for block in document.blocks if isinstance(block, Heading)]
    title, table = document.pieces()
    assert [(cell.text, cell.colspan) for cell in title.cells] == [("What must get better", len(WIDTHS))]
    assert title.edges == table.edges


def test_a_frame_round_prose_before_a_narrower_table_is_none_of_its_rows() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 10)
        canvas.rect(40, 60, 500, 20)
        canvas.drawString(54, 66, "This paper is for decision.")
        canvas.showPage()
        grid(canvas, 790, SHORT)

    assert len(list(read_pdf(drawn(draw), PDFIUM).pieces())) == 1


def test_borders_of_rows_cut_at_other_places_are_kept_though_no_row_has_a_cell_between_them() -> None:
    def draw(canvas: Canvas) -> None:
        grid(canvas, 790, SHORT)
        foot = 790 - 24 * len(SHORT)
        for x in (XS[0], XS[2] + 50, XS[-1]):
            canvas.line(x, foot, x, foot - 24)
        canvas.line(XS[0], foot - 24, XS[-1], foot - 24)
        canvas.drawString(XS[0] + 3, foot - 14, "How we will know")
        canvas.drawString(XS[2] + 53, foot - 14, "Fewer complaints")

    (piece,) = read_pdf(drawn(draw), PDFIUM).pieces()
    assert piece.edges == (*XS[:3], XS[2] + 50, *XS[3:])


def test_a_ref_that_a_turned_cell_cuts_is_whole() -> None:
    def draw(canvas: Canvas) -> None:
        grid(canvas, 790, [list(HEADER), ["", "Agree a form", "Priya Nayar", "June 2025", "Green"]])
        canvas.saveState()
        canvas.translate(XS[0], 742)
        canvas.rotate(90)
        canvas.drawString(1.5, -14, "MBX1")
        canvas.drawString(1.5, -24, "0")
        canvas.restoreState()

    (piece,) = read_pdf(drawn(draw), PDFIUM).pieces()
    assert piece.texts()[1][0] == "MBX10"
