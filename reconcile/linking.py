"""Links between two versions: by the matcher for whole ones; by ref and the log's own word for what a log quotes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from extract.model import Action, DeclaredChange, Version
from reconcile.match import match
from reconcile.milestones import last_due
from reconcile.model import CandidateLink, Link, Statement
from reconcile.quoted import Quotations
from reconcile.scale import scale_of
from reconcile.series import is_next_in_series
from reconcile.settings import ReconcileSettings
from reconcile.wording import close_words, entry_in_words, same_words

__all__ = ["Linked", "declared_links", "link_quotes", "link_versions", "projection_links", "with_declared"]

STILL_THERE = 0.8
"""Words at least this alike under the same ref: the action is still there, whatever a log says of it."""
RELATION = {"merged": "merged", "split": "split", "closed_replaced": "succeeded"}


@dataclass(frozen=True, slots=True)
class Linked:
    """The accepted links between two versions, what is uncertain, how far equal refs can be trusted, by what means."""

    links: tuple[Link, ...]
    uncertain: tuple[CandidateLink, ...] = ()
    refs_trusted: float | None = None
    by_meaning: bool = False


def link_versions(old: Version, new: Version, settings: ReconcileSettings) -> Linked:
    """What the matcher says of two whole versions, less the links from one of a series to the next."""
    if not old.actions or not new.actions:
        return Linked(())
    result = match(
        _statements(old, old.actions),
        _statements(new, new.actions),
        review_threshold=settings.review_threshold,
        semantic=settings.semantic,
    )
    a, b, scale = _by_id(old), _by_id(new), scale_of(old, new)
    links = tuple(
        Link(
            f"{c.old}->{c.new}",
            old.version_id,
            new.version_id,
            c.old,
            c.new,
            a[c.old].ref,
            b[c.new].ref,
            c.relation,
            c.score,
            c.decided_by,
            c.evidence,
        )
        for c in result.links
        if not is_next_in_series(a[c.old], b[c.new], scale)
    )
    return Linked(links, result.uncertain, result.refs_trusted, result.by_meaning)


def link_quotes(whole: Version, quotes: Version, settings: ReconcileSettings, *, quotes_first: bool = False) -> Linked:
    """Which action of a whole version a log quotes: the ref the log prints decides, else the words.

    `quotes_first`: the quotations are the older side (what the log gives as new, against a later version).
    """
    old, new = (quotes, whole) if quotes_first else (whole, quotes)
    by_ref = {a.ref: a for a in reversed(whole.actions) if a.ref}
    links = []
    for quote in quotes.actions:
        held = by_ref.pop(quote.ref, None) if quote.ref else None
        if held is not None:
            pair = (quote, held) if quotes_first else (held, quote)
            links.append(_link(old, new, *pair, "same", _quote_score(held, quote), "ref", _quote_evidence(held, quote)))
    unnamed = [q for q in quotes.actions if not q.ref]
    unmarked = [a for a in whole.actions if not a.ref]
    by_words = _by_words(old, new, unmarked, unnamed, settings, quotes_first)
    return replace(by_words, links=(*links, *by_words.links))


def declared_links(quotations: Quotations, entries: Sequence[DeclaredChange]) -> tuple[Link, ...]:
    """What the log says became of the actions it quotes."""
    old, new = _by_id(quotations.old), _by_id(quotations.new)
    links: dict[str, Link] = {}
    for entry in entries:
        for before in quotations.olds[entry.declared_id]:
            for after in quotations.news[entry.declared_id]:
                link = _declared(quotations.old, quotations.new, old[before], new[after], entry)
                links.setdefault(link.link_id, link)
    return tuple(links.values())


def projection_links(base: Version, quoted_new: Version, projection: Version) -> tuple[Link, ...]:
    """Every action of a projected version with where it comes from: the log's new wording, else the older version."""
    news = {(a.ref, a.text): a for a in reversed(quoted_new.actions)}
    carried = {(a.ref, a.text): a for a in reversed(base.actions)}
    links = []
    for action in projection.actions:
        key = (action.ref, action.text)
        if key in news:
            links.append(_link(quoted_new, projection, news[key], action, "same", 1.0, "declared", "the log's wording"))
        elif key in carried:
            text = "carried over: no entry of the change log names it"
            links.append(_link(base, projection, carried[key], action, "same", 1.0, "declared", text))
    return tuple(links)


