"""Which reader takes a file: its first bytes decide, its name only where bytes cannot.

Readers are imported when they are needed: a run over text papers never loads what reads PDF.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import PurePath
from typing import cast

from extract.document import Document, Problem
from extract.errors import PaperDamaged, PaperEmpty, PaperEncrypted, PaperTooLarge, PaperUnsupported
from extract.readers.encoding import looks_binary
from extract.readers.size_limits import without_endless_tables
from extract.settings import ReadSettings

__all__ = ["KINDS", "Kind", "is_paper", "media_type_of", "read_document", "sniff"]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file that is a paper: its name for people, IANA media type, reader and usual suffixes."""

    name: str
    media_type: str
    reader: str
    function: str
    suffixes: tuple[str, ...]
    takes_suffix: bool = False


_OPENXML = "application/vnd.openxmlformats-officedocument"
_OPENDOCUMENT = "application/vnd.oasis.opendocument"

KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind("PDF", "application/pdf", "pdf", "read_pdf", (".pdf",)),
        Kind("Word", f"{_OPENXML}.wordprocessingml.document", "word", "read_word", (".docx", ".docm", ".dotx")),
        Kind("OpenDocument text", f"{_OPENDOCUMENT}.text", "odt", "read_odt", (".odt", ".ott", ".fodt")),
        Kind("old Word", "application/msword", "office", "read_office", (".doc", ".dot"), True),
        Kind("rich text", "application/rtf", "office", "read_office", (".rtf",), True),
        Kind("HTML", "text/html", "html", "read_html", (".html", ".htm", ".xhtml", ".aspx", ".mht", ".mhtml")),
        Kind("Excel", f"{_OPENXML}.spreadsheetml.sheet", "sheet", "read_sheet", (".xlsx", ".xlsm", ".xltx"), True),
        Kind("OpenDocument spreadsheet", f"{_OPENDOCUMENT}.spreadsheet", "sheet", "read_sheet", (".ods", ".ots"), True),
        Kind("old Excel", "application/vnd.ms-excel", "office", "read_office", (".xls",), True),
        Kind("CSV", "text/csv", "sheet", "read_sheet", (".csv",), True),
        Kind("tab-separated values", "text/tab-separated-values", "sheet", "read_sheet", (".tsv", ".tab"), True),
        Kind("Markdown", "text/markdown", "text", "read_text", (".md", ".markdown")),
        Kind("text", "text/plain", "text", "read_text", (".txt", ".text")),
    )
}
_BY_SUFFIX = {suffix: kind for kind in KINDS.values() for suffix in kind.suffixes}
_TEXTUAL = ("CSV", "tab-separated values", "Markdown", "text")

_OTHERS = (
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"II*\0", "a TIFF picture"),
    (b"MM\0*", "a TIFF picture"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"Rar!", "a RAR archive"),
    (b"MZ", "a Windows program"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3", "a database"),
    (b"PAR1", "a Parquet file"),
)
_HTML_START = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?:(?!-->).)*-->\s*)*<(?:!doctype\s+html|html|head|body|table)\b", re.I | re.S
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEAD = 4096
_MOST_BYTES = ReadSettings().max_bytes


def is_paper(name: str) -> bool:
    """Whether a file of this name is of a kind that is read; others in a folder are listed, not failed.

    Hidden files and the lock files that office programs leave behind (``~$plan.docx``) are no papers.
    """
    path = PurePath(name)
    return path.suffix.lower() in _BY_SUFFIX and not path.name.startswith((".", "~$"))


def media_type_of(name: str) -> str:
    """The IANA media type that a file name promises; application/octet-stream where it is no known kind."""
    kind = _BY_SUFFIX.get(PurePath(name).suffix.lower())
    return kind.media_type if kind else "application/octet-stream"


def read_document(data: bytes, name: str, settings: ReadSettings) -> Document:
    """Read one paper from its bytes with the reader that its content asks for; `name` gives the suffix.

    A file whose content is not what its suffix says is read by its content, and the document says so. Raises a
    PaperUnreadable with the next step in its message.
    """
    if len(data) > settings.max_bytes:
        raise PaperTooLarge(
            f"the file has {len(data):,} bytes and the limit is {settings.max_bytes:,}; split it, or raise max_bytes"
        )
    if not data.strip(b"\0\t\n\r\f \xef\xbb\xbf\xff\xfe"):
        raise PaperEmpty("the file is empty; save or download it again")
    kind = sniff(data, name, settings.max_bytes)
    try:
        document = without_endless_tables(_read(kind, data, name, settings))
    except RecursionError as error:
        raise PaperDamaged("the file nests its parts too deeply; save it again, or as PDF, and run again") from error
    promised = _BY_SUFFIX.get(PurePath(name).suffix.lower())
    if promised is None or promised is kind:
        return document
    said = f"the name says {promised.name}, the content is {kind.name}: read as {kind.name}"
    return document.with_problem(Problem("content-not-as-named", said, severity="note"))


