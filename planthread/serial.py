"""A `Paper` as JSON and back: what workers answer, what the cache keeps and what `extract --format json` prints."""

from __future__ import annotations

from pydantic import TypeAdapter

from extract.model import Paper

__all__ = ["from_json", "to_json"]

_PAPER: TypeAdapter[Paper] = TypeAdapter(Paper)


def to_json(paper: Paper, indent: int | None = None) -> bytes:
    """The paper as UTF-8 JSON."""
    return _PAPER.dump_json(paper, indent=indent)


def from_json(reading: bytes) -> Paper:
    """The paper; pydantic.ValidationError where the JSON is none."""
    return _PAPER.validate_json(reading)
