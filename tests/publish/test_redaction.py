"""People replaced by roles: in every table and file, in every form of their name, and on the pictures of the papers."""

from __future__ import annotations

import base64
import io
import json
import re
from pathlib import Path
from typing import Any

import pdf_papers as pdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from outputs import words_of
from PIL import Image
from reportlab.platypus import Paragraph, Spacer

from planthread import Dataset, Settings, run
from publish.redaction import People, redacted
from publish.report import PAGE

HEADER = ("Ref", "Action", "Owner", "Timescale", "RAG", "Progress")
NAMES = ("Jo", "Moss", "Priya", "Nayar", "Alan", "O'Hare", "O’Hare", "Tomlinson")
WIDTHS = (35, 150, 110, 65, 45, 110)


def _plan(as_at: str, due: str, owner: str) -> bytes:
    rows = (
        ("MB1", "Plant forty limes along the embankment.", owner, due, "Green", "Mr Moss met the school council."),
        ("MB2", "Review every library lease before it is renewed.", "Priya Nayar", "June 2025", "Amber",
         "P. Nayar began."),
        ("MB3", "Resurface the High Street; A O’Hare is to ask Jo Moss first.", "Alan O'Hare, Head of Streets", due,
         "Green", "May 2025 is kept; Cllr Tomlinson asked."),
    )  # fmt: skip
    table = pdf.table(pdf.GRID, rows, header=HEADER, colWidths=WIDTHS)
    heads = [Paragraph(text, pdf.SHEET["Heading1"]) for text in ("Marlbrook Council", "Streets and Parks Action Plan")]
    return pdf.paper([*heads, Paragraph(f"As at {as_at}", pdf.SMALL), Spacer(1, 10), table])


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("papers")
    (folder / "june.pdf").write_bytes(_plan("24 June 2024", "March 2025", "Jo Moss, Head of Parks"))
    (folder / "september moss.pdf").write_bytes(_plan("16 September 2024", "July 2025", "Jo Moss, Head of Parks"))
    (folder / "planthread.toml").write_text("redact_people = true\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def dataset(papers: Path, tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    from planthread.settings import load_settings

    settings = load_settings(papers / "planthread.toml").with_means(workers=1, cache=False)
    return run([papers], tmp_path_factory.mktemp("redacted") / "out", settings)


@pytest.fixture(scope="module")
def named(papers: Path, tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    return run([papers], tmp_path_factory.mktemp("named") / "out", Settings(workers=1, cache=False))


def test_the_names_are_there_when_nobody_asks_for_them_to_go(named: Dataset) -> None:
    said = "".join(words_of(named.folder).values())
    assert all(re.search(rf"\b{name}\b", said) for name in NAMES)


def test_no_name_is_left_in_any_file(dataset: Dataset) -> None:
    for file, said in words_of(dataset.folder).items():
        left = [name for name in NAMES if re.search(rf"\b{name}\b", said)]
        assert left == [], file


def test_roles_stand_for_those_who_have_one_and_numbers_for_the_others(dataset: Dataset) -> None:
    owners = {(row["action_id"].partition("#")[2], row["owner"], row["person"]) for row in dataset.rows("owners")}
    assert owners == {
        ("MB1", "Head of Parks", None),
        ("MB2", "a person (1)", None),
        ("MB3", "Head of Streets", None),
    }
    progress = {row["ref"]: row["progress"] for row in dataset.rows("actions")}
    assert progress["MB1"] == "Head of Parks met the school council."
    assert progress["MB2"] == "a person (1) began."
    assert progress["MB3"] == "May 2025 is kept; a person asked."
    texts = {row["ref"]: row["text"] for row in dataset.rows("actions")}
    assert texts["MB3"] == "Resurface the High Street; Head of Streets is to ask Head of Parks first."


def test_everything_else_is_as_it_is_without(dataset: Dataset, named: Dataset) -> None:
    assert dataset.run["counts"] == named.run["counts"]
    for column in ("kind", "days", "old_refs", "new_refs", "change_id"):
        assert [row[column] for row in dataset.rows("changes")] == [row[column] for row in named.rows("changes")]


def test_the_run_says_that_people_were_replaced(dataset: Dataset) -> None:
    assert json.loads((dataset.folder / "run.json").read_text(encoding="utf-8"))["settings"]["redact_people"] is True
    assert "People are named by their roles" in (dataset.folder / PAGE).read_text(encoding="utf-8")


def _pictures(dataset: Dataset) -> list[Image.Image]:
    page = (dataset.folder / PAGE).read_text(encoding="utf-8")
    found = re.findall(r"data:image/webp;base64,([A-Za-z0-9+/=]+)", page)
    return [Image.open(io.BytesIO(base64.b64decode(one))).convert("L") for one in found]


def test_names_are_blotted_out_of_the_pictures(dataset: Dataset, named: Dataset) -> None:
    """The letters of a name are black on white; under a blot there is neither."""
    hidden, shown = _pictures(dataset), _pictures(named)
    assert len(hidden) == len(shown) > 3
    for blotted, plain in zip(hidden, shown, strict=True):
        assert blotted.size == plain.size
        grey = sum(blotted.histogram()[100:136]) - sum(plain.histogram()[100:136])
        assert grey > 300


def test_a_picture_whose_words_cannot_be_told_is_left_out(tmp_path: Path) -> None:
    import pypdfium2

    from publish.blotting import blotted

    scan = pdf.drawn(lambda canvas: canvas.rect(100, 100, 200, 200, fill=1))
    document = pypdfium2.PdfDocument(scan)
    page = document[0]
    try:
        assert blotted(page, Image.new("RGB", (200, 200)), 1.0, (90, 90, 300, 300), People({"Jo Moss": "x"})) is None
    finally:
        page.close()
        document.close()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Jo Moss, Head of Parks, to report", "Head of Parks, to report"),
        ("Jo Moss (Head of Parks) to report", "Head of Parks to report"),
        ("Moss's report; MOSS; Ms Moss; J. Moss; Cllr Jo Moss", "X's report; X; X; X; X"),
        ("Grant funding from the moss", "Grant funding from the moss"),
        ("Grant May said so in May", "a person (1) said so in May"),
        ("Mr Grant and Mosside", "a person (1) and Mosside"),
        ("Miss Unknown asked", "a person asked"),
        ("Rachel Jones or Rachel", "Y or a person"),
    ],
)
def test_a_name_is_known_in_its_forms_and_ordinary_words_stay(text: str, said: str) -> None:
    roles = {"Jo Moss": "Head of Parks", "Grant May": "a person (1)", "Rachel Jones": "Y", "Rachel Poole": "Z"}
    people = People(roles, {"grant"})
    assert people.without(text) == said.replace("X", "Head of Parks")


@given(st.text(), st.sampled_from(["Jo Moss", "J. Moss", "Moss", "Mr Moss", "MOSS"]), st.text())
def test_no_text_around_a_name_hides_it(before: str, name: str, after: str) -> None:
    people = People({"Jo Moss": "Head of Parks"})
    made: Any = redacted({"text": (f"{before} {name} {after}",)}, people)
    assert not re.search(r"(?<!\w)(?:Moss|MOSS)(?!\w)", made["text"][0])
