from __future__ import annotations

import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.refs import (
    NUMBERED,
    RefShape,
    levels,
    lineage,
    looks_like_ref,
    normalise_ref,
    ref_shape,
    refs_in,
    repair_sequence,
    split_leading_ref,
    split_leading_refs,
)


@pytest.mark.parametrize(
    ("printed", "ref"),
    [
        ("(A)", "A"),
        ("Ai)", "Ai"),
        ("1.", "1"),
        ("SL 2a", "SL2a"),
        ("[KM 12]", "KM12"),
        ("1.2.1", "1.2.1"),
        ("A-03", "A-03"),
        ("A‑03", "A-03"),
        ("007", "007"),
        ("9.1(a)", "9.1(a)"),
        ("(iv)", "iv"),
        ("km7", "km7"),
        ("Ref: KM7", "KM7"),
        ("KM7 (new)", "KM7"),
        ("CYP/23/04", "CYP/23/04"),
        ("MAR1", "MAR1"),
    ],
)
def test_ref_is_normalised_as_the_contract_says(printed: str, ref: str) -> None:
    assert normalise_ref(printed) == ref


@pytest.mark.parametrize(
    "printed",
    [
        "",
        "  ",
        "-",
        "12/03/2024",
        "31.03.25",
        "01.02.2024",
        "March 2024",
        "Sep-24",
        "May",
        "2024",
        "2024/25",
        "57%",
        "£500",
        "We will",
        "TBC",
        "N/A",
        "HR",
        "2 workshops",
        "1st",
        "10am",
        "KM1\nKM2",
        "P9 and P10",
        "H4-H6",
        "CW1 2BJ",
    ],
)
def test_what_is_no_ref_is_none(printed: str) -> None:
    assert normalise_ref(printed) is None


@given(st.text(alphabet=string.ascii_letters + string.digits + " .-/()[]:;#\n–", max_size=14))
@settings(max_examples=300)
def test_normalising_twice_is_normalising_once(printed: str) -> None:
    once = normalise_ref(printed)
    assert once is None or normalise_ref(once) == once


@pytest.mark.parametrize(
    "text", ["KM1", "1", "1.2", "1.2.1", "IN1", "A-03", "AC/12", "R1a", "CLB10", "(iv)", "a)", "3a", "01", "Action 4"]
)
def test_a_ref_is_recognised_by_what_it_holds(text: str) -> None:
    assert looks_like_ref(text)


@pytest.mark.parametrize(
    "text", ["2024", "A", "Green", "0.5", "Q1", "12345", "1,200", "5m", "1-3", "March", "KM", "31/3/25", "Year 1", "No"]
)
def test_a_doubtful_text_is_no_ref_by_itself(text: str) -> None:
    assert not looks_like_ref(text)


@pytest.mark.parametrize(
    ("text", "split"),
    [
        ("1.1 Assess data quality", ("1.1", "Assess data quality")),
        ("KM15a - Develop practice guidance", ("KM15a", "Develop practice guidance")),
        ("21 We will introduce meetings", ("21", "We will introduce meetings")),
        ("(iv) Review the policy", ("iv", "Review the policy")),
        ("1.2.1: publish the list", ("1.2.1", "publish the list")),
    ],
)
def test_a_ref_at_the_start_of_the_text_is_split_off(text: str, split: tuple[str, str]) -> None:
    assert split_leading_ref(text) == split


@pytest.mark.parametrize(
    "text",
    [
        "2 workshops will be held",
        "4 Social Workers to be trained",
        "31 March 2025 is the date",
        "2024 Review",
        "Q1 Report",
        "S47 Enquiries are timely",
        "A new plan",
        "I will",
        "16-25 year olds",
        "1.2m is spent",
        "50% of staff",
    ],
)
def test_a_count_or_measure_at_the_start_is_no_ref(text: str) -> None:
    assert split_leading_ref(text) is None


def test_the_shape_of_the_other_refs_decides() -> None:
    assert split_leading_ref("2 workshops will be held", NUMBERED) == ("2", "workshops will be held")
    assert split_leading_ref("2 workshops will be held", RefShape("KM", "KM9")) is None
    assert split_leading_ref("KM16b Develop", ref_shape("KM7")) == ("KM16b", "Develop")


