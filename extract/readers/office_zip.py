"""The zip that an office file is, opened with care: what it is, whether it is whole, how large it unpacks."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Sequence

from lxml import etree

from extract.errors import PaperDamaged, PaperEncrypted, PaperTooLarge, PaperUnsupported
from extract.readers.word_xml import Element

__all__ = ["open_zip", "parse_xml", "read_part"]

OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_MOST_MEMBERS = 10_000
_STEEPEST = 200
"""How many times its size a file may unpack to: tables of one word repeated come to about 100."""
_SMALL = 20_000_000
"""Bytes that may be unpacked whatever the ratio."""
_STRICT = (  # ISO "strict" files use other namespaces for the same elements
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (b"http://purl.oclc.org/ooxml/officeDocument/math", b"http://schemas.openxmlformats.org/officeDocument/2006/math"),
    (b"http://purl.oclc.org/ooxml/drawingml/main", b"http://schemas.openxmlformats.org/drawingml/2006/main"),
)


def open_zip(data: bytes, max_bytes: int) -> zipfile.ZipFile:
    """The zip that an office file is.

    Raises PaperEncrypted, PaperUnsupported, PaperDamaged or PaperTooLarge, each with what to do next.
    """
    if data.startswith(OLE_MAGIC):
        if _ENCRYPTED in data:
            raise PaperEncrypted("the file is protected by a password: open it, save it without one, and run again")
        raise PaperUnsupported("the file is an old binary Office file whatever its name: give it the suffix .doc")
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError) as error:
        raise PaperDamaged(
            "the file is cut off or broken (no readable zip): fetch it again, or save it again"
        ) from error
    _refuse_bombs(archive.infolist(), len(data), max_bytes)
    return archive


def _refuse_bombs(members: Sequence[zipfile.ZipInfo], size: int, max_bytes: int) -> None:
    """Refuse what would unpack without end, before anything is unpacked: every member counts, whatever its name.

    The directory cannot understate a size: no more of a member is ever unpacked than it says.
    """
    if len(members) > _MOST_MEMBERS:
        raise PaperTooLarge(
            f"the file holds {len(members):,} members, and an office file has {_MOST_MEMBERS:,} at most: open it in "
            "the program that made it and save it again, or as PDF"
        )
    unpacked = sum(member.file_size for member in members)
    if unpacked > max_bytes:
        raise PaperTooLarge(
            f"the file unpacks to {unpacked:,} bytes, over max_bytes = {max_bytes:,}: raise max_bytes if you trust it"
        )
    if unpacked > _SMALL and unpacked > _STEEPEST * size:
        raise PaperTooLarge(
            f"the file unpacks to {unpacked:,} bytes, {unpacked // size:,} times its size, which no paper does: open "
            "it in the program that made it and save it again, or as PDF"
        )


def parse_xml(data: bytes, part: str) -> Element:
    """The tree of one part; entities are never expanded. Raises PaperDamaged."""
    if b"purl.oclc.org" in data:
        for strict, usual in _STRICT:
            data = data.replace(strict, usual)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        if "depth" in str(error):
            raise PaperDamaged(
                f"the part {part} of the file nests its elements too deeply: save the file again, or as PDF"
            ) from error
        raise PaperDamaged(
            f"the part {part} of the file is broken: open it in Word, repair it, and save it again"
        ) from error


def read_part(archive: zipfile.ZipFile, name: str) -> bytes:
    """The bytes of one part. Raises PaperDamaged or PaperEncrypted."""
    try:
        return archive.read(name)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError) as error:
        raise PaperDamaged(f"the part {name} of the file is cut off: fetch the file again from its source") from error
    except (RuntimeError, NotImplementedError) as error:
        raise PaperEncrypted("the zip is protected by a password: save the file without one, and run again") from error
