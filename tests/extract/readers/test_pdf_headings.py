"""Which lines of a PDF are headings: drawn papers, each for one fault."""

from __future__ import annotations

from typing import Any

import pytest
from pdf_papers import ACTIONS, GRID, HEADER, PDFIUM, PROSE, SHEET, SMALL, drawn, paper, table
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, Spacer

from extract.document import Document, Heading, Piece
from extract.readers.pdf import read_pdf

BODY = Paragraph(PROSE * 3, SHEET["Normal"])


def headings(document: Document) -> dict[str, int]:
    return {block.text: block.level for block in document.blocks if isinstance(block, Heading)}


def read(*flow: Any) -> Document:
    return read_pdf(paper([BODY, *flow, BODY]), PDFIUM)


def test_a_numbered_line_in_heading_type_is_a_heading_and_no_list_item() -> None:
    flow: list[Any] = []
    for text in ("1. Leaders' oversight", "2) Care leavers", "3 Homes", "D. Visits", "4.2 Repairs"):
        flow += [Paragraph(text, SHEET["Heading2"]), table(GRID, ACTIONS[:2])]
    assert set(headings(read(*flow))) == {
        "1. Leaders' oversight", "2) Care leavers", "3 Homes", "D. Visits", "4.2 Repairs",
    }  # fmt: skip


def test_numbers_in_one_look_nest_by_their_depth() -> None:
    texts = ("1. Homes", "1.1 Repairs", "2. Streets", "A. Lighting")
    flow = [part for text in texts for part in (Paragraph(text, SHEET["Heading2"]), BODY)]
    assert headings(read(*flow)) == {"1. Homes": 1, "1.1 Repairs": 2, "2. Streets": 1, "A. Lighting": 2}


def test_a_list_of_bold_numbered_items_holds_no_headings() -> None:
    flow = [Paragraph(f"<b>{at}. Apologies and minutes</b>", SHEET["Normal"]) for at in range(1, 5)]
    assert headings(read(*flow)) == {}


@pytest.mark.parametrize("text", ["(a) Ask the <b>ward</b>", "• Ask the ward", "Homes ............ 12"])
def test_items_and_lines_of_a_contents_page_are_no_headings_however_bold(text: str) -> None:
    assert headings(read(Paragraph(f"<b>{text}</b>", SHEET["Normal"]))) == {}


def test_a_heading_over_two_lines_stays_one() -> None:
    text = "2. The quality and frequency of the visits that social workers make to children in our care each month"
    assert set(headings(read(Paragraph(text, SHEET["Heading2"]), table(GRID)))) == {text}


def test_a_plain_line_alone_over_a_table_heads_it_innermost() -> None:
    document = read(Paragraph("Priority 1", SHEET["Heading1"]), BODY, Spacer(1, 12),
                    Paragraph("Actions on damp homes", SHEET["Normal"]), Spacer(1, 6), table(GRID))  # fmt: skip
    assert headings(document) == {"Priority 1": 1, "Actions on damp homes": 2}


@pytest.mark.parametrize(
    "text",
    [
        "The actions below were agreed.",
        "Monday 12 May 2025",
        "Contact: Jo Moss, 01270 555555",
        "The table below shows how the council has met each of its many promises:",
        "agreed by the cabinet in the spring",
    ],
)
def test_a_sentence_a_date_or_a_contact_over_a_table_is_no_heading(text: str) -> None:
    assert headings(read(Spacer(1, 12), Paragraph(text, SHEET["Normal"]), Spacer(1, 6), table(GRID))) == {}


def test_the_last_line_of_a_paragraph_over_a_table_is_no_heading() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(50, 780, "The Council has promised a great many things to those who live in")
        canvas.drawString(50, 765, "Marlbrook and its villages")
        for x in (50, 150, 300):
            canvas.line(x, 755, x, 715)
        for y in (755, 735, 715):
            canvas.line(50, y, 300, y)
            canvas.drawString(55, y - 14, "MB1" if y > 715 else "")
            canvas.drawString(155, y - 14, "Agree" if y > 715 else "")

    document = read_pdf(drawn(draw), PDFIUM)
    assert headings(document) == {}
    assert isinstance(document.blocks[-1], Piece)


def test_headings_are_told_by_the_type_of_the_table_where_nothing_else_is_printed() -> None:
    big = ParagraphStyle("big", parent=SMALL, fontSize=14, leading=18, spaceAfter=24)
    flow = [Paragraph("Marl Valley Fire Service", big), Paragraph("Open actions", big), table(GRID)]
    found = [
        (block.text, type(block).__name__)
        for block in read_pdf(paper(flow), PDFIUM).blocks
        if not isinstance(block, Piece)
    ]
    assert found == [("Marl Valley Fire Service", "Heading"), ("Open actions", "Heading")]


def test_a_label_with_who_leads_after_a_gap_is_no_heading_of_the_table_below() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica-Bold", 12)
        canvas.drawString(50, 780, "1. Safer homes")
        canvas.setFont("Helvetica-Bold", 9)
        canvas.drawString(50, 750, "Section Lead")
        canvas.drawString(200, 750, "Director of Place")
        canvas.setFont("Helvetica", 9)
        for at, row in enumerate((HEADER, *ACTIONS[2:3])):
            for x, text in zip((50, 100, 250, 350, 450), row, strict=True):
                canvas.drawString(x, 720 - 20 * at, text)
        for x in (48, 98, 248, 348, 448, 500):
            canvas.line(x, 732, x, 692)
        for y in (732, 712, 692):
            canvas.line(48, y, 500, y)

    assert list(headings(read_pdf(drawn(draw), PDFIUM))) == ["1. Safer homes"]


def test_a_plain_line_once_between_each_heading_and_its_table_says_more_of_the_heading() -> None:
    large = ParagraphStyle("large", parent=SHEET["Normal"], fontSize=12, leading=15)
    small = table([*GRID, ("FONTSIZE", (0, 0), (-1, -1), 8)], ACTIONS[:2])
    flow = [
        part
        for title, sponsor in (("Priority 1", "the Director of Health"), ("Priority 2", "the Chair of the Panel"))
        for part in (
            Paragraph(title, SHEET["Heading2"]),
            Paragraph(f"Board sponsor is {sponsor}", large),
            small,
            Spacer(1, 20),
        )
    ]
    assert list(headings(read(*flow))) == ["Priority 1", "Priority 2"]
