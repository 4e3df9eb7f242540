"""The summary as Markdown: what a paper prints is escaped, so that it stays a text whatever signs it has."""

from __future__ import annotations

import re
from collections.abc import Iterator

from publish.highlights import Highlight
from publish.summary.content import Summary, Topic

__all__ = ["as_markdown"]

_SIGNS = re.compile(r"([\\`*_{}\[\]|~<>&#])|^([-+=]|\d+(?=[.)]))")
_MARKS = re.compile(r"\[-(.*?)(?:-\]|$)|\{\+(.*?)(?:\+\}|$)")


def as_markdown(summary: Summary) -> str:
    """The summary as CommonMark with tables; a text ends with a line end."""
    return "\n".join(_lines(summary)) + "\n"


def _lines(summary: Summary) -> Iterator[str]:
    yield "# What happened to the actions"
    if summary.as_of:
        yield f"\nAs of {_text(summary.as_of)}."
    if summary.unread:
        yield "\n## What could not be read\n"
        yield from (f"- {_text(line)}" for line in summary.unread)
        if summary.more_unread:
            yield f"- and {summary.more_unread} more"
    yield "\n## What changed since the last version\n"
    yield from (f"- **{_text(plan.title)}:** {_text(plan.said)}" for plan in summary.plans)
    if summary.more_plans:
        yield f"- and {summary.more_plans} more plans"
    for topic in summary.topics:
        yield from _topic(topic)
    yield "\n## How this was counted\n"
    yield from (f"- {_text(figure.value)} {figure.label}: {_text(figure.how)}" for figure in summary.figures)


def _topic(topic: Topic) -> Iterator[str]:
    yield f"\n## {topic.title}\n"
    if not topic.lines:
        yield topic.none
        return
    yield "| ref | what | days | where |"
    yield "| --- | --- | ---: | --- |"
    yield from map(_row, topic.lines)
    if topic.number > len(topic.lines):
        yield f"\nThe first {len(topic.lines)} of {topic.number}."


def _row(line: Highlight) -> str:
    cells = (line.refs, line.said, "" if line.days is None else str(line.days), line.place)
    return f"| {' | '.join(map(_text, cells))} |"


def _text(text: str) -> str:
    """A text on one line whose signs mean nothing to Markdown, nor to HTML inside it; words out and in are marked."""
    parts = _MARKS.split(" ".join(text.split()))
    around = ("", "~~", "**")
    return "".join(f"{around[at % 3]}{_plain(part)}{around[at % 3]}" for at, part in enumerate(parts) if part)


def _plain(text: str) -> str:
    return _SIGNS.sub(lambda sign: f"\\{sign[1]}" if sign[1] else _at_the_start(sign[2]), text)


def _at_the_start(sign: str) -> str:
    """A sign, or the figure before a point, that would begin a list or a heading."""
    return f"{sign}\u200b" if sign.isdigit() else f"\\{sign}"
