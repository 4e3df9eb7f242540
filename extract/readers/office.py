"""Old Office and rich text files, through LibreOffice where it is installed: converted, then read as what they are."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import NamedTuple, cast

from extract.document import Document
from extract.errors import PaperDamaged, PaperTooLarge, PaperUnsupported
from extract.readers.word import read_word
from extract.settings import ReadSettings

__all__ = ["converter", "read_office"]


class _Kind(NamedTuple):
    media_type: str
    becomes: str
    written_by: str
    """LibreOffice's name for the export."""


_DOC = _Kind("application/msword", ".docx", "docx:MS Word 2007 XML")
_KINDS = {
    ".doc": _DOC,
    ".dot": _DOC,
    ".rtf": _DOC._replace(media_type="application/rtf"),
    ".xls": _Kind("application/vnd.ms-excel", ".xlsx", "xlsx:Calc MS Excel 2007 XML"),
}


def read_office(data: bytes, suffix: str, settings: ReadSettings) -> Document:
    """Read an old Word (.doc, .dot), rich text (.rtf) or old Excel (.xls) file; `suffix` says which.

    Raises PaperUnsupported when LibreOffice is not installed or the kind is not known, PaperDamaged when LibreOffice
    cannot read the file, PaperTooLarge when it takes longer than `settings.max_seconds`.
    """
    kind = _KINDS.get(suffix.lower())
    if kind is None:
        raise PaperUnsupported(f"{suffix} files are not read: save the file as .docx, .odt or .pdf, and run again")
    program = converter()
    if program is None:
        raise PaperUnsupported(
            f"{suffix} files are read through LibreOffice: install it, or save the file as {kind.becomes}"
        )
    converted = _converted(data, suffix.lower(), kind, program, settings.max_seconds)
    document = read_word(converted, settings) if kind.becomes == ".docx" else _as_sheet(converted, kind, settings)
    return replace(document, media_type=kind.media_type)


def converter() -> str | None:
    """Where LibreOffice's program is, None when it is not installed."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def _as_sheet(data: bytes, kind: _Kind, settings: ReadSettings) -> Document:
    """Spreadsheets have a reader of their own, which Word papers need not load."""
    read = cast("Callable[..., Document]", import_module("extract.readers.sheet").read_sheet)
    return read(data, kind.becomes, settings)


def _converted(data: bytes, suffix: str, kind: _Kind, program: str, max_seconds: float) -> bytes:
    """The file converted, in a folder and with a profile of its own, so that nothing of one paper meets another."""
    with tempfile.TemporaryDirectory(prefix="planthread-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        paper = folder / f"paper{suffix}"
        paper.write_bytes(data)
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        options = ["--headless", "--norestore", "--nolockcheck", "--convert-to", kind.written_by]
        said = _run([program, profile, *options, "--outdir", str(folder / "out"), str(paper)], max_seconds)
        made = folder / "out" / f"paper{kind.becomes}"
        if not made.is_file():
            reason = said or "it gives no reason"
            raise PaperDamaged(f"LibreOffice cannot read the file ({reason}): save it as {kind.becomes}, and run again")
        return made.read_bytes()


def _run(command: list[str], max_seconds: float) -> str:
    """Run the program; the last thing that it says on standard error. It is ended when it takes too long."""
    with subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, start_new_session=True
    ) as process:
        try:
            _, said = process.communicate(timeout=max_seconds)
        except subprocess.TimeoutExpired as error:
            _end(process)
            process.communicate()  # till all that it started has ended too, and writes no more into the folder
            raise PaperTooLarge(
                f"LibreOffice took longer than max_seconds = {max_seconds:g}: raise it, or save the file as .docx"
            ) from error
    lines = said.decode(errors="replace").strip().splitlines()
    return lines[-1] if lines else ""


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the program with what it started itself: on most systems it is only a script before the real one."""
    if os.name == "posix":
        os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
