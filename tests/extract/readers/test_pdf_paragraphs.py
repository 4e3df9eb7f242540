"""Which lines of a PDF are one paragraph: drawn papers, each for one fault."""

from __future__ import annotations

from pdf_papers import PDFIUM, PROSE, drawn
from reportlab.lib import colors
from reportlab.lib.utils import simpleSplit
from reportlab.pdfgen.canvas import Canvas

from extract.document import Heading, Paragraph
from extract.readers.pdf import read_pdf

TWICE = f"{PROSE} {PROSE}"


def written(canvas: Canvas, text: str, top: float, step: float = 12, width: float = 480) -> float:
    """A wrapped paragraph, with the y below it."""
    canvas.setFont("Helvetica", 10)
    for line in simpleSplit(text, "Helvetica", 10, width):
        canvas.drawString(50, top, line)
        top -= step
    return top


def paragraphs(data: bytes) -> list[str]:
    return [block.text for block in read_pdf(data, PDFIUM).blocks if isinstance(block, Paragraph)]


def test_widely_set_lines_are_one_paragraph_and_space_parts_two() -> None:
    def draw(canvas: Canvas) -> None:
        below = written(canvas, TWICE, 780, 18)
        written(canvas, PROSE, below - 12, 18)

    assert paragraphs(drawn(draw)) == [TWICE, PROSE]


def test_short_lines_far_apart_are_no_paragraph() -> None:
    def draw(canvas: Canvas) -> None:
        for at, text in enumerate(("Councillor Moss", "Councillor Carr", "Councillor Nayar", "Councillor Lowe")):
            canvas.drawString(50, 780 - 20 * at, text)

    assert len(paragraphs(drawn(draw))) == 4


def test_a_paragraph_that_goes_on_overleaf_is_one() -> None:
    words = TWICE.split()

    def draw(canvas: Canvas) -> None:
        written(canvas, "The committee met in the spring.", 780)
        lines = simpleSplit(TWICE, "Helvetica", 10, 480)
        written(canvas, " ".join(lines[:2]), 80)
        canvas.showPage()
        written(canvas, " ".join(lines[2:]), 780)

    assert paragraphs(drawn(draw)) == ["The committee met in the spring.", " ".join(words)]


def test_a_sentence_that_ends_with_its_page_and_a_new_one_overleaf_are_two() -> None:
    def draw(canvas: Canvas) -> None:
        written(canvas, PROSE, 80)
        canvas.showPage()
        written(canvas, PROSE, 780)

    assert paragraphs(drawn(draw)) == [PROSE, PROSE]


def test_a_coloured_line_inside_a_paragraph_does_not_part_it() -> None:
    lines = simpleSplit(TWICE, "Helvetica", 10, 480)

    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 10)
        for at, line in enumerate(lines):
            canvas.setFillColor(colors.blue if at == 1 else colors.black)
            canvas.drawString(50, 780 - 12 * at, line)

    document = read_pdf(drawn(draw), PDFIUM)
    assert not any(isinstance(block, Heading) for block in document.blocks)
    assert [block.text for block in document.blocks if isinstance(block, Paragraph)] == [TWICE]


def test_the_lines_of_a_contents_page_stay_apart() -> None:
    def draw(canvas: Canvas) -> None:
        for at, text in enumerate(("Introduction", "Homes and repairs", "Streets")):
            canvas.drawString(50, 780 - 14 * at, f"{text} {'.' * 100} {at + 1}")

    assert len(paragraphs(drawn(draw))) == 3


def test_lines_beside_a_figure_set_large_keep_their_words_apart() -> None:
    def draw(canvas: Canvas) -> None:
        written(canvas, PROSE, 700)
        canvas.setFont("Helvetica", 24)
        canvas.drawString(60, 600, "1")
        canvas.setFont("Helvetica-Bold", 11)
        canvas.drawString(110, 607, "Open walking groups in every parish of the district")
        canvas.setFont("Helvetica", 9)
        canvas.drawString(110, 594, "Lead: Public Health Team and the parish councils")

    texts = [block.text for block in read_pdf(drawn(draw), PDFIUM).blocks if isinstance(block, Heading | Paragraph)]
    assert "1 Open walking groups in every parish of the district" in texts
    assert "Lead: Public Health Team and the parish councils" in texts


def test_a_raised_mark_stays_on_its_line() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 9)
        canvas.drawString(50, 600, "Review what is asked of the")
        canvas.drawString(50, 588, "candidates.")
        canvas.setFont("Helvetica", 6)
        canvas.drawString(98, 592.5, "1")

    assert paragraphs(drawn(draw)) == ["Review what is asked of the candidates. 1"]
