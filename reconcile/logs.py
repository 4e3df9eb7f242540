"""Between which two versions of its plan a change log stands, and which logs are one paper in two formats."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from extract.model import Action, DeclaredChange, Milestone, Paper, Version
from reconcile.milestones import last_due
from reconcile.versions import Issue, issue_day
from reconcile.wording import close_words, glued

__all__ = ["place_log", "twin_logs"]

CLOSE = 0.9


def place_log(log: Paper, issues: Sequence[Issue]) -> int:
    """Where a log stands among the issued versions of its plan, as the position of the version that comes after it.

    A log in a version's own paper speaks of what led to that version. Else the place where most of its old wordings
    stand in the version before and most of its new ones in the version after; then its date; then the latest place.
    """
    own = next((i for i, issue in enumerate(issues) if issue.paper.paper_id == log.paper_id), None)
    if own is not None:
        return own
    return max(range(len(issues) + 1), key=lambda gap: (_borne_out(log, issues, gap), _in_time(log, issues, gap), gap))


def twin_logs(logs: Sequence[Paper]) -> dict[str, str]:
    """Logs that say the same as an earlier one (a paper in another format): paper_id → paper_id of the first."""
    seen: dict[frozenset[str], Paper] = {}
    twins: dict[str, str] = {}
    for log in sorted(logs, key=lambda p: (-int(bool(p.pages)), p.file)):
        said = frozenset(_said(entry) for entry in log.declared)
        leader = next((p for key, p in seen.items() if _overlap(key, said) >= 0.95), None)
        if leader is None:
            seen[said] = log
        else:
            twins[log.paper_id] = leader.paper_id
    return twins


def _said(entry: DeclaredChange) -> str:
    refs = ",".join((*entry.from_refs, ">", *entry.to_refs))
    words = (entry.old_text, entry.new_text, entry.old_timescale, entry.new_timescale)
    return ":".join([entry.kind, refs, *map(glued, words)])


def _overlap(a: frozenset[str], b: frozenset[str]) -> float:
    return len(a & b) / max(len(a), len(b), 1)


def _borne_out(log: Paper, issues: Sequence[Issue], gap: int) -> int:
    """How much the log calls old stands in the version before the gap, and how much it calls new in the one after.

    New words that the version after does not have speak against the place: it did not follow the log.
    """
    before = _by_ref(issues[gap - 1].version) if gap else {}
    after = _by_ref(issues[gap].version) if gap < len(issues) else {}
    return sum(
        _stands(_old(e), before)
        + 2 * _stands(_new(e), after)
        - (sum(1 for _, text in _new(e) if text) if after else 0)
        + _due_stands(e.from_refs, e.old_milestones, before)
        + _due_stands(e.to_refs or e.from_refs, e.new_milestones, after)
        for e in log.declared
    )


def _old(entry: DeclaredChange) -> Sequence[tuple[str | None, str | None]]:
    return entry.quotes or tuple((ref, entry.old_text) for ref in entry.from_refs[:1])


def _new(entry: DeclaredChange) -> Sequence[tuple[str | None, str | None]]:
    return entry.to_quotes or tuple((ref, entry.new_text) for ref in entry.to_refs[:1])


def _by_ref(version: Version) -> dict[str | None, Action]:
    return {a.ref: a for a in reversed(version.actions)}


def _stands(quotes: Sequence[tuple[str | None, str | None]], held: Mapping[str | None, Action]) -> int:
    return sum(1 for ref, text in quotes if text and ref in held and close_words(text, held[ref].text) >= CLOSE)


def _due_stands(refs: Sequence[str], said: Sequence[Milestone], held: Mapping[str | None, Action]) -> int:
    due = last_due(said)
    shown = last_due(held[refs[0]].milestones) if len(refs) == 1 and refs[0] in held else None
    return int(due is not None and shown is not None and due.due_by == shown.due_by)


def _in_time(log: Paper, issues: Sequence[Issue], gap: int) -> bool:
    """Whether the log's own meeting date, where it has one, lies in the gap."""
    day = log.meeting_date
    if day is None:
        return False
    start = (issue_day(issues[gap - 1]) if gap else None) or dt.date.min
    end = (issue_day(issues[gap]) if gap < len(issues) else None) or dt.date.max
    return start <= day <= end
