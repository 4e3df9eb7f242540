"""What happened to every action between two versions, from the links between them. docs/changes.md gives each rule."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from extract.model import Action, DeclaredChange, Milestone, Version
from reconcile.changes_fields import FieldChange, Sides, field_changes, renamed_sections, sides_of
from reconcile.model import Change, Link
from reconcile.scale import said_complete
from reconcile.versions import named_apart
from reconcile.wording import entry_in_words, listed

__all__ = ["FIELD_KINDS", "GOING", "WHOLE_KINDS", "Groups", "Pairing", "changes_between", "groups_of"]

WHOLE_KINDS = (
    "added", "completed", "closed", "removed", "vanished", "merged", "split", "renumbered", "ref_reused", "reopened",
)  # fmt: skip
FIELD_KINDS = (
    "reworded", "slipped", "brought_forward", "scheduled", "unscheduled", "reowned", "rerated", "moved",
)  # fmt: skip
ONE_TO_ONE = frozenset({"same", "renumbered"})
GOING = {"removed": "removed", "closed": "closed", "closed_replaced": "closed", "merged": "closed", "split": "closed"}
"""What a log's entry makes of an action that is not there any more."""


@dataclass(frozen=True, slots=True)
class Pairing:
    """Two versions of one plan with the accepted links between them.

    `declared`: the change log entries that speak about what lies between. `refs_trusted` as the matcher measured it.
    `carried`: an older action whose timescale holds where the old side (a quotation) prints none, by action id.
    `partial`: the new side quotes some actions only, so that nothing can be said of those it does not name.
    """

    plan_id: str
    old: Version
    new: Version
    links: tuple[Link, ...]
    declared: tuple[DeclaredChange, ...] = ()
    refs_trusted: float | None = None
    carried: Mapping[str, Action] = field(default_factory=dict)
    partial: bool = False

    @property
    def names(self) -> tuple[str, str]:
        """What to call the two versions in a sentence about both."""
        return named_apart(self.old, self.new)


@dataclass(frozen=True, slots=True)
class Groups:
    """The links sorted by what they mean together: pairs, n → 1, 1 → n, and covered by."""

    pairs: tuple[Link, ...]
    merges: Mapping[str, tuple[Link, ...]]
    splits: Mapping[str, tuple[Link, ...]]
    successions: Mapping[str, tuple[Link, ...]]


def groups_of(links: Iterable[Link]) -> Groups:
    """Sort links into pairs, merges (by new action), splits (by old action) and successions (by new action).

    A merge or split needs two links; one alone is a pair. A pair that shares its end with a merge is part of it.
    """
    ordered = sorted(links, key=lambda link: link.link_id)
    merges = _gathered(ordered, "merged", lambda link: link.new_action_id)
    splits = _gathered(ordered, "split", lambda link: link.old_action_id)
    taken = {link.link_id for group in (*merges.values(), *splits.values()) for link in group}
    succeeded = defaultdict(list)
    for link in ordered:
        if link.relation == "succeeded":
            succeeded[link.new_action_id].append(link)
    pairs = tuple(x for x in ordered if x.relation != "succeeded" and x.link_id not in taken)
    return Groups(pairs, merges, splits, {key: tuple(group) for key, group in succeeded.items()})


def changes_between(pairing: Pairing) -> tuple[Change, ...]:
    """Every change that comparing the two versions shows, in the order of their ids."""
    old = {a.action_id: a for a in pairing.old.actions}
    new = {a.action_id: a for a in pairing.new.actions}
    groups = groups_of(pairing.links)
    pairs = [(old[x.old_action_id], new[x.new_action_id]) for x in groups.pairs]
    sides = sides_of(pairing.old, pairing.new, renamed_sections(pairs, pairing.old, pairing.new))
    found: list[Change] = []
    for link in groups.pairs:
        found += _pair_changes(
            pairing, sides, old[link.old_action_id], new[link.new_action_id], link.score, link.evidence
        )
    found += _merge_changes(pairing, sides, groups, old, new)
    found += _split_changes(pairing, sides, groups, old, new)
    found += _succession_changes(pairing, groups, old, new)
    found += _unlinked_changes(pairing, sides)
    return tuple(sorted(found, key=lambda change: change.change_id))


