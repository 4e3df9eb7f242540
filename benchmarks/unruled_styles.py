"""Plans whose tables are set in ways that few rules or none help to read: what each paper prints, and how it is set."""

from __future__ import annotations

import random
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from invented import Truth, invented

__all__ = ["RULES", "Plan", "Row", "Style", "plan"]

RULES = (
    "none", "across", "header rule", "zebra", "sections", "dotted", "hairline", "shaded header", "frame", "grid",
)  # fmt: skip
"""What is drawn; `grid` is the control: the same paper with every rule."""
_SIZES = (7.0, 8.0, 9.0, 9.0, 10.0, 11.0)
_GAPS = (3.0, 4.0, 5.0, 6.0, 8.0, 12.0)
_PADS = (0.0, 0.0, 0.5, 1.5, 3.0, 5.0)
_ORDERS = (
    ("ref", "text", "owner", "due", "rating", "progress"),
    ("ref", "text", "owner", "due", "rating"),
    ("ref", "text", "due", "owner", "progress"),
    ("text", "owner", "due", "rating"),
    ("ref", "rating", "text", "owner", "due"),
    ("ref", "text", "progress", "owner", "due", "rating"),
    ("ref", "due", "owner", "text", "rating"),
    ("text", "owner", "due", "progress"),
    ("ref", "text", "owner", "due"),
    ("ref", "text", "owner", "due", "next", "progress"),
)
_NAMES = {
    "ref": ("Ref", "No.", "Action ref", "Ref no"),
    "text": ("Action", "What we will do", "Agreed action", "Action to be taken"),
    "owner": ("Lead", "Lead officer", "Owner", "Responsible officer", "Who"),
    "due": ("By when", "Deadline", "Timescale", "Target date", "Due date"),
    "rating": ("RAG", "Status", "RAG rating"),
    "progress": ("Progress", "Update", "Latest position", "Progress to date"),
    "next": ("Next steps", "Next step"),
}
_WEIGHTS = {"ref": 0.4, "text": 5.0, "owner": 2.0, "due": 1.3, "rating": 0.6, "progress": 3.4, "next": 2.2}
_SECTIONS = ("Safer homes", "A council that listens", "Cleaner streets and parks")
_REFS = ("1.", "1", "1.1", "A1", "R-03", "HSG/12", "roman", "AC24-07", "2024/031", "1.1", "A1", "none")
_DATES = ("words", "slash", "short", "month", "mon", "mon '", "end", "by", "iso", "quarter", "loose", "dash")
_OWNERS = ("role", "person", "person and role", "team", "cllr", "initials")
_RATINGS = ("word", "letter", "status", "open", "and word")
Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Style:
    """How a table is set; lengths in points. `gap` parts columns, `pad` stands above and below each cell's text."""

    rules: str
    size: float
    gap: float
    pad: float
    leading: float
    valign: str
    landscape: bool
    serif: bool
    bold_header: bool
    repeats: bool
    two_levels: bool
    aligns: tuple[str, ...]
    widths: tuple[float, ...]
    beside: bool
    """Whether paragraphs stand close above and below."""


@dataclass(frozen=True, slots=True)
class Plan:
    """One paper: its rows (a row of one text is a section), the roles of its columns, its truth and its style."""

    seed: int
    roles: tuple[str, ...]
    header: Row
    rows: tuple[Row, ...]
    truth: tuple[Truth, ...]
    style: Style


def plan(seed: int, rules: str) -> Plan:
    """The paper of a seed; the same seed under other `rules` is the same paper but for what is drawn."""
    rng = random.Random(f"unruled {seed}")
    roles = rng.choice(_ORDERS)
    refs = rng.choice(_REFS) if "ref" in roles else "none"
    if refs == "none":
        roles = tuple(role for role in roles if role != "ref")
    sections = _SECTIONS[: rng.choice((2, 3))] if rules == "sections" or rng.random() < 0.3 else ()
    actions = invented(
        seed,
        rng.randint(8, 22),
        refs=refs,
        dates=rng.choice(_DATES),
        owners=rng.choice(_OWNERS),
        ratings=rng.choice(_RATINGS) if "rating" in roles else "none",
        sections=sections,
        long=rng.random() < 0.35,
        progress="progress" in roles,
        next_steps="next" in roles,
    )
    actions = _with_gaps(actions, rng)
    header = tuple(rng.choice(_NAMES[role]) for role in roles)
    rows: list[Row] = []
    for at, action in enumerate(actions):
        if action.section and (at == 0 or actions[at - 1].section != action.section):
            rows.append((action.section,))
        rows.append(tuple(_printed(action, role) for role in roles))
    style = _style(rng, rules, roles, [header, *rows])
    return Plan(seed, roles, header, tuple(rows), tuple(actions), style)


def _with_gaps(actions: Sequence[Truth], rng: random.Random) -> list[Truth]:
    """Some cells empty: ratings and progress here and there, or progress for the first half of the paper."""
    share, late = rng.choice((0.0, 0.0, 0.15, 0.4)), rng.random() < 0.15
    made = []
    for at, action in enumerate(actions):
        changed = action
        if action.progress is not None and (rng.random() < share or (late and 2 * at < len(actions))):
            changed = replace(changed, progress="")
        if rng.random() < 0.5 * share:
            changed = replace(changed, rating=None, status="")
        if rng.random() < 0.3 * share:
            changed = replace(changed, owners=())
        made.append(changed)
    return made


def _printed(action: Truth, role: str) -> str:
    return {
        "ref": action.ref or "",
        "text": action.text,
        "owner": " and ".join(action.owners),
        "due": ", ".join(due.printed for due in action.dues),
        "rating": action.status,
        "progress": action.progress or "",
        "next": action.next_steps or "",
    }[role]


def _style(rng: random.Random, rules: str, roles: Sequence[str], rows: Sequence[Row]) -> Style:
    size, gap = rng.choice(_SIZES), rng.choice(_GAPS)
    landscape = rng.random() < 0.3
    aligns = tuple(
        rng.choice(("left", "left", "left", "center", "right")) if role in ("ref", "due", "rating") else "left"
        for role in roles
    )
    page = (842.0 if landscape else 595.0) - 2 * 45.0
    return Style(
        rules=rules,
        size=size,
        gap=gap,
        pad=rng.choice(_PADS),
        leading=rng.choice((1.05, 1.15, 1.2, 1.35)),
        valign=rng.choice(("top", "top", "middle", "bottom")),
        landscape=landscape,
        serif=rng.random() < 0.3,
        bold_header=rng.random() < 0.75,
        repeats=rng.random() < 0.5,
        two_levels={"owner", "due"} <= set(roles) and abs(roles.index("owner") - roles.index("due")) == 1
        and rng.random() < 0.15,
        aligns=aligns,
        widths=_widths(roles, rows, size, gap, page, rng.uniform(0.0, 1.0)),
        beside=rng.random() < 0.4,
    )  # fmt: skip


def _widths(
    roles: Sequence[str], rows: Sequence[Row], size: float, gap: float, page: float, slack: float
) -> tuple[float, ...]:
    """Every column as wide as its longest word asks for, and the rest of the page shared out by weight."""
    letter = 0.66 * size
    least = [
        max((len(word) * letter for row in rows if len(row) > 1 for word in row[at].split()), default=letter) + gap
        for at in range(len(roles))
    ]
    over = max(0.0, page - sum(least))
    weight = [_WEIGHTS[role] + slack * (role in ("due", "rating", "ref")) for role in roles]
    return tuple(low + over * share / sum(weight) for low, share in zip(least, weight, strict=True))
