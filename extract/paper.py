"""One paper in, one typed `Paper` out: what it is, its plan version, what it declares, claims and leaves in doubt."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from extract.actions import RegionEntries
from extract.card_grids import with_cards_apart
from extract.cards import stood_up
from extract.changelog import announced_in, declared_changes
from extract.changelog_kind import ChangeTable, change_kind
from extract.changelog_prose import prose_changes, speaks_of_changes
from extract.columns import Header
from extract.document import Cell, Document, Heading, Paragraph, Piece
from extract.entries import Entry, entries_of
from extract.forms import with_forms
from extract.front import Front, front_of
from extract.header_words import Role
from extract.labelled_cells import with_labels_apart
from extract.listed_actions import with_listed_actions
from extract.minutes import meeting_facts, read_claims
from extract.model import Balance, Finding, Paper, Place, TableUse, finding
from extract.ratings import RatingKey, choose_key, learn_key, learn_key_from_text, usual_key
from extract.readers.registry import read_document
from extract.regions import PooledRoles, Region, RowNote, regions_of
from extract.role import reads_like_minutes, role_of
from extract.settings import ReadSettings
from extract.stated import context_of, stated_in, time_context
from extract.tables import LogicalTable, logical_tables
from extract.totals import check_totals
from extract.wording import collapsed

__all__ = ["paper_of", "read_paper"]

_ACTIONS_EXPECTED = re.compile(
    r"\b(?:actions?|commitments?|tasks?|to do|recommendations?|deliverables?)\b", re.IGNORECASE
)


def read_paper(data: bytes, file: str, settings: ReadSettings) -> Paper:
    """Read one paper.

    `data`: the file's bytes; `file`: its name as given, relative to the input folder. Raises a `PaperUnreadable`
    where the file cannot be opened at all; what cannot be read inside it is a finding.
    """
    return paper_of(read_document(data, file, settings), hashlib.sha256(data).hexdigest(), file, settings)


@dataclass(slots=True)
class _Sorted:
    """The tables of a paper, sorted by what they hold, with a note for every row that is nothing of the kind."""

    actions: list[RegionEntries] = field(default_factory=list)
    requirements: list[RegionEntries] = field(default_factory=list)
    changes: list[ChangeTable] = field(default_factory=list)
    notes: dict[int, list[RowNote]] = field(default_factory=dict)
    uses: dict[int, tuple[str, str]] = field(default_factory=dict)
    not_understood: list[Region] = field(default_factory=list)
    left: list[LogicalTable] = field(default_factory=list)


def paper_of(document: Document, sha256: str, file: str, settings: ReadSettings) -> Paper:
    """The paper that a document is; pure, so that a document made in a test can be read as well."""
    paper_id = sha256[:12]
    document = with_listed_actions(with_forms(with_cards_apart(document)))
    tables = with_labels_apart(stood_up(logical_tables(document)))
    front, facts = front_of(document, file), meeting_facts(document)
    sort = _sort(tables, expect=_expects_actions(document, front), of_changes=speaks_of_changes(front.title or ""))
    key = _rating_key(document, sort)
    told = context_of(_texts(document), settings)
    context = time_context(front, told, facts.meeting_date)
    declared, read_changes = declared_changes(sort.changes, paper_id, context)
    for table, _, notes in read_changes:
        sort.notes.setdefault(table.region.table.number, []).extend(notes)
    declared += prose_changes(document, front.title, paper_id, context, len(declared), plan=bool(sort.actions))
    listed = sort.actions or sort.requirements
    speaks = not declared and (not listed or reads_like_minutes(document, file, front.title, surely=True))
    minutes = reads_like_minutes(document, file, front.title)
    stated = stated_in(
        document, file, paper_id, listed, front, facts, key, settings, told, speaks=speaks, minutes=minutes
    )
    findings = stated.findings
    claims = read_claims(document, paper_id, facts.meeting_date)
    for table_found in tables:
        has_total, wrong = check_totals(table_found, paper_id)
        findings += wrong
        if has_total and sort.uses.get(table_found.number, ("seen and left", ""))[0] == "seen and left":
            sort.uses[table_found.number] = ("totals", "a total row over columns of figures")
    balance = _balance(
        tables, sort, [entry for item in listed for entry in item.entries], [e for _, es, _ in read_changes for e in es]
    )
    findings += [*_problem_findings(document, paper_id), *_table_findings(sort, paper_id)]
    role = role_of(
        document,
        file,
        front.title,
        declared=len(declared),
        tabled=stated.tabled if sort.actions else 0,
        lined=stated.lined,
        required=0 if sort.actions else stated.tabled,
        claims=len(claims),
        met=facts.meeting_date is not None,
    )
    problem = _problem(document, balance)
    return Paper(
        paper_id=paper_id,
        sha256=sha256,
        file=file,
        media_type=document.media_type,
        reader=document.reader,
        role=role,
        status="partial" if problem else "read",
        problem=problem,
        ocr=document.ocr,
        title=front.title or facts.title,
        organisation=facts.organisation,
        committee=facts.committee,
        meeting_date=facts.meeting_date,
        pages=document.pages,
        versions=tuple(replace(version, read_whole=problem is None) for version in stated.versions),
        declared=declared,
        claims=claims,
        tables=tuple(_uses(tables, sort)),
        findings=tuple(findings),
        balance=balance,
        announced=announced_in(_sentences(document)),
    )


def _texts(document: Document) -> Iterator[str]:
    """Every text of the paper, cell by cell."""
    for block in document.blocks:
        if isinstance(block, Piece):
            yield from (cell.text for cell in block.cells)
        else:
            yield block.text


def _expects_actions(document: Document, front: Front) -> bool:
    heads = " ".join(block.text for block in document.blocks[:12] if isinstance(block, Heading | Paragraph))
    return bool(_ACTIONS_EXPECTED.search(f"{front.title or ''} {heads[:600]}"))


def _sort(tables: Sequence[LogicalTable], *, expect: bool, of_changes: bool) -> _Sorted:
    """Sort every region: a table of changes, of actions, of requirements, or seen and left with the reason.

    `expect`, `of_changes`: the paper speaks of actions; its title speaks of changes to a plan.
    """
    result = _Sorted()
    pooled = PooledRoles(tables)
    lent: dict[int, list[Header]] = {}
    for table in tables:
        near = " ".join([*table.path[-2:], *(p.text for p in table.intro[-1:])])
        expected = expect or bool(_ACTIONS_EXPECTED.search(near))
        regions, notes = regions_of(table, expect_actions=expected, pooled=pooled, lent=lent)
        for header in [region.header for region in regions if _is_lent(region)]:
            others = lent.setdefault(len(header.fields), [])
            others[:] = [header, *(each for each in others if each != header)]
        result.notes[table.number] = notes
        used = None
        for region in regions:
            used = _sort_region(result, region, of_changes=of_changes) or used
        result.uses[table.number] = used or ("seen and left", _why_left(regions))
        if used is None:
            result.left.append(table)
    return result


def _is_lent(region: Region) -> bool:
    """Whether a header may stand for later tables that print none: it names its columns itself."""
    return region.holds_actions and not region.from_content


def _sort_region(result: _Sorted, region: Region, *, of_changes: bool) -> tuple[str, str] | None:
    notes = result.notes[region.table.number]
    change = change_kind(region, of_changes=of_changes)
    if change is not None:
        result.changes.append(change)
        return "changes", f"declares actions {change.kind.replace('_', ' and ')}"
    if region.holds_actions or region.holds_requirements:
        entries, more = entries_of(region)
        notes += more
        item = RegionEntries(region, tuple(entries))
        (result.actions if region.holds_actions else result.requirements).append(item)
        roles = ", ".join(c.role.value for c in region.header.columns if c.role is not Role.OTHER)
        kind = "columns read by what the cells hold" if region.from_content else "header names"
        return ("actions" if region.holds_actions else "seen and left"), f"{kind}: {roles}"
    notes += [RowNote(row.printed.number, "other") for row in region.rows]
    if region.field(Role.ACTION) is None and _has_refs(region):
        result.not_understood.append(region)
    return None


def _has_refs(region: Region) -> bool:
    """Whether a column holds refs: each once, so that a column of numbers of things is none."""
    column = region.field(Role.REF)
    refs = [text for row in region.rows if (text := row.text(column).strip())] if column is not None else []
    return 0 < len(refs) == len(set(refs))


def _why_left(regions: Sequence[Region]) -> str:
    if not regions:
        return "no header that names actions, and the cells do not show them"
    names = "; ".join(column.name for column in regions[0].header.columns if column.name)
    return f"its columns are not those of actions: {names[:150]}"


def _rating_key(document: Document, sort: _Sorted) -> RatingKey:
    """The key that the paper prints for its actions, in a table or a sentence, or the usual colours.

    Short statuses that its rating columns repeat are ratings too.
    """
    used = [
        text
        for item in sort.actions
        for n in item.region.header.named(Role.RATING)
        for entry in item.entries
        for text in (entry.text(n), *(row.data.text(n) for row in entry.milestones))
        if text
    ]
    keys: list[RatingKey] = []
    for table in sort.left:
        width = max(piece.n_cols for piece in table.pieces)
        texts = [row.texts(width) for row in table.rows]
        fills = [_fills(row.cells, width) for row in table.rows]
        key = learn_key(texts, fills, " ".join([*table.path[-1:], *(p.text for p in table.intro[-1:])]) or None)
        if key is not None:
            keys.append(key)
            sort.uses[table.number] = ("key", "a key of ratings")
    for block in document.blocks:
        if isinstance(block, Paragraph) and (key := learn_key_from_text(block.text)) is not None:
            keys.append(key)
    return (choose_key(keys, used) or usual_key()).with_words(used)


def _fills(cells: Sequence[Cell], width: int) -> list[str | None]:
    """The fills of a row by grid column: a row of a text can be longer than its table."""
    row: list[str | None] = [None] * max([width, *(cell.col + 1 for cell in cells)])
    for cell in cells:
        row[cell.col] = cell.fill
    return row


def _balance(
    tables: Sequence[LogicalTable], sort: _Sorted, listed: Sequence[Entry], changed: Sequence[Entry]
) -> Balance:
    notes = [note for found in sort.notes.values() for note in found]
    entries = [*listed, *changed]
    if sort.actions and sort.requirements:
        entries += [entry for item in sort.requirements for entry in item.entries]
    inside = sum(_nested_rows(piece) for table in tables for piece in table.pieces)
    further = [row for entry in entries for row in (*entry.rows[1:], *entry.milestones)]
    used_inside = sum(row.joined_by == "nested table" for row in further)
    return Balance(
        rows=sum(len(table.rows) for table in tables) + inside,
        actions=len(entries),
        headers=sum(note.what == "header" for note in notes),
        continuations=len(further),
        explained=sum(note.what != "header" for note in notes) + inside - used_inside,
    )


def _nested_rows(piece: Piece) -> int:
    return sum(inner.n_rows + _nested_rows(inner) for cell in piece.cells for inner in cell.nested)


def _problem(document: Document, balance: Balance) -> str | None:
    """One line that says what was not read whole, or None."""
    serious = [problem for problem in document.problems if problem.severity != "note"]
    if serious:
        pages = sorted({problem.page for problem in serious if problem.page})
        where = f" (pages {', '.join(map(str, pages[:12]))}{' …' if len(pages) > 12 else ''})" if pages else ""
        more = f" and {len(serious) - 1} more" if len(serious) > 1 else ""
        return f"{serious[0].message}{where if len(serious) > 1 else ''}{more}"
    if not balance.holds:
        accounted = balance.actions + balance.headers + balance.continuations + balance.explained
        return f"{balance.rows} table rows were seen but {accounted} are accounted for; please report this paper"
    return None


def _problem_findings(document: Document, paper_id: str) -> Iterator[Finding]:
    for problem in document.problems:
        yield finding(
            problem.code, problem.severity, problem.message, paper_id=paper_id, places=(Place(page=problem.page),)
        )


def _table_findings(sort: _Sorted, paper_id: str) -> Iterator[Finding]:
    for region in sort.not_understood:
        names = "; ".join(column.name for column in region.header.columns if column.name)
        place = Place(region.table.page, region.table.number, line=region.table.pieces[0].line)
        yield finding(
            "table-not-understood",
            "note",
            f"Table {region.table.number} has refs but no column of actions was recognised ({names}).",
            paper_id=paper_id,
            places=(place,),
        )


def _uses(tables: Sequence[LogicalTable], sort: _Sorted) -> Iterator[TableUse]:
    for table in tables:
        used, reason = sort.uses[table.number]
        yield TableUse(table.number, table.page, len(table.rows), used, reason)


def _sentences(document: Document) -> list[tuple[str, Place]]:
    return [
        (sentence, Place(block.page, line=block.line))
        for block in document.blocks
        if isinstance(block, Heading | Paragraph)
        for sentence in re.split(r"(?<=[.!?])\s+", collapsed(block.text))
    ]
