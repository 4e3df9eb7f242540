"""Tables whose rows are parted by rules or shading and whose columns are not drawn, in rows of several shapes."""

from __future__ import annotations

from itertools import pairwise

from pdf_papers import (
    ACTIONS,
    BLACK,
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
from reportlab.platypus import Paragraph, Spacer, Table, TableStyle

from extract.document import Heading, Piece
from extract.readers.pdf import read_pdf
from extract.readers.pdf_columns import Run
from extract.readers.pdf_shapes import shapes_of

ACROSS = [("LINEABOVE", (0, 0), (-1, -1), 0.5, BLACK), ("LINEBELOW", (0, -1), (-1, -1), 0.5, BLACK)]
LABELS = (
    ("<b>Lead</b>", "", "Director of Place, who reports to the Improvement Board every month on all of this", "", ""),
    ("<b>What was found</b>", "", "Families told us that they had to tell their story again and again, and that no "
     "one person knew what had been promised to them or by when it would be done. " * 2, "", ""),
)  # fmt: skip
SPANS = [("SPAN", (0, row), (1, row)) for row in (1, 2)] + [("SPAN", (2, row), (4, row)) for row in (1, 2)]


def shaped(style: list[object], **more: object) -> Table:
    """A table of a row over its full width, rows of a label and its text, a header and actions."""
    rows = [("<b>What must get better</b>", "", "", "", ""), *LABELS]
    cells = [[Paragraph(text, SMALL) for text in row] for row in rows]
    cells += [
        [Paragraph(text, BOLD) for text in HEADER],
        *([Paragraph(text, SMALL) for text in row] for row in ACTIONS),
    ]
    plain = [("VALIGN", (0, 0), (-1, -1), "TOP"), ("SPAN", (0, 0), (-1, 0)), *SPANS]
    return Table(cells, colWidths=WIDTHS, style=TableStyle([*plain, *style]), **more)


def test_rows_of_three_shapes_between_rules_have_each_their_columns() -> None:
    piece = only_piece(read_pdf(paper([shaped(ACROSS)]), PDFIUM))
    rows = [[flat(cell.text) for cell in row if cell is not None] for row in piece.rows()]
    assert [text for text in rows[0] if text] == ["What must get better"]
    assert [row[0] for row in rows[1:3]] == ["Lead", "What was found"]
    assert [len(row) for row in rows[1:3]] == [2, 2]
    assert [tuple(row) for row in rows[3:]] == [HEADER, *ACTIONS]


def test_cells_set_in_the_middle_of_their_rows_stay_in_them() -> None:
    table = shaped([*ACROSS, ("VALIGN", (0, 0), (-1, -1), "MIDDLE")])
    assert actions_of(read_pdf(paper([table]), PDFIUM)) == list(ACTIONS)


def test_a_row_cut_by_the_page_goes_on_above_the_first_rule_of_the_next() -> None:
    rows = [(ref, text * 6, *rest) for ref, text, *rest in ACTIONS]
    cells = [[Paragraph(text, BOLD) for text in HEADER], *([Paragraph(text, SMALL) for text in row] for row in rows)]
    top = [("VALIGN", (0, 0), (-1, -1), "TOP")]
    table = Table(cells, colWidths=WIDTHS, style=TableStyle([*top, *ACROSS]), splitInRow=1)
    pieces = list(read_pdf(paper([Spacer(1, 60), table]), PDFIUM).pieces())
    assert len(pieces) == 2
    whole = [[flat(text) for text in row] for piece in pieces for row in piece.texts()]
    told = " ".join(row[1] for row in whole[1:])
    assert flat(told).replace(" ", "") == "".join(row[1] for row in rows).replace(" ", "")


def test_a_rating_told_by_colour_alone_is_a_column() -> None:
    shades = {"Green": "#00B050", "Amber": "#FFC000", "Red": "#FF0000", "Blue": "#0070C0"}
    rows = [(*row[:4], "") for row in ACTIONS]
    fills = [("BACKGROUND", (4, at), (4, at), colors.HexColor(shades[row[4]])) for at, row in enumerate(ACTIONS)]
    top = [("VALIGN", (0, 0), (-1, -1), "TOP")]
    cells = [[Paragraph(text, SMALL) for text in row] for row in rows]
    table = Table(cells, colWidths=WIDTHS, style=TableStyle([*top, *ACROSS, *fills]))
    piece = only_piece(read_pdf(paper([table]), PDFIUM))
    assert [row[-1].fill for row in piece.rows() if row[-1]] == [shades[row[4]] for row in ACTIONS]


def test_text_between_two_tables_with_rules_of_one_width_is_none_of_their_rows() -> None:
    def of(rows: object) -> Table:
        cells = [[Paragraph(text, BOLD) for text in HEADER], *([Paragraph(t, SMALL) for t in row] for row in rows)]  # type: ignore[attr-defined]
        return Table(cells, colWidths=WIDTHS, style=TableStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), *ACROSS]))

    flow = [of(ACTIONS[:3]), Spacer(1, 14), Paragraph("Parks and streets", SHEET["Heading2"]), Paragraph(PROSE, SMALL)]
    document = read_pdf(paper([*flow, Spacer(1, 14), of(ACTIONS[3:])]), PDFIUM)
    assert [type(block) for block in document.blocks].count(Piece) == 2
    assert "Parks and streets" in [block.text for block in document.blocks if isinstance(block, Heading)]
    assert actions_of(document) == list(ACTIONS)


