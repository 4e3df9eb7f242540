"""PDF papers whose structure lies: updates, forms, attachments, outlines, maps and filters that lead astray."""

from __future__ import annotations

import re
import zlib

from hostile.cases import FAILED, READ, SAFE, case
from hostile.office_making import good_docx
from hostile.pdf_making import PAGE, good_pdf, one_page, stream, written

_LOOP, _ODD, _BOMB = "circular PDF", "PDF with absurd content", "PDF bomb"
_WORDS = b"BT /F1 12 Tf 50 700 Td (Marlbrook Council Action Plan) Tj ET"


def _updated(plain: bytes, objects: dict[int, bytes], previous: int | None = None) -> bytes:
    """The file with objects written anew at its end, as programs save changes."""
    last = int(plain.rsplit(b"startxref\n", 1)[1].split()[0])
    out, table = bytearray(plain), b""
    for number, body in objects.items():
        table += b"%d 1\n%010d 00000 n \n" % (number, len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    size = max(map(int, re.findall(rb"/Size (\d+)", plain)))
    start, prev = len(out), last if previous is None else previous
    root = re.findall(rb"/Root (\d+ 0 R)", plain)[-1]
    out += b"xref\n%strailer\n<</Size %d/Root %s/Prev %d>>\nstartxref\n%d\n%%%%EOF\n" % (table, size, root, prev, start)
    return bytes(out)


def _catalogue(entries: bytes, content: bytes = _WORDS, **more: bytes) -> bytes:
    """A page, and a catalogue that says more."""
    return one_page(content, **{"o1": b"<</Type/Catalog/Pages 2 0 R%s>>" % entries, **more})


@case("saved-500-times.pdf", _LOOP, SAFE)
def saved_often() -> bytes:
    """Each update takes the place of the page's text."""
    data = one_page(_WORDS)
    for n in range(500):
        data = _updated(data, {4: stream(b"BT /F1 12 Tf 50 700 Td (Version %d) Tj ET" % n)})
    return data


@case("updates-that-lead-back-to-each-other.pdf", _LOOP, SAFE)
def updates_lead_back() -> bytes:
    once = _updated(one_page(_WORDS), {4: stream(_WORDS)})
    last = int(once.rsplit(b"startxref\n", 1)[1].split()[0])
    return _updated(once, {4: stream(_WORDS)}, previous=last + 1).replace(
        b"/Prev %d>>" % (last + 1), b"/Prev %d>>" % last
    )


@case("update-that-comes-before-the-file.pdf", _LOOP, SAFE)
def update_before() -> bytes:
    return _updated(one_page(_WORDS), {4: stream(_WORDS)}, previous=99_999_999_999)


@case("packed-objects-in-packed-objects.pdf", _LOOP, SAFE)
def nested_object_streams() -> bytes:
    """A stream of objects that is said to stand in itself, and to go on in itself."""
    inner = stream(b"6 0 7 9 <</A 7 0 R>> <</B 6 0 R>>", b"/Type/ObjStm/N 2/First 8/Extends 6 0 R")
    plain = one_page(_WORDS, o6=inner, o7=inner)
    entries = b"".join(b"\2\0\0\0\6\0" if n in (6, 7) else b"\0\0\0\0\0\0" for n in range(8))
    start = len(plain)
    table = stream(entries, b"/Type/XRef/Size 8/W[1 4 1]/Root 1 0 R/Prev %d" % plain.rfind(b"xref\n0"))
    return plain + b"8 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF\n" % (table, start)


@case("bookmarks-that-lead-back.pdf", _LOOP, SAFE)
def bookmarks_lead_back() -> bytes:
    item = b"<</Title(Action Plan)/Parent 6 0 R/Next 7 0 R/First 7 0 R/Last 7 0 R/Prev 7 0 R/Count 9>>"
    return _catalogue(b"/Outlines 6 0 R", o6=b"<</First 7 0 R/Last 7 0 R/Count 999999999>>", o7=item)


@case("structure-that-leads-back.pdf", _LOOP, SAFE)
def structure_leads_back() -> bytes:
    element = b"<</Type/StructElem/S/Table/P 7 0 R/K[7 0 R 7 0 R]>>"
    tree = b"<</Type/StructTreeRoot/K[7 0 R 6 0 R]/ParentTree<</Kids[6 0 R]>>>>"
    return _catalogue(b"/MarkInfo<</Marked true>>/StructTreeRoot 6 0 R", o6=tree, o7=element)


@case("names-that-lead-back.pdf", _LOOP, SAFE)
def names_lead_back() -> bytes:
    return _catalogue(b"/Names<</Dests 6 0 R/EmbeddedFiles 6 0 R>>", o6=b"<</Kids[6 0 R 6 0 R]/Limits[(a)(z)]>>")


@case("fields-that-lead-back.pdf", _LOOP, SAFE)
def fields_lead_back() -> bytes:
    """A form whose field is its own kid, and draws itself."""
    field = (
        b"<</Type/Annot/Subtype/Widget/FT/Tx/T(a)/V(Review every lease)/Rect[50 50 200 80]/Parent 7 0 R/Kids[7 0 R]"
        b"/AP<</N 8 0 R>>>>"
    )
    form = b"/Type/XObject/Subtype/Form/BBox[0 0 99 99]/Resources<</XObject<</X 8 0 R>>>>"
    page = PAGE.replace(b"/Resources", b"/Annots[7 0 R 7 0 R]/Resources")
    acro = b"/AcroForm<</Fields[7 0 R]/XFA[(template) 8 0 R]/NeedAppearances true>>"
    return _catalogue(acro, page=page, o7=field, o8=stream(b"/X Do", form))


@case("mask-that-masks-itself.pdf", _LOOP, SAFE)
def mask_masks_itself() -> bytes:
    state = b"<</ExtGState<</G<</SMask<</S/Alpha/G 6 0 R>>>>>>>>"
    group = b"/Type/XObject/Subtype/Form/BBox[0 0 595 842]/Group<</S/Transparency>>/Resources " + state
    page = PAGE.replace(b"<</Font<<", state[:-2] + b"/Font<<")
    return one_page(b"/G gs " + _WORDS, page=page, o6=stream(b"/G gs 0 0 99 99 re f", group))


@case("pattern-painted-with-itself.pdf", _LOOP, SAFE)
def pattern_of_itself() -> bytes:
    """Tiles of a millionth of a point, each painted with the same tiles."""
    tile = (
        b"/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 1 1]/XStep 0.000001/YStep 0.000001"
        b"/Resources<</Pattern<</P 6 0 R>>>>"
    )
    page = PAGE.replace(b"<</Font<<", b"<</Pattern<</P 6 0 R>>/Font<<")
    paint = b"/Pattern cs /P scn 0 0 595 842 re f"
    return one_page(_WORDS + b" " + paint, page=page, o6=stream(paint, tile))


@case("embedded-files-and-actions.pdf", "remote references", READ, actions=3)
def embedded_files() -> bytes:
    """A program, a paper that would be read by itself, and a sound that the page would play."""
    held = zlib.compress(b"MZ" + b"\0" * 1_000_000)
    extra = (
        b"/Names<</EmbeddedFiles<</Names[(a.exe)<</Type/Filespec/F(a.exe)/EF<</F<</Length %d>>>>>>]>>>>"
        b"/OpenAction<</S/SubmitForm/F<</FS/URL/F(http://127.0.0.1:9/submit)>>>>" % len(held)
    )
    return good_pdf().replace(b"/Type /Catalog", b"/Type /Catalog " + extra)


@case("attachment-of-a-thousand-to-one.pdf", _BOMB, READ, actions=0, sizes=(20_000_000, 1_000_000_000))
def attachment_bomb(size: int) -> bytes:
    """An attachment is not unpacked, so it may be of any size."""
    held = stream(b"\0" * size, b"/Type/EmbeddedFile", packed=1)
    names = b"/Names<</EmbeddedFiles<</Names[(a)<</Type/Filespec/F(a)/EF<</F 6 0 R>>>>]>>>>"
    return _catalogue(names, o6=held)


@case("rows-of-a-billion-columns.pdf", _BOMB, SAFE)
def predictor_columns() -> bytes:
    """What undoes the packing is told to hold a row of two billion bytes."""
    content = zlib.compress(_WORDS)
    said = b"/Filter/FlateDecode/DecodeParms<</Predictor 15/Columns 2147483647/Colors 32/BitsPerComponent 16>>"
    return one_page(_WORDS, o4=b"<</Length %d%s>>stream\n%s\nendstream" % (len(content), said, content))


@case("filters-by-the-thousand.pdf", _BOMB, SAFE)
def many_filters() -> bytes:
    said = b"/Filter[%s]" % (b"/ASCIIHexDecode/ASCII85Decode/RunLengthDecode/LZWDecode" * 2_000)
    return one_page(_WORDS, o4=b"<</Length 20%s>>stream\n%s\nendstream" % (said, b"4d4d4d4d4d4d4d4d4d4>"))


@case("picture-in-a-format-that-lies.pdf", _ODD, SAFE)
def lying_pictures() -> bytes:
    page = PAGE.replace(b"/Font<<", b"/XObject<</X 6 0 R/Y 7 0 R/Z 8 0 R>>/Font<<")
    picture = b"/Type/XObject/Subtype/Image/Width 60000/Height 60000/BitsPerComponent 8/ColorSpace/DeviceRGB/Filter/%s"
    made = {f"o{6 + n}": stream(b"\xff\x4f\xff\x51" * 50, picture % kind) for n, kind in enumerate(_PICTURES)}
    return one_page(b"595 0 0 842 0 0 cm /X Do /Y Do /Z Do", page=page, **made)


_PICTURES = (b"JPXDecode", b"JBIG2Decode", b"DCTDecode")


@case("map-of-every-letter.pdf", _BOMB, SAFE, heavy=True)
def map_of_every_letter() -> bytes:
    """A font whose map names four thousand million letters, and is built on itself."""
    cmap = (
        b"/CIDInit/ProcSet findresource begin begincmap /Odd usecmap 1 begincodespacerange<00000000><FFFFFFFF>"
        b"endcodespacerange 2 beginbfrange<00000000><FFFFFFFF><0041><00><FF>[<0041>]endbfrange 1 begincidrange"
        b"<00000000><FFFFFFFF> 0 endcidrange endcmap end"
    )
    font = (
        b"<</Type/Font/Subtype/Type0/BaseFont/Odd/Encoding 6 0 R/ToUnicode 6 0 R/DescendantFonts[<</Type/Font/Subtype"
        b"/CIDFontType2/BaseFont/Odd/CIDSystemInfo<</Registry(A)/Ordering(B)/Supplement 0>>/W[0 2147483647 500]>>]>>"
    )
    said = b"/Type/CMap/CMapName/Odd/UseCMap 6 0 R"
    return one_page(b"BT /F1 12 Tf 50 700 Td <0000004100000042> Tj ET", font=font, o6=stream(cmap, said))


@case("xfa-form-in-place-of-pages.pdf", _ODD, SAFE)
def xfa_form() -> bytes:
    """What is filled in lies in XML that other programs show; the page itself asks for another viewer."""
    xml = b'<xdp:xdp xmlns:xdp="http://ns.adobe.com/xdp/"><template><field><value>Review</value></field></template>'
    wait = b"BT /F1 12 Tf 50 700 Td (Please wait... If this message is not replaced, your viewer cannot show it.) Tj ET"
    return _catalogue(b"/AcroForm<</Fields[]/XFA 6 0 R>>/NeedsRendering true", wait, o6=stream(xml + b"</xdp:xdp>"))


@case("page-turned-inside-out.pdf", _ODD, READ, actions=3)
def inside_out() -> bytes:
    """A page whose corners are named the other way about is the same page."""
    return re.sub(rb"/MediaBox \[ 0 0 (\S+) (\S+) \]", rb"/MediaBox [ \1 \2 0 0 ]", good_pdf())


@case("file-behind-a-thousand-bytes.pdf", _ODD, READ, actions=3)
def behind_bytes() -> bytes:
    """Mail and web servers put lines before a file."""
    return b"HTTP/1.1 200 OK\r\nX-Long: " + b"x" * 900 + b"\r\n\r\n" + good_pdf()


@case("word-file-behind-the-end.pdf", _ODD, SAFE)
def word_behind() -> bytes:
    """A file that is a PDF by its beginning and a Word file by its end."""
    return good_pdf() + good_docx()


@case("marks-nested-100000-deep.pdf", _ODD, SAFE, sizes=(1_000, 100_000))
def nested_marks(size: int) -> bytes:
    return one_page(b"/Span BMC " * size + _WORDS + b" EMC" * 7)


@case("picture-in-the-text-never-ends.pdf", _ODD, SAFE)
def inline_picture() -> bytes:
    return one_page(_WORDS + b" BI /W 1 /H 1 /BPC 8 /CS /G ID " + b"\0E" * 200_000)


@case("letters-turned-and-stretched.pdf", _ODD, SAFE)
def odd_letters() -> bytes:
    text = b"BT /F1 -12 Tf 0 Tz 9e9 Tw -9e9 Tc 9 Ts 3 Tr 0 1 -1 0 50 700 Tm (Action) Tj 0 0 0 0 0 0 Tm (Plan) Tj ET "
    return one_page((text + b"q 0.7 0.7 -0.7 0.7 300 0 cm " + _WORDS + b" Q ") * 50)


@case("page-turned-by-a-billion-degrees.pdf", _ODD, SAFE)
def turned() -> bytes:
    return one_page(_WORDS, page=PAGE.replace(b"/Contents", b"/Rotate 900000000/UserUnit -3/Contents"))


@case("contents-that-are-the-page.pdf", _LOOP, SAFE)
def contents_are_the_page() -> bytes:
    kids = b"<</Type/Pages/Kids[3 0 R 5 0 R 2 0 R null 7 99 0 R]/Count 6>>"
    return one_page(_WORDS, page=PAGE.replace(b"/Contents 4 0 R", b"/Contents[3 0 R 4 0 R null (x)]"), o2=kids)


@case("form-of-xml-alone.pdf", _ODD, FAILED, "damaged")
def xml_alone() -> bytes:
    return written({1: b"<</Type/Catalog/Pages 2 0 R/AcroForm<</XFA 3 0 R>>>>", 2: b"<</Type/Pages/Kids[]/Count 0>>"})
