"""What a person should look at, said in plain sentences: every finding about versions, threads, logs and claims."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

from extract.model import Action, DeclaredChange, Finding, Milestone, Version, finding
from reconcile.changes import Pairing
from reconcile.dates import last_day
from reconcile.declared import milestone_quoted
from reconcile.model import CandidateLink, Change, CheckedClaim, Thread
from reconcile.progress import rewritten
from reconcile.review import worth_asking
from reconcile.scale import scale_of
from reconcile.threads import Slip
from reconcile.versions import latest_date, named
from reconcile.wording import counted

__all__ = [
    "claim_findings",
    "history_findings",
    "no_log_finding",
    "overdue_findings",
    "pair_findings",
    "silent_findings",
    "slippage_findings",
    "uncertain_findings",
]

LOGGED = frozenset(
    {"added", "removed", "closed", "merged", "split", "renumbered", "reworded"}
    | {"slipped", "brought_forward", "scheduled", "unscheduled"}
)
"""The kinds a change log is expected to declare. Ratings, owners and sections change without one."""
IN_FORCE = 366
"""Days for which the latest version of a plan is taken to say how things stand; plans are reviewed once a year."""


def pair_findings(pairing: Pairing, changes: Sequence[Change], *, logged: bool) -> list[Finding]:
    """Findings of two issued versions: what vanished, refs used again, ratings gone back, what nobody declared."""
    actions = _actions(pairing)
    found = []
    for change in changes:
        if change.kind == "vanished":
            found.append(_vanished(change, pairing, actions))
        elif change.kind == "ref_reused":
            found.append(_reused(change, pairing, actions))
        elif change.kind == "reopened":
            found.append(_went_back(change, pairing, actions))
        elif logged and change.declared_id is None and change.kind in LOGGED:
            found.append(_undeclared(change, pairing, actions))
    return found


def silent_findings(
    pairing: Pairing, changes: Sequence[Change], quoted_by: Mapping[str, DeclaredChange]
) -> list[Finding]:
    """Changes between the version before a log and what the log quotes as old: nobody declared those.

    `quoted_by`: the entry that quotes each action of the quoted-old version, by action id.
    """
    actions = _actions(pairing)
    found = []
    for change in changes:
        if change.kind == "added":  # `declared-not-found` says that already
            continue
        entry = quoted_by.get(change.new_action_ids[0])
        old, quote = actions[change.old_action_ids[0]], actions[change.new_action_ids[0]]
        found.append(
            finding(
                "undeclared-change",
                "warning",
                _silent_message(change, old, quote, pairing.old),
                paper_id=pairing.new.paper_id,
                version_id=pairing.old.version_id,
                subject_id=entry.declared_id if entry else quote.action_id,
                refs=change.new_refs or change.old_refs,
                places=entry.places if entry else quote.places,
            )
        )
    return found


def no_log_finding(pairing: Pairing, changes: Sequence[Change]) -> list[Finding]:
    """One note where two versions differ and no change log that was read speaks about what lies between."""
    unsaid = sum(1 for c in changes if c.declared_id is None)
    if not unsaid:
        return []
    text = (
        f"No change log was read that speaks about what lies between {pairing.names[0]} and {pairing.names[1]}: "
        f"{counted(unsaid, 'change')} could not be checked against what was declared."
    )
    return [finding("no-change-log", "note", text, paper_id=pairing.new.paper_id, version_id=pairing.new.version_id)]


def uncertain_findings(pairing: Pairing, uncertain: Sequence[CandidateLink]) -> list[Finding]:
    """One finding for each older action whose link lies under the review threshold, with its candidates and scores.

    Candidates that nothing a person can see speaks for are left out.
    """
    actions = _actions(pairing)
    found = []
    for old_id, ranked in worth_asking(pairing.old, pairing.new, uncertain).items() if uncertain else ():
        old = actions[old_id]
        said = "; ".join(f"{_name(actions[c.new])} (score {c.score:.2f}: {c.evidence})" for c in ranked)
        where = f"{_name(old)} of {pairing.names[0]} may have become, in {pairing.names[1]}"
        text = f"{where}: {said}. That is too uncertain to link."
        found.append(
            _about("match-uncertain", "note", text, old, pairing.old, (old, *(actions[c.new] for c in ranked)))
        )
    return found


def history_findings(pairing: Pairing, pairs: Iterable[tuple[Action, Action]]) -> list[Finding]:
    """Dated progress entries that the newer version altered or deleted."""
    found = []
    for old, new in pairs:
        for entry in rewritten(old.progress, new.progress):
            was = f'the progress entry of {entry.date}, "{_cut(entry.was)}" in {pairing.names[0]},'
            now = f'now reads "{_cut(entry.now)}"' if entry.now is not None else "is not there any more"
            text = f"{_name(new)}: {was} {now} in {pairing.names[1]}."
            found.append(_about("history-rewritten", "warning", text, new, pairing.new, (new,)))
    return found


def slippage_findings(
    threads: Sequence[Thread], slips: Mapping[str, Sequence[Slip]], version_of: Mapping[str, Version]
) -> list[Finding]:
    """Threads whose timescale moved later in two steps or more."""
    found = []
    for thread in threads:
        steps = {(s.old.action_id, s.new.action_id) for s in slips.get(thread.thread_id, ())}
        if len(steps) < 2:
            continue
        all_slips = slips[thread.thread_id]
        last = all_slips[-1].new
        told = "; ".join(f"{s.change.explanation}" for s in all_slips)
        text = f"{_name(last)} slipped {len(steps)} times, {counted(thread.slip_days, 'day')} in all: {told}."
        found.append(_about("repeated-slippage", "warning", text, last, version_of[last.action_id], (last,)))
    return found


def overdue_findings(
    threads: Sequence[Thread], actions: Mapping[str, Action], version_of: Mapping[str, Version], as_of: dt.date | None
) -> list[Finding]:
    """Open threads whose last known timescale lies before the day that "overdue" is judged at.

    A version that prints neither its date nor any rating does not say how its actions stand, on any day. One that is
    long out of date by then says it of its own day only; what fell due since is one note on the version.
    """
    found: list[Finding] = []
    since: dict[str, list[Action]] = {}
    for thread in threads if as_of else ():
        action = _last_printed([actions[i] for i in thread.action_ids], version_of)
        version = version_of[action.action_id]
        if thread.state != "open" or not as_of or not _says_how_things_stand(version):
            continue
        out_of_date = (as_of - _last_known_day(version, as_of)).days > IN_FORCE
        day = last_day(version.as_at) if out_of_date else as_of
        late = _overdue(action, version, day) if day else []
        found += late
        if out_of_date and not late and _late_milestones(action, version, as_of):
            since.setdefault(version.version_id, []).append(action)
    versions = {v.version_id: v for v in version_of.values()}
    return found + [_due_since(versions[v], late, as_of) for v, late in since.items() if as_of]


def _says_how_things_stand(version: Version) -> bool:
    rated = any(a.rating or any(m.rating for m in a.milestones) for a in version.actions)
    return bool(version.kind != "issued" or version.as_at or rated)


def _last_known_day(version: Version, otherwise: dt.date) -> dt.date:
    """The day of a version; the last day that its timescales name, where it prints none."""
    return last_day(version.as_at) or latest_date(version) or otherwise


def _last_printed(actions: Sequence[Action], version_of: Mapping[str, Version]) -> Action:
    """Where the thread's last timescale is printed: a projected version only carries what stands elsewhere."""
    printed = [a for a in actions if version_of[a.action_id].kind != "projected"]
    same = [a for a in printed if a.milestones == actions[-1].milestones]
    return (same or actions)[-1]


