"""What a table's columns are for: roles from header words, checked against the cells, or read from them alone.

A header proposes and the content disposes: a column headed "Meeting date & action number" that holds only dates is no
ref column.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extract.cell_profiles import Profile, profile_of
from extract.header_words import LONGEST_HEADER, OUTRIGHT, Role, header_role, without_instructions
from extract.paired_names import paired_roles
from extract.period_grid import is_period
from extract.ratings import looks_like_rating
from extract.refs import looks_like_ref, normalise_ref, split_leading_ref
from extract.timescales import looks_like_timescale
from extract.wording import folded

__all__ = [
    "Column",
    "Header",
    "Role",
    "alike",
    "fits",
    "one_of_each",
    "plain_header",
    "read_header",
    "roles_by_content",
    "verified",
]


_TIMES = {Role.TIMESCALE, Role.OLD_TIMESCALE, Role.NEW_TIMESCALE}
_WORDS = {Role.ACTION, Role.OLD_ACTION, Role.NEW_ACTION}
_CURRENT = re.compile(r"\W*(?:current|existing)\b", re.IGNORECASE)
_RAG = re.compile(r"\b(?:b ?)?r ?/? ?a ?/? ?g\b|colour", re.IGNORECASE)
_AIM = re.compile(r"\brecommendations?\b", re.IGNORECASE)
_PROMISE = re.compile(r"\b(?:actions?|tasks?|commitments?|activit(?:y|ies)|to do)\b", re.IGNORECASE)
_BY = re.compile(r"\W*by\W*", re.IGNORECASE)
_WEAKLY = 0.5
_BARE_DATE = re.compile(r"\W*dates?\W*", re.IGNORECASE)
_LISTED_BY_STATE = re.compile(
    r"\W*(?:(?:outstanding|next|further|remaining|completed) (?:actions?|tasks?)"
    r"|(?:actions?|tasks?) (?:completed|outstanding))\W*$",
    re.IGNORECASE,
)
"""A column of actions, sorted by how they stand: beside a column of actions it says what is left to do, or was done."""
_MITIGATES = re.compile(
    r"(?:further |planned |agreed |new )?(?:(?:mitigat\w+|preventative|risk) actions?"
    r"|actions? to (?:mitigate|reduce)\b.*)|further actions?(?: required| planned)?",
    re.IGNORECASE,
)
"""What is to be done about a risk: beside an owner and a date it is promised."""
_OF_A_MEETING = re.compile(r"\b(?:meeting|minutes?|agenda|item)\b", re.IGNORECASE)
_RESPONSE = re.compile(r"\bresponses?\b", re.IGNORECASE)
_NEARLY_ALL = 0.75
_ONE_OF_TWO_DATES = {
    **dict.fromkeys(("original", "originally", "initial", "previous", "old", "baseline"), Role.OLD_TIMESCALE),
    **dict.fromkeys(("revised", "new", "updated", "latest", "amended", "forecast", "extended"), Role.NEW_TIMESCALE),
}
"""Names that stand for one where the cells are dates."""
_ROLES_THAT_TELL = 4
"""So many different roles make a header, though none is named outright ("Rhif / No.", "Gweithred / Action" …)."""
_OF_A_TIME = re.compile(
    r"\b(?:q[1-4]|quarter [1-4]|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*|20\d\d|\d{1,2}/\d{2})\b",
    re.IGNORECASE,
)
_A_GRID = 3
"""So many periods side by side, or columns under them, are names of columns."""


@dataclass(frozen=True, slots=True)
class Column:
    """A logical column: its role and its header as printed. `said`: how surely the header names the role, 0..1."""

    role: Role
    name: str
    said: float = 0.0


@dataclass(frozen=True, slots=True)
class Header:
    """The columns that a header row sets, by grid column; a header cell that spans covers each column it reaches."""

    columns: tuple[Column, ...]
    fields: tuple[int, ...]
    """For each grid column, the number of the field (header cell) it belongs to."""

    def named(self, *roles: Role) -> list[int]:
        """Fields that have one of these roles, left to right."""
        return [n for n, column in enumerate(self.columns) if column.role in roles]


def read_header(texts: Sequence[str], spans: Sequence[int] | None = None, *, leads: bool = True) -> Header | None:
    """The header that a row of cell texts sets, or None where the row does not read like one.

    `texts` by grid column, empty where a cell only reaches by its span; `spans[i]` the columns that cell i covers.
    A header names at least two different roles in short cells, at least one of them outright. `leads`: the row is among
    the first of its table; elsewhere both must be named outright, for rows of words are more common there than headers.
    """
    filled = [(i, text) for i, text in enumerate(texts) if text.strip()]
    if len(filled) < 2 or any(not _may_be_name(text) for _, text in filled):
        return None
    paired = paired_roles(texts)
    named = [(paired[i], 1.0) if i in paired else header_role(text) for i, text in filled]
    roles = {role for role, _ in named if role is not Role.OTHER}
    outright = {role for role, said in named if role is not Role.OTHER and said >= OUTRIGHT}
    sure = sum(said for role, said in named if role is not Role.OTHER)
    if len(roles) < 2 or sure < 1.4:
        return None
    listed = {Role.REF, Role.ACTION} <= roles
    periods = sum(is_period(text) * (spans[i] if spans else 1) for i, text in filled)
    dated = sum(
        looks_like_timescale(text) and not _names_period(text, periods) and not _tells_how(*told)
        for (_, text), told in zip(filled, named, strict=True)
    )
    data = dated + sum(looks_like_rating(text) for _, text in filled)
    data += 0 if listed else sum(looks_like_ref(text) for _, text in filled)
    told = outright or len(roles) >= _ROLES_THAT_TELL
    if dated and not leads:
        return None
    if len(outright) < 2 and (dated or not leads or not told or not (listed or sure >= 1.85)):
        return None
    names = sum(not _names_period(text, periods) for _, text in filled)
    if not (listed or sure >= 0.35 * names) or data > len(filled) / 3:
        return None
    return _header(texts, spans)


def _tells_how(role: Role, said: float) -> bool:
    """Whether a name surely tells how things stand, be a date in it: "Update July 2025"."""
    return role in (Role.PROGRESS, Role.RATING) and said >= OUTRIGHT


def _names_period(text: str, periods: int) -> bool:
    """Whether a cell is a quarter or a month without its year, or with it one of several such: a column of ticks."""
    return is_period(text) and (periods >= _A_GRID or not re.search(r"\d\d", text))


def _may_be_name(text: str) -> bool:
    """Whether a cell could name a column: short, no sentence, no ref before words."""
    text = without_instructions(text)
    words = text.split()
    sentence = len(words) >= 4 and text.rstrip().endswith(".")
    return len(words) <= 14 and not sentence and len(folded(text)) <= LONGEST_HEADER and split_leading_ref(text) is None


def _header(texts: Sequence[str], spans: Sequence[int] | None) -> Header:
    columns: list[Column] = []
    fields: list[int] = []
    reach = 0
    paired = paired_roles(texts)
    for i, text in enumerate(texts):
        if text.strip() or i >= reach:
            role, said = (paired[i], 1.0) if i in paired else header_role(text)
            columns.append(Column(role, " ".join(text.split()), said))
            reach = i + (spans[i] if spans and text.strip() else 1)
        fields.append(len(columns) - 1)
    return Header(one_of_each(tuple(columns)), tuple(fields))


def plain_header(texts: Sequence[str], spans: Sequence[int] | None = None) -> Header:
    """A header as it stands, whatever it names: for tables whose file marks the row as header."""
    return _header(texts, spans)


def one_of_each(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """One column a role for the roles that a row can have only one of; the surest, then the leftmost, keeps it.

    A weak name ("Team", "Review date") yields to a sure one even where a role may have several columns.
    """
    single = {Role.REF, Role.ACTION, Role.RATING, Role.NEXT_STEPS, Role.NEW_ACTION, Role.OLD_ACTION, Role.START}
    result = list(_in_company(columns))
    for role in Role:
        holders = sorted((n for n, c in enumerate(result) if c.role is role), key=lambda n: (*_rank(columns[n]), n))
        for n in holders[1:]:
            if role in single or columns[n].said <= 0.5 < columns[holders[0]].said:
                result[n] = Column(Role.OTHER, columns[n].name, 1.0 if columns[n].said == 1.0 else 0.0)
    return tuple(result)


def _rank(column: Column) -> tuple[float, bool]:
    """Which of several columns keeps a role that a row has once.

    A RAG comes before a mere status, and what is promised before the recommendation that it is for.
    """
    aim = column.role is Role.ACTION and _AIM.search(column.name) and not _PROMISE.search(column.name)
    return -min(column.said, 0.75) if aim else -column.said, column.role is Role.RATING and not _RAG.search(column.name)


def _in_company(columns: tuple[Column, ...]) -> Iterator[Column]:
    """Names that mean something only beside another.

    A current date is the old one where a new one stands beside it, a mere date no timescale beside a deadline or where
    it is the meeting's, "By" says when where another column says who, what mitigates a risk is an action where it has
    an owner and a date. A mere response or note tells progress only of an action that is named; else a response with an
    owner and a date is one.
    """
    roles = {column.role for column in columns}
    told = any(column.role is Role.TIMESCALE and not _BARE_DATE.fullmatch(column.name) for column in columns)
    told = told or _opens_with_meeting(columns)
    owned = sum(column.role is Role.OWNER and column.said > _WEAKLY for column in columns) > 0
    mitigates = owned and bool(roles & _TIMES) and not roles & _WORDS
    for column in columns:
        if column.role is Role.OLD_TIMESCALE and _CURRENT.match(column.name) and Role.NEW_TIMESCALE not in roles:
            yield Column(Role.TIMESCALE, column.name, column.said)
        elif told and column.role is Role.TIMESCALE and _BARE_DATE.fullmatch(column.name):
            yield Column(Role.OTHER, column.name, 1.0)
        elif (
            column.role is Role.TIMESCALE
            and column.said <= _WEAKLY
            and roles & {Role.OLD_TIMESCALE, Role.NEW_TIMESCALE}
        ):
            yield Column(Role.OTHER, column.name)
        elif owned and column.role is Role.OWNER and _BY.fullmatch(column.name) and not roles & _TIMES:
            yield Column(Role.TIMESCALE, column.name, 0.9)
        elif column.role is Role.PROGRESS and column.said <= _WEAKLY and not roles & _WORDS:
            answers = owned and bool(roles & _TIMES) and _RESPONSE.search(column.name)
            yield Column(Role.ACTION if answers else Role.OTHER, column.name, _WEAKLY if answers else 0.0)
        elif mitigates and column.role is Role.OTHER and _MITIGATES.fullmatch(column.name.strip()):
            yield Column(Role.ACTION, column.name, 0.9)
        elif _LISTED_BY_STATE.match(column.name) and column.role is not Role.OTHER and not roles & _WORDS:
            yield Column(Role.ACTION, column.name, column.said)
        else:
            yield column


def _opens_with_meeting(columns: Sequence[Column]) -> bool:
    """Whether a mere date stands before the action of a log that names the meeting, or tells what came of it."""
    action = next((n for n, column in enumerate(columns) if column.role in _WORDS), 0)
    dated = any(column.role is Role.TIMESCALE and _BARE_DATE.fullmatch(column.name) for column in columns[:action])
    logged = any(_OF_A_MEETING.search(column.name) for column in columns)
    return dated and (logged or any(column.role is Role.PROGRESS for column in columns))


def verified(header: Header, rows: Sequence[Sequence[str]]) -> Header:
    """The header with every role that the content contradicts taken back, and untold columns read by content.

    `rows`: the data rows as texts by field. A ref column must hold refs, a timescale column nothing but prose is no
    timescale column, and so on; where a role is free and one column that no name tells clearly holds it, it gets it.
    """
    cells = [[row[n] for row in rows if n < len(row) and row[n].strip()] for n in range(len(header.columns))]
    seen = [profile_of(column) for column in cells]
    columns = [_confirmed(*found) for found in zip(header.columns, cells, seen, strict=True)]
    for lost in {old.role for old, new in zip(header.columns, columns, strict=True) if old.role is not new.role}:
        _pass_on(lost, columns, cells, seen)
    _exchange(columns, seen, header)
    for told in (Role.RATING, Role.PROGRESS):
        _take_latest(told, columns, seen)
    for n, column in enumerate(columns):
        role = _shown(column, n, columns, seen[n], cells[n]) if not column.said and seen[n].count else None
        if role is not None and not _has(columns, role):
            columns[n] = Column(role, column.name, 0.3 if role is Role.ACTION and column.name else 0.0)
    return Header(tuple(columns), header.fields)


def _confirmed(column: Column, cells: Sequence[str], seen: Profile) -> Column:
    """The column as its name says, or with its role taken back where the cells contradict it."""
    wrong = {
        Role.REF: bool(cells) and not _holds_refs(cells, column.said),
        Role.ACTION: seen.count > 0 and seen.words < (2 if column.said < 1 else 1.5),
    }
    timed = column.role in _TIMES and seen.measures >= 0.5 * seen.count > 0
    return Column(Role.OTHER, column.name) if wrong.get(column.role) or timed else column


def _pass_on(role: Role, columns: list[Column], cells: Sequence[Sequence[str]], seen: Sequence[Profile]) -> None:
    """Give a role that the cells took from one column to the next that names it too ("Minute" beside "Item")."""
    for n, column in enumerate(columns):
        named, said = header_role(column.name)
        if column.role is Role.OTHER and named is role and seen[n].count and not _has(columns, role):
            columns[n] = _confirmed(Column(role, column.name, said), cells[n], seen[n])


def _take_latest(role: Role, columns: list[Column], seen: Sequence[Profile]) -> None:
    """Of several columns of ratings or progress, each for a quarter or a month, the last that is filled tells most."""
    told = [n for n, c in enumerate(columns) if _OF_A_TIME.search(c.name) and header_role(c.name)[0] is role]
    filled = [seen[n].ratings if role is Role.RATING else seen[n].count for n in told]
    most = max((seen[n].count for n in told), default=0)
    latest = [n for n, count in zip(told, filled, strict=True) if count >= 0.5 * most > 0]
    now = next((n for n, c in enumerate(columns) if c.role is role), None)
    if len(latest) > 1 and now in told:
        for n in told:
            held = Role.OTHER if columns[n].role is role else columns[n].role
            columns[n] = replace(columns[n], role=role if n == latest[-1] else held)


def _exchange(columns: list[Column], seen: Sequence[Profile], header: Header) -> None:
    """Give a column the role that its cells clearly show instead of the one that its name suggests."""
    for n, (column, told) in enumerate(zip(columns, seen, strict=True)):
        if not told.count:
            continue
        clearly = 0.7 * told.count
        shown = None
        match header.columns[n].role:
            case Role.PROGRESS if told.ratings >= clearly:
                shown = Role.RATING
            case Role.OWNER if told.dates >= clearly:
                shown = Role.TIMESCALE
            case Role.TIMESCALE if told.dates < 0.3 * told.count and told.owners >= clearly:
                shown = Role.OWNER
            case Role.TIMESCALE if told.dates < 0.3 * told.count and told.ratings >= clearly and told.count > 1:
                shown = Role.RATING
            case Role.RATING if told.dates >= clearly > told.ratings:
                shown = Role.COMPLETED
            case Role.OLD_ACTION if told.dates >= clearly:
                shown = Role.OLD_TIMESCALE
            case Role.NEW_ACTION if told.dates >= clearly:
                shown = Role.NEW_TIMESCALE
            case Role.ACTION if column.role is Role.OTHER and told.owners >= clearly:
                shown = Role.OWNER
        if shown and not _has(columns, shown):
            columns[n] = Column(shown, column.name, column.said)


def _shown(column: Column, n: int, columns: Sequence[Column], seen: Profile, cells: Sequence[str]) -> Role | None:
    """What the cells of a column show that no name tells; under a name that says nothing known, only the clearest."""
    if not column.name:
        return seen.role()
    if seen.dates == seen.count and (told := _ONE_OF_TWO_DATES.get(folded(column.name))):
        return told
    if seen.count < 2:
        return None
    action = next((i for i, c in enumerate(columns) if c.role in _WORDS), None)
    sure = 0.8 * seen.count
    if action is None:
        promised = _has(columns, Role.OWNER) and any(c.role in _TIMES and c.said >= 0.9 for c in columns)
        return Role.ACTION if promised and seen.words >= 4 and not seen.dates else None
    for share, role in ((seen.ratings, Role.RATING), (seen.dates, Role.TIMESCALE), (seen.roles, Role.OWNER)):
        if share >= sure and not (role is Role.TIMESCALE and any(c.role in _TIMES for c in columns)):
            return role
    refs = seen.refs >= sure or (seen.refs >= 0.5 * seen.count and all(map(_is_lettered_ref, cells)))
    return Role.REF if refs and n < action and len(set(cells)) == len(cells) else None


def _holds_refs(cells: Sequence[str], said: float = 0.0) -> bool:
    """Whether a column holds refs, rows of another kind that follow the last of them left aside."""
    marks = [looks_like_ref(cell) or (said >= 0.7 and _is_any_ref(cell)) for cell in cells]
    last = max((n for n, mark in enumerate(marks) if mark), default=-1)
    return not cells or sum(marks) >= 0.5 * (last + 1) > 0


def _is_lettered_ref(cell: str) -> bool:
    """Whether a cell is letters and a number in the form of a ref, though such letters are seldom one's."""
    ref = normalise_ref(cell)
    return ref is not None and any(map(str.isdigit, ref)) and any(map(str.isalpha, ref))


