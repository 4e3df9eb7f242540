"""Which milestone of the older wording is which of the newer one, and what happened to its date."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from extract.model import Milestone
from reconcile.wording import counted, glued, same_words

__all__ = ["TimeChange", "is_unchanged", "last_due", "pair_milestones", "patched", "quoted_changes", "time_changes"]

LIKE_LABEL = 60.0
"""Labels at least this alike (rapidfuzz ratio, 0..100) may name one milestone; others are different promises."""
MONTH = re.compile(r"\d{4}-\d{2}")


@dataclass(frozen=True, slots=True)
class TimeChange:
    """What happened to one milestone. `kind`: slipped · brought_forward · scheduled · unscheduled · reworded.

    `days`: due_by(new) - due_by(old), null unless the date moved.
    """

    kind: str
    old: Milestone | None
    new: Milestone | None
    days: int | None
    explanation: str


def last_due(milestones: Sequence[Milestone]) -> Milestone | None:
    """The milestone that is due last: the day by which all of the action is promised."""
    dated = [m for m in milestones if m.due_by is not None]
    return max(dated, key=lambda m: (m.due_by, -m.position)) if dated else None


def is_unchanged(milestones: Sequence[Milestone]) -> bool:
    """Whether a timescale says no more than "Not changed": it takes the older version's milestones."""
    return bool(milestones) and all(m.kind == "unchanged" for m in milestones)


def pair_milestones(
    old: Sequence[Milestone], new: Sequence[Milestone]
) -> list[tuple[Milestone | None, Milestone | None]]:
    """Pairs by equal label, then by the same day, then in order within dated and undated, then in order; null where
    one side has no partner.

    Milestones whose labels name different things are never paired, unless each side has only the one.
    """
    pairs: list[tuple[Milestone | None, Milestone | None]] = []
    left, right = list(old), list(new)
    for fits in (_same_label_and_sort, _same_label, _like_and_same_day, _like_and_sort, _like):
        _take(left, right, fits, pairs)
    if len(old) == len(new) == 1 and left and right:
        return [(left[0], right[0])]
    pairs += [(m, None) for m in left] + [(None, m) for m in right]
    return sorted(pairs, key=lambda p: (p[0].position if p[0] else 10**6, p[1].position if p[1] else 10**6))


def time_changes(old: Sequence[Milestone], new: Sequence[Milestone]) -> list[TimeChange]:
    """Everything that happened between two timescales of one action. "Not changed" is no change."""
    if is_unchanged(new) or is_unchanged(old):
        return []
    return [change for pair in pair_milestones(old, new) if (change := _time_change(*pair))]


def quoted_changes(held: Sequence[Milestone], quoted: Sequence[Milestone]) -> list[TimeChange]:
    """What a quotation says otherwise than the timescale held; milestones that it does not name are not gone."""
    if is_unchanged(quoted) or is_unchanged(held):
        return []
    pairs = [(held[at] if at is not None else None, m) for at, m in _places(held, quoted)]
    return [change for pair in pairs if (change := _time_change(*pair))]


def patched(
    held: Sequence[Milestone], quoted: Sequence[Milestone], instead_of: Sequence[Milestone] = ()
) -> tuple[Milestone, ...]:
    """A timescale after a log's new one: it takes the place of those it replaces, and the others stay.

    `instead_of`: what the log quotes as the old timescale, which tells which milestones it speaks of.
    """
    told = len(instead_of) == len(quoted)
    places = [at for at, _ in _places(held, instead_of if told else quoted)]
    kept = list(held)
    for at, milestone in zip(places, quoted, strict=True):
        if at is None:
            kept.append(milestone)
        else:
            kept[at] = replace(milestone, label=milestone.label or held[at].label, rating=held[at].rating)
    return tuple(replace(m, position=i) for i, m in enumerate(kept, start=1))


def _places(held: Sequence[Milestone], quoted: Sequence[Milestone]) -> list[tuple[int | None, Milestone]]:
    """Which milestone each quoted one speaks of: that of the same day, of the same label, else the last one due."""
    free = dict(enumerate(held))
    found: dict[int, int | None] = {}
    for fits in (_same_day, _same_name, _any_name):
        for n, milestone in enumerate(quoted):
            at = next((i for i in _by_last_due(free) if fits(free[i], milestone)), None) if n not in found else None
            if at is not None:
                found[n] = at
                del free[at]
    return [(found.get(n), milestone) for n, milestone in enumerate(quoted)]