def _overdue(action: Action, version: Version, day: dt.date) -> list[Finding]:
    late = _late_milestones(action, version, day)
    if not late:
        return []
    first = min(late, key=lambda m: (m.due_by or dt.date.max, m.position))
    days = (day - first.due_by).days if first.due_by else 0
    more = f" and {len(late) - 1} more of its timescales" if len(late) > 1 else ""
    rated = f"is rated {action.rating}" if action.rating else "is not said to be complete"
    was = f'was due "{first.printed}" (by {first.due_by}), {counted(days, "day")} before {day}{more}'
    text = f"{_name(action)} {was}; it {rated} in {named(version)}."
    return [_about("overdue", "warning", text, action, version, (action,))]


def _late_milestones(action: Action, version: Version, day: dt.date) -> list[Milestone]:
    scale = scale_of(version)
    late = [m for m in action.milestones if m.due_by and m.due_by < day]
    return [m for m in late if not scale.milestone_is_complete(action, m)]


def _due_since(version: Version, late: Sequence[Action], as_of: dt.date) -> Finding:
    """One note for all that fell due after the last version that was read, where that is long out of date."""
    after = " after it and" if version.as_at else ""
    text = (
        f"{counted(len(late), 'open action')} of {named(version)} fell due{after} before {as_of}, the day “overdue” is "
        f"judged at: {', '.join(_name(a, 40) for a in late)}. No version of the year before that day was read, so "
        "that nothing says what became of them: put the newer versions beside it."
    )
    refs = tuple(dict.fromkeys(a.ref for a in late if a.ref))
    paper, subject = version.paper_id, version.version_id
    return finding("overdue", "note", text, paper_id=paper, version_id=subject, subject_id=subject, refs=refs)


