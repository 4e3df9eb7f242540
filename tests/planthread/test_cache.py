"""A reading is kept for exactly what it was made from."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from extract.settings import ReadSettings
from planthread import cache as cache_module
from planthread.cache import ReadingCache

KEY = ("ab" * 32, "plan.txt", ReadSettings())


def test_what_is_kept_comes_back(cache: Path) -> None:
    ReadingCache().put(*KEY, b"{}")
    assert ReadingCache().get(*KEY) == b"{}"
    assert [path.suffix for path in cache.rglob("*") if path.is_file()] == [".reading"]


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


READING = b'{"paper": "the reading"}' * 40
OTHER = ("ef" * 32, "log.txt", ReadSettings())


def _entry(cache: Path) -> Path:
    (file,) = cache.rglob("*.reading")
    return file


@pytest.mark.parametrize(
    "damage",
    [
        lambda entry: entry[: len(entry) // 2],
        lambda entry: b"",
        lambda entry: bytes(len(entry)),
        lambda entry: entry[:100] + bytes([entry[100] ^ 1]) + entry[101:],
        lambda entry: entry.replace(b"the reading", b"another one"),
        lambda entry: entry.partition(b"\n")[2],
        lambda entry: entry + b" ",
    ],
    ids=["cut off", "empty", "zeros", "one bit", "edited", "without its checksum", "more at its end"],
)
def test_an_entry_that_is_not_whole_is_none_and_is_made_again(cache: Path, damage: Callable[[bytes], bytes]) -> None:
    ReadingCache().put(*KEY, READING)
    file = _entry(cache)
    file.write_bytes(damage(file.read_bytes()))
    assert ReadingCache().get(*KEY) is None
    ReadingCache().put(*KEY, READING)
    assert ReadingCache().get(*KEY) == READING


def test_an_entry_in_anothers_place_is_none(cache: Path) -> None:
    ReadingCache().put(*KEY, READING)
    kept = _entry(cache)
    ReadingCache().put(*OTHER, b"{}")
    (other,) = set(cache.rglob("*.reading")) - {kept}
    other.write_bytes(kept.read_bytes())
    assert ReadingCache().get(*OTHER) is None


def test_every_length_at_which_writing_an_entry_can_stop_is_noticed(cache: Path) -> None:
    ReadingCache().put(*KEY, READING)
    file = _entry(cache)
    whole = file.read_bytes()
    for length in range(len(whole)):
        file.write_bytes(whole[:length])
        assert ReadingCache().get(*KEY) is None, length


def test_a_full_disk_leaves_no_part_of_an_entry(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(self: Path, data: bytes) -> int:
        with self.open("wb") as file:
            file.write(data[:10])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    ReadingCache().put(*KEY, READING)
    assert list(cache.rglob("*.reading")) == []
