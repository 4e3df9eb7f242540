"""The OCR library behind two questions: where does text stand in an image, and what does one line of it say.

It is the optional extra `planthread[ocr]`. Its models lie inside its package and are named by path, because the library
would fetch from the network what it does not find.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

__all__ = ["Engine", "LineRead", "Pixels", "load_engine", "missing"]

Pixels = NDArray[np.uint8]
"""An image: height × width × 3, red green blue."""

_PARTS = ("rapidocr", "onnxruntime")
_ONE_A_CORE = 1
"""Threads: papers are read by one process a core already."""


@dataclass(frozen=True, slots=True)
class LineRead:
    """One line of text; `score` 0..1: how sure it is; `places` 0..1: where each character that is no space begins."""

    text: str
    score: float
    places: tuple[float, ...]


class Engine(Protocol):
    """What reads images."""

    def find(self, pixels: Pixels) -> NDArray[np.float64]:
        """Where lines of text stand: n × 4 corners (from the top left, clockwise) × (x, y), in pixels."""

    def read(self, line: Pixels) -> LineRead:
        """What a level line of text says."""


def missing() -> tuple[str, ...]:
    """The parts of the extra that are not installed."""
    return tuple(name for name in _PARTS if find_spec(name) is None)


@lru_cache(maxsize=1)
def load_engine() -> Engine:
    """The OCR engine, loaded once a process. Raises ImportError or OSError where it or its models are not there."""
    package = find_spec("rapidocr")
    if package is None or package.origin is None:
        raise ImportError("rapidocr is not installed")
    models = Path(package.origin).parent / "models"
    return _RapidOcr(_only(models, "*_det_*.onnx"), _only(models, "*_rec_*.onnx"))


def _only(models: Path, pattern: str) -> Path:
    found = sorted(models.glob(pattern))
    if not found:
        raise FileNotFoundError(f"{pattern} is not in the installed package")
    return found[0]


class _RapidOcr:
    """The library with its own settings, but for threads, models and messages."""

    def __init__(self, finder: Path, reader: Path) -> None:
        threads = "EngineConfig.onnxruntime"
        self._engine: Any = import_module("rapidocr").RapidOCR(
            params={
                "Global.log_level": "critical",
                "Global.use_cls": False,
                "Global.max_side_len": 4000,
                "Global.return_word_box": True,
                "Det.model_path": os.fspath(finder),
                "Rec.model_path": os.fspath(reader),
                f"{threads}.intra_op_num_threads": _ONE_A_CORE,
                f"{threads}.inter_op_num_threads": _ONE_A_CORE,
            }
        )

    def find(self, pixels: Pixels) -> NDArray[np.float64]:
        found = self._engine(_as_bgr(pixels), use_det=True, use_cls=False, use_rec=False).boxes
        return np.zeros((0, 4, 2)) if found is None else np.asarray(found, dtype=np.float64)

    def read(self, line: Pixels) -> LineRead:
        answer = self._engine(_as_bgr(line), use_det=False, use_cls=False, use_rec=True)
        if not answer.txts or not answer.txts[0].strip():
            return LineRead("", 0.0, ())
        info = answer.word_results[0]
        columns = [column for word in info.word_cols for column in word]
        return LineRead(
            answer.txts[0], float(answer.scores[0]), tuple(column / info.line_txt_len for column in columns)
        )


def _as_bgr(pixels: Pixels) -> Pixels:
    return np.ascontiguousarray(pixels[:, :, ::-1])
