"""Pages without text: always said, and read from their images where the optional part that does so is installed."""

from __future__ import annotations

import io
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import pytest
from PIL import Image, ImageDraw
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from extract.document import Box, Document
from extract.paper import paper_of
from extract.readers import ocr_engine
from extract.readers.ocr import ScanReader, is_scan
from extract.readers.ocr_engine import LineRead, Pixels
from extract.readers.ocr_image import is_blank, levelled, whitened
from extract.readers.ocr_page import read_image
from extract.readers.ocr_rules import cell_fills, rules_in, without_letters
from extract.readers.ocr_words import Spot, characters, read_spots, spots_of
from extract.readers.pdf import read_pdf
from extract.readers.pdf_chars import Char, Chars, Style
from extract.readers.pdf_page import Mark, PageMarks, Rule
from extract.readers.pdf_rules import tidy
from extract.readers.pdf_words import words_of
from extract.settings import ReadSettings

SETTINGS = ReadSettings()
SCALE = 2.0
"""Pixels to the point in the images drawn here."""
LETTERS = (145.0, 160.0, 225.0, 205.0)
PLAIN = Style("", 10.0, False, False, None, 0)
needs_ocr = pytest.mark.skipif(bool(ocr_engine.missing()), reason='needs pip install "planthread[ocr]"')

HEADER = ["Ref", "Action", "Lead", "Due by", "Rating"]
ROWS = [
    ["BX1", "Open a tenants' helpline in Marlbrook", "Head of Housing", "June 2025", "#00B050"],
    ["BX2", "Publish the repairs backlog every month", "Repairs Manager", "30 September 2025", "#FF0000"],
    ["BX3", "Train all officers in casework recording", "Head of Housing", "By March 2026", "#0070C0"],
]
EDGES = (40.0, 90.0, 300.0, 410.0, 520.0, 570.0)


class Reader:
    """An engine that finds the same lines whatever it is shown, and reads the same text from each."""

    def __init__(self, boxes: Sequence[tuple[float, float, float, float]] = (), text: str = "BX1", score: float = 0.9):
        self.boxes, self.text, self.score = boxes, text, score

    def find(self, pixels: Pixels) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
        quads = [[(x0, y0), (x1, y0), (x1, y1), (x0, y1)] for x0, y0, x1, y1 in self.boxes]
        return np.array(quads, dtype=np.float64).reshape(-1, 4, 2)

    def read(self, line: Pixels) -> LineRead:
        letters = self.text.replace(" ", "")
        return LineRead(self.text, self.score, tuple(at / len(letters) for at in range(len(letters))))


def blank(width: int = 600, height: int = 400, colour: str = "#FFFFFF") -> Image.Image:
    return Image.new("RGB", (width, height), colour)


def pixels_of(image: Image.Image) -> Pixels:
    return np.asarray(image.convert("RGB"))


def ruled_image(paper: str = "#FFFFFF") -> Image.Image:
    """A grid of three columns and two rows, a speck, and a letter's stroke; the middle cell above is green."""
    image = blank(colour=paper)
    draw = ImageDraw.Draw(image)
    draw.rectangle((200, 100, 400, 200), fill="#00B050")
    for y in (100, 200, 300):
        draw.line((100, y, 500, y), fill="#606060", width=2)
    for x in (100, 200, 400, 500):
        draw.line((x, 100, x, 300), fill="#606060", width=2)
    draw.point((550, 50), fill="black")
    draw.line((300, 240, 312, 240), fill="black", width=2)
    return image


def lettered_image() -> Image.Image:
    """One word; in the page of 300 points that `scanned` makes of it, rendered, it stands at `LETTERS`."""
    page = blank()
    ImageDraw.Draw(page).text((110, 120), "BX1", fill="black", font_size=20)
    return page


