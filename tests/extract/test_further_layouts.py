"""Columns, rows and captions as further public bodies set them, each test for what such a paper showed to be wrong."""

from __future__ import annotations

import pytest
from making import actions, heading, paper, para, piece

from extract.header_words import Role, header_role
from extract.model import Action
from extract.owners import split_owners

REPAIRS = "Repair the quay wall before the spring tides"
LAMPS = "Replace the lamps along the promenade"


def times(action: Action) -> list[tuple[str, str | None]]:
    return [(milestone.kind, milestone.due) for milestone in action.milestones]


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("Where we are", Role.PROGRESS),
        ("How it is going", Role.PROGRESS),
        ("This month", Role.PROGRESS),
        ("Next month", Role.NEXT_STEPS),
        ("For action by", Role.OWNER),
        ("Recommendation or request", Role.ACTION),
        ("Start / by when", Role.TIMESCALE),
        ("Officer response", Role.PROGRESS),
    ],
)
def test_names_of_columns(name: str, role: Role) -> None:
    assert header_role(name)[0] is role


def test_a_response_tells_progress_beside_an_action_and_is_the_action_beside_an_issue() -> None:
    beside_an_action = [
        ["Action", "Officer", "Response"],
        [REPAIRS, "Harbour Engineer", "Tenders are in."],
        [LAMPS, "Clerk", ""],
    ]
    first, _ = actions(heading("Action sheet"), piece(beside_an_action, drawn="markup"))
    assert (first.text, first.progress) == (REPAIRS, "Tenders are in.")
    beside_an_issue = [
        ["Concern", "Response", "Officer", "By when"],
        ["Quay", REPAIRS, "Harbour Engineer", "May 2025"],
        ["Promenade", LAMPS, "Clerk", "June 2025"],
    ]
    found = actions(heading("Action plan"), piece(beside_an_issue, drawn="markup"))
    assert [action.text for action in found] == [REPAIRS, LAMPS]


def test_the_minute_is_the_ref_where_what_is_headed_item_holds_words() -> None:
    rows = [
        ["Minute", "Item", "Action", "Owner", "Deadline"],
        ["17/26", "Harbour: the state of the quay", REPAIRS, "Harbour Engineer", "13 March 2026"],
        ["18/26", "Lighting", LAMPS, "Clerk", "27 March 2026"],
    ]
    found = actions(heading("Actions"), piece(rows, drawn="markup"))
    assert [action.ref for action in found] == ["17/26", "18/26"]


def test_a_column_of_milestones_says_when_where_no_other_does() -> None:
    rows = [
        ["Ref", "Action", "Owner", "Milestones", "Progress"],
        [
            "Q1",
            REPAIRS,
            "Harbour Engineer",
            "Survey – June 2025\nDaily soundings taken – July 2025\nWorks – May 2026",
            "Survey done.",
        ],
        ["Q2", LAMPS, "Clerk", "Order placed – August 2025\nLamps up – October 2025\nOld posts out – May 2026", ""],
    ]
    first, second = actions(heading("Harbour plan"), piece(rows, drawn="markup"))
    assert times(first) == [("due", "2025-06"), ("due", "2025-07"), ("due", "2026-05")]
    assert times(second) == [("due", "2025-08"), ("due", "2025-10"), ("due", "2026-05")]


def test_a_label_and_its_date_above_the_header_of_a_sheet_are_no_action() -> None:
    above = piece(
        [["Position at:", "30 November 2025"], ["Choose a colour in the last column to see what is late", ""]]
    )
    rows = [["Ref", "Action", "Owner", "Due"], ["A1", REPAIRS, "Clerk", "May 2026"], ["A2", LAMPS, "Clerk", "May 2026"]]
    found = actions(heading("Tracker of actions"), above, para("Open"), piece(rows, drawn="markup"))
    assert [action.text for action in found] == [REPAIRS, LAMPS]


