"""What reconciling versions yields. Words are the dataset contract's; ids are made from what they name."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from extract.model import Action, Claim, DeclaredChange, Finding, Paper, Version

__all__ = [
    "CandidateLink",
    "Change",
    "CheckedClaim",
    "CheckedDeclaration",
    "Link",
    "Matching",
    "Plan",
    "PlanVersion",
    "Reconciliation",
    "Statement",
    "Thread",
    "ThreadLink",
]


@dataclass(frozen=True, slots=True)
class Statement:
    """What the matcher sees of an action: enough to say which became which, nothing of where it was read.

    `key` is unique in its version. `owners` and `due` (ISO date of the last day in time) are weak evidence.
    """

    key: str
    text: str
    ref: str | None = None
    section: str | None = None
    owners: tuple[str, ...] = ()
    due: str | None = None
    extra: str | None = None
    """Words that belong to the action but are not its text (milestone labels, progress): weak evidence."""


@dataclass(frozen=True, slots=True)
class CandidateLink:
    """A pair of statements with the relation the evidence gives them. `score`: calibrated, 0..1.

    `relation`: same · renumbered · merged · split · succeeded. `decided_by`: ref · text · declared · reviewer.
    `evidence`: one line that someone can follow who knows nothing of the method.
    """

    old: str
    new: str
    relation: str
    score: float
    decided_by: str
    evidence: str
    runner_up: float | None = None


@dataclass(frozen=True, slots=True)
class Matching:
    """Which statements became which. `links` are accepted; `uncertain` lie under the review threshold.

    `refs_trusted`: how far an equal ref means the same thing between these two versions, 0..1, measured from the pair.
    `by_meaning`: whether meanings were compared too.
    """

    links: tuple[CandidateLink, ...]
    uncertain: tuple[CandidateLink, ...] = ()
    refs_trusted: float | None = None
    by_meaning: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """A programme of actions that an organisation issues again and again."""

    plan_id: str
    title: str
    organisation: str | None
    recognised_by: str
    reason: str


@dataclass(frozen=True, slots=True)
class PlanVersion:
    """A version in its plan. `sequence` is null for versions that are not issued ones; twins share theirs.

    `position`: its place in the order of what happened, 1 = first; what a log quotes stands where the log stands.
    """

    version: Version
    plan_id: str
    sequence: int | None
    twin_of: str | None = None
    position: int | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """An accepted link between an action of an older version and one of a newer version."""

    link_id: str
    old_version_id: str
    new_version_id: str
    old_action_id: str
    new_action_id: str
    old_ref: str | None
    new_ref: str | None
    relation: str
    score: float
    decided_by: str
    evidence: str


@dataclass(frozen=True, slots=True)
class Change:
    """A change that comparing two versions shows; kinds are the contract's, one row a field change."""

    change_id: str
    plan_id: str
    old_version_id: str
    new_version_id: str
    kind: str
    thread_id: str | None = None
    old_refs: tuple[str, ...] = ()
    new_refs: tuple[str, ...] = ()
    old_action_ids: tuple[str, ...] = ()
    new_action_ids: tuple[str, ...] = ()
    field: str | None = None
    old_milestone_id: str | None = None
    new_milestone_id: str | None = None
    old_value: str | None = None
    new_value: str | None = None
    days: int | None = None
    score: float | None = None
    declared_id: str | None = None
    explanation: str = ""


@dataclass(frozen=True, slots=True)
class Thread:
    """One commitment through every version. `action_ids` oldest first."""

    thread_id: str
    plan_id: str
    refs: tuple[str, ...]
    action_ids: tuple[str, ...]
    first_version_id: str
    last_version_id: str
    first_due: dt.date | None
    latest_due: dt.date | None
    slips: int
    slip_days: int
    state: str


@dataclass(frozen=True, slots=True)
class ThreadLink:
    """How one thread ended in another. `kind`: merged · split · succeeded."""

    from_thread_id: str
    to_thread_id: str
    kind: str
    change_id: str | None


@dataclass(frozen=True, slots=True)
class CheckedDeclaration:
    """A declared change with its verdict: agrees · differs · cannot be checked."""

    declared: DeclaredChange
    verdict: str
    verdict_note: str
    old_due: dt.date | None = None
    new_due: dt.date | None = None
    slip_days: int | None = None


@dataclass(frozen=True, slots=True)
class CheckedClaim:
    """A claim with the version it is about, the dataset's own figure and the verdict."""

    claim: Claim
    version_id: str | None
    dataset_value: float | None
    verdict: str
    verdict_note: str


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """Everything the dataset is made of. `papers` in the order of their file names; every tuple in key order.

    `versions` holds the issued versions of the papers and those made here (quoted-old, quoted-new, projected).
    `actions` finds an action of any of them by id. `thread_of` gives an action's thread.
    `by_meaning` counts the pairs of versions, or of a version and what a log quotes, that were compared by meaning too.
    """

    papers: tuple[Paper, ...]
    also_at: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    twin_of: Mapping[str, str] = field(default_factory=dict)
    plans: tuple[Plan, ...] = ()
    versions: tuple[PlanVersion, ...] = ()
    links: tuple[Link, ...] = ()
    changes: tuple[Change, ...] = ()
    threads: tuple[Thread, ...] = ()
    thread_links: tuple[ThreadLink, ...] = ()
    declared: tuple[CheckedDeclaration, ...] = ()
    claims: tuple[CheckedClaim, ...] = ()
    findings: tuple[Finding, ...] = ()
    thread_of: Mapping[str, str] = field(default_factory=dict)
    as_of: dt.date | None = None
    by_meaning: int = 0

    def actions(self) -> dict[str, Action]:
        """Every action of every version by its id."""
        return {action.action_id: action for pv in self.versions for action in pv.version.actions}
