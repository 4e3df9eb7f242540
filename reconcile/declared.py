"""What a change log says, held against the version before it and, where one is held, the version after it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from extract.model import Action, DeclaredChange, Milestone, Version
from reconcile.changes import GOING
from reconcile.milestones import is_unchanged, last_due, quoted_changes
from reconcile.model import Change, CheckedDeclaration
from reconcile.scale import scale_of
from reconcile.versions import named_apart
from reconcile.wording import close_words, entry_in_words, same_words

__all__ = ["Checked", "by_ref", "check", "declare", "declare_elsewhere", "milestone_quoted"]

STILL_THERE = 0.8
ENDED = frozenset({"removed", "closed", "closed_replaced", "merged", "split"})
WORDS = frozenset({"revised", "split", "merged", "closed_replaced"})
TIMES = frozenset({"retimed", "revised", "split", "merged"})
SPEAKS: Mapping[str, frozenset[str]] = {
    "added": frozenset({"added", "split", "closed_replaced", "merged"}),
    "removed": ENDED,
    "closed": ENDED,
    "completed": frozenset({"closed", "removed", "closed_replaced"}),
    "vanished": ENDED,
    "merged": frozenset({"merged", "closed_replaced"}),
    "split": frozenset({"split"}),
    "renumbered": frozenset({"revised", "merged", "split", "closed_replaced"}),
    "ref_reused": frozenset({"added"}),
    "reworded": WORDS,
    "slipped": TIMES,
    "brought_forward": TIMES,
    "scheduled": TIMES,
    "unscheduled": TIMES,
}
"""Which entries of a log speak of which kind of change; ratings, owners and sections are in no log."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A checked entry, what differs from the version after it, and refs it quotes that the plan does not have."""

    result: CheckedDeclaration
    after_differs: tuple[str, ...] = ()
    not_found: tuple[str, ...] = ()


@dataclass
class _Notes:
    """What bears an entry out and what does not. `before`, `after`: what to call the versions held ("" for none)."""

    before: str
    after: str
    agree: list[str] = field(default_factory=list)
    differ: list[str] = field(default_factory=list)
    after_differ: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    not_found: list[str] = field(default_factory=list)


def check(entry: DeclaredChange, before: Version | None, after: Version | None) -> Checked:
    """The verdict on one entry of a change log.

    It differs where anything it says is shown otherwise; it agrees where something could be checked and nothing
    differs; it cannot be checked where no version is held that could bear it out.
    """
    notes = _Notes(*named_apart(before, after))
    if before is not None:
        _check_before(entry, before, notes)
    if after is not None:
        _check_after(entry, before, after, notes)
    old_due, new_due = _dues(entry, before)
    result = CheckedDeclaration(
        entry,
        _verdict(notes),
        _note(notes, before, after),
        old_due,
        new_due,
        (new_due - old_due).days if old_due and new_due else None,
    )
    return Checked(result, tuple(notes.after_differ), tuple(notes.not_found))


def declare(
    changes: Sequence[Change], entries: Sequence[DeclaredChange], actions: Mapping[str, Action]
) -> tuple[Change, ...]:
    """The changes with the entry of the log that declares each, where one does."""
    return tuple(replace(c, declared_id=_declaring(c, entries, actions)) for c in changes)


def declare_elsewhere(
    changes: Sequence[Change], entries: Sequence[DeclaredChange], actions: Mapping[str, Action]
) -> tuple[Change, ...]:
    """Changes that no log of their own time declares, but that a log of another time says exactly.

    Only what the log says word for word, or to the day, counts; an action that it ends is then not `vanished`.
    """
    return tuple(c if c.declared_id else _said_elsewhere(c, entries, actions) for c in changes)


def _said_elsewhere(change: Change, entries: Sequence[DeclaredChange], actions: Mapping[str, Action]) -> Change:
    entry = next((e for e in entries if e.kind in SPEAKS.get(change.kind, ()) and _exactly(e, change, actions)), None)
    if entry is None:
        return change
    if change.kind != "vanished":
        return replace(change, declared_id=entry.declared_id)
    why = entry_in_words(entry.kind) + (f": {entry.reason}" if entry.reason else "")
    return replace(
        change,
        change_id=GOING[entry.kind] + change.change_id.removeprefix("vanished"),
        kind=GOING[entry.kind],
        declared_id=entry.declared_id,
        explanation=f"{', '.join(change.old_refs)} is gone; a change log of another time says {why}",
    )


