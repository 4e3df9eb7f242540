"""Ratings: a plan's own key learned from the paper (a table or a legend), and the right one chosen for its actions.

The key itself, and how a cell is read through it, is `extract.rating_key`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TypeVar

from extract.colours import family, lab
from extract.rating_key import KeyEntry, RatingKey, explains, usual_key
from extract.rating_words import (
    COLOURS,
    LETTERS,
    fold_rating,
    is_colour_code,
    looks_like_rating,
    standing_of,
    status_word,
)

__all__ = [
    "KeyEntry",
    "RatingKey",
    "answered",
    "choose_key",
    "leading_status",
    "learn_key",
    "learn_key_from_text",
    "looks_like_rating",
    "usual_key",
]

_CODE_HEADER = re.compile(r"\b(?:colours?|rag|brag|rating|status|key|code|letter|symbol|grade|score|category)\b")
_MEANING_HEADER = re.compile(
    r"\b(?:definitions?|meanings?|descriptions?|explanations?|criteria|what it means|means|key)\b"
)
_T = TypeVar("_T")
_ANSWER = re.compile(r"(?P<yes>y|yes)|n|no")
_OPENING = re.compile(r"([^\W\d_]+(?: [^\W\d_]+){0,2})(?:\s*[–—:;,.]|\s+-\s|\s*$)")
_YES_OR_NO = re.compile(r"\W*\by(?:es)?\s*(?:/|or)?\s*n(?:o)?\b\W*")
_MOST_LINES = 9
_ACTIONS = re.compile(r"\b(?:actions?|progress|delivery|implementation|status|milestones?|tasks?|recommendations?)\b")
_OTHER = re.compile(r"\b(?:impacts?|outcomes?|performance|risks?|measures?|indicators?|kpis?|confidence|likelihood)\b")


def answered(question: str, cell: str) -> str | None:
    """What "Y" or "No" says under a header that asks how an action stands ("Done?", "Complete Y/N", "On track").

    The header's own word, after "not" where the answer is no: "done", "not complete". None where it asks nothing
    of the kind, or the cell is no answer.
    """
    answer = _ANSWER.fullmatch(fold_rating(cell))
    asked = _YES_OR_NO.sub("", fold_rating(question.replace("?", " "))).strip()
    if answer is None or status_word(asked) is None:
        return None
    return asked if answer["yes"] else f"not {asked}"


def leading_status(cell: str) -> str | None:
    """The status that a cell opens with, before a dash or a stop ("Complete – adopted on 11 June"), as printed."""
    opening = _OPENING.match(cell.strip())
    return opening[1] if opening and status_word(fold_rating(opening[1])) is not None else None


def learn_key(texts: list[list[str]], fills: list[list[str | None]], caption: str | None) -> RatingKey | None:
    """The key that a table prints (rows of code and definition, or columns of them), else None.

    `texts` and `fills` are the grid row by row; `caption` is the heading or sentence above it. A code is a colour
    word, a letter, a known status, or a cell that only its fill tells.
    """
    for grid, paint in ((texts, fills), (_turned(texts, ""), _turned(fills, None))):
        entries = _entries(grid, paint)
        if entries:
            return RatingKey(entries, learned=True, about=caption)
    return None


def _turned(grid: list[list[_T]], empty: _T) -> list[list[_T]]:
    width = max((len(row) for row in grid), default=0)
    return [[row[c] if c < len(row) else empty for row in grid] for c in range(width)]


def _entries(texts: list[list[str]], fills: list[list[str | None]]) -> tuple[KeyEntry, ...]:
    """The lines of a key table whose rows are the codes; empty where it is no such table."""
    rows = [(row, _paint(fills, i, len(row))) for i, row in enumerate(texts) if any(cell.strip() for cell in row)]
    headed = bool(rows) and _is_header(rows[0][0])
    rows = rows[1:] if headed else rows
    tints = [_tint(row, paint) for row, paint in rows]
    if len(set(tints)) == 1:
        tints = [None] * len(tints)  # one colour for all is decoration
    found = [_line(row, tint, paint) for (row, paint), tint in zip(rows, tints, strict=True)]
    entries = [entry for entry in found if entry]
    least = 2 if headed else 3
    if len(entries) != len(found) or not least <= len(entries) <= _MOST_LINES:
        return ()
    codes = [entry.code for entry in entries]
    colours = sum(is_colour_code(entry.code) or entry.fill is not None for entry in entries)
    return tuple(entries) if len(set(codes)) == len(codes) and (headed or colours * 2 > len(codes)) else ()


def _paint(fills: list[list[str | None]], i: int, width: int) -> list[str | None]:
    row = fills[i] if i < len(fills) else []
    return [*row[:width], *[None] * (width - len(row))]


def _is_header(row: list[str]) -> bool:
    """Whether a row names the columns of a key, and is not a line of it."""
    named = [fold_rating(cell) for cell in row if cell.strip()]
    if not 1 <= len(named) <= 4 or any(len(name) > 40 or is_colour_code(name) for name in named):
        return False
    return any(map(_CODE_HEADER.search, named)) and (len(named) == 1 or any(map(_MEANING_HEADER.search, named)))


def _tint(row: list[str], paint: list[str | None]) -> str | None:
    """The fill that tells a line's rating: of its code cell, or of an empty one, else of any; a hue before a grey."""
    of_code = [fill for cell, fill in zip(row, paint, strict=True) if fill and (not cell.strip() or _is_code(cell))]
    fills = of_code or [fill for fill in paint if fill]
    return next((fill for fill in fills if family(fill)), fills[0] if fills else None)


