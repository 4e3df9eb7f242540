"""Columns that set the old beside the new under bare words: "Was" and "Now", "Original" and "Amended".

One such word alone says little; the two together say that the table tells what was changed. Whether that is the wording
or the date, the cells say.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.header_words import Role, header_role
from extract.wording import folded

__all__ = ["paired_roles"]

_WORDING = r"(?: (?:action|wording|text|version|entry))?"
_OLD = re.compile(
    r"(?:was|before|original(?:ly)?|previous(?:ly)?|former(?:ly)?|old|existing|current(?:ly)?|(?:it )?(?:said|read))"
    + _WORDING
)
_NEW = re.compile(
    r"(?:now|after|amended|revised|new|updated|proposed|replacement|changed to|will (?:say|read)|(?:now )?reads)"
    + _WORDING
)
_REPORTED = {Role.OWNER, Role.RATING, Role.PROGRESS, Role.NEXT_STEPS}


def paired_roles(names: Sequence[str]) -> dict[int, Role]:
    """By column, the roles of the old and the new wording, where two columns are so named and none reports progress."""
    words = [folded(name) for name in names]
    old = [n for n, each in enumerate(words) if _OLD.fullmatch(each)]
    new = [n for n, each in enumerate(words) if _NEW.fullmatch(each)]
    if len(old) != 1 or len(new) != 1 or any(header_role(name)[0] in _REPORTED for name in names if name.strip()):
        return {}
    return {old[0]: Role.OLD_ACTION, new[0]: Role.NEW_ACTION}
