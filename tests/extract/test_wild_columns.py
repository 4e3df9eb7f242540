"""Columns as public bodies head and fill them, each test for what a paper unlike the first ones showed to be wrong."""

from __future__ import annotations

from dataclasses import replace

import pytest
from making import actions, heading, paper, para, piece

from extract.model import Action


def owners(action: Action) -> list[str]:
    return [owner.owner for owner in action.owners]


def dues(action: Action) -> list[tuple[str, str | None]]:
    return [(milestone.kind, milestone.due) for milestone in action.milestones]


def test_a_header_in_two_languages_is_read_though_neither_names_a_column_outright() -> None:
    rows = [
        ["Rhif / No.", "Gweithred / Action", "Arweinydd / Lead", "Amserlen / Timescale", "Statws / Status"],
        ["1", "Leave the verges uncut until the autumn", "Groundsman", "August 2025", "On target"],
        ["2", "Plant a community orchard", "Wildlife Group", "March 2026", "Not started"],
    ]
    assert [(a.ref, owners(a), dues(a)) for a in actions(heading("Action plan"), piece(rows, drawn="markup"))] == [
        ("1", ["Groundsman"], [("due", "2025-08")]),
        ("2", ["Wildlife Group"], [("due", "2026-03")]),
    ]


def test_a_tick_under_a_quarter_of_a_year_that_nobody_prints_is_no_date() -> None:
    rows = [
        ["Outcome", "Key milestone", "Lead", "Q1", "Q2", "Q3", "Q4"],
        ["Net zero", "Install solar panels at three leisure centres", "Head of Assets", "", "", "✓", ""],
        ["More trees", "Adopt a tree strategy", "Parks Manager", "", "✓", "", ""],
    ]
    found = actions(heading("Delivery plan"), piece(rows, drawn="markup"))
    assert [(owners(a), [(f.name, f.value) for f in a.fields]) for a in found] == [
        (["Head of Assets"], [("Outcome", "Net zero")]),
        (["Parks Manager"], [("Outcome", "More trees")]),
    ]
    assert [(a.timescale_printed, dues(a)) for a in found] == [("Q3", [("none", None)]), ("Q2", [("none", None)])]


def test_the_date_beside_a_deadline_is_that_of_the_meeting() -> None:
    rows = [
        ["Ref", "Date", "Action", "Owner", "Due", "Status"],
        ["A1", "19/07/2024", "Bring a revised timetable", "Director of Policy", "20/09/2024", "Closed"],
        ["A2", "20/09/2024", "Circulate the skills dashboard", "Skills Lead", "", "Open"],
    ]
    found = actions(heading("Action log"), piece(rows, drawn="markup"))
    assert [dues(a) for a in found] == [[("due", "2024-09-20")], []]
    assert [f.value for f in found[1].fields] == ["20/09/2024"]


def test_a_revised_date_that_is_not_applicable_leaves_the_original_one() -> None:
    rows = [
        ["Ref", "Action", "Owner", "Original date", "Revised date"],
        ["R1", "Countersign overtime claims", "Heads of Service", "31/12/24", "N/A"],
        ["R2", "Review access rights", "Payroll Manager", "30/09/24", "30/06/25"],
    ]
    found = actions(heading("Audit recommendations: action plan"), piece(rows, drawn="markup"))
    assert [dues(a) for a in found] == [[("due", "2024-12-31")], [("due", "2025-06-30")]]
    assert "N/A" in [f.value for f in found[0].fields]


def test_a_rag_says_how_an_action_stands_before_a_status_does() -> None:
    rows = [
        ["ID", "Action", "Owner", "Due date", "Status", "RAG"],
        ["7", "Publish the dashboard", "Priya Nair", "28/02/2025", "In Progress", "Amber"],
    ]
    found = actions(heading("Actions"), piece(rows, drawn="markup"))
    assert [(a.rating, [f.value for f in a.fields]) for a in found] == [("amber", ["In Progress"])]


