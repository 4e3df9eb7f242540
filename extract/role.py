"""What a paper is: a plan, a change log, minutes, a report, or something else."""

from __future__ import annotations

import re

from extract.document import Document, Heading, Paragraph

__all__ = ["reads_like_minutes", "role_of"]

_MINUTES = re.compile(
    r"\bminutes\s*:|^minutes\b|\bminutes of (?:a|the|last|previous)\b|\bresolved\b(?=[\s:]|$)"
    r"|\bapologies (?:for absence|were received)\b|\bdeclarations? of interests?\b",
    re.IGNORECASE | re.MULTILINE,
)
_REPORT = re.compile(r"\b(?:report|briefing|update)\b", re.IGNORECASE)
_SURE = 2
"""Marks of minutes, each another, that no other paper has."""


def reads_like_minutes(document: Document, file: str, title: str | None, *, surely: bool = False) -> bool:
    """Whether a paper is the minutes of a meeting: by its name or by what minutes always say.

    `surely`: by both, for papers that hold tables of actions as well.
    """
    text = "\n".join(block.text for block in document.blocks if isinstance(block, Heading | Paragraph))
    marks = {mark.casefold() for mark in _MINUTES.findall(text)}
    named = re.search(r"\bminutes\b", f"{title or ''} {file}", re.IGNORECASE) is not None
    if surely:
        return named and len(marks) >= _SURE
    return named or len(marks) >= _SURE or (bool(marks) and not re.search(r"\breport\b", title or "", re.IGNORECASE))


def role_of(
    document: Document,
    file: str,
    title: str | None,
    *,
    declared: int,
    tabled: int,
    lined: int,
    required: int,
    claims: int,
    met: bool,
) -> str:
    """The role of a paper from what was found in it, as numbers.

    `declared` changes, actions in tables (`tabled`) and in sentences (`lined`), `required`: statements of a list that
    nobody has promised; `met`: the paper says when its meeting was.
    """
    if declared and declared >= tabled + required:
        return "change_log"
    if tabled and not reads_like_minutes(document, file, title, surely=True):
        return "plan"
    if tabled:
        return "minutes"
    if required:
        return "other"
    if reads_like_minutes(document, file, title) or (lined and met):
        return "minutes"
    if lined:
        return "plan"
    return "report" if claims or _REPORT.search(title or "") else "other"
