"""Which part of a page is the paper: the main content, apart from navigation, banners and footers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

__all__ = ["Page", "page_of"]

_FRAME_TAGS = ("nav", "footer", "aside")
_FRAME_ROLES = frozenset(("navigation", "banner", "contentinfo", "search", "dialog", "alertdialog", "complementary"))
_BANNER = re.compile(r"cookie|consent|gdpr|skip-?(?:link|to|nav)", re.I)
_MENU = re.compile(
    r"(?:^|[-_\s])(?:nav|navbar|navigation|menu|breadcrumbs?|pagination|sidebar|toolbar)(?:$|[-_\s])", re.I
)
_LONGEST_BANNER = 3000  # characters; more than that is not a banner but a page about cookies


@dataclass(frozen=True, slots=True)
class Page:
    """The element that holds the paper, and the elements that stand round it or inside it but are no part of it."""

    main: etree._Element
    frame: tuple[etree._Element, ...]


def page_of(root: etree._Element) -> Page:
    """Tell the paper from what surrounds it. Without a mark of the main content the whole body is the paper."""
    body = root.find("body")
    body = root if body is None else body
    frame = list(_frame(body))
    main = _main(body, frozenset(frame))
    if main is not body:
        frame = [*_beside(body, main, frozenset(frame)), *(part for part in frame if _within(part, main))]
    return Page(main, tuple(frame))


def _main(body: etree._Element, frame: frozenset[etree._Element]) -> etree._Element:
    marked = [one for one in body.iter("main", "div", "section", "article") if _is_main(one)]
    outermost = [one for one in marked if not any(other in marked for other in one.iterancestors())]
    if len(outermost) == 1 and _has_words(outermost[0], frame):
        return outermost[0]
    articles = [one for one in body.iter("article") if not any(up.tag == "article" for up in one.iterancestors())]
    if len(articles) == 1 and not outermost and _has_words(articles[0], frame):
        return articles[0]
    return body


def _is_main(element: etree._Element) -> bool:
    return element.tag == "main" or element.get("role") == "main"


def _frame(body: etree._Element) -> Iterator[etree._Element]:
    """The outermost elements that are navigation, banner, footer or menu, in the order of the page."""
    for child in body:
        if isinstance(child.tag, str) and not _is_main(child) and _is_frame(child):
            yield child
        else:
            yield from _frame(child)


def _is_frame(element: etree._Element) -> bool:
    if element.tag in _FRAME_TAGS or element.get("role") in _FRAME_ROLES:
        return True
    if element.tag == "header":
        return not any(up.tag in ("main", "article", "section") for up in element.iterancestors())
    named = f"{element.get('id') or ''} {element.get('class') or ''}"
    if _BANNER.search(named):
        return sum(len(text) for text in element.itertext()) < _LONGEST_BANNER and not _holds_main(element)
    return element.tag in ("ul", "ol", "div") and _MENU.search(named) is not None and _only_links(element)


def _holds_main(element: etree._Element) -> bool:
    return any(_is_main(inner) for inner in element.iter("main", "div", "section", "article"))


def _only_links(element: etree._Element) -> bool:
    linked = sum(len(text.strip()) for link in element.iter("a") for text in link.itertext())
    return linked * 10 >= 9 * sum(len(text.strip()) for text in element.itertext())


def _has_words(element: etree._Element, frame: frozenset[etree._Element]) -> bool:
    return any(
        text.strip() for child in element.iter() if child not in frame for text in (child.text, child.tail) if text
    )


def _beside(body: etree._Element, main: etree._Element, frame: frozenset[etree._Element]) -> Iterator[etree._Element]:
    """What stands beside the way from the body to the main element, in order."""
    way = {main, *main.iterancestors()}
    for child in body:
        if child is main:
            continue
        if child in way:
            yield from _beside(child, main, frame)
        elif isinstance(child.tag, str):
            yield child


def _within(element: etree._Element, main: etree._Element) -> bool:
    return main in element.iterancestors()
