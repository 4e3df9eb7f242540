"""The zip package of a Word file: its parts and how they refer to each other.

Only the parts that hold text are opened, so that a broken picture reference or missing thumbnail never costs the paper.
"""

from __future__ import annotations

import posixpath

from extract.errors import PaperUnsupported
from extract.readers.office_zip import open_zip, parse_xml, read_part
from extract.readers.word_xml import Element

__all__ = ["Package"]

_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


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
        return None if stored is None else parse_xml(read_part(self._archive, stored), name)

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