def _exactly(entry: DeclaredChange, change: Change, actions: Mapping[str, Action]) -> bool:
    """Whether the newer side of a change is what the entry says, for the same ref."""
    if change.kind == "vanished":
        ref = next(iter(change.old_refs), None)
        said = dict(entry.quotes).get(ref or "") or entry.old_text
        return ref in entry.from_refs and ref not in entry.to_refs and _close(said, change.old_action_ids, actions)
    if not set(change.new_refs) & set(entry.to_refs):
        return False
    if change.kind in ("reworded", "added"):
        said = next((t for r, t in entry.to_quotes if r in change.new_refs), entry.new_text)
        return change.field != "timescale" and _says(said, change.new_action_ids, actions)
    if change.kind in ("slipped", "brought_forward", "scheduled"):
        due = last_due(entry.new_milestones)
        shown = {m.due_by for i in change.new_action_ids for m in actions[i].milestones}
        return due is not None and due.due_by in shown
    return False


def _close(text: str | None, action_ids: Sequence[str], actions: Mapping[str, Action]) -> bool:
    return bool(text) and any(close_words(text, actions[i].text) >= STILL_THERE for i in action_ids)


def by_ref(version: Version, ref: str | None) -> Action | None:
    """The first action of a version that carries a ref."""
    return next((a for a in version.actions if ref and a.ref == ref), None)


def milestone_quoted(action: Action, text: str | None) -> str | None:
    """ "second timescale" where a quoted wording is word for word one of the action's timescales, else null."""
    ordinals = ("first", "second", "third", "fourth", "fifth")
    for i, milestone in enumerate(action.milestones):
        if text and same_words(text, milestone.printed):
            return f"{ordinals[i]} timescale" if i < len(ordinals) and len(action.milestones) > 1 else "timescale"
    return None


def _quotes(entry: DeclaredChange) -> list[tuple[str | None, str]]:
    """(ref, wording) of every old action the entry names; the wording is empty where the log gives only the ref."""
    said = dict(entry.quotes) or ({entry.from_refs[0]: entry.old_text or ""} if len(entry.from_refs) == 1 else {})
    quotes: list[tuple[str | None, str]] = [(ref, said.get(ref, "")) for ref in entry.from_refs]
    return quotes or ([(None, entry.old_text)] if entry.old_text else [])


def _find(version: Version, ref: str | None, text: str) -> Action | None:
    if ref:
        return by_ref(version, ref)
    return next((a for a in version.actions if same_words(a.text, text)), None)


def _words_of(version: Version | None, ref: str | None) -> str:
    action = by_ref(version, ref) if version else None
    return action.text if action else ""


def _check_before(entry: DeclaredChange, before: Version, notes: _Notes) -> None:
    if entry.kind == "added":
        _check_is_new(entry, before, notes)
        return
    for ref, text in _quotes(entry):
        action = _find(before, ref, text)
        if action is None:
            notes.unknown.append(f"{ref or 'its old wording'} is not in {notes.before}")
            notes.not_found += [ref] if ref else []
        else:
            _check_old_words(ref, text, action, notes)
            _check_old_times(entry, ref, action, notes)


def _check_is_new(entry: DeclaredChange, before: Version, notes: _Notes) -> None:
    for ref in entry.to_refs:
        held = by_ref(before, ref)
        if held is None:
            notes.unknown.append(f"{ref} is not in {notes.before}, as it should be with an addition")
        elif close_words(held.text, entry.new_text or "") >= STILL_THERE:
            notes.differ.append(f"{ref} is no addition: {notes.before} has it already")
        else:
            notes.differ.append(f'{notes.before} already has a {ref}, which is "{held.text}"')


def _check_old_words(ref: str | None, text: str, action: Action, notes: _Notes) -> None:
    if not text or same_words(text, action.text):
        notes.agree.append(f"{ref or 'it'} stands in {notes.before}" + (" with these words" if text else ""))
        return
    quoted = milestone_quoted(action, text)
    extra = f" (they are word for word its {quoted})" if quoted else ""
    notes.differ.append(f"the old words it quotes for {ref} are not those of {notes.before}{extra}")


def _check_old_times(entry: DeclaredChange, ref: str | None, action: Action, notes: _Notes) -> None:
    if not entry.old_milestones or not action.milestones or len(entry.from_refs) > 1:
        return
    if quoted_changes(action.milestones, entry.old_milestones):
        held = action.timescale_printed or "; ".join(m.printed for m in action.milestones)
        notes.differ.append(
            f'the old timescale it gives for {ref} is "{entry.old_timescale}"; {notes.before} has "{held}"'
        )
    else:
        notes.agree.append(f"the old timescale is that of {notes.before}")


