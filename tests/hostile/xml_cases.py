"""XML that names other files, grows when it is read, nests without end, or points at other machines."""

from __future__ import annotations

from collections.abc import Callable

from hostile.cases import FAILED, NOT_WHOLE, READ, SAFE, case
from hostile.office_making import W, docx, docx_table, ods, odt, odt_table, xlsx, xlsx_rows

_ENTITY, _LAUGH, _NEST, _REMOTE = "external entities", "entities that grow", "deep nesting", "remote references"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SECRET = "planthread-must-not-read-this"
ADDRESS = "http://127.0.0.1:9"
"""Replaced by the address of a listener in the test that proves that nothing is fetched."""

_EXTERNAL = (
    '<!DOCTYPE a [<!ENTITY file SYSTEM "file:///etc/hostname"><!ENTITY web SYSTEM "http://127.0.0.1:9/entity">'
    '<!ENTITY % more SYSTEM "http://127.0.0.1:9/more.dtd">%more;]>'
)
_LAUGHS = (
    '<!DOCTYPE a [<!ENTITY l0 "ha ha ha ha ha ha ha ha ha ha">'
    + "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    + "]>"
)
_QUADRATIC = f'<!DOCTYPE a [<!ENTITY big "{"x" * 100_000}">]>'

_MAKERS: dict[str, Callable[[str, str], bytes]] = {
    "docx": lambda head, words: docx(f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>" + docx_table(), head=head),
    "odt": lambda head, words: odt(f"<text:p>{words}</text:p>" + odt_table(), head=head),
    "ods": lambda head, words: ods(
        f"<table:table><table:table-row><table:table-cell><text:p>{words}</text:p></table:table-cell>"
        "</table:table-row></table:table>" + odt_table(),
        head=head,
    ),
    "xlsx": lambda head, words: xlsx(
        f'<row><c t="inlineStr"><is><t>{words}</t></is></c></row>' + xlsx_rows(), head=head
    ),
    "html": lambda head, words: f"{head}<html><body><p>{words}</p></body></html>".encode(),
    "xhtml": lambda head, words: (
        f'<?xml version="1.0"?>{head}<html xmlns="http://www.w3.org/1999/xhtml"><body><p>{words}</p></body></html>'
    ).encode(),
    "fodt": lambda head, words: (
        f'{head}<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
        'office:mimetype="application/vnd.oasis.opendocument.text"><office:body><office:text>'
        f"<text:p>Plan {words}</text:p></office:text></office:body></office:document>"
    ).encode(),
}

for _suffix, _make in _MAKERS.items():
    case(f"external-entities.{_suffix}", _ENTITY, SAFE)(lambda make=_make: make(_EXTERNAL, "see &file; &web;"))
    case(f"billion-laughs.{_suffix}", _LAUGH, SAFE)(lambda make=_make: make(_LAUGHS, "&l9;"))
    case(f"entity-used-often.{_suffix}", _LAUGH, SAFE)(lambda make=_make: make(_QUADRATIC, "&big;" * 5_000))


def _nested_docx(depth: int) -> bytes:
    return docx(
        "<w:tbl><w:tr><w:tc>" * depth + "<w:p><w:r><w:t>deep</w:t></w:r></w:p>" + "</w:tc></w:tr></w:tbl>" * depth
    )


def _nested_odt(depth: int) -> bytes:
    opened = "<table:table><table:table-row><table:table-cell>"
    closed = "</table:table-cell></table:table-row></table:table>"
    return odt(opened * depth + "<text:p>deep</text:p>" + closed * depth)


for _depth in (50, 10_000):
    _ends = SAFE if _depth == 50 else FAILED
    _says = "" if _depth == 50 else "nest"
    case(f"tables-nested-{_depth}-deep.docx", _NEST, _ends, _says)(lambda depth=_depth: _nested_docx(depth))
    case(f"tables-nested-{_depth}-deep.odt", _NEST, _ends, _says)(lambda depth=_depth: _nested_odt(depth))
    case(f"spans-nested-{_depth}-deep.ods", _NEST, _ends, _says)(
        lambda depth=_depth: ods(
            "<table:table><table:table-row><table:table-cell><text:p>"
            + "<text:span>" * depth + "deep" + "</text:span>" * depth
            + "</text:p></table:table-cell></table:table-row></table:table>" + odt_table()
        )
    )  # fmt: skip
    case(f"spans-nested-{_depth}-deep.odt", _NEST, _ends, _says)(
        lambda depth=_depth: odt(
            "<text:p>" + "<text:span>" * depth + "deep" + "</text:span>" * depth + "</text:p>" + odt_table()
        )
    )
    case(f"controls-nested-{_depth}-deep.docx", _NEST, _ends, _says)(
        lambda depth=_depth: docx("<w:sdt><w:sdtContent>" * depth + docx_table() + "</w:sdtContent></w:sdt>" * depth)
    )
    case(f"elements-nested-{_depth}-deep.xlsx", _NEST, SAFE)(
        lambda depth=_depth: xlsx(xlsx_rows(), after="<extLst>" + "<ext>" * depth + "</ext>" * depth + "</extLst>")
    )


@case("remote-template-images-and-frames.docx", _REMOTE, READ, actions=3)
def remote_docx() -> bytes:
    kinds = ("attachedTemplate", "image", "hyperlink", "oleObject", "frame", "subDocument", "styles", "settings")
    rels = "".join(
        f'<Relationship Id="x{n}" Type="{_OFFICE}/{kind}" Target="{ADDRESS}/{kind}" TargetMode="External"/>'
        for n, kind in enumerate(kinds)
    )
    field = '<w:p><w:r><w:instrText>INCLUDEPICTURE "http://127.0.0.1:9/picture" \\d</w:instrText></w:r></w:p>'
    return docx(docx_table() + field, rels=rels)


@case("remote-schema.docx", _REMOTE, READ, actions=3)
def remote_schema() -> bytes:
    place = f'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="{W} {ADDRESS}/word.xsd"'
    return docx(f"<w:p {place}/>" + docx_table(), head=f'<?xml-stylesheet href="{ADDRESS}/style.xsl" type="text/xsl"?>')


@case("remote-links.xlsx", _REMOTE, READ, actions=3)
def remote_xlsx() -> bytes:
    kinds = ("externalLink", "connections", "hyperlink", "queryTable")
    rels = "".join(
        f'<Relationship Id="x{n}" Type="{_OFFICE}/{kind}" Target="{ADDRESS}/{kind}" TargetMode="External"/>'
        for n, kind in enumerate(kinds)
    )
    formula = f'<row><c t="str"><f>WEBSERVICE("{ADDRESS}/service")</f><v>kept</v></c></row>'
    return xlsx(xlsx_rows() + formula, rels=rels)


@case("remote-pictures-and-sections.odt", _REMOTE, READ, actions=3)
def remote_odt() -> bytes:
    space = 'xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"'
    picture = f'<text:p><draw:frame {space}><draw:image xlink:href="{ADDRESS}/picture"/></draw:frame></text:p>'
    section = f'<text:section {space} text:name="a"><text:section-source xlink:href="{ADDRESS}/part"/></text:section>'
    return odt(picture + section + odt_table())


@case("remote-sheet.ods", _REMOTE, READ, actions=3)
def remote_ods() -> bytes:
    space = 'xmlns:xlink="http://www.w3.org/1999/xlink"'
    link = f'<table:table table:name="b"><table:table-source {space} xlink:href="{ADDRESS}/other.ods"/></table:table>'
    return ods(odt_table() + link)


@case("not-well-formed.docx", "damaged office file", NOT_WHOLE, "broken")
def not_well_formed() -> bytes:
    return docx("<w:p><w:r><w:t>open")


@case("controls-and-noncharacters.docx", "odd characters", SAFE)
def controls_in_xml() -> bytes:
    return docx("<w:p><w:r><w:t>a&#xFFFE;&#x0;&#xD800;b</w:t></w:r></w:p>")
