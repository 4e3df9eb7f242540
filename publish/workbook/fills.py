"""The colours of ratings: the paper's own where they are known, else the usual ones."""

from __future__ import annotations

from extract.colours import lab

__all__ = ["USUAL", "ink", "rating_fill"]

USUAL = {
    "blue": "#5694CA",
    "purple": "#8E6BBF",
    "green": "#6FBF73",
    "grey": "#BFC1C3",
    "white": "#FFFFFF",
    "black": "#0B0C0C",
    "yellow": "#FFDD00",
    "amber": "#FFBF47",
    "orange": "#F47738",
    "red": "#D4351C",
}


def rating_fill(code: str | None, own: str | None = None) -> str | None:
    """The colour a rating is shown in: its cell's own, else that of the first colour word in its code ("amber e")."""
    if own and lab(own):
        return own if own.startswith("#") else f"#{own}"
    words = (code or "").replace("/", " ").replace("-", " ").split()
    return next((USUAL[word] for word in words if word in USUAL), None)


def ink(fill: str) -> str:
    """Black or white, whichever can be read on a fill: the two contrast equally with a grey of lightness 50."""
    seen = lab(fill)
    return "#FFFFFF" if seen and seen[0] < 50 else "#000000"
