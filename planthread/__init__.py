"""What a person runs, and the public surface: `run`, `extract_paper`, `reconcile`.

The names are loaded when they are first used, so that `planthread --help` answers at once.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from planthread.pair import reconcile
    from planthread.pipeline import extract_paper, run
    from planthread.settings import Settings
    from publish.dataset import Dataset

__all__ = ["Dataset", "Settings", "__version__", "extract_paper", "reconcile", "run"]

__version__ = "0.1.0"

_HOMES = {
    "Dataset": "publish.dataset",
    "Settings": "planthread.settings",
    "extract_paper": "planthread.pipeline",
    "reconcile": "planthread.pair",
    "run": "planthread.pipeline",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)
