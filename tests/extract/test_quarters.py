"""Whose quarters a paper counts is told by the paper: "Q4 2025" ends in March for some, in December for others."""

from __future__ import annotations

import datetime as dt

import pytest
from making import heading, paper, para, piece

from extract.model import Milestone
from extract.settings import ReadSettings
from extract.stated import context_of
from extract.timescales import read_timescale

CELLS = ["Ref", "Action", "Lead", "Timescale"], ["1", "Open the new library in the town.", "Librarian", "Q4 2025"]


def milestone(*words: str) -> Milestone:
    made = paper(heading("Action plan"), *map(para, words), piece([list(row) for row in CELLS]))
    (one,) = made.versions[0].actions[0].milestones
    return one


@pytest.mark.parametrize(
    ("words", "due"),
    [
        ("The plan costs £40,000 in 2025/26.", "2026-03"),
        ("Progress is reported to the committee.", "2026-03"),
        ("The plan costs €40,000.", "2025-12"),
        ("The city will spend $40,000.", "2025-12"),
        ("Comhairle Contae Mharlbrook adopted the plan.", "2025-12"),
        ("Quarters are those of the calendar year. The plan costs £40,000.", "2025-12"),
        ("Q1 (April to June) is past. The plan costs €4,000.", "2026-03"),
        ("Q1: January – March; Q2: April – June.", "2025-12"),
        ("The Northern Ireland office pays £4,000.", "2026-03"),
    ],
)
def test_the_paper_says_whose_quarters_it_counts(words: str, due: str) -> None:
    read = milestone(words)
    assert (read.kind, read.due) == ("due", due)
    assert read.inferred


def test_marks_of_both_kinds_leave_a_quarter_without_a_date() -> None:
    assert milestone("The plan costs €40,000 in 2025/26.").kind == "none"


def test_what_showed_it_is_said() -> None:
    read = milestone("The plan costs €40,000.")
    assert read.inferred == "Q4 2025 read as a quarter of the calendar year 2025: the paper has “€40,000”"


def test_a_quarter_of_two_years_is_the_financial_years_everywhere() -> None:
    context = context_of(["The plan costs €40,000, by the end of Q3."], ReadSettings())
    assert read_timescale("Q3 2025/26", context)[0].due == "2025-12"


def test_a_quarter_without_a_year_is_the_calendars_where_the_paper_counts_those() -> None:
    context = context_of(["Q3", "The plan costs €40,000."], ReadSettings(as_at=dt.date(2025, 6, 1)))
    assert read_timescale("End of Q3", context)[0].due == "2025-09"


def test_years_that_stand_alone_in_cells_are_calendar_years() -> None:
    context = context_of(["2025", "2026", "Q3 2026"], ReadSettings())
    assert read_timescale("Q3 2026", context)[0].due == "2026-09"


def test_what_a_person_has_set_is_not_overruled() -> None:
    context = context_of(["Q3 2025", "The plan costs €40,000."], ReadSettings(year_starts=7))
    assert read_timescale("Q1 2025", context)[0].due == "2025-09"


@pytest.mark.parametrize("printed", ["Q4 25", "Q4 '25", "Q4 2025"])
def test_two_figures_after_a_quarter_are_its_year(printed: str) -> None:
    context = context_of([printed, "The plan costs €40,000."], ReadSettings(as_at=dt.date(2025, 2, 1)))
    assert read_timescale(printed, context)[0].due == "2025-12"


def test_a_quarter_of_a_financial_year_of_one_number_has_no_date() -> None:
    assert read_timescale("Q2 FY2025", context_of(["Q2 FY2025"], ReadSettings()))[0].kind == "none"


def test_a_quarter_and_a_date_in_two_cells_define_nothing() -> None:
    context = context_of(["Q4", "October 2025 to December 2025", "The plan costs £40,000."], ReadSettings())
    assert context.quarters == "financial"
