"""What happened to the fields of one action between two versions: words, times, owners, ratings, section."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from extract.model import Action, Milestone, Version
from reconcile.milestones import pair_milestones, quoted_changes, time_changes
from reconcile.owning import owner_changes
from reconcile.scale import Scale, as_complete, said_complete, scale_of
from reconcile.wording import close_words, glued, marked, same_words, word_diff

__all__ = ["FieldChange", "Sides", "field_changes", "renamed_sections", "sides_of"]

NUMBERED = re.compile(
    r"^(?:(?:(?:chapter|section|part|priority|theme)\s+)?\d+(?:\.\d+)*[.):]?\s*[:–-]?|[a-z][.)])\s+(?=\S)",
    re.IGNORECASE,
)
CONTINUED = re.compile(r"(?:(?<!\s)\s+)?\(?(?:cont(?:inue)?d?\.?)\)?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of one action that changed; the columns of the contract's `changes`."""

    kind: str
    field: str | None
    explanation: str
    old_value: str | None = None
    new_value: str | None = None
    old_milestone: Milestone | None = None
    new_milestone: Milestone | None = None
    days: int | None = None


Paths = Mapping[str | None, Sequence[str]]
"""The headings over each section of a version, by section_id, outermost first and without their numbers."""


@dataclass(frozen=True, slots=True)
class Sides:
    """Two versions as they are compared. A column that one of them does not have at all is not compared."""

    old: Version
    new: Version
    scale: Scale
    times: bool
    owners: bool
    ratings: bool
    sections: bool
    old_paths: Paths
    new_paths: Paths
    renamed: frozenset[tuple[str, str]] = frozenset()
    """(old, new) sections that are one section under another heading."""


def sides_of(old: Version, new: Version, renamed: frozenset[tuple[str, str]] = frozenset()) -> Sides:
    """The two versions with the columns that both print. A list under one heading has no sections to compare."""
    whole = [v for v in (old, new) if not v.kind.startswith("quoted")]
    old_paths, new_paths = _paths(old), _paths(new)
    return Sides(
        old,
        new,
        scale_of(old, new),
        times=all(any(a.milestones for a in v.actions) for v in whole),
        owners=all(any(a.owners for a in v.actions) for v in whole),
        ratings=all(any(_rated(a) for a in v.actions) for v in whole),
        sections=all(
            len({glued(_section(paths, a)) for a in v.actions}) > 1
            for v, paths in ((old, old_paths), (new, new_paths))
            if not v.kind.startswith("quoted")
        ),
        old_paths=old_paths,
        new_paths=new_paths,
        renamed=renamed,
    )


def field_changes(old: Action, new: Action, sides: Sides, *, words: bool = True) -> list[FieldChange]:
    """Every field change of one action; `words` False leaves its wording out (a merge or split explains that)."""
    found = _rewording(old, new) if words else []
    found += _timing(old, new, sides)
    found += _owning(old, new, sides)
    found += _rating(old, new, sides)
    return found + _moving(old, new, sides)


def _section(paths: Paths, action: Action) -> str | None:
    """The innermost heading over an action, without its number; null where there is none."""
    headings = paths.get(action.section_id, ())
    return headings[-1] if headings else None


def _paths(version: Version) -> Paths:
    return {
        s.section_id: [CONTINUED.sub("", NUMBERED.sub("", heading)).strip() or heading for heading in s.path]
        for s in reversed(version.sections)
    }


def _rated(action: Action) -> bool:
    return bool(action.rating or any(m.rating for m in action.milestones))


def _rewording(old: Action, new: Action) -> list[FieldChange]:
    if same_words(old.text, new.text):
        return []
    alike = round(100 * close_words(old.text, new.text))
    text = f"{alike} % of the words stay: {marked(word_diff(old.text, new.text))}"
    return [FieldChange("reworded", "text", text, old.text, new.text)]


def _timing(old: Action, new: Action, sides: Sides) -> list[FieldChange]:
    if not sides.times or (_partial(sides) and not (old.milestones and new.milestones)):
        return []
    found = []
    compare = quoted_changes if sides.new.kind.startswith("quoted") else time_changes
    for change in compare(old.milestones, new.milestones):
        if change.kind in ("scheduled", "unscheduled") and _is_met(old, change.old, new, change.new, sides.scale):
            continue
        found.append(
            FieldChange(
                change.kind,
                "timescale",
                change.explanation,
                change.old.printed if change.old else None,
                change.new.printed if change.new else None,
                change.old,
                change.new,
                change.days,
            )
        )
    return found


def _partial(sides: Sides) -> bool:
    """Whether one side is only what a change log quotes: what it does not print there is unknown, not gone."""
    return any(v.kind.startswith("quoted") for v in (sides.old, sides.new))


