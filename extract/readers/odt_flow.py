"""The walk through an OpenDocument text: lines and tables in document order, each once, in the view asked for.

In the file a tracked insertion is a range of the text and a tracked deletion a point in it, with what was deleted kept
apart. The final view passes over the points; the original view puts back what was deleted and leaves out the ranges.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from extract.document import Piece
from extract.readers.left_out import LeftOut
from extract.readers.lines import Line, Look, Span, line_of
from extract.readers.odt_lists import ListItem, OdtLists, OpenList
from extract.readers.odt_styles import OdtStyles
from extract.readers.odt_tables import frame_of, read_table
from extract.readers.odt_xml import Element, attribute, local_name, name
from extract.readers.symbols import readable
from extract.readers.word_xml import whole

__all__ = ["Flow"]

_PARAGRAPH, _HEADING, _LIST, _TABLE = name("text:p"), name("text:h"), name("text:list"), name("table:table")
_START, _END, _POINT = name("text:change-start"), name("text:change-end"), name("text:change")
_SKIPPED = frozenset(
    map(
        name, ("text:tracked-changes", "office:annotation", "office:annotation-end", "text:placeholder", "office:forms")
    )
) | frozenset(map(name, ("text:sequence-decls", "text:variable-decls", "text:user-field-decls", "text:ruby-text")))
_WHITE = re.compile(r"[ \t\r\n]+")
_INFO = name("office:change-info")
_PIECES = frozenset({_PARAGRAPH, _HEADING})


@dataclass
class _Open:
    """A paragraph that is being read; the view may join several into it."""

    element: Element
    item: ListItem | None
    spans: list[Span] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)


class Flow:
    """One story of the file: ask `blocks` for what stands in an element."""

    def __init__(self, styles: OdtStyles, changes: Element | None, final: bool) -> None:
        """`changes` is the story's ``text:tracked-changes``."""
        self._styles = styles
        self._lists = OdtLists(styles)
        self._final = final
        self._regions = _regions(changes)
        self._inserting: set[str] = set()
        self.left = LeftOut()
        self.notes: list[Element] = []
        self.marks = 0
        """How often the walk met text that the view does not show."""

    def blocks(self, container: Element) -> Iterator[Line | Piece]:
        """The lines and tables in a body, cell, text box or note, in order; a text box follows its paragraph."""
        reading = _Reading(self)
        reading.walk(container, None)
        reading.finish()
        yield from reading.found

    @property
    def is_inserting(self) -> bool:
        """Whether what is read now was inserted and the view does not show it."""
        return bool(self._inserting)

    def change(self, mark: Element) -> Element | None:
        """Take note of a mark of change; gives the deleted text that the view has to put back."""
        key = attribute(mark, "text:change-id") or ""
        kind, deleted = self._regions.get(key, ("", None))
        if mark.tag == _START and kind == "insertion" and not self._final:
            self._inserting.add(key)
            self.marks += 1
        elif mark.tag == _END:
            self._inserting.discard(key)
        elif mark.tag == _POINT and kind == "deletion":
            if not self._final and not self._inserting:
                return deleted
            self.marks += 1
        return None

    def line(self, opened: _Open) -> Line:
        """A paragraph that has come to its end."""
        style = self._styles.paragraph(attribute(opened.element, "text:style-name"))
        level = style.level
        if opened.element.tag == _HEADING:
            level = whole(attribute(opened.element, "text:outline-level")) or level or 1
        label = None
        if opened.item is not None:
            label = self._lists.label(opened.item, style.list_style)
        elif opened.element.tag == _HEADING and style.list_style != "":
            label = self._lists.heading(level or 1)
        struck = label is not None and style.look.struck
        line = line_of(opened.spans, label, level, style.name, struck)
        if line.hidden:
            self.left.hidden.append(line.hidden)
        return line

    def look(self, paragraph: Element) -> Look:
        """The look that a paragraph's style gives."""
        return self._styles.paragraph(attribute(paragraph, "text:style-name")).look

    def span(self, base: Look, element: Element) -> Look:
        """The look of a span in a paragraph."""
        return self._styles.span(base, attribute(element, "text:style-name"))

    def begin_list(self, element: Element) -> OpenList:
        """A list that begins here."""
        return self._lists.begin(element)

    def table(self, table: Element) -> Piece | None:
        """A table that stands here."""
        return read_table(table, self._styles, self.blocks, lambda: self.marks, self.left.covered)


