"""A change log's tables and the sentences above them become declared changes."""

from __future__ import annotations

import pytest
from making import heading, paper, para, piece

from extract.model import DeclaredChange

TITLE = heading("Changes to the improvement plan")


def declared(*blocks: object) -> tuple[DeclaredChange, ...]:
    made = paper(TITLE, *blocks)  # type: ignore[arg-type]
    assert made.role == "change_log"
    assert made.balance.holds
    return made.declared


def test_added_actions() -> None:
    (one,) = declared(
        para("The following new actions have been added:"),
        piece([["Ref", "Action", "Timescale"], ["H9", "Open a hub.", "June 2025"]]),
    )
    assert (one.kind, one.from_refs, one.to_refs, one.new_text) == ("added", (), ("H9",), "Open a hub.")
    assert one.new_timescale == "June 2025"


def test_several_closed_into_one_new_action_are_one_entry() -> None:
    (one,) = declared(
        para("These actions have been closed and replaced with a new action:"),
        piece(
            [
                ["Ref", "Actions that have been closed", "New action"],
                ["H1", "Count beds.", "H8 - Run one bed census."],
                ["H2", "Count rooms.", ""],
            ]
        ),
    )
    assert (one.kind, one.from_refs, one.to_refs) == ("closed_replaced", ("H1", "H2"), ("H8",))
    assert one.quotes == (("H1", "Count beds."), ("H2", "Count rooms."))
    assert one.new_text == "Run one bed census."


def test_the_year_is_part_of_the_date_and_not_of_the_reason_that_follows_it() -> None:
    rows = [
        ["Ref", "Action", "Last reported timescale", "Revised timescale"],
        ["H4", "Dredge the inlet.", "May 2025", "July 2025 The dredger was held up, and the Board agreed to wait."],
    ]
    (one,) = declared(
        para("As at 1 May 2025"), para("The timescales for the following actions have been revised:"), piece(rows)
    )
    assert (one.new_timescale, one.reason) == ("July 2025", "The dredger was held up, and the Board agreed to wait.")


def test_lines_that_name_the_old_and_the_new_date_below_an_action_are_an_entry() -> None:
    told = declared(
        para("The timescales for the following actions have been revised:"),
        para("KM4 Dredge the inlet."),
        para("Last reported timescale: May 2025"),
        para("Revised timescale: July 2025"),
        para("KM6 Paint the bollards."),
        para("Last reported timescale: June 2025"),
        para("Revised timescale: August 2025"),
    )
    assert [(each.kind, each.to_refs, each.old_timescale, each.new_timescale) for each in told] == [
        ("retimed", ("KM4",), "May 2025", "July 2025"),
        ("retimed", ("KM6",), "June 2025", "August 2025"),
    ]


def test_a_sheet_without_blank_rows_says_between_its_tables_what_each_of_them_tells() -> None:
    rows = [
        ["Ref", "Action", "Timescale"],
        ["H9", "Open a hub.", "June 2025"],
        ["The timescales for the following actions have been revised, as agreed by the Harbour Board in its review:"],
        ["Ref", "Action", "Last reported timescale", "Revised timescale"],
        ["H4", "Dredge the inlet.", "May 2025", "July 2025"],
        ["The following actions have been removed:"],
        ["Ref", "Action", "Reason"],
        ["H5", "Count the gulls.", "Done by the Wildlife Trust"],
    ]
    sheet = piece([[*row, *[""] * (4 - len(row))] for row in rows], drawn="markup")
    told = declared(para("The following new actions have been added:"), sheet)
    assert [(each.kind, each.from_refs, each.to_refs) for each in told] == [
        ("added", (), ("H9",)),
        ("retimed", ("H4",), ("H4",)),
        ("removed", ("H5",), ()),
    ]
    assert told[0].new_text == "Open a hub."


def test_revised_split_and_merged_in_one_table() -> None:
    header = ["Ref", "Action", "Revised action", "Timescale"]
    rows = [
        ["A1", "Write the guide.", "Write and test the guide.", "Not changed"],
        ["A2", "Embed practice.", "A2a - Write guidance. A2b - Embed standards.", "July 2025"],
        ["A3", "Develop the plan.", "Review all forms.", "May 2025"],
        ["A4", "Review the plan.", "", ""],
    ]
    one, two, three = declared(para("The following actions have been revised:"), piece([header, *rows]))
    assert (one.kind, one.from_refs, one.to_refs) == ("revised", ("A1",), ("A1",))
    assert (two.kind, two.to_refs) == ("split", ("A2a", "A2b"))
    assert (three.kind, three.from_refs, three.to_refs) == ("merged", ("A3", "A4"), ("A3",))


