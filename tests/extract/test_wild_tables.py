"""Tables as public bodies publish them, each test for what a paper unlike the first ones showed to be wrong."""

from __future__ import annotations

import pytest
from making import actions, heading, paper, para, piece

from extract.model import Action
from extract.settings import ReadSettings
from extract.shared_columns import part_who_and_when


def owners(action: Action) -> list[str]:
    return [owner.owner for owner in action.owners]


def dues(action: Action) -> list[tuple[str, str | None]]:
    return [(milestone.kind, milestone.due) for milestone in action.milestones]


@pytest.mark.parametrize(
    ("header", "ref"), [("Minute", "25/61"), ("Minute no.", "25/64(b)"), ("Agenda item", "7.2"), ("Rec", "R1")]
)
def test_the_minute_that_agreed_an_action_is_its_ref_where_there_is_no_other(header: str, ref: str) -> None:
    rows = [[header, "Action", "By", "Status"], [ref, "Write to County Highways about Mill Lane", "Cllr Dunn", "Done"]]
    assert [(a.ref, a.rating) for a in actions(heading("Action list"), piece(rows))] == [(ref, "done")]


def test_the_date_of_the_meeting_is_no_timescale_though_no_other_column_is() -> None:
    rows = [
        ["No.", "Meeting", "Action", "Owner", "Date closed"],
        ["39", "07/02/25", "Circulate the estates strategy to members", "Clerk", "01/03/25"],
        ["40", "07/02/25", "Confirm the number of special constables", "Force", "13/06/25"],
    ]
    assert [dues(a) for a in actions(heading("Closed actions"), piece(rows))] == [
        [("done", "2025-03-01")],
        [("done", "2025-06-13")],
    ]


def test_matters_arising_are_actions_where_a_column_says_who_is_to_act_on_them() -> None:
    rows = [
        ["Minute", "Matter", "Action by", "Progress"],
        ["S24/57.2", "The Registrar to report on the timetable pilot", "Registrar", "To be reported under item 9"],
        ["S24/61", "Consider the composition of the Ethics Committee", "Chair of Ethics", "Expected in November"],
    ]
    found = actions(heading("Senate: matters arising"), piece(rows))
    assert [(a.ref, owners(a)) for a in found] == [("S24/57.2", ["Registrar"]), ("S24/61", ["Chair of Ethics"])]


def test_owners_after_the_action_are_told_by_what_they_are_where_no_header_names_them() -> None:
    rows = [
        ["AP1", "Send the draft specification to suppliers", "KL", "13 June 2025"],
        ["AP2", "Book the town hall for the public event", "Events Team", "20 June 2025"],
        ["AP3", "Report back on the parking survey", "All", "July 2025"],
    ]
    assert [owners(a) for a in actions(heading("Action points"), piece(rows))] == [["KL"], ["Events Team"], ["All"]]


def test_a_lone_title_above_a_repeated_header_is_a_section_though_it_begins_like_a_ref() -> None:
    header = ["Milestone", "Measurement", "Target date", "Responsible party"]
    rows = [
        header,
        ["1.1 Publish inventory guidance", "Guidance posted", "31 March 2025", "CDO Council"],
        ["Action 2: Train the data workforce", "", "", ""],
        header,
        ["2.1 Release a skills catalogue", "Catalogue released", "28 February 2025", "Agencies"],
    ]
    version = paper(heading("Data strategy action plan"), piece(rows)).versions[0]
    paths = {section.section_id: section.path[-1] for section in version.sections}
    assert [(a.ref, paths.get(a.section_id or "")) for a in version.actions] == [
        ("1.1", "Data strategy action plan"),
        ("2.1", "Action 2: Train the data workforce"),
    ]


DITTOS = [
    ["Ref", "Action", "Lead", "Timescale", "RAG"],
    ["1", "Clear the damp and mould backlog", "Head of Repairs", "June 2025", "Amber"],
    ["2", "Procure a new repairs contractor", "As above", "ditto", "Green"],
    ["3", "Call every tenant within two days", '"', "TBC", "”"],
]


def test_a_ditto_is_what_the_cell_above_says_and_stays_as_it_is_printed() -> None:
    _, second, third = actions(heading("Recovery plan"), piece(DITTOS))
    assert (owners(second), second.owners_printed) == (["Head of Repairs"], "As above")
    assert owners(third) == ["Head of Repairs"]
    assert dues(second) == [("due", "2025-06")]
    assert "row above" in (second.milestones[0].inferred or "")
    assert dues(third) == [("none", None)]
    assert (third.rating, third.rating_printed) == ("green", "”")


