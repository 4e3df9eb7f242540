"""Which papers belong to one plan, and why: a person's word first, then title, refs and words, never by guess.

Papers of one organisation share much of their language; two are versions of one plan only where their titles name the
same thing, or refs name the same commitments, or long runs of words return.
"""

from __future__ import annotations

import fnmatch
import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz import fuzz

from extract.model import Claim, Paper
from reconcile.model import Plan
from reconcile.settings import PlanNaming, ReconcileSettings
from reconcile.wording import close_words, glued, words

__all__ = ["Grouping", "Kinship", "Source", "kinship", "plan_of_claim", "recognise", "slug", "title_words"]

SHARED_REFS = 0.3
"""The same ref on close words for this share of the smaller paper's actions (and `FEWEST`) makes one plan."""
SHARED_RUNS = 0.2
"""The same runs of `RUN` words for this share of the smaller paper's runs makes one plan."""
FEWEST = 2
QUOTED = 5
"""A change log that quotes this many of a plan's actions by ref and words speaks of it, however many more it quotes."""
RUN = 5
CLOSE = 0.6
NOISE = frozenset(
    # words that tell one issue of a plan from another, or are the furniture of every title
    re.findall(
        r"\w+",
        """a an and appendix annex annexe as at by changes change copy draft final for from in item latest log minutes
        of on our page report revised the to update updated updates version with table tracker progress monitoring
        quarterly monthly annual schedule new old issue agenda paper summary v""",
    )
)
GENERIC = frozenset(
    re.findall(r"\w+", "action actions plan plans improvement delivery programme project strategy list register work")
)
MONTHS = frozenset(
    re.findall(
        r"\w+",
        """january february march april may june july august september october november december jan feb mar apr jun jul
        aug sep sept oct nov dec spring summer autumn winter""",
    )
)
DATELIKE = re.compile(r"^(?:\d+(?:st|nd|rd|th)?|q[1-4]|v\d.*|[a-z]|[ivx]+|\d.*)$")


@dataclass(frozen=True)
class Source:
    """What a paper says that tells its plan: title, organisation, and (ref, wording) of its actions or quotations."""

    paper: Paper
    title: str | None
    organisation: str | None
    contents: tuple[tuple[str | None, str], ...]
    issued: bool

    @property
    def as_at(self) -> str:
        """A string that sorts by date; undated papers come last."""
        version = self.paper.versions[0] if self.paper.versions else None
        return (version.as_at if version else None) or str(self.paper.meeting_date or "9999")

    @cached_property
    def by_ref(self) -> dict[str, str]:
        """The first wording of each ref."""
        found: dict[str, str] = {}
        for ref, text in self.contents:
            if ref:
                found.setdefault(ref, text)
        return found

    @cached_property
    def runs(self) -> set[str]:
        """Every run of `RUN` words of its wordings (a shorter wording is one run)."""
        found = set()
        for _, text in self.contents:
            tokens = [glued(w) for w in words(text)]
            found |= {" ".join(tokens[i : i + RUN]) for i in range(max(1, len(tokens) - RUN + 1))}
        return found - {""}


@dataclass(frozen=True, slots=True)
class Kinship:
    """Why two papers belong to one plan. `by`: title · refs · words."""

    by: str
    reason: str


@dataclass(frozen=True, slots=True)
class Grouping:
    """The plans found and the plan of each paper (by paper_id); papers of no plan are not in it."""

    plans: tuple[Plan, ...]
    plan_of: Mapping[str, str]


def title_words(title: str | None) -> frozenset[str]:
    """The words of a title that name a plan: no dates, numbers, "draft", "appendix", "update" …"""
    found = {
        glued(w.removesuffix("'s").removesuffix("’s")) for w in re.split(r"[\s/_\-–—:,.()]+", (title or "").casefold())
    }
    return frozenset(w for w in found if w and w not in NOISE and w not in MONTHS and not DATELIKE.match(w))


def slug(*parts: str | None) -> str:
    """Lower-case words joined by hyphens: "Marlbrook Council", "SEND Plan" → "marlbrook-council-send-plan"."""
    text = " ".join(p for p in parts if p).casefold().replace("'", "").replace("’", "")
    return "-".join(re.findall(r"[^\W_]+", text))[:80].strip("-") or "plan"


