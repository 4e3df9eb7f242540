"""Every notebook runs over the dataset of the specimens, and is committed without outputs."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from planthread import Dataset

ROOT = Path(__file__).resolve().parent.parent
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))

# Jupyter's own, on Windows alone: zmq and the loop that Python uses there.
pytestmark = pytest.mark.filterwarnings("ignore:Proactor event loop does not implement:RuntimeWarning")


_PATIENT = {"timeout": 600, "startup_timeout": 600, "iopub_timeout": 600}
"""Seconds: what is printed is taken as missing where a busy machine is later with it."""


def executed(path: Path, cwd: Path) -> str:
    """The text of every output of a notebook that is run in a folder."""
    notebook = nbformat.reads(path.read_text(encoding="utf-8"), as_version=4)  # type: ignore[no-untyped-call]
    resources = {"metadata": {"path": str(cwd)}}
    NotebookClient(notebook, kernel_name="python3", resources=resources, **_PATIENT).execute()
    outputs = [output for cell in notebook.cells if cell.cell_type == "code" for output in cell.outputs]
    errors = [output["text"] for output in outputs if output.get("name") == "stderr"]
    assert not errors, errors
    return "\n".join(output["data"]["text/plain"] for output in outputs if "data" in output)


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A folder laid out as the project is, with the specimens and no dataset."""
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "data" / "processed").mkdir(parents=True)
    shutil.copytree(ROOT / "data" / "raw" / "specimen", tmp_path / "data" / "raw" / "specimen")
    return tmp_path


def test_the_notebook_tells_what_happened_to_the_plan(house: Path, specimen_dataset: Dataset) -> None:
    shutil.copytree(specimen_dataset.folder, house / "data" / "processed", dirs_exist_ok=True)
    told = executed(ROOT / "notebooks" / "what-happened-to-the-plan.ipynb", house / "notebooks")
    for expected in ("2025-07-plan.pdf", "brought_forward", "[ST1]", "SVG", "vanished-action", "cannot be checked"):
        assert expected in told


def test_the_auditors_notebook_follows_a_change_to_its_page(house: Path, specimen_dataset: Dataset) -> None:
    shutil.copytree(specimen_dataset.folder, house / "data" / "processed", dirs_exist_ok=True)
    told = executed(ROOT / "notebooks" / "where-does-it-stand.ipynb", house / "notebooks")
    for expected in ("slipped", "[CC1]", "September 2025", "same ref", "2025-03-plan.pdf", "PIL.Image"):
        assert expected in told
    assert told.count("PIL.Image") == 2


def test_the_notebook_makes_a_dataset_where_there_is_none(house: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLANTHREAD_CACHE", str(house / "cache"))
    monkeypatch.setenv("TMPDIR", str(house))
    told = executed(ROOT / "notebooks" / "what-happened-to-the-plan.ipynb", house / "notebooks")
    assert "vanished-action" in told
    assert list((house / "data" / "processed").iterdir()) == []


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_is_committed_without_outputs_and_without_paths_of_a_machine(path: Path) -> None:
    notebook = nbformat.reads(path.read_text(encoding="utf-8"), as_version=4)  # type: ignore[no-untyped-call]
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert code
    assert all(not cell.outputs and cell.execution_count is None for cell in code)
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"[\"'(\s](/(home|Users|root|work|tmp)/|[A-Z]:\\\\)", text)
