"""Pictures of papers drawn in a reader process: a paper that crashes or hangs PDFium costs its own pictures alone."""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from planthread.pool import done_orders
from planthread.settings import Settings
from publish.drawing import Draw, Drawn, Picture, ToDraw

if TYPE_CHECKING:
    from publish.redaction import People

__all__ = ["drawer"]


def drawer(settings: Settings) -> Draw:
    """Who draws for a report: one process for all papers, each within the time and memory that reading it may take.

    Names are blotted out over there, so that no picture with a name leaves that process.
    """

    def draw(papers: Mapping[str, ToDraw], people: People | None) -> Iterator[tuple[str, Drawn | str]]:
        ids = list(papers)
        orders = [_order(papers[paper_id], people) for paper_id in ids]
        one = settings.model_copy(update={"workers": 1})
        with contextlib.closing(done_orders(orders, one, settings.read.max_seconds)) as answers:
            for number, answer in answers:
                if answer.reading is None:
                    yield ids[number], f"no picture, as the page could not be drawn: {answer.problem}"
                else:
                    parts = papers[ids[number]].parts
                    pictures = json.loads(answer.reading)
                    yield ids[number], {parts[at]: Picture(*held) for at, *held in pictures}

    return draw


def _order(paper: ToDraw, people: People | None) -> dict[str, Any]:
    return {
        "do": "draw",
        "path": os.fspath(paper.path),
        "sha256": paper.sha256,
        "parts": [(part.page, *part.box) for part in paper.parts],
        "people": None if people is None else [people.roles, sorted(people.ordinary)],
    }
