"""Tables that a text draws by spaces, rules, boxes and pipes, over pages and without."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from extract.document import Document, Heading, Paragraph, Piece
from extract.errors import PaperEmpty
from extract.paper import paper_of, read_paper
from extract.readers.html import read_html
from extract.readers.text import read_text
from extract.settings import ReadSettings

TYPED = """\
Parish action list

Ref   Action                           Lead          By when       Status
A1    Review the winter shelter rota   Clerk         May 2025      Green
      with the two partner parishes
A2    Replace the market stall         Estates       June 2025     Red
      licence fees                     Manager
A3    Audit purchase cards             Clerk         30 June 2025  Amber
"""


def read(text: str) -> Document:
    return read_text(text.encode(), ReadSettings())


def piece(text: str) -> Piece:
    (found,) = read(text).pieces()
    return found


def test_columns_of_spaces_are_a_table_and_wrapped_lines_go_on_with_their_cell() -> None:
    found = piece(TYPED)
    assert found.drawn == "aligned"
    assert found.texts()[1:3] == [
        ["A1", "Review the winter shelter rota with the two partner parishes", "Clerk", "May 2025", "Green"],
        ["A2", "Replace the market stall licence fees", "Estates Manager", "June 2025", "Red"],
    ]
    assert [cell.line for cell in found.cells if cell.col == 0] == [3, 4, 6, 8]
    assert read(TYPED).blocks[0] == Heading("Parish action list", 1, line=1)


def test_a_typed_table_gives_whole_actions() -> None:
    paper = paper_of(read(TYPED), "0" * 64, "list.txt", ReadSettings())
    (version,) = paper.versions
    assert [(a.ref, a.owners[0].owner, a.milestones[0].due, a.rating) for a in version.actions] == [
        ("A1", "Clerk", "2025-05", "green"),
        ("A2", "Estates Manager", "2025-06", "red"),
        ("A3", "Clerk", "2025-06-30", "amber"),
    ]


def test_rows_without_refs_begin_where_several_cells_do() -> None:
    text = """\
Agreed action                    Who             When
-----------------------------------------------------------
Mend the roof of the hall        Estates         May 2025
before the winter
Paint the doors of both          Clerk           July 2025
shelters at Marl Lane
Report to the board              Chair           TBC
"""
    assert [row[0] for row in piece(text).texts()] == [
        "Agreed action",
        "Mend the roof of the hall before the winter",
        "Paint the doors of both shelters at Marl Lane",
        "Report to the board",
    ]


def test_rules_between_rows_part_them_and_a_header_of_two_lines_is_one_row() -> None:
    text = """\
=====================================================
      Agreed                     Target     Progress
No    action                     date
=====================================================
1     Mend the roof of the       May 2025   Roofer
      hall                                  appointed
      Report to the board                   in March
-----------------------------------------------------
2     Paint the doors            July 2025  None yet
-----------------------------------------------------
3     Sell the old van           June 2025  Done
=====================================================
"""
    assert piece(text).texts() == [
        ["No", "Agreed action", "Target date", "Progress"],
        [
            "1",
            "Mend the roof of the hall Report to the board".replace("hall ", "hall\n"),
            "May 2025",
            "Roofer appointed in March",
        ],
        ["2", "Paint the doors", "July 2025", "None yet"],
        ["3", "Sell the old van", "June 2025", "Done"],
    ]


def test_a_rule_with_gaps_tells_the_columns_though_cells_touch() -> None:
    text = """\
Ref  Action                   Owner     Due
---- ------------------------ --------- ----------
A1   Mend the roof of the hal Clerk     May 2025
A2   Paint                    Estates   June 2025
"""
    assert piece(text).texts()[1] == ["A1", "Mend the roof of the hal", "Clerk", "May 2025"]


def test_a_line_over_all_columns_between_rows_is_one_cell() -> None:
    text = """\
