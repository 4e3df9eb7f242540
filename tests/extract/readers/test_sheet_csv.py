"""Delimited text: the delimiter, quotation marks that are never closed, ragged rows, titles above the table."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.document import Document, Paragraph, Piece
from extract.errors import PaperEmpty, PaperTooLarge, PaperUnsupported
from extract.readers.sheet import read_sheet
from extract.settings import ReadSettings

REAL = Path(__file__).parents[4] / "shared" / "papers" / "real"
HEADER = ["Ref", "Action", "Lead", "Due"]


def only(document: Document) -> Piece:
    (piece,) = document.pieces()
    return piece


def csv(text: str | bytes, suffix: str = ".csv") -> Document:
    return read_sheet(text.encode() if isinstance(text, str) else text, suffix, ReadSettings())


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found(delimiter: str) -> None:
    text = "\n".join(delimiter.join(row) for row in (HEADER, ["MB1", "Mend. Paint", "A", "May"]))
    assert only(csv(text)).texts()[1] == ["MB1", "Mend. Paint", "A", "May"]


def test_commas_inside_the_words_do_not_win_over_semicolons() -> None:
    assert only(csv("Ref;Action\nMB1;Mend, paint, sing\nMB2;Let\n")).n_cols == 2


def test_quotes_line_ends_and_a_mark_are_read() -> None:
    piece = only(csv('\ufeffRef,Action\r\nMB1,"Mend\r\nthe ""old"" roof, now"\r\nMB2,Paint\r\n'))
    assert piece.texts() == [["Ref", "Action"], ["MB1", 'Mend\nthe "old" roof, now'], ["MB2", "Paint"]]
    assert [cell.line for cell in piece.cells if cell.col == 0] == [1, 2, 3]


def test_ragged_rows_are_kept() -> None:
    piece = only(csv("Ref,Action\nMB1,Mend,and more\nMB2\n"))
    assert piece.texts() == [["Ref", "Action", ""], ["MB1", "Mend", "and more"], ["MB2", "", ""]]
    assert len(piece.cells) == 6


def test_title_lines_of_a_csv_are_text() -> None:
    blocks = csv("Marlbrook plan,,\nAs at March 2025\n\nRef,Action,Due\nMB1,Mend,May\n").blocks
    assert blocks[:2] == (Paragraph("Marlbrook plan", line=1), Paragraph("As at March 2025", line=2))
    assert isinstance(blocks[2], Piece)
    assert blocks[2].line == 4


def test_a_stated_separator_is_no_row() -> None:
    piece = only(csv("sep=;\nRef;Action\nMB1;Mend\n"))
    assert (piece.texts()[0], piece.line) == (["Ref", "Action"], 2)


def test_a_quotation_mark_that_is_never_closed_swallows_nothing() -> None:
    document = csv('Ref,Action\nMB1,"Mend\nMB2,Paint\nMB3,Let\n')
    assert [row[0] for row in only(document).texts()] == ["Ref", "MB1", "MB2", "MB3"]
    assert [problem.code for problem in document.problems] == ["table-not-understood"]


def test_an_open_quotation_mark_in_a_long_file_swallows_nothing() -> None:
    document = csv('Ref,Action\nMB0,"Mend\n' + "".join(f"MB{i},Paint the hall\n" for i in range(1, 9000)))
    assert only(document).n_rows == 9001


def test_a_cell_of_many_megabytes_is_refused() -> None:
    with pytest.raises(PaperTooLarge, match="row 2"):
        csv("Ref,Action\nMB1," + "x" * 3_000_000 + "\n")


@pytest.mark.parametrize("text", ["", "\n\n", ",,,\n,,\n"])
def test_a_csv_without_words_is_empty(text: str) -> None:
    with pytest.raises(PaperEmpty):
        csv(text)


def test_another_suffix_is_refused() -> None:
    with pytest.raises(PaperUnsupported, match="xlsx"):
        csv("a,b", ".numbers")


@pytest.mark.skipif(not REAL.is_dir(), reason="the shared papers are not here")
def test_a_real_requirements_list_has_every_row() -> None:
    lists = [only(read_sheet(path.read_bytes(), ".csv", ReadSettings())) for path in REAL.glob("*.csv")]
    assert [(piece.n_rows, piece.n_cols) for piece in lists] == [(287, 11)]
