"""PDF papers that are small on disk and would be large in memory or in time."""

from __future__ import annotations

from hostile.cases import NOT_WHOLE, READ, SAFE, TABLE, case
from hostile.pdf_making import PAGE, one_page, stream, written
from reportlab.pdfgen.canvas import Canvas

_KIND = "PDF bomb"
_WORDS = b"BT /F1 12 Tf 50 700 Td (Marlbrook Council Action Plan) Tj ET "


@case("content-of-a-thousand-to-one.pdf", _KIND, SAFE, sizes=(5_000_000, 1_000_000_000))
def content_of_a_thousand_to_one(size: int) -> bytes:
    """Deflated blanks, unpacking to a thousand times their size."""
    return one_page(_WORDS + b" " * size, packed=1)


@case("content-packed-three-times.pdf", _KIND, SAFE, sizes=(20_000_000, 1_000_000_000))
def content_packed_three_times(size: int) -> bytes:
    return one_page(_WORDS + b" " * size, packed=3)


@case("content-of-operators.pdf", _KIND, SAFE, sizes=(2_000_000, 200_000_000))
def content_of_operators(size: int) -> bytes:
    """Not blanks but work: every four bytes an operator."""
    return one_page(_WORDS + b"q Q " * (size // 4), packed=2)


@case("letters-by-the-million.pdf", _KIND, SAFE, sizes=(4_000, 20_000_000))
def letters_by_the_million(size: int) -> bytes:
    return one_page(b"BT /F1 1 Tf 50 700 Td (" + b"x" * size + b") Tj ET", packed=1)


@case("same-stream-a-thousand-times.pdf", _KIND, SAFE, sizes=(10, 10_000))
def same_stream_again(size: int) -> bytes:
    """One stream, named as the content of the page again and again."""
    page = PAGE.replace(b"/Contents 4 0 R", b"/Contents[%s]" % (b"4 0 R " * size))
    return one_page(_WORDS + b" " * 1_000_000, page=page, packed=1)


@case("objects-in-a-packed-stream.pdf", _KIND, SAFE, sizes=(20_000_000, 1_000_000_000))
def objects_in_a_packed_stream(size: int) -> bytes:
    held = stream(b"7 0 " + b" " * size, b"/Type/ObjStm/N 1000000/First 4", packed=1)
    return one_page(_WORDS, o6=held)


@case("100000-rectangles.pdf", _KIND, SAFE, sizes=(1_000, 100_000))
def rectangles(size: int) -> bytes:
    boxes = (b"%d %d 4 4 re S" % (40 + 5 * (n % 100), 40 + 7 * (n // 100 % 100)) for n in range(size))
    return one_page(_WORDS + b" ".join(boxes), packed=1)


@case("100000-rectangles-as-cells.pdf", _KIND, SAFE, sizes=(1_000, 100_000))
def rectangles_that_are_cells(size: int) -> bytes:
    """Boxes that touch, each with a fill of its own, so that they are one grid."""
    across = max(1, int(size**0.5))
    step = 500 / across
    boxes = (
        b"0 %.2f 0 rg %.3f %.3f %.3f %.3f re B"
        % (n % 7 / 7, 50 + step * (n % across), 100 + step * (n // across), step, step)
        for n in range(size)
    )
    return one_page(_WORDS + b" ".join(boxes), packed=1)


@case("one-path-of-a-million-points.pdf", _KIND, SAFE, sizes=(5_000, 1_000_000))
def one_path(size: int) -> bytes:
    points = b" ".join(b"%d %d l" % (50 + n % 500, 50 + n % 700) for n in range(size))
    return one_page(_WORDS + b"0 0 m " + points + b" S", packed=1)


@case("letters-on-one-spot.pdf", _KIND, SAFE, sizes=(2_000, 100_000))
def letters_on_one_spot(size: int) -> bytes:
    return one_page(b" ".join(b"BT /F1 9 Tf 50 700 Td (x) Tj ET" for _ in range(size)), packed=1)


@case("words-all-over-the-page.pdf", _KIND, SAFE, sizes=(300, 60_000))
def words_all_over(size: int) -> bytes:
    spots = (b"BT /F1 2 Tf %d %d Td (plan) Tj ET" % (10 + n * 7 % 570, 10 + n * 11 % 820) for n in range(size))
    return one_page(b" ".join(spots), packed=1)


@case("5000-pages.pdf", _KIND, READ, actions=3, sizes=(40, 5_000))
def many_pages(size: int) -> bytes:
    """A long paper whose plan is on its last page."""
    import io

    out = io.BytesIO()
    canvas = Canvas(out, invariant=1)
    for number in range(1, size):
        canvas.drawString(60, 700, f"Minute {number}: the committee noted the report on item {number}.")
        canvas.showPage()
    canvas.grid([50, 90, 330, 430, 520, 560], [700 - 20 * n for n in range(len(TABLE) + 1)])
    canvas.setFont("Helvetica", 7)
    for row, texts in enumerate(TABLE):
        for left, text in zip((52, 92, 332, 432, 522), texts, strict=True):
            canvas.drawString(left, 686 - 20 * row, text)
    canvas.save()
    return out.getvalue()


@case("one-page-listed-a-million-times.pdf", _KIND, SAFE, sizes=(200, 1_000_000))
def one_page_again_and_again(size: int) -> bytes:
    return one_page(_WORDS).replace(b"[3 0 R]/Count 1", b"[%s]/Count %d" % (b"3 0 R " * size, size))


@case("picture-of-ten-billion-points.pdf", _KIND, SAFE)
def huge_picture() -> bytes:
    """A scan that says it is a hundred thousand points wide and high."""
    page = PAGE.replace(b"/Font<<", b"/XObject<</X 6 0 R>>/Font<<")
    picture = b"/Type/XObject/Subtype/Image/Width 100000/Height 100000/BitsPerComponent 8/ColorSpace/DeviceRGB"
    return one_page(b"595 0 0 842 0 0 cm /X Do", page=page, o6=stream(b"\0" * 1_000_000, picture, packed=1))


@case("scan-on-every-page.pdf", _KIND, NOT_WHOLE, sizes=(2, 200))
def scans(size: int) -> bytes:
    """Pages that are noise: a reader of scans would look at every one."""
    import random

    noise = random.Random(3).randbytes(40_000)
    picture = stream(
        noise, b"/Type/XObject/Subtype/Image/Width 200/Height 200/BitsPerComponent 8/ColorSpace/DeviceGray"
    )
    kids = b" ".join(b"%d 0 R" % (10 + n) for n in range(size))
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</XObject<</X 5 0 R>>>>>>"
    return written(
        {
            1: b"<</Type/Catalog/Pages 2 0 R>>",
            2: b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, size),
            4: stream(b"595 0 0 842 0 0 cm /X Do"),
            5: picture,
        }
        | {10 + n: page for n in range(size)}
    )
