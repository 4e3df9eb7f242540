"""Section rows that stand in the first column of an unruled table without crossing another."""

from __future__ import annotations

from extract.readers.pdf_columns import runs_of
from extract.readers.pdf_gathered import Gathered
from extract.readers.pdf_keys import is_key
from extract.readers.pdf_text import Line, had_room, is_set_off

__all__ = ["set_sections_aside"]

_AT_LEFT = 3.0
_FEW = 0.4
_SPACED = 1.1


def set_sections_aside(gathered: Gathered) -> None:
    """Make bands of lines in heavier or slanted type that stand alone at the table's left edge.

    They would widen the first column, or run into the row above or below. Lines of a header are none, but the last of
    them may be: it begins though the name above it had room.
    """
    set_off = [is_set_off(line) for line in gathered.lines]
    plain = len(set_off) - sum(set_off)
    if not plain or sum(set_off) > _FEW * len(set_off) + 2:
        return
    head = set_off.index(False)
    firsts = [is_key(runs[0].text) for runs in gathered.runs if len(runs) > 1]
    keyed = 2 * sum(firsts) >= len(firsts)
    found = {
        at
        for at in range(1, len(set_off))
        if set_off[at]
        and _stands_alone(gathered, at)
        and not (keyed and is_key(gathered.runs[at][0].text))
        and (at > head or _begins_anew(gathered, at))
    }
    if found - gathered.bands:
        gathered.set_bands(gathered.bands | found)


def _stands_alone(gathered: Gathered, at: int) -> bool:
    """Whether a line is one text from the left edge, with lines beside it in no other column."""
    line, runs = gathered.lines[at], gathered.runs[at]
    if len(runs_of(line)) > 1 or abs(runs[0].x0 - gathered.left) > _AT_LEFT:
        return False
    near = [gathered.lines[n] for n in (at - 1, at + 1) if 0 <= n < len(gathered.lines)]
    return all(abs(each.base - line.base) > 0.85 * line.size for each in near)


def _begins_anew(gathered: Gathered, at: int) -> bool:
    """Whether a line of heavier type below a header is no more of it: the name above had room, or is set apart."""
    line, above = gathered.lines[at], gathered.lines[at - 1]
    if at >= 2 and line.base - above.base > _SPACED * (above.base - gathered.lines[at - 2].base):
        return True
    if abs(above.x0 - line.x0) > _AT_LEFT:
        return False
    right = min((runs[1].x0 for runs in gathered.runs[:at] if len(runs) > 1), default=line.x1)
    return had_room(Line(list(gathered.runs[at - 1][0].words)), line, line.x0, right - 0.3 * line.size)
