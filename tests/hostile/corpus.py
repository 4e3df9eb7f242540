"""Every hostile file, from all the modules that make them."""

from __future__ import annotations

from hostile import (
    book_cases,
    html_cases,
    pdf_bombs,
    pdf_cases,
    pdf_structure_cases,
    sheet_cases,
    text_cases,
    word_cases,
    xml_cases,
    zip_cases,
)
from hostile.cases import CASES, Case

__all__ = ["CASES", "Case", "acted_on"]

assert all(
    (
        book_cases,
        html_cases,
        pdf_bombs,
        pdf_cases,
        pdf_structure_cases,
        sheet_cases,
        text_cases,
        word_cases,
        xml_cases,
        zip_cases,
    )
)

_STEPS = (
    "again", "ask", "check", "delete", "download", "fetch", "give", "install", "open it", "print", "put", "raise",
    "save", "split", "unmerge", "unpack", "export", "switched", "left out",
)  # fmt: skip


def acted_on(problem: str) -> bool:
    """Whether a message says what to do next, on one line, and is not that of a bug."""
    wrong = "unexpectedly" in problem or "\n" in problem or "Traceback" in problem
    return not wrong and any(step in problem for step in _STEPS)
