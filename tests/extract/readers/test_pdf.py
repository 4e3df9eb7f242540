"""The PDF reader on papers of an invented council, each drawn here for one fault."""

from __future__ import annotations

import io
import re
from typing import Any

import pypdfium2
import pytest
from pdf_papers import (
    ACTIONS,
    BLACK,
    GRID,
    HEADER,
    PDFIUM,
    PLUMBER,
    PROSE,
    SHEET,
    SMALL,
    WIDTHS,
    actions_of,
    drawn,
    flat,
    only_piece,
    paper,
    rows_of,
    running,
    table,
)
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.utils import simpleSplit
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, Spacer, Table, TableStyle

from extract.document import Heading, Piece
from extract.document import Paragraph as Prose
from extract.errors import PaperDamaged, PaperEncrypted
from extract.readers.pdf import read_pdf
from extract.settings import ReadSettings

STYLES: dict[str, tuple[list[Any], str]] = {
    "ruled": (GRID, "ruled"),
    "double rules": ([("GRID", (0, 0), (-1, -1), 0.4, BLACK, None, None, None, 2, 1.5)], "ruled"),
    "inner rules only": ([("INNERGRID", (0, 0), (-1, -1), 0.5, BLACK)], "ruled"),
    "white rules on shading": (
        [("BACKGROUND", (0, 0), (-1, -1), colors.HexColor("#DDE6F0")), ("GRID", (0, 0), (-1, -1), 1.5, colors.white)],
        "ruled",
    ),
    "column rules and a frame": (
        [("BOX", (0, 0), (-1, -1), 0.5, BLACK), ("LINEBEFORE", (0, 0), (-1, -1), 0.5, BLACK),
         ("LINEBELOW", (0, 0), (-1, 0), 0.5, BLACK)],
        "ruled",
    ),
    "rules between rows, none below the last": ([("LINEABOVE", (0, 0), (-1, -1), 0.5, BLACK)], "rules"),
    "frame and rules between rows": (
        [("BOX", (0, 0), (-1, -1), 0.8, BLACK), ("LINEABOVE", (0, 0), (-1, -1), 0.5, BLACK)], "rules",
    ),
    "a rule over, under the header and at the end": (
        [("LINEABOVE", (0, 0), (-1, 0), 1, BLACK), ("LINEBELOW", (0, 0), (-1, 0), 0.5, BLACK),
         ("LINEBELOW", (0, -1), (-1, -1), 1, BLACK)],
        "rules",
    ),
    "zebra": ([("ROWBACKGROUNDS", (0, 0), (-1, -1), [colors.HexColor("#DDDDDD"), None])], "shaded"),
    "unruled": ([], "aligned"),
    "unruled, no space between rows": (
        [("TOPPADDING", (0, 0), (-1, -1), 0), ("BOTTOMPADDING", (0, 0), (-1, -1), 0)], "aligned",
    ),
    "unruled, hardly any gutter": (
        [("LEFTPADDING", (0, 0), (-1, -1), 2), ("RIGHTPADDING", (0, 0), (-1, -1), 2)], "aligned",
    ),
    "unruled, cells in the middle": ([("VALIGN", (0, 0), (-1, -1), "MIDDLE")], "aligned"),
}  # fmt: skip


@pytest.mark.parametrize("name", STYLES)
def test_rows_are_whole_however_the_table_is_drawn(name: str) -> None:
    style, how = STYLES[name]
    document = read_pdf(paper([Paragraph(PROSE, SHEET["Normal"]), Spacer(1, 12), table(style)]), PDFIUM)
    piece = only_piece(document)
    assert rows_of(document) == [HEADER, *ACTIONS]
    assert piece.drawn == how
    assert [block.text for block in document.blocks if isinstance(block, Prose)] == [PROSE]


@pytest.mark.parametrize("name", STYLES)
def test_both_engines_read_the_same(name: str) -> None:
    data = paper([Paragraph(PROSE, SHEET["Normal"]), Spacer(1, 12), table(STYLES[name][0])], running)
    fast, check = read_pdf(data, PDFIUM), read_pdf(data, PLUMBER)
    assert rows_of(fast) == rows_of(check)
    assert [(cell.fill, cell.bold) for cell in only_piece(fast).cells] == [
        (cell.fill, cell.bold) for cell in only_piece(check).cells
    ]
    assert fast.furniture[0].text == check.furniture[0].text


