"""Actions that no rating calls complete, and that the paper lists as done with."""

from __future__ import annotations

import pytest
from making import heading, paper, piece

from extract.ended import says_ended
from extract.model import Action

HEADER = ["Ref", "Action", "Owner", "Target date", "RAG"]


def ended(*blocks: object) -> dict[str | None, str | None]:
    stated: list[Action] = [a for version in paper(*blocks).versions for a in version.actions]  # type: ignore[arg-type]
    return {action.ref: action.ended for action in stated}


@pytest.mark.parametrize(
    "text",
    [
        "Closed actions",
        "Completed actions",
        "3. Actions completed since March 2025",
        "Completed and closed actions",
        "Recommendations that have been implemented",
        "Archive",
        "Actions completed to date (12)",
    ],
)
def test_headings_of_what_is_done_with(text: str) -> None:
    assert says_ended(text)


@pytest.mark.parametrize(
    "text",
    [
        "Open and closed actions",
        "Open actions",
        "Actions to be completed",
        "Not completed",
        "Completed actions report",
        "Closed circuit television",
        "Actions completed by March 2026",
        "Delivered by 2026",
        "Deliver the closed wards programme",
        "",
    ],
)
def test_other_headings_end_nothing(text: str) -> None:
    assert not says_ended(text)


def test_what_stands_under_closed_actions_is_ended_and_what_stands_elsewhere_is_not() -> None:
    found = ended(
        heading("Complaints action plan"),
        heading("Open actions", 2),
        piece([HEADER, ["C1", "Answer every complaint.", "A Moss", "June 2025", "Amber"]]),
        heading("Closed actions", 2),
        piece([HEADER, ["C2", "Publish the figures.", "B Penrose", "April 2025", "Green"]]),
    )
    assert found == {"C1": None, "C2": "Closed actions"}


def test_a_day_in_a_column_of_completion_ends_an_action() -> None:
    header = ["Ref", "Action", "Owner", "Target date", "Date closed"]
    found = ended(
        heading("Complaints action plan"),
        piece(
            [
                header,
                ["C1", "Answer every complaint.", "A Moss", "June 2025", ""],
                ["C2", "Publish the figures.", "B Penrose", "April 2025", "12 May 2025"],
                ["C3", "Train all supervisors.", "A Moss", "July 2025", "TBC"],
            ]
        ),
    )
    assert found == {"C1": None, "C2": "Date closed: 12 May 2025", "C3": None}


def test_a_ref_that_stands_among_the_closed_actions_is_not_missing() -> None:
    made = paper(
        heading("Action plan"),
        heading("Open actions", 2),
        piece(
            [HEADER, *([f"C{n}", f"Do the work of part {n}.", "A Moss", "June 2025", "Amber"] for n in (1, 2, 4, 5))]
        ),
        heading("Closed actions", 2),
        piece([HEADER, ["C3", "Publish the figures.", "B Penrose", "April 2025", ""]]),
    )
    assert [found.code for found in made.findings if found.code == "ref-missing-in-sequence"] == []
