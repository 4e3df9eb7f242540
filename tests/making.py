"""Small papers made in a test: documents of an invented council, built block by block without a file."""

from __future__ import annotations

from extract.document import Block, Box, Cell, Document, Heading, Paragraph, Piece
from extract.model import Action, Paper
from extract.paper import paper_of
from extract.settings import ReadSettings

HEADER = ["Ref", "Action", "Lead", "By when", "Status"]


def piece(
    rows: list[list[str | None]],
    *,
    drawn: str = "tabs",
    page: int | None = None,
    edges: tuple[float, ...] | None = None,
    fills: dict[tuple[int, int], str] | None = None,
    spans: dict[tuple[int, int], tuple[int, int]] | None = None,
    numbers: dict[tuple[int, int], str] | None = None,
    top: float = 100.0,
) -> Piece:
    """A table piece from rows of texts; None leaves a grid position without a cell, as under a span."""
    width = max(len(row) for row in rows)
    borders = edges or (tuple(50.0 + 100.0 * i for i in range(width + 1)) if page else None)
    cells = []
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            if text is None:
                continue
            down, across = (spans or {}).get((r, c), (1, 1))
            box = Box(borders[c], top + 20 * r, borders[c + across], top + 20 * (r + down)) if borders else None
            cells.append(
                Cell(
                    text,
                    r,
                    c,
                    down,
                    across,
                    page,
                    box,
                    None if page else r + 1,
                    fill=(fills or {}).get((r, c)),
                    number=(numbers or {}).get((r, c)),
                )
            )
    whole = Box(borders[0], top, borders[-1], top + 20 * len(rows)) if borders else None
    return Piece(tuple(cells), len(rows), width, drawn, page, whole, None if page else 1, borders)


def heading(text: str, level: int = 1, page: int | None = None) -> Heading:
    """A heading."""
    return Heading(text, level, page)


def para(text: str, page: int | None = None) -> Paragraph:
    """A paragraph."""
    return Paragraph(text, page)


def paper(*blocks: Block, file: str = "paper.txt", settings: ReadSettings | None = None) -> Paper:
    """What the whole of `extract` makes of a document with these blocks."""
    pages = max((b.page for b in blocks if b.page), default=None)
    made = Document("text", "text/plain", tuple(blocks), pages)
    return paper_of(made, "0123456789ab" + "0" * 52, file, settings or ReadSettings())


def actions(*blocks: Block) -> tuple[Action, ...]:
    """The actions of the one version in a paper with these blocks; none where it has no version."""
    made = paper(*blocks)
    return made.versions[0].actions if made.versions else ()
