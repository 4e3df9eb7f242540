"""A whole run, killed where it stands: the dataset before it stays, and the next run goes on from what was read."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hostile.corpus import CASES

from planthread import Settings, reading, run
from publish.check import check_dataset


@pytest.mark.skipif(os.name == "nt", reason="killing does not end what was started there")
def test_a_run_that_is_killed_while_it_reads_loses_nothing_that_it_read(
    papers: Path, tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    run([papers], out, Settings(workers=1, cache=False))
    before = {path: path.read_bytes() for path in out.rglob("*") if path.is_file()}
    for name in ("july", "august"):
        (papers / f"{name}.txt").write_bytes((papers / "june.txt").read_bytes() + name.encode())
    endless = papers / "endless.pdf"  # begun last, so that nothing is written before the run is killed
    endless.write_bytes(CASES["form-draws-itself.pdf"].data())
    for paper in papers.glob("*.txt"):
        paper.write_bytes(paper.read_bytes() + b"\n" * endless.stat().st_size)
    command = [sys.executable, "-P", "-m", "planthread", "run", str(papers), "--out", str(out), "--workers", "1"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        while not list(cache.rglob("*.reading")) and process.poll() is None:
            time.sleep(0.001)
        process.kill()
    kept = len(list(cache.rglob("*.reading")))
    assert kept >= 1
    assert process.returncode == -9
    assert {path: path.read_bytes() for path in out.rglob("*") if path.is_file()} == before
    endless.unlink()
    read: list[str] = []
    real = reading.read_each

    def noted(sources, *rest):  # type: ignore[no-untyped-def]
        read.extend(source.file for source in sources)
        return real(sources, *rest)

    monkeypatch.setattr(reading, "read_each", noted)
    run([papers], out, Settings(workers=1))
    assert 4 - kept <= len(read) <= 5 - kept, "all but what was kept, and what was being kept when it ended"
    assert check_dataset(out) == []
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out", "papers"]
