"""Characters into words: all of a page at once, and one by one where that is asked for, with the same outcome."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pdf_papers import PDFIUM, drawn
from reportlab.pdfgen.canvas import Canvas

from extract.document import Paragraph
from extract.readers.pdf import read_pdf
from extract.readers.pdf_chars import Char, Chars, Style
from extract.readers.pdf_page import PageMarks
from extract.readers.pdf_words import Word, _assemble, _words, words_of

PLAIN = Style("Times", 10.0, False, False, None, 0)
STYLES = (
    PLAIN,
    Style("Times-Bold", 10.0, True, False, "#FF0000", 0),
    Style("Times-Italic", 6.0, False, True, None, 0),
    Style("Times", 10.0, False, False, None, 90),
    Style("Wingdings", 10.0, False, False, None, 0),
)
LETTERS = st.sampled_from([*"abf-.Ø§ \u00a0•·\uf0b7\x00\x07", "fi", "ﬁ", "ff", "(cid:5)", "\ufffe"])
STEPS = st.sampled_from([0.0, 0.0, 0.0, 0.0, 0.5, 1.69, 1.71, 4.0, -0.6, -4.0, -5.1, -6.0])
LOWER = st.sampled_from([0.0] * 8 + [1.1, 1.3, -14.0])


@st.composite
def characters(draw: st.DrawFn) -> list[Char]:
    """A line of characters of 5 points, some set apart, over each other, raised, in other styles or signs."""
    drawn_ones: list[Char] = []
    x, base = 50.0, 100.0
    for _ in range(draw(st.integers(0, 25))):
        x, base = x + draw(STEPS), base + draw(LOWER)
        style = draw(st.sampled_from((PLAIN, PLAIN, PLAIN, *STYLES)))
        drawn_ones.append(Char(draw(LETTERS), x, x + 5.0, base, style))
        x += 5.0
    return drawn_ones


@given(characters())
@settings(max_examples=200)
def test_a_page_at_once_gives_the_words_of_its_characters_one_by_one(chars: list[Char]) -> None:
    assert _words(Chars.of(chars)) == list(_assemble(chars))


@given(characters(), st.data())
def test_columns_give_back_the_characters_that_they_hold(chars: list[Char], data: st.DataObject) -> None:
    columns = Chars.of(chars)
    assert list(columns) == chars
    assert columns.printed() == "".join(char.text for char in chars)
    kept = data.draw(st.lists(st.booleans(), min_size=len(chars), max_size=len(chars)))
    marked = columns.style == -1
    marked[:] = kept
    assert list(columns.only(marked)) == [char for char, keep in zip(chars, kept, strict=True) if keep]


@pytest.mark.parametrize("step", [0.0, 0.3])
def test_a_word_drawn_twice_to_look_bold_is_one(step: float) -> None:
    once = [Char(letter, 50.0 + 5 * at, 55.0 + 5 * at, 40.0, PLAIN) for at, letter in enumerate("Leisure")]
    again = [char._replace(x0=char.x0 + step, x1=char.x1 + step) for char in once]
    twice = [char for pair in zip(once, again, strict=True) for char in pair]
    for chars in (once + again, twice):
        (word,) = words_of(PageMarks(1, 600.0, 400.0, chars=Chars.of(chars))).words
        assert word == Word("Leisure", 50.0, 85.0, 40.0, 10.0, 0, None)


def test_text_that_a_file_gives_instead_of_its_glyphs_is_spread_over_their_place() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 10)
        canvas.drawString(50, 700, "Introduction")
        canvas._code.append("/Span <</ActualText ( . . . . . .)>> BDC")
        canvas.drawString(110, 700, " . . . . . .")
        canvas._code.append("EMC")
        canvas.drawString(150, 700, "Page two")

    (block,) = read_pdf(drawn(draw), PDFIUM).blocks
    assert isinstance(block, Paragraph)
    assert block.text.split()[0] == "Introduction"
    assert block.text.split()[-2:] == ["Page", "two"]
    assert "  " not in block.text
