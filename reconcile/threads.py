"""One commitment through every version of its plan: a graph, for commitments merge and split.

Versions are taken oldest first and threads are named as they begin, so that a newer version never renames an older
thread.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field

from extract.model import Action, Milestone, Version
from reconcile.milestones import TimeChange, is_unchanged, last_due, patched, time_changes
from reconcile.model import Change, Link, Thread, ThreadLink
from reconcile.scale import scale_of
from reconcile.wording import glued, words

__all__ = ["Slip", "Threading", "slips_of", "thread_through"]

GOING_ON = frozenset({"same", "renumbered"})
ENDS = {"vanished": "vanished", "removed": "removed", "closed": "closed", "completed": "complete"}
ENDING_LINKS = {"merged": "merged", "split": "split", "succeeded": "closed"}
FIRST_WORDS = 12
TELLING_WORDS = 6
"""So many equal words are the same commitment under another ref; "Review the policy" may be anything."""


@dataclass(frozen=True, slots=True)
class Slip:
    """One time a milestone of a thread moved later, between two of its actions."""

    old: Action
    new: Action
    change: TimeChange


@dataclass(frozen=True, slots=True)
class Threading:
    """The threads of one plan, how they flow into each other, and the thread of every action."""

    threads: tuple[Thread, ...]
    links: tuple[ThreadLink, ...]
    thread_of: Mapping[str, str]
    slips: Mapping[str, tuple[Slip, ...]]


def thread_through(
    plan_id: str, layers: Sequence[Version], links: Iterable[Link], changes: Sequence[Change]
) -> Threading:
    """Follow every action through the versions of a plan, oldest first (what a log quotes between its neighbours)."""
    loom = _Loom(plan_id, {a.action_id: a for v in layers for a in v.actions})
    incoming: dict[str, list[Link]] = defaultdict(list)
    for link in links:
        incoming[link.new_action_id].append(link)
    quoted = {v.version_id for v in layers if v.kind != "issued"}
    for version in layers:
        loom.take(version, incoming, quoted)
        loom.end([c for c in changes if c.new_version_id == version.version_id])
    return loom.woven(layers, changes)


def slips_of(actions: Sequence[Action], quoted: Set[str] = frozenset()) -> tuple[Slip, ...]:
    """Every time a thread's milestones moved later, its actions given oldest first.

    An action that prints no timescale, or "Not changed", keeps the one before it. `quoted`: ids of actions that a
    change log quotes; those name some of the milestones only, and the others stay as they were.
    """
    found: list[Slip] = []
    held: tuple[Milestone, ...] = ()
    before: Action | None = None
    said: tuple[Milestone, ...] = ()
    for action in actions:
        if not _says_when(action):
            continue
        now = action.milestones
        if before is not None and action.action_id in quoted:
            now = patched(held, action.milestones, said)
        if before is not None:
            found += [Slip(before, action, c) for c in time_changes(held, now) if c.kind == "slipped"]
        said = action.milestones if action.action_id in quoted else ()
        held, before = now, action
    return tuple(found)


@dataclass
class _Loom:
    """The threads while they are being woven."""

    plan_id: str
    actions: Mapping[str, Action]
    thread_of: dict[str, str] = field(default_factory=dict)
    members: dict[str, list[str]] = field(default_factory=dict)
    ended: dict[str, str] = field(default_factory=dict)
    flows: list[tuple[str, str, str]] = field(default_factory=list)

    def take(self, version: Version, incoming: Mapping[str, Sequence[Link]], quoted: set[str]) -> None:
        """Lay one version's actions onto the threads that reach it; begin a thread where none does."""
        claimed: set[str] = set()
        for action in version.actions:  # who goes on is settled before anything new is named
            thread = self._reaching(incoming[action.action_id], quoted, claimed)
            if thread:
                self._lay(thread, action, claimed)
        returned = self._returned(version)
        for action in version.actions:
            if action.action_id not in self.thread_of:
                thread = returned.get(action.action_id)
                self._lay(thread if thread and thread not in claimed else self._begun(action), action, claimed)
        for action in version.actions:
            self._flow(action, incoming[action.action_id], claimed)

    def end(self, changes: Sequence[Change]) -> None:
        """End the threads of actions that are not there any more."""
        for change in changes:
            if change.kind in ENDS and not change.new_action_ids:
                for action_id in change.old_action_ids:
                    self.ended[self.thread_of[action_id]] = ENDS[change.kind]

    def woven(self, layers: Sequence[Version], changes: Sequence[Change]) -> Threading:
        """The finished threads with their dates, slips and states."""
        version_of = {a.action_id: v for v in layers for a in v.actions}
        quoted = {a.action_id for v in layers if v.kind.startswith("quoted") for a in v.actions}
        issued = {a.action_id for v in layers if v.kind == "issued" for a in v.actions}
        slips = {
            t: slips_of(_telling([self.actions[i] for i in ids], issued), quoted) for t, ids in self.members.items()
        }
        threads = [self._thread(t, version_of, slips[t]) for t in sorted(self.members)]
        flows = sorted(set(self.flows))
        causes = self._causes(changes)
        links = [ThreadLink(*flow, causes.get(flow)) for flow in flows]
        return Threading(tuple(threads), tuple(links), self.thread_of, slips)

    def _reaching(self, links: Sequence[Link], quoted: set[str], claimed: set[str]) -> str | None:
        """The thread that goes on in this action: issued versions decide before what a log quotes."""
        ordered = sorted(
            links, key=lambda x: (x.old_version_id in quoted, x.relation not in GOING_ON, -x.score, x.link_id)
        )
        for link in ordered:
            keeps_ref = link.relation in ("merged", "split") and link.old_ref and link.old_ref == link.new_ref
            thread = self.thread_of.get(link.old_action_id)
            if thread and thread not in claimed and (link.relation in GOING_ON or keeps_ref):
                return thread
        return None

    def _returned(self, version: Version) -> dict[str, str]:
        """The ended threads that come back word for word in an issued version, by the action that takes them up.

        Under their old ref, or else under another one, where only one thread ended with these words and only one new
        action has them, and they are more than a few.
        """
        if version.kind != "issued":
            return {}
        ended: dict[str, list[str]] = defaultdict(list)
        for thread, state in self.ended.items():
            if state in ENDS.values():
                ended[glued(self._last(thread).text)].append(thread)
        new: dict[str, list[Action]] = defaultdict(list)
        for action in version.actions:
            if action.action_id not in self.thread_of and glued(action.text) in ended:
                new[glued(action.text)].append(action)
        found: dict[str, str] = {}
        for said, actions in new.items():
            found |= {a.action_id: t for a in actions for t in ended[said] if self._last(t).ref == a.ref}
            telling = len(words(actions[0].text)) >= TELLING_WORDS
            if not found.keys() & {a.action_id for a in actions} and len(actions) == len(ended[said]) == 1 and telling:
                found[actions[0].action_id] = ended[said][0]
        return found

    def _last(self, thread: str) -> Action:
        return self.actions[self.members[thread][-1]]

    def _begun(self, action: Action) -> str:
        opening = " ".join(words(action.text)[:FIRST_WORDS])
        name = action.ref or hashlib.sha256(glued(opening).encode()).hexdigest()[:10]
        thread, use = f"{self.plan_id}/{name}", 2
        while thread in self.members:
            thread, use = f"{self.plan_id}/{name}~{use}", use + 1
        return thread

    def _lay(self, thread: str, action: Action, claimed: set[str]) -> None:
        claimed.add(thread)
        self.thread_of[action.action_id] = thread
        self.members.setdefault(thread, []).append(action.action_id)
        self.ended.pop(thread, None)

    def _flow(self, action: Action, links: Sequence[Link], claimed: set[str]) -> None:
        """Threads that flow into this action's without going on themselves."""
        into = self.thread_of[action.action_id]
        for link in links:
            source = self.thread_of.get(link.old_action_id)
            if source and source != into and link.relation in ENDING_LINKS:
                self.flows.append((source, into, link.relation))
                if source not in claimed:
                    self.ended[source] = ENDING_LINKS[link.relation]

    def _causes(self, changes: Sequence[Change]) -> dict[tuple[str, str, str], str]:
        """The change that made one thread flow into another, by (from, to, kind)."""
        found: dict[tuple[str, str, str], str] = {}
        for change in changes:
            kind = "succeeded" if change.kind == "closed" else change.kind
            if kind not in ENDING_LINKS:
                continue
            for old in change.old_action_ids:
                for new in change.new_action_ids:
                    found.setdefault((self.thread_of[old], self.thread_of[new], kind), change.change_id)
        return found

    def _thread(self, thread: str, version_of: Mapping[str, Version], slips: Sequence[Slip]) -> Thread:
        ids = self.members[thread]
        actions = [self.actions[i] for i in ids]
        dues = [due.due_by for a in actions if (due := last_due(a.milestones))]
        return Thread(
            thread_id=thread,
            plan_id=self.plan_id,
            refs=tuple(dict.fromkeys(a.ref for a in actions if a.ref)),
            action_ids=tuple(ids),
            first_version_id=version_of[ids[0]].version_id,
            last_version_id=version_of[ids[-1]].version_id,
            first_due=dues[0] if dues else None,
            latest_due=dues[-1] if dues else None,
            slips=len(slips),
            slip_days=sum(s.change.days or 0 for s in slips),
            state=self.ended.get(thread) or self._state(actions, version_of),
        )

    def _state(self, actions: Sequence[Action], version_of: Mapping[str, Version]) -> str:
        """Open or complete, by the last action that says how it stands."""
        telling = [a for a in actions if a.rating or a.ended or _says_done(a.milestones)] or actions[-1:]
        last = telling[-1]
        return "complete" if scale_of(version_of[last.action_id]).is_complete(last) else "open"


def _telling(actions: Sequence[Action], issued: Set[str]) -> list[Action]:
    """The actions whose timescales count: between two issued ones, what a log quotes or would give is no step more."""
    timed = [i for i, a in enumerate(actions) if a.action_id in issued and _says_when(a)]
    first, last = (timed[0], timed[-1]) if timed else (0, 0)
    return [a for i, a in enumerate(actions) if a.action_id in issued or not first < i < last]


def _says_when(action: Action) -> bool:
    return bool(action.milestones) and not is_unchanged(action.milestones)


def _says_done(milestones: Sequence[Milestone]) -> bool:
    return bool(milestones) and all(m.kind == "done" for m in milestones)
