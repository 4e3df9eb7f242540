"""Automatic numbers: labels that no text holds."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from extract.document import Paragraph
from extract.readers.numerals import numeral
from extract.readers.word import read_word
from extract.settings import ReadSettings

Build = Callable[..., bytes]


def level(index: int, form: str, text: str, more: str = "", start: int = 1) -> str:
    shown = f'<w:numFmt w:val="{form}"/>{more}<w:lvlText w:val="{text}"/>'
    return f'<w:lvl w:ilvl="{index}"><w:start w:val="{start}"/>{shown}</w:lvl>'


def lists(*levels: str, nums: str = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>') -> str:
    return f'<w:abstractNum w:abstractNumId="0">{"".join(levels)}</w:abstractNum>{nums}'


def item(text: str, index: int = 0, num: int = 1) -> str:
    listed = f'<w:numPr><w:ilvl w:val="{index}"/><w:numId w:val="{num}"/></w:numPr>'
    return f"<w:p><w:pPr>{listed}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def numbers(data: bytes) -> list[str | None]:
    blocks = read_word(data, ReadSettings()).blocks
    return [block.number for block in blocks if isinstance(block, Paragraph)]


@pytest.mark.parametrize(
    ("form", "number", "shown"),
    [
        ("decimal", 4, "4"),
        ("decimalZero", 4, "04"),
        ("001", 4, "004"),
        ("lowerLetter", 28, "bb"),
        ("upperLetter", 3, "C"),
        ("lowerRoman", 14, "xiv"),
        ("upperRoman", 1994, "MCMXCIV"),
        ("ordinal", 22, "22nd"),
        ("ordinal", 113, "113th"),
        ("cardinalText", 21, "Twenty-one"),
        ("ordinalText", 20, "Twentieth"),
        ("ordinalText", 32, "Thirty-second"),
        ("decimalEnclosedCircle", 3, "③"),
        ("chicago", 6, "††"),
        ("none", 3, ""),
        ("lowerRoman", 0, "0"),
        ("lowerLetter", 2_000_000_000, "2000000000"),
        ("a format of the future", 7, "7"),
    ],
)
def test_numerals(form: str, number: int, shown: str) -> None:
    assert numeral(number, form) == shown


def test_ref_that_exists_only_as_a_list_number(docx_paper: Build) -> None:
    rows = "".join(
        f"<w:tr><w:tc>{item('')}</w:tc><w:tc><w:p><w:r><w:t>Act {n}</w:t></w:r></w:p></w:tc></w:tr>" for n in (1, 2)
    )
    data = docx_paper(
        f"<w:tbl><w:tblPr/><w:tblGrid/>{rows}</w:tbl>", numbering=lists(level(0, "decimal", "HS%1", start=3))
    )
    cells = next(read_word(data, ReadSettings()).pieces()).cells
    assert [(cell.number, cell.text) for cell in cells] == [("HS3", ""), (None, "Act 1"), ("HS4", ""), (None, "Act 2")]


def test_levels_show_their_outer_counters_and_start_again(docx_paper: Build) -> None:
    numbering = lists(level(0, "decimal", "%1."), level(1, "decimal", "%1.%2"), level(2, "lowerLetter", "%1.%2(%3)"))
    body = "".join(item("x", index) for index in (0, 1, 2, 2, 1, 2, 0, 1))
    assert numbers(docx_paper(body, numbering=numbering)) == [
        "1.",
        "1.1",
        "1.1(a)",
        "1.1(b)",
        "1.2",
        "1.2(a)",
        "2.",
        "2.1",
    ]


def test_level_that_was_skipped_counts_as_begun(docx_paper: Build) -> None:
    numbering = lists(level(0, "decimal", "%1"), level(1, "decimal", "%1.%2"))
    assert numbers(docx_paper("".join(item("x", at) for at in (1, 1, 0)), numbering=numbering)) == ["1.1", "1.2", "2"]


def test_level_that_never_starts_again(docx_paper: Build) -> None:
    numbering = lists(level(0, "decimal", "%1"), level(1, "decimal", "A%2", '<w:lvlRestart w:val="0"/>'))
    assert numbers(docx_paper("".join(item("x", at) for at in (0, 1, 0, 1)), numbering=numbering)) == [
        "1",
        "A1",
        "2",
        "A2",
    ]


def test_legal_numbers_are_decimal_throughout(docx_paper: Build) -> None:
    numbering = lists(level(0, "upperRoman", "%1"), level(1, "decimal", "%1.%2", "<w:isLgl/>"))
    assert numbers(docx_paper(item("x") + item("y", 1), numbering=numbering)) == ["I", "1.1"]


def test_lists_of_one_definition_go_on_and_an_override_starts_again(docx_paper: Build) -> None:
    nums = (
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/>'
        "</w:lvlOverride></w:num>"
    )
    numbering = lists(level(0, "decimal", "%1"), nums=nums)
    body = "".join(item("x", 0, num) for num in (1, 2, 3, 3, 1))
    assert numbers(docx_paper(body, numbering=numbering)) == ["1", "2", "7", "8", "9"]


def test_number_from_the_paragraphs_style_and_none_from_list_zero(docx_paper: Build) -> None:
    tied = '<w:pStyle w:val="Act"/>'
    numbering = lists(level(0, "decimal", "%1"), level(1, "upperLetter", "P-%2", tied))
    style = (
        '<w:style w:type="paragraph" w:styleId="Act"><w:name w:val="Act"/>'
        '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    plain = '<w:p><w:pPr><w:pStyle w:val="Act"/></w:pPr><w:r><w:t>one</w:t></w:r></w:p>'
    off = plain.replace("</w:pPr>", '<w:numPr><w:numId w:val="0"/></w:numPr></w:pPr>', 1)
    assert numbers(docx_paper(plain + off + plain, numbering=numbering, styles=style)) == ["P-A", None, "P-B"]


def test_later_list_items_in_a_cell_keep_their_label_in_the_text(docx_paper: Build) -> None:
    numbering = lists(level(0, "decimal", "%1."), level(1, "bullet", "\uf0b7"))
    cell = item("Plan it") + item("Do it") + item("with care", 1)
    table = f"<w:tbl><w:tblPr/><w:tblGrid/><w:tr><w:tc>{cell}</w:tc></w:tr></w:tbl>"
    (read,) = next(read_word(docx_paper(table, numbering=numbering), ReadSettings()).pieces()).cells
    assert (read.number, read.text) == ("1.", "Plan it\n2. Do it\n• with care")


def test_bullet_before_nothing_is_nothing(docx_paper: Build) -> None:
    data = docx_paper(item("") + item("Listen"), numbering=lists(level(0, "bullet", "•")))
    assert [getattr(block, "text", "") for block in read_word(data, ReadSettings()).blocks] == ["• Listen"]


def test_number_of_a_struck_item_is_struck_with_it(docx_paper: Build) -> None:
    strike = "<w:rPr><w:strike/></w:rPr>"
    listed = f'<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>{strike}</w:pPr>'
    cell = f"<w:tc><w:p>{listed}<w:r>{strike}<w:t>Gone</w:t></w:r></w:p></w:tc>"
    data = docx_paper(
        f"<w:tbl><w:tblPr/><w:tblGrid/><w:tr>{cell}</w:tr></w:tbl>", numbering=lists(level(0, "decimal", "H%1"))
    )
    (read,) = next(read_word(data, ReadSettings()).pieces()).cells
    assert (read.text, read.number, read.struck) == ("", None, "H1 Gone")
