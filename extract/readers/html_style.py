"""What a web page's styles say that matters for reading: what is hidden, filled, bold, italic or struck through.

Only style attributes and plain class rules of the page's own style sheets are read; that is what office programs write
when they save a table as a page, and what hides the texts that are meant for screen readers alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from lxml import etree

from extract.readers.colours import fill_of
from extract.readers.html_grid import words_of
from extract.readers.symbols import is_shape

__all__ = ["Look", "Styles", "colour_of_shape", "styles_of"]

_INK = re.compile(r"(?<![-\w])color\s*:\s*([^;]+)", re.IGNORECASE)
_BRACES = re.compile(r"([{}])")
_CLASS = re.compile(r"(?:(?:td|th|tr|p|span|div)?)\.([\w-]+)", re.I)
_BOLD_TAGS, _ITALIC_TAGS = {"b", "strong", "th"}, {"i", "em"}
_STRUCK_TAGS = {"s", "strike"}


@dataclass(frozen=True, slots=True)
class Look:
    """How text is shown: bold, italic, struck through, its fill; `hidden` says that it is not shown at all."""

    bold: bool = False
    italic: bool = False
    struck: bool = False
    hidden: bool = False
    fill: str | None = None


@dataclass(frozen=True, slots=True)
class Styles:
    """The class rules of one page: class name → its declarations."""

    classes: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def look(self, element: etree._Element, outer: Look) -> Look:
        """How `element` is shown, where `outer` is how its parent is shown (a fill is not handed down)."""
        tag = str(element.tag)
        said = self._said(element)
        weight = said.get("font-weight", "")
        decoration = said.get("text-decoration", "") + said.get("text-decoration-line", "")
        bold = outer.bold or tag in _BOLD_TAGS or weight == "bold" or (weight.isdigit() and int(weight) >= 600)
        if weight in ("normal", "400"):
            bold = False
        return replace(
            outer,
            bold=bold,
            italic=outer.italic or tag in _ITALIC_TAGS or said.get("font-style") == "italic",
            struck=outer.struck or tag in _STRUCK_TAGS or "line-through" in decoration,
            hidden=outer.hidden or _is_hidden(element, said),
            fill=_fill(element, said),
        )

    def _said(self, element: etree._Element) -> dict[str, str]:
        said: dict[str, str] = {}
        for name in (element.get("class") or "").split():
            said.update(self.classes.get(name, {}))
        said.update(_declarations(element.get("style") or ""))
        return said


def styles_of(root: etree._Element) -> Styles:
    """The class rules of the page's style elements. Rules for print or small screens (``@media``) are left aside."""
    classes: dict[str, dict[str, str]] = {}
    for sheet in root.iter("style"):
        for selectors, body in _rules(words_of(sheet)):
            declared = dict(_declarations(body))
            for selector in selectors.split(","):
                named = _CLASS.fullmatch(selector.strip())
                if named and declared:
                    classes.setdefault(named[1], {}).update(declared)
    return Styles(classes)


def _rules(sheet: str) -> Iterator[tuple[str, str]]:
    """(selectors, declarations) of the rules that stand in no block of an at-rule."""
    first, *commented = sheet.replace("<!--", "").replace("-->", "").split("/*")
    text = first + "".join(part.partition("*/")[2] for part in commented)
    open_blocks: list[str] = []
    before = ""
    for token in _BRACES.split(text):
        if token == "{":
            open_blocks.append(before)
        elif token == "}":
            selectors = open_blocks.pop() if open_blocks else ""
            if selectors and not open_blocks and not selectors.lstrip().startswith("@"):
                yield selectors.rpartition(";")[2], before
        before = token if token not in "{}" else ""


def _declarations(body: str) -> Iterator[tuple[str, str]]:
    for declaration in body.split(";"):
        name, colon, value = declaration.partition(":")
        if colon:
            yield name.strip().lower(), value.strip().lower()


def _is_hidden(element: etree._Element, said: Mapping[str, str]) -> bool:
    if element.get("hidden") is not None or said.get("display", "").startswith("none"):
        return True
    if said.get("visibility", "").startswith("hidden") or said.get("mso-hide", "").startswith("all"):
        return True
    offset = re.match(r"-(\d+)", said.get("left", "") or said.get("text-indent", ""))
    return offset is not None and int(offset[1]) >= 999


def colour_of_shape(cell: etree._Element) -> str | None:
    """The colour of a cell that holds nothing but a coloured shape: it says what a fill would say."""
    if not is_shape("".join(map(str, cell.itertext()))):
        return None
    written = (
        inner.get("color") or (found[1] if (found := _INK.search(inner.get("style") or "")) else None)
        for inner in cell.iter("*")
    )
    return next((colour for colour in map(fill_of, written) if colour), None)


def _fill(element: etree._Element, said: Mapping[str, str]) -> str | None:
    written = said.get("background-color") or said.get("background") or ""
    words = re.findall(r"rgba?\([^)]*\)|[^\s]+", written)
    shown = (fill_of(word) for word in words if not word.startswith("url"))
    return next((fill for fill in shown if fill), None) if words else fill_of(element.get("bgcolor"))