def recognise(papers: Sequence[Paper], settings: ReconcileSettings, also_at: Mapping[str, Sequence[str]]) -> Grouping:
    """Sort papers into plans. `also_at`: other files with the same bytes, by paper_id (settings may name those).

    A paper whose role is `other` (a list of requirements, say) begins no plan: it is of one that the settings name, or
    of one that another paper holds.
    """
    sources = [s for s in map(_source, papers) if s.contents]
    named = {s.paper.paper_id: n for s in sources if (n := _naming(s.paper, settings.plans, also_at))}
    groups = [_Group([s for s in sources if named.get(s.paper.paper_id) == n], n) for n in settings.plans]
    groups = [g for g in groups if g.members]
    free = sorted(
        (s for s in sources if s.paper.paper_id not in named), key=lambda s: (s.as_at, not s.paper.pages, s.paper.file)
    )
    others = [s for s in free if s.paper.role == "other"]
    plans = [s for s in free if s.issued and s not in others]
    for source in plans + [s for s in free if not s.issued and s not in others]:
        _place(source, groups)
    for source in others:
        if any(group.kin(source) for group in groups):
            _place(source, groups)
    return _grouping(groups)


def kinship(one: Source, other: Source) -> Kinship | None:
    """Why two papers belong to one plan; null where they do not, or where it cannot be told."""
    if _apart(one, other):
        return None
    title = _title_kinship(one, other)
    content = _ref_kinship(one, other) or _word_kinship(one, other)
    return title or content if one.issued and other.issued else content or title


def plan_of_claim(claim: Claim, paper: Paper, plans: Sequence[Plan], plan_of: Mapping[str, str]) -> str | None:
    """The plan that a claim speaks of: its paper's own, else the one plan whose title has the words it uses."""
    if paper.paper_id in plan_of:
        return plan_of[paper.paper_id]
    said = title_words(claim.plan_words) or title_words(paper.title)
    context = title_words(f"{claim.sentence} {paper.title or ''} {claim.plan_words or ''}")
    fitting = [p for p in plans if said and said <= title_words(p.title) and _org_fits(paper, p)]
    scored = sorted(
        ((len(context & title_words(p.title)) / len(title_words(p.title)), p.plan_id) for p in fitting), reverse=True
    )
    if not scored or (len(scored) > 1 and scored[0][0] == scored[1][0]):
        return None
    return scored[0][1]


class _Group:
    """The papers of one plan as they are gathered, oldest first, with the first reason that joined any two."""

    def __init__(self, members: list[Source], naming: PlanNaming | None = None) -> None:
        self.members = members
        self.naming = naming
        self.why: Kinship | None = None

    def kin(self, source: Source) -> Kinship | None:
        if (
            self.naming
            and self.naming.organisation
            and source.organisation
            and not _same_organisation(self.naming.organisation, source.organisation)
        ):
            return None
        return next((k for member in self.members if (k := kinship(member, source))), None)


def _source(paper: Paper) -> Source:
    issued = [v for v in paper.versions if v.kind == "issued" and v.actions]
    title = next((v.title for v in issued if v.title), None) or paper.title
    organisation = paper.organisation or next((v.organisation for v in issued if v.organisation), None)
    contents = tuple((a.ref, a.text) for v in issued for a in v.actions) or tuple(_quoted(paper))
    return Source(paper, title, organisation, contents, bool(issued))


def _quoted(paper: Paper) -> Iterable[tuple[str | None, str]]:
    """(ref, wording) of the old actions that a change log quotes, and of the new ones."""
    for entry in paper.declared:
        yield from entry.quotes
        if entry.old_text and not entry.quotes:
            yield (entry.from_refs[0] if entry.from_refs else None), entry.old_text
        yield from entry.to_quotes
        if entry.new_text and not entry.to_quotes:
            yield (entry.to_refs[0] if entry.to_refs else None), entry.new_text


def _naming(paper: Paper, namings: Sequence[PlanNaming], also_at: Mapping[str, Sequence[str]]) -> PlanNaming | None:
    """The first `[[plan]]` of the settings that names one of the paper's files, by its path or its bare name."""
    paths = [p.replace("\\", "/") for p in (paper.file, *also_at.get(paper.paper_id, ()))]
    names = [*paths, *(p.rsplit("/", 1)[-1] for p in paths)]
    return next((n for n in namings if any(fnmatch.fnmatchcase(x, p) for p in n.papers for x in names)), None)


