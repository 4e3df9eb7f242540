"""Make the specimen papers: python data/make_specimens.py [--out DIR].

They are what a committee publishes about one plan in one year: the plan as a ruled PDF, a change log in Word, the plan
as a PDF without rules and as a text export, the officers' tracker as a spreadsheet, and minutes as a web page. The same
script makes the same bytes.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from specimen_pdf import Drawn, Look, PlanPaper
from specimen_plan import (
    AS_AT,
    COMMITTEE,
    COSTS,
    COUNCIL,
    KEY,
    TITLE,
    VERSION_1,
    VERSION_2,
    VERSION_3,
    by_section,
)
from specimen_sheet import tracker
from specimen_web import minutes, text_export
from specimen_word import change_log

SPECIMENS = Path(__file__).resolve().parent / "raw" / "specimen"


def ruled_plan() -> bytes:
    """The first version: a table for each section, ratings by colour alone, a key, and what the plan costs."""
    paper = PlanPaper(TITLE, f"{COUNCIL} – {TITLE}")
    paper.heading(COUNCIL, 12)
    paper.heading(TITLE, 18)
    paper.heading(f"Position as at {AS_AT[0]}", 11)
    paper.prose(
        f"This plan is reported to the {COMMITTEE}. The colour in the last column shows how each action stands."
    )
    paper.table(
        ("Colour", "Meaning"),
        [(Drawn(name, fill), Drawn(meaning)) for name, (fill, meaning) in KEY.items()],
        Look((70, 260), ruled=True),
    )
    for section, actions in by_section(VERSION_1):
        paper.heading(section, 13)
        rows = [
            (Drawn(a.ref), Drawn(a.text), Drawn(a.owner), Drawn(a.timescale), Drawn("", KEY[a.rating][0]))
            for a in actions
        ]
        paper.table(("Ref", "Action", "Lead", "By when", "RAG"), rows, Look((40, 215, 100, 105, 35), ruled=True))
    paper.heading("What the plan costs", 13)
    header, *rows_of_costs = COSTS
    paper.table(header, [[Drawn(cell) for cell in row] for row in rows_of_costs], Look((200, 90, 90), ruled=True))
    return paper.finished()


def unruled_plan() -> bytes:
    """The second version: no rules at all, ratings in words, a column for progress."""
    paper = PlanPaper(TITLE, f"{COUNCIL} – {TITLE}", wide=True)
    paper.heading(COUNCIL, 12)
    paper.heading(TITLE, 18)
    paper.heading(f"Position as at {AS_AT[1]}", 11)
    for section, actions in by_section(VERSION_2):
        paper.heading(section, 13)
        rows = [[Drawn(c) for c in (a.ref, a.text, a.owner, a.timescale, a.rating, a.progress)] for a in actions]
        header = ("Ref", "Action", "Lead", "By when", "Status", "Progress")
        paper.table(header, rows, Look((45, 235, 125, 120, 55, 160), ruled=False))
    return paper.finished()


def papers() -> dict[str, bytes]:
    """Every specimen by its file name."""
    return {
        "2025-03-plan.pdf": ruled_plan(),
        "2025-07-changes.docx": change_log(),
        "2025-07-plan.pdf": unruled_plan(),
        "2025-07-plan.txt": text_export(VERSION_2, AS_AT[1]),
        "2025-10-tracker.xlsx": tracker(VERSION_3, AS_AT[2]),
        "2025-11-minutes.html": minutes(),
    }


def main(argv: Sequence[str] | None = None) -> None:
    """Write every specimen into the folder."""
    parser = argparse.ArgumentParser(description="Make the specimen papers of an invented council.")
    parser.add_argument("--out", type=Path, default=SPECIMENS, help="the folder to write to (default: %(default)s)")
    folder: Path = parser.parse_args(argv).out
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in papers().items():
        (folder / name).write_bytes(content)


if __name__ == "__main__":
    main()
