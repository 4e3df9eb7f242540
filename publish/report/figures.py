"""The headline figures, each with the sentence that says how it was counted, and what could not be read."""

from __future__ import annotations

import datetime as dt
import statistics
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from publish.tables import Row
from reconcile.wording import counted

__all__ = ["Figure", "headline_figures", "is_twin", "not_read", "slipped_by", "without_log"]

Tables = Mapping[str, Sequence[Row]]

UNREAD = ("paper-unreadable", "page-without-text", "picture-not-read", "table-not-understood", "text-cut")


@dataclass(frozen=True, slots=True)
class Figure:
    """One headline figure. `how`: how it was counted; `link`: the view of the page that lists what was counted."""

    name: str
    label: str
    value: str
    how: str
    link: str


@dataclass(frozen=True, slots=True)
class Unread:
    """A paper of which something could not be read: what, and how many findings say so."""

    file: str
    status: str
    problem: str | None
    codes: tuple[tuple[str, int], ...]


def is_twin(tables: Tables) -> set[str]:
    """The version_ids of papers that are the same paper in another format: they count once, as the other."""
    twins = {paper["paper_id"] for paper in tables["papers"] if paper["twin_of"]}
    return {version["version_id"] for version in tables["versions"] if version["paper_id"] in twins}


def not_read(tables: Tables) -> list[Unread]:
    """Every paper that was not read, or not wholly, those that failed first."""
    codes: dict[str, Counter[str]] = {}
    for finding in tables["findings"]:
        if finding["code"] in UNREAD and finding["paper_id"]:
            codes.setdefault(finding["paper_id"], Counter())[finding["code"]] += 1
    found = [
        Unread(
            paper["file"], paper["status"], paper["problem"], tuple(sorted(codes.get(paper["paper_id"], {}).items()))
        )
        for paper in tables["papers"]
        if paper["status"] != "read" or paper["paper_id"] in codes
    ]
    order = ("failed", "partial", "read")
    return sorted(found, key=lambda one: (order.index(one.status), one.file))


def slipped_by(thread: Row) -> int | None:
    """Days from a commitment's first promise to its latest; None where one of the two has no date."""
    first, latest = thread["first_due"], thread["latest_due"]
    return (latest - first).days if isinstance(first, dt.date) and isinstance(latest, dt.date) else None


def headline_figures(tables: Tables) -> tuple[Figure, ...]:
    """What the overview shows first. Every figure can be had from the tables by the sentence beside it."""
    return (*_sizes(tables), *_changed(tables), *_slipped(tables), *_declared(tables), *_findings(tables))


def _sizes(tables: Tables) -> tuple[Figure, ...]:
    twins = is_twin(tables)
    issued = [v for v in tables["versions"] if v["kind"] == "issued" and v["version_id"] not in twins]
    stated = sum(version["actions"] for version in issued)
    plans, papers = len(tables["plans"]), len(tables["papers"])
    return (
        Figure(
            *("versions", "versions read", _number(len(issued))),
            f"Issued versions of {counted(plans, 'plan')} in {counted(papers, 'paper')}; the same paper in another "
            f"format counts once. Together they state {counted(stated, 'action')}.",
            "#overview",
        ),
        Figure(
            *("threads", "commitments", _number(len(tables["threads"]))),
            "Each commitment counts once, through however many versions and under however many refs it was followed.",
            "#threads",
        ),
    )


def without_log(tables: Tables) -> set[str | None]:
    """The versions before which, since the version before, no change log was read that could have declared anything."""
    return {finding["version_id"] for finding in tables["findings"] if finding["code"] == "no-change-log"}


def _changed(tables: Tables) -> tuple[Figure, ...]:
    changes = tables["changes"]
    undeclared = [change for change in changes if not change["declared_id"]]
    without = without_log(tables)
    unsaid = sum(change["new_version_id"] in without for change in undeclared)
    no_log = f" For {unsaid} of them no change log was read that speaks about that time." if unsaid else ""
    return (
        Figure(
            *("changes", "changes", _number(len(changes))),
            "One for each action added or ended and for each field that changed, between consecutive versions, what "
            "a change log quotes included.",
            "#changes",
        ),
        Figure(
            *("undeclared", "changes nobody declared", _number(len(undeclared))),
            f"Those of the changes that no entry of a change log says.{no_log}",
            "#changes?declared=none",
        ),
    )


def _slipped(tables: Tables) -> tuple[Figure, ...]:
    days = [thread["slip_days"] for thread in tables["threads"] if thread["slips"]]
    median = f", {counted(round(statistics.median(days)), 'day')} at the median" if days else ""
    return (
        Figure(
            *("slipped", "commitments that slipped", _number(len(days))),
            f"From one version to a later one their date was put off, {_number(sum(days))} days in all{median}. What "
            "was brought forward is not taken off.",
            "#slippage",
        ),
    )


def _declared(tables: Tables) -> tuple[Figure, ...]:
    verdicts = Counter(entry["verdict"] for entry in tables["declared_changes"])
    missing = {f["subject_id"] for f in tables["findings"] if f["code"] == "declared-not-found"}
    claims = Counter(claim["verdict"] for claim in tables["claims"])
    return (
        Figure(
            *("declared", "declared changes", _number(sum(verdicts.values()))),
            f"Entries of the change logs: {verdicts['agrees']} agree with the versions, {verdicts['differs']} differ, "
            f"{verdicts['cannot be checked']} cannot be checked.",
            "#declared",
        ),
        Figure(
            *("not-found", "declared, but not found", _number(len(missing))),
            "Entries of the change logs that name an action which the version before does not have.",
            "#declared",
        ),
        Figure(
            *("claims", "claims that differ", _number(claims["differs"])),
            f"Of {counted(sum(claims.values()), 'figure')} in minutes or reports; {claims['agrees']} agree, "
            f"{claims['cannot be checked']} cannot be checked against a version that was in force.",
            "#claims",
        ),
    )


def _findings(tables: Tables) -> tuple[Figure, ...]:
    severities = Counter(finding["severity"] for finding in tables["findings"])
    parts = [counted(severities[name], name) for name in ("error", "warning", "note")]
    return (
        Figure(
            *("findings", "findings", _number(sum(severities.values()))),
            f"Things a person should look at: {', '.join(parts)}.",
            "#findings",
        ),
    )


def _number(value: int) -> str:
    return f"{value:,}"
