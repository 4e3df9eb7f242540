"""Web pages: agenda items and minutes as council sites publish them, tables saved as pages, in any encoding."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Sequence
from email import message_from_bytes

from lxml import etree

from extract.document import Block, Document, Paragraph, Piece, Problem
from extract.errors import PaperDamaged, PaperEmpty, PaperTooLarge
from extract.readers.encoding import decode
from extract.readers.html_flow import Flow
from extract.readers.html_grid import words_of
from extract.readers.html_page import page_of
from extract.readers.html_style import Styles, styles_of
from extract.settings import ReadSettings

__all__ = ["read_html"]

_DECLARED = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w.:-]+)|<\?xml[^>]+encoding\s*=\s*[\"']([\w.:-]+)", re.I)
_AS_BROWSERS_READ = {"iso8859-1": "cp1252", "ascii": "cp1252"}
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_META = {"author": "author", "dc.creator": "author", "dc.title": "title", "date": "created", "dc.date": "created"}


def read_html(data: bytes, settings: ReadSettings) -> Document:
    """One web page as a `Document` (media type text/html, no pages; `line` is the line in the page's source).

    Raises PaperEmpty where the page shows no words, PaperTooLarge, PaperDamaged where it cannot be walked.
    """
    if len(data) > settings.max_bytes:
        raise PaperTooLarge(f"{len(data):,} bytes; the limit is {settings.max_bytes:,} (setting max_bytes)")
    text, note = _decoded(_unpacked(data))
    root, cut_off = _tree(text)
    try:
        blocks, furniture = _contents(root, settings.view)
    except RecursionError as error:
        raise PaperDamaged("the page nests its elements too deeply; save it again from a browser") from error
    if not blocks:
        raise PaperEmpty(
            "the page shows no text of its own (it may build its content with a script); open it in a browser and "
            "save it again as a complete page, or print it to PDF"
        )
    problems = [Problem("encoding-assumed", note, severity="note")] if note else []
    if cut_off:
        problems.append(Problem("paper-unreadable", f"the page could not be read to its end: {cut_off}"))
    return Document(
        "html", "text/html", blocks, furniture=furniture, problems=tuple(problems), properties=tuple(_properties(root))
    )


def _contents(root: etree._Element, view: str) -> tuple[tuple[Block, ...], tuple[Paragraph, ...]]:
    styles = styles_of(root)
    page = page_of(root)
    flow = Flow(styles, view, frozenset(page.frame))
    flow.walk(page.main)
    flow.flush()
    furniture = [line for part in page.frame for line in _furniture(part, styles, view)]
    return tuple(flow.blocks), tuple(furniture)


def _furniture(part: etree._Element, styles: Styles, view: str) -> Iterator[Paragraph]:
    flow = Flow(styles, view)
    flow.walk(part)
    flow.flush()
    for block in flow.blocks:
        if isinstance(block, Piece):
            yield from (Paragraph(cell.text, line=cell.line) for cell in block.cells if cell.text)
        else:
            yield Paragraph(block.text, line=block.line)


def _unpacked(data: bytes) -> bytes:
    """The page of a web archive, the single file (MHTML) that browsers and Word save; any other bytes as they are."""
    head = data[:4096]
    if b"MIME-Version:" not in head or b"multipart/related" not in head:
        return data
    try:
        for part in message_from_bytes(data).walk():
            content = part.get_payload(decode=True) if part.get_content_type() == "text/html" else None
            if isinstance(content, bytes):
                return content
    except RecursionError as error:
        raise PaperDamaged("the web archive holds archives without end; save it again from a browser") from error
    raise PaperDamaged("the web archive holds no page; save it again from a browser as a complete page")


def _decoded(data: bytes) -> tuple[str, str | None]:
    """The page's text: by its byte order mark, else UTF-8 if it is valid, else as the page says, else by its bytes."""
    declared = _DECLARED.search(data[:4096])
    if declared and not data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        name = _codec((declared[1] or declared[2]).decode("ascii"))
        try:
            return data.decode("utf-8"), None
        except UnicodeDecodeError:
            pass
        if name and name not in ("utf-8", "utf-16"):
            return _of_its_encoding(data, name)
    return decode(data)


def _of_its_encoding(data: bytes, name: str) -> tuple[str, str | None]:
    try:
        return data.decode(name, errors="replace"), None
    except (LookupError, ValueError):  # Python has codecs that are no encodings of text, or take no replacement
        return decode(data)


_OF_NAMES = ("idna", "punycode")
"""Codecs of Python's for the names of machines, which make nothing, or anything, of a page."""


def _codec(name: str) -> str | None:
    try:
        known = codecs.lookup(name).name
    except LookupError:
        return None
    return None if known in _OF_NAMES else _AS_BROWSERS_READ.get(known, known)


def _tree(text: str) -> tuple[etree._Element, str | None]:
    """The page as a tree, and why its end is missing where the parser gave up."""
    cleaned = _XML_DECLARATION.sub("", text).replace("\0", "")
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    root = etree.fromstring(cleaned.encode("utf-8", "replace"), parser) if cleaned.strip() else None
    if root is None:
        raise PaperEmpty("the page is empty; save it again from a browser")
    fatal = [entry.message for entry in parser.error_log if entry.level_name == "FATAL"]
    return root, fatal[0] if fatal else None


def _properties(root: etree._Element) -> Iterator[tuple[str, str]]:
    titles: Sequence[etree._Element] = root.findall(".//title")
    if titles and (title := " ".join(words_of(titles[0]).split())):
        yield "title", title
    for meta in root.iter("meta"):
        name = _META.get((meta.get("name") or "").lower())
        if name and (content := (meta.get("content") or "").strip()):
            yield name, content
