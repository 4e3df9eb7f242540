"""Small PDF papers of an invented council, drawn in the tests of the PDF reader, and what their reading is asked."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from typing import Any

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle, getSampleStyleSheet
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table, TableStyle

from extract.document import Document, Piece
from extract.settings import ReadSettings

__all__ = [
    "ACTIONS", "BLACK", "BOLD", "GRID", "HEADER", "PDFIUM", "PLUMBER", "PROSE", "SHEET", "SMALL", "WIDTHS",
    "actions_of", "drawn", "flat", "only_piece", "paper", "rows_of", "running", "table",
]  # fmt: skip

HEADER = ("Ref", "Action", "Lead officer", "Due by", "RAG")
ACTIONS = (
    ("MB1", "Agree a single front door for families who ask for early help, with one number to ring and one form.",
     "Head of Early Help", "June 2025", "Green"),
    ("MB2", "Review every library lease before it is renewed and report the savings to the Resources Committee.",
     "Property Manager", "30 September 2025", "Amber"),
    ("MB3", "Train all duty officers.", "Priya Nayar", "Q3 2025/26", "Red"),
    ("MB4", "Publish the tree planting map and the streets that will be planted in the coming winter, ward by ward.",
     "Parks Lead", "November 2025", "Green"),
    ("MB5", "Set up a cross-party working group on road safety outside schools.",
     "Director of Place and Head of Highways", "December 2025", "Blue"),
    ("MB6", "Replace the ageing case management system.", "Chief Digital Officer", "March 2026", "Amber"),
)  # fmt: skip
PROSE = (
    "This report sets out what the Council has promised to do, who leads on each promise and by when it will be done. "
    "Members are asked to note progress and to challenge officers where dates have slipped again."
)
WIDTHS = (40, 190, 110, 80, 50)
BLACK = colors.black
GRID = [("GRID", (0, 0), (-1, -1), 0.5, BLACK)]
SHEET = getSampleStyleSheet()
SMALL = ParagraphStyle("small", parent=SHEET["Normal"], fontSize=9, leading=11)
BOLD = ParagraphStyle("bold", parent=SMALL, fontName="Helvetica-Bold")
PDFIUM, PLUMBER = ReadSettings(), ReadSettings(engine="pdfplumber")
Decorate = Callable[[Canvas, Any], None]


def paper(flow: Sequence[Any], decorate: Decorate | None = None, **more: Any) -> bytes:
    out = io.BytesIO()
    pages = SimpleDocTemplate(out, pagesize=A4, topMargin=60, bottomMargin=60, leftMargin=50, rightMargin=50, **more)
    draw = decorate or (lambda canvas, page: None)
    pages.build(list(flow), onFirstPage=draw, onLaterPages=draw)
    return out.getvalue()


def table(
    style: Sequence[Any], rows: Sequence[Sequence[str]] = ACTIONS, *, header: Sequence[str] = HEADER, **more: Any
) -> Table:
    cells = [[Paragraph(text, BOLD) for text in header]] if header else []
    cells += [[Paragraph(text, SMALL) for text in row] for row in rows]
    more.setdefault("colWidths", WIDTHS[: len(rows[0])])
    return Table(cells, style=TableStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), *style]), **more)


def drawn(draw: Callable[[Canvas], None], **more: Any) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, **more)
    draw(canvas)
    canvas.save()
    return out.getvalue()


def running(canvas: Canvas, page: Any) -> None:
    canvas.setFont("Helvetica", 8)
    canvas.drawCentredString(297, 812, "OFFICIAL")
    canvas.drawString(50, 30, "Marlbrook Council Action Plan")
    canvas.drawRightString(545, 30, f"Page {page.page} of 9")


def flat(text: str) -> str:
    return " ".join(text.split())


def rows_of(document: Document) -> list[tuple[str, ...]]:
    return [tuple(flat(text) for text in row) for piece in document.pieces() for row in piece.texts()]


def actions_of(document: Document) -> list[tuple[str, ...]]:
    return [row for row in rows_of(document) if row[0].startswith("MB")]


def only_piece(document: Document) -> Piece:
    (piece,) = document.pieces()
    return piece
