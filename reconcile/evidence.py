"""What speaks for and against a pair of statements being the same commitment, as a few plain numbers for each pair.

Every measure is the same when the versions are swapped, so that swapping them mirrors the links.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from extract.owners import role_key
from reconcile.candidates import candidate_pairs
from reconcile.meaning import Meaning
from reconcile.model import Statement
from reconcile.ref_evidence import comparable_refs, equal_refs, ref_measures, ref_weight, refs_trusted
from reconcile.rivals import best_other, rank_in, rival_of
from reconcile.words import Floats, Indexes, Matrix, Terms, phrases_of, row_products, words_of

__all__ = ["MEASURES", "Evidence", "gather"]

Flags = npt.NDArray[np.bool_]
MEASURES = (
    "covered", "also elsewhere", "best lead", "least lead", "closest", "rare word lead",
    "section helps", "same section", "same ref", "ref alone", "ref elsewhere", "ref grew", "owner", "due",
    "best lead in meaning", "least lead in meaning", "best lead in place", "least lead in place",
)  # fmt: skip
"""The columns of `Evidence.table`; `gather` and the functions it calls say what each is."""
ALIKE = 0.2
"""Being the closest of all counts less and less under this likeness: in a short version something always is."""


@dataclass(frozen=True)
class Evidence:
    """The candidate pairs (`old[k]`, `new[k]`) and a row of `MEASURES` for each.

    `likeness`: how alike the words are, 0..1. `identical`: the same words in the same order.
    `refs_trusted`: null where no ref is in both versions.
    """

    old: Indexes
    new: Indexes
    table: Floats
    likeness: Floats
    identical: Flags
    same_ref: Flags
    refs_trusted: float | None
    words: Terms
    with_meaning: bool = False

    def measure(self, name: str) -> Floats:
        """One column of the table."""
        return np.asarray(self.table[:, MEASURES.index(name)], dtype=np.float64)


def gather(old: Sequence[Statement], new: Sequence[Statement], meaning: Meaning | None = None) -> Evidence:
    """Find the candidate pairs of two versions and measure each of them. `meaning`: where embeddings are used."""
    old, new = comparable_refs(old, new)
    words = [[words_of(s.text) for s in side] for side in (old, new)]
    views = _views(words, [[words_of(s.section or "") for s in side] for side in (old, new)])
    i, j = candidate_pairs(old, new, words, (views["phrases"], views["with section"]), meaning)
    alike = {name: row_products(view.old, view.new, i, j) for name, view in views.items()}
    likeness = np.round((alike["phrases"] + alike["words"]) / 2, 9)
    same = equal_refs(old, new, i, j)
    nearness = np.minimum(rank_in(i, likeness), rank_in(j, likeness))
    trusted = refs_trusted(likeness, nearness, same, min(len(old), len(new)))
    coverage = _coverage(views["words"], i, j, likeness)
    comparable = np.array([bool(words[0][a] and words[1][b]) for a, b in zip(i, j, strict=True)], dtype=bool)
    known = np.where(comparable, coverage["covered"], 1.0)
    people = _people_and_dates(old, new, i, j)
    columns = {
        **_leads(i, j, likeness),
        **coverage,
        "closest": (nearness == 0) * np.minimum(1.0, likeness / ALIKE),
        "section helps": alike["with section"] - alike["phrases"],
        "same section": alike["section title"] - _by_chance(views["section title"]),
        **ref_measures(old, new, i, j, known, _strangers(old, new, i, j, people["owner"]), ref_weight(trusted)),
        **people,
        **_meaning_leads(i, j, meaning),
    }
    table = np.column_stack([columns[name] for name in MEASURES])
    identical = np.array(
        [bool(words[0][a]) and words[0][a] == words[1][b] for a, b in zip(i, j, strict=True)], dtype=bool
    )
    return Evidence(i, j, table, likeness, identical, same, trusted, views["words"], meaning is not None)


def _views(words: list[list[list[str]]], titles: list[list[list[str]]]) -> dict[str, Terms]:
    """The texts as words, as phrases, as phrases with the title of their section, and that title alone."""
    phrases = [[phrases_of(w) for w in side] for side in words]
    placed = [[p + t for p, t in zip(ps, ts, strict=True)] for ps, ts in zip(phrases, titles, strict=True)]
    named = {"words": words, "phrases": phrases, "with section": placed, "section title": titles}
    return {name: Terms.of(a, b) for name, (a, b) in named.items()}


def _by_chance(titles: Terms) -> float:
    """How alike the section titles of two statements are that are picked blindly: all, in a plan of one section."""
    across = titles.old.sum(axis=0) @ titles.new.sum(axis=0).T
    pairs: int = titles.old.shape[0] * titles.new.shape[0]
    return float(np.asarray(across).ravel()[0]) / pairs


def _leads(i: Indexes, j: Indexes, likeness: Floats) -> dict[str, Floats]:
    """How far the pair is ahead of (or behind) the best other partner of each of the two."""
    of_old, of_new = likeness - best_other(i, likeness), likeness - best_other(j, likeness)
    return {"best lead": np.maximum(of_old, of_new), "least lead": np.minimum(of_old, of_new)}


def _meaning_leads(i: Indexes, j: Indexes, meaning: Meaning | None) -> dict[str, Floats]:
    """The same for closeness in meaning, of the texts and of the texts in their sections; 0 without vectors."""
    leads = {name: np.zeros(len(i)) for name in MEASURES if name.endswith(("in meaning", "in place"))}
    if meaning is None or not len(meaning.old_open) or not len(meaning.new_open):
        return leads
    both = np.isin(i, meaning.old_open) & np.isin(j, meaning.new_open)
    for kind, (old, new) in zip(("meaning", "place"), meaning.views(), strict=True):
        average = old[meaning.old_open].mean(axis=0), new[meaning.new_open].mean(axis=0)
        closeness = np.round(_closeness(old - average[1] / 2, new - average[0] / 2, i[both], j[both]), 6)
        for which, values in _leads(i[both], j[both], closeness).items():
            leads[f"{which} in {kind}"][both] = values
    return leads


def _closeness(old: Floats, new: Floats, i: Indexes, j: Indexes) -> Floats:
    """How close in meaning, of vectors from which what a text shares with the average one was taken."""
    return np.asarray(np.einsum("kd,kd->k", old[i], new[j]), dtype=np.float64)


def _coverage(terms: Terms, i: Indexes, j: Indexes, likeness: Floats) -> dict[str, Floats]:
    """How much of the texts, by weight of rare words, the pair has in common.

    `covered`: the share of the one that is covered best. `also elsewhere`: how much of the smaller share a
    better partner has as well. `rare word lead`: how many more rare words the two share than either does with another
    partner (log scale).
    """
    held_old, held_new = terms.present()
    weigh_old, weigh_new = (m.multiply(terms.rarity).tocsr() for m in (held_old, held_new))
    whole_old, whole_new = (np.maximum(np.asarray(w.sum(axis=1)).ravel(), 1e-9) for w in (weigh_old, weigh_new))
    shared = np.round(row_products(weigh_old, held_new, i, j), 9)
    only_new = (shared - _also_in(held_old, weigh_new, i, j, rival_of(j, i, likeness))) / whole_new[j]
    only_old = (shared - _also_in(held_new, weigh_old, j, i, rival_of(i, j, likeness))) / whole_old[i]
    of_old, of_new, only = shared / whole_old[i], shared / whole_new[j], np.minimum(only_old, only_new)
    lead = shared - np.maximum(best_other(i, shared), best_other(j, shared))
    return {
        "covered": np.maximum(of_old, of_new),
        "also elsewhere": np.minimum(of_old, of_new) - only,
        "rare word lead": np.sign(lead) * np.log1p(np.abs(lead)),
    }


def _also_in(held: Matrix, whole: Matrix, part: Indexes, of: Indexes, rival: Indexes) -> Floats:
    """The weight of the words that a part shares with a whole and that the rival part has as well."""
    known = np.flatnonzero(rival >= 0)
    weight = np.zeros(len(part))
    for k in range(0, len(known), 20_000):
        some = known[k : k + 20_000]
        both = held[part[some]].multiply(held[rival[some]])
        weight[some] = np.asarray(both.multiply(whole[of[some]]).sum(axis=1)).ravel()
    return weight


def _people_and_dates(old: Sequence[Statement], new: Sequence[Statement], i: Indexes, j: Indexes) -> dict[str, Floats]:
    """Owners in common (1) or none in common although both have some (−1); the same last day in time (1)."""
    owners = [[{" ".join(words_of(role_key(o))) for o in s.owners} - {""} for s in side] for side in (old, new)]
    owner = [_agree(owners[0][a], owners[1][b]) for a, b in zip(i, j, strict=True)]
    due = [float(bool(old[a].due) and old[a].due == new[b].due) for a, b in zip(i, j, strict=True)]
    return {"owner": np.array(owner, dtype=np.float64), "due": np.array(due, dtype=np.float64)}


def _strangers(old: Sequence[Statement], new: Sequence[Statement], i: Indexes, j: Indexes, owner: Floats) -> Flags:
    """Where both statements have an owner and a date, and neither is the same."""
    dues = [bool(old[a].due) and bool(new[b].due) and old[a].due != new[b].due for a, b in zip(i, j, strict=True)]
    return np.asarray((owner < 0) & np.array(dues, dtype=bool), dtype=bool)


def _agree(a: set[str], b: set[str]) -> float:
    if not a or not b:
        return 0.0
    return 1.0 if a & b else -1.0
