from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.claim_values import values_in
from extract.document import Block, Box, Cell, Document, Heading, Paragraph, Piece
from extract.minutes import meeting_facts, read_claims
from extract.model import Claim

SHARED = Path(__file__).parents[3] / "shared"


def _document(*blocks: Block | str, furniture: tuple[str, ...] = ()) -> Document:
    made = tuple(Paragraph(b, line=i + 1) if isinstance(b, str) else b for i, b in enumerate(blocks))
    return Document("text", "text/plain", made, furniture=tuple(Paragraph(text) for text in furniture))


def _claims(*blocks: Block | str) -> tuple[Claim, ...]:
    return read_claims(_document(*blocks), "0123456789ab", dt.date(2025, 3, 4))


def _read(*blocks: Block | str) -> list[tuple[float, str, tuple[str, ...]]]:
    return [(claim.value, claim.unit, claim.ratings) for claim in _claims(*blocks)]


def test_a_sentence_with_two_figures_makes_two_claims() -> None:
    text = "62% of the Greening Plan was complete; there were currently 14 amber E actions showing on the Plan."
    share, count = _claims(text)
    assert (share.statement, share.value, share.unit) == ("62% of the Greening Plan was complete", 62.0, "percent")
    assert share.subject == "share of the Greening Plan that is complete"
    assert (count.value, count.unit, count.ratings) == (14.0, "count", ("amber e",))
    assert count.statement == "there were currently 14 amber E actions showing on the Plan"
    assert count.subject == "amber E actions showing on the Plan"
    assert share.sentence == count.sentence == text
    assert share.plan_words == count.plan_words == "Greening Plan"


@pytest.mark.parametrize(
    ("sentence", "read"),
    [
        ("Fifty-seven per cent of the Greening Plan had been delivered.", [(57.0, "percent", ("delivered",))]),
        ("12 of the 48 actions in the Greening Plan are complete.", [(12.0, "count", ("complete",))]),
        ("No actions in the Greening Plan are rated red.", [(0.0, "count", ("red",))]),
        ("The Greening Plan contains 118 actions.", [(118.0, "count", ())]),
        ("The Greening Plan was now 64% complete, up from 57% in May.", [(64.0, "percent", ("complete",))]),
        ("Completion of the Greening Plan stood at 57%.", [(57.0, "percent", ("complete",))]),
        ("Under the Greening Plan five actions remain to be completed.", [(5.0, "count", ("not complete",))]),
        ("In the Greening Plan 9 actions are rated red or amber.", [(9.0, "count", ("red", "amber"))]),
    ],
)
def test_claims_of_several_wordings(sentence: str, read: list[tuple[float, str, tuple[str, ...]]]) -> None:
    assert _read(sentence) == read


def test_a_list_of_figures_is_read_one_by_one() -> None:
    sentence = "Of the 48 actions in the Greening Plan, 12 were complete, 30 were on track and six were overdue."
    assert _read(sentence) == [
        (48.0, "count", ()),
        (12.0, "count", ("complete",)),
        (30.0, "count", ("on track",)),
        (6.0, "count", ("overdue",)),
    ]


def test_reported_speech_is_left_out_of_the_statement() -> None:
    (claim,) = _claims("Officers reported that 70% of actions in the Greening Plan were complete.")
    assert claim.statement == "70% of actions in the Greening Plan were complete"
    assert claim.subject == "share of actions that are complete"


@pytest.mark.parametrize(
    ("sentence", "value", "bound", "scope"),
    [
        ("Two of the nine actions were overdue.", 2, "exactly", None),
        ("Six actions in the plan are on track.", 6, "exactly", None),
        ("Three of the four actions in Priority 3 were on track.", 3, "exactly", "in Priority 3"),
        ("Of the actions under Homes, one was complete.", 1, "exactly", "under Homes"),
        ("In Priority 2, one action was complete.", 1, "exactly", "Priority 2"),
        ("Four of the actions led by the Clerk were overdue.", 4, "exactly", "led by the Clerk"),
        ("Five actions that she had raised are overdue.", 5, "exactly", "that she had raised are overdue"),
        ("Five actions that are overdue are in the plan.", 5, "exactly", None),
        ("Over 60% of actions are on track.", 60, "over", None),
        ("More than five actions are overdue.", 5, "over", None),
        ("No more than five actions are overdue.", 5, "at most", None),
        ("At least 40% of the actions in Priority 1 are complete.", 40, "at least", "in Priority 1"),
        ("Nearly 50% of actions were complete.", 50, "about", None),
        ("Just over 50% of actions were complete.", 50, "about", None),
        ("Fewer than ten actions are red.", 10, "under", None),
        ("The plan was 64% complete, up from 57%.", 64, "exactly", None),
        ("11% of actions had been completed, against a target of 50%.", 11, "exactly", None),
        ("Three actions are in progress in the plan.", 3, "exactly", None),
    ],
)
def test_how_far_a_figure_reaches(sentence: str, value: int, bound: str, scope: str | None) -> None:
    (claim,) = _claims(Heading("Greening Plan", 1), sentence)
    assert (claim.value, claim.bound, claim.scope) == (value, bound, scope)