Ref   Action                   Owner        Due
1.1   Mend the roof            Clerk        May 2025
1.2   Paint the doors          Estates      June 2025
Theme 2: A council that answers every one of its letters
2.1   Buy a new van            Clerk        July 2025
"""
    found = piece(text)
    band = next(cell for cell in found.cells if cell.row == 3)
    assert (band.text, band.colspan) == ("Theme 2: A council that answers every one of its letters", 4)


def test_cells_that_stand_below_or_amid_their_row_are_of_the_group_that_blank_lines_part() -> None:
    text = """\
Meeting      Action                            Deadline    Status

             Work with the Home Office on a
11/01/2011   report of what was learnt         May 2011    On track

             Support the department in
08/02/2011   setting up a panel                March 2011  On track

             Invite the commissioner
             to the next meeting of
02/03/2011   the board                         June 2011   Complete
"""
    assert [row[:2] for row in piece(text).texts()[1:]] == [
        ["11/01/2011", "Work with the Home Office on a report of what was learnt"],
        ["08/02/2011", "Support the department in setting up a panel"],
        ["02/03/2011", "Invite the commissioner to the next meeting of the board"],
    ]


def test_a_table_goes_on_over_a_form_feed_and_what_every_page_repeats_is_furniture() -> None:
    pages = [
        (
            "Marlbrook Council                          OFFICIAL\n\n"
            "Ref   Action               Lead      Due\n"
            "A1    Mend the roof        Clerk     May 2025\n"
            "A2    Paint the doors      Estates   June 2025\n"
            "A3    Sell the old van     Clerk     June 2025\n\n"
            "                    Page 1 of 2\n"
        ),
        (
            "Marlbrook Council                          OFFICIAL\n\n"
            "A4    Buy a new van of     Clerk     July 2025\n"
            "      the same kind\n"
            "A5    Test the alarms      Chair     May 2025\n"
            "A6    Clear the ditches    Estates   May 2025\n\n"
            "                    Page 2 of 2\n"
        ),
    ]
    document = read("\f".join(pages))
    assert len(list(document.pieces())) == 2
    assert {line.text.split()[0] for line in document.furniture} == {"Page", "Marlbrook"}
    actions = paper_of(document, "0" * 64, "list.txt", ReadSettings()).versions[0].actions
    assert [(a.ref, a.text, a.milestones[0].due) for a in actions][3:5] == [
        ("A4", "Buy a new van of the same kind", "2025-07"),
        ("A5", "Test the alarms", "2025-05"),
    ]


def test_a_box_of_signs_is_a_table_whose_rules_part_its_rows() -> None:
    text = """\
+-----+-----------------+----------+
| Ref | Action          | Due      |
+=====+=================+==========+
| A1  | Mend the roof   | May 2025 |
|     | of the hall     |          |
+-----+-----------------+----------+
| Theme 2: A fair council          |
+-----+-----------------+----------+
| A2  | Paint | or clean| June 2025|
+-----+-----------------+----------+
"""
    found = piece(text)
    assert found.texts() == [
        ["Ref", "Action", "Due"],
        ["A1", "Mend the roof of the hall", "May 2025"],
        ["Theme 2: A fair council", "", ""],
        ["A2", "Paint | or clean", "June 2025"],
    ]
    assert next(cell for cell in found.cells if cell.row == 2).colspan == 3


def test_a_box_of_drawn_lines_without_rules_between_its_rows_has_a_row_a_line() -> None:
    text = """\
┌─────┬─────────────────┬───────────┐
│ Ref │ Action          │ Due       │
├─────┼─────────────────┼───────────┤
│ A1  │ Mend the roof   │ May 2025  │
│ A2  │ Paint the doors │ June 2025 │
└─────┴─────────────────┴───────────┘
"""
    assert [row[0] for row in piece(text).texts()] == ["Ref", "A1", "A2"]


def test_rows_with_pipes_between_their_cells_alone_are_rows() -> None:
    text = "Ref | Action | Due\n--- | --- | ---\nA1 | Mend the roof | May 2025\nA2 | Paint | June 2025\n"
    found = piece(text)
    assert found.texts()[1] == ["A1", "Mend the roof", "May 2025"]
    assert found.header_rows == 1


def test_prose_that_is_set_to_both_margins_is_no_table() -> None:
    text = """\
