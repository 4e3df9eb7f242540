"""From the entries of a paper's action tables to the actions of one version, with what an auditor should look at."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extract.ended import says_ended
from extract.entries import Entry, places_of
from extract.header_words import Role
from extract.milestone_lists import MOSTLY, names_milestones, read_lines, read_listed
from extract.model import Action, ActionField, Finding, Milestone, Owner, Section, finding
from extract.owners import split_owners
from extract.period_grid import milestones_under
from extract.ratings import RatingKey, answered, leading_status, looks_like_rating
from extract.refs import lineage, repair_sequence
from extract.regions import DataRow, Region
from extract.sections import Sections, lead_of
from extract.timescales import TimeContext, due_by_of, read_date, read_timescale, why_none
from extract.wording import collapsed, is_unfinished, reflowed

__all__ = ["RegionEntries", "actions_of"]

_TIMES = (Role.NEW_TIMESCALE, Role.TIMESCALE, Role.OLD_TIMESCALE)
_PLACED = {Role.REF, Role.ACTION, Role.OWNER, Role.RATING, Role.PROGRESS, Role.NEXT_STEPS, *_TIMES}
_SAYS_NOTHING = re.compile(
    r"\W*(?:n/?a|not applicable|none|nil|no change|unchanged|not revised|same|as (?:original|before))?\W*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class RegionEntries:
    """A region of actions with its entries."""

    region: Region
    entries: tuple[Entry, ...]


def actions_of(
    regions: Sequence[RegionEntries], version_id: str, paper_id: str, key: RatingKey, context: TimeContext
) -> tuple[tuple[Action, ...], tuple[Section, ...], list[Finding]]:
    """The actions and sections of a version in reading order, and the findings that reading them gave."""
    _repair_between_tables(regions)
    owners = _owners_by_cell(regions)
    sections = Sections.of(version_id, [(item.region, item.entries) for item in regions])
    actions: list[Action] = []
    findings: list[Finding] = []
    used: dict[str, int] = {}
    printed = frozenset(entry.ref for item in regions for entry in item.entries if entry.ref)
    for item in regions:
        timed = replace(context, nearest=_latest_date(item.region))
        for entry in item.entries:
            section = sections.section(item.region, entry)
            action_id = _action_id(version_id, entry.ref, len(actions) + 1, used)
            maker = _Maker(item.region, entry, action_id, key, timed, owners, section)
            action = maker.action(len(actions) + 1)
            actions.append(action)
            missing = [ref for ref in entry.missing_before if ref not in printed]  # it may stand among the closed ones
            findings += _findings(action, entry, missing, item.region, paper_id, version_id, used)
    return _with_parents(actions), tuple(sections.found.values()), findings


def _repair_between_tables(regions: Sequence[RegionEntries]) -> None:
    """A first row without its ref goes on with the sequence of the table before it."""
    before: str | None = None
    for item in regions:
        if before and len(item.entries) > 1 and item.entries[0].ref is None and item.entries[1].ref:
            repaired = repair_sequence([before, None, item.entries[1].ref])[1]
            item.entries[0].ref, item.entries[0].ref_repair = repaired.ref, repaired.reason
        before = next((entry.ref for entry in reversed(item.entries) if entry.ref), before)


def _owners_by_cell(regions: Sequence[RegionEntries]) -> dict[str, tuple[Owner, ...]]:
    """Every owner cell of the paper, split together: what stands alone in one cell splits what runs on in another."""
    cells = [text for item in regions for text in _owner_cells(item)]
    cells += [lead for item in regions if (lead := lead_of(item.region))]
    return dict(zip(cells, split_owners(cells), strict=True))


def _owner_cells(item: RegionEntries) -> Iterator[str]:
    column = item.region.field(Role.OWNER)
    if column is None:
        return
    for entry in item.entries:
        if text := entry.meaning(column):
            yield text
        yield from (text for row in entry.milestones if (text := row.data.text(column)))


def _latest_date(region: Region) -> dt.date | None:
    """The latest date that the region prints in full: in its timescale columns, or, where they have none, anywhere."""
    columns = region.header.named(*_TIMES)
    cells = [[row.text(n) for n in columns] for row in region.rows]
    for texts in (cells, [row.texts for row in region.rows]):
        dates = (due_by_of(edtf) for row in texts for text in row if (edtf := _whole_date(text)))
        latest = max((date for date in dates if date), default=None)
        if latest is not None:
            return latest
    return None


def _whole_date(text: str) -> str | None:
    return read_date(text) if text and len(text) <= 30 else None


def _action_id(version_id: str, ref: str | None, position: int, used: dict[str, int]) -> str:
    if ref is None:
        return f"{version_id}#@{position}"
    used[ref] = used.get(ref, 0) + 1
    return f"{version_id}#{ref}" + (f"~{used[ref]}" if used[ref] > 1 else "")


@dataclass(frozen=True, slots=True)
class _Maker:
    """Makes one action from one entry."""

    region: Region
    entry: Entry
    action_id: str
    key: RatingKey
    context: TimeContext
    owners: dict[str, tuple[Owner, ...]]
    section: Section | None

    def action(self, position: int) -> Action:
        """The action, every printed column of its row in its place."""
        region, entry = self.region, self.entry
        first = entry.rows[0].data
        rating_field = region.field(Role.RATING)
        status, told = entry.value(rating_field), entry.meaning(rating_field)
        fill = first.fill(rating_field) if rating_field is not None else None
        rating, rating_printed, _ = self.key.read(told or None, fill)
        answer = answered(region.header.columns[rating_field].name, told) if rating_field is not None else None
        rating = answer or rating
        progress_field = region.field(Role.PROGRESS)
        progress = entry.value(progress_field) if progress_field is not None else None
        if (
            progress is None
            and status == told
            and status
            and not answer
            and not self._says_only_how_it_stands(status, rating)
        ):
            progress = status
        if region.opens_with_status and progress:
            rating_printed = status = told = leading_status(progress) or ""
            rating = self.key.read(told, None)[0]
        milestones = tuple(self._milestones(rating))
        rating = rating or next((m.rating for m in milestones if m.rating), None)
        owner_field = region.field(Role.OWNER)
        text = entry.text_override if entry.text_override is not None else entry.text(region.field(Role.ACTION))
        if entry.text_override is not None:
            text = self._rest_of_text(entry.text_override)
        next_field = region.field(Role.NEXT_STEPS)
        return Action(
            action_id=self.action_id,
            position=position,
            text=reflowed(text),
            ref=entry.ref,
            ref_printed=entry.ref_printed,
            ref_repair=entry.ref_repair,
            section_id=self.section.section_id if self.section else None,
            rating=rating,
            rating_printed=(rating_printed if status == told else status) or status or None,
            rating_fill=fill,
            owners_printed=entry.value(owner_field) or (lead_of(region) if owner_field is None else None) or None,
            progress=reflowed(progress) if progress is not None else None,
            next_steps=reflowed(entry.value(next_field)) if next_field is not None else None,
            timescale_printed=self._timescale_printed(),
            milestones=milestones,
            owners=tuple(self._owners(milestones)),
            fields=tuple(self._fields()),
            places=places_of([*entry.rows, *entry.milestones], region.table.number),
            ended=self._ended(),
        )

    def _ended(self) -> str | None:
        """What says that the action is done with: a line through it, the day in a column "Date closed", a heading."""
        if all(row.data.printed.struck for row in self.entry.rows):
            return "struck through"
        for n in self.region.header.named(Role.COMPLETED):
            if any(m.due for m in read_timescale(self._cell(None, n), self.context)):
                return f"{self.region.header.columns[n].name}: {collapsed(self._cell(None, n))}"
        return next((heading for heading in self.section.path if says_ended(heading)), None) if self.section else None

    def _says_only_how_it_stands(self, status: str, rating: str | None) -> bool:
        """Whether a status cell is no more than its rating: a word of the printed key, or a usual one."""
        if rating is None or len(status.split()) > len(rating.split()) + 1:
            return False
        return self.key.learned or looks_like_rating(status)

    def _rest_of_text(self, first: str) -> str:
        column = self.region.field(Role.ACTION)
        rest = [row.data.text(column) for row in self.entry.rows[1:]] if column is not None else []
        return " ".join(part.strip() for part in (first, *rest) if part.strip())

    def _dated_rows(self) -> list[DataRow | None]:
        """None stands for the entry's own rows taken together, then come its further milestone rows."""
        return [None, *(row.data for row in self.entry.milestones)]

    def _timescale_printed(self) -> str | None:
        cells = [self._timescale(row) for row in self._dated_rows()]
        under = [milestone.printed for milestone, _ in self._marked_periods()]
        return "\n".join(filter(None, (*cells, *under))) or None

    def _marked_periods(self) -> list[tuple[Milestone, tuple[int, ...]]]:
        """What ticks or bars under columns of quarters or months say, with the columns they stand in."""
        grid = self.region.periods
        rows = [row.data.fields for row in self.entry.rows] if grid is not None else []
        return [each for row in rows for each in milestones_under(grid, row, self.context)] if grid is not None else []

    def _listed_inside(self) -> list[Milestone]:
        """The milestones that a table within a cell lists, where (nearly) each of its rows says when."""
        inside = [row.data for row in self.entry.rows if row.joined_by == "nested table"]
        listed = [
            read_listed([cell.text for cell in cells], self.context)
            for data in inside
            for column, cells in zip(self.region.header.columns, data.fields, strict=True)
            if cells and names_milestones(column.name, column.role)
        ]
        found = [milestone for milestone in listed if milestone is not None]
        return found if len(found) >= MOSTLY * len(listed) else []

    def _listed_in_cells(self) -> list[Milestone]:
        """The milestones that the lines of a cell list, where (nearly) each of them says when."""
        columns = self.region.header.columns
        cells = [
            self.entry.value(n)
            for n in self.region.header.named(Role.OTHER)
            if names_milestones(columns[n].name, Role.OTHER)
        ]
        return next((found for cell in cells if (found := read_lines(cell, self.context))), [])

    def _cell(self, row: DataRow | None, n: int) -> str:
        return self.entry.value(n) if row is None else row.text(n)

    def _timescale(self, row: DataRow | None) -> str:
        """The cell that says when: the newest of several date columns that says anything ("N/A" does not)."""
        header = self.region.header
        surest = sorted(
            header.named(*_TIMES), key=lambda n: (_TIMES.index(header.columns[n].role), -header.columns[n].said)
        )
        cells = [self._cell(row, n) for n in surest]
        return next(
            (text for text in cells if text and not _SAYS_NOTHING.fullmatch(text)), next(filter(None, cells), "")
        )

    def _meant_by_ditto(self) -> str | None:
        """The timescale of the row above, where this one's cell only points to it."""
        said = self._timescale(None)
        return next((meant for n, meant in self.entry.dittos.items() if said and self.entry.value(n) == said), None)

    def _milestones(self, rating: str | None) -> Iterator[Milestone]:
        position = 0
        seen: set[tuple[str, str | None, str | None]] = set()
        for row in self._dated_rows():
            own = self._rating_of(row) if row is not None else rating
            label = (
                self._cell(row, action)
                if row is not None and (action := self.region.field(Role.ACTION)) is not None
                else ""
            )
            for milestone in self._read(row):
                known = (milestone.kind, milestone.due, milestone.label or label or None)
                if row is not None and known in seen:
                    continue
                seen.add(known)
                position += 1
                yield replace(
                    milestone,
                    position=position,
                    rating=own or rating,
                    label=milestone.label or collapsed(label) or None,
                )

    def _read(self, row: DataRow | None) -> list[Milestone]:
        milestones = list(read_timescale(self._timescale(row), self.context))
        if row is None and not self._timescale(None):
            milestones = [*(each for each, _ in self._marked_periods()), *self._listed_inside()]
            milestones = milestones or self._listed_in_cells()
        if row is None and (meant := self._meant_by_ditto()):
            milestones = [_as_above(each) for each in read_timescale(meant, self.context)]
        start = next((t for n in self.region.header.named(Role.START) if (t := self._cell(row, n))), "")
        if start:
            milestones = _with_start(milestones, list(read_timescale(start, self.context)))
        done = next((t for n in self.region.header.named(Role.COMPLETED) if (t := self._cell(row, n))), "")
        for milestone in read_timescale(done, self.context) if done else ():
            if milestone.due:
                milestones.append(replace(milestone, kind="done"))
        return milestones

    def _rating_of(self, row: DataRow) -> str | None:
        column = self.region.field(Role.RATING)
        return self.key.read(row.text(column) or None, row.fill(column))[0] if column is not None else None

    def _owners(self, milestones: Sequence[Milestone]) -> Iterator[Owner]:
        column = self.region.field(Role.OWNER)
        if column is None:
            yield from self.owners.get(lead_of(self.region) or "", ())
            return
        own = [(row, text) for row in self.entry.milestones if (text := row.data.text(column))]
        position = 0
        first = 1 if own and milestones else None
        for owner in self.owners.get(self.entry.meaning(column), ()):
            position += 1
            yield replace(owner, position=position, milestone=first)
        for n, (_, text) in enumerate(own):
            at = len(milestones) - len(own) + n + 1
            for owner in self.owners.get(text, ()):
                position += 1
                yield replace(owner, position=position, milestone=at if 1 <= at <= len(milestones) else None)

    def _fields(self) -> Iterator[ActionField]:
        """The columns that have no place elsewhere, in the order of the table; nothing printed is dropped."""
        kept: set[Role] = set()
        timed = self._timescale(None)
        read = {n for _, fields in self._marked_periods() for n in fields}
        for n, column in enumerate(self.region.header.columns):
            text = self.entry.value(n)
            first = column.role not in kept
            kept.add(column.role)
            shown = column.role in _PLACED and first and (column.role not in _TIMES or text == timed)
            if not shown and text and n not in read:
                yield ActionField(n + 1, column.name or f"column {n + 1}", reflowed(text))
        struck = " ".join(c.struck for row in self.entry.rows for c in row.data.printed.cells if c.struck)
        if struck:
            yield ActionField(len(self.region.header.columns) + 1, "struck through", struck)