def _by_last_due(free: Mapping[int, Milestone]) -> list[int]:
    return sorted(free, key=lambda i: (free[i].due_by or dt.date.min, -i), reverse=True)


def _same_day(a: Milestone, b: Milestone) -> bool:
    return a.due_by == b.due_by and (a.due_by is not None or _meaning(a) == _meaning(b))


def _same_name(a: Milestone, b: Milestone) -> bool:
    return bool(a.label) and _same_label(a, b)


def _any_name(a: Milestone, b: Milestone) -> bool:
    return not a.label or not b.label


def _time_change(old: Milestone | None, new: Milestone | None) -> TimeChange | None:
    if "done" in (old and old.kind, new and new.kind):
        return None  # "Completed June 2024" records an end; it moves no promise
    before, after = old and old.due_by, new and new.due_by
    if before and after:
        return _moved_date(old, new, (after - before).days)
    if after and new:
        was = f'instead of "{old.printed}"' if old else "as a further milestone"
        return TimeChange("scheduled", old, new, None, f'now dated "{new.printed}" (by {after}), {was}')
    if before and old:
        now = f'now "{new.printed}"' if new else "no timescale is printed for it any more"
        return TimeChange("unscheduled", old, new, None, f'was dated "{old.printed}" (by {before}), {now}')
    return _said_otherwise(old, new)


def _moved_date(old: Milestone | None, new: Milestone | None, days: int) -> TimeChange | None:
    if not days or not old or not new:
        return None
    kind, way = ("slipped", "later") if days > 0 else ("brought_forward", "earlier")
    named = f"{new.label or old.label}: " if new.label or old.label else ""
    dates = f'{named}"{old.printed}" (by {old.due_by}) became "{new.printed}" (by {new.due_by})'
    if _day_of_month(old.due, new.due):
        return TimeChange("reworded", old, new, None, f"{dates}: the same month, said more exactly")
    if _day_of_month(new.due, old.due):
        return TimeChange("reworded", old, new, None, f"{dates}: the same month, said less exactly")
    return TimeChange(kind, old, new, days, f"{dates}, {counted(abs(days), 'day')} {way}")


def _day_of_month(month: str | None, day: str | None) -> bool:
    """Whether one EDTF date is a month and the other a day in it."""
    return bool(month and day and MONTH.fullmatch(month) and day.startswith(f"{month}-"))


def _said_otherwise(old: Milestone | None, new: Milestone | None) -> TimeChange | None:
    """Two undated timescales that mean different things ("Ongoing" became "Scoping"): new words without a date."""
    if not old or not new or _meaning(old) == _meaning(new) or same_words(old.printed, new.printed):
        return None
    return TimeChange("reworded", old, new, None, f'the undated timescale "{old.printed}" became "{new.printed}"')


def _meaning(m: Milestone) -> tuple[str, str | None, str | None, str | None]:
    return m.kind, m.start, m.due, m.rrule


def _take(
    left: list[Milestone],
    right: list[Milestone],
    fits: Callable[[Milestone, Milestone], bool],
    pairs: list[tuple[Milestone | None, Milestone | None]],
) -> None:
    """Move into `pairs` each left milestone with the first right one that fits."""
    for one in list(left):
        other = next((m for m in right if fits(one, m)), None)
        if other is not None:
            left.remove(one)
            right.remove(other)
            pairs.append((one, other))


def _same_label(a: Milestone, b: Milestone) -> bool:
    return glued(a.label) == glued(b.label)


def _same_label_and_sort(a: Milestone, b: Milestone) -> bool:
    return _same_label(a, b) and (a.due_by is None) == (b.due_by is None)


def _like(a: Milestone, b: Milestone) -> bool:
    return not a.label or not b.label or fuzz.ratio(a.label.casefold(), b.label.casefold()) >= LIKE_LABEL


def _like_and_same_day(a: Milestone, b: Milestone) -> bool:
    return _like(a, b) and a.due_by is not None and a.due_by == b.due_by


def _like_and_sort(a: Milestone, b: Milestone) -> bool:
    return _like(a, b) and (a.due_by is None) == (b.due_by is None)
