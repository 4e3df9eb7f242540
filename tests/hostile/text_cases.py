"""Text that is no text, is named what it is not, or is written to make a search run for ever."""

from __future__ import annotations

import random

from hostile.cases import FAILED, READ, SAFE, TABLE, case
from hostile.office_making import good_docx
from hostile.pdf_making import good_pdf

_NAMES, _CHARACTERS, _SLOW = "wrong suffix", "odd characters", "words that make searches slow"
_PLAN = "\n".join("\t".join(row) for row in TABLE)


@case("pdf-named-word.docx", _NAMES, READ, actions=3)
def pdf_named_word() -> bytes:
    return good_pdf()


@case("word-named-pdf.pdf", _NAMES, READ, actions=3)
def word_named_pdf() -> bytes:
    return good_docx()


@case("text-named-pdf.pdf", _NAMES, READ, actions=3)
def text_named_pdf() -> bytes:
    return _PLAN.encode()


@case("picture-named-pdf.pdf", _NAMES, FAILED, "PNG picture")
def picture_named_pdf() -> bytes:
    return b"\x89PNG\r\n\x1a\n" + b"\0" * 100


@case("program-named-text.txt", _NAMES, FAILED, "program")
def program_named_text() -> bytes:
    return b"MZ\x90\0" + b"\0" * 100


@case("noise-named-word.docx", _NAMES, FAILED)
def noise_named_word() -> bytes:
    return random.Random(5).randbytes(50_000)


@case("noise-named-workbook.xlsx", _NAMES, FAILED)
def noise_named_workbook() -> bytes:
    return b"PK\x03\x04" + random.Random(6).randbytes(50_000)


@case("html-named-workbook.xls", _NAMES, READ, actions=3)
def html_named_workbook() -> bytes:
    rows = "".join("<tr>" + "".join(f"<td>{text}</td>" for text in row) + "</tr>" for row in TABLE)
    return f"<html><body><table>{rows}</table></body></html>".encode()


@case("pdf-header-inside-a-text.txt", _NAMES, SAFE)
def pdf_header_inside() -> bytes:
    return b"The file begins with %PDF-1.7 as it says.\n" + _PLAN.encode()


@case("old-word-of-noise.doc", _NAMES, SAFE, heavy=True)
def old_word_of_noise() -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + random.Random(8).randbytes(4_000)


@case("only-blanks.txt", _CHARACTERS, FAILED, "empty")
def only_blanks() -> bytes:
    return b"\xef\xbb\xbf \n\t\0\r\n" * 1_000


@case("invalid-utf8.txt", _CHARACTERS, READ, actions=3)
def invalid_utf8() -> bytes:
    return _PLAN.encode().replace(b"Agree", b"Agree \xc3\x28 \xe2\x82 \xf0\x9f\x98 \xc0\xaf \xff")


@case("nulls.txt", _CHARACTERS, SAFE)
def nulls() -> bytes:
    return _PLAN.encode().replace(b"Agree", b"Agree\0\0")


@case("lone-surrogates.txt", _CHARACTERS, SAFE)
def lone_surrogates() -> bytes:
    return _PLAN.encode().replace(b"Agree", b"Agree \xed\xa0\x80 \xed\xbf\xbf")


@case("lone-surrogates-utf16.txt", _CHARACTERS, SAFE)
def lone_surrogates_utf16() -> bytes:
    return b"\xff\xfe" + _PLAN.replace("Agree", "Agree \ud800 x").encode("utf-16-le", "surrogatepass")


@case("control-characters.txt", _CHARACTERS, SAFE)
def control_characters() -> bytes:
    """A screen that is cleared, a title that is set, a bell, text turned round."""
    return _PLAN.replace("Agree", "Agree \x1b[2J\x1b]0;owned\x07\x08\x7f \x9b31m \u202e\u2066").encode()