def test_a_row_cut_by_the_page_goes_on_below_a_header_of_two_rows_repeated() -> None:
    head = [["Ref", "Action", "Owner", "RAG", None], [None, None, None, "Q1", "Q2"]]
    spans = {(0, 0): (2, 1), (0, 1): (2, 1), (0, 2): (2, 1), (0, 3): (1, 2)}
    first = [*head, ["A1", REPAIRS, "Clerk", "R", "A"], ["A2", "Replace the lamps along the", "Clerk", "A", "G"]]
    second = [
        *head,
        ["", "promenade and the pier.", "", "", ""],
        ["A3", "Dredge the inner harbour.", "Clerk", "A", "G"],
    ]
    found = actions(
        heading("Plan", page=1),
        piece(first, drawn="ruled", page=1, spans=spans, top=700),
        piece(second, drawn="ruled", page=2, spans=spans, top=50),
    )
    assert [(a.ref, a.text) for a in found] == [
        ("A1", REPAIRS),
        ("A2", "Replace the lamps along the promenade and the pier."),
        ("A3", "Dredge the inner harbour."),
    ]


def test_a_line_between_a_heading_and_its_table_is_no_section() -> None:
    def table(ref: str, text: str) -> list[list[str | None]]:
        return [["Ref", "Action", "Owner", "Due"], [ref, text, "Clerk", "May 2026"]]

    made = paper(
        heading("Harbour", 2),
        para("Links to policies H1 and H2"),
        piece(table("A1", REPAIRS), drawn="markup"),
        heading("Seafront", 2),
        para("Links to policy S4"),
        piece(table("A2", LAMPS), drawn="markup"),
    )
    assert [section.path for section in made.versions[0].sections] == [("Harbour",), ("Seafront",)]


@pytest.mark.parametrize(
    ("cell", "owners"),
    [
        ("Cllrs Reed and Vale", ["Cllr Reed", "Cllr Vale"]),
        ("Cllrs A Reed, B. Vale & Jo Lund", ["Cllr A Reed", "Cllr B. Vale", "Cllr Jo Lund"]),
        ("Cllrs Reed and the Clerk", ["Cllrs Reed and the Clerk"]),
        ("SENCo, class teachers", ["SENCo", "class teachers"]),
        ("OPCC / Panel Secretariat", ["OPCC", "Panel Secretariat"]),
    ],
)
def test_owners_told_apart(cell: str, owners: list[str]) -> None:
    assert [owner.owner for owner in split_owners([cell])[0]] == owners


def test_a_ref_is_taken_before_the_item_of_the_agenda() -> None:
    rows = [
        ["Date", "Item", "Ref", "Action", "Lead", "Due by"],
        ["25 Sep 25", "7", "BD/031", REPAIRS, "Harbour Engineer", "29 Jan 26"],
        ["27 Nov 25", "9", "BD/036", LAMPS, "Clerk", "29 Jan 26"],
    ]
    assert [a.ref for a in actions(heading("Action log"), piece(rows, drawn="markup"))] == ["BD/031", "BD/036"]


def test_a_number_and_a_title_over_all_columns_above_its_parts_is_a_section() -> None:
    rows: list[list[str | None]] = [
        ["No.", "Action", "Lead", "End"],
        ["1", "Harbour", None, None],
        ["1.1", REPAIRS, "Harbour Engineer", "April 2026"],
        ["2", "Seafront", None, None],
        ["2.1", LAMPS, "Clerk", "May 2026"],
    ]
    spans = {(1, 1): (1, 3), (3, 1): (1, 3)}
    made = paper(heading("Harbour improvement plan"), piece(rows, drawn="markup", spans=spans))
    assert [a.ref for a in made.versions[0].actions] == ["1.1", "2.1"]
    assert [section.path[-1] for section in made.versions[0].sections] == ["1 Harbour", "2 Seafront"]


def test_a_name_of_a_column_may_go_on_to_say_how_to_fill_it() -> None:
    rows = [
        [
            "Ref",
            "Recommendation",
            "Organisational response Please set out here what is planned in answer to the recommendations made",
            "Completion date Please set out by when the planned actions will be complete",
            "Responsible officer (title)",
        ],
        ["R1", REPAIRS, "Tenders will be sought.", "July 2026", "Harbour Engineer"],
        ["R2", LAMPS, "They are on order.", "April 2026", "Clerk"],
    ]
    found = actions(heading("Response form"), piece(rows, drawn="markup"))
    assert [(a.ref, a.text, times(a)) for a in found] == [
        ("R1", REPAIRS, [("due", "2026-07")]),
        ("R2", LAMPS, [("due", "2026-04")]),
    ]


