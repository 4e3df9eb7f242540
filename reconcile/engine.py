"""The whole of reconciliation: papers in; plans, links, changes, threads, checked entries and claims, findings out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from extract.model import Claim, DeclaredChange, Finding, Paper, Version
from reconcile.claims import check_claim
from reconcile.course import Course, CourseResult
from reconcile.dates import last_day
from reconcile.declared import check
from reconcile.findings import claim_findings
from reconcile.logs import logs_followed, place_log, twin_logs
from reconcile.model import CheckedClaim, CheckedDeclaration, Plan, PlanVersion, Reconciliation
from reconcile.plans import Grouping, recognise, slug
from reconcile.scale import read_through_the_plans_key
from reconcile.settings import ReconcileSettings
from reconcile.versions import Issue, arrange, retag, without_versions

__all__ = ["as_of_date", "in_its_plan", "reconcile_grouped", "reconcile_pair", "reconcile_papers"]


def reconcile_papers(
    papers: Sequence[Paper], settings: ReconcileSettings, also_at: Mapping[str, Sequence[str]] | None = None
) -> Reconciliation:
    """Reconcile everything that was read.

    `also_at`: other files with the same bytes, by paper_id. Deterministic, whatever the order the papers come in.
    """
    ordered = sorted(papers, key=lambda p: (p.file, p.paper_id))
    grouping = recognise(ordered, settings, also_at or {})
    as_of = as_of_date((in_its_plan(paper, grouping) for paper in ordered), settings)
    return reconcile_grouped(ordered, grouping, settings, also_at or {}, as_of)


def reconcile_grouped(
    papers: Sequence[Paper],
    grouping: Grouping,
    settings: ReconcileSettings,
    also_at: Mapping[str, Sequence[str]],
    as_of: dt.date | None,
) -> Reconciliation:
    """Reconcile papers whose plans are known: all that were read, or whole plans of them with the claims about those.

    The rows of all plans together are those of each plan by itself, so that plans can be reconciled anywhere.
    """
    also = {paper_id: tuple(files) for paper_id, files in sorted(also_at.items())}
    ordered = tuple(in_its_plan(p, grouping) for p in sorted(papers, key=lambda p: (p.file, p.paper_id)))
    results = []
    issues_of: dict[str, list[Issue]] = {}
    members: dict[str, list[Paper]] = {plan.plan_id: [] for plan in grouping.plans}
    for paper in ordered:
        if plan_id := grouping.plan_of.get(paper.paper_id):
            members[plan_id].append(paper)
    for plan in grouping.plans:
        result, issues = _plan_course(plan, members[plan.plan_id], settings, as_of)
        results.append(result)
        issues_of[plan.plan_id] = issues
    claims = _claims(ordered, grouping, issues_of)
    stray = [check(e, None, None).result for p in ordered if p.paper_id not in grouping.plan_of for e in p.declared]
    return _assembled(ordered, also, grouping.plans, results, claims, as_of, stray)


def in_its_plan(paper: Paper, grouping: Grouping) -> Paper:
    """The paper, without versions where it is of no plan."""
    return paper if paper.paper_id in grouping.plan_of else without_versions(paper)


def reconcile_pair(
    old: Version,
    new: Version,
    settings: ReconcileSettings,
    declared: Sequence[DeclaredChange] = (),
    papers: Sequence[Paper] = (),
) -> Reconciliation:
    """Reconcile two versions as sequence 1 and 2 of one plan, in the order given, whatever their dates and titles.

    `declared`: entries of a change log that speak about what lies between, besides those in the newer version's own
    paper. `papers`: those the versions stand in; the result carries them, and what they declare and claim. Where both
    are one paper, the newer version's ids get `-2`.
    """
    if new.version_id == old.version_id:
        new = retag(new, f"{new.version_id}-2")
    title = old.title or new.title or "Plan"
    organisation = old.organisation or new.organisation
    plan = Plan(slug(old.organisation, title), title, organisation, "settings", "given as two versions of one plan")
    ordered = tuple({p.paper_id: p for p in papers}.values())
    as_of = as_of_date(ordered, settings, (old, new))
    placed = _keyed((PlanVersion(old, plan.plan_id, 1), PlanVersion(new, plan.plan_id, 2)))
    course = Course(plan, placed, settings)
    by_id = {p.paper_id: p for p in ordered}
    before = _own_entries(old, by_id)
    between = () if new.paper_id == old.paper_id else _own_entries(new, by_id)
    course.follow({}, {0: before, 1: (*declared, *between)})
    issues = [Issue(pv.version, by_id[pv.version.paper_id]) for pv in placed if pv.version.paper_id in by_id]
    claims = tuple(check_claim(_dated(claim, paper), issues) for paper in ordered for claim in paper.claims)
    return _assembled(ordered, {}, (plan,), [course.finish(as_of)], claims, as_of)


def as_of_date(
    papers: Iterable[Paper], settings: ReconcileSettings, versions: Iterable[Version] = ()
) -> dt.date | None:
    """The day "overdue" is judged at: the setting, else the latest as_at or meeting date among what was read."""
    if settings.as_of is not None:
        return settings.as_of
    papers = list(papers)
    days = [p.meeting_date for p in papers]
    days += [last_day(v.as_at) for v in (*(v for p in papers for v in p.versions), *versions)]
    return max((d for d in days if d is not None), default=None)


def _plan_course(
    plan: Plan, members: Sequence[Paper], settings: ReconcileSettings, as_of: dt.date | None
) -> tuple[CourseResult, list[Issue]]:
    """One plan from its papers: versions in order, its change logs in their places, then what happened."""
    issues = [Issue(v, p) for p in members for v in p.versions if v.kind == "issued" and v.actions]
    logs = [p for p in members if p.declared]
    arranged, unsure = arrange(plan.plan_id, issues, logs_followed(logs, [i.version for i in issues]))
    placed = _keyed(arranged)
    paper_of = {i.version.version_id: i.paper for i in issues}
    by_version = {pv.version.version_id: Issue(pv.version, paper_of[pv.version.version_id]) for pv in placed}
    leaders = [by_version[pv.version.version_id] for pv in placed if pv.twin_of is None]
    twins = twin_logs(logs)
    gaps: dict[int, list[tuple[Paper, str | None]]] = {}
    for log in sorted(logs, key=lambda p: (str(p.meeting_date or "9999"), p.file)):
        gaps.setdefault(place_log(log, leaders), []).append((log, twins.get(log.paper_id)))
    course = Course(plan, placed, settings)
    course.follow(gaps, {})
    result = course.finish(as_of)
    twin_papers = {
        pv.version.paper_id: by_version[pv.twin_of].paper.paper_id for pv in placed if pv.twin_of is not None
    }
    return replace(result, findings=(*result.findings, *unsure), twin_of={**twins, **twin_papers}), leaders


def _keyed(placed: Sequence[PlanVersion]) -> tuple[PlanVersion, ...]:
    """A plan's versions with its printed key, which those that print none are read through."""
    keyed = read_through_the_plans_key([pv.version for pv in placed])
    return tuple(replace(pv, version=version) for pv, version in zip(placed, keyed, strict=True))


