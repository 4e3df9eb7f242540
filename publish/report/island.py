"""The rows as the page's script reads them: JSON lists, one for each table, short enough for 100,000 actions.

A row is a list, its columns are those of `COLUMNS`, which the page carries too. What points to another row is that
row's position; a text that may stand in many rows is a position in `texts`, where 0 is no text.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from publish.drawing import Picture
from publish.report.figures import is_twin, slipped_by, without_log
from publish.report.timeline import rating_looks, version_labels
from publish.report.wordings import Spans, compared
from publish.tables import Row

__all__ = ["COLUMNS", "island"]

Tables = Mapping[str, Sequence[Row]]

COLUMNS: dict[str, str] = {
    "papers": "id file role status problem pages reader",
    "plans": "id title organisation",
    "versions": "id plan paper kind label order as_at actions",
    "ratings": "plan code printed meaning complete look",
    "sections": "path lead",
    "actions": "id version thread section ref text rating rating_printed owner progress next_steps timescale repair "
    "owners due places pictures",
    "threads": "id plan refs first last first_due latest_due slips slip_days by state actions",
    "thread_links": "from to kind change",
    "links": "old new relation score decided_by evidence",
    "changes": "id plan old_version new_version thread kind old_refs new_refs field old_value new_value days score "
    "declared declared_state explanation old_actions new_actions diff links",
    "declared": "id paper kind from_refs to_refs old_text new_text old_timescale new_timescale days reason verdict "
    "note missing diff changes places pictures",
    "claims": "id paper meeting_date statement sentence value unit version dataset_value verdict note places pictures",
    "findings": "id code severity paper version refs message thread declared claim places pictures",
}


@dataclass(slots=True)
class _Pool:
    """Texts by their position; the same text is held once."""

    texts: list[str] = field(default_factory=lambda: [""])
    held: dict[str, int] = field(default_factory=lambda: {"": 0})

    def __call__(self, text: str | None) -> int:
        if text is None:
            return 0
        if text not in self.held:
            self.held[text] = len(self.texts)
            self.texts.append(text)
        return self.held[text]


def island(
    tables: Tables, pictures: Mapping[str, list[Picture]], undrawn: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """Everything the script needs, by the name of its JSON element. The same rows give the same lists.

    `undrawn`: why the papers with these ids have no pictures, said where the page says the place.
    """
    return _Island(tables, pictures, undrawn or {}).lists()


class _Island:
    """Positions are fixed first, then every table is listed."""

    def __init__(self, tables: Tables, pictures: Mapping[str, list[Picture]], undrawn: Mapping[str, str]) -> None:
        self.tables = tables
        self.pictures = pictures
        self.undrawn = undrawn
        self.pool = _Pool()
        twins = is_twin(tables)
        self.shown = [action for action in tables["actions"] if action["version_id"] not in twins]
        self.at = {
            "papers": _positions(tables["papers"], "paper_id"),
            "plans": _positions(tables["plans"], "plan_id"),
            "versions": _positions(tables["versions"], "version_id"),
            "sections": _positions(tables["sections"], "section_id"),
            "actions": _positions(self.shown, "action_id"),
            "threads": _positions(tables["threads"], "thread_id"),
            "changes": _positions(tables["changes"], "change_id"),
            "declared": _positions(tables["declared_changes"], "declared_id"),
            "claims": _positions(tables["claims"], "claim_id"),
        }
        self.places = _grouped(tables["places"], "subject_id")
        self.action = {action["action_id"]: action for action in self.shown}

    def lists(self) -> dict[str, Any]:
        """The lists in the order in which the page needs them."""
        made = {name: list(getattr(self, f"_{name}")()) for name in COLUMNS}
        every = list(dict.fromkeys(picture for held in self.pictures.values() for picture in held))
        number = {picture: at for at, picture in enumerate(every)}
        pictures = {
            "drawn": [[p.page, p.uri, p.width, p.height, p.cut] for p in every],
            "of": {subject: [number[p] for p in held] for subject, held in self.pictures.items()},
        }
        columns = {name: text.split() for name, text in COLUMNS.items()}
        return {"columns": columns, **made, "texts": self.pool.texts, "pictures": pictures}

    def _to(self, table: str, identifier: str | None) -> int:
        """The position of the row with that id; -1 where there is none or it is not shown."""
        return -1 if identifier is None else self.at[table].get(identifier, -1)

    def _all(self, table: str, identifiers: Sequence[str]) -> list[int]:
        return [at for one in identifiers if (at := self._to(table, one)) >= 0]

    def _places_of(self, subject_id: str) -> list[list[Any]]:
        """[paper, page, table, row, line, why it belongs to the piece before or has no picture] for each piece."""
        return [
            [
                *(self._to("papers", p["paper_id"]), p["page"], p["table"], p["row"], p["line"]),
                self.pool("; ".join(filter(None, (p["joined_by"], self.undrawn.get(p["paper_id"])))) or None),
            ]
            for p in self.places.get(subject_id, ())
        ]

    def _pictured(self, subject_id: str | None) -> str | None:
        return subject_id if subject_id in self.pictures else None

    def _papers(self) -> Iterator[list[Any]]:
        for p in self.tables["papers"]:
            yield [p["paper_id"], p["file"], p["role"], p["status"], p["problem"], p["pages"], p["reader"]]

    def _plans(self) -> Iterator[list[Any]]:
        for plan in self.tables["plans"]:
            yield [plan["plan_id"], plan["title"] or plan["plan_id"], plan["organisation"]]

    def _versions(self) -> Iterator[list[Any]]:
        labels = version_labels(self.tables)
        for v in self.tables["versions"]:
            label = labels[v["version_id"]]
            plan, paper = self._to("plans", v["plan_id"]), self._to("papers", v["paper_id"])
            order = v["position"] or v["sequence"] or 0
            yield [v["version_id"], plan, paper, v["kind"], label, order, v["as_at"], v["actions"]]

    def _ratings(self) -> Iterator[list[Any]]:
        looks = {plan: rating_looks(key) for plan, key in _grouped(self.tables["ratings"], "plan_id").items()}
        for r in sorted(self.tables["ratings"], key=lambda r: (r["plan_id"], r["rank"], r["code"])):
            look = looks[r["plan_id"]][r["code"]]
            plan = self._to("plans", r["plan_id"])
            yield [plan, r["code"], r["printed"] or r["code"], r["meaning"], r["is_complete"], look]

    def _sections(self) -> Iterator[list[Any]]:
        for section in self.tables["sections"]:
            yield [self.pool(section["path"]), self.pool(section["lead"])]

    def _actions(self) -> Iterator[list[Any]]:
        owners, due = _grouped(self.tables["owners"], "action_id"), _grouped(self.tables["milestones"], "action_id")
        for a in self.shown:
            text = self.pool
            action_id = a["action_id"]
            yield [
                *(action_id, self._to("versions", a["version_id"]), self._to("threads", a["thread_id"])),
                *(self._to("sections", a["section_id"]), a["ref"], text(a["text"]), a["rating"]),
                *(text(a["rating_printed"]), text(a["owners_printed"]), text(a["progress"]), text(a["next_steps"])),
                *(text(a["timescale_printed"]), text(a["ref_repair"])),
                list(dict.fromkeys(text(owner["owner"]) for owner in owners.get(action_id, ()))),
                [
                    [text(m["label"]), text(m["printed"]), m["kind"], m["due_by"], text(m["inferred"])]
                    for m in due.get(action_id, ())
                ],
                *(self._places_of(action_id), self._pictured(action_id)),
            ]

    def _threads(self) -> Iterator[list[Any]]:
        order = {v["version_id"]: (v["position"] or 0, v["version_id"]) for v in self.tables["versions"]}
        members = _grouped(self.shown, "thread_id")
        for t in self.tables["threads"]:
            states = sorted(members.get(t["thread_id"], ()), key=lambda a: (order[a["version_id"]], a["position"]))
            yield [
                *(t["thread_id"], self._to("plans", t["plan_id"]), t["refs"]),
                *(self._to("versions", t["first_version_id"]), self._to("versions", t["last_version_id"])),
                *(t["first_due"], t["latest_due"], t["slips"], t["slip_days"], slipped_by(t), t["state"]),
                [self.at["actions"][state["action_id"]] for state in states],
            ]

    def _thread_links(self) -> Iterator[list[Any]]:
        for link in self.tables["thread_links"]:
            ends = self._to("threads", link["from_thread_id"]), self._to("threads", link["to_thread_id"])
            yield [*ends, link["kind"], self._to("changes", link["change_id"])]

    def _links(self) -> Iterator[list[Any]]:
        for link in self.tables["links"]:
            ends = self._to("actions", link["old_action_id"]), self._to("actions", link["new_action_id"])
            said = link["relation"], link["score"], link["decided_by"]
            yield [*ends, *said, self.pool(link["evidence"])]

    def _changes(self) -> Iterator[list[Any]]:
        between = {(k["old_action_id"], k["new_action_id"]): i for i, k in enumerate(self.tables["links"])}
        without = without_log(self.tables)
        for c in self.tables["changes"]:
            olds, news = c["old_action_ids"], c["new_action_ids"]
            state = "yes" if c["declared_id"] else "no log" if c["new_version_id"] in without else "no"
            yield [
                *(c["change_id"], self._to("plans", c["plan_id"])),
                *(self._to("versions", c["old_version_id"]), self._to("versions", c["new_version_id"])),
                *(self._to("threads", c["thread_id"]), c["kind"], c["old_refs"], c["new_refs"], c["field"]),
                *(self.pool(c["old_value"]), self.pool(c["new_value"]), c["days"], c["score"]),
                *(self._to("declared", c["declared_id"]), state, self.pool(c["explanation"])),
                *(self._all("actions", olds), self._all("actions", news), self._wordings(olds, news)),
                [between[old, new] for old in olds for new in news if (old, new) in between],
            ]

    def _wordings(self, olds: Sequence[str], news: Sequence[str]) -> Spans:
        before, after = ([self.action[i]["text"] for i in ids if i in self.action] for ids in (olds, news))
        return compared(before, after)

    def _declared(self) -> Iterator[list[Any]]:
        missing = {f["subject_id"] for f in self.tables["findings"] if f["code"] == "declared-not-found"}
        shown = _grouped(self.tables["changes"], "declared_id")
        for d in self.tables["declared_changes"]:
            text, declared_id = self.pool, d["declared_id"]
            yield [
                *(declared_id, self._to("papers", d["paper_id"]), d["kind"], d["from_refs"], d["to_refs"]),
                *(text(d["old_text"]), text(d["new_text"]), text(d["old_timescale"]), text(d["new_timescale"])),
                *(d["slip_days"], text(d["reason"]), d["verdict"], text(d["verdict_note"]), declared_id in missing),
                compared([d["old_text"]], [d["new_text"]]),
                [self.at["changes"][change["change_id"]] for change in shown.get(declared_id, ())],
                *(self._places_of(declared_id), self._pictured(declared_id)),
            ]

    def _claims(self) -> Iterator[list[Any]]:
        for c in self.tables["claims"]:
            yield [
                *(c["claim_id"], self._to("papers", c["paper_id"]), c["meeting_date"], c["statement"], c["sentence"]),
                *(c["value"], c["unit"], self._to("versions", c["version_id"]), c["dataset_value"]),
                *(c["verdict"], c["verdict_note"], self._places_of(c["claim_id"]), self._pictured(c["claim_id"])),
            ]

    def _findings(self) -> Iterator[list[Any]]:
        threads = {action["action_id"]: action["thread_id"] for action in self.tables["actions"]}
        for f in self.tables["findings"]:
            subject = f["subject_id"]
            thread = self._to("threads", threads.get(subject, subject))
            own = f["finding_id"] if f["finding_id"] in self.places or subject is None else subject
            yield [
                *(f["finding_id"], f["code"], f["severity"], self._to("papers", f["paper_id"])),
                *(self._to("versions", f["version_id"]), f["refs"], self.pool(f["message"])),
                *(thread, self._to("declared", subject), self._to("claims", subject)),
                *(self._places_of(own), self._pictured(f["finding_id"]) or self._pictured(subject)),
            ]


def _positions(rows: Sequence[Row], key: str) -> dict[str, int]:
    return {row[key]: at for at, row in enumerate(rows)}


def _grouped(rows: Sequence[Row], key: str) -> dict[str, list[Row]]:
    grouped: dict[str, list[Row]] = {}
    for row in rows:
        if row[key] is not None:
            grouped.setdefault(row[key], []).append(row)
    return grouped
