"""Dates outside timescale cells: one date, dates in prose, periods, and what a timescale column looks like."""

from __future__ import annotations

import datetime as dt

import pytest

from extract.timescales import (
    TimeContext,
    due_by_of,
    find_dates,
    looks_like_timescale,
    read_date,
    read_period,
    read_timescale,
)

DATES = {
    "24 June 2024": "2024-06-24",
    "Monday, 8th July, 2024": "2024-07-08",
    "Monday 08 July 2024 at 2.00 pm": "2024-07-08",
    "11.01.11": "2011-01-11",
    "07/09/2010 14:00": "2010-09-07",
    "May 2012": "2012-05",
    "14 May 2013": "2013-05-14",
    "2 March 2011": "2011-03-02",
    "02 03 11": "2011-03-02",
    "2010-09-15": "2010-09-15",
    "2024": None,
    "June": None,
    "Tuesday 8 July": None,
    "31/02/2024": None,
    "8 July 2024 and 9 July 2024": None,
    "1.2.3": None,
    "20240930": None,
    "": None,
}


@pytest.mark.parametrize("text", DATES)
def test_one_explicit_date(text: str) -> None:
    assert read_date(text) == DATES[text]


def test_month_first() -> None:
    assert read_date("07/09/2010", day_first=False) == "2010-07-09"


def test_dates_in_prose_stand_where_they_are_printed() -> None:
    text = "The Committee met on 8 July 2024 and on 07/09/24; since March 2024 ten people, in 2023/24, and May 10 more."
    found = find_dates(text)
    assert [edtf for edtf, _, _ in found] == ["2024-07-08", "2024-09-07", "2024-03"]
    assert [text[start:end] for _, start, end in found] == ["8 July 2024", "07/09/24", "March 2024"]


@pytest.mark.parametrize(
    ("edtf", "day"),
    [
        ("2024", dt.date(2024, 12, 31)),
        ("2024-02", dt.date(2024, 2, 29)),
        ("2024-02-03", dt.date(2024, 2, 3)),
        ("2024-04/2025-03", dt.date(2025, 3, 31)),
        ("2024-04/..", None),
        ("2024-13", None),
        ("soon", None),
        ("0000", None),
    ],
)
def test_the_last_day_of_an_edtf_date(edtf: str, day: dt.date | None) -> None:
    assert due_by_of(edtf) == day


PERIODS = {
    "April 2024 – March 2025": ("2024-04-01", "2025-03-31"),
    "1 April 2024 to 31 March 2025": ("2024-04-01", "2025-03-31"),
    "January 2017-2018": ("2017-01-01", "2018-12-31"),
    "2024/25": ("2024-04-01", "2025-03-31"),
    "Marlbrook Improvement Plan 2024/25": ("2024-04-01", "2025-03-31"),
    "Marlbrook Improvement Plan: April – September 2024": ("2024-04-01", "2024-09-30"),
    "2021 Action Plan": ("2021-01-01", "2021-12-31"),
    "calendar year 2021": ("2021-01-01", "2021-12-31"),
    "Action Plan 2021": None,
    "Strategy 2021-24": None,
    "8 July 2024": None,
    "Inspectors came between February and March 2024": None,
    "Plans for 2024/25 and 2025/26": None,
}


@pytest.mark.parametrize("text", PERIODS)
def test_the_period_a_title_states(text: str) -> None:
    period = read_period(text)
    assert (period and tuple(day.isoformat() for day in period)) == PERIODS[text]


TIMESCALES = """\
July 2024 · Ongoing · TBC · N/A · Q1 24/25 · June Board · 31/03/25 · 11.01.11 · 2024/25 · Quarterly · Monthly
By end of March 2025 · Every 3 months from June 2024 · Within 3 months · June · Autumn Term 2024 · immediately
Scoping · Key communications in place by September 2024 · Phase 1 – June 2024; Phase 2 – TBC · w/c 3 March 2025"""
OTHERS = """\
1.2 · SL1 · P10 · 12 · £24.06.20 · 57% · Green · Complete · Children and Families Committee · – · 2025 · 1.2.3
Q1 · Director of Children's Services · Head of May Street · April Smith · Summer Brown · John March
May Jones, Head of Service · Ensure that all plans are reviewed regularly · Performance data is reported monthly
Review in progress · Level 3 · All
We will review the service in June 2024 and tell everyone in the partnership about what we have found and learned"""


@pytest.mark.parametrize("text", [t.strip() for t in TIMESCALES.replace("\n", "·").split("·")])
def test_a_timescale_is_recognised(text: str) -> None:
    assert looks_like_timescale(text)


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("15/05/ 2025", "2025-05-15"),
        ("2025- 05-15", "2025-05-15"),
        ("15 / 05 / 2025", "2025-05-15"),
        ("15. 05. 2025", "2025-05-15"),
        ("31/03/ 25", "2025-03-31"),
        ("2024 / 25", "2025-03"),
        ("1 / 2 teams by June 2025", "2025-06"),
    ],
)
def test_a_date_in_figures_is_not_read_in_the_parts_that_a_narrow_column_broke_it_into(text: str, due: str) -> None:
    assert [m.due for m in read_timescale(text, TimeContext())] == [due]


@pytest.mark.parametrize("text", [t.strip() for t in OTHERS.replace("\n", "·").split("·")])
def test_what_is_no_timescale_is_left(text: str) -> None:
    assert not looks_like_timescale(text)


def test_a_sentence_on_the_next_line_explains_and_is_no_second_milestone() -> None:
    cell = (
        "September 2025\nA proposal on the new rota will be received by committee in June 2025, and time is needed to "
        "put it in place once it is agreed."
    )
    (one,) = read_timescale(cell, TimeContext())
    assert one.due == "2025-09"
    assert one.note
    assert "June 2025" in one.note
