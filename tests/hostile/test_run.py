"""Hostile files in one run with two good papers: every one has its row and its message, and the good ones are done."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest
from hostile.corpus import CASES, acted_on
from hostile.office_making import good_docx
from hostile.pdf_making import good_pdf

from planthread.cli import main
from planthread.reader import Answer, Reader

SKIPPED = "words that make searches slow"  # by the hundred; test_readers and the benchmark have them
GOOD = {"good.pdf": good_pdf, "good.docx": good_docx}


def _run(folder: Path, capsys: pytest.CaptureFixture[str], settings: str) -> tuple[int, dict[str, dict[str, Any]], str]:
    """The exit code, each paper's line in run.json, and what was said on standard error."""
    (folder / "planthread.toml").write_text(f"cache = false\n{settings}")
    code = main(["run", str(folder), "--out", str(folder.parent / "out"), "--json"])
    said = capsys.readouterr()
    return code, {paper["file"]: paper for paper in json.loads(said.out)["papers"]}, said.err


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_every_hostile_file_has_its_row_and_the_good_papers_are_done(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "papers"
    folder.mkdir()
    tried = [case for case in CASES.values() if case.kind != SKIPPED and not case.heavy]
    for case in tried:
        (folder / case.name).write_bytes(case.data())
    for name, make in GOOD.items():
        (folder / name).write_bytes(make())
    code, papers, err = _run(folder, capsys, "max_memory_mb = 1024\n[read]\nmax_seconds = 1800\n")
    assert code == 1
    assert err == ""
    assert len(papers) > 200
    for name in GOOD:
        held = papers.get(name)
        assert held is None or (held["status"], held["actions"]) == (
            "read",
            3,
        )  # the same bytes may stand under another
    wrong = [
        f"{case.name}: {paper['status']}: {paper['problem']}"
        for case in tried
        if (paper := papers.get(case.name))
        and (paper["status"] not in case.ends or not acted_on(paper["problem"] or "again"))
    ]
    assert wrong == []
    assert main(["check", str(tmp_path / "out")]) == 0


@pytest.mark.skipif(sys.platform != "linux", reason="no system else enforces the memory of one process")
def test_what_overruns_is_stopped_from_outside_and_the_next_paper_is_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    ask = Reader.ask

    def asked(self: Reader, order: Any, seconds: float) -> Answer:
        """A busy machine may need longer for the good paper; the others would not end on any."""
        return ask(self, order, 600 if order.get("file") == "good.pdf" else seconds)

    monkeypatch.setattr(Reader, "ask", asked)
    folder = tmp_path / "papers"
    folder.mkdir()
    (folder / "a.pdf").write_bytes(CASES["forms-double-at-every-level.pdf"].data(full=True))
    (folder / "b.pdf").write_bytes(CASES["form-draws-itself.pdf"].data())
    (folder / "good.pdf").write_bytes(good_pdf())
    code, papers, _ = _run(folder, capsys, "workers = 1\nmax_memory_mb = 512\n[read]\nmax_seconds = 3\n")
    assert code == 1
    assert [papers[name]["status"] for name in ("a.pdf", "b.pdf", "good.pdf")] == ["failed", "failed", "read"]
    for name in ("a.pdf", "b.pdf"):
        problem = papers[name]["problem"]
        assert "longer than 3 seconds" in problem or "512 MB" in problem
        assert acted_on(problem)


def test_nothing_but_hostile_files_is_exit_3_and_leaves_what_was_there(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, out = tmp_path / "papers", tmp_path / "out"
    folder.mkdir()
    (folder / "good.pdf").write_bytes(good_pdf())
    assert main(["run", str(folder), "--out", str(out), "--quiet"]) == 0
    before = {path: path.read_bytes() for path in out.rglob("*") if path.is_file()}
    (folder / "good.pdf").write_bytes(CASES["cut-at-50-percent.pdf"].data())
    assert main(["run", str(folder), "--out", str(out), "--quiet"]) == 3
    assert {path: path.read_bytes() for path in out.rglob("*") if path.is_file()} == before
    assert "cut off" in capsys.readouterr().err
