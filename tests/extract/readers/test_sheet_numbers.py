"""Numbers and dates as a spreadsheet displays them."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.readers.sheet_numbers import shown_date, shown_number


@pytest.mark.parametrize(
    ("value", "number_format", "shown"),
    [
        (1.0, "General", "1"),
        (1.10, "General", "1.1"),
        (0.1 + 0.2, "0.0", "0.3"),
        (1234.5, "#,##0.00", "1,234.50"),
        (0.57, "0%", "57%"),
        (-82842, '"£"#,##0;[Red]-"£"#,##0', "-£82,842"),
        (82842, "[$£-809]#,##0", "£82,842"),
        (82842.4, '_-"£"* #,##0_-;-"£"* #,##0_-', "£82,842"),
        (7, '"IN"0', "IN7"),
        (7, "000", "007"),
        (0, '0;-0;"nil"', "nil"),
        (2.5, "0.##", "2.5"),
        (1500000, '0.0,,"m"', "1.5m"),
        (-3, "0", "-3"),
        (12, "@", "12"),
    ],
)
def test_numbers_are_shown_as_their_format_shows_them(value: float, number_format: str, shown: str) -> None:
    assert shown_number(value, number_format) == shown


@pytest.mark.parametrize(
    ("number_format", "shown"),
    [
        ("dd/mm/yyyy", "3 April 2025"),
        ("mm-dd-yy", "3 April 2025"),
        ("[$-809]d mmmm yyyy;@", "3 April 2025"),
        ("mmm-yy", "April 2025"),
        ("mmmm yyyy", "April 2025"),
        ("yyyy", "2025"),
        ('"by "mmmm yyyy', "April 2025"),
        ("dd/mm/yyyy hh:mm", "3 April 2025 14:30"),
    ],
)
def test_dates_are_shown_in_words(number_format: str, shown: str) -> None:
    assert shown_date(dt.datetime(2025, 4, 3, 14, 30), number_format) == shown


@settings(max_examples=80)
@given(st.floats(allow_nan=False, allow_infinity=False), st.text('#0,.;%"£[]-_ *aE@/', max_size=12))
def test_no_number_format_fails(value: float, number_format: str) -> None:
    assert isinstance(shown_number(value, number_format), str)
