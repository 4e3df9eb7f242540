"""A paper that reads but breaks what draws it: its pictures are missing, that is said, and everything else is there."""

from __future__ import annotations

import hashlib
import json
import re
import sys
from pathlib import Path
from typing import Any

import pdf_papers as pdf
import pytest
from reportlab.platypus import Paragraph, Spacer

from planthread import Dataset, Settings, reader, run
from planthread.drawn_apart import drawer
from publish.check import check_dataset
from publish.drawing import Part, ToDraw, draw_here
from publish.redaction import People
from publish.report import PAGE

# A reader process whose PDFium does this when it is to draw a page of the version of June.
_ODD_DRAWING = """
import os, signal, sys, time
sys.path[:] = {path!r}
import pypdfium2
render = pypdfium2.PdfPage.render
def drawn(page, **how):
    if "24 June" in page.get_textpage().get_text_range():
        FAULT
    return render(page, **how)
pypdfium2.PdfPage.render = drawn
from planthread.worker import main; main()
"""
_NO_SIGNALS = pytest.mark.skipif(sys.platform == "win32", reason="no signals")


def _plan(as_at: str, due: str) -> bytes:
    rows = (
        ("MB1", "Plant forty limes along the embankment.", "Jo Moss, Head of Parks", due, "Green"),
        ("MB2", "Review every library lease before it is renewed.", "Property Manager", "June 2025", "Amber"),
    )
    heads = [Paragraph(text, pdf.SHEET["Heading1"]) for text in ("Marlbrook Council", "Streets and Parks Action Plan")]
    table = pdf.table(pdf.GRID, rows, header=("Ref", "Action", "Owner", "Timescale", "RAG"), colWidths=pdf.WIDTHS)
    return pdf.paper([*heads, Paragraph(f"As at {as_at}", pdf.SMALL), Spacer(1, 10), table])


@pytest.fixture(scope="module")
def versions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("versions")
    (folder / "june.pdf").write_bytes(_plan("24 June 2024", "March 2025"))
    (folder / "september.pdf").write_bytes(_plan("16 September 2024", "July 2025"))
    return folder


def _run(versions: Path, out: Path, redact: bool = False) -> Dataset:
    return run([versions], out, Settings(workers=1, cache=False, redact_people=redact))


def _hurry(monkeypatch: pytest.MonkeyPatch, file: str, seconds: float) -> None:
    """Give the drawing of one paper less time; what must be done in time has as much as a busy machine needs."""
    ask = reader.Reader.ask

    def asked(self: reader.Reader, order: Any, most: float) -> reader.Answer:
        return ask(self, order, seconds if order["do"] == "draw" and order["path"].endswith(file) else most)

    monkeypatch.setattr(reader.Reader, "ask", asked)


