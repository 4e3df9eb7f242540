"""Word tables: every row and cell in its place, each once. One fault a test, all of the invented Marlbrook Council."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from extract.document import Cell, Paragraph, Piece
from extract.readers.fine_grid import Slot, columns
from extract.readers.word import read_word
from extract.settings import ReadSettings

Build = Callable[..., bytes]


def p(text: str, properties: str = "") -> str:
    return f'<w:p>{properties}<w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def tc(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(text)}</w:tc>"


def tr(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def tbl(*rows: str, widths: tuple[int, ...] = ()) -> str:
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


def only_table(data: bytes, view: str = "final") -> Piece:
    pieces = list(read_word(data, ReadSettings.model_validate({"view": view})).pieces())
    assert len(pieces) == 1
    return pieces[0]


def at(piece: Piece, row: int, col: int) -> Cell:
    cell = piece.rows()[row][col]
    assert cell is not None
    return cell


def test_cell_in_content_control_keeps_its_place(docx_paper: Build) -> None:
    control = f"<w:sdt><w:sdtPr/><w:sdtContent>{tc('A Smith')}</w:sdtContent></w:sdt>"
    piece = only_table(docx_paper(tbl(tr(tc("1.1"), tc("Mend the roof"), control, tc("June 2025")))))
    assert piece.texts() == [["1.1", "Mend the roof", "A Smith", "June 2025"]]


def test_row_and_paragraph_and_words_in_content_controls_are_read(docx_paper: Build) -> None:
    def control(inner: str) -> str:
        return f"<w:sdt><w:sdtPr/><w:sdtContent>{inner}</w:sdtContent></w:sdt>"

    words = f"<w:tc><w:p><w:r><w:t>Due </w:t></w:r>{control('<w:r><w:t>May 2025</w:t></w:r>')}</w:p></w:tc>"
    paragraph = f"<w:tc>{control(p('B Jones'))}</w:tc>"
    piece = only_table(docx_paper(tbl(tr(tc("1"), tc("x")), control(tr(words, paragraph)))))
    assert piece.texts() == [["1", "x"], ["Due May 2025", "B Jones"]]


def test_prompt_of_an_unfilled_control_is_no_text_but_the_cell_stays(docx_paper: Build) -> None:
    empty = f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{tc('Click to choose')}</w:sdtContent></w:sdt>"
    piece = only_table(docx_paper(tbl(tr(tc("1"), empty, tc("July 2025")))))
    assert piece.texts() == [["1", "", "July 2025"]]


def test_vertical_merge_is_one_cell_with_its_rows(docx_paper: Build) -> None:
    merge = '<w:vMerge w:val="restart"/>'
    data = docx_paper(
        tbl(tr(tc("1"), tc("Housing Lead", merge)), tr(tc("2"), tc("", "<w:vMerge/>")), tr(tc("3"), tc("Other Lead")))
    )
    piece = only_table(data)
    assert (at(piece, 0, 1).text, at(piece, 0, 1).rowspan) == ("Housing Lead", 2)
    assert piece.rows()[1][1] is None
    assert at(piece, 2, 1).text == "Other Lead"


def test_two_vertical_merges_one_below_the_other_stay_two(docx_paper: Build) -> None:
    begin, go_on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    data = docx_paper(tbl(*(tr(tc(str(row)), tc(f"owner {row}", go_on if row % 2 else begin)) for row in range(4))))
    assert [(cell.text, cell.row, cell.rowspan) for cell in only_table(data).cells if cell.col] == [
        ("owner 0", 0, 2),
        ("owner 2", 2, 2),
    ]


def test_text_that_a_merged_cell_covers_is_said(docx_paper: Build) -> None:
    data = docx_paper(
        tbl(tr(tc("shown", '<w:vMerge w:val="restart"/>'), tc("a")), tr(tc("lost", "<w:vMerge/>"), tc("b")))
    )
    problems = read_word(data, ReadSettings()).problems
    assert [problem.code for problem in problems] == ["covered-text"]
    assert "lost" in problems[0].message


def test_merge_that_continues_nothing_stands_for_itself(docx_paper: Build) -> None:
    assert only_table(docx_paper(tbl(tr(tc("here", "<w:vMerge/>"), tc("x"))))).texts() == [["here", "x"]]


def test_span_across_and_the_old_way_to_merge_across(docx_paper: Build) -> None:
    data = docx_paper(
        tbl(
            tr(tc("Theme", '<w:gridSpan w:val="3"/>')),
            tr(tc("Pair", '<w:hMerge w:val="restart"/>'), tc("", "<w:hMerge/>"), tc("c")),
            tr(tc("1"), tc("2"), tc("3")),
        )
    )
    piece = only_table(data)
    assert (at(piece, 0, 0).colspan, at(piece, 1, 0).colspan, at(piece, 1, 2).text) == (3, 2, "c")


def test_grid_offset_before_a_row_shifts_it_right(docx_paper: Build) -> None:
    data = docx_paper(
        tbl(
            tr(tc("1"), tc("Act"), tc("May")),
            tr(tc("more"), properties='<w:gridBefore w:val="1"/><w:gridAfter w:val="1"/>'),
        )
    )
    assert only_table(data).texts() == [["1", "Act", "May"], ["", "more", ""]]


def test_grid_columns_that_no_cell_begins_in_go(docx_paper: Build) -> None:
    wide = '<w:gridSpan w:val="3"/>'
    piece = only_table(
        docx_paper(tbl(tr(tc("Ref"), tc("Action", wide), tc("By")), tr(tc("1"), tc("Do", wide), tc("May"))))
    )
    assert (piece.n_cols, at(piece, 1, 1).colspan, at(piece, 1, 2).text) == (3, 1, "May")


def test_borders_that_nearly_meet_are_one_column(docx_paper: Build) -> None:
    wide = '<w:gridSpan w:val="2"/>'
    rows = (tr(tc("Ref"), tc("Action", wide)), tr(tc("1", wide), tc("Do it")))
    assert only_table(docx_paper(tbl(*rows, widths=(900, 12, 4000)))).texts() == [["Ref", "Action"], ["1", "Do it"]]
    assert only_table(docx_paper(tbl(*rows, widths=(900, 700, 4000)))).n_cols == 3


def test_narrow_column_with_cells_of_its_own_stays() -> None:
    rows = [[Slot(0, 1), Slot(1, 1), Slot(2, 1)], [Slot(0, 1), Slot(1, 2)]]
    assert columns(rows, [900, 60, 900]) == {0: 0, 1: 1, 2: 2, 3: 3}


def test_nested_table_is_apart_from_its_cells_text(docx_paper: Build) -> None:
    inner = tbl(tr(tc("Open"), tc("April 2025")), tr(tc("Close"), tc("May 2025")))
    piece = only_table(docx_paper(tbl(tr(tc("1"), f"<w:tc>{p('Stages:')}{inner}<w:p/></w:tc>"))))
    cell = at(piece, 0, 1)
    assert cell.text == "Stages:"
    assert [table.texts() for table in cell.nested] == [[["Open", "April 2025"], ["Close", "May 2025"]]]


def test_one_cell_table_in_a_cell_is_its_text(docx_paper: Build) -> None:
    piece = only_table(docx_paper(tbl(tr(tc("1"), f"<w:tc>{tbl(tr(tc('Framed')))}<w:p/></w:tc>"))))
    assert (at(piece, 0, 1).text, at(piece, 0, 1).nested) == ("Framed", ())


def test_table_that_only_frames_another_is_looked_through(docx_paper: Build) -> None:
    inner = tbl(tr(tc("Ref"), tc("Action")), tr(tc("1"), tc("Mend")))
    framed = docx_paper(tbl(tr(f"<w:tc>{p('Priority one')}{inner}<w:p/></w:tc>")))
    assert only_table(framed).texts() == [["Ref", "Action"], ["1", "Mend"]]
    assert [block.text for block in read_word(framed, ReadSettings()).blocks if isinstance(block, Paragraph)] == [
        "Priority one"
    ]


def test_paragraphs_and_breaks_in_a_cell_are_lines(docx_paper: Build) -> None:
    second = "<w:p><w:r><w:t>then</w:t><w:br/><w:t>June</w:t><w:tab/><w:t>2025</w:t></w:r></w:p>"
    cell = f"<w:tc>{p('May 2025')}{second}</w:tc>"
    assert only_table(docx_paper(tbl(tr(tc("1"), cell)))).texts() == [["1", "May 2025\nthen\nJune 2025"]]


def test_struck_words_and_struck_rows_are_kept_apart(docx_paper: Build) -> None:
    struck = "<w:rPr><w:strike/></w:rPr>"
    cell = f"<w:tc><w:p><w:r>{struck}<w:t>May</w:t></w:r><w:r><w:t> June 2025</w:t></w:r></w:p></w:tc>"
    gone = f"<w:tc><w:p><w:r>{struck}<w:t>Dropped action</w:t></w:r></w:p></w:tc>"
    piece = only_table(docx_paper(tbl(tr(tc("1"), cell), tr(gone, gone))))
    assert (at(piece, 0, 1).text, at(piece, 0, 1).struck) == ("June 2025", "May")
    assert [(cell.text, cell.struck) for cell in piece.cells if cell.row] == [("", "Dropped action")] * 2


@pytest.mark.parametrize(
    ("shading", "fill"),
    [
        ('<w:shd w:val="clear" w:color="auto" w:fill="00b050"/>', "#00B050"),
        ('<w:shd w:val="clear" w:color="auto" w:fill="auto"/>', None),
        ('<w:shd w:val="clear" w:color="auto" w:fill="FFFFFF"/>', None),
        ('<w:shd w:val="solid" w:color="FF0000" w:fill="auto"/>', "#FF0000"),
        ('<w:shd w:val="clear" w:color="auto" w:themeFill="text1"/>', "#000000"),
        ("", None),
    ],
)
def test_cell_shading(docx_paper: Build, shading: str, fill: str | None) -> None:
    assert at(only_table(docx_paper(tbl(tr(tc("Green", shading), tc("x"))))), 0, 0).fill == fill


def test_marked_header_rows_and_hidden_rows_are_known(docx_paper: Build) -> None:
    data = docx_paper(
        tbl(
            tr(tc("Ref"), properties="<w:tblHeader/>"),
            tr(tc("1"), properties="<w:hidden/>"),
            tr(tc("2"), properties=""),
        )
    )
    piece = only_table(data)
    assert (piece.header_rows, piece.hidden_rows, piece.n_rows) == (1, frozenset({1}), 3)


def test_bold_is_of_the_whole_cell(docx_paper: Build) -> None:
    bold, plain = "<w:r><w:rPr><w:b/></w:rPr><w:t>Ref </w:t></w:r>", "<w:r><w:t>x</w:t></w:r>"
    data = docx_paper(tbl(tr(f"<w:tc><w:p>{bold}{bold}</w:p></w:tc>", f"<w:tc><w:p>{bold}{plain}</w:p></w:tc>")))
    assert [cell.bold for cell in only_table(data).cells] == [True, False]


def test_large_table_is_walked_once(docx_paper: Build) -> None:
    data = docx_paper(tbl(*(tr(*(tc(f"words of cell {row} {col}") for col in range(6))) for row in range(1500))))
    start = time.process_time()
    piece = only_table(data)
    assert (piece.n_rows, len(piece.cells)) == (1500, 9000)
    assert time.process_time() - start < 30  # half a second; a walk that is not linear takes minutes
