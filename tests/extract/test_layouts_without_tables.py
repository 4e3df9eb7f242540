"""Actions on cards, in lists, forms and typed lines, and struck rows: each test for what a paper showed to be wrong."""

from __future__ import annotations

import pytest
from making import actions, heading, paper, para, piece

from extract.document import Heading, Paragraph, Piece
from extract.milestone_lists import read_lines
from extract.model import Action
from extract.paper import read_paper
from extract.settings import ReadSettings
from extract.timescales import TimeContext

REPAIRS = "Repair the quay wall before the spring tides"
LAMPS = "Replace the lamps along the promenade"


def times(action: Action) -> list[tuple[str, str | None]]:
    return [(milestone.kind, milestone.due) for milestone in action.milestones]


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        (
            "Survey – June 2025\nDaily soundings taken – July 2025",
            [("2025-06", "Survey"), ("2025-07", "Daily soundings taken")],
        ),
        ("Survey (June 2025); July 2025: tender", [("2025-06", "Survey"), ("2025-07", "tender")]),
        ("Survey\nTender\nWorks done by May 2025", []),
    ],
)
def test_lines_of_a_cell_that_each_say_when_are_milestones(cell: str, found: list[tuple[str, str]]) -> None:
    assert [(m.due, m.label) for m in read_lines(cell, TimeContext())] == found


def page(*rows: str) -> bytes:
    head = "<tr><th>Ref<th>Action<th>Owner<th>Due"
    return f"<h1>Action log</h1><table>{head}{''.join(rows)}</table>".encode()


def row(*cells: str, struck: bool = False) -> str:
    return "<tr>" + "".join(f"<td><s>{cell}</s>" if struck else f"<td>{cell}" for cell in cells)


def test_a_row_struck_through_is_an_action_that_is_done_with() -> None:
    made = page(row("A1", REPAIRS, "Clerk", "May 2025", struck=True), row("A2", LAMPS, "Clerk", "June 2025"))
    first, second = read_paper(made, "log.html", ReadSettings()).versions[0].actions
    assert (first.ref, first.text, times(first), first.ended) == ("A1", REPAIRS, [("due", "2025-05")], "struck through")
    assert second.ended is None


def test_a_row_struck_through_yields_to_the_live_row_with_its_ref() -> None:
    made = page(
        row("A1", "Paint the quay wall", "Clerk", "May 2025", struck=True), row("A1", REPAIRS, "Clerk", "May 2026")
    )
    found = read_paper(made, "log.html", ReadSettings()).versions[0].actions
    assert [(action.ref, action.text) for action in found] == [("A1", REPAIRS)]


def test_what_stands_centred_above_and_below_a_typed_table_is_none_of_its_cells() -> None:
    text = """\
                     SALTER'S QUAY DRAINAGE BOARD

          ACTIONS FROM THE MEETING OF 22 OCTOBER 2025

No   Action                                        Who               When
---  --------------------------------------------  ----------------  -------------
1    Ask the water company for the level           Engineer          5 November
     readings at the sluice since August.                            2025
2    Obtain prices for a new weed screen.          Engineer          December 2025
3    Check the insurance of the excavator.         Clerk             Done

                                  Page 1 of 1
"""
    found = read_paper(text.encode(), "board.txt", ReadSettings()).versions[0].actions
    assert [(a.ref, a.text) for a in found] == [
        ("1", "Ask the water company for the level readings at the sluice since August."),
        ("2", "Obtain prices for a new weed screen."),
        ("3", "Check the insurance of the excavator."),
    ]


def test_a_line_with_who_and_when_named_below_it_is_an_action() -> None:
    made = paper(
        heading("Harbour strategy: what we will do"),
        heading("Safe moorings", 2),
        heading("1 Mend the quay wall", 3),
        para("Lead: Harbour Engineer\nWhen: by March 2026\nMeasure: 30 metres mended"),
        heading("2 Renew the ladders", 3),
        para("Lead: Harbour Master"),
        para("When: by May 2026"),
        para("Measure: 14 ladders"),
        heading("A warm welcome", 2),
        heading("3 Open the showers to visitors", 3),
        para("Lead: Clerk\nWhen: Ongoing"),
    )
    found = made.versions[0].actions
    assert [(a.ref, a.text, a.owners_printed) for a in found] == [
        ("1", "Mend the quay wall", "Harbour Engineer"),
        ("2", "Renew the ladders", "Harbour Master"),
        ("3", "Open the showers to visitors", "Clerk"),
    ]
    assert [section.path[-1] for section in made.versions[0].sections] == ["Safe moorings", "A warm welcome"]
    assert [f.value for f in found[0].fields] == ["30 metres mended"]


