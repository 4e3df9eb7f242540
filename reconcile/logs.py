"""Between which two versions of its plan a change log stands, and which logs are one paper in two formats."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from extract.model import Action, DeclaredChange, Milestone, Paper, Version
from reconcile.milestones import last_due
from reconcile.versions import Issue, issue_day
from reconcile.wording import close_words, glued, same_words

__all__ = ["logs_followed", "place_log", "twin_logs"]

CLOSE = 0.9
FEWEST = 2
"""A version that holds fewer of a log's new wordings and days than this does not show that it followed the log."""
Quotes = Sequence[tuple[str | None, str | None]]
"""(ref, wording) of what an entry quotes."""


def place_log(log: Paper, issues: Sequence[Issue]) -> int:
    """Where a log stands among the issued versions of its plan, as the position of the version that comes after it.

    A log in a version's own paper speaks of what led to that version. Else the place that the wordings and days it
    quotes speak for most; then its date; then the latest place.
    """
    own = next((i for i, issue in enumerate(issues) if issue.paper.paper_id == log.paper_id), None)
    if own is not None:
        return own
    return max(range(len(issues) + 1), key=lambda gap: (_borne_out(log, issues, gap), _in_time(log, issues, gap), gap))


def logs_followed(logs: Sequence[Paper], versions: Sequence[Version]) -> dict[str, int]:
    """How many of the logs each version came after, by version_id, as far as its own words tell.

    It came after a log where it holds what the log calls new: at least half as much of it as any version does.
    """
    followed = dict.fromkeys((v.version_id for v in versions), 0)
    for log in logs:
        new = {v.version_id: _held(log, v)[1] for v in versions}
        most = max(new.values(), default=0)
        for version_id, count in new.items():
            followed[version_id] += int(count >= FEWEST and 2 * count >= most)
    return followed


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
    """How much the version before the gap holds of what the log calls old, and the version after of what it calls new.

    So do actions that the log ends and that go there. The other way round speaks against the place: what was new before
    the log, or is still old after it.
    """
    before = _held(log, issues[gap - 1].version) if gap else (0, 0)
    after = _held(log, issues[gap].version) if gap < len(issues) else (0, 0)
    gone = _gone(log, issues[gap - 1].version, issues[gap].version) if 0 < gap < len(issues) else 0
    return before[0] - before[1] + after[1] - after[0] + gone


def _gone(log: Paper, before: Version, after: Version) -> int:
    """How many of the actions that the log ends are in the version before and not in the one after."""
    there, left = {a.ref for a in before.actions}, {a.ref for a in after.actions}
    return sum(1 for e in log.declared for ref in e.from_refs if ref not in e.to_refs and ref in there - left)


def _held(log: Paper, version: Version) -> tuple[int, int]:
    """How many of the wordings and days that the log calls old stand in a version, and how many of the new ones."""
    held = {a.ref: a for a in reversed(version.actions)}
    old, new = 0, 0
    for entry in log.declared:
        was, now = _old(entry), _new(entry)
        old += _stands([(ref, text) for ref, text in was if not _among(text, now)], held)
        new += _stands([(ref, text) for ref, text in now if not _among(text, was)], held)
        if _day(entry.old_milestones) != _day(entry.new_milestones):
            old += _due_stands(entry.from_refs, entry.old_milestones, held)
            new += _due_stands(entry.to_refs or entry.from_refs, entry.new_milestones, held)
    return old, new


def _old(entry: DeclaredChange) -> Quotes:
    return entry.quotes or tuple((ref, entry.old_text) for ref in entry.from_refs[:1])


def _new(entry: DeclaredChange) -> Quotes:
    return entry.to_quotes or tuple((ref, entry.new_text) for ref in entry.to_refs[:1])


def _among(text: str | None, quotes: Quotes) -> bool:
    return any(same_words(text, other) for _, other in quotes)


def _day(milestones: Sequence[Milestone]) -> dt.date | None:
    due = last_due(milestones)
    return due.due_by if due else None


def _stands(quotes: Quotes, held: Mapping[str | None, Action]) -> int:
    return sum(1 for ref, text in quotes if text and ref in held and close_words(text, held[ref].text) >= CLOSE)


def _due_stands(refs: Sequence[str], said: Sequence[Milestone], held: Mapping[str | None, Action]) -> int:
    shown = _day(held[refs[0]].milestones) if len(refs) == 1 and refs[0] in held else None
    return int(shown is not None and _day(said) == shown)


def _in_time(log: Paper, issues: Sequence[Issue], gap: int) -> bool:
    """Whether the log's own meeting date, where it has one, lies in the gap."""
    day = log.meeting_date
    if day is None:
        return False
    start = (issue_day(issues[gap - 1]) if gap else None) or dt.date.min
    end = (issue_day(issues[gap]) if gap < len(issues) else None) or dt.date.max
    return start <= day <= end
