"""Actions that minutes state in sentences, and what is none."""

from __future__ import annotations

import pytest
from making import actions, heading, paper, para, piece

from extract.document import Block, Heading
from extract.model import Action, Paper

MINUTES = heading("Minutes of the Estates Committee held on 11 March 2025")
APOLOGIES = para("Apologies were received from Cllr Dean.")


def minutes(*blocks: Block | str) -> Paper:
    return paper(MINUTES, APOLOGIES, *(para(b) if isinstance(b, str) else b for b in blocks))


def read(*blocks: Block | str) -> list[tuple[str | None, str, list[str], list[str | None]]]:
    made = minutes(*blocks)
    return [_told(action) for version in made.versions for action in version.actions]


def _told(action: Action) -> tuple[str | None, str, list[str], list[str | None]]:
    return action.ref, action.text, [o.owner for o in action.owners], [m.due for m in action.milestones]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (
            "ACTION: Clerk to report the sign by 28 March 2025",
            (None, "Clerk to report the sign by 28 March 2025", [], ["2025-03-28"]),
        ),
        ("Action: AB – circulate the survey results", (None, "circulate the survey results", ["AB"], [])),
        ("Action (JS/KT): book the hall by 3 May", (None, "book the hall by 3 May", ["JS", "KT"], ["2025-05-03"])),
        ("Action 4: Mend the school roof (Estates Manager)", ("4", "Mend the school roof", ["Estates Manager"], [])),
        (
            "Members asked about the roof. ACTION: Clerk to obtain three quotes",
            (None, "Clerk to obtain three quotes", [], []),
        ),
        ("Action for Clerk: to write to the county", (None, "to write to the county", ["Clerk"], [])),
        ("ACTION BY: Clerk – write to the county", (None, "write to the county", ["Clerk"], [])),
        (
            "The bench is old. Three quotes are to be obtained. ACTION: RC",
            (None, "Three quotes are to be obtained.", ["RC"], []),
        ),
        (
            "The sign is broken. The Clerk will write to the county. Clerk",
            (None, "The Clerk will write to the county.", ["Clerk"], []),
        ),
        (
            "RESOLVED that the Clerk be instructed to obtain three quotes by 3 May 2025.",
            (None, "the Clerk be instructed to obtain three quotes by 3 May 2025.", [], ["2025-05-03"]),
        ),
    ],
)
def test_a_labelled_line_is_an_action(line: str, told: tuple[str | None, str, list[str], list[str | None]]) -> None:
    assert read(line) == [told]


@pytest.mark.parametrize(
    "line",
    [
        "Action: none.",
        "Action: To note",
        "The action log was reviewed.",
        "RESOLVED that the accounts be approved.",
        "RESOLVED that the Clerk's report be noted.",
        "RESOLVED to adopt the standing orders.",
        "The accounts were noted. Jo Moss",
        "Actions are reported each quarter – see the tracker.",
        "In action learning sets, staff share what they know.",
    ],
)
def test_a_line_that_asks_for_nothing_is_none(line: str) -> None:
    assert read(line) == []


def test_a_label_that_only_names_who_is_said_and_not_guessed() -> None:
    made = minutes("The Clerk would write to the county about the sign.", "Action: Clerk")
    assert made.versions == ()
    assert [f.code for f in made.findings] == ["action-without-words"]


def test_a_list_under_a_heading_that_says_actions_is_one_of_actions() -> None:
    blocks = [Heading("Actions agreed", 2), "1. Share the strategy by 21 March 2025", "2. Visit the nursery again"]
    assert read(*blocks, Heading("Next meeting", 2), "3. Thursday 4 May") == [
        ("1", "Share the strategy by 21 March 2025", [], ["2025-03-21"]),
        ("2", "Visit the nursery again", [], []),
    ]


def test_prose_under_such_a_heading_is_no_list() -> None:
    assert read(Heading("Actions", 2), "The Board discussed how actions are followed.") == []


