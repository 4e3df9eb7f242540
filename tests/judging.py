"""How well a paper was read: every action of its truth against what the whole of `extract` makes of the drawn file."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from drawing import draw
from invented import Truth
from layouts import Drawn

from extract.errors import PaperUnreadable
from extract.model import Action, Paper
from extract.paper import read_paper
from extract.refs import normalise_ref
from extract.settings import ReadSettings

__all__ = ["Verdict", "bytes_of", "judge", "judge_file"]


@dataclass
class Verdict:
    """What one paper scored. `misses`: (what, action, wanted, got)."""

    name: str
    wanted: int
    found: int = 0
    whole: int = 0
    invented: int = 0
    good: Counter[str] = field(default_factory=Counter)
    tried: Counter[str] = field(default_factory=Counter)
    misses: list[tuple[str, str, object, object]] = field(default_factory=list)
    status: str = "read"
    holds: bool = True

    @property
    def clean(self) -> bool:
        """Whether everything was read as it is printed and nothing beside it."""
        return self.whole == self.wanted and not self.invented and self.status == "read" and self.holds


def bytes_of(drawn: Drawn) -> bytes:
    """The file, with the damage that a text export has taken."""
    data = draw(drawn.kind, drawn.blocks)
    return "\n".join(drawn.damage(data.decode().split("\n"))).encode() if drawn.damage else data


def judge(name: str, drawn: Drawn) -> Verdict:
    """Read the drawn paper and compare."""
    return judge_file(name, bytes_of(drawn), f"{drawn.file}.{drawn.kind}", drawn.truth)


def judge_file(name: str, data: bytes, file: str, truth: Sequence[Truth]) -> Verdict:
    """Read the bytes of a file and compare with what it states."""
    verdict = Verdict(name, len(truth))
    try:
        paper = read_paper(data, file, ReadSettings())
    except PaperUnreadable as error:
        verdict.status = str(error)
        return verdict
    verdict.status, verdict.holds = paper.status, paper.balance.holds
    actions = [action for version in paper.versions for action in version.actions] if paper.role != "other" else []
    pairs = _pairs(truth, actions)
    verdict.invented = len(actions) - len(pairs)
    for action in actions:
        if action.action_id not in {a.action_id for a in pairs.values()}:
            verdict.misses.append(("invented", action.ref or "–", "", action.text[:90]))
    for n, stated in enumerate(truth):
        action = pairs.get(n)
        if action is None:
            verdict.misses.append(("not found", stated.ref or "–", stated.text[:60], ""))
            continue
        verdict.found += 1
        whole = True
        for what, wanted, got in _values(stated, action, paper):
            verdict.tried[what] += 1
            verdict.good[what] += wanted == got
            if wanted != got:
                whole = False
                verdict.misses.append((what, stated.ref or "–", wanted, got))
        verdict.whole += whole
    return verdict


def _fold(text: str | None) -> str:
    return "".join(c for c in (text or "").casefold() if c.isalnum())


def _pairs(truth: Sequence[Truth], actions: Sequence[Action]) -> dict[int, Action]:
    """Which action was read for which: by the same words first, then by the closest of those left."""
    left, pairs = list(actions), {}
    for near in (1.0, 0.6):
        for n, one in enumerate(truth):
            if n in pairs or not left:
                continue
            best = max(left, key=lambda a: _closeness(one.text, a.text, near))
            if _closeness(one.text, best.text, near) >= near:
                pairs[n] = best
                left.remove(best)
    return pairs


def _closeness(a: str, b: str, near: float) -> float:
    one, two = _fold(a), _fold(b)
    return float(one == two) if near == 1.0 else difflib.SequenceMatcher(None, one, two).ratio()


def _values(truth: Truth, action: Action, paper: Paper) -> Iterator[tuple[str, object, object]]:
    yield "ref", normalise_ref(truth.ref) if truth.ref else None, action.ref
    yield "text", _fold(truth.text), _fold(action.text)
    yield "owners", sorted(truth.owners), sorted({o.owner for o in action.owners})
    dues = [(d.kind, d.start, d.due) for d in truth.dues]
    got = [(m.kind, m.start, m.due) for m in action.milestones]
    if any(d.kind == "recurring" for d in truth.dues):
        dues, got = [d[:1] for d in dues], [g[:1] for g in got]  # type: ignore[misc]
    yield "due", dues, got
    yield "rating", truth.rating, action.rating
    if truth.progress is not None:
        yield "progress", _fold(truth.progress), _fold(action.progress)
    if truth.next_steps is not None:
        yield "next steps", _fold(truth.next_steps), _fold(action.next_steps)
    if truth.section is not None:
        sections = {s.section_id: s.path for v in paper.versions for s in v.sections}
        yield "section", truth.section, (sections.get(action.section_id or "") or ("",))[-1]
    if truth.extras:
        held = [f.value for f in action.fields]
        yield "extras", [v for _, v in truth.extras if v not in held], []
