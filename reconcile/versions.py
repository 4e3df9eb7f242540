"""The versions of one plan in their order: which is older, which are one issue in two formats, what they are called."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from extract.model import Action, Finding, Paper, Version, finding
from reconcile.dates import first_day, last_day
from reconcile.milestones import last_due
from reconcile.model import PlanVersion
from reconcile.wording import counted, glued

__all__ = [
    "Issue",
    "arrange",
    "edition",
    "issue_day",
    "latest_date",
    "named",
    "named_apart",
    "retag",
    "without_versions",
]

TWIN_SHARE = 0.95
UNKNOWN = dt.date.max
DRAFT = re.compile(r"(?<![a-z])draft(?![a-z])", re.IGNORECASE)
When = tuple[dt.date, int, int, dt.date]
"""A day to sort by, whether it is only inferred, how many change logs it followed, the latest date in the tables."""
OF_A_LOG = {
    "quoted-old": "what the change log quotes as old",
    "quoted-new": "what the change log gives as new",
    "projected": "the version that the change log would give",
}


@dataclass(frozen=True, slots=True)
class Issue:
    """An issued version with the paper it stands in."""

    version: Version
    paper: Paper


def named(version: Version) -> str:
    """What to call a version in a sentence: "the version as at 2024-06-24"."""
    if version.kind != "issued":
        return OF_A_LOG.get(version.kind, version.kind)
    if version.as_at:
        return f"the version as at {version.as_at}"
    return f'the undated version "{version.title}"' if version.title else f"the undated version {version.version_id}"


def named_apart(old: Version | None, new: Version | None) -> tuple[str, str]:
    """What to call two versions of one plan in a sentence about both, whatever date or title they share.

    The name of one that is not held is empty.
    """
    earlier, later = (named(old) if old else ""), (named(new) if new else "")
    if earlier != later:
        return earlier, later
    return earlier.replace("the ", "the earlier ", 1), later.replace("the ", "the later ", 1)


def issue_day(issue: Issue) -> dt.date | None:
    """The day an issue speaks of: as at, else the meeting it went to."""
    return last_day(issue.version.as_at) or issue.paper.meeting_date


def natural(file: str) -> tuple[tuple[int, str], ...]:
    """A file name in the order people number files: "part 2" before "part 10"."""
    return tuple((int(p), "") if p.isdigit() else (0, p.casefold()) for p in re.split(r"(\d+)", file))


def edition(version: Version, version_id: str, **changed: object) -> Version:
    """The same version under another id, with its actions and sections renamed to fit."""
    return replace(retag(version, version_id), **changed)  # type: ignore[arg-type]


def retag(version: Version, version_id: str) -> Version:
    """A version under another id: ids of sections and actions are made from it."""

    def renamed(old: str | None) -> str | None:
        return version_id + old.removeprefix(version.version_id) if old else None

    sections = tuple(replace(s, section_id=renamed(s.section_id) or s.section_id) for s in version.sections)
    actions = tuple(
        replace(
            a,
            action_id=renamed(a.action_id) or a.action_id,
            section_id=renamed(a.section_id),
            parent_action_id=renamed(a.parent_action_id),
        )
        for a in version.actions
    )
    return replace(version, version_id=version_id, sections=sections, actions=actions)


def without_versions(paper: Paper) -> Paper:
    """A paper that is of no plan: its lists are no versions of one, and what was found in them is said in one note."""
    rows = sum(len(v.actions) for v in paper.versions)
    kept = [f for f in paper.findings if f.version_id is None]
    if rows:
        text = (
            f"{counted(rows, 'row')} of {paper.file} read like actions, but the paper does not read like a plan, so "
            "that they are in no version of one. `planthread extract` shows them; name the paper under [[plan]] in "
            "planthread.toml if it is a plan."
        )
        kept.append(finding("not-a-plan", "note", text, paper_id=paper.paper_id))
    return replace(paper, versions=(), findings=tuple(kept))


def arrange(
    plan_id: str, issues: Sequence[Issue], followed: Mapping[str, int]
) -> tuple[tuple[PlanVersion, ...], tuple[Finding, ...]]:
    """Put a plan's issued versions in order, 1 = oldest; twins share a number. Says where the order is uncertain.

    `followed`: how many change logs each version came after, by version_id; it decides among those of one day.
    """
    by_file = sorted(issues, key=lambda i: (natural(i.paper.file), i.version.version_id))
    ordered, findings = _ordered(by_file, followed)
    placed: list[PlanVersion] = []
    leaders: dict[str, list[tuple[Issue, int]]] = {}
    sequence = 0
    for issue in ordered:
        peers = leaders.setdefault(issue.version.as_at or "", [])
        leader = next(((i, n) for i, n in peers if _are_twins(i, issue)), None)
        if leader:
            placed.append(PlanVersion(issue.version, plan_id, leader[1], leader[0].version.version_id))
            continue
        sequence += 1
        peers.append((issue, sequence))
        placed.append(PlanVersion(issue.version, plan_id, sequence))
    return tuple(placed), tuple(findings if sequence > 1 else ())


def _ordered(by_file: Sequence[Issue], followed: Mapping[str, int]) -> tuple[list[Issue], list[Finding]]:
    """By as_at (or meeting). A version without either is placed beside those whose latest dates come before its own;
    one without any date comes last, in the order of the files. What stays open is a finding.
    """
    keys = {i.version.version_id: _when(i, by_file, followed.get(i.version.version_id, 0)) for i in by_file}
    keys |= _draft_first([i for i in by_file if issue_day(i) is None], keys)
    ordered = sorted(by_file, key=lambda i: (keys[i.version.version_id], not i.paper.pages, natural(i.paper.file)))
    unsure = [i for i in by_file if keys[i.version.version_id][0] == UNKNOWN or _has_rival(i, by_file, keys)]
    return ordered, [_order_uncertain(i, keys[i.version.version_id]) for i in unsure]


def _when(issue: Issue, issues: Sequence[Issue], followed: int) -> When:
    """When an issue was made: its day; else that of the last dated issue whose latest date is not after its own."""
    day, latest = issue_day(issue), latest_date(issue.version)
    if day is not None:
        return day, 0, followed, latest or UNKNOWN
    if latest is None:
        return UNKNOWN, 1, followed, UNKNOWN
    dated = [(d, latest_date(i.version)) for i in issues if (d := issue_day(i))]
    if not dated:
        return latest, 1, followed, latest
    return max((d for d, last in dated if last and last <= latest), default=dt.date.min), 1, followed, latest


def _draft_first(undated: Sequence[Issue], keys: Mapping[str, When]) -> dict[str, When]:
    """Of two undated versions, one of which calls itself a draft, the draft is older, whatever dates it plans for."""
    drafts = [i for i in undated if DRAFT.search(i.paper.file) or DRAFT.search(i.version.title or "")]
    if len(undated) != 2 or len(drafts) != 1:
        return {}
    first = min(keys[i.version.version_id] for i in undated)
    return {drafts[0].version.version_id: (first[0], first[1] - 1, *first[2:])}


def _has_rival(issue: Issue, issues: Sequence[Issue], keys: Mapping[str, When]) -> bool:
    """Whether another version of other contents has the same dates, so that nothing tells which is older."""
    own = keys[issue.version.version_id]
    rivals = [i for i in issues if i is not issue and keys[i.version.version_id] == own]
    return bool(rivals) and not any(_are_twins(i, issue) for i in rivals)


def _order_uncertain(issue: Issue, when: When) -> Finding:
    same = f"another version has the same date ({issue_day(issue) or when[3]})"
    why = "it prints no date that could place it" if when[0] == UNKNOWN else same
    return finding(
        "order-uncertain",
        "warning",
        f"The place of {issue.paper.file} among the versions of its plan is uncertain: {why}; "
        "it was put in the order of the file names. Put its date into its file name if you know it.",
        paper_id=issue.paper.paper_id,
        version_id=issue.version.version_id,
    )


def latest_date(version: Version) -> dt.date | None:
    """The last day that any timescale of a version names; null where none is dated."""
    dues = [m.due_by for a in version.actions if (m := last_due(a.milestones)) and m.due_by]
    return max(dues, default=None)


def _are_twins(one: Issue, other: Issue) -> bool:
    """The same issue in two formats: the same date, and nearly all actions the same in all that both print."""
    a, b = one.version, other.version
    if one.paper.paper_id == other.paper.paper_id or a.as_at != b.as_at or not a.actions or not b.actions:
        return False
    if first_day(a.as_at) is None and one.paper.meeting_date != other.paper.meeting_date:
        return False
    left: dict[str, list[Action]] = {}
    for action in b.actions:
        left.setdefault(glued(f"{action.ref} {action.text}"), []).append(action)
    same = 0
    for action in a.actions:
        rivals = left.get(glued(f"{action.ref} {action.text}"), [])
        twin = next((r for r in rivals if _agree(action, r)), None)
        if twin:
            rivals.remove(twin)
            same += 1
    return same / max(len(a.actions), len(b.actions)) >= TWIN_SHARE


def _agree(a: Action, b: Action) -> bool:
    """No field that both print differs (a format may lose a colour; it does not make another rating of it)."""
    dues = [{m.due_by for m in x.milestones if m.due_by} for x in (a, b)]
    return (not (a.rating and b.rating) or a.rating == b.rating) and (not all(dues) or dues[0] == dues[1])