def test_who_and_when_below_the_heading_of_a_table_is_no_action() -> None:
    def section(title: str, ref: str, text: str) -> tuple[Heading, Paragraph, Piece]:
        table = piece([["Ref", "Action", "Status"], [ref, text, "Green"]], drawn="markup")
        return heading(title, 2), para("Lead: Clerk\nDeadline: May 2026"), table

    found = actions(heading("Plan"), *section("Safe moorings", "A1", REPAIRS), *section("A warm welcome", "A2", LAMPS))
    assert [a.text for a in found] == [REPAIRS, LAMPS]


def test_a_typed_table_of_many_columns_below_counted_minutes_is_a_table_of_its_own() -> None:
    text = """\
1    APOLOGIES
     Captain Reed.

2    HARBOUR MASTER'S REPORT
     The slip had been closed twice by weed. Members felt that notices were needed at both ends of it.

3    NEXT MEETING
     15 January 2026

SUMMARY OF ACTIONS

Min   Action                                              By                Due
2     Put up notices about weed at both ends of the       Harbour Master    31 December 2025
      slip
3     Book the hall                                       Clerk             15 January 2026
"""
    found = read_paper(text.encode(), "minutes.txt", ReadSettings()).versions[0].actions
    assert [(a.ref, a.text) for a in found] == [
        ("2", "Put up notices about weed at both ends of the slip"),
        ("3", "Book the hall"),
    ]


def read(text: str) -> tuple[Action, ...]:
    return read_paper(text.encode(), "notes.txt", ReadSettings()).versions[0].actions


@pytest.mark.parametrize("ends", ["- {} - {}", "({}, {})"])
def test_a_list_whose_items_end_by_who_and_when_is_a_table(ends: str) -> None:
    items = [("Book the hall", "Joanne", "by 13 Feb"), ("Draft the notice (both villages)", "Priya / Matt", "20 Feb")]
    lines = [f"{n}. {what} {ends.format(who, when)}" for n, (what, who, when) in enumerate(items, start=1)]
    found = read("Actions agreed on 3 February 2026:\n\n" + "\n".join(lines) + "\n\nKind regards\nSusan\n")
    assert [(a.ref, a.text, [o.owner for o in a.owners], times(a)) for a in found] == [
        ("1", "Book the hall", ["Joanne"], [("due", "2026-02-13")]),
        ("2", "Draft the notice (both villages)", ["Priya", "Matt"], [("due", "2026-02-20")]),
    ]


def test_a_list_of_what_is_on_holds_no_actions() -> None:
    text = "Dates for your diary\n\n- Spring fair - Village green - 9 May\n- Flower show - Market hall - 4 July\n"
    assert read_paper(text.encode(), "notes.txt", ReadSettings()).versions == ()


def test_counted_items_are_paragraphs_of_their_own_however_full_their_lines() -> None:
    text = """\
Actions

3. Draft a press release about the orchard in all three villages - Priya - 28 May
4. Ask Highways about the mowing contract - Matt - 30 May
"""
    assert [a.ref for a in read(text)] == ["3", "4"]


def test_rows_that_pipes_alone_part_are_a_table() -> None:
    text = f"""\
Board actions (exported 12/01/2026)

Ref|Action|Lead|Due date|Status
B01|{REPAIRS}|Harbour Engineer|31/01/2026|Open
B02|{LAMPS}|Clerk|28/02/2026|Closed
"""
    assert [(a.ref, a.text, times(a), a.rating_printed) for a in read(text)] == [
        ("B01", REPAIRS, [("due", "2026-01-31")], "Open"),
        ("B02", LAMPS, [("due", "2026-02-28")], "Closed"),
    ]


