"""One Word paragraph as its view shows it: text, struck text, computed number, look and heading level."""

from __future__ import annotations

from extract.readers.lines import Label, Line, line_of
from extract.readers.word_numbering import Numbering
from extract.readers.word_revisions import View
from extract.readers.word_runs import Inline, RunReader
from extract.readers.word_styles import ParagraphStyle, Styles, look_over
from extract.readers.word_xml import Element, value, w, whole

__all__ = ["ParagraphReader"]

_BODY_LEVEL = 9


class ParagraphReader:
    """Reads paragraphs in document order (the order counts: numbering is computed on the way)."""

    def __init__(self, view: View, styles: Styles, numbering: Numbering) -> None:
        self._view = view
        self._styles = styles
        self._numbering = numbering
        self._runs = RunReader(view, styles)

    def runs_on(self, paragraph: Element) -> bool:
        """Whether the view has no end for this paragraph, so that the next one goes on in it."""
        properties = paragraph.find(w("pPr"))
        mark = properties.find(w("rPr")) if properties is not None else None
        return mark is not None and (self._view.lost(mark) or look_over(self._styles.paragraph(None).look, mark).hidden)

    def read(self, parts: list[Element]) -> tuple[Line, Inline]:
        """One paragraph, and what was found inside it; several parts are paragraphs that the view joins.

        The joined paragraph is what its last part says it is (style, number), unless all its text comes from before.
        """
        inside = Inline()
        telling = [part for part in parts if self._tells(part, inside)]
        owner = parts[-1] if not telling or telling[-1] is parts[-1] else telling[0]
        return self._line(owner, inside), inside

    def is_blank(self, parts: list[Element]) -> bool:
        """Whether the view has nothing in these paragraphs."""
        return not any(self._tells(part, Inline()) for part in parts)

    def _tells(self, part: Element, inside: Inline) -> bool:
        """Read a part into `inside`; whether it had anything."""
        before = len(inside.spans) + len(inside.boxes)
        self._runs.read(part, self._style(part).look, inside)
        return len(inside.spans) + len(inside.boxes) > before

    def _style(self, paragraph: Element) -> ParagraphStyle:
        properties = paragraph.find(w("pPr"))
        if properties is None:
            return self._styles.paragraph(None)
        return self._styles.paragraph(value(self._view.properties(paragraph, "pPr"), "pStyle"))

    def _line(self, owner: Element, inside: Inline) -> Line:
        properties = self._view.properties(owner, "pPr")
        style = self._styles.paragraph(value(properties, "pStyle"))
        label = self._label(properties, style) if properties is not None or style.num_id else None
        struck = label is not None and self._mark_struck(properties, style)
        return line_of(inside.spans, label, _outline(properties, style), style.name, struck)

    def _label(self, properties: Element | None, style: ParagraphStyle) -> Label | None:
        """The number of a list item, from its own properties or from its style; list 0 means none."""
        own = properties.find(w("numPr")) if properties is not None else None
        stated = whole(value(own, "ilvl"))
        own_id = value(own, "numId")
        num_id = own_id or style.num_id
        if num_id is None or num_id == "0":
            return None
        if stated is None and own_id is None:
            stated = self._numbering.level_of_style(num_id, style.lineage)
        return self._numbering.label(num_id, stated if stated is not None else style.num_level or 0)

    def _mark_struck(self, properties: Element | None, style: ParagraphStyle) -> bool:
        mark = properties.find(w("rPr")) if properties is not None else None
        return (look_over(style.look, mark) if mark is not None else style.look).struck


def _outline(properties: Element | None, style: ParagraphStyle) -> int | None:
    """The heading level that the paragraph itself or its style gives."""
    stated = whole(value(properties, "outlineLvl"))
    if stated is None:
        return style.level
    return None if stated >= _BODY_LEVEL else stated + 1
