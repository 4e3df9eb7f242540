"""What holds for every text: no error, no date that is not supported, and the same reading each time."""

from __future__ import annotations

import datetime as dt
import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from extract.timescales import (
    TimeContext,
    due_by_of,
    find_dates,
    looks_like_timescale,
    read_date,
    read_period,
    read_timescale,
    why_none,
)

GOLD = Path(__file__).parents[3] / "shared" / "gold"

PHRASES = [
    "June", "may", "March 2025", "31/03/25", "Q1", "2024/25", "24/25", "11/12", "by", "the end of", "mid", "early",
    "from", "to", "until", "-", "–", "/", ",", ";", "(", ")", "and", "&", "or", "\n", ".", "monthly", "each",
    "quarter", "every 3 months", "ongoing", "TBC", "complete", "was", "now", "revised to", "following",
    "throughout", "the year", "within", "3", "months", "of", "Board", "Phase", "1", "2", "31", "2025",
    "Autumn term", "winter", "Easter", "w/c", "next", "financial year", "not", "review", "annually", "in",
    "onwards", "before", "between", "Year", "FY24", "1st", "'24", "9999", "start", "N/A", "%", "£", "a)",
    "immediately", "29 Feb",
]  # fmt: skip
cells = st.one_of(
    st.text(max_size=60),
    st.lists(st.sampled_from(PHRASES), max_size=10).map(" ".join),
    st.lists(st.sampled_from(PHRASES), max_size=6).map("".join),
)
days = (
    st.none() | st.dates(dt.date(1, 1, 1), dt.date(9999, 12, 31)) | st.dates(dt.date(1999, 1, 1), dt.date(2060, 1, 1))
)
contexts = st.builds(
    TimeContext,
    as_at=days,
    period_start=days,
    period_end=days,
    nearest=days,
    day_first=st.booleans(),
    year_starts=st.integers(1, 12),
)
quick = settings(max_examples=150)


def _years(*points: str | None) -> set[str]:
    return {point[:4].lstrip("0") for point in points if point}


def _printed_years(text: str, inferred: str | None) -> set[str]:
    numbers = set(re.findall(r"[0-9]+", f"{text} {inferred or ''}"))
    century = {f"20{n}" for n in numbers if len(n) == 2} | {f"19{n}" for n in numbers if len(n) == 2}
    following = {str(int(n[:4]) + 1) for n in re.findall(r"[0-9]{4}(?=[-/])", text)}
    return numbers | century | following


@quick
@given(cells, contexts)
@example("w/c 31 December 2024", TimeContext())
@example("within 9999 years", TimeContext(as_at=dt.date(2024, 1, 1)))
@example("9" * 5000 + " June 2024", TimeContext())
@example("²³ June ²⁰²⁴ ٢٠٢٤", TimeContext())
def test_every_text_has_a_reading(printed: str, context: TimeContext) -> None:
    for milestone in read_timescale(printed, context):
        assert milestone.due_by == (due_by_of(milestone.due) if milestone.due else None)
        if milestone.start and milestone.due_by:
            assert dt.date.fromisoformat((milestone.start + "-01-01")[:10]) <= milestone.due_by
        if milestone.kind == "none":
            assert (milestone.start, milestone.due, milestone.rrule) == (None, None, None)
            assert why_none(milestone) in ("missing", "unreadable")
        else:
            assert milestone.start or milestone.due or milestone.rrule or milestone.kind in (
                "ongoing", "done", "scoping", "unchanged")  # fmt: skip


@quick
@given(cells, contexts)
def test_every_year_is_printed_or_said(printed: str, context: TimeContext) -> None:
    for milestone in read_timescale(printed, context):
        supported = _printed_years(printed, milestone.inferred)
        assert _years(milestone.start, milestone.due) <= supported


