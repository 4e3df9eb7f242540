"""Pictures of the parts of pages that people will want to see: the rows of what changed, was declared or found.

Only the rows concerned are drawn (`publish.drawing`), small, and no more of them than the page has room for; what
matters most comes first. Where there is no room or no file, or it cannot be drawn, the page says the place in words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, islice
from pathlib import Path

from publish.drawing import Draw, Part, Picture, ToDraw, draw_here
from publish.redaction import People
from publish.tables import Row

__all__ = ["BUDGET", "pictures_of"]

BUDGET = 1_300_000
"""Bytes of all pictures together, as the page holds them (base64)."""
PIECES = 3
"""Pieces of one subject that are shown; a row is seldom on more pages."""

Tables = Mapping[str, Sequence[Row]]


@dataclass(frozen=True, slots=True)
class _Piece:
    paper_id: str
    part: Part


def pictures_of(
    tables: Tables,
    sources: Mapping[str, Path],
    budget: int = BUDGET,
    people: People | None = None,
    draw: Draw = draw_here,
) -> tuple[dict[str, list[Picture]], dict[str, str]]:
    """The pictures by subject_id, as many as `budget` bytes hold; and by paper_id why a paper could not be drawn.

    The same rows and files give the same pictures. With `people` their names are blotted out, and where the words of a
    picture cannot be told there is none. Subjects that stand at the same place share one picture, which counts once.
    """
    readable = {paper["paper_id"]: paper["sha256"] for paper in tables["papers"] if paper["reader"] == "pdf"}
    wanted = {subject_id: rank for rank, subject_id in enumerate(_wanted(tables))}
    by_subject: dict[str, list[Row]] = {}
    for place in tables["places"]:
        if place["paper_id"] in readable and place["subject_id"] in wanted and place["bottom"] is not None:
            by_subject.setdefault(place["subject_id"], []).append(place)
    pieces = {one: list(_pieces(by_subject[one])) for one in sorted(by_subject, key=lambda one: wanted[one])}
    first = list(dict.fromkeys(piece for held in pieces.values() for piece in held))[:_MOST]
    papers = {
        paper_id: ToDraw(
            sources[paper_id], readable[paper_id], tuple(one.part for one in first if one.paper_id == paper_id)
        )
        for paper_id in sorted({piece.paper_id for piece in first} & sources.keys())
    }
    drawn: dict[_Piece, Picture] = {}
    undrawn: dict[str, str] = {}
    for paper_id, came in draw(papers, people):
        if isinstance(came, str):
            undrawn[paper_id] = people.without(came) if people else came
        else:
            drawn |= {_Piece(paper_id, part): picture for part, picture in came.items()}
    return _within(budget, pieces, drawn), undrawn


_MOST = 400
"""Pieces drawn at most: more seldom fit, and drawing takes time."""
_RARER = ("added", "vanished")
"""Changes without another side to set against, often hundreds at once: they come after the others."""


def _wanted(tables: Tables) -> Iterable[str]:
    """What is shown with a picture, first what an auditor looks at first: what changed, undeclared before declared."""

    def rank(change: Row) -> tuple[bool, bool, str]:
        return change["kind"] in _RARER, bool(change["declared_id"]), change["change_id"]

    changes = sorted(tables["changes"], key=rank)
    found = [i for c in changes if c["kind"] not in _RARER for i in (*c["old_action_ids"], *c["new_action_ids"])]
    found += [entry["declared_id"] for entry in tables["declared_changes"]]
    found += [claim["claim_id"] for claim in tables["claims"]]
    found += [f["subject_id"] or f["finding_id"] for f in tables["findings"] if f["severity"] != "note"]
    named = {ref for f in tables["findings"] if f["severity"] != "note" for ref in f["refs"]}
    found += [action["action_id"] for action in tables["actions"] if action["ref"] in named]
    found += [i for c in changes for i in (*c["old_action_ids"], *c["new_action_ids"])]
    found += [action["action_id"] for action in tables["actions"]]
    return dict.fromkeys(found)


def _pieces(places: Sequence[Row]) -> Iterator[_Piece]:
    """One piece a page, around all that stands there."""
    for page, group in islice(groupby(places, key=lambda place: place["page"]), PIECES):
        here = list(group)
        box = (
            min(place["x0"] for place in here),
            min(place["top"] for place in here),
            max(place["x1"] for place in here),
            max(place["bottom"] for place in here),
        )
        yield _Piece(here[0]["paper_id"], Part(page, box))


def _within(
    budget: int, pieces: Mapping[str, Sequence[_Piece]], drawn: Mapping[_Piece, Picture]
) -> dict[str, list[Picture]]:
    """The pictures of the subjects in the order wanted, each picture paid for once, until the budget is spent."""
    kept: dict[str, list[Picture]] = {}
    paid: set[_Piece] = set()
    for subject_id, held in pieces.items():
        new = {piece for piece in held if piece in drawn} - paid
        cost = sum(len(drawn[piece].uri) for piece in new)
        if cost > budget:
            break
        budget -= cost
        paid |= new
        pictures = [drawn[piece] for piece in held if piece in drawn]
        if pictures:
            kept[subject_id] = pictures
    return kept
