"""What a paper says of its meeting: title, organisation, committee and date, each null where it is not printed."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extract.document import Document, Heading, Paragraph, Piece
from extract.timescales import find_dates

__all__ = ["MeetingFacts", "meeting_facts"]

_FRONT_BLOCKS = 40
"""Blocks from the start of a paper in which its meeting is named."""
_LONGEST_LINE = 30
"""The most words of a line that names a meeting; longer ones are prose that mentions one."""
_CAP = r"(?:[A-Z][\w’'&.-]{0,40})"
_BODY = (
    r"(?i:Sub-?\s?Committee|Committee|Cabinet|Panel|Board|Commission|Forum|Executive|Assembly|Working Group|Task Group)"
)
_COMMITTEE = rf"(?:{_CAP}[,]?\s+(?:(?:and|of|for|the|on|in|&)\s+)*){{0,9}}{_BODY}"
_MEETING_OF = re.compile(
    rf"\b(?i:minutes|meeting|agenda|proceedings|report to|decisions)\s+(?:(?i:of|for|to)\s+)?(?i:an?\s+|the\s+)*"
    rf"(?:(?i:meeting)\s+(?i:of\s+)?(?i:the\s+))?(?P<body>{_COMMITTEE})(?=\s|[,.:;]|$)"
)
_LABELLED = re.compile(
    r"^(?:name of )?(?:committee|meeting|body|decision[- ]maker|report to|meeting of)\s{0,9}(?:name\s{0,9})?[:\t]"
    r"\s*(?P<body>\S.+)$",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"^(?:(?:that|the|to|an?|minutes|meeting|agenda|report|of|for|draft|public|proceedings)\s+)+(?=[A-Z])", re.I
)
_LINE = re.compile(rf"(?:(?i:the)\s+)?(?P<body>{_COMMITTEE})(?:\s*[-–—|,:(]\s*.*)?")
_RESOLVED = re.compile(rf"^(?:RESOLVED:?\s*)?(?:\(?\d+[.)]\s*)?[Tt]hat (?:the )?(?P<body>{_COMMITTEE})\b")
_COUNCIL = re.compile(
    rf"\b(?P<body>(?:(?:Royal\s+|London\s+)+Borough|City)\s+of\s+{_CAP}(?:\s+(?:and|upon)\s+{_CAP}|\s+{_CAP}){{0,2}}|"
    rf"(?:{_CAP}\s+(?:(?:and|of|upon|on|the|with|&)\s+)*){{1,6}}"
    r"(?:Council|COUNCIL|(?:Combined|Fire|Rescue|National\s+Park)\s+Authority|Fire\s+(?:and|&)\s+Rescue\s+Service|"
    r"NHS\s+(?:Foundation\s+)?Trust|Integrated\s+Care\s+Board))(?=\W|$)"
)
_ON_ITS_OWN = re.compile(
    rf"(?:Department|Ministry)\s+(?:for|of)\s+{_CAP}(?:(?:,|,?\s+and|\s+for)?\s+{_CAP}){{0,6}}|Cabinet\s+Office|HM\s+Treasury|"
    rf"(?:{_CAP}\s+(?:(?:and|of|upon|on|the|with|for|&)\s+)*){{1,6}}"
    r"(?:Authority|Trust|Constabulary|Police|University|College|School|Academy|Association|Partnership|Agency|Federation)"
)
"""Bodies whose names are also common words: known on a line of their own only."""
_NOT_COUNCILS = frozenset(
    """
    the full local our each every if when as this since that a an all both town parish county borough city district by
    for and or in at of to from with
    """.split()  # noqa: SIM905 - a list of words reads better as words
)
_DATED = re.compile(
    r"^(?:meeting\s+)?date(?:\s+(?:of|and time of)\s+(?:the\s+)?meeting|\s+and\s+time|\s*&\s*time)?\s*[:\t-]|"
    r"\bmeeting date\s*[:\t]|^held\s+(?:on|at|in)\b|\b(?:minutes|agenda|meeting)\b",
    re.IGNORECASE,
)
_BESIDE_A_DATE = re.compile(
    r"\b(?:mon|tues?|wednes|thurs?|fri|satur|sun)day\b|\bat\b|\d{1,2}[.:]\d\d|[ap]\.?m\.?|[\W_]", re.IGNORECASE
)
_OTHER_MEETING = re.compile(
    r"\b(?:last|previous|next|future|following|prior)\b|\bpublished\b|\bdespatch", re.IGNORECASE
)
_GENERIC = re.compile(
    r"(?:public\s+)?(?:supplementary\s+)?(?:agenda(?:\s+(?:item|and reports|pack|supplement))?|minutes|item|decision|"
    r"report|open report|part [12i]+|appendix\s?\w*|apologies.*|present:?.*|minutes:|in attendance:?.*|councillors?.*|"
    r"membership.*|contents|venue.*|time:?.*|contact.*|date:?.*|public document pack|page \d+.*|[\d\W]+)", re.IGNORECASE
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class MeetingFacts:
    """A paper's title, the organisation and committee that it is of, and the day of the meeting, as printed."""

    title: str | None = None
    organisation: str | None = None
    committee: str | None = None
    meeting_date: dt.date | None = None


