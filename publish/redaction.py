"""People replaced by their roles, wherever a name that an owner column or heading gave stands in what is written.

Names are those that reading the owners told (`Owner.person`), whole and in their parts: "Jo Moss, Head of Parks" makes
"Jo Moss", "J. Moss", "Ms Moss" and "Moss" stand as "Head of Parks" in every text. A part that the papers also print in
small letters, or a month or a day, is an ordinary word: it is replaced only beside another part or a title.
"""

from __future__ import annotations

import dataclasses
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from extract.model import Owner

if TYPE_CHECKING:
    from reconcile.model import Reconciliation

__all__ = ["People", "people_of", "redacted"]

_TITLE = (
    r"(?:Cllrs?|Councillors?|Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Sir|Dame|Lord|Lady|Baroness|Rev|DCI|DI|Supt|PC)\.?"
)
_ANYONE = r"(?:Cllr|Mr|Mrs|Ms|Miss|Mx|Dr)\.?\s+(?:[A-Z]\.?\s+)?[A-Z][a-zà-ÿ’'-]+(?:\s+[A-Z][a-zà-ÿ’'-]+)?"
"""A title and a name that no owner column gives."""
_MONTHS = ("january february march april may june july august september october november december",)
_DAYS = ("monday tuesday wednesday thursday friday saturday sunday",)
_CALENDAR = frozenset(word for words in (*_MONTHS, *_DAYS) for word in words.split())
_WORD = re.compile(r"[^\W\d_](?:[\w’'-]*\w)?")
_SOMEONE = "a person"
_LONGEST_ROLE = 120


class People:
    """Who is replaced by what. `roles`: from each name to what stands for it; `ordinary`: words that are words too."""

    def __init__(self, roles: Mapping[str, str], ordinary: Iterable[str] = ()) -> None:
        self.roles = dict(roles)
        self._of_part: dict[str, set[str]] = {}
        for name in self.roles:
            for part in _parts(name):
                self._of_part.setdefault(part.casefold(), set()).add(name)
        self.ordinary = frozenset(ordinary) | _CALENDAR
        words = {form for name in self.roles for part in _parts(name) for form in (part, part.upper(), _curly(part))}
        part = "|".join(sorted(map(re.escape, words), key=lambda word: (-len(word), word))) or "(?!)"
        named = rf"(?P<title>{_TITLE}\s+)?(?:[A-Z]\.?\s*)*(?:{part})(?:[\s,]+(?:{part}|[A-Z]\b\.?))*"
        self._pattern = re.compile(rf"(?<!\w)(?:(?P<named>{named})|{_ANYONE})(?!\w)")
        self._held: dict[str, str] = {}

    def spans(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Every stretch of a text that names someone: where it begins and ends, and what stands for it."""
        for found in self._pattern.finditer(text):
            parts = [word for word in _WORD.findall(found["named"] or "") if _straight(word) in self._of_part]
            ordinary = all(_straight(part) in self.ordinary for part in parts)
            if parts and ordinary and len(parts) < 2 and not found["title"]:
                continue
            yield found.start(), found.end(), self._for(parts)

    def names_someone(self, text: str) -> bool:
        """Whether a text has a name."""
        return next(self.spans(text), None) is not None

    def without(self, text: str) -> str:
        """The text with roles for names; a role that stands beside its name is not said twice."""
        held = self._held.get(text)
        if held is not None:
            return held
        made = text
        for start, end, role in sorted(self.spans(text), reverse=True):
            after = made[end:]
            beside = re.match(rf"\s*[,(–-]?\s*{re.escape(role)}(?!\w)\)?", after, re.IGNORECASE)
            made = made[:start] + role + (after[beside.end() :] if beside else after)
        self._held[text] = made
        return made

    def _for(self, parts: list[str]) -> str:
        """What stands for the person who has all these parts; where several have, and not one role, "a person"."""
        held = [self._of_part[_straight(part)] for part in parts]
        both = set.intersection(*held) or set.union(*held) if held else set()
        roles = {self.roles[name] for name in both}
        return roles.pop() if len(roles) == 1 else _SOMEONE


def _parts(name: str) -> list[str]:
    """The words of a name that can tell a person: no title, no initial."""
    plain = re.sub(rf"^{_TITLE}\s+", "", name)
    return [word for word in _WORD.findall(plain) if len(word) > 1 and word[0].isupper()]


def _straight(word: str) -> str:
    return word.casefold().replace("’", "'")


def _curly(word: str) -> str:
    return word.replace("'", "’")


def people_of(found: Reconciliation) -> People:
    """The people whom owners name, each with the role most often given to them, else "a person (1)" and so on.

    Numbers go by name, so that they do not depend on the order of papers.
    """
    owners = [owner for pv in found.versions for action in pv.version.actions for owner in action.owners]
    owners += [o for paper in found.papers for v in paper.versions for action in v.actions for o in action.owners]
    given: dict[str, Counter[str]] = {}
    for owner in owners:
        if owner.person:
            given.setdefault(owner.person.replace("’", "'"), Counter())[owner.role or ""] += 1
    if not given:
        return People({})
    anyone = People(dict.fromkeys(given, _SOMEONE))
    roles: dict[str, str] = {}
    number = 0
    for name in sorted(given, key=lambda name: (name.casefold(), name)):
        fit = [role for role in given[name] if role and len(role) <= _LONGEST_ROLE and not anyone.names_someone(role)]
        if fit:
            roles[name] = min(fit, key=lambda role: (-given[name][role], role))
        else:
            number += 1
            roles[name] = f"{_SOMEONE} ({number})"
    small = {word for text in _texts(found) for word in re.findall(r"(?<![\w@.])[a-z][a-z’'-]+", text)}
    return People(roles, small & {part.casefold() for name in roles for part in _parts(name)})


def _texts(found: Reconciliation) -> Iterator[str]:
    """The prose of the papers, which tells what is an ordinary word."""
    for held in found.versions:
        for action in held.version.actions:
            yield from filter(None, (action.text, action.progress, action.next_steps))
    for claim in found.claims:
        yield claim.claim.sentence


def redacted(value: Any, people: People) -> Any:
    """A value like `value` (a text, a dataclass, a tuple, list or mapping of such) in which no one is named."""
    if isinstance(value, str):
        return people.without(value)
    if isinstance(value, Owner):
        return _owner(value, people)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}
        made = {name: redacted(held, people) for name, held in fields.items()}
        changed = {name: new for name, new in made.items() if new is not fields[name]}
        return dataclasses.replace(value, **changed) if changed else value
    if isinstance(value, (tuple, list)):
        items = [redacted(item, people) for item in value]
        return value if all(new is old for new, old in zip(items, value, strict=True)) else type(value)(items)
    if isinstance(value, Mapping):
        return {redacted(key, people): redacted(held, people) for key, held in value.items()}
    return value


def _owner(owner: Owner, people: People) -> Owner:
    """An owner whose own role stands for the person; what is said of who is no person stays."""
    role = people.without(owner.role) if owner.role else None
    said = role if owner.person and role else people.without(owner.owner)
    return dataclasses.replace(owner, owner=said, person=None, role=role or (said if owner.person else None))
