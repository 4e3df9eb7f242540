"""The package of a Word file: its parts and how they refer to each other.

python-docx opens the package. Where it refuses one whose text is whole (a picture that is referred to and missing, the
ISO "strict" form), the parts are taken from the zip itself, so that a lost picture never costs the paper.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from typing import Protocol

from docx.opc.exceptions import OpcError
from docx.opc.package import OpcPackage
from lxml import etree

from extract.errors import PaperUnsupported
from extract.readers.office_zip import open_zip, parse_xml, read_part
from extract.readers.word_xml import Element

__all__ = ["Package"]

_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


_REFUSALS = (
    OpcError,
    AttributeError,
    EOFError,
    KeyError,
    NotImplementedError,
    OSError,
    RuntimeError,
    ValueError,
    etree.XMLSyntaxError,
    zipfile.BadZipFile,
    zlib.error,
)
"""What python-docx raises on packages it does not take; the zip is tried then, and says what is wrong with it."""


class _Parts(Protocol):
    """Where a package's parts come from. Names are without the leading slash; "" is the package itself."""

    def blob(self, name: str) -> bytes | None:
        """The bytes of a part, None when there is no such part."""

    def targets(self, name: str) -> dict[str, tuple[str, str]]:
        """What a part refers to inside the package: relationship id → (kind, part name)."""


class _Opened:
    """The parts as python-docx opened them."""

    def __init__(self, package: OpcPackage) -> None:
        self._package = package
        self._parts = {str(part.partname).lstrip("/").lower(): part for part in package.iter_parts()}

    def blob(self, name: str) -> bytes | None:
        part = self._parts.get(name.lower())
        return None if part is None else bytes(part.blob)

    def targets(self, name: str) -> dict[str, tuple[str, str]]:
        owner = self._parts.get(name.lower()) if name else self._package
        return {
            str(key): (str(relation.reltype).rpartition("/")[2], str(relation.target_part.partname).lstrip("/"))
            for key, relation in (owner.rels.items() if owner is not None else ())
            if not relation.is_external
        }


class _Zipped:
    """The parts as the zip holds them, opened as they are asked for."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._names = {name.lstrip("/").lower(): name for name in archive.namelist()}

    def blob(self, name: str) -> bytes | None:
        stored = self._names.get(name.lower())
        return None if stored is None else read_part(self._archive, stored)

    def targets(self, name: str) -> dict[str, tuple[str, str]]:
        folder, base = posixpath.split(name)
        blob = self.blob(posixpath.join(folder, "_rels", f"{base}.rels"))
        found: dict[str, tuple[str, str]] = {}
        for relation in parse_xml(blob, name).iter(_RELATIONSHIP) if blob is not None else ():
            if relation.get("TargetMode") == "External":
                continue
            kind = str(relation.get("Type", "")).rpartition("/")[2]
            target = str(relation.get("Target", ""))
            path = target if target.startswith("/") else posixpath.join("/", folder, target)
            found[str(relation.get("Id"))] = (kind, posixpath.normpath(path).lstrip("/"))
        return found


def _parts(data: bytes, archive: zipfile.ZipFile) -> _Parts:
    try:
        return _Opened(OpcPackage.open(io.BytesIO(data)))
    except _REFUSALS:
        return _Zipped(archive)


class Package:
    """A Word file's parts. Raises what `open_zip` raises, and PaperUnsupported where there is no document in it."""

    def __init__(self, data: bytes, max_bytes: int) -> None:
        self._parts = _parts(data, open_zip(data, max_bytes))
        main = self.related("", "officeDocument")
        if not main or self.tree(main[0]) is None:
            raise PaperUnsupported(
                "the file is a zip but no Word document: check what it is and give it its own suffix"
            )
        self.main = main[0]

    def tree(self, name: str) -> Element | None:
        """The tree of a part, None when the package has no such part."""
        blob = self._parts.blob(name)
        return None if blob is None else parse_xml(blob, name)

    def targets(self, part: str) -> dict[str, tuple[str, str]]:
        """What a part refers to: relationship id → (kind, part name); outside targets are left out."""
        return self._parts.targets(part)

    def related(self, part: str, kind: str) -> list[str]:
        """The names of the parts of one kind ("footnotes") that a part refers to."""
        return [name for found, name in self.targets(part).values() if found == kind]