def test_refs_with_unusual_letters_are_refs_under_a_name_that_tells_nothing() -> None:
    rows = [
        ["AFI / Cause of concern", "Planned activity", "Strategic lead", "End date"],
        ["AFI 3", "Triage all stalking reports within one day", "Det Supt Vane", "30/09/2024"],
        ["CoC 1", "Clear the digital forensics backlog", "Det Ch Insp Loom", "31/12/2024"],
    ]
    assert [a.ref for a in actions(heading("Improvement plan"), piece(rows, drawn="markup"))] == ["AFI3", "CoC1"]


def test_two_roles_with_a_stroke_between_are_two_owners_though_one_stands_alone_elsewhere() -> None:
    rows = [
        ["Ref", "Action", "Owner"],
        ["1", "Hold a development session", "Chief Finance Officer / Standards Officer"],
        ["2", "Review the directions policy", "Standards Officer"],
    ]
    found = actions(heading("Action log"), piece(rows, drawn="markup"))
    assert [owners(a) for a in found] == [["Chief Finance Officer", "Standards Officer"], ["Standards Officer"]]


def test_risks_are_no_actions_though_their_column_is_called_a_description() -> None:
    rows = [
        ["ID", "Description", "Impact", "Likelihood", "Mitigation", "Owner", "Status"],
        ["RK1", "Contractor becomes insolvent during the works", "High", "Medium", "Credit checks", "Clerk", "Open"],
        ["RK2", "Errors when the data are moved", "Medium", "High", "Cleansing", "Systems Lead", "Open"],
    ]
    assert actions(heading("Improvement plan: risks and issues"), piece(rows, drawn="markup")) == ()


def test_a_row_that_says_it_is_a_decision_is_no_action() -> None:
    rows = [
        ["Ref", "Type", "Detail", "Owner", "Due", "Status"],
        ["T1", "Action", "Bring a revised timetable", "Director of Policy", "20/09/2024", "Closed"],
        ["T2", "Decision", "Approved the bus consultation", "–", "–", "–"],
        ["T3", "Action", "Circulate the skills dashboard", "Skills Lead", "15/11/2024", "Open"],
    ]
    read = paper(heading("Decision and action tracker"), piece(rows, drawn="markup"))
    assert [a.ref for a in read.versions[0].actions] == ["T1", "T3"]
    assert read.balance.holds


def test_an_item_that_was_only_discussed_is_no_action() -> None:
    rows = [
        ["Item", "Discussion", "Action"],
        ["1", "Apologies were received from N. Fox.", ""],
        ["2", "Estates. The roof needs replacing.", "SD to obtain three quotes by 28 Feb 2025"],
    ]
    read = paper(heading("Notes and actions"), piece(rows, drawn="markup"))
    assert [(a.ref, a.text) for a in read.versions[0].actions] == [("2", "SD to obtain three quotes by 28 Feb 2025")]
    assert read.balance.holds


CARDS = [
    ["Finding 1", "Plans had not been tested since 2021."],
    ["Management action", "A programme of exercises will be run."],
    ["Responsible officer", "Emergency Planning Officer"],
    ["Target date", "31 October 2025"],
    ["Finding 2", "Contact lists were out of date."],
    ["Management action", "Team managers will confirm lists quarterly."],
    ["Responsible officer", "Heads of Service"],
    ["Target date", "30 June 2025"],
]


def test_cards_whose_labels_carry_their_number_are_told_by_it() -> None:
    found = actions(
        heading("Agreed actions"),
        piece(CARDS[:4], drawn="markup"),
        heading("More", 2),
        piece(CARDS[4:], drawn="markup"),
    )
    assert [(a.ref, owners(a)) for a in found] == [("1", ["Emergency Planning Officer"]), ("2", ["Heads of Service"])]


