"""The summary as a page of A4 that a browser prints: nothing to fetch, no script, all that papers print escaped."""

from __future__ import annotations

from jinja2 import Environment, PackageLoader, StrictUndefined

from publish.report.page import diff
from publish.summary.content import Summary

__all__ = ["as_html"]


def as_html(summary: Summary) -> str:
    """The whole page as HTML."""
    environment = Environment(
        loader=PackageLoader("publish.summary", "parts"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    environment.filters["diff"] = diff
    return environment.get_template("summary.html").render(summary=summary)
