"""Which papers belong to one plan: a person's word first, then title, refs and words (`kinship`), never by guess.

No paper is compared with all others: `blocking` names those that can be of its plan.
"""

from __future__ import annotations

import fnmatch
import hashlib
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from extract.model import Claim, Paper
from reconcile.blocking import Organisations, Partners
from reconcile.kinship import (
    GENERIC,
    Kinship,
    Source,
    apart,
    in_order,
    kinship,
    likeness,
    source_of,
    title_words,
)
from reconcile.model import Plan
from reconcile.organisations import Sameness, sameness
from reconcile.settings import PlanNaming, ReconcileSettings

__all__ = ["Grouping", "recognise", "slug"]


@dataclass(frozen=True, slots=True)
class Grouping:
    """The plans found, the plan of each paper (by paper_id) and the one each claim speaks of (by claim_id).

    Papers of no plan, and claims of which it cannot be told, are not in it.
    """

    plans: tuple[Plan, ...]
    plan_of: Mapping[str, str]
    of_claim: Mapping[str, str] = field(default_factory=dict)


def slug(*parts: str | None) -> str:
    """Lower-case words joined by hyphens: "Marlbrook Council", "SEND Plan" → "marlbrook-council-send-plan"."""
    text = " ".join(p for p in parts if p).casefold().replace("'", "").replace("’", "")
    return "-".join(re.findall(r"[^\W_]+", text))[:80].strip("-") or "plan"


def recognise(papers: Sequence[Paper], settings: ReconcileSettings, also_at: Mapping[str, Sequence[str]]) -> Grouping:
    """Sort papers into plans. `also_at`: other files with the same bytes, by paper_id (settings may name those).

    A paper whose role is `other` (a list of requirements, say) begins no plan: it is of one that the settings name, or
    of one that another paper holds.
    """
    sources = [s for s in map(source_of, papers) if s.contents]
    gathering = _Gathering(sources)
    named = {number: n for number, s in enumerate(sources) if (n := _naming(s.paper, settings.plans, also_at))}
    for naming in settings.plans:
        members = [number for number, said in named.items() if said == naming]
        if members:
            gathering.begin(members, naming)
    free = sorted(
        (n for n in range(len(sources)) if n not in named),
        key=lambda n: (sources[n].as_at, not sources[n].paper.pages, sources[n].paper.file),
    )
    others = [n for n in free if sources[n].paper.role == "other"]
    placed = [n for n in free if sources[n].paper.role != "other"]
    for number in [n for n in placed if sources[n].issued] + [n for n in placed if not sources[n].issued]:
        gathering.place(number)
    for number in others:
        if gathering.kin_of(number):
            gathering.place(number)
    return _with_claims(_grouping(gathering.groups), papers)


class _PlansByTitle:
    """Plans by the words of their titles, to find the one that a claim speaks of."""

    def __init__(self, plans: Sequence[Plan]) -> None:
        self._plans = {plan.plan_id: plan for plan in plans}
        self._by_word: dict[str, set[str]] = defaultdict(set)
        for plan in plans:
            for word in title_words(plan.title):
                self._by_word[word].add(plan.plan_id)

    def of_claim(self, claim: Claim, paper: Paper, plan_of: Mapping[str, str]) -> str | None:
        """The plan that a claim speaks of: its paper's own, else the one plan whose title has the words it uses."""
        if paper.paper_id in plan_of:
            return plan_of[paper.paper_id]
        said = title_words(claim.plan_words) or title_words(paper.title)
        context = title_words(f"{claim.sentence} {paper.title or ''} {claim.plan_words or ''}")
        held = set.intersection(*(self._by_word.get(word, set()) for word in said)) if said else set()
        fitting = [plan for plan_id in held if _org_fits(paper, plan := self._plans[plan_id])]
        scored = sorted(
            ((len(context & title_words(p.title)) / len(title_words(p.title)), p.plan_id) for p in fitting),
            reverse=True,
        )
        if not scored or (len(scored) > 1 and scored[0][0] == scored[1][0]):
            return None
        return scored[0][1]


