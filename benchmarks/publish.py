"""How long a dataset of many actions takes to write, and how much memory: `python -m benchmarks.publish [ACTIONS]`.

Prints seconds of the processor and the most memory held, beside what they may be: 30 s and 1 GB for 100,000 actions.
"""

from __future__ import annotations

import datetime as dt
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from extract.model import Action, Finding, Milestone, Owner, Paper, Place, Rating, Section, Version, finding
from publish.dataset import write_dataset
from publish.report import PAGE, report_page
from publish.workbook import write_workbook
from reconcile.model import Change, Link, Plan, PlanVersion, Reconciliation, Thread

SECONDS, MEGABYTES = 30.0, 1000.0
VERSIONS, ACTIONS = 4, 250
"""Of a plan; of a version."""
_KEY = (
    Rating("green", "Green", "on track", 1, False),
    Rating("amber", "Amber", "at risk", 2, False),
    Rating("blue", "Blue", "complete", 3, True),
)
_WORDS = ("review", "agree", "publish", "repair", "train", "report", "council", "street", "home", "lamp", "bin", "plan")


def synthetic(actions: int) -> Reconciliation:
    """That many actions in plans of four versions; every third one changes from a version to the next."""
    draw = random.Random(1)
    plans = max(1, actions // (VERSIONS * ACTIONS))
    papers: list[Paper] = []
    held: list[PlanVersion] = []
    for plan in range(plans):
        for sequence in range(1, VERSIONS + 1):
            version = _version(draw, plan, sequence)
            version_id = version.version_id
            held.append(PlanVersion(version, f"plan-{plan:03}", sequence, position=sequence))
            papers.append(
                Paper(
                    version_id, version_id.ljust(64, "0"), f"{version_id}.pdf", "application/pdf", "pdf", "plan", "read"
                )
            )
    changes = tuple(_changes(plans))
    return Reconciliation(
        papers=tuple(papers),
        plans=tuple(Plan(f"plan-{p:03}", f"Plan {p}", "Marlbrook Council", "title", "one title") for p in range(plans)),
        versions=tuple(held),
        links=tuple(_links(plans)),
        changes=changes,
        threads=tuple(_threads(plans)),
        thread_of={a.action_id: _thread(h.plan_id, a.position) for h in held for a in h.version.actions},
        findings=tuple(_finding(change) for change in changes),
        as_of=dt.date(2025, 12, 31),
    )


def _version_id(plan: int, sequence: int) -> str:
    return f"{plan:011x}{sequence}"


def _thread(plan_id: str, position: int) -> str:
    return f"{plan_id}/A{position}"


def _sentence(draw: random.Random, words: int) -> str:
    return " ".join(draw.choices(_WORDS, k=words)).capitalize() + "."


def _version(draw: random.Random, plan: int, sequence: int) -> Version:
    version_id = _version_id(plan, sequence)
    section = Section(f"{version_id}/section-1", 1, ("Homes", "Repairs"))
    return Version(
        *(version_id, version_id, "issued", f"Plan {plan}", "Marlbrook Council", f"202{sequence}-06-30", "printed"),
        ratings=_KEY,
        sections=(section,),
        actions=tuple(_action(draw, version_id, number, sequence) for number in range(1, ACTIONS + 1)),
    )


def _due(position: int, sequence: int) -> dt.date:
    return dt.date(2025, 1, 1) + dt.timedelta(days=position + 30 * sequence * (position % 3 == 0))


def _action(draw: random.Random, version_id: str, number: int, sequence: int) -> Action:
    due = _due(number, sequence)
    milestone = Milestone(1, f"{due:%d %B %Y}", "due", due=due.isoformat(), due_by=due)
    return Action(
        *(f"{version_id}#A{number}", number, _sentence(draw, 25), f"A{number}", f"A{number}"),
        section_id=f"{version_id}/section-1",
        rating=draw.choice(("green", "amber", "blue")),
        rating_fill="#00B050" if number % 2 else None,
        owners_printed="Head of Homes",
        progress=_sentence(draw, 50),
        timescale_printed=milestone.printed,
        milestones=(milestone,),
        owners=(Owner(1, "Head of Homes", None, "Head of Homes"),),
        places=(Place(1 + number // 10, 1, number, None, 50.0, 100.0, 540.0, 130.0),),
    )


def _steps(plans: int) -> Iterator[tuple[int, int, int]]:
    return ((p, s, n) for p in range(plans) for s in range(1, VERSIONS) for n in range(1, ACTIONS + 1))


def _links(plans: int) -> Iterator[Link]:
    for plan, sequence, number in _steps(plans):
        old, new = _version_id(plan, sequence), _version_id(plan, sequence + 1)
        sides = (f"{old}#A{number}", f"{new}#A{number}")
        yield Link(f"{sides[0]}->{sides[1]}", old, new, *sides, *2 * (f"A{number}",), "same", 0.97, "ref", "same ref")


def _changes(plans: int) -> Iterator[Change]:
    for plan, sequence, number in _steps(plans):
        if number % 3:
            continue
        old, new = _version_id(plan, sequence), _version_id(plan, sequence + 1)
        yield Change(
            *(f"slipped:{old}->{new}#A{number}", f"plan-{plan:03}", old, new, "slipped"),
            thread_id=_thread(f"plan-{plan:03}", number),
            old_refs=(f"A{number}",),
            new_refs=(f"A{number}",),
            old_action_ids=(f"{old}#A{number}",),
            new_action_ids=(f"{new}#A{number}",),
            field="timescale",
            old_value="June 2025",
            new_value="July 2025",
            days=30,
            score=0.97,
            explanation='"June 2025" became "July 2025", 30 days later',
        )


def _threads(plans: int) -> Iterator[Thread]:
    for plan in range(plans):
        for number in range(1, ACTIONS + 1):
            plan_id, slips = f"plan-{plan:03}", (VERSIONS - 1) * (number % 3 == 0)
            versions = _version_id(plan, 1), _version_id(plan, VERSIONS)
            dues = _due(number, 1), _due(number, VERSIONS)
            yield Thread(
                *(_thread(plan_id, number), plan_id, (f"A{number}",), (), *versions, *dues, slips, 30 * slips, "open")
            )


def _finding(change: Change) -> Finding:
    return finding(
        "undeclared-change",
        "warning",
        f"{change.new_refs[0]} slipped by {change.days} days and no change log says so",
        version_id=change.new_version_id,
        subject_id=change.change_id,
        refs=change.new_refs,
    )


def _peak() -> float:
    """The most memory this process has held, in megabytes."""
    import resource

    kilobytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return kilobytes / (1e6 if sys.platform == "darwin" else 1e3)


def main(actions: int = 100_000) -> int:
    """Measure and print; 1 where a whole dataset takes more than it may."""
    found = synthetic(actions)
    held = _peak()
    taken: dict[str, tuple[float, float]] = {}
    with tempfile.TemporaryDirectory() as folder:
        for name, extras in (("tables alone", ()), ("with workbook and report", (report_page(), write_workbook))):
            began = time.process_time()
            dataset = write_dataset(found, Path(folder) / name, {}, extras)
            taken[name] = (time.process_time() - began, _peak())
        page = (dataset.folder / PAGE).stat().st_size / 1e6
        size = sum(path.stat().st_size for path in dataset.folder.rglob("*") if path.is_file()) / 1e6
        counts = dataset.run["counts"]
        print(f"{counts['actions']} actions, {counts['changes']} changes, {size:.0f} MB, report {page:.1f}")
    print(f"{'the actions themselves':24} {'':8} {held:6.0f} MB")
    for name, (seconds, peak) in taken.items():
        print(f"{name:24} {seconds:6.1f} s {peak:6.0f} MB")
    scale = actions / 100_000
    print("of what it may take:")
    for name, (seconds, peak) in taken.items():
        print(f"{name:24} {seconds / SECONDS / scale:6.2f}   {peak / MEGABYTES:6.2f}")
    seconds, peak = taken["with workbook and report"]
    return int(seconds > SECONDS * scale or peak > MEGABYTES)


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:2])))