The  committee  considered  the  report  of  the  clerk  on
the winter shelters  and  noted that  both sites at Marl Lane
had  opened  in  time.  Members  thanked  the  volunteers and
asked  for a further report on the cost of heating  after the
season has ended.
"""
    assert not list(read(text).pieces())


def test_a_paragraph_below_a_table_stays_outside() -> None:
    found = read(TYPED + "\nSigned: the clerk\n\nThe next meeting is on 3 June at seven in the hall.\n").blocks
    assert [block.text for block in found if isinstance(block, Heading | Paragraph)][1:] == [
        "Signed: the clerk",
        "The next meeting is on 3 June at seven in the hall.",
    ]


def test_preformatted_text_in_a_page_is_read_alike() -> None:
    page = f"<html><body><h1>Actions</h1><pre>\n{TYPED}</pre></body></html>"
    (found,) = read_html(page.encode(), ReadSettings()).pieces()
    assert found.texts()[1][1] == "Review the winter shelter rota with the two partner parishes"


def test_a_watermark_that_comes_out_letter_by_letter_stands_in_no_row() -> None:
    gap = "\n" * 5
    rows = [
        f"A{n}    Mend the roof of shelter {n}       Clerk     May 2025{gap}{letter:>17}\n      and paint it\n"
        for n, letter in enumerate("DRAFT", start=1)
    ]
    document = read("Ref   Action                        Lead      Due\n\n" + "\n".join(rows))
    (found,) = document.pieces()
    assert [row[1] for row in found.texts()[1:]] == [f"Mend the roof of shelter {n} and paint it" for n in range(1, 6)]
    assert [line.text for line in document.furniture] == list("DRAFT")


def test_a_line_apart_without_a_second_cell_names_the_section_of_a_table_of_two_columns() -> None:
    text = """\
Action log, 14 May 2025

Action                                    Status

Website
Publish the register of assets            Open
Update the list of members                Complete

Premises
Mend the roof of the hall                 Open
Paint the doors                           Open
"""
    version = paper_of(read(text), "0" * 64, "log.txt", ReadSettings()).versions[0]
    sections = {section.section_id: section.path[-1] for section in version.sections}
    assert [(action.text, sections[action.section_id or ""]) for action in version.actions] == [
        ("Publish the register of assets", "Website"),
        ("Update the list of members", "Website"),
        ("Mend the roof of the hall", "Premises"),
        ("Paint the doors", "Premises"),
    ]


CELL = st.sampled_from(
    (
        "Agree a form",
        "June 2025",
        "Q3 2025/26",
        "Green",
        "Ref",
        "Action",
        "Lead",
        "1.2",
        "•",
        "|",
        "----",
        "\f",
        "> ",
        "\t",
    )
)
ROW = st.lists(st.tuples(st.sampled_from((0, 1, 8, 9, 24, 40, 41, 60)), CELL), max_size=5)


@settings(max_examples=150, deadline=None)
@given(rows=st.lists(ROW, min_size=1, max_size=24))
def test_whatever_stands_in_columns_is_read_and_balances(rows: list[list[tuple[int, str]]]) -> None:
    lines = []
    for row in rows:
        line = ""
        for x, text in sorted(row):
            line = f"{line.ljust(x)} {text}" if line else " " * x + text
        lines.append(line)
    try:
        paper = read_paper("\n".join(lines).encode(), "minutes.txt", ReadSettings())
    except PaperEmpty:
        return
    assert paper.status == "read", paper.problem
