"""The zip that an office file is, opened with care: what it is, whether it is whole, how large it unpacks."""

from __future__ import annotations

import io
import zipfile
import zlib

from lxml import etree

from extract.errors import PaperDamaged, PaperEncrypted, PaperTooLarge, PaperUnsupported
from extract.readers.word_xml import Element

__all__ = ["open_zip", "parse_xml", "read_part"]

OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
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
    except (zipfile.BadZipFile, ValueError) as error:
        raise PaperDamaged("the file is cut off or broken (no readable zip): fetch it again from its source") from error
    unpacked = sum(info.file_size for info in archive.infolist() if info.filename.endswith((".xml", ".rels")))
    if unpacked > max_bytes:
        raise PaperTooLarge(
            f"the file unpacks to {unpacked:,} bytes, over max_bytes = {max_bytes:,}: raise max_bytes if you trust it"
        )
    return archive


def parse_xml(data: bytes, part: str) -> Element:
    """The tree of one part; entities are never expanded. Raises PaperDamaged."""
    if b"purl.oclc.org" in data:
        for strict, usual in _STRICT:
            data = data.replace(strict, usual)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise PaperDamaged(
            f"the part {part} of the file is broken: open it in Word, repair it, and save it again"
        ) from error


def read_part(archive: zipfile.ZipFile, name: str) -> bytes:
    """The bytes of one part. Raises PaperDamaged or PaperEncrypted."""
    try:
        return archive.read(name)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError) as error:
        raise PaperDamaged(f"the part {name} of the file is cut off: fetch the file again from its source") from error
    except (RuntimeError, NotImplementedError) as error:
        raise PaperEncrypted("the zip is protected by a password: save the file without one, and run again") from error
