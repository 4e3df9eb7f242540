"""What stands in Word paragraphs, round the tables, and in files that are not whole."""

from __future__ import annotations

import inspect
import io
import sys
import zipfile
from collections.abc import Callable

import pytest

from extract.document import Document, Heading, Paragraph
from extract.errors import PaperDamaged, PaperEncrypted, PaperTooLarge, PaperUnsupported
from extract.readers.symbols import readable, symbol
from extract.readers.word import read_word
from extract.settings import ReadSettings

Build = Callable[..., bytes]


def read(data: bytes) -> Document:
    return read_word(data, ReadSettings())


def texts(data: bytes) -> list[str]:
    return [block.text for block in read(data).blocks if isinstance(block, Heading | Paragraph)]


def r(text: str, look: str = "") -> str:
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def p(inner: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"


def test_links_smart_tags_and_field_results_are_text_and_field_codes_are_not(docx_paper: Build) -> None:
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> REF due </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{r("May 2025")}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    link = f"<w:hyperlink>{r('the plan')}</w:hyperlink>"
    tag = f"<w:smartTag>{r('Marlbrook')}</w:smartTag>"
    simple = f'<w:fldSimple w:instr="PAGE">{r("7")}</w:fldSimple>'
    assert texts(docx_paper(p(f"{tag}{r(' ')}{link}{r(' by ')}{field}{r(', page ')}{simple}"))) == [
        "Marlbrook the plan by May 2025, page 7"
    ]


def test_field_that_never_ends_does_not_swallow_the_paper(docx_paper: Build) -> None:
    broken = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>' + r("lost")
    assert texts(docx_paper(p(r("Before ") + broken) + p(r("After")))) == ["Before", "After"]


def test_old_form_fields_show_their_choice(docx_paper: Build) -> None:
    def form(data: str) -> str:
        return (
            f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData>{data}</w:ffData></w:fldChar></w:r>'
            '<w:r><w:instrText>FORM</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
        )

    choice = '<w:ddList><w:result w:val="1"/><w:listEntry w:val="Red"/><w:listEntry w:val="Amber"/></w:ddList>'
    ticked = '<w:checkBox><w:default w:val="0"/><w:checked/></w:checkBox>'
    assert texts(docx_paper(p(form(choice)) + p(form(ticked)))) == ["Amber", "☒"]


def test_text_box_is_read_once_after_its_paragraph(docx_paper: Build) -> None:
    inner = f"<w:txbxContent>{p(r('Ratings as at 2 May 2025.'))}</w:txbxContent>"
    box = (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:wsp><wps:txbx>'
        f"{inner}</wps:txbx></wps:wsp></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>{inner}"
        "</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert texts(docx_paper(p(r("Before") + box) + p(r("After")))) == ["Before", "Ratings as at 2 May 2025.", "After"]


def test_fallback_is_read_where_the_choice_holds_no_text(docx_paper: Build) -> None:
    box = f"<mc:AlternateContent><mc:Choice/><mc:Fallback>{r('kept')}</mc:Fallback></mc:AlternateContent>"
    assert texts(docx_paper(p(box))) == ["kept"]


def test_hidden_text_is_left_out_and_said(docx_paper: Build) -> None:
    document = read(docx_paper(p(r("Shown") + r(" not for print", "<w:vanish/>"))))
    assert [getattr(block, "text", "") for block in document.blocks] == ["Shown"]
    assert [(problem.code, problem.severity) for problem in document.problems] == [("hidden-text", "note")]
    assert "not for print" in document.problems[0].message


def test_struck_text_outside_tables_is_said(docx_paper: Build) -> None:
    document = read(docx_paper(p(r("Old wording", "<w:dstrike/>"))))
    assert (document.blocks, [problem.code for problem in document.problems]) == ((), ["struck-text"])


def test_special_characters(docx_paper: Build) -> None:
    broken = r("five co\u00adordin") + "<w:r><w:softHyphen/></w:r>" + r("ators ")
    tick = '<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>'
    inner = r("twenty") + "<w:r><w:noBreakHyphen/></w:r>" + broken + tick
    assert texts(docx_paper(p(inner))) == ["twenty-five coordinators ✓"]


@pytest.mark.parametrize(
    ("font", "code", "shown"),
    [("Symbol", "F0B7", "•"), ("Wingdings", "4A", "☺"), ("Arial", "20AC", "€"), ("Wingdings", "zz", "")],
)
def test_symbols(font: str, code: str, shown: str) -> None:
    assert symbol(font, code) == shown


def test_symbol_font_bullets_in_text_are_bullets() -> None:
    assert readable("\uf0b7 Listen") == "• Listen"


def test_capitals_are_given_as_printed(docx_paper: Build) -> None:
    assert texts(docx_paper(p(r("hs1", "<w:caps/>")))) == ["HS1"]


def test_headings_by_style_outline_level_and_title(docx_paper: Build) -> None:
    body = (
        p(r("Recovery Plan"), '<w:pStyle w:val="Title"/>')
        + p(r("Homes"), '<w:pStyle w:val="Heading2"/>')
        + p(r("By level"), '<w:outlineLvl w:val="2"/>')
        + p(r("Bold words", "<w:b/>"))
    )
    blocks = read(docx_paper(body)).blocks
    assert [(block.text, block.level) for block in blocks if isinstance(block, Heading)] == [
        ("Recovery Plan", 1),
        ("Homes", 2),
        ("By level", 3),
    ]


def test_bold_lines_head_a_file_without_heading_styles(docx_paper: Build) -> None:
    table = f"<w:tbl><w:tblPr/><w:tblGrid/><w:tr><w:tc>{p(r('x'))}</w:tc></w:tr></w:tbl>"
    body = (
        p(r("Priority one", '<w:b/><w:sz w:val="32"/>'))
        + p(r("Homes", "<w:b/>"))
        + p(r("This is a bold sentence.", "<w:b/>"))
        + p(r("an aside", "<w:i/>"))
        + p(r("Repairs", "<w:i/>"))
        + table
    )
    blocks = read(docx_paper(body)).blocks
    assert [(block.text, block.level) for block in blocks if isinstance(block, Heading)] == [
        ("Priority one", 1),
        ("Homes", 2),
        ("Repairs", 3),
    ]


def test_headers_and_footers_are_kept_apart(docx_paper: Build) -> None:
    section = '<w:sectPr><w:headerReference w:type="default" r:id="xheader"/></w:sectPr>'
    body = p(r("Body"), section)
    data = docx_paper(body, parts={"header": ("header9.xml", p(r("OFFICIAL")))})
    document = read(data)
    assert [paragraph.text for paragraph in document.furniture] == ["OFFICIAL"]
    assert texts(data) == ["Body"]


def test_footnotes_are_apart_and_numbered_in_the_order_of_the_text(docx_paper: Build) -> None:
    notes = "".join(
        f'<w:footnote w:id="{key}"{kind}>{p(r(text))}</w:footnote>'
        for key, kind, text in ((0, ' w:type="separator"', ""), (5, "", "Later"), (6, "", "Sooner"))
    )
    body = p(
        r("One")
        + '<w:r><w:footnoteReference w:id="6"/></w:r>'
        + r(" two")
        + '<w:r><w:footnoteReference w:id="5"/></w:r>'
    )
    document = read(docx_paper(body, parts={"footnotes": ("footnotes.xml", notes)}))
    assert [(note.number, note.text) for note in document.footnotes] == [("1", "Sooner"), ("2", "Later")]
    assert [getattr(block, "text", "") for block in document.blocks] == ["One two"]


def test_file_of_pictures_only_is_a_page_without_text(docx_paper: Build) -> None:
    document = read(docx_paper(p("<w:r><w:drawing><pic:pic/></w:drawing></w:r>")))
    assert [problem.code for problem in document.problems] == ["page-without-text"]


def test_properties_are_what_the_file_says_of_itself(docx_paper: Build) -> None:
    assert ("author", "python-docx") in read(docx_paper(p(r("x")))).properties


def rebuilt(data: bytes, change: Callable[[str, bytes], bytes | None]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            content = change(name, old.read(name))
            if content is not None:
                new.writestr(name, content)
    return made.getvalue()


def test_strict_files_are_read(docx_paper: Build) -> None:
    usual = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    strict = rebuilt(
        docx_paper(p(r("Strict"))),
        lambda _, xml: xml.replace(usual, b"http://purl.oclc.org/ooxml/wordprocessingml/main"),
    )
    assert texts(strict) == ["Strict"]


def test_reference_to_a_missing_part_does_not_cost_the_paper(docx_paper: Build) -> None:
    data = rebuilt(docx_paper(p(r("Whole"))), lambda name, xml: None if "theme" in name or "thumbnail" in name else xml)
    assert texts(data) == ["Whole"]


def test_cut_off_file_is_damaged(docx_paper: Build) -> None:
    with pytest.raises(PaperDamaged, match="fetch it again"):
        read(docx_paper(p(r("x")))[:2000])


def test_broken_part_is_damaged_and_named(docx_paper: Build) -> None:
    data = rebuilt(docx_paper(p(r("x"))), lambda name, xml: xml[:-30] if name == "word/document.xml" else xml)
    with pytest.raises(PaperDamaged, match=r"word/document\.xml"):
        read(data)


def test_file_with_a_password_says_so() -> None:
    with pytest.raises(PaperEncrypted, match="password"):
        read(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500 + "EncryptedPackage".encode("utf-16-le"))


def test_old_binary_file_named_docx_says_what_to_do() -> None:
    with pytest.raises(PaperUnsupported, match=r"\.doc"):
        read(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500)


def test_zip_that_is_no_word_file_is_refused() -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("readme.txt", "no paper")
    with pytest.raises(PaperUnsupported, match="no Word document"):
        read(made.getvalue())


def test_tables_in_tables_without_end_are_refused(docx_paper: Build) -> None:
    nested = p(r("in"))
    for _ in range(60):
        nested = f"<w:tbl><w:tr><w:tc><w:p/></w:tc><w:tc>{nested}<w:p/></w:tc></w:tr></w:tbl>"
    data = docx_paper(nested)
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(len(inspect.stack()) + 250)
    try:
        with pytest.raises(PaperDamaged, match="tables without end"):
            read(data)
    finally:
        sys.setrecursionlimit(limit)


def test_file_that_unpacks_too_large_is_refused(docx_paper: Build) -> None:
    with pytest.raises(PaperTooLarge, match="max_bytes"):
        read_word(docx_paper(p(r("x"))), ReadSettings(max_bytes=1000))


def test_what_comments_say_is_said_and_is_no_text(docx_paper: Build) -> None:
    said = f'<w:comment w:id="1" w:author="Ann Reed">{p(r("Is this still May?"))}</w:comment>'
    body = p(r("Mend the quay by May.") + '<w:r><w:commentReference w:id="1"/></w:r>')
    document = read(docx_paper(body, parts={"comments": ("comments.xml", said)}))
    assert [getattr(block, "text", "") for block in document.blocks] == ["Mend the quay by May."]
    assert [problem.code for problem in document.problems] == ["comments-not-read"]
    assert "“Ann Reed: Is this still May?”" in document.problems[0].message
