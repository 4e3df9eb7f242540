"""The first sheet: what could not be read, the counts with how they were counted, the versions, what changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from publish.tables import Row
from publish.workbook.fills import rating_fill
from publish.workbook.joined import Joined
from publish.workbook.sheet import Cell, Rated

__all__ = ["Block", "summary_of"]

_MOST_GROUPS = 20


@dataclass(frozen=True, slots=True)
class Block:
    """A small table of the summary: its title, a sentence on how it was made, its headings and rows."""

    title: str
    about: str
    headings: Sequence[Cell]
    rows: Sequence[Sequence[Cell]]


def summary_of(joined: Joined) -> Iterator[Block]:
    """The blocks of the summary, top to bottom."""
    yield _unread(joined)
    yield Block(
        "Counts",
        "Each figure can be found again by filtering the sheet that is named.",
        ("What", "Number", "How it was counted"),
        list(_counts(joined)),
    )
    yield from _versions(joined)
    yield _kinds(joined)
    yield _slips(joined, "section", lambda action: [joined.section(action) or "(none)"])
    yield _slips(joined, "owner", lambda action: joined.owners(action) or ["(none)"])


def _unread(joined: Joined) -> Block:
    rows = [
        (paper["file"], paper["status"], paper["problem"])
        for paper in joined.tables["papers"]
        if paper["status"] != "read"
    ]
    said = "What stands in these papers may be missing everywhere below." if rows else "Every paper was read."
    return Block("What could not be read", said, ("Paper", "Status", "Problem"), rows)


def _counts(joined: Joined) -> Iterator[tuple[str, int | float, str]]:
    tables = joined.tables
    yield "Papers", len(tables["papers"]), "files with different contents"
    yield "Versions", len(joined.issues), "issued; the same version in two formats counts once"
    yield "Actions in the latest version", _latest_actions(joined), "of each plan: the rows of the sheet Actions"
    changes = [change for change in tables["changes"] if joined.issued(change)]
    undeclared = sum(not change["declared_id"] for change in changes)
    yield "Changes, all", len(tables["changes"]), "rows of the sheet Changes, those that a change log quotes included"
    yield "Changes between issues", len(changes), "of these, between two issued versions; one row for each field"
    yield (
        "… that nobody declared",
        undeclared,
        "of these, in no change log that was read; there may be none for its time",
    )
    yield "Actions that slipped", len(joined.slipped), "rows of the sheet Slippage: each commitment once"
    days = [thread["slip_days"] for thread in joined.slipped]
    yield "Days slipped in all", sum(days), "sum over the sheet Slippage; a promise brought forward is not taken off"
    yield "Days slipped, median", median(days) if days else 0, "of the actions that slipped"
    yield "Declared changes", len(tables["declared_changes"]), "entries of change logs: rows of the sheet Declared"
    for verdict, number in _counted(tables["declared_changes"], "verdict"):
        yield f"… {verdict}", number, "of these, by verdict"
    yield "Claims", len(tables["claims"]), "figures in minutes and reports about a plan as a whole"
    for verdict, number in _counted(tables["claims"], "verdict"):
        yield f"… {verdict}", number, "of these, by verdict"
    yield "Findings", len(tables["findings"]), "rows of the sheet Findings"
    for severity, number in _counted(tables["findings"], "severity"):
        yield f"… {severity}", number, "of these, by severity"


def _latest_actions(joined: Joined) -> int:
    return sum(len(joined.actions_of.get(version["version_id"], ())) for version in joined.latest.values())


def _counted(rows: Iterable[Row], column: str) -> list[tuple[str, int]]:
    return sorted(Counter(str(row[column]) for row in rows).items())


def _versions(joined: Joined) -> Iterator[Block]:
    """A plan's issued versions with their actions by rating, best rating first."""
    rank = {(row["plan_id"], row["code"]): row["rank"] for row in joined.tables["ratings"]}
    for plan_id in joined.latest:
        issues = [version for version in joined.issues if version["plan_id"] == plan_id]
        counts = [Counter(a["rating"] for a in joined.actions_of.get(v["version_id"], ())) for v in issues]
        codes = sorted(
            {code for count in counts for code in count},
            key=lambda code: (code is None, rank.get((plan_id, code), 99), code or ""),
        )
        yield Block(
            str(joined.plan(plan_id)),
            "Issued versions, oldest first, and their actions by rating.",
            ("Version", "Actions", "Paper", *(_code(joined, plan_id, code) for code in codes)),
            [
                (joined.as_at(v["version_id"]), v["actions"], joined.file(v), *(count[code] for code in codes))
                for v, count in zip(issues, counts, strict=True)
            ],
        )


def _code(joined: Joined, plan_id: str, code: str | None) -> Cell:
    """A rating as a heading, in the colour that most of its cells have in the latest version."""
    if code is None:
        return "(no rating)"
    latest = joined.actions_of.get(joined.latest[plan_id]["version_id"], ())
    fills = Counter(a["rating_fill"] for a in latest if a["rating"] == code and a["rating_fill"])
    return Rated(code, rating_fill(code, fills.most_common(1)[0][0] if fills else None))


def _kinds(joined: Joined) -> Block:
    changes = [change for change in joined.tables["changes"] if joined.issued(change)]
    declared = Counter(change["kind"] for change in changes if change["declared_id"])
    rows = [
        (kind, number, f"{declared[kind]} declared, {number - declared[kind]} not")
        for kind, number in _counted(changes, "kind")
    ]
    return Block(
        "Changes between issues, by kind",
        "One action can have several changes; each is counted.",
        ("Change", "Number", "Declared in a change log"),
        rows,
    )


def _slips(joined: Joined, what: str, groups: Callable[[Row | None], Sequence[str]]) -> Block:
    """Days slipped by section or owner; an action of two owners counts for both."""
    days: dict[str, list[int]] = {}
    for thread in joined.slipped:
        for group in groups(joined.last_stated(thread["thread_id"])):
            days.setdefault(group, []).append(thread["slip_days"])
    ranked = sorted(days.items(), key=lambda item: (-sum(item[1]), item[0]))
    rows = [
        (group, sum(slips), f"{len(slips)} slipped, by {median(slips):g} days in the median")
        for group, slips in ranked[:_MOST_GROUPS]
    ]
    left = f" The first {_MOST_GROUPS} of {len(ranked)}." if len(ranked) > _MOST_GROUPS else ""
    shared = " An action of several owners counts for each." if what == "owner" else ""
    return Block(
        f"Days slipped, by {what}",
        f"Of the sheet Slippage, the most first.{shared}{left}",
        (what.capitalize(), "Days slipped", "Actions"),
        rows,
    )