def test_a_ditto_in_the_first_row_names_nobody_and_is_found_missing() -> None:
    made = paper(
        heading("Recovery plan"), piece([DITTOS[0], ["1", "Clear the damp backlog", "As above", "May 2025", "R"]])
    )
    assert owners(made.versions[0].actions[0]) == []
    assert "owner-missing" in [finding.code for finding in made.findings]


US = [
    ["Ref", "Recommendation", "Department", "Target date"],
    ["1", "Require two signatures on inventory write-offs", "Public Works", "03/05/2025"],
    ["2", "Reconcile the fleet inventory every year", "Fleet Services", "12/31/2025"],
]


def test_a_paper_whose_dates_can_only_be_month_first_has_all_of_them_so_and_says_it() -> None:
    first, second = actions(heading("Corrective action plan"), piece(US))
    assert (dues(first), dues(second)) == ([("due", "2025-03-05")], [("due", "2025-12-31")])
    assert first.milestones[0].inferred == "month before day as in the paper's other dates"


@pytest.mark.parametrize(("told", "due"), [(True, "2025-05-03"), (False, "2025-03-05")])
def test_the_order_that_a_person_tells_holds_whatever_the_paper_shows(told: bool, due: str) -> None:
    settings = ReadSettings(day_first=told)
    for rows in (US, US[:2]):
        made = paper(heading("Corrective action plan"), piece(rows), settings=settings)
        (milestone,) = made.versions[0].actions[0].milestones
        assert (milestone.due, milestone.inferred) == (due, None)


@pytest.mark.parametrize("contrary", ["Updated 3 July 2025", "Checked on 25/02/2025"])
def test_a_paper_with_dates_of_both_orders_is_read_day_first(contrary: str) -> None:
    first, _ = actions(heading("Corrective action plan"), para(contrary), piece(US))
    assert dues(first) == [("due", "2025-05-03")]


def test_what_we_will_do_is_the_action_beside_a_recommendation() -> None:
    rows = [
        ["Peer team recommendation", "What we will do", "Lead officer", "By"],
        ["Clarify the role of the Executive", "Publish a scheme of delegation", "Monitoring Officer", "Dec 2025"],
        ["Strengthen scrutiny of the budget", "Appoint a scrutiny officer", "Chief Executive", "Oct 2025"],
    ]
    found = actions(heading("Peer challenge action plan"), piece(rows))
    assert [a.text for a in found] == ["Publish a scheme of delegation", "Appoint a scrutiny officer"]


def test_a_second_header_row_says_which_of_two_dates_is_which() -> None:
    rows: list[list[str | None]] = [
        ["Ref", "Action", "Lead", "Timescales", None],
        ["", "", "", "Original", "Revised"],
        ["1", "See every assessment within ten days", "Head of Assessment", "Sep 2024", "Dec 2024"],
        ["2", "Update every chronology each month", "Social Worker", "Oct 2024", ""],
    ]
    first, second = actions(heading("Plan"), piece(rows, drawn="markup", spans={(0, 3): (1, 2)}))
    assert (dues(first), dues(second)) == ([("due", "2024-12")], [("due", "2024-10")])


def test_original_and_revised_are_dates_where_their_cells_are() -> None:
    rows = [
        ["Ref", "Action", "Lead", "Original", "Revised"],
        ["1", "See every assessment within ten days", "Head of Assessment", "Sep 2024", "Dec 2024"],
        ["2", "Update every chronology each month", "Social Worker", "Oct 2024", ""],
    ]
    first, second = actions(heading("Action plan"), piece(rows))
    assert (dues(first), dues(second)) == ([("due", "2024-12")], [("due", "2024-10")])


def test_of_the_ratings_of_several_quarters_the_last_filled_one_holds() -> None:
    rows = [
        ["Ref", "Deliverable", "Owner", "Due", "Q1 RAG", "Q2 RAG", "Q3 RAG"],
        ["1", "Open the new leisure centre", "Head of Leisure", "March 2026", "G", "A", ""],
        ["2", "Adopt the local plan", "Planning Manager", "December 2025", "A", "R", ""],
    ]
    found = actions(heading("Delivery plan"), piece(rows))
    assert [(a.rating, [f.name for f in a.fields]) for a in found] == [("amber", ["Q1 RAG"]), ("red", ["Q1 RAG"])]


