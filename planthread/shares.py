"""The plans of an archive, shared out: each share is one organisation's plans (or papers of none), about as much each.

A share is reconciled by itself, anywhere; what it holds depends on the papers alone, never on who does it.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from extract.model import Paper
from reconcile.model import Plan
from reconcile.plans import Grouping, slug

__all__ = ["SHARE_PAPERS", "Share", "grouping_from", "shares_of", "signature"]

SHARE_PAPERS = 100
"""A share is closed when it has this many papers: some minutes' work, and files that are worth opening."""
NO_ORGANISATION = "unknown"


@dataclass(frozen=True, slots=True)
class Share:
    """Plans of one organisation with all their papers, and papers of no plan, by paper_id."""

    organisation: str
    plans: tuple[Plan, ...]
    papers: tuple[str, ...]

    def grouping(self, whole: Grouping, papers: Sequence[Paper]) -> dict[str, Any]:
        """What this share, with these papers, needs of the whole grouping, as JSON; `grouping_from` reads it."""
        claims = [claim.claim_id for paper in papers for claim in paper.claims]
        return {
            "plans": [asdict(plan) for plan in self.plans],
            "plan_of": {p.paper_id: whole.plan_of[p.paper_id] for p in papers if p.paper_id in whole.plan_of},
            "of_claim": {claim_id: whole.of_claim[claim_id] for claim_id in claims if claim_id in whole.of_claim},
        }


def grouping_from(said: Mapping[str, Any]) -> Grouping:
    """The grouping that `Share.grouping` wrote."""
    return Grouping(tuple(Plan(**plan) for plan in said["plans"]), said["plan_of"], said["of_claim"])


def signature(values: object) -> str:
    """A short name made from JSON values."""
    return hashlib.sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()[:16]


def shares_of(papers: Sequence[Paper], grouping: Grouping) -> list[Share]:
    """Share out every paper; a paper of no plan stays with the plans that its claims speak of."""
    plan_of = {plan.plan_id: plan for plan in grouping.plans}
    papers_of: dict[str, list[str]] = {plan_id: [] for plan_id in plan_of}
    together = _Together(plan_of)
    loose: dict[str, list[str]] = defaultdict(list)
    for paper in sorted(papers, key=lambda p: (p.file, p.paper_id)):
        home = grouping.plan_of.get(paper.paper_id)
        spoken_of = sorted(
            {i for c in paper.claims if (i := grouping.of_claim.get(c.claim_id))} | ({home} if home else set())
        )
        together.join(spoken_of)
        if spoken_of:
            papers_of[home or spoken_of[0]].append(paper.paper_id)
        else:
            loose[slug(paper.organisation) if paper.organisation else NO_ORGANISATION].append(paper.paper_id)
    units: dict[str, list[tuple[list[Plan], list[str]]]] = defaultdict(list)
    for group in together.groups():
        plans = [plan_of[plan_id] for plan_id in group]
        organisation = next((plan.organisation for plan in plans if plan.organisation), None)
        name = slug(organisation) if organisation else NO_ORGANISATION
        units[name].append((plans, [paper for plan_id in group for paper in papers_of[plan_id]]))
    for name, left in loose.items():
        units[name] += [([], left[start : start + SHARE_PAPERS]) for start in range(0, len(left), SHARE_PAPERS)]
    return [share for name in sorted(units) for share in _filled(name, units[name])]


def _filled(organisation: str, units: Iterable[tuple[list[Plan], list[str]]]) -> Iterable[Share]:
    """The units of one organisation, put together until a share is full."""
    plans: list[Plan] = []
    papers: list[str] = []
    for more_plans, more_papers in units:
        plans += more_plans
        papers += more_papers
        if len(papers) >= SHARE_PAPERS:
            yield Share(organisation, tuple(plans), tuple(papers))
            plans, papers = [], []
    if papers:
        yield Share(organisation, tuple(plans), tuple(papers))


class _Together:
    """Plans that one paper speaks of stay together."""

    def __init__(self, names: Iterable[str]) -> None:
        self._above = {name: name for name in names}

    def join(self, names: Sequence[str]) -> None:
        for name in names[1:]:
            one, other = sorted((self._top(names[0]), self._top(name)))
            self._above[other] = one

    def groups(self) -> list[list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for name in sorted(self._above):
            found[self._top(name)].append(name)
        return [found[top] for top in sorted(found)]

    def _top(self, name: str) -> str:
        while self._above[name] != name:
            self._above[name] = self._above[self._above[name]]
            name = self._above[name]
        return name