@quick
@given(cells, contexts)
def test_white_space_around_and_case_change_nothing(printed: str, context: TimeContext) -> None:
    def meaning(text: str) -> list[tuple[str | None, ...]]:
        return [(m.kind, m.start, m.due, m.rrule, m.inferred) for m in read_timescale(text, context)]

    read = meaning(printed)
    assert meaning(f"  {printed} \t") == read
    assert meaning(printed) == read
    if printed.isascii():
        assert meaning(printed.upper()) == read
        assert meaning(printed.lower()) == read


@quick
@given(cells)
def test_the_other_readings_take_any_text(text: str) -> None:
    assert looks_like_timescale(text) in (True, False)
    date, period = read_date(text), read_period(text)
    assert date is None or due_by_of(date)
    assert period is None or period[0] < period[1]
    for edtf, start, end in find_dates(text):
        assert due_by_of(edtf)
        assert read_date(text[start:end]) == edtf


@quick
@given(st.dates(dt.date(1995, 1, 1), dt.date(2053, 12, 31)), contexts)
def test_a_full_date_is_read_in_every_form(day: dt.date, context: TimeContext) -> None:
    month = day.strftime("%B")
    forms = [
        f"{day.day} {month} {day.year}",
        f"{month} {day.day}, {day.year}",
        day.isoformat(),
        f"by {day.day} {month[:3]} {day.year}",
        f"{day.day}-{month[:3]}-{day.year}",
        f"{month.upper()} {day.day} {day.year}",
    ]
    numeric = f"{day:%d/%m/%Y}" if context.day_first else f"{day:%m/%d/%Y}"
    for form in [*forms, numeric]:
        (milestone,) = read_timescale(form, context)
        assert (milestone.kind, milestone.due, milestone.due_by) == ("due", day.isoformat(), day)
        assert milestone.inferred is None


def _date(edtf: str | None, last: bool = False) -> dt.date | None:
    if not edtf:
        return None
    return due_by_of(edtf) if last else dt.date.fromisoformat((edtf + "-01-01")[:10])


def _gold_cells() -> list[tuple[str, str, TimeContext, list[dict[str, Any]]]]:
    cells = []
    for path in sorted([*GOLD.glob("*.json"), *GOLD.glob("real/*.json")]):
        gold = json.loads(path.read_text("utf-8"))
        if not isinstance(gold, dict) or "actions" not in gold:
            continue
        start, _, end = (gold.get("period") or "").partition("/")
        pairs = [(a.get("timescale"), a.get("milestones")) for a in gold["actions"]]
        pairs += [(c.get("new_timescale"), c.get("new_milestones")) for c in gold.get("changes", [])]
        known = [(text, made) for text, made in pairs if text and made]
        dated = [due_by_of(m["due"]) for _, made in known for m in made if m["due"] and not m.get("inferred")]
        nearest = max((day for day in dated if day), default=None)
        context = TimeContext(_date(gold.get("as_at")), _date(start), _date(end, last=True), nearest)
        cells += [(path.name, text, context, made) for text, made in known]
    return cells


@pytest.mark.skipif(not GOLD.exists(), reason="the shared gold papers are not beside this checkout")
def test_the_gold_cells_are_read_as_people_read_them() -> None:
    cells = _gold_cells()
    wrong = []
    for name, text, context, made in cells:
        want = [(m["kind"], m["start"], m["due"], m["rrule"]) for m in made]
        have = [(m.kind, m.start, m.due, m.rrule) for m in read_timescale(text, context)]
        if have != want:
            wrong.append((name, text, want, have))
    assert len(cells) > 300
    assert not wrong


@pytest.mark.parametrize(
    "repeated",
    [
        "mon ",
        "w/c ",
        "Q1 (",
        "June (",
        "financial year end ",
        "monthly (",
        "June 2024 and ",
        "end of ",
        "2024-",
        "next ",
    ],
)
def test_a_long_chain_is_read_without_deep_recursion(repeated: str) -> None:
    for count in (600, 20_000):
        read_timescale(repeated * count, TimeContext(as_at=dt.date(2024, 6, 24)))
        read_date(repeated * 600)
        read_period(repeated * 600)
        find_dates(repeated * 600)
