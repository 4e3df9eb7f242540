"""Tracked changes of a Word file: each fault in both views."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from extract.document import Document, Heading, Paragraph
from extract.readers.word import read_word
from extract.settings import ReadSettings

Build = Callable[..., bytes]
WHO = 'w:id="1" w:author="C Reed" w:date="2025-05-19T00:00:00Z"'
SHARED = Path(__file__).parents[4] / "shared"


def ins(inner: str) -> str:
    return f"<w:ins {WHO}>{inner}</w:ins>"


def gone(text: str) -> str:
    return f'<w:del {WHO}><w:r><w:delText xml:space="preserve">{text}</w:delText></w:r></w:del>'


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def mark(kind: str) -> str:
    return f"<w:pPr><w:rPr><w:{kind} {WHO}/></w:rPr></w:pPr>"


def row(*cells: str, kind: str = "") -> str:
    properties = f"<w:trPr><w:{kind} {WHO}/></w:trPr>" if kind else ""
    return f"<w:tr>{properties}{''.join(f'<w:tc><w:p>{cell}</w:p></w:tc>' for cell in cells)}</w:tr>"


def tbl(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"


def views(data: bytes) -> tuple[Document, Document]:
    return read_word(data, ReadSettings(view="final")), read_word(data, ReadSettings(view="original"))


def grids(data: bytes) -> tuple[list[list[list[str]]], list[list[list[str]]]]:
    final, original = views(data)
    return [piece.texts() for piece in final.pieces()], [piece.texts() for piece in original.pieces()]


def lines(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Paragraph | Heading)]


def test_words_inserted_and_deleted_in_a_cell(docx_paper: Build) -> None:
    data = docx_paper(tbl(row(run("1"), run("Due ") + gone("March 2025") + ins(run("June 2025")))))
    assert grids(data) == ([[["1", "Due June 2025"]]], [[["1", "Due March 2025"]]])


def test_row_inserted_and_row_deleted(docx_paper: Build) -> None:
    data = docx_paper(
        tbl(row(run("1")), row(ins(run("2 new")), kind="ins"), row(gone("3 old"), kind="del"), row(run("4")))
    )
    assert grids(data) == ([[["1"], ["2 new"], ["4"]]], [[["1"], ["3 old"], ["4"]]])


def test_whole_table_inserted_is_not_in_the_original(docx_paper: Build) -> None:
    assert grids(docx_paper(tbl(row(ins(run("new")), kind="ins")))) == ([[["new"]]], [])


def test_whole_table_deleted_is_not_in_the_final(docx_paper: Build) -> None:
    assert grids(docx_paper(tbl(row(gone("old"), kind="del")))) == ([], [[["old"]]])


def test_cell_inserted_and_cell_deleted(docx_paper: Build) -> None:
    def cell(text: str, kind: str) -> str:
        return f"<w:tc><w:tcPr><w:{kind} {WHO}/></w:tcPr><w:p>{run(text)}</w:p></w:tc>"

    whole = f"<w:tr><w:tc><w:p>{run('1')}</w:p></w:tc>{cell('new', 'cellIns')}{cell('old', 'cellDel')}</w:tr>"
    assert grids(docx_paper(tbl(whole))) == ([[["1", "new"]]], [[["1", "old"]]])


def test_cells_merged_under_tracking(docx_paper: Build) -> None:
    def cell(text: str, state: str) -> str:
        merge = f'<w:cellMerge {WHO} w:vMerge="{state}" w:vMergeOrig="rest"/>'
        return f"<w:tr><w:tc><w:tcPr>{merge}</w:tcPr><w:p>{run(text)}</w:p></w:tc></w:tr>"

    final, original = views(docx_paper(tbl(cell("Lead", "rest"), cell("", "cont"))))
    assert [cell.rowspan for cell in next(final.pieces()).cells] == [2]
    assert [cell.rowspan for cell in next(original.pieces()).cells] == [1, 1]


def test_deleted_paragraph_mark_joins_two_paragraphs(docx_paper: Build) -> None:
    final, original = views(docx_paper(f"<w:p>{mark('del')}{run('We will ')}</w:p><w:p>{run('build homes')}</w:p>"))
    assert lines(final) == ["We will build homes"]
    assert lines(original) == ["We will", "build homes"]


def test_inserted_paragraph_is_not_in_the_original(docx_paper: Build) -> None:
    data = docx_paper(f"<w:p>{mark('ins')}{ins(run('Added'))}</w:p><w:p>{run('Stays')}</w:p>")
    final, original = views(data)
    assert (lines(final), lines(original)) == (["Added", "Stays"], ["Stays"])


def test_deleted_paragraph_before_a_table_leaves_no_number_behind(docx_paper: Build) -> None:
    listed = f'<w:p><w:pPr><w:pStyle w:val="ListNumber"/><w:rPr><w:del {WHO}/></w:rPr></w:pPr>{gone("old item")}</w:p>'
    final, _ = views(docx_paper(listed + tbl(row(run("1"), run("x")))))
    assert lines(final) == []


def test_deleted_only_paragraph_of_a_cell_leaves_it_empty(docx_paper: Build) -> None:
    cell = f"<w:tr><w:tc><w:p>{mark('del')}{gone('May')}</w:p></w:tc><w:tc><w:p>{run('x')}</w:p></w:tc></w:tr>"
    assert grids(docx_paper(tbl(cell))) == ([[["", "x"]]], [[["May", "x"]]])


def test_moved_words_stand_in_one_place_in_each_view(docx_paper: Build) -> None:
    away = f"<w:p>{run('First. ')}<w:moveFrom {WHO}>{run('Moved.')}</w:moveFrom></w:p>"
    here = f"<w:p>{run('Second. ')}<w:moveTo {WHO}>{run('Moved.')}</w:moveTo></w:p>"
    final, original = views(docx_paper(away + here))
    assert lines(final) == ["First.", "Second. Moved."]
    assert lines(original) == ["First. Moved.", "Second."]


def test_change_of_format_gives_back_the_former_one(docx_paper: Build) -> None:
    change = f"<w:rPr><w:strike/><w:rPrChange {WHO}><w:rPr/></w:rPrChange></w:rPr>"
    shade = (
        f'<w:tcPr><w:shd w:val="clear" w:fill="00B050"/><w:tcPrChange {WHO}><w:tcPr>'
        '<w:shd w:val="clear" w:fill="FFC000"/></w:tcPr></w:tcPrChange></w:tcPr>'
    )
    data = docx_paper(tbl(f"<w:tr><w:tc>{shade}<w:p><w:r>{change}<w:t>Act</w:t></w:r></w:p></w:tc></w:tr>"))
    final, original = (next(document.pieces()).cells[0] for document in views(data))
    assert (final.text, final.struck, final.fill) == ("", "Act", "#00B050")
    assert (original.text, original.struck, original.fill) == ("Act", None, "#FFC000")


def test_numbers_count_only_what_the_view_shows(docx_paper: Build) -> None:
    def listed(text: str, kind: str = "") -> str:
        marked = f"<w:rPr><w:{kind} {WHO}/></w:rPr>" if kind else ""
        body = gone(text) if kind == "del" else run(text)
        return f'<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>{marked}</w:pPr>{body}</w:p>'

    level = '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="A%1"/></w:lvl>'
    numbering = (
        f'<w:abstractNum w:abstractNumId="0">{level}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    data = docx_paper(listed("one") + listed("two", "del") + listed("three"), numbering=numbering)
    final, original = views(data)
    numbered = [[block.number for block in view.blocks if isinstance(block, Paragraph)] for view in (final, original)]
    assert numbered == [["A1", "A2"], ["A1", "A2", "A3"]]


@pytest.mark.skipif(not (SHARED / "papers/001_C.docx").exists(), reason="the shared papers are not beside the checkout")
def test_both_views_of_the_tracked_plan_hold_its_actions() -> None:
    gold = json.loads((SHARED / "gold/001.json").read_text(encoding="utf-8"))["actions"]
    changed = json.loads((SHARED / "gold/001_C_changes.json").read_text(encoding="utf-8"))["changes"]
    data = (SHARED / "papers/001_C.docx").read_bytes()
    final, original = views(data)
    assert _missing({action["ref"]: action["text"] for action in gold}, original) == []
    wanted = {action["ref"]: action["text"] for action in gold}
    for change in changed:
        if change["field"] == "text":
            wanted[change["ref"]] = change["after"]
        elif change["field"] == "row" and change["after"]:
            wanted[change["ref"]] = change["after"]["text"]
        elif change["field"] == "row":
            del wanted[change["ref"]]
    assert _missing(wanted, final) == []


def _missing(wanted: dict[str, str], document: Document) -> list[str]:
    """Refs whose words do not stand in one row with their ref."""
    rows = [
        [f"{cell.number or ''}{cell.text}" for cell in row if cell]
        for piece in document.pieces()
        for row in piece.rows()
    ]
    pressed = [["".join(text.split()) for text in row] for row in rows]
    return [
        ref for ref, text in wanted.items() if not any(ref in row and "".join(text.split()) in row for row in pressed)
    ]
