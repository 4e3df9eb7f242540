"""What tells, line by line, where the rows of a table without rules begin: how much speaks against each parting.

Costs are in one unit, so that they can be weighed against each other: about 1 for what is seldom so in a table that is
read rightly, 3 and more for what hardly ever is.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from extract.readers.pdf_keys import is_key
from extract.readers.pdf_rows import Entry
from extract.readers.pdf_text import Line, had_room, is_mark
from extract.readers.pdf_words import Word

__all__ = ["Evidence", "evidence_of"]

_BEGINS_SMALL = 1.2
"""A cell begins with a small letter."""
_ENDS_OPEN = 1.2
"""A cell ends with a comma, a hyphen or a little word after which more must come."""
_HAD_ROOM = 1.2
"""A line was broken although the next word would have fitted: two cells, more likely than one."""
_NEW_SENTENCE = 0.3
_APART = 1.0
"""A cell whose lines are not evenly set."""
_TWO_KEYS, _TWO_ATOMS = 4.0, 2.0
"""Two refs in a row; two texts, in another cell of it, each of which is elsewhere a whole cell."""
_FULL = 1.0
"""Most columns have words on a line, as they have where a row begins, though it does not begin one."""
_SPACE = 2.0
"""A row that begins without the space that stands between others; up to half as much more for space inside a row."""
_MOSTLY = 0.75
_EVEN = 1.35
"""Lines of a cell are no further apart than this many usual steps, but for paragraphs."""
_SPACED = 1.04
"""A step this many times the usual one, and a third of a point more, is space between rows."""
_CLOSEST = 0.9
_OPEN_ENDS = (",", "-", "–", "&", "/", "(")
_OPEN_WORDS = frozenset(
    ["and", "of", "the", "to", "for", "with", "in", "on", "by", "or", "a", "an", "at", "from", "as", "that"]
)
_FIGURE, _LETTERS = re.compile(r"\d+"), re.compile(r"[^\W\d_]+")


@dataclass(slots=True)
class Evidence:
    """What is known of each line (by its place among the entries) and each column of a table's body.

    `first[n][col]`: what speaks against line n beginning the cell of its row in this column; `further[n][col]`: against
    its going on with the cell above. `again[col]`: against a second whole text in one cell, for the columns whose lines
    are (nearly) all such: `atoms[n]` are those columns of line n. `inner[n]`: against the line standing inside a row,
    `space[n]`: how much white is above it beyond the usual step, as a share of that.
    """

    bases: list[dict[int, float]]
    first: list[dict[int, float]] = field(default_factory=list)
    further: list[dict[int, float]] = field(default_factory=list)
    atoms: list[frozenset[int]] = field(default_factory=list)
    again: dict[int, float] = field(default_factory=dict)
    inner: list[float] = field(default_factory=list)
    space: list[float] = field(default_factory=list)
    may_begin: list[bool] = field(default_factory=list)
    leading: float = 0.0
    size: float = 0.0
    keyed: bool = False
    main: int = 0

    @property
    def is_spaced(self) -> bool:
        """Whether space stands between some lines."""
        return any(self.space)

    def beginning(self, at: int, *, spaced: bool) -> float:
        """What the space above a line says against its beginning a row, if rows are `spaced`."""
        return _SPACE if spaced and at and not self.space[at] else 0.0

    def inside(self, at: int, *, spaced: bool) -> float:
        """What speaks against a line standing inside a row."""
        space = self.space[at]
        if not space:
            return self.inner[at]
        return self.inner[at] + (_SPACE + min(1.0, 2 * space) if spaced else _SPACE / 2)


def evidence_of(body: Sequence[Entry], columns: int) -> Evidence:
    """Look at every line of a table's body."""
    bases = [{col: words[0].base for col, words in entry.cells.items()} for entry in body]
    found = Evidence(bases, size=median([entry.line.size for entry in body]))
    found.leading = _leading(body) or 1.2 * found.size
    found.main = _longest(body)
    _look_for_atoms(found, body)
    edges = _reaches(body)
    above: dict[int, tuple[int, Line]] = {}
    bottom = 0.0
    for at, entry in enumerate(body):
        lines = {col: Line(words) for col, words in entry.cells.items()}
        first, further = {}, {}
        for col, line in lines.items():
            before = above.get(col)
            first[col] = _against_first(line, before[1] if before else None, found.leading)
            further[col] = _against_further(line, before[1], edges[col], found.leading) if before else 0.0
            above[col] = (at, line)
        top = min(bases[at].values())
        step = top - bottom if at else 0.0
        bottom = max(bottom, *bases[at].values())
        found.first.append(first)
        found.further.append(further)
        found.may_begin.append(at == 0 or step >= _CLOSEST * found.leading)
        found.space.append(step / found.leading - 1 if step > _SPACED * found.leading + 0.35 else 0.0)
        found.inner.append(_FULL if len(lines) >= max(2, 0.6 * columns) else 0.0)
    return found


