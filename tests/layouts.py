"""What layouts are made of: tables of invented actions, the tables that stand beside them, and the list of layouts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from drawing import Block, C, Head, Rows
from invented import FILLS, Truth

__all__ = [
    "BUDGET",
    "LAYOUTS",
    "RISKS",
    "Drawn",
    "banded",
    "beside",
    "cell",
    "draws",
    "grid",
    "head_row",
    "table",
]


@dataclass(frozen=True)
class Drawn:
    """One paper: the kind of its file, its blocks and what is to be read from it. `damage` works on a text's lines."""

    kind: str
    blocks: Sequence[Block]
    truth: Sequence[Truth]
    damage: Callable[[list[str]], list[str]] | None = None
    file: str = "paper"


LAYOUTS: dict[str, Callable[[int], Drawn]] = {}


def draws(make: Callable[[int], Drawn]) -> Callable[[int], Drawn]:
    """Enter a layout under its name."""
    LAYOUTS[make.__name__.replace("_", " ")] = make
    return make


def head_row(*names: str) -> list[C | None]:
    """A header row of single cells."""
    return [C(name) for name in names]


def cell(action: Truth, role: str) -> C:
    """What an action prints in a column: ref · text · owner · due · rating · progress · next · the name of an extra."""
    match role:
        case "ref":
            return C(action.ref or "")
        case "text":
            return C(action.text)
        case "owner":
            return C("\n".join(action.owners))
        case "due":
            return C(
                "\n".join(d.printed for d in action.dues), date=action.dues[0].date if len(action.dues) == 1 else None
            )
        case "rating":
            return C(action.status, fill=None if action.status else FILLS.get(action.rating or ""))
        case "progress":
            return C(action.progress or "")
        case "next":
            return C(action.next_steps or "")
        case "":
            return C("")
    return C(dict(action.extras)[role])


def grid(actions: Sequence[Truth], roles: Sequence[str]) -> list[list[C | None]]:
    """A row an action, a column a role."""
    return [[cell(action, role) for role in roles] for action in actions]


def table(actions: Sequence[Truth], **columns: str) -> Rows:
    """A plain table: `columns` maps a role to its header, in order."""
    return Rows([head_row(*columns.values()), *grid(actions, list(columns))])


def banded(actions: Sequence[Truth], header: Sequence[C | None], roles: Sequence[str]) -> Rows:
    """One table with a full-width row before each section."""
    rows: list[Sequence[C | None]] = [header]
    for n, action in enumerate(actions):
        if n == 0 or actions[n - 1].section != action.section:
            rows.append([C(action.section or "", across=len(roles)), *[None] * (len(roles) - 1)])
        rows += grid([action], roles)
    return Rows(rows)


RISKS = Rows(
    [
        head_row("Risk ref", "Risk description", "Likelihood", "Impact", "Mitigating actions", "Risk owner", "RAG"),
        head_row("R1", "Loss of key staff", "3", "4", "Succession plan in place", "HR", "Amber"),
        head_row("R2", "Flooding of the depot", "2", "5", "Pumps on standby", "Estates Team", "Red"),
    ]
)
KPIS = Rows(
    [
        head_row("Ref", "Indicator", "Baseline", "Target 2025/26", "Q1 actual", "RAG", "Owner"),
        head_row("PI1", "Calls answered in 30 seconds", "71%", "85%", "80%", "Amber", "Clerk"),
        head_row("PI2", "Voids re-let in 28 days", "60%", "90%", "91%", "Green", "Head of Housing"),
    ]
)
FORWARD = Rows(
    [
        head_row("Meeting date", "Item", "Report author", "Purpose"),
        head_row("12 June 2025", "Treasury management outturn", "Director of Finance", "To note"),
        head_row("9 September 2025", "Annual governance statement", "Monitoring Officer", "To approve"),
    ]
)
ATTENDANCE = Rows(
    [
        head_row("Member", "Role", "12 June", "9 Sept", "Attendance"),
        head_row("Cllr Moss", "Chair", "✓", "✓", "100%"),
        head_row("Cllr Carr", "Vice-chair", "✓", "Apologies", "50%"),
    ]
)
BUDGET = Rows(
    [
        head_row("Item", "2024/25", "2025/26", "Variance"),
        head_row("Staffing", "£120,000", "£125,000", "£5,000"),
        head_row("Premises", "£40,000", "£42,000", "£2,000"),
        head_row("Total", "£160,000", "£167,000", "£7,000"),
    ]
)
GLOSSARY = Rows(
    [head_row("Term", "What it means"), head_row("ICB", "Integrated care board"), head_row("SRO", "Senior owner")]
)
TIMETABLE = Rows(
    [
        head_row("Time", "Session", "Lead"),
        head_row("9.30", "Welcome and coffee", "Chair"),
        head_row("10.00", "Review of the year", "Jo Moss"),
    ]
)
DECISIONS = Rows(
    [
        head_row("Decision no.", "Decision", "Decision maker", "Date of decision", "Call-in"),
        head_row("D14", "To award the cleaning contract to Marl Services", "Cabinet", "3 June 2025", "No"),
        head_row("D15", "To sell the site at Quay Street", "Leader", "5 June 2025", "No"),
    ]
)
STANDS_BESIDE = [
    ("Risk register", RISKS),
    ("Performance", KPIS),
    ("Forward plan", FORWARD),
    ("Attendance", ATTENDANCE),
    ("Budget", BUDGET),
    ("Glossary", GLOSSARY),
    ("Timetable", TIMETABLE),
    ("Decisions", DECISIONS),
]


def beside(*blocks: Block) -> list[Block]:
    """The blocks with every kind of table that holds no actions after them."""
    return [*blocks, *(b for name, rows in STANDS_BESIDE for b in (Head(name), rows))]
