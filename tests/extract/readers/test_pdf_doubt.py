"""Which pages are doubtful, and that both engines are asked about those; what must not make a page doubtful."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pypdfium2
import pypdfium2.raw as raw
import pytest
from pdf_papers import PDFIUM, drawn, only_piece, paper, table
from reportlab.pdfgen.canvas import Canvas

from extract.readers import pdf_pdfium, pdf_plumber
from extract.readers.pdf import read_pdf
from extract.readers.pdf_chars import Char, Chars, Style
from extract.readers.pdf_doubt import doubts
from extract.readers.pdf_furniture import Leaf, set_furniture_aside
from extract.readers.pdf_page import PageMarks, Rule
from extract.readers.pdf_text import Line
from extract.readers.pdf_words import Word

SPECIMENS = sorted((Path(__file__).resolve().parents[3] / "data" / "raw" / "specimen").glob("*.pdf"))
PLAIN = Style("Times", 10.0, False, False, None, 0)


def _marks(*bases: float) -> PageMarks:
    return PageMarks(1, 595, 842, Chars.of(Char("a", 50, 55, base, PLAIN) for base in bases))


def test_a_page_without_text_is_read_and_not_doubtful() -> None:
    (marks,) = pdf_pdfium.pages(drawn(lambda canvas: canvas.line(50, 50, 90, 50)))
    assert marks.lost is None
    assert not doubts(marks)


def test_a_page_whose_letters_or_rules_stand_off_it_is_doubtful() -> None:
    assert doubts(_marks(900, 950, 100)) == 2
    assert doubts(replace(_marks(100), across=[Rule(-60, 0, 90), Rule(-80, 0, 90), Rule(80, 0, 90)])) == 2


def test_a_few_marks_over_the_edge_are_no_doubt() -> None:
    assert not doubts(_marks(100, 120, 140, 843, 900))


def test_turned_and_slanted_letters_are_no_doubt() -> None:
    turned = Style("Times", 10.0, False, False, None, 90)
    assert not doubts(PageMarks(1, 595, 842, Chars.of([Char("a", -400, -395, 100, turned)])))


def test_a_doubtful_page_is_read_by_the_engine_with_fewer_doubts(monkeypatch: pytest.MonkeyPatch) -> None:
    data = paper([table([])])
    own = pdf_pdfium.pages

    def moved(data: bytes) -> Iterator[PageMarks]:
        for marks in own(data):
            marks.chars.base += 5000.0
            yield marks

    whole = only_piece(read_pdf(data, PDFIUM)).texts()
    monkeypatch.setattr(pdf_pdfium, "pages", moved)
    assert only_piece(read_pdf(data, PDFIUM)).texts() == whole


def test_a_round_corner_makes_no_rules() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.roundRect(50, 600, 200, 100, 12)

    data = drawn(draw)
    fast, check = next(pdf_pdfium.pages(data)), next(pdf_plumber.pages(data))
    assert [(len(marks.across), len(marks.down)) for marks in (fast, check)] == [(2, 2), (2, 2)]
    assert [round(rule.end - rule.start) for rule in fast.across] == [176, 176]


@pytest.mark.parametrize("path", SPECIMENS, ids=lambda path: path.stem)
def test_the_blanks_that_pdfium_adds_are_those_without_height(path: Path) -> None:
    pdf = pypdfium2.PdfDocument(path)
    for page in pdf:
        text = page.get_textpage()
        count = text.count_chars()
        box = raw.FS_RECTF()
        flat, added = np.zeros(count, dtype=np.bool_), np.zeros(count, dtype=np.bool_)
        for at in range(count):
            raw.FPDFText_GetLooseCharBox(text, at, box)
            flat[at] = box.top == box.bottom
            added[at] = raw.FPDFText_IsGenerated(text, at) == 1
        assert (flat == added).all()
        text.close()
        page.close()
    pdf.close()


def test_a_footer_of_one_paper_of_a_long_pack_is_furniture_there() -> None:
    """Twelve pages carry it, then three hundred do not, then twelve again."""
    leaves = []
    for number in (*range(1, 13), *range(313, 325)):
        words = [Word(text, 50, 90, base, 10.0, 0, None) for text, base in (("Text.", 400), ("Marlbrook", 830))]
        leaves.append(Leaf(number, 842, [Line([word]) for word in words], []))
    set_furniture_aside(leaves, 10.0)
    assert [[line.text for line in leaf.lines] for leaf in leaves] == [["Text."]] * 24
