"""The OpenDocument text reader: an .odt (or flat .fodt) as a `Document`, by our own walk of its XML.

The same rules as for Word: tracked changes in either view, computed list numbers, spans written once, nested tables,
text boxes once, colours, notes and page headers apart.
"""

from __future__ import annotations

from collections.abc import Iterator

from extract.document import Document, Paragraph
from extract.errors import PaperEmpty, PaperEncrypted, PaperUnsupported
from extract.readers.line_blocks import blocks_of
from extract.readers.lines import Line
from extract.readers.odt_flow import Flow
from extract.readers.odt_styles import OdtStyles
from extract.readers.odt_xml import Element, local_name, name
from extract.readers.office_zip import open_zip, parse_xml, read_part
from extract.settings import ReadSettings

__all__ = ["MEDIA_TYPE", "read_odt"]

MEDIA_TYPE = "application/vnd.oasis.opendocument.text"
_PARTS = ("content.xml", "styles.xml", "meta.xml")
_COMMON, _AUTOMATIC = name("office:styles"), name("office:automatic-styles")
_FURNITURE = frozenset(f"{edge}{which}" for edge in ("header", "footer") for which in ("", "-left", "-first"))
_PROPERTIES = {
    "title": "title", "subject": "subject", "description": "comments", "keyword": "keywords",
    "initial-creator": "author", "creation-date": "created", "date": "modified", "creator": "last_modified_by",
}  # fmt: skip


def read_odt(data: bytes, settings: ReadSettings) -> Document:
    """Read an OpenDocument text.

    `settings.view` is ``final`` (tracked changes as if accepted) or ``original`` (as if rejected). Raises PaperDamaged,
    PaperEncrypted, PaperEmpty, PaperTooLarge or PaperUnsupported.
    """
    parts = _parts(data, settings.max_bytes)
    content, styles = parts["content.xml"], parts.get("styles.xml")
    body = content.find(f"{name('office:body')}/{name('office:text')}")
    if body is None:
        if content.find(name("office:body")) is None:
            raise PaperEmpty("the file has no body: open it in LibreOffice and save it again")
        raise PaperUnsupported("the file is OpenDocument but no text: give it its own suffix (.ods, .odp)")
    final = settings.view == "final"
    common = [holder.find(_COMMON) for holder in (styles, content) if holder is not None]
    flow = Flow(OdtStyles([*common, content.find(_AUTOMATIC)]), body.find(name("text:tracked-changes")), final)
    blocks = blocks_of(flow.blocks(body), flow.left)
    flow.left.comments += _comments(body)
    return Document(
        reader="word",
        media_type=MEDIA_TYPE,
        blocks=tuple(blocks),
        furniture=tuple(_furniture(styles, common, final)),
        footnotes=tuple(_notes(flow)),
        problems=tuple(flow.left.problems(has_text=bool(blocks))),
        properties=tuple(_properties(parts.get("meta.xml"))),
    )


def _parts(data: bytes, max_bytes: int) -> dict[str, Element]:
    """The parts of the file that hold text; a flat file is all of them in one."""
    if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return dict.fromkeys(_PARTS, parse_xml(data, "the file"))
    archive = open_zip(data, max_bytes)
    held = set(archive.namelist())
    if "META-INF/manifest.xml" in held and b"encryption-data" in read_part(archive, "META-INF/manifest.xml"):
        raise PaperEncrypted("the file is protected by a password: open it, save it without one, and run again")
    if "content.xml" not in held:
        raise PaperUnsupported(
            "the file is a zip but no OpenDocument text: check what it is and give it its own suffix"
        )
    return {part: parse_xml(read_part(archive, part), part) for part in _PARTS if part in held}


def _texts(flow: Flow, container: Element) -> Iterator[Paragraph]:
    """A small story as paragraphs, tables in it cell by cell."""
    for item in flow.blocks(container):
        if isinstance(item, Line):
            if item.numbered():
                yield Paragraph(item.numbered(), bold=item.bold, italic=item.italic)
        else:
            yield from (Paragraph(cell.text, bold=cell.bold, italic=cell.italic) for cell in item.cells if cell.text)


def _furniture(styles: Element | None, common: list[Element | None], final: bool) -> Iterator[Paragraph]:
    """Page headers and footers; the same words once."""
    if styles is None:
        return
    known = OdtStyles([*common, styles.find(_AUTOMATIC)])
    said: set[str] = set()
    for page in styles.iter(name("style:master-page")):
        for edge in page:
            if local_name(edge) not in _FURNITURE:
                continue
            for paragraph in _texts(Flow(known, edge.find(name("text:tracked-changes")), final), edge):
                if paragraph.text not in said:
                    said.add(paragraph.text)
                    yield paragraph


def _comments(body: Element) -> Iterator[str]:
    """What reviewers wrote beside the text, each with the name of who did."""
    for comment in body.iter(name("office:annotation")):
        said = " ".join("".join(map(str, line.itertext())) for line in comment.iter(name("text:p"))).strip()
        author = comment.find(name("dc:creator"))
        if said:
            yield ": ".join(filter(None, ("".join(map(str, author.itertext())) if author is not None else "", said)))


def _notes(flow: Flow) -> Iterator[Paragraph]:
    """Footnotes and endnotes in the order of the text, with the marks that they are printed with."""
    for note in list(flow.notes):
        body, mark = note.find(name("text:note-body")), note.find(name("text:note-citation"))
        if body is not None:
            text = "\n".join(paragraph.text for paragraph in _texts(flow, body))
            yield Paragraph(
                text, number="".join(map(str, mark.itertext())).strip() or None if mark is not None else None
            )


def _properties(meta: Element | None) -> Iterator[tuple[str, str]]:
    """What the file says of itself."""
    holder = meta.find(name("office:meta")) if meta is not None else None
    for entry in holder if holder is not None else ():
        known = _PROPERTIES.get(local_name(entry))
        if known and (entry.text or "").strip():
            yield known, str(entry.text).strip()