def _is_met(old: Action, a: Milestone | None, new: Action, b: Milestone | None, scale: Scale) -> bool:
    """A milestone that is met may lose its date, or come without one, and nothing was rescheduled."""
    if a and b:
        return scale.is_complete(old) or scale.is_complete(new)
    return bool(
        (a and (scale.milestone_is_complete(old, a) or scale.is_complete(new)))
        or (b and (scale.milestone_is_complete(new, b) or scale.is_complete(old)))
    )


def _owning(old: Action, new: Action, sides: Sides) -> list[FieldChange]:
    if not sides.owners or (_partial(sides) and not (old.owners and new.owners)):
        return []
    gone, come = owner_changes(old.owners, new.owners)
    if not gone and not come:
        return []
    said = [f"no longer {', '.join(gone)}"] if gone else []
    said += [f"now {', '.join(come)}"] if come else []
    return [FieldChange("reowned", "owners", "; ".join(said), _owners(old), _owners(new))]


def _owners(action: Action) -> str | None:
    return "; ".join(dict.fromkeys(owner.owner for owner in action.owners)) or None


def _rating(old: Action, new: Action, sides: Sides) -> list[FieldChange]:
    if _partial(sides) and not (_rated(old) and _rated(new)):
        return []
    if not sides.ratings and (_rated(old) or _rated(new)):
        return []
    before, after = sides.scale.is_complete(old), sides.scale.is_complete(new)
    if after and not before:
        rated = new.rating and sides.scale.is_complete_code(new.rating)
        became = f"its rating became {as_complete(new.rating or '')}" if rated else f'it is said to be "{_stands(new)}"'
        return [FieldChange("completed", None, became, old.rating, new.rating)]
    if before and not after:
        text = f"was complete ({_stands(old)}) and is now {_printed(new.rating)}"
        return [FieldChange("reopened", None, text, old.rating, new.rating)]
    if sum(1 for m in (*old.milestones, *new.milestones) if m.rating) > 2:
        return _milestone_ratings(old, new, sides)
    if old.rating == new.rating:
        return []
    return [FieldChange("rerated", "rating", _rerated(old.rating, new.rating, sides.scale), old.rating, new.rating)]


def _milestone_ratings(old: Action, new: Action, sides: Sides) -> list[FieldChange]:
    """Ratings of the milestones one by one, where an action has several."""
    found = []
    for a, b in pair_milestones(old.milestones, new.milestones):
        if a and b and a.rating != b.rating:
            text = f"{b.label or b.printed}: {_rerated(a.rating, b.rating, sides.scale)}"
            found.append(FieldChange("rerated", "rating", text, a.rating, b.rating, a, b))
    return found


def _rerated(old: str | None, new: str | None, scale: Scale) -> str:
    if old is None or new is None:
        return f"{_printed(old)} became {_printed(new)}"
    return f"{old} became {new}: {scale.direction(old, new)}"


def _stands(action: Action) -> str:
    """How an action that is complete says so."""
    return action.ended or action.rating or said_complete(action) or "done"


def _printed(rating: str | None) -> str:
    return rating or "not rated"


def _moving(old: Action, new: Action, sides: Sides) -> list[FieldChange]:
    if not sides.sections or _partial(sides):
        return []
    paths = sides.old_paths.get(old.section_id, ()), sides.new_paths.get(new.section_id, ())
    before, after = _section(sides.old_paths, old), _section(sides.new_paths, new)
    if (before, after) in sides.renamed or _one_path(*paths):
        return []
    text = f'from section "{before or "none"}" to "{after or "none"}"'
    return [FieldChange("moved", "section", text, before, after)]


def _one_path(old: Sequence[str], new: Sequence[str]) -> bool:
    """Whether two paths end in one place, or one only stops at an outer heading of the other."""
    a, b = [glued(h) for h in old], [glued(h) for h in new]
    return a[-1:] == b[-1:] or bool(a and a[-1] in b) or bool(b and b[-1] in a)


def renamed_sections(pairs: Sequence[tuple[Action, Action]], old: Version, new: Version) -> frozenset[tuple[str, str]]:
    """Sections that only changed their heading: most of what stays of one lies in the other, and most of that is its.

    The few that went elsewhere, or came from elsewhere, have moved.
    """
    old_paths, new_paths = _paths(old), _paths(new)
    seen = Counter((a, b) for o, n in pairs if (a := _section(old_paths, o)) and (b := _section(new_paths, n)))
    left, come = Counter(a for a, _ in seen.elements()), Counter(b for _, b in seen.elements())
    before = {glued(_section(old_paths, a)) for a in old.actions}
    after = {glued(_section(new_paths, a)) for a in new.actions}
    return frozenset(
        (a, b)
        for (a, b), went in seen.items()
        if glued(b) not in before and glued(a) not in after and 2 * went > max(left[a], come[b])
    )
