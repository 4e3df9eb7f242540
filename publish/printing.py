"""A page as PDF by the browser that is installed: browsers are what sets pages best, and nearly everyone has one."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from extract.errors import PlanthreadError

__all__ = ["find_browser", "print_page"]

_NAMES = (
    *("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"),
    *("microsoft-edge", "microsoft-edge-stable", "msedge"),
)
_MAC = ("Google Chrome", "Microsoft Edge", "Chromium")
_WINDOWS = ("Google/Chrome/Application/chrome.exe", "Microsoft/Edge/Application/msedge.exe")
_SECONDS = 120
_QUIET = (
    *("--headless", "--disable-gpu", "--no-first-run", "--no-default-browser-check", "--disable-extensions"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-pdf-header-footer"),
)
_NEXT = "Install Chromium, Chrome or Edge, or take --format markdown, which any word processor opens"


def find_browser() -> Path | None:
    """A browser that prints to PDF (Chromium, Chrome or Edge), on PATH or where systems usually have it."""
    on_path = (shutil.which(name) for name in _NAMES)
    return next((Path(found) for found in on_path if found), None) or next(
        (place for place in _usual_places() if place.is_file()), None
    )


def _usual_places() -> Iterator[Path]:
    if sys.platform == "darwin":
        for home in (Path("/Applications"), Path.home() / "Applications"):
            yield from (home / f"{name}.app" / "Contents" / "MacOS" / name for name in _MAC)
    else:
        for variable in ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"):
            if variable in os.environ:
                yield from (Path(os.environ[variable]) / name for name in _WINDOWS)


def print_page(html: str) -> bytes:
    """The page as PDF; the same page and browser give the same bytes.

    Raises PlanthreadError, with what to do next, where there is no browser or it does not print.
    """
    browser = find_browser()
    if browser is None:
        raise PlanthreadError(f"no browser that can print was found. {_NEXT}")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        page, pdf = Path(folder, "page.html"), Path(folder, "page.pdf")
        page.write_text(html, encoding="utf-8")
        # A profile of its own leaves a browser that is open alone; root may not use the sandbox, and the page that is
        # opened has no script and fetches nothing.
        profile = f"--user-data-dir={Path(folder, 'profile')}"
        root = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
        command = [str(browser), *_QUIET, *root, profile, f"--print-to-pdf={pdf}", page.as_uri()]
        try:
            done = subprocess.run(command, capture_output=True, timeout=_SECONDS, check=False)
        except (OSError, subprocess.TimeoutExpired) as error:
            raise PlanthreadError(f"{browser.name} did not print the page ({type(error).__name__}). {_NEXT}") from error
        if not pdf.is_file():
            said = done.stderr.decode(errors="replace").strip().splitlines()[-1:] or [f"exit code {done.returncode}"]
            raise PlanthreadError(f"{browser.name} did not print the page ({said[0]}). {_NEXT}")
        return _undated(pdf.read_bytes())


def _undated(pdf: bytes) -> bytes:
    """The PDF without the moment it was made at, at the same length, so that the places it lists stay right."""
    return re.sub(rb"(?<=Date \(D:)\d{14}", b"20000101000000", pdf)