@case("control-characters-in-cells.csv", _CHARACTERS, SAFE)
def control_characters_csv() -> bytes:
    return "\n".join(",".join(row) for row in TABLE).replace("Agree", "\x1b[31mAgree\x01\x0b").encode()


@case("line-of-a-megabyte.txt", _CHARACTERS, FAILED, "one line has")
def long_line() -> bytes:
    return b"x" * 1_100_000


@case("tabs-by-the-million.txt", _CHARACTERS, SAFE, sizes=(500, 900_000))
def tabs(size: int) -> bytes:
    return _PLAN.encode() + b"\n" + b"\t" * size + b"x\n"


@case("lines-by-the-million.txt", _CHARACTERS, SAFE, sizes=(2_000, 2_000_000))
def many_lines(size: int) -> bytes:
    return _PLAN.encode() + b"\n\nnoted" * size


@case("pipes-and-quotes.md", _CHARACTERS, SAFE)
def pipes_and_quotes() -> bytes:
    return (b"|" * 300 + b"\n") * 20 + b'a\t"' * 300 + b"\n" + b"**" * 2_000 + b"\n" + b"\\|" * 2_000


SLOW_WORDS = {
    "digits": "1",
    "digits-and-blanks": "1 ",
    "dates": "30 September 2025, ",
    "dates-run-together": "1/1/",
    "blanks": " ",
    "tabs-and-blanks": " \u00a0",
    "hyphens": "-",
    "words-with-hyphens": "a-",
    "letters": "a",
    "capitals": "A",
    "capitals-and-digits": "A1",
    "capitals-and-points": "A.",
    "brackets": "(",
    "brackets-open": "(a",
    "and": "and ",
    "ands-and-names": "Ann Lee and ",
    "of-the": "Head of the ",
    "commas": "a, ",
    "by-and-by": "by the end of ",
    "quarters": "Q1 2025/26 to ",
    "from-to": "from January to ",
    "every": "every month until ",
    "slashes": "2025/26/",
    "percent": "40% of ",
    "actions-completed": "12 actions had been completed and ",
    "refs": "MB1, MB2 and ",
    "refs-merged": "MB1 merged with MB2 into ",
    "months": "January ",
    "ordinals": "1st ",
    "sentences": "The action was closed. ",
    "colons": "Lead: ",
    "ratings": "red amber green ",
    "semicolons": "June 2025; ",
    "breaks": "June 2025\x0b",
    "quotes": '"a',
    "dots": ".",
    "bullets": "• a ",
    "zeros": "0",
    "roman": "iv",
    "tildes": "~ ",
    "marks-on-a-letter": "\u0315\u0300",
    "labels": "status rating ",
    "announcements": "The following actions were merged because ",
}
"""Long words of what our own searches look for; one that backtracks without bound would never end on one of them."""


def _long(words: str, size: int) -> str:
    return (words * (1 + size // len(words)))[:size]


def _slow_column(column: int, words: str) -> bytes:
    rows = [list(row) for row in TABLE]
    rows[2][column] = words
    return "\n".join("\t".join(row) for row in rows).encode()


def _slow_prose(words: str) -> bytes:
    return f"Minutes of the meeting\n\n{words.strip()}.\n\n{_PLAN}".encode()


_SIZES = (1_500, 40_000)
for _what, _words in SLOW_WORDS.items():
    for _column, _name in enumerate(("ref", "action", "owner", "timescale", "rating")):
        case(f"slow-{_name}-{_what}.txt", _SLOW, SAFE, sizes=_SIZES)(
            lambda size, column=_column, words=_words: _slow_column(column, _long(words, size) + "x")
        )
    case(f"slow-prose-{_what}.txt", _SLOW, SAFE, sizes=_SIZES)(
        lambda size, words=_words: _slow_prose(_long(words, size) + "x")
    )
    case(f"slow-header-{_what}.txt", _SLOW, SAFE, sizes=_SIZES)(
        lambda size, words=_words: _PLAN.replace("Due by", _long(words, size) + "x").encode()
    )
