"""Percentages and counts in minutes and reports, held against the version of the plan in force at the meeting."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from extract.model import Action, Claim, Version
from extract.rating_words import LETTERS
from reconcile.dates import first_day
from reconcile.model import CheckedClaim
from reconcile.scale import Scale, scale_of
from reconcile.versions import Issue, named
from reconcile.wording import glued

__all__ = ["IN_FORCE_DAYS", "check_claim"]

IN_FORCE_DAYS = 92
"""A version still says how things stand for a quarter after the day it is as at; after that ratings have moved on."""
COMPLETE = frozenset({"complete", "completed", "fullycomplete", "done", "delivered", "achieved", "implemented"})
"""Words of a claim, glued, that ask for what the key calls complete, whatever code or colour that has."""


def check_claim(claim: Claim, issues: Sequence[Issue]) -> CheckedClaim:
    """The verdict on one claim, given the issued versions of the plan it speaks of, oldest first."""
    if not issues:
        return _cannot(claim, None, "no version of the plan it speaks of is held")
    issue = _in_force(claim, issues)
    if issue is None:
        nearest = _nearest(claim, issues)
        when = (
            f"the meeting of {claim.meeting_date}" if claim.meeting_date else "the meeting (whose date is not printed)"
        )
        note = f"no version in force at {when} is held; the nearest is {named(nearest)}"
        return _cannot(claim, None, "; ".join([note, *_unknown_ratings(claim, nearest)]))
    unknown = _unknown_ratings(claim, issue.version)
    if unknown:
        return _cannot(claim, issue.version.version_id, "; ".join(unknown))
    actions = _spoken_of(claim, issue.version)
    if actions is None:
        note = f'it speaks of a part of the plan, "{claim.scope}", that is no section of {named(issue.version)}'
        return _cannot(claim, issue.version.version_id, note)
    value = _figure(claim, issue.version, actions)
    if value is None:
        return _cannot(claim, issue.version.version_id, "it names no rating that could be counted")
    verdict = "agrees" if _fits(claim, value) else "differs"
    unit = " %" if claim.unit == "percent" else ""
    bound = "" if claim.bound == "exactly" else f"{claim.bound} "
    note = f"the claim says {bound}{claim.value:g}{unit}; {named(issue.version)} gives {value:g}{unit}"
    return CheckedClaim(claim, issue.version.version_id, value, verdict, note)


def _cannot(claim: Claim, version_id: str | None, note: str) -> CheckedClaim:
    return CheckedClaim(claim, version_id, None, "cannot be checked", note)


def _in_force(claim: Claim, issues: Sequence[Issue]) -> Issue | None:
    """The version in the claim's own paper, or that went to its meeting, or was issued within a quarter before it."""
    own = [i for i in issues if i.paper.paper_id == claim.paper_id]
    if own:
        return own[-1]
    meeting = claim.meeting_date
    if meeting is None:
        return None
    brought = [i for i in issues if i.paper.meeting_date == meeting]
    dated = [(day, i) for i in issues if (day := first_day(i.version.as_at)) and day <= meeting]
    if brought or not dated:
        return brought[-1] if brought else None
    day, issue = max(dated, key=lambda pair: pair[0])
    return issue if meeting - day <= dt.timedelta(days=IN_FORCE_DAYS) else None


def _nearest(claim: Claim, issues: Sequence[Issue]) -> Version:
    """The version whose date is nearest to the meeting; the newest one where either has no date."""
    dated = [(day, i.version) for i in issues if (day := first_day(i.version.as_at))]
    if not dated or claim.meeting_date is None:
        return issues[-1].version
    meeting = claim.meeting_date
    return min(dated, key=lambda pair: abs((meeting - pair[0]).days))[1]


def _unknown_ratings(claim: Claim, version: Version) -> list[str]:
    """Ratings the claim names that the version's key does not have; each makes the claim one about another key."""
    scale = scale_of(version)
    return [
        f'"{rating}" is no rating in the key of {named(version)} ({", ".join(scale.rank) or "none is printed"})'
        for rating in claim.ratings
        if not _codes(rating, version, scale)
    ]


def _codes(rating: str, version: Version, scale: Scale) -> frozenset[str]:
    """The codes a rating word stands for in a version's key: its code, its printed word or letter, or its meaning."""
    if glued(rating) in COMPLETE:
        return scale.complete_codes
    keyed = {
        r.code
        for r in version.ratings
        if glued(rating) in (glued(r.code), glued(r.printed), LETTERS.get(r.printed.casefold()))
    }
    meant = {r.code for r in version.ratings if version.key_printed and glued(rating) == glued(_briefly(r.meaning))}
    return frozenset(keyed or meant or {code for code in scale.rank if glued(code) == glued(rating)})


def _briefly(meaning: str | None) -> str:
    """What a definition says before it explains ("Off track, the date will be missed")."""
    return re.split(r"[,;:(.–-]\s|\s[–-]\s", meaning or "")[0]


def _spoken_of(claim: Claim, version: Version) -> Sequence[Action] | None:
    """The actions that a claim speaks of: all, or those of the one section it names; None where it is no section."""
    if claim.scope is None:
        return version.actions
    scope = claim.scope.casefold()
    named_by = {
        s.section_id: {heading for heading in s.path if any(_says(scope, name) for name in _names(heading))}
        for s in version.sections
    }
    if len({heading for headings in named_by.values() for heading in headings}) != 1:
        return None
    return [action for action in version.actions if named_by.get(action.section_id or "")]


def _names(heading: str) -> list[str]:
    """What a section may be called: "Priority 2: Social work" is also "Priority 2", and "Social work"."""
    return [name for name in (heading, *re.split(r"(?:(?<!\s)\s+)?[:–—]\s+|(?<!\s)\s+-\s+", heading)) if len(name) > 3]


def _says(scope: str, name: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(name.casefold())}(?!\w)", scope) is not None


def _figure(claim: Claim, version: Version, actions: Sequence[Action]) -> float | None:
    """The dataset's own figure: how many of the actions have the ratings named, or their share."""
    if claim.ratings:
        scale = scale_of(version)
        count = sum(1 for a in actions if any(_has(a, rating, version, scale) for rating in claim.ratings))
    elif claim.unit == "count" and re.search(r"\bactions\b", claim.subject, re.IGNORECASE):
        count = len(actions)
    else:
        return None
    if claim.unit == "count":
        return float(count)
    return round(100 * count / len(actions), 1) if actions else None


def _has(action: Action, rating: str, version: Version, scale: Scale) -> bool:
    if glued(rating) in COMPLETE:
        return scale.is_complete(action)
    return action.rating in _codes(rating, version, scale)


def _fits(claim: Claim, value: float) -> bool:
    """Counts must be equal; a percentage as far as the claim prints it (57 % is anything from 56.5 to 57.5).

    "More than" and the like are held to their word; "about" to one in ten of a count, or 2.5 points of a percentage.
    """
    decimals = len(f"{claim.value:g}".partition(".")[2])
    exact = 0.0 if claim.unit == "count" else 0.5 / float(10**decimals) + 1e-9
    fits = {
        "over": value > claim.value,
        "under": value < claim.value,
        "at least": value >= claim.value - exact,
        "at most": value <= claim.value + exact,
        "about": abs(claim.value - value) <= (max(1, 0.1 * claim.value) if claim.unit == "count" else 2.5),
    }
    return fits.get(claim.bound, abs(claim.value - value) <= exact)