def _leading(body: Sequence[Entry]) -> float:
    """The usual step from line to line inside a cell; 0 where no cell has two lines."""
    size = median([entry.line.size for entry in body])
    last: dict[int, float] = {}
    steps: list[float] = []
    for entry in body:
        for col, words in entry.cells.items():
            base = words[0].base
            if col in last and 0.85 * size <= base - last[col] <= 1.9 * size:
                steps.append(base - last[col])
            last[col] = base
    least = min(steps, default=0.0)
    return median([step for step in steps if step <= 1.1 * least]) if steps else 0.0


def _longest(body: Sequence[Entry]) -> int:
    """The column with the most letters: it has words in every row."""
    letters: Counter[int] = Counter()
    for entry in body:
        for col, words in entry.cells.items():
            letters[col] += sum([len(word.text) for word in words])
    return max(letters, key=lambda col: (letters[col], -col))


def _reaches(body: Sequence[Entry]) -> dict[int, tuple[float, float]]:
    """From where to where the words of each column reach."""
    reach: dict[int, tuple[float, float]] = {}
    for entry in body:
        for col, words in entry.cells.items():
            left, right = reach.get(col, (words[0].x0, words[-1].x1))
            reach[col] = (min(left, words[0].x0), max(right, words[-1].x1))
    return reach


def _against_first(line: Line, above: Line | None, leading: float) -> float:
    cost = _BEGINS_SMALL if line.words[0].text[:1].islower() else 0.0
    if above is not None and line.base - above.base < _EVEN * leading and _is_open(above.words):
        cost += _ENDS_OPEN
    return cost


def _is_open(words: Sequence[Word]) -> bool:
    last = words[-1].text
    return last.endswith(_OPEN_ENDS) or last in _OPEN_WORDS


def _against_further(line: Line, above: Line, edges: tuple[float, float], leading: float) -> float:
    if line.base - above.base > _EVEN * leading:
        return _APART
    if is_mark(line.words[0].text):
        return 0.0
    if had_room(above, line, *edges):
        return _HAD_ROOM
    ended = above.words[-1].text.endswith((".", "?", "!")) and not line.words[0].text[:1].islower()
    return _NEW_SENTENCE if ended else 0.0


def _look_for_atoms(found: Evidence, body: Sequence[Entry]) -> None:
    """Columns whose lines are whole cells each: refs, dates of one form, the same few words again and again."""
    atoms: list[set[int]] = [set() for _ in body]
    for col in {col for entry in body for col in entry.cells}:
        places = [at for at, entry in enumerate(body) if col in entry.cells]
        whole = _whole_texts([body[at].text(col) for at in places])
        if len(places) < 2 or sum(whole) < _MOSTLY * len(places):
            continue
        for at, is_whole in zip(places, whole, strict=True):
            if is_whole:
                atoms[at].add(col)
        keys = {body[at].text(col) for at in places if is_key(body[at].text(col))}
        is_keyed = col == 0 and len(keys) >= _MOSTLY * len(places)
        found.keyed |= is_keyed
        found.again[col] = _TWO_KEYS if is_keyed else _TWO_ATOMS
    found.atoms = [frozenset(each) for each in atoms]


def _whole_texts(texts: Sequence[str]) -> list[bool]:
    """Which lines of a column are a whole cell each, by their being made like most others, or said again and again."""
    shapes = [_LETTERS.sub("a", _FIGURE.sub("9", text)) for text in texts]
    usual = Counter(shape for shape in shapes if "9" in shape)
    most = max(usual, key=lambda shape: usual[shape], default="")
    made_alike = usual[most] >= 0.6 * len(texts)
    said = Counter(text for text, shape in zip(texts, shapes, strict=True) if shape != "9")
    small = any(text[:1].islower() for text in texts)
    keys = [is_key(text) for text in texts]
    keyed = sum(keys) >= _MOSTLY * len(texts)
    continued = [False, *(one.endswith(("-", "/")) for one, _ in pairwise(texts))]
    return [
        not goes_on and ((keyed and key) or (made_alike and shape == most) or (said[text] > 1 and not small))
        for text, shape, key, goes_on in zip(texts, shapes, keys, continued, strict=True)
    ]
