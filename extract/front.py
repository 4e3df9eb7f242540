"""What a paper says of itself: title, the date it is as at, the period of its plan."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from extract.document import Block, Document, Heading, Paragraph, Piece
from extract.timescales import due_by_of, find_dates, read_date, read_period
from extract.wording import collapsed, folded

__all__ = ["Front", "front_of"]

_PLAN_WORDS = re.compile(
    r"\b(plans?|action (?:log|report|tracker|list|plan|schedule)|logs?|tracker|commitments?|actions?|strategy|programme"
    r"|improvement|notice|changes to|update|progress|recommendations?)\b",
    re.IGNORECASE,
)
_STRONG = re.compile(
    r"\b(?:plan|log|tracker|actions? report)\b",
    re.I,
)
_AGENDA = re.compile(
    r"\(pages? \d+|^\d+\.?\s*$|\bagenda\b|\bcommittee\b\s*$|^to (?:consider|note|receive)\b|www\.|@"
    r"|^actions?(?: \d\S{0,7})?(?: ?\([^)]*\))?\s*[:–]\s+\S",
    re.IGNORECASE,
)
_AS_AT = re.compile(
    r"\b(?:(?:accurate|correct|position|status|ratings?|progress|data|log|update|updated|reported|as)\s+(?:is\s+|are\s+)?)?"
    r"(?:as at|as of|as on|updated (?:on|at|to)|last updated|updated|version (?:of|dated)|revised"
    r"|(?:position|status|correct) (?:at|on))\s{0,40}:?\s{0,40}(?:the\s+)?"
    r"(?P<rest>.{4,40})",
    re.IGNORECASE,
)
_NO_PROGRAMME = r"\b(?:council|committee|board|panel|group|agenda|official|draft|appendix|annex|blank|\d{1,2}[./]\d)\b"
_PART_OF_A_PAPER = re.compile(
    r"(?:about|introduction|contents|foreword|background|what|how|why|our vision|purpose|summary)\b", re.IGNORECASE
)
_LISTED = re.compile(r"(?:\d+[.)]|[•\-])\s")
_MINUTE = re.compile(r"(\d{1,3})[./](\d{1,3})\s")
_LAST_MEETING = re.compile(r"\b(?:last|previous|prior)\s+(?:\w+\s+)?meeting\b", re.IGNORECASE)
_PERIOD_HINT = re.compile(r"\b(plan|programme|strategy|period|year|covers)\b", re.IGNORECASE)
_PLAN_OF_A_YEAR = re.compile(r"\b(?:plan|programme|priorities)\s+(?:for\s+)?(20\d\d)\W*$", re.IGNORECASE)
_ORGANISATION = re.compile(
    r"\b(?:council|authority|trust|service|constabulary|police|university|college|school|academy|association|partnership|"
    r"agency)\W*$",
    re.IGNORECASE,
)
_ANY_SHEET = re.compile(
    r"\b(?:all|closed|current|data|for|latest|list|live|main|master|new|open|register|sheet|the)\b", re.IGNORECASE
)
_LEAD_LENGTH = 60
"""Blocks before the first table that count as the paper's front, at least."""


@dataclass(frozen=True, slots=True)
class Front:
    """Title, the date the paper is as at (EDTF) with where that stands, and the period of its plan."""

    title: str | None
    as_at: str | None
    as_at_from: str | None
    period: tuple[dt.date, dt.date] | None


def front_of(document: Document, file: str) -> Front:
    """What the first headings and paragraphs, the page headers and the file's name and properties say of the paper."""
    front, sheets = list(_front_lines(document)), _sheet_names(document)
    title = _title(document, front, sheets)
    dated = [*((name, True) for name in sheets[:1]), *front]
    as_at, source = _as_at(document, dated, title, file)
    return Front(title, as_at, source, _period(dated, title))


def _front_lines(document: Document) -> Iterator[tuple[str, bool]]:
    """The texts before the first table and a little beyond, each with whether it is a heading."""
    for n, block in enumerate(document.blocks):
        if n >= _LEAD_LENGTH:
            return
        if isinstance(block, Heading | Paragraph) and block.text.strip() and _is_printed(block):
            yield collapsed(block.text), isinstance(block, Heading) or _opens_sheet(document, n)


def _is_printed(block: Block) -> bool:
    return not isinstance(block, Heading) or block.printed


def _opens_sheet(document: Document, n: int) -> bool:
    """Whether the block is the first line of a spreadsheet: a title, though few make it bold."""
    return document.reader == "sheet" and not any(_is_printed(block) for block in document.blocks[:n])


def _sheet_names(document: Document) -> list[str]:
    return [collapsed(b.text) for b in document.blocks if isinstance(b, Heading) and not b.printed]


def _title(document: Document, front: Sequence[tuple[str, bool]], sheets: Sequence[str]) -> str | None:
    """The best of the printed lines; before those that name no plan comes a sheet whose name does."""
    scored = [
        (_title_worth(text, heading, front, n), -n, text)
        for n, (text, heading) in enumerate(front)
        if _may_be_title(text)
    ]
    best = max(scored, default=None)
    sheet = max(filter(_may_be_title, sheets), key=lambda name: _title_worth(name, True, (), 0), default=None)
    if sheet and _names_a_plan(sheet) and not (best and best[0] > 0 and _PLAN_WORDS.search(best[2])):
        return sheet
    if best is not None and best[0] > 0:
        return _with_subtitle(best[2], front, -best[1])
    named = dict(document.properties).get("title", "").strip()
    if named and _PLAN_WORDS.search(named):
        return collapsed(named)
    headings = [text for text, heading in front if heading and _may_be_title(text) and not _says_only_when(text)]
    plain = (text for text in headings if not _is_numbered(text))
    return next(plain, next(iter(headings), sheet or named or None))


