"""Owners: who answers for an action, told apart where a cell names several, with the person and the role.

All owner cells of a paper are read together: what stands alone in one cell tells where owners are run together in
another. Where it is doubtful whether a text names one owner or two, it stays one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extract.model import Owner
from extract.owner_words import is_acronym, is_body, is_person, is_role, opening_person, role_start

__all__ = ["role_key", "split_owners"]

_NOBODY = re.compile(r"(?:tb[ac]|n/?a|none|[-–—.?]+|to be (?:confirmed|agreed|allocated|appointed))?", re.IGNORECASE)
_HARD = re.compile(r"(?:(?:(?<!\s)\s++)?[;|•●▪]|^\s*+[-–]\s|(?<!\s)[^\S\n]*+\n\s*+[-–]\s)\s*")
_JOINING = (
    r"together with|along with|alongside|with (?:the )?support (?:from|of)|supported by|"
    r"in (?:conjunction|partnership) with|"
    r"in consultation with|with input from|as well as|plus|with other"
)
_SEPARATOR = re.compile(
    rf"\s*,?\s+(?:{_JOINING})\s+|\s*,\s*(?:and|&)\s+|\s*,\s+|\s*,(?=[A-Z])|\s+(?:and|&|\+)\s+|\s*/\s*", re.IGNORECASE
)
_A_PAIR, _SHORT = 2, 3
_LONGEST = 600
"""The longest text that is taken for owners, in characters; a longer one is prose and stays whole."""
_CONNECTORS = frozenset(["of", "for", "and", "&", "to", "the", "with", "in", "a", "an", "or", "by", "at", "from", "on"])
_CAPITAL = re.compile(r"\b(?=[A-Z])")
_PART = re.compile(r"\s*[(\[](?:lead|support(?:ing|ed)?|joint|overall|sponsor|deputy)[)\]]$", re.IGNORECASE)
_PLURAL = re.compile(
    r"(?:heads|managers|directors|leads|officers|chairs|members|workers|deputies|leaders|coordinators|advisers|advisors|"
    r"analysts|joint|co-\w+)\b",
    re.IGNORECASE,
)


_SURNAME = r"(?:[A-Z]\.?\s?){0,2}(?:[A-Z][\w’'-]+\s)?[A-Z][\w’'-]+"
_TITLE_OF_SEVERAL = re.compile(
    rf"(?P<title>Cllr|Councillor|Dr|Prof|Professor)s\.?\s(?P<names>{_SURNAME}(?:(?:\s*,\s*|,?\s+and\s+|\s*&\s*){_SURNAME})+)"
)


@dataclass(frozen=True, slots=True)
class _Seen:
    """What the owner cells of the paper show: whole owners that stand alone (as keys), and the people they name."""

    alone: frozenset[str] = frozenset()
    people: frozenset[str] = frozenset()

    def knows(self, text: str) -> bool:
        """Whether a text stands alone as an owner somewhere in the paper."""
        return role_key(text) in self.alone


@dataclass(frozen=True, slots=True)
class _Atom:
    """A stretch of a cell between separators, and the separator that stands before it (as printed)."""

    separator: str
    text: str

    @property
    def joins(self) -> str:
        """The kind of separator: "," · "and" · "/" · "with"."""
        plain = self.separator.strip().casefold()
        if "/" in plain:
            return "/"
        if re.fullmatch(r",", plain):
            return ","
        return "and" if re.fullmatch(r",?\s*(?:and|&|\+)", plain) else "with"


def role_key(owner: str) -> str:
    """An owner in the form that is compared from version to version.

    "Head of Service for X", "Head of Service X" and "Head of X" are the same; case, punctuation, "Councillor" or "Cllr"
    count not.
    """
    text = owner.casefold().replace("’", "'").replace("&", " and ")
    text = re.sub(r"\bcouncillor(s?)\b", r"cllr\1", text).replace("'", "")
    key = " ".join(word for word in re.findall(r"[^\W_]+", text) if word not in ("for", "of", "the"))
    return re.sub(r"\b(heads?) services?(?= \w)", r"\1", key)


def split_owners(cells: Sequence[str]) -> list[tuple[Owner, ...]]:
    """The owners of every owner cell of one paper, in the order of `cells`; an empty cell, or TBC, has none.

    A role that several people share is repeated after each name ("A and B, Heads of Service" → "A, Heads of Service"
    and "B, Heads of Service").
    """
    parts = [_parts(cell) for cell in cells]
    seen = _seen(parts)
    parts = [_joined_lines(cell, seen) for cell in parts]
    seen = _seen(parts)
    read = {part: _owners(part, seen) for part in dict.fromkeys(part for cell in parts for part in cell)}
    return [_numbered([owner for part in cell for owner in read[part]], seen) for cell in parts]


def _seen(parts: Sequence[Sequence[str]]) -> _Seen:
    texts = {part.strip() for cell in parts for part in cell}
    people = frozenset(name for text in texts for name in _named_in(text))
    return _Seen(frozenset(role_key(text) for text in texts if not _opening(text, people)[0]), people)


def _named_in(text: str) -> Iterator[str]:
    """The people a cell names: an atom that reads like a name, and stands first or before a role.

    "Director of Education, Strong Start and Integration" names nobody.
    """
    atoms = [atom.text for atom in _atoms(text)]
    for i, atom in enumerate(atoms):
        after = atoms[i + 1] if i + 1 < len(atoms) else ""
        if is_person(atom) and (not is_role(atoms[0]) or role_start(after, 0)):
            yield atom


def _numbered(texts: Sequence[str], seen: _Seen) -> tuple[Owner, ...]:
    once = dict.fromkeys(text for text in texts if text)
    return tuple(Owner(i + 1, text, *_person_and_role(text, seen)) for i, text in enumerate(once))


def _parts(cell: str) -> list[str]:
    """The stretches of a cell that semicolons, bullets and line breaks part."""
    parts = []
    for stretch in _HARD.split(cell):
        lines = [re.sub(r"\s+", " ", line).strip() for line in stretch.split("\n")]
        for i, line in enumerate(filter(None, lines)):
            first, *others = _titled_alike(line)
            parts += [first if i == 0 else "\n" + first, *others]
    return [part for part in parts if not _NOBODY.fullmatch(part.strip())]


def _titled_alike(line: str) -> list[str]:
    """ "Cllrs Reed and Vale" are Cllr Reed and Cllr Vale: a title of several, repeated as a shared role is."""
    shared = _TITLE_OF_SEVERAL.fullmatch(line)
    names = re.split(r"\s*,\s*(?:and\s+|&\s*)?|\s+and\s+|\s*&\s*", shared["names"]) if shared else []
    named = shared is not None and not any(is_role(name) or is_body(name) for name in names)
    return [f"{shared['title']} {name}" for name in names] if shared and named else [line]


def _joined_lines(parts: Sequence[str], seen: _Seen) -> list[str]:
    """Line breaks that do not part two owners taken out: a role on two lines, a person above the role."""
    joined: list[str] = []
    for part in parts:
        line = part.lstrip("\n")
        if joined and part.startswith("\n") and _runs_on(joined[-1], line, seen):
            joined[-1] = f"{joined[-1]} {line}"
        else:
            joined.append(line)
    return joined


def _runs_on(before: str, line: str, seen: _Seen) -> bool:
    if seen.knows(f"{before} {line}") or before.endswith((",", "–", "-", "&", "/", "(")) or line[:1] in "(,&/–":
        return True
    if before.split()[-1].casefold() in _CONNECTORS or line.split()[0].casefold() in _CONNECTORS:
        return True
    if is_person(before) and is_role(line):
        return True
    known = seen.knows(line)
    return not (
        is_person(line) or is_role(line) or is_body(line) or is_acronym(line) or _opening(line, seen.people)[0]
    ) and not (known and len(line.split()) == 1 and len(before.split()) == 1)


def _owners(text: str, seen: _Seen) -> list[str]:
    """The owners that one stretch of a cell names."""
    if len(text) > _LONGEST:
        return [text]
    atoms = _atoms(text)
    if _is_one_remit(atoms):
        return [text]
    if any(_opening(atom.text, seen.people)[0] for atom in atoms):
        return _people(atoms, seen)
    glued = _glued(text, seen)
    if glued:
        return [owner for side in glued for owner in _owners(side, seen)]
    return _bodies(atoms, seen)


def _is_one_remit(atoms: Sequence[_Atom]) -> bool:
    """Whether a text is one role with a list of what it is for: "Head of Parks, Trees and Open Spaces"."""
    first, *inner, last = atoms if len(atoms) > _A_PAIR else (_Atom("", ""), _Atom("", ""))
    listed = bool(inner) and all(each.joins == "," and not is_role(each.text) for each in inner)
    roles = [each for each in atoms for at in _CAPITAL.finditer(each.text) if role_start(each.text, at.start())]
    return listed and roles == [first] and role_start(first.text, 0) and last.joins == "and" and not is_role(last.text)


def _atoms(text: str) -> list[_Atom]:
    """A text cut at its separators, those in brackets left alone."""
    atoms, at, separator = [], 0, ""
    for match in _SEPARATOR.finditer(text):
        if text.count("(", 0, match.start()) > text.count(")", 0, match.start()) or match.start() <= at:
            continue
        kept = re.match(r"\s+with (?=other)", match[0])  # "with other bodies": "other" belongs to the owner
        end = match.start() + len(kept[0]) if kept else match.end()
        atoms.append(_Atom(separator, text[at : match.start()].strip()))
        at, separator = end, text[match.start() : end]
    return [*atoms, _Atom(separator, text[at:].strip())]


def _opening(text: str, people: frozenset[str]) -> tuple[str | None, str | None]:
    """(person, role) where a text is a person, or a person with a role beside the name; else nothing."""
    if len(text) > _LONGEST:
        return None, None
    if is_person(text):
        return text, None
    bracket = re.fullmatch(r"(.+?)\s*[(\[](.+)[)\]]\.?", text)
    dashed = re.fullmatch(r"(.+?)\s+[-–—]\s+(.+)|(.+?):\s+(.+)", text)
    sides = bracket.groups() if bracket else tuple(filter(None, dashed.groups())) if dashed else None
    if sides:
        one, two = sides
        if is_person(one) and not is_person(two):
            return one, two
        if is_person(two) and (is_role(one) or is_body(one)):
            return two, one
    first = opening_person(text, people)
    return (first, text[len(first) :].strip()) if first else (None, None)


def _people(atoms: Sequence[_Atom], seen: _Seen) -> list[str]:
    """The owners of a text that names people: each with the role after the name, a shared one repeated."""
    groups: list[tuple[list[str], str]] = []
    for atom in atoms:
        person, role = _opening(atom.text, seen.people)
        names, said = groups[-1] if groups else ([], "")
        if person and names and not said and not role and is_person(names[-1]):
            names.append(atom.text)
        elif person and not names and said and atom.joins == "," and is_role(said) and not role:
            groups[-1] = ([f"{said}, {atom.text}"], "")  # a role and who holds it
        elif person:
            groups.append(([atom.text], ""))
        elif names and not said and atom.joins == "," and not _is_bare(names[-1]):
            groups[-1] = (names, atom.text)
        elif groups and (not _parts_after_person(names, said, atom, seen)):
            groups[-1] = _extended(names, said, atom)
        else:
            groups.append(([], atom.text))
    return [owner for names, role in groups for owner in _shared(names, role, seen)]


def _is_bare(name: str) -> bool:
    """Whether a name already carries its role, so that what follows a comma is another owner."""
    person, role = _opening(name, frozenset())
    return person is not None and role is not None and "(" in name


def _parts_after_person(names: list[str], said: str, atom: _Atom, seen: _Seen) -> bool:
    """Whether an atom that names nobody is an owner of its own, and not the rest of what stands before it."""
    stands = seen.knows(atom.text) or is_role(atom.text) or is_body(atom.text)
    if names and said:
        return atom.joins in ("/", "with") and stands
    if names:
        return stands if atom.joins != "," else _is_bare(names[-1])
    return _parts_two(said, atom, seen)


def _extended(names: list[str], said: str, atom: _Atom) -> tuple[list[str], str]:
    if names and not said:
        return ([*names[:-1], names[-1] + atom.separator + atom.text], "")
    return (names, said + atom.separator + atom.text)


def _shared(names: list[str], role: str, seen: _Seen) -> list[str]:
    """The owners of one group: everybody with the role where it is of several, else the last alone."""
    if not names:
        return _owners_of_roles(role, seen)
    if not role:
        return names
    everybody = len(names) > 1 and _PLURAL.search(role) is not None
    return [f"{name}, {role}" if everybody or name is names[-1] else name for name in names]


def _owners_of_roles(text: str, seen: _Seen) -> list[str]:
    glued = _glued(text, seen)
    return [owner for side in glued for owner in _owners_of_roles(side, seen)] if glued else [text]


def _bodies(atoms: Sequence[_Atom], seen: _Seen) -> list[str]:
    """The owners of a text that names roles and bodies only."""
    if _is_plain_list(atoms, seen):
        return [atom.text for atom in atoms]
    owners = [atoms[0].text]
    for atom in atoms[1:]:
        if _parts_two(owners[-1], atom, seen):
            owners.append(atom.text)
        else:
            owners[-1] += atom.separator + atom.text
    return owners


def _is_plain_list(atoms: Sequence[_Atom], seen: _Seen) -> bool:
    """Whether a text lists short names of which most, the first among them, stand alone elsewhere in the paper."""
    short = all(len(atom.text.split()) <= _SHORT and atom.text[:1].isupper() for atom in atoms)
    listed = all(atom.joins in (",", "and", "/") for atom in atoms[1:])
    known = sum(seen.knows(atom.text) for atom in atoms)
    return len(atoms) > _A_PAIR and short and listed and seen.knows(atoms[0].text) and 2 * known > len(atoms)


def _parts_two(before: str, atom: _Atom, seen: _Seen) -> bool:
    """Whether a separator stands between two owners, and not inside the name of one."""
    before, atom = _without_part(before), replace(atom, text=_without_part(atom.text))
    left_known, right_known = seen.knows(before), seen.knows(atom.text)
    if atom.joins == "with":
        return is_role(before) or is_body(before) or left_known or is_acronym(before)
    if left_known and right_known:
        return True
    if is_acronym(before) and is_acronym(atom.text):
        return True
    if atom.joins == "/" and " " not in before and " " not in atom.text:
        return True
    left = is_role(before) or is_body(before) or (left_known and not is_acronym(before))
    if is_acronym(before) and atom.separator == " / " and (is_role(atom.text) or is_body(atom.text)):
        return True
    if is_role(atom.text) and (not is_acronym(before) or (is_role(before) and atom.joins == ",")):
        one_word = is_body(before) and not is_role(before) and " " not in before  # "Police and Crime Commissioner"
        return left and not (one_word and not left_known and atom.joins == "and")
    if right_known and left and not role_start(before, 0):
        return True
    return left and _is_people(before, atom)


def _without_part(text: str) -> str:
    """An owner without the part it has in the action: "JM (lead)"."""
    return re.sub(
        r"\s*[(\[](?:lead|support(?:ing|ed)?|joint|overall|sponsor|deputy)[)\]]$", "", text, flags=re.IGNORECASE
    )


def _is_people(before: str, atom: _Atom) -> bool:
    """Whether an atom is a body of its own after another owner: "Head of Housing and Support Services" is one."""
    if not is_body(atom.text):
        return False
    if is_role(before) and not is_body(before):
        return atom.text[0].islower()
    return atom.joins != "and" or " " in before


def _glued(text: str, seen: _Seen) -> tuple[str, str] | None:
    """The two sides of a text in which owners are run together without a separator, else None.

    The place is found by what stands alone elsewhere in the paper (two sides known before one, the longer before the
    shorter), else by an unmistakable role opening after a whole role.
    """
    best: tuple[tuple[int, int], tuple[str, str]] | None = None
    for match in re.finditer(r"(?<=\S)\s+(?=[A-Z])", text):
        left, right = _SEPARATOR_END.sub("", text[: match.start()]).rstrip(" ,"), text[match.end() :]
        if not left or left.split()[-1].casefold() in _CONNECTORS or left.count("(") != left.count(")"):
            continue
        known = [side for side in (left, right) if seen.knows(side) and " " in side]
        whole = all(seen.knows(side) or _is_whole_role(side) for side in (left, right))
        opening = role_start(right, 0) and _is_whole_role(left)
        if (known and whole) or (opening and is_role(right)):
            score = (len(known), max(map(len, known), default=0))
            best = max(best or (score, (left, right)), (score, (left, right)), key=lambda found: found[0])
    return best[1] if best else None


_SEPARATOR_END = re.compile(rf"\s*(?:,|/|,?\s*\band|&|\+|\b(?:{_JOINING}))\s*$", re.IGNORECASE)
_RANKS = frozenset(
    [
        "deputy",
        "assistant",
        "interim",
        "acting",
        "senior",
        "lead",
        "executive",
        "joint",
        "vice",
        "chief",
        "principal",
        "head",
        "director",
    ]
)


def _is_whole_role(text: str) -> bool:
    """Whether a text is a role that needs nothing more: not "Deputy" or "Interim Lead" before another title."""
    words = text.casefold().split()
    return len(words) > 1 and is_role(text) and any(word not in _RANKS for word in words)


def _person_and_role(text: str, seen: _Seen) -> tuple[str | None, str | None]:
    """The person and the role in one owner, where they can be told."""
    person, role = _opening(text, seen.people)
    if person:
        return person, role
    first, comma, rest = text.partition(", ")
    if comma and is_person(first):
        return first, rest
    last = text.rpartition(", ")[2]
    if comma and is_person(last):
        return last, text[: -len(last) - 2]
    return None, text if is_role(text) and not is_body(text) else None