def test_cards_one_below_the_other_in_one_table_are_parted_where_their_labels_come_again() -> None:
    read = paper(heading("Agreed actions"), piece(CARDS, drawn="markup"))
    assert [(a.ref, dues(a)) for a in read.versions[0].actions] == [
        ("1", [("due", "2025-10-31")]),
        ("2", [("due", "2025-06-30")]),
    ]
    assert read.balance.holds


def test_of_many_cards_in_one_table_none_is_lost() -> None:
    told = [
        ["Ref", "Action", "Lead", "Deadline"],
        *(["", "Walk the quay", "Harbour Warden", "May 2025"] for _ in range(9)),
    ]
    cards = [
        [name, text or f"Q{n}"] for n, row in enumerate(told[1:], 1) for name, text in zip(told[0], row, strict=True)
    ]
    read = paper(heading("Agreed actions"), piece(cards, drawn="tabs"))
    assert [a.ref for a in read.versions[0].actions] == [f"Q{n}" for n in range(1, 10)]
    assert read.balance.holds


def test_what_is_said_above_the_first_card_is_said_above_those_that_follow_it() -> None:
    cards = [
        piece([["Ref", f"Q{n}"], ["Action", "Walk the quay."], ["Timescale", "May 2025"]], drawn="markup")
        for n in (7, 8, 9)
    ]
    read = paper(heading("Changes to the plan"), para("The following new actions have been added:"), *cards)
    assert [(change.kind, change.to_refs) for change in read.declared] == [("added", (f"Q{n}",)) for n in (7, 8, 9)]


@pytest.mark.parametrize(
    ("header", "cells", "ratings"),
    [
        ("Done", ("Y", "N"), ["done", "not done"]),
        ("Complete Y/N", ("Yes", "No"), ["complete", "not complete"]),
        ("On track?", ("No", "Y"), ["not on track", "on track"]),
    ],
)
def test_yes_and_no_answer_what_their_header_asks_and_are_no_colours(
    header: str, cells: tuple[str, str], ratings: list[str]
) -> None:
    rows = [
        ["Ref", "Action", "Lead", "Due", header],
        ["S3", "Log the vaccine fridge twice a day", "Nurse Manager", "June 2025", cells[0]],
        ["S5", "Display the poster in reception", "Reception Lead", "June 2025", cells[1]],
    ]
    found = actions(heading("Action plan"), piece(rows, drawn="markup"))
    assert [(a.rating, a.rating_printed, a.progress) for a in found] == [
        (ratings[0], cells[0], None),
        (ratings[1], cells[1], None),
    ]


def test_by_says_when_where_another_column_says_who() -> None:
    rows = [["Who", "What", "By"], ["Treasurer", "Claim gift aid for the year", "31 March 2025"]]
    found = actions(heading("Actions"), piece(rows, drawn="markup"))
    assert [(owners(a), dues(a)) for a in found] == [(["Treasurer"], [("due", "2025-03-31")])]


def test_the_response_is_the_action_beside_the_recommendation_that_it_answers() -> None:
    rows = [
        ["Recommendation", "Council's response and agreed action", "Responsible officer", "Agreed date"],
        ["The council should plan its finances.", "Accepted. A plan will go to Council.", "Treasurer", "May 2025"],
    ]
    assert [a.text for a in actions(heading("Audit"), piece(rows, drawn="markup"))] == [
        "Accepted. A plan will go to Council."
    ]


def test_action_with_and_expected_by_say_who_and_when() -> None:
    rows = [
        ["Log", "Raised on", "Issue / action", "Action with", "Expected by", "Latest"],
        ["SF/011", "16-Jan-25", "Share the high needs forecast", "Finance Partner", "13-Mar-25", "Shared"],
        ["SF/014", "13-Mar-25", "Review the de-delegation rates", "Schools Officer", "12-Jun-25", "In draft"],
    ]
    found = actions(heading("Schools Forum: actions"), piece(rows, drawn="markup"))
    assert [(a.ref, owners(a), dues(a), a.progress) for a in found] == [
        ("SF/011", ["Finance Partner"], [("due", "2025-03-13")], "Shared"),
        ("SF/014", ["Schools Officer"], [("due", "2025-06-12")], "In draft"),
    ]


