"""docs/dictionary.md is what the schema says.

PLANTHREAD_WRITE_GOLDEN=1 writes it anew, and then fails: nothing passes while it rewrites.
"""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest

from planthread import Dataset
from publish.dictionary import dictionary
from publish.schema import SCHEMA_VERSION, TABLES

PAGE = Path(__file__).resolve().parents[2] / "docs" / "dictionary.md"


def test_the_page_is_what_the_schema_says() -> None:
    made = dictionary()
    if os.environ.get("PLANTHREAD_WRITE_GOLDEN"):
        PAGE.write_text(made, encoding="utf-8", newline="\n")
        pytest.fail("docs/dictionary.md was written anew; look at the difference and run without the switch")
    assert PAGE.read_text(encoding="utf-8") == made, (
        "the schema has changed: raise SCHEMA_VERSION as docs/dataset.md says, and write the page anew with "
        "PLANTHREAD_WRITE_GOLDEN=1"
    )


def test_the_page_has_every_column_once_and_links_that_lead_somewhere() -> None:
    made = dictionary()
    parts = re.split(r"^## (\w+)$", made, flags=re.MULTILINE)[1:]
    assert dict(zip(parts[::2], map(_columns, parts[1::2]), strict=True)) == {
        table.name: [column.name for column in table.columns] for table in TABLES
    }
    assert set(re.findall(r"\(#(\w+)\)", made)) <= {table.name for table in TABLES}


def _columns(part: str) -> list[str]:
    return re.findall(r"^\| \**`(\w+)`", part, re.MULTILINE)


def test_a_dataset_says_the_version_of_its_schema(specimen_dataset: Dataset) -> None:
    said = json.loads((specimen_dataset.folder / "datapackage.json").read_text(encoding="utf-8"))
    assert said["planthread"]["schema_version"] == SCHEMA_VERSION
    assert re.fullmatch(r"\d+\.\d+", SCHEMA_VERSION)
