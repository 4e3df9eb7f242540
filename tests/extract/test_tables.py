"""Pieces of one table are joined for a reason that can be said, and unrelated tables never are."""

from __future__ import annotations

from making import HEADER, actions, heading, paper, para, piece

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


TITLE = ["What must get better", "", "", "", ""]


def test_title_rows_printed_again_lead_no_entry() -> None:
    first = page(1, TITLE, HEADER, ROW, ["A2", "Close the depot and", "Head of Estates", "July 2025", "Amber"])
    found = actions(heading("Action plan"), first, page(2, TITLE, ["", "sell the land", "", "", ""]))
    assert [action.text for action in found] == ["Open the hub", "Close the depot and sell the land"]


def test_the_end_of_a_sentence_above_a_header_is_no_section() -> None:
    end = ["are not always completed within the time that was promised to families.", "", "", "", ""]
    (version,) = paper(heading("Homes"), page(1, end, HEADER, ROW)).versions
    assert [section.path for section in version.sections] == [("Homes",)]


def test_a_label_over_the_first_columns_of_a_continuation_is_no_action() -> None:
    label = piece(
        [["How we will know", "Fewer complaints reach us", "What we will see", "Homes that are let"]],
        drawn="ruled", page=2, edges=(50, 205, 320, 430, 550),
    )  # fmt: skip
    found = actions(heading("Action plan"), page(1, HEADER, ROW, ON), label)
    assert [action.ref for action in found] == ["A1", "A2"]
