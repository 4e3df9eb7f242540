"""What a reading of one paper yields: a `Paper` with its plan versions, declared changes, claims and findings.

Words and fields are those of the dataset contract. Ids are made here, from what they name. A normalised value never
replaces what is printed. Every value knows its `Place`s.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass, field

__all__ = [
    "Action",
    "ActionField",
    "Balance",
    "Claim",
    "DeclaredChange",
    "Finding",
    "Milestone",
    "Owner",
    "Paper",
    "Place",
    "Rating",
    "Section",
    "TableUse",
    "Version",
    "finding",
]


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands in its paper. `table` and `row` are 1-based (row within that table, as printed).

    x0, top, x1, bottom: points from the page's top left, to 0.1; null outside PDF. `joined_by`: null for the first
    place of a subject, else why this piece belongs to it (``page break``, ``continuation row``, ``merged cell`` …).
    """

    page: int | None = None
    table: int | None = None
    row: int | None = None
    line: int | None = None
    x0: float | None = None
    top: float | None = None
    x1: float | None = None
    bottom: float | None = None
    joined_by: str | None = None


@dataclass(frozen=True, slots=True)
class Milestone:
    """One dated, or datable, promise inside an action; TIMESCALES gives the kinds. `start` and `due` are EDTF."""

    position: int
    printed: str
    kind: str
    label: str | None = None
    start: str | None = None
    due: str | None = None
    due_by: dt.date | None = None
    rrule: str | None = None
    rating: str | None = None
    note: str | None = None
    inferred: str | None = None


@dataclass(frozen=True, slots=True)
class Owner:
    """One owner as printed (a shared role repeated after each name), with person and role where they can be told.

    `milestone` is the position of the milestone it answers for; null: the whole action.
    """

    position: int
    owner: str
    person: str | None = None
    role: str | None = None
    milestone: int | None = None


@dataclass(frozen=True, slots=True)
class ActionField:
    """A column of the action's row that has no place elsewhere: nothing printed in a row is dropped."""

    position: int
    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Action:
    """One commitment as one version states it: a logical table row, however many pages or printed rows it covers."""

    action_id: str
    position: int
    text: str
    ref: str | None = None
    ref_printed: str | None = None
    ref_repair: str | None = None
    section_id: str | None = None
    parent_action_id: str | None = None
    rating: str | None = None
    rating_printed: str | None = None
    rating_fill: str | None = None
    owners_printed: str | None = None
    progress: str | None = None
    next_steps: str | None = None
    timescale_printed: str | None = None
    milestones: tuple[Milestone, ...] = ()
    owners: tuple[Owner, ...] = ()
    fields: tuple[ActionField, ...] = ()
    places: tuple[Place, ...] = ()
    ended: str | None = None
    """What says that it is done with though no rating does: the heading "Closed actions", the day it was closed, a line
    through all of it."""


@dataclass(frozen=True, slots=True)
class Section:
    """A section of a version: `path` is its headings, outermost first; `lead` who answers for it, where printed."""

    section_id: str
    position: int
    path: tuple[str, ...]
    lead: str | None = None


@dataclass(frozen=True, slots=True)
class Rating:
    """One entry of a plan's rating key. `code` is lower case; rank 1 is best."""

    code: str
    printed: str
    meaning: str | None
    rank: int
    is_complete: bool


@dataclass(frozen=True, slots=True)
class Version:
    """One issue of a plan, found in one paper. `kind`: issued · quoted-old · quoted-new · projected."""

    version_id: str
    paper_id: str
    kind: str
    title: str | None
    organisation: str | None
    as_at: str | None = None
    as_at_from: str | None = None
    period_start: dt.date | None = None
    period_end: dt.date | None = None
    ratings: tuple[Rating, ...] = ()
    sections: tuple[Section, ...] = ()
    actions: tuple[Action, ...] = ()
    key_printed: bool = False
    """Whether the paper prints the key that `ratings` gives; else they are the usual colours and words."""
    read_whole: bool = True
    """False where part of the paper could not be read: an action that is missing may stand there."""


