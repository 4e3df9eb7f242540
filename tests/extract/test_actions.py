"""Rows become actions: continuations, milestones, bands, repairs, fields, owners, and nothing lost."""

from __future__ import annotations

import string
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st
from making import HEADER, actions, heading, paper, para, piece

ONE = ["A1", "Open the family hub in the old library.", "Head of Housing", "June 2025", "Green"]
TWO = ["A2", "Close the depot at Marl Lane.", "Head of Estates", "July 2025", "Amber"]


def test_a_plain_table_gives_its_actions() -> None:
    one, two = actions(heading("Homes"), piece([HEADER, ONE, TWO]))
    assert (one.ref, one.text, one.rating) == ("A1", "Open the family hub in the old library.", "green")
    assert [o.owner for o in two.owners] == ["Head of Estates"]
    assert [m.due for m in two.milestones] == ["2025-07"]
    assert one.action_id == "0123456789ab#A1"


def test_columns_in_any_order_and_under_other_names() -> None:
    header = ["Deadline", "RAG", "Who", "Committed to", "No."]
    (one,) = actions(piece([header, ["June 2025", "G", "A Moss", "Open the family hub", "7"]]))
    assert (one.ref, one.text) == ("7", "Open the family hub")
    assert one.rating_printed == "G"


def test_a_row_cut_by_the_page_goes_on() -> None:
    cut = ["A1", "Open the family hub in the", "Head of", "June 2025", "Green"]
    rest = ["", "old library.", "Housing", "", ""]
    (one,) = actions(piece([HEADER, cut], page=1, drawn="ruled"), piece([rest], page=2, drawn="ruled"))
    assert one.text == "Open the family hub in the old library."
    assert [o.owner for o in one.owners] == ["Head of Housing"]
    assert [(p.page, p.joined_by) for p in one.places] == [(1, None), (2, "page break: same column borders")]


def test_a_milestone_cut_by_the_page_goes_on_as_that_milestone() -> None:
    first = ["A1", "Open two hubs for", "Head of Housing", "First hub by June 2025", "Blue"]
    second = ["", "", "Head of Estates", "Second hub by the", "Amber"]
    rest = ["", "families.", "", "end of 2025", ""]
    (one,) = actions(piece([HEADER, first, second], page=1, drawn="ruled"), piece([rest], page=2, drawn="ruled"))
    assert one.text == "Open two hubs for families."
    assert [(m.due, m.rating) for m in one.milestones] == [("2025-06", "blue"), ("2025-12", "amber")]


def test_the_rest_of_a_cut_text_is_no_owner_even_where_the_row_has_lost_a_column() -> None:
    cut = ["A1", "Open the family hub so that families are", "Area Manager", "June 2025", "Green"]
    (one,) = actions(piece([HEADER, cut]), piece([["", "seen sooner.", "", ""]]))
    assert one.text == "Open the family hub so that families are seen sooner."
    assert [o.owner for o in one.owners] == ["Area Manager"]


def test_a_row_cut_below_a_repeated_header_goes_on() -> None:
    cut = ["A1", "Open the family hub in the", "Head of Housing", "June 2025", "Green"]
    one, two = actions(
        piece([HEADER, cut], page=1, drawn="ruled"),
        piece([HEADER, ["", "old library.", "", "", ""], TWO], page=2, drawn="ruled"),
    )
    assert one.text.endswith("old library.")
    assert two.ref == "A2"


def test_a_row_without_ref_but_with_a_date_is_a_milestone() -> None:
    second = ["", "", "Head of Estates", "Second hub by December 2025", "Amber"]
    (one,) = actions(
        piece([HEADER, ["A1", "Open two hubs.", "Head of Housing", "First hub by June 2025", "Blue"], second])
    )
    assert [(m.due, m.rating) for m in one.milestones] == [("2025-06", "blue"), ("2025-12", "amber")]
    assert [(o.owner, o.milestone) for o in one.owners] == [("Head of Housing", 1), ("Head of Estates", 2)]
    assert one.rating == "blue"


def test_two_actions_are_never_merged_because_their_printed_refs_collide() -> None:
    rows = [[f"K{n}", f"Action number {n} of the plan.", "Lead", "June 2025", "Green"] for n in range(8, 12)]
    rows[2][0] = "K1"
    read = actions(piece([HEADER, *rows]))
    assert [a.ref for a in read] == ["K8", "K9", "K10", "K11"]
    assert read[2].ref_printed == "K1"
    assert read[2].ref_repair


def test_a_ref_whose_figure_a_scan_read_as_a_letter_keeps_its_action() -> None:
    rows = [[f"CLA{n}", f"Action number {n} of the plan.", "Lead", "June 2025", "Green"] for n in range(3, 8)]
    rows[2][0] = "CLAS"
    read = actions(piece([HEADER, *rows]))
    assert [a.ref for a in read] == ["CLA3", "CLA4", "CLA5", "CLA6", "CLA7"]
    assert read[2].ref_printed == "CLAS"


