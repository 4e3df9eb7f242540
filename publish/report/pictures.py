"""Pictures of the parts of pages that people will want to see: the rows of what changed, was declared or found.

Only the rows concerned are drawn (pypdfium2), small, and no more of them than the page has room for; what matters most
comes first. Where there is no room or no file the page says the place in words.
"""

from __future__ import annotations

import base64
import contextlib
import hashlib
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, islice
from pathlib import Path
from typing import Any

from PIL.Image import Image

from publish.redaction import People
from publish.report.blotting import blotted
from publish.tables import Row

__all__ = ["BUDGET", "Picture", "pictures_of"]

BUDGET = 1_300_000
"""Bytes of all pictures together, as the page holds them (base64)."""
SCALE = 1.2
"""Pixels to a point: about 86 dots to the inch, enough to read print of 9 points."""
QUALITY = 45
MARGIN, ABOVE = 5.0, 2.0
"""Points of page shown beside the rows, and above and below them: no more, or half a line of the next row shows."""
TALLEST = 420.0
"""Points; a longer piece is cut at its end, and its page says the rest."""
PIECES = 3
"""Pieces of one subject that are shown; a row is seldom on more pages."""

Tables = Mapping[str, Sequence[Row]]


@dataclass(frozen=True, slots=True)
class Picture:
    """A part of a page of a paper, as a data URI, with its size in pixels."""

    page: int
    uri: str
    width: int
    height: int
    cut: bool


@dataclass(frozen=True, slots=True)
class _Piece:
    paper_id: str
    page: int
    box: tuple[float, float, float, float]


def pictures_of(
    tables: Tables, sources: Mapping[str, Path], budget: int = BUDGET, people: People | None = None
) -> dict[str, list[Picture]]:
    """The pictures by subject_id, as many as `budget` bytes hold. The same rows and files give the same pictures.

    With `people` their names are blotted out, and where the words of a picture cannot be told there is none.

    Subjects that stand at the same place share one picture, which counts once.
    """
    readable = {paper["paper_id"]: paper["sha256"] for paper in tables["papers"] if paper["reader"] == "pdf"}
    wanted = {subject_id: rank for rank, subject_id in enumerate(_wanted(tables))}
    by_subject: dict[str, list[Row]] = {}
    for place in tables["places"]:
        if place["paper_id"] in readable and place["subject_id"] in wanted and place["bottom"] is not None:
            by_subject.setdefault(place["subject_id"], []).append(place)
    pieces = {one: list(_pieces(by_subject[one])) for one in sorted(by_subject, key=lambda one: wanted[one])}
    first = list(dict.fromkeys(piece for held in pieces.values() for piece in held))[:_MOST]
    drawn: dict[_Piece, Picture] = {}
    for paper_id in sorted({piece.paper_id for piece in first} & sources.keys()):
        here = [piece for piece in first if piece.paper_id == paper_id]
        drawn |= _drawn(sources[paper_id], readable[paper_id], here, people)
    return _within(budget, pieces, drawn)


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
        yield _Piece(here[0]["paper_id"], page, box)


def _drawn(path: Path, sha256: str, pieces: Sequence[_Piece], people: People | None) -> dict[_Piece, Picture]:
    """The pieces of one paper drawn page by page; none where the file is not the one that was read."""
    import pypdfium2

    try:
        data = path.read_bytes()
    except OSError:
        return {}
    if hashlib.sha256(data).hexdigest() != sha256:
        return {}
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError:
        return {}
    drawn: dict[_Piece, Picture] = {}
    for number, group in groupby(sorted(pieces, key=_page_of), _page_of):
        with contextlib.suppress(pypdfium2.PdfiumError):  # a damaged page costs its own pictures alone
            page = document[number - 1]
            drawn |= {piece: picture for piece in group if (picture := _draw(page, piece, people))}
            page.close()
    document.close()
    return drawn


def _page_of(piece: _Piece) -> int:
    return piece.page


def _draw(page: Any, piece: _Piece, people: People | None) -> Picture | None:
    """The part of the page around the piece as WebP; None where it lies outside the page as it is shown."""
    width, height = page.get_size()
    x0, top, x1, bottom = piece.box
    left, upper = max(0.0, x0 - MARGIN), max(0.0, top - ABOVE)
    right, lower = min(width, x1 + MARGIN), min(height, bottom + ABOVE, upper + TALLEST)
    if right - left < MARGIN or lower - upper < MARGIN:
        return None
    crop = (left, max(0.0, height - lower), max(0.0, width - right), upper)
    image: Image | None = page.render(scale=SCALE, crop=crop).to_pil().convert("RGB")
    if people is not None and image is not None:
        image = blotted(page, image, SCALE, (left, upper, right, lower), people)
    if image is None:
        return None
    stream = io.BytesIO()
    image.save(stream, "WEBP", quality=QUALITY, method=4)
    uri = "data:image/webp;base64," + base64.b64encode(stream.getvalue()).decode()
    return Picture(piece.page, uri, image.width, image.height, lower < bottom)


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
