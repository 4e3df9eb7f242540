"""Numbers and dates of a spreadsheet as it displays them, from the value and its number format.

Source of the format language: ECMA-376 Part 1, 18.8.31 (numFmts). Dates are not shown in the format's own order, which
may be ambiguous (03/04/25), but in full: "3 April 2025", or "April 2025" where the format shows no day.
"""

from __future__ import annotations

import datetime as dt
import re
from decimal import ROUND_HALF_UP, Context, Decimal

__all__ = ["shown_date", "shown_number"]

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_LONGEST = 1_000
"""Characters of a format; Excel takes 255, and what is longer says nothing."""
_TOKEN = re.compile(r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|\[(?P<bracket>[^\]]*)\]|_.|\*.|(?P<other>.)', re.S)
_PLACES = re.compile(r"(?:[#0?][#0?,]*(?:\.[#0?]*)?|\.[#0?]+),*")
_CURRENCY = re.compile(r"\$([^-]*)")


def shown_number(value: float, number_format: str) -> str:
    """`value` as displayed: decimals, thousands, per cent, currency and the words that the format adds."""
    sections = _sections(number_format if len(number_format) <= _LONGEST else "General")
    if value < 0 and len(sections) > 1 and sections[1]:
        section, magnitude, sign = sections[1], -value, ""
    elif value == 0 and len(sections) > 2:
        section, magnitude, sign = sections[2], value, ""
    else:
        section, magnitude, sign = sections[0], abs(value), "-" if value < 0 else ""
    plain = _without_literals(section)
    places = _PLACES.search(plain)
    if section.strip().lower() in ("general", "@", "") or "e+" in plain.lower() or "/" in plain or magnitude >= 1e15:
        return sign + _general(magnitude)
    digits = _digits(magnitude, places[0] if places else "", "%" in plain) if places else ""
    return sign + _filled(section, digits, places is not None).strip()


def shown_date(value: dt.datetime | dt.date | dt.time, number_format: str) -> str:
    """A true date in words. What the format leaves out is left out only where that is a whole: the day, or the date."""
    if isinstance(value, dt.time):
        return f"{value:%H:%M}"
    letters = _without_literals(_sections(number_format[:_LONGEST])[0]).lower()
    at = value.time() if isinstance(value, dt.datetime) else dt.time()
    has_day, has_year, has_month = "d" in letters, "y" in letters, bool(re.search(r"m(?![^h]*s)", letters))
    if has_year and not has_month and not has_day:
        return str(value.year)
    if has_month and not has_day and "h" not in letters:
        return f"{_MONTHS[value.month - 1]} {value.year}"
    date = f"{value.day} {_MONTHS[value.month - 1]} {value.year}"
    return f"{date} {at:%H:%M}" if at != dt.time() and "h" in letters else date


def _sections(number_format: str) -> list[str]:
    sections, current, quoted = [], "", False
    for character in number_format:
        quoted ^= character == '"'
        if character == ";" and not quoted:
            sections.append(current)
            current = ""
        else:
            current += character
    return [*sections, current]


def _without_literals(section: str) -> str:
    return "".join(token["other"] or "" for token in _TOKEN.finditer(section))


def _general(value: float) -> str:
    if value == int(value) and abs(value) < 1e15:
        return str(int(value))
    return format(Decimal(repr(value)).normalize(), "f") if 1e-9 < abs(value) < 1e15 else repr(value)


def _digits(value: float, places: str, per_cent: bool) -> str:
    shown = places.rstrip(",")
    thousands_off = len(places) - len(shown)  # each trailing comma divides by a thousand
    whole, _, fraction = shown.partition(".")
    exact = Context(prec=80)
    number = exact.scaleb(Decimal(repr(value)), 2 * per_cent - 3 * thousands_off)
    number = number.quantize(Decimal(1).scaleb(-len(fraction)), ROUND_HALF_UP, exact)
    text = format(number, ",f" if "," in whole else "f")
    before, _, after = text.partition(".")
    optional = len(fraction) - len(fraction.rstrip("#"))
    while optional and after.endswith("0"):
        after, optional = after[:-1], optional - 1
    before = before.zfill(whole.count("0"))
    if before == "0" and "0" not in whole:
        before = ""
    return f"{before}.{after}" if after else before


def _filled(section: str, digits: str, has_places: bool) -> str:
    """The format's literal text with the digits in the place of its first run of placeholders."""
    out, written = "", not has_places
    for token in _TOKEN.finditer(section):
        if token["bracket"] is not None:
            currency = _CURRENCY.match(token["bracket"])
            out += currency[1] if currency else ""
        elif token["quoted"] is not None or token["escaped"] is not None:
            out += token["quoted"] or token["escaped"] or ""
        elif token["other"] and token["other"] in "#0?.,":
            if not written:
                out, written = out + digits, True
        elif token["other"]:
            out += token["other"]
    return out