def test_the_same_ref_twice_stays_two_actions_and_is_a_finding() -> None:
    made = paper(piece([HEADER, ONE, TWO, ["A1", "Something quite different.", "Lead", "May 2025", "Red"]]))
    assert [a.action_id for a in made.versions[0].actions][::2] == ["0123456789ab#A1", "0123456789ab#A1~2"]
    assert "ref-duplicated" in [f.code for f in made.findings]


def test_a_ref_inside_the_text_cell_is_the_ref() -> None:
    header = ["Milestone", "Target date", "Responsible party"]
    rows = [
        ["1.1 Assess the data we hold", "June 2025", "Data team"],
        ["1.2 Acquire what is missing", "July 2025", "Data team"],
    ]
    assert [(a.ref, a.text) for a in actions(piece([header, *rows]))] == [
        ("1.1", "Assess the data we hold"),
        ("1.2", "Acquire what is missing"),
    ]


def test_numbers_that_count_up_the_words_of_the_rows_are_refs_whatever_follows_them() -> None:
    texts = ["1 We will open the hub", "2 Wardens will meet weekly", "3 Quay users will be asked", "4 The fee will end"]
    read = actions(piece([HEADER[1:], *([text, "Head of Estates", "June 2025", "Green"] for text in texts)]))
    assert [(a.ref, a.text) for a in read] == [tuple(text.split(" ", 1)) for text in texts]


def test_full_width_rows_are_sections() -> None:
    band = ["Priority 2: Homes", None, None, None, None]
    made = paper(heading("Plan"), piece([HEADER, ONE, band, TWO], drawn="markup", spans={(2, 0): (1, 5)}))
    sections = {s.section_id: s.path for s in made.versions[0].sections}
    assert [sections[a.section_id or ""] for a in made.versions[0].actions] == [
        ("Plan",),
        ("Plan", "Priority 2: Homes"),
    ]


def test_rows_of_another_kind_below_the_actions_are_not_actions() -> None:
    below = [
        "How we'll know it worked",
        "Monthly audits show that families are seen sooner.",
        "What we will see",
        "Better homes",
        "",
    ]
    assert [a.ref for a in actions(piece([HEADER, ONE, TWO, below]))] == ["A1", "A2"]


def test_a_blank_spacer_row_is_nothing() -> None:
    assert len(actions(piece([HEADER, ONE, [""] * 5, TWO]))) == 2


def test_columns_without_a_place_of_their_own_are_kept() -> None:
    header = [*HEADER, "Measure", "Resources"]
    (one,) = actions(piece([header, [*ONE, "90% of visits on time", "2 posts"]]))
    assert [(f.name, f.value) for f in one.fields] == [("Measure", "90% of visits on time"), ("Resources", "2 posts")]


def test_original_and_revised_dates_in_a_tracker() -> None:
    header = ["Ref", "Action", "Lead", "Original due date", "Revised due date", "Status"]
    one, two = actions(
        piece(
            [
                header,
                ["1", "Open the hub.", "A Moss", "June 2025", "May 2026", "Amber"],
                ["2", "Shut it.", "A Moss", "July 2025", "", "Green"],
            ]
        )
    )
    assert [m.due for m in one.milestones] == ["2026-05"]
    assert ("Original due date", "June 2025") in [(f.name, f.value) for f in one.fields]
    assert [m.due for m in two.milestones] == ["2025-07"]


def test_start_and_end_columns_make_a_window() -> None:
    header = ["Ref", "Action", "Lead", "Start", "End date"]
    (one,) = actions(piece([header, ["1", "Run the pilot.", "A Moss", "April 2025", "June 2025"]]))
    assert [(m.kind, m.start, m.due) for m in one.milestones] == [("window", "2025-04", "2025-06")]


def test_a_rating_shown_only_by_colour_is_a_rating() -> None:
    (one, _) = actions(piece([HEADER, [*ONE[:4], ""], TWO], page=1, drawn="ruled", fills={(1, 4): "#00B050"}))
    assert (one.rating, one.rating_printed, one.rating_fill) == ("green", "(fill #00B050)", "#00B050")


def test_actions_without_refs_are_known_by_position() -> None:
    header = ["Action", "Lead", "By when"]
    made = actions(piece([header, ["Open the hub", "A Moss", "June 2025"], ["Shut the depot", "B Carr", "July 2025"]]))
    assert [(a.ref, a.action_id) for a in made] == [(None, "0123456789ab#@1"), (None, "0123456789ab#@2")]


def test_the_lead_in_a_heading_owns_the_actions_below_it() -> None:
    made = actions(
        heading("Action log"),
        heading("Housing register – Lead JB/KT", 2),
        piece(
            [["Write to the regulator about the new form", "New"], ["Draft the benefits case for members", "Completed"]]
        ),
    )
    assert [[o.owner for o in a.owners] for a in made] == [["JB", "KT"]] * 2


