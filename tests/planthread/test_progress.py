"""What a person who watches is told: papers, pages per second and the time left."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest

from planthread.options import progress_line
from planthread.reading import Tally
from planthread.sources import Source


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """A clock that stands, as no machine is always quick."""
    monkeypatch.setattr("planthread.reading.time", SimpleNamespace(monotonic=lambda: 1_000.0))


def _tally(seconds_ago: float, waiting: int) -> Tally:
    return Tally(total=10, done=2, waiting=waiting, began=1_000.0 - seconds_ago)


def _source(size: int) -> Source:
    return Source(Path("plan.pdf"), "plan.pdf", "0" * 64, size)


def test_the_line_tells_papers_pages_and_time() -> None:
    tally = _tally(10, waiting=4_000)
    tally.count(_source(1_000), pages=50)
    assert progress_line(tally) == "reading ██████░░░░░░░░░░░░░░ 3/10 papers  5 pages/s  30 s left  plan.pdf"


@pytest.mark.parametrize(("waiting", "said"), [(61_000, "10 min left"), (1_201_000, "3 h 20 min left")])
def test_long_times_are_minutes_and_hours(waiting: int, said: str) -> None:
    tally = _tally(10, waiting)
    tally.count(_source(1_000), pages=None)
    assert said in progress_line(tally)


def test_before_the_first_paper_no_time_is_guessed() -> None:
    assert _tally(10, waiting=4_000).seconds_left is None
