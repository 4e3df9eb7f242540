"""The names and small questions that every part of the Word reader asks of the XML."""

from __future__ import annotations

from functools import lru_cache
from typing import TypeAlias

from lxml import etree

__all__ = ["MC", "Element", "attribute", "child", "children", "is_on", "local_name", "m", "value", "w", "whole"]

Element: TypeAlias = etree._Element

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
M = "http://schemas.openxmlformats.org/officeDocument/2006/math"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"

_OFF = frozenset({"0", "false", "off", "none"})


@lru_cache(maxsize=1024)
def w(name: str) -> str:
    """The full name of a WordprocessingML element or attribute."""
    return f"{{{W}}}{name}"


def m(name: str) -> str:
    """The full name of an Office mathematics element."""
    return f"{{{M}}}{name}"


_VAL = w("val")


def attribute(element: Element, name: str) -> str | None:
    """A ``w:`` attribute of an element."""
    found = element.get(w(name))
    return None if found is None else str(found)


def child(parent: Element | None, name: str) -> Element | None:
    """The first ``w:`` child of a name: a plain loop, for properties stand first and lxml's own search costs twice."""
    if parent is not None:
        tag = w(name)
        for found in parent:
            if found.tag == tag:
                return found
    return None


def value(parent: Element | None, name: str) -> str | None:
    """The ``w:val`` of a child element; None when there is no such child, or no value on it."""
    holder = child(parent, name)
    found = holder.get(_VAL) if holder is not None else None
    return None if found is None else str(found)


def children(element: Element | None) -> dict[str, Element]:
    """An element's children by name; of properties there is one each."""
    return {} if element is None else {str(found.tag): found for found in element}


def whole(text: str | None) -> int | None:
    """A whole number as the file writes it, else None."""
    try:
        return int(text) if text is not None else None
    except ValueError:
        return None


def is_on(element: Element) -> bool:
    """Whether an on/off property is on: it is when it stands there without a value."""
    return str(element.get(_VAL, "1")).lower() not in _OFF


def local_name(element: Element) -> str:
    """An element's name without its namespace; empty for comments and processing instructions."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