def test_a_sub_action_knows_its_parent() -> None:
    rows = [
        ["1.2", "Improve visits.", "A Moss", "June 2025", "Green"],
        ["1.2.1", "Train staff.", "A Moss", "May 2025", "Green"],
    ]
    parent, child = actions(piece([HEADER, *rows]))
    assert child.parent_action_id == parent.action_id


def test_nested_headers_name_both_levels() -> None:
    top = ["Ref", "Action", "Responsibility", None, "By when"]
    under = ["", "", "Lead", "Support", ""]
    (one,) = actions(
        piece(
            [top, under, ["1", "Open the hub.", "A Moss", "B Carr", "June 2025"]],
            drawn="markup",
            spans={(0, 2): (1, 2)},
        )
    )
    assert [o.owner for o in one.owners] == ["A Moss"]
    assert [(f.name, f.value) for f in one.fields] == [("Responsibility – Support", "B Carr")]


def test_a_merged_owner_cell_owns_every_row_it_reaches() -> None:
    rows = [HEADER, ONE, [*TWO[:2], None, *TWO[3:]]]
    made = actions(piece(rows, drawn="markup", spans={(1, 2): (2, 1)}))
    assert [[o.owner for o in a.owners] for a in made] == [["Head of Housing"]] * 2


def test_a_table_inside_a_cell_gives_the_milestones() -> None:
    inner = piece(
        [["First hub to open in April 2025", "Blue"], ["Second hub to open in July 2025", "Green"]], drawn="markup"
    )
    outer = piece([HEADER, ["A1", "Open two hubs.", "Head of Housing", "", ""]], drawn="markup")
    cells = tuple(replace(c, nested=(inner,)) if (c.row, c.col) == (1, 4) else c for c in outer.cells)
    made = paper(replace(outer, cells=cells))
    (one,) = made.versions[0].actions
    assert [(m.due, m.rating) for m in one.milestones] == [("2025-04", "blue"), ("2025-07", "green")]
    assert made.balance.holds


def test_tables_of_other_kinds_are_seen_and_left() -> None:
    risk = piece(
        [["Risk", "Likelihood", "Mitigating actions", "Owner", "RAG"], ["Staff leave", "High", "Pay more", "HR", "Red"]]
    )
    kpi = piece([["Measure", "Baseline", "Target", "Actual", "RAG"], ["Visits in time", "70%", "90%", "81%", "Amber"]])
    costs = piece([["Post", "Grade", "2024/25"], ["Officer", "7", "£10,000"], ["Manager", "10", "£20,000"]])
    terms = piece([["Abbreviation", "Expansion"], ["ICB", "Integrated care board"]])
    attendance = piece([["Name", "Organisation"], ["Cllr Moss", "Marlbrook Council"]])
    made = paper(para("a"), risk, para("b"), kpi, para("c"), costs, para("d"), terms, para("e"), attendance)
    assert made.versions == ()
    assert [t.used_as for t in made.tables] == ["seen and left"] * 5
    assert made.balance.holds


def test_a_requirements_list_is_no_plan() -> None:
    rows = [[f"2.{n}", f"Verify that control number {n} is in place everywhere.", "✓"] for n in range(1, 8)]
    made = paper(heading("Verification standard"), piece([["#", "Description", "L1"], *rows]))
    assert made.role == "other"
    assert len(made.versions[0].actions) == 7


WORDS = st.text(string.ascii_lowercase, min_size=2, max_size=8)
SENTENCE = st.lists(WORDS, min_size=4, max_size=12).map(lambda words: " ".join(words).capitalize() + ".")


@settings(max_examples=40)
@given(texts=st.lists(SENTENCE, min_size=1, max_size=12), cut=st.integers(0, 12))
def test_any_page_break_between_rows_gives_the_same_actions(texts: list[str], cut: int) -> None:
    rows = [[f"B{n}", text, "Head of Housing", "June 2025", "Green"] for n, text in enumerate(texts, 1)]
    whole = actions(piece([HEADER, *rows], page=1, drawn="ruled"))
    parts = [[HEADER, *rows[:cut]], rows[cut:]]
    split = actions(*(piece(part, page=n, drawn="ruled") for n, part in enumerate(parts, 1) if part))
    assert [(a.ref, a.text) for a in split] == [(a.ref, a.text) for a in whole]


@settings(max_examples=40)
@given(
    rows=st.lists(
        st.lists(st.one_of(st.just(""), SENTENCE, st.just("A1"), st.just("May 2025")), min_size=5, max_size=5),
        max_size=8,
    )
)
def test_every_row_of_any_table_is_accounted_for(rows: list[list[str]]) -> None:
    made = paper(heading("Action plan"), piece([HEADER, *rows]))
    assert made.balance.holds, made.balance