def _line(row: list[str], fill: str | None, paint: list[str | None]) -> KeyEntry | None:
    """One line of a key from its cells: short codes (word, letter, fill) and the definition."""
    short = [cell.strip() for cell in row if cell.strip() and _is_code(cell)]
    long = [cell.strip() for cell in row if cell.strip() and not _is_code(cell)]
    swatch = fill is not None and any(not cell.strip() and tint == fill for cell, tint in zip(row, paint, strict=True))
    if swatch and not long and len(short) == 1 and not is_colour_code(fold_rating(short[0])):
        short, long = [], short  # an empty coloured cell is the code, the word beside it its definition
    return _entry(short, long[0] if long else None, fill) if len(long) <= 1 and (short or long) else None


def _is_code(cell: str) -> bool:
    folded = fold_rating(cell)
    letter = re.fullmatch(r"[A-Z]{1,2}\d?", cell.strip()) is not None
    return letter or is_colour_code(folded) or status_word(folded) is not None


def _entry(short: Sequence[str], meaning: str | None, fill: str | None) -> KeyEntry | None:
    """The entry that a line's code cells, definition and fill make together."""
    lead = _LEAD.match(meaning or "")
    if lead and meaning:
        short, meaning = [*short, lead[1]], meaning[lead.end() :].strip(" )")
    folded = [fold_rating(cell) for cell in short]
    status = next((text for text in folded if status_word(text) is not None), None)
    code = next((text for text in folded if is_colour_code(text)), None) or _code_of_fill(fill, short, status) or status
    if meaning is None and status and (code != status or len(short) > 1):
        meaning, code = short[folded.index(status)], None if code == status else code
    code = code or _code_of_letter(folded, meaning)
    if code is None or (meaning is None and not fill and not is_colour_code(code)):
        return None
    told = fold_rating(meaning) if meaning else ""
    also = {*folded, told, _DOER.sub("", told)} - {"", code}
    return KeyEntry(code, short[0] if short else code.capitalize(), meaning, fill, tuple(sorted(also)))


