"""Change logs that set the old beside the new under bare words, and lists of rows under one word."""

from __future__ import annotations

from drawing import Head, Para
from layouts_logs import LOGS, A, B, D, Declared, Log, rows

__all__: list[str] = []

LONGER = A[:-1] + " and the county."

LOGS["was and now"] = Log(
    "docx",
    [
        Head("Changes to the improvement plan, July 2025"),
        rows(("Ref", "Was", "Now"), ("A1", A, LONGER), ("A2", "June 2025", "October 2025"), ("A3", B, "Removed")),
    ],
    [
        Declared("revised", ("A1",), ("A1",)),
        Declared("retimed", ("A2",), ("A2",), "2025-10"),
        Declared("removed", ("A3",)),
    ],
)
LOGS["amendment original amended"] = Log(
    "html",
    [
        Head("Schedule of amendments"),
        rows(
            ("Amendment", "Original", "Amended"),
            ("Action 1.2 – timescale", "June 2025", "October 2025"),
            ("Action 2.1 – wording", A, LONGER),
        ),
    ],
    [Declared("retimed", ("1.2",), ("1.2",), "2025-10"), Declared("revised", ("2.1",), ("2.1",))],
)
LOGS["before and after"] = Log(
    "xlsx",
    [
        Head("Change log"),
        rows(
            ("Action ref", "Before", "After", "Reason"),
            ("HSG/11", A, LONGER, "Partners asked for it."),
            ("HSG/12", B, B[:-1] + " each May.", "Clearer."),
        ),
    ],
    [
        Declared("revised", ("HSG/11",), ("HSG/11",), None, "Partners asked for it."),
        Declared("revised", ("HSG/12",), ("HSG/12",), None, "Clearer."),
    ],
)
LOGS["current and proposed wording"] = Log(
    "docx",
    [
        Head("Action plan refresh"),
        Para("The Board is asked to agree the changes below."),
        rows(("No.", "Current wording", "Proposed wording"), ("3.1", A, LONGER), ("3.2", B, B[:-1] + " each May.")),
    ],
    [Declared("revised", ("3.1",), ("3.1",)), Declared("revised", ("3.2",), ("3.2",))],
)
LOGS["dates that were and are"] = Log(
    "csv",
    [
        Head("Changes to target dates"),
        rows(
            ("Ref", "Action", "Previous", "Revised", "Why"),
            ("R-03", A, "31/05/2025", "30/09/2025", "Supplier delay."),
            ("R-04", D, "30/06/2025", "31/12/2025", "The post is vacant."),
        ),
    ],
    [
        Declared("retimed", ("R-03",), ("R-03",), "2025-09-30", "Supplier delay."),
        Declared("retimed", ("R-04",), ("R-04",), "2025-12-31", "The post is vacant."),
    ],
)
LOGS["one word above each list"] = Log(
    "docx",
    [
        Head("Changes since the March plan"),
        Head("Closed", 2),
        rows(("Ref", "Action"), ("1.1", A), ("1.4", B)),
        Head("New", 2),
        rows(("Ref", "Action", "Lead", "Timescale"), ("4.1", D, "Clerk", "May 2026")),
        Head("Merged", 2),
        rows(("Ref", "Action", "Merged into"), ("2.1", A, "2.2")),
        Head("Reworded", 2),
        rows(("Ref", "Old", "New"), ("3.1", A, LONGER)),
    ],
    [
        Declared("closed", ("1.1",)),
        Declared("closed", ("1.4",)),
        Declared("added", (), ("4.1",), "2026-05"),
        Declared("merged", ("2.1",), ("2.2",)),
        Declared("revised", ("3.1",), ("3.1",)),
    ],
)
LOGS["one word in a row above each list"] = Log(
    "html",
    [
        Head("Change log"),
        rows(
            ("Ref", "Action", "Reason"),
            ("Closed",),
            ("1.1", A, "Done."),
            ("1.4", B, "Business as usual."),
            ("Removed",),
            ("2.2", D, "Out of scope."),
        ),
    ],
    [
        Declared("closed", ("1.1",), (), None, "Done."),
        Declared("closed", ("1.4",), (), None, "Business as usual."),
        Declared("removed", ("2.2",), (), None, "Out of scope."),
    ],
)
LOGS["measures before and after are no changes to a plan"] = Log(
    "docx",
    [
        Head("Housing improvement plan"),
        rows(
            ("Ref", "Action", "Lead", "Due", "RAG"),
            ("3.1", A, "Clerk", "May 2025", "Green"),
            ("3.3", B, "Clerk", "June 2025", "Red"),
        ),
        Head("What difference have we made?"),
        rows(
            ("Measure", "Before", "After"),
            ("Calls answered in time", "71%", "84%"),
            ("Homes let in time", "60%", "90%"),
        ),
    ],
    [],
)
LOGS["a summary of changes in a box"] = Log(
    "docx",
    [
        Head("Housing improvement plan"),
        rows(
            (
                (
                    "Summary of changes\nAction 3.2 has been closed as the new contract is in place.\n"
                    "Actions 5.1 and 5.2 have been merged into 5.1."
                ),
            ),
        ),
        rows(
            ("Ref", "Action", "Lead", "Due", "RAG"),
            ("3.1", A, "Clerk", "May 2025", "Green"),
            ("5.1", B, "Clerk", "June 2025", "Red"),
        ),
    ],
    [
        Declared("closed", ("3.2",), (), None, "the new contract is in place"),
        Declared("merged", ("5.1", "5.2"), ("5.1",)),
    ],
)
