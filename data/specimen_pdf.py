"""The plan as PDF: ruled, with coloured rating cells and a row cut by the page break, or without any rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.utils import simpleSplit
from reportlab.pdfgen.canvas import Canvas

__all__ = ["Look", "PlanPaper"]

LEADING = 11.5
SIZE = 9
INSET = 4
MARGIN = 50


@dataclass(frozen=True)
class Look:
    """How a table is drawn. `widths`: of its columns, in points; `ruled`: with rules round every cell."""

    widths: Sequence[float]
    ruled: bool


@dataclass(frozen=True)
class Drawn:
    """A cell as it is drawn: its words, and its fill where it has one."""

    text: str
    fill: str | None = None


class PlanPaper:
    """A paper that is drawn from the top of the first page to the end of the last."""

    def __init__(self, title: str, footer: str, *, wide: bool = False) -> None:
        self.buffer = BytesIO()
        self.width, self.height = landscape(A4) if wide else A4
        # Without compression and clock the same paper has the same bytes on every machine.
        self.canvas = Canvas(self.buffer, pagesize=(self.width, self.height), invariant=1, pageCompression=0)
        self.canvas.setTitle(title)
        self.footer = footer
        self.y = self.height - MARGIN

    def heading(self, text: str, size: float, space: float = 10) -> None:
        """A line in bold; it goes to the next page where little room is left below it."""
        if self.y < MARGIN + 60:
            self.new_page()
        self._line(text, "Helvetica-Bold", size, space)

    def prose(self, text: str) -> None:
        """A paragraph, wrapped."""
        for line in simpleSplit(text, "Helvetica", 10, self.width - 2 * MARGIN):
            self._line(line, "Helvetica", 10, 3)
        self.y -= 6

    def table(self, header: Sequence[str], rows: Sequence[Sequence[Drawn]], look: Look) -> None:
        """A table with its header; a row that does not fit is cut by the page break."""
        self._row([Drawn(name) for name in header], look, "Helvetica-Bold")
        for row in rows:
            self._row(row, look, "Helvetica")
        self.y -= 14

    def new_page(self) -> None:
        """Number this page and begin the next."""
        self.canvas.setFont("Helvetica", 8)
        self.canvas.drawString(MARGIN, 28, f"{self.footer} – page {self.canvas.getPageNumber()}")
        self.canvas.showPage()
        self.y = self.height - MARGIN

    def finished(self) -> bytes:
        """The file."""
        self.new_page()
        self.canvas.save()
        return self.buffer.getvalue()

    def _line(self, text: str, font: str, size: float, space: float) -> None:
        self.canvas.setFont(font, size)
        self.canvas.drawString(MARGIN, self.y - size, text)
        self.y -= size + space

    def _row(self, row: Sequence[Drawn], look: Look, font: str) -> None:
        """Draw a row; what lies below the bottom of the page goes on at the top of the next one."""
        cells = [
            [part for line in cell.text.split("\n") for part in simpleSplit(line, font, SIZE, width - 2 * INSET)]
            for cell, width in zip(row, look.widths, strict=True)
        ]
        while True:
            room = int((self.y - MARGIN - 2 * INSET) / LEADING)
            lines = max(1, *(len(cell) for cell in cells))
            if room < 1:
                self.new_page()
                continue
            self._part(row, [cell[:room] for cell in cells], look, font)
            if lines <= room:
                return
            cells = [cell[room:] for cell in cells]
            self.new_page()

    def _part(self, row: Sequence[Drawn], cells: Sequence[Sequence[str]], look: Look, font: str) -> None:
        height = max(1, *(len(cell) for cell in cells)) * LEADING + 2 * INSET
        x = float(MARGIN)
        for drawn, lines, width in zip(row, cells, look.widths, strict=True):
            if drawn.fill:
                self.canvas.setFillColor(HexColor(drawn.fill))
                self.canvas.rect(x, self.y - height, width, height, stroke=0, fill=1)
                self.canvas.setFillColor(HexColor("#000000"))
            if look.ruled:
                self.canvas.setLineWidth(0.6)
                self.canvas.rect(x, self.y - height, width, height, stroke=1, fill=0)
            self.canvas.setFont(font, SIZE)
            for n, line in enumerate(lines, start=1):
                self.canvas.drawString(x + INSET, self.y - INSET - n * LEADING + 3, line)
            x += width
        self.y -= height
