"""Every test has its own cache, and papers of an invented council to read."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

PLAN = """Marlbrook Council
Streets and Parks Action Plan
As at {as_at}

Ref\tAction\tOwner\tTimescale\tRAG
ST1\tResurface the High Street between the bridge and the square\tHead of Streets\t{first}\tGreen
ST2\tPlant forty limes along the embankment with the school council\tHead of Parks\tOctober 2024\tAmber
ST3\tPublish the winter gritting routes on the council's website\tHead of Streets\tNovember 2024\tGreen
{last}
"""


@pytest.fixture(autouse=True)
def cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path_factory.mktemp("cache")
    monkeypatch.setenv("PLANTHREAD_CACHE", str(folder))
    return folder


@pytest.fixture(scope="session")
def both_versions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with two versions of a plan, to be read and left as it is."""
    folder = tmp_path_factory.mktemp("papers")
    last = "ST4\tReplace the benches in Mill Park with benches that have backs\tHead of Parks\tOngoing\tGreen"
    june = PLAN.format(as_at="24 June 2024", first="July 2024", last=last)
    (folder / "june.txt").write_text(june, encoding="utf-8")
    september = PLAN.format(as_at="16 September 2024", first="October 2024", last="")
    (folder / "september.txt").write_text(september, encoding="utf-8")
    return folder


@pytest.fixture
def papers(both_versions: Path, tmp_path: Path) -> Path:
    """The two versions, for a test of its own."""
    return Path(shutil.copytree(both_versions, tmp_path / "papers"))
