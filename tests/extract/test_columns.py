"""Header words name roles; the cells confirm them or take them back."""

from __future__ import annotations

import pytest

from extract.columns import Role, alike, read_header, roles_by_content, verified
from extract.header_words import header_role


@pytest.mark.parametrize(
    ("printed", "role"),
    [
        ("Ref", Role.REF), ("No.", Role.REF), ("Action ref", Role.REF), ("#", Role.REF), ("Item no", Role.REF),
        ("Action", Role.ACTION), ("Agreed actions", Role.ACTION), ("What we will do:", Role.ACTION),
        ("Committed to", Role.ACTION), ("Commitment", Role.ACTION), ("Action What we will do", Role.ACTION),
        ("Who", Role.OWNER), ("Responsible officer", Role.OWNER), ("Who's responsible:", Role.OWNER),
        ("To be actioned by", Role.OWNER), ("Lead", Role.OWNER), ("Lead officer(s)", Role.OWNER),
        ("Action owner", Role.OWNER),
        ("By when", Role.TIMESCALE), ("Deadline", Role.TIMESCALE), ("Target date", Role.TIMESCALE),
        ("When will we see an impact?", Role.TIMESCALE), ("Due by", Role.TIMESCALE), ("Timescale", Role.TIMESCALE),
        ("Revised timescale", Role.NEW_TIMESCALE), ("Last reported timescale", Role.OLD_TIMESCALE),
        ("Original due date", Role.OLD_TIMESCALE), ("Revised action", Role.NEW_ACTION), ("New action", Role.NEW_ACTION),
        ("Actions that have been closed", Role.OLD_ACTION), ("Reason", Role.REASON),
        ("RAG", Role.RATING), ("BRAG rating", Role.RATING), ("Status at October", Role.RATING), ("Status", Role.RATING),
        ("Latest position", Role.PROGRESS), ("Progress update", Role.PROGRESS), ("Next steps", Role.NEXT_STEPS),
        ("Start date", Role.START), ("Date completed", Role.COMPLETED),
        ("Budget", Role.OTHER), ("Measurement", Role.OTHER), ("Meeting date", Role.OTHER), ("", Role.OTHER),
    ],
)  # fmt: skip
def test_header_words_name_their_role(printed: str, role: Role) -> None:
    assert header_role(printed)[0] is role


def test_a_row_of_data_is_no_header() -> None:
    assert read_header(["1.1", "Review the policy", "Head of Housing", "June 2025", "Green"]) is None


def test_a_single_known_word_makes_no_header() -> None:
    assert read_header(["Colour", "Definition"]) is None
    assert read_header(["Action", "Apples", "Pears"]) is None


def test_a_ref_column_that_holds_dates_is_no_ref_column() -> None:
    header = read_header(["Meeting date & action number", "Action", "Deadline", "Progress"])
    assert header is not None
    rows = [["11/01/2011", "Circulate the note to members", "March 2011", "On track"]] * 3
    roles = [column.role for column in verified(header, rows).columns]
    assert roles[0] is Role.OTHER
    assert roles[3] is Role.RATING


def test_rows_of_another_kind_below_do_not_disprove_the_ref_column() -> None:
    header = read_header(["Ref", "Action", "Lead", "Due"])
    assert header is not None
    rows = [["A1", "Do this", "", ""], ["A2", "Do that", "", ""], *[["How we will tell", "x", "", ""]] * 5]
    assert verified(header, rows).columns[0].role is Role.REF


def test_roles_are_read_from_the_cells_where_there_is_no_header() -> None:
    rows = [
        ["Circulate the minutes of the tenth meeting to members", "New"],
        ["Set up a meeting with the survey team about licences", "Carried forward"],
    ]
    header = roles_by_content(rows)
    assert header is not None
    assert [column.role for column in header.columns] == [Role.ACTION, Role.RATING]


def test_prose_beside_prose_shows_no_action_table() -> None:
    rows = [["In the year we learned that sharing early helps", "So this year we will share drafts much earlier"]] * 3
    assert roles_by_content(rows) is None


def test_a_repeated_header_is_recognised_whatever_the_empty_columns() -> None:
    header = read_header(["Ref", "Action", "Lead"])
    assert header is not None
    assert alike(["Ref", "", "Action", "Lead", ""], header)
    assert not alike(["Ref", "Action", "Owner"], header)
