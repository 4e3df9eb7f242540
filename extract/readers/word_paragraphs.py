"""One Word paragraph as its view shows it: text, struck text, computed number, look and heading level."""

from __future__ import annotations

from typing import NamedTuple

from extract.readers.lines import PLAIN, Label, Line, line_of
from extract.readers.word_numbering import Numbering
from extract.readers.word_revisions import View
from extract.readers.word_runs import Inline, RunReader
from extract.readers.word_styles import ParagraphStyle, Styles, look_over
from extract.readers.word_xml import Element, child, value, whole

__all__ = ["ParagraphReader", "Part"]

_BODY_LEVEL = 9


class Part(NamedTuple):
    """A paragraph of the file. `runs_on`: the view has no end for it, so that the next one goes on in it."""

    element: Element
    properties: Element | None
    style: ParagraphStyle
    runs_on: bool


class ParagraphReader:
    """Reads paragraphs in document order (the order counts: numbering is computed on the way)."""

    def __init__(self, view: View, styles: Styles, numbering: Numbering) -> None:
        self._view = view
        self._styles = styles
        self._numbering = numbering
        self._runs = RunReader(view, styles)

    def part(self, paragraph: Element) -> Part:
        """A paragraph as the file has it, with what its properties say."""
        present = child(paragraph, "pPr")
        shown = self._view.shown(present, "pPr")
        style = self._styles.paragraph(value(shown, "pStyle"))
        mark = child(present, "rPr")
        runs_on = mark is not None and (self._view.lost(mark) or look_over(PLAIN, mark).hidden)
        return Part(paragraph, shown, style, runs_on)

    def read(self, parts: list[Part]) -> tuple[Line, Inline]:
        """One paragraph, and what was found inside it; several parts are paragraphs that the view joins.

        The joined paragraph is what its last part says it is (style, number), unless all its text comes from before.
        """
        inside, owner = Inline(), parts[-1]
        telling = [part for part in parts if self._tells(part, inside)]
        if telling and telling[-1] is not owner:
            owner = telling[0]
        return self._line(owner, inside), inside

    def is_blank(self, parts: list[Part]) -> bool:
        """Whether the view has nothing in these paragraphs."""
        return not any(self._tells(part, Inline()) for part in parts)

    def _tells(self, part: Part, inside: Inline) -> bool:
        """Read a part into `inside`; whether it had anything."""
        before = len(inside.spans) + len(inside.boxes)
        self._runs.read(part.element, part.style.look, inside)
        return len(inside.spans) + len(inside.boxes) > before

    def _line(self, owner: Part, inside: Inline) -> Line:
        properties, style = owner.properties, owner.style
        label = self._label(properties, style) if properties is not None or style.num_id else None
        struck = label is not None and _mark_struck(properties, style)
        level = style.level if properties is None else _outline(properties, style)
        return line_of(inside.spans, label, level, style.name, struck)

    def _label(self, properties: Element | None, style: ParagraphStyle) -> Label | None:
        """The number of a list item, from its own properties or from its style; list 0 means none."""
        own = child(properties, "numPr")
        stated = whole(value(own, "ilvl"))
        own_id = value(own, "numId")
        num_id = own_id or style.num_id
        if num_id is None or num_id == "0":
            return None
        if stated is None and own_id is None:
            stated = self._numbering.level_of_style(num_id, style.lineage)
        return self._numbering.label(num_id, stated if stated is not None else style.num_level or 0)


def _mark_struck(properties: Element | None, style: ParagraphStyle) -> bool:
    """Whether the end of the paragraph is struck, and with it its number."""
    mark = child(properties, "rPr")
    return (look_over(style.look, mark) if mark is not None else style.look).struck


def _outline(properties: Element | None, style: ParagraphStyle) -> int | None:
    """The heading level that the paragraph itself or its style gives."""
    stated = whole(value(properties, "outlineLvl"))
    if stated is None:
        return style.level
    return None if stated >= _BODY_LEVEL else stated + 1