def test_a_month_in_the_plan_of_a_year_is_one_of_that_year() -> None:
    rows = [["What", "Who", "When"], [REPAIRS, "Clerk", "July"], [LAMPS, "Clerk", "By April"]]
    found = actions(heading("Action Plan 2026"), para("Adopted 14 January 2026"), piece(rows, drawn="markup"))
    assert [times(a) for a in found] == [[("due", "2026-07")], [("due", "2026-04")]]


def test_cards_set_side_by_side_are_read_card_by_card() -> None:
    grid = [
        ["A1: Mend the quay wall", "A2: Turn off the lights after midnight"],
        ["Lead: Harbour Engineer", "Lead: Lighting Engineer"],
        ["By when: December 2026", "By when: April 2026"],
        ["A3: Lend thermal cameras", "A4: Plant the roundabouts"],
        ["Lead: Library Service", "Lead: Grounds Team"],
        ["By when: Ongoing", "By when: May 2026"],
    ]
    found = actions(heading("Town pledges"), piece(grid, drawn="ruled"))
    assert [(a.ref, a.text, a.owners_printed) for a in found] == [
        ("A1", "Mend the quay wall", "Harbour Engineer"),
        ("A2", "Turn off the lights after midnight", "Lighting Engineer"),
        ("A3", "Lend thermal cameras", "Library Service"),
        ("A4", "Plant the roundabouts", "Grounds Team"),
    ]


def test_a_card_in_each_cell_is_an_action() -> None:
    grid = [
        [
            "Mend the quay wall\nLead: Harbour Engineer\nBy when: May 2026",
            "Renew the ladders\nLead: Clerk\nBy when: June 2026",
        ]
    ]
    found = actions(heading("Town pledges"), piece(grid, drawn="ruled"))
    assert [(a.text, times(a)) for a in found] == [
        ("Mend the quay wall", [("due", "2026-05")]),
        ("Renew the ladders", [("due", "2026-06")]),
    ]


def test_a_cover_sheet_of_two_columns_is_no_grid_of_cards() -> None:
    cover = [["Report to: Cabinet", "Lead officer: Clerk"], ["Deadline: May 2026", "Wards: All"]]
    assert actions(heading("Report"), piece(cover, drawn="ruled")) == ()


def test_a_day_without_a_year_is_nearest_to_the_day_of_the_letter() -> None:
    rows = [["What", "Who", "By when"], [REPAIRS, "Clerk", "13 February"], [LAMPS, "R. Reed", "27 February"]]
    found = actions(para("To: Harbour group\nDate: 2 February 2026\nRe: actions"), piece(rows, drawn="markup"))
    assert [times(a) for a in found] == [[("due", "2026-02-13")], [("due", "2026-02-27")]]
    assert "the date of the meeting" in (found[0].milestones[0].inferred or "")


def test_a_list_of_terms_below_each_heading_is_a_form() -> None:
    def form(n: int, what: str, who: str, when: str) -> str:
        terms = {"What we will do": what, "Who is responsible": who, "Deadline": when}
        return f"<h2>Action {n}</h2><dl>{''.join(f'<dt>{k}</dt><dd>{v}</dd>' for k, v in terms.items())}</dl>"

    made = f"<h1>Our plan</h1>{form(1, REPAIRS, 'Harbour Engineer', 'May 2026')}{form(2, LAMPS, 'Clerk', 'June 2026')}"
    found = read_paper(made.encode(), "plan.html", ReadSettings()).versions[0].actions
    assert [(a.text, a.owners_printed, times(a)) for a in found] == [
        (REPAIRS, "Harbour Engineer", [("due", "2026-05")]),
        (LAMPS, "Clerk", [("due", "2026-06")]),
    ]


def test_who_acts_in_bold_below_a_paragraph_of_minutes_is_no_heading() -> None:
    made = paper(
        heading("Notes of the meeting held on 3 December 2025"),
        para("1. Telephone queue"),
        para("Callers wait too long. The Practice Manager will ask the supplier for a call-back option."),
        heading("Action: Practice Manager", 2),
        para("2. Next meeting: 4 February 2026"),
    )
    assert [(a.text, a.owners_printed) for a in made.versions[0].actions] == [
        ("The Practice Manager will ask the supplier for a call-back option.", "Practice Manager")
    ]
