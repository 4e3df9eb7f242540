"""The formatting that text exports carry inside a line, Markdown marks and left-over HTML tags, as plain text."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

__all__ = ["BULLETS", "Inline", "plain"]

BULLETS = "•●▪◦‣■□·\uf0b7\uf0a7\uf0d8\uf076\uf02d"
_MARKED = re.compile(rf"[<*\[&~_\\{BULLETS}\u2028\x0b]|\s\s|\u00a0")
# No expression may look further than the next sign of its own kind: a line may have a million characters.
_STRUCK = re.compile(
    r"<(s|del|strike)\b[^<>]*>(?P<a>(?:(?!<(?:s|del|strike)\b).)*?)</\1\s*>|~~(?=\S)(?P<b>(?:(?!~~).)+)~~", re.I | re.S
)
_WHOLLY_BOLD = re.compile(
    r"\*\*(?!\s)(?:(?!\*\*).)+\*\*|__(?:(?!__).)+__|<(b|strong)\b[^<>]*>(?:(?!</?\1\b).)+</\1\s*>", re.I
)
_WHOLLY_ITALIC = re.compile(r"\*(?![\s*])[^*]+\*|<(i|em)\b[^<>]*>(?:(?!</?\1\b).)+</\1\s*>", re.I)
_WRAPPER = re.compile(r"<(p|div|span|u)\b[^<>]*>(?P<in>(?:(?!</?\1\b).)*)</\1\s*>", re.I)
_MARKLESS_LIST = re.compile(r"<ul\b[^<>]*>\s*-\s(?P<items>(?:(?!<li\b|</ul|<p\b|<ul\b|<ol\b).)*)", re.I | re.S)
_ITEM = re.compile(r"<li\b[^<>]*>", re.I)
_BREAK = re.compile(r"<br\s*/?>|</?(?:p|div|ul|ol|li|h[1-6])\b[^<>]*>|[\u2028\x0b]", re.I)
_OTHER_TAG = re.compile(r"</?(?:b|strong|i|em|u|span|sup|sub|a|font|small|mark|ins)\b[^<>]*>", re.I)
_LINK = re.compile(r"!?\[([^\[\]\n]*)\]\([^()\s]*(?:\s+\"[^\"()]*\")?\)")
_BOLD = re.compile(r"\*\*(?=\S)((?:(?!\*\*).)+)(?<=\S)\*\*", re.S)
_ITALIC = re.compile(r"(?<![\w*\\])\*(?=[^\s*])([^*\n]*[^\s*])\*(?![\w*])")
_BULLET = re.compile(rf"(?:^|(?<=\s))[{BULLETS}]\s+")
_ESCAPE = re.compile(r"\\([\\*_|#~`\[\]()])")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,30});", re.I)
_SPACES = re.compile(r"[ \t\u00a0\r\f]+")


@dataclass(frozen=True, slots=True)
class Inline:
    """A line or cell as plain text, whether all of it is bold or italic, and what of it is struck through."""

    text: str
    bold: bool = False
    italic: bool = False
    struck: str | None = None


def plain(raw: str) -> Inline:
    """`raw` without its marks: list items and paragraphs become lines (``\\n``), an item begins with "• "."""
    raw = raw.strip()
    if not _MARKED.search(raw):
        return Inline(raw)
    struck = " ".join((m["a"] or m["b"]).strip() for m in _STRUCK.finditer(raw)) or None
    kept = _STRUCK.sub(" ", raw) if struck else raw
    core = _unwrapped(kept.strip())
    bold = _WHOLLY_BOLD.fullmatch(core) is not None
    italic = _WHOLLY_ITALIC.fullmatch(core) is not None
    return Inline(_text(kept), bold, italic, _text(struck) if struck else None)


def _unwrapped(text: str) -> str:
    while wrapped := _WRAPPER.fullmatch(text):
        text = wrapped["in"].strip()
    return text


def _text(raw: str) -> str:
    text = _MARKLESS_LIST.sub(lambda m: "\n• " + re.sub(r"\s-\s+", "\n• ", m["items"]), raw)
    text = _ITEM.sub("\n• ", text)
    text = _OTHER_TAG.sub("", _BREAK.sub("\n", text))
    text = _ITALIC.sub(r"\1", _BOLD.sub(r"\1", _LINK.sub(r"\1", text)))
    text = _BULLET.sub("\n• ", text)
    text = _ENTITY.sub(lambda m: html.unescape(m[0]), _ESCAPE.sub(r"\1", text))
    lines = (_SPACES.sub(" ", line).strip() for line in text.split("\n"))
    return "\n".join(line for line in lines if line and line != "•")
