"""The readings made by eye of real papers, where they are at hand: each figure must hold."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared"
GOLD = SHARED / "gold"
pytestmark = pytest.mark.skipif(not GOLD.is_dir(), reason="the readings by eye (../shared/gold) are not at hand")

SCORED = [
    pytest.param(SHARED / "seeds", GOLD, [], 99.0, id="text exports"),
    pytest.param(SHARED / "papers", GOLD, ["--only", "_A"], 99.0, id="PDF, Word and HTML"),
    pytest.param(SHARED / "papers" / "real", GOLD / "real", [], 99.5, id="papers nobody here made"),
]
GOLD_STEMS = {"000_A", "001_A", "003_A", "004_A"}
NEVER = ("invented actions", "invented changes", "invented refs")


def run(*command: object) -> str:
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, check=False)
    assert done.returncode in (0, 1), done.stderr
    return done.stdout


@pytest.mark.parametrize(("papers", "gold", "options", "least"), SCORED)
def test_values_read_agree_with_the_readings_by_eye(
    papers: Path, gold: Path, options: list[str], least: float, tmp_path: Path
) -> None:
    # Scans take minutes to read, and they have tests of their own.
    wanted = [file for file in sorted(papers.iterdir()) if file.is_file() and (not options or options[-1] in file.name)]
    run(sys.executable, "-m", "planthread", "run", *wanted, "--out", tmp_path / "out", "--quiet")
    said = run(sys.executable, SHARED / "score" / "score.py", tmp_path / "out", gold, *options)
    assert all(f"{file.name}  status" in said for file in wanted if file.stem in GOLD_STEMS), said
    total = re.search(r"all values: \d+ / \d+ = ([\d.]+)%", said)
    assert total, said
    assert not [line for line in said.splitlines() if line.strip().startswith(NEVER)], said
    assert float(total[1]) >= least, said


def test_links_between_real_versions_agree_with_the_readings_by_eye() -> None:
    command = f"{sys.executable} -m planthread"
    said = run(
        sys.executable,
        SHARED / "score" / "score_real_links.py",
        SHARED / "papers" / "real",
        GOLD / "real",
        "--command",
        command,
    )
    total = re.search(r"= ([\d.]+)%", said)
    assert total, said
    assert float(total[1]) >= 95, said


def test_the_silent_changes_between_the_plan_and_its_change_log_come_out(tmp_path: Path) -> None:
    run(sys.executable, "-m", "planthread", "run", SHARED / "seeds", "--out", tmp_path / "out", "--quiet")
    findings = (tmp_path / "out" / "csv" / "findings.csv").read_text(encoding="utf-8")
    undeclared = re.findall(r",undeclared-change,\w+,[^,]*,[^,]*,[^,]*,(\w+),", findings)
    assert {"SL13", "SL15", "P6", "LS2", "CLB4", "CLB6", "MO4", "S5", "W6"} <= set(undeclared)