def _check_after(entry: DeclaredChange, before: Version | None, after: Version, notes: _Notes) -> None:
    found: list[str] = []
    scale = scale_of(after)
    for ref, text in _quotes(entry) if entry.kind in ENDED else ():
        held = _find(after, ref, text) if ref not in entry.to_refs else None
        was = text or _words_of(before, ref)  # a sentence names an action by its ref alone
        if held is not None and scale.ending(held) is None and (not was or close_words(held.text, was) >= STILL_THERE):
            found.append(f"{ref} is still in {notes.after}, open" + (" and with its old words" if was else ""))
        elif ref not in entry.to_refs and ref not in notes.not_found:
            notes.agree.append(f"{ref} is not open in {notes.after} any more")
    kept = entry.from_refs if entry.kind in ("revised", "retimed") else ()
    news = dict(entry.to_quotes) or dict.fromkeys(entry.to_refs or kept, entry.new_text or "")
    for position, (to_ref, words) in enumerate(news.items()):
        found += _check_new(entry, position, to_ref, words, after, notes)
    notes.differ += found
    notes.after_differ += found


def _check_new(entry: DeclaredChange, position: int, ref: str, text: str, after: Version, notes: _Notes) -> list[str]:
    held = by_ref(after, ref)
    if held is None:
        return [f"{ref} is not in {notes.after}"]
    found = []
    if text and not same_words(text, held.text):
        found.append(f'{ref} reads "{held.text}" in {notes.after}; the log gives "{text}"')
    due = _promised(entry, position)
    shown = quoted_changes(held.milestones, due) if due and held.milestones else []
    printed = held.timescale_printed or "; ".join(m.printed for m in held.milestones)
    found += [f'{ref} is timed "{printed}" in {notes.after}; the log gives "{entry.new_timescale}"'] if shown else []
    if not found:
        notes.agree.append(f"{ref} is in {notes.after} as the log says")
    return found


def _promised(entry: DeclaredChange, position: int) -> tuple[Milestone, ...] | None:
    milestones = entry.new_milestones
    if not milestones or is_unchanged(milestones):
        return None
    many = len(entry.to_refs) > 1 and len(entry.to_refs) == len(milestones)
    return milestones[position : position + 1] if many else milestones


def _dues(entry: DeclaredChange, before: Version | None) -> tuple[dt.date | None, dt.date | None]:
    """The last day before and after. "Not changed" takes the version before; what the log does not print is null."""
    old = last_due(entry.old_milestones)
    if is_unchanged(entry.new_milestones):
        held = by_ref(before, entry.from_refs[0]) if before and entry.from_refs else None
        old = old or (last_due(held.milestones) if held else None)
        return (old.due_by, old.due_by) if old else (None, None)
    new = last_due(entry.new_milestones)
    return (old.due_by if old else None), (new.due_by if new else None)


def _verdict(notes: _Notes) -> str:
    if notes.differ:
        return "differs"
    return "agrees" if notes.agree and not notes.not_found else "cannot be checked"


def _note(notes: _Notes, before: Version | None, after: Version | None) -> str:
    said = [*notes.differ, *notes.unknown, *notes.agree]
    if before is None:
        said.append("no version of the plan from before the log is held")
    if after is None:
        said.append("no later version is held that could show what came of it")
    return "; ".join(said)


def _declaring(change: Change, entries: Sequence[DeclaredChange], actions: Mapping[str, Action]) -> str | None:
    kinds = SPEAKS.get(change.kind, frozenset())
    if change.kind == "reworded" and change.field == "timescale":
        kinds = TIMES
    return next((e.declared_id for e in entries if e.kind in kinds and _concerns(e, change, actions)), None)


def _concerns(entry: DeclaredChange, change: Change, actions: Mapping[str, Action]) -> bool:
    """Whether an entry names the change's actions: by ref on the side that it concerns, else by its words."""
    if change.kind in ("slipped", "brought_forward", "scheduled", "unscheduled") and not entry.new_milestones:
        return False
    if change.kind in ("added", "ref_reused"):
        return bool(set(change.new_refs) & set(entry.to_refs)) or _says(entry.new_text, change.new_action_ids, actions)
    named_ref = set(change.old_refs) & set(entry.from_refs) or set(change.new_refs) & set(entry.to_refs)
    return bool(named_ref) or _says(entry.old_text, change.old_action_ids, actions)


def _says(text: str | None, action_ids: Sequence[str], actions: Mapping[str, Action]) -> bool:
    return bool(text) and any(same_words(text, actions[i].text) for i in action_ids if i in actions)
