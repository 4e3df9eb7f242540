"""The specimen papers as one run makes them; the tests that read its dataset share it."""

from __future__ import annotations

from pathlib import Path

import pytest

from planthread import Dataset, Settings, run

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def specimen_dataset(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    return run(
        [ROOT / "data" / "raw" / "specimen"], tmp_path_factory.mktemp("specimens") / "out", Settings(cache=False)
    )
