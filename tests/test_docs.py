"""The pages in docs/ say what the code does: every finding code, every table, every link."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from planthread import Dataset
from publish.schema import TABLES

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("extract", "reconcile", "publish", "planthread")
CODE = re.compile(r"[a-z]+(?:-[a-z]+)*")
HYPHENED = re.compile(r"[a-z]+(?:-[a-z]+)+")
"""A variable `code` may also be that of a rating, which has no hyphen."""
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md"))]


def codes_in_code() -> set[str]:
    """Every finding code that the packages can emit, from their source.

    A code is what is given first to `Problem`, or to a function that returns a `Finding`: as it stands, or by way of
    a variable of the name `code`.
    """
    trees = [ast.parse(path.read_text(encoding="utf-8")) for p in PACKAGES for path in (ROOT / p).rglob("*.py")]
    functions = [node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    makers = {f.name for f in functions if isinstance(f.returns, ast.Name) and f.returns.id == "Finding"} | {"Problem"}
    return {code for tree in trees for node in ast.walk(tree) for code in _codes(node, makers)}


def _codes(node: ast.AST, makers: set[str]) -> Iterator[str]:
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in makers and node.args:
        yield from _constants(node.args[0], CODE)
    elif isinstance(node, ast.Assign) and [t.id for t in node.targets if isinstance(t, ast.Name)] == ["code"]:
        yield from _constants(node.value)
    elif isinstance(node, ast.For) and isinstance(node.target, ast.Tuple) and isinstance(node.iter, ast.Tuple):
        named = [isinstance(name, ast.Name) and name.id == "code" for name in node.target.elts]
        for given in node.iter.elts:
            if any(named) and isinstance(given, ast.Tuple):
                yield from _constants(given.elts[named.index(True)])


def _constants(node: ast.AST, form: re.Pattern[str] = HYPHENED) -> Iterator[str]:
    if isinstance(node, ast.IfExp):
        yield from (*_constants(node.body, form), *_constants(node.orelse, form))
    elif isinstance(node, ast.Constant) and isinstance(node.value, str) and form.fullmatch(node.value):
        yield node.value


def documented() -> dict[str, str]:
    """Each code of docs/findings.md and its severity."""
    text = (ROOT / "docs" / "findings.md").read_text(encoding="utf-8")
    return dict(re.findall(r"^\| `([a-z-]+)` \| ([a-z ]+) \|", text, re.MULTILINE))


def test_every_finding_code_of_the_code_is_documented_and_no_other() -> None:
    assert set(documented()) == codes_in_code()


def test_findings_have_the_severity_that_is_documented(specimen_dataset: Dataset) -> None:
    said = documented()
    found = specimen_dataset.rows("findings")
    assert [row["code"] for row in found if row["severity"] not in said[row["code"]].split(" or ")] == []


def test_every_table_of_the_dataset_is_documented_with_its_key_and_no_other() -> None:
    text = (ROOT / "docs" / "dataset.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| `([a-z_]+)` \| ([^|]+) \|", text, re.MULTILINE))
    assert {name: tuple(re.findall(r"`([a-z_]+)`", key)) for name, key in rows.items()} == {
        table.name: table.key for table in TABLES
    }


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_to_a_file_leads_somewhere(page: Path) -> None:
    links = re.findall(r"\]\((?!https?:|#)([^)#\s]+)", page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("path", sorted((ROOT / "docs" / "images").glob("*.png")), ids=lambda path: path.name)
def test_a_picture_is_shown_somewhere_and_is_small(path: Path) -> None:
    assert path.stat().st_size < 150_000
    assert any(f"images/{path.name}" in page.read_text(encoding="utf-8") for page in PAGES)