def with_declared(linked: Linked, old: Version, new: Version, entries: Iterable[DeclaredChange]) -> Linked:
    """The matcher's links corrected by what a change log says of the interval, where both versions bear it out.

    A log that merges, splits or replaces actions decides those links; an equal ref on other words does not keep an
    action that the log ends.
    """
    a, b = _by_ref(old), _by_ref(new)
    links = {x.link_id: x for x in linked.links}
    for entry in entries:
        ends = [a[r] for r in entry.from_refs if r in a]
        results = [b[r] for r in entry.to_refs if r in b]
        for action in ends:
            if action.ref not in entry.to_refs:
                _drop_false_friend(links, action, b)
        if entry.kind in RELATION and results:
            for action in ends:
                for result in results:
                    link = _declared(old, new, action, result, entry)
                    links[link.link_id] = link
    taken = {x.old_action_id for x in links.values()} | {x.new_action_id for x in links.values()}
    uncertain = tuple(c for c in linked.uncertain if c.old not in taken and c.new not in taken)
    return replace(linked, links=tuple(sorted(links.values(), key=lambda x: x.link_id)), uncertain=uncertain)


def _drop_false_friend(links: dict[str, Link], action: Action, new: Mapping[str, Action]) -> None:
    """Take off the link by equal ref from an action that a log ends to one that only carries its ref."""
    same = new.get(action.ref or "")
    if same is not None and close_words(action.text, same.text) < STILL_THERE:
        links.pop(f"{action.action_id}->{same.action_id}", None)


def _by_words(
    old: Version,
    new: Version,
    whole: Sequence[Action],
    quotes: Sequence[Action],
    settings: ReconcileSettings,
    quotes_first: bool,
) -> Linked:
    """Quotations without a ref, found by their words among the actions without one."""
    if not whole or not quotes:
        return Linked(())
    older, newer = (quotes, whole) if quotes_first else (whole, quotes)
    result = match(
        _statements(old, older),
        _statements(new, newer),
        review_threshold=settings.review_threshold,
        semantic=settings.semantic,
    )
    a, b = _by_id(old), _by_id(new)
    links = (
        _link(old, new, a[c.old], b[c.new], "same", c.score, c.decided_by, c.evidence)
        for c in result.links
        if c.relation in ("same", "renumbered")
    )
    return Linked(tuple(links), by_meaning=result.by_meaning)


def _declared(old: Version, new: Version, before: Action, after: Action, entry: DeclaredChange) -> Link:
    relation = RELATION.get(entry.kind, "same")
    text = f"the change log says so (entry {entry.position}: {entry_in_words(entry.kind)})"
    return _link(old, new, before, after, relation, 1.0, "declared", text)


def _quote_score(held: Action, quote: Action) -> float:
    """A ref that a log prints names the action of that ref; other words under it leave a doubt."""
    return 1.0 if same_words(held.text, quote.text) else round(0.8 + 0.2 * close_words(held.text, quote.text), 3)


def _quote_evidence(held: Action, quote: Action) -> str:
    if same_words(held.text, quote.text):
        return f"the change log quotes {quote.ref} with the same words"
    alike = round(100 * close_words(held.text, quote.text))
    return f"the change log quotes {quote.ref}; {alike} % of its words are the same"


def _link(
    old: Version, new: Version, before: Action, after: Action, relation: str, score: float, by: str, evidence: str
) -> Link:
    return Link(
        f"{before.action_id}->{after.action_id}",
        old.version_id,
        new.version_id,
        before.action_id,
        after.action_id,
        before.ref,
        after.ref,
        relation,
        score,
        by,
        evidence,
    )


def _statements(version: Version, actions: Sequence[Action]) -> list[Statement]:
    headings = {s.section_id: " > ".join(s.path) for s in version.sections}
    return [_statement(action, headings.get(action.section_id or "")) for action in actions]


def _statement(action: Action, section: str | None) -> Statement:
    due = last_due(action.milestones)
    extra = " ".join(t for t in (*(m.label for m in action.milestones), action.progress) if t)
    return Statement(
        action.action_id,
        action.text,
        action.ref,
        section,
        tuple(o.owner for o in action.owners),
        due.due_by.isoformat() if due and due.due_by else None,
        extra or None,
    )


def _by_id(version: Version) -> dict[str, Action]:
    return {a.action_id: a for a in version.actions}


def _by_ref(version: Version) -> dict[str, Action]:
    return {a.ref: a for a in reversed(version.actions) if a.ref}
