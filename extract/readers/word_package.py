"""The zip package of a Word file: its parts and how they refer to each other.

Only the parts that hold text are opened, so that a broken picture reference or missing thumbnail never costs the paper.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib

from lxml import etree

from extract.errors import PaperDamaged, PaperEncrypted, PaperTooLarge, PaperUnsupported
from extract.readers.word_xml import Element

__all__ = ["Package", "open_zip", "parse_xml"]

OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
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


class Package:
    """A Word file's parts, opened as they are asked for."""

    def __init__(self, data: bytes, max_bytes: int) -> None:
        self._archive = open_zip(data, max_bytes)
        self._names = {name.lstrip("/").lower(): name for name in self._archive.namelist()}
        main = self.related("", "officeDocument")
        if not main or self.tree(main[0]) is None:
            raise PaperUnsupported(
                "the file is a zip but no Word document: check what it is and give it its own suffix"
            )
        self.main = main[0]

    def tree(self, name: str) -> Element | None:
        """The tree of a part, None when the package has no such part."""
        stored = self._names.get(name.lower())
        if stored is None:
            return None
        try:
            return parse_xml(self._archive.read(stored), name)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError) as error:
            raise PaperDamaged(
                f"the part {name} of the file is cut off: fetch the file again from its source"
            ) from error
        except (RuntimeError, NotImplementedError) as error:
            raise PaperEncrypted(
                "the zip is protected by a password: save the file without one, and run again"
            ) from error

    def targets(self, part: str) -> dict[str, tuple[str, str]]:
        """What a part refers to: relationship id → (kind, part name); outside targets are left out."""
        folder, name = posixpath.split(part)
        relations = self.tree(posixpath.join(folder, "_rels", f"{name}.rels"))
        found: dict[str, tuple[str, str]] = {}
        for relation in relations.iter(_RELATIONSHIP) if relations is not None else ():
            if relation.get("TargetMode") == "External":
                continue
            kind = str(relation.get("Type", "")).rpartition("/")[2]
            target = str(relation.get("Target", ""))
            path = target if target.startswith("/") else posixpath.join("/", folder, target)
            found[str(relation.get("Id"))] = (kind, posixpath.normpath(path).lstrip("/"))
        return found

    def related(self, part: str, kind: str) -> list[str]:
        """The names of the parts of one kind ("footnotes") that a part refers to."""
        return [name for found, name in self.targets(part).values() if found == kind]
