"""The registry: content decides which reader takes a file, and what is no paper says what to do."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile
from pathlib import Path

import openpyxl
import pytest

from extract.document import Document
from extract.errors import PaperDamaged, PaperEmpty, PaperEncrypted, PaperTooLarge, PaperUnsupported
from extract.readers.registry import KINDS, is_paper, media_type_of, read_document, sniff
from extract.settings import ReadSettings

ROOT = Path(__file__).parents[3]
REAL = ROOT.parent / "shared" / "papers"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def read(data: bytes, name: str) -> Document:
    return read_document(data, name, ReadSettings())


def archive(**entries: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as written:
        for name, content in entries.items():
            written.writestr(name.replace("__", "/"), content)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("data", "name", "kind"),
    [
        (b"%PDF-1.7\n", "plan.txt", "PDF"),
        (b"\n\n%PDF-1.4\n", "plan.pdf", "PDF"),
        (archive(word__document="x"), "plan.docx", "Word"),
        (archive(xl__workbook="x"), "plan.zip", "Excel"),
        (archive(mimetype="application/vnd.oasis.opendocument.text"), "plan.docx", "OpenDocument text"),
        (
            archive(mimetype="application/vnd.oasis.opendocument.spreadsheet-template"),
            "p.ods",
            "OpenDocument spreadsheet",
        ),
        (OLE + "WordDocument".encode("utf-16-le"), "plan.doc", "old Word"),
        (OLE + "Workbook".encode("utf-16-le"), "plan.doc", "old Excel"),
        (b"{\\rtf1\\ansi plan}", "plan.doc", "rich text"),
        (b"<!DOCTYPE html><p>x", "plan.txt", "HTML"),
        (b"\xef\xbb\xbf\r\n<!-- saved from url -->\n<html>", "plan.htm", "HTML"),
        ("\ufeff<html><p>x".encode("utf-16-le"), "plan.xls", "HTML"),
        (b"<p>a fragment</p>", "plan.html", "HTML"),
        (b"From: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n", "plan.mht", "HTML"),
        (b"<!-- a --> " * 200 + b"words", "plan.txt", "text"),
        (b"Ref,Action\n", "plan.csv", "CSV"),
        (b"Ref\tAction\n", "plan.tsv", "tab-separated values"),
        (b"# Plan\n", "plan.md", "Markdown"),
        (b"Ref\tAction\n", "plan.txt", "text"),
        (b"Ref\tAction\n", "plan", "text"),
        (b"just words", "plan.pdf", "text"),
        ("Ref\tAction – x\n".encode("utf-16-le"), "plan.txt", "text"),
    ],
)
def test_content_decides(data: bytes, name: str, kind: str) -> None:
    assert sniff(data, name).name == kind


def test_a_wrong_suffix_is_said_and_the_content_read() -> None:
    document = read(b"<html><body><p>The plan.</p></body></html>", "plan.txt")
    assert document.reader == "html"
    assert [(p.code, p.severity) for p in document.problems] == [("content-not-as-named", "note")]
    assert read(b"The plan.", "plan.txt").problems == ()


def test_a_workbook_of_any_name_is_read_as_one() -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].append(["Ref", "Action"])
    stream = io.BytesIO()
    book.save(stream)
    assert read(stream.getvalue(), "plan.xls").reader == "sheet"


def test_markdown_has_its_own_media_type() -> None:
    assert read(b"# Plan\n\nWords.", "plan.md").media_type == "text/markdown"


@pytest.mark.parametrize("data", [b"", b"\r\n \n", b"\xef\xbb\xbf", b"\xff\xfe", b"\0\0\0\0"])
def test_an_empty_file_says_so(data: bytes) -> None:
    with pytest.raises(PaperEmpty, match="again"):
        read(data, "plan.pdf")


@pytest.mark.parametrize(
    "data",
    [b"\x89PNG\r\n\x1a\n" + b"x" * 50, b"\xff\xd8\xff\xe0" + b"x" * 50, bytes(range(256)) * 20, b"PAR1\x15\x04"],
)
def test_a_file_of_another_kind_under_a_text_name_is_refused(data: bytes) -> None:
    with pytest.raises(PaperUnsupported, match="save it as"):
        read(data, "plan.txt")


def test_an_archive_of_papers_is_refused_with_the_next_step() -> None:
    with pytest.raises(PaperUnsupported, match="unpack"):
        read(archive(plan="x"), "plan.zip")


def test_a_cut_off_archive_is_damaged() -> None:
    with pytest.raises(PaperDamaged, match="cut off"):
        read(archive(word__document="x" * 500)[:300], "plan.docx")


def test_an_encrypted_office_file_asks_for_a_copy_without_password() -> None:
    with pytest.raises(PaperEncrypted, match="without one"):
        read(OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "plan.xlsx")


def test_a_file_over_the_limit_is_refused_before_it_is_read() -> None:
    with pytest.raises(PaperTooLarge, match="max_bytes"):
        read_document(b"x" * 2000, "plan.txt", ReadSettings.model_validate({"max_bytes": 1000}))


def test_an_endless_line_is_refused() -> None:
    with pytest.raises(PaperTooLarge, match="one line"):
        read(b"x" * 5_000_000, "plan.txt")


@pytest.mark.parametrize("name", ["plan.PDF", "a/b/plan.docx", "x.odt", "x.csv", "x.md", "x.htm", "x.xls", "x.tsv"])
def test_kinds_that_are_papers(name: str) -> None:
    assert is_paper(name)


@pytest.mark.parametrize(
    "name", ["logo.png", "planthread.toml", "~$plan.docx", ".plan.txt", "plan", "plan.json", "a.zip"]
)
def test_kinds_that_are_not(name: str) -> None:
    assert not is_paper(name)


def test_media_types_are_those_of_the_suffix() -> None:
    assert media_type_of("Plan.PDF") == "application/pdf"
    assert media_type_of("plan.xyz") == "application/octet-stream"


def test_no_suffix_has_two_kinds() -> None:
    suffixes = [suffix for kind in KINDS.values() for suffix in kind.suffixes]
    assert len(suffixes) == len(set(suffixes))


def test_reading_text_loads_no_other_reader() -> None:
    code = (
        "import sys\n"
        "from extract.readers.registry import read_document\n"
        "from extract.settings import ReadSettings\n"
        "read_document(b'Ref\\tAction\\n', 'plan.txt', ReadSettings())\n"
        "print([m for m in ('pdfplumber', 'openpyxl', 'docx', 'lxml', 'pandas') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.skipif(not REAL.is_dir(), reason="the shared papers are not here")
def test_the_shared_papers_are_of_the_kind_they_say() -> None:
    for path in sorted(REAL.rglob("*.*")):
        if is_paper(path.name):
            assert path.suffix.lower() in sniff(path.read_bytes(), path.name).suffixes, path.name
