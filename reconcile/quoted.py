"""The partial versions a change log holds: what it quotes as old, what it gives as new, and the plan it would make.

Ids are the log's paper_id with `-2` (quoted-old), `-3` (quoted-new) and `-4` (projected), or the next numbers that no
issued version of that paper has.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from extract.model import Action, DeclaredChange, Milestone, Paper, Place, Version
from reconcile.milestones import is_unchanged, patched
from reconcile.versions import edition
from reconcile.wording import same_words

__all__ = ["Quotations", "projected", "quotations"]


@dataclass(frozen=True, slots=True)
class Quotations:
    """The two partial versions of one log, and the action that each entry's refs became in them.

    `olds` and `news`: the action ids of each declared_id, in the order of its refs.
    """

    old: Version
    new: Version
    olds: dict[str, tuple[str, ...]]
    news: dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class _Quote:
    ref: str | None
    text: str
    timescale: str | None
    milestones: tuple[Milestone, ...]
    places: tuple[Place, ...]


def quotations(log: Paper, title: str | None, organisation: str | None) -> Quotations:
    """What the log quotes as the old and as the new actions; an action that two entries quote alike is one."""
    free = _free_ids(log)
    old_id, new_id = next(free), next(free)
    old_actions, olds = _actions(old_id, log.declared, _old_quotes)
    new_actions, news = _actions(new_id, log.declared, _new_quotes)
    shared = {"paper_id": log.paper_id, "title": title, "organisation": organisation}
    return Quotations(
        Version(old_id, kind="quoted-old", actions=old_actions, **shared),  # type: ignore[arg-type]
        Version(new_id, kind="quoted-new", actions=new_actions, **shared),  # type: ignore[arg-type]
        olds,
        news,
    )


def projected(base: Version, log: Paper) -> Version:
    """The older version with every entry of the log applied: what the plan should look like after it.

    What is carried over stands nowhere in the log's paper, so that it has no place.
    """
    free = _free_ids(log)
    next(free), next(free)
    version = edition(base, next(free), kind="projected", paper_id=log.paper_id, as_at=None, as_at_from=None)
    ended = {r for e in log.declared for r in e.from_refs if r not in e.to_refs}
    kept = [replace(a, places=()) for a in version.actions if not (a.ref and a.ref in ended)]
    for entry in log.declared:
        for quote in _new_quotes(entry):
            _apply(kept, quote, version.version_id, entry)
    actions = tuple(replace(a, position=i) for i, a in enumerate(kept, start=1))
    return replace(version, actions=actions)


def _free_ids(log: Paper) -> Iterator[str]:
    taken = {v.version_id for v in log.versions}
    number = 2
    while True:
        if f"{log.paper_id}-{number}" not in taken:
            yield f"{log.paper_id}-{number}"
        number += 1


def _old_quotes(entry: DeclaredChange) -> list[_Quote]:
    quotes = entry.quotes or (((entry.from_refs or (None,))[0], entry.old_text or ""),)
    single = len(entry.from_refs) <= 1
    return [
        _Quote(
            ref or None,
            text,
            entry.old_timescale if single else None,
            entry.old_milestones if single else (),
            entry.places,
        )
        for ref, text in quotes
        if text
    ]


def _new_quotes(entry: DeclaredChange) -> list[_Quote]:
    """The new wordings; where only the timescale is new, the old words stand."""
    if entry.kind in ("removed", "closed"):
        return []
    text = entry.new_text or (entry.old_text if entry.kind in ("retimed", "revised") else None) or ""
    kept = entry.from_refs[:1] if entry.kind in ("retimed", "revised") else ()
    quotes = entry.to_quotes or tuple((ref, text) for ref in entry.to_refs or kept or ("",))
    many = len(quotes) > 1 and len(quotes) == len(entry.new_milestones)
    return [
        _Quote(
            ref or None,
            words,
            entry.new_milestones[i].printed if many else entry.new_timescale,
            (replace(entry.new_milestones[i], position=1),) if many else entry.new_milestones,
            entry.places,
        )
        for i, (ref, words) in enumerate(quotes)
        if words
    ]


def _actions(
    version_id: str, entries: Sequence[DeclaredChange], quotes_of: Callable[[DeclaredChange], list[_Quote]]
) -> tuple[tuple[Action, ...], dict[str, tuple[str, ...]]]:
    found: list[Action] = []
    named: dict[str, tuple[str, ...]] = {}
    for entry in entries:
        ids = []
        for quote in quotes_of(entry):
            same = _seen(found, quote)
            if same is None:
                found.append(_action(quote, version_id, found))
                ids.append(found[-1].action_id)
            else:
                found[same] = _enriched(found[same], quote)
                ids.append(found[same].action_id)
        named[entry.declared_id] = tuple(ids)
    return tuple(found), named


def _seen(found: Sequence[Action], quote: _Quote) -> int | None:
    return next(
        (i for i, a in enumerate(found) if quote.ref and a.ref == quote.ref and same_words(a.text, quote.text)), None
    )


def _enriched(action: Action, quote: _Quote) -> Action:
    if action.milestones or not quote.milestones:
        return action
    return replace(action, milestones=quote.milestones, timescale_printed=quote.timescale)


def _action(quote: _Quote, version_id: str, others: Iterable[Action]) -> Action:
    taken = [a.action_id for a in others]
    position = len(taken) + 1
    base = f"{version_id}#{quote.ref}" if quote.ref else f"{version_id}#@{position}"
    action_id, use = base, 2
    while action_id in taken:
        action_id, use = f"{base}~{use}", use + 1
    return Action(
        action_id,
        position,
        quote.text,
        ref=quote.ref,
        ref_printed=quote.ref,
        timescale_printed=quote.timescale,
        milestones=quote.milestones,
        places=quote.places,
    )


def _apply(kept: list[Action], quote: _Quote, version_id: str, entry: DeclaredChange) -> None:
    """Put a new wording in the place of the action it revises, else at the end."""
    at = (
        None
        if entry.kind == "added"
        else next((i for i, a in enumerate(kept) if quote.ref and a.ref == quote.ref), None)
    )
    if at is None:
        kept.append(_action(quote, version_id, kept))
        return
    held = kept[at]
    stays = not quote.milestones or is_unchanged(quote.milestones)
    new = held.milestones if stays else patched(held.milestones, quote.milestones, entry.old_milestones)
    kept[at] = replace(
        held,
        text=quote.text,
        milestones=new,
        timescale_printed=held.timescale_printed if stays else quote.timescale,
        places=quote.places,
    )
