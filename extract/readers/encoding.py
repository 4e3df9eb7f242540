"""Bytes to text: which encoding a text file is in, found from its bytes alone and said where it was assumed."""

from __future__ import annotations

import codecs
import re

from extract.errors import PaperUnsupported

__all__ = ["decode", "looks_binary"]

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE = 65_536
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\x0b\x0c\r\x1a\x1b"))
_CONTROL_TEXT = re.compile(r"[\x00-\x08\x0e-\x19\x1c-\x1f]")


def decode(data: bytes) -> tuple[str, str | None]:
    """The text of `data`, and what had to be assumed about its encoding (null where nothing had).

    A byte order mark decides; then UTF-16 is known by its zero bytes, UTF-8 by being valid, and Windows-1252 is what
    is left. Raises PaperUnsupported where the bytes are no text at all.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _marked(data, encoding)
    wide = _utf16_without_mark(data)
    if wide:
        return _marked(data, wide, f"no byte order mark; read as {wide.upper()} because every second byte is zero")
    if looks_binary(data):
        raise PaperUnsupported(
            "this is not text: it holds control bytes that no text has; open it in the program that made it and "
            "save it as PDF, Word or plain text"
        )
    return _eight_bit(data)


def looks_binary(data: bytes) -> bool:
    """Whether a sample of the bytes holds more control codes than any text does."""
    sample = data[:_SAMPLE]
    strange = len(sample) - len(sample.translate(None, _CONTROLS))
    return b"\0" in sample or strange * 100 > len(sample)


def _marked(data: bytes, encoding: str, note: str | None = None) -> tuple[str, str | None]:
    text = data.decode(encoding, errors="replace").removeprefix("\ufeff")
    if len(_CONTROL_TEXT.findall(text[:_SAMPLE])) * 50 > len(text[:_SAMPLE]) + 50:
        raise PaperUnsupported("this is not text, though it begins like it; save it again as PDF, Word or plain text")
    lost = text.count("\ufffd")
    if lost:
        said = f"{lost} characters could not be read as {encoding.upper()} and stand as \ufffd"
        note = f"{note}; {said}" if note else said
    return text, note


def _utf16_without_mark(data: bytes) -> str | None:
    sample = data[: _SAMPLE - _SAMPLE % 2]
    pairs = len(sample) // 2
    if pairs < 2:
        return None
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd * 2 > pairs and even * 20 < pairs:
        return "utf-16-le"
    if even * 2 > pairs and odd * 20 < pairs:
        return "utf-16-be"
    return None


def _eight_bit(data: bytes) -> tuple[str, str | None]:
    try:
        return data.decode("utf-8"), None
    except UnicodeDecodeError:
        pass
    damaged = data.decode("utf-8", errors="replace")
    broken = damaged.count("\ufffd")
    whole = sum(1 for character in damaged if character > "\x7f") - broken
    if whole > broken:
        return damaged, f"UTF-8 with {broken} damaged characters, which stand as \ufffd"
    note = "not UTF-8; read as Windows-1252, the usual encoding of older Windows programs"
    return data.decode("cp1252", errors="windows_gaps"), note


def _windows_gaps(error: UnicodeError) -> tuple[str, int]:
    """The five byte values that Windows-1252 leaves undefined, as browsers read them: the control of that number."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return "".join(map(chr, error.object[error.start : error.end])), error.end


codecs.register_error("windows_gaps", _windows_gaps)