def test_measures_with_target_and_actual_are_no_actions() -> None:
    rows = [
        ["Ref", "Measure", "Target", "Actual", "RAG", "Owner", "Commentary"],
        ["KPI1", "Calls answered in 30 seconds", "90%", "84%", "A", "Head of Customer Services", "Two vacancies"],
        ["KPI2", "Missed bins per 100,000 homes", "40", "38", "G", "Head of Waste", "Better than target"],
    ]
    assert actions(heading("Improvement plan: actions and measures"), piece(rows)) == ()


@pytest.mark.parametrize("header", ["Owner and date", "Who / when", "By whom, by when"])
def test_one_column_for_who_and_when_gives_both(header: str) -> None:
    rows = [
        ["Action", header],
        ["Share the care leavers' offer with all members", "Virtual Head – 30 June 2025"],
        ["Arrange a visit to the children's home", "Democratic Services, by July 2025"],
        ["Add recruitment to the next agenda", "12 September 2025 (Clerk)"],
        ["Tell the panel", "All"],
    ]
    found = actions(heading("Summary of actions"), piece(rows))
    assert [(owners(a), [m.due for m in a.milestones]) for a in found] == [
        (["Virtual Head"], ["2025-06-30"]),
        (["Democratic Services"], ["2025-07"]),
        (["Clerk"], ["2025-09-12"]),
        (["All"], []),
    ]


@pytest.mark.parametrize(("numbers", "codes"), [(("3", "3", "6"), []), (("1", "2", "3"), ["table-not-understood"])])
def test_a_column_of_counts_holds_no_refs(numbers: tuple[str, str, str], codes: list[str]) -> None:
    rows = [[name, number, "1", "4"] for number, name in zip(numbers, ("High", "Medium", "Total"), strict=True)]
    made = paper(heading("Follow-up"), piece([["Priority", "Number", "Implemented", "Outstanding"], *rows]))
    assert [found.code for found in made.findings if found.code == "table-not-understood"] == codes


def test_of_several_headers_above_the_one_that_the_rows_fit_is_lent() -> None:
    blocks = [
        *(
            heading("Harbour"),
            piece([["Ref", "What", "Who", "When"], ["K1", "Dredge the inlet", "J Moss", "June 2025"]]),
        ),
        *(
            heading("Quay"),
            piece([["Ref", "When", "Who", "What"], ["K2", "July 2025", "A Fenn", "Paint the bollards"]]),
        ),
        *(heading("Inlet"), piece([["K3", "Mark the channel", "J Moss", "May 2025"]])),
        *(heading("Steps"), piece([["K4", "August 2025", "A Fenn", "Scrub the steps"]])),
    ]
    assert [(a.ref, a.text, a.timescale_printed) for a in actions(*blocks)] == [
        ("K1", "Dredge the inlet", "June 2025"),
        ("K2", "Paint the bollards", "July 2025"),
        ("K3", "Mark the channel", "May 2025"),
        ("K4", "Scrub the steps", "August 2025"),
    ]


def test_a_line_that_tells_when_parts_it_from_the_owners_above() -> None:
    rows = [
        ["K1", "Dredge the inlet", "Head of Estates\nHarbour Warden\nMarch 2025"],
        ["K2", "Paint the bollards", "Harbour Warden\nStart painting by April 2025 and go on through the summer"],
        ["K3", "Mark the channel", "May 2025\nHead of Estates"],
    ]
    read = actions(piece([["Ref", "Action", "Owner / Due by"], *rows]))
    assert [([o.owner for o in a.owners], a.milestones[0].start or a.milestones[0].due) for a in read] == [
        (["Head of Estates", "Harbour Warden"], "2025-03"),
        (["Harbour Warden"], "2025-04"),
        (["Head of Estates"], "2025-05"),
    ]


@pytest.mark.parametrize(
    ("text", "who", "when"),
    [
        ("Harbour Early Help Group June 2025", "Harbour Early Help Group", "June 2025"),
        ("Early Help Lead / May 2025", "Early Help Lead", "May 2025"),
        ("Head of Estates by end of March 2025", "Head of Estates", "by end of March 2025"),
        ("March 2025 Head of Estates", "Head of Estates", "March 2025"),
        ("Early 2025", "", "Early 2025"),
    ],
)
def test_an_owner_whose_name_begins_as_a_date_does_is_no_date(text: str, who: str, when: str) -> None:
    assert part_who_and_when(text) == (who, when)