def meeting_facts(document: Document) -> MeetingFacts:
    """What the first blocks, the page headers and the file's own properties say of the meeting."""
    front = list(_front(document))
    body = [block.text for block in document.blocks if isinstance(block, Heading | Paragraph)]
    return MeetingFacts(
        _title(document, front), _organisation(document, front, body), _committee(front, body), _meeting_date(front)
    )


def _front(document: Document) -> Iterator[str]:
    """The lines of the paper's front: its first blocks (small tables row by row), then the page headers."""
    for block in document.blocks[:_FRONT_BLOCKS]:
        if isinstance(block, Piece):
            if block.n_cols == 2:
                yield from (": ".join(filter(None, (text.strip(" :") for text in row))) for row in block.texts())
        else:
            yield from (line.strip() for line in block.text.split("\n") if line.strip())
    yield from (line.strip() for note in document.furniture[:20] for line in note.text.split("\n") if line.strip())


def _title(document: Document, front: Sequence[str]) -> str | None:
    """The first heading that is not a council's, a committee's or an agenda's name, else the file's own title."""
    headings = [b.text.strip() for b in document.blocks[:_FRONT_BLOCKS] if isinstance(b, Heading)]
    own = [text for text in headings if _may_be_title(text)]
    lines = [text for text in front if _may_be_title(text) and len(text.split()) <= 14 and text[-1] not in ".;,:"]
    said = next((text for key, text in document.properties if key.casefold() == "title" and _may_be_title(text)), None)
    return next(iter(own), None) or next(iter(lines), None) or said


def _may_be_title(text: str) -> bool:
    words = text.split()
    if not 1 < len(words) <= 25 or _GENERIC.fullmatch(text) or _LABELLED.match(text):
        return False
    if _is_only_a_date(text):
        return False
    return not (_LINE.fullmatch(text) or _COUNCIL.fullmatch(text) or _MEETING_OF.search(text) or _full_dates(text))


def _committee(front: Sequence[str], body: Sequence[str]) -> str | None:
    """The body that met: "meeting of the …", a labelled line, a line of its own, else whose resolution it is."""
    lines = [text for text in front if len(text.split()) <= _LONGEST_LINE]
    ways = (
        (_MEETING_OF.search(text) for text in lines),
        (_LABELLED.match(text) for text in lines),
        (_LINE.fullmatch(text) for text in lines),
        (_RESOLVED.match(text) for text in body),
    )
    found = (_bare(match["body"]) for way in ways for match in way if match)
    return next((name for name in found if name[:1].isupper() and (" " in name or name == "Cabinet")), None)


def _bare(name: str) -> str:
    """A committee's name without what leads to it ("Minutes of the …", "That the …")."""
    return _LEAD.sub("", " ".join(name.split())).strip(" .,:;-–")


def _organisation(document: Document, front: Sequence[str], body: Sequence[str]) -> str | None:
    """The council that the front names, or another body on a line of its own, else the council the paper names most."""
    for texts in (front, body):
        names = Counter(name for text in texts for name in _councils(text))
        if names:
            return max(names, key=names.__getitem__)  # the first of those named as often
        alone = next((text for text in texts if texts is front and _ON_ITS_OWN.fullmatch(text)), None)
        if alone:
            return alone
    company = next((text for key, text in document.properties if key.casefold() in ("company", "organisation")), None)
    return next(_councils(company), None) if company else None


def _councils(text: str) -> Iterator[str]:
    for match in _COUNCIL.finditer(text):
        words = match["body"].split()
        while words and words[0].casefold() in _NOT_COUNCILS - {"city"}:
            words = words[1:]
        of_people = len(words) > 1 and (words[-2].casefold() == "officer" or re.fullmatch(r"[A-Z]{2,4}", words[-2]))
        if len(words) > 1 and not (of_people and text != match["body"]):  # the "CDO Council" is no local authority
            yield " ".join(words).removesuffix(",")


def _meeting_date(front: Sequence[str]) -> dt.date | None:
    """The day that is printed as the meeting's, else the first line that is a day and nothing more."""
    said = [text for text in front if len(text.split()) <= _LONGEST_LINE and not _OTHER_MEETING.search(text)]
    labelled = (day for text in said if _DATED.search(text) for day in _full_dates(text))
    beside = (day for text in said if _LINE.match(text) for day in _full_dates(text))
    alone = (day for text in front[:25] if len(text.split()) <= 8 for day in _full_dates(text) if _is_only_a_date(text))
    return next((day for days in (labelled, beside, alone) for day in days), None)


def _full_dates(text: str) -> list[dt.date]:
    return [dt.date.fromisoformat(edtf) for edtf, _, _ in find_dates(text) if re.fullmatch(r"\d{4}-\d\d-\d\d", edtf)]


def _is_only_a_date(text: str) -> bool:
    """Whether nothing but a weekday and a time stands beside the date."""
    spans = find_dates(text)
    if not spans:
        return False
    rest = text[: spans[0][1]] + text[spans[0][2] :]
    return not _BESIDE_A_DATE.sub("", rest)