def scanned(*pages: Image.Image, size: tuple[float, float] = (300.0, 200.0)) -> bytes:
    """A PDF of nothing but pictures of pages."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=size)
    for page in pages:
        canvas.setPageSize(size)
        canvas.drawImage(ImageReader(page), 0, 0, *size)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def plan_image(scale: float = 200 / 72) -> Image.Image:
    """A page of a plan as a scanner sees it: greyish paper, thin rules, ratings that are only colours."""
    import pypdfium2

    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(612, 240))
    canvas.setFont("Helvetica-Bold", 15)
    canvas.drawString(40, 208, "Marlbrook Council Housing Improvement Plan")
    for at, row in enumerate([HEADER, *ROWS]):
        top = 190 - 36 * at
        for (left, right), text in zip(pairwise(EDGES), row, strict=True):
            canvas.setFillColor(text if text.startswith("#") else "white")
            canvas.setLineWidth(0.5)
            canvas.rect(left, top - 36, right - left, 36, fill=1)
            canvas.setFillColor("black")
            canvas.setFont("Helvetica-Bold" if at == 0 else "Helvetica", 10)
            canvas.drawString(left + 4, top - 18, "" if text.startswith("#") else text)
    canvas.save()
    page = pypdfium2.PdfDocument(out.getvalue())[0].render(scale=scale, rev_byteorder=True).to_numpy()
    grain = np.random.default_rng(7).normal(0, 3, page.shape)
    return Image.fromarray(np.clip(page * (0.96, 0.955, 0.94) + grain, 0, 255).astype(np.uint8))


def turned(image: Image.Image, degrees: float, *, grow: bool = False) -> Image.Image:
    return image.rotate(degrees, Image.Resampling.BICUBIC, expand=grow, fillcolor=(245, 243, 240))


def text_page(text: str, pictures: list[Mark]) -> PageMarks:
    chars = [Char(letter, 50.0 + 5 * at, 55.0 + 5 * at, 40.0, PLAIN) for at, letter in enumerate(text)]
    return PageMarks(1, 600.0, 400.0, chars=Chars.of(chars), pictures=pictures)


# --- which pages are scans ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["", "   ", "Page 12", "12", "Page 3 of 40", "Agenda Page 7"])
def test_a_page_number_stamped_over_a_picture_does_not_make_it_a_page_with_text(text: str) -> None:
    assert is_scan(text_page(text, [Mark(0, 0, 600, 400)]))


@pytest.mark.parametrize("text", ["Housing Improvement Plan 2025", "Contents", "BX1 Open a helpline"])
def test_words_over_a_picture_are_text(text: str) -> None:
    assert not is_scan(text_page(text, [Mark(0, 0, 600, 400)]))


def test_a_page_number_beside_a_small_picture_is_a_page_with_little_text() -> None:
    assert not is_scan(text_page("Page 12", [Mark(0, 0, 100, 100)]))


def test_a_page_with_text_is_left_as_it_is() -> None:
    page = text_page("Actions", [])
    assert ScanReader(b"", SETTINGS).read(page) == (page, None)


# --- what is said ---------------------------------------------------------------------------------------------------


def problem_of(document: Document) -> str:
    (problem,) = document.problems
    assert (problem.code, problem.page) == ("page-without-text", 1)
    return problem.message


def test_without_the_optional_part_the_message_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr_engine, "missing", lambda: ("rapidocr",))
    document = read_pdf(scanned(ruled_image()), SETTINGS)
    assert 'pip install "planthread[ocr]"' in problem_of(document)
    assert not document.ocr
    assert paper_of(document, "0" * 64, "scan.pdf", SETTINGS).status == "partial"


def test_a_scan_is_not_read_where_that_is_switched_off() -> None:
    document = read_pdf(scanned(ruled_image()), ReadSettings(ocr=False))
    assert "ocr = true" in problem_of(document)
    assert not document.ocr


def test_a_blank_page_is_a_note_and_no_scan() -> None:
    document = read_pdf(scanned(blank(colour="#F4F1EA")), SETTINGS)
    assert "blank" in problem_of(document)
    assert document.problems[0].severity == "note"


def test_specks_of_dust_leave_a_page_blank_and_one_line_does_not() -> None:
    page = blank(1654, 2339)
    ImageDraw.Draw(page).point([(100, 100), (900, 1200)], fill="black")
    assert is_blank(pixels_of(page))
    ImageDraw.Draw(page).rectangle((200, 200, 420, 203), fill="black")
    assert not is_blank(pixels_of(page))


def test_a_page_read_from_its_image_makes_the_paper_partial_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, Reader([LETTERS]))
    document = read_pdf(scanned(lettered_image()), SETTINGS)
    assert document.ocr
    assert "read from its image (OCR)" in problem_of(document)
    paper = paper_of(document, "0" * 64, "scan.pdf", SETTINGS)
    assert (paper.status, paper.ocr) == ("partial", True)
    assert paper.problem
    assert "OCR" in paper.problem


def test_a_page_on_which_the_library_fails_does_not_stop_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    class Failing(Reader):
        def find(self, pixels: Pixels) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
            raise RuntimeError("bad tensor")

    use(monkeypatch, Failing())
    document = read_pdf(scanned(ruled_image(), ruled_image()), SETTINGS)
    assert [problem.page for problem in document.problems] == [1, 2]
    assert all("bad tensor" in problem.message for problem in document.problems)


def test_no_more_scanned_pages_are_read_than_the_time_limit_allows(monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, Reader([LETTERS]))
    document = read_pdf(scanned(lettered_image(), lettered_image()), ReadSettings(max_seconds=15))
    first, second = (problem.message for problem in document.problems)
    assert "read from its image" in first
    assert "max_seconds" in second


def test_lines_that_could_not_be_read_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    reader = Reader([(105, 115, 165, 150)], score=0.3)
    marks, doubtful = read_image(pixels_of(lettered_image()), PageMarks(1, 300, 200), reader)
    assert doubtful == 1
    assert len(marks.chars) == 0


def use(monkeypatch: pytest.MonkeyPatch, engine: ocr_engine.Engine) -> None:
    monkeypatch.setattr(ocr_engine, "missing", lambda: ())
    monkeypatch.setattr(ocr_engine, "load_engine", lambda: engine)


# --- images ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("degrees", [-2.0, 0.3])
def test_a_skewed_page_is_set_level(degrees: float) -> None:
    _, found = levelled(whitened(pixels_of(turned(plan_image(), -degrees))))
    assert found == pytest.approx(degrees, abs=0.06)


def test_rules_are_found_where_they_are_drawn() -> None:
    across, down = map(tidy, rules_in(pixels_of(ruled_image()), SCALE))
    assert sorted(rule.at for rule in across) == pytest.approx([50, 100, 150], abs=1)
    assert sorted(rule.at for rule in down) == pytest.approx([50, 100, 200, 250], abs=1)


def test_a_rule_between_two_cells_of_one_colour_is_found() -> None:
    page = blank(colour="#00B050")
    ImageDraw.Draw(page).line((0, 200, 600, 200), fill="#20A050", width=1)
    across, _ = rules_in(pixels_of(page), SCALE)
    assert [round(rule.at) for rule in across] == [100]


def test_the_strokes_of_large_letters_are_no_rules() -> None:
    stroke, border = Rule(58.0, 101.0, 125.0), Rule(71.0, 50.0, 250.0)
    line = [Box(100.0, 50.0, 200.0, 70.0)]
    assert without_letters([stroke, border], [], line) == ([border], [])


def test_the_colour_of_a_cell_is_that_behind_its_text_and_paper_is_none() -> None:
    page = ruled_image("#EFECE4")
    ImageDraw.Draw(page).text((240, 130), "GREEN GREEN", fill="black", font_size=24)
    pixels = whitened(pixels_of(page))
    fills = cell_fills(pixels, SCALE, *rules_in(pixels, SCALE), 1)
    (fill,) = fills
    assert (round(fill.x0), round(fill.top), round(fill.x1), round(fill.bottom)) == (100, 50, 200, 100)
    red, green, blue = (int(fill.colour[at : at + 2], 16) for at in (1, 3, 5))
    assert (red, blue) < (24, 100)
    assert 160 < green < 200


# --- words ----------------------------------------------------------------------------------------------------------


def test_a_line_found_across_two_columns_is_parted_at_the_rule() -> None:
    quad = np.array([[(100, 40), (300, 40), (300, 60), (100, 60)]], dtype=np.float64)
    spots = spots_of(quad, [Rule(75.0, 10.0, 90.0)], SCALE)
    assert [(spot.x0, spot.x1) for spot in spots] == [(100, 150), (150, 300)]


def test_a_rule_that_only_touches_a_line_does_not_part_it() -> None:
    quad = np.array([[(100, 40), (300, 40), (300, 60), (100, 60)]], dtype=np.float64)
    assert len(spots_of(quad, [Rule(75.0, 28.0, 90.0)], SCALE)) == 1


def test_characters_stand_where_their_ink_is() -> None:
    page = blank()
    ImageDraw.Draw(page).text((120, 100), "BX1 Open", fill="black", font_size=28)
    ink = np.argwhere(pixels_of(page)[:, :, 0] < 128)
    (top, left), (bottom, right) = ink.min(axis=0), ink.max(axis=0) + 1
    seen, _ = read_spots(pixels_of(page), [Spot(112, 92, 300, 140, 0)], Reader(text="BX1 Open"))
    words = words_of(PageMarks(1, 300, 200, chars=Chars.of(characters(seen, SCALE)))).words
    assert [word.text for word in words] == ["BX1", "Open"]
    assert words[0].x0 == pytest.approx(left / SCALE, abs=1.0)
    assert words[1].x1 == pytest.approx(right / SCALE, abs=1.5)
    assert top / SCALE <= words[0].base <= bottom / SCALE


@pytest.mark.parametrize(("quarters", "turn"), [(1, 90), (-1, 270)])
def test_a_line_that_stands_upright_is_read_the_way_it_runs(quarters: int, turn: int) -> None:
    page = blank(200, 60)
    ImageDraw.Draw(page).text((20, 15), "Status", fill="black", font_size=28)
    level = pixels_of(page)

    class Upright(Reader):
        def read(self, line: Pixels) -> LineRead:
            return LineRead("Status", 0.95 if np.array_equal(line, level) else 0.2, ())

    upright: Pixels = np.ascontiguousarray(np.rot90(level, quarters))
    seen, _ = read_spots(upright, [Spot(0, 0, 60, 200, 90)], Upright())
    (word,) = words_of(PageMarks(1, 30, 100, chars=Chars.of(characters(seen, SCALE)))).words
    assert (word.text, word.turn) == ("Status", turn)
    assert word.box.x0 >= 0
    assert word.box.bottom <= 100


def test_a_round_spot_is_a_bullet_whatever_letter_it_is_taken_for() -> None:
    page = blank(100, 100)
    ImageDraw.Draw(page).ellipse((40, 40, 52, 52), fill="black")
    seen, doubtful = read_spots(pixels_of(page), [Spot(34, 34, 58, 58, 0)], Reader(text="o", score=0.3))
    assert [each.read.text for each in seen] == ["•"]
    assert doubtful == 0


def test_sizes_that_differ_by_a_pixel_are_one_size() -> None:
    page = blank()
    draw = ImageDraw.Draw(page)
    draw.text((20, 20), "Open", fill="black", font_size=20)
    draw.text((20, 100), "Open", fill="black", font_size=21)
    draw.text((20, 200), "Open", fill="black", font_size=48)
    spots = [Spot(10, 15, 150, 50, 0), Spot(10, 95, 150, 130, 0), Spot(10, 195, 300, 260, 0)]
    seen, _ = read_spots(pixels_of(page), spots, Reader(text="Open"))
    sizes = list(dict.fromkeys(char.style.size for char in characters(seen, SCALE)))
    assert len(sizes) == 2


# --- the whole, with the library ------------------------------------------------------------------------------------


@needs_ocr
@pytest.mark.parametrize(("degrees", "size"), [(1.2, (612.0, 240.0)), (90, (240.0, 612.0))], ids=["skewed", "sideways"])
def test_refs_dates_and_ratings_by_fill_come_out_of_a_scan(degrees: float, size: tuple[float, float]) -> None:
    page = turned(plan_image(), degrees, grow=degrees >= 45)
    document = read_pdf(scanned(page, size=size), SETTINGS)
    paper = paper_of(document, "0" * 64, "scan.pdf", SETTINGS)
    actions = paper.versions[0].actions
    assert [action.ref for action in actions] == ["BX1", "BX2", "BX3"]
    assert [action.text for action in actions] == [row[1] for row in ROWS]
    assert [action.timescale_printed for action in actions] == [row[3] for row in ROWS]
    assert [action.rating for action in actions] == ["green", "red", "blue"]
    assert all(action.places[0].page == 1 and action.places[0].x1 for action in actions)
    assert paper.status == "partial"
