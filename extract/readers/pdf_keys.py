"""Texts that look like what numbers a row: a ref, a number or a numeric date."""

from __future__ import annotations

import re

__all__ = ["is_key"]

_KEY = re.compile(
    r"""^[(\[]?(
        [A-Za-z&]{0,6}[\s.\-/]?\d{1,4}([.\-/]\d{1,4})*[A-Za-z]?   # 7  1.2.3  SL2a  CF-12  12/05/24
        | [A-Z]{1,3}[a-z]?                                        # A  Bi
        | [ivx]{1,5}
    )[)\].:]?$""",
    re.VERBOSE,
)


def is_key(text: str) -> bool:
    """Whether a text looks like a ref, a number or a numeric date."""
    return bool(_KEY.match(text))
