"""Two pages for a committee paper: what changed, slipped, vanished, was not declared or differs, each with its page."""

from __future__ import annotations

from publish.summary.content import Summary, summary_of
from publish.summary.markdown import as_markdown
from publish.summary.page import as_html

__all__ = ["Summary", "as_html", "as_markdown", "summary_of"]
