"""Styles of an OpenDocument text: looks, heading levels, list styles, fills and widths, with all they inherit."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from extract.readers.lines import PLAIN, Look
from extract.readers.odt_xml import Element, attribute, name, twips
from extract.readers.word_xml import whole

__all__ = ["OdtStyle", "OdtStyles"]

_STYLE, _DEFAULT, _LIST = name("style:style"), name("style:default-style"), name("text:list-style")
_TEXT, _CELL = name("style:text-properties"), name("style:table-cell-properties")
_ROW, _COLUMN = name("style:table-row-properties"), name("style:table-column-properties")
_HEX = re.compile(r"#[0-9A-Fa-f]{6}$")
_HEADING_NAME = re.compile(r"heading[ _]?([1-9])$")
_BOLD_FROM = 600
"""Font weight from which text counts as bold."""


class OdtStyle(NamedTuple):
    """A paragraph style. `list_style` is "" where the style switches numbering off, None where it says nothing."""

    name: str = ""
    level: int | None = None
    list_style: str | None = None
    look: Look = PLAIN


class OdtStyles:
    """The styles of one part of the file: the common ones and that part's automatic ones."""

    def __init__(self, holders: Iterable[Element | None]) -> None:
        """`holders` are elements that hold styles; a later one wins."""
        self._styles: dict[tuple[str, str], Element] = {}
        self._defaults: dict[str, Element] = {}
        self.lists: dict[str, Element] = {}
        self.outline: Element | None = None
        self._paragraphs: dict[str | None, OdtStyle] = {}
        self._spans: dict[tuple[Look, str | None], Look] = {}
        for holder in holders:
            for style in holder if holder is not None else ():
                self._keep(style)

    def _keep(self, style: Element) -> None:
        own, family = attribute(style, "style:name") or "", attribute(style, "style:family") or ""
        if style.tag == _STYLE:
            self._styles[family, own] = style
        elif style.tag == _DEFAULT:
            self._defaults[family] = style
        elif style.tag == _LIST:
            self.lists[own] = style
        elif style.tag == name("text:outline-style"):
            self.outline = style

    def _lineage(self, family: str, own: str | None) -> list[Element]:
        """A style and those it inherits from, nearest first; a circle in the file is cut."""
        chain: list[Element] = []
        style = self._styles.get((family, own or ""))
        while style is not None and style not in chain:
            chain.append(style)
            style = self._styles.get((family, attribute(style, "style:parent-style-name") or ""))
        return chain

    def paragraph(self, own: str | None) -> OdtStyle:
        """A paragraph style by name."""
        if own not in self._paragraphs:
            self._paragraphs[own] = self._resolve(self._lineage("paragraph", own))
        return self._paragraphs[own]

    def _resolve(self, lineage: list[Element]) -> OdtStyle:
        default = self._defaults.get("paragraph")
        level, list_style, look, known = None, None, PLAIN, ""
        for style in ([default] if default is not None else []) + lineage[::-1]:
            known = _plain_name(style) if _is_common(style) else known
            level = _level(style, known, level)
            stated = attribute(style, "style:list-style-name")
            list_style = list_style if stated is None else stated
            look = _look_over(look, style.find(_TEXT))
        return OdtStyle(known, level, list_style, look)

    def span(self, base: Look, own: str | None) -> Look:
        """The look of a stretch of text with a text style, inside a paragraph of the `base` look."""
        if (base, own) not in self._spans:
            look = base
            for style in reversed(self._lineage("text", own)):
                look = _look_over(look, style.find(_TEXT))
            self._spans[base, own] = look
        return self._spans[base, own]

    def fill(self, cell_style: str | None, row_style: str | None) -> str | None:
        """A cell's background as ``#RRGGBB``, its own or its row's; None for none, transparent and white."""
        for colour in (*self._colours("table-cell", cell_style, _CELL), *self._colours("table-row", row_style, _ROW)):
            if _HEX.match(colour):
                return None if colour.upper() == "#FFFFFF" else colour.upper()
        return None

    def _colours(self, family: str, own: str | None, properties: str) -> Iterator[str]:
        for style in self._lineage(family, own):
            colour = attribute(style.find(properties), "fo:background-color")
            if colour:
                yield colour
                return

    def width(self, column_style: str | None) -> int:
        """A column's width in twentieths of a point, 0 when unsaid."""
        for style in self._lineage("table-column", column_style):
            stated = attribute(style.find(_COLUMN), "style:column-width")
            if stated:
                return twips(stated)
        return 0


def _is_common(style: Element) -> bool:
    """Whether it is a style that a person can name, not one that the program made for a single use."""
    parent = style.getparent()
    return style.tag == _STYLE and parent is not None and parent.tag == name("office:styles")


def _plain_name(style: Element) -> str:
    shown = attribute(style, "style:display-name") or attribute(style, "style:name") or ""
    return shown.replace("_20_", " ").lower()


def _level(style: Element, known: str, inherited: int | None) -> int | None:
    """The heading level that a style gives to its paragraphs, 1 outermost."""
    stated = attribute(style, "style:default-outline-level")
    if stated is not None:
        return whole(stated)
    if _is_common(style) and known == "title":
        return 1
    named = _HEADING_NAME.match(known) if _is_common(style) else None
    return int(named[1]) if named else inherited


def _look_over(base: Look, properties: Element | None) -> Look:
    """The look that text properties give on top of a base."""
    if properties is None:
        return base
    said: dict[str, bool | int] = {}
    weight = attribute(properties, "fo:font-weight")
    if weight:
        said["bold"] = weight == "bold" or (weight.isdigit() and int(weight) >= _BOLD_FROM)
    slant = attribute(properties, "fo:font-style")
    if slant:
        said["italic"] = slant in {"italic", "oblique"}
    stroke = attribute(properties, "style:text-line-through-style") or attribute(
        properties, "style:text-line-through-type"
    )
    if stroke:
        said["struck"] = stroke != "none"
    display = attribute(properties, "text:display")
    if display:
        said["hidden"] = display == "none"
    letters = attribute(properties, "fo:text-transform")
    if letters:
        said["capitals"] = letters == "uppercase"
    size = twips(attribute(properties, "fo:font-size"))
    if size:
        said["size"] = round(size / 10)
    return base._replace(**said) if said else base  # type: ignore[arg-type]