def test_prose_after_a_new_timescale_is_the_reason() -> None:
    (one,) = declared(
        para("The timescales of these actions have been revised:"),
        piece(
            [
                ["Ref", "Action", "Last reported timescale", "Revised timescale"],
                [
                    "A1",
                    "Agree the protocol.",
                    "March 2025",
                    "July 2025 The draft was rewritten with the police on 4 May.",
                ],
            ]
        ),
    )
    assert (one.kind, one.old_timescale, one.new_timescale) == ("retimed", "March 2025", "July 2025")
    assert [m.due for m in one.new_milestones] == ["2025-07"]
    assert one.reason == "The draft was rewritten with the police on 4 May."


def test_the_reason_stands_in_a_column_or_in_the_sentence_above() -> None:
    removed, closed = declared(
        para("The following actions have been removed:"),
        piece([["Ref", "Action", "Reason"], ["A1", "Plan early.", "Covered by the housing plan."]]),
        para("The following action has been closed as its effect is tested elsewhere:"),
        piece([["Ref", "Actions that have been closed"], ["A2", "Train managers."]]),
    )
    assert (removed.kind, removed.reason) == ("removed", "Covered by the housing plan.")
    assert (closed.kind, closed.reason) == ("closed", "its effect is tested elsewhere")


def test_an_entry_cut_by_the_page_is_one_entry() -> None:
    one, two = declared(
        para("The following actions have been revised:"),
        piece(
            [
                ["Ref", "Action", "Revised action", "Timescale"],
                ["A1", "Develop the homes", "Develop the good homes", "April 2025"],
            ]
        ),
        piece(
            [["programme for families.", "programme for all families."], ["A2", "Review it.", "Revise it.", "May 2025"]]
        ),
    )
    assert one.old_text == "Develop the homes programme for families."
    assert one.new_text == "Develop the good homes programme for all families."
    assert two.from_refs == ("A2",)


def test_a_tracker_with_original_and_revised_dates_is_a_plan() -> None:
    header = ["Ref", "Action", "Lead", "Original due date", "Revised due date", "Status"]
    made = paper(
        heading("Action tracker"), piece([header, ["A1", "Open the hub.", "A Moss", "May 2025", "July 2025", "Amber"]])
    )
    assert made.role == "plan"
    assert made.declared == ()


def test_a_heading_of_completed_actions_declares_nothing() -> None:
    made = paper(
        heading("Action log"),
        heading("Completed actions", 2),
        piece([["Action", "Deadline", "Progress"], ["Circulate the note to members.", "May 2025", "Completed"]]),
    )
    assert made.declared == ()
    assert len(made.versions[0].actions) == 1


def test_actions_announced_but_listed_elsewhere_are_remembered() -> None:
    made = paper(
        TITLE,
        para("New actions have been added after the home inspection (section CH in Chapter 3), as well as these:"),
        piece([["Ref", "Action", "Timescale"], ["H9", "Open a hub.", "June 2025"]]),
    )
    assert [section for section, _, _ in made.announced] == ["CH"]


SENTENCES = {
    "A new action, 7.4, has been added to cover fire safety.": ("added", (), ("7.4",), None),
    "We have closed action 2.2 because the survey is complete.": ("closed", ("2.2",), (), None),
    "The Board has extended action 2.5 to December 2025.": ("retimed", ("2.5",), ("2.5",), "December 2025"),
    "We have replaced actions 3.1 and 3.2 with new action 3.6.": ("closed_replaced", ("3.1", "3.2"), ("3.6",), None),
    "The due date of action IP3 moved from April 2025 to July 2025.": (
        "retimed",
        ("IP3",),
        ("IP3",),
        "July 2025",
    ),
}


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_change_in_other_words(sentence: str) -> None:
    (one,) = declared(para(sentence))
    assert (one.kind, one.from_refs, one.to_refs, one.new_timescale) == SENTENCES[sentence]


@pytest.mark.parametrize(
    "sentence",
    [
        "We have not closed action 2.2.",
        "We will extend action 2.5 to December 2025.",
        "The date of the meeting on action 3 moved from Monday to Friday if members agree.",
        "We have closed the depot and moved its staff.",
    ],
)
def test_what_is_not_done_or_not_about_an_action_declares_nothing(sentence: str) -> None:
    assert paper(TITLE, para(sentence)).declared == ()