def test_who_and_when_named_within_the_cells_of_a_column_are_columns() -> None:
    rows = [
        ["Issue/risk", "Recommendation", "Agreed management action/timing"],
        [
            "Cash",
            "Check the till each week.",
            "The till will be checked. Responsible officer: Clerk\nAgreed date: 31 May 2026",
        ],
        ["Keys", "Log the keys.", "A log will be kept.\nResponsible officer: Harbour Master\nAgreed date: Immediate"],
    ]
    first, second = actions(heading("Appendix 1: action plan"), piece(rows, drawn="markup"))
    assert (first.text, first.owners_printed, times(first)) == (
        "The till will be checked.",
        "Clerk",
        [("due", "2026-05-31")],
    )
    assert (second.text, second.owners_printed, second.timescale_printed) == (
        "A log will be kept.",
        "Harbour Master",
        "Immediate",
    )
    assert ("Recommendation", "Check the till each week.") in [(f.name, f.value) for f in first.fields]


def test_a_mere_date_before_the_action_of_a_log_is_that_of_the_meeting() -> None:
    rows = [
        ["Date", "Minute", "Action agreed", "Lead", "Progress"],
        ["12 Nov 2025", "34", REPAIRS, "Harbour Engineer", "Tenders are in."],
        ["14 Jan 2026", "46", LAMPS, "Clerk", ""],
    ]
    found = actions(heading("Action tracker"), piece(rows, drawn="markup"))
    assert [(times(a), a.fields[0].value) for a in found] == [([], "12 Nov 2025"), ([], "14 Jan 2026")]


def test_a_mere_date_after_the_action_is_when_it_is_due() -> None:
    rows = [
        ["Action", "Lead", "Date", "Progress"],
        [REPAIRS, "Clerk", "12 Nov 2025", ""],
        [LAMPS, "Clerk", "May 2026", ""],
    ]
    found = actions(heading("Action tracker"), piece(rows, drawn="markup"))
    assert [times(a) for a in found] == [[("due", "2025-11-12")], [("due", "2026-05")]]


def test_the_rating_of_the_last_quarter_yields_to_that_of_this_one() -> None:
    rows = [
        ["Ref", "Action", "Lead", "Due", "RAG last quarter", "RAG this quarter"],
        ["C1", REPAIRS, "Clerk", "May 2026", "Green", "Amber"],
        ["C2", LAMPS, "Clerk", "May 2026", "Amber", "Red"],
    ]
    assert [a.rating for a in actions(heading("Plan"), piece(rows, drawn="markup"))] == ["amber", "red"]


def test_words_under_columns_that_say_by_when_are_milestones() -> None:
    rows = [
        ["Ref", "Deliverable", "By Mar 2026", "By Mar 2027", "By end of March 2028", "Lead"],
        ["A1", REPAIRS, "Survey done", "Tenders in", "Wall mended", "Harbour Engineer"],
        ["A2", LAMPS, "Posts ordered", "", "All lamps up", "Clerk"],
    ]
    first, second = actions(heading("Delivery plan"), piece(rows, drawn="markup"))
    assert [(m.due, m.label) for m in first.milestones] == [
        ("2026-03", "Survey done"),
        ("2027-03", "Tenders in"),
        ("2028-03", "Wall mended"),
    ]
    assert [(m.due, m.label) for m in second.milestones] == [("2026-03", "Posts ordered"), ("2028-03", "All lamps up")]


def test_columns_of_updates_that_name_their_month_are_names_and_no_data() -> None:
    rows = [
        ["No", "Recommendation", "Lead", "By", "Update July 2025", "Update October 2025", "Update January 2026"],
        ["R1", REPAIRS, "Harbour Engineer", "Dec 2025", "Survey done.", "Tenders in.", "Wall mended."],
        ["R2", LAMPS, "Clerk", "Feb 2026", "", "On order.", "In store."],
    ]
    found = actions(heading("Review: action plan"), piece(rows, drawn="markup"))
    assert [(a.ref, a.progress) for a in found] == [("R1", "Wall mended."), ("R2", "In store.")]


def test_a_card_whose_date_is_completed_is_done_by_its_name() -> None:
    def card(what: str, when: str) -> list[list[str | None]]:
        return [["Recommendation", what], ["Responsible officer", "Clerk"], ["Implementation date", when]]

    found = actions(
        heading("Action plan"),
        piece(card(REPAIRS, "31 January 2026"), drawn="markup"),
        piece(card(LAMPS, "Completed"), drawn="markup"),
    )
    assert [times(a) for a in found] == [[("due", "2026-01-31")], [("done", None)]]
