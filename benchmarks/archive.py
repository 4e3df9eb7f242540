"""An archive of invented councils, as large as asked for: `python -m benchmarks.archive FOLDER PAPERS [SEED]`.

Each council issues several plans again and again, in the layouts of the specimens (ruled PDF, PDF without rules, Word,
web page, text, spreadsheet), with change logs and minutes between the issues. Every issue is the one before it with
actions reworded, put off, re-rated, given to others, dropped and added; no two plans share their words,
dates and order of layouts.
"""

from __future__ import annotations

import datetime as dt
import html
import random
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path

import docx
import xlsxwriter

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "data"))
from specimen_pdf import Drawn, Look, PlanPaper
from specimen_plan import KEY

__all__ = ["write_archive"]

ISSUES = 8
"""Of each plan; with a change log and minutes that is a shelf of ten papers."""
SHELF = ISSUES + 2
PLANS = 5
"""Of each council."""


def _list(words: str) -> tuple[str, ...]:
    return tuple(" ".join(word.split()) for word in words.split(","))


FIRST = _list("Marl, Ash, Oak, Elm, Thorn, Wick, Stan, Bex, Hal, Kirk, Ling, Nor, Sed, Wim, Yar, Clay, Dun, Fal, Garth")
SECOND = _list(
    """brook, field, ford, ham, ley, mere, mouth, stow, ton, worth, bridge, combe, dale, gate, hurst, port, well, wood,
    stead, cliffe"""
)
KINDS = _list("Council, Borough Council, District Council, County Council, City Council")
THEMES = _list(
    """Homes and Streets, Climate and Nature, Children and Schools, Adult Care, Customer Contact, Digital and Data,
    Town Centres, Safety and Justice, Parks and Play, Money and Governance, Workforce, Culture and Libraries,
    Ports and Harbours, Highways and Drainage, Waste and Recycling, Public Health, Tenancy Services, Rural Transport"""
)
NOUNS = _list("Improvement Plan, Action Plan, Delivery Plan, Recovery Programme, Strategy, Transformation Plan")
VERBS = _list(
    """Review, Publish, Agree, Replace, Survey, Repair, Commission, Draft, Test, Audit, Map, Train, Recruit, Close,
    Open, Extend, Move, Consult, Inspect, Register, Rewrite, Pilot, Merge, Fund, Measure, Clear, Renew, Adopt"""
)
ADJECTIVES = _list(
    """old, overdue, shared, local, rural, disused, costly, seasonal, digital, written, missing, weekly, annual, joint,
    temporary, new, unsafe, vacant, busy, narrow, public, private, listed, coastal, quiet, damaged, flooded, idle"""
)
THINGS = _list(
    """lamps, footways, fire doors, leases, letters, complaints, grants, trees, culverts, bus shelters, playgrounds,
    boilers, licences, call scripts, risk registers, contracts, carers' packs, school places, surgeries, allotments,
    markets, bridges, gullies, bins, asset records, care reviews, night shelters, car parks, slipways, archives,
    noticeboards, web forms, duty rotas, pensions, meters, signals, verges, ponds, lifts, pumps, vans, minute books"""
)
PLACES = _list(
    """in wards, at Northgate, on embankments, by mills, in villages, near schools, at depots, in shelters, on quays,
    at gyms, in markets, on verges, in blocks, at crematoria, on routes, in hubs, at Eastgate, in squares, at stations,
    near surgeries, under arches, along canals, behind shops, at junctions, over culverts, in lay-bys, at terminals"""
)
LINKS = _list("and, with, without, before, despite, unlike, beside, for, against, after, plus, until, beyond, through")
COUNTS = _list("six, nine, ten, eleven, twelve, twenty, thirty, forty, fifty, sixty, most, all, some, many, few")
ROLES = _list(
    """Repairs Manager, Highways Manager, Head of Finance, Monitoring Officer, Parking Manager,
    Chief Nurse, Head of Safety, Waste Services Manager, Communications Manager, Harbour Master, Digital Lead"""
)
SECTIONS = _list("Getting the basics right, Working with others, People and skills, Money and assets, What comes next")
DONE = _list("Work has begun., A draft is with members., Two of five are done., Quotations are awaited., On course.")