def _names_a_plan(sheet: str) -> bool:
    """Whether a sheet's name says which plan it is, as "Streets action plan" does and "Action tracker" does not."""
    rest = _ANY_SHEET.sub(" ", _PLAN_WORDS.sub(" ", sheet))
    return bool(_PLAN_WORDS.search(sheet) and re.search(r"[^\W\d_]{3}", rest))


def _may_be_title(text: str) -> bool:
    return 3 <= len(text) <= 180 and not _AGENDA.search(text) and any(c.isalpha() for c in text)


def _title_worth(text: str, heading: bool, front: Sequence[tuple[str, bool]], n: int) -> float:
    worth = 0.0
    if _PLAN_WORDS.search(text):
        worth += 1.0
    if _STRONG.search(text):
        worth += 1.0
    if heading:
        worth += 0.8
    if len(text.split()) <= 16:
        worth += 0.3
    after = front[n + 1][0] if n + 1 < len(front) else ""
    if read_period(after) or (read_date(after) and len(after) < 40):
        worth += 0.7
    if text.endswith((".", ";", ",")) or text[:1].islower() or _is_numbered(text):
        worth -= 1.2
    if _PART_OF_A_PAPER.match(text):
        worth -= 1.5
    if _says_only_when(text) or (_ORGANISATION.search(text) and not _PLAN_WORDS.search(text)):
        worth -= 0.6
    return worth - 0.03 * n - (0.8 if not _PLAN_WORDS.search(text) else 0.0)


def _is_numbered(text: str) -> bool:
    """Whether a line has the number of an item or a minute ("6. Plan", "25/07 Actions"); years ("24/25") are none."""
    minute = _MINUTE.match(text)
    return bool(_LISTED.match(text) or (minute and int(minute[2]) != int(minute[1]) + 1))


def _says_only_when(text: str) -> bool:
    """Whether a line begins with the date of what follows ("Position as at 31 October 2025")."""
    found = _AS_AT.match(text)
    return found is not None and _leading_date(found["rest"]) is not None


def _with_subtitle(title: str, front: Sequence[tuple[str, bool]], n: int) -> str:
    """The title with the name of the programme that the paper opens with on the line above it."""
    above, is_heading = front[n - 1] if n == 1 else ("", False)
    alike = (is_heading or not front[n][1]) and not above.endswith(".")
    other = re.search(_NO_PROGRAMME, above, re.IGNORECASE) or _ORGANISATION.search(above) or _is_numbered(above)
    named = alike and 1 < len(above.split()) <= 12 and not other
    return f"{above} – {title}" if named else title


def _as_at(
    document: Document, front: Sequence[tuple[str, bool]], title: str | None, file: str
) -> tuple[str | None, str | None]:
    printed = _printed_as_at(document, [text for text, _ in front], title)
    if printed:
        return printed, "printed"
    named = _date_in_name(PurePath(file).stem)
    return (named, "file name") if named else (None, None)


def _printed_as_at(document: Document, front: Sequence[str], title: str | None) -> str | None:
    texts = [*front, *(p.text for p in document.furniture), *_statements(document)]
    said = [
        date
        for text in texts
        for found in _AS_AT.finditer(text)
        if (date := _leading_date(found["rest"])) and not _LAST_MEETING.search(text)
    ]
    if said:  # a title's month is a day where a line says which
        return next((date for date in said if date.startswith(said[0]) and date != said[0]), said[0])
    for text in filter(None, (title, *front[:4])):
        if not _LAST_MEETING.search(text) and len(text) <= 120 and (date := _trailing_date(text)):
            return date
    return None


def _statements(document: Document) -> Iterator[str]:
    """Every short statement outside tables, and full-width rows in them: ratings are often dated there."""
    for block in document.blocks:
        if isinstance(block, Heading | Paragraph) and len(block.text) <= 200:
            yield block.text
        elif isinstance(block, Piece):
            yield from (c.text for c in block.cells if c.colspan == block.n_cols > 1 and len(c.text) <= 120)


def _leading_date(text: str) -> str | None:
    found = find_dates(text)
    return found[0][0] if found and found[0][1] <= 3 and _is_day_or_month(found[0][0]) else None


def _trailing_date(text: str) -> str | None:
    """A date that ends a title line ("Action log – 14 May 2013") or is the line."""
    found = find_dates(text)
    if not found or not _is_day_or_month(found[-1][0]) or read_period(text):
        return None
    edtf, _, end = found[-1]
    return edtf if len(text[end:].strip(" .)")) <= 2 and len(found) == 1 else None


def _is_day_or_month(edtf: str) -> bool:
    return bool(re.fullmatch(r"\d{4}-\d{2}(?:-\d{2})?", edtf))


def _date_in_name(stem: str) -> str | None:
    """A date that a file's name ends with or holds once, read day first; numbers of papers are no dates."""
    spaced = re.sub(r"[_]+", " ", stem)
    found = [edtf for edtf, _, _ in find_dates(spaced) if _is_day_or_month(edtf) and due_by_of(edtf)]
    return found[0] if len(set(found)) == 1 else None


def _period(front: Sequence[tuple[str, bool]], title: str | None) -> tuple[dt.date, dt.date] | None:
    """A period printed with the title, on a line of its own, or in a sentence that says what the plan covers.

    "Action Plan 2026" is the plan of that year.
    """
    for text in filter(None, (title, *(text for text, _ in front[:25]))):
        period = read_period(text)
        if period and (len(text) <= 60 or (_PERIOD_HINT.search(text) and folded(text) == folded(title or ""))):
            return period
    year = _PLAN_OF_A_YEAR.search(title or "")
    return (dt.date(int(year[1]), 1, 1), dt.date(int(year[1]), 12, 31)) if year else None