def _as_above(milestone: Milestone) -> Milestone:
    reasons = filter(None, (milestone.inferred, "as in the row above, to which the cell points"))
    return replace(milestone, inferred="; ".join(reasons))


def _with_start(ends: list[Milestone], starts: list[Milestone]) -> list[Milestone]:
    """A start column and an end column make one window; a start alone is a start."""
    start = next((m.due or m.start for m in starts if m.due or m.start), None)
    if start is None:
        return ends or starts
    if len(ends) == 1 and ends[0].due and ends[0].kind == "due" and start <= ends[0].due:
        return [replace(ends[0], kind="window", start=start)]
    alone = replace(starts[0], kind="start", start=start, due=None, due_by=None)
    return [alone, *ends] if not any(m.due for m in ends) else ends


def _with_parents(actions: Sequence[Action]) -> tuple[Action, ...]:
    by_ref = {action.ref: action for action in reversed(actions) if action.ref}
    return tuple(
        replace(action, parent_action_id=parent.action_id) if (parent := _parent(action, by_ref)) else action
        for action in actions
    )


def _parent(action: Action, by_ref: dict[str, Action]) -> Action | None:
    if not action.ref:
        return None
    ref = action.ref
    for cut in range(len(ref) - 1, 0, -1):
        shorter = by_ref.get(ref[:cut].rstrip(".-/ "))
        if shorter and shorter is not action and lineage(shorter.ref or "", ref) == "child":
            return shorter
    return None