def test_rules_drawn_cell_by_cell_part_columns_a_space_apart() -> None:
    edges = (50, 76, 250, 330)
    rows = [("Ref", "Action", "Due by"), ("MB10", "Agree one form for all", "June 2025"),
            ("MB11", "Tell every ward", "May 2025"), ("MB12", "Count the trees", "March 2026")]  # fmt: skip

    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 9)
        for at in range(len(rows) + 1):
            for left, right in pairwise(edges):
                canvas.line(left, 712 - 20 * at, right, 712 - 20 * at)
        for at, row in enumerate(rows):
            for x, text in zip(edges, row, strict=False):
                canvas.drawString(x + 1, 700 - 20 * at, text)

    assert rows_of(read_pdf(drawn(draw), PDFIUM)) == rows


def test_shapes_keep_rows_together_that_share_their_white() -> None:
    def row(*extents: tuple[float, float]) -> list[Run]:
        return [Run((), x0, x1) for x0, x1 in extents]

    label = row((50, 100), (180, 500))
    action = row((50, 70), (90, 250), (270, 350), (370, 420))
    short = row((50, 70), (90, 120))
    band = row((50, 460))
    shapes = shapes_of([label, label, action, short, band, action], 10)
    assert [(shape.start, shape.end, len(shape.rivers)) for shape in shapes] == [(0, 2, 1), (2, 6, 3)]


def test_a_section_row_whose_words_part_where_a_column_begins_is_one_cell() -> None:
    rows = (ACTIONS[0], ("<b>Homes for all</b>", "", "", "", ""), *ACTIONS[1:])
    cells = [[Paragraph(text, BOLD) for text in HEADER], *([Paragraph(text, SMALL) for text in row] for row in rows)]
    style = [("VALIGN", (0, 0), (-1, -1), "TOP"), ("SPAN", (0, 2), (-1, 2)), *ACROSS]
    piece = only_piece(read_pdf(paper([Table(cells, colWidths=WIDTHS, style=TableStyle(style))]), PDFIUM))
    assert [(cell.text, cell.colspan) for cell in piece.rows()[2] if cell] == [("Homes for all", len(WIDTHS))]


def test_a_wrapped_header_above_the_first_rule_heads_columns_set_to_the_right() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica-Bold", 9)
        for x, text in ((50, "Ref"), (90, "Action"), (260, "Responsible"), (350, "Target date")):
            canvas.drawString(x, 700, text)
        canvas.drawString(260, 687, "officer")
        canvas.setFont("Helvetica", 9)
        for at, (ref, action, lead, due, _) in enumerate(ACTIONS):
            y = 664 - 22 * at
            canvas.line(48, y + 14, 410, y + 14)
            for x, text in ((50, ref), (90, action[:30]), (260, lead[:16])):
                canvas.drawString(x, y, text)
            canvas.drawRightString(408, y, due.split()[-1])

    header = only_piece(read_pdf(drawn(draw), PDFIUM)).texts()[0]
    assert [flat(text) for text in header] == ["Ref", "Action", "Responsible officer", "Target date"]


def test_a_single_rule_on_the_next_page_parts_two_rows_and_no_rule_parts_none() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 9)
        for at, (ref, action, *_) in enumerate((("Ref", "Action", ""), *ACTIONS[:4])):
            y = 140 - 22 * at
            canvas.line(48, y + 14, 410, y + 14)
            canvas.drawString(50, y, ref)
            canvas.drawString(90, y, action[:40])
        canvas.showPage()
        canvas.setFont("Helvetica", 9)
        canvas.drawString(90, 800, "and report what comes of it")
        canvas.drawString(90, 786, "to the committee in the spring.")
        canvas.line(48, 780, 410, 780)
        canvas.drawString(50, 766, "MB9")
        canvas.drawString(90, 766, "Open the depot gates")

    rows = [row for row in rows_of(read_pdf(drawn(draw), PDFIUM)) if "committee" in row[1] or row[0] == "MB9"]
    assert rows == [
        ("", "and report what comes of it to the committee in the spring."),
        ("MB9", "Open the depot gates"),
    ]