def _is_any_ref(cell: str) -> bool:
    """Whether a cell under a header of refs is one, of whatever form."""
    return normalise_ref(cell) is not None


def _has(columns: Sequence[Column], role: Role) -> bool:
    return any(column.role is role for column in columns)


def fits(header: Header, rows: Sequence[Sequence[str]]) -> bool:
    """Whether rows, as texts by field, may stand under a header set elsewhere: its columns hold what they name.

    At least one column of refs, dates or ratings must confirm it, and none may contradict it.
    """
    confirmed = 0
    for n, column in enumerate(header.columns):
        seen = profile_of([row[n] for row in rows if row[n].strip()])
        named = {Role.REF: seen.refs, Role.TIMESCALE: seen.dates, Role.RATING: seen.ratings}.get(column.role)
        if named is not None and seen.count:
            confirmed += 1
            if named < 0.6 * seen.count:
                return False
        if column.role is Role.ACTION and seen.words < 2:
            return False
    return confirmed > 0


def roles_by_content(rows: Sequence[Sequence[str]]) -> Header | None:
    """The columns of a table without a header, read from its cells; None where they do not show an action table.

    The longest column of prose is the action; beside it there must be ratings or dates (refs alone do not tell an
    action table from a list of anything).
    """
    width = max((len(row) for row in rows), default=0)
    if width < 2 or not rows:
        return None
    profiles = [profile_of([row[n] for row in rows if n < len(row) and row[n].strip()]) for n in range(width)]
    roles = [profile.role() if profile.count >= 0.5 * len(rows) else None for profile in profiles]
    prose = [n for n, role in enumerate(roles) if role is Role.ACTION]
    if not prose or not ({Role.RATING, Role.TIMESCALE} & set(roles)):
        return None
    action = max(prose, key=lambda n: (profiles[n].words, -n))
    labels = [row for row in rows if action < len(row) and row[action].rstrip().endswith(":")]
    if 2 * len(labels) >= len(rows):
        return None  # "Position at:" and its date stand above a table
    if not ({Role.RATING, Role.REF} & set(roles)) and Role.TIMESCALE not in roles[action:]:
        return None  # a date before the words tells what happened, one after them what is promised
    roles = [role or _owners_after(action, n, profiles[n]) for n, role in enumerate(roles)]
    columns: list[Column] = []
    for n, role in enumerate(roles):
        kept = role if role is not Role.ACTION or n == action else None
        first = kept is not None and kept not in [column.role for column in columns]
        columns.append(Column(kept if kept is not None and first else Role.OTHER, ""))
    return Header(tuple(columns), tuple(range(width)))


def _owners_after(action: int, n: int, seen: Profile) -> Role | None:
    """Owners, where (nearly) every cell of a column after the action names one; before it they may be themes."""
    return Role.OWNER if n > action and seen.count >= 2 and seen.owners >= _NEARLY_ALL * seen.count else None


def alike(texts: Sequence[str], header: Header) -> bool:
    """Whether a row of texts repeats the header (the same names in the same order, whatever the empty columns)."""
    names = [folded(column.name) for column in header.columns if column.name]
    row = [folded(text) for text in texts if text.strip()]
    return bool(row) and row == names
