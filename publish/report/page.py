"""The page as a file: templates, style, script and data in one, with nothing to fetch and no build step.

What the papers print reaches the page in two ways only: through jinja2 with escaping on, and as JSON that the script
puts on the page as text, never as markup. The page's own policy (Content-Security-Policy) lets no other script run.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from publish.dataset import Extra
from publish.drawing import Draw, draw_here
from publish.highlights import Highlight, Highlights, cut, day_words
from publish.redaction import People
from publish.report.bounded import bounded
from publish.report.figures import headline_figures, not_read
from publish.report.island import island
from publish.report.matrix import declared_matrix
from publish.report.pictures import pictures_of
from publish.report.timeline import plan_lines
from publish.tables import Row
from reconcile.model import Reconciliation

__all__ = ["PAGE", "diff", "report_page"]

PAGE = "report/index.html"
SCRIPTS = (
    "base.js",
    "data.js",
    "list.js",
    "place.js",
    "changes.js",
    "threads.js",
    "slippage.js",
    "lists.js",
    "main.js",
)


def report_page(
    sources: Mapping[str, Path] | None = None, people: People | None = None, draw: Draw = draw_here
) -> Extra:
    """What writes the report into a dataset's folder. `sources`: where the papers' files are, by paper_id.

    Without the file of a paper, or where it has changed since, its places are said in words and not shown. `people`:
    those whose names are to be blotted out of the pictures. `draw`: who draws them.
    """

    def write(folder: Path, found: Reconciliation, tables: Mapping[str, Sequence[Row]]) -> tuple[str, ...]:
        page = folder / PAGE
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(_page(found, tables, sources or {}, people, draw), encoding="utf-8", newline="\n")
        return (PAGE,)

    return write


def _page(
    found: Reconciliation,
    tables: Mapping[str, Sequence[Row]],
    sources: Mapping[str, Path],
    people: People | None,
    draw: Draw,
) -> str:
    parts = files("publish.report") / "parts"
    style = (parts / "style.css").read_text(encoding="utf-8")
    code = "\n".join((parts / name).read_text(encoding="utf-8") for name in SCRIPTS)
    script = f'(function () {{\n"use strict";\n{code}\n}})();'
    held, left_out = bounded(tables)
    pictures, undrawn = pictures_of(held, sources, people=people, draw=draw)
    data = island(held, pictures, undrawn)
    return (
        _environment()
        .get_template("page.html")
        .render(
            style=Markup(style),
            script=Markup(script),
            policy=_policy(style, script),
            islands={name: _as_json(value) for name, value in data.items()},
            as_of=day_words(found.as_of.isoformat()) if found.as_of else None,
            unread=not_read(tables),
            figures=headline_figures(tables),
            plans=plan_lines(tables)[:_MOST_PLANS],
            more_plans=max(0, len(tables["plans"]) - _MOST_PLANS),
            highlights=_highlights(tables),
            left_out=left_out,
            redacted=people is not None,
            matrix=declared_matrix(tables),
            title=_title(tables),
        )
    )


_MOST_PLANS, _MOST_LINES = 60, 5
"""Plans whose versions the overview draws, and lines of each list of what to look at first."""


def _highlights(tables: Mapping[str, Sequence[Row]]) -> list[tuple[str, str, list[Highlight], int]]:
    """Each list of what to look at first: its title, the view that has all, its first lines, how many there are."""
    found = Highlights(tables)
    lists = (
        ("Slipped most", "slippage", found.slipped),
        (found.undeclared_title, "changes?declared=none", found.undeclared),
        ("Declared, but not found", "declared", found.not_found),
        ("Claims that differ", "claims?verdict=differs", found.claims),
    )
    return [(title, view, lines[:_MOST_LINES], len(lines)) for title, view, lines in lists if lines]


def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("publish.report", "parts"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    environment.filters["fragment"] = fragment
    environment.filters["cut"] = cut
    environment.filters["diff"] = diff
    return environment


def fragment(identifier: str) -> str:
    """An id as it stands after the # of a link; the script's encodeURIComponent gives the same."""
    return quote(identifier, safe="!~*'()")


def diff(explanation: str) -> Markup:
    """An explanation whose [-words out-] and {+words in+} are shown as such."""
    parts = _MARKS.split(explanation)
    names = ("", "del", "ins")
    return Markup("").join(
        Markup(f"<{names[at % 3]}>{{}}</{names[at % 3]}>").format(part) if at % 3 else escape(part)
        for at, part in enumerate(parts)
        if part
    )


_MARKS = re.compile(r"\[-(.*?)(?:-\]|$)|\{\+(.*?)(?:\+\}|$)", re.DOTALL)


def _policy(style: str, script: str) -> str:
    """Only this style and this script, by their hashes, and pictures that stand in the page."""
    hashes = [base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in (style, script)]
    return (
        f"default-src 'none'; style-src 'sha256-{hashes[0]}'; script-src 'sha256-{hashes[1]}'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


_UNSAFE = {mark: f"\\u{ord(mark):04x}" for mark in "<>&\u2028\u2029"}


def _as_json(value: Any) -> Markup:
    """JSON that can stand in a script element: nothing in it can end the element or begin a comment."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=str)
    for mark, escaped in _UNSAFE.items():
        text = text.replace(mark, escaped)
    return Markup(text)


def _title(tables: Mapping[str, Sequence[Row]]) -> str:
    titles = list(dict.fromkeys(plan["title"] for plan in tables["plans"] if plan["title"]))
    return titles[0] if len(titles) == 1 else "Actions followed through committee papers"