@dataclass(frozen=True)
class Promise:
    """One action as an issue prints it."""

    ref: str
    section: str
    text: str
    owner: str
    due: dt.date
    rating: str
    progress: str = ""

    @property
    def by_when(self) -> str:
        """The month it is due in."""
        return f"{self.due:%B %Y}"


@dataclass(frozen=True)
class Issue:
    """A plan at one date."""

    council: str
    title: str
    as_at: dt.date
    promises: tuple[Promise, ...]

    def by_section(self) -> Iterator[tuple[str, list[Promise]]]:
        """The sections, each with its actions."""
        for section in dict.fromkeys(p.section for p in self.promises):
            yield section, [p for p in self.promises if p.section == section]

    @property
    def heads(self) -> tuple[str, str, str]:
        """The three lines at the top of every paper."""
        return self.council, self.title, f"Position as at {self.as_at.day} {self.as_at:%B %Y}"


def write_archive(folder: Path, papers: int, seed: int = 1) -> None:
    """Write that many papers; the same seed gives the same words and layouts."""
    written = 0
    shelf = 0
    while written < papers:
        for name, content in _shelf(shelf, seed):
            if written == papers:
                return
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
            written += 1
        shelf += 1


def _shelf(number: int, seed: int) -> Iterator[tuple[str, bytes]]:
    """The papers of one plan: its issues, a change log before the last of them, and minutes."""
    council_number, plan_number = divmod(number, PLANS)
    council = _council(council_number)
    draw = random.Random(f"{seed}/{number}")
    theme = THEMES[(council_number * 7 + plan_number * 5) % len(THEMES)]
    issue = _first(draw, council, f"{theme} {draw.choice(NOUNS)}")
    layouts = draw.sample(tuple(_LAYOUTS), len(_LAYOUTS))
    folder = f"{council.replace(' ', '-').lower()}/plan-{plan_number + 1}"
    for turn in range(ISSUES):
        suffix = layouts[turn % len(layouts)]
        yield f"{folder}/{issue.as_at}-plan.{suffix}", _LAYOUTS[suffix](issue, draw)
        before, issue = issue, _next(draw, issue)
        if turn == ISSUES - 2:
            yield f"{folder}/{before.as_at}-changes.docx", _log(before, issue)
    yield f"{folder}/{before.as_at}-minutes.html", _minutes(before)


def _council(number: int) -> str:
    """The name of a council; none is another's with a word more."""
    second, first = divmod(number, len(FIRST))
    far, second = divmod(second, len(SECOND))
    place = FIRST[first] + SECOND[(second + first) % len(SECOND)]
    return f"{place}{f'-on-{FIRST[far - 1]}' if far else ''} {KINDS[number % len(KINDS)]}"


def _end(draw: random.Random) -> str:
    parts = [draw.choice(words) for words in (LINKS, COUNTS, ADJECTIVES, THINGS, PLACES)]
    return " ".join(parts)


def _text(draw: random.Random) -> str:
    parts = [
        draw.choice(VERBS),
        draw.choice(COUNTS),
        draw.choice(ADJECTIVES),
        draw.choice(THINGS),
        draw.choice(PLACES),
        _end(draw),
    ]
    if draw.random() < 0.3:
        parts[-1] += f". {draw.choice(VERBS)} {draw.choice(THINGS)} {draw.choice(PLACES)} {_end(draw)}"
    return " ".join(parts) + "."


def _promise(draw: random.Random, ref: str, section: str, from_day: dt.date) -> Promise:
    due = from_day + dt.timedelta(days=draw.randrange(30, 600))
    return Promise(ref, section, _text(draw), draw.choice(ROLES), due, draw.choice(tuple(KEY)))


