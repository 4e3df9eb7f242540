"""The rules of the house: which way imports run, what is public, and that what is said about commands is so."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from pydantic import BaseModel

import planthread
from extract.settings import ReadSettings
from planthread.cli import COMMANDS
from planthread.settings import Settings, load_settings
from reconcile.settings import ReconcileSettings

ROOT = Path(__file__).parent.parent
PACKAGES = ("extract", "reconcile", "publish", "planthread")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
GUIDE = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")


def test_imports_run_one_way_only() -> None:
    program = shutil.which("lint-imports", path=Path(sys.executable).parent)
    assert program, "import-linter is among the test requirements"
    done = subprocess.run([program, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    contracts = PROJECT["tool"]["importlinter"]["contracts"]
    assert [contract["layers"] for contract in contracts] == [["planthread", "publish", "reconcile", "extract"]]


def test_the_public_names_are_these_and_have_a_meaning() -> None:
    assert planthread.__all__ == ["Dataset", "Settings", "__version__", "extract_paper", "reconcile", "run"]
    for name in planthread.__all__:
        assert getattr(planthread, name).__doc__, name
    with pytest.raises(AttributeError):
        planthread.nothing  # noqa: B018 -- the access is what is tested


def test_the_two_places_that_name_the_version_agree() -> None:
    assert PROJECT["project"]["version"] == planthread.__version__


def test_the_habits_are_switched_on() -> None:
    tools = PROJECT["tool"]
    assert tools["mypy"]["strict"] is True
    assert set(tools["mypy"]["packages"]) == set(PACKAGES)
    assert {"E", "F", "I", "B", "D1", "ARG", "BLE"} <= set(tools["ruff"]["lint"]["select"])
    assert tools["pytest"]["ini_options"]["filterwarnings"] == ["error"]
    assert PROJECT["project"]["scripts"] == {"planthread": "planthread.cli:main"}


def _modules() -> list[Path]:
    return sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))


@pytest.mark.parametrize("path", _modules(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_module_is_of_a_size_that_can_be_read(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 450
    assert path.stem not in ("utils", "helpers", "misc", "common")


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_documented_with_its_example(command: str) -> None:
    assert re.search(rf"^## `planthread {command}\b", GUIDE, re.MULTILINE)
    assert re.search(rf"^    planthread {command}\b", GUIDE, re.MULTILINE)


def test_the_guide_names_every_option() -> None:
    from planthread.cli import parser

    text = " ".join(
        action.format_help()
        for action in parser()._subparsers._group_actions[0].choices.values()  # type: ignore[union-attr]
    )
    options = set(re.findall(r"--[a-z][a-z-]+", text)) - {"--help"}
    assert {option for option in options if option not in GUIDE} == set()


def test_the_settings_in_the_guide_are_all_there_are_and_their_defaults_are_right(tmp_path: Path) -> None:
    (sample,) = re.findall(r"```toml\n(.*?)```", GUIDE, re.DOTALL)
    path = tmp_path / "planthread.toml"
    path.write_text(sample, encoding="utf-8")
    assert load_settings(path).read == ReadSettings()
    assert set(_keys(ReadSettings, ReconcileSettings, Settings)) - {"plans", "read", "reconcile"} <= set(
        re.findall(r"^(?:# )?(\w+) = ", sample, re.MULTILINE)
    )


def _keys(*models: type[BaseModel]) -> list[str]:
    return [name for model in models for name in model.model_fields]


@pytest.mark.parametrize("lock", sorted(path.name for path in ROOT.glob("requirements*.lock")))
def test_every_requirement_is_locked_by_hash(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    entries = re.split(r"^(?=[A-Za-z0-9])", text, flags=re.MULTILINE)[1:]
    assert len(entries) >= 3
    assert [entry.splitlines()[0] for entry in entries if "--hash=sha256:" not in entry] == []


def test_every_dependency_stands_in_the_lock() -> None:
    locked = {
        name.lower() for name in re.findall(r"^([\w.-]+)==", (ROOT / "requirements.lock").read_text(), re.MULTILINE)
    }
    wanted = {re.split(r"[\[<>=; ]", entry)[0].lower() for entry in PROJECT["project"]["dependencies"]}
    assert wanted - locked == set()


def test_start_can_be_read_by_an_older_python() -> None:
    import ast

    ast.parse((ROOT / "start.py").read_text(encoding="utf-8"), feature_version=(3, 7))


def test_an_older_python_is_told_what_is_missing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    import runpy

    start = runpy.run_path(str(ROOT / "start.py"))
    monkeypatch.setattr(sys, "version_info", (3, 8, 2))
    assert start["main"](["run"]) == 2
    assert "Python 3.11 or newer and this is 3.8" in capsys.readouterr().err


def test_a_python_without_venv_is_told_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import runpy

    start = runpy.run_path(str(ROOT / "start.py"))
    monkeypatch.setitem(start["make_venv"].__globals__, "PYTHON", tmp_path / "none")
    monkeypatch.setitem(sys.modules, "ensurepip", None)
    assert "apt install python3-venv" in start["make_venv"]()