def _code_of_fill(fill: str | None, short: Sequence[str], status: str | None) -> str | None:
    """The colour word of a key cell's fill, where no status names the rating; light grey only in an empty cell."""
    if fill is None or (status and len(short) == 1):
        return None
    seen = lab(fill)
    pale = seen is not None and not short and seen[0] < 97
    return family(fill) or ("grey" if pale else None)


def _code_of_letter(folded: Sequence[str], meaning: str | None) -> str | None:
    """What a letter stands for: the colour it usually abbreviates where that stands as it is defined, else its meaning.

    A long definition is no code, so that a letter without a colour is then its own.
    """
    if not folded or not meaning:
        return None
    told, colour = fold_rating(meaning), LETTERS.get(folded[0])
    if colour and _stands_alike(colour, told):
        return colour
    return told if len(told.split()) <= 4 else colour or folded[0]


def _stands_alike(colour: str, told: str) -> bool:
    """Whether a definition is fit for a colour: "on track" for green, and not "not started"."""
    usual, defined = standing_of(colour, None), standing_of(told, told)
    return usual is not None and defined is not None and abs(usual.value - defined.value) < 1


_LEAD = re.compile(rf"(?:(?<!\s)\s+)?({'|'.join(COLOURS)})\b\s*[-–—:=(]\s*", re.IGNORECASE)
_CALLED_KEY = re.compile(r"\W*(?:\w+ ){0,3}(?:key|legend)\b", re.IGNORECASE)
_DOER = re.compile(r"^(?:the )?actions? (?:is |are |has been |have been )?")
_SIGNS = "|".join([*COLOURS, "[A-Z]{1,2}"])
_LEGEND = re.compile(
    rf"(?<![\w-])(?P<code>{_SIGNS})\s*(?:[=:–—-]\s*|\((?=[a-z]))(?P<meaning>[^;,|\n=()]{{2,80}}?)\)?"
    rf"\s*(?=[;,|\n.]|\b(?:and|or)\b|$|\s(?:{_SIGNS})\s*[=:–—(-])",
    re.IGNORECASE,
)


def learn_key_from_text(text: str, caption: str | None = None) -> RatingKey | None:
    """The key that a legend prints in running text ("R = not on track; A = at risk; G = on track"), else None.

    At least two codes, each once. Two of them are colours or letters that commonly abbreviate one, or the text is
    called a key (or has "=" throughout) and every definition says how an action stands.
    """
    found = [m for m in _LEGEND.finditer(text) if m["code"].casefold() in COLOURS or m["code"].isupper()]
    lines = [_entry([m["code"]], m["meaning"].strip(), None) for m in found]
    entries = [line for line in lines if line]
    codes = [line.code for line in entries]
    known = sum(m["code"].casefold() in COLOURS or m["code"].casefold() in LETTERS for m in found)
    named = _CALLED_KEY.match(text) or all("=" in m[0] for m in found)
    told = named and all(standing_of(line.code, line.meaning) for line in entries)
    if len(entries) < 2 or len(set(codes)) != len(codes) or not (known >= 2 or told):
        return None
    return RatingKey(tuple(entries), learned=True, about=caption)


def choose_key(keys: Iterable[RatingKey], used: Sequence[str]) -> RatingKey | None:
    """Of the keys that a paper prints, the one for its actions: by its caption, then by the ratings it explains.

    `used` are the rating cells as printed. Of two that are as good the first stands.
    """
    held = list(keys)
    return max(held, key=lambda key: (_speaks_of_actions(key), explains(key, used)), default=None)


def _speaks_of_actions(key: RatingKey) -> int:
    """1 where caption or definitions speak of actions, -1 where they speak of impact, risk and the like, else 0."""
    for text in (key.about or "", " ".join(line.meaning or "" for line in key.lines)):
        folded = text.casefold()
        actions, other = len(_ACTIONS.findall(folded)), len(_OTHER.findall(folded))
        if actions != other:
            return 1 if actions > other else -1
    return 0
