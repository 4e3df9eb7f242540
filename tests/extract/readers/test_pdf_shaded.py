"""Tables whose cells are shaded one by one: the edges of the shades are borders, and go on through white rows."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from pdf_papers import (
    ACTIONS,
    BOLD,
    HEADER,
    PDFIUM,
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
)
from reportlab.lib import colors
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import PageBreak, Paragraph, Spacer, Table, TableStyle

from extract.document import Heading, Piece
from extract.readers.pdf import read_pdf

BLUE, PALE = colors.HexColor("#BDD6EE"), colors.HexColor("#EEF2F6")
TALL = tuple((ref, f"{text} {text}", lead, due, rag) for ref, text, lead, due, rag in ACTIONS)


def shades(rows: Sequence[int], colour: colors.Color = PALE, columns: int = len(WIDTHS)) -> list[object]:
    """Rows shaded cell by cell, as most programs do."""
    return [("BACKGROUND", (col, row), (col, row), colour) for row in rows for col in range(columns)]


def shaded(
    rows: Sequence[Sequence[str]], style: Sequence[object], *, header: Sequence[str] = HEADER, **more: object
) -> Table:
    """A table with a shaded header, set in the middle of its rows."""
    cells = [[Paragraph(text, BOLD) for text in header]] if header else []
    cells += [[Paragraph(text, SMALL) for text in row] for row in rows]
    plain = [("VALIGN", (0, 0), (-1, -1), "MIDDLE"), *(shades([0], BLUE) if header else [])]
    return Table(cells, colWidths=WIDTHS, style=TableStyle([*plain, *style]), **more)


def test_tall_rows_set_in_the_middle_are_told_by_their_shades() -> None:
    piece = only_piece(read_pdf(paper([shaded(TALL, shades([1, 3, 5]))]), PDFIUM))
    assert [tuple(flat(text) for text in row) for row in piece.texts()] == [HEADER, *TALL]


def test_text_between_two_shaded_tables_of_one_width_is_none_of_their_rows() -> None:
    flow = [shaded(TALL[:2], shades([1])), Spacer(1, 14), Paragraph("Parks and streets", SHEET["Heading2"]),
            Paragraph(PROSE, SMALL), Spacer(1, 14), shaded(TALL[2:], shades([1, 3]))]  # fmt: skip
    document = read_pdf(paper(flow), PDFIUM)
    assert [type(block) for block in document.blocks].count(Piece) == 2
    assert "Parks and streets" in [block.text for block in document.blocks if isinstance(block, Heading)]
    assert actions_of(document) == list(TALL)


def test_a_name_in_bold_right_above_a_shaded_header_is_no_row_of_it() -> None:
    flow = [shaded(TALL[:2], shades([1])), Spacer(1, 6), Paragraph("Closed", BOLD), shaded(TALL[2:4], shades([1]))]
    document = read_pdf(paper(flow), PDFIUM)
    assert [row[0] for row in rows_of(document)] == ["Ref", "MB1", "MB2", "Ref", "MB3", "MB4"]


def test_white_that_is_less_than_a_row_between_two_shaded_tables_is_no_empty_row_of_one() -> None:
    wide = [("TOPPADDING", (0, 0), (-1, -1), 6), ("BOTTOMPADDING", (0, 0), (-1, -1), 6)]
    over_all = [("SPAN", (0, 0), (-1, 0)), *shades([0], BLUE), *wide]

    def table(rows: Sequence[Sequence[str]], label: str) -> Table:
        cells = [[Paragraph(text, SMALL) for text in row] for row in [(label, "", "", "", ""), *rows]]
        return Table(cells, colWidths=WIDTHS, style=TableStyle([*over_all, *(shades([1], BLUE) if rows else [])]))

    flow = [table([HEADER, *TALL[:2]], "Parks"), Spacer(1, 11), table([], "What we will see"), Spacer(1, 11)]
    document = read_pdf(paper([*flow, table([HEADER, *TALL[2:4]], "Streets")]), PDFIUM)
    assert [row[0] for block in document.blocks if isinstance(block, Piece) for row in block.texts()[:1]] == [
        "Parks",
        "Streets",
    ]


def test_a_shade_that_reaches_down_over_two_rows_is_one_cell() -> None:
    rows = [TALL[0], ("MB2", "Renew the leases.", "Estates Lead and Head of Law", "May 2026", "Green"),
            ("MB3", "Sell what is empty.", "", "", ""), TALL[3]]  # fmt: skip
    merged = [("SPAN", (col, 2), (col, 3)) for col in (2, 3, 4)]
    style = [*shades([2, 4]), *(("BACKGROUND", (col, 2), (col, 3), PALE) for col in (2, 3, 4)), *merged]
    piece = only_piece(read_pdf(paper([shaded(rows, [*style, *shades([1])])]), PDFIUM))
    assert [(flat(cell.text), cell.rowspan) for cell in piece.rows()[2] if cell][2:] == [
        ("Estates Lead and Head of Law", 2),
        ("May 2026", 2),
        ("Green", 2),
    ]
    assert piece.texts()[3][:2] == ["MB3", "Sell what is empty."]


def test_a_shaded_header_alone_at_the_foot_of_a_page_heads_the_table_overleaf() -> None:
    flow = [Paragraph(PROSE, SMALL), shaded((), ()), PageBreak(), shaded(TALL, shades([0, 2, 4]), header=())]
    assert rows_of(read_pdf(paper(flow), PDFIUM)) == [HEADER, *TALL]


def test_a_shaded_header_tells_the_columns_of_white_rows_a_space_apart() -> None:
    rows = [("MB1", "Count all of the trees in the park now", "Parks Lead for all trees", "June 2025 at last", "Green")]
    rows += [(f"MB{at}", *rows[0][1:]) for at in range(2, 7)]
    close = [("LEFTPADDING", (0, 0), (-1, -1), 1), ("RIGHTPADDING", (0, 0), (-1, -1), 1)]
    cells = [[Paragraph(text, BOLD) for text in HEADER], *([Paragraph(text, SMALL) for text in row] for row in rows)]
    table = Table(cells, colWidths=(24, 156, 96, 68, 40), style=TableStyle([*shades([0], BLUE), *close]))
    assert rows_of(read_pdf(paper([table]), PDFIUM)) == [HEADER, *rows]


def test_white_rows_between_labels_that_are_shaded_are_rows_of_their_own() -> None:
    cells = [[Paragraph(text, BOLD) for text in ("Lead", "", "Director of Place", "", "")]]
    cells += [[Paragraph(text, BOLD) for text in HEADER], *([Paragraph(text, SMALL) for text in row] for row in TALL)]
    cells += [[Paragraph(text, BOLD) for text in ("What we will see", "", "Streets that are safe for all", "", "")]]
    last = len(cells) - 1
    spans = [("SPAN", (first, row), (end, row)) for row in (0, last) for first, end in ((0, 1), (2, 4))]
    labels = [("BACKGROUND", (0, row), (1, row), BLUE) for row in (0, last)]
    style = [("VALIGN", (0, 0), (-1, -1), "TOP"), *shades([1], BLUE), *labels, *spans]
    piece = only_piece(read_pdf(paper([Table(cells, colWidths=WIDTHS, style=TableStyle(style))]), PDFIUM))
    assert [[flat(text) for text in row if text] for row in piece.texts()] == [
        ["Lead", "Director of Place"],
        list(HEADER),
        *(list(row) for row in TALL),
        ["What we will see", "Streets that are safe for all"],
    ]


def test_white_rows_overleaf_have_the_borders_of_the_row_before_the_page_break() -> None:
    rag = {"Green": "#00B050", "Amber": "#FFC000", "Red": "#FF0000", "Blue": "#0070C0"}
    rows = [(ref, text * 5, *rest) for ref, text, *rest in ACTIONS]
    fills = [("BACKGROUND", (4, at), (4, at), colors.HexColor(rag[row[4]])) for at, row in enumerate(rows, 1)]
    first = shaded(rows[:3], fills[:3])
    again = [("BACKGROUND", (col, row - 3), (end, row - 3), fill) for _, (col, row), (end, _), fill in fills[3:]]
    rest = shaded((("", "and tell each ward.", "", "", ""), *rows[3:]), again, header=())
    document = read_pdf(paper([first, PageBreak(), rest]), PDFIUM)
    assert actions_of(document) == rows
    assert ("", "and tell each ward.", "", "", "") in rows_of(document)


def test_labels_that_are_shaded_in_a_frame_are_a_column() -> None:
    cells = [[Paragraph(text, SMALL) for text in row] for row in (("Lead", "Director of Place"), ("Found", PROSE))]
    style = [("BOX", (0, 0), (-1, -1), 0.7, colors.black), *(("BACKGROUND", (0, at), (0, at), BLUE) for at in (0, 1))]
    piece = only_piece(read_pdf(paper([Table(cells, colWidths=(90, 400), style=TableStyle(style))]), PDFIUM))
    assert [[flat(text) for text in row] for row in piece.texts()] == [["Lead", "Director of Place"], ["Found", PROSE]]


def test_a_shaded_footer_does_not_go_on_with_the_table_of_the_page_before() -> None:
    sides = (50, 150, 500, 545)

    def band(canvas: Canvas, top: float, texts: tuple[str, str, str]) -> None:
        canvas.setFillColorRGB(0.8, 0.9, 0.8)
        for x0, x1 in pairwise(sides):
            canvas.rect(x0, top - 14, x1 - x0, 18, stroke=0, fill=1)
        canvas.setFillColorRGB(0, 0, 0)
        for x, text in zip(sides, texts, strict=False):
            canvas.drawString(x + 4, top - 8, text)

    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 9)
        rows = (("Ref", "Action", "RAG"), ("A1", "Mend the quay wall", "G"), ("A2", "Dredge the harbour", "A"))
        for n, row in enumerate(rows):
            band(canvas, 140 - 20 * n, row)
        canvas.showPage()
        canvas.setFont("Helvetica", 9)
        for n in range(20):
            canvas.drawString(50, 760 - 14 * n, f"Line {n} of what the harbour board was told of the winter.")
        band(canvas, 50, ("Harbour plan", "", "2"))

    assert [piece.page for piece in read_pdf(drawn(draw), PDFIUM).pieces()] == [1]


def test_a_shaded_header_that_a_page_cuts_in_two_is_one_row() -> None:
    names = ("Ref", "Action", "Lead officer or", "Due by", "RAG")
    rest = ("", "", "head of service", "at the latest", "")
    overleaf = shaded((rest, *TALL), [*shades([0], BLUE), *shades([2, 4])], header=())
    flow = [Paragraph(PROSE, SMALL), shaded((), (), header=names), PageBreak(), overleaf]
    whole = ("Ref", "Action", "Lead officer or head of service", "Due by at the latest", "RAG")
    assert rows_of(read_pdf(paper(flow), PDFIUM)) == [whole, *TALL]


def test_a_cell_that_fills_a_page_does_not_end_the_table() -> None:
    white = [("VALIGN", (0, 0), (-1, -1), "TOP")]
    cells = [[Paragraph(text, SMALL) for text in ("", PROSE * 9, "", "", "")]]
    middle = Table(cells, colWidths=WIDTHS, style=TableStyle(white))
    flow = [shaded(TALL[:2], shades([1])), PageBreak(), middle, PageBreak(), shaded(TALL[2:], white, header=())]
    assert actions_of(read_pdf(paper(flow), PDFIUM)) == list(TALL)


def test_a_mark_that_hangs_left_of_a_shaded_table_is_not_lost() -> None:
    style = [("LEFTPADDING", (0, 0), (0, -1), -3), *shades([1, 3, 5])]
    marked = [(f"† {ref}", *rest) for ref, *rest in TALL]
    document = read_pdf(paper([shaded(marked, style)]), PDFIUM)
    printed = " ".join(text for row in only_piece(document).texts() for text in row)
    assert printed.count("†") == len(marked)