def test_the_part_of_the_plan_stands_in_the_subject() -> None:
    (claim,) = _claims(Heading("Greening Plan", 1), "40% of the actions in Priority 1 are complete.")
    assert claim.subject == "share of the actions in Priority 1 that are complete"


def test_actions_are_the_plans_that_the_heading_names() -> None:
    (claim,) = _claims(Heading("Greening Plan: progress", 1), "Three actions were overdue.")
    assert (claim.value, claim.ratings, claim.plan_words) == (3.0, ("overdue",), "Greening Plan")
    assert _claims("Three actions were overdue.") == ()


@pytest.mark.parametrize(
    "sentence",
    [
        "90% of audits in the Greening Plan were completed on time.",
        "45% of children's care plans were complete.",
        "The Local Plan was 80% complete.",
        "There were 12 enforcement actions completed under the Greening Plan.",
        "60% of the actions in the Greening Plan will be complete by March.",
        "The target is 90% of the Greening Plan complete.",
        "Members asked whether 50% of the Greening Plan was complete.",
        "Three of the actions in the Greening Plan were overdue at the last meeting.",
        "The Greening Plan for young people aged 16-25 was launched and is on track.",
        "£1.2m of the Greening Plan budget was spent on completed actions.",
        "57% of the Greening Plan budget is on track.",
        "Three officers had completed training in line with the Greening Plan.",
        "See page 3 of the Greening Plan for the completed actions.",
        "The 2024 Greening Plan is available; 3 The 2023 Action Plan is closed.",
        "On 12 March the Greening Plan actions were complete.",
        "Six actions in the Greening Plan have been completed since April.",
        "Six actions in the Greening Plan were completed during the quarter.",
    ],
)
def test_what_is_no_claim(sentence: str) -> None:
    assert _claims(Heading("Greening Plan", 1), sentence) == ()


def test_tables_and_headings_make_no_claims() -> None:
    cell = Cell("57% of the Greening Plan was complete", 0, 0)
    piece = Piece((cell, Cell("x", 0, 1)), 1, 2, "ruled")
    assert _claims(Heading("57% of the Greening Plan was complete", 1), piece) == ()


def test_a_claim_knows_its_place_and_keeps_its_id() -> None:
    block = Paragraph("57% of the Greening Plan was complete.", page=4, box=Box(10.04, 20, 30, 40), line=7)
    (claim,) = _claims(block)
    assert (claim.places[0].page, claim.places[0].line, claim.places[0].x0) == (4, 7, 10.0)
    assert claim.claim_id == _claims("Noted.", block)[0].claim_id
    assert claim.claim_id.startswith("0123456789ab/claim-")
    assert claim.meeting_date == dt.date(2025, 3, 4)


def test_a_repeated_statement_is_one_claim() -> None:
    text = "57% of the Greening Plan was complete."
    assert len(_claims(text, text)) == 1


@given(st.text(alphabet="57% of the Plan actions were complete; 3 red, and twelve no 2024.\n", max_size=80))
@settings(max_examples=200)
def test_every_statement_stands_in_its_sentence(text: str) -> None:
    for claim in _claims(Heading("Greening Plan", 1), text):
        assert claim.statement in claim.sentence
        assert claim.unit == "count" or 0 <= claim.value <= 100


@given(st.integers(0, 999))
@settings(max_examples=60)
def test_figures_are_read_as_printed(number: int) -> None:
    (value,) = values_in(f"There were {number} actions")
    assert (value.number, value.unit) == (number, "count")


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("forty-eight", 48),
        ("one hundred and eighteen", 118),
        ("a hundred", 100),
        ("twelve", 12),
        ("1,204", 1204),
        ("none", 0),
    ],
)
def test_numbers_in_words(words: str, number: int) -> None:
    assert [value.number for value in values_in(f"there were {words} actions")] == [number]