def _findings(
    action: Action,
    entry: Entry,
    missing: Sequence[str],
    region: Region,
    paper_id: str,
    version_id: str,
    used: dict[str, int],
) -> Iterator[Finding]:
    refs = (action.ref,) if action.ref else ()
    name = (
        f"Action {action.ref}"
        if action.ref
        else f"The action in row {action.places[0].row} of table {action.places[0].table}"
    )

    def said(code: str, severity: str, message: str) -> Finding:
        return finding(
            code,
            severity,
            message,
            paper_id=paper_id,
            version_id=version_id,
            subject_id=action.action_id,
            refs=refs,
            places=action.places[:1],
        )

    if action.ref_repair:
        yield said("ref-repaired", "warning", f"{name}: printed as “{entry.ref_printed or ''}”; {action.ref_repair}.")
    if missing:
        yield said("ref-missing-in-sequence", "note", f"No action {', '.join(missing)} is printed before {action.ref}.")
    if action.ref and used.get(action.ref, 0) > 1:
        yield said(
            "ref-duplicated", "warning", f"The ref {action.ref} is printed {used[action.ref]} times in this version."
        )
    for milestone in action.milestones:
        if milestone.kind == "none":
            missing_date = why_none(milestone) == "missing"
            code = "timescale-missing" if missing_date else "timescale-unreadable"
            words = "gives no date" if missing_date else "cannot be read as a date"
            yield said(
                code, "note" if missing_date else "warning", f"{name}: the timescale “{milestone.printed}” {words}."
            )
    if region.field(Role.OWNER) is not None and not action.owners:
        yield said("owner-missing", "warning", f"{name} has no owner although the table has a column for it.")
    if any(n is not None for n in map(region.field, _TIMES)) and not action.milestones:
        yield said("timescale-missing", "note", f"{name} has an empty timescale cell.")
    if len(entry.rows) == 1 and is_unfinished(action.text) and action.text.split()[-1].lower() in _DANGLING:
        yield said(
            "text-cut", "warning", f"{name}: the wording stops in mid-sentence (“… {collapsed(action.text)[-40:]}”)."
        )


_DANGLING = {"a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with", "that", "which"}
