"""Whether two wordings are the same, and where they differ: what print alone decides never counts as a rewording.

The diff is the usual one over words (longest common subsequence, by rapidfuzz); a run of words taken out at one place
and put in at another is marked as moved.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel

from extract.wording import compatible

__all__ = [
    "DiffSpan",
    "close_words",
    "counted",
    "entry_in_words",
    "glued",
    "listed",
    "marked",
    "same_words",
    "word_diff",
    "words",
]

TYPOGRAPHY = str.maketrans(dict.fromkeys("‐‑‒–—−", "-") | {"’": "'", "‘": "'", "\u00ad": None, "&": " and "})
KEPT = re.compile(r"[^\W_]|[%£$€+<>=]|(?<=\d)[.,:/\-](?=\d)")
TOKEN = re.compile(r"\S+")
MOVED_FROM = 3
"""A run of at least this many words found again elsewhere has moved; shorter runs recur by chance."""


@dataclass(frozen=True, slots=True)
class DiffSpan:
    """A run of words. `op`: same · out (only in the old wording) · in (only in the new) · moved out · moved in."""

    op: str
    text: str


@lru_cache(maxsize=16_384)
def glued(text: str | None) -> str:
    """A wording as it is compared: letters and figures; quotes, dashes, spaces, bullets and case do not count."""
    plain = compatible(text or "").translate(TYPOGRAPHY).casefold()
    return "".join(KEPT.findall(plain))


def same_words(old: str | None, new: str | None) -> bool:
    """Whether two wordings differ in typography at most."""
    return glued(old) == glued(new)


def words(text: str | None) -> list[str]:
    """The printed words of a text that hold at least a letter or figure (a bullet or a lone dash is no word)."""
    return [token for token in TOKEN.findall(text or "") if glued(token)]


def close_words(old: str | None, new: str | None) -> float:
    """How alike two wordings are, 0..1: the share of words in common, in their order, whichever text is longer."""
    a, b = ([glued(word) for word in words(text)] for text in (old, new))
    return fuzz.ratio(a, b) / 100 if a and b else float(not a and not b)


def counted(number: int, thing: str) -> str:
    """A number with its noun: "1 day", "2 days"."""
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def listed(names: Sequence[str]) -> str:
    """Names as a sentence lists them: "H1, H2 and H3"."""
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def entry_in_words(kind: str) -> str:
    """The kind of a change log's entry as a sentence says it: "closed and replaced"."""
    return "closed and replaced" if kind == "closed_replaced" else kind


def word_diff(old: str | None, new: str | None) -> tuple[DiffSpan, ...]:
    """The two wordings as one list of spans, in reading order; what moved is marked at both its places."""
    before, after = words(old), words(new)
    spans: list[DiffSpan] = []
    out: list[str] = []
    come: list[str] = []
    for op in Indel.opcodes([glued(w) for w in before], [glued(w) for w in after]):
        if op.tag == "equal":
            spans += _changed(out, come)
            spans.append(DiffSpan("same", " ".join(after[op.dest_start : op.dest_end])))
            out, come = [], []
        else:
            out += before[op.src_start : op.src_end]
            come += after[op.dest_start : op.dest_end]
    spans += _changed(out, come)
    return _with_moves(spans)


def marked(diff: tuple[DiffSpan, ...]) -> str:
    """The diff as one line: [-taken out-] {+put in+}, and [>moved>] from, {>moved>} to."""
    marks = {"same": "{}", "out": "[-{}-]", "in": "{{+{}+}}", "moved out": "[>{}>]", "moved in": "{{>{}>}}"}
    return " ".join(marks[span.op].format(span.text) for span in diff)


def _changed(out: list[str], come: list[str]) -> list[DiffSpan]:
    """What was taken out and put in at one place, in that order."""
    return [DiffSpan(op, " ".join(run)) for op, run in (("out", out), ("in", come)) if run]


def _with_moves(spans: list[DiffSpan]) -> tuple[DiffSpan, ...]:
    """Each run taken out whose words were put in elsewhere, first with first, is one move."""
    arrivals = {i: glued(span.text) for i, span in enumerate(spans) if span.op == "in"}
    marked_spans = list(spans)
    for i, span in enumerate(spans):
        if span.op != "out" or len(span.text.split()) < MOVED_FROM:
            continue
        target = next((j for j, text in arrivals.items() if text == glued(span.text)), None)
        if target is not None:
            del arrivals[target]
            marked_spans[i] = DiffSpan("moved out", span.text)
            marked_spans[target] = DiffSpan("moved in", spans[target].text)
    return tuple(marked_spans)
