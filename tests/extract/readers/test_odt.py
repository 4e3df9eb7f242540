"""OpenDocument texts: the same faults as for Word, and those of its own."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest

from extract.document import Cell, Document, Heading, Paragraph, Piece
from extract.errors import PaperDamaged, PaperEmpty, PaperEncrypted, PaperUnsupported
from extract.readers.odt import read_odt
from extract.settings import ReadSettings

Build = Callable[..., bytes]


def read(data: bytes) -> Document:
    return read_odt(data, ReadSettings())


def p(text: str, style: str = "") -> str:
    return f'<text:p text:style-name="{style}">{text}</text:p>'


def tc(text: str, attributes: str = "") -> str:
    return f"<table:table-cell {attributes}>{p(text)}</table:table-cell>"


def tr(*cells: str, attributes: str = "") -> str:
    return f"<table:table-row {attributes}>{''.join(cells)}</table:table-row>"


def tbl(*rows: str, columns: str = "<table:table-column/>") -> str:
    return f"<table:table>{columns}{''.join(rows)}</table:table>"


def style(name: str, family: str, properties: str, attributes: str = "") -> str:
    return f'<style:style style:name="{name}" style:family="{family}" {attributes}>{properties}</style:style>'


def only_table(data: bytes) -> Piece:
    (piece,) = read(data).pieces()
    return piece


def texts(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Heading | Paragraph)]


def both(data: bytes) -> tuple[Document, Document]:
    return read(data), read_odt(data, ReadSettings(view="original"))


COVERED = "<table:covered-table-cell/>"


def test_spans_are_one_cell_and_covered_cells_keep_the_columns(odt_paper: Build) -> None:
    body = tbl(
        tr(tc("Theme", 'table:number-columns-spanned="2"'), COVERED, tc("By")),
        tr(tc("1"), tc("Lead", 'table:number-rows-spanned="2"'), tc("May")),
        tr(tc("2"), COVERED, tc("June")),
    )
    piece = only_table(odt_paper(body))
    assert piece.texts() == [["Theme", "", "By"], ["1", "Lead", "May"], ["2", "", "June"]]
    assert [(c.text, c.rowspan, c.colspan) for c in piece.cells if max(c.rowspan, c.colspan) > 1] == [
        ("Theme", 1, 2),
        ("Lead", 2, 1),
    ]


def test_text_in_a_covered_cell_is_said(odt_paper: Build) -> None:
    covered = f"<table:covered-table-cell>{p('lost')}</table:covered-table-cell>"
    body = tbl(tr(tc("wide", 'table:number-columns-spanned="2"'), covered), tr(tc("a"), tc("b")))
    assert [problem.code for problem in read(odt_paper(body)).problems] == ["covered-text"]


def test_repeated_rows_and_cells_are_written_out(odt_paper: Build) -> None:
    body = tbl(
        tr(tc("x", 'table:number-columns-repeated="2"'), tc("y")),
        tr(tc("a"), tc("b"), tc("c"), attributes='table:number-rows-repeated="2"'),
    )
    assert only_table(odt_paper(body)).texts() == [["x", "x", "y"], ["a", "b", "c"], ["a", "b", "c"]]


def test_header_rows_and_hidden_rows_are_known(odt_paper: Build) -> None:
    header = f"<table:table-header-rows>{tr(tc('Ref'))}</table:table-header-rows>"
    piece = only_table(odt_paper(tbl(header, tr(tc("1"), attributes='table:visibility="collapse"'), tr(tc("2")))))
    assert (piece.header_rows, piece.hidden_rows, piece.texts()) == (1, frozenset({1}), [["Ref"], ["1"], ["2"]])


def test_nested_table_is_apart_from_its_cells_text(odt_paper: Build) -> None:
    inner = tbl(tr(tc("Open"), tc("May")))
    cell = f"<table:table-cell>{p('Stages')}{inner}</table:table-cell>"
    (outer, *_) = only_table(odt_paper(tbl(tr(cell, tc("x"))))).cells
    assert (outer.text, [table.texts() for table in outer.nested]) == ("Stages", [[["Open", "May"]]])


def test_table_that_only_frames_another_is_looked_through(odt_paper: Build) -> None:
    inner = tbl(tr(tc("Ref"), tc("Action")), tr(tc("1"), tc("Mend")))
    document = read(odt_paper(tbl(tr(f"<table:table-cell>{p('Priority one')}{inner}</table:table-cell>"))))
    assert [piece.texts() for piece in document.pieces()] == [[["Ref", "Action"], ["1", "Mend"]]]
    assert texts(document) == ["Priority one"]


def test_fill_comes_from_the_cell_else_from_its_row(odt_paper: Build) -> None:
    automatic = (
        style("G", "table-cell", '<style:table-cell-properties fo:background-color="#00b050"/>')
        + style("T", "table-cell", '<style:table-cell-properties fo:background-color="transparent"/>')
        + style("R", "table-row", '<style:table-row-properties fo:background-color="#ffc000"/>')
    )
    body = tbl(
        tr(tc("a", 'table:style-name="G"'), tc("b"), attributes='table:style-name="R"'),
        tr(tc("c", 'table:style-name="T"'), tc("d")),
    )
    fills = [cell.fill for cell in only_table(odt_paper(body, automatic)).cells]
    assert fills == ["#00B050", "#FFC000", None, None]


def test_struck_hidden_and_bold_text(odt_paper: Build) -> None:
    automatic = (
        style("S", "text", '<style:text-properties style:text-line-through-style="solid"/>')
        + style("H", "text", '<style:text-properties text:display="none"/>')
        + style("B", "paragraph", '<style:text-properties fo:font-weight="bold"/>')
    )
    cell = 'June<text:span text:style-name="S"> May</text:span><text:span text:style-name="H">secret</text:span>'
    document = read(odt_paper(tbl(tr(f"<table:table-cell>{p(cell, 'B')}</table:table-cell>")), automatic))
    (only,) = next(document.pieces()).cells
    assert (only.text, only.struck, only.bold) == ("June", "May", True)
    assert [problem.code for problem in document.problems] == ["hidden-text"]


def test_spaces_tabs_and_line_breaks(odt_paper: Build) -> None:
    body = p('By<text:s text:c="3"/>May\n   2025<text:line-break/>then<text:tab/>June<text:soft-page-break/> 2025')
    assert texts(read(odt_paper(body))) == ["By May 2025\nthen June 2025"]


NUMBERED = (
    '<text:list-style style:name="L">'
    '<text:list-level-style-number text:level="1" style:num-format="1" style:num-prefix="HS"/>'
    '<text:list-level-style-number text:level="2" style:num-format="a" style:num-suffix=")" text:display-levels="2"/>'
    '<text:list-level-style-bullet text:level="3" text:bullet-char="•"/></text:list-style>'
)


def listed(*items: str, attributes: str = 'text:style-name="L"') -> str:
    return (
        f"<text:list {attributes}>{''.join(f'<text:list-item>{item}</text:list-item>' for item in items)}</text:list>"
    )


def shown(document: Document) -> list[tuple[str | None, str]]:
    return [(block.number, block.text) for block in document.blocks if isinstance(block, Paragraph)]


def test_list_numbers_are_computed_and_an_item_is_counted_once(odt_paper: Build) -> None:
    inner = listed(p("a"), p("b") + listed(p("deep"), attributes=""), attributes="")
    body = listed(p("one") + p("more of one"), p("two") + inner, p("three"))
    assert shown(read(odt_paper(body, NUMBERED))) == [
        ("HS1", "one"),
        (None, "more of one"),
        ("HS2", "two"),
        ("2.a)", "a"),
        ("2.b)", "b"),
        (None, "• deep"),
        ("HS3", "three"),
    ]


def test_list_that_continues_another_and_one_that_does_not(odt_paper: Build) -> None:
    go_on = listed(p("two"), attributes='text:style-name="L" text:continue-numbering="true"')
    body = listed(p("one")) + p("between") + go_on + listed(p("anew"))
    assert shown(read(odt_paper(body, NUMBERED))) == [
        ("HS1", "one"),
        (None, "between"),
        ("HS2", "two"),
        ("HS1", "anew"),
    ]


def test_list_that_continues_one_by_its_id(odt_paper: Build) -> None:
    first = listed(p("one"), attributes='text:style-name="L" xml:id="x"')
    third = listed(p("two"), attributes='text:style-name="L" text:continue-list="x"')
    assert [number for number, _ in shown(read(odt_paper(first + listed(p("other")) + third, NUMBERED)))] == [
        "HS1",
        "HS1",
        "HS2",
    ]


def test_ref_that_exists_only_as_a_list_number(odt_paper: Build) -> None:
    def ref(more: str) -> str:
        inner = listed(p(""), attributes=f'text:style-name="L" {more}')
        return f"<table:table-cell>{inner}</table:table-cell>"

    body = tbl(tr(ref(""), tc("Mend")), tr(ref('text:continue-numbering="true"'), tc("Build")))
    assert [cell.number for cell in only_table(odt_paper(body, NUMBERED)).cells] == ["HS1", None, "HS2", None]


def test_headings_with_outline_numbers(odt_paper: Build) -> None:
    outline = (
        '<text:outline-style><text:outline-level-style text:level="1" style:num-format="1" style:num-suffix="."/>'
        '<text:outline-level-style text:level="2" style:num-format="1" text:display-levels="2"/></text:outline-style>'
    )
    body = (
        '<text:h text:outline-level="1">Homes</text:h><text:h text:outline-level="2">Repairs</text:h>'
        '<text:h text:outline-level="1">Roads</text:h>'
    )
    document = read(odt_paper(body, styles=f"<office:styles>{outline}</office:styles>"))
    assert [(block.text, block.level) for block in document.blocks if isinstance(block, Heading)] == [
        ("1. Homes", 1),
        ("1.1 Repairs", 2),
        ("2. Roads", 1),
    ]


def test_text_box_once_after_its_paragraph_and_picture_said(odt_paper: Build) -> None:
    box = f"<draw:frame><draw:text-box>{p('Ratings as at May')}</draw:text-box></draw:frame>"
    picture = "<draw:frame><draw:image/></draw:frame>"
    document = read(odt_paper(p(f"Before{box} it") + p(f"After{picture}")))
    assert texts(document) == ["Before it", "Ratings as at May", "After"]
    assert [problem.code for problem in document.problems] == ["picture-not-read"]


def test_notes_comments_headers_and_properties_are_apart(odt_paper: Build) -> None:
    body = f"<text:note-citation>2</text:note-citation><text:note-body>{p('See above')}</text:note-body>"
    note = f"<text:note>{body}</text:note>"
    comment = f"<office:annotation>{p('internal')}</office:annotation>"
    page = f"<style:master-page><style:header>{p('OFFICIAL')}</style:header></style:master-page>"
    pages = f"<office:master-styles>{page}</office:master-styles>"
    document = read(odt_paper(p(f"Body{note}{comment}"), styles=pages, meta="<dc:title>Recovery Plan</dc:title>"))
    assert texts(document) == ["Body"]
    assert [(found.number, found.text) for found in document.footnotes] == [("2", "See above")]
    assert [found.text for found in document.furniture] == ["OFFICIAL"]
    assert document.properties == (("title", "Recovery Plan"),)


def changes(**kinds: str) -> str:
    regions = "".join(
        f'<text:changed-region text:id="{key}">'
        + ("<text:insertion/>" if content == "+" else f"<text:deletion><office:change-info/>{content}</text:deletion>")
        + "</text:changed-region>"
        for key, content in kinds.items()
    )
    return f"<text:tracked-changes>{regions}</text:tracked-changes>"


def start(key: str) -> str:
    return f'<text:change-start text:change-id="{key}"/>'


def end(key: str) -> str:
    return f'<text:change-end text:change-id="{key}"/>'


def point(key: str) -> str:
    return f'<text:change text:change-id="{key}"/>'


def test_words_inserted_and_deleted(odt_paper: Build) -> None:
    body = changes(a="+", b=p("March")) + p(f"Due {point('b')}{start('a')}June{end('a')} 2025")
    final, original = both(odt_paper(body))
    assert (texts(final), texts(original)) == (["Due June 2025"], ["Due March 2025"])


def test_paragraph_inserted(odt_paper: Build) -> None:
    body = changes(a="+") + p(f"One{start('a')}") + p(f"Two{end('a')}") + p("Three")
    final, original = both(odt_paper(body))
    assert (texts(final), texts(original)) == (["One", "Two", "Three"], ["One", "Three"])


def test_deleted_paragraph_end_is_put_back(odt_paper: Build) -> None:
    body = changes(a=p("") + p("")) + p(f"We will {point('a')}build homes")
    final, original = both(odt_paper(body))
    assert (texts(final), texts(original)) == (["We will build homes"], ["We will", "build homes"])


def test_deleted_table_is_put_back(odt_paper: Build) -> None:
    body = changes(a=tbl(tr(tc("old")))) + p("Before") + point("a") + p("After")
    final, original = both(odt_paper(body))
    assert [len(list(view.pieces())) for view in (final, original)] == [0, 1]
    assert texts(original) == ["Before", "After"]


def test_row_whose_words_are_all_inserted_or_all_deleted(odt_paper: Build) -> None:
    body = changes(a="+", b=p("old action")) + tbl(
        tr(tc("1"), tc("stays")), tr(tc(point("b")), tc("")), tr(tc(f"{start('a')}new{end('a')}"), tc(""))
    )
    final, original = both(odt_paper(body))
    assert [next(view.pieces()).texts() for view in (final, original)] == [
        [["1", "stays"], ["new", ""]],
        [["1", "stays"], ["old action", ""]],
    ]


def test_flat_file_is_read() -> None:
    oasis = "urn:oasis:names:tc:opendocument:xmlns:"
    flat = (
        f'<office:document xmlns:office="{oasis}office:1.0" xmlns:text="{oasis}text:1.0"><office:body><office:text>'
        "<text:p>Flat</text:p></office:text></office:body></office:document>"
    )
    assert texts(read(flat.encode())) == ["Flat"]


def test_encrypted_file_says_so(odt_paper: Build) -> None:
    manifest = '<manifest xmlns="urn:x"><encryption-data/></manifest>'
    with pytest.raises(PaperEncrypted, match="password"):
        read(odt_paper(p("x"), extra={"META-INF/manifest.xml": manifest}))


def test_broken_files_say_what_to_do(odt_paper: Build) -> None:
    with pytest.raises(PaperDamaged, match="fetch it again"):
        read(odt_paper(p("x"))[:300])
    with pytest.raises(PaperDamaged, match="broken"):
        read(odt_paper("<text:p>"))
    with pytest.raises(PaperEmpty):
        read(b"<office/>")


def test_other_zip_is_refused() -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("readme.txt", "no paper")
    with pytest.raises(PaperUnsupported, match="no OpenDocument text"):
        read(made.getvalue())


def test_cell_of_repeated_columns_has_its_own_place(odt_paper: Build) -> None:
    cells: tuple[Cell, ...] = only_table(odt_paper(tbl(tr(tc("x", 'table:number-columns-repeated="3"'))))).cells
    assert [cell.col for cell in cells] == [0, 1, 2]


def test_what_comments_say_is_said_and_is_no_text(odt_paper: Build) -> None:
    said = "<office:annotation><dc:creator>Ann Reed</dc:creator><text:p>Is this still May?</text:p></office:annotation>"
    document = read(odt_paper(f"<text:p>Mend the quay by May.{said}</text:p>"))
    assert [getattr(block, "text", "") for block in document.blocks] == ["Mend the quay by May."]
    assert ["“Ann Reed: Is this still May?”" in problem.message for problem in document.problems] == [True]
