"""The rows of the dataset found through one another: an action's paper, section and owners, a thread's last wording."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

from publish.tables import Row

__all__ = ["Joined"]


class Joined:
    """All tables by name, and the ways from row to row that the sheets need."""

    def __init__(self, tables: Mapping[str, Sequence[Row]]) -> None:
        self.tables = tables
        self.papers = {row["paper_id"]: row for row in tables["papers"]}
        self.plans = {row["plan_id"]: row for row in tables["plans"]}
        self.versions = {row["version_id"]: row for row in tables["versions"]}
        self.sections = {row["section_id"]: row for row in tables["sections"]}
        self.actions = {row["action_id"]: row for row in tables["actions"]}
        self.threads = {row["thread_id"]: row for row in tables["threads"]}

    def file(self, row: Row) -> str | None:
        """The file of the paper a row names, or of its version's paper."""
        paper_id = row.get("paper_id")
        if paper_id is None and row.get("version_id") in self.versions:
            paper_id = self.versions[row["version_id"]]["paper_id"]
        paper = self.papers.get(paper_id)
        return paper["file"] if paper else None

    def plan(self, plan_id: str | None) -> str | None:
        """A plan's title."""
        plan = self.plans.get(plan_id)
        return plan["title"] if plan else plan_id

    def section(self, action: Row | None) -> str | None:
        """The headings above an action."""
        section = self.sections.get(action["section_id"]) if action else None
        return section["path"] if section else None

    @cached_property
    def _owners(self) -> dict[str, list[str]]:
        owners: dict[str, list[str]] = {}
        for row in self.tables["owners"]:
            held = owners.setdefault(row["action_id"], [])
            if row["owner"] and row["owner"] not in held:
                held.append(row["owner"])
        return owners

    def owners(self, action: Row | None) -> list[str]:
        """The owners of an action, each once, in the order they are printed."""
        return self._owners.get(action["action_id"], []) if action else []

    def named(self, action_ids: Iterable[str]) -> list[Row]:
        """The actions of these ids that there are."""
        return [self.actions[action_id] for action_id in action_ids if action_id in self.actions]

    def place(self, action: Row) -> str:
        """Where an action stands: "2025-03-plan.pdf p. 2, table 4, row 2"."""
        said = (("p.", action["page"]), ("table", action["table"]), ("row", action["row"]))
        stands = ", ".join(f"{name} {number}" for name, number in said if number)
        return " ".join(filter(None, (self.file(action), stands)))

    def as_at(self, version_id: str) -> dt.date | str | None:
        """The date of a version, as a date where it is a day; what a change log quotes is named by its paper."""
        version = self.versions.get(version_id)
        if version is None:
            return version_id
        if version["kind"] != "issued":
            return f"{version['kind'].replace('-', ' as ')} in {self.file(version)}"
        return day(version["as_at"]) or version["as_at"] or self.file(version)

    def issued(self, change: Row) -> bool:
        """Whether both versions of a change were issued: only such changes count in headline figures."""
        held = (self.versions.get(change[side]) for side in ("old_version_id", "new_version_id"))
        return all(version is not None and version["kind"] == "issued" for version in held)

    @cached_property
    def issues(self) -> list[Row]:
        """Issued versions, plan by plan, oldest first; of twins the one that is not named as the other's twin."""
        once = [
            version
            for version in self.versions.values()
            if version["kind"] == "issued" and not self.papers[version["paper_id"]]["twin_of"]
        ]
        return sorted(once, key=lambda version: (version["plan_id"], version["sequence"] or 0, version["version_id"]))

    @cached_property
    def latest(self) -> dict[str, Row]:
        """The latest issued version of each plan."""
        return {version["plan_id"]: version for version in self.issues}

    @cached_property
    def actions_of(self) -> dict[str, list[Row]]:
        """The actions of each version in reading order."""
        held: dict[str, list[Row]] = {}
        for action in self.actions.values():
            held.setdefault(action["version_id"], []).append(action)
        for actions in held.values():
            actions.sort(key=lambda action: (action["position"], action["action_id"]))
        return held

    @cached_property
    def _last_of_thread(self) -> dict[str, Row]:
        def age(action: Row) -> tuple[bool, int, int]:
            version = self.versions[action["version_id"]]
            return (version["kind"] == "issued", version["position"] or version["sequence"] or 0, -action["position"])

        last: dict[str, Row] = {}
        for action in self.actions.values():
            thread_id = action["thread_id"]
            if thread_id and (thread_id not in last or age(action) > age(last[thread_id])):
                last[thread_id] = action
        return last

    def last_stated(self, thread_id: str) -> Row | None:
        """The action by which an issued version last states a thread; a quoted one where none was issued."""
        return self._last_of_thread.get(thread_id)

    @cached_property
    def slipped(self) -> list[Row]:
        """Threads that slipped, the furthest first."""
        found = [thread for thread in self.threads.values() if thread["slips"]]
        return sorted(found, key=lambda thread: (-thread["slip_days"], thread["thread_id"]))

    @cached_property
    def _by_action(self) -> dict[str, dict[str, list[Row]]]:
        held: dict[str, dict[str, list[Row]]] = {}
        for table in ("milestones", "action_fields"):
            rows = held.setdefault(table, {})
            for row in self.tables[table]:
                rows.setdefault(row["action_id"], []).append(row)
        return held

    def of_action(self, table: str, action: Row) -> Iterator[Row]:
        """An action's milestones or its other columns, in order."""
        yield from self._by_action[table].get(action["action_id"], ())


def day(edtf: Any) -> dt.date | None:
    """An EDTF date that is one day, as a date."""
    try:
        return dt.date.fromisoformat(edtf) if isinstance(edtf, str) and len(edtf) == 10 else None
    except ValueError:
        return None
