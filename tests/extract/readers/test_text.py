"""Text exports: tables by tabs, headings by wording, damage that exports do."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.document import Document, Heading, Paragraph, Piece
from extract.errors import PaperEmpty, PaperTooLarge, PaperUnsupported
from extract.readers.encoding import decode
from extract.readers.text import read_text
from extract.readers.text_markup import plain
from extract.settings import ReadSettings

SEEDS = Path(__file__).parents[4] / "shared" / "seeds"


def read(text: str) -> Document:
    return read_text(text.encode(), ReadSettings())


def pieces(text: str) -> list[Piece]:
    return list(read(text).pieces())


def headings(text: str) -> list[tuple[int, str]]:
    return [(block.level, block.text) for block in read(text).blocks if isinstance(block, Heading)]


def test_a_tab_is_a_column_border_and_every_row_keeps_its_line() -> None:
    piece = pieces("Our plan\n\nRef\tAction\nMB1\tMend the roof\n")[0]
    assert piece.drawn == "tabs"
    assert piece.texts() == [["Ref", "Action"], ["MB1", "Mend the roof"]]
    assert [cell.line for cell in piece.cells] == [3, 3, 4, 4]


def test_trailing_empty_cells_are_kept_row_by_row() -> None:
    piece = pieces("Ref\tAction\tRating\nMB1\tMend\t\nMB2\tPaint\n")[0]
    assert piece.n_cols == 3
    assert [sum(cell.row == row for cell in piece.cells) for row in range(3)] == [3, 3, 2]


def test_a_blank_line_ends_a_piece_and_the_next_follows_directly() -> None:
    blocks = read("Ref\tAction\nMB1\tMend the\n\n\troof\nMB2\tPaint\n").blocks
    assert [type(block) for block in blocks] == [Piece, Piece]


def test_a_row_of_tabs_alone_is_a_row_of_empty_cells() -> None:
    assert pieces("Ref\tAction\nMB1\tMend\n\t\nMB2\tPaint\n")[0].n_rows == 4


def test_a_line_without_tabs_between_two_rows_is_one_cell_over_all_columns() -> None:
    piece = pieces("Ref\tAction\tLead\nPriority: homes\nMB1\tMend\tA Smith\n")[0]
    section = piece.cells[3]
    assert (section.text, section.row, section.colspan) == ("Priority: homes", 1, 3)


def test_a_run_on_in_lower_case_below_the_last_row_stays_in_the_table() -> None:
    assert pieces("Ref\tAction\nMB1\tMend the\nroof of the hall\n")[0].n_rows == 3


def test_a_note_directly_below_the_last_row_is_a_paragraph() -> None:
    blocks = read("Ref\tAction\nMB1\tMend\nContact the clerk for more.\n").blocks
    assert isinstance(blocks[1], Paragraph)
    assert blocks[1].line == 3


def test_tabs_that_only_indent_make_no_table() -> None:
    document = read("Report of the clerk.\n\n\tThe hall was let.\n\tThe roof leaks.\n")
    assert not list(document.pieces())


def test_a_bullet_and_a_tab_are_a_list_item() -> None:
    blocks = read("Ref\tAction\n\n•\tfirst point\n•\tsecond point\n").blocks
    assert [b.text for b in blocks if isinstance(b, Paragraph)] == ["• first point", "• second point"]


def test_a_row_that_a_spreadsheet_broke_inside_a_quoted_cell_is_whole() -> None:
    piece = pieces('Ref\tAction\tLead\nMB1\t"Mend the\n""old"" roof\nnow"\tA Smith\nMB2\t"Paint"\tB Jones\n')[0]
    assert piece.texts()[1:] == [["MB1", 'Mend the\n"old" roof\nnow', "A Smith"], ["MB2", '"Paint"', "B Jones"]]


def test_line_ends_that_were_converted_twice_are_no_blank_lines() -> None:
    assert pieces("Ref\tAction\r\r\nMB1\tMend\r\r\n")[0].n_rows == 2


def test_a_markdown_rule_is_no_row() -> None:
    assert pieces("Ref\tAction\n---\t--\nMB1\tMend\n")[0].texts() == [["Ref", "Action"], ["MB1", "Mend"]]


def test_a_piece_of_nothing_but_a_rule_is_left_out() -> None:
    assert len(pieces("Ref\tAction\nMB1\tMend\n\n---\t--\n\nRef\tAction\n")) == 2


def test_single_dashes_are_values_and_no_rule() -> None:
    assert pieces("Ref\tAction\n-\t-\n")[0].n_rows == 2


def test_a_markdown_pipe_table_is_read_with_its_header() -> None:
    piece = pieces("| Ref | Action |\n| --- | :---: |\n| MB1 | Mend \\| paint |\n")[0]
    assert piece.texts() == [["Ref", "Action"], ["MB1", "Mend | paint"]]
    assert (piece.drawn, piece.header_rows) == ("markup", 1)


def test_list_items_in_a_cell_become_lines() -> None:
    cell = pieces('MB1\t<p>We will:</p> <ul style="x"> • mend • paint <p>and sing</p>\n')[0].cells[1]
    assert cell.text == "We will:\n• mend\n• paint\nand sing"


def test_a_list_in_a_cell_that_marks_its_items_with_dashes() -> None:
    assert plain("Deliver: <ul> - one well-known thing - two").text == "Deliver:\n• one well-known thing\n• two"


@pytest.mark.parametrize("raw", ["**Complete**", "<p><b>Complete</b></p>", "<strong>Complete</strong>"])
def test_a_cell_that_is_bold_throughout_says_so(raw: str) -> None:
    inline = plain(raw)
    assert (inline.text, inline.bold) == ("Complete", True)


def test_a_cell_with_one_bold_word_is_not_bold() -> None:
    inline = plain("Put **children** first")
    assert (inline.text, inline.bold) == ("Put children first", False)


def test_struck_words_stay_out_of_the_text_and_are_kept_apart() -> None:
    inline = plain("Due <s>March 2025</s> June 2025")
    assert (inline.text, inline.struck) == ("Due June 2025", "March 2025")


def test_a_link_keeps_its_words_alone() -> None:
    assert plain("see the [strategy](https://marlbrook.example/x) of 2025").text == "see the strategy of 2025"


@pytest.mark.parametrize("raw", ["fewer than <5 days", "5 * 3 * 2", "R&D; growth", "a_b_c", "2 < 3 > 1"])
def test_signs_that_are_no_marks_stay(raw: str) -> None:
    assert plain(raw).text == raw


def test_parts_numbers_and_letters_nest() -> None:
    text = (
        "Chapter 1\n\n1. Leadership\n\nWords here.\n\nA. Oversight of work\n\na\tb\n\nChapter 2\n\n1. Homes\n\na\tb\n"
    )
    assert headings(text) == [
        (1, "Chapter 1"),
        (2, "1. Leadership"),
        (3, "A. Oversight of work"),
        (1, "Chapter 2"),
        (2, "1. Homes"),
    ]


def test_a_numbering_that_begins_below_a_title_lies_inside_it() -> None:
    text = "Safer streets\n\n1. Lighting\n\nWords.\n\nCleaner parks\n\n1. Litter\n\nWords.\n"
    assert headings(text) == [(1, "Safer streets"), (2, "1. Lighting"), (1, "Cleaner parks"), (2, "1. Litter")]


def test_numbered_lines_with_nothing_between_them_are_a_list() -> None:
    assert headings("The council agreed to\n\n1. Mend the roof\n\n2. Paint the hall\n\nIt was late.\n")[1:] == []


def test_initials_are_no_lettered_heading() -> None:
    assert headings("J. Smith\n\nThe clerk spoke at length.\n") == []


@pytest.mark.parametrize(
    "line",
    [
        "The hall was let.",
        "Tel: 01234 567890",
        "April 2024 – March 2025",
        "clerk@marlbrook.example",
        "12 %",
        "Date: 4 May",
    ],
)
def test_prose_labels_and_dates_are_no_headings(line: str) -> None:
    assert headings(f"{line}\n\nThen words followed.\n") == []


@pytest.mark.parametrize("line", ["MARLBROOK PLAN - PROGRESS", "**Next steps**", "How will we know?", "Minutes:"])
def test_short_lines_that_stand_alone_are_headings(line: str) -> None:
    assert len(headings(f"{line}\n\nThen words followed.\n")) == 1


def test_markdown_headings_have_their_own_level() -> None:
    assert headings("# Plan\n\n### Homes\nWords.\n\nStreets\n-------\n") == [(1, "Plan"), (3, "Homes"), (2, "Streets")]


def test_a_long_line_directly_above_a_table_heads_it() -> None:
    line = "We work with every family in Marlbrook so that change lasts. People get the right service at the right time"
    assert headings(f"{line}\n\nRef\tAction\n") == [(1, line)]
    assert headings(f"{line}\n\nThen words followed.\n") == []


def test_stamps_and_page_numbers_are_furniture_between_pieces() -> None:
    document = read("Ref\tAction\nMB1\tMend\n\nDRAFT\n\nPage 3 of 9\n\nMB2\tPaint\n")
    assert [type(block) for block in document.blocks] == [Piece, Piece]
    assert [line.text for line in document.furniture] == ["DRAFT", "Page 3 of 9"]


def test_lines_that_a_program_wrapped_are_joined() -> None:
    text = (
        "The committee received a report on the plan\nand asked that it be brought back in the new\nyear.\n\nIt was.\n"
    )
    first = read(text).blocks[0]
    assert isinstance(first, Paragraph)
    assert (
        first.text == "The committee received a report on the plan and asked that it be brought back in the new year."
    )


def test_lines_that_the_author_ended_are_not_joined() -> None:
    assert len(read("Date: 4 May\nTime: 2 pm\nVenue: the hall by the river in Marlbrook\n").blocks) == 3


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be"])
def test_encodings(encoding: str) -> None:
    text = "Ref\tAction – the council’s\r\nMB1\tMend the café roof\r\n"
    document = read_text(text.encode(encoding), ReadSettings())
    assert next(document.pieces()).texts()[1] == ["MB1", "Mend the café roof"]
    assert "council’s" in next(document.pieces()).texts()[0][1]


def test_an_assumed_encoding_is_said() -> None:
    problems = read_text("Fees are £5 – a day".encode("cp1252"), ReadSettings()).problems
    assert [problem.code for problem in problems] == ["encoding-assumed"]
    assert read("Fees are £5").problems == ()


def test_mostly_utf8_with_a_damaged_byte_stays_utf8() -> None:
    text, note = decode("é’–".encode() * 5 + b"\xe2")
    assert text.startswith("é’–")
    assert note is not None


def test_binary_content_is_refused() -> None:
    with pytest.raises(PaperUnsupported, match="save it as"):
        read_text(b"\x00\x01\x02binary\x00" * 50, ReadSettings())


@pytest.mark.parametrize("data", [b"", b" \r\n\n", b"\xef\xbb\xbf"])
def test_an_empty_text_is_empty(data: bytes) -> None:
    with pytest.raises(PaperEmpty):
        read_text(data, ReadSettings())


def test_one_endless_line_is_refused_at_once() -> None:
    with pytest.raises(PaperTooLarge, match="one line"):
        read_text(b"x" * 20_000_000, ReadSettings())


@pytest.mark.parametrize("sign", ["*", "[", "[](", "<b ", "<s>", "~~a", "**a ", "<p>", "# ", "• ", "&", "<ul> - "])
def test_a_line_of_one_sign_takes_no_time(sign: str) -> None:
    started = time.process_time()
    plain(sign * (200_000 // len(sign)))
    assert time.process_time() - started < 60  # a tenth of a second, where every sign is looked at once


CELL = st.text(st.sampled_from("abcXYZ019 .,;()£’–"), max_size=12).map(lambda s: " ".join(s.split()))
GRID = st.integers(2, 5).flatmap(lambda n: st.lists(st.lists(CELL, min_size=n, max_size=n), min_size=1, max_size=6))


@settings(max_examples=80)
@given(GRID)
def test_a_grid_written_with_tabs_is_read_back(grid: list[list[str]]) -> None:
    grid = [["Ref", *row] for row in grid]
    piece = pieces("\n".join("\t".join(row) for row in grid))[0]
    assert piece.texts() == grid


@settings(max_examples=80)
@given(st.text(max_size=200))
def test_marks_never_fail_and_leave_no_tags_of_cells(raw: str) -> None:
    assert "<li>" not in plain(raw + "<li>").text


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the shared seeds are not here")
def test_every_word_of_the_shared_text_papers_is_kept() -> None:
    for path in sorted(SEEDS.glob("*.txt")):
        document = read_text(path.read_bytes(), ReadSettings())
        got = [block.text for block in (*document.blocks, *document.furniture) if not isinstance(block, Piece)]
        got += [cell.text for piece in document.pieces() for cell in piece.cells]
        want = [plain(part).text for line in path.read_text("utf-8").splitlines() for part in line.split("\t")]
        assert sorted(_words(got)) == sorted(_words(want)), path.name


def _words(texts: list[str]) -> list[str]:
    return [word for text in texts for word in text.split() if any(map(str.isalnum, word))]


def test_a_label_among_the_list_items_of_a_cut_cell_is_no_heading() -> None:
    text = (
        "A. Homes\n\nSection lead\tHead of Housing\nWhat was found\tVisits were late\n\n"
        "- Plans were thin.\n\nOversight of staff\n\n- Supervision was brief.\n\nRef\tAction\nH1\tOpen a hub\n"
    )
    document = read_text(text.encode(), ReadSettings())
    assert [block.text for block in document.blocks if isinstance(block, Heading)] == ["A. Homes"]
