"""Figures in a sentence that may count something: percentages and numbers, in figures or words, with their places."""

from __future__ import annotations

import re
from dataclasses import dataclass

__all__ = ["NUMBER_WORDS", "Value", "values_in"]

_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_DECADES = "twenty thirty forty fifty sixty seventy eighty ninety"
_WORDS = {word: n for n, word in enumerate(_UNITS.split())}
_TENS = {word: 10 * n for n, word in enumerate(_DECADES.split(), start=2)}
_SMALL = "|".join(sorted(_WORDS, key=len, reverse=True))
_LARGE = "|".join(_TENS)
NUMBER_WORDS = rf"(?:(?:{_LARGE})(?:[- ](?:{_SMALL}))?|{_SMALL})"
"""A number below a hundred in words, as a pattern."""
_NUMBER = re.compile(
    rf"(?<![\w£$€#/.,-])(?:(?P<figures>\d{{1,3}}(?:,\d{{3}})+|\d+(?:\.\d+)?)"
    rf"|(?P<words>(?:(?:(?P<hundreds>{_SMALL}|a) hundred(?: and )?)?{NUMBER_WORDS}"
    rf"|(?:{_SMALL}|a) hundred))(?![\w-])|(?P<none>no(?!\s+(?:more|fewer|less|longer)\b)|none)\b)"
    r"(?P<percent>\s*%|\s+per\s?cent\b)?",
    re.IGNORECASE,
)
_LED_BY = re.compile(
    r"\b(?:pages?|items?|minutes?|sections?|paragraphs?|actions?|recommendations?|phases?|versions?|appendix|appendices|"
    r"chapters?|resolutions?|priorit(?:y|ies)|years?|ages?|aged|no\.|number|ref\.?|grade|level|band|tier|table|figure)\s+$",
    re.IGNORECASE,
)
_FOLLOWED_BY = re.compile(
    r"\s*(?:[-–—/:]\s?\d|[°:]|(?:st|nd|rd|th|m|k|bn|am|pm|p)\b|million\b|billion\b|thousand\b|o’clock|"
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December)\b|"
    r"(?:years?|months?|weeks?|days?|hours?|minutes?)\b)"
)


@dataclass(frozen=True, slots=True)
class Value:
    """A figure and where it stands in its text. `unit`: percent · count."""

    start: int
    end: int
    number: float
    unit: str


def values_in(text: str) -> tuple[Value, ...]:
    """The figures of a text in order; "no" and "none" are 0. Money, dates, ages and page numbers are left out."""
    found = []
    for match in _NUMBER.finditer(text):
        number = _number(match)
        percent = match["percent"] is not None
        if number is None or (percent and number > 100):
            continue
        if not percent and (_is_other(text, match) or not number.is_integer()):
            continue
        found.append(Value(match.start(), match.end(), number, "percent" if percent else "count"))
    return tuple(found)


def _is_other(text: str, match: re.Match[str]) -> bool:
    """Whether a number is a date, a time, an age, a label or a sum of money rather than a count."""
    year = match["figures"] is not None and re.fullmatch(r"(?:19|20)\d\d", match["figures"]) is not None
    led = _LED_BY.search(text, max(0, match.start() - 20), match.start()) is not None
    return year or led or _FOLLOWED_BY.match(text, match.end()) is not None


def _number(match: re.Match[str]) -> float | None:
    if match["figures"]:
        return float(match["figures"].replace(",", ""))
    if match["none"]:
        return None if match["percent"] else 0.0
    return float(_spelt(match["words"].casefold()))


def _spelt(words: str) -> int:
    """A number spelt out, up to nine hundred and ninety-nine."""
    hundreds, found, rest = words.rpartition("hundred")
    total = 100 * _WORDS.get(hundreds.strip(), 1) if found else 0
    return total + sum(_TENS.get(word, _WORDS.get(word, 0)) for word in re.split(r"[\s-]+", rest))
