"""What a person should look at in a change log itself, beyond what comparing versions shows."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from extract.model import DeclaredChange, Finding, Paper, Version, finding
from reconcile.declared import Checked, by_ref
from reconcile.milestones import is_unchanged
from reconcile.past import PastEvent, latest_past_event
from reconcile.scale import as_complete, scale_of
from reconcile.versions import named, named_apart
from reconcile.wording import listed, same_words

__all__ = ["log_findings"]

ENDING = frozenset({"closed", "closed_replaced", "removed"})


def log_findings(
    log: Paper, checked: Sequence[Checked], before: Version | None, after: Version | None
) -> list[Finding]:
    """Everything a change log shows against itself and against the versions on both sides of it."""
    found = []
    for one in checked:
        found += _not_found(one, before, after)
        found += _after_differs(one)
        found += _closed_though_complete(one.result.declared, before)
    found += _reused_refs(log, before)
    found += _already_past(log, before)
    return found + _announced(log)


def _not_found(one: Checked, before: Version | None, after: Version | None) -> list[Finding]:
    entry = one.result.declared
    if before is None:
        return []
    found, (held, newer) = [], named_apart(before, after)
    for ref in one.not_found:
        like = [a.ref for a in before.actions if a.ref and ref.startswith(a.ref) and ref[len(a.ref) :].isalpha()]
        hint = f"; it has {', '.join(like)}" if like else ""
        later = f" ({newer} has it)" if after and by_ref(after, ref) else ""
        text = (
            f"The change log says that {ref} was {_said(entry)}, but {held}, the last one held before it, "
            f"has no {ref}{hint}{later}."
        )
        found.append(_entry_finding("declared-not-found", "warning", text, entry, (ref,), before))
    return found


def _after_differs(one: Checked) -> list[Finding]:
    entry = one.result.declared
    refs = tuple(dict.fromkeys((*entry.from_refs, *entry.to_refs)))
    subject = entry.from_refs or entry.to_refs
    named_so = f"{listed(subject) or 'an action'} {'were' if len(subject) > 1 else 'was'} {_said(entry)}"
    return [
        _entry_finding("declared-differs", "warning", f"The change log says that {named_so}, but {what}.", entry, refs)
        for what in one.after_differs
    ]


def _closed_though_complete(entry: DeclaredChange, before: Version | None) -> list[Finding]:
    if entry.kind not in ENDING or before is None:
        return []
    scale = scale_of(before)
    held = [(ref, action) for ref in entry.from_refs if (action := by_ref(before, ref))]
    return [
        _entry_finding(
            "closed-though-complete",
            "note",
            f"{ref} is listed as {_said(entry)}, but {named(before)} already rates it "
            f"{as_complete(action.rating or action.rating_printed or 'done')}.",
            entry,
            (ref,),
            before,
        )
        for ref, action in held
        if scale.is_complete(action)
    ]


def _reused_refs(log: Paper, before: Version | None) -> list[Finding]:
    """Refs that the log gives to a new action although they name another one, in this log or in the version before."""
    found = []
    for entry in log.declared:
        for ref in entry.to_refs if entry.kind == "added" else ():
            other = _other_meaning(ref, entry, log.declared, before)
            if other:
                text = f'The change log adds {ref} "{entry.new_text or ""}", but {ref} also names {other}.'
                found.append(_entry_finding("ref-reused", "warning", text, entry, (ref,)))
    return found


def _other_meaning(
    ref: str, entry: DeclaredChange, entries: Sequence[DeclaredChange], before: Version | None
) -> str | None:
    for other in entries:
        words = dict(other.quotes).get(ref) or (other.old_text if other.from_refs == (ref,) else None)
        if ref in other.from_refs and not same_words(words, entry.new_text):
            quoted = f' ("{words}")' if words else ""
            return f"an old action{quoted} that the same log says was {_said(other)}"
    held = by_ref(before, ref) if before else None
    if held is not None and before is not None and not same_words(held.text, entry.new_text):
        return f'"{held.text}" in {named(before)}'
    return None


def _already_past(log: Paper, before: Version | None) -> list[Finding]:
    """New timescales that were past when the log was written, by the latest event that it reports as past itself."""
    event = latest_past_event(_sentences(log), _written_by(log))
    if event is None:
        return []
    found = []
    for entry in log.declared:
        for milestone in entry.new_milestones:
            if milestone.due_by and milestone.kind != "done" and milestone.due_by < event.day:
                printed = f'"{milestone.printed}" (by {milestone.due_by})'
                text = f"The new timescale of {_refs(entry)}, {printed}, was already past"
                found.append(_past_finding(text, "warning", entry, event))
        found += _unchanged_but_past(entry, before, event)
    return found


def _unchanged_but_past(entry: DeclaredChange, before: Version | None, event: PastEvent) -> list[Finding]:
    """ "Not changed" where the timescale last held was past: either it is late, or it had been changed silently."""
    ref = entry.from_refs[0] if entry.from_refs else None
    held = by_ref(before, ref) if before else None
    if held is None or before is None or not is_unchanged(entry.new_milestones):
        return []
    dated = [m for m in held.milestones if m.due_by]
    if not dated or any(m.due_by >= event.day for m in dated if m.due_by):
        return []
    printed = "; ".join(m.printed for m in dated)
    text = (
        f'The timescale of {ref} is said not to have changed; {named(before)} prints "{printed}". '
        "If that still held it was already past, else it had been changed without anyone saying so"
    )
    return [_past_finding(text, "note", entry, event)]


def _past_finding(text: str, severity: str, entry: DeclaredChange, event: PastEvent) -> Finding:
    inferred = ", its year inferred" if event.inferred else ""
    text += f': the log itself reports an event of {event.day:%B %Y} as past ("{event.sentence}"{inferred}).'
    return _entry_finding("due-already-past", severity, text, entry, entry.to_refs or entry.from_refs)


def _sentences(log: Paper) -> list[str]:
    """The log's prose: reasons, notes beside timescales, and the sentences that announce actions."""
    reasons = [e.reason for e in log.declared if e.reason]
    notes = [m.note for e in log.declared for m in e.new_milestones if m.note]
    return list(dict.fromkeys([*reasons, *notes, *(sentence for _, sentence, _ in log.announced)]))


