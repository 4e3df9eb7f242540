"""What a reader should see first: what slipped most, what nobody declared, what vanished, which claims differ.

The report page and the summary for a committee show the same lists; each line names the place it can be checked at.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from publish.tables import Row

__all__ = ["Highlight", "Highlights", "cut", "day_words", "place_words"]

Tables = Mapping[str, Sequence[Row]]

_WEIGHT = (
    *("vanished", "removed", "ref_reused", "closed", "reopened", "slipped", "unscheduled", "reworded", "merged"),
    *("split", "rerated", "reowned", "brought_forward", "scheduled", "moved", "renumbered", "completed", "added"),
)
"""Kinds of change, what matters most to those who were promised something first."""
_SHOWN = 90
"""Letters of a wording that are shown; its place has the rest."""


@dataclass(frozen=True, slots=True)
class Highlight:
    """One line: `subject` and `subject_id` name its row, `said` tells what happened, `place` where it stands.

    `name`: what to call it where it has no refs.
    """

    subject: str
    subject_id: str
    refs: str
    said: str
    place: str
    days: int | None = None
    name: str = "this one"


@dataclass(frozen=True)
class Highlights:
    """The lists, each whole and in the order in which they should be read."""

    tables: Tables

    @cached_property
    def slipped(self) -> list[Highlight]:
        """Every commitment that slipped, the furthest first, at the place that states it last."""
        found = [thread for thread in self.tables["threads"] if thread["slips"]]
        found.sort(key=lambda thread: (-thread["slip_days"], thread["thread_id"]))
        return [self._slipped(thread) for thread in found]

    def _slipped(self, thread: Row) -> Highlight:
        states = self._states.get(thread["thread_id"], [])
        text = cut(states[-1]["text"]) if states else ""
        if thread["first_due"] and thread["latest_due"]:
            text += f" ({day_words(str(thread['first_due']))} → {day_words(str(thread['latest_due']))})"
        place = self.place(states[-1]["action_id"]) if states else ""
        refs = ", ".join(thread["refs"])
        return Highlight("thread", thread["thread_id"], refs, text, place, thread["slip_days"])

    @property
    def undeclared_title(self) -> str:
        """What to call the list of undeclared changes: without a change log nobody could have declared anything."""
        without = {f["version_id"] for f in self.tables["findings"] if f["code"] == "no-change-log"}
        unsaid = [change for change in self.tables["changes"] if not change["declared_id"]]
        could = any(change["new_version_id"] not in without for change in unsaid)
        return "Changed, but not declared" if could or not unsaid else "Changed, and no change log was read"

    @cached_property
    def undeclared(self) -> list[Highlight]:
        """Every change that no entry of a change log says; first those for whose time a log was read."""
        without = {f["version_id"] for f in self.tables["findings"] if f["code"] == "no-change-log"}
        found = [change for change in self.tables["changes"] if not change["declared_id"]]

        def order(change: Row) -> tuple[bool, int, int, str]:
            weight = _WEIGHT.index(change["kind"]) if change["kind"] in _WEIGHT else len(_WEIGHT)
            return change["new_version_id"] in without, weight, -(change["days"] or 0), change["change_id"]

        return [self._changed(change) for change in sorted(found, key=order)]

    @cached_property
    def vanished(self) -> list[Highlight]:
        """Every action that was in the older version, is not in the newer one, and nobody said so."""
        return [self._changed(change) for change in self.tables["changes"] if change["kind"] == "vanished"]

    def _changed(self, change: Row) -> Highlight:
        old, new = (", ".join(change[side]) for side in ("old_refs", "new_refs"))
        refs = f"{old} → {new}" if old and new and old != new else old or new
        actions = change["new_action_ids"] or change["old_action_ids"]
        place = self.place(actions[0]) if actions else ""
        said = change["explanation"] or change["kind"].replace("_", " ")
        kind = change["kind"].replace("_", " ")
        return Highlight("change", change["change_id"], refs, said, place, change["days"], kind)

    @cached_property
    def claims(self) -> list[Highlight]:
        """Every figure in minutes or a report that is not what counting gives."""
        return [
            Highlight(
                *("claim", claim["claim_id"], "", f"“{claim['statement']}”: {claim['verdict_note']}"),
                self.place(claim["claim_id"]),
                name="the claim",
            )
            for claim in self.tables["claims"]
            if claim["verdict"] == "differs"
        ]

    @cached_property
    def not_found(self) -> list[Highlight]:
        """Every entry of a change log that names an action which the version before does not have."""
        missing = {f["subject_id"]: f["message"] for f in self.tables["findings"] if f["code"] == "declared-not-found"}
        return [
            Highlight(
                *("declared", entry["declared_id"], ", ".join(entry["from_refs"] or entry["to_refs"])),
                *(missing[entry["declared_id"]], self.place(entry["declared_id"])),
            )
            for entry in self.tables["declared_changes"]
            if entry["declared_id"] in missing
        ]

    def place(self, subject_id: str) -> str:
        """Where a row stands: file, page, table, row or line; empty where that is not known."""
        place = self._places.get(subject_id)
        return place_words(self._files[place["paper_id"]], place) if place else ""

    @cached_property
    def _places(self) -> dict[str, Row]:
        first: dict[str, Row] = {}
        for place in self.tables["places"]:
            first.setdefault(place["subject_id"], place)
        return first

    @cached_property
    def _files(self) -> dict[str, str]:
        return {paper["paper_id"]: paper["file"] for paper in self.tables["papers"]}

    @cached_property
    def _states(self) -> dict[str, list[Row]]:
        """The actions of each thread, oldest first, those of issued versions last."""
        order = {v["version_id"]: (v["kind"] == "issued", v["position"] or 0) for v in self.tables["versions"]}
        states: dict[str, list[Row]] = {}
        for action in self.tables["actions"]:
            if action["thread_id"]:
                states.setdefault(action["thread_id"], []).append(action)
        for held in states.values():
            held.sort(key=lambda action: order[action["version_id"]])
        return states


def place_words(file: str, place: Row) -> str:
    """A place in words: "2025-03-plan.pdf, page 2, table 4, row 2"."""
    parts = [f"{name} {place[name]}" for name in ("page", "table", "row", "line") if place[name] is not None]
    return ", ".join((file, *parts))


def cut(text: str | None, most: int = _SHOWN) -> str:
    """A text of at most that many letters."""
    text = " ".join((text or "").split())
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def day_words(edtf: str) -> str:
    """A date as people write it: "24 June 2024", "June 2024"; other EDTF as it is."""
    if not re.fullmatch(r"\d{4}-\d\d(-\d\d)?", edtf):
        return edtf
    day = dt.date.fromisoformat(f"{edtf}-01"[:10])
    return f"{day.day if len(edtf) == 10 else ''} {_MONTHS[day.month - 1]} {day.year}".strip()


_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
