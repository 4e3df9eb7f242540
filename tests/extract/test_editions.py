"""A workbook with a sheet for each date holds so many issues of its plan, and one with a sheet for each part one."""

from __future__ import annotations

import datetime as dt

import pytest
from making import piece

from extract.document import Block, Document, Heading, Paragraph
from extract.model import Paper
from extract.paper import paper_of
from extract.settings import ReadSettings
from reconcile.engine import reconcile_papers
from reconcile.settings import ReconcileSettings

HEADER = ["No", "Action", "Owner", "Due", "Status"]
BANDSTAND = ["1", "Repaint the bandstand before the concerts begin.", "Works Manager", "May 2025", "Open"]
TREES = ["2", "Plant forty fruit trees along the railway path.", "Tree Warden", "November 2025", "Open"]
SURVEY = ["3", "Survey every play area and publish the findings.", "Clerk", "June 2025", "Open"]
LEASE = ["4", "Agree a lease for the scout hut with the diocese.", "Clerk", "July 2025", "Open"]


def sheet(name: str, *rows: list[str], above: str = "Brackwater Town Council action tracker") -> list[Block]:
    return [Heading(name, 1, printed=False), Heading(above, 2), piece([HEADER, *rows])]


def workbook(*sheets: list[Block], as_at: dt.date | None = None) -> Paper:
    document = Document("sheet", "application/x-sheet", tuple(block for blocks in sheets for block in blocks))
    return paper_of(document, "0123456789ab" + "0" * 52, "tracker.xlsx", ReadSettings(as_at=as_at))


def issues(made: Paper) -> list[tuple[str, str | None, list[str | None]]]:
    assert made.balance.holds
    return [(v.version_id, v.as_at, [a.ref for a in v.actions]) for v in made.versions]


def test_a_sheet_for_each_date_is_an_issue_of_its_own_oldest_first() -> None:
    later = ["1", BANDSTAND[1], BANDSTAND[2], "July 2025", "Open"]
    made = workbook(sheet("April 2025", later, TREES, LEASE), sheet("January 2025", BANDSTAND, TREES, SURVEY))
    assert issues(made) == [
        ("0123456789ab", "2025-01", ["1", "2", "3"]),
        ("0123456789ab-2", "2025-04", ["1", "2", "4"]),
    ]
    headings = {heading for version in made.versions for section in version.sections for heading in section.path}
    assert headings == {"Brackwater Town Council action tracker"}  # the name of a sheet is no section
    result = reconcile_papers([made], ReconcileSettings())
    assert sorted(change.kind for change in result.changes) == ["added", "slipped", "vanished"]
    assert all(finding.code != "ref-duplicated" for finding in result.findings)


def test_a_date_above_the_table_is_the_sheets_own() -> None:
    first, second = sheet("One", BANDSTAND, TREES), sheet("Two", BANDSTAND, TREES, LEASE)
    first.insert(2, Paragraph("Position as at 31 January 2025"))
    second.insert(2, Paragraph("Position as at 30 April 2025"))
    assert [as_at for _, as_at, _ in issues(workbook(first, second))] == ["2025-01-31", "2025-04-30"]


@pytest.mark.parametrize(
    "sheets",
    [
        [sheet("April 2025", BANDSTAND, TREES), sheet("July 2025", SURVEY, LEASE)],  # other actions each time
        [sheet("Parks", BANDSTAND, TREES), sheet("Buildings", BANDSTAND, TREES)],  # nothing tells which is older
        [sheet("April 2025", BANDSTAND, TREES), sheet("April 2025 (2)", BANDSTAND, TREES)],
        [sheet("April 2025", BANDSTAND, TREES, SURVEY)],
    ],
)
def test_sheets_that_are_parts_of_one_issue_stay_one(sheets: list[list[Block]]) -> None:
    assert len(issues(workbook(*sheets))) == 1


def test_a_date_that_a_person_sets_is_that_of_the_whole_paper() -> None:
    made = workbook(
        sheet("January 2025", BANDSTAND, TREES), sheet("April 2025", BANDSTAND, TREES), as_at=dt.date(2025, 5, 1)
    )
    assert [as_at for _, as_at, _ in issues(made)] == ["2025-05-01"]
