"""What the fuzzers found, and the search through our own patterns: each case as small as it could be made."""

from __future__ import annotations

import struct

import pytest
from hostile.office_making import good_docx, good_ods

from extract.errors import PaperDamaged, PaperUnreadable
from extract.owners import split_owners
from extract.paper import read_paper
from extract.settings import ReadSettings


@pytest.mark.parametrize(("make", "name"), [(good_docx, "plan.docx"), (good_ods, "plan.ods")])
def test_a_directory_that_points_before_the_file_is_damage(make: object, name: str) -> None:
    """The zip's directory is said to stand elsewhere, so that its members begin before the first byte."""
    data = bytearray(make())  # type: ignore[operator]
    end = data.rfind(b"PK\x05\x06")
    (start,) = struct.unpack_from("<I", data, end + 16)
    struct.pack_into("<I", data, end + 16, start + 200_000)
    with pytest.raises(PaperDamaged):
        read_paper(bytes(data), name, ReadSettings())


@pytest.mark.parametrize("charset", ["zlib", "rot13", "hex", "idna", "punycode", "undefined", "unicode_escape", "mbcs"])
def test_codecs_that_are_no_encodings_of_pages(charset: str) -> None:
    page = b'<html><meta charset="%s"><body><p>caf\xe9 of the council</p></body></html>' % charset.encode()
    assert read_paper(page, "page.html", ReadSettings()).status == "read"


def test_counts_that_are_no_numbers_in_a_sheet() -> None:
    import io
    import zipfile

    data, out = good_ods(), io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for member in old.infolist():
            held = old.read(member).replace(
                b"<table:table-cell>", '<table:table-cell table:number-columns-repeated="²">'.encode(), 1
            )
            new.writestr(member.filename, held.replace(b"June", b'June<text:s text:c="many"/>'))
    assert sum(len(v.actions) for v in read_paper(out.getvalue(), "plan.ods", ReadSettings()).versions) == 3


def test_a_page_goes_on_after_an_embedded_thing() -> None:
    """The parser takes what follows an <embed> for its content; it used to be lost without a word."""
    page = b"<html><body><p>before</p><embed src=x><p>The council agreed the plan.</p></body></html>"
    paper = read_paper(page, "page.html", ReadSettings())
    assert paper.status == "read"
    from extract.readers.html import read_html

    texts = [block.text for block in read_html(page, ReadSettings()).blocks if hasattr(block, "text")]
    assert texts == ["before", "The council agreed the plan."]


def test_open_brackets_by_the_thousand_name_no_owner() -> None:
    """One bracket after another made a search go back to each of them, for each of them."""
    (owners,) = split_owners(["(a" * 50_000])
    assert len(owners) <= 1


def test_noise_after_a_zip_mark_is_refused_in_words() -> None:
    for tail in (b"", b"\0" * 30, b"\xff" * 100, b"PK\x05\x06" + b"\xff" * 18):
        with pytest.raises(PaperUnreadable, match=r"again|save"):
            read_paper(b"PK\x03\x04" + tail, "plan.docx", ReadSettings())
