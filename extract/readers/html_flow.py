"""The walk through a page's elements that yields headings, paragraphs, list items and tables in reading order."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from lxml import etree

from extract.document import Block, Cell, Heading, Paragraph, Piece
from extract.readers.html_grid import Placed, grid_of, line_of, own_tables, words_of
from extract.readers.html_style import Look, Styles, colour_of_shape
from extract.readers.numerals import numeral
from extract.readers.text import blocks_of_text
from extract.readers.text_markup import BULLETS

__all__ = ["Flow"]

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BLOCK_TAGS = (
    "p div section article main ul ol li dl dt dd blockquote pre hr form fieldset legend figure figcaption address "
    "center details summary body aside header footer nav tr td th tbody thead tfoot caption menu"
)
_SILENT_TAGS = (
    "script style noscript template head title link meta svg math iframe object canvas audio video "
    "button select option input textarea map colgroup"
)
_BLOCKS, _SILENT = frozenset(_BLOCK_TAGS.split()), frozenset(_SILENT_TAGS.split())
_SPACE = re.compile(r"[ \t\r\n\f\u00a0\u2007\u202f]+")
_INVISIBLE = re.compile("[\u200b\u2060\ufeff\u00ad]")
_LEADING_BULLET = re.compile(rf"(?:[{BULLETS}§]|o(?=\s))\s+")
_LONGEST_BOLD_HEADING, _LONGEST_ALT = 120, 60
_MOST_IN_A_HEADED_CELL = 2  # a cell of data may have a heading with a line or two under it, not a section


@dataclass(slots=True)
class _Run:
    text: str
    look: Look


@dataclass(slots=True)
class _List:
    """One open list: ordered lists count on in their own manner."""

    ordered: bool
    style: str
    next_number: int
    step: int = 1


@dataclass(slots=True)
class Flow:
    """Walks elements and gathers blocks. `left_out` are elements that stand elsewhere (navigation, footers)."""

    styles: Styles
    view: str
    left_out: frozenset[etree._Element] = frozenset()
    in_cell: bool = False
    blocks: list[Block] = field(default_factory=list)
    struck: list[str] = field(default_factory=list)
    _runs: list[_Run] = field(default_factory=list)
    _line: int | None = None
    _lists: list[_List] = field(default_factory=list)
    _mark: str | None = None
    _level: int = 0
    _heading: int | None = None
    _marked: int = 0

    def walk(self, element: etree._Element, outer: Look | None = None) -> None:
        """Take in `element` and all that is in it."""
        tag = element.tag
        if not isinstance(tag, str) or tag in _SILENT or element in self.left_out or self._removed(tag):
            return
        look = self.styles.look(element, outer or Look())
        if look.hidden:
            return
        if tag == "del" and self.view == "final":
            look = replace(look, struck=True)
        handler = self._handler(tag)
        if handler:
            self.flush()
            handler(element, look)
            self.flush()
        elif tag == "br":
            self._runs.append(_Run("\n", look))
        elif tag == "img":
            self._picture(element, look)
        else:
            self._inside(element, look)

    def flush(self) -> None:
        """End the paragraph that is open, if one is."""
        runs, self._runs = self._runs, []
        shown = [run for run in runs if not run.look.struck]
        self.struck.extend(text for run in runs if run.look.struck and (text := _tidy(run.text)))
        text = _tidy("".join(run.text for run in shown))
        if not text:
            return
        worded = [run for run in shown if run.text.strip()]
        bold, italic = all(run.look.bold for run in worded), all(run.look.italic for run in worded)
        self.blocks.append(self._block(text, bold, italic))

    def _removed(self, tag: str) -> bool:
        return tag == "ins" and self.view == "original"

    def _handler(self, tag: str) -> Callable[[etree._Element, Look], None] | None:
        if tag in _HEADINGS:
            return self._headed
        if tag == "pre" and not self.in_cell:
            return self._preformatted
        if tag == "table":
            return self._table
        if tag in ("ul", "ol", "menu"):
            return self._list
        if tag == "li":
            return self._item
        if tag == "dl":
            return self._terms
        return self._inside if tag in _BLOCKS else None

    def _inside(self, element: etree._Element, look: Look) -> None:
        self._text(element.text, look, element)
        for child in element:
            self.walk(child, replace(look, fill=None))
            self._text(child.tail, look, child)

    def _text(self, text: str | None, look: Look, near: etree._Element) -> None:
        if not text:
            return
        if not self._runs and text.strip():
            self._line = line_of(near)
        self._runs.append(_Run(_SPACE.sub(" ", text), look))

    def _picture(self, element: etree._Element, look: Look) -> None:
        """A picture's words count in a cell: ratings are often shown as little coloured pictures."""
        words = (element.get("alt") or "").strip()
        if self.in_cell and words and len(words) <= _LONGEST_ALT:
            self._text(f" {words} ", look, element)

    def _headed(self, element: etree._Element, look: Look) -> None:
        before, self._heading = self._heading, _HEADINGS[str(element.tag)]
        self._marked = self._heading
        self._inside(element, look)
        self.flush()
        self._heading = before

    def _preformatted(self, element: etree._Element, look: Look) -> None:
        """A text within a page keeps its lines and tabs, and is read as text papers are."""
        del look
        first = line_of(element) or 1
        blocks, _ = blocks_of_text(words_of(element), first_line=first)
        self.blocks.extend(blocks)

    def _list(self, element: etree._Element, look: Look) -> None:
        ordered = element.tag == "ol"
        items = sum(child.tag == "li" for child in element)
        reverse = element.get("reversed") is not None
        start = _integer(element.get("start"), items if reverse else 1)
        self._lists.append(_List(ordered, element.get("type") or "1", start, -1 if reverse else 1))
        self._inside(element, look)
        self._lists.pop()

    def _item(self, element: etree._Element, look: Look) -> None:
        outer_level, self._level = self._level, max(1, len(self._lists))
        self._mark = "•"
        if self._lists and self._lists[-1].ordered:
            counter = self._lists[-1]
            here = _integer(element.get("value"), counter.next_number)
            counter.next_number = here + counter.step
            self._mark = numeral(here, counter.style) + "."
        self._inside(element, look)
        self.flush()
        self._level, self._mark = outer_level, None

    def _terms(self, element: etree._Element, look: Look) -> None:
        """A list of terms: "Lead: Clerk" on a line, where a term has one text beside it."""
        children = [child for child in element.iter("dt", "dd") if _owner_list(child) is element]
        pairs = list(zip(children[::2], children[1::2], strict=False))
        if len(children) % 2 or any((term.tag, said.tag) != ("dt", "dd") for term, said in pairs):
            self._inside(element, look)
            return
        for term, said in pairs:
            if any(child.tag in ("table", "ul", "ol", "dl") for child in said.iter()):
                for each in (term, said):
                    self._inside(each, look)
                    self.flush()
                continue
            self._inside(term, look)
            self._runs.append(_Run(": ", look))
            self._inside(said, look)
            self.flush()

    def _block(self, text: str, bold: bool, italic: bool) -> Block:
        mark, self._mark = self._mark, None  # the first paragraph of an item bears its mark
        if mark and (self.in_cell or mark == "•"):
            text, mark = f"{mark} {text}", None
        if self.in_cell:
            return Paragraph(text, line=self._line, bold=bold, italic=italic)
        level = self._heading or self._bold_heading_level(text, bold)
        if level:
            return Heading(text, level, line=self._line)
        bullet = _LEADING_BULLET.match(text)
        if bullet and not self._level:  # office programs write a list as paragraphs that begin with a bullet
            return Paragraph("• " + text[bullet.end() :], line=self._line, list_level=1, bold=bold, italic=italic)
        return Paragraph(text, line=self._line, list_level=self._level, number=mark, bold=bold, italic=italic)

    def _bold_heading_level(self, text: str, bold: bool) -> int | None:
        """A short paragraph that is bold throughout is a heading below the last one that the page marks as such."""
        if not bold or self.in_cell or self._level or "\n" in text or len(text) > _LONGEST_BOLD_HEADING:
            return None
        if text.endswith((".", ";", ",")) or not any(character.isalpha() for character in text):
            return None
        return self._marked + 1

    def _table(self, table: etree._Element, look: Look) -> None:
        hidden = frozenset(child for child in table.iter("tr", "td", "th") if self.styles.look(child, Look()).hidden)
        grid = grid_of(table, hidden)
        if not grid.cells:
            return
        if _is_layout(table, len(grid.cells)):
            for placed in grid.cells:
                self._inside(placed.element, replace(look, bold=False))
                self.flush()
            return
        caption = next((child for child in table if child.tag == "caption"), None)
        name = None
        if caption is not None:
            name = _tidy(_SPACE.sub(" ", words_of(caption))) or None
            self.walk(caption, replace(look, bold=True))
        cells = tuple(self._cell(placed) for placed in grid.cells)
        self.blocks.append(
            Piece(
                cells,
                grid.n_rows,
                grid.n_cols,
                "markup",
                line=line_of(table),
                header_rows=grid.header_rows,
                name=name,
            )
        )

    def _cell(self, placed: Placed) -> Cell:
        row = placed.element.getparent()
        row_fill = self.styles.look(row, Look()).fill if row is not None else None
        look = self.styles.look(placed.element, Look())
        inner = Flow(self.styles, self.view, self.left_out, in_cell=True)
        inner._inside(placed.element, look)
        inner.flush()
        lines = [block for block in inner.blocks if isinstance(block, Paragraph)]
        return Cell(
            "\n".join(block.text for block in lines),
            placed.row,
            placed.col,
            placed.rowspan,
            placed.colspan,
            line=line_of(placed.element),
            fill=look.fill or self._chip(placed.element) or colour_of_shape(placed.element) or row_fill,
            bold=bool(lines) and all(block.bold for block in lines),
            italic=bool(lines) and all(block.italic for block in lines),
            struck="\n".join(inner.struck) or None,
            nested=tuple(block for block in inner.blocks if isinstance(block, Piece)),
        )

    def _chip(self, cell: etree._Element) -> str | None:
        """The fill of the one element that holds all of a cell: a rating drawn as a coloured label."""
        inner = cell
        while len(inner) == 1 and not _tidy(inner.text or "") and not _tidy(inner[0].tail or ""):
            inner = inner[0]
            fill = self.styles.look(inner, Look()).fill if isinstance(inner.tag, str) else None
            if fill:
                return fill
        return None


