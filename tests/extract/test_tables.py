"""Pieces of one table are joined for a reason that can be said, and unrelated tables never are."""

from __future__ import annotations

from making import HEADER, heading, para, piece

from extract.document import Document, Piece
from extract.tables import logical_tables

ROW = ["A1", "Open the hub", "Head of Housing", "June 2025", "Green"]
ON = ["A2", "Close the depot", "Head of Estates", "July 2025", "Amber"]


def tables(*blocks: object) -> list[tuple[str | None, ...]]:
    made = Document("pdf", "application/pdf", tuple(blocks))  # type: ignore[arg-type]
    return [table.joined_by for table in logical_tables(made)]


def page(number: int, *rows: list[str], edges: tuple[float, ...] | None = None) -> Piece:
    return piece([list(row) for row in rows], drawn="ruled", page=number, edges=edges)


def test_a_table_goes_on_under_the_same_borders() -> None:
    assert tables(page(1, HEADER, ROW), page(2, ON)) == [(None, "page break: same column borders")]


def test_a_table_goes_on_under_a_repeated_header() -> None:
    assert tables(page(1, HEADER, ROW), page(2, HEADER, ON, edges=(40, 90, 190, 300, 420, 510))) == [
        (None, "repeated header")
    ]


def test_as_many_columns_do_not_join_two_tables() -> None:
    other = ["Term", "Meaning", "Source", "Page", "Note"]
    assert len(tables(page(1, HEADER, ROW), page(2, ["Reference", "Task", "Who", "When", "RAG"], ON))) == 2
    assert len(tables(page(1, HEADER, ROW), page(3, ON))) == 2
    assert len(tables(page(1, HEADER, ROW), page(2, other, edges=(0, 10, 20, 30, 40, 50)))) == 2


def test_a_heading_or_a_paragraph_between_parts_two_tables() -> None:
    assert len(tables(page(1, HEADER, ROW), heading("Next", 1, 2), page(2, ON))) == 2
    assert len(tables(page(1, HEADER, ROW), para("In the meantime the board met twice.", 2), page(2, ON))) == 2


def test_two_tables_on_one_page_stay_two() -> None:
    assert len(tables(page(1, HEADER, ROW), page(1, ON))) == 2


def test_a_table_knows_the_headings_and_the_paragraph_above_it() -> None:
    made = Document(
        "text",
        "text/plain",
        (heading("Plan", 1), heading("Homes", 2), para("The following are new:"), piece([HEADER, ROW])),
    )
    (table,) = logical_tables(made)
    assert table.path == ("Plan", "Homes")
    assert [p.text for p in table.intro] == ["The following are new:"]


def test_rows_keep_their_number_and_say_why_they_belong() -> None:
    made = Document("pdf", "application/pdf", (page(1, HEADER, ROW), page(2, ON)))
    (table,) = logical_tables(made)
    assert [(row.number, row.page, row.joined_by, row.leads_piece) for row in table.rows] == [
        (1, 1, None, False),
        (2, 1, None, False),
        (3, 2, "page break: same column borders", True),
    ]
