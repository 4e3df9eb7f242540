"""The words of ratings: colour words, status words, and what a definition says about how well an action stands."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from extract.wording import compatible

__all__ = [
    "COLOURS",
    "LETTERS",
    "STANDINGS",
    "fold_rating",
    "is_colour_code",
    "is_complete_meaning",
    "looks_like_rating",
    "standing_of",
    "status_word",
]

COLOURS = {
    "blue": 0.0, "purple": 0.5, "green": 1.0, "grey": 2.0, "gray": 2.0, "white": 2.0, "black": 4.5,
    "yellow": 2.8, "amber": 3.0, "orange": 3.2, "red": 4.0,
}  # fmt: skip
"""Colour words and how an action so rated usually stands: 0 complete … 4 not on track."""
LETTERS = {"b": "blue", "g": "green", "a": "amber", "r": "red", "y": "yellow"}

STANDINGS = {
    0.0: "complete completed done closed finished achieved implemented delivered discharged",
    1.0: "on-track on-target on-course on-schedule in-progress in-hand ongoing progressing underway under-way "
    "commenced started begun embedding open live carried-forward plan-in-place partially-complete partly-complete "
    "partially-completed partially-implemented partly-implemented mostly-complete nearly-complete",
    2.0: "not-started not-yet-started not-commenced not-due not-yet-due yet-to-start to-start pending planned "
    "scheduled new on-hold paused deferred proposed to-do not-yet-begun not-begun",
    3.0: "at-risk delayed slipped slipping some-delay minor-delay slight-delay minor-delays some-issues "
    "behind-schedule off-target",
    4.0: "overdue off-track not-on-track missed not-met failed stalled no-progress no-action-taken "
    "no-action-taken-yet cancelled not-achieved not-complete not-completed incomplete not-delivered critical",
}
"""Status words by how well an action so described stands: 0 complete … 4 not on track; a hyphen stands for a space."""
_STATUS = {word.replace("-", " "): standing for standing, words in STANDINGS.items() for word in words.split()}

_COLOUR = "|".join(COLOURS)
_CODE = re.compile(rf"(?:{_COLOUR})(?: ?[/-] ?(?:{_COLOUR})| [a-z]{{1,2}}| ?[+-])?")
_ARROWS = re.compile(r"[\u2190-\u21ff\u2b00-\u2bff\u25a0-\u25ff\ufe0f●○•⚫⚪🔴🟠🟡🟢🔵🟣🟥🟧🟨🟩🟦🟪✓✔✗✘☑☒✅❌⬆⬇➡*]+")
_SIGNS = str.maketrans(
    dict(
        zip(
            "🔴🟠🟡🟢🔵🟣🟥🟧🟨🟩🟦🟪⚫⚪",
            [*(["red", "amber", "yellow", "green", "blue", "purple"] * 2), "black", "white"],
            strict=True,
        )
    )
)
_LABEL = re.compile(
    r"^(?:(?:brag|rag|bragg?|status|rating|colour|rated)(?: (?:rating|status))?(?:\s*+[:=–-])?\s++)+(?=\S)"
)

_DONE = r"(?:complet|achiev|implement|deliver|clos|done|finish)"
_NOT_COMPLETE = re.compile(
    rf"\b(?:not|never|nor|un|in|non|no)[ -]?(?:yet |been |fully |all |wholly )*{_DONE}"
    r"|\b(?:to be|will be|being|be|until|before|partially|partly|almost|nearly|mostly|near(?:ing)?|towards?|awaiting)\b"
    rf"[\w ,]{{0,30}}?{_DONE}"
    r"|\b(?:to|will|should|can|may) complete\b"
)
_COMPLETE = re.compile(r"\b(?:completed?|achieved|implemented|delivered|closed|done|finished|discharged)\b")
_SAYINGS = {
    4.0: "not (?:currently )?on (?:track|target|course)|off (?:track|target)|overdue|significant|serious|"
    "(?:will|can) ?not|missed|failed|unlikely|critical|major|no progress|behind (?:schedule|plan)|past its",
    3.0: "at risk|some (?:issues?|delays?|slippage|concerns?|risks?|problems?)|minor|slipp|slight|recover|delayed|"
    "partially|partly|concern|may not",
    2.0: "not (?:yet )?(?:been )?(?:started|begun|commenced|due)|yet to (?:start|begin|commence)|future|no start|"
    "too early|on hold",
    1.0: "on (?:track|target|course|schedule)|progress|under ?way|ongoing|as planned|going to plan|commenced|started|"
    "expected to|within timescale",
}
"""What definitions say, worst first, and how an action so defined stands."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How an action with some rating stands: 0 complete … 4 not on track, and whether that means complete."""

    value: float
    is_complete: bool


@lru_cache(maxsize=8192)
def fold_rating(text: str) -> str:
    """A rating as it is compared: small letters, plain dashes and quotes, no arrows, labels or closing punctuation.

    A coloured sign that stands alone is its colour.
    """
    text = compatible(text).replace("–", "-").replace("—", "-").replace("’", "'")
    plain = _ARROWS.sub(" ", text).casefold()
    text = plain if any(c.isalnum() for c in plain) else text.translate(_SIGNS)
    text = _ARROWS.sub(" ", text).casefold()
    text = re.sub(r"\s+", " ", text).strip(" .,:;()[]-")
    return _LABEL.sub("", text).replace("gray", "grey")


def is_colour_code(folded: str) -> bool:
    """Whether a folded text is a colour rating: a colour word, two of them, or one with a letter (amber e)."""
    return _CODE.fullmatch(folded) is not None


def status_word(folded: str) -> float | None:
    """How an action with this status stands (0 complete … 4 not on track), None where it is no known status."""
    return _STATUS.get(folded.replace("-", " "))


def is_complete_meaning(meaning: str) -> bool:
    """Whether a definition says that the action is complete, and not that it is still to be."""
    folded = fold_rating(meaning)
    return _COMPLETE.search(folded) is not None and _NOT_COMPLETE.search(folded) is None


def standing_of(code: str, meaning: str | None) -> Standing | None:
    """How an action so rated stands: by what the definition says, else by the status word, else by the colour."""
    told = fold_rating(meaning) if meaning else ""
    if told and is_complete_meaning(told):
        return Standing(0.0, True)
    told = re.sub(r"\bno (?:[\w]+ )?(?:risks?|issues?|concerns?|delays?)\b[^,;.]*", " ", told)
    said = next((value for value, pattern in _SAYINGS.items() if re.search(pattern, told)), None)
    if said is not None:
        return Standing(said, False)
    status = status_word(code)
    if status is not None:
        return Standing(status, status == 0.0)
    colour = COLOURS.get(re.split(r"[ /+-]", code)[0])
    if colour is None:
        return None
    return Standing(colour, colour == 0.0 and not told and code == "blue")


def looks_like_rating(text: str) -> bool:
    """Whether a cell, seen without its header, is a rating: a colour word, R, A, G or B, or a known status."""
    if len(text) > 40:
        return False
    folded = fold_rating(text)
    if re.fullmatch(r"[RAGB]|[RAG]/[RAG]|BRAG", text.strip()):
        return text.strip() != "BRAG"
    return is_colour_code(folded) or status_word(folded) is not None
