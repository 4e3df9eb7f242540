"""Every hostile file, from all the modules that make them."""

from __future__ import annotations

import importlib

from hostile.cases import CASES, Case

__all__ = ["CASES", "Case", "acted_on"]

for makers in ("book", "html", "pdf", "pdf_structure", "sheet", "text", "word", "xml", "zip"):
    importlib.import_module(f"hostile.{makers}_cases")  # which enters its files among the cases
importlib.import_module("hostile.pdf_bombs")

_STEPS = (
    "again", "ask", "check", "delete", "download", "fetch", "give", "install", "open it", "print", "put", "raise",
    "save", "split", "unmerge", "unpack", "export", "switched", "left out",
)  # fmt: skip


def acted_on(problem: str) -> bool:
    """Whether a message says what to do next, on one line, and is not that of a bug."""
    wrong = "unexpectedly" in problem or "\n" in problem or "Traceback" in problem
    return not wrong and any(step in problem for step in _STEPS)