@pytest.fixture(scope="module")
def good(versions: Path, tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    return _run(versions, tmp_path_factory.mktemp("good") / "out")


def _island(dataset: Dataset, name: str) -> Any:
    page = (dataset.folder / PAGE).read_text(encoding="utf-8")
    found = re.search(rf'<script[^>]* id="data-{name}"[^>]*>(.*?)</script>', page, re.DOTALL)
    assert found
    return json.loads(found[1])


def _remarks(dataset: Dataset, file: str) -> set[str]:
    """What the page says of the places of a paper's actions, beside the places."""
    papers = [paper[1] for paper in _island(dataset, "papers")]
    at = _island(dataset, "columns")["actions"].index("places")
    places = [place for action in _island(dataset, "actions") for place in action[at]]
    return {_island(dataset, "texts")[place[5]] for place in places if papers[place[0]] == file}


def _pictured(dataset: Dataset) -> dict[str, list[Any]]:
    pictures = _island(dataset, "pictures")
    return {subject: [pictures["drawn"][at] for at in held] for subject, held in pictures["of"].items()}


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        ("os._exit(7)", "crashed on it (exit code 7"),
        pytest.param("os.kill(os.getpid(), signal.SIGSEGV)", "crashed on it (SIGSEGV", marks=_NO_SIGNALS),
        pytest.param("os.kill(os.getpid(), signal.SIGKILL)", "crashed on it (SIGKILL", marks=_NO_SIGNALS),
        ("time.sleep(3600)", "longer than 4 seconds"),
        ("raise RuntimeError('no such colour')", "RuntimeError: no such colour"),
        ("raise MemoryError", "more than 4096 MB of memory"),
    ],
)
def test_a_paper_that_breaks_what_draws_it_costs_its_own_pictures_alone(
    versions: Path, good: Dataset, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: str, said: str
) -> None:
    monkeypatch.setattr(reader, "_CODE", _ODD_DRAWING.replace("FAULT", fault))
    if "sleep" in fault:
        _hurry(monkeypatch, "june.pdf", 4)
    dataset = _run(versions, tmp_path / "out")
    assert check_dataset(dataset.folder) == []
    for file in (good.folder / "csv").iterdir():
        assert (dataset.folder / "csv" / file.name).read_bytes() == file.read_bytes(), file.name
    june, september = (row["paper_id"] for row in sorted(dataset.rows("papers"), key=lambda row: row["file"]))
    every = _pictured(good)
    left = {subject: held for subject, held in every.items() if not subject.startswith(june)}
    assert any(subject.startswith(june) for subject in every)
    assert any(subject.startswith(september) for subject in left)
    assert _pictured(dataset) == left
    assert _remarks(dataset, "september.pdf") == {""}
    (remark,) = _remarks(dataset, "june.pdf")
    assert remark.startswith("no picture, as the page could not be drawn: ")
    assert said in remark


def test_what_is_said_of_a_paper_that_could_not_be_drawn_names_nobody_who_is_not_to_be_named(
    versions: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reader, "_CODE", _ODD_DRAWING.replace("FAULT", "raise RuntimeError('no font for Jo Moss')"))
    dataset = _run(versions, tmp_path / "out", redact=True)
    (remark,) = _remarks(dataset, "june.pdf")
    assert "no font for Head of Parks" in remark
    assert "Moss" not in (dataset.folder / PAGE).read_text(encoding="utf-8")


def _to_draw(versions: Path) -> dict[str, ToDraw]:
    parts = (Part(1, (60.5, 150.25, 520, 230)), Part(1, (60, 100, 300, 140)), Part(1, (3000, 100, 3100, 140)))
    files = {path.stem: path for path in sorted(versions.glob("*.pdf"))}
    return {name: ToDraw(path, hashlib.sha256(path.read_bytes()).hexdigest(), parts) for name, path in files.items()}


@pytest.mark.parametrize("people", [None, People({"Jo Moss": "Head of Parks"}, {"moss"})], ids=["named", "redacted"])
def test_pictures_drawn_apart_are_those_drawn_here(versions: Path, people: People | None) -> None:
    papers = _to_draw(versions)
    apart = dict(drawer(Settings())(papers, people))
    assert apart == dict(draw_here(papers, people))
    assert [len(held) for held in apart.values()] == [2, 2]


@pytest.mark.parametrize(("fault", "processes"), [("pass", 1), ("os._exit(7)", 2)], ids=["good", "one dies"])
def test_papers_share_one_process_until_it_ends(
    versions: Path, monkeypatch: pytest.MonkeyPatch, fault: str, processes: int
) -> None:
    started: list[Any] = []
    start = reader.subprocess.Popen

    def noted(*args: Any, **more: Any) -> Any:
        started.append(start(*args, **more))
        return started[-1]

    monkeypatch.setattr(reader.subprocess, "Popen", noted)
    monkeypatch.setattr(reader, "_CODE", _ODD_DRAWING.replace("FAULT", fault))
    drawn = dict(drawer(Settings())(_to_draw(versions), None))
    assert len(drawn["september"]) == 2
    assert len(started) == processes
    assert all(process.poll() is not None for process in started)