def test_every_cell_knows_its_page_box_and_borders() -> None:
    piece = only_piece(read_pdf(paper([table(GRID)]), PDFIUM))
    cell = piece.rows()[1][1]
    assert cell is not None
    assert cell.page == piece.page == 1
    assert cell.box is not None
    assert piece.edges == pytest.approx((62.6, 102.6, 292.6, 402.6, 482.6, 532.6), abs=0.2)
    assert piece.edges is not None
    assert (cell.box.x0, cell.box.x1) == (piece.edges[1], piece.edges[2])
    assert not piece.open_top
    assert not piece.open_bottom


def test_the_last_row_without_a_bottom_rule_is_not_lost_and_stays_open() -> None:
    def draw(canvas: Canvas) -> None:
        xs, ys = (50, 100, 300), (760, 730, 700, 670)
        for x in xs:
            canvas.line(x, ys[0], x, ys[-1])
        for y in ys[:-1]:
            canvas.line(xs[0], y, xs[-1], y)
        for y, (ref, text) in zip(
            ys, (("Ref", "Action"), ("MB1", "Agree a date"), ("MB2", "Tell the ward")), strict=False
        ):
            canvas.drawString(54, y - 15, ref)
            canvas.drawString(104, y - 15, text)

    piece = only_piece(read_pdf(drawn(draw), PDFIUM))
    assert piece.texts()[-1] == ["MB2", "Tell the ward"]
    assert piece.open_bottom
    assert not piece.open_top


def test_a_merged_cell_is_written_once_with_its_spans() -> None:
    rows = [("MB1", "Agree the scope", "June"), ("MB2", "Agree the cost", ""), ("Priority 2", "", "")]
    style = [*GRID, ("SPAN", (2, 1), (2, 2)), ("SPAN", (0, 3), (2, 3))]
    piece = only_piece(read_pdf(paper([table(style, rows, header=("Ref", "Action", "Due"))]), PDFIUM))
    due, band = piece.rows()[1][2], piece.rows()[3][0]
    assert due is not None
    assert (due.text, due.rowspan, due.colspan) == ("June", 2, 1)
    assert band is not None
    assert (band.text, band.rowspan, band.colspan) == ("Priority 2", 1, 3)
    assert piece.rows()[2][2] is None


def test_slivers_ghost_columns_and_spacer_rows_go() -> None:
    rows = [("MB1", "", "Agree the scope", ""), ("", "", "", ""), ("MB2", "", "Agree the cost", "")]
    style = [*GRID, ("LEFTPADDING", (0, 0), (-1, -1), 2), ("RIGHTPADDING", (0, 0), (-1, -1), 2)]
    data = paper([table(style, rows, header=("Ref", "", "Action", ""), colWidths=(40, 6, 200, 60))])
    piece = only_piece(read_pdf(data, PDFIUM))
    assert piece.texts() == [["Ref", "Action"], ["MB1", "Agree the scope"], ["MB2", "Agree the cost"]]


def test_a_column_that_is_empty_on_one_page_only_stays() -> None:
    empty = [(row[0], row[1], "") for row in ACTIONS]
    flow = [table(GRID, empty, header=()), Spacer(1, 600), table(GRID, [row[:3] for row in ACTIONS], header=())]
    assert {piece.n_cols for piece in read_pdf(paper(flow), PDFIUM).pieces()} == {3}


def test_fills_are_read_white_is_none() -> None:
    style = [
        *GRID,
        ("BACKGROUND", (4, 1), (4, 1), colors.HexColor("#00B050")),
        ("BACKGROUND", (4, 2), (4, 2), colors.white),
    ]
    rows = only_piece(read_pdf(paper([table(style)]), PDFIUM)).rows()
    assert [row[4].fill for row in rows[1:3] if row[4]] == ["#00B050", None]
    assert rows[0][0] is not None
    assert rows[0][0].bold