@dataclass(frozen=True, slots=True)
class DeclaredChange:
    """One entry of a change log, as the log says it; whether it is so is decided in `reconcile.declared`."""

    declared_id: str
    paper_id: str
    position: int
    kind: str
    from_refs: tuple[str, ...] = ()
    to_refs: tuple[str, ...] = ()
    old_text: str | None = None
    new_text: str | None = None
    old_timescale: str | None = None
    new_timescale: str | None = None
    old_milestones: tuple[Milestone, ...] = ()
    new_milestones: tuple[Milestone, ...] = ()
    reason: str | None = None
    quotes: tuple[tuple[str, str], ...] = ()
    """(old ref, old wording) for each old action the entry quotes: a partial version in itself."""
    to_quotes: tuple[tuple[str, str], ...] = ()
    """(new ref, new wording) likewise."""
    places: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class Claim:
    """A statement in minutes or a report about the plan or a part of it. `unit`: percent · count."""

    claim_id: str
    paper_id: str
    statement: str
    sentence: str
    subject: str
    value: float
    unit: str
    ratings: tuple[str, ...] = ()
    """Rating words the claim names ("amber e", "complete"), lower case."""
    plan_words: str | None = None
    """How the claim names the plan ("Improvement Plan")."""
    meeting_date: dt.date | None = None
    places: tuple[Place, ...] = ()
    scope: str | None = None
    """The part of the plan that it speaks of ("in Priority 2"), null where it is the whole."""
    bound: str = "exactly"
    """exactly · about · over · under · at least · at most."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something a person should look at, with its reason and where it stands. `severity`: error · warning · note."""

    finding_id: str
    code: str
    severity: str
    message: str
    paper_id: str | None = None
    version_id: str | None = None
    subject_id: str | None = None
    refs: tuple[str, ...] = ()
    places: tuple[Place, ...] = ()


def finding(
    code: str,
    severity: str,
    message: str,
    *,
    paper_id: str | None = None,
    version_id: str | None = None,
    subject_id: str | None = None,
    refs: tuple[str, ...] = (),
    places: tuple[Place, ...] = (),
) -> Finding:
    """A finding whose id is made from what it says, so that it is the same from run to run."""
    place = places[0] if places else Place()
    named = (code, paper_id, version_id, subject_id, refs, message, place.page, place.table, place.row, place.line)
    digest = hashlib.sha256(repr(named).encode()).hexdigest()[:12]
    return Finding(f"{code}-{digest}", code, severity, message, paper_id, version_id, subject_id, refs, places)


@dataclass(frozen=True, slots=True)
class TableUse:
    """One logical table of the paper and what it was used as: actions · changes · totals · key · seen and left."""

    table: int
    page: int | None
    rows: int
    used_as: str
    reason: str


@dataclass(frozen=True, slots=True)
class Balance:
    """Rows seen in the tables = rows that became actions or changes + headers + continuations + explained otherwise."""

    rows: int = 0
    actions: int = 0
    headers: int = 0
    continuations: int = 0
    explained: int = 0

    @property
    def holds(self) -> bool:
        """Whether every row seen is accounted for."""
        return self.rows == self.actions + self.headers + self.continuations + self.explained


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper read. `status`: read · partial · failed; `problem`: null, or one line a person can act on."""

    paper_id: str
    sha256: str
    file: str
    media_type: str
    reader: str | None
    role: str
    status: str
    problem: str | None = None
    ocr: bool = False
    title: str | None = None
    organisation: str | None = None
    committee: str | None = None
    meeting_date: dt.date | None = None
    pages: int | None = None
    versions: tuple[Version, ...] = ()
    declared: tuple[DeclaredChange, ...] = ()
    claims: tuple[Claim, ...] = ()
    tables: tuple[TableUse, ...] = ()
    findings: tuple[Finding, ...] = ()
    balance: Balance = field(default_factory=Balance)
    announced: tuple[tuple[str, str, Place], ...] = ()
    """(prefix or section, sentence, place) of actions the paper announces in prose ("the CH actions, section CH")."""