def _place(source: Source, groups: list[_Group]) -> None:
    """Put a paper into the group it is nearest to, or begin one."""
    ranked = [(g, k) for g in groups if (k := g.kin(source))] or _by_bare_refs(source, groups)
    if not ranked:
        groups.append(_Group([source]))
        return
    group, why = max(ranked, key=lambda pair: _likeness(source, pair[0])) if len(ranked) > 1 else ranked[0]
    group.members.append(source)
    group.why = group.why or why


def _by_bare_refs(source: Source, groups: Sequence[_Group]) -> list[tuple[_Group, Kinship]]:
    """The one plan whose refs a change log uses on other words, or numbers on; where several fit, none."""
    if source.issued:
        return []
    prefixes = {_prefix(ref) for ref in source.by_ref}
    fitting = []
    for group in groups:
        issued = [m for m in group.members if m.issued and not _apart(m, source)]
        used = {_prefix(ref) for m in issued for ref in m.by_ref}
        if prefixes and len(prefixes & used) > len(prefixes) / 2:
            fitting.append(group)
    why = Kinship("refs", f"the change log uses this plan's refs ({', '.join(sorted(prefixes))}…)")
    return [(fitting[0], why)] if len(fitting) == 1 else []


def _prefix(ref: str) -> str:
    """The letters that a ref begins with; a bare number has no prefix, so it is its own."""
    found = re.match(r"[^\W\d_]+", ref)
    return found.group() if found else ref


def _apart(one: Source, other: Source) -> bool:
    """Whether two papers name different organisations."""
    return bool(one.organisation and other.organisation) and not _same_organisation(
        one.organisation or "", other.organisation or ""
    )


def _likeness(source: Source, group: _Group) -> float:
    return max(_shared_refs(source, m)[0] + _shared_runs(source, m) for m in group.members)


def _same_organisation(a: str, b: str) -> bool:
    return fuzz.token_set_ratio(a.casefold(), b.casefold()) >= 85


def _org_fits(paper: Paper, plan: Plan) -> bool:
    return not (paper.organisation and plan.organisation) or _same_organisation(paper.organisation, plan.organisation)


def _title_kinship(one: Source, other: Source) -> Kinship | None:
    """Titles that name the same thing by more than generic words ("Action plan" alone names nothing)."""
    a, b = title_words(one.title), title_words(other.title)
    if not (a - GENERIC) or not (b - GENERIC):
        return None
    alike = fuzz.ratio(" ".join(sorted(a)), " ".join(sorted(b)))
    if a != b and (alike < 95 or len(a) != len(b)):
        return None
    return Kinship("title", f'both are titled "{" ".join(w for w in _in_order(one.title, a))}"')


def _in_order(title: str | None, kept: frozenset[str]) -> list[str]:
    return [w for w in words(title) if title_words(w) & kept]


def _ref_kinship(one: Source, other: Source) -> Kinship | None:
    share, count = _shared_refs(one, other)
    enough = share >= SHARED_REFS or (count >= QUOTED and not (one.issued and other.issued))
    if count < (FEWEST if one.issued and other.issued else 1) or not enough:
        return None
    return Kinship("refs", f"{count} refs name the same commitments in both")


def _shared_refs(one: Source, other: Source) -> tuple[float, int]:
    """How many refs stand on close words in both, and their share of the smaller paper's."""
    a, b = one.by_ref, other.by_ref
    shared = sum(1 for ref in a.keys() & b.keys() if close_words(a[ref], b[ref]) >= CLOSE)
    return shared / max(1, min(len(a), len(b))), shared


def _word_kinship(one: Source, other: Source) -> Kinship | None:
    share = _shared_runs(one, other)
    if share < SHARED_RUNS:
        return None
    return Kinship("words", f"{share:.0%} of the runs of {RUN} words in the shorter paper stand in the other too")


def _shared_runs(one: Source, other: Source) -> float:
    a, b = one.runs, other.runs
    return len(a & b) / max(1, min(len(a), len(b)))


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
    plan_id = slug(first.organisation, " ".join(_in_order(title, title_words(title))) or title)
    if plan_id in taken:
        plan_id += "-" + hashlib.sha256(repr(first.contents).encode()).hexdigest()[:6]
    why = group.why or Kinship("title", f'the only paper read of a plan titled "{title}"')
    return Plan(plan_id, title, organisation, why.by, why.reason)
