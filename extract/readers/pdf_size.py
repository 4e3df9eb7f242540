"""How much a PDF unpacks to, looked at before an engine opens it: an engine would unpack it all, without end."""

from __future__ import annotations

import re
import zlib

from extract.errors import PaperTooLarge

__all__ = ["MOST_ON_A_PAGE", "refuse_bombs"]

MOST_ON_A_PAGE = 200_000
"""Characters, or things drawn, on one page that is read: a sheet of A0 in print of 5 points holds half of that."""
_STREAM = re.compile(rb"/(?:FlateDecode|Fl)\b")
_NESTED = re.compile(rb"/Filter\s*\[(?:[^\]]*?/(?:FlateDecode|Fl|LZWDecode|RunLengthDecode)\b){2}")
_START = re.compile(rb"stream\r?\n")
_ASIDE = re.compile(rb"/Subtype\s*/Image\b|/EmbeddedFile\b")
_DICTIONARY = 4096
"""Bytes between a filter's name and its stream, at most."""
_LARGE = 100_000
"""Packed bytes; a smaller stream, packed once, cannot unpack to more than a thousand times that."""
_MOST_UNPACKED = 100_000_000
_STEP = 1_000_000


def refuse_bombs(data: bytes) -> None:
    """Raise PaperTooLarge where a stream that holds no picture or attachment unpacks to more than any page needs.

    Only streams that could are looked at: large ones, and those that are packed several times over.
    """
    at = 0
    while (named := _STREAM.search(data, at)) is not None:
        start = _START.search(data, named.end(), named.end() + _DICTIONARY)
        at = named.end()
        if start is None:
            continue
        at = start.end()
        end = data.find(b"endstream", at)
        head = data[data.rfind(b"obj", 0, start.start()) : start.start()]
        layers = 2 if _NESTED.search(head) else 1
        length = (end if end >= 0 else len(data)) - at
        if (layers > 1 or length > _LARGE) and not _ASIDE.search(head):
            _measure(data[at : at + length], layers)


def _measure(packed: bytes, layers: int) -> None:
    """Unpack a stream step by step, as often as it is packed, and stop where it comes to too much."""
    unpacker = zlib.decompressobj()
    inner = zlib.decompressobj() if layers > 1 else None
    unpacked = 0
    try:
        while packed and unpacked <= _MOST_UNPACKED:
            step = unpacker.decompress(packed, _STEP)
            packed = unpacker.unconsumed_tail
            unpacked += len(step) if inner is None else _inside(inner, step, _MOST_UNPACKED - unpacked)
    except zlib.error:  # locked, broken, or packed in another way
        return
    if unpacked > _MOST_UNPACKED:
        raise PaperTooLarge(
            f"a part of the file unpacks to over {_MOST_UNPACKED:,} bytes, which no page needs; open it, print it to "
            "PDF, and run again"
        )


def _inside(unpacker: zlib._Decompress, packed: bytes, most: int) -> int:
    """How many bytes a step of the outer packing holds, counted to a little over `most`."""
    unpacked = 0
    while packed and unpacked <= most:
        unpacked += len(unpacker.decompress(packed, _STEP))
        packed = unpacker.unconsumed_tail
    return unpacked
