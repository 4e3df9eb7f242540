"""A change log's tables and the sentences above them become declared changes."""

from __future__ import annotations

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