def claim_findings(checked: Sequence[CheckedClaim]) -> list[Finding]:
    """Claims that the dataset does not bear out."""
    return [
        finding(
            "claim-differs",
            "warning",
            f'"{c.claim.statement}": {c.verdict_note}.',
            paper_id=c.claim.paper_id,
            version_id=c.version_id,
            subject_id=c.claim.claim_id,
            places=c.claim.places,
        )
        for c in checked
        if c.verdict == "differs"
    ]


def _vanished(change: Change, pairing: Pairing, actions: Mapping[str, Action]) -> Finding:
    old = actions[change.old_action_ids[0]]
    text = f"{_name(old)} is in {pairing.names[0]} and not in {pairing.names[1]}; no paper that was read says why."
    if pairing.new.read_whole:
        return _about("vanished-action", "warning", text, old, pairing.old, (old,))
    text += " The newer paper could not be read whole, so that the action may stand in the part that was not read."
    return _about("vanished-action", "note", text, old, pairing.old, (old,))


def _reused(change: Change, pairing: Pairing, actions: Mapping[str, Action]) -> Finding:
    old, new = actions[change.old_action_ids[0]], actions[change.new_action_ids[0]]
    text = (
        f'The ref {new.ref} names another commitment now: "{_cut(old.text)}" in {pairing.names[0]}, '
        f'"{_cut(new.text)}" in {pairing.names[1]}.'
    )
    return _about("ref-reused", "warning", text, new, pairing.new, (new,))


def _went_back(change: Change, pairing: Pairing, actions: Mapping[str, Action]) -> Finding:
    new = actions[change.new_action_ids[0]]
    was, now = change.old_value or "complete", change.new_value or "not rated"
    text = f"{_name(new)} was complete ({was}) in {pairing.names[0]} and is {now} in {pairing.names[1]}."
    return _about("rating-went-back", "warning", text, new, pairing.new, (new,))


def _undeclared(change: Change, pairing: Pairing, actions: Mapping[str, Action]) -> Finding:
    about = actions[(change.new_action_ids or change.old_action_ids)[0]]
    version = pairing.new if change.new_action_ids else pairing.old
    text = (
        f"{_name(about)}: {change.kind.replace('_', ' ')} between {pairing.names[0]} and {pairing.names[1]}, "
        f"and the change log for that time does not say so ({change.explanation})."
    )
    return _about("undeclared-change", "warning", text, about, version, (about,))


def _silent_message(change: Change, old: Action, quote: Action, before: Version) -> str:
    ref = quote.ref or old.ref or "An action"
    if change.kind != "reworded" or change.field != "text":
        return (
            f"{ref} was retimed without anyone saying so: {named(before)} prints "
            f'"{change.old_value or "none"}", and the change log gives "{change.new_value or "none"}" as the timescale '
            f"it had ({change.explanation})."
        )
    quoted = milestone_quoted(old, quote.text)
    extra = f" The words the log quotes are word for word the {quoted} printed for {ref} there." if quoted else ""
    return (
        f"{ref} was reworded without anyone saying so: the old words that the change log quotes are not those of "
        f'{named(before)}. There: "{old.text}". Quoted as old: "{quote.text}".{extra}'
    )


def _about(
    code: str, severity: str, text: str, action: Action, version: Version, named_in: Sequence[Action]
) -> Finding:
    refs = tuple(dict.fromkeys(a.ref for a in named_in if a.ref))
    return finding(
        code,
        severity,
        text,
        paper_id=version.paper_id,
        version_id=version.version_id,
        subject_id=action.action_id,
        refs=refs,
        places=action.places,
    )


def _actions(pairing: Pairing) -> dict[str, Action]:
    return {a.action_id: a for v in (pairing.old, pairing.new) for a in v.actions}


def _name(action: Action, most: int = 90) -> str:
    return f'{action.ref} "{_cut(action.text, most)}"' if action.ref else f'"{_cut(action.text, most)}"'


def _cut(text: str, most: int = 90) -> str:
    return text if len(text) <= most else text[: most - 1].rsplit(" ", 1)[0] + "…"