class _Reading:
    """The reading of one container: paragraphs are opened, filled and closed, whatever wraps or splits them."""

    def __init__(self, flow: Flow) -> None:
        self.found: list[Line | Piece] = []
        self._flow = flow
        self._open: _Open | None = None
        self._inline: dict[str, Callable[[Element, Look], None]] = {
            name("text:span"): lambda e, look: self._text(e, flow.span(look, e)),
            name("text:s"): lambda _, look: self._say(" ", look),
            name("text:tab"): lambda _, look: self._say(" ", look),
            name("text:line-break"): lambda _, look: self._say("\n", look),
            name("text:note"): lambda e, _: flow.notes.append(e),
            name("text:hidden-text"): lambda e, look: self._text(e, look._replace(hidden=True)),
            name("draw:frame"): lambda e, _: self._frame(e),
            _START: lambda e, _: self._changed(e),
            _END: lambda e, _: self._changed(e),
            _POINT: lambda e, _: self._changed(e),
        }

    def walk(self, container: Iterable[Element], item: ListItem | None) -> None:
        """Whatever stands in a container, at block level."""
        for child in container:
            tag = child.tag
            if tag in _PIECES:
                self._paragraph(child, item)
            elif tag == _TABLE:
                self._table(child)
            elif tag == _LIST:
                self._list(child, item)
            elif tag in (_START, _END, _POINT):
                self._changed(child)
            elif tag == name("draw:frame"):
                self._frame(child)
            elif tag not in _SKIPPED and attribute(child, "text:display") != "none":
                self.walk(child, item)

    def close(self) -> None:
        """The end of a paragraph: it is a line now, and its text boxes follow it."""
        opened, self._open = self._open, None
        if opened is None:
            return
        self.found.append(self._flow.line(opened))
        for box in opened.boxes:
            self.found.extend(self._flow.blocks(box))

    def finish(self) -> None:
        """The end of the container; a paragraph that only an insertion opened was never there."""
        if self._open is not None and (self._open.spans or self._open.boxes or not self._flow.is_inserting):
            self.close()

    def _paragraph(self, paragraph: Element, item: ListItem | None) -> None:
        was_inserting = self._flow.is_inserting
        if self._open is None:
            self._open = _Open(paragraph, item)
        elif not self._open.spans:
            self._open.element, self._open.item = paragraph, item
        self._text(paragraph, self._flow.look(paragraph))
        if not self._flow.is_inserting:
            self.close()
        elif was_inserting and self._open is not None and not self._open.spans:
            self._open = None

    def _table(self, table: Element) -> None:
        self.close()
        frame = frame_of(table)
        if frame is not None:
            self.walk(frame, None)
            self.close()
            return
        piece = self._flow.table(table)
        if piece is not None:
            self.found.append(piece)

    def _list(self, element: Element, outer: ListItem | None) -> None:
        own = attribute(element, "text:style-name")
        opened = self._flow.begin_list(element) if outer is None else outer.list
        level = 0 if outer is None else outer.level + 1
        for entry in element:
            kind = local_name(entry)
            if kind in {"list-item", "list-header"}:
                start = whole(attribute(entry, "text:start-value"))
                style = attribute(entry, "text:style-override") or (own if outer is not None else None)
                style = style or (outer.style if outer is not None else None)
                self.walk(entry, ListItem(opened, level, start, kind == "list-header", style))
            elif entry.tag in (_START, _END, _POINT):
                self._changed(entry)

    def _text(self, element: Element, look: Look) -> None:
        """The text in a paragraph or span, with what stands between it."""
        self._say(element.text, look)
        for child in element:
            handle = self._inline.get(str(child.tag))
            if handle is not None:
                handle(child, look)
            elif child.tag not in _SKIPPED and isinstance(child.tag, str):
                self._other(child, look)
            self._say(child.tail, look)

    def _other(self, child: Element, look: Look) -> None:
        """A field, link or mark is looked through; a drawn shape holds paragraphs of its own."""
        if child.find(_PARAGRAPH) is not None and self._open is not None:
            self._open.boxes.append(child)
        else:
            self._text(child, look)

    def _say(self, text: str | None, look: Look) -> None:
        if not text or self._open is None:
            return
        if self._flow.is_inserting:
            self._flow.marks += 1
        else:
            self._open.spans.append(Span(text if text == "\n" else readable(_WHITE.sub(" ", text)), look))

    def _frame(self, frame: Element) -> None:
        """A frame holds the same thing in one or several forms: its text box if it has one, else a picture."""
        if self._flow.is_inserting:
            return
        box = frame.find(name("draw:text-box"))
        if box is None:
            self._flow.left.pictures += 1
        elif self._open is not None:
            self._open.boxes.append(box)
        else:
            self.found.extend(self._flow.blocks(box))

    def _changed(self, mark: Element) -> None:
        """A mark of change: where the view has it, the deleted text goes on in the paragraph that is open."""
        deleted = self._flow.change(mark)
        if deleted is None:
            return
        opened = self._open
        for number, child in enumerate(part for part in deleted if part.tag != _INFO):
            if child.tag not in _PIECES:
                self.close()
                self.walk([child], None)
                continue
            if number or opened is None:
                self.close()
                self._open = _Open(child, None)
            self._text(child, self._flow.look(child))
        if opened is None:
            self.close()
        elif self._open is None:
            self._open = _Open(opened.element, opened.item)


def _regions(changes: Element | None) -> dict[str, tuple[str, Element | None]]:
    """Change id → its kind and, of a deletion, what was deleted."""
    found: dict[str, tuple[str, Element | None]] = {}
    for region in changes if changes is not None else ():
        key = attribute(region, "text:id") or attribute(region, "xml:id") or ""
        for change in region:
            found[key] = (local_name(change), change if local_name(change) == "deletion" else None)
    return found