def test_rows_whose_inner_rules_are_missing_are_parted_by_the_other_rows_columns() -> None:
    odd = [("INNERGRID", (0, row), (-1, row), 0.5, BLACK) for row in range(0, 7, 2)]
    style = [("BOX", (0, 0), (-1, -1), 0.5, BLACK), ("LINEBELOW", (0, 0), (-1, -1), 0.5, BLACK), *odd]
    assert actions_of(read_pdf(paper([table(style)]), PDFIUM)) == list(ACTIONS)


def test_rows_without_refs_part_where_cells_begin_together() -> None:
    tight = [("TOPPADDING", (0, 0), (-1, -1), 0), ("BOTTOMPADDING", (0, 0), (-1, -1), 0)]
    rows = [row[1:4] for row in ACTIONS]
    for style in ([], tight):
        data = paper([table(style, rows, header=("Action", "Owner", "Deadline"), colWidths=(270, 120, 90))])
        assert rows_of(read_pdf(data, PDFIUM))[1:] == rows


def test_a_row_of_an_unruled_table_runs_on_at_the_top_of_the_next_page() -> None:
    long = ("MB7", " ".join([PROSE] * 3), "Parks Lead", "May 2026", "Green")
    flow = [Spacer(1, 470), table([], [*ACTIONS, long, ("MB8", *ACTIONS[2][1:])], splitInRow=1)]
    document = read_pdf(paper(flow, running), PDFIUM)
    first, second = document.pieces()
    assert first.texts()[-1][0] == "MB7"
    assert [row[0] for row in second.texts()] == ["", "MB8"]
    assert flat(f"{first.texts()[-1][1]} {second.texts()[0][1]}") == long[1]
    assert isinstance(document.blocks[document.blocks.index(first) + 1], Piece)


def test_a_section_row_inside_an_unruled_table_spans_it() -> None:
    rows = [*ACTIONS[:2], ("<b>Priority 2: safe and well served communities across the borough</b>", "", "", "", "")]
    data = paper([table([("SPAN", (0, 3), (-1, 3))], [*rows, *ACTIONS[2:]])])
    band = only_piece(read_pdf(data, PDFIUM)).rows()[3][0]
    assert band is not None
    assert band.text == "Priority 2: safe and well served communities across the borough"
    assert band.colspan == 5


def test_a_heading_between_unruled_tables_parts_them() -> None:
    flow = [Paragraph("Priority 1: Places", SHEET["Heading2"]), table([], ACTIONS[:3])]
    flow += [Paragraph("Priority 2: People", SHEET["Heading2"]), table([], ACTIONS[3:], header=())]
    document = read_pdf(paper(flow), PDFIUM)
    kinds = [type(block).__name__ for block in document.blocks]
    assert kinds == ["Heading", "Piece", "Heading", "Piece"]
    assert actions_of(document) == list(ACTIONS)


def test_a_wrapped_header_comes_with_its_table() -> None:
    header = ("Ref", "What the Council\nwill do", "Who\nleads on\nthis", "To be done\nby", "RAG")
    cells = [list(header)] + [[Paragraph(text, SMALL) for text in row] for row in ACTIONS]
    style = TableStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), ("VALIGN", (0, 0), (-1, 0), "BOTTOM")])
    document = read_pdf(paper([Table(cells, colWidths=WIDTHS, style=style)]), PDFIUM)
    assert rows_of(document)[0] == tuple(flat(text) for text in header)


def test_tables_beside_each_other_are_two() -> None:
    left, right = (
        table(GRID, [row[:2] for row in rows], header=("Ref", "Action"), colWidths=(40, 180))
        for rows in (ACTIONS[:3], ACTIONS[3:])
    )
    document = read_pdf(paper([Table([[left, right]], colWidths=(240, 240))]), PDFIUM)
    assert [piece.texts()[1][0] for piece in document.pieces()] == ["MB1", "MB4"]


