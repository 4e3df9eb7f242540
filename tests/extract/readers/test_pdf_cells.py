"""What stands in the cells of tables in PDFs: drawn papers, each for one fault."""

from __future__ import annotations

import pytest
from pdf_papers import GRID, PDFIUM, PLUMBER, drawn, flat, only_piece, paper
from reportlab.lib import colors
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Table, TableStyle

from extract.readers.pdf import read_pdf
from extract.readers.pdf_text import LINE_END_CUT, mend_hyphens
from extract.settings import ReadSettings


@pytest.mark.parametrize("style", [GRID, []], ids=["ruled", "unruled"])
def test_a_word_cut_by_a_narrow_column_is_whole(style: list[object]) -> None:
    rows = [["Ref", "Action", "Lead"], ["MB1", "Agree a rota", "Monitorin\ng Officer"], ["MB2", "Tell wards", "Clerk"],
            ["MB3", "Count beds", "Septembe\nr cohort"], ["MB4", "Let the hall", "Parks\nlead"]]  # fmt: skip
    data = paper(
        [Table(rows, colWidths=(50, 160, 55), style=TableStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), *style]))]
    )
    leads = [flat(row[2]) for row in only_piece(read_pdf(data, PDFIUM)).texts()[1:]]
    assert leads == ["Monitoring Officer", "Clerk", "September cohort", "Parks lead"]


@pytest.mark.parametrize(
    ("head", "tail", "known", "whole"),
    [
        ("programm", "e", set(), "programme"),
        ("partner", "ships", {"partnerships"}, "partnerships"),
        ("partner", "ships", set(), "partner ships"),
        ("Council", "to", {"to", "council"}, "Council to"),
    ],
)
def test_a_cut_is_joined_by_known_words_or_a_left_over_too_short(
    head: str, tail: str, known: set[str], whole: str
) -> None:
    assert mend_hyphens(f"{head}{LINE_END_CUT}{tail}", frozenset(known)) == whole


def test_words_that_two_pages_of_a_table_end_with_by_chance_are_no_footer() -> None:
    def draw(canvas: Canvas) -> None:
        for page in (1, 2):
            canvas.setFont("Helvetica", 9)
            for at in range(6):
                y = 270 - 36 * at
                canvas.drawString(50, y, f"MB{6 * page + at}")
                canvas.drawString(110, y, f"Agree the budget of ward {6 * page + at} with its")
                canvas.drawString(110, y - 11, "forum and its members")
                canvas.drawString(330, y, "Head of Finance")
            canvas.showPage()

    document = read_pdf(drawn(draw), PDFIUM)
    assert document.furniture == ()
    rows = [row for piece in document.pieces() for row in piece.texts()]
    assert len(rows) == 12
    assert all(row[1].endswith("forum and its members") for row in rows)


@pytest.mark.parametrize("settings", [PDFIUM, PLUMBER], ids=["pdfium", "pdfplumber"])
def test_a_coloured_dot_alone_in_a_cell_is_its_colour(settings: ReadSettings) -> None:
    def draw(canvas: Canvas) -> None:
        for at, text in enumerate(("MB1", "MB2", "MB3")):
            y = 700 - 30 * at
            canvas.rect(50, y, 60, 30)
            canvas.rect(110, y, 60, 30)
            canvas.drawString(60, y + 10, text)
        canvas.setFillColor(colors.HexColor("#00B050"))
        canvas.circle(140, 715, 6, stroke=0, fill=1)
        canvas.setFillColor(colors.HexColor("#FF0000"))
        canvas.setFont("ZapfDingbats", 12)
        canvas.drawString(135, 680, "l")
        canvas.setFont("Helvetica", 12)
        canvas.drawString(120, 650, "Red")

    fills = [row[1].fill for row in only_piece(read_pdf(drawn(draw), settings)).rows() if row[1]]
    assert fills == ["#00B050", "#FF0000", None]