def test_meeting_of_a_minutes_page() -> None:
    facts = meeting_facts(
        _document(
            Heading("Agenda item", 1),
            Heading("Greening Plan Progress Report", 2),
            "Minutes of a meeting of the Parks and Play Committee held on Monday, 8th July, 2024 in the Town Hall",
            "Marlbrook Borough Council",
        )
    )
    assert facts.title == "Greening Plan Progress Report"
    assert facts.committee == "Parks and Play Committee"
    assert facts.organisation == "Marlbrook Borough Council"
    assert facts.meeting_date == dt.date(2024, 7, 8)


def test_meeting_of_an_agenda_front() -> None:
    facts = meeting_facts(
        _document("Parks and Play Committee", "Agenda", "Date: Tuesday, 4th March, 2025", "Time: 2.00 pm")
    )
    assert (facts.committee, facts.meeting_date) == ("Parks and Play Committee", dt.date(2025, 3, 4))
    assert facts.organisation is None


def test_meeting_of_a_labelled_table_front() -> None:
    cells = [("Meeting:", "Cabinet"), ("Date of meeting:", "4 March 2025"), ("Report of:", "Director of Place")]
    front = Piece(tuple(Cell(text, r, c) for r, row in enumerate(cells) for c, text in enumerate(row)), 3, 2, "ruled")
    facts = meeting_facts(_document(front, "The council is Marlbrook Council."))
    assert (facts.committee, facts.meeting_date, facts.organisation) == (
        "Cabinet",
        dt.date(2025, 3, 4),
        "Marlbrook Council",
    )


def test_committee_is_told_by_its_resolution() -> None:
    facts = meeting_facts(
        _document("Greening Plan", "RESOLVED:", "That the Parks and Play Committee", "Note the plan.")
    )
    assert facts.committee == "Parks and Play Committee"


def test_the_date_of_another_meeting_is_not_this_ones() -> None:
    facts = meeting_facts(
        _document("Minutes of the last meeting held on 8 July 2024", "Next meeting: 9 September 2024")
    )
    assert facts.meeting_date is None


def test_a_paper_that_names_no_meeting_has_none() -> None:
    facts = meeting_facts(_document("We will plant 40 trees. The council agreed that every council should."))
    assert (facts.organisation, facts.committee, facts.meeting_date) == (None, None, None)


@pytest.mark.parametrize(
    ("line", "organisation"),
    [
        ("Wexmoor Fire and Rescue Authority", "Wexmoor Fire and Rescue Authority"),
        ("Marlbrook and Vale Integrated Care Board", "Marlbrook and Vale Integrated Care Board"),
        ("Marlbrook Constabulary", "Marlbrook Constabulary"),
        ("Vale Learning Trust", "Vale Learning Trust"),
        ("The work is done with Vale Police", None),
        ("Local Highway Authority duties", None),
    ],
)
def test_bodies_that_are_no_councils(line: str, organisation: str | None) -> None:
    assert meeting_facts(_document(line)).organisation == organisation


def test_organisation_stands_in_the_page_header() -> None:
    assert (
        meeting_facts(_document("Plan", furniture=("City of Marlbrook Council",))).organisation
        == "City of Marlbrook Council"
    )


@pytest.mark.skipif(not (SHARED / "gold").is_dir(), reason="the given papers are not here")
def test_claims_of_the_given_minutes() -> None:
    gold = json.loads((SHARED / "gold" / "004.json").read_text(encoding="utf-8"))
    (seed,) = (SHARED / "seeds").glob("004_*.txt")
    lines = [line.strip() for line in seed.read_text(encoding="utf-8").splitlines() if line.strip()]
    found = {(claim.statement, claim.subject, claim.value, claim.unit) for claim in _claims(*lines)}
    assert found == {(c["statement"], c["subject"], float(c["value"]), c["unit"]) for c in gold["claims"]}
    assert meeting_facts(_document(*lines)).committee == gold["committee"]


def test_the_whole_of_those_counted_is_no_claim_of_its_own() -> None:
    said = "In the Greening Plan the rating of the 80 actions was 45 green and 25 amber."
    assert [value for value, _, _ in _read(said)] == [45.0, 25.0]
    listed = "The Greening Plan has 52 actions in total: 20 green and 22 amber."
    assert (52.0, "count", ("green",)) not in _read(listed)


def test_claims_in_a_table_that_frames_the_minutes_are_read() -> None:
    said = "The Director reported to the Board that 62% of the Greening Plan was complete at the end of May."
    cells = (Cell("1.", 0, 0), Cell(said, 0, 1))
    assert _read(Piece(cells, 1, 2, "markup")) == [(62.0, "percent", ("complete",))]
