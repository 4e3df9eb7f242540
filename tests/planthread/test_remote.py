"""Papers by URL: files, folders and patterns in a store; what cannot be had is that paper's failure alone, and said."""

from __future__ import annotations

import functools
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import fsspec
import pytest
from partitions import done_here, tables_in

from extract.errors import WrongUse
from planthread import Settings, run
from planthread.cli import main
from planthread.pipeline import run_partitioned
from planthread.remote import fetched, input_of, is_url, listed, read_bytes
from planthread.settings import ReadSettings
from publish.check import check_dataset


@pytest.fixture
def store(papers: Path) -> Iterator[str]:
    """The two versions in a store in memory."""
    memory = fsspec.filesystem("memory")
    memory.pipe_file("/shelf/2024/june.txt", (papers / "june.txt").read_bytes())
    memory.pipe_file("/shelf/2024/september.txt", (papers / "september.txt").read_bytes())
    memory.pipe_file("/shelf/photo.jpg", b"\xff\xd8\xff")
    yield "memory://shelf"
    memory.rm("/shelf", recursive=True)


@pytest.fixture
def server(papers: Path) -> Iterator[str]:
    """The two versions behind a web server on this machine."""

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

    serving = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(papers)))
    thread = threading.Thread(target=serving.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{serving.server_port}"
    serving.shutdown()
    serving.server_close()
    thread.join()


def _tables(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (folder / "csv").iterdir()}


def test_a_folder_in_a_store_gives_the_dataset_that_the_folder_gives(papers: Path, store: str, tmp_path: Path) -> None:
    here = run([papers], tmp_path / "here", Settings(workers=1))
    there = run([f"{store}/2024"], tmp_path / "there", Settings(workers=1))
    assert check_dataset(there.folder) == []
    assert _tables(there.folder) == _tables(here.folder)


def test_names_are_relative_to_the_folder_and_other_files_are_listed(store: str, tmp_path: Path) -> None:
    dataset = run([store], tmp_path / "out", Settings(workers=1))
    assert {row["file"] for row in dataset.rows("papers")} == {"2024/june.txt", "2024/september.txt"}
    assert list(dataset.run["not_papers"]) == ["photo.jpg"]


def test_a_pattern_names_files(store: str) -> None:
    files, is_folder = listed(f"{store}/*/s*.txt")
    assert ([file.name for file in files], is_folder) == (["2024/september.txt"], True)


def test_settings_in_the_folder_hold(store: str, tmp_path: Path) -> None:
    fsspec.filesystem("memory").pipe_file("/shelf/planthread.toml", b"as_of = 2025-01-31\nworkers = 1\n")
    assert run([store], tmp_path / "out").run["as_of"] == "2025-01-31"


def test_a_paper_that_is_too_large_is_not_fetched(store: str, tmp_path: Path) -> None:
    sizes = {file.name: file.size or 0 for file in listed(store)[0]}
    settings = Settings(workers=1, read=ReadSettings(max_bytes=min(s for n, s in sizes.items() if n.endswith(".txt"))))
    dataset = run([store], tmp_path / "out", settings)
    problems = [row["problem"] for row in dataset.rows("papers") if row["status"] == "failed"]
    assert len(problems) == 1
    assert "max_bytes" in problems[0]


def test_a_page_on_the_web_is_read(server: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["extract", f"{server}/june.txt", "--format", "csv"]) == 0
    assert "Resurface the High Street" in capsys.readouterr().out


def test_a_listing_on_the_web_is_a_folder(server: str, tmp_path: Path) -> None:
    dataset = run([f"{server}/"], tmp_path / "out", Settings(workers=1))
    assert {row["file"] for row in dataset.rows("papers")} == {"june.txt", "september.txt"}


def test_reader_processes_fetch_from_the_web_before_they_read(server: str, papers: Path, tmp_path: Path) -> None:
    said = run_partitioned([f"{server}/"], tmp_path / "there", Settings(workers=1, dataset_up_to=0))
    run_partitioned([papers], tmp_path / "here", Settings(dataset_up_to=0), done_here)
    assert said["papers"] == {"read": 2}
    assert tables_in(tmp_path / "there" / "partitioned") == tables_in(tmp_path / "here" / "partitioned")


def test_a_page_that_is_not_there_is_wrong_use(server: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", f"{server}/none.pdf", "--out", str(tmp_path / "out")]) == 2
    assert "check the address" in capsys.readouterr().err


def test_bytes_are_read_up_to_one_more_than_the_limit(store: str) -> None:
    assert len(read_bytes(f"{store}/2024/june.txt", 100)) == 101


@pytest.mark.parametrize(
    ("url", "said"),
    [("s3://papers/a.pdf", "s3fs"), ("nowhere://papers/a.pdf", "https://"), ("memory://none", "address")],
)
def test_what_cannot_be_read_is_said_with_the_next_step(url: str, said: str) -> None:
    with pytest.raises(WrongUse, match=said), fetched([url], 10):
        pass


def test_without_the_extra_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fsspec", None)
    with pytest.raises(WrongUse, match=r"planthread\[remote\]"), fetched(["memory://shelf"], 10):
        pass


def test_a_plain_path_imports_no_fsspec(papers: Path, tmp_path: Path) -> None:
    code = (
        "import sys; from planthread.cli import main; "
        f"main(['run', {str(papers)!r}, '--out', {str(tmp_path / 'out')!r}, '--quiet', '--workers', '1']); "
        "sys.exit('fsspec' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-P", "-c", code], check=False).returncode == 0


@pytest.mark.parametrize(
    ("text", "url"), [("a.pdf", False), ("C:\\papers", False), ("c:/papers", False), ("s3://b/a", True), ("a:b", False)]
)
def test_what_is_a_url(text: str, url: bool) -> None:
    assert is_url(text) is url


def test_a_file_url_is_a_path(tmp_path: Path) -> None:
    assert input_of((tmp_path / "a plan.pdf").as_uri()) == tmp_path / "a plan.pdf"
