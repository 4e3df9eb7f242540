"""Numbers as lists print them: 3, 03, iii, III, c, C, 3rd, three. Shared by the Word and OpenDocument readers."""

from __future__ import annotations

from collections.abc import Callable

__all__ = ["MOST_WRITTEN", "numeral"]

MOST_WRITTEN = 5000
"""From here on numbers are shown as decimal: letters and Roman numerals would grow without end."""

_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_ONES = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_ORDINAL = {"one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth", "nine": "ninth"}
_ORDINAL["twelve"] = "twelfth"
_SIGNS = "*†‡§"
_CIRCLED, _PARENTHESISED, _STOPPED = 0x2460, 0x2474, 0x2488  # ① ⑴ ⒈, each up to twenty


def numeral(number: int, form: str) -> str:
    """A number in one of the formats of ECMA-376 17.18.59 or OpenDocument; an unknown format is shown as decimal."""
    if form in {"none", "bullet"}:
        return ""
    if form.isdigit():
        return str(number).zfill(len(form))
    if not 0 < number < MOST_WRITTEN:
        return str(number)
    written = _FORMS.get(form)
    return written(number) if written else str(number)


def _roman(number: int) -> str:
    shown = ""
    for worth, letters in _ROMAN:
        shown += letters * (number // worth)
        number %= worth
    return shown


def _letters(number: int) -> str:
    """A … z, then aa, bb, cc as Word goes on."""
    rounds, place = divmod(number - 1, 26)
    return chr(ord("a") + place) * (rounds + 1)


def _ordinal(number: int) -> str:
    suffix = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{suffix}"


def _words(number: int) -> str:
    if number < 20:
        return _ONES[number]
    if number < 100:
        tens, ones = divmod(number, 10)
        return _TENS[tens] + (f"-{_ONES[ones]}" if ones else "")
    return str(number)


def _ordinal_words(number: int) -> str:
    head, dash, last = _words(number).rpartition("-")
    if last.isdigit():
        return _ordinal(number)
    regular = f"{last[:-1]}ieth" if last.endswith("y") else f"{last}th"
    return head + dash + _ORDINAL.get(last, regular)


def _enclosed(first: int, number: int) -> str:
    return chr(first + number - 1) if number <= 20 else str(number)


_FORMS: dict[str, Callable[[int], str]] = {
    "decimalZero": lambda n: f"{n:02d}",
    "lowerRoman": _roman,
    "upperRoman": lambda n: _roman(n).upper(),
    "lowerLetter": _letters,
    "upperLetter": lambda n: _letters(n).upper(),
    "ordinal": _ordinal,
    "cardinalText": lambda n: _words(n).capitalize(),
    "ordinalText": lambda n: _ordinal_words(n).capitalize(),
    "numberInDash": lambda n: f"- {n} -",
    "decimalEnclosedCircle": lambda n: _enclosed(_CIRCLED, n),
    "decimalEnclosedParen": lambda n: _enclosed(_PARENTHESISED, n),
    "decimalEnclosedFullstop": lambda n: _enclosed(_STOPPED, n),
    "chicago": lambda n: _SIGNS[(n - 1) % 4] * ((n - 1) // 4 + 1),
    "i": _roman,
    "I": lambda n: _roman(n).upper(),
    "a": _letters,
    "A": lambda n: _letters(n).upper(),
}
