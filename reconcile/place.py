"""The order of a version by its keys, so that the order in which rows are handed over does not matter."""

from __future__ import annotations

import re
from collections.abc import Iterable

from reconcile.model import Statement

__all__ = ["in_order"]


def in_order(statements: Iterable[Statement]) -> list[Statement]:
    """The statements by their keys; numbers inside keys count as numbers (A2 before A10)."""
    return sorted(statements, key=lambda s: _natural(s.key))


def _natural(key: str) -> tuple[tuple[int, int, str], ...]:
    return tuple((0, int(p), "") if p.isdecimal() else (1, 0, p) for p in re.findall(r"\d+|\D+", key))