def _owner_list(element: etree._Element) -> etree._Element | None:
    """The list that a term, or what is said of it, belongs to."""
    return next((above for above in element.iterancestors("dl")), None)


def _is_layout(table: etree._Element, n_cells: int) -> bool:
    """Whether a table only arranges the page: one cell, said to be presentation, or holding headings or the real table.

    A table with header cells or a caption is one of data, unless a cell holds a whole section of the page: a heading
    with paragraphs under it, as agenda pages have it.
    """
    if table.get("role") in ("presentation", "none") or n_cells == 1:
        return True
    headed = {element.getparent() for element in table.iter(*_HEADINGS) if _owner(element) is table}
    if any(_owner(element) is table for element in table.iter("th", "caption", "thead")):
        return any(
            len(list(cell.iter("p", "ul", "ol", "div"))) > _MOST_IN_A_HEADED_CELL for cell in headed if cell is not None
        )
    if headed:
        return True
    inner = sum(_weight(nested) for cell in table for nested in own_tables(cell))
    return inner * 2 > _weight(table)


def _owner(element: etree._Element) -> etree._Element | None:
    return next(element.iterancestors("table"), None)


def _weight(element: etree._Element) -> int:
    return sum(len(text.strip()) for text in element.itertext())


def _tidy(text: str) -> str:
    lines = (_SPACE.sub(" ", line).strip() for line in _INVISIBLE.sub("", text).split("\n"))
    return "\n".join(line for line in lines if line)


def _integer(written: str | None, otherwise: int) -> int:
    try:
        return int((written or "").strip()[:9])
    except ValueError:
        return otherwise
