"""The course of one plan: its versions and change logs oldest first, compared step by step and followed as threads."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from extract.model import Action, DeclaredChange, Finding, Paper, Version
from reconcile.changes import Pairing, changes_between, groups_of
from reconcile.declared import Checked, check, declare, declare_elsewhere
from reconcile.findings import (
    history_findings,
    no_log_finding,
    overdue_findings,
    pair_findings,
    silent_findings,
    slippage_findings,
    uncertain_findings,
)
from reconcile.linking import declared_links, link_quotes, link_versions, projection_links, with_declared
from reconcile.log_findings import log_findings
from reconcile.model import Change, CheckedDeclaration, Link, Plan, PlanVersion, Thread, ThreadLink
from reconcile.quoted import Quotations, projected, quotations
from reconcile.settings import ReconcileSettings
from reconcile.threads import Threading, thread_through
from reconcile.twin_threads import twin_threads

__all__ = ["Course", "CourseResult"]

Gap = Sequence[tuple[Paper, str | None]]
"""The change logs between two versions, oldest first, each with the paper_id of the log it is a twin of."""


@dataclass(frozen=True, slots=True)
class CourseResult:
    """What following one plan yields; the parts of a `Reconciliation`."""

    versions: tuple[PlanVersion, ...]
    links: tuple[Link, ...]
    changes: tuple[Change, ...]
    threads: tuple[Thread, ...]
    thread_links: tuple[ThreadLink, ...]
    thread_of: Mapping[str, str]
    declared: tuple[CheckedDeclaration, ...]
    findings: tuple[Finding, ...]
    twin_of: Mapping[str, str] = field(default_factory=dict)
    by_meaning: int = 0


class Course:
    """One plan as it is followed. `placed`: its issued versions in order, twins included."""

    def __init__(self, plan: Plan, placed: Sequence[PlanVersion], settings: ReconcileSettings) -> None:
        self.plan = plan
        self.settings = settings
        self.placed = list(placed)
        self.layers: list[Version] = []
        self.links: list[Link] = []
        self.changes: list[Change] = []
        self.checked: list[CheckedDeclaration] = []
        self.findings: list[Finding] = []
        self.by_meaning = 0

    def follow(self, gaps: Mapping[int, Gap], extra: Mapping[int, tuple[DeclaredChange, ...]]) -> None:
        """Take every version in turn, with the logs before it.

        `gaps`: the logs by the position of the version that comes after them (the number of versions: after the last).
        `extra`: further entries that speak about a gap, without a paper of their own.
        """
        issued = [pv.version for pv in self.placed if pv.twin_of is None]
        every = [e for logs in gaps.values() for log, twin in logs if twin is None for e in log.declared]
        for position in range(len(issued) + 1):
            before = issued[position - 1] if position else None
            after = issued[position] if position < len(issued) else None
            self._take_logs(gaps.get(position, ()), before, after)
            entries = [e for log, twin in gaps.get(position, ()) if twin is None for e in log.declared]
            entries += self._take_entries(extra.get(position, ()), before, after)
            if after is not None:
                self.layers.append(after)
            if before is not None and after is not None:
                self._compare(before, after, tuple(entries), every)

    def finish(self, as_of: dt.date | None) -> CourseResult:
        """The threads through all that was followed, and what they show."""
        threading = thread_through(self.plan.plan_id, self.layers, self.links, self.changes)
        actions = {a.action_id: a for v in self.layers for a in v.actions}
        version_of = {a.action_id: v for v in self.layers for a in v.actions}
        findings = slippage_findings(threading.threads, threading.slips, version_of)
        findings += overdue_findings(threading.threads, actions, version_of, as_of)
        threads, thread_of = twin_threads(threading, self.placed)
        return CourseResult(
            self._in_course(),
            tuple(self.links),
            tuple(replace(c, thread_id=_thread_id(c, threading)) for c in self.changes),
            threads,
            threading.links,
            thread_of,
            tuple(self.checked),
            (*self.findings, *findings),
            by_meaning=self.by_meaning,
        )

    def _in_course(self) -> tuple[PlanVersion, ...]:
        """Every version with its place in the order of what happened; a twin stands where its leader does."""
        place = {version.version_id: i for i, version in enumerate(self.layers, start=1)}
        return tuple(replace(pv, position=place[pv.twin_of or pv.version.version_id]) for pv in self.placed)

    def _compare(
        self, old: Version, new: Version, entries: tuple[DeclaredChange, ...], every: Sequence[DeclaredChange]
    ) -> None:
        """Two issued versions, one after the other. `every`: the entries of all logs of the plan, of any time."""
        linked = with_declared(link_versions(old, new, self.settings), old, new, entries)
        pairing = Pairing(self.plan.plan_id, old, new, linked.links, entries, linked.refs_trusted)
        actions = _by_id(old, new)
        changes = declare_elsewhere(declare(changes_between(pairing), entries, actions), every, actions)
        self.by_meaning += linked.by_meaning
        self.links += linked.links
        self.changes += changes
        self.findings += pair_findings(pairing, changes, logged=bool(entries))
        self.findings += [] if entries else no_log_finding(pairing, changes)
        self.findings += uncertain_findings(pairing, linked.uncertain)
        pairs = [(actions[x.old_action_id], actions[x.new_action_id]) for x in groups_of(linked.links).pairs]
        self.findings += history_findings(pairing, pairs)

    def _take_logs(self, logs: Gap, before: Version | None, after: Version | None) -> None:
        """The logs of one gap: each is checked against what lies before it, the next one against its projection."""
        base = before
        last = next((log.paper_id for log, twin in reversed(logs) if twin is None), None)
        for log, twin in logs:
            checked = self._check(log.declared, base, after)
            if twin is not None:
                continue
            self.findings += log_findings(log, checked, base, after)
            if before is None and any(v.kind == "issued" for v in log.versions):
                continue  # it stands in the plan's first version: nothing is held to compare its quotations with
            quotes = quotations(log, self.plan.title, self.plan.organisation)
            self._take_quotes(log, quotes, base)
            if base is not None and (after is None or log.paper_id != last):
                base = self._project(log, quotes, base)
            if after is not None and log.paper_id == last:
                linked = link_quotes(after, quotes.new, self.settings, quotes_first=True)
                self.by_meaning += linked.by_meaning
                self.links += linked.links

    def _take_entries(
        self, entries: tuple[DeclaredChange, ...], before: Version | None, after: Version | None
    ) -> tuple[DeclaredChange, ...]:
        self._check(entries, before, after)
        return entries

    def _check(self, entries: Sequence[DeclaredChange], before: Version | None, after: Version | None) -> list[Checked]:
        checked = [check(entry, before, after) for entry in entries]
        self.checked += [c.result for c in checked]
        return checked

    def _take_quotes(self, log: Paper, quotes: Quotations, base: Version | None) -> None:
        """What a log quotes: against the version before it (silent changes), and its old against its new words."""
        carried: dict[str, Action] = {}
        self.layers += [quotes.old, quotes.new]
        if quotes.old.actions or quotes.new.actions:  # a log that names refs alone quotes no version
            self.placed += [PlanVersion(v, self.plan.plan_id, None) for v in (quotes.old, quotes.new)]
        if base is not None:
            carried = self._silent(quotes, base, log.declared)
        links = declared_links(quotes, log.declared)
        pairing = Pairing(self.plan.plan_id, quotes.old, quotes.new, links, log.declared, carried=carried)
        self.links += links
        self.changes += declare(changes_between(pairing), log.declared, _by_id(quotes.old, quotes.new))

    def _silent(self, quotes: Quotations, base: Version, entries: Sequence[DeclaredChange]) -> dict[str, Action]:
        """Changes between the version before and the words and times that the log quotes as old."""
        linked = link_quotes(base, quotes.old, self.settings)
        pairing = Pairing(self.plan.plan_id, base, quotes.old, linked.links, partial=True)
        changes = changes_between(pairing)
        quoted_by = {action_id: e for e in reversed(entries) for action_id in quotes.olds[e.declared_id]}
        self.by_meaning += linked.by_meaning
        self.links += linked.links
        self.changes += changes
        self.findings += silent_findings(pairing, changes, quoted_by)
        held = _by_id(base)
        return {x.new_action_id: held[x.old_action_id] for x in linked.links}

    def _project(self, log: Paper, quotes: Quotations, base: Version) -> Version:
        projection = projected(base, log)
        self.layers.append(projection)
        self.placed.append(PlanVersion(projection, self.plan.plan_id, None))
        self.links += projection_links(base, quotes.new, projection)
        return projection


def _thread_id(change: Change, threading: Threading) -> str | None:
    """The thread a change belongs to: of what comes out of a merge, else of the older action."""
    ids = (*change.new_action_ids, *change.old_action_ids) if change.kind == "merged" else change.old_action_ids
    ids = ids or change.new_action_ids
    return threading.thread_of.get(ids[0]) if ids else None


def _by_id(*versions: Version) -> dict[str, Action]:
    return {a.action_id: a for v in versions for a in v.actions}