@pytest.mark.parametrize("angle", [90, 180, 270])
def test_a_turned_page_is_read_as_it_is_shown(angle: int) -> None:
    def draw(canvas: Canvas) -> None:
        width, height = A4
        canvas.setPageRotation(angle)
        canvas.translate(*{90: (height, 0), 180: (width, height), 270: (0, width)}[angle])
        canvas.rotate(angle)
        for at, row in enumerate([HEADER[:2], *(row[:2] for row in ACTIONS[:2])]):
            y = 500 - 40 * at
            for x, across, text in ((40, 60, row[0]), (100, 250, row[1])):
                canvas.rect(x, y - 40, across, 40)
                for line, part in enumerate(simpleSplit(text, "Helvetica", 9, across - 8)):
                    canvas.setFont("Helvetica", 9)
                    canvas.drawString(x + 4, y - 12 - 11 * line, part)

    for settings in (PDFIUM, PLUMBER):
        piece = only_piece(read_pdf(drawn(draw), settings))
        assert [tuple(map(flat, row)) for row in piece.texts()[1:]] == [row[:2] for row in ACTIONS[:2]]
        assert piece.edges == pytest.approx((40, 100, 350), abs=0.5)


def test_text_turned_by_90_degrees_is_read_upwards() -> None:
    def draw(canvas: Canvas) -> None:
        for at, (ref, text) in enumerate((("Reference", "Action"), ("MB12", "Agree the budget"))):
            y = 700 - 80 * at
            canvas.rect(50, y, 30, 80)
            canvas.rect(80, y, 200, 80)
            canvas.saveState()
            canvas.translate(70, y + 8)
            canvas.rotate(90)
            canvas.drawString(0, 0, ref)
            canvas.restoreState()
            canvas.drawString(84, y + 60, text)

    for settings in (PDFIUM, PLUMBER):
        assert rows_of(read_pdf(drawn(draw), settings)) == [("Reference", "Action"), ("MB12", "Agree the budget")]


def test_the_letters_of_a_slanted_watermark_stay_out_of_the_cells() -> None:
    def stamp(canvas: Canvas, page: Any) -> None:
        canvas.saveState()
        canvas.setFont("Helvetica-Bold", 110)
        canvas.setFillColor(colors.HexColor("#DDDDDD"))
        canvas.translate(120, 420)
        canvas.rotate(40)
        canvas.drawString(0, 0, "DRAFT")
        canvas.restoreState()

    document = read_pdf(paper([table(GRID)], stamp), PDFIUM)
    assert rows_of(document)[1:] == list(ACTIONS)
    assert [line.text for line in document.furniture] == ["DRAFT"]


def test_a_stamp_over_the_borders_of_a_table_is_furniture() -> None:
    def stamp(canvas: Canvas, page: Any) -> None:
        canvas.setFont("Helvetica", 9)
        canvas.drawString(285, 640, "RECEIVED 12 MAY 2025")

    document = read_pdf(paper([table(GRID, ACTIONS * 6, repeatRows=1)], stamp), PDFIUM)
    assert actions_of(document) == list(ACTIONS * 6)
    assert {line.text for line in document.furniture} == {"RECEIVED 12 MAY 2025"}


def test_page_headers_and_footers_leave_the_pieces_of_a_table_side_by_side() -> None:
    for style in (GRID, []):
        document = read_pdf(paper([table(style, ACTIONS * 6, repeatRows=0)], running), PDFIUM)
        assert [type(block) for block in document.blocks] == [Piece, Piece]
        assert {line.text for line in document.furniture} >= {"OFFICIAL", "Marlbrook Council Action Plan Page 2 of 9"}
        assert actions_of(document) == list(ACTIONS * 6)


def test_the_header_of_a_table_at_the_top_of_every_page_is_no_page_header() -> None:
    document = read_pdf(paper([table([], ACTIONS * 8, repeatRows=1)]), PDFIUM)
    assert [row for row in rows_of(document) if row == HEADER] == [HEADER] * len(list(document.pieces()))
    assert document.furniture == ()


