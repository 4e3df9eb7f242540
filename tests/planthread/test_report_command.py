"""`planthread report`: the page, and two pages for a committee paper, from a dataset that was written."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from planthread import Settings, run
from planthread.cli import main
from publish import printing


@pytest.fixture(scope="module")
def dataset(both_versions: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return run([both_versions], tmp_path_factory.mktemp("written"), Settings(workers=1, cache=False)).folder


def test_it_says_where_the_page_is_and_copies_it(
    dataset: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = dataset / "report" / "index.html"
    assert main(["report", str(dataset)]) == 0
    assert capsys.readouterr().out == f"{page}\n"
    assert main(["report", str(dataset), "--out", str(tmp_path / "page.html")]) == 0
    assert (tmp_path / "page.html").read_bytes() == page.read_bytes()


def test_markdown_goes_to_the_screen_or_a_file(
    dataset: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["report", str(dataset), "--format", "markdown"]) == 0
    said = capsys.readouterr().out
    assert said.startswith("# What happened to the actions\n")
    assert "| ST1 | Resurface the High Street" in said
    assert main(["report", str(dataset), "--format", "markdown", "--out", str(tmp_path / "s.md")]) == 0
    assert (tmp_path / "s.md").read_text(encoding="utf-8") == said
    capsys.readouterr()
    assert main(["report", str(dataset), "--format", "markdown", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"format": "markdown", "file": None, "text": said}


def test_a_pdf_is_written_or_it_says_what_to_do(
    dataset: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "summary.pdf"
    monkeypatch.setattr(printing, "print_page", lambda html: b"%PDF " + html.encode()[:15])
    assert main(["report", str(dataset), "--format", "pdf", "--out", str(out)]) == 0
    assert out.read_bytes() == b"%PDF <!doctype html>"
    monkeypatch.undo()
    monkeypatch.setattr(printing, "find_browser", lambda: None)
    assert main(["report", str(dataset), "--format", "pdf", "--out", str(out)]) == 3
    assert "take --format markdown" in capsys.readouterr().err
    assert out.read_bytes() == b"%PDF <!doctype html>"


def test_a_folder_without_a_dataset_is_wrong_use(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["report", str(tmp_path)]) == 2
    assert "planthread run --out" in capsys.readouterr().err


def test_what_cannot_be_written_is_said(dataset: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["report", str(dataset), "--out", str(tmp_path / "none" / "page.html")]) != 0
    assert "cannot be written" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
