"""A small reconciliation of an invented council, with something in every table."""

from __future__ import annotations

import datetime as dt

import pytest

from extract.model import (
    Action,
    ActionField,
    Claim,
    DeclaredChange,
    Milestone,
    Owner,
    Paper,
    Place,
    Rating,
    Section,
    TableUse,
    Version,
    finding,
)
from reconcile.model import (
    Change,
    CheckedClaim,
    CheckedDeclaration,
    Link,
    Plan,
    PlanVersion,
    Reconciliation,
    Thread,
    ThreadLink,
)


def _paper(paper_id: str, file: str, **said: object) -> Paper:
    given = {"media_type": "text/plain", "reader": "text", "role": "plan", "status": "read"} | said
    return Paper(paper_id=paper_id, sha256=paper_id.ljust(64, "0"), file=file, **given)  # type: ignore[arg-type]


def _version(version_id: str, as_at: str, *actions: Action) -> Version:
    key = (Rating("green", "Green", "on track", 1, False), Rating("blue", "Blue", "done", 2, True))
    section = Section(f"{version_id}/1", 1, ("Marlbrook Council", "Streets"), "A Person")
    return Version(
        *(version_id, version_id, "issued", "Streets Plan", "Marlbrook Council", as_at, "printed"),
        period_start=dt.date(2024, 4, 1),
        ratings=key,
        sections=(section,),
        actions=actions,
    )


def _action(version_id: str, ref: str, text: str, due: str) -> Action:
    milestone = Milestone(1, due, "due", due=due[:7], due_by=dt.date.fromisoformat(due), rating="green")
    return Action(
        *(f"{version_id}#{ref}", 1, text, ref, ref),
        section_id=f"{version_id}/1",
        rating="green",
        timescale_printed=due,
        milestones=(milestone,),
        owners=(Owner(1, "A Person, Head of Streets", "A Person", "Head of Streets", 1), Owner(2, "B Person")),
        fields=(ActionField(7, "Cost", "-5"),),
        places=(Place(3, 1, 2, None, 10.0, 20.5, 30.1, 40.0), Place(4, 1, 3, joined_by="page break")),
    )


@pytest.fixture
def found() -> Reconciliation:
    """Two versions of a plan, a change log, minutes and a paper that could not be read."""
    old_action = _action("aaaaaaaaaaaa", "S1", "=SUM(A1) is how the sheet began\nand a second line", "2024-07-31")
    new_action = _action("bbbbbbbbbbbb", "S1", 'Mend the "High Street", all of it', "2024-09-30")
    old, new = _version("aaaaaaaaaaaa", "2024-06", old_action), _version("bbbbbbbbbbbb", "2024-09", new_action)
    undeclared = finding("undeclared-change", "warning", "S1 slipped", version_id="bbbbbbbbbbbb", refs=("S1",))
    unread = finding("paper-unreadable", "error", "-.txt: empty", paper_id="eeeeeeeeeeee")
    declared = DeclaredChange(
        *("cccccccccccc!1", "cccccccccccc", 1, "retimed", ("S1",), ("S1",)), reason="@late", places=(Place(1, 1, 1),)
    )
    claim = Claim("dddddddddddd!1", "dddddddddddd", "57% done", "It was 57% done.", "complete", 57.0, "percent")
    change = Change(
        *("bbbbbbbbbbbb:slipped:S1", "streets", "aaaaaaaaaaaa", "bbbbbbbbbbbb", "slipped", "streets/S1"),
        old_refs=("S1",),
        new_refs=("S1",),
        field="due",
        old_milestone_id="aaaaaaaaaaaa#S1/1",
        new_milestone_id="bbbbbbbbbbbb#S1/1",
        old_value="2024-07",
        new_value="2024-09",
        days=61,
        score=0.97,
        explanation="due 61 days later",
    )
    link = Link(
        *("l1", "aaaaaaaaaaaa", "bbbbbbbbbbbb", "aaaaaaaaaaaa#S1", "bbbbbbbbbbbb#S1", "S1", "S1", "same", 0.97, "ref"),
        evidence="same ref, close words",
    )
    threads = tuple(
        Thread(name, "streets", ("S1",), (), "aaaaaaaaaaaa", "bbbbbbbbbbbb", dt.date(2024, 7, 31), None, 1, 61, "open")
        for name in ("streets/S1", "streets/S1~2")
    )
    return Reconciliation(
        papers=(
            _paper("aaaaaaaaaaaa", "old.txt", tables=(TableUse(1, 3, 4, "actions", "a ref column"),)),
            _paper("bbbbbbbbbbbb", "new.txt"),
            _paper("cccccccccccc", "log.txt", role="change_log"),
            _paper("dddddddddddd", "minutes.txt", role="minutes", meeting_date=dt.date(2024, 10, 1)),
            _paper(
                "eeeeeeeeeeee", "-.txt", role="other", status="failed", reader=None, problem="empty", findings=(unread,)
            ),
        ),
        also_at={"aaaaaaaaaaaa": ("copy/old.txt", "old (1).txt")},
        plans=(Plan("streets", "Streets Plan", "Marlbrook Council", "title", "the same title"),),
        versions=(PlanVersion(old, "streets", 1), PlanVersion(new, "streets", 2)),
        links=(link,),
        changes=(change,),
        threads=threads,
        thread_links=(ThreadLink("streets/S1", "streets/S1~2", "split", change.change_id),),
        declared=(CheckedDeclaration(declared, "differs", "61 days, not 30", dt.date(2024, 7, 31), None, -3),),
        claims=(CheckedClaim(claim, "bbbbbbbbbbbb", 0.0, "differs", "none is complete"),),
        findings=(undeclared,),
        thread_of={"aaaaaaaaaaaa#S1": "streets/S1", "bbbbbbbbbbbb#S1": "streets/S1"},
        as_of=dt.date(2024, 10, 1),
    )