def _first(draw: random.Random, council: str, title: str) -> Issue:
    day = dt.date(draw.randrange(2012, 2024), draw.randrange(1, 13), 28)
    letters = "".join(word[0] for word in title.split() if word[0].isupper())[:2].upper()
    form = draw.choice(("{0}{2}", "{0}{1}.{2}", "{1}.{2}", "{0}-{2:02}"))
    count, sections = draw.randrange(14, 50), draw.sample(SECTIONS, draw.randrange(2, 5))
    promises = []
    for n in range(count):
        which = n * len(sections) // count
        promises.append(_promise(draw, form.format(letters, which + 1, n + 1), sections[which], day))
    return Issue(council, title, day, tuple(promises))


def _next(draw: random.Random, issue: Issue) -> Issue:
    """The next issue, a quarter of a year or more later."""
    day = issue.as_at + dt.timedelta(days=draw.choice((91, 122, 182)))
    promises = []
    for promise in issue.promises:
        fate = draw.random()
        if fate < 0.03:
            continue
        if fate < 0.12:
            promise = replace(promise, text=f"{promise.text.rstrip('.')} {_end(draw)}.")
        elif fate < 0.27:
            promise = replace(promise, due=promise.due + dt.timedelta(days=draw.choice((61, 92, 183))))
        elif fate < 0.45:
            promise = replace(promise, rating=draw.choice(tuple(KEY)))
        elif fate < 0.48:
            promise = replace(promise, owner=draw.choice(ROLES))
        promises.append(replace(promise, progress=draw.choice(DONE)))
    last = promises[-1]
    for n in range(draw.randrange(3)):
        promises.append(_promise(draw, f"{last.ref}{'abc'[n]}", last.section, day))
    return Issue(issue.council, issue.title, day, tuple(promises))


def _ruled_pdf(issue: Issue, draw: random.Random) -> bytes:
    paper = PlanPaper(issue.title, f"{issue.council} – {issue.title}")
    for text, size in zip(issue.heads, (12, 18, 11), strict=True):
        paper.heading(text, size)
    look = Look((46, 200 + draw.randrange(20), 100, 95, 40), ruled=True)
    for section, promises in issue.by_section():
        paper.heading(section, 13)
        rows = [[*map(Drawn, (p.ref, p.text, p.owner, p.by_when)), Drawn("", KEY[p.rating][0])] for p in promises]
        paper.table(("Ref", "Action", "Lead", "By when", "RAG"), rows, look)
    return paper.finished()


def _plain_pdf(issue: Issue, draw: random.Random) -> bytes:
    paper = PlanPaper(issue.title, f"{issue.council} – {issue.title}", wide=True)
    for text, size in zip(issue.heads, (12, 18, 11), strict=True):
        paper.heading(text, size)
    look = Look((50, 225 + draw.randrange(20), 125, 100, 60, 150), ruled=False)
    for section, promises in issue.by_section():
        paper.heading(section, 13)
        rows = [[Drawn(cell) for cell in (p.ref, p.text, p.owner, p.by_when, p.rating, p.progress)] for p in promises]
        paper.table(("Ref", "Action", "Lead", "By when", "Status", "Progress"), rows, look)
    return paper.finished()


def _word(issue: Issue, _: random.Random) -> bytes:
    paper = docx.Document()
    for text in issue.heads:
        paper.add_heading(text, 1)
    for section, promises in issue.by_section():
        paper.add_heading(section, 2)
        _word_table(
            paper,
            ("Ref", "Action", "Responsible", "Timescale", "RAG"),
            [(p.ref, p.text, p.owner, p.by_when, p.rating) for p in promises],
        )
    return _saved(paper)


