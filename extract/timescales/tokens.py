"""Characters to tokens: words, numbers, punctuation and breaks, each with its place in the printed text."""

from __future__ import annotations

import re
from dataclasses import dataclass

__all__ = ["Token", "tokenise", "word_set"]

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


def word_set(words: str) -> frozenset[str]:
    """The words of a list written with spaces between them."""
    return frozenset(words.split())
