"""The specimen papers as one run makes them; the tests that read its dataset share it."""

from __future__ import annotations

from pathlib import Path

import hypothesis
import pytest

from planthread import Dataset, Settings, run

ROOT = Path(__file__).resolve().parent.parent

# The same commit gives the same answer: the search for new cases is `benchmarks/fuzz.py`'s, and what it finds becomes
# an example of its own. How long a case takes is the machine's business, and of whoever else is using it.
hypothesis.settings.register_profile(
    "planthread",
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
)
hypothesis.settings.load_profile("planthread")


@pytest.fixture(scope="session")
def specimen_dataset(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    return run(
        [ROOT / "data" / "raw" / "specimen"], tmp_path_factory.mktemp("specimens") / "out", Settings(cache=False)
    )
