"""What a column's cells look like, counted: refs, dates, ratings, figures, owners, words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extract.header_nouns import Role
from extract.owner_words import is_acronym, is_body, is_person, is_role
from extract.ratings import looks_like_rating, usual_key
from extract.refs import looks_like_ref
from extract.timescales import looks_like_timescale

__all__ = ["Profile", "is_measure", "profile_of"]

_USUAL = usual_key()
_MEASURE = re.compile(r"^[<>≤≥~£$]?\s*\d[\d,.]*\s*(?:%|per ?cent|k|m|days?|hours?|posts?)?$", re.IGNORECASE)
"""A target that is a figure, not a date."""


@dataclass(frozen=True, slots=True)
class Profile:
    """How many of a column's cells look like what; `roles` are owners told by a role or a body, not by a bare name."""

    count: int
    refs: int
    dates: int
    ratings: int
    measures: int
    owners: int
    roles: int
    words: float

    def role(self) -> Role | None:
        """The role that the content alone shows, or None where it does not show one clearly."""
        for share, role in ((self.ratings, Role.RATING), (self.dates, Role.TIMESCALE), (self.refs, Role.REF)):
            if share >= 0.7 * self.count:
                return role
        return Role.ACTION if self.words >= 5 else None


def is_measure(cell: str) -> bool:
    """Whether a cell is a figure, with its unit perhaps, and no date."""
    return bool(_MEASURE.match(cell.strip())) and not looks_like_timescale(cell)


def _is_rating(cell: str) -> bool:
    """Whether a cell is a rating, with a remark perhaps ("Blue – complete")."""
    return looks_like_rating(cell) or (len(cell) <= 30 and _USUAL.read(cell, None)[0] is not None)


def profile_of(cells: Sequence[str]) -> Profile:
    """The cells of one column, counted by what they look like; empty ones are left out by the caller."""
    words = [len(cell.split()) for cell in cells]
    dated = [looks_like_timescale(cell) for cell in cells]
    rated = [_is_rating(cell) for cell in cells]
    named = [c for c, date, rating in zip(cells, dated, rated, strict=True) if len(c) <= 60 and not date and not rating]
    return Profile(
        count=len(cells),
        refs=sum(looks_like_ref(cell) for cell in cells),
        dates=sum(dated),
        ratings=sum(rated),
        measures=sum(bool(_MEASURE.match(c.strip())) and not date for c, date in zip(cells, dated, strict=True)),
        owners=sum(is_person(c) or is_role(c) or is_body(c) or is_acronym(c) for c in named),
        roles=sum((is_role(c) or is_body(c)) and len(c.split()) <= 8 for c in named),
        words=sum(words) / len(words) if words else 0.0,
    )
