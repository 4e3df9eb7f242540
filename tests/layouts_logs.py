"""Change logs in forms that nobody wrote code for, with what each declares."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from drawing import Block, Head, Para, Rows
from layouts import head_row

__all__ = ["LOGS", "Declared", "Log"]


@dataclass(frozen=True)
class Declared:
    """One declared change: its kind, the refs before and after, the new date (EDTF), the reason."""

    kind: str
    old: tuple[str, ...] = ()
    new: tuple[str, ...] = ()
    due: str | None = None
    reason: str | None = None


@dataclass(frozen=True)
class Log:
    """A change log as blocks, and what it declares."""

    kind: str
    blocks: Sequence[Block]
    declared: Sequence[Declared]


def rows(*lines: Sequence[str]) -> Rows:
    return Rows([head_row(*line) for line in lines])


A, B, D = (
    "Review the winter shelter rota with partners.",
    "Publish the asset register on the parish website.",
    "Test the ICT disaster plan twice a year.",
)

LOGS: dict[str, Log] = {
    "amended wording": Log(
        "txt",
        [
            Head("Changes to the improvement plan"),
            Para("The wording of the following actions has been amended:"),
            rows(
                ("Ref", "Current wording", "Amended wording"),
                ("A1", A, A[:-1] + " and the county."),
                ("A2", B, B[:-1] + " each May."),
            ),
        ],
        [Declared("revised", ("A1",), ("A1",)), Declared("revised", ("A2",), ("A2",))],
    ),
    "previous deadline": Log(
        "docx",
        [
            Head("Proposed changes to the action plan"),
            Para("The deadlines of these actions have been extended:"),
            rows(
                ("Action no.", "Action", "Previous deadline", "Proposed deadline", "Reason for change"),
                ("1.2", A, "June 2025", "October 2025", "The post is vacant."),
                ("2.4", D, "May 2025", "July 2025", "Supplier delay."),
            ),
        ],
        [
            Declared("retimed", ("1.2",), ("1.2",), "2025-10", "The post is vacant."),
            Declared("retimed", ("2.4",), ("2.4",), "2025-07", "Supplier delay."),
        ],
    ),
    "withdrawn actions": Log(
        "html",
        [
            Head("Action plan refresh"),
            Head("Withdrawn actions", 2),
            rows(("Ref", "Action", "Reason"), ("R-03", A, "No longer needed."), ("R-07", B, "Outside our remit.")),
        ],
        [
            Declared("removed", ("R-03",), (), None, "No longer needed."),
            Declared("removed", ("R-07",), (), None, "Outside our remit."),
        ],
    ),
    "new actions": Log(
        "docx",
        [
            Head("Action plan refresh"),
            Head("New actions", 2),
            Para("The following new actions have been added to the plan."),
            rows(
                ("Ref", "Action", "Lead", "Timescale"), ("B4", A, "Clerk", "May 2025"), ("B5", D, "Clerk", "June 2025")
            ),
        ],
        [Declared("added", (), ("B4",), "2025-05"), Declared("added", (), ("B5",), "2025-06")],
    ),
    "closed actions with reasons": Log(
        "txt",
        [
            Head("Change log"),
            Para("These actions have been closed because they are now business as usual:"),
            rows(("Ref", "Action"), ("C1", A), ("C2", B)),
        ],
        [
            Declared("closed", ("C1",), (), None, "they are now business as usual"),
            Declared("closed", ("C2",), (), None, "they are now business as usual"),
        ],
    ),
    "kind in a column": Log(
        "xlsx",
        [
            Head("Change log"),
            rows(
                ("Ref", "Type of change", "Previous wording", "New wording", "Reason"),
                ("A1", "Revised", A, A[:-1] + " and the county.", "Clearer."),
                ("A2", "Closed", B, "", "Done."),
                ("A9", "New", "", D, "Audit finding."),
            ),
        ],
        [
            Declared("revised", ("A1",), ("A1",), None, "Clearer."),
            Declared("closed", ("A2",), (), None, "Done."),
            Declared("added", (), ("A9",), None, "Audit finding."),
        ],
    ),
    "change control table": Log(
        "docx",
        [
            Head("Change control log"),
            rows(
                ("Action ref", "Change", "Old date", "New date", "Rationale"),
                ("1.2", "Deadline extended", "June 2025", "October 2025", "The post is vacant."),
                ("2.4", "Deadline brought forward", "May 2026", "March 2026", "Grant conditions."),
            ),
        ],
        [
            Declared("retimed", ("1.2",), ("1.2",), "2025-10", "The post is vacant."),
            Declared("retimed", ("2.4",), ("2.4",), "2026-03", "Grant conditions."),
        ],
    ),
    "prose only": Log(
        "docx",
        [
            Head("Changes to the action plan since March"),
            Para("Action 3.2 has been closed as the new contract is in place."),
            Para(
                "The deadline for action 4.1 has been extended from June 2025 to October 2025 because a post is vacant."
            ),
            Para("Actions 5.1 and 5.2 have been merged into a single action, 5.1."),
            Para("Action 6.3 has been removed because it duplicates action 2.2."),
            Para("Action 7.1 has been replaced by action 7.4."),
        ],
        [
            Declared("closed", ("3.2",), (), None, "the new contract is in place"),
            Declared("retimed", ("4.1",), ("4.1",), "2025-10", "a post is vacant"),
            Declared("merged", ("5.1", "5.2"), ("5.1",)),
            Declared("removed", ("6.3",), (), None, "it duplicates action 2.2"),
            Declared("closed_replaced", ("7.1",), ("7.4",)),
        ],
    ),
    "prose in bullets": Log(
        "txt",
        [
            Head("Plan changes"),
            Para("The board is asked to note the following changes:"),
            Para(
                "• HSG/12: closed, all shelters now have a rota.\n"
                "• HSG/14: due date moved from May 2025 to August 2025.\n• HSG/15: new action."
            ),
        ],
        [
            Declared("closed", ("HSG/12",), ()),
            Declared("retimed", ("HSG/14",), ("HSG/14",), "2025-08"),
            Declared("added", (), ("HSG/15",)),
        ],
    ),
    "a plan with a sentence about changes": Log(
        "docx",
        [
            Head("Improvement plan"),
            Para(
                "Action 3.2 was closed as complete in March and the plan has been updated. "
                "Members noted that actions were extended."
            ),
            rows(
                ("Ref", "Action", "Lead", "Due", "RAG"),
                ("3.1", A, "Clerk", "May 2025", "Green"),
                ("3.3", B, "Clerk", "June 2025", "Red"),
            ),
        ],
        [],
    ),
}
