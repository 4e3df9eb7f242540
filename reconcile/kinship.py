"""Why two papers belong to one plan: titles name the same thing, refs the same commitments, or runs of words return.

Papers of one organisation share much of their language, so that nothing less makes two papers versions of one plan.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz

from extract.model import Paper
from reconcile.organisations import Sameness, sameness
from reconcile.wording import glued, words

__all__ = [
    "ALIKE",
    "CLOSE",
    "GENERIC",
    "RUN",
    "SHARED_RUNS",
    "Hashes",
    "Kinship",
    "Source",
    "apart",
    "in_order",
    "kinship",
    "likeness",
    "source_of",
    "title_words",
]

SHARED_REFS = 0.3
"""The same ref on close words for this share of the smaller paper's actions (and `FEWEST`) makes one plan."""
SHARED_RUNS = 0.2
"""The same runs of `RUN` words for this share of the smaller paper's runs makes one plan."""
FEWEST = 2
QUOTED = 5
"""A change log that quotes this many of a plan's actions by ref and words speaks of it, however many more it quotes."""
RUN = 5
CLOSE = 0.6
ALIKE = 95
"""Titles of as many words that are this much alike, in percent, differ by a slip of the pen."""
NOISE = frozenset(
    # words that tell one issue of a plan from another, or are the furniture of every title
    re.findall(
        r"\w+",
        """a an and appendix annex annexe as at by changes change copy draft final for from in item latest log minutes
        of on our page report revised the to update updated updates version with table tracker progress monitoring
        quarterly monthly annual schedule new old issue agenda paper position status summary v""",
    )
)
GENERIC = frozenset(
    re.findall(r"\w+", "action actions plan plans improvement delivery programme project strategy list register work")
)
MONTHS = frozenset(
    re.findall(
        r"\w+",
        """january february march april may june july august september october november december jan feb mar apr jun jul
        aug sep sept oct nov dec spring summer autumn winter""",
    )
)
DATELIKE = re.compile(r"^(?:\d+(?:st|nd|rd|th)?|q[1-4]|v\d.*|[a-z]|[ivx]+|\d.*)$")

Hashes = npt.NDArray[np.uint64]
_STEP = np.uint64(0x9E3779B97F4A7C15)


@dataclass(frozen=True)
class Source:
    """What a paper says that tells its plan: title, organisation, and (ref, wording) of its actions or quotations."""

    paper: Paper
    title: str | None
    organisation: str | None
    contents: tuple[tuple[str | None, str], ...]
    issued: bool

    @property
    def as_at(self) -> str:
        """A string that sorts by date; undated papers come last."""
        version = self.paper.versions[0] if self.paper.versions else None
        return (version.as_at if version else None) or str(self.paper.meeting_date or "9999")

    @property
    def quotes_words(self) -> bool:
        """Whether it gives the wording of any action, and not refs alone."""
        return any(text for _, text in self.contents)

    @cached_property
    def by_ref(self) -> dict[str, tuple[str, ...]]:
        """The words of the first wording of each ref."""
        found: dict[str, tuple[str, ...]] = {}
        for ref, text in self.contents:
            if ref and ref not in found:
                found[ref] = _words(text)
        return found

    @cached_property
    def runs(self) -> Hashes:
        """Every run of `RUN` words of its wordings (a shorter wording is one run), as sorted hashes of 64 bits.

        A hash is a tenth of the words in memory; two of a million runs are one by chance once in ten million times.
        """
        found = [_run_hashes(_words(text)) for _, text in self.contents]
        return np.unique(np.concatenate(found)) if found else np.empty(0, np.uint64)


def _words(text: str) -> tuple[str, ...]:
    return tuple(glued(word) for word in words(text))


def _run_hashes(tokens: tuple[str, ...]) -> Hashes:
    """A polynomial over the hashes of each run's words, modulo 2**64."""
    if not tokens:
        return np.empty(0, np.uint64)
    hashes = np.array([_word_hash(token) for token in tokens], dtype=np.uint64)
    length = min(RUN, len(tokens))
    found = np.zeros(len(tokens) - length + 1, np.uint64)
    for at in range(length):
        found = found * _STEP + hashes[at : len(found) + at]
    return found


