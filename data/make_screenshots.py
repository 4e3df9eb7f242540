"""The pictures of the report in README.md, taken again: `.venv/bin/python -m data.make_screenshots`.

It runs the specimen papers, opens their page in the Chromium, Chrome or Edge that is installed, and writes
docs/images/*.png, each cut to the part that tells most and held to a small palette.
"""

from __future__ import annotations

import io
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import playwright.sync_api as playwright
from PIL import Image

from planthread import Settings, run
from publish.printing import find_browser
from publish.report import PAGE

ROOT = Path(__file__).resolve().parents[1]
IMAGES = ROOT / "docs" / "images"
COLOURS = 128
MOST_BYTES = 150_000


@dataclass(frozen=True, slots=True)
class Shot:
    """A picture: its name, the view, the row that is opened (None: none), where it begins and how tall it is."""

    name: str
    view: str
    opens: int | None
    begins: str
    height: int


SHOTS = (
    Shot("overview", "overview", None, "body", 1000),
    Shot("change", "changes?kind=merged", 0, "#view-changes .count", 1020),
    Shot("threads", "threads?joined=yes", None, "#view-threads .count", 460),
)


def take(page: Any, report: Path, shot: Shot) -> bytes:
    """One picture of the report as PNG with a small palette."""
    page.goto(f"{report.as_uri()}#{shot.view}")
    if shot.opens is not None:
        page.locator("main > section:visible button.open").nth(shot.opens).click()
    page.evaluate("scrollTo(0, 0); document.activeElement.blur()")
    top = max(0.0, page.locator(shot.begins).bounding_box()["y"] - 8)
    height = min(shot.height, page.evaluate("document.documentElement.scrollHeight") - top)
    clip = {"x": 0, "y": top, "width": page.viewport_size["width"], "height": height}
    image = Image.open(io.BytesIO(page.screenshot(full_page=True, clip=clip))).convert("RGB")
    out = io.BytesIO()
    image.quantize(COLOURS, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
    return out.getvalue()


def main() -> int:
    """Take all; 1 where one is too large for a README, 2 where there is no browser."""
    browser_path = find_browser()
    if browser_path is None:
        print("no Chromium, Chrome or Edge to take pictures with", file=sys.stderr)
        return 2
    IMAGES.mkdir(parents=True, exist_ok=True)
    too_large = False
    with tempfile.TemporaryDirectory() as folder, playwright.sync_playwright() as started:
        dataset = run([ROOT / "data" / "raw" / "specimen"], Path(folder) / "out", Settings(cache=False))
        browser = started.chromium.launch(executable_path=browser_path, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(viewport={"width": 1100, "height": 800})
        for shot in SHOTS:
            data = take(page, dataset.folder / PAGE, shot)
            (IMAGES / f"{shot.name}.png").write_bytes(data)
            print(f"{shot.name}.png  {len(data) / 1000:.0f} kB")
            too_large |= len(data) > MOST_BYTES
        browser.close()
    return int(too_large)


if __name__ == "__main__":
    sys.exit(main())