class _Group:
    """The papers of one plan as they are gathered, oldest first, with the first reason that joined any two."""

    def __init__(self, naming: PlanNaming | None = None) -> None:
        self.members: list[Source] = []
        self.naming = naming
        self.why: Kinship | None = None

    def takes(self, source: Source) -> bool:
        """Whether the settings leave the plan open to a paper of this organisation."""
        said = self.naming.organisation if self.naming else None
        return not (said and source.organisation) or sameness(said, source.organisation) is not Sameness.OTHER


class _Gathering:
    """The groups so far, and what finds those that a further paper may belong to."""

    def __init__(self, sources: Sequence[Source]) -> None:
        self.groups: list[_Group] = []
        self._sources = sources
        self._organisations = Organisations([source.organisation for source in sources])
        self._partners = Partners(sources, self._organisations)
        self._home: dict[int, tuple[int, int]] = {}  # of a source: its group, its place in it
        self._by_prefix: dict[str, dict[str | None, set[int]]] = defaultdict(lambda: defaultdict(set))

    def begin(self, members: Sequence[int], naming: PlanNaming | None = None) -> None:
        """Begin a group."""
        self.groups.append(_Group(naming))
        for number in members:
            self._join(number, len(self.groups) - 1)

    def kin_of(self, number: int) -> list[tuple[int, Kinship]]:
        """The groups that hold kin of a source, each with why the first of its members is."""
        homes = sorted(self._home[other] for other in self._partners.of(number) if other in self._home)
        found: dict[int, Kinship] = {}
        source = self._sources[number]
        for group, place in homes:
            if group not in found and self.groups[group].takes(source):
                why = kinship(self.groups[group].members[place], source)
                if why:
                    found[group] = why
        return list(found.items())

    def place(self, number: int) -> None:
        """Put a paper into the group it is nearest to, or begin one."""
        ranked = self.kin_of(number) or self._by_bare_refs(number)
        if not ranked:
            self.begin([number])
            return
        source = self._sources[number]

        def nearness(pair: tuple[int, Kinship]) -> float:
            return max(likeness(source, member) for member in self.groups[pair[0]].members)

        group, why = max(ranked, key=nearness) if len(ranked) > 1 else ranked[0]
        self.groups[group].why = self.groups[group].why or why
        self._join(number, group)

    def _join(self, number: int, group: int) -> None:
        source = self._sources[number]
        self._home[number] = group, len(self.groups[group].members)
        self.groups[group].members.append(source)
        if source.issued:
            for ref in source.by_ref:
                self._by_prefix[_prefix(ref)][source.organisation or None].add(group)

    def _by_bare_refs(self, number: int) -> list[tuple[int, Kinship]]:
        """The one plan whose refs a change log uses on other words, or numbers on; where several fit, none."""
        source = self._sources[number]
        if source.issued:
            return []
        prefixes = {_prefix(ref) for ref in source.by_ref}
        # A plan that uses more than half of them uses one of the rarest half.
        rarest = sorted(prefixes, key=lambda prefix: (sum(map(len, self._by_prefix[prefix].values())), prefix))
        fitting: set[int] = set()
        seen: set[int] = set()
        for prefix in rarest[: (len(rarest) + 1) // 2]:
            held = self._by_prefix[prefix]
            for organisation in self._organisations.alike(source.organisation, held):
                if organisation and source.organisation and not _same(organisation, source.organisation):
                    continue
                for group in held[organisation] - seen:
                    seen.add(group)
                    if self._uses(group, source, prefixes):
                        fitting.add(group)
                    if len(fitting) > 1:
                        return []
        why = Kinship("refs", f"the change log uses this plan's refs ({', '.join(sorted(prefixes))}…)")
        return [(group, why) for group in fitting]

    def _uses(self, group: int, source: Source, prefixes: set[str]) -> bool:
        """Whether a plan's issues use more than half of a change log's prefixes, or refs where it quotes no words."""
        issued = [m for m in self.groups[group].members if m.issued and not apart(m, source)]
        refs = {ref for m in issued for ref in m.by_ref}
        if source.quotes_words:
            return len(prefixes & set(map(_prefix, refs))) > len(prefixes) / 2
        vouched = any(map(str.isalpha, prefixes)) or any(_vouches(m, source) for m in issued)
        return vouched and len(refs & source.by_ref.keys()) > len(source.by_ref) / 2


def _vouches(issue: Source, log: Source) -> bool:
    """Whether a log that only says "action 3" is of this plan's organisation, or its title has a word of the plan's."""
    same_title = (title_words(issue.title) & title_words(log.title)) - GENERIC
    return bool(same_title or (issue.organisation and log.organisation and not apart(issue, log)))


def _same(one: str, other: str) -> bool:
    """Whether two names are surely of one organisation."""
    return sameness(one, other) is Sameness.SAME


def _prefix(ref: str) -> str:
    """The letters that a ref begins with; a bare number has no prefix, so it is its own."""
    found = re.match(r"[^\W\d_]+", ref)
    return found.group() if found else ref


def _naming(paper: Paper, namings: Sequence[PlanNaming], also_at: Mapping[str, Sequence[str]]) -> PlanNaming | None:
    """The first `[[plan]]` of the settings that names one of the paper's files, by its path or its bare name."""
    paths = [p.replace("\\", "/") for p in (paper.file, *also_at.get(paper.paper_id, ()))]
    names = [*paths, *(p.rsplit("/", 1)[-1] for p in paths)]
    return next((n for n in namings if any(fnmatch.fnmatchcase(x, p) for p in n.papers for x in names)), None)


def _org_fits(paper: Paper, plan: Plan) -> bool:
    return not (paper.organisation and plan.organisation) or _same(paper.organisation, plan.organisation)


def _with_claims(grouping: Grouping, papers: Sequence[Paper]) -> Grouping:
    by_title = _PlansByTitle(grouping.plans)
    said = [(claim.claim_id, by_title.of_claim(claim, p, grouping.plan_of)) for p in papers for claim in p.claims]
    return replace(grouping, of_claim={claim_id: plan_id for claim_id, plan_id in said if plan_id})


def _grouping(groups: Sequence[_Group]) -> Grouping:
    plans: list[Plan] = []
    plan_of: dict[str, str] = {}
    for group in groups:
        plan = _plan(group, {p.plan_id for p in plans})
        plans.append(plan)
        plan_of |= {m.paper.paper_id: plan.plan_id for m in group.members}
    return Grouping(tuple(sorted(plans, key=lambda p: p.plan_id)), plan_of)


def _plan(group: _Group, taken: set[str]) -> Plan:
    """The plan is named by its oldest issued paper, so that a newer paper never renames it."""
    first = next((m for m in group.members if m.issued), group.members[0])
    organisation = next((m.organisation for m in (first, *group.members) if m.organisation), None)
    if group.naming:
        return Plan(
            slug(group.naming.organisation or organisation, group.naming.name),
            group.naming.name,
            group.naming.organisation or organisation,
            "settings",
            "named so in the settings",
        )
    title = first.title or re.sub(r"[_\-]+", " ", first.paper.file.rsplit("/", 1)[-1].rsplit(".", 1)[0])
    plan_id = slug(first.organisation, " ".join(in_order(title, title_words(title))) or title)
    if plan_id in taken:
        plan_id += "-" + hashlib.sha256(repr(first.contents).encode()).hexdigest()[:6]
    why = group.why or Kinship("title", f'the only paper read of a plan titled "{title}"')
    return Plan(plan_id, title, organisation, why.by, why.reason)
