"""Tracked changes: what one view of a Word file shows.

The final view is the file as if every change were accepted, the original view as if every change were rejected.
"""

from __future__ import annotations

from extract.readers.word_xml import Element, attribute, child, w

__all__ = ["View"]

_INSERTED = ("ins", "moveTo", "cellIns")
_DELETED = ("del", "moveFrom", "cellDel")


class View:
    """Which of the two views is read; answers for runs, paragraph marks, rows, cells and properties."""

    def __init__(self, final: bool) -> None:
        self.final = final
        self.gone = frozenset(w(name) for name in (_DELETED if final else _INSERTED))

    def lost(self, properties: Element | None) -> bool:
        """Whether what these properties belong to (a row, a cell, a paragraph mark) is not in this view."""
        return properties is not None and any(found.tag in self.gone for found in properties)

    def properties(self, element: Element, name: str) -> Element | None:
        """An element's properties as this view has them: rejected, a change of format gives back the old ones.

        Marks of insertion and deletion always stand in the present properties, so ask `lost` of those.
        """
        return self.shown(child(element, name), name)

    def shown(self, present: Element | None, name: str) -> Element | None:
        """The same, given the present properties."""
        if present is None or self.final:
            return present
        change = present.find(w(f"{name}Change"))
        if change is None:
            return present
        former = change.find(w(name))
        return former if former is not None else change

    def vertical_merge(self, present: Element | None, shown: dict[str, Element]) -> str | None:
        """A cell's vertical merge, ``restart`` or ``continue``; None when none. A tracked merge has both states."""
        merge = child(present, "cellMerge")
        if merge is not None:
            state = attribute(merge, "vMerge" if self.final else "vMergeOrig")
            return {"cont": "continue", "rest": "restart"}.get(state or "")
        plain = shown.get(w("vMerge"))
        return None if plain is None else (attribute(plain, "val") or "continue")
