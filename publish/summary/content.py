"""What the summary says, before it is set as Markdown or as a page: short lists with their places, and how counted."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from publish.highlights import Highlight, Highlights, cut, day_words
from publish.report.figures import Figure, headline_figures, not_read
from publish.report.timeline import version_labels
from publish.tables import Row
from reconcile.wording import counted

__all__ = ["PlanChange", "Summary", "Topic", "summary_of"]

Tables = Mapping[str, Sequence[Row]]

_MOST_PLANS, _MOST_LINES, _MOST_UNREAD = 6, 6, 3
"""So much of each that two pages hold it; the report page has all."""
_SAID, _NAME = 150, 60
"""Letters of what happened, and of a name."""


@dataclass(frozen=True, slots=True)
class PlanChange:
    """What changed in one plan since its last version: the two versions and how many changes of each kind."""

    title: str
    said: str


@dataclass(frozen=True, slots=True)
class Topic:
    """A list of the summary: its first lines, and how many there are in all. `none` is said where there is none."""

    title: str
    lines: tuple[Highlight, ...]
    number: int
    none: str


@dataclass(frozen=True, slots=True)
class Summary:
    """The whole summary. `unread` is empty where every paper was read wholly."""

    as_of: str | None
    unread: tuple[str, ...]
    more_unread: int
    plans: tuple[PlanChange, ...]
    more_plans: int
    topics: tuple[Topic, ...]
    figures: tuple[Figure, ...]


def summary_of(tables: Tables, as_of: dt.date | None) -> Summary:
    """The summary of a dataset. Nothing in it is decided here: every line is a row of the dataset."""
    found = Highlights(tables)
    unread = not_read(tables)
    plans = _plans(tables)
    return Summary(
        day_words(as_of.isoformat()) if as_of else None,
        tuple(
            f"{cut(one.file, _NAME)}: {_how(one.status)} {cut(one.problem)}".strip() for one in unread[:_MOST_UNREAD]
        ),
        max(0, len(unread) - _MOST_UNREAD),
        tuple(plans[:_MOST_PLANS]),
        max(0, len(plans) - _MOST_PLANS),
        (
            _topic("What slipped most", found.slipped, "No commitment was put off."),
            _topic("What vanished", found.vanished, "No action disappeared without a word."),
            _topic(found.undeclared_title, found.undeclared, "Every change was declared."),
            _topic(
                "Claims that differ", found.claims, "No figure in minutes or reports differs from what was counted."
            ),
        ),
        headline_figures(tables),
    )


def _how(status: str) -> str:
    return {"failed": "not read.", "partial": "read in part."}.get(status, "parts of it were not read.")


def _topic(title: str, lines: Sequence[Highlight], none: str) -> Topic:
    shown = tuple(
        Highlight(line.subject, line.subject_id, cut(line.refs, 24), cut(line.said, _SAID), line.place, line.days)
        for line in lines[:_MOST_LINES]
    )
    return Topic(title, shown, len(lines), none)


def _plans(tables: Tables) -> list[PlanChange]:
    """Each plan's last two issued versions and the changes between them, those with the most changes first."""
    labels = version_labels(tables)
    twins = {paper["paper_id"] for paper in tables["papers"] if paper["twin_of"]}
    issued: dict[str, list[Row]] = {}
    for version in tables["versions"]:
        if version["kind"] == "issued" and version["paper_id"] not in twins:
            issued.setdefault(version["plan_id"], []).append(version)
    between: dict[tuple[str, str], list[Row]] = {}
    for change in tables["changes"]:
        between.setdefault((change["old_version_id"], change["new_version_id"]), []).append(change)
    found: list[tuple[int, PlanChange]] = []
    for plan in tables["plans"]:
        held = sorted(issued.get(plan["plan_id"], ()), key=lambda v: (v["sequence"] or 0, v["version_id"]))
        title = cut(plan["title"] or plan["plan_id"], _NAME)
        if len(held) < 2:
            found.append((-1, PlanChange(title, "Only one version was read, so there is nothing to compare.")))
            continue
        old, new = held[-2:]
        changes = between.get((old["version_id"], new["version_id"]), [])
        names = " and ".join(cut(labels[version["version_id"]], _NAME) for version in (old, new))
        found.append((len(changes), PlanChange(title, f"Between the versions {names}: {_kinds(changes)}.")))
    return [plan for _, plan in sorted(found, key=lambda pair: -pair[0])]


def _kinds(changes: Sequence[Row]) -> str:
    if not changes:
        return "no change"
    kinds = Counter(change["kind"].replace("_", " ") for change in changes)
    listed = ", ".join(f"{number} {kind}" for kind, number in sorted(kinds.items(), key=lambda one: (-one[1], one[0])))
    unsaid = sum(not change["declared_id"] for change in changes)
    return f"{counted(len(changes), 'change')} ({listed}), of which {unsaid} nobody declared"
