"""A paper as the survey of an archive sees it: enough to tell its plan, and where its reading lies.

The reading itself stays with whoever read it. What comes back is a `Paper` with everything taken out that `recognise`
does not look at, so that telling the plans of a light paper and of the whole one is the same code with the same result.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from dataclasses import dataclass, replace
from typing import Any

from extract.model import Action, Balance, Claim, DeclaredChange, Paper, Version
from planthread.serial import from_json, to_json

__all__ = ["Surveyed", "entry_name", "light", "packed", "unpacked"]


@dataclass(frozen=True, slots=True)
class Surveyed:
    """A paper that was read: the light paper, the bytes it has, and the name of its reading in the work folder.

    `reading` is null where it could not be read; the light paper is then all there is.
    """

    paper: Paper
    size: int
    reading: str | None

    def to_bytes(self) -> bytes:
        """As JSON, compressed."""
        head = json.dumps({"size": self.size, "reading": self.reading}).encode()
        return packed(head + b"\n" + to_json(self.paper))

    @classmethod
    def from_bytes(cls, content: bytes) -> Surveyed:
        """ValueError where it is none."""
        head, _, paper = unpacked(content).partition(b"\n")
        said: dict[str, Any] = json.loads(head)
        return cls(from_json(paper), said["size"], said["reading"])


def packed(content: bytes) -> bytes:
    """Compressed; the same bytes for the same content."""
    return gzip.compress(content, compresslevel=3, mtime=0)


def unpacked(content: bytes) -> bytes:
    """What was packed; ValueError where it is damaged."""
    try:
        return gzip.decompress(content)
    except (OSError, EOFError) as error:
        raise ValueError(f"damaged: {error}") from error


def light(paper: Paper) -> Paper:
    """The paper with what tells its plan and its date, its claims, and nothing else."""
    return replace(
        paper,
        versions=tuple(map(_light_version, paper.versions)),
        declared=tuple(map(_light_entry, paper.declared)),
        claims=tuple(map(_light_claim, paper.claims)),
        tables=(),
        findings=() if paper.status != "failed" else paper.findings,
        balance=Balance(),
        announced=(),
    )


def _light_version(version: Version) -> Version:
    return Version(
        version.version_id,
        version.paper_id,
        version.kind,
        version.title,
        version.organisation,
        version.as_at,
        version.as_at_from,
        actions=tuple(Action("", action.position, action.text, action.ref) for action in version.actions),
    )


def _light_entry(entry: DeclaredChange) -> DeclaredChange:
    return replace(
        entry, old_milestones=(), new_milestones=(), old_timescale=None, new_timescale=None, reason=None, places=()
    )


def _light_claim(claim: Claim) -> Claim:
    return replace(claim, statement="", places=())


def entry_name(file: str, size: int | None, stamp: str, settings: str) -> str:
    """The name of a paper's survey in the work folder: another if the file, or how it is read, changes."""
    digest = hashlib.sha256(
        "\n".join((file, str(size), stamp, settings)).encode("utf-8", "surrogateescape")
    ).hexdigest()
    return f"papers/{digest[:2]}/{digest}.json.gz"