def test_numbers_that_count_up_a_column_are_refs() -> None:
    texts = ["1 workshops for staff", "2 new posts", "3 visits a year", "4 Publish"]
    assert split_leading_refs(texts) == (
        ("1", "workshops for staff"),
        ("2", "new posts"),
        ("3", "visits a year"),
        ("4", "Publish"),
    )
    assert split_leading_refs(["2 workshops", "5 posts", "3 visits"]) is None


def test_letters_that_prose_sets_before_numbers_are_refs_where_most_of_the_column_has_refs() -> None:
    texts = ["KM4 Open the quay", "S5 Train wardens", "H7 Renew signs", "KM6 Dredge the inlet", "KM9 Count the boats"]
    assert split_leading_refs(texts) == tuple(tuple(text.split(" ", 1)) for text in texts)
    assert split_leading_refs(["S5 Train wardens", "H7 Renew signs", "M6 Close lanes"]) is None
    assert split_leading_refs(["KM4 Open the quay", "Train wardens", "Renew signs", "KM6 Dredge"]) is None


@pytest.mark.parametrize(
    ("text", "refs"),
    [
        ("This is covered by KM15a", ("KM15a",)),
        ("P9 and P10 are merged", ("P9", "P10")),
        ("KM4-KM6", ("KM4", "KM5", "KM6")),
        ("KM4-6 are closed", ("KM4", "KM5", "KM6")),
        ("actions 3 to 5", ("3", "4", "5")),
        ("Actions 3, 4 and 7 in 2024", ("3", "4", "7")),
        ("1.2 and 1.3", ("1.2", "1.3")),
        ("covered under P6 - Develop guidance", ("P6",)),
        ("in Q1 the KS2 results and S47 enquiries", ()),
        ("ages 3 to 5, 57% of 1.2m", ()),
        ("Council Chamber, Marlbrook MB12 3QX", ()),
    ],
)
def test_refs_are_found_in_prose(text: str, refs: tuple[str, ...]) -> None:
    assert refs_in(text) == refs


def test_the_plans_own_prefixes_overrule_what_prose_usually_means() -> None:
    known = frozenset({"S46", "H4"})
    assert refs_in("S47 and H5 were closed, WT13 was not", known) == ("S47", "H5")
    assert refs_in("see 1.2 above", frozenset({"1.2"})) == ("1.2",)


def _refs(*printed: str | None) -> list[str | None]:
    return [row.ref for row in repair_sequence(printed)]


def _reason(position: int, *printed: str | None) -> str | None:
    return repair_sequence(printed)[position].reason


def test_a_lost_digit_between_two_neighbours_is_repaired() -> None:
    assert _refs("KM9", "KM1", "KM11") == ["KM9", "KM10", "KM11"]
    assert _reason(1, "KM9", "KM1", "KM11") == "digit lost: between KM9 and KM11"


def test_a_lost_prefix_letter_is_repaired() -> None:
    assert _refs("KM13", "M14", "KM15") == ["KM13", "KM14", "KM15"]
    assert _reason(1, "KM13", "M14", "KM15") == "prefix letter lost: between KM13 and KM15"


def test_an_empty_first_ref_is_the_one_before_the_second() -> None:
    assert _refs(None, "2", "3") == ["1", "2", "3"]
    assert _reason(0, "", "2", "3") == "ref not printed: first of the sequence, before 2"


def test_an_empty_ref_in_an_unbroken_sequence_is_filled() -> None:
    assert _refs("KM1", " ", "KM3") == ["KM1", "KM2", "KM3"]


def test_an_empty_ref_where_no_number_is_free_stays_empty() -> None:
    assert _refs("KM1", None, "KM2") == ["KM1", None, "KM2"]


def test_an_empty_ref_where_a_prefix_changes_is_ambiguous() -> None:
    assert _refs("KM16", None, "LN2") == ["KM16", None, "LN2"]


def test_a_misread_character_is_repaired() -> None:
    assert _refs("11", "l2", "13") == ["11", "12", "13"]
    assert _refs("KM9", "KMlO", "KM11") == ["KM9", "KM10", "KM11"]
    assert _reason(1, "11", "l2", "13") == "character misread: between 11 and 13"


