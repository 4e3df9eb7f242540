"""Styles of a Word file: what a named style says of outline level, numbering and the look of its text."""

from __future__ import annotations

import re
from typing import NamedTuple

from extract.readers.lines import PLAIN, Look
from extract.readers.word_xml import Element, attribute, is_on, value, w, whole

__all__ = ["ParagraphStyle", "Styles", "look_over"]

_HEADING_NAME = re.compile(r"heading ([1-9])$")
_BODY_LEVEL = 9  # outline level 10 as Word shows it: body text


_TOGGLES = {w("b"): "bold", w("i"): "italic", w("strike"): "struck", w("dstrike"): "struck", w("vanish"): "hidden"}
_TOGGLES[w("caps")] = "capitals"
_SIZE = w("sz")


class ParagraphStyle(NamedTuple):
    """A paragraph style with all it inherits. `lineage` is its own id and those it is based on, nearest first."""

    lineage: tuple[str, ...] = ()
    name: str = ""
    level: int | None = None
    num_id: str | None = None
    num_level: int | None = None
    look: Look = PLAIN


def look_over(base: Look, properties: Element) -> Look:
    """The look that run properties give on top of a base."""
    said: dict[str, bool | int] = {}
    for child in properties:
        toggle = _TOGGLES.get(str(child.tag))
        if toggle:
            said[toggle] = is_on(child) or bool(said.get(toggle))
        elif child.tag == _SIZE:
            said["size"] = whole(attribute(child, "val")) or base.size
    return base._replace(**said) if said else base  # type: ignore[arg-type]


class Styles:
    """The styles part; answers are kept, for thousands of paragraphs share a few styles."""

    def __init__(self, root: Element | None) -> None:
        self._styles: dict[str, Element] = {}
        self._defaults: dict[str, str] = {}
        self._base = PLAIN
        self._paragraph: dict[str | None, ParagraphStyle] = {}
        for style in root.iterchildren(w("style")) if root is not None else ():
            self._keep(style)
        defaults = root.find(f"{w('docDefaults')}/{w('rPrDefault')}/{w('rPr')}") if root is not None else None
        if defaults is not None:
            self._base = look_over(PLAIN, defaults)

    def _keep(self, style: Element) -> None:
        style_id, kind = attribute(style, "styleId") or "", attribute(style, "type") or "paragraph"
        self._styles[style_id] = style
        if (attribute(style, "default") or "0").lower() in {"1", "true", "on"}:
            self._defaults[kind] = style_id

    def _lineage(self, style_id: str | None) -> list[str]:
        """A style's id and those it is based on, nearest first; a circle in the file is cut."""
        chain: list[str] = []
        while style_id in self._styles and style_id not in chain:
            chain.append(style_id)
            style_id = value(self._styles[style_id], "basedOn")
        return chain

    def paragraph(self, style_id: str | None) -> ParagraphStyle:
        """A paragraph style by id; an unknown or absent id is the file's default paragraph style."""
        if style_id not in self._paragraph:
            known = style_id if style_id in self._styles else self._defaults.get("paragraph")
            self._paragraph[style_id] = self._resolve(self._lineage(known))
        return self._paragraph[style_id]

    def _resolve(self, lineage: list[str]) -> ParagraphStyle:
        level, num_id, num_level, look = None, None, None, self._base
        for style_id in reversed(lineage):
            style = self._styles[style_id]
            level = _level(style, level)
            numbering = style.find(f"{w('pPr')}/{w('numPr')}")
            num_id = value(numbering, "numId") or num_id
            stated = whole(value(numbering, "ilvl"))
            num_level = num_level if stated is None else stated
            run = style.find(w("rPr"))
            look = look if run is None else look_over(look, run)
        name = (value(self._styles[lineage[0]], "name") or "").lower() if lineage else ""
        return ParagraphStyle(tuple(lineage), name, level, num_id, num_level, look)

    def character(self, base: Look, style_id: str) -> Look:
        """The look that a character style gives on top of a base."""
        look = base
        for known in reversed(self._lineage(style_id)):
            run = self._styles[known].find(w("rPr"))
            look = look if run is None else look_over(look, run)
        return look

    def numbering_of(self, style_id: str) -> str | None:
        """The list (``numId``) that a numbering style stands for."""
        style = self._styles.get(style_id)
        return value(style.find(f"{w('pPr')}/{w('numPr')}"), "numId") if style is not None else None


def _level(style: Element, inherited: int | None) -> int | None:
    """A style's heading level, 1 outermost: by its outline level, else by the built-in names; None for body text."""
    stated = whole(value(style.find(w("pPr")), "outlineLvl"))
    if stated is not None:
        return None if stated >= _BODY_LEVEL else stated + 1
    name = (value(style, "name") or "").lower()
    if name == "title":
        return 1
    named = _HEADING_NAME.match(name)
    return int(named[1]) if named else inherited
