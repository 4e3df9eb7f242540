"""Nothing is fetched while a paper is read: a listener waits for whoever comes, and nobody does."""

from __future__ import annotations

import contextlib
import io
import shutil
import socket
import subprocess
import sys
import threading
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hostile.corpus import CASES, Case

from extract.errors import PaperUnreadable
from extract.paper import read_paper
from extract.readers.office import converter
from extract.settings import ReadSettings

POINTING = [case for case in CASES.values() if case.kind in ("remote references", "external entities")]


@pytest.fixture
def listener() -> Iterator[tuple[int, list[bytes]]]:
    """A port on this machine, and what was sent to it."""
    heard: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        over = threading.Event()

        def listen() -> None:
            while not over.is_set():
                with contextlib.suppress(TimeoutError):
                    caller, _ = server.accept()
                    with caller:
                        caller.settimeout(600)
                        heard.append(caller.recv(200))

        thread = threading.Thread(target=listen)
        thread.start()
        yield server.getsockname()[1], heard
        over.set()
        thread.join()


def _pointing_at(data: bytes, port: int) -> bytes:
    """The file with its references led to this port."""
    old, new = b"127.0.0.1:9/", b"127.0.0.1:%d/" % port
    if not data.startswith(b"PK"):
        return data.replace(old, new)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(out, "w") as after:
        for member in before.infolist():
            after.writestr(member.filename, before.read(member).replace(old, new))
    return out.getvalue()


@pytest.mark.parametrize("case", POINTING, ids=lambda case: case.name)
def test_a_paper_that_points_elsewhere_is_read_without_going_there(
    case: Case, listener: tuple[int, list[bytes]]
) -> None:
    port, heard = listener
    data = _pointing_at(case.data(), port)
    assert b"127.0.0.1:9/" not in data
    with contextlib.suppress(PaperUnreadable):
        read_paper(data, case.name, ReadSettings())
    assert heard == []


def test_the_listener_hears_whoever_comes(listener: tuple[int, list[bytes]]) -> None:
    port, heard = listener
    with socket.create_connection(("127.0.0.1", port)) as caller:
        caller.sendall(b"GET /")
        caller.shutdown(socket.SHUT_WR)
        caller.recv(1)
    assert heard == [b"GET /"]


def test_a_reader_process_cannot_reach_the_network(listener: tuple[int, list[bytes]]) -> None:
    port, heard = listener
    code = (
        "import sys, socket; from planthread import tasks, worker; sys.addaudithook(worker._stay_offline)\n"
        "tasks._open_papers.append('a paper that is being read')\n"
        f"socket.create_connection(('127.0.0.1', {port}))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert "may not reach the network" in done.stderr
    assert heard == []


@pytest.mark.skipif(converter() is None or shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_the_converter_of_old_files_is_told_to_fetch_nothing(tmp_path: Path, listener: tuple[int, list[bytes]]) -> None:
    port, heard = listener
    field = rf'{{\field{{\*\fldinst INCLUDEPICTURE "http://127.0.0.1:{port}/picture.png" \\d}}{{\fldrslt x}}}}'
    linked = rf'{{\field{{\*\fldinst INCLUDETEXT "http://127.0.0.1:{port}/text.rtf"}}{{\fldrslt y}}}}'
    template = rf"{{\*\template http://127.0.0.1:{port}/plan.dotm}}"
    data = rf"{{\rtf1\ansi{template}{field}{linked} Marlbrook Council Action Plan\par}}".encode()
    read_paper(data, "plan.rtf", ReadSettings())
    assert heard == []
