"""PDF papers that are cut off, broken, locked, circular or drawn with absurd figures."""

from __future__ import annotations

import random

from hostile.cases import FAILED, NOT_WHOLE, READ, SAFE, case
from hostile.pdf_making import PAGE, good_pdf, one_page, stream, written
from reportlab.lib.pdfencrypt import StandardEncryption

_DAMAGE, _LOCK, _LOOP, _ODD = "damaged PDF", "encrypted", "circular PDF", "PDF with absurd content"
_WORDS = b"BT /F1 12 Tf 50 700 Td (Marlbrook Council Action Plan) Tj ET"


@case("zero-bytes.pdf", _DAMAGE, FAILED, "is empty")
def zero_bytes() -> bytes:
    return b""


@case("only-a-header.pdf", _DAMAGE, FAILED, "damaged")
def only_a_header() -> bytes:
    return b"%PDF-1.7\n"


def _cut(tenths: int) -> bytes:
    whole = good_pdf()
    return whole[: len(whole) * tenths // 10]


for _tenths in (1, 3, 5, 7, 9):
    case(f"cut-at-{_tenths}0-percent.pdf", _DAMAGE, FAILED, "cut off" if _tenths < 9 else "")(
        lambda tenths=_tenths: _cut(tenths)
    )


def _flipped(seed: int, bits: int) -> bytes:
    """The good paper with that many bits turned."""
    draw, data = random.Random(seed), bytearray(good_pdf())
    for _ in range(bits):
        data[draw.randrange(len(data))] ^= 1 << draw.randrange(8)
    return bytes(data)


for _seed in range(20):
    case(f"bits-flipped-{_seed}.pdf", _DAMAGE, SAFE)(lambda seed=_seed: _flipped(seed, 1 + seed * 3))


@case("cross-references-wrong.pdf", _DAMAGE, SAFE)
def cross_references_wrong() -> bytes:
    return good_pdf().replace(b" 00000 n", b" 00001 f")


@case("no-pages.pdf", _DAMAGE, FAILED, "damaged")
def no_pages() -> bytes:
    return written({1: b"<</Type/Catalog/Pages 2 0 R>>", 2: b"<</Type/Pages/Kids[]/Count 0>>"})


@case("encrypted.pdf", _LOCK, FAILED, "password")
def encrypted() -> bytes:
    return good_pdf(StandardEncryption("secret", "owner", strength=128))


@case("encrypted-with-an-empty-password.pdf", _LOCK, READ, actions=3)
def encrypted_with_an_empty_password() -> bytes:
    return good_pdf(StandardEncryption("", "owner", canPrint=0, canCopy=0, strength=128))


@case("encrypted-by-a-stranger.pdf", _LOCK, FAILED)
def encrypted_by_a_stranger() -> bytes:
    plain = one_page(_WORDS)
    return plain.replace(b"/Root 1 0 R", b"/Root 1 0 R/Encrypt<</Filter/Acme/V 9/R 9>>/ID[<00><00>]")


@case("page-tree-holds-itself.pdf", _LOOP, NOT_WHOLE)
def page_tree_holds_itself() -> bytes:
    return written({1: b"<</Type/Catalog/Pages 2 0 R>>", 2: b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2>>"})


@case("page-tree-of-two-that-hold-each-other.pdf", _LOOP, NOT_WHOLE)
def page_tree_of_two() -> bytes:
    return written(
        {
            1: b"<</Type/Catalog/Pages 2 0 R>>",
            2: b"<</Type/Pages/Kids[3 0 R]/Count 1/Parent 3 0 R>>",
            3: b"<</Type/Pages/Kids[2 0 R]/Count 1/Parent 2 0 R>>",
        }
    )


@case("page-is-its-own-parent.pdf", _LOOP, SAFE)
def page_is_its_own_parent() -> bytes:
    return one_page(_WORDS, page=b"<</Type/Page/Parent 3 0 R/Contents 4 0 R>>")


@case("form-draws-itself.pdf", _LOOP, SAFE, heavy=True)
def form_draws_itself() -> bytes:
    form = b"/Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources<</XObject<</X 6 0 R>>>>"
    page = PAGE.replace(b"/Font<<", b"/XObject<</X 6 0 R>>/Font<<")
    return one_page(_WORDS + b" /X Do", page=page, o6=stream(b"/X Do /X Do", form))


@case("forms-double-at-every-level.pdf", _LOOP, SAFE, sizes=(8, 40))
def forms_double(size: int) -> bytes:
    """Forty forms, each drawing the next twice: two to the fortieth pictures."""
    page = PAGE.replace(b"/Font<<", b"/XObject<</X 10 0 R>>/Font<<")
    head = b"/Type/XObject/Subtype/Form/BBox[0 0 595 842]"
    forms = {
        f"o{n}": stream(b"/X Do /X Do", head + b"/Resources<</XObject<</X %d 0 R>>>>" % (n + 1))
        for n in range(10, 10 + size)
    }
    forms[f"o{10 + size}"] = stream(b"0 0 9 9 re f", head)
    return one_page(_WORDS + b" /X Do", page=page, **forms)


@case("glyph-draws-itself.pdf", _LOOP, SAFE)
def glyph_draws_itself() -> bytes:
    font = (
        b"<</Type/Font/Subtype/Type3/FontBBox[0 0 9 9]/FontMatrix[1 0 0 1 0 0]/CharProcs<</a 6 0 R>>/FirstChar 97"
        b"/LastChar 97/Widths[9]/Encoding<</Differences[97/a]>>/Resources<</Font<</F1 5 0 R>>>>>>"
    )
    return one_page(b"BT /F1 9 Tf 50 700 Td (aaaa) Tj ET", font=font, o6=stream(b"BT /F1 9 Tf (aa) Tj ET"))


@case("length-is-itself.pdf", _LOOP, SAFE)
def length_is_itself() -> bytes:
    return one_page(_WORDS).replace(b"/Length %d" % len(_WORDS), b"/Length 4 0 R")


@case("previous-table-is-this-one.pdf", _LOOP, SAFE)
def previous_table_is_this_one() -> bytes:
    plain = one_page(_WORDS)
    at = int(plain.rsplit(b"startxref\n", 1)[1].split()[0])
    return plain.replace(b"/Root", b"/Prev %d/Root" % at)


@case("count-of-two-billion.pdf", _ODD, SAFE)
def count_of_two_billion() -> bytes:
    return one_page(_WORDS).replace(b"/Count 1", b"/Count 2147483647")


@case("count-below-zero.pdf", _ODD, SAFE)
def count_below_zero() -> bytes:
    return one_page(_WORDS).replace(b"/Count 1", b"/Count -7")


@case("arrays-in-arrays.pdf", _ODD, SAFE)
def arrays_in_arrays() -> bytes:
    return one_page(_WORDS, o6=b"[" * 100_000 + b"]" * 100_000, page=PAGE.replace(b"/Font", b"/Odd 6 0 R/Font"))


@case("operands-in-arrays.pdf", _ODD, SAFE)
def operands_in_arrays() -> bytes:
    return one_page(_WORDS + b"[" * 200_000 + b"]" * 200_000 + b" TJ " + b"<<" * 100_000)


@case("states-saved-and-never-restored.pdf", _ODD, SAFE)
def states_saved() -> bytes:
    return one_page(b"q " * 500_000 + _WORDS)


@case("huge-coordinates.pdf", _ODD, SAFE)
def huge_coordinates() -> bytes:
    far = b"1e30 1e30 1e38 -1e38 re S 99999999999999999999 0 m -99999999999999999999 842 l S 0 0 0 0 0 0 cm "
    text = b"BT /F1 1e20 Tf 1e30 -1e30 Td (far away) Tj ET BT /F1 0 Tf 50 600 Td (no size) Tj ET "
    return one_page(_WORDS + b" q " + far + b"Q " + text + b"-2147483649 2147483648 1e309 nan re f")


@case("huge-page.pdf", _ODD, SAFE)
def huge_page() -> bytes:
    return one_page(_WORDS, page=PAGE.replace(b"[0 0 595 842]", b"[-1e9 -1e9 1e9 1e9]/UserUnit 1e6"))


@case("page-without-area.pdf", _ODD, SAFE)
def page_without_area() -> bytes:
    return one_page(_WORDS, page=PAGE.replace(b"[0 0 595 842]", b"[595 842 0 0]/CropBox[7 7 7 7]/Rotate 45"))


@case("huge-table-grid.pdf", _ODD, SAFE, sizes=(300, 1500))
def huge_table_grid(size: int) -> bytes:
    """Lines so close that they would make a grid of millions of cells."""
    step = 500 / size
    lines = [b"%.3f 100 m %.3f 600 l S" % (50 + step * n, 50 + step * n) for n in range(size)]
    lines += [b"50 %.3f m 550 %.3f l S" % (100 + step * n, 100 + step * n) for n in range(size)]
    return one_page(b"0.01 w " + b" ".join(lines) + b" " + _WORDS, packed=1)


@case("fonts-without-maps.pdf", _ODD, SAFE)
def fonts_without_maps() -> bytes:
    font = (
        b"<</Type/Font/Subtype/Type0/BaseFont/ABCDEF+Odd/Encoding/Identity-H/DescendantFonts[<</Type/Font"
        b"/Subtype/CIDFontType2/BaseFont/ABCDEF+Odd/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
        b"/FontDescriptor<</Type/FontDescriptor/FontName/ABCDEF+Odd/Flags 4>>>>]>>"
    )
    return one_page(b"BT /F1 12 Tf 50 700 Td <01230456078901AB02CD03EF> Tj ET", font=font)


@case("letters-that-are-half-a-character.pdf", _ODD, SAFE)
def letters_that_are_half() -> bytes:
    """The map of the font names lone surrogates, NUL, controls and a letter of a thousand characters."""
    cmap = (
        b"/CIDInit/ProcSet findresource begin begincmap 1 begincodespacerange<00><FF>endcodespacerange 5 beginbfchar"
        b"<41><D83D><42><DE00><43><0000><44><001B005D0030003B>"
        + b"<45><%s>" % (b"0058" * 1000)
        + b" endbfchar endcmap end"
    )
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode 6 0 R>>"
    return one_page(b"BT /F1 12 Tf 50 700 Td (ABCDE plan) Tj ET", font=font, o6=stream(cmap))


@case("font-program-is-garbage.pdf", _ODD, SAFE)
def font_program_is_garbage() -> bytes:
    font = (
        b"<</Type/Font/Subtype/TrueType/BaseFont/Odd/FirstChar 0/LastChar 255/Widths[" + b"600 " * 256 + b"]"
        b"/FontDescriptor<</Type/FontDescriptor/FontName/Odd/Flags 32/FontFile2 6 0 R>>>>"
    )
    return one_page(_WORDS, font=font, o6=stream(random.Random(7).randbytes(20_000)))


@case("opens-web-pages-and-programs.pdf", "remote references", READ, actions=3)
def opens_web_pages_and_programs() -> bytes:
    acts = (
        b"/OpenAction<</S/URI/URI(http://127.0.0.1:9/fetched)>>/AA<</WC<</S/Launch/F(calc.exe)>>>>"
        b"/Names<</JavaScript<</Names[(a)<</S/JavaScript/JS(app.alert\\(1\\))>>]>>>>"
    )
    return good_pdf().replace(b"/Type /Catalog", b"/Type /Catalog " + acts)