@lru_cache(maxsize=16_384)
def _word_hash(word: str) -> int:
    return int.from_bytes(hashlib.blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")


@dataclass(frozen=True, slots=True)
class Kinship:
    """Why two papers belong to one plan. `by`: title · refs · words."""

    by: str
    reason: str


def source_of(paper: Paper) -> Source:
    """What a paper says that tells its plan: what it issues, else what it quotes."""
    issued = [v for v in paper.versions if v.kind == "issued" and v.actions]
    title = next((v.title for v in issued if v.title), None) or paper.title
    organisation = paper.organisation or next((v.organisation for v in issued if v.organisation), None)
    contents = tuple((a.ref, a.text) for v in issued for a in v.actions) or tuple(_quoted(paper))
    return Source(paper, title, organisation, contents, bool(issued))


def _quoted(paper: Paper) -> Iterable[tuple[str | None, str]]:
    """(ref, wording) of the old actions that a change log quotes, and of the new ones."""
    for entry in paper.declared:
        yield from entry.quotes or _named(entry.from_refs, entry.old_text)
        yield from entry.to_quotes or _named(entry.to_refs, entry.new_text)


def _named(refs: Sequence[str], text: str | None) -> Iterable[tuple[str | None, str]]:
    """One wording under the first of its refs, or refs that a sentence names without quoting what they say."""
    return [(refs[0] if refs else None, text)] if text else [(ref, "") for ref in refs]


@lru_cache(maxsize=16_384)
def title_words(title: str | None) -> frozenset[str]:
    """The words of a title that name a plan: no dates, numbers, "draft", "appendix", "update" …"""
    found = {
        glued(w.removesuffix("'s").removesuffix("’s")) for w in re.split(r"[\s/_\-–—:,.()]+", (title or "").casefold())
    }
    return frozenset(w for w in found if w and w not in NOISE and w not in MONTHS and not DATELIKE.match(w))


def in_order(title: str | None, kept: frozenset[str]) -> list[str]:
    """The printed words of a title that are among those kept."""
    return [w for w in words(title) if title_words(w) & kept]


def kinship(one: Source, other: Source) -> Kinship | None:
    """Why two papers belong to one plan; null where they do not, or where it cannot be told."""
    if apart(one, other):
        return None
    if one.organisation and other.organisation and sameness(one.organisation, other.organisation) is Sameness.OPEN:
        return _content_kinship(one, other)
    if one.issued and other.issued:
        return _title_kinship(one, other) or _content_kinship(one, other)
    return _content_kinship(one, other) or _title_kinship(one, other)


def likeness(one: Source, other: Source) -> float:
    """How much of their refs and words two papers share, 0..2: which of several plans a paper is nearest to."""
    return _shared_refs(one, other)[0] + _shared_runs(one, other)


def apart(one: Source, other: Source) -> bool:
    """Whether two papers name different organisations."""
    a, b = one.organisation, other.organisation
    return bool(a and b) and sameness(a or "", b or "") is Sameness.OTHER


def _title_kinship(one: Source, other: Source) -> Kinship | None:
    """Titles that name the same thing by more than generic words ("Action plan" alone names nothing).

    The title of minutes names a committee, whose next meeting agrees other actions.
    """
    if "minutes" in (one.paper.role, other.paper.role):
        return None
    a, b = title_words(one.title), title_words(other.title)
    if not (a - GENERIC) or not (b - GENERIC):
        return None
    if a != b and (len(a) != len(b) or fuzz.ratio(" ".join(sorted(a)), " ".join(sorted(b))) < ALIKE):
        return None
    return Kinship("title", f'both are titled "{" ".join(in_order(one.title, a))}"')


def _content_kinship(one: Source, other: Source) -> Kinship | None:
    return _ref_kinship(one, other) or _word_kinship(one, other)


def _ref_kinship(one: Source, other: Source) -> Kinship | None:
    share, count = _shared_refs(one, other)
    enough = share >= SHARED_REFS or (count >= QUOTED and not (one.issued and other.issued))
    if count < (FEWEST if one.issued and other.issued else 1) or not enough:
        return None
    return Kinship("refs", f"{count} refs name the same commitments in both")


def _shared_refs(one: Source, other: Source) -> tuple[float, int]:
    """How many refs stand on close words in both, and their share of the smaller paper's."""
    a, b = one.by_ref, other.by_ref
    shared = sum(1 for ref in a.keys() & b.keys() if _closeness(a[ref], b[ref]) >= CLOSE)
    return shared / max(1, min(len(a), len(b))), shared


def _closeness(a: tuple[str, ...], b: tuple[str, ...]) -> float:
    """`close_words` of wordings whose words are known."""
    return fuzz.ratio(a, b) / 100 if a and b else float(not a and not b)


def _word_kinship(one: Source, other: Source) -> Kinship | None:
    share = _shared_runs(one, other)
    if share < SHARED_RUNS:
        return None
    return Kinship("words", f"{share:.0%} of the runs of {RUN} words in the shorter paper stand in the other too")


def _shared_runs(one: Source, other: Source) -> float:
    a, b = one.runs, other.runs
    return len(np.intersect1d(a, b, assume_unique=True)) / max(1, min(len(a), len(b)))