def _gathered(links: Sequence[Link], relation: str, key: Callable[[Link], str]) -> dict[str, tuple[Link, ...]]:
    """The links that share an end where at least one has this relation, with the pairs that share that end too."""
    ends = {key(link) for link in links if link.relation == relation}
    grouped: dict[str, list[Link]] = defaultdict(list)
    for link in links:
        if key(link) in ends and (link.relation == relation or link.relation in ONE_TO_ONE):
            grouped[key(link)].append(link)
    return {name: tuple(group) for name, group in sorted(grouped.items()) if len(group) > 1}


def _pair_changes(
    pairing: Pairing, sides: Sides, old: Action, new: Action, score: float | None, evidence: str
) -> list[Change]:
    found = []
    if old.ref and new.ref and old.ref != new.ref:
        text = f"{old.ref} is now {new.ref} ({evidence})"
        found.append(_change(pairing, "renumbered", [old], [new], text, score=score))
    return found + _fields(pairing, sides, old, new, score)


def _fields(
    pairing: Pairing, sides: Sides, old: Action, new: Action, score: float | None, *, words: bool = True
) -> list[Change]:
    """The field changes of one pair; where the old side prints no timescale, the one carried from before holds."""
    before = old
    timed = pairing.carried.get(old.action_id)
    if timed is not None and not old.milestones:
        before = replace(old, milestones=timed.milestones)
    return [
        _field_change(pairing, old, timed if before is not old and timed else old, new, change, score)
        for change in field_changes(before, new, sides, words=words)
    ]


def _field_change(
    pairing: Pairing, old: Action, timed: Action, new: Action, change: FieldChange, score: float | None
) -> Change:
    return _change(
        pairing,
        change.kind,
        [old],
        [new],
        change.explanation,
        score=score,
        field=change.field,
        old_milestone_id=_milestone_id(timed, change.old_milestone),
        new_milestone_id=_milestone_id(new, change.new_milestone),
        old_value=change.old_value,
        new_value=change.new_value,
        days=change.days,
    )


def _milestone_id(action: Action, milestone: Milestone | None) -> str | None:
    return f"{action.action_id}/{milestone.position}" if milestone else None


def _merge_changes(
    pairing: Pairing, sides: Sides, groups: Groups, old: Mapping[str, Action], new: Mapping[str, Action]
) -> list[Change]:
    found = []
    for new_id, links in groups.merges.items():
        olds, result = [old[x.old_action_id] for x in links], new[new_id]
        text = f"{_names(olds)} became one: {_name(result)} ({links[0].evidence})"
        found.append(_change(pairing, "merged", olds, [result], text, score=min(x.score for x in links)))
        found += [
            c
            for a in olds
            if a.ref and a.ref == result.ref
            for c in _fields(pairing, sides, a, result, None, words=False)
        ]
    return found


def _split_changes(
    pairing: Pairing, sides: Sides, groups: Groups, old: Mapping[str, Action], new: Mapping[str, Action]
) -> list[Change]:
    found = []
    for old_id, links in groups.splits.items():
        source, results = old[old_id], [new[x.new_action_id] for x in links]
        text = f"{_name(source)} became {_names(results)} ({links[0].evidence})"
        found.append(_change(pairing, "split", [source], results, text, score=min(x.score for x in links)))
        found += [
            c
            for b in results
            if b.ref and b.ref == source.ref
            for c in _fields(pairing, sides, source, b, None, words=False)
        ]
    return found


def _succession_changes(
    pairing: Pairing, groups: Groups, old: Mapping[str, Action], new: Mapping[str, Action]
) -> list[Change]:
    """Old actions that end because a new one covers them; one that also goes on by another link does not end."""
    going_on = {x.old_action_id for x in pairing.links if x.relation != "succeeded"}
    found = []
    for new_id, links in groups.successions.items():
        olds = [old[x.old_action_id] for x in links if x.old_action_id not in going_on]
        if olds:
            text = f"{_names(olds)} closed: {_name(new[new_id])} covers the same ({links[0].evidence})"
            score = min(x.score for x in links)
            found.append(_change(pairing, "closed", olds, [new[new_id]], text, score=score))
    return found