def test_headings_that_happen_to_open_pages_are_no_page_headers() -> None:
    flow: list[Any] = []
    for number in range(1, 4):
        flow += [Paragraph(f"Priority {number}", SHEET["Heading1"]), table(GRID), Spacer(1, 600)]
    headings = [block.text for block in read_pdf(paper(flow), PDFIUM).blocks if isinstance(block, Heading)]
    assert headings == ["Priority 1", "Priority 2", "Priority 3"]


def test_hidden_white_and_doubled_text_is_not_read_twice_or_at_all() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(50, 700, "Agree the budget")
        canvas.drawString(50.3, 700, "Agree the budget")
        canvas.saveState()
        unseen = canvas.beginText(50, 670)
        unseen.setTextRenderMode(3)
        unseen.textOut("INVISIBLE")
        canvas.drawText(unseen)
        canvas.restoreState()
        canvas.setFillColor(colors.white)
        canvas.drawString(50, 640, "WHITE ON WHITE")
        canvas.setFillColor(colors.navy)
        canvas.rect(50, 600, 200, 20, stroke=0, fill=1)
        canvas.setFillColor(colors.white)
        canvas.drawString(54, 605, "White on navy")

    document = read_pdf(drawn(draw), PDFIUM)
    assert [block.text for block in document.blocks if not isinstance(block, Piece)] == [
        "Agree the budget",
        "White on navy",
    ]
    assert [problem.code for problem in document.problems] == ["text-hidden"]


def test_words_set_without_spaces_are_parted_by_their_gaps() -> None:
    def draw(canvas: Canvas) -> None:
        x = 50.0
        for word in PROSE.split()[:9]:
            canvas.drawString(x, 700, word)
            x += canvas.stringWidth(word + " ")

    for settings in (PDFIUM, PLUMBER):
        (block,) = read_pdf(drawn(draw), settings).blocks
        assert not isinstance(block, Piece)
        assert block.text == " ".join(PROSE.split()[:9])


def test_soft_wraps_are_joined_and_the_authors_breaks_kept() -> None:
    cell = [Paragraph(ACTIONS[0][1], SMALL), Paragraph("• First we ask", SMALL), Paragraph("Then we act", SMALL)]
    data = paper([Table([["MB1", cell], ["MB2", "x"]], colWidths=(40, 150), style=TableStyle(GRID))])
    text = only_piece(read_pdf(data, PDFIUM)).texts()[0][1]
    assert text == f"{ACTIONS[0][1]}\n• First we ask\nThen we act"


def test_numbered_lists_forms_contents_and_set_prose_are_no_tables() -> None:
    indented = ParagraphStyle("item", parent=SHEET["Normal"], leftIndent=30)
    flow: list[Any] = [Paragraph(PROSE, indented, bulletText=f"{at}.") for at in range(1, 5)]
    flow.append(Table([["Date:", "Monday 12 May 2025"], ["Time:", "2.00 pm"], ["Venue:", "Town Hall, Marlbrook"]]))
    flow.append(
        Table([["1.", "Apologies", "1"], ["2.", "Minutes", "3"], ["3.", "Action plan", "7"]], colWidths=(30, 300, 40))
    )
    flow += [Paragraph(f"{ref} {'.' * 90} {at}", SHEET["Normal"]) for at, (ref, *_) in enumerate(ACTIONS)]
    columns = [[Paragraph(PROSE * 3, SMALL), Paragraph(PROSE * 3, SMALL)]]
    flow.append(Table(columns, colWidths=(240, 240)))
    assert list(read_pdf(paper(flow), PDFIUM).pieces()) == []


def test_a_box_round_prose_is_a_paragraph() -> None:
    box = Table([[Paragraph(PROSE, SHEET["Normal"])]], style=TableStyle([("BOX", (0, 0), (-1, -1), 1, BLACK)]))
    (block,) = read_pdf(paper([box]), PDFIUM).blocks
    assert isinstance(block, Prose)
    assert block.text == PROSE


