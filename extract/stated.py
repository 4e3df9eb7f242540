"""The versions that a paper states: one, or one for each dated sheet of a workbook, from tables and from sentences."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from extract.action_lines import LineActions, actions_in_lines
from extract.actions import RegionEntries, actions_of
from extract.document import Document
from extract.editions import Edition, editions_of
from extract.front import Front
from extract.minutes import MeetingFacts
from extract.model import Action, Finding, Section, Version
from extract.ratings import RatingKey
from extract.settings import ReadSettings
from extract.timescales import TimeContext, due_by_of, order_of_dates, quarters_of

__all__ = ["Stated", "context_of", "stated_in", "time_context"]

_APRIL = 4
"""The first month of the financial year, where nobody has set another."""


@dataclass(slots=True)
class Stated:
    """The versions that a paper states, what reading them found, and how many actions stand in tables and in lines."""

    versions: list[Version] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    tabled: int = 0
    lined: int = 0


def stated_in(
    document: Document,
    file: str,
    paper_id: str,
    listed: Sequence[RegionEntries],
    front: Front,
    facts: MeetingFacts,
    key: RatingKey,
    settings: ReadSettings,
    told: TimeContext,
    *,
    speaks: bool,
    minutes: bool,
) -> Stated:
    """One version, or one for each dated sheet of a workbook.

    `told`: how the paper's dates are to be read (see `context_of`); `speaks`: sentences may state actions as well.
    """
    found = Stated()
    editions = () if settings.as_at else editions_of(document, file, listed)
    for number, edition in enumerate(editions or (Edition(tuple(listed), front),), start=1):
        version_id = paper_id if number == 1 else f"{paper_id}-{number}"
        timed = time_context(edition.front, told, facts.meeting_date)
        actions, sections, findings = actions_of(edition.items, version_id, paper_id, key, timed)
        lines = LineActions()
        if speaks and not editions:
            timed = replace(timed, as_at=timed.as_at or facts.meeting_date)
            lines = actions_in_lines(document, version_id, timed, actions, sections, minutes=minutes)
        found.findings += [*findings, *lines.findings]
        found.tabled += len(actions)
        found.lined += len(lines.actions)
        if actions or lines.actions:
            found.versions.append(
                _version(
                    version_id,
                    paper_id,
                    edition.front,
                    facts,
                    key,
                    (*sections, *lines.sections),
                    (*actions, *lines.actions),
                    settings,
                    in_lines=not actions,
                )
            )
    return found


def time_context(front: Front, told: TimeContext, meeting: dt.date | None = None) -> TimeContext:
    """What a paper says of itself that its timescales are read by: its dates and its period beside what it `told`."""
    as_at = due_by_of(front.as_at) if front.as_at else None
    start, end = front.period or (None, None)
    return replace(told, as_at=told.as_at or as_at, period_start=start, period_end=end, meeting=meeting)


def context_of(texts: Iterable[str], settings: ReadSettings) -> TimeContext:
    """What texts show of how their dates are to be read, and what a person has set."""
    held = list(texts)
    day_first, shown_by = order_of_dates(held, settings.day_first)
    set_otherwise = settings.year_starts != _APRIL
    quarters, seen = ("financial", "") if set_otherwise else quarters_of(held, day_first=day_first)
    return TimeContext(
        as_at=settings.as_at,
        day_first=day_first,
        year_starts=settings.year_starts,
        order_from=shown_by,
        quarters=quarters,
        quarters_from=seen,
    )


def _version(
    version_id: str,
    paper_id: str,
    front: Front,
    facts: MeetingFacts,
    key: RatingKey,
    sections: tuple[Section, ...],
    actions: tuple[Action, ...],
    settings: ReadSettings,
    *,
    in_lines: bool,
) -> Version:
    """`in_lines`: all its actions stand in sentences of minutes, which hold on the day of the meeting.

    Those are of the committee that met, whatever item of the agenda is headed first.
    """
    start, end = front.period or (None, None)
    met = facts.meeting_date.isoformat() if in_lines and facts.meeting_date else None
    as_at = settings.as_at.isoformat() if settings.as_at else front.as_at or met
    return Version(
        version_id=version_id,
        paper_id=paper_id,
        kind="issued",
        title=f"Actions of the {facts.committee}" if in_lines and facts.committee else front.title or facts.title,
        organisation=facts.organisation,
        as_at=as_at,
        as_at_from=front.as_at_from or (as_at and "printed") if not settings.as_at else "printed",
        period_start=start,
        period_end=end,
        ratings=key.entries(_codes(actions)),
        sections=sections,
        actions=actions,
        key_printed=key.learned,
    )


def _codes(actions: Sequence[Action]) -> list[str]:
    codes = [action.rating for action in actions] + [m.rating for action in actions for m in action.milestones]
    return [code for code in codes if code]
