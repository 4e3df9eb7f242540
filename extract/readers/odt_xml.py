"""The names and small questions that every part of the OpenDocument reader asks of the XML."""

from __future__ import annotations

import re

from extract.readers.word_xml import Element, local_name, whole

__all__ = ["Element", "attribute", "count", "local_name", "name", "twips"]

_OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
_NAMESPACES = {
    **{p: f"{_OASIS}{p}:1.0" for p in ("office", "text", "table", "style", "meta", "manifest")},
    "draw": f"{_OASIS}drawing:1.0",
    "fo": f"{_OASIS}xsl-fo-compatible:1.0",
    "dc": "http://purl.org/dc/elements/1.1/",
    "xml": "http://www.w3.org/XML/1998/namespace",
    "loext": "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0",
}
_TWIPS = {"in": 1440.0, "cm": 1440 / 2.54, "mm": 144 / 2.54, "pt": 20.0, "pc": 240.0, "px": 15.0}
_LENGTH = re.compile(r"([\d.]+)(in|cm|mm|pt|pc|px)$")


def name(short: str) -> str:
    """The full name of an element or attribute, from its usual short one ("text:p")."""
    prefix, _, local = short.partition(":")
    return f"{{{_NAMESPACES[prefix]}}}{local}"


def attribute(element: Element | None, short: str) -> str | None:
    """An attribute by its usual short name."""
    found = element.get(name(short)) if element is not None else None
    return None if found is None else str(found)


def count(element: Element, short: str) -> int:
    """An attribute that counts, 1 when it is missing or no number."""
    return max(1, whole(attribute(element, short)) or 1)


def twips(length: str | None) -> int:
    """A length ("2.5cm") in twentieths of a point; 0 when unsaid or relative."""
    found = _LENGTH.match(length or "")
    return round(float(found[1]) * _TWIPS[found[2]]) if found else 0
