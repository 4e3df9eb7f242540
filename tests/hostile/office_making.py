"""Office files written member by member, so that they can be as wrong as a case wants."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterable, Sequence
from html import escape

from hostile.cases import TABLE

__all__ = [
    "CONTENT_TYPES", "ODS", "ODT", "RELS", "W", "docx", "docx_table", "good_docx", "good_ods", "good_odt", "good_xlsx",
    "ods", "odt", "odt_table", "overlapping", "xlsx", "xlsx_rows", "zipped",
]  # fmt: skip

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
ODT = "application/vnd.oasis.opendocument.text"
ODS = "application/vnd.oasis.opendocument.spreadsheet"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
CONTENT_TYPES = (
    f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/>%s</Types>'
)
RELS = f'<Relationships xmlns="{_PACKAGE}/relationships">%s</Relationships>'
_MAIN = f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="%s"/>'
_WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_BOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_ODF = "urn:oasis:names:tc:opendocument:xmlns:"
_SPACES = " ".join(f'xmlns:{p}="{_ODF}{p}:1.0"' for p in ("office", "text", "table", "style"))


def zipped(members: Iterable[tuple[str, bytes | str]], mimetype: str | None = None) -> bytes:
    """A zip of these members, deflated, dated as the format begins."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        if mimetype:
            archive.writestr(zipfile.ZipInfo("mimetype"), mimetype)
        for name, content in members:
            info = zipfile.ZipInfo(name)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, content)
    return out.getvalue()


def docx(body: str, more: Sequence[tuple[str, bytes | str]] = (), rels: str = "", head: str = "") -> bytes:
    """A Word file with this body; `rels` are further relationships of the document, `head` stands before it."""
    override = f'<Override PartName="/word/document.xml" ContentType="{_WORD_TYPE}"/>'
    return zipped(
        [
            ("[Content_Types].xml", CONTENT_TYPES % override),
            ("_rels/.rels", RELS % (_MAIN % "word/document.xml")),
            ("word/_rels/document.xml.rels", RELS % rels),
            ("word/document.xml", f'{head}<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'),
            *more,
        ]
    )


def docx_table(rows: Sequence[Sequence[str]] = TABLE) -> str:
    """A table as Word writes it."""
    cells = ("".join(f"<w:tc><w:p><w:r><w:t>{escape(t)}</w:t></w:r></w:p></w:tc>" for t in row) for row in rows)
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in cells) + "</w:tbl>"


def good_docx() -> bytes:
    """The good table in a Word file."""
    return docx(docx_table())


def odt(body: str, more: Sequence[tuple[str, bytes | str]] = (), head: str = "", kind: str = "text") -> bytes:
    """An OpenDocument file with this body."""
    content = (
        f"{head}<office:document-content {_SPACES}><office:body><office:{kind}>{body}</office:{kind}></office:body>"
        "</office:document-content>"
    )
    return zipped([("content.xml", content), *more], ODT if kind == "text" else ODS)


def ods(body: str, more: Sequence[tuple[str, bytes | str]] = (), head: str = "") -> bytes:
    """An OpenDocument spreadsheet with this body."""
    return odt(body, more, head, "spreadsheet")


def odt_table(rows: Sequence[Sequence[str]] = TABLE) -> str:
    """A table as OpenDocument writes it."""
    cells = ("".join(f"<table:table-cell><text:p>{escape(t)}</text:p></table:table-cell>" for t in row) for row in rows)
    drawn = "".join(f"<table:table-row>{row}</table:table-row>" for row in cells)
    return f'<table:table table:name="Actions">{drawn}</table:table>'


def good_odt() -> bytes:
    """The good table in an OpenDocument text."""
    return odt(odt_table())


def good_ods() -> bytes:
    """The good table in an OpenDocument spreadsheet."""
    return ods(odt_table())


def xlsx_rows(rows: Sequence[Sequence[str]] = TABLE) -> str:
    """Rows of texts as Excel writes them."""
    cells = ("".join(f'<c t="inlineStr"><is><t>{escape(t)}</t></is></c>' for t in row) for row in rows)
    return "".join(f"<row>{row}</row>" for row in cells)


def xlsx(
    rows: str,
    before: str = "",
    after: str = "",
    more: Sequence[tuple[str, bytes | str]] = (),
    head: str = "",
    rels: str = "",
    parts: Sequence[str] = (),
) -> bytes:
    """A workbook of one sheet; `before` and `after` stand around its rows, `parts` are further parts of its type."""
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    types = (
        f'<Override PartName="/xl/workbook.xml" ContentType="{_BOOK_TYPE}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_BOOK_TYPE}.worksheet+xml"/>'
    )
    types += "".join(f'<Override PartName="/xl/{p}.xml" ContentType="{_BOOK_TYPE}.{p}+xml"/>' for p in parts)
    book = (
        f'<workbook xmlns="{space}" xmlns:r="{_OFFICE}"><sheets><sheet name="Plan" sheetId="1" r:id="rId1"/></sheets>'
        "</workbook>"
    )
    link = f'<Relationship Id="rId1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
    sheet = (
        f'{head}<worksheet xmlns="{space}" xmlns:r="{_OFFICE}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'
    )
    return zipped(
        [
            ("[Content_Types].xml", CONTENT_TYPES % types),
            ("_rels/.rels", RELS % (_MAIN % "xl/workbook.xml")),
            ("xl/workbook.xml", book),
            ("xl/_rels/workbook.xml.rels", RELS % (link + rels)),
            ("xl/worksheets/sheet1.xml", sheet),
            *more,
        ]
    )


def good_xlsx() -> bytes:
    """The good table in a workbook."""
    return xlsx(xlsx_rows())


def overlapping(good: bytes, names: int, size: int, suffix: str = ".xml") -> bytes:
    """The good zip with many more names in its directory, all for one deflated member of `size` blanks.

    Source: D. Fifield, "A better zip bomb" (WOOT 2019): files that overlap unpack to more than any ratio allows.
    """
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    body = packer.compress(b" " * size) + packer.flush()
    sums = struct.pack("<III", zlib.crc32(b" " * size), len(body), size)
    directory_at, entries = good.rfind(b"PK\x05\x06"), []
    (count, length, start) = struct.unpack_from("<HII", good, directory_at + 10)
    place = start
    kernel = b"PK\x03\x04" + struct.pack("<HHHHH", 20, 0, 8, 0, 33) + sums + struct.pack("<HH", 1, 0) + b"x" + body
    for n in range(names):
        name = f"media/{n}{suffix}".encode()
        fixed = struct.pack("<HHHHHH", 20, 20, 0, 8, 0, 33) + sums
        entries.append(b"PK\x01\x02" + fixed + struct.pack("<HHHHHII", len(name), 0, 0, 0, 0, 0, place) + name)
    directory = good[start : start + length] + b"".join(entries)
    end = struct.pack("<HHHHIIH", 0, 0, count + names, count + names, len(directory), start + len(kernel), 0)
    return good[:start] + kernel + directory + b"PK\x05\x06" + end
