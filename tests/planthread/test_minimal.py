"""An installation without any extra does everything but what the extras are for, and says which one that needs."""

from __future__ import annotations

import importlib.metadata
import os
import re
import runpy
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from PIL import Image, ImageDraw
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

ROOT = Path(__file__).parent.parent.parent

_WITHOUT = """
import sys
class Missing:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {names!r}:
            raise ModuleNotFoundError(f"No module named {{name!r}}", name=name)
sys.meta_path.insert(0, Missing())
"""


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def test_every_extra_has_its_lock_is_installed_by_start_and_is_missed_below() -> None:
    extras = set(
        tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]
    )
    assert extras == set(runpy.run_path(str(ROOT / "start.py"))["EXTRAS"])
    assert {path.name for path in ROOT.glob("requirements-*.lock")} >= {f"requirements-{name}.lock" for name in extras}
    missed = [
        name.removeprefix("test_without_").split("_")[0] for name in globals() if name.startswith("test_without_")
    ]
    assert sorted(missed) == sorted(extras)


@pytest.fixture(scope="module")
def minimal(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The environment of a Python in which only what requirements.lock names can be imported."""
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    locked = {_normal(name) for name in re.findall(r"^([\w.-]+)==", text, re.MULTILINE)} | {"planthread"}
    modules = importlib.metadata.packages_distributions()
    names = {module for module, by in modules.items() if not locked & set(map(_normal, by))}
    assert {"hypothesis", "fsspec"} <= names
    folder = tmp_path_factory.mktemp("without")
    (folder / "sitecustomize.py").write_text(_WITHOUT.format(names=names), encoding="utf-8")
    return {**os.environ, "PYTHONPATH": str(folder)}


def _run(minimal: dict[str, str], *argv: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-P", "-m", "planthread", *map(str, argv)]
    environment = {**minimal, "PLANTHREAD_CACHE": os.environ["PLANTHREAD_CACHE"]}
    return subprocess.run(command, env=environment, capture_output=True, text=True, encoding="utf-8", check=False)


def test_everything_but_the_extras_works(minimal: dict[str, str], tmp_path: Path) -> None:
    """Every kind of paper that is read without another program, the whole dataset, and what is asked of it."""
    out = tmp_path / "out"
    done = _run(minimal, "run", ROOT / "data" / "raw" / "specimen", "--out", out)
    assert (done.returncode, done.stderr) == (0, "")
    for argv in (["check", out], ["explain", "ST1", "--data", out], ["timescale", "by March 2026"]):
        done = _run(minimal, *argv)
        assert (done.returncode, done.stderr) == (0, ""), argv


def test_without_ocr_a_scan_says_what_to_install(minimal: dict[str, str], tmp_path: Path) -> None:
    image = Image.new("L", (1190, 1684), 255)
    ImageDraw.Draw(image).text((100, 200), "ST1 Resurface the High Street", fill=0, font_size=40)
    page = Canvas(str(tmp_path / "scan.pdf"), pagesize=(595, 842), invariant=1)
    page.drawImage(ImageReader(image), 0, 0, 595, 842)
    page.showPage()
    page.save()
    done = _run(minimal, "extract", tmp_path / "scan.pdf", "--format", "json")
    assert "page-without-text" in done.stdout
    assert "planthread[ocr]" in done.stdout


def test_without_remote_a_url_says_what_to_install(minimal: dict[str, str], tmp_path: Path) -> None:
    done = _run(minimal, "run", "s3://papers/2025/", "--out", tmp_path / "out")
    assert done.returncode == 2
    assert "planthread[remote]" in done.stderr


def test_without_cluster_its_option_says_what_to_install(minimal: dict[str, str], papers: Path, tmp_path: Path) -> None:
    done = _run(minimal, "run", papers, "--cluster", "tcp://127.0.0.1:1", "--out", tmp_path / "out")
    assert done.returncode == 2
    assert "planthread[cluster]" in done.stderr


def test_without_semantic_its_setting_says_what_to_install(
    minimal: dict[str, str], papers: Path, tmp_path: Path
) -> None:
    (papers / "planthread.toml").write_text("[reconcile]\nsemantic = true\n", encoding="utf-8")
    done = _run(minimal, "run", papers, "--out", tmp_path / "out")
    assert done.returncode == 2
    assert "planthread[semantic]" in done.stderr
