"""Plans of the invented Marlbrook Council and their revisions, with the links known because they were made.

Used to fit and try the matcher beside the published lists: actions are reworded, rewritten, merged, split, dropped
and added, moved between sections, and renumbered in several ways. Everything comes from the seed.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, replace

from reconcile.model import Statement

__all__ = ["Revision", "revise"]

SERVICES: dict[str, list[tuple[str, str]]] = {
    "Housing": [
        ("void property turnaround", "the time homes stand empty between lets"),
        ("the damp and mould procedure", "how damp and mould reports are handled"),
        ("the homelessness prevention offer", "support for households at risk of losing their home"),
        ("tenant engagement panels", "the tenants' forum"),
        ("the repairs appointment system", "booking of repairs"),
        ("gas safety certificates", "annual gas checks"),
        ("the allocations policy", "how council homes are allocated"),
        ("temporary accommodation placements", "use of bed and breakfast and other interim homes"),
    ],
    "Highways": [
        ("the pothole inspection regime", "inspections of carriageway defects"),
        ("the winter gritting routes", "precautionary salting of roads"),
        ("street lighting columns", "lamp posts and lanterns"),
        ("the school streets programme", "traffic closures outside schools"),
        ("drainage gully cleansing", "emptying of road gullies"),
        ("the bridge strengthening schedule", "repairs to weak bridges"),
        ("resident parking zones", "permit parking areas"),
        ("the cycle network plan", "routes for walking and cycling"),
    ],
    "Children's services": [
        ("supervision of social workers", "reflective case discussions"),
        ("the permanence tracker", "tracking of plans for permanence"),
        ("return home interviews", "conversations with children after they go missing"),
        ("the foster carer recruitment campaign", "attracting new foster families"),
        ("life story work", "later life letters and memory boxes"),
        ("strategy meetings", "multi-agency child protection discussions"),
        ("the education plans of cared for children", "personal education planning"),
        ("the care leavers' local offer", "entitlements of young people leaving care"),
    ],
    "Finance": [
        ("the medium term financial plan", "multi-year budget forecasts"),
        ("debt recovery letters", "arrears correspondence"),
        ("the procurement pipeline", "forthcoming tenders"),
        ("the risk register", "recorded corporate risks"),
        ("purchase card controls", "checks on card spending"),
        ("the treasury management strategy", "borrowing and investment rules"),
        ("grant monitoring returns", "claims to funding bodies"),
        ("the savings tracker", "delivery of agreed savings"),
    ],
    "Environment": [
        ("food waste collections", "weekly caddy rounds"),
        ("the tree planting scheme", "new woodland and street trees"),
        ("fly-tipping enforcement", "penalties for dumped rubbish"),
        ("the air quality monitors", "diffusion tubes and sensors"),
        ("grounds maintenance contracts", "mowing and planting work"),
        ("the flood warden network", "volunteers who warn of flooding"),
        ("fleet electrification", "replacement of diesel vans"),
        ("heat network feasibility", "study of district heating"),
    ],
    "People and culture": [
        ("the staff induction", "welcome training for starters"),
        ("sickness absence reviews", "return to work meetings"),
        ("the apprenticeship levy", "spend on apprentices"),
        ("exit interviews", "feedback from leavers"),
        ("the equality objectives", "aims under the public sector duty"),
        ("the agile working policy", "rules for working from home"),
        ("mandatory training records", "completion of required courses"),
        ("the workforce strategy", "planning of future posts and skills"),
    ],
}
VERBS = [
    ("Review", "Re-examine"), ("Develop", "Produce"), ("Implement", "Put in place"), ("Strengthen", "Improve"),
    ("Report on", "Provide a report on"), ("Audit", "Sample and check"), ("Relaunch", "Promote again"),
    ("Agree", "Sign off"), ("Evaluate", "Assess the impact of"), ("Consult residents on", "Seek views about"),
]  # fmt: skip
PURPOSES = [
    ("to support consistently good practice", "so that practice is consistent"),
    ("to reduce waiting times", "so that people wait less long"),
    ("so that members have oversight of performance", "to give councillors a clear line of sight"),
    ("to meet the recommendations of the inspection", "in response to inspectors' findings"),
    ("to make services easier to reach", "to widen access"),
    ("to reduce costs without lowering quality", "to secure better value"),
    ("to improve outcomes for residents", "so that residents see a difference"),
    ("in line with national guidance", "as statutory guidance requires"),
]
MEANS = [
    ("through a quarterly dashboard", "using a performance scorecard each quarter"),
    ("with partner agencies", "jointly with health and the police"),
    ("by appointing a dedicated lead officer", "through a named co-ordinator"),
    ("through a new digital system", "by moving to an online platform"),
    ("by means of monthly themed audits", "with dip samples every month"),
    ("through workshops with team managers", "by training all managers"),
    ("across the three localities", "in the north, south and town areas"),
    ("with a task and finish group", "by setting up a short-life working party"),
]
REPEATED = ("Ongoing review", "To be confirmed", "Continue to monitor and report by exception")
ROLES = ("Head of {}", "Assistant Director, {}", "Service Manager, {}", "Policy Officer, {}")


@dataclass(frozen=True)
class Idea:
    """What an action is about: indexes of its service, object, verb, purpose and means; which wording each has."""

    service: str
    thing: int
    verb: int
    purpose: int
    means: int
    wording: tuple[int, int, int, int] = (0, 0, 0, 0)
    long: bool = True

    def text(self) -> str:
        """The action as a sentence."""
        a, b, c, d = self.wording
        parts = [VERBS[self.verb][a], SERVICES[self.service][self.thing][b], MEANS[self.means][d]]
        if self.long:
            parts.append(PURPOSES[self.purpose][c])
        return " ".join(parts) + "."


@dataclass(frozen=True)
class Revision:
    """Two versions and the true pairs (old key, new key)."""

    old: list[Statement]
    new: list[Statement]
    pairs: dict[tuple[str, str], str]
    scheme: str


def revise(seed: int, size: int, scheme: str = "kept") -> Revision:
    """A plan of about `size` actions and its next version. `scheme`: kept · renumbered · shifted · none (no refs)."""
    chance = random.Random(seed)
    ideas = _distinct_ideas(chance, size)
    olds: list[tuple[str, str]] = []
    news: list[tuple[str, str, list[int]]] = []
    pending = list(range(len(ideas)))
    fate: dict[int, str] = {}
    olds.extend((idea.service, idea.text()) for idea in ideas)
    while pending:
        i = pending.pop(0)
        draw = chance.random()
        idea = ideas[i]
        partner = next((k for k in pending if ideas[k].service == idea.service), None)
        if draw < 0.10:
            fate[i] = "removed"
        elif draw < 0.20 and partner is not None:
            pending.remove(partner)
            if chance.random() < 0.3 and (
                third := next((k for k in pending if ideas[k].service == idea.service), None)
            ):
                pending.remove(third)
                news.append(
                    (idea.service, _joined(chance, [ideas[k] for k in (i, partner, third)]), [i, partner, third])
                )
            else:
                news.append((idea.service, _joined(chance, [idea, ideas[partner]]), [i, partner]))
        elif draw < 0.30:
            for part in _parts(chance, idea):
                news.append((idea.service, part, [i]))
        else:
            service = idea.service if chance.random() < 0.9 else chance.choice(list(SERVICES))
            news.append((service, _reworded(chance, idea), [i]))
    for idea in _distinct_ideas(random.Random(seed + 10_000), max(1, size // 6), ideas):
        news.insert(chance.randrange(len(news) + 1), (idea.service, idea.text(), []))
    for _ in range(size // 25):
        service, text = chance.choice(list(SERVICES)), chance.choice(REPEATED)
        olds.append((service, text))
        news.append((service, text, [len(olds) - 1]))
    return _numbered(chance, olds, news, scheme)


def _distinct_ideas(chance: random.Random, size: int, beside: list[Idea] | None = None) -> list[Idea]:
    """Ideas no two of which share both object and verb."""
    taken = {(i.service, i.thing, i.verb) for i in beside or []}
    found: list[Idea] = []
    while len(found) < size:
        service = chance.choice(list(SERVICES))
        idea = Idea(service, chance.randrange(8), chance.randrange(10), chance.randrange(8), chance.randrange(8))
        idea = replace(idea, wording=tuple(int(chance.random() < 0.3) for _ in range(4)), long=chance.random() < 0.7)
        if (service, idea.thing, idea.verb) not in taken:
            taken.add((service, idea.thing, idea.verb))
            found.append(idea)
        elif len(taken) >= 440:
            break
    return sorted(found, key=lambda i: i.service)


def _reworded(chance: random.Random, idea: Idea) -> str:
    """The same idea: left alone, touched up, or written afresh."""
    draw = chance.random()
    if draw < 0.35:
        return idea.text()
    if draw < 0.75:
        flip = chance.randrange(4)
        wording = tuple(w ^ int(k == flip) for k, w in enumerate(idea.wording))
        return replace(idea, wording=wording, long=idea.long or chance.random() < 0.3).text()
    wording = tuple(w ^ int(chance.random() < 0.6) for w in idea.wording)
    return replace(idea, wording=wording, means=chance.randrange(8), long=chance.random() < 0.5).text()


def _joined(chance: random.Random, ideas: list[Idea]) -> str:
    """One action that does what several did, said more shortly."""
    heads = [
        f"{VERBS[i.verb][i.wording[0]]} {SERVICES[i.service][i.thing][i.wording[1] ^ int(chance.random() < 0.3)]}"
        for i in ideas
    ]
    tail = ideas[chance.randrange(len(ideas))]
    text = heads[0] + "".join(
        f"{',' if k < len(heads) - 2 else ' and'} {h[0].lower()}{h[1:]}" for k, h in enumerate(heads[1:])
    )
    return f"{text} {chance.choice((MEANS[tail.means], PURPOSES[tail.purpose]))[0]}."


def _parts(chance: random.Random, idea: Idea) -> list[str]:
    """Several actions that between them do what one did, each with more detail."""
    other = replace(idea, verb=chance.randrange(10), means=chance.randrange(8), long=not idea.long)
    return [replace(idea, wording=tuple(w ^ int(chance.random() < 0.25) for w in idea.wording)).text(), other.text()]


def _freed_refs(
    chance: random.Random, old: list[Statement], news: list[tuple[str, str, list[int]]]
) -> dict[str, list[str | None]]:
    """One in three of the refs of actions that went, to be given to new ones by mistake."""
    kept = {s for _, _, sources in news for s in sources}
    freed: dict[str, list[str | None]] = {}
    for k, statement in enumerate(old):
        if k not in kept and chance.random() < 0.33:
            freed.setdefault(statement.section or "", []).append(statement.ref)
    return freed


def _numbered(
    chance: random.Random, olds: list[tuple[str, str]], news: list[tuple[str, str, list[int]]], scheme: str
) -> Revision:
    """Refs and keys given to both versions, owners and dates beside them."""
    prefix = {service: service[0] + service[-1].upper() for service in SERVICES}
    old, new, pairs = [], [], {}
    count: dict[str, int] = {}
    role = {}
    for k, (service, text) in enumerate(olds):
        count[service] = count.get(service, 0) + 1
        role[k] = chance.choice(ROLES).format(service)
        ref = None if scheme == "none" else f"{prefix[service]}{count[service]}"
        old.append(Statement(f"o{k}", text, ref, service, (role[k],), f"2025-{chance.randrange(1, 13):02d}-28"))
    used: set[str | None] = set()
    again: dict[str, int] = {}
    freed = _freed_refs(chance, old, news)
    parts: dict[int, int] = {}
    for k, (service, text, sources) in enumerate(news):
        again[service] = again.get(service, 0) + 1
        kept = old[sources[0]].ref if sources else None
        if scheme == "none":
            ref = None
        elif scheme == "renumbered":
            ref = f"{list(SERVICES).index(service) + 1}.{again[service]}"
        elif scheme == "shifted":
            ref = f"{prefix[service]}{again[service]}"
        else:
            ref = kept if kept and kept not in used and old[sources[0]].section == service else None
            if len(sources) == 1 and sum(sources == other for _, _, other in news) == 2 and sources[0] % 2:
                ref = f"{kept}{'ab'[parts.setdefault(sources[0], 0)]}"
                parts[sources[0]] += 1
            elif not sources and freed.get(service):
                ref = freed[service].pop()
            if ref is None:
                count[service] += 1
                ref = f"{prefix[service]}{count[service]}"
        used.add(ref)
        owner = role[sources[0]] if sources and chance.random() < 0.8 else chance.choice(ROLES).format(service)
        due = old[sources[0]].due if sources and chance.random() < 0.5 else f"2025-{chance.randrange(1, 13):02d}-28"
        new.append(Statement(f"n{k}", text, ref, service, (owner,), due))
    used_by: dict[int, int] = {}
    for _, _, sources in news:
        for s in sources:
            used_by[s] = used_by.get(s, 0) + 1
    for k, (_, _, sources) in enumerate(news):
        for s in sources:
            kind = "merged" if len(sources) > 1 else "split" if used_by[s] > 1 else "moved"
            pairs[(f"o{s}", f"n{k}")] = kind
    return Revision(old, new, pairs, scheme)
