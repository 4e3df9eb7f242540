"""What README.md shows is what a run over the specimens gives.

PLANTHREAD_WRITE_GOLDEN=1 writes the blocks anew, and then fails: nothing passes while it rewrites.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

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


@pytest.mark.parametrize(("name", "made"), [("changes", whats_happened), ("explain", story)])
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


def test_the_settings_shown_can_be_read(tmp_path: Path) -> None:
    blocks = re.findall(r"```toml\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)
    assert blocks
    for block in blocks:
        assert tomllib.loads(block)
        file = tmp_path / "planthread.toml"
        file.write_text(block, encoding="utf-8")
        assert isinstance(load_settings(file), Settings)
