"""One Word paragraph as its view shows it: text, struck text, computed number, look and heading level."""

from __future__ import annotations

from dataclasses import dataclass

from extract.readers.lines import tidy
from extract.readers.word_numbering import Label, Numbering
from extract.readers.word_revisions import View
from extract.readers.word_runs import Inline, RunReader, Span
from extract.readers.word_styles import ParagraphStyle, Styles, look_over
from extract.readers.word_xml import Element, value, w, whole

__all__ = ["Line", "ParagraphReader"]

_BODY_LEVEL = 9


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph read. `text` leaves out what is struck or hidden; `level` is the heading level its style gives."""

    text: str
    struck: str = ""
    hidden: str = ""
    label: Label | None = None
    level: int | None = None
    style: str = ""
    bold: bool = False
    italic: bool = False
    size: int = 0
    inside: Inline | None = None

    def numbered(self) -> str:
        """The text with its number or bullet before it; a bullet before nothing is nothing."""
        if self.label is None or (self.label.is_bullet and not self.text):
            return self.text
        return f"{self.label.text} {self.text}".rstrip()


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

    def read(self, parts: list[Element]) -> Line:
        """One paragraph; several parts are paragraphs that the view joins.

        The joined paragraph is what its last part says it is (style, number), unless all its text comes from before.
        """
        inside, owner = Inline(), parts[-1]
        for part in parts:
            before = len(inside.spans)
            self._runs.read(part, self._style(part).look, inside)
            if part is not parts[-1] and len(inside.spans) > before and owner is parts[-1]:
                owner = part
        if len(parts) > 1 and len(inside.spans) > before:
            owner = parts[-1]
        return self._line(owner, inside)

    def _style(self, paragraph: Element) -> ParagraphStyle:
        properties = paragraph.find(w("pPr"))
        if properties is None:
            return self._styles.paragraph(None)
        return self._styles.paragraph(value(self._view.properties(paragraph, "pPr"), "pStyle"))

    def _line(self, owner: Element, inside: Inline) -> Line:
        properties = self._view.properties(owner, "pPr")
        style = self._styles.paragraph(value(properties, "pStyle"))
        label = self._label(properties, style) if properties is not None or style.num_id else None
        shown, struck, hidden = _sorted(inside.spans)
        looks = [span.look for span in inside.spans if not (span.look.struck or span.look.hidden) and span.text.strip()]
        if label is not None and not label.is_bullet and not shown and self._mark_struck(properties, style):
            struck, label = f"{label.text} {struck}".rstrip(), None
        return Line(
            text=shown,
            struck=struck,
            hidden=hidden,
            label=label,
            level=_outline(properties, style),
            style=style.name,
            bold=bool(looks) and all(look.bold for look in looks),
            italic=bool(looks) and all(look.italic for look in looks),
            size=max((look.size for look in looks), default=0),
            inside=inside if inside.boxes or inside.notes or inside.pictures else None,
        )

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


def _sorted(spans: list[Span]) -> tuple[str, str, str]:
    """The text that is shown, the text that is struck, and the text that is hidden."""
    if len(spans) == 1 and not (spans[0].look.struck or spans[0].look.hidden or spans[0].look.capitals):
        return tidy(spans[0].text), "", ""
    shown: list[str] = []
    struck: list[str] = []
    hidden: list[str] = []
    for text, look in spans:
        into = hidden if look.hidden else struck if look.struck else shown
        into.append(text.upper() if look.capitals else text)
    return tidy("".join(shown)), tidy("".join(struck)), tidy("".join(hidden))
