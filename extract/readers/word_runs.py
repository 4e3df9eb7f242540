"""What stands inside one Word paragraph: its text with the look of each run, its text boxes, its note marks.

Content controls, links, smart tags, fields and alternate drawings are looked through; field codes, placeholders of
unfilled controls and what the view does not show are left out.
"""

from __future__ import annotations

from collections.abc import Iterator

from extract.readers.lines import Look, Span
from extract.readers.symbols import readable, symbol
from extract.readers.word_revisions import View
from extract.readers.word_styles import Styles, look_over
from extract.readers.word_xml import MC, Element, attribute, is_on, m, value, w, whole

__all__ = ["Inline", "RunReader", "is_placeholder", "one_alternative"]


class Inline:
    """What was found inside one paragraph (or several that the view joins)."""

    __slots__ = ("boxes", "notes", "pictures", "spans")

    def __init__(self) -> None:
        self.spans: list[Span] = []
        self.boxes: list[Element] = []
        self.notes: list[tuple[str, str]] = []
        """(kind, id) of the notes referred to: kind is ``footnote`` or ``endnote``."""
        self.pictures = 0


_TEXT, _DELETED_TEXT, _MATH_TEXT = w("t"), w("delText"), m("t")
_SPACES = {w("tab"): " ", w("ptab"): " ", w("br"): "\n", w("cr"): "\n", w("noBreakHyphen"): "-"}
_NOTES = {w("footnoteReference"): "footnote", w("endnoteReference"): "endnote"}
_DRAWINGS = frozenset({w("drawing"), w("pict"), w("object")})
_RUNS = frozenset({w("r"), m("r")})
_SKIPPED = frozenset(map(w, (
    "pPr", "rPr", "sdtPr", "sdtEndPr", "smartTagPr", "customXmlPr", "rubyPr", "rt", "instrText", "delInstrText",
    "softHyphen", "footnoteRef", "endnoteRef", "annotationRef", "bookmarkStart", "bookmarkEnd", "proofErr",
    "lastRenderedPageBreak", "commentRangeStart", "commentRangeEnd",
)))  # fmt: skip
_BOX, _CONTROL, _ALTERNATIVES = w("txbxContent"), w("sdt"), f"{MC}AlternateContent"
_PICTURE = "{http://schemas.openxmlformats.org/drawingml/2006/picture}pic"


class RunReader:
    """Reads the inside of paragraphs in one view."""

    def __init__(self, view: View, styles: Styles) -> None:
        self._view = view
        self._styles = styles
        self._character: dict[tuple[Look, str], Look] = {}

    def read(self, paragraph: Element, base: Look, into: Inline) -> None:
        """Add what stands in a paragraph to `into`; `base` is the look its style gives."""
        self._walk(paragraph, base, into, _Field())

    def _walk(self, element: Element, base: Look, into: Inline, field: _Field) -> None:
        for child in element:
            tag = child.tag
            if tag in _RUNS:
                self._run(child, base, into, field)
            elif tag in _SKIPPED or tag in self._view.gone or (tag == _CONTROL and is_placeholder(child)):
                continue
            elif tag == _ALTERNATIVES:
                self._walk(one_alternative(child), base, into, field)
            elif len(child):
                self._walk(child, base, into, field)

    def _run(self, run: Element, base: Look, into: Inline, field: _Field) -> None:
        shown = self._view.properties(run, "rPr")
        look = base if shown is None or not len(shown) else self._look(base, shown)
        for child in run:
            self._piece(child, look, into, field)

    def _look(self, base: Look, properties: Element) -> Look:
        named = value(properties, "rStyle")
        if named:
            key = (base, named)
            if key not in self._character:
                self._character[key] = self._styles.character(base, named)
            base = self._character[key]
        return look_over(base, properties)

    def _piece(self, child: Element, look: Look, into: Inline, field: _Field) -> None:
        """One child of a run."""
        tag = child.tag
        if tag in (_TEXT, _MATH_TEXT, _DELETED_TEXT):
            if not field.in_code and child.text:
                into.spans.append(Span(readable(child.text), look))
        elif tag in _SPACES:
            if not field.in_code:
                into.spans.append(Span(_SPACES[tag], look))
        elif tag in _SKIPPED:
            return
        elif tag == w("fldChar"):
            into.spans.extend(Span(text, look) for text in field.meet(child))
        elif tag == w("sym"):
            into.spans.append(Span(symbol(attribute(child, "font"), attribute(child, "char")), look))
        elif tag in _NOTES:
            into.notes.append((_NOTES[tag], attribute(child, "id") or ""))
        elif tag in _DRAWINGS:
            self._drawing(child, into)
        elif tag == _ALTERNATIVES:
            for inner in one_alternative(child):
                self._piece(inner, look, into, field)
        elif len(child):
            self._walk(child, look, into, field)

    def _drawing(self, drawing: Element, into: Inline) -> None:
        boxes = list(_boxes(drawing))
        into.boxes.extend(boxes)
        if not boxes and (next(drawing.iter(_PICTURE), None) is not None or drawing.tag == w("object")):
            into.pictures += 1


class _Field:
    """Where a paragraph stands in its fields: between "begin" and "separate" is code, the rest is the shown result."""

    __slots__ = ("_open",)

    def __init__(self) -> None:
        self._open: list[bool] = []

    @property
    def in_code(self) -> bool:
        return any(self._open)

    def meet(self, mark: Element) -> Iterator[str]:
        """Take note of a field mark; yields what a form field shows without a result of its own."""
        kind = attribute(mark, "fldCharType")
        if kind == "begin":
            if not self.in_code:
                yield from _form_field(mark.find(w("ffData")))
            self._open.append(True)
        elif self._open and kind == "separate":
            self._open[-1] = False
        elif self._open and kind == "end":
            self._open.pop()


def _form_field(data: Element | None) -> Iterator[str]:
    """What a tick box or drop-down of an old form shows."""
    if data is None:
        return
    ticked, choice = data.find(w("checkBox")), data.find(w("ddList"))
    if ticked is not None:
        state = ticked.find(w("checked"))
        state = ticked.find(w("default")) if state is None else state
        yield "☒" if state is not None and is_on(state) else "☐"
    if choice is not None:
        entries = [attribute(entry, "val") or "" for entry in choice.iterchildren(w("listEntry"))]
        chosen = whole(value(choice, "result")) or whole(value(choice, "default")) or 0
        yield entries[chosen] if 0 <= chosen < len(entries) else ""


def is_placeholder(control: Element) -> bool:
    """Whether a content control is unfilled and shows only its prompt ("Click to enter a date")."""
    properties = control.find(w("sdtPr"))
    prompt = properties.find(w("showingPlcHdr")) if properties is not None else None
    return prompt is not None and is_on(prompt)


def one_alternative(alternatives: Element) -> Element:
    """Of the same thing written for several readers, the first that holds text; a drawing is never read twice."""
    options = [option for option in alternatives if option.tag in (f"{MC}Choice", f"{MC}Fallback")]
    for option in options:
        if next(option.iter(_TEXT, _DELETED_TEXT, _PICTURE), None) is not None:
            return option
    return options[0] if options else alternatives


def _boxes(element: Element) -> Iterator[Element]:
    """The text boxes in a drawing, outermost only (an inner one is met when the outer one is read)."""
    for child in element:
        if child.tag == _BOX:
            yield child
        elif child.tag == _ALTERNATIVES:
            yield from _boxes(one_alternative(child))
        elif len(child):
            yield from _boxes(child)