def _written_by(log: Paper) -> dt.date | None:
    """A day by which the log's past events had happened: its meeting, else the middle of the timescales it sets."""
    if log.meeting_date:
        return log.meeting_date
    dues = sorted(m.due_by for e in log.declared for m in e.new_milestones if m.due_by)
    return dues[len(dues) // 2] if dues else None


def _announced(log: Paper) -> list[Finding]:
    """Actions that the log's prose announces by a prefix or section, of which its tables list none."""
    listed = {ref for e in log.declared for ref in e.to_refs}
    listed |= {a.ref for v in log.versions for a in v.actions if a.ref}
    found = []
    for prefix, sentence, place in log.announced:
        if any(_prefix(ref) == prefix or ref == prefix for ref in listed):
            continue
        text = f'The paper announces actions of section {prefix} ("{sentence}") but lists none of them.'
        found.append(
            finding("announced-not-listed", "warning", text, paper_id=log.paper_id, refs=(prefix,), places=(place,))
        )
    return found


def _prefix(ref: str) -> str:
    found = re.match(r"[^\d]*", ref)
    return found.group().rstrip(".-") if found else ref


def _refs(entry: DeclaredChange) -> str:
    return listed(entry.to_refs or entry.from_refs) or "an action"


def _said(entry: DeclaredChange) -> str:
    """What the entry says, as a participle: "closed and replaced by SM4"."""
    into = listed(entry.to_refs)
    return {
        "closed_replaced": f"closed and replaced by {into or 'another action'}",
        "merged": f"merged into {into or 'another action'}",
        "split": f"split into {into or 'others'}",
    }.get(entry.kind, entry.kind)


def _entry_finding(
    code: str, severity: str, text: str, entry: DeclaredChange, refs: tuple[str, ...], version: Version | None = None
) -> Finding:
    return finding(
        code,
        severity,
        text,
        paper_id=entry.paper_id,
        version_id=version.version_id if version else None,
        subject_id=entry.declared_id,
        refs=refs,
        places=entry.places,
    )
