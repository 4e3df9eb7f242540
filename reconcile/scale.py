"""A plan's own scale of ratings: which is better, which means complete, and whether an action is complete by it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from extract.model import Action, Milestone, Version
from extract.rating_key import KeyEntry, RatingKey

__all__ = ["Scale", "as_complete", "read_through_the_plans_key", "said_complete", "scale_of"]

COMPLETE = frozenset({"complete", "completed", "done", "delivered", "achieved", "implemented", "blue"})
"""Rating words that mean complete where a version prints no key. A printed key always wins."""
CLOSED = frozenset({"closed"})
REMOVED = frozenset({"removed", "withdrawn", "deleted", "cancelled"})
SAID = re.compile(
    r"\s*(?P<word>complete|completed|done|delivered|achieved|implemented)"
    r"(?:\s*+(?:$|[.;!]|,\s+and\b)|[^\S\n]*+\n|\s++and\b)",
    re.IGNORECASE,
)
"""How a progress cell begins that says no more than that all is done ("Completed, and published in May")."""
USUAL_RANK = {"blue": 1, "complete": 1, "completed": 1, "green": 2, "amber": 3, "red": 4}


def as_complete(word: str) -> str:
    """A rating that means complete, in a sentence: "blue, which means complete"; "complete" needs no explaining."""
    return word if word.casefold().startswith("complete") else f"{word}, which means complete"


@dataclass(frozen=True, slots=True)
class Scale:
    """The rating codes of one version: their rank (1 is best) and which of them mean complete."""

    rank: Mapping[str, int]
    complete_codes: frozenset[str]
    keyed: bool

    def is_complete_code(self, code: str | None) -> bool:
        """Whether a rating means that the commitment is complete."""
        return code is not None and code in self.complete_codes

    def is_complete(self, action: Action) -> bool:
        """Whether an action is complete: what it stands under says so, or every rating of it is; or it has none, and
        every timescale or its progress says so.
        """
        if action.ended:
            return True
        ratings = _ratings(action)
        if ratings:
            return all(self.is_complete_code(code) for code in ratings)
        done = bool(action.milestones) and all(m.kind == "done" for m in action.milestones)
        return done or said_complete(action) is not None

    def milestone_is_complete(self, action: Action, milestone: Milestone) -> bool:
        """Whether one milestone is met: by its own rating, else by its action's, or because it or progress says so."""
        rating = milestone.rating or action.rating
        if action.ended:
            return True
        if rating is None:
            return milestone.kind == "done" or said_complete(action) is not None
        return milestone.kind == "done" or self.is_complete_code(rating)

    def ending(self, action: Action) -> str | None:
        """`completed`, `closed` or `removed` where the action's own rating says so, else null."""
        if self.is_complete(action):
            return "completed"
        if action.rating in CLOSED:
            return "closed"
        return "removed" if action.rating in REMOVED else None

    def direction(self, old: str, new: str) -> str:
        """`better`, `worse`, or `neither` where the scale does not rank both."""
        before, after = self.rank.get(old), self.rank.get(new)
        if before is None or after is None or before == after:
            return "neither better nor worse by the plan's key"
        return "better" if after < before else "worse"


def said_complete(action: Action) -> str | None:
    """The word with which the progress of an action says that all of it is done, null where it does not."""
    found = SAID.match(action.progress or "")
    return found["word"] if found else None


def scale_of(*versions: Version) -> Scale:
    """The scale of the newest version that prints or is given a key, else the usual words and colours.

    A code that only an older version uses means complete where that version says so, and then stands with the best.
    """
    held = [version.ratings for version in reversed(versions) if version.ratings]
    if not held:
        return Scale(USUAL_RANK, COMPLETE, keyed=False)
    newest, *older = held
    rank = {r.code: r.rank for r in newest}
    best = min((r.rank for r in newest if r.is_complete), default=1)
    ended = {r.code: best for ratings in older for r in ratings if r.is_complete and r.code not in rank}
    return Scale({**ended, **rank}, frozenset(ended) | {r.code for r in newest if r.is_complete}, keyed=True)


def read_through_the_plans_key(versions: Sequence[Version]) -> tuple[Version, ...]:
    """Versions of one plan, oldest first: one that prints no key has that of the nearest version that does.

    The nearest older one wins; a code that the key lacks keeps its usual meaning.
    """
    printed = [i for i, version in enumerate(versions) if version.key_printed]
    return tuple(
        version
        if version.key_printed or not printed
        else _with_key(version, versions[max((p for p in printed if p < i), default=printed[0])])
        for i, version in enumerate(versions)
    )


def _with_key(version: Version, keyed: Version) -> Version:
    key = RatingKey(tuple(KeyEntry(r.code, r.printed, r.meaning) for r in keyed.ratings), learned=True)
    used = [code for a in version.actions for code in (a.rating, *(m.rating for m in a.milestones)) if code]
    return replace(version, ratings=key.entries(used))


def _ratings(action: Action) -> list[str]:
    """The ratings that decide: its milestones' (each else the action's own), else the action's."""
    if any(m.rating for m in action.milestones):
        return [code for m in action.milestones if (code := m.rating or action.rating)]
    return [action.rating] if action.rating else []