def _unlinked_changes(pairing: Pairing, sides: Sides) -> list[Change]:
    linked_old = {x.old_action_id for x in pairing.links}
    linked_new = {x.new_action_id for x in pairing.links}
    gone = [] if pairing.partial else [a for a in pairing.old.actions if a.action_id not in linked_old]
    come = [a for a in pairing.new.actions if a.action_id not in linked_new]
    found = [_gone(pairing, sides, action) for action in gone]
    how = "is quoted as an old action, which the version before does not have" if pairing.partial else "is new"
    found += [_change(pairing, "added", [], [action], f"{_name(action)} {how}") for action in come]
    return found + _reused(pairing, come)


def _gone(pairing: Pairing, sides: Sides, action: Action) -> Change:
    """Why an action is not there any more: the log's word, else its last rating, else nobody said."""
    entry = next((e for e in pairing.declared if action.ref and action.ref in e.from_refs and e.kind in GOING), None)
    if entry:
        why = f"the change log says {entry_in_words(entry.kind)}" + (f": {entry.reason}" if entry.reason else "")
        return _change(pairing, GOING[entry.kind], [action], [], f"{_name(action)} is gone; {why}")
    ending = sides.scale.ending(action)
    if ending:
        rating = action.rating_printed or action.rating or said_complete(action) or "done"
        return _change(pairing, ending, [action], [], f"{_name(action)} was {rating} and is no longer listed")
    return _change(pairing, "vanished", [action], [], f"{_name(action)} is not there any more, and nobody said so")


def _reused(pairing: Pairing, come: Sequence[Action]) -> list[Change]:
    """Refs that name a new commitment although an older one carried them, where refs mean the same thing at all."""
    if pairing.refs_trusted is not None and pairing.refs_trusted < 0.5:
        return []
    carriers = {a.ref: a for a in pairing.old.actions if a.ref}
    return [
        _change(
            pairing,
            "ref_reused",
            [carriers[b.ref]],
            [b],
            f'{b.ref} named "{_cut(carriers[b.ref].text)}", now "{_cut(b.text)}"',
        )
        for b in come
        if b.ref in carriers
    ]


def _change(
    pairing: Pairing, kind: str, olds: Sequence[Action], news: Sequence[Action], explanation: str, **values: object
) -> Change:
    old_ids, new_ids = tuple(a.action_id for a in olds), tuple(a.action_id for a in news)
    start = "+".join(old_ids) or pairing.old.version_id
    end = "+".join(new_ids) or pairing.new.version_id
    part = values.get("new_milestone_id") or values.get("old_milestone_id")
    where = f":{values['field']}" if values.get("field") else ""
    where += f"/{str(part).rsplit('/', 1)[-1]}" if part else ""
    return Change(
        change_id=f"{kind}:{start}->{end}{where}",
        plan_id=pairing.plan_id,
        old_version_id=pairing.old.version_id,
        new_version_id=pairing.new.version_id,
        kind=kind,
        old_refs=tuple(a.ref for a in olds if a.ref),
        new_refs=tuple(a.ref for a in news if a.ref),
        old_action_ids=old_ids,
        new_action_ids=new_ids,
        explanation=explanation,
        **values,  # type: ignore[arg-type]
    )


def _name(action: Action) -> str:
    return f'{action.ref} "{_cut(action.text)}"' if action.ref else f'"{_cut(action.text)}"'


def _names(actions: Sequence[Action]) -> str:
    names = [a.ref or f'"{_cut(a.text)}"' for a in actions]
    return listed(names)


def _cut(text: str, most: int = 80) -> str:
    return text if len(text) <= most else text[: most - 1].rsplit(" ", 1)[0] + "…"
