"""Whose quarters a paper counts: those of a financial year that begins in April, or those of the calendar year.

"Q4 2025" is January to March 2026 for a British council and October to December 2025 for an Irish or an American one.
A paper that says what its Q1 is, or speaks of calendar quarters, decides it. Else its other marks do: years such as
2024/25 and pounds on the one side; euros, dollars, Irish bodies, months before days, or years that stand alone in cells
on the other. Marks of both kinds leave it open.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

__all__ = ["quarters_of"]

_MONTHS = (
    r"jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?"
)
_DEFINED = re.compile(
    rf"\b(?:q|quarter |qtr )(?P<n>[1-4])\b(?:\s+(?:of\s+)?(?:20\d\d(?:[/-]\d\d)?|'?\d\d/\d\d))?\s*[(:=,–—-]*\s*"
    rf"(?P<first>{_MONTHS})\b[\s\d']*(?:[-–—/]|to|and)",
    re.IGNORECASE,
)
_FIRST_MONTHS = {"calendar": ("jan", "apr", "jul", "oct"), "financial": ("apr", "jul", "oct", "jan")}
_OF_THE_CALENDAR = re.compile(r"\bcalendar (?:year|quarter)s?\b", re.IGNORECASE)
_FINANCIAL = re.compile(r"£\s?\d|\bfinancial years?\b", re.IGNORECASE)
_ELSEWHERE = re.compile(
    r"[€$]\s?\d[\d,]*|\bEUR\b|\bUSD\b"
    r"|\b(?:republic of ireland|oireachtas|taoiseach|t[áa]naiste|tusla|comhairle|gaeltacht|an garda|coimisi[úu]n|hiqa)"
    r"(?!\w)"
    r"|(?<!northern )\bireland\b|\bu\.s\. |\bunited states\b|\.ie\b",
    re.IGNORECASE,
)
_LONE_YEAR = re.compile(r"(?:FY\s?)?20\d\d")
_ONE_YEAR_LABEL = re.compile(r"\bFY\s?20\d\d\b(?!\s?[/-]\s?\d)")
_SPLIT = re.compile(r"\b(?P<a>20\d\d)\s?[/-]\s?(?:20)?(?P<b>\d\d)\b(?![/-]\d)")
_QUARTERED = re.compile(
    r"\bq(?:uarter|tr)? ?[1-4]\b|\b(?:first|second|third|fourth|final|last|[1-4](?:st|nd|rd|th)) (?:quarter|qtr)\b"
    r"|\bquarter (?:one|two|three|four)\b",
    re.IGNORECASE,
)
_FEWEST_YEARS = 2


def quarters_of(texts: Iterable[str], *, day_first: bool) -> tuple[str | None, str]:
    """`financial`, `calendar` or None (it cannot be told), and what showed it.

    `texts`: every text of the paper, cell by cell; `day_first`: whether its dates have the day before the month.
    """
    held = list(texts)
    whole = "\0".join(held)  # which no white space is, so that nothing is found over two cells
    if not _QUARTERED.search(whole):
        return "financial", ""
    for found in _DEFINED.finditer(whole):
        first, n = found["first"][:3].casefold(), int(found["n"]) - 1
        for kind, months in _FIRST_MONTHS.items():
            if months[n] == first:
                return kind, f"the paper says that Q{n + 1} begins in {found['first']}"
    if _OF_THE_CALENDAR.search(whole):
        return "calendar", "the paper speaks of the calendar year"
    return _by_marks(whole, held, day_first=day_first)


def _by_marks(whole: str, texts: list[str], *, day_first: bool) -> tuple[str | None, str]:
    mark = _ELSEWHERE.search(whole)
    labelled = _ONE_YEAR_LABEL.search(whole) is not None
    lone = sum(_LONE_YEAR.fullmatch(text.strip()) is not None for text in texts) >= _FEWEST_YEARS
    if not day_first:
        return "calendar", "the paper writes the month before the day"
    if _is_financial(whole):
        return (None, "") if mark or labelled else ("financial", "as the paper's other years")
    if labelled and not mark:
        return None, ""
    if mark or lone:
        return "calendar", f"the paper has “{mark[0].strip()}”" if mark else "the paper's years stand alone"
    return "financial", ""


def _is_financial(text: str) -> bool:
    """Whether a text has pounds, or a year that begins in one and ends in the next."""
    if any((int(found["a"]) + 1) % 100 == int(found["b"]) for found in _SPLIT.finditer(text)):
        return True
    return _FINANCIAL.search(text) is not None
