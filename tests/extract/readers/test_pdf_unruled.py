"""Tables without column rules: drawn papers, each for one fault."""

from __future__ import annotations

import pytest
from pdf_papers import (
    ACTIONS,
    BLACK,
    BOLD,
    HEADER,
    PDFIUM,
    SMALL,
    WIDTHS,
    actions_of,
    flat,
    only_piece,
    paper,
    rows_of,
    table,
)
from reportlab.lib import colors
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Paragraph, Table, TableStyle

from extract.readers.pdf import read_pdf

MIDDLE = [("VALIGN", (0, 0), (-1, -1), "MIDDLE")]
TIGHT = [("TOPPADDING", (0, 0), (-1, -1), 0), ("BOTTOMPADDING", (0, 0), (-1, -1), 0)]


def test_rows_set_in_the_middle_part_at_the_white_between_them_without_refs() -> None:
    rows = [row[1:4] for row in ACTIONS]
    data = paper([table(MIDDLE, rows, header=("Action", "Owner", "Deadline"), colWidths=(150, 90, 60))])
    assert rows_of(read_pdf(data, PDFIUM))[1:] == rows


def test_a_header_whose_names_have_one_or_two_lines_set_in_the_middle_is_one_row() -> None:
    header = ("Action ref", "Agreed action", "Lead officer or team", "Date due", "RAG")
    rows = [(f"MB{n}", *row[1:]) for n, row in enumerate(ACTIONS, start=1)]
    data = paper([table(MIDDLE, rows, header=header, colWidths=(38, 170, 90, 62, 50))])
    assert rows_of(read_pdf(data, PDFIUM)) == [header, *rows]


@pytest.mark.parametrize("shaded", [False, True], ids=["plain", "zebra"])
def test_a_table_of_which_only_the_frame_and_the_header_are_drawn_has_its_rows(shaded: bool) -> None:
    style = [
        ("BOX", (0, 0), (-1, -1), 0.5, BLACK),
        ("GRID", (0, 0), (-1, 0), 0.5, BLACK),
        ("BACKGROUND", (0, 0), (-1, 0), colors.HexColor("#9DB2CF")),
    ]
    style += [("BACKGROUND", (0, n), (-1, n), colors.HexColor("#E0E8F0")) for n in (1, 3, 5) if shaded]
    assert rows_of(read_pdf(paper([table(style)]), PDFIUM)) == [HEADER, *ACTIONS]


def test_a_dash_at_the_end_of_a_cells_line_is_no_bullet_of_the_next_column() -> None:
    rows = [(row[0], row[1], "Adoption – then review", row[4]) for row in ACTIONS]
    data = paper([table([], rows, header=("Ref", "Action", "Milestone", "RAG"), colWidths=(40, 190, 62, 110))])
    assert [row[2:] for row in actions_of(read_pdf(data, PDFIUM))] == [row[2:] for row in rows]


def test_rows_that_are_widely_set_stay_in_their_table() -> None:
    wide = [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("TOPPADDING", (0, 0), (-1, -1), 16),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 14),
    ]
    assert actions_of(read_pdf(paper([table(wide, colWidths=WIDTHS)]), PDFIUM)) == list(ACTIONS)


def test_rows_without_space_between_them_part_around_the_refs_in_their_middle() -> None:
    data = paper([table([*MIDDLE, *TIGHT], colWidths=(40, 130, 110, 60, 50))])
    assert actions_of(read_pdf(data, PDFIUM)) == list(ACTIONS)


def test_a_plain_header_of_two_lines_stands_above_rows_around_the_refs_in_their_middle() -> None:
    header = [Paragraph(text, SMALL) for text in ("Action log no", "Action agreed", "Lead", "Next review date", "RAG")]
    cells = [header, *([Paragraph(text, SMALL) for text in row] for row in ACTIONS)]
    made = Table(cells, colWidths=(40, 140, 110, 66, 50), style=TableStyle([*MIDDLE, *TIGHT]))
    assert actions_of(read_pdf(paper([made]), PDFIUM)) == list(ACTIONS)


@pytest.mark.parametrize("side", [1, 2], ids=["centred", "right"])
def test_a_header_on_the_left_heads_a_column_set_to_another_side(side: int) -> None:
    aside = ParagraphStyle("aside", parent=SMALL, alignment=side)
    cells = [[Paragraph(text, BOLD) for text in ("Ref", "Due", "Action")]]
    cells += [[Paragraph(row[0], SMALL), Paragraph(row[3], aside), Paragraph(row[1][:25], SMALL)] for row in ACTIONS]
    data = paper([Table(cells, colWidths=(50, 200, 180), style=TableStyle([("VALIGN", (0, 0), (-1, -1), "TOP")]))])
    assert [row[1] for row in rows_of(read_pdf(data, PDFIUM))] == ["Due", *(row[3] for row in ACTIONS)]


def test_a_section_row_right_under_the_header_closes_no_column() -> None:
    rows = [("<b>Theme 1: Safer homes</b>", "", "", "", ""), *ACTIONS]
    document = read_pdf(paper([table([("SPAN", (0, 1), (1, 1))], rows, colWidths=WIDTHS)]), PDFIUM)
    assert rows_of(document)[0] == HEADER
    assert actions_of(document) == list(ACTIONS)
    band = only_piece(document).rows()[1][0]
    assert band is not None
    assert (flat(band.text), band.colspan) == ("Theme 1: Safer homes", 5)


@pytest.mark.parametrize("rules", [[], [("LINEBELOW", (0, 1), (-1, -1), 0.5, BLACK)]], ids=["unruled", "rules"])
def test_a_name_over_two_columns_spans_them_and_the_others_reach_down(rules: list[object]) -> None:
    over = Paragraph("Delivery", ParagraphStyle("over", parent=BOLD, alignment=1))
    top = [Paragraph("Ref", BOLD), Paragraph("Action", BOLD), over, "", Paragraph("RAG", BOLD)]
    under = ["", "", Paragraph("Lead", BOLD), Paragraph("Deadline", BOLD), ""]
    spans = [("SPAN", (2, 0), (3, 0)), *(("SPAN", (at, 0), (at, 1)) for at in (0, 1, 4))]
    cells = [top, under, *([Paragraph(text, SMALL) for text in row] for row in ACTIONS)]
    style = TableStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), *spans, *rules])
    document = read_pdf(paper([Table(cells, colWidths=WIDTHS, style=style)]), PDFIUM)
    header = [cell for cell in only_piece(document).cells if cell.row < 2]
    assert [(cell.text, cell.col, cell.rowspan, cell.colspan) for cell in header] == [
        ("Ref", 0, 2, 1), ("Action", 1, 2, 1), ("Delivery", 2, 1, 2), ("RAG", 4, 2, 1), ("Lead", 2, 1, 1),
        ("Deadline", 3, 1, 1),
    ]  # fmt: skip
    assert actions_of(document) == list(ACTIONS)


def test_rows_between_shaded_section_rows_part_at_the_white_between_them() -> None:
    rows = [row[1:4] for row in ACTIONS]
    with_bands = [("<b>Theme 1</b>", "", ""), *rows[:3], ("<b>Theme 2</b>", "", ""), *rows[3:]]
    style = [("BACKGROUND", (0, at), (-1, at), colors.HexColor("#D9E2F3")) for at in (1, 5)]
    data = paper([table(style, with_bands, header=("Action", "Owner", "Deadline"), colWidths=(200, 120, 90))])
    read = rows_of(read_pdf(data, PDFIUM))
    assert [row for row in read[1:] if not row[0].startswith("Theme")] == rows
