"""The walk through one story of a Word file (body, header, note): lines and tables in document order, each once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from extract.document import Piece
from extract.readers.left_out import LeftOut
from extract.readers.lines import Line
from extract.readers.word_fills import Fills
from extract.readers.word_numbering import Numbering
from extract.readers.word_paragraphs import ParagraphReader, Part
from extract.readers.word_revisions import View
from extract.readers.word_runs import is_placeholder, one_alternative
from extract.readers.word_styles import Styles
from extract.readers.word_tables import TableReader
from extract.readers.word_xml import MC, Element, w

__all__ = ["Story", "WordParts"]

_PARAGRAPH, _TABLE, _CONTROL, _CHUNK = w("p"), w("tbl"), w("sdt"), w("altChunk")
_NO_CONTENT = frozenset(map(w, ("sectPr", "tcPr", "sdtPr", "sdtEndPr", "customXmlPr")))


@dataclass(frozen=True, slots=True)
class WordParts:
    """The parts of the file that every story needs."""

    view: View
    styles: Styles
    numbering: Element | None
    fills: Fills


@dataclass
class Story:
    """One story: ask `blocks` for what stands in an element; what was left out on the way is in `left`."""

    parts: WordParts
    notes: list[tuple[str, str]] = field(default_factory=list)
    left: LeftOut = field(default_factory=LeftOut)

    def __post_init__(self) -> None:
        """Numbers are counted within a story."""
        numbering = Numbering(self.parts.numbering, self.parts.styles)
        self._paragraphs = ParagraphReader(self.parts.view, self.parts.styles, numbering)
        self._tables = TableReader(self.parts.view, self.parts.fills, self.blocks, self.left.covered)

    def blocks(self, container: Element) -> Iterator[Line | Piece]:
        """The lines and tables in a body, cell, text box or note, in order; a text box follows its paragraph."""
        pending: list[Part] = []
        alone = True
        for element in self._unwrapped(container):
            if element.tag == _PARAGRAPH:
                pending.append(self._paragraphs.part(element))
                if not pending[-1].runs_on:
                    yield from self._line(pending)
                    pending, alone = [], False
                continue
            yield from self._rest(pending, alone=False)
            pending, alone = [], False
            yield from self._table(element)
        yield from self._rest(pending, alone)

    def _table(self, table: Element) -> Iterator[Line | Piece]:
        """A table; of one that only frames others, what stands in the frame."""
        frame = self._tables.frame(table)
        piece = self._tables.read(table) if frame is None else None
        if frame is not None:
            yield from self.blocks(frame)
        elif piece is not None:
            yield piece

    def _rest(self, pending: list[Part], alone: bool) -> Iterator[Line | Piece]:
        """Paragraphs whose end is not in the view and that no other follows.

        They are a line if anything is left in them, or if they are `alone`: a cell always keeps one paragraph.
        """
        if pending and (alone or not self._paragraphs.is_blank(pending)):
            yield from self._line(pending)

    def _line(self, parts: list[Part]) -> Iterator[Line | Piece]:
        line, inside = self._paragraphs.read(parts)
        if line.hidden:
            self.left.hidden.append(line.hidden)
        yield line
        self.notes.extend(inside.notes)
        self.left.pictures += inside.pictures
        for box in inside.boxes:
            yield from self.blocks(box)

    def _unwrapped(self, container: Element) -> Iterator[Element]:
        """The paragraphs and tables of a container, whatever is wrapped round them."""
        for child in container:
            tag = child.tag
            if tag in (_PARAGRAPH, _TABLE):
                yield child
            elif tag in _NO_CONTENT or tag in self.parts.view.gone:
                continue
            elif tag == _CHUNK:
                self.left.embedded += 1
            elif tag == f"{MC}AlternateContent":
                yield from self._unwrapped(one_alternative(child))
            elif len(child) and not (tag == _CONTROL and is_placeholder(child)):
                yield from self._unwrapped(child)