def test_the_zero_that_a_spreadsheet_drops_comes_back() -> None:
    assert _refs("1.8", "1.9", "1.1", "2.1")[2] == "1.1"  # nothing printed it before: it may be what is meant
    assert _refs("1.1", "1.2", "1.8", "1.9", "1.1", "2.1")[4] == "1.10"


def test_two_actions_with_one_ref_stay_two() -> None:
    assert _refs("KM4", "KM5", "KM5", "KM7") == ["KM4", "KM5", "KM5", "KM7"]


def test_a_ref_that_no_damage_explains_stays() -> None:
    assert _refs("KM4", "LN7", "KM6") == ["KM4", "LN7", "KM6"]


def test_a_repair_never_takes_another_rows_ref() -> None:
    assert _refs("KM10", "KM9", "KM1", "KM11")[2] == "KM1"


def test_tables_that_start_again_are_sequences_of_their_own() -> None:
    assert _refs("1", "2", "3", "1", "2", "3") == ["1", "2", "3", "1", "2", "3"]
    assert all(row.missing_before == () for row in repair_sequence(["1", "2", "3", "1", "2", "3"]))


def test_refs_stepped_over_are_missing() -> None:
    assert repair_sequence(["KM1", "KM3"])[1].missing_before == ("KM2",)
    assert repair_sequence(["KM1", "LN2"])[1].missing_before == ("LN1",)


def test_a_ref_split_into_sub_refs_is_not_missing() -> None:
    assert all(not row.missing_before for row in repair_sequence(["KM14", "KM15a", "KM15b", "KM16"]))


def test_a_wrongly_joined_table_start_is_not_bent_to_a_stray_ref() -> None:
    assert _refs("1", "2", "l3", "4") == ["1", "2", "l3", "4"]


@given(
    st.lists(
        st.tuples(st.sampled_from(["KM", "A", "LN", "1.", "2.3.", ""]), st.integers(1, 14), st.booleans()),
        min_size=1,
        max_size=5,
        unique_by=lambda series: series[0],
    )
)
@settings(max_examples=150)
def test_an_undamaged_sequence_comes_back_as_it_is(series: list[tuple[str, int, bool]]) -> None:
    refs = [f"{prefix}{n + 1}" for prefix, count, _ in series for n in range(count)]
    rows = repair_sequence(refs)
    assert [row.ref for row in rows] == refs
    assert all(row.reason is None and row.missing_before == () for row in rows)


@given(st.integers(3, 30), st.data())
@settings(max_examples=100)
def test_one_empty_ref_anywhere_inside_is_filled_and_said(count: int, data: st.DataObject) -> None:
    refs: list[str | None] = [f"KM{n + 1}" for n in range(count)]
    gap = data.draw(st.integers(0, count - 2))
    rows = repair_sequence([*refs[:gap], None, *refs[gap + 1 :]])
    assert [row.ref for row in rows] == refs
    assert [bool(row.reason) for row in rows] == [i == gap for i in range(count)]


@given(st.lists(st.one_of(st.none(), st.text(alphabet="KMIl1O0239. a", max_size=5)), max_size=12))
@settings(max_examples=200)
def test_every_row_keeps_its_place_and_every_change_has_its_reason(printed: list[str | None]) -> None:
    rows = repair_sequence(printed)
    assert len(rows) == len(printed)
    for text, row in zip(printed, rows, strict=True):
        assert row.reason or row.ref == (normalise_ref(text) if text else None)


@pytest.mark.parametrize(
    ("a", "b", "relation"),
    [
        ("KM15", "KM15a", "child"),
        ("KM15a", "KM15", "parent"),
        ("1.2", "1.2.1", "child"),
        ("1.2.1", "1.2.2", "sibling"),
        ("KM15a", "KM15b", "sibling"),
        ("KM1", "KM2", None),
        ("A", "Ai", "child"),
        ("KM01", "km1", "same"),
        ("KM1", "KM11", None),
    ],
)
def test_lineage(a: str, b: str, relation: str | None) -> None:
    assert lineage(a, b) == relation


def test_levels_read_a_ref_as_a_path() -> None:
    assert levels("KM15a") == ("KM", "15", "a")
    assert levels("Aiv") == ("A", "iv")
