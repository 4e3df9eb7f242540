"""Columns of quarters, months or years in which a tick, a bar or a shaded cell says when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from drawing import C, Head, Para, Rows, draw

from extract.model import Action
from extract.paper import read_paper
from extract.settings import ReadSettings

WORDS = (
    "Review the winter shelter rota with the two partner parishes.",
    "Publish the asset register on the parish website.",
    "Test the ICT disaster plan twice a year.",
)


def actions(kind: str, rows: Sequence[Sequence[C | None]], title: str = "Delivery plan") -> tuple[Action, ...]:
    data = draw(kind, [Head(title), Para("Actions of the year."), Rows(rows)])
    paper = read_paper(data, f"plan.{kind}", ReadSettings(as_at=dt.date(2026, 6, 1)))
    assert paper.balance.holds
    return paper.versions[0].actions if paper.versions else ()


def row(ref: str, n: int, *cells: C | str | None) -> list[C | None]:
    return [C(ref), C(WORDS[n]), C("Clerk"), *(C(cell) if isinstance(cell, str) else cell for cell in cells)]


def header(*names: str) -> list[C | None]:
    return [C("Ref"), C("Action"), C("Lead"), *map(C, names)]


def times(found: Sequence[Action]) -> list[list[tuple[str, str | None, str | None]]]:
    return [[(m.kind, m.start, m.due) for m in action.milestones] for action in found]


def test_a_tick_under_a_quarter_is_due_in_it_and_a_run_of_ticks_is_a_window() -> None:
    found = actions(
        "docx",
        [
            header("Q1 2026/27", "Q2 2026/27", "Q3 2026/27", "Q4 2026/27"),
            row("1", 0, "", "", "✓", ""),
            row("2", 1, "✓", "✓", "", ""),
            row("3", 2, "", "✓", "", "✓"),
        ],
    )
    assert times(found) == [
        [("due", "2026-10", "2026-12")],
        [("window", "2026-04", "2026-09")],
        [("due", "2026-07", "2026-09"), ("due", "2027-01", "2027-03")],
    ]
    assert [action.timescale_printed for action in found] == [
        "Q3 2026/27",
        "Q1 2026/27 – Q2 2026/27",
        "Q2 2026/27\nQ4 2026/27",
    ]
    assert found[0].milestones[0].inferred == "read from the mark under Q3 2026/27"
    assert not found[0].fields


def test_quarters_named_in_a_second_row_have_the_year_above_them() -> None:
    top = [C("Ref", down=2), C("Action", down=2), C("Lead", down=2), C("2026/27", across=4), None, None, None]
    under = [None, None, None, C("Q1"), C("Q2"), C("Q3"), C("Q4")]
    found = actions("html", [top, under, row("1", 0, "", "x", "", ""), row("2", 1, "", "", "", "X")])
    assert times(found) == [[("due", "2026-07", "2026-09")], [("due", "2027-01", "2027-03")]]


def test_shaded_months_are_a_bar_that_ends_when_the_action_is_due() -> None:
    names = ("Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec", "Jan", "Feb", "Mar")
    bar = C(fill="#4472C4")
    found = actions(
        "xlsx",
        [
            header(*names),
            row("1", 0, *[bar] * 3, *[C()] * 9),
            row("2", 1, *[C()] * 8, *[bar] * 4),
            row("3", 2, *[C()] * 5, bar, *[C()] * 6),
        ],
    )
    assert times(found) == [
        [("window", "2026-04", "2026-06")],
        [("window", "2026-12", "2027-03")],
        [("due", None, "2026-09")],
    ]
    assert found[1].milestones[0].inferred == (
        "read from the shaded cells under Dec – Mar; "
        "the columns run on from Apr 2026 as they are nearest to the plan's date"
    )


def test_a_merged_cell_is_a_bar_over_all_its_columns() -> None:
    found = actions(
        "docx",
        [
            header("2026", "2027", "2028"),
            row("1", 0, C(fill="#4472C4", across=2), None, C()),
            row("2", 1, C(), C(), C(fill="#4472C4")),
        ],
    )
    assert times(found) == [[("window", "2026", "2027")], [("due", None, "2028")]]


def test_colours_of_ratings_under_quarters_say_how_it_went_and_not_when() -> None:
    red, green = C(fill="#FF0000"), C(fill="#00B050")
    found = actions(
        "docx", [header("Q1", "Q2", "Q3", "Q4"), row("1", 0, red, green, C(), C()), row("2", 1, red, red, C(), C())]
    )
    assert all(not action.milestones for action in found)


def test_a_row_that_is_shaded_throughout_has_no_bar() -> None:
    grey = C(fill="#D9D9D9")
    shaded = [C("2", fill="#D9D9D9"), C(WORDS[1], fill="#D9D9D9"), C("Clerk", fill="#D9D9D9"), grey, grey, grey]
    found = actions("html", [header("Q1", "Q2", "Q3"), row("1", 0, "", "", ""), shaded, row("3", 2, "", "", "")])
    assert all(not action.milestones for action in found)


def test_figures_under_quarters_are_measures() -> None:
    found = actions(
        "xlsx",
        [
            header("Q1", "Q2", "Q3", "Q4"),
            row("1", 0, "71%", "75%", "80%", ""),
            row("2", 1, "12", "14", "x", ""),
        ],
    )
    assert not found or not found[0].milestones


def test_a_column_that_says_when_outranks_the_ticks() -> None:
    rows = [
        header("By when", "Q1", "Q2", "Q3"),
        row("1", 0, "May 2026", "✓", "", "✓"),
        row("2", 1, "July 2026", "", "✓", ""),
    ]
    found = actions("docx", rows)
    assert times(found) == [[("due", None, "2026-05")], [("due", None, "2026-07")]]
    assert [(f.name, f.value) for f in found[0].fields] == [("Q1", "✓"), ("Q3", "✓")]
