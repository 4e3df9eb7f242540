"""Every hostile file through its reader, in this process: read, or refused with words a person can act on."""

from __future__ import annotations

import pytest
from hostile.corpus import CASES, Case, acted_on

from extract.errors import PaperUnreadable
from extract.model import Paper
from extract.paper import read_paper
from extract.settings import ReadSettings
from planthread.serial import from_json, to_json

LIGHT = [case for case in CASES.values() if not case.heavy]


def _read(case: Case, **settings: object) -> Paper | PaperUnreadable:
    try:
        return read_paper(case.data(), case.name, ReadSettings.model_validate(settings))
    except PaperUnreadable as error:
        return error


@pytest.mark.filterwarnings("ignore:Duplicate name")  # the case is made so
@pytest.mark.parametrize("case", LIGHT, ids=lambda case: case.name)
def test_a_hostile_file_is_read_or_refused_with_the_next_step(case: Case) -> None:
    paper = _read(case)
    problem = str(paper) if isinstance(paper, PaperUnreadable) else paper.problem
    status = "failed" if isinstance(paper, PaperUnreadable) else paper.status
    assert status in case.ends, problem
    assert case.says in (problem or "")
    assert problem is None or acted_on(problem), problem
    if isinstance(paper, Paper):
        assert from_json(to_json(paper)) == paper
        if case.actions is not None:
            assert sum(len(version.actions) for version in paper.versions) == case.actions


@pytest.mark.parametrize("name", ["encrypted.pdf", "encrypted-with-an-empty-password.pdf", "no-pages.pdf"])
def test_the_other_pdf_engine_says_the_same(name: str) -> None:
    paper = _read(CASES[name], engine="pdfplumber")
    assert ("failed" if isinstance(paper, PaperUnreadable) else paper.status) in CASES[name].ends


def test_every_class_of_the_issue_has_cases() -> None:
    kinds = {case.kind for case in CASES.values()}
    assert len(kinds) >= 18
    assert len(CASES) > 500