def test_new_actions_under_a_heading_of_a_log_are_added_and_in_a_tracker_are_its_actions() -> None:
    rows = piece([["Ref", "Action", "Lead", "Due"], ["1.9", "Recruit a data analyst", "Head of Data", "October 2025"]])
    (one,) = declared(heading("New actions", 2), rows)
    assert (one.kind, one.to_refs) == ("added", ("1.9",))
    tracker = paper(heading("Action tracker"), heading("New actions", 2), rows)
    assert (tracker.role, tracker.declared, len(tracker.versions[0].actions)) == ("plan", (), 1)


@pytest.mark.parametrize(
    ("sentence", "kind", "refs"),
    [
        ("The following actions have been completed and closed: 1.1 and 1.4.", "closed", ("1.1", "1.4")),
        ("The following actions have been removed: 2.1 (the form), 2.3 and 3.2.", "removed", ("2.1", "2.3", "3.2")),
        ("These actions have been closed: A1; A2: the hub is open; A7.", "closed", ("A1", "A2", "A7")),
        ("Completed and closed actions: 2.2 and 4.1.", "closed", ("2.2", "4.1")),
    ],
)
def test_refs_after_a_colon(sentence: str, kind: str, refs: tuple[str, ...]) -> None:
    (one,) = declared(para(sentence))
    assert (one.kind, one.from_refs) == (kind, refs)


def test_a_list_under_words_that_say_what_was_done() -> None:
    closed, also, retimed, merged = declared(
        para("The following actions have been closed:"),
        para("• 1.3 – the backlog is now managed through weekly meetings"),
        para("1.4 Appoint a manager for the duty team."),
        heading("Extended actions", 2),
        para("2.2: from September 2025 to December 2025 because recruitment took longer."),
        heading("Actions merged since April", 2),
        para("3.1 and 3.2 into 3.5"),
        para("The committee is asked to note these."),
        para("4.1 Some other paragraph."),
    )
    assert [(one.kind, one.from_refs) for one in (closed, also)] == [("closed", ("1.3",)), ("closed", ("1.4",))]
    assert (retimed.kind, retimed.from_refs, retimed.new_timescale) == ("retimed", ("2.2",), "December 2025")
    assert retimed.reason == "recruitment took longer"
    assert (merged.kind, merged.from_refs, merged.to_refs) == ("merged", ("3.1", "3.2"), ("3.5",))


@pytest.mark.parametrize(
    "said",
    [
        "The following actions should be closed:",
        "The following actions have not been closed:",
        "Actions to be closed:",
        "Completed actions:",
    ],
)
def test_a_list_of_what_is_not_done_declares_nothing(said: str) -> None:
    assert paper(TITLE, para(said), para("1.3 The backlog.")).declared == ()


def test_an_entry_of_several_sentences_does_not_end_its_list() -> None:
    found = declared(
        para("The following actions have been closed:"),
        para("1.3 The backlog is managed elsewhere. It is looked at every week."),
        para("1.4 The manager is in post."),
    )
    assert [one.from_refs for one in found] == [("1.3",), ("1.4",)]


@pytest.mark.parametrize("entry", ["3 workshops were held.", "15 June 2025 was the day.", "All of them."])
def test_an_entry_without_a_ref_is_no_entry(entry: str) -> None:
    assert paper(TITLE, para("The following actions have been closed:"), para(entry)).declared == ()


def test_a_ref_after_into_needs_no_label() -> None:
    (one,) = declared(para("Actions 2.5a and 2.5b have been merged into 2.5."))
    assert (one.kind, one.from_refs, one.to_refs) == ("merged", ("2.5a", "2.5b"), ("2.5",))


def test_old_and_new_dates_in_a_paper_of_changes_need_no_sentence() -> None:
    (one,) = declared(
        piece([["No.", "Action", "Old timescale", "New timescale"], ["2.2", "Hold it.", "May 2025", "July 2025"]])
    )
    assert (one.kind, one.old_timescale, one.new_timescale) == ("retimed", "May 2025", "July 2025")


def test_a_plan_about_climate_change_is_no_paper_of_changes() -> None:
    rows = piece([["Ref", "Action", "Lead", "Due"], ["1.9", "Plant ten trees.", "Head of Parks", "October 2025"]])
    made = paper(
        heading("Climate change action plan"), heading("New actions", 2), rows, para("Action 1.2 has been closed.")
    )
    assert (made.role, made.declared) == ("plan", ())


