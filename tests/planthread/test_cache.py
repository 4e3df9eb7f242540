"""A reading is kept for exactly what it was made from."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.settings import ReadSettings
from planthread import cache as cache_module
from planthread.cache import ReadingCache

KEY = ("ab" * 32, "plan.txt", ReadSettings())


def test_what_is_kept_comes_back(cache: Path) -> None:
    ReadingCache().put(*KEY, b"{}")
    assert ReadingCache().get(*KEY) == b"{}"
    assert [path.suffix for path in cache.rglob("*") if path.is_file()] == [".json"]


@pytest.mark.parametrize(
    "other",
    [
        ("cd" * 32, "plan.txt", ReadSettings()),
        ("ab" * 32, "plan-2025.txt", ReadSettings()),
        ("ab" * 32, "plan.txt", ReadSettings(view="original")),
    ],
    ids=["other bytes", "other name", "other settings"],
)
def test_anything_else_is_read_again(other: tuple[str, str, ReadSettings]) -> None:
    ReadingCache().put(*KEY, b"{}")
    assert ReadingCache().get(*other) is None


def test_another_extractor_reads_again(monkeypatch: pytest.MonkeyPatch) -> None:
    ReadingCache().put(*KEY, b"{}")
    monkeypatch.setattr(cache_module, "extractor_version", lambda: "another")
    assert ReadingCache().get(*KEY) is None


def test_a_cache_that_cannot_be_written_is_no_failure(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    kept = ReadingCache(tmp_path / "file" / "cache")
    kept.put(*KEY, b"{}")
    assert kept.get(*KEY) is None
