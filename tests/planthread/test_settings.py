"""planthread.toml: what it may say, and what is said about what it may not."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from extract.errors import WrongUse
from planthread.settings import Settings, load_settings

WHOLE = """
as_of = 2024-10-01
workers = 2
max_memory_mb = 2000
cache = false

[read]
view = "original"
year_starts = 1

[reconcile]
review_threshold = 0.6

[[plan]]
name = "Streets Plan"
papers = ["june.txt", "log*.docx"]

[[plan]]
name = "Parks Plan"
papers = ["parks/*"]
"""


def _file(folder: Path, text: str) -> Path:
    path = folder / "planthread.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_whole_file_sets_everything(tmp_path: Path) -> None:
    settings = load_settings(_file(tmp_path, WHOLE))
    assert settings.read.view == "original"
    assert settings.reconcile.as_of == dt.date(2024, 10, 1)
    assert settings.reconcile.review_threshold == 0.6
    assert [plan.name for plan in settings.reconcile.plans] == ["Streets Plan", "Parks Plan"]
    assert (settings.workers, settings.max_memory_mb, settings.cache) == (2, 2000, False)


def test_an_empty_file_sets_nothing(tmp_path: Path) -> None:
    assert load_settings(_file(tmp_path, "")) == Settings()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("wokers = 2", ['unknown key "wokers"', 'did you mean "workers"?', "planthread.toml"]),
        ("[read]\nday_fist = true", ['unknown key "read.day_fist"', 'did you mean "day_first"?']),
        ("[reed]\nview = 'final'", ['unknown key "reed"', 'did you mean "read"?']),
        ("[[plan]]\nname = 'A'\npaper = ['a']", ['unknown key "plan.1.paper"', 'did you mean "papers"?']),
        ("[read]\nqqq = 1", ['unknown key "read.qqq"', "known keys here: view, engine"]),
        ("[read]\nview = 'both'", ['"read.view"', "'final' or 'original'"]),
        ("workers = 0", ['"workers"', "greater than or equal to 1"]),
        ("x = 1\nworkers = \n", ["not valid TOML", "line 2"]),
        ("workers = 0\nas_off = 1", ['"workers"', 'unknown key "as_off"']),
    ],
)
def test_a_fault_names_the_key_and_the_nearest_there_is(tmp_path: Path, text: str, said: list[str]) -> None:
    with pytest.raises(WrongUse) as caught:
        load_settings(_file(tmp_path, text))
    assert [part for part in said if part not in str(caught.value)] == []


def test_a_file_in_another_encoding_is_said(tmp_path: Path) -> None:
    path = tmp_path / "planthread.toml"
    path.write_bytes("name = 'é'".encode("latin-1"))
    with pytest.raises(WrongUse, match="not valid TOML"):
        load_settings(path)


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(WrongUse, match="cannot be read"):
        load_settings(tmp_path / "none.toml")


def test_options_over_a_file_change_only_what_they_name() -> None:
    settings = Settings().with_reading(view="original", engine=None).with_means(workers=3, cache=False)
    assert (settings.read.view, settings.read.engine) == ("original", "auto")
    assert (settings.workers, settings.cache) == (3, False)
    assert settings.with_as_of(None) == settings
    assert settings.with_as_of(dt.date(2025, 1, 1)).reconcile.as_of == dt.date(2025, 1, 1)