def _word_table(paper: docx.document.Document, header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    table = paper.add_table(len(rows) + 1, len(header))
    cells = iter(table._cells)  # one pass; Table.cell counts all cells anew each time
    for row in (header, *rows):
        for text in row:
            next(cells).text = text


def _saved(paper: docx.document.Document) -> bytes:
    buffer = BytesIO()
    paper.save(buffer)
    return buffer.getvalue()


def _page(issue: Issue, _: random.Random) -> bytes:
    lines = [f"<html><head><title>{html.escape(issue.title)}</title></head><body><p>{issue.council}</p>"]
    lines += [f"<h1>{issue.title}</h1><p>{issue.heads[2]}</p>"]
    for section, promises in issue.by_section():
        lines.append(f"<h2>{section}</h2><table><tr><th>Ref<th>Action<th>Owner<th>Due<th>Status</tr>")
        for p in promises:
            lines.append("<tr>" + "".join(f"<td>{c}" for c in (p.ref, p.text, p.owner, p.by_when, p.rating)) + "</tr>")
        lines.append("</table>")
    return "\n".join([*lines, "</body></html>"]).encode()


def _plain_text(issue: Issue, _: random.Random) -> bytes:
    lines = [*issue.heads, ""]
    for section, promises in issue.by_section():
        lines += ["", section, "", "Ref\tAction\tLead\tBy when\tRAG"]
        lines += ["\t".join((p.ref, p.text, p.owner, p.by_when, p.rating)) for p in promises]
    return "\n".join(lines).encode()


def _sheet(issue: Issue, _: random.Random) -> bytes:
    buffer = BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    book.set_properties({"title": issue.title, "company": issue.council, "created": dt.datetime(2025, 1, 1)})
    sheet = book.add_worksheet("Tracker")
    for row, text in enumerate((issue.council, f"{issue.title}: tracker", issue.heads[2])):
        sheet.write_string(row, 0, text)
    sheet.write_row(4, 0, ("Theme", "Ref", "Action", "Lead officer", "Due", "RAG", "Latest position"))
    for row, p in enumerate(issue.promises, start=5):
        sheet.write_row(row, 0, (p.section, p.ref, p.text, p.owner, p.by_when, p.rating, p.progress))
    book.close()
    return buffer.getvalue()


def _log(old: Issue, new: Issue) -> bytes:
    """A change log that says what was put off and what was added, and nothing of the rest."""
    paper = docx.Document()
    for text in (new.council, f"Changes to the {new.title}", f"{new.as_at.day} {new.as_at:%B %Y}"):
        paper.add_heading(text, 1)
    before = {p.ref: p for p in old.promises}
    retimed = [
        (p.ref, p.text, before[p.ref].by_when, p.by_when, "The work took longer than was thought.")
        for p in new.promises
        if p.ref in before and before[p.ref].due != p.due
    ]
    added = [(p.ref, p.text, p.by_when) for p in new.promises if p.ref not in before]
    if retimed:
        paper.add_heading("Revised timescales", 2)
        paper.add_paragraph("The timescales of the following actions have been revised.")
        _word_table(paper, ("Ref", "Action", "Last timescale", "Revised timescale", "Reason"), retimed)
    if added:
        paper.add_heading("New actions", 2)
        paper.add_paragraph("The following actions have been added to the plan.")
        _word_table(paper, ("Ref", "Action", "Timescale"), added)
    return _saved(paper)


def _minutes(issue: Issue) -> bytes:
    complete = sum(p.rating == "Blue" for p in issue.promises)
    held = issue.as_at + dt.timedelta(days=12)
    return f"""<html><head><title>Minutes | {issue.council}</title></head><body><p>{issue.council}</p><h1>Minutes</h1>
<p>Minutes of the meeting held on {held:%A}, {held.day} {held:%B %Y} at 10.00 am</p>
<h3>1. Apologies for absence</h3><p>None.</p><h3>2. {issue.title}</h3>
<p>It was reported that {complete} actions in the {issue.title} were complete.</p>
<p>Resolved: that the report be noted.</p></body></html>""".encode()


_LAYOUTS: dict[str, Callable[[Issue, random.Random], bytes]] = {
    "pdf": _ruled_pdf,
    "PDF": _plain_pdf,
    "docx": _word,
    "html": _page,
    "txt": _plain_text,
    "xlsx": _sheet,
}


if __name__ == "__main__":
    write_archive(Path(sys.argv[1]), int(sys.argv[2]), *(int(n) for n in sys.argv[3:4]))
