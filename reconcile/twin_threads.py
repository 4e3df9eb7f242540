"""The threads of a twin's actions: the same issue in another format has the same commitments."""

from __future__ import annotations

from collections.abc import Sequence

from extract.model import Action, Version
from reconcile.milestones import last_due
from reconcile.model import PlanVersion, Thread
from reconcile.scale import scale_of
from reconcile.threads import Threading
from reconcile.wording import glued

__all__ = ["twin_threads"]


def twin_threads(threading: Threading, placed: Sequence[PlanVersion]) -> tuple[tuple[Thread, ...], dict[str, str]]:
    """Threads and the thread of every action, twins' included: by ref and words, by words, by ref, else its own."""
    threads = list(threading.threads)
    thread_of = dict(threading.thread_of)
    versions = {pv.version.version_id: pv.version for pv in placed}
    for pv in placed:
        leader = versions.get(pv.twin_of or "")
        if leader is not None:
            threads += _lay_twin(pv.version, leader, pv.plan_id, thread_of)
    return tuple(threads), thread_of


def _lay_twin(twin: Version, leader: Version, plan_id: str, thread_of: dict[str, str]) -> list[Thread]:
    left = {a.action_id: a for a in twin.actions}
    free = {a.action_id: a for a in leader.actions}
    for key in (lambda a: (a.ref, glued(a.text)), lambda a: glued(a.text), lambda a: a.ref or a.action_id):
        rivals: dict[object, list[Action]] = {}
        for action in free.values():
            rivals.setdefault(key(action), []).append(action)
        for action in list(left.values()):
            same = rivals.get(key(action))
            if same:
                partner = same.pop(0)
                del free[partner.action_id]
                thread_of[action.action_id] = thread_of[partner.action_id]
                del left[action.action_id]
    return [_own_thread(action, twin, plan_id, thread_of) for action in left.values()]


def _own_thread(action: Action, version: Version, plan_id: str, thread_of: dict[str, str]) -> Thread:
    """An action that only this format shows."""
    thread_id, use = f"{plan_id}/{action.ref or action.position}~{version.paper_id}", 2
    while thread_id in thread_of.values():
        thread_id, use = f"{plan_id}/{action.ref or action.position}~{version.paper_id}~{use}", use + 1
    thread_of[action.action_id] = thread_id
    due = last_due(action.milestones)
    day = due.due_by if due else None
    state = "complete" if scale_of(version).is_complete(action) else "open"
    refs = (action.ref,) if action.ref else ()
    ids = (action.action_id,)
    return Thread(thread_id, plan_id, refs, ids, version.version_id, version.version_id, day, day, 0, 0, state)
