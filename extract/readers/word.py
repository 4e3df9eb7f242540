"""The Word reader: a .docx as a `Document`, by our own walk of its XML in document order.

What common libraries lose is kept: cells and rows in content controls, tracked changes (in either view), computed
numbers, nested tables, text boxes, colours. Word files have no pages of their own: `pages` is None.
"""

from __future__ import annotations

from collections.abc import Iterator

from extract.document import Document, Paragraph
from extract.errors import PaperEmpty
from extract.readers.line_blocks import blocks_of
from extract.readers.lines import Line
from extract.readers.word_fills import Fills
from extract.readers.word_package import Package
from extract.readers.word_revisions import View
from extract.readers.word_story import Story, WordParts
from extract.readers.word_styles import Styles
from extract.readers.word_xml import Element, attribute, local_name, w
from extract.settings import ReadSettings

__all__ = ["MEDIA_TYPE", "read_word"]

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_NO_NOTES = frozenset({"separator", "continuationSeparator", "continuationNotice"})
_PROPERTIES = {
    "title": "title", "subject": "subject", "creator": "author", "description": "comments", "keywords": "keywords",
    "created": "created", "modified": "modified", "lastModifiedBy": "last_modified_by",
}  # fmt: skip


def read_word(data: bytes, settings: ReadSettings) -> Document:
    """Read a Word file.

    `settings.view` is ``final`` (tracked changes as if accepted) or ``original`` (as if rejected). Raises PaperDamaged,
    PaperEncrypted, PaperEmpty, PaperTooLarge or PaperUnsupported.
    """
    package = Package(data, settings.max_bytes)
    parts = _parts(package, final=settings.view == "final")
    root = package.tree(package.main)
    body = root.find(w("body")) if root is not None else None
    if body is None:
        raise PaperEmpty("the Word file has no body: open it in Word and save it again")
    story = Story(parts)
    blocks = blocks_of(story.blocks(body), story.left)
    story.left.comments += _comments(package, parts)
    return Document(
        reader="word",
        media_type=MEDIA_TYPE,
        blocks=tuple(blocks),
        furniture=tuple(_furniture(package, parts, body)),
        footnotes=tuple(_footnotes(package, parts, story)),
        problems=tuple(story.left.problems(has_text=bool(blocks))),
        properties=tuple(_properties(package)),
    )


def _parts(package: Package, final: bool) -> WordParts:
    found = dict(package.targets(package.main).values())
    trees = {kind: package.tree(found[kind]) for kind in ("styles", "numbering", "theme") if kind in found}
    return WordParts(View(final), Styles(trees.get("styles")), trees.get("numbering"), Fills(trees.get("theme")))


def _texts(story: Story, container: Element) -> Iterator[Paragraph]:
    """A small story as paragraphs, tables in it cell by cell."""
    for item in story.blocks(container):
        if isinstance(item, Line):
            if item.numbered():
                yield Paragraph(item.numbered(), bold=item.bold, italic=item.italic)
        else:
            yield from (Paragraph(cell.text, bold=cell.bold, italic=cell.italic) for cell in item.cells if cell.text)


def _furniture(package: Package, parts: WordParts, body: Element) -> Iterator[Paragraph]:
    """Page headers and footers that a section uses; the same words once."""
    targets = package.targets(package.main)
    used = body.iter(w("headerReference"), w("footerReference"))
    ids = [next((held for name, held in child.items() if str(name).endswith("}id")), "") for child in used]
    said: set[str] = set()
    for name in dict.fromkeys(targets[str(key)][1] for key in ids if str(key) in targets):
        tree = package.tree(name)
        for paragraph in _texts(Story(parts), tree) if tree is not None else ():
            if paragraph.text not in said:
                said.add(paragraph.text)
                yield paragraph


def _footnotes(package: Package, parts: WordParts, story: Story) -> Iterator[Paragraph]:
    """Footnotes and endnotes that the text refers to, in its order, each kind numbered from 1."""
    for kind in ("footnote", "endnote"):
        names = package.related(package.main, f"{kind}s")
        tree = package.tree(names[0]) if names else None
        held = (
            {attribute(note, "id"): note for note in tree if attribute(note, "type") not in _NO_NOTES}
            if tree is not None
            else {}
        )
        wanted = dict.fromkeys(note_id for noted, note_id in story.notes if noted == kind)
        for number, note in enumerate((held[note_id] for note_id in wanted if note_id in held), start=1):
            text = "\n".join(paragraph.text for paragraph in _texts(Story(parts), note))
            yield Paragraph(text, number=str(number))


def _comments(package: Package, parts: WordParts) -> Iterator[str]:
    """What reviewers wrote beside the text, each with the name of who did."""
    for part in package.related(package.main, "comments"):
        tree = package.tree(part)
        for comment in tree if tree is not None else ():
            said = " ".join(paragraph.text for paragraph in _texts(Story(parts), comment))
            if said:
                yield ": ".join(filter(None, (attribute(comment, "author"), said)))


def _properties(package: Package) -> Iterator[tuple[str, str]]:
    """What the file says of itself."""
    for name in package.related("", "core-properties"):
        tree = package.tree(name)
        for entry in tree if tree is not None else ():
            known = _PROPERTIES.get(local_name(entry))
            if known and (entry.text or "").strip():
                yield known, str(entry.text).strip()
