"""The same papers give the same bytes, whatever else is different around them."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from planthread import Settings, run

SPECIMEN = Path(__file__).parent.parent.parent / "data" / "raw" / "specimen"

# What cannot be set from outside a process. It is imported by every Python that is started, the readers' as well.
_ELSEWHERE = """
import datetime, os, time
shift = {days} * 86_400
clock, clock_ns = time.time, time.time_ns
time.time = lambda: clock() + shift
time.time_ns = lambda: clock_ns() + shift * 10**9
real_gmtime, real_localtime = time.gmtime, time.localtime
time.gmtime = lambda seconds=None: real_gmtime(time.time() if seconds is None else seconds)
time.localtime = lambda seconds=None: real_localtime(time.time() if seconds is None else seconds)
class Real(type):
    def __instancecheck__(self, value): return isinstance(value, self.__mro__[1])
class Day(datetime.datetime, metaclass=Real):
    __slots__ = ()
    @classmethod
    def now(cls, tz=None): return cls.fromtimestamp(time.time(), tz)
    @classmethod
    def utcnow(cls): return cls.fromtimestamp(time.time(), datetime.timezone.utc).replace(tzinfo=None)
class Date(datetime.date, metaclass=Real):
    __slots__ = ()
    @classmethod
    def today(cls): return cls.fromtimestamp(time.time())
if shift:
    datetime.datetime, datetime.date = Day, Date
os.umask({umask})
real_scandir, real_listdir = os.scandir, os.listdir
class Scan:
    def __init__(self, path="."):
        with real_scandir(path) as found: self.found = iter(sorted(found, key=lambda e: e.name, reverse={reverse}))
    def __iter__(self): return self.found
    def __next__(self): return next(self.found)
    def __enter__(self): return self
    def __exit__(self, *_): pass
    def close(self): pass
os.scandir = Scan
os.listdir = lambda path=".": sorted(real_listdir(path), reverse={reverse})
"""


def _elsewhere(folder: Path, *, days: int, umask: int, reverse: bool, **environment: str) -> dict[str, str]:
    """The environment of another day and machine."""
    (folder / "code").mkdir(parents=True)
    code = _ELSEWHERE.format(days=days, umask=umask, reverse=reverse)
    (folder / "code" / "sitecustomize.py").write_text(code)
    (folder / "tmp").mkdir()
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "PLANTHREAD_CACHE") if name in os.environ}
    return {
        **kept,
        "PYTHONPATH": str(folder / "code"),
        "TMPDIR": str(folder / "tmp"),
        "HOME": str(folder),
        **environment,
    }


def _copied(papers: Path, to: Path, when: int) -> Path:
    """The same papers, put there in another order at another time."""
    to.mkdir(parents=True)
    for path in sorted(papers.iterdir(), key=lambda path: (path.stat().st_size * when) % 97):
        shutil.copyfile(path, to / path.name)
        os.utime(to / path.name, (when, when))
    return to


def _contents(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file() and path.name != "run.json")
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


@pytest.mark.skipif(sys.platform == "win32", reason="time zones and file modes are set otherwise there")
def test_the_same_papers_give_the_same_bytes_on_another_day_and_machine(tmp_path: Path, cache: Path) -> None:
    """Here; far away in the past, everything read afresh; and in the future, from what the one before had read."""
    papers = _copied(SPECIMEN, tmp_path / "papers", 1)
    (papers / "März – „Plan“.txt").write_bytes((papers / "2025-07-plan.txt").read_bytes().replace(b"July", b"June"))
    (papers / "again.txt").write_bytes((papers / "2025-07-plan.txt").read_bytes())
    here = run([papers], tmp_path / "here", Settings(workers=2, cache=False)).folder
    past = _elsewhere(
        tmp_path / "past",
        days=-9_000,
        umask=0o077,
        reverse=True,
        PYTHONHASHSEED="1",
        TZ="Pacific/Kiritimati",
        LC_ALL="POSIX",
        PYTHONCOERCECLOCALE="0",
        PYTHONUTF8="0",
        USER="somebody",
    )
    future = _elsewhere(
        tmp_path / "future", days=9_000, umask=0, reverse=False, PYTHONHASHSEED="2", TZ="America/Adak", LC_ALL="C.UTF-8"
    )
    told = []
    for name, environment, workers in (("past", past, "1"), ("future", future, "3")):
        folder = _copied(papers, tmp_path / name / "deep" / "elsewhere", 10**9 if name == "past" else 2 * 10**9)
        command = [sys.executable, "-P", "-m", "planthread", "run", str(folder), "--out", "out", "--quiet"]
        done = subprocess.run(
            [*command, "--workers", workers], cwd=tmp_path / name, env=environment, capture_output=True, check=False
        )
        assert (done.returncode, done.stderr) == (0, b"")
        told.append(json.loads((tmp_path / name / "out" / "run.json").read_text(encoding="utf-8")))
        assert list((tmp_path / name / "tmp").iterdir()) == []
    assert [said["began"][:2] for said in told] == ["20", "20"]
    assert told[1]["began"] > told[0]["began"][:3] + "9"
    assert len(list(cache.rglob("*.reading"))) == 7
    expected = _contents(here)
    for name in ("past", "future"):
        other = _contents(tmp_path / name / "out")
        assert sorted(other) == sorted(expected)
        assert [path for path, data in expected.items() if other[path] != data] == []


def test_run_json_says_all_that_is_needed_to_do_it_again_and_nothing_of_the_machine(
    papers: Path, tmp_path: Path
) -> None:
    said = json.loads((run([papers], tmp_path / "out").folder / "run.json").read_text(encoding="utf-8"))
    assert [paper["file"] for paper in said["inputs"]] == ["june.txt", "september.txt"]
    assert all(len(paper["sha256"]) == 64 for paper in said["inputs"])
    assert Settings.model_validate(said["settings"]) == Settings()
    assert said["command"] == "run"
    assert {"planthread", "extractor", "python", "packages"} <= set(said)
    text = json.dumps(said)
    import getpass
    import socket

    for secret in (str(tmp_path), str(Path.home()), socket.gethostname()):
        assert secret not in text
    if getpass.getuser() != "root":
        assert getpass.getuser() not in text
