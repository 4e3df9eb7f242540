"""Plans of an invented council, made in a test: versions, change logs and minutes as a reading would give them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from extract.model import Action, Claim, DeclaredChange, Milestone, Owner, Paper, Rating, Section, Version
from reconcile.dates import last_day
from reconcile.model import Reconciliation

COUNCIL = "Marlbrook Council"
TITLE = "Marlbrook Harbour Renewal Plan"
KEY = tuple(
    Rating(code, code.title(), meaning, rank, code == "blue")
    for rank, (code, meaning) in enumerate(
        [("blue", "Completed"), ("green", "On track"), ("amber", "At risk"), ("red", "Late"), ("grey", "Not begun")], 1
    )
)
PIER = "Repair the timber decking of the north pier so that visitors can walk its whole length safely."
LAMPS = "Replace the harbour lamps with low energy lighting along both quays."
FERRY = "Agree a winter ferry timetable with the island parish councils."
MARKET = "Open a weekly fish market in the old customs house."
DREDGE = "Dredge the inner basin to restore the depth that fishing boats need at low water."
SIGNS = "Install bilingual heritage signs at every landing stage."
SURVEY = "Commission an independent survey of the breakwater foundations before any storm repair."


def due(printed: str, when: str | None = None, label: str | None = None, **other: object) -> Milestone:
    """A milestone: `due("June 2025", "2025-06")`; without a date, one of kind ongoing (or the kind given)."""
    kind = str(other.pop("kind", "due" if when else "ongoing"))
    return Milestone(1, printed, kind, label, due=when, due_by=last_day(when), **other)  # type: ignore[arg-type]


def action(
    ref: str | None,
    text: str,
    *milestones: Milestone,
    rating: str | None = None,
    owners: Sequence[str] = (),
    section: str | None = None,
    progress: str | None = None,
) -> Action:
    """An action; `version` gives it its id and place. `section` is a heading."""
    placed = tuple(
        Milestone(i, m.printed, m.kind, m.label, m.start, m.due, m.due_by, m.rrule, m.rating, m.note, m.inferred)
        for i, m in enumerate(milestones, 1)
    )
    return Action(
        "",
        0,
        text,
        ref=ref,
        ref_printed=ref,
        section_id=section,
        rating=rating,
        rating_printed=rating.title() if rating else None,
        timescale_printed="; ".join(m.printed for m in placed) or None,
        milestones=placed,
        owners=tuple(Owner(i, name, role=name) for i, name in enumerate(owners, 1)),
        progress=progress,
    )


def version(
    name: str,
    *actions: Action,
    as_at: str | None = "2025-01-31",
    title: str | None = TITLE,
    organisation: str | None = COUNCIL,
    ratings: tuple[Rating, ...] = KEY,
) -> Version:
    """An issued version called `name`, its actions placed and named in the order given."""
    headings = list(dict.fromkeys(a.section_id for a in actions if a.section_id))
    ids = {h: f"{name}/s{i}" for i, h in enumerate(headings, 1)}
    placed: list[Action] = []
    for position, one in enumerate(actions, 1):
        uses = sum(1 for a in placed if one.ref and a.ref == one.ref)
        local = (one.ref + (f"~{uses + 1}" if uses else "")) if one.ref else f"@{position}"
        placed.append(
            replace(one, action_id=f"{name}#{local}", position=position, section_id=ids.get(one.section_id or ""))
        )
    sections = tuple(Section(ids[h], i, (h,)) for i, h in enumerate(headings, 1))
    return Version(
        name,
        name,
        "issued",
        title,
        organisation,
        as_at,
        "printed" if as_at else None,
        None,
        None,
        ratings,
        sections,
        tuple(placed),
    )


def paper(
    name: str,
    *versions: Version,
    declared: Sequence[DeclaredChange] = (),
    claims: Sequence[Claim] = (),
    meeting: str | None = None,
    **other: object,
) -> Paper:
    """A paper that was read; its role follows from what it holds."""
    role = "plan" if versions else "change_log" if declared else "minutes"
    said = {"title": versions[0].title if versions else None, "organisation": COUNCIL, "file": f"{name}.pdf"} | other
    return Paper(
        name,
        name * 4,
        media_type="application/pdf",
        reader="pdf",
        role=role,
        status="read",
        meeting_date=dt.date.fromisoformat(meeting) if meeting else None,
        versions=versions,
        declared=tuple(declared),
        claims=tuple(claims),
        **said,  # type: ignore[arg-type]
    )


def plan_paper(name: str, *actions: Action, as_at: str | None = "2025-01-31", **other: object) -> Paper:
    """A paper that holds one version of the harbour plan."""
    return paper(name, version(name, *actions, as_at=as_at), **other)  # type: ignore[arg-type]


def entry(
    position: int,
    kind: str,
    *,
    old: dict[str, str] | None = None,
    new: dict[str, str] | None = None,
    old_due: Milestone | None = None,
    new_due: Sequence[Milestone] | Milestone | None = None,
    reason: str | None = None,
    log: str = "log",
) -> DeclaredChange:
    """One entry of a change log: `old` and `new` are the refs with the words quoted for them."""
    news = () if new_due is None else (new_due,) if isinstance(new_due, Milestone) else tuple(new_due)
    olds, quoted = old or {}, new or {}
    return DeclaredChange(
        f"{log}!{position}",
        log,
        position,
        kind,
        tuple(olds),
        tuple(quoted) or (tuple(olds) if kind in ("revised", "retimed") else ()),
        next(iter(olds.values()), None),
        next(iter(quoted.values()), None),
        old_due.printed if old_due else None,
        "; ".join(m.printed for m in news) or None,
        (old_due,) if old_due else (),
        news,
        reason,
        tuple(olds.items()),
        tuple(quoted.items()),
    )


def log_paper(*entries: DeclaredChange, name: str = "log", **other: object) -> Paper:
    """A change log of the harbour plan."""
    return paper(name, declared=entries, title="Changes to the plan", **other)  # type: ignore[arg-type]


def kinds(result: Reconciliation, old: str | None = None) -> list[tuple[str, str]]:
    """(kind, refs) of every change, sorted; `old`: only those of that older version."""
    return sorted(
        (c.kind, "+".join(c.old_refs) + ">" + "+".join(c.new_refs))
        for c in result.changes
        if old is None or c.old_version_id == old
    )


def codes(result: Reconciliation) -> list[tuple[str, str]]:
    """(code, refs) of every finding, sorted."""
    return sorted((f.code, "+".join(f.refs)) for f in result.findings)


def message(result: Reconciliation, code: str, ref: str | None = None) -> str:
    """The message of the one finding of a code (and ref)."""
    found = [f.message for f in result.findings if f.code == code and (ref is None or ref in f.refs)]
    assert len(found) == 1, found
    return found[0]
