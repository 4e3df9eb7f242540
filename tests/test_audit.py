"""What Planthread is built on: every locked package is known, allowed, and watched where that can be done."""

from __future__ import annotations

import importlib.util
import json
import os
import re
import runpy
import sys
import tomllib
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def _module() -> ModuleType:
    spec = importlib.util.spec_from_file_location("audit", ROOT / "audit.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["audit"] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


audit = _module()


def test_the_page_names_every_locked_package_and_no_other() -> None:
    assert [(p.name, p.version, p.uses) for p in audit.written()] == [
        (name, version, ", ".join(uses)) for (name, version), uses in audit.locked().items()
    ]


def test_every_licence_on_the_page_is_known_and_allowed() -> None:
    assert [p.name for p in audit.written() if not p.licence or audit.forbidden(p.licence)] == []


def test_the_page_says_what_the_installed_packages_say() -> None:
    installed = [(p, audit._installed(p.name, p.version)) for p in audit.written()]
    there = [(package, found) for package, found in installed if found]
    assert len(there) > 20
    assert [p.name for p, found in there if audit.licence_of(found) != p.licence] == []


@pytest.mark.parametrize(
    ("licence", "is_forbidden"),
    [
        ("MIT", False),
        ("BSD-3-Clause AND Apache-2.0", False),
        ("LGPL-3.0-or-later", False),
        ("GNU Lesser General Public License v2 (LGPLv2)", False),
        ("GPL-3.0-only", True),
        ("AGPL-3.0-or-later", True),
        ("GNU Affero General Public License v3", True),
        ("GNU General Public License v2 (GPLv2)", True),
        ("MIT AND GPL-2.0-only", True),
        ("MPL-1.1 OR GPL-2.0-only", False),
    ],
)
def test_only_the_gpl_and_agpl_alone_are_not_allowed(licence: str, is_forbidden: bool) -> None:
    assert audit.forbidden(licence) is is_forbidden


def _pip_audit(folder: Path, monkeypatch: pytest.MonkeyPatch, answer: str) -> None:
    """A pip-audit that answers so."""
    program = folder / "pip-audit"
    program.write_text(f"#!{sys.executable}\nimport sys\n{answer}\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setattr(audit.shutil, "which", lambda *_, **__: str(program))


@pytest.mark.skipif(os.name == "nt", reason="a script is no program there")
def test_a_known_vulnerability_is_named_once_with_its_mending(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    known = {"id": "PYSEC-1", "fix_versions": ["9.9"]}
    said = {"dependencies": [{"name": "lxml", "version": "1", "vulns": [known]}]}
    _pip_audit(tmp_path, monkeypatch, f"print({json.dumps(json.dumps(said))})\nsys.exit(1)")
    assert audit.vulnerabilities() == ["lxml 1 has PYSEC-1; mended in 9.9"]


@pytest.mark.skipif(os.name == "nt", reason="a script is no program there")
@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ("sys.exit('could not connect')", "could not be asked about (could not connect); try again with a network"),
        ('print(\'{"dependencies": [{"name": "a", "skip_reason": "x"}]}\')', "1 of 1 packages are not known there"),
    ],
    ids=["no network", "not known"],
)
def test_what_could_not_be_asked_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], answer: str, said: str
) -> None:
    _pip_audit(tmp_path, monkeypatch, answer)
    assert audit.vulnerabilities() == []
    assert said in capsys.readouterr().err


def test_without_pip_audit_that_is_said(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(audit.shutil, "which", lambda *_, **__: None)
    assert audit.vulnerabilities() == []
    assert "pip-audit is not installed" in capsys.readouterr().err


def test_every_extra_has_a_lock_that_holds_what_it_asks_for() -> None:
    start = runpy.run_path(str(ROOT / "start.py"))
    extras = PROJECT["optional-dependencies"]
    assert set(start["EXTRAS"]) == set(extras) == set(audit.LOCKS) - {"run"}
    base = {name for (name, _), uses in audit.locked().items() if "run" in uses}
    for extra, wanted in extras.items():
        held = {name for (name, _), uses in audit.locked().items() if extra in uses}
        asked = {audit._normal(re.split(r"[\[<>=; ]", entry)[0]) for entry in wanted}
        assert asked <= held, extra
        assert held & base == set(), "what every installation has stands in requirements.lock alone"


def test_an_extra_that_there_is_not_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    start = runpy.run_path(str(ROOT / "start.py"))
    assert start["extra"](["ocr", "unheard"]) == 2
    assert "ocr, semantic, remote, cluster, not unheard" in capsys.readouterr().err
    assert start["extra"]([]) == 2
