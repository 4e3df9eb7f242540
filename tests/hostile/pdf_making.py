"""PDF files written object by object, so that they can be as wrong as a case wants."""

from __future__ import annotations

import io
import zlib
from collections.abc import Mapping

from hostile.cases import TABLE
from pdf_papers import GRID
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import SimpleDocTemplate, Table, TableStyle

__all__ = ["PAGE", "good_pdf", "one_page", "stream", "written"]

PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>"
_FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"


def good_pdf(encrypt: object = None) -> bytes:
    """The good table, ruled, on one page."""
    out = io.BytesIO()
    more = {"encrypt": encrypt} if encrypt else {}
    pages = SimpleDocTemplate(out, pagesize=A4, **more)
    pages.build([Table([list(row) for row in TABLE], style=TableStyle(GRID))], canvasmaker=_Canvas)
    return out.getvalue()


class _Canvas(Canvas):
    """The same bytes at any time of day."""

    def __init__(self, *args: object, **more: object) -> None:
        super().__init__(*args, **{**more, "invariant": 1})


def written(objects: Mapping[int, bytes], trailer: bytes = b"") -> bytes:
    """A file of these objects, the first of which is its catalogue, with a cross-reference table that is right."""
    out = bytearray(b"%PDF-1.7\n")
    places: dict[int, int] = {}
    for number, body in objects.items():
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start, size = len(out), max(objects) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n" % size
    for number in range(1, size):
        out += b"%010d 00000 n \n" % places[number] if number in places else b"0000000000 00000 f \n"
    return bytes(out + b"trailer\n<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n" % (size, trailer, start))


def stream(content: bytes, entries: bytes = b"", packed: int = 0) -> bytes:
    """A stream; `packed` times deflated, and said so."""
    for _ in range(packed):
        content = zlib.compress(content, 9)
    if packed:
        entries += b"/Filter[%s]" % (b"/FlateDecode" * packed)
    return b"<</Length %d%s>>stream\n%s\nendstream" % (len(content), entries, content)


def one_page(content: bytes, page: bytes = PAGE, font: bytes = _FONT, packed: int = 0, **more: bytes) -> bytes:
    """A page that draws `content`; `more` are further objects, by their number ("o6")."""
    objects = {
        1: b"<</Type/Catalog/Pages 2 0 R>>",
        2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        3: page,
        4: stream(content, packed=packed),
        5: font,
    }
    return written(objects | {int(name[1:]): body for name, body in more.items()})
