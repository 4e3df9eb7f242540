"""Two versions given by a person: as data, as papers, as the two views of one paper."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from extract.errors import WrongUse
from extract.model import Version
from extract.settings import ReadSettings
from planthread import reconcile
from planthread.cli import main
from planthread.versions_input import read_version
from publish.check import check_dataset
from publish.dataset import open_dataset

OLD = """ref,section,text,owner,timescale,rating,Cost
V1.1.1,Streets,Resurface the High Street between the bridge and the square,A Person,July 2024,Green,£5k
(a),Streets,Plant forty limes along the embankment with the school council,B Person,Ongoing,,
(a),Parks,Publish the winter gritting routes on the council website,,TBC,Red,
,Parks,Replace the benches in Mill Park with benches that have backs,,,,
"""
NEW = """Ref,Text
V1.1.2,Resurface the High Street between the bridge and the square
B7,Plant forty limes and ten elms along the embankment with the school council
"""


def _version(path: Path) -> Version:
    paper = read_version(path, path.read_bytes(), ReadSettings())
    assert paper is not None
    return paper.versions[0]


def _written(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def old(tmp_path: Path) -> Path:
    return _written(tmp_path / "old.csv", OLD)


@pytest.fixture
def new(tmp_path: Path) -> Path:
    return _written(tmp_path / "new.csv", NEW)


@pytest.mark.parametrize(("told", "due"), [(None, "2025-03-05"), (True, "2025-05-03"), (False, "2025-03-05")])
def test_a_version_given_as_data_shows_its_own_order_of_dates_unless_it_is_told(
    tmp_path: Path, told: bool | None, due: str
) -> None:
    rows = "ref,text,timescale\n1,Sweep the square,03/05/2025\n2,Paint the gate,12/31/2025\n"
    path = _written(tmp_path / "us.csv", rows)
    made = read_version(path, path.read_bytes(), ReadSettings(day_first=told))
    assert made is not None
    assert made.versions[0].actions[0].milestones[0].due == due


def test_refs_are_taken_as_they_are_and_nothing_is_dropped(old: Path) -> None:
    first, second, third, fourth = _version(old).actions
    assert [action.ref for action in (first, second, third, fourth)] == ["V1.1.1", "(a)", "(a)", None]
    assert third.action_id == second.action_id + "~2"
    assert fourth.action_id.endswith("#@4")
    assert (first.rating, first.milestones[0].due, first.owners[0].owner) == ("green", "2024-07", "A Person")
    assert [(field.position, field.name, field.value) for field in first.fields] == [(7, "Cost", "£5k")]
    assert [section.path for section in _version(old).sections] == [("Streets",), ("Parks",)]
    assert first.places[0].row == 2


def test_a_ref_that_stands_twice_is_a_finding(old: Path) -> None:
    paper = read_version(old, old.read_bytes(), ReadSettings())
    assert paper is not None
    assert [(f.code, f.refs) for f in paper.findings] == [("ref-duplicated", ("(a)",))]


def test_json_and_excel_say_the_same_as_csv(old: Path, tmp_path: Path) -> None:
    import csv

    import openpyxl

    rows = list(csv.reader(OLD.splitlines()))
    entries = [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]
    as_json = _written(tmp_path / "old.json", json.dumps({"actions": entries}))
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(tmp_path / "old.xlsx")
    meant = [(a.ref, a.text, a.rating, a.owners, a.milestones, a.fields) for a in _version(old).actions]
    for path in (as_json, tmp_path / "old.xlsx"):
        assert [(a.ref, a.text, a.rating, a.owners, a.milestones, a.fields) for a in _version(path).actions] == meant


@pytest.mark.parametrize("text", ["{", '{"ref": "A1"}', '["A1"]', '[{"ref": "A1"}]'])
def test_json_that_holds_no_actions_says_how_to_write_it(tmp_path: Path, text: str) -> None:
    path = _written(tmp_path / "odd.json", text)
    with pytest.raises(WrongUse, match=r"odd\.json"):
        read_version(path, path.read_bytes(), ReadSettings())


@pytest.mark.parametrize("text", ["Ref,Action,Owner\nA1,do it,me\n", "", "\n"])
def test_a_csv_with_other_columns_is_a_paper(tmp_path: Path, text: str) -> None:
    path = _written(tmp_path / "tracker.csv", text)
    assert read_version(path, path.read_bytes(), ReadSettings()) is None


def test_the_scoring_programs_find_what_they_read(old: Path, new: Path, tmp_path: Path) -> None:
    assert main(["reconcile", str(old), str(new), "--out", str(tmp_path / "out"), "--quiet"]) == 0
    dataset = open_dataset(tmp_path / "out")
    assert check_dataset(dataset.folder) == []
    assert {(v["sequence"], v["actions"]) for v in dataset.rows("versions")} == {(1, 4), (2, 2)}
    assert ("V1.1.1", "V1.1.2") in {(link["old_ref"], link["new_ref"]) for link in dataset.rows("links")}


def test_a_version_against_itself_shows_no_change(old: Path) -> None:
    found = reconcile(old, old)
    assert found.changes == ()
    assert len({held.version.version_id for held in found.versions}) == 2


def test_versions_and_files_can_be_mixed(old: Path, new: Path) -> None:
    found = reconcile(_version(old), new)
    assert [paper.file for paper in found.papers] == ["new.csv"]
    assert found.links != ()


def test_two_papers_of_one_name_keep_their_folders(papers: Path, tmp_path: Path) -> None:
    for name in ("june", "september"):
        (tmp_path / name).mkdir()
        (papers / f"{name}.txt").rename(tmp_path / name / "plan.txt")
    argv = ["reconcile", *(str(tmp_path / name / "plan.txt") for name in ("june", "september"))]
    assert main([*argv, "--out", str(tmp_path / "out"), "--quiet"]) == 0
    assert len({row["file"] for row in open_dataset(tmp_path / "out").rows("papers")}) == 2


def _tracked(path: Path) -> Path:
    """A Word file whose third action was put in, and whose first was reworded, with changes tracked."""
    import docx
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    document = docx.Document()
    document.add_heading("Streets Action Plan", 1)
    rows = [("Ref", "Action", "Owner", "Timescale"), *((f"ST{n}", text, "A Person", "July 2024") for n, text in _TEXTS)]
    table = document.add_table(len(rows), 4)
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    mark = parse_xml(f'<w:trPr {nsdecls("w")}><w:ins w:id="1" w:author="A"/></w:trPr>')
    table.rows[3]._tr.insert(0, mark)
    words = parse_xml(f'<w:ins {nsdecls("w")} w:id="2" w:author="A"><w:r><w:t> and its side roads</w:t></w:r></w:ins>')
    table.rows[1].cells[1].paragraphs[0]._p.append(words)
    document.save(str(path))
    return path


_TEXTS = (
    (1, "Resurface the High Street between the bridge and the square"),
    (2, "Plant forty limes along the embankment with the school council"),
    (3, "Publish the winter gritting routes on the council website"),
)


def test_the_views_of_a_word_file_are_two_versions(tmp_path: Path) -> None:
    path = _tracked(tmp_path / "plan.docx")
    assert main(["reconcile", str(path), "--tracked", "--out", str(tmp_path / "out"), "--quiet"]) == 0
    dataset = open_dataset(tmp_path / "out")
    assert {(row["kind"], row["new_refs"]) for row in dataset.rows("changes")} == {
        ("added", ("ST3",)),
        ("reworded", ("ST1",)),
    }
    assert len(dataset.rows("papers")) == 1
    assert check_dataset(dataset.folder) == []