def test_headings_rank_by_their_look() -> None:
    flow = [Paragraph(text, SHEET[style]) for text, style in (
        ("Marlbrook Action Plan", "Title"), ("Priority 1", "Heading1"), ("Housing", "Heading2"), ("Roads", "Heading2"),
    )]  # fmt: skip
    document = read_pdf(paper([*flow, Paragraph(PROSE * 4, SHEET["Normal"])]), PDFIUM)
    levels = {block.text: block.level for block in document.blocks if isinstance(block, Heading)}
    assert levels["Marlbrook Action Plan"] <= levels["Priority 1"] < levels["Housing"] == levels["Roads"]


def test_prose_in_two_columns_is_read_column_by_column() -> None:
    left, right = PROSE, PROSE.replace("Council", "Board")
    cells = [[Paragraph(left, SHEET["Normal"]), Paragraph(right, SHEET["Normal"])]]
    document = read_pdf(paper([Table(cells, colWidths=(200, 200))]), PDFIUM)
    assert [block.text for block in document.blocks if isinstance(block, Prose)] == [left, right]


def test_a_paper_that_is_all_scan_has_no_blocks_and_says_so() -> None:
    document = read_pdf(drawn(lambda canvas: canvas.rect(100, 100, 200, 200, fill=1)), PDFIUM)
    assert document.blocks == ()
    assert [problem.code for problem in document.problems] == ["page-without-text"]


def test_a_page_without_text_is_said_with_its_number() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(50, 700, "Agree the budget")
        canvas.showPage()
        canvas.rect(100, 100, 200, 200, fill=1)

    problems = read_pdf(drawn(draw), PDFIUM).problems
    assert [(problem.code, problem.page) for problem in problems] == [("page-without-text", 2)]


@pytest.mark.parametrize("settings", [PDFIUM, PLUMBER], ids=["pdfium", "pdfplumber"])
def test_a_locked_file_says_what_to_do(settings: ReadSettings) -> None:
    data = drawn(lambda canvas: canvas.drawString(50, 700, "x"), encrypt=StandardEncryption("secret"))
    with pytest.raises(PaperEncrypted, match=r"password.*run again"):
        read_pdf(data, settings)


@pytest.mark.parametrize("settings", [PDFIUM, PLUMBER], ids=["pdfium", "pdfplumber"])
@pytest.mark.parametrize("data", [b"", b"%PDF-1.7\nnonsense", b"<html>saved in error</html>"])
def test_a_damaged_file_says_what_to_do(data: bytes, settings: ReadSettings) -> None:
    with pytest.raises(PaperDamaged, match="again"):
        read_pdf(data, settings)


def test_a_file_that_is_cut_off_is_not_read_in_part() -> None:
    data = paper([table(GRID)])
    with pytest.raises(PaperDamaged, match="cut off"):
        read_pdf(data[: len(data) // 2], PDFIUM)


def test_the_visible_page_is_where_positions_begin() -> None:
    plain = paper([table(GRID)])
    pdf = pypdfium2.PdfDocument(plain)
    pdf[0].set_mediabox(-20, -30, 620, 860)
    pdf[0].set_cropbox(20, 30, 575, 812)
    out = io.BytesIO()
    pdf.save(out)
    pdf.close()
    whole, cropped = (
        only_piece(read_pdf(plain, PDFIUM)),
        [only_piece(read_pdf(out.getvalue(), settings)) for settings in (PDFIUM, PLUMBER)],
    )
    for piece in cropped:
        assert piece.texts() == whole.texts()
        assert whole.edges is not None
        assert piece.edges == pytest.approx([x - 20 for x in whole.edges], abs=0.2)


def test_reading_is_the_same_each_time() -> None:
    data = paper([table([], ACTIONS * 4)], running)
    assert read_pdf(data, PDFIUM) == read_pdf(data, PDFIUM)


def test_a_word_hyphenated_at_a_line_end_is_mended_by_the_papers_own_words() -> None:
    def draw(canvas: Canvas) -> None:
        for at, line in enumerate(
            ("All manage-", "ment reports go to the multi-", "agency board and to", "management.")
        ):
            canvas.drawString(50, 700 - 14 * at, line)

    (block,) = read_pdf(drawn(draw), PDFIUM).blocks
    assert not isinstance(block, Piece)
    assert re.sub(r"\s+", " ", block.text) == "All management reports go to the multi-agency board and to management."
