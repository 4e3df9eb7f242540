"""The change log as Word, with the changes that were tracked while it was written left in it."""

from __future__ import annotations

import datetime as dt
import zipfile
from collections.abc import Sequence
from io import BytesIO

import docx
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.table import Table, _Cell
from specimen_plan import COMMITTEE, COUNCIL, TITLE

__all__ = ["change_log"]

Row = Sequence[str]
WRITTEN = dt.datetime(2025, 7, 1, 9, 0, tzinfo=dt.UTC)
TRACKED = ("September 2025", "October 2025", "November 2025")
"""The last timescale of ST1, the one that was struck out while the log was written, and the one put in its place."""

ADDED = [
    ("Ref", "Action", "Timescale"),
    ("ST7", "Repaint the markings of the twenty junctions with most collisions.", "October 2025"),
]
REPLACED = [
    ("Ref", "Closed action", "New action", "Timescale"),
    (
        "RP5",
        "Set up a weekly panel to shorten the time that empty homes wait for works.",
        "RP7 – Bring the average time that an empty home waits for works below thirty days.",
        "March 2026",
    ),
]
REVISED = [
    ("Ref", "Previous wording", "Revised wording", "Revised timescale"),
    (
        "CC2",
        "Publish a complaints code and train frontline managers in it.",
        "Publish a complaints code, train frontline managers in it, and report what was learned to this committee.",
        "Not changed",
    ),
    (
        "ST2",
        "Replace street lamps older than thirty years with LED lamps.",
        "ST2 – Replace street lamps older than thirty years, and the lamps in all council car parks, with LED lamps.",
        "Not changed",
    ),
    ("ST3", "Replace the lamps in all council car parks with LED lamps.", "", ""),
    (
        "GV3",
        "Review the scheme of delegation and the procurement rules.",
        "GV3a – Review the scheme of delegation.\nGV3b – Review the procurement rules.",
        "October 2025\nFebruary 2026",
    ),
]
RETIMED = [
    ("Ref", "Action", "Last timescale", "Revised timescale", "Reason"),
    (
        "RP3",
        "Inspect the fire doors of every block of flats and replace those that fail.",
        "December 2025",
        "February 2026",
        "Doors are made to order and take ten weeks.",
    ),
    (
        "ST1",
        "Agree a winter gritting plan with the parish councils before the first frost.",
        TRACKED[0],
        "",  # written as a tracked change
        "Two parish councils meet only in October.",
    ),
    (
        "ST4",
        "Survey the condition of footways in every ward and publish the results.",
        "TBC",
        "December 2025",
        "A budget was agreed.",
    ),
    (
        "ST5",
        "Report missed bin collections for each round on the council's website.",
        "October 2025",
        "August 2025",
        "The figures are ready earlier than was thought.",
    ),
    (
        "CC5",
        "Rewrite the council's fifty standard letters in plain English.",
        "April 2025",
        "May 2025",
        "Following the workshop with tenants, which was held in June 2025, the first ten letters were rewritten.",
    ),
    (
        "GV1",
        "Adopt a local code of governance and report against it every year.",
        "July 2025",
        "October 2025",
        "The audit committee asked to see a draft first.",
    ),
    (
        "GV4",
        "Go through the corporate risk register with each head of service.",
        "August 2025",
        "Ongoing",
        "This has become part of the yearly round.",
    ),
]
REMOVED = [
    ("Ref", "Action", "Reason"),
    (
        "CC4",
        "Open an enquiry desk in the Northgate library on market days.",
        "The county council runs a desk there since April.",
    ),
]
CLOSED = [
    ("Ref", "Action"),
    ("RP6", "Train all repairs staff to recognise and report damp and mould."),
    ("CC9", "Put up new signs at the Southgate offices."),
]


def change_log() -> bytes:
    """The paper that went to the committee of July 2025: what changed in the plan since March."""
    paper = docx.Document()
    paper.core_properties.author = "Democratic Services"
    paper.core_properties.title = f"Changes to the {TITLE}"
    paper.core_properties.created = paper.core_properties.modified = WRITTEN.replace(tzinfo=None)
    paper.add_paragraph(COUNCIL)
    paper.add_paragraph(f"{COMMITTEE}, 8 July 2025")
    paper.add_heading(f"Changes to the {TITLE}", level=1)
    paper.add_paragraph(
        "This paper lists the changes that officers propose since the plan was last reported to the committee. "
        "New actions on surface water flooding have been added to the plan (section FL)."
    )
    parts: list[tuple[str, str, Sequence[Row]]] = [
        ("New actions", "The following action has been added to the plan.", ADDED),
        ("Closed and replaced", "The following action has been closed and replaced by a new action.", REPLACED),
        ("Revised actions", "The wording of the following actions has been revised.", REVISED),
        ("Revised timescales", "The timescales of the following actions have been revised.", RETIMED),
        ("Removed actions", "The following action has been removed from the plan.", REMOVED),
        ("Closed actions", "The following actions have been closed as the work is complete.", CLOSED),
    ]
    for heading, sentence, rows in parts:
        paper.add_heading(heading, level=2)
        paper.add_paragraph(sentence)
        table = paper.add_table(rows=0, cols=len(rows[0]))
        table.style = "Table Grid"
        for row in rows:
            _add_row(table, row)
        if rows is REVISED:  # ST2 and ST3 became one: their new wording is one cell over both rows
            table.cell(2, 2).merge(table.cell(3, 2))
            table.cell(2, 3).merge(table.cell(3, 3))
        if rows is RETIMED:
            _track(table.cell(2, 3), TRACKED[1], TRACKED[2])
    return _with_fixed_times(paper)


def _add_row(table: Table, row: Row) -> None:
    cells = table.add_row().cells  # type: ignore[no-untyped-call]
    for cell, text in zip(cells, row, strict=True):
        first, *others = text.split("\n")
        cell.paragraphs[0].text = first
        for line in others:
            cell.add_paragraph(line)


def _track(cell: _Cell, old: str, new: str) -> None:
    """Write a deletion and an insertion that nobody has accepted yet."""
    paragraph = cell.paragraphs[0]._p
    for n, (tag, inner, text) in enumerate([("w:del", "w:delText", old), ("w:ins", "w:t", new)], start=1):
        change, run, words = OxmlElement(tag), OxmlElement("w:r"), OxmlElement(inner)
        change.set(qn("w:id"), str(n))
        change.set(qn("w:author"), "Imogen Farrow")
        change.set(qn("w:date"), WRITTEN.strftime("%Y-%m-%dT%H:%M:%SZ"))
        words.text = text
        run.append(words)
        change.append(run)
        paragraph.append(change)


def _with_fixed_times(paper: docx.document.Document) -> bytes:
    """The file with one time on all its parts, so that it is the same whenever it is made."""
    made, fixed = BytesIO(), BytesIO()
    paper.save(made)
    with zipfile.ZipFile(made) as parts, zipfile.ZipFile(fixed, "w") as out:
        for name in sorted(parts.namelist(), key=lambda part: (part != "[Content_Types].xml", part)):
            if name != "docProps/thumbnail.jpeg":
                info = zipfile.ZipInfo(name, (2025, 7, 1, 9, 0, 0))
                info.compress_type = zipfile.ZIP_DEFLATED
                out.writestr(info, parts.read(name))
    return fixed.getvalue()
