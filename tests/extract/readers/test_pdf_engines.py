"""Both engines of the PDF reader give the same actions of every paper that is at hand."""

from __future__ import annotations

from pathlib import Path

import pytest
from pdf_papers import drawn
from reportlab.pdfgen.canvas import Canvas

from extract.model import Action
from extract.paper import read_paper
from extract.readers import pdf_pdfium, pdf_plumber
from extract.settings import ReadSettings

ROOT = Path(__file__).resolve().parents[3]
PAPERS = sorted((ROOT / "data" / "raw" / "specimen").glob("*.pdf"))
SHARED = sorted((ROOT.parent / "shared" / "papers").rglob("*.pdf"))


def read(path: Path, settings: ReadSettings) -> list[tuple[object, ...]]:
    paper = read_paper(path.read_bytes(), path.name, settings)
    return [told(action) for version in paper.versions for action in version.actions]


def told(action: Action) -> tuple[object, ...]:
    """What an action says, and the page, table and row it stands in."""
    places = [(place.page, place.table, place.row) for place in action.places]
    owners = [owner.owner for owner in action.owners]
    return (action.ref, action.text, owners, action.timescale_printed, action.rating, action.rating_fill, places)


@pytest.mark.parametrize("path", [*PAPERS, *SHARED], ids=lambda path: path.stem)
def test_both_engines_give_the_same_actions(path: Path) -> None:
    # Scans take minutes to read, and hold nothing that an engine reads.
    fast, check = (ReadSettings(engine=engine, ocr=False) for engine in ("auto", "pdfplumber"))
    assert read(path, fast) == read(path, check)


def test_there_are_specimens() -> None:
    assert PAPERS


@pytest.mark.parametrize("font", ["Helvetica", "Helvetica-Oblique", "Times-Roman"])
def test_letters_that_hang_over_their_width_end_where_it_does_for_both_engines(font: str) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont(font, 20)
        canvas.drawString(50, 700, "Chief of staff")
        canvas.drawString(250, 700, "work by FY 7")

    data = drawn(draw)
    (one,), (other,) = pdf_pdfium.pages(data), pdf_plumber.pages(data)
    assert one.chars.text == other.chars.text
    assert abs(one.chars.x1 - other.chars.x1).max() < 0.1
