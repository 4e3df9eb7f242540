"""Tables without rules that are set tightly: drawn papers, each for one fault."""

from __future__ import annotations

import pytest
from pdf_papers import (
    ACTIONS,
    BLACK,
    BOLD,
    HEADER,
    PDFIUM,
    PROSE,
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
from reportlab.platypus import PageBreak, Paragraph, Spacer, Table, TableStyle

from extract.document import Document
from extract.readers.pdf import read_pdf

TIGHT = [("TOPPADDING", (0, 0), (-1, -1), 0), ("BOTTOMPADDING", (0, 0), (-1, -1), 0)]
CLOSE = [("LEFTPADDING", (0, 0), (-1, -1), 1.5), ("RIGHTPADDING", (0, 0), (-1, -1), 1.5)]
NARROW = (22, 118, 74, 84, 40)
BARE = [row[1:] for row in ACTIONS]


def without_sections(document: Document) -> list[tuple[str, ...]]:
    return [row for row in rows_of(document)[1:] if not row[0].startswith(("Theme", "THEME"))]


@pytest.mark.parametrize("side", ["TOP", "MIDDLE", "BOTTOM"])
def test_rows_without_space_or_refs_part_by_how_their_cells_are_set(side: str) -> None:
    style = [*TIGHT, ("VALIGN", (0, 0), (-1, -1), side)]
    data = paper([table(style, BARE, header=HEADER[1:], colWidths=(130, 100, 80, 50))])
    assert rows_of(read_pdf(data, PDFIUM))[1:] == BARE


@pytest.mark.parametrize("side", ["TOP", "MIDDLE", "BOTTOM"])
def test_columns_three_points_apart_are_columns(side: str) -> None:
    style = [*TIGHT, *CLOSE, ("VALIGN", (0, 0), (-1, -1), side)]
    assert actions_of(read_pdf(paper([table(style, colWidths=NARROW)]), PDFIUM)) == list(ACTIONS)


def test_a_name_that_many_cells_begin_with_is_no_column() -> None:
    names = ("Moss", "Carr", "Lund", "Kelly", "Pryce", "Ferris")
    rows = [(*row[:2], f"Cllr {name}", *row[3:]) for row, name in zip(ACTIONS, names, strict=True)]
    assert actions_of(read_pdf(paper([table(CLOSE, rows, colWidths=NARROW)]), PDFIUM)) == rows


def test_rules_between_sections_alone_make_no_rows_of_them() -> None:
    style = [*TIGHT, ("LINEBELOW", (0, 0), (-1, 0), 0.5, BLACK), ("LINEBELOW", (0, 3), (-1, 3), 0.5, BLACK)]
    style += [("LINEBELOW", (0, 6), (-1, 6), 0.5, BLACK)]
    data = paper([table(style, BARE, header=HEADER[1:], colWidths=(130, 100, 80, 50))])
    assert rows_of(read_pdf(data, PDFIUM))[1:] == BARE


@pytest.mark.parametrize("name", ["<b>Theme 1</b>", "THEME ONE"], ids=["bold", "capitals"])
def test_a_section_row_that_fits_the_first_column_is_no_cell_of_it(name: str) -> None:
    rows = [(name, "", "", ""), *BARE[:3], (name, "", "", ""), *BARE[3:]]
    spans = [("SPAN", (0, at), (-1, at)) for at in (1, 5)]
    data = paper([table([*TIGHT, *spans], rows, header=HEADER[1:], colWidths=(130, 100, 80, 50))])
    assert without_sections(read_pdf(data, PDFIUM)) == BARE


def test_a_section_row_in_plain_type_does_not_end_its_table() -> None:
    rows = [*ACTIONS[:3], ("Theme two, people", "", "", "", ""), *ACTIONS[3:]]
    document = read_pdf(paper([table([("SPAN", (0, 4), (-1, 4))], rows, colWidths=WIDTHS)]), PDFIUM)
    assert actions_of(document) == list(ACTIONS)
    assert len(list(document.pieces())) == 1


def test_one_row_overleaf_keeps_the_columns_of_the_page_before() -> None:
    last = table([], [("MB7", "Close the depot.", "", "May 2026", "Red")], header=(), colWidths=WIDTHS)
    document = read_pdf(paper([table([], colWidths=WIDTHS), PageBreak(), last]), PDFIUM)
    assert rows_of(document)[-1] == ("MB7", "Close the depot.", "", "May 2026", "Red")
    assert rows_of(document)[1:-1] == list(ACTIONS)


def test_a_paragraph_overleaf_is_no_row_of_the_table_before_it() -> None:
    document = read_pdf(paper([table([], colWidths=WIDTHS), PageBreak(), Paragraph(PROSE, SMALL)]), PDFIUM)
    assert rows_of(document)[1:] == list(ACTIONS)
    assert flat(PROSE) in [flat(block.text) for block in document.blocks if hasattr(block, "text")]


def test_a_paragraph_right_below_is_no_row() -> None:
    document = read_pdf(paper([table(TIGHT, colWidths=WIDTHS), Paragraph(PROSE, SMALL)]), PDFIUM)
    assert rows_of(document)[1:] == list(ACTIONS)


def test_a_paragraph_right_above_takes_no_columns_from_the_table() -> None:
    document = read_pdf(paper([Paragraph(PROSE, SMALL), table([*TIGHT, *CLOSE], colWidths=NARROW)]), PDFIUM)
    assert rows_of(document) == [HEADER, *ACTIONS]


def test_type_from_a_machine_has_columns_where_its_spaces_end() -> None:
    typed = ParagraphStyle("typed", fontName="Courier", fontSize=7, leading=8)
    cells = [[Paragraph(text, typed) for text in row] for row in (HEADER, *ACTIONS)]
    style = TableStyle([*TIGHT, *CLOSE, ("VALIGN", (0, 0), (-1, -1), "TOP")])
    made = Table(cells, colWidths=(30, 190, 110, 85, 40), style=style)
    assert actions_of(read_pdf(paper([made]), PDFIUM)) == list(ACTIONS)


def test_names_that_no_rule_encloses_head_the_ruled_table_below() -> None:
    style = [("GRID", (0, 1), (-1, -1), 0.5, colors.grey)]
    assert rows_of(read_pdf(paper([table(style)]), PDFIUM)) == [HEADER, *ACTIONS]


def test_a_bold_line_above_a_ruled_table_is_not_its_header() -> None:
    flow = [Paragraph("Progress on all the actions agreed in March", BOLD), Spacer(0, 2)]
    flow += [table([("GRID", (0, 0), (-1, -1), 0.5, BLACK)])]
    assert len(only_piece(read_pdf(paper(flow), PDFIUM)).texts()) == 1 + len(ACTIONS)
