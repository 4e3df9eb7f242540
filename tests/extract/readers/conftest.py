"""Builders of small office papers; each test gives only the XML that holds its fault."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import docx
import pytest
from docx.oxml import parse_xml

_WORD = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)
_OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
_ODT = " ".join(
    f'xmlns:{prefix}="{_OASIS}{name}:1.0"'
    for prefix, name in (
        ("office", "office"), ("text", "text"), ("table", "table"), ("style", "style"), ("draw", "drawing"),
        ("fo", "xsl-fo-compatible"), ("meta", "meta"),
    )
) + ' xmlns:dc="http://purl.org/dc/elements/1.1/"'  # fmt: skip


def _docx(body: str, numbering: str = "", styles: str = "", parts: dict[str, tuple[str, str]] | None = None) -> bytes:
    document = docx.Document()
    element = document.element.body
    for block in reversed(parse_xml(f"<w:body {_WORD}>{body}</w:body>")):
        element.insert(0, block)
    lists = document.part.numbering_part.element
    for old in list(lists) if numbering else ():
        lists.remove(old)
    for holder, xml in ((lists, numbering), (document.styles.element, styles)):
        for child in parse_xml(f"<w:x {_WORD}>{xml}</w:x>"):
            holder.append(child)
    made = io.BytesIO()
    document.save(made)
    return _with_parts(made.getvalue(), parts or {})


def _with_parts(data: bytes, parts: dict[str, tuple[str, str]]) -> bytes:
    """Add parts that python-docx does not make: kind ("footnotes") → (file name, XML inside the root)."""
    if not parts:
        return data
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "word/_rels/document.xml.rels":
                for kind, (target, _) in parts.items():
                    relation = (
                        f'<Relationship Id="x{kind}" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
                        f'relationships/{kind}" Target="{target}"/></Relationships>'
                    )
                    content = content.replace(b"</Relationships>", relation.encode())
            new.writestr(name, content)
        for kind, (target, xml) in parts.items():
            new.writestr(f"word/{target}", f"<w:{_root(kind)} {_WORD}>{xml}</w:{_root(kind)}>")
    return made.getvalue()


def _root(kind: str) -> str:
    return {"header": "hdr", "footer": "ftr"}.get(kind, kind)


@pytest.fixture(scope="session")
def docx_paper() -> Callable[..., bytes]:
    """A .docx from the XML of its body, and if need be of its lists, styles and further parts."""
    return _docx


def _odt(
    body: str, automatic: str = "", styles: str = "", meta: str = "", extra: dict[str, str] | None = None
) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr(
            "content.xml",
            f"<office:document-content {_ODT}><office:automatic-styles>{automatic}</office:automatic-styles>"
            f"<office:body><office:text>{body}</office:text></office:body></office:document-content>",
        )
        archive.writestr("styles.xml", f"<office:document-styles {_ODT}>{styles}</office:document-styles>")
        archive.writestr(
            "meta.xml", f"<office:document-meta {_ODT}><office:meta>{meta}</office:meta></office:document-meta>"
        )
        for name, content in (extra or {}).items():
            archive.writestr(name, content)
    return made.getvalue()


@pytest.fixture(scope="session")
def odt_paper() -> Callable[..., bytes]:
    """An .odt from the XML of its text, and if need be of its styles and properties."""
    return _odt
