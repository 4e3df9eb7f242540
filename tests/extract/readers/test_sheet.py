"""Workbooks: values as displayed, merges, fills, hidden parts, several tables on a sheet."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Callable
from xml.sax.saxutils import escape

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Font, PatternFill
from openpyxl.styles.colors import Color
from openpyxl.worksheet.table import Table
from openpyxl.worksheet.worksheet import Worksheet

from extract.document import Document, Heading, Paragraph, Piece
from extract.errors import PaperDamaged, PaperEmpty, PaperEncrypted, PaperTooLarge
from extract.paper import paper_of
from extract.readers.sheet import read_sheet
from extract.settings import ReadSettings

HEADER = ["Ref", "Action", "Lead", "Due"]


def saved(book: openpyxl.Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def xlsx(fill_in: Callable[[Worksheet], object]) -> Document:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Tracker"
    fill_in(sheet)
    return read_sheet(saved(book), ".xlsx", ReadSettings())


def rows(sheet: Worksheet, *values: list[object]) -> None:
    for row in values:
        sheet.append(row)


def only(document: Document) -> Piece:
    (piece,) = document.pieces()
    return piece


def ods(body: str, styles: str = "", manifest: str = "") -> Document:
    spaces = " ".join(
        f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for prefix, name in (
            ("office", "office"),
            ("table", "table"),
            ("text", "text"),
            ("style", "style"),
            ("fo", "xsl-fo-compatible"),
            ("number", "datastyle"),
        )
    )
    content = (
        f"<office:document-content {spaces}><office:automatic-styles>{styles}</office:automatic-styles><office:body>"
        f"<office:spreadsheet>{body}</office:spreadsheet></office:body></office:document-content>"
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", f"<manifest>{manifest}</manifest>")
    return read_sheet(stream.getvalue(), ".ods", ReadSettings())


def ods_row(*cells: str, attributes: str = "") -> str:
    inner = "".join(
        c if c.startswith("<") else f"<table:table-cell><text:p>{escape(c)}</text:p></table:table-cell>" for c in cells
    )
    return f"<table:table-row {attributes}>{inner}</table:table-row>"


def ods_table(*table_rows: str, name: str = "Tracker", attributes: str = "") -> str:
    return f'<table:table table:name="{name}" {attributes}>{"".join(table_rows)}</table:table>'


# Excel


def test_a_sheet_is_its_name_and_its_table_with_row_numbers() -> None:
    document = xlsx(lambda s: rows(s, HEADER, ["MB1", "Mend", "A Smith", "May"]))
    assert document.blocks[0] == Heading("Tracker", 1, printed=False)
    piece = only(document)
    assert piece.texts() == [HEADER, ["MB1", "Mend", "A Smith", "May"]]
    assert [cell.line for cell in piece.cells if cell.col == 0] == [1, 2]
    assert (piece.name, piece.page, document.pages) == ("Tracker", None, None)


def test_a_name_that_no_person_gave_is_no_heading() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.title = "Sheet1"
        rows(sheet, HEADER)

    assert not any(isinstance(block, Heading) for block in xlsx(fill).blocks)


PRINTED = ("Marlbrook Council", "Homes and Streets Improvement Plan", "Position as at 31 October 2025")


@pytest.mark.parametrize(
    ("name", "above", "title"),
    [
        ("Tracker", PRINTED, "Homes and Streets Improvement Plan"),
        ("Tracker", ("Homes and Streets 2025", "Position as at 31 October 2025"), "Homes and Streets 2025"),
        ("Tracker", ("Please fill in every cell.", "Homes plan tracker"), "Homes plan tracker"),
        ("Streets action plan", PRINTED, "Homes and Streets Improvement Plan"),
        ("Streets action plan", (PRINTED[0], PRINTED[2]), "Streets action plan"),
        ("Tracker", (PRINTED[2],), "Tracker"),
        ("Tracker", (), "Tracker"),
    ],
)
@pytest.mark.parametrize("bold", [True, False])
def test_the_title_is_the_printed_one_and_the_name_of_the_sheet_only_where_none_is(
    name: str, above: tuple[str, ...], title: str, bold: bool
) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.title = name
        rows(sheet, *([line] for line in above), [], HEADER, ["MB1", "Mend the fence", "Head of Parks", "May 2025"])
        for row in range(1, len(above) + 1):
            sheet.cell(row, 1).font = Font(bold=bold)

    made = paper_of(xlsx(fill), "0123456789ab" + "0" * 52, "tracker.xlsx", ReadSettings())
    assert (made.title, made.versions[0].title, len(made.versions[0].actions)) == (title, title, 1)


def test_a_line_that_tells_the_day_makes_the_month_of_the_title_exact() -> None:
    def fill(sheet: Worksheet) -> None:
        above = ("Wexmoor Fire Authority", "Action plan – position at January 2025", "Position as at 24 January 2025")
        rows(sheet, *([line] for line in above), [], HEADER, ["MB1", "Mend the fence", "Head of Parks", "May 2025"])

    made = paper_of(xlsx(fill), "0123456789ab" + "0" * 52, "tracker.xlsx", ReadSettings())
    assert (made.organisation, made.title) == ("Wexmoor Fire Authority", "Action plan – position at January 2025")
    assert made.versions[0].as_at == "2025-01-24"


def test_titles_above_the_header_are_text() -> None:
    def fill(sheet: Worksheet) -> None:
        rows(sheet, ["Marlbrook tracker"], ["As at 31 March 2025."], HEADER, ["MB1", "Mend", "A", "May"])
        sheet["A1"].font = Font(bold=True)
        sheet.merge_cells("A1:D1")

    blocks = xlsx(fill).blocks
    assert blocks[1:3] == (Heading("Marlbrook tracker", 2, line=1), Paragraph("As at 31 March 2025.", line=2))


def test_merged_cells_are_written_once_with_their_spans() -> None:
    def fill(sheet: Worksheet) -> None:
        rows(sheet, HEADER, ["MB1", "Mend", "A", "May"], [None, "Paint", "B", "June"])
        sheet.merge_cells("A2:A3")

    cell = next(c for c in only(xlsx(fill)).cells if c.text == "MB1")
    assert (cell.rowspan, cell.colspan) == (2, 1)


def test_a_span_that_runs_out_of_the_table_is_cut() -> None:
    def fill(sheet: Worksheet) -> None:
        rows(sheet, HEADER, ["Homes"], ["MB1", "Mend", "A", "May"])
        sheet.merge_cells("A2:Z2")

    assert next(c for c in only(xlsx(fill)).cells if c.text == "Homes").colspan == 4


@pytest.mark.parametrize(
    ("colour", "shown"),
    [
        (Color(rgb="FF00B050"), "#00B050"),
        (Color(theme=4), "#4F81BD"),
        (Color(theme=1, tint=0.5), "#808080"),
        (Color(theme=4, tint=-0.5), "#254061"),
        (Color(indexed=10), "#FF0000"),
        (Color(rgb="FFFFFFFF"), None),
    ],
)
def test_fills_are_resolved_however_they_are_given(colour: Color, shown: str | None) -> None:
    def fill(sheet: Worksheet) -> None:
        rows(sheet, HEADER, ["MB1", "Mend", "A", None])
        sheet["D2"].fill = PatternFill("solid", fgColor=colour)

    fills = [cell.fill for cell in only(xlsx(fill)).cells if cell.row == 1 and cell.col == 3]
    assert fills == ([shown] if shown else [])


def test_true_dates_are_unambiguous_and_months_stay_months() -> None:
    def fill(sheet: Worksheet) -> None:
        rows(sheet, HEADER, ["MB1", "Mend", "A", dt.date(2025, 4, 3)], ["MB2", "Paint", "B", dt.date(2025, 4, 1)])
        sheet["D2"].number_format = "dd/mm/yy"
        sheet["D3"].number_format = "mmm-yy"

    assert [row[3] for row in only(xlsx(fill)).texts()] == ["Due", "3 April 2025", "April 2025"]


def test_a_ref_that_only_its_number_format_completes() -> None:
    def fill(sheet: Worksheet) -> None:
        rows(sheet, HEADER, [7, "Mend", "A", "May"], [1.1, "Paint", "B", "May"])
        sheet["A2"].number_format = '"MB"00'

    assert [row[0] for row in only(xlsx(fill)).texts()] == ["Ref", "MB07", "1.1"]


def test_hidden_rows_are_kept_and_listed() -> None:
    def fill(sheet: Worksheet) -> None:
        rows(sheet, ["Title"], [], HEADER, ["MB1", "Mend", "A", "May"], ["MB2", "Paint", "B", "June"])
        sheet.row_dimensions[4].hidden = True

    piece = only(xlsx(fill))
    assert (piece.n_rows, piece.hidden_rows) == (3, frozenset({1}))


def test_hidden_sheets_are_left_out_and_said() -> None:
    book = openpyxl.Workbook()
    rows(book.worksheets[0], HEADER)
    old = book.create_sheet("Old plan")
    rows(old, HEADER)
    old.sheet_state = "veryHidden"
    document = read_sheet(saved(book), ".xlsx", ReadSettings())
    assert len(list(document.pieces())) == 1
    assert [(p.code, p.severity) for p in document.problems] == [("sheet-hidden", "note")]


def test_two_tables_below_each_other_are_two_pieces() -> None:
    document = xlsx(lambda s: rows(s, HEADER, ["MB1", "Mend", "A", "May"], [], ["Risk", "Score"], ["Flood", 9]))
    assert [piece.n_cols for piece in document.pieces()] == [4, 2]


def test_two_tables_beside_each_other_are_two_pieces() -> None:
    def fill(sheet: Worksheet) -> None:
        rows(sheet, [*HEADER, None, "Key", "Meaning"], ["MB1", "Mend", "A", "May", None, "G", "On track"])
        rows(sheet, *[[f"MB{i}", "Mend", "A", "May"] for i in range(2, 6)])

    assert [(piece.n_rows, piece.n_cols) for piece in xlsx(fill).pieces()] == [(6, 4), (2, 2)]


def test_a_blank_column_inside_a_table_does_not_split_it() -> None:
    document = xlsx(lambda s: rows(s, ["Ref", "Action", None, "Lead", "Due"], ["MB1", "Mend", None, "A", "May"]))
    assert only(document).n_cols == 5


def test_a_blank_row_inside_a_table_does_not_split_it() -> None:
    def fill(sheet: Worksheet) -> None:
        rows(sheet, HEADER, ["MB1", "Mend", "A", "May"], [], ["MB2", "Paint", "B", "June"])
        for cell in sheet[1]:
            cell.font = Font(bold=True)

    assert only(xlsx(fill)).n_rows == 4


def test_formats_far_away_make_no_giant_table() -> None:
    def fill(sheet: Worksheet) -> None:
        rows(sheet, HEADER, ["MB1", "Mend", "A", "May"])
        sheet["XFD1048576"].fill = PatternFill("solid", fgColor="FFFF0000")
        sheet["XFD1048576"].font = Font(bold=True)

    assert (only(xlsx(fill)).n_rows, only(xlsx(fill)).n_cols) == (2, 4)


def test_struck_words_are_kept_apart() -> None:
    def fill(sheet: Worksheet) -> None:
        rich = CellRichText("June ", TextBlock(InlineFont(strike=True), "March"))
        rows(sheet, HEADER, ["MB1", "Mend", "A", rich], ["MB2", "Paint", "B", "May"])
        sheet["B3"].font = Font(strike=True)

    cells = {(c.row, c.col): c for c in only(xlsx(fill)).cells}
    assert (cells[1, 3].text, cells[1, 3].struck) == ("June", "March")
    assert (cells[2, 1].text, cells[2, 1].struck) == ("", "Paint")


def test_a_table_that_the_workbook_names_has_a_header_row() -> None:
    def fill(sheet: Worksheet) -> None:
        rows(sheet, HEADER, ["MB1", "Mend", "A", "May"])
        sheet.add_table(Table(displayName="Plan", ref="A1:D2"))

    assert only(xlsx(fill)).header_rows == 1


def test_a_formula_without_a_stored_result_is_said() -> None:
    document = xlsx(lambda s: rows(s, HEADER, ["MB1", "=A1&A2", "A", "May"]))
    assert [problem.code for problem in document.problems] == ["formula-without-value"]


def test_colours_of_conditional_formatting_and_comments_are_said() -> None:
    def fill(sheet: Worksheet) -> None:
        rows(sheet, HEADER, ["MB1", "Mend", "A", "May"])
        green = PatternFill(bgColor="FF00FF00")
        sheet.conditional_formatting.add("D2:D9", CellIsRule(operator="equal", formula=['"May"'], fill=green))
        sheet["B2"].comment = Comment("ask the clerk", "B")
        sheet.column_dimensions["C"].hidden = True

    codes = {problem.code for problem in xlsx(fill).problems}
    assert codes == {"fill-not-read", "comments-not-read", "columns-hidden"}


def test_a_workbook_of_hidden_sheets_alone_says_so() -> None:
    book = openpyxl.Workbook()
    rows(book.create_sheet("Plan"), HEADER)
    book["Plan"].sheet_state = "hidden"
    with pytest.raises(PaperEmpty, match="unhide"):
        read_sheet(saved(book), ".xlsx", ReadSettings())


def test_a_cut_off_workbook_is_damaged() -> None:
    book = openpyxl.Workbook()
    rows(book.worksheets[0], HEADER)
    with pytest.raises(PaperDamaged, match="save it"):
        read_sheet(saved(book)[:2000], ".xlsx", ReadSettings())


def test_a_workbook_that_unpacks_beyond_the_limit_is_refused() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b" " * 3_000_000)
    with pytest.raises(PaperTooLarge, match="unpacks"):
        read_sheet(stream.getvalue(), ".xlsx", ReadSettings.model_validate({"max_bytes": 1_000_000}))


WORD = st.sampled_from(["a", "Mend the roof", "May 2025", "x – y", "=no", "007"])


@settings(max_examples=25)
@given(st.integers(2, 4).flatmap(lambda n: st.lists(st.lists(WORD, min_size=n, max_size=n), min_size=2, max_size=5)))
def test_a_grid_written_to_a_workbook_is_read_back(grid: list[list[str]]) -> None:
    def fill(sheet: Worksheet) -> None:
        for y, row in enumerate(grid, start=1):
            for x, value in enumerate(row, start=1):
                sheet.cell(y, x).value = value
                sheet.cell(y, x).data_type = "s"

    assert only(xlsx(fill)).texts() == grid


@settings(max_examples=25)
@given(st.integers(1, 3), st.integers(1, 3), st.integers(0, 2), st.integers(0, 2))
def test_any_merge_is_one_cell_with_its_spans(height: int, width: int, down: int, across: int) -> None:
    def fill(sheet: Worksheet) -> None:
        rows(sheet, *[[f"{y}.{x}" for x in range(5)] for y in range(5)])
        sheet.merge_cells(start_row=down + 1, start_column=across + 1, end_row=down + height, end_column=across + width)

    cells = only(xlsx(fill)).cells
    merged = next(cell for cell in cells if (cell.row, cell.col) == (down, across))
    assert (merged.rowspan, merged.colspan) == (height, width)
    assert len(cells) == 25 - height * width + 1


# OpenDocument


def test_an_opendocument_sheet_is_read_with_spans_and_fills() -> None:
    style = (
        '<style:style style:name="g" style:family="table-cell">'
        '<style:table-cell-properties fo:background-color="#00b050"/></style:style>'
    )
    spans = 'table:number-columns-spanned="2" table:style-name="g"'
    wide = f"<table:table-cell {spans}><text:p>Homes</text:p></table:table-cell>"
    piece = only(ods(ods_table(ods_row("Ref", "Action"), ods_row(wide, "<table:covered-table-cell/>")), style))
    cell = piece.cells[2]
    assert (cell.text, cell.colspan, cell.fill, cell.line) == ("Homes", 2, "#00B050", 2)


def test_opendocument_dates_are_unambiguous() -> None:
    styles = (
        '<number:date-style style:name="N1"><number:month/><number:year/></number:date-style>'
        '<style:style style:name="m" style:family="table-cell" style:data-style-name="N1"/>'
    )
    cell = (
        '<table:table-cell office:value-type="date" office:date-value="2025-04-03" {}>'
        "<text:p>03/04/25</text:p></table:table-cell>"
    )
    row = ods_row("MB1", cell.format(""), cell.format('table:style-name="m"'))
    assert only(ods(ods_table(row), styles)).texts() == [["MB1", "3 April 2025", "April 2025"]]


def test_opendocument_repeats_stay_sane() -> None:
    blank = '<table:table-cell table:number-columns-repeated="16000"/>'
    rest = ods_row(blank, attributes='table:number-rows-repeated="1048000"')
    twice = '<table:table-cell table:number-columns-repeated="2"><text:p>x</text:p></table:table-cell>'
    piece = only(ods(ods_table(ods_row("Ref", twice, blank), rest)))
    assert piece.texts() == [["Ref", "x", "x"]]


def test_opendocument_hidden_rows_and_sheets() -> None:
    style = (
        '<style:style style:name="h" style:family="table"><style:table-properties table:display="false"/></style:style>'
    )
    shown = ods_table(ods_row("Ref", "Action"), ods_row("MB1", "Mend", attributes='table:visibility="collapse"'))
    document = ods(shown + ods_table(ods_row("a", "b"), name="Old", attributes='table:style-name="h"'), style)
    assert only(document).hidden_rows == frozenset({1})
    assert [problem.code for problem in document.problems] == ["sheet-hidden"]


def test_opendocument_struck_words_and_comments_are_no_text() -> None:
    line = '<style:text-properties style:text-line-through-style="solid"/>'
    style = f'<style:style style:name="s" style:family="text">{line}</style:style>'
    cell = (
        "<table:table-cell><office:annotation><text:p>ask</text:p></office:annotation>"
        '<text:p>June <text:span text:style-name="s">March</text:span></text:p><text:p>2025</text:p></table:table-cell>'
    )
    read = only(ods(ods_table(ods_row("MB1", cell)), style)).cells[1]
    assert (read.text, read.struck) == ("June\n2025", "March")


def test_an_encrypted_opendocument_sheet_says_so() -> None:
    with pytest.raises(PaperEncrypted, match="password"):
        ods(ods_table(ods_row("a", "b")), manifest="<manifest:encryption-data xmlns:manifest='m'/>")


def test_a_last_column_told_by_colours_alone_is_of_the_table() -> None:
    def fill_in(sheet: Worksheet) -> None:
        rows(sheet, ["K1", "Dredge the inlet"], ["K2", "Paint the bollards"], ["K3", "Mark the channel"])
        for row, colour in enumerate(("00B050", "FFC000", "FF0000"), start=1):
            sheet.cell(row, 3).fill = PatternFill("solid", fgColor=f"FF{colour}")

    table = only(xlsx(fill_in))
    assert [cell.fill for cell in table.cells if cell.col == 2] == ["#00B050", "#FFC000", "#FF0000"]


def test_a_shade_that_runs_on_beside_a_table_is_no_column_of_it() -> None:
    def fill_in(sheet: Worksheet) -> None:
        rows(sheet, ["K1", "Dredge the inlet"], ["K2", "Paint the bollards"], ["K3", "Mark the channel"])
        for row in (1, 2, 3):
            for col in (1, 2, 3):
                sheet.cell(row, col).fill = PatternFill("solid", fgColor="FF00B050")

    assert only(xlsx(fill_in)).n_cols == 2