def test_a_plan_declares_what_stands_under_its_heading_of_changes() -> None:
    rows = piece([["Ref", "Action", "Lead", "Due", "Status"], *[[f"1.{n}", f"Do {n}.", "A Moss", "May 2025", "Green"]
                 for n in range(3, 8)]])  # fmt: skip
    made = paper(
        heading("Improvement plan: July update"),
        para("Action 1.9 has been closed."),
        heading("Changes since April", 2),
        para("Action 1.2 has been closed because the survey is complete."),
        heading("The plan", 2),
        para("Action 1.8 has been closed."),
        rows,
    )
    assert made.role == "plan"
    assert [(one.kind, one.from_refs, one.reason) for one in made.declared] == [
        ("closed", ("1.2",), "the survey is complete")
    ]


@pytest.mark.parametrize(
    ("sentence", "reason"),
    [
        ("Action 1.3 has been closed since it is covered by the housing plan.", "it is covered by the housing plan"),
        ("Action 1.3 has been closed since the committee last met.", None),
        ("Action 1.3 has been closed following the inspection of homes.", "the inspection of homes"),
        ("Action 1.3 has been closed following the meeting of 4 May.", None),
        ("Action 1.3 has been closed since April 2025 because it is done.", "it is done"),
        ("Action 1.3 has been closed as agreed in April.", None),
        ("Action 1.3, reported as complete in April, has been closed as no longer needed.", "no longer needed"),
    ],
)
def test_a_time_is_no_reason(sentence: str, reason: str | None) -> None:
    (one,) = declared(para(sentence))
    assert one.reason == reason


RECORD = [
    ["Ref", "Type of change", "Detail", "Approved by", "Date approved"],
    ["QP1", "Date extended", "All in post: October 2025 to January 2026", "Executive team", "1 August 2025"],
    ["QP4", "Merged", "Merged into QP3", "Executive team", "1 August 2025"],
    ["QP5", "Closed", "Work complete", "Executive team", "1 August 2025"],
    ["QP6", "New action", "Survey the fire doors on all sites.", "Executive team", "12 August 2025"],
]


def test_a_record_that_tells_each_change_in_words_quotes_no_action() -> None:
    retimed, merged, closed, added = declared(piece(RECORD))
    assert (retimed.kind, retimed.from_refs, retimed.new_timescale) == ("retimed", ("QP1",), "January 2026")
    assert (merged.kind, merged.from_refs, merged.to_refs) == ("merged", ("QP4",), ("QP3",))
    assert (closed.kind, closed.from_refs, closed.reason) == ("closed", ("QP5",), "Work complete")
    assert not any(one.quotes or one.old_text for one in (retimed, merged, closed))
    assert (added.kind, added.to_refs, added.new_text) == ("added", ("QP6",), "Survey the fire doors on all sites.")
    assert added.new_timescale is None  # the day it was approved is no promise


def test_from_and_to_are_the_old_and_the_new_date_under_a_heading_that_says_dates_changed() -> None:
    rows = [
        ["Ref", "Action", "From", "To", "Reason"],
        ["LG6", "Recruit a lawyer for the team", "July 2025", "November 2025", "Two failed campaigns"],
    ]
    made = paper(heading("Improvement plan: changes"), heading("Changes to timescales", 2), piece(rows))
    assert [(d.kind, d.from_refs, d.old_timescale, d.new_timescale) for d in made.declared] == [
        ("retimed", ("LG6",), "July 2025", "November 2025")
    ]
    assert made.versions == ()


def test_a_log_whose_rows_tell_the_change_and_the_day_of_it() -> None:
    rows = [
        ["Date", "Ref", "Change", "Reason"],
        ["12 May 2025", "C2", "Closed", "Figures published"],
        [
            "3 June 2025",
            "C1",
            "Target date moved from 30 June 2025 to 30 September 2025",
            "More complaints than expected",
        ],
        ["20 June 2025", "C5", "New action", "Asked for by the panel"],
    ]
    closed, retimed, added = declared(piece(rows))
    assert (closed.kind, closed.from_refs, closed.new_timescale, closed.reason) == (
        "closed", ("C2",), None, "Figures published",
    )  # fmt: skip
    assert (retimed.kind, retimed.old_timescale, retimed.new_timescale) == (
        "retimed", "30 June 2025", "30 September 2025",
    )  # fmt: skip
    assert retimed.reason == "More complaints than expected"
    assert (added.kind, added.to_refs, added.new_timescale) == ("added", ("C5",), None)
