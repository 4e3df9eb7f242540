"""Every example of TIMESCALES, and many that it does not print: what a timescale cell means."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from extract.timescales import TimeContext, read_timescale, why_none

CONTEXT = TimeContext(as_at=dt.date(2024, 6, 24), period_start=dt.date(2024, 4, 1), period_end=dt.date(2025, 3, 31))
WINDOW, RECURRING = "window", "recurring"

# printed | kind | start | due | due_by | rrule: the table of TIMESCALES
TABLE = """
July 2024                                  | due       |            | 2024-07    | 2024-07-31 |
by the end of 2025                         | due       |            | 2025-12    | 2025-12-31 |
31/03/25                                   | due       |            | 2025-03-31 | 2025-03-31 |
31.03.2025                                 | due       |            | 2025-03-31 | 2025-03-31 |
31st March 2025                            | due       |            | 2025-03-31 | 2025-03-31 |
Sept 24                                    | due       |            | 2024-09    | 2024-09-30 |
Sep-24                                     | due       |            | 2024-09    | 2024-09-30 |
mid-March 2025                             | due       |            | 2025-03-15 | 2025-03-15 |
w/c 3 March 2025                           | due       | 2025-03-03 | 2025-03-09 | 2025-03-09 |
Q1 2024/25                                 | due       | 2024-04    | 2024-06    | 2024-06-30 |
Q1 2024/25 (financial)                     | due       | 2024-04    | 2024-06    | 2024-06-30 |
End of Q3                                  | due       | 2024-10    | 2024-12    | 2024-12-31 |
Autumn term 2024                           | due       | 2024-09    | 2024-12    | 2024-12-31 |
Spring term 2025                           | due       | 2025-01    | 2025-04    | 2025-04-30 |
Summer term 2025                           | due       | 2025-04    | 2025-07    | 2025-07-31 |
Summer 2025                                | due       | 2025-06    | 2025-08    | 2025-08-31 |
2024/25                                    | window    | 2024-04    | 2025-03    | 2025-03-31 |
2024-25                                    | window    | 2024-04    | 2025-03    | 2025-03-31 |
by Easter 2025                             | due       |            | 2025-04-20 | 2025-04-20 |
To start in March 2025                     | start     | 2025-03    |            |            |
From March 2025                            | start     | 2025-03    |            |            |
Running between March 2024 - June 2025     | window    | 2024-03    | 2025-06    | 2025-06-30 |
Delivery from September - December 2024    | window    | 2024-09    | 2024-12    | 2024-12-31 |
To commence in April 2024 and run throughout the year | window | 2024-04 | 2025-03 | 2025-03-31 |
Every 3 months from June 2024              | recurring | 2024-06    |            |            | FREQ=MONTHLY;INTERVAL=3
Quarterly review                           | recurring |            |            |            | FREQ=MONTHLY;INTERVAL=3
Weekly until March 2025           | recurring | | 2025-03 | 2025-03-31 | FREQ=WEEKLY;UNTIL=20250331
Monthly ongoing                            | recurring |            |            |            | FREQ=MONTHLY
Measured annually                          | recurring |            |            |            | FREQ=YEARLY
Ongoing                                    | ongoing   |            |            |            |
Continuous                                 | ongoing   |            |            |            |
Complete                                   | done      |            |            |            |
Completed June 2024                        | done      |            | 2024-06    | 2024-06-30 |
Scoping                                    | scoping   |            |            |            |
In scoping                                 | scoping   |            |            |            |
Not changed                                | unchanged |            |            |            |
TBC                                        | none      |            |            |            |
N/A                                        | none      |            |            |            |
–                                          | none      |            |            |            |
As soon as possible                        | none      |            |            |            |
Immediate                                  | none      |            |            |            |
Within 60 days of the guidance being issued | none     |            |            |            |
As required by the FY2023 budget timeline  | none      |            |            |            |
late January 2025                          | due       |            | 2025-01    | 2025-01-31 |
early May 2025                             | due       |            | 2025-05    | 2025-05-31 |
late Spring 2011                           | due       |            | 2011-05    | 2011-05-31 |
June Board                                 | due       |            | 2024-06    | 2024-06-30 |
May Transparency Board                     | due       |            | 2024-05    | 2024-05-31 |
July                                       | due       |            | 2024-07    | 2024-07-31 |
within 3 months                            | due       |            | 2024-09-24 | 2024-09-24 |
"""

# the same columns; forms that councils print and TIMESCALES does not list
VARIANTS = """
2025 March                                 | due       |            | 2025-03    | 2025-03-31 |
31st of March, 2025                        | due       |            | 2025-03-31 | 2025-03-31 |
the 31 March 2025                          | due       |            | 2025-03-31 | 2025-03-31 |
Monday, 8th July, 2024                     | due       |            | 2024-07-08 | 2024-07-08 |
8 July 2024 at 2.30pm                      | due       |            | 2024-07-08 | 2024-07-08 |
07/09/2024 14:00                           | due       |            | 2024-09-07 | 2024-09-07 |
Dec. 31, 2024                              | due       |            | 2024-12-31 | 2024-12-31 |
December 31, 2024                          | due       |            | 2024-12-31 | 2024-12-31 |
03/31/2025                                 | due       |            | 2025-03-31 | 2025-03-31 |
24-Jun-2024                                | due       |            | 2024-06-24 | 2024-06-24 |
24Jun2024                                  | due       |            | 2024-06-24 | 2024-06-24 |
2024-09-30                                 | due       |            | 2024-09-30 | 2024-09-30 |
2024-09                                    | due       |            | 2024-09    | 2024-09-30 |
09/2024                                    | due       |            | 2024-09    | 2024-09-30 |
Sept '24                                   | due       |            | 2024-09    | 2024-09-30 |
May‐2025                                   | due       |            | 2025-05    | 2025-05-31 |
23-Mar                                     | due       |            | 2025-03-23 | 2025-03-23 |
by 30/9/25                                 | due       |            | 2025-09-30 | 2025-09-30 |
end March 25                               | due       |            | 2025-03    | 2025-03-31 |
before the end of March 2025               | due       |            | 2025-03    | 2025-03-31 |
no later than 31 March 2025                | due       |            | 2025-03-31 | 2025-03-31 |
31 March 2025 at the latest                | due       |            | 2025-03-31 | 2025-03-31 |
mid to late March 2025                     | due       |            | 2025-03    | 2025-03-31 |
beginning of April 2025                    | due       |            | 2025-04    | 2025-04-30 |
before June 2025                           | due       |            | 2025-05    | 2025-05-31 |
before 1 April 2025                        | due       |            | 2025-03-31 | 2025-03-31 |
early 2025                                 | due       |            | 2025-03    | 2025-03-31 |
end of 2024/25                             | due       |            | 2025-03    | 2025-03-31 |
by the end of the financial year           | due       |            | 2025-03    | 2025-03-31 |
by financial year end 2025/26              | due       |            | 2026-03    | 2026-03-31 |
2025                                       | due       |            | 2025       | 2025-12-31 |
in time for the September 2025 committee   | due       |            | 2025-09    | 2025-09-30 |
June Board 2025                            | due       |            | 2025-06    | 2025-06-30 |
October half term 2025                     | due       |            | 2025-10    | 2025-10-31 |
12 June Board                              | due       |            | 2024-06-12 | 2024-06-12 |
Week commencing Monday 3 March 2025        | due       | 2025-03-03 | 2025-03-09 | 2025-03-09 |
week ending 7 March 2025                   | due       |            | 2025-03-07 | 2025-03-07 |
Quarter 2                                  | due       | 2024-07    | 2024-09    | 2024-09-30 |
second quarter of 2024/25                  | due       | 2024-07    | 2024-09    | 2024-09-30 |
2024/25 Q4                                 | due       | 2025-01    | 2025-03    | 2025-03-31 |
Q3 (October - December 2025)               | due       | 2025-10    | 2025-12    | 2025-12-31 |
Autumn term (2025)                         | due       | 2025-09    | 2025-12    | 2025-12-31 |
Autumn 2024                                | due       | 2024-09    | 2024-11    | 2024-11-30 |
Winter 2024/25                             | due       | 2024-12    | 2025-02    | 2025-02-28 |
by Christmas                               | due       |            | 2024-12-25 | 2024-12-25 |
Month 6                                    | due       |            | 2024-09    | 2024-09-30 |
by end of next month                       | due       |            | 2024-07    | 2024-07-31 |
next June                                  | due       |            | 2025-06    | 2025-06-30 |
within 3 months of June 2025               | due       |            | 2025-09    | 2025-09-30 |
FY2023/24                                  | window    | 2023-04    | 2024-03    | 2024-03-31 |
2024/2025                                  | window    | 2024-04    | 2025-03    | 2025-03-31 |
academic year 2024/25                      | window    | 2024-09    | 2025-08    | 2025-08-31 |
2024 to 2026                               | window    | 2024       | 2026       | 2026-12-31 |
Q3-Q4 2024/25                              | window    | 2024-10    | 2025-03    | 2025-03-31 |
Mar-Jun 2025                               | window    | 2025-03    | 2025-06    | 2025-06-30 |
Apr 24 - Mar 25                            | window    | 2024-04    | 2025-03    | 2025-03-31 |
Jan/Feb 2025                               | window    | 2025-01    | 2025-02    | 2025-02-28 |
March / April 2025                         | window    | 2025-03    | 2025-04    | 2025-04-30 |
1 - 5 July 2024                            | window    | 2024-07-01 | 2024-07-05 | 2024-07-05 |
01/04/2024-31/03/2025                      | window    | 2024-04-01 | 2025-03-31 | 2025-03-31 |
November - February 2025                   | window    | 2024-11    | 2025-02    | 2025-02-28 |
September 2024 - March                     | window    | 2024-09    | 2025-03    | 2025-03-31 |
until March 2026                           | window    |            | 2026-03    | 2026-03-31 |
throughout the year                        | window    | 2024-04    | 2025-03    | 2025-03-31 |
Starting in May 2024 and running throughout the year | window | 2024-05 | 2025-03 | 2025-03-31 |
Launch in June 2024 and deliver over the year | window | 2024-06    | 2025-03    | 2025-03-31 |
over the next 6 months                     | window    | 2024-06-24 | 2024-12-24 | 2024-12-24 |
Ongoing to March 2026                      | window    |            | 2026-03    | 2026-03-31 |
Ongoing throughout 2024/25                 | window    | 2024-04    | 2025-03    | 2025-03-31 |
April 2025 onwards                         | start     | 2025-04    |            |            |
with effect from 1 April 2025              | start     | 2025-04-01 |            |            |
Ongoing from April 2024                    | ongoing   | 2024-04    |            |            |
June 2024 and ongoing                      | ongoing   | 2024-06    |            |            |
June 2024 - ongoing                        | ongoing   | 2024-06    |            |            |
on-going                                   | ongoing   |            |            |            |
Immediately and ongoing                    | ongoing   |            |            |            |
half-termly                                | recurring |            |            |            | FREQ=MONTHLY;INTERVAL=2
bi-monthly                                 | recurring |            |            |            | FREQ=MONTHLY;INTERVAL=2
six-weekly                                 | recurring |            |            |            | FREQ=WEEKLY;INTERVAL=6
6 monthly                                  | recurring |            |            |            | FREQ=MONTHLY;INTERVAL=6
Every other week                           | recurring |            |            |            | FREQ=WEEKLY;INTERVAL=2
every Monday                               | recurring |            |            |            | FREQ=WEEKLY;BYDAY=MO
twice a year                               | recurring |            |            |            | FREQ=MONTHLY;INTERVAL=6
annually in May                            | recurring |            |            |            | FREQ=YEARLY;BYMONTH=5
each April                                 | recurring |            |            |            | FREQ=YEARLY;BYMONTH=4
by 31 March each year             | recurring | | | | FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=31
Ongoing (monthly)                          | recurring |            |            |            | FREQ=MONTHLY
From April 2024, monthly                   | recurring | 2024-04    |            |            | FREQ=MONTHLY
Monthly from April 2024 to March 2025 | recurring | 2024-04 | 2025-03 | 2025-03-31 | FREQ=MONTHLY;UNTIL=20250331
Completed – June 2024                      | done      |            | 2024-06    | 2024-06-30 |
June 2024 (completed)                      | done      |            | 2024-06    | 2024-06-30 |
Implemented 3 May 2024                     | done      |            | 2024-05-03 | 2024-05-03 |
Closed                                     | done      |            |            |            |
To be completed by June 2025               | due       |            | 2025-06    | 2025-06-30 |
Complete December 2024                     | due       |            | 2024-12    | 2024-12-31 |
"""


def _rows(table: str) -> list[tuple[str, ...]]:
    rows = [tuple(part.strip() for part in line.split("|")) for line in table.strip().splitlines()]
    return [row if len(row) == 6 else (*row, "") for row in rows]


@pytest.mark.parametrize(("printed", "kind", "start", "due", "due_by", "rrule"), _rows(TABLE) + _rows(VARIANTS))
def test_reads_the_table(printed: str, kind: str, start: str, due: str, due_by: str, rrule: str) -> None:
    (milestone,) = read_timescale(printed, CONTEXT)
    by = milestone.due_by.isoformat() if milestone.due_by else ""
    have = (milestone.kind, milestone.start or "", milestone.due or "", by, milestone.rrule or "")
    assert have == (kind, start, due, by and due_by, rrule)
    assert by == due_by
    assert milestone.printed == printed


UNREADABLE = [
    "Within 60 days of the guidance being issued",
    "As required by the FY2023 budget timeline",
    "Deliver the 2025 action plan",
    "In the May 2024 budget",
    "Following the September 2025 inspection",
    "3 months after launch",
    "next meeting",
    "May need further review",
    "The report was presented in May 2024",
    "31 February 2025",
    "31/02/2025",
    "11/12",
    "FY24 Q2",
    "2021-24",
    "Spring 2024/25",
    "June 2025 - March 2025",
    "Not started",
    "90% complete",
    "Partially complete",
    "Year 2",
    "12 months",
    "Medium term",
    "sometime soon",
]


@pytest.mark.parametrize("printed", UNREADABLE)
def test_what_cannot_be_told_is_no_date(printed: str) -> None:
    (milestone,) = read_timescale(printed, CONTEXT)
    assert (milestone.kind, milestone.start, milestone.due, milestone.due_by) == ("none", None, None, None)
    assert why_none(milestone) == "unreadable"


@pytest.mark.parametrize(
    "printed",
    [
        "TBC",
        "tba",
        "N/A",
        "–",
        "-",
        "ASAP",
        "As soon as possible",
        "Immediate",
        "to be confirmed",
        "Not applicable",
        "None",
        "?",
        "Date TBC",
        "TBC following consultation",
        "TBC – linked to guidance expected in June 2025",
    ],
)
def test_nothing_promised_is_missing(printed: str) -> None:
    (milestone,) = read_timescale(printed, CONTEXT)
    assert (milestone.kind, why_none(milestone)) == ("none", "missing")


@pytest.mark.parametrize("printed", ["", " ", "\n", "\t \u00a0"])
def test_an_empty_cell_has_no_milestone(printed: str) -> None:
    assert read_timescale(printed, CONTEXT) == ()


# printed → (kind, start or due, rrule, label) of each milestone
SEVERAL = {
    "September 2024 Review effectiveness each quarter": [
        ("due", "2024-09", None, None),
        ("recurring", None, "FREQ=MONTHLY;INTERVAL=3", "Review effectiveness"),
    ],
    "Phase 1 – June 2024; Phase 2 – December 2024": [
        ("due", "2024-06", None, "Phase 1"),
        ("due", "2024-12", None, "Phase 2"),
    ],
    "Ongoing – review March 2025": [("ongoing", None, None, None), ("due", "2025-03", None, "review")],
    "Phase 1 June 2024 Phase 2 December 2024": [
        ("due", "2024-06", None, "Phase 1"),
        ("due", "2024-12", None, "Phase 2"),
    ],
    "Phase 1\nJune 2024\nPhase 2\nDecember 2024": [
        ("due", "2024-06", None, "Phase 1"),
        ("due", "2024-12", None, "Phase 2"),
    ],
    "July 2025 April 2025": [("due", "2025-07", None, None), ("due", "2025-04", None, None)],
    "June 2024\nSeptember 2024": [("due", "2024-06", None, None), ("due", "2024-09", None, None)],
    "December 2024 | March 2025": [("due", "2024-12", None, None), ("due", "2025-03", None, None)],
    "Draft June 2024, final September 2024": [("due", "2024-06", None, "Draft"), ("due", "2024-09", None, "final")],
    "June 2024 for design, December 2024 for launch": [
        ("due", "2024-06", None, "design"),
        ("due", "2024-12", None, "launch"),
    ],
    "Mid Feb for initial engagement. March Board for presentation": [
        ("due", "2025-02-15", None, "initial engagement"),
        ("due", "2025-03", None, "presentation"),
    ],
    "Start September 2024, end March 2025": [("start", "2024-09", None, None), ("due", "2025-03", None, None)],
    "Initial draft by May 2024 and final report by December 2024": [
        ("due", "2024-05", None, "Initial draft"),
        ("due", "2024-12", None, "final report"),
    ],
    "Q2 & Q4 2025/26": [("due", "2025-09", None, None), ("due", "2026-03", None, None)],
    "November and February 2025": [("due", "2024-11", None, None), ("due", "2025-02", None, None)],
    "June/Sept/Dec 2024": [
        ("due", "2024-06", None, None),
        ("due", "2024-09", None, None),
        ("due", "2024-12", None, None),
    ],
    "1. June 2024 2. July 2024": [("due", "2024-06", None, "1"), ("due", "2024-07", None, "2")],
    "(i) June 2024 (ii) September 2024": [("due", "2024-06", None, "i"), ("due", "2024-09", None, "ii")],
    "Policy: June 2024; Audit: TBC": [("due", "2024-06", None, "Policy"), ("none", None, None, "Audit")],
    "Monthly, first report June 2024": [
        ("recurring", None, "FREQ=MONTHLY", None),
        ("due", "2024-06", None, "first report"),
    ],
    "Ongoing, reviewed quarterly": [
        ("ongoing", None, None, None),
        ("recurring", None, "FREQ=MONTHLY;INTERVAL=3", "reviewed"),
    ],
}


@pytest.mark.parametrize("printed", SEVERAL)
def test_several_milestones_in_one_cell(printed: str) -> None:
    read = read_timescale(printed, CONTEXT)
    have = [(m.kind, m.start if m.kind == "start" else m.due, m.rrule, m.label) for m in read]
    assert have == SEVERAL[printed]
    assert [m.position for m in read] == list(range(1, len(read) + 1))
    assert all(m.printed in " ".join(printed.split()) for m in read)


LABELS = {
    "Key communications in place by September 2024": "Key communications in place",
    "Interim hubs in Northgate and Saltby by July 2024": "Interim hubs in Northgate and Saltby",
    "Permanent hub from the Northgate site by the end of 2025": "Permanent hub from the Northgate site",
    "Review impact in October 2024": "Review impact",
    "Flax House to open in April 2024": "Flax House to open",
    "Cabinet – June 2025": "Cabinet",
    "Annual report in May 2025": "Annual report",
    "Review quarterly at service development days": "Review at service development days",
    "Quarterly review": "review",
    "Support ongoing improvement by June 2024": "Support ongoing improvement",
    "Complete review by June 2024": "Complete review",
    "Scoping to be completed by March 2025": "Scoping",
    "Target date: 31/03/2025": None,
    "To be delivered by June 2025": None,
    "On track for March 2025": None,
}


@pytest.mark.parametrize("printed", LABELS)
def test_the_label_is_what_is_due(printed: str) -> None:
    (milestone,) = read_timescale(printed, CONTEXT)
    assert milestone.label == LABELS[printed]


NOTES = {
    "March 2025 (was January 2025)": ("2025-03", "was January 2025"),
    "July 2024 (not in the letter)": ("2024-07", "not in the letter"),
    "August 2025 Following some delay, the contractor is feeding back on the design on the 15 May.": (
        "2025-08",
        "Following some delay, the contractor is feeding back on the design on the 15 May.",
    ),
    "August 2025 The provider was appointed in June and the panel meets on 15 July": (
        "2025-08",
        "The provider was appointed in June and the panel meets on 15 July",
    ),
    "August 2025. The provider was appointed in June 2025.": ("2025-08", "The provider was appointed in June 2025"),
    "June 2024 revised to September 2024": ("2024-09", "June 2024"),
    "June 2024 (extended to September 2024)": ("2024-09", "June 2024"),
    "Revised from June 2024 to September 2024": ("2024-09", "Revised from June 2024 to September 2024"),
    "Original date June 2024, revised date September 2024": ("2024-09", "Original date June 2024"),
    "June 2024. Delayed by staffing; now expected September 2024": ("2024-09", "June 2024. Delayed by staffing"),
    "Subject to funding, June 2025": ("2025-06", "Subject to funding"),
    "June 2025 subject to funding": ("2025-06", "subject to funding"),
    "June 2025 (TBC)": ("2025-06", "TBC"),
    "approx. June 2025": ("2025-06", "approx."),
}


@pytest.mark.parametrize("printed", NOTES)
def test_what_only_explains_is_a_note(printed: str) -> None:
    (milestone,) = read_timescale(printed, CONTEXT)
    assert (milestone.kind, milestone.due, milestone.note) == ("due", *NOTES[printed])


def _july(**dates: dt.date) -> tuple[str | None, str | None]:
    (milestone,) = read_timescale("July", TimeContext(**dates))  # type: ignore[arg-type]
    return milestone.due, milestone.inferred


def test_a_missing_year_comes_from_the_period_first() -> None:
    due, inferred = _july(as_at=dt.date(2026, 7, 1), period_start=dt.date(2024, 4, 1), period_end=dt.date(2025, 3, 31))
    assert due == "2024-07"
    assert inferred == "year 2024 from the plan's period"


def test_a_missing_year_comes_from_as_at_second() -> None:
    assert _july(as_at=dt.date(2024, 11, 1)) == ("2024-07", "year 2024 as the nearest to the date the plan is as at")
    assert _july(as_at=dt.date(2024, 2, 1), nearest=dt.date(2030, 1, 1))[0] == "2024-07"


def test_a_missing_year_comes_from_the_table_last() -> None:
    due, inferred = _july(nearest=dt.date(2011, 5, 31))
    assert (due, inferred) == ("2011-07", "year 2011 as the nearest to the latest date in the table")


def test_a_missing_year_without_support_is_no_date() -> None:
    assert _july() == (None, None)


def test_a_printed_year_is_not_said_to_be_inferred() -> None:
    assert all(m.inferred is None for m in read_timescale("September - December 2024", CONTEXT))


def test_two_digits_after_a_month_are_a_year_only_near_the_plan() -> None:
    assert read_timescale("Jun 10", TimeContext(as_at=dt.date(2010, 9, 7)))[0].due == "2010-06"
    (far,) = read_timescale("Jun 10", CONTEXT)
    assert (far.due, far.inferred) == ("2024-06-10", "10 read as the day; year 2024 from the plan's period")


def test_month_first_dates_where_the_plan_has_them() -> None:
    american = TimeContext(day_first=False)
    assert read_timescale("3/4/25", american)[0].due == "2025-03-04"
    assert read_timescale("3/4/25", CONTEXT)[0].due == "2025-04-03"


def test_the_financial_year_can_start_elsewhere() -> None:
    assert read_timescale("Q1 2024/25", TimeContext(year_starts=10))[0].start == "2024-10"


def test_throughout_the_year_without_a_period_only_starts() -> None:
    (milestone,) = read_timescale("To commence in April 2024 and run throughout the year", TimeContext())
    assert (milestone.kind, milestone.start, milestone.due) == ("start", "2024-04", None)


def test_a_period_that_ends_inside_a_month_keeps_its_day() -> None:
    context = TimeContext(period_start=dt.date(2024, 4, 1), period_end=dt.date(2025, 3, 15))
    assert read_timescale("throughout the year", context)[0].due == "2025-03-15"


def test_a_number_that_belongs_to_a_phase_is_no_day() -> None:
    assert read_timescale("Phase 1 June 2024", CONTEXT)[0].due == "2024-06"


def test_a_date_over_a_line_break_is_one() -> None:
    assert [m.due for m in read_timescale("March 2024 –\nJune 2025", CONTEXT)] == ["2025-06"]
    assert [m.due for m in read_timescale("September\n2024", CONTEXT)] == ["2024-09"]


def test_easter_is_the_sunday_of_the_tables() -> None:
    known = {2000: "04-23", 2008: "03-23", 2011: "04-24", 2024: "03-31", 2025: "04-20", 2038: "04-25"}
    for year, day in known.items():
        assert read_timescale(f"Easter {year}", CONTEXT)[0].due == f"{year}-{day}"


def test_the_year_of_a_plan_of_several_years_is_not_guessed() -> None:
    context = TimeContext(period_start=dt.date(2024, 4, 1), period_end=dt.date(2027, 3, 31))
    assert read_timescale("by the end of the year", context)[0].kind == "none"
    assert read_timescale("throughout the life of the plan", context)[0].due == "2027-03"


def test_a_quarter_without_a_year_says_the_years_it_lies_in() -> None:
    (milestone,) = read_timescale("Q4", CONTEXT)
    assert (milestone.due, milestone.inferred) == ("2025-03", "year 2025 from the plan's period")


# more of the grammar, one meaning each: (kind, start, due, rrule, label)
MEANINGS = {
    "End of the academic year 2024/25": ("due", None, "2025-08", None, None),
    "April 2024 for 12 months": ("start", "2024-04", None, None, None),
    "Started April 2024": ("start", "2024-04", None, None, None),
    "Annual review in September": ("recurring", None, None, "FREQ=YEARLY;BYMONTH=9", "Annual review"),
    "Weekly meetings from 1 July 2024": ("recurring", "2024-07-01", None, "FREQ=WEEKLY", "Weekly meetings"),
    "Deferred to 2025/26": ("window", "2025-04", "2026-03", None, None),
    "Over 12 months from April 2024": ("none", None, None, None, None),
    "Date to be agreed with partners by July 2024": ("due", None, "2024-07", None, None),
}


@pytest.mark.parametrize("printed", MEANINGS)
def test_one_meaning(printed: str) -> None:
    (m,) = read_timescale(printed, CONTEXT)
    label = m.label if MEANINGS[printed][4] else None
    assert (m.kind, m.start, m.due, m.rrule, label) == MEANINGS[printed]


def test_a_target_keeps_its_date_beside_ongoing() -> None:
    read = read_timescale("By 31/12/24 and ongoing thereafter", CONTEXT)
    assert [(m.kind, m.due) for m in read] == [("due", "2024-12-31"), ("ongoing", None)]


def _documented() -> list[list[str]]:
    text = (Path(__file__).parents[2] / "docs" / "timescales.md").read_text("utf-8")
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")] for line in text.splitlines() if line.startswith("| ")
    ]
    return rows[2:]


@pytest.mark.parametrize("row", _documented(), ids=lambda row: row[0])
def test_the_documented_examples_hold(row: list[str]) -> None:
    (m,) = read_timescale(row[0], CONTEXT)
    assert [m.kind, m.start or "", m.due or "", m.rrule or "", m.label or m.note or ""] == row[1:]
