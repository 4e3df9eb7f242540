"""A printed total is the sum of its rows, or there is one finding with the figures."""

from __future__ import annotations

import pytest
from making import paper, piece

from extract.totals import amount

HEADER = ["Post", "Grade", "2024/25", "2025/26"]
ROWS = [["Officer", "7", "£1,000", "£2,000"], ["Manager", "10", "£3,000", "£4,000"]]


def differs(*rows: list[str]) -> list[str]:
    return [f.message for f in paper(piece([HEADER, *rows])).findings if f.code == "total-differs"]


@pytest.mark.parametrize(
    ("printed", "value"), [("£1,234.50", "1234.50"), ("(£20)", "-20"), ("£1.5m", "1500000.0"), ("12", "12")]
)
def test_amounts_are_read_whole(printed: str, value: str) -> None:
    found = amount(printed)
    assert found is not None
    assert str(found[0]) == value


@pytest.mark.parametrize("printed", ["7 posts", "£", "n/a", "2024/25", "about £5", "1.2.3"])
def test_what_is_not_only_an_amount_is_none(printed: str) -> None:
    assert amount(printed) is None


def test_a_right_total_is_no_finding() -> None:
    assert differs(*ROWS, ["Total", "", "£4,000", "£6,000"]) == []


def test_a_wrong_total_is_one_finding_with_both_figures() -> None:
    (message,) = differs(*ROWS, ["Total", "", "£4,000", "£7,000"])
    assert "£7,000" in message
    assert "£6,000" in message


def test_a_total_row_one_column_off_is_said_to_be() -> None:
    (message,) = differs(
        *ROWS,
        ["Total cost", "", "£9,000", "£10,000"],
    )
    assert "add up to £4,000" in message


def test_a_table_without_a_total_row_is_not_checked() -> None:
    assert differs(*ROWS) == []