def sniff(data: bytes, name: str, max_bytes: int = _MOST_BYTES) -> Kind:
    """The kind of a file, from its first bytes, for a ZIP from what it holds, for text from its suffix.

    Raises PaperUnsupported, PaperDamaged or PaperEncrypted where the bytes are of no kind that is read, PaperTooLarge
    where a ZIP unpacks to over `max_bytes`.
    """
    head = data[:_HEAD]
    promised = _BY_SUFFIX.get(PurePath(name).suffix.lower())
    if b"%PDF-" in head[:1024]:
        return KINDS["PDF"]
    if head.startswith(b"PK"):
        return _of_archive(data, max_bytes)
    if head.startswith(_OLE):
        return _of_compound_file(data, promised)
    if head.lstrip().startswith(b"{\\rtf"):
        return KINDS["rich text"]
    for magic, what in _OTHERS:
        if head.startswith(magic):
            raise PaperUnsupported(f"this is {what}, not a paper; {_next_step(promised)}")
    return _of_text(data, promised)


def _of_text(data: bytes, promised: Kind | None) -> Kind:
    head = data[:_HEAD]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")) or _wide(head):
        shown = head.replace(b"\0", b"").lstrip(b"\xff\xfe")
    elif looks_binary(data):
        raise PaperUnsupported(f"this is no kind of file that is read (its bytes are not text); {_next_step(promised)}")
    else:
        shown = head.removeprefix(b"\xef\xbb\xbf")
    if b"office:mimetype" in shown and b"opendocument.text" in shown:
        return KINDS["OpenDocument text"]
    web_archive = b"MIME-Version:" in shown and b"multipart/related" in shown
    if web_archive or _HTML_START.match(shown) or (promised is KINDS["HTML"] and b"<" in data):
        return KINDS["HTML"]
    return promised if promised and promised.name in _TEXTUAL else KINDS["text"]


def _wide(head: bytes) -> bool:
    """UTF-16 without a mark: one half of the bytes is mostly zero, the other not."""
    even, odd = head[0::2].count(0), head[1::2].count(0)
    return max(even, odd) * 4 > len(head) and min(even, odd) * 40 < len(head)


def _of_archive(data: bytes, max_bytes: int) -> Kind:
    from extract.readers.office_zip import open_zip

    try:
        with open_zip(data, max_bytes) as archive:
            names = set(archive.namelist())
            stated = _stated(archive) if "mimetype" in names else ""
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, ValueError) as error:
        raise PaperDamaged(f"the file is cut off or broken ({error}); download or save it again") from error
    for kind in KINDS.values():
        if stated.removesuffix("-template") == kind.media_type:
            return kind
    for folder, named in (("word/", "Word"), ("xl/", "Excel")):
        if any(entry.startswith(folder) for entry in names):
            return KINDS[named]
    raise PaperUnsupported("this is an archive or a kind of office file that is not read; unpack it, or save as PDF")


def _stated(archive: zipfile.ZipFile) -> str:
    with archive.open("mimetype") as member:
        return member.read(_HEAD).decode("ascii", "replace").strip()


def _of_compound_file(data: bytes, promised: Kind | None) -> Kind:
    """Old Office files and encrypted new ones are one container; its streams' names stand in it in UTF-16."""

    def holds(stream: str) -> bool:
        return stream.encode("utf-16-le") in data

    if holds("EncryptedPackage"):
        raise PaperEncrypted("the file asks for a password; save a copy without one")
    if holds("WordDocument"):
        return KINDS["old Word"]
    if holds("Workbook") or holds("Book"):
        return KINDS["old Excel"]
    if promised and promised.name in ("old Word", "old Excel"):
        return promised
    raise PaperUnsupported(f"this is an old Office file of a kind that is not read; {_next_step(promised)}")


def _next_step(promised: Kind | None) -> str:
    named = f"the name says {promised.name}: download it again, or " if promised else ""
    return f"{named}open it in the program that made it and save it as PDF, Word, HTML or text"


def _read(kind: Kind, data: bytes, name: str, settings: ReadSettings) -> Document:
    module = import_module(f"extract.readers.{kind.reader}")
    function = cast("Callable[..., Document]", getattr(module, kind.function))
    if not kind.takes_suffix:
        document = function(data, settings)
        return replace(document, media_type=kind.media_type) if kind.reader == "text" else document
    suffix = PurePath(name).suffix.lower()
    return function(data, suffix if suffix in kind.suffixes else kind.suffixes[0], settings)
