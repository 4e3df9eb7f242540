"""What stands in the cells of tables in PDFs: drawn papers, each for one fault."""

from __future__ import annotations

import pytest
from pdf_papers import GRID, PDFIUM, PLUMBER, drawn, flat, only_piece, paper
from reportlab.lib import colors
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Table, TableStyle

from extract.document import Paragraph
from extract.readers.pdf import read_pdf
from extract.readers.pdf_text import LINE_END_CUT, mend_hyphens, words_printed
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


@pytest.mark.parametrize(
    ("parts", "whole"),
    [
        (("Am", "be", "r"), "Amber"),
        (("Novem", "ber"), "November"),
        (("2025-05-1", "5"), "2025-05-15"),
        (("R-0", "1"), "R-01"),
    ],
)
def test_a_word_or_a_date_that_a_narrow_column_cut_is_whole_though_never_printed_whole(
    parts: tuple[str, ...], whole: str
) -> None:
    assert mend_hyphens(LINE_END_CUT.join(parts), words_printed([])) == whole


@pytest.mark.parametrize("date", ["2025-\n05-15", "15/05/\n2025", "2025/\n26"])
def test_a_date_broken_at_its_marks_is_whole(date: str) -> None:
    rows = [["Ref", "Action", "Due"], ["MB1", "Agree a rota", date], ["MB2", "Tell wards", "May 2025"]]
    data = paper([Table(rows, colWidths=(50, 160, 50), style=TableStyle(GRID))])
    assert only_piece(read_pdf(data, PDFIUM)).texts()[1][2] == date.replace("\n", "")


def test_a_ligature_of_three_letters_is_as_wide_as_it_is_drawn() -> None:
    cmap = (
        b"/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <00> <FF> endcodespacerange "
        b"1 beginbfchar <01> <006600660069> endbfchar endcmap end"
    )
    shown = b"BT /F1 10 Tf 60 700 Td (Monitoring O\x01cer) Tj ET"
    widths = b" ".join(b"900" if code == 1 else b"500" for code in range(1, 123))
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1/MediaBox[0 0 595 842]>>",
        b"<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(shown), shown),
        b"<</Type/Font/Subtype/TrueType/BaseFont/Helvetica/FirstChar 1/LastChar 122/Widths[%s]/ToUnicode 6 0 R>>"
        % widths,
        b"<</Length %d>>stream\n%s\nendstream" % (len(cmap), cmap),
    )
    data = b"%PDF-1.4\n" + b"".join(b"%d 0 obj\n%s\nendobj\n" % (n, o) for n, o in enumerate(objects, start=1))
    document = read_pdf(data + b"trailer<</Root 1 0 R/Size 7>>\nstartxref\n0\n%%EOF", PDFIUM)
    assert [block.text for block in document.blocks if isinstance(block, Paragraph)] == ["Monitoring Officer"]


@pytest.mark.parametrize("shade", [None, colors.HexColor("#EEF2F7")], ids=["plain", "shaded"])
def test_a_coloured_dot_before_a_column_of_words_is_a_cell_of_its_own(shade: colors.Color | None) -> None:
    rows = [("MB1", "Agree a rota", "#FFC000", "Draft shared with partners"),
            ("MB2", "Tell all wards", "#00B050", "Begun in May"), ("MB3", "Count", "#FF0000", "Not begun")]  # fmt: skip

    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica-Bold", 9)
        for x, text in zip((50, 90, 200, 230), ("Ref", "Action", "RAG", "Update"), strict=True):
            canvas.drawString(x, 720, text)
        for at, (ref, action, colour, update) in enumerate(rows):
            y = 700 - 20 * at
            if shade:
                canvas.setFillColor(shade)
                canvas.rect(48, y - 6, 400, 19, stroke=0, fill=1)
            canvas.setFillColor(colors.black)
            canvas.setFont("Helvetica", 9)
            for x, text in zip((50, 90, 230), (ref, action, update), strict=True):
                canvas.drawString(x, y, text)
            canvas.setFillColor(colors.HexColor(colour))
            canvas.setFont("ZapfDingbats", 9)
            canvas.drawString(204, y, "l")

    piece = only_piece(read_pdf(drawn(draw), PDFIUM))
    found = [row for row in piece.rows() if row[0] and row[0].text.startswith("MB")]
    assert [(row[2].fill, row[3].text) for row in found if row[2] and row[3]] == [row[2:] for row in rows]


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


def test_a_number_that_its_narrow_column_cut_is_one_ref() -> None:
    rows = [["No", "Action"], ["9", "Agree a rota"], ["1\n0", "Tell all wards"], ["1\n1", "Count the beds"]]
    data = paper([Table(rows, colWidths=(17, 160), style=TableStyle([*GRID, ("FONTSIZE", (0, 1), (0, -1), 12)]))])
    assert [row[0] for row in only_piece(read_pdf(data, PDFIUM)).texts()[1:]] == ["9", "10", "11"]