def test_lines_in_the_frame_of_minutes_are_read_as_well() -> None:
    said = "The roof needs replacing, and the Board asked how much it would cost. Action: SD to obtain three quotes"
    assert read(piece([["Item", "Note"], ["1", said]], drawn="markup")) == [
        (None, "SD to obtain three quotes", [], []),
    ]


def test_minutes_with_actions_are_minutes_as_at_their_meeting_and_each_action_has_its_line() -> None:
    made = minutes(Heading("Highways", 2), "ACTION: Clerk to report the sign")
    version = made.versions[0]
    assert (made.role, version.as_at, version.as_at_from) == ("minutes", "2025-03-11", "printed")
    assert [section.path[-1] for section in version.sections] == ["Highways"]
    assert version.actions[0].places[0].table is None


def test_a_line_that_a_table_of_the_minutes_repeats_is_one_action() -> None:
    table = piece([["Action", "Who", "When"], ["Obtain three quotes for the roof", "SD", "May 2025"]], drawn="markup")
    resolved = "Declarations of interest: none."
    said = "Action: SD to obtain three quotes for the roof"
    other = "Action: KE to upload the minutes"
    found = [action.text for action in minutes(resolved, said, other, table).versions[0].actions]
    assert found == ["Obtain three quotes for the roof", "KE to upload the minutes"]


def test_labels_in_a_plan_with_tables_are_headings_and_no_actions() -> None:
    table = piece([["Ref", "Milestone", "Due"], ["1.1", "Publish the guidance", "May 2025"]], drawn="markup")
    assert [a.text for a in actions(heading("Data plan"), para("Action 1: Establish an inventory"), table)] == [
        "Publish the guidance"
    ]


def test_actions_in_lines_are_the_committees_whatever_item_is_headed_first() -> None:
    made = minutes(heading("25/01 Apologies", 2), heading("25/02 Action plan update", 2), "ACTION: Clerk to mend it")
    assert [version.title for version in made.versions] == ["Actions of the Estates Committee"]


@pytest.mark.parametrize(
    ("first", "second", "title"),
    [
        ("25/07 Actions from the last meeting", "Estates action plan", "Estates action plan"),
        ("6. Action plan", "Estates action plan", "Estates action plan"),
        ("24/25 Estates action plan", "Progress", "24/25 Estates action plan"),
    ],
)
def test_the_number_of_a_minute_is_no_part_of_a_title(first: str, second: str, title: str) -> None:
    rows = piece([["Ref", "Action", "Lead", "Due"], ["1", "Mend the roof.", "A Moss", "May 2025"]])
    assert paper(heading(first), heading(second), rows).title == title


def test_a_label_alone_belongs_to_what_the_paragraph_above_it_says_is_to_be_done() -> None:
    assert read("The sign is broken. The county is to be asked for a new one.", "ACTION: AB") == [
        (None, "The county is to be asked for a new one.", ["AB"], [])
    ]


def test_the_parts_of_a_counted_list_are_actions_each() -> None:
    line = "Actions: (i) Clerk to write to the county; (ii) Chair to thank the volunteers"
    assert [text for _, text, _, _ in read(line)] == ["Clerk to write to the county", "Chair to thank the volunteers"]


def test_names_in_the_margin_of_minutes_set_in_a_table_say_who_acts() -> None:
    rows = [
        ["Item", "Discussion", "Action"],
        ["25/06", "Apologies were received from Cllr Dean and noted by those present.", ""],
        [
            "25/07",
            "The sign on Mill Lane is still broken. The county is to be asked for a new one by 30 June 2025.",
            "AB",
        ],
    ]
    assert read(piece(rows, drawn="markup")) == [
        (None, "The county is to be asked for a new one by 30 June 2025.", ["AB"], ["2025-06-30"])
    ]


def test_a_margin_that_holds_more_than_names_is_none() -> None:
    rows = [["The sign on Mill Lane is still broken. The county is to be asked for a new one.", "See the report"]]
    assert read(piece(rows, drawn="markup")) == []
