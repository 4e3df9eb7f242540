"""What README.md shows is what a run over the specimens gives.

PLANTHREAD_WRITE_GOLDEN=1 writes the blocks anew, and then fails: nothing passes while it rewrites.
"""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
import tomllib
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from planthread import Dataset, Settings
from planthread.explain import explain, told
from planthread.settings import load_settings

README = Path(__file__).resolve().parent.parent / "README.md"
SHOWN = {"CC1", "RP4", "ST1", "ST3", "ST6"}
"""The actions of the two small tables at the top."""


def whats_happened(dataset: Dataset) -> str:
    """The changes between the two plans of the actions shown, each with where it stands."""
    return "\n".join(
        [
            "| old | new | change | what happened | where | who said so |",
            "| --- | --- | --- | --- | --- | --- |",
            *sorted(_change_rows(dataset)),
        ]
    )


def _change_rows(dataset: Dataset) -> Iterator[str]:
    paper_files = {paper["paper_id"]: paper["file"] for paper in dataset.rows("papers")}
    file_of = {version["version_id"]: paper_files[version["paper_id"]] for version in dataset.rows("versions")}
    declared = {entry["declared_id"]: paper_files[entry["paper_id"]] for entry in dataset.rows("declared_changes")}
    where = _where(dataset)
    for change in dataset.rows("changes"):
        files = file_of[change["old_version_id"]], file_of[change["new_version_id"]]
        if files != ("2025-03-plan.pdf", "2025-07-plan.pdf") or not {*change["old_refs"], *change["new_refs"]} & SHOWN:
            continue
        sides = [
            " and ".join(f"{file} {where[action]}" for action in actions)
            for file, actions in zip(files, (change["old_action_ids"], change["new_action_ids"]), strict=True)
        ]
        entry = change["declared_id"]
        cells = (
            " + ".join(change["old_refs"]),
            " + ".join(change["new_refs"]),
            f"`{change['kind']}`",
            change["explanation"],
            " → ".join(filter(None, sides)),
            f"{declared[entry]} {where[entry]}" if entry else "nobody",
        )
        yield f"| {' | '.join(cells)} |"


def _where(dataset: Dataset) -> dict[str, str]:
    """Page, table and row of the first place of everything that stands in a table."""
    return {
        place["subject_id"]: (f"p. {place['page']}, " if place["page"] else "")
        + f"table {place['table']}, row {place['row']}"
        for place in dataset.rows("places")
        if place["position"] == 1 and place["table"]
    }


def story(dataset: Dataset) -> str:
    """What `explain ST3` prints."""
    return "```\n" + "\n\n".join(told(thread) for thread in explain(dataset.folder, "ST3")) + "\n```"


def asked(dataset: Dataset) -> str:
    """What the SQL of the README answers."""
    with closing(sqlite3.connect(dataset.folder / "planthread.sqlite")) as base:
        found = base.execute(_blocks("sql")[0])
        names = [column[0] for column in found.description]
        lines = [names, ["---"] * len(names), *found.fetchall()]
    return "\n".join(f"| {' | '.join('' if cell is None else str(cell) for cell in line)} |" for line in lines)


def _blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)


@pytest.mark.parametrize(("name", "made"), [("changes", whats_happened), ("explain", story), ("silent", asked)])
def test_the_output_shown_is_the_output_of_a_run(
    specimen_dataset: Dataset, name: str, made: Callable[[Dataset], str]
) -> None:
    before, begin, rest = README.read_text(encoding="utf-8").partition(f"<!-- made: {name} -->\n")
    shown, end, after = rest.partition("\n<!-- end -->")
    wanted = made(specimen_dataset)
    if os.environ.get("PLANTHREAD_WRITE_GOLDEN"):
        README.write_text(before + begin + wanted + end + after, encoding="utf-8", newline="\n")
        pytest.fail(
            f"the block {name!r} of README.md was written anew; look at the difference and run without the switch"
        )
    assert shown == wanted


@pytest.fixture
def beside(tmp_path: Path, specimen_dataset: Dataset, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the specimens where the examples look for them, and their dataset."""
    shutil.copytree(README.parent / "data" / "raw" / "specimen", tmp_path / "data" / "raw" / "specimen")
    shutil.copytree(specimen_dataset.folder, tmp_path / "my-dataset")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PLANTHREAD_CACHE", str(tmp_path / "cache"))
    return tmp_path


def _answered(dataset: Dataset) -> list[tuple[str, int]]:
    cells = [line[2:].split(" | ") for line in asked(dataset).splitlines()[2:]]
    return [(ref, int(days)) for ref, days, *_ in cells]


def test_the_pandas_example_answers_as_the_sql_does(beside: Path, specimen_dataset: Dataset) -> None:
    names: dict[str, Any] = {}
    exec(_blocks("python")[0], names)
    assert list(zip(names["found"]["ref"], names["found"]["days"], strict=True)) == _answered(specimen_dataset)


def test_the_duckdb_example_answers_as_the_sql_does(beside: Path, specimen_dataset: Dataset) -> None:
    pytest.importorskip("duckdb", reason="duckdb is no requirement of Planthread's, nor of its tests")
    names: dict[str, Any] = {"query": _blocks("sql")[0]}
    exec(_blocks("python")[1], names)
    assert [row[:2] for row in names["answer"].fetchall()] == _answered(specimen_dataset)


def test_the_settings_shown_can_be_read(tmp_path: Path) -> None:
    blocks = _blocks("toml")
    assert blocks
    for block in blocks:
        assert tomllib.loads(block)
        file = tmp_path / "planthread.toml"
        file.write_text(block, encoding="utf-8")
        assert isinstance(load_settings(file), Settings)