def _claims(
    papers: Sequence[Paper], grouping: Grouping, issues_of: Mapping[str, Sequence[Issue]]
) -> tuple[CheckedClaim, ...]:
    checked = []
    for paper in papers:
        for claim in paper.claims:
            plan_id = grouping.of_claim.get(claim.claim_id)
            if plan_id is None:
                note = "it cannot be told which of the plans that were read it speaks of"
                checked.append(CheckedClaim(claim, None, None, "cannot be checked", note))
            else:
                checked.append(check_claim(_dated(claim, paper), issues_of[plan_id]))
    return tuple(checked)


def _dated(claim: Claim, paper: Paper) -> Claim:
    """A claim with the date of its meeting, which the paper may print elsewhere."""
    return claim if claim.meeting_date else replace(claim, meeting_date=paper.meeting_date)


def _own_entries(version: Version, papers: Mapping[str, Paper]) -> tuple[DeclaredChange, ...]:
    """The change log in a version's own paper: it speaks of what led to that version."""
    paper = papers.get(version.paper_id)
    return paper.declared if paper else ()


def _assembled(
    papers: tuple[Paper, ...],
    also_at: Mapping[str, tuple[str, ...]],
    plans: tuple[Plan, ...],
    results: Sequence[CourseResult],
    claims: tuple[CheckedClaim, ...],
    as_of: dt.date | None,
    stray: Sequence[CheckedDeclaration] = (),
) -> Reconciliation:
    """Everything of every plan, each table in the order of its keys. `stray`: entries of logs of no plan."""
    findings = [f for p in papers for f in p.findings]
    findings += [f for r in results for f in r.findings] + claim_findings(claims)
    declared = {d.declared.declared_id: d for d in (*stray, *(d for r in results for d in r.declared))}
    return Reconciliation(
        papers=papers,
        also_at=also_at,
        twin_of={k: v for r in results for k, v in sorted(r.twin_of.items())},
        plans=plans,
        versions=tuple(sorted((v for r in results for v in r.versions), key=lambda v: v.version.version_id)),
        links=tuple(sorted((x for r in results for x in r.links), key=lambda x: x.link_id)),
        changes=tuple(sorted((c for r in results for c in r.changes), key=lambda c: c.change_id)),
        threads=tuple(sorted((t for r in results for t in r.threads), key=lambda t: t.thread_id)),
        thread_links=tuple(
            sorted(
                (x for r in results for x in r.thread_links), key=lambda x: (x.from_thread_id, x.to_thread_id, x.kind)
            )
        ),
        declared=tuple(declared[key] for key in sorted(declared)),
        claims=tuple(sorted(claims, key=lambda c: c.claim.claim_id)),
        findings=_by_id(findings),
        thread_of={k: v for r in results for k, v in sorted(r.thread_of.items())},
        as_of=as_of,
        by_meaning=sum(r.by_meaning for r in results),
    )


def _by_id(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    unique = {f.finding_id: f for f in findings}
    return tuple(unique[key] for key in sorted(unique))
