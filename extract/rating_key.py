"""A plan's rating key, and every rating cell read through it.

The word in a cell wins over its fill; a fill alone is read through the key. What is printed is kept beside the code.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from extract.colours import distance, family
from extract.model import Rating
from extract.rating_words import (
    COLOURS,
    LETTERS,
    Standing,
    fold_rating,
    is_colour_code,
    standing_of,
    status_word,
)
from extract.timescales import read_date

__all__ = ["KeyEntry", "RatingKey", "explains", "usual_key"]

_SAME_COLOUR = 20.0
"""Largest ΔE between a fill and the key's own fill that is still the same colour on screen and in print."""
_TOO_CLOSE = 6.0
"""Two key fills that are this near cannot be told apart by a third."""
_GREY_LIMIT = 4.0
"""Greys mark headers and bands too, so a grey fill must be almost the key's own."""
_UNKNOWN = 2.5


@dataclass(frozen=True, slots=True)
class KeyEntry:
    """One line of a key: the code, what the paper prints for it (word or letter), its definition and its fill."""

    code: str
    printed: str
    meaning: str | None = None
    fill: str | None = None
    also: tuple[str, ...] = ()
    """Other folded texts that stand for the code: its letter, its whole definition."""


@dataclass(frozen=True, slots=True)
class RatingKey:
    """A plan's scale. `learned` says that the paper prints it; `about` is its caption, which tells what it rates."""

    lines: tuple[KeyEntry, ...]
    learned: bool = False
    about: str | None = None

    def read(self, printed: str | None, fill: str | None) -> tuple[str | None, str | None, str | None]:
        """(code, rating as printed, note) of one rating cell; code None where it holds no rating.

        `fill` is the cell's background (``#RRGGBB``). A rating told by the fill alone is printed as "(fill #00B050)".
        The note says what a person should see: a word and a fill that disagree, a colour that is not in the key.
        """
        by_fill, doubt = self._by_fill(fill)
        if not printed or not fold_rating(printed):  # empty, or a sign that only its colour tells
            shown = f"{(printed or '').strip()} (fill {fill})".strip()
            return (by_fill, shown, doubt) if by_fill else (None, None, doubt)
        code, note = self._by_word(printed)
        if code is None:
            return None, None, None
        if by_fill and by_fill != code and self._is_coloured(code):
            note = f"printed {printed.strip()} on a fill that reads {by_fill} ({fill})"
        return code, printed.strip(), note

    def _by_word(self, printed: str) -> tuple[str | None, str | None]:
        """The code that a printed rating stands for, and a note; long or unknown wording is no rating."""
        folded = fold_rating(printed)
        named = self._named(folded)
        if named:
            return named, None
        if is_colour_code(folded) or status_word(folded) is not None:
            foreign = self.learned and is_colour_code(folded)
            return folded, f"{printed.strip()} is not in the plan's key" if foreign else None
        letter = LETTERS.get(folded) if printed.strip().isupper() else None
        if letter and not any(len(text) == 1 for line in self.lines for text in line.also if self.learned):
            return self._named(letter) or letter, None
        return self._with_date(folded) or self._with_remark(folded)

    def _named(self, folded: str) -> str | None:
        """The code that a folded text names in this key: itself, its letter, or its definition."""
        by_code = next((line.code for line in self.lines if folded == line.code), None)
        return by_code or next((line.code for line in self.lines if folded in line.also), None)

    def _with_date(self, folded: str) -> tuple[str, None] | None:
        """A status and when it was reached: "Completed June 2025", "closed 12/05/25"."""
        words = folded.split()
        for count in range(1, min(4, len(words))):
            first, rest = " ".join(words[:count]), " ".join(words[count:])
            code = self._named(first) or (first if status_word(first) is not None else None)
            if code and read_date(re.sub(r"^(?:on|in|by|at|-)\s+", "", rest.strip(" ()-"))):
                return code, None
        return None

    def _with_remark(self, folded: str) -> tuple[str | None, str | None]:
        """A code with a short remark: "Green (was Amber)", "Green - on track"; more words make it prose."""
        match = re.fullmatch(r"(.+?)(?:(?<!\s)\s+)?(?:\((.*)\)?|(?:-|:|,)\s+(.*))", folded)
        if match is None:
            return None, None
        first, remark = match[1].strip(), (match[2] or match[3] or "").strip(" )")
        code = self._named(first) or (first if is_colour_code(first) else None)
        if code is None or not remark:
            return None, None
        agrees = self._named(remark) == code or (status_word(remark) is not None and len(remark.split()) <= 3)
        short = match[2] is not None and len(remark.split()) <= 4
        return (code, None if agrees else f"remark: {remark}") if agrees or short else (None, None)

    def _is_coloured(self, code: str) -> bool:
        """Whether a fill is bound to this code, so that another fill contradicts it."""
        return is_colour_code(code) or any(line.code == code and line.fill for line in self.lines)

    def _by_fill(self, fill: str | None) -> tuple[str | None, str | None]:
        """The code that a fill stands for, and a note where the colour is one that the key does not have."""
        if not fill:
            return None, None
        own = sorted((distance(fill, line.fill), line.code) for line in self.lines if line.fill)
        hue = family(fill)
        if own:
            limit = _SAME_COLOUR if hue and hue != "grey" else _GREY_LIMIT
            near = [code for gap, code in own if gap <= min(limit, own[0][0] + _TOO_CLOSE)]
            if len(set(near)) == 1:
                return near[0], None
            if near:
                return None, f"fill {fill} lies between {' and '.join(sorted(set(near)))}"
        code = self._of_hue(hue) if hue else None
        if code:
            return code, None
        saturated = hue is not None and hue != "grey"
        return None, f"fill {fill} is not in the plan's key" if saturated and self.learned else None

    def _of_hue(self, hue: str) -> str | None:
        """The code whose colour word is this hue; a key without yellow calls yellow amber, and the other way round."""
        words = [hue, *({"yellow": ("amber",), "amber": ("orange", "yellow")}.get(hue, ()))]
        found = (self._coded(word) for word in words)
        return next((code for code in found if code), None)

    def _coded(self, colour: str) -> str | None:
        """The code of a colour: its own word, a line with such a fill, or the letter that abbreviates it."""
        letter = next((letter for letter, name in LETTERS.items() if name == colour), colour)
        signs = (
            lambda line: line.code == colour,
            lambda line: line.fill is not None and family(line.fill) == colour,
            lambda line: letter in line.also,
        )
        return next((line.code for sign in signs for line in self.lines if sign(line)), None)

    def with_words(self, cells: Iterable[str]) -> RatingKey:
        """This key with the paper's own short statuses added: what a status column prints twice or more.

        At most four words without figures; seen once it may be prose, so it is left.
        """
        counts = Counter(fold_rating(cell) for cell in cells if cell.strip())
        fresh = [
            KeyEntry(folded, folded.capitalize())
            for folded, times in counts.items()
            if times >= 2 and re.fullmatch(r"[a-z][a-z' /-]{2,29}", folded) and len(folded.split()) <= 4
            if self._by_word(folded)[0] is None
        ]
        return replace(self, lines=(*self.lines, *fresh))

    def entries(self, used: Iterable[str] = ()) -> tuple[Rating, ...]:
        """The scale as the dataset lists it, best first, with the codes in `used` that the key does not print."""
        lines = {line.code: line for line in self.lines}
        for code in sorted(set(used) - lines.keys()):
            lines[code] = KeyEntry(code, code)
        ordered = sorted(lines.values(), key=lambda line: (self._standing(line).value, list(lines).index(line.code)))
        return tuple(
            Rating(line.code, line.printed, line.meaning, place + 1, self._standing(line).is_complete)
            for place, line in enumerate(ordered)
        )

    def _standing(self, line: KeyEntry) -> Standing:
        """How an action rated so stands; an unknown code lies between its neighbours in the key as printed."""
        known = standing_of(line.code, line.meaning)
        if known:
            return known
        at = next((i for i, own in enumerate(self.lines) if own.code == line.code and self.learned), None)
        sides = [] if at is None else [*self.lines[max(0, at - 1) : at], *self.lines[at + 1 : at + 2]]
        values = [s.value for s in (standing_of(side.code, side.meaning) for side in sides) if s]
        return Standing(sum(values) / len(values) if values else _UNKNOWN, False)

    def rank(self, code: str) -> int | None:
        """The place of a code on the scale, 1 = best; None where neither the key nor common use knows it."""
        if not any(line.code == code for line in self.lines) and standing_of(code, None) is None:
            return None
        return next(entry.rank for entry in self.entries([code]) if entry.code == code)

    def is_complete(self, code: str) -> bool:
        """Whether the code means that the action is complete."""
        return any(entry.is_complete for entry in self.entries([code]) if entry.code == code)

    def compare(self, old: str, new: str) -> int | None:
        """1 where the new rating is better, -1 where it is worse, 0 the same; None where the scale does not tell."""
        places = {entry.code: self._standing(KeyEntry(entry.code, entry.printed, entry.meaning)).value
                  for entry in self.entries([old, new])}  # fmt: skip
        if self.rank(old) is None or self.rank(new) is None:
            return None
        return (places[old] > places[new]) - (places[old] < places[new])


def usual_key() -> RatingKey:
    """The usual colours, for a plan that prints no key: blue complete, green, grey not started, amber, red."""
    meanings = {
        "blue": "complete",
        "green": "on track",
        "amber": "at risk",
        "red": "not on track",
        "grey": "not started",
    }
    letters = {colour: letter for letter, colour in LETTERS.items()}
    return RatingKey(
        tuple(
            KeyEntry(code, code.capitalize(), meanings[code], None, (letters[code],) if code in letters else ())
            for code in sorted(meanings, key=COLOURS.__getitem__)
        )
    )


def explains(key: RatingKey, used: Sequence[str]) -> float:
    """The share of printed ratings that a key names without going beyond it, 0..1."""
    own = {line.code for line in key.lines}
    named = sum(count for text, count in Counter(used).items() if key.read(text, None)[0] in own)
    return named / len(used) if used else 0.0