def test_the_year_of_an_audit_is_no_timescale_beside_its_dates() -> None:
    rows = [
        ["Year", "Rec", "Agreed action", "Owner", "Original date", "Revised date"],
        ["23/24", "1", "Check for duplicate payments", "AP Manager", "31/03/24", "30/09/25"],
        ["23/24", "2", "Review changes of bank details", "AP Manager", "30/06/24", ""],
    ]
    found = actions(heading("Audit actions"), piece(rows, drawn="markup"))
    assert [dues(a) for a in found] == [[("due", "2025-09-30")], [("due", "2024-06-30")]]


def test_an_action_under_a_word_among_refs_is_one_and_no_milestone_of_the_one_above() -> None:
    rows = [
        ["Item", "Action", "By whom", "By when"],
        ["4.2", "Provide the sickness data by service", "HR Analytics", "9/5/25"],
        ["6", "Nominate a representative for the panel", "UNISON", "16/5/25"],
        ["AOB", "Book a larger room", "Clerk", "23/5/25"],
    ]
    found = actions(heading("Action sheet"), piece(rows, drawn="markup"))
    assert [(a.ref, owners(a)) for a in found] == [("4.2", ["HR Analytics"]), ("6", ["UNISON"]), (None, ["Clerk"])]


def test_the_quarters_of_a_paper_that_writes_the_month_first_are_those_of_the_calendar() -> None:
    rows = [
        ["Item", "Corrective action", "Responsible", "Due"],
        ["1", "Install docks for body cameras", "Lt. Ruiz", "Q3 2025"],
        ["2", "Update the pursuit policy", "Capt. Hale", "6/30/2025"],
    ]
    found = actions(heading("Corrective action tracker"), piece(rows, drawn="markup"))
    assert dues(found[0]) == [("due", "2025-09")]
    assert found[0].milestones[0].inferred is not None


def test_a_table_in_a_cell_stays_in_its_column_where_the_table_round_it_has_none_for_dates() -> None:
    inner = piece([["Savings plan agreed", "June 2025"], ["Budget set", "February 2026"]], drawn="markup")
    outer = piece(
        [["Ref", "Action", "Owner", "Milestones", "RAG"], ["FR1", "Balance the budget", "S151 Officer", "", "Amber"]],
        drawn="markup",
    )
    cells = tuple(replace(cell, nested=(inner,)) if (cell.row, cell.col) == (1, 3) else cell for cell in outer.cells)
    read = paper(heading("Recovery plan"), replace(outer, cells=cells))
    action = read.versions[0].actions[0]
    assert owners(action) == ["S151 Officer"]
    assert [(f.name, f.value) for f in action.fields] == [
        ("Milestones", "Savings plan agreed June 2025 Budget set February 2026")
    ]
    assert read.balance.holds


def test_of_actions_with_who_and_when_in_lines_below_them_the_long_and_the_last_are_read_like_the_others() -> None:
    long = "3 Berths will be " + "surveyed and " * 40 + "marked"
    texts = ["1 Wardens will walk the quay", "2 Skippers will be asked", long, "4 Fees will end"]
    lines = [
        para(line)
        for text in texts
        for line in (text, "Lead: Harbour Warden", "When (month): May 2025", "Rating: Green")
    ]
    read = actions(heading("What we will do"), *lines, piece([["Berths", "Boats"], ["14", "31"]]))
    assert [(a.ref, a.text) for a in read] == [tuple(text.split(" ", 1)) for text in texts]
    assert {owner.owner for a in read for owner in a.owners} == {"Harbour Warden"}
