"""Web pages: the paper apart from its page, tables with spans, layout tables unwrapped."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.document import Document, Heading, Paragraph, Piece
from extract.errors import PaperDamaged, PaperEmpty
from extract.readers.html import read_html
from extract.settings import ReadSettings

PAGE = Path(__file__).parents[4] / "shared" / "papers" / "004_A.html"


def read(html: str, view: str = "final") -> Document:
    return read_html(html.encode(), ReadSettings.model_validate({"view": view}))


def table(html: str) -> Piece:
    return next(read(html).pieces())


def texts(html: str) -> list[str]:
    return [block.text for block in read(html).blocks if not isinstance(block, Piece)]


def test_headings_paragraphs_and_their_lines() -> None:
    blocks = read("<h1>Minutes</h1>\n<p>The plan was\n  received.</p>").blocks
    assert blocks == (Heading("Minutes", 1, line=1), Paragraph("The plan was received.", line=2))


def test_a_line_break_is_kept_and_source_line_ends_are_not() -> None:
    assert texts("<p>Monday<br>2 pm,\nthe hall</p>") == ["Monday\n2 pm, the hall"]


def test_words_beside_blocks_are_not_lost() -> None:
    assert texts("<div>one<p>two</p>three<div>four</div>five</div>") == ["one", "two", "three", "four", "five"]


def test_navigation_and_footer_are_furniture() -> None:
    document = read("<body><nav><a>Home</a></nav><p>The plan.</p><footer>Marlbrook Council</footer></body>")
    assert [block for block in document.blocks if isinstance(block, Paragraph)] == [Paragraph("The plan.", line=1)]
    assert [line.text for line in document.furniture] == ["Home", "Marlbrook Council"]


def test_only_the_main_element_is_the_paper_and_the_rest_is_furniture() -> None:
    document = read("<div>Council site</div><main><nav>On this page</nav><p>The plan.</p></main><div>Share</div>")
    assert len(document.blocks) == 1
    assert [line.text for line in document.furniture] == ["Council site", "Share", "On this page"]


def test_a_cookie_banner_is_furniture_but_a_page_about_cookies_is_not() -> None:
    assert texts('<div id="cookie-banner">We use cookies</div><p>The plan.</p>') == ["The plan."]
    assert len(texts(f'<div class="cookie-policy">{"<p>Cookies are small files here.</p>" * 150}</div>')) == 150


def test_a_menu_list_is_furniture_but_a_list_of_documents_is_not() -> None:
    html = (
        '<ul class="nav-menu"><li><a href="#">Home</a></ul><ul class="docs"><li><a href="#">Report PDF 20 KB</a></ul>'
    )
    assert texts(html) == ["• Report PDF 20 KB"]


@pytest.mark.parametrize(
    "hidden",
    ["<p hidden>x</p>", '<p style="display:none">x</p>', '<p style="visibility: hidden">x</p>', '<p class="sr">x</p>'],
)
def test_hidden_text_is_left_out(hidden: str) -> None:
    style = "<style>@media print{.sr2{display:none}} .sr{position:absolute;left:-9999px}</style>"
    assert texts(f'{style}{hidden}<p class="sr2">y</p>') == ["y"]


def test_rules_of_at_blocks_and_comments_do_not_count() -> None:
    rules = "@import 'x'; /* .a{display:none} */ @media print {.b{display:none} .c{color:red}} .d{display:none}"
    assert texts(f"<style>{rules}</style>" + "".join(f'<p class="{name}">{name}</p>' for name in "abcd")) == [
        "a",
        "b",
        "c",
    ]


def test_scripts_and_styles_are_no_text() -> None:
    assert texts("<script>if (1 < 2) { x }</script><p>y</p><noscript>z</noscript>") == ["y"]


def test_lists_keep_their_numbers_and_depth() -> None:
    html = '<ol start="3"><li>three<ul><li>inner</ul><li>four<p>more</ol><ol type="a"><li>first</ol>'
    got = [(b.number, b.text, b.list_level) for b in read(html).blocks if isinstance(b, Paragraph)]
    assert got == [("3.", "three", 1), (None, "• inner", 2), ("4.", "four", 1), (None, "more", 1), ("a.", "first", 1)]


def test_a_bold_line_is_a_heading_below_the_last_marked_one() -> None:
    html = (
        "<h3>Minutes:</h3><p>x<p><b>RESOLVED:</b><p>That y.<p><strong>Part <i>two</i></strong></p><p><b>A sentence.</b>"
    )
    got = [(b.level, b.text) for b in read(html).blocks if isinstance(b, Heading)]
    assert got == [(3, "Minutes:"), (4, "RESOLVED:"), (4, "Part two")]


def test_spans_are_written_once() -> None:
    piece = table("<table><tr><td rowspan=2>MB1<td>a<td>b<tr><td colspan=2>wide</table>")
    assert [(c.text, c.row, c.col, c.rowspan, c.colspan) for c in piece.cells] == [
        ("MB1", 0, 0, 2, 1),
        ("a", 0, 1, 1, 1),
        ("b", 0, 2, 1, 1),
        ("wide", 1, 1, 1, 2),
    ]


def test_a_colspan_over_the_edge_makes_no_ghost_columns() -> None:
    assert table("<table><tr><td>a<td>b<tr><td colspan=99>section</table>").n_cols == 2


def test_a_rowspan_of_zero_reaches_to_the_end_of_its_group() -> None:
    piece = table("<table><tbody><tr><td rowspan=0>a<td>b<tr><td>c</tbody><tbody><tr><td>d<td>e</table>")
    assert piece.cells[0].rowspan == 2


@pytest.mark.parametrize("span", ["-1", "x", "", "0", "²"])
def test_a_senseless_span_is_one(span: str) -> None:
    piece = table(f'<table><tr><td colspan="{span}">a<td>b<tr><td>c<td>d</table>')
    assert (piece.n_cols, piece.n_rows) == (2, 2)


def test_header_rows_are_those_of_the_head_or_of_header_cells() -> None:
    assert table("<table><thead><tr><td>Ref<td>Action<tbody><tr><td>1<td>x</table>").header_rows == 1
    assert table("<table><tr><th>Ref<th>Action<tr><td>1<td>x</table>").header_rows == 1
    assert table("<table><tr><th>Ref<td>1<tr><th>Action<td>x</table>").header_rows == 0


def test_a_foot_is_read_last() -> None:
    html = "<table><tfoot><tr><td>Total<td>3</tfoot><tbody><tr><td>a<td>1</tbody></table>"
    assert table(html).texts() == [["a", "1"], ["Total", "3"]]


@pytest.mark.parametrize(
    "cell",
    [
        '<td bgcolor="#00b050">',
        '<td style="background-color: rgb(0, 176, 80)">',
        '<td style="background:#00B050 none">',
        '<td class="xl66">',
        '<td><span style="background-color:#00B050">',
    ],
)
def test_fills_however_they_are_written(cell: str) -> None:
    piece = table(f"<style>.xl66 {{background:#00B050;}}</style><table><tr><td>MB1{cell}G</table>")
    assert [c.fill for c in piece.cells] == [None, "#00B050"]


def test_a_row_colour_is_its_cells_and_white_is_none() -> None:
    piece = table('<table><tr bgcolor="red"><td>a<td bgcolor="white">b</table>')
    assert piece.cells[0].fill == "#FF0000"
    assert table('<table><tr><td bgcolor="white">a<td>b</table>').cells[0].fill is None


def test_struck_words_stay_out_of_the_text_and_are_kept() -> None:
    cell = table(
        '<table><tr><td>Due <s>March</s> <span style="text-decoration: line-through">or so</span> June<td>x</table>'
    ).cells[0]
    assert (cell.text, cell.struck) == ("Due June", "March\nor so")


def test_inserted_and_deleted_words_follow_the_view() -> None:
    html = "<p>Due <del>March</del><ins>June</ins> 2025</p>"
    assert [block.text for block in read(html).blocks if isinstance(block, Paragraph)] == ["Due June 2025"]
    assert [b.text for b in read(html, "original").blocks if isinstance(b, Paragraph)] == ["Due March 2025"]


def test_a_list_in_a_cell_is_lines() -> None:
    piece = table("<table><tr><td>We will:<ul><li>mend<li>paint</ul>and<ol><li>sing</ol><td>x</table>")
    assert piece.cells[0].text == "We will:\n• mend\n• paint\nand\n1. sing"


def test_a_picture_that_is_a_rating_gives_its_words() -> None:
    assert table('<table><tr><td>MB1<td><img src="g.gif" alt="Green"></table>').cells[1].text == "Green"


def test_a_table_in_a_cell_is_nested() -> None:
    cell = table("<table><tr><th>Ref<th>Action<tr><td>1<td>Open homes<table><tr><td>a<td>b</table></table>").cells[3]
    assert cell.text == "Open homes"
    assert cell.nested[0].texts() == [["a", "b"]]


def test_a_table_that_lays_out_the_page_is_unwrapped() -> None:
    html = "<table><tr><td><h2>Plan</h2><p>Words.<td><table><tr><td>Ref<td>Action<tr><td>1<td>x</table></table>"
    blocks = read(html).blocks
    assert [type(block) for block in blocks] == [Heading, Paragraph, Piece]


def test_an_agenda_whose_cells_hold_whole_sections_is_unwrapped() -> None:
    cell = "<h3>Minutes</h3><p>The plan was received.</p><p>It was noted.</p><ul><li>57% is complete.</ul>"
    html = f"<table><tr><th>No.<th>Item<tr><td>1.<td>{cell}</table>"
    assert texts(html) == [
        "No.",
        "Item",
        "1.",
        "Minutes",
        "The plan was received.",
        "It was noted.",
        "• 57% is complete.",
    ]


def test_a_heading_in_a_cell_of_data_does_not_unwrap_the_table() -> None:
    assert table("<table><tr><th>Ref<th>Action<tr><td>1<td><h4>Homes</h4><p>Mend</table>").n_rows == 2


def test_preformatted_text_is_read_like_a_text_paper() -> None:
    piece = table("<p>x</p>\n<pre>Ref\tAction\nMB1\tMend</pre>")
    assert (piece.texts(), piece.line) == ([["Ref", "Action"], ["MB1", "Mend"]], 2)


def test_a_table_of_one_cell_is_a_paragraph() -> None:
    assert texts("<table><tr><td>A box of words</table>") == ["A box of words"]


def test_hidden_rows_and_empty_rows_are_left_out() -> None:
    assert table("<table><tr><td>a<td>b<tr><tr hidden><td>c<td>d<tr><td>e<td>f</table>").n_rows == 2


def test_a_caption_names_the_table_and_stands_above_it() -> None:
    blocks = read("<table><caption>Open actions</caption><tr><td>a<td>b</table>").blocks
    assert isinstance(blocks[0], Heading)
    assert isinstance(blocks[1], Piece)
    assert (blocks[0].text, blocks[1].name) == ("Open actions", "Open actions")


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [
        ("windows-1252", "cp1252"),
        ("iso-8859-1", "cp1252"),
        ("utf-8", "utf-8"),
        ("utf-8", "cp1252"),
        ("utf-16", "utf-16"),
        ("", "utf-8"),
    ],
)
def test_encodings_declared_rightly_wrongly_or_not(declared: str, encoding: str) -> None:
    html = f'<html><head><meta charset="{declared}"></head><body><p>The council’s – café</p></body></html>'
    blocks = read_html(html.encode(encoding), ReadSettings()).blocks
    assert [block.text for block in blocks if isinstance(block, Paragraph)] == ["The council’s – café"]


def test_a_web_archive_gives_its_page() -> None:
    page = '<html><head><meta charset="utf-8"></head><body><p>The council=E2=80=99s plan =\r\nof May.</p></body></html>'
    archive = (
        "From: <Saved by a browser>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n--b\r\n"
        "Content-Type: image/gif\r\n\r\nGIF89a\r\n--b\r\nContent-Type: text/html\r\n"
        f"Content-Transfer-Encoding: quoted-printable\r\n\r\n{page}\r\n--b--\r\n"
    )
    assert texts(archive) == ["The council’s plan of May."]
    with pytest.raises(PaperDamaged, match="no page"):
        read(archive.replace("text/html", "text/css"))


def test_the_title_and_author_are_properties() -> None:
    html = '<title>Agenda item |\n Marlbrook</title><meta name="DC.creator" content="Clerk"><p>x</p>'
    assert read(html).properties == (("title", "Agenda item | Marlbrook"), ("author", "Clerk"))


@pytest.mark.parametrize("html", ["", "<html></html>", "<body><script>build()</script></body>"])
def test_a_page_without_words_is_empty(html: str) -> None:
    with pytest.raises(PaperEmpty):
        read(html)


def test_tag_soup_is_read() -> None:
    assert texts("<p><b>One<p>two</b></i></td> three &amp; four <p") == ["One", "two three & four"]


def test_elements_nested_beyond_reason_are_said_to_be_so() -> None:
    assert texts("<div>" * 250 + "deep" + "</div>" * 250 + "<p>after") == ["deep", "after"]
    with pytest.raises(PaperDamaged, match="too deeply"):
        read("<div>" * 3000 + "deep")


WORD = st.sampled_from(["a", "b2", "Mend", "April 2025", "x – y"])


@settings(max_examples=60)
@given(
    st.lists(
        st.lists(st.tuples(WORD, st.integers(1, 3), st.integers(1, 3)), min_size=2, max_size=4), min_size=1, max_size=5
    )
)
def test_cells_with_any_spans_are_read_once_and_never_overlap(rows: list[list[tuple[str, int, int]]]) -> None:
    html = "".join(
        "<tr>" + "".join(f"<td rowspan={r} colspan={c}>{word}</td>" for word, r, c in row) + "</tr>" for row in rows
    )
    piece = table(f"<table>{html}</table>")
    assert [cell.text for cell in piece.cells] == [word for row in rows for word, _, _ in row]
    covered = [
        (cell.row + i, cell.col + j) for cell in piece.cells for i in range(cell.rowspan) for j in range(cell.colspan)
    ]
    assert len(covered) == len(set(covered))
    assert all(row < piece.n_rows and col < piece.n_cols for row, col in covered)


@settings(max_examples=60)
@given(st.integers(2, 4).flatmap(lambda n: st.lists(st.lists(WORD, min_size=n, max_size=n), min_size=2, max_size=5)))
def test_a_grid_written_as_a_table_is_read_back(grid: list[list[str]]) -> None:
    html = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in grid)
    assert table(f"<table>{html}</table>").texts() == grid


@pytest.mark.skipif(not PAGE.is_file(), reason="the shared page is not here")
def test_a_page_of_minutes_as_published() -> None:
    document = read_html(PAGE.read_bytes(), ReadSettings())
    paragraphs = [block for block in document.blocks if isinstance(block, Paragraph)]
    assert any(block.text.startswith("• 57%") for block in paragraphs)
    assert [block.number for block in paragraphs if block.number] == ["1.", "2.", "3."]
    assert not any("Forward plans" in block.text for block in paragraphs)
    assert not list(document.pieces())
