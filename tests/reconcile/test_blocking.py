"""The indexes miss no pair that is of one plan, whatever titles, organisations, refs and words papers have."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from planmaking import action, entry, log_paper, paper, version

from extract.model import Paper
from reconcile import plans
from reconcile.blocking import Organisations, Partners, _NearTitles
from reconcile.kinship import ALIKE, Source, kinship, source_of
from reconcile.organisations import Sameness, sameness
from reconcile.plans import recognise
from reconcile.settings import ReconcileSettings

ORGANISATIONS = [None, None, "Marlbrook Council", "Marlbrook Borough Council", "Marlbrok Council", "Ashford Trust", "-"]
TITLES = [
    None,
    "Action Plan",
    "Harbour Walls Renewal Plan",
    "Harbour Wals Renewal Plan",
    "Renewal plan: harbour walls, June 2025",
    "Libraries Strategy",
    "Libraries Programme",
    "A",
]
WORDS = ("review", "agree", "publish", "the", "harbour", "wall", "of", "lamps", "and", "in", "every", "ward", "by")


def _text(draw: random.Random) -> str:
    return " ".join(draw.choices(WORDS, k=draw.choice((0, 1, 4, 5, 6, 9, 14))))


def _altered(draw: random.Random, text: str) -> str:
    """The text with words here and there replaced, so that few runs of it are left."""
    return " ".join(draw.choice(WORDS) if draw.random() < 0.3 else word for word in text.split())


def _papers(seed: int, count: int) -> list[Paper]:
    """Issues and change logs that copy each other's wordings, or parts of them, at random."""
    draw = random.Random(seed)
    texts = [_text(draw) for _ in range(8)]
    refs = ["1", "2", "A1", "A2", "A3", "B1", None]
    made = []
    for number in range(count):
        name = f"p{number}"
        held = {
            ref: _altered(draw, draw.choice(texts)) if draw.random() < 0.7 else _text(draw)
            for ref in draw.sample(refs, 5)
        }
        organisation = draw.choice(ORGANISATIONS)
        if draw.random() < 0.25:
            quoted = {ref: text for ref, text in held.items() if ref}
            made.append(log_paper(entry(1, "revised", old=quoted, log=name), name=name, organisation=organisation))
        else:
            actions = [action(ref, text) for ref, text in held.items()]
            issue = version(name, *actions, title=draw.choice(TITLES))
            made.append(replace(paper(name, issue, organisation=organisation), role=draw.choice(("plan", "other"))))
    return made


def _sources(papers: list[Paper]) -> list[Source]:
    return [source for source in map(source_of, papers) if source.contents]


@given(st.integers(0, 10_000), st.integers(2, 14))
@settings(max_examples=60, deadline=None)
def test_every_pair_of_kin_is_among_the_partners(seed: int, count: int) -> None:
    sources = _sources(_papers(seed, count))
    partners = Partners(sources, Organisations([source.organisation for source in sources]))
    for i, one in enumerate(sources):
        for j, other in enumerate(sources):
            if i != j and kinship(one, other):
                assert j in partners.of(i)


@given(st.integers(0, 10_000), st.integers(2, 14))
@settings(max_examples=40, deadline=None)
def test_plans_are_those_that_comparing_all_pairs_gives(seed: int, count: int) -> None:
    papers = _papers(seed, count)
    found = recognise(papers, ReconcileSettings(), {})
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(plans, "Partners", _Everybody)
        assert recognise(papers, ReconcileSettings(), {}) == found


class _Everybody:
    """Partners without an index."""

    def __init__(self, sources: list[Source], _: Organisations) -> None:
        self._all = set(range(len(sources)))

    def of(self, number: int) -> set[int]:
        return self._all - {number}


@given(
    st.text("abc ", min_size=1, max_size=40),
    st.lists(st.tuples(st.integers(0, 60), st.sampled_from("abc -")), max_size=3),
)
@settings(max_examples=200, deadline=None)
def test_titles_that_differ_by_slips_of_the_pen_are_found(title: str, slips: list[tuple[int, str]]) -> None:
    from rapidfuzz import fuzz

    other = title
    for at, letter in slips:
        other = other[:at] + other[at + 1 :] if letter == "-" else other[:at] + letter + other[at:]
    if other and fuzz.ratio(title, other) >= ALIKE:
        assert other in _NearTitles({title: 1, other: 1}).of(title)


def test_papers_of_other_organisations_are_no_partners() -> None:
    """Five councils with one national wording are five times the work of one, not twenty-five times."""
    words = "Publish the harbour wall inspections of every ward by spring with partners."
    places = ("Marlbrook", "Ashford", "Kirkdale", "Wimgate", "Sedport")
    papers = [
        paper(f"{place}{n}", version(f"{place}{n}", action("A1", words), title="Harbours Strategy"), organisation=place)
        for place in places
        for n in range(3)
    ]
    sources = _sources(papers)
    partners = Partners(sources, Organisations([source.organisation for source in sources]))
    assert [len(partners.of(number)) for number in range(len(sources))] == [2] * 15


@given(
    st.lists(
        st.sampled_from(["Marlbrook Council", "MARLBROOK", "Marlbrok Council", "Ash NHS Trust", "Trust", "-", " "])
    )
)
def test_organisations_alike_are_those_that_are_the_same(names: list[str]) -> None:
    held = dict.fromkeys([None, *names])
    organisations = Organisations(names)
    for name in names:
        alike = {other for other in organisations.alike(name, held) if other}
        assert alike == {other for other in names if sameness(name, other) is not Sameness.OTHER}
