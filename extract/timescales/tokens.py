"""Characters to tokens: words, numbers, punctuation and breaks, each with its place in the printed text."""

from __future__ import annotations

import re
from dataclasses import dataclass

__all__ = ["Token", "closed_up", "tokenise", "word_set"]

_TOKEN = re.compile(
    r"(?P<num>[0-9]+)(?P<ord>st|nd|rd|th)?(?![0-9])"
    r"|(?P<word>[^\W\d_]+(?:['’][^\W\d_]+)*)"
    r"|(?P<hard>[\n\r\v\f;|•●▪\u2028\u2029]+)"
    r"|(?P<mark>[^\s])",
    re.IGNORECASE,
)
_SAME = str.maketrans({**dict.fromkeys("‐‑‒–—―−­", "-"), **dict.fromkeys("‘’ʼ`´", "'"), "[": "(", "]": ")", "⁄": "/"})


@dataclass(slots=True)
class Token:
    """`kind`: num · word · mark · break. `low`: lower case, dashes and quotes made one. `glued`: no space before it."""

    kind: str
    low: str
    start: int
    end: int
    glued: bool
    value: int = -1
    ordinal: bool = False

    @property
    def digits(self) -> int:
        """How many digits are printed (0 for no number)."""
        return len(self.low) if self.kind == "num" else 0


def tokenise(text: str) -> list[Token]:
    """Every token of the text in order; nothing but white space is left out."""
    tokens: list[Token] = []
    last = -1
    for match in _TOKEN.finditer(text.translate(_SAME)):
        start, end = match.span()
        kind = match.lastgroup or "mark"
        if match["num"]:
            digits = match["num"]
            # a longer number is no day, month or year, and int() refuses very long ones
            value = int(digits) if len(digits) <= 4 else -1
            tokens.append(Token("num", digits, start, end, start == last, value, match["ord"] is not None))
        else:
            kind = "break" if kind == "hard" else kind
            tokens.append(Token(kind, match[0].lower(), start, end, start == last))
        last = end
    return tokens


def closed_up(tokens: list[Token]) -> list[Token]:
    """The tokens with the spaces taken out of a date in figures ("15/05/ 2025", "2025- 05-15") or years ("2024 / 25").

    A narrow column breaks such a date at its marks; read in parts it would be another one.
    """
    for i in range(len(tokens) - 2):
        if _is_spaced_date(tokens[i : i + 5]):
            reach = 5
        elif _is_spaced_years(tokens[i : i + 3]):
            reach = 3
        else:
            continue
        for token in tokens[i + 1 : i + reach]:
            token.glued = True
    return tokens


def _is_spaced_date(part: list[Token]) -> bool:
    if [token.kind for token in part] != ["num", "mark", "num", "mark", "num"]:
        return False
    mark, sizes = part[1].low, tuple(part[k].digits for k in (0, 2, 4))
    small = sizes[0] <= 2 and sizes[1] <= 2 if mark == "/" else sizes[:2] == (2, 2)
    return mark == part[3].low and mark in "/.-" and (sizes == (4, 2, 2) or (small and sizes[2] in (2, 4)))


def _is_spaced_years(part: list[Token]) -> bool:
    if [token.kind for token in part] != ["num", "mark", "num"] or part[1].low != "/":
        return False
    return part[0].digits == 4 and part[2].digits == 2 and part[2].value == (part[0].value + 1) % 100


def word_set(words: str) -> frozenset[str]:
    """The words of a list written with spaces between them."""
    return frozenset(words.split())
