"""Office files that are broken zips, locked, bombs, or name what is not inside them."""

from __future__ import annotations

import io
import random
import struct
import zipfile
from collections.abc import Callable

from hostile.cases import FAILED, READ, SAFE, case
from hostile.office_making import (
    ODS,
    ODT,
    docx,
    docx_table,
    good_docx,
    good_ods,
    good_odt,
    good_xlsx,
    ods,
    odt,
    odt_table,
    overlapping,
    xlsx,
    xlsx_rows,
    zipped,
)  # fmt: skip

_DAMAGE, _LOCK, _BOMB, _PATHS = "damaged office file", "encrypted", "zip bomb", "paths in a zip"
_FORMATS: dict[str, Callable[[], bytes]] = {"docx": good_docx, "odt": good_odt, "xlsx": good_xlsx, "ods": good_ods}
_ACTIONS = 3


def _cut(good: Callable[[], bytes]) -> bytes:
    whole = good()
    return whole[: len(whole) * 6 // 10]


def _flipped(good: Callable[[], bytes], seed: int) -> bytes:
    draw, data = random.Random(seed), bytearray(good())
    for _ in range(1 + seed * 2):
        data[draw.randrange(len(data))] ^= 1 << draw.randrange(8)
    return bytes(data)


def _locked(good: Callable[[], bytes]) -> bytes:
    """Every member marked as encrypted, in the zip's own old way."""
    data = bytearray(good())
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = data.find(mark)
        while place >= 0:
            data[place + at] |= 1
            place = data.find(mark, place + 4)
    return bytes(data)


def _with(good: Callable[[], bytes], *members: tuple[str, bytes]) -> bytes:
    out = io.BytesIO(good())
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _untrue_sizes(good: Callable[[], bytes]) -> bytes:
    """The directory says that every member is empty."""
    data = bytearray(good())
    place = data.find(b"PK\x01\x02")
    while place >= 0:
        struct.pack_into("<I", data, place + 24, 0)
        place = data.find(b"PK\x01\x02", place + 4)
    return bytes(data)


for _suffix, _good in _FORMATS.items():
    case(f"cut-off.{_suffix}", _DAMAGE, FAILED, "cut off or broken")(lambda good=_good: _cut(good))
    case(f"zip-password.{_suffix}", _LOCK, FAILED, "password")(lambda good=_good: _locked(good))
    case(f"sizes-untrue.{_suffix}", _DAMAGE, SAFE)(lambda good=_good: _untrue_sizes(good))
    for _seed in range(6):
        case(f"bits-flipped-{_seed}.{_suffix}", _DAMAGE, SAFE)(lambda good=_good, seed=_seed: _flipped(good, seed))
    case(f"bomb-of-one-member.{_suffix}", _BOMB, FAILED, "unpacks to", sizes=(30_000_000, 2_000_000_000))(
        lambda size, good=_good: _with(good, ("media/large.xml", b" " * size))
    )
    case(f"bomb-of-one-picture.{_suffix}", _BOMB, FAILED, "unpacks to", sizes=(30_000_000, 2_000_000_000))(
        lambda size, good=_good: _with(good, ("media/large.png", b"\0" * size))
    )
    case(f"bomb-of-many-members.{_suffix}", _BOMB, FAILED, "members", sizes=(10_001, 60_000))(
        lambda size, good=_good: _with(good, *((f"media/{n}.xml", b"") for n in range(size)))
    )
    case(f"bomb-that-overlaps.{_suffix}", _BOMB, FAILED, "unpacks to", sizes=(500, 60_000))(
        lambda size, good=_good: overlapping(good(), min(size, 9000), 1_000_000 * (1 + size // 10_000))
    )
    case(f"paths-that-climb-out.{_suffix}", _PATHS, READ, actions=_ACTIONS)(
        lambda good=_good: _with(
            good, ("../../../../etc/passwd", b"root"), ("/etc/passwd", b"root"), ("..\\..\\boot.ini", b"boot"),
            ("C:/autoexec.bat", b"rem"), ("media/../../../out.xml", b"<a/>"), ("a\0b.xml", b"<a/>"),
        )
    )  # fmt: skip
    case(f"member-named-twice.{_suffix}", _PATHS, SAFE)(
        lambda good=_good: _with(good, ("word/document.xml", b"<a/>"), ("content.xml", b"<a/>"))
    )


@case("mimetype-is-a-bomb.odt", _BOMB, FAILED, "unpacks to", sizes=(30_000_000, 2_000_000_000))
def mimetype_is_a_bomb(size: int) -> bytes:
    return zipped([("mimetype", b"a" * size), ("content.xml", "<a/>")])


@case("zip-of-zips.docx", _BOMB, FAILED)
def zip_of_zips() -> bytes:
    """Each zip holds ten of the next; nothing here unpacks a zip inside a zip."""
    inner = zipped([("0", b"\0" * 1_000_000)])
    for _ in range(4):
        inner = zipped([(f"{n}.zip", inner) for n in range(10)])
    return inner


@case("text-of-a-thousand-to-one.docx", _BOMB, FAILED, "unpacks to", sizes=(22_000_000, 190_000_000))
def text_of_a_thousand_to_one(size: int) -> bytes:
    """A document that is allowed by its size alone, and by its ratio is no document."""
    return docx("<w:p><w:r><w:t>x</w:t></w:r></w:p>" * (size // 37))


@case("text-of-a-thousand-to-one.odt", _BOMB, FAILED, "unpacks to", sizes=(22_000_000, 190_000_000))
def odt_of_a_thousand_to_one(size: int) -> bytes:
    return odt("<text:p>x</text:p>" * (size // 18))


@case("rows-of-a-thousand-to-one.xlsx", _BOMB, FAILED, "unpacks to", sizes=(22_000_000, 190_000_000))
def rows_of_a_thousand_to_one(size: int) -> bytes:
    return xlsx("<row><c><v>1</v></c></row>" * (size // 26))


@case("part-points-out-of-the-package.docx", _PATHS, SAFE)
def part_points_out() -> bytes:
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    rels = f'<Relationship Id="rId9" Type="{kind}/styles" Target="../../../../../../etc/passwd"/>'
    return docx(docx_table(), rels=rels)


@case("part-refers-to-itself.docx", _PATHS, SAFE)
def part_refers_to_itself() -> bytes:
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    names = ("styles", "numbering", "footnotes", "header", "theme")
    rels = "".join(f'<Relationship Id="r{n}" Type="{kind}/{n}" Target="document.xml"/>' for n in names)
    return docx(docx_table(), rels=rels)


@case("macros.docm", "macros", READ, actions=_ACTIONS)
def macros_in_word() -> bytes:
    return docx(docx_table(), [("word/vbaProject.bin", _MACRO)], rels=_VBA)


@case("macros.xlsm", "macros", READ, actions=_ACTIONS)
def macros_in_excel() -> bytes:
    return xlsx(xlsx_rows(), more=[("xl/vbaProject.bin", _MACRO)], rels=_VBA)


@case("macros.odt", "macros", READ, actions=_ACTIONS)
def macros_in_odt() -> bytes:
    script = "<script:module xmlns:script='http://openoffice.org/2000/script'>Sub Main\nShell(\"calc\")\nEnd Sub"
    return odt(odt_table(), [("Basic/Standard/Module1.xml", f"{script}</script:module>")])


@case("macros.ods", "macros", READ, actions=_ACTIONS)
def macros_in_ods() -> bytes:
    return ods(odt_table(), [("Scripts/python/run.py", "import os; os.system('calc')")])


_MACRO = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1Attribut\0e VB_Name = AutoOpen Shell calc"
_VBA = (
    '<Relationship Id="rId8" Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject" '
    'Target="vbaProject.bin"/>'
)


@case("zip-of-pictures.docx", _DAMAGE, FAILED, "archive")
def zip_of_pictures() -> bytes:
    return zipped([("holiday.jpg", b"\xff\xd8\xff")])


@case("no-content.odt", _DAMAGE, FAILED)
def no_content() -> bytes:
    return zipped([("meta.xml", "<a/>")], ODT)


@case("no-content.ods", _DAMAGE, FAILED)
def no_content_ods() -> bytes:
    return zipped([("meta.xml", "<a/>")], ODS)


@case("office-password.docx", _LOCK, FAILED, "password")
def office_password() -> bytes:
    """An encrypted Office file is a compound file with a stream of this name."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2000 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 2000


def _sealed(kind: str) -> bytes:
    """OpenDocument with a password: the manifest says so, the content is noise."""
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry '
        'manifest:full-path="content.xml"><manifest:encryption-data/></manifest:file-entry></manifest:manifest>'
    )
    return zipped([("content.xml", random.Random(1).randbytes(5000)), ("META-INF/manifest.xml", manifest)], kind)


case("opendocument-password.odt", _LOCK, FAILED, "password")(lambda: _sealed(ODT))
case("opendocument-password.ods", _LOCK, FAILED, "password")(lambda: _sealed(ODS))
