"""One plain line for every link: what someone can check who knows nothing of the method."""

from __future__ import annotations

from collections.abc import Sequence

from reconcile.evidence import Evidence
from reconcile.model import Statement
from reconcile.ref_evidence import grew_from
from reconcile.words import Matrix, Terms, terms_in, words_of

__all__ = ["evidence_line"]

COMMONPLACE = 0.5
"""Words rarer than this (0: in every statement, 1: in one only) are the ones counted as rare."""


def evidence_line(
    a: Statement, b: Statement, seen: Evidence, k: int, beside: int, others: Sequence[Statement] = ()
) -> str:
    """What links the two statements: refs, words, section, owner, date, neighbours, and who shares a merge or split.

    `beside`: how many neighbours agree. `others`: the other parts of the merge or split.
    """
    said = [_refs(a, b, seen.same_ref[k]), _words(seen, k), _meaning(seen, k), _section(a, b)]
    owners = {" ".join(words_of(o)) for o in a.owners} & {" ".join(words_of(o)) for o in b.owners}
    said.append("same owner" if owners - {""} else "")
    said.append("same due date" if a.due and a.due == b.due else "")
    said.append(f"{beside} of its neighbours went the same way" if beside > 1 else "")
    said.append(f"together with {', '.join(map(_name, others))}" if others else "")
    return "; ".join(part for part in said if part)


def _refs(a: Statement, b: Statement, same: bool) -> str:
    if same:
        return "same ref" if a.ref == b.ref else f"ref {a.ref} written {b.ref}"
    if grew_from(b.ref, a.ref) or grew_from(a.ref, b.ref):
        return f"ref {a.ref} became {b.ref}"
    return ""


def _words(seen: Evidence, k: int) -> str:
    if seen.identical[k]:
        return "the same words"
    olds = _rare(seen.words, seen.words.old, int(seen.old[k]))
    news = _rare(seen.words, seen.words.new, int(seen.new[k]))
    if not olds or not news:
        return "no rare words to compare"
    common, fewer = len(olds & news), min(len(olds), len(news))
    which = "the shorter text" if len(olds) != len(news) else "either text"
    return f"{common} of {fewer} rare words of {which} shared" if common else "no rare words shared"


def _meaning(seen: Evidence, k: int) -> str:
    closest = seen.with_meaning and seen.measure("least lead in meaning")[k] > 0
    return "each the closest in meaning to the other" if closest else ""


def _name(statement: Statement) -> str:
    """Its ref, or its first words."""
    return statement.ref or "“" + " ".join(statement.text.split()[:5]) + " …”"


def _rare(terms: Terms, side: Matrix, row: int) -> set[int]:
    """The columns of the rare words of one text."""
    return {term for term in terms_in(side, row) if terms.rarity[term] >= COMMONPLACE}


def _section(a: Statement, b: Statement) -> str:
    if not a.section or not b.section:
        return ""
    return "same section" if words_of(a.section) == words_of(b.section) else ""
