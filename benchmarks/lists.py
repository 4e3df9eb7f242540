"""The published lists with their links (`../shared/bench/reconcile`) and real papers' texts, where they are present."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.synthetic_plans import revise
from reconcile.model import Statement

__all__ = ["Bench", "Score", "judge", "plans", "published", "real_papers"]

SHARED = Path(__file__).resolve().parents[1].parent / "shared"
Pair = tuple[str, str]


@dataclass
class Bench:
    """Two versions and what is known of their links. `open_question`: pairs that neither help nor hurt."""

    name: str
    family: str
    old: list[Statement]
    new: list[Statement]
    pairs: dict[Pair, str]
    open_question: set[Pair] = field(default_factory=set)
    unknown: set[str] = field(default_factory=set)
    removed: set[str] = field(default_factory=set)
    added: set[str] = field(default_factory=set)

    def neutral(self, old: str, new: str) -> bool:
        """Whether the gold has no opinion on this pair."""
        return old in self.unknown or ((old, new) in self.open_question and (old, new) not in self.pairs)

    def hard(self) -> set[Pair]:
        """Pairs whose ref changed or that are part of a merge or split."""
        refs = {s.key: s.ref for s in self.old}, {s.key: s.ref for s in self.new}
        return {p for p, kind in self.pairs.items() if refs[0][p[0]] != refs[1][p[1]] or kind in ("merged", "split")}


def published() -> list[Bench]:
    """The lists whose authors published the links; empty where they are not present."""
    return [_published(path) for path in sorted((SHARED / "bench" / "reconcile").glob("*.json"))]


def _published(path: Path) -> Bench:
    data = json.loads(path.read_text(encoding="utf-8"))
    sides = [[Statement(x["ref"], x["text"], x["ref"], x["section"]) for x in data[side]] for side in ("old", "new")]
    bench = Bench(path.stem, path.stem.split("_")[0], sides[0], sides[1], {})
    known: set[str] = set()
    for link in data["links"]:
        known |= set(link["from"])
        for pair in ((f, t) for f in link["from"] for t in link["to"]):
            if link["kind"] == "covered":
                bench.open_question.add(pair)
            else:
                bench.pairs[pair] = link["kind"]
        bench.removed |= set(link["from"]) if link["kind"] == "removed" else set()
        bench.added |= set(link["to"]) if link["kind"] == "added" else set()
    bench.unknown = {s.key for s in bench.old} - known
    return bench


def plans() -> list[Bench]:
    """Revisions of invented plans: several sizes, refs kept, renumbered, shifted, absent."""
    made = [
        (120, "kept"),
        (120, "renumbered"),
        (120, "shifted"),
        (120, "none"),
        (40, "kept"),
        (40, "none"),
        (20, "kept"),
        (250, "kept"),
    ]
    benches = []
    for seed, (size, scheme) in enumerate(made):
        r = revise(seed, size, scheme)
        gone = {s.key for s in r.old} - {p[0] for p in r.pairs}
        fresh = {s.key for s in r.new} - {p[1] for p in r.pairs}
        benches.append(Bench(f"plan_{scheme}_{size}", "plan", r.old, r.new, dict(r.pairs), removed=gone, added=fresh))
    return benches


def real_papers() -> list[Bench]:
    """Plans of real papers as read by eye, with the links read by eye; empty where they are not present."""
    folder = SHARED / "gold" / "real"
    benches = []
    for path in sorted(folder.glob("links_*.json")):
        spec = json.loads(path.read_text(encoding="utf-8"))
        golds = [json.loads((folder / f"{spec[side]}.json").read_text(encoding="utf-8")) for side in ("old", "new")]
        key = spec.get("key") or "ref"
        sides = [[_action(a, key) for a in gold["actions"]] for gold in golds]
        links = spec["links"]
        pairs = {(str(f), str(t)): link["kind"] for link in links for f in link["from"] for t in link["to"]}
        gone = {str(f) for link in links if not link["to"] for f in link["from"]}
        fresh = {str(t) for link in links if not link["from"] for t in link["to"]}
        benches.append(
            Bench(path.stem.removeprefix("links_"), "real", sides[0], sides[1], pairs, removed=gone, added=fresh)
        )
    return benches


def _action(a: dict[str, Any], key: str) -> Statement:
    dues = [m["due"] for m in a["milestones"] if m.get("due")]
    section = " / ".join(a["section"]) or None
    return Statement(str(a[key]), a["text"], a["ref"] or None, section, tuple(a["owners"]), max(dues, default=None))


Score = dict[str, tuple[float, float, float]]


def judge(bench: Bench, relations: dict[Pair, str]) -> Score:
    """Precision, recall and F1 as `score_links.py` counts them."""
    said, truth, hard = set(relations), set(bench.pairs), bench.hard()
    judged = {p for p in said if not bench.neutral(*p)}
    refs = {s.key: s.ref for s in bench.old}, {s.key: s.ref for s in bench.new}
    judged_hard = {p for p in judged if refs[0][p[0]] != refs[1][p[1]] or p in hard}
    many = {p for p, kind in bench.pairs.items() if kind in ("merged", "split")}
    said_many = {p for p in judged if relations[p] in ("merged", "split", "succeeded")}
    gone = ({p[0] for p in truth} | bench.removed) - {p[0] for p in said}
    fresh = ({p[1] for p in truth} | bench.added) - {p[1] for p in said}
    return {
        "all": _prf(len(judged & truth), len(judged - truth), len(truth - judged)),
        "non-trivial": _prf(len(judged_hard & hard), len(judged_hard - hard), len(hard - judged_hard)),
        "merged+split": _prf(len(said_many & many), len(said_many - many), len(many - judged)),
        "removed": _prf(len(gone & bench.removed), len(gone - bench.removed), len(bench.removed - gone)),
        "added": _prf(len(fresh & bench.added), len(fresh - bench.added), len(bench.added - fresh)),
    }


def recall_by_kind(bench: Bench, said: set[Pair]) -> dict[str, str]:
    """How many of the gold's pairs of each kind were found."""
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for pair, kind in [*bench.pairs.items(), *((p, "covered") for p in bench.open_question)]:
        counts[kind][0] += pair in said
        counts[kind][1] += 1
    return {kind: f"{found}/{total}" for kind, (found, total) in sorted(counts.items())}


def _prf(right: int, wrong: int, missed: int) -> tuple[float, float, float]:
    p = right / (right + wrong) if right + wrong else 0.0
    r = right / (right + missed) if right + missed else 0.0
    return p, r, 2 * p * r / (p + r) if p + r else 0.0
