"""Which paragraphs of a PDF are headings, and how deep: by their look, by a number in front, by a table below."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extract.document import Piece
from extract.readers.pdf_blocks import Look, Prose
from extract.readers.pdf_columns import runs_of
from extract.readers.pdf_text import has_leaders, is_bullet, is_mark
from extract.readers.text_headings import candidate

__all__ = ["headings_of"]

_LARGER = 1.12
_LONGEST = 200
_LONGEST_CAPTION = 12
"""A plain line heads the table below it only with so many words or fewer …"""
_NEAR = 4.0
"""… and no further above it than this many type sizes."""
_LEAD = re.compile(r"\b(?:lead|owner|responsible|sponsor)\b:?$", re.IGNORECASE)
_LINK = re.compile(r"@|https?:|www\.")
_NUMBER = re.compile(r"^(\d{1,2}(?:\.\d{1,2})*)[.):]?$|^([A-Z])[.):]$")
_LOWER_MARK = re.compile(r"^\(?[a-z]{1,4}[.)]$|^\(\d{1,2}\)$")


@dataclass(frozen=True, slots=True)
class _Rank:
    """What decides the level of a heading: the look first, then how deep its number is within that look."""

    look: Look | None
    depth: int = 0


def headings_of(placed: Sequence[Prose | Piece], body: float) -> dict[int, int]:
    """The levels of those of `placed` that are headings, by their place in it.

    Levels go by rank of look over the whole paper: larger first, then bold before plain, upright before italic; within
    one look by the depth of the number. A plain line over a table is innermost. `body` is the paper's usual type size.
    """
    ranks: dict[int, _Rank] = {}
    letters_below: set[Look] = _looks_with_letters_below(placed)
    for at, each in enumerate(placed):
        if not isinstance(each, Prose):
            continue
        below = placed[at + 1] if at + 1 < len(placed) else None
        if _looks_like_one(each, body, isinstance(below, Piece)) and not _is_listed(placed, at):
            ranks[at] = _Rank(each.style, _depth(each, letters_below))
        elif isinstance(below, Piece) and _is_caption(each, placed[at - 1] if at else None, below):
            ranks[at] = _Rank(None)
    ranks = _without_glosses(ranks, placed)
    order = {rank: level for level, rank in enumerate(sorted(set(ranks.values()), key=_order), start=1)}
    return {at: order[rank] for at, rank in ranks.items()}


def _without_glosses(ranks: dict[int, _Rank], placed: Sequence[Prose | Piece]) -> dict[int, _Rank]:
    """Without italic or plain lines that stand once between each of several headings and its table."""
    over = [at for at in ranks if at + 1 < len(placed) and isinstance(placed[at + 1], Piece)]
    for look in {ranks[at].look for at in over}:
        if look is not None and (look.bold or look.coloured) and not look.italic:
            continue
        alike = [at for at in over if ranks[at].look == look]
        if len(alike) > 1 and all(at - 1 in ranks and ranks[at - 1].look != look for at in alike):
            ranks = {at: rank for at, rank in ranks.items() if at not in alike}
    return ranks


def _order(rank: _Rank) -> tuple[object, ...]:
    look = rank.look
    if look is None:
        return (1,)
    return (0, -look.size, not look.bold, look.italic, not look.coloured, rank.depth)


def _looks_like_one(prose: Prose, body: float, before_table: bool) -> bool:
    """Larger, bold or coloured, short, not a sentence; italic only over a table."""
    look, text = prose.style, prose.text
    if len(text) > _LONGEST or len(prose.lines) > 4 or _is_item(prose) or has_leaders(text):
        return False
    if not any(map(str.isalpha, text)) or _names_a_lead(prose):
        return False
    if look.size >= _LARGER * body:
        return True
    # In the paper's own size a line in small letters is the rest of a label, not a heading.
    if text.endswith((".", ";", ",")) or look.size < 0.9 * body or text[0].islower():
        return False
    coloured = look.coloured and len(prose.lines) <= 2 and not _LINK.search(text)
    return look.bold or coloured or (look.italic and before_table and not text.endswith(":"))


def _names_a_lead(prose: Prose) -> bool:
    """Whether a label and, after a wide gap, who leads stand on a line: information above a table, not its title."""
    first = runs_of(prose.lines[0])
    return len(first) > 1 and bool(_LEAD.search(first[0].text))


def _is_item(prose: Prose) -> bool:
    """Whether a bullet, a small letter or a number in brackets stands in front: an item of a list."""
    first = prose.lines[0].words[0].text
    return is_bullet(prose.lines[0]) and (is_mark(first) or bool(_LOWER_MARK.match(first)))


def _number(prose: Prose) -> str:
    words = prose.lines[0].words
    match = _NUMBER.match(words[0].text) if len(words) > 1 else None
    return match[1] or match[2] if match else ""


def _kind(number: str) -> str:
    return "letter" if number.isalpha() else f"digits{number.count('.')}" if number else ""


def _is_listed(placed: Sequence[Prose | Piece], at: int) -> bool:
    """Whether a numbered line stands in a run of others in the same look, with nothing between them: a list.

    The one directly above a table still heads it.
    """
    each = placed[at]
    if not isinstance(each, Prose) or not _number(each) or isinstance(placed[min(at + 1, len(placed) - 1)], Piece):
        return False
    beside = [placed[near] for near in (at - 1, at + 1) if 0 <= near < len(placed)]
    return any(
        isinstance(other, Prose) and other.style == each.style and _kind(_number(other)) == _kind(_number(each))
        for other in beside
    )


def _looks_with_letters_below(placed: Sequence[Prose | Piece]) -> set[Look]:
    """Looks in which headings are numbered by figures first and by letters after: the letters stand below."""
    first: dict[Look, str] = {}
    for each in placed:
        if isinstance(each, Prose) and _number(each):
            first.setdefault(each.style, _kind(_number(each)))
    return {look for look, kind in first.items() if kind.startswith("digits")}


def _depth(prose: Prose, letters_below: set[Look]) -> int:
    number = _number(prose)
    if number.isalpha():
        return int(prose.style in letters_below)
    return number.count(".")


def _is_caption(prose: Prose, above: Prose | Piece | None, table: Piece) -> bool:
    """Whether a plain line heads the table right below it: short, alone, no sentence, date or contact."""
    if len(prose.lines) > 1 or is_bullet(prose.lines[0]) or len(prose.text.split()) > _LONGEST_CAPTION:
        return False
    if table.page != prose.page or table.box is None or table.open_top:
        return False
    line = prose.lines[0]
    if _names_a_lead(prose):
        return False
    if not 0 <= table.box.top - line.base <= _NEAR * line.size or has_leaders(prose.text):
        return False
    if isinstance(above, Prose) and above.page != prose.page and above.goes_on:
        return False
    return not prose.text.endswith(":") and candidate(prose.text, prose.style.bold) is not None
