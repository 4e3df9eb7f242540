"""Milestones listed in a table within a cell, their dates in their words or in a column of the inner table."""

from __future__ import annotations

from extract.model import Action
from extract.paper import read_paper
from extract.settings import ReadSettings


def actions(*cells: str, name: str = "Milestones", more: str = "") -> tuple[Action, ...]:
    texts = ("Review the winter shelter rota.", "Publish the asset register.", "Sell the old van.")
    rows = "".join(
        f"<tr><td>1.{n}<td>{text}<td>Clerk<td>{cell}{more}"
        for n, (text, cell) in enumerate(zip(texts, cells, strict=False), start=1)
    )
    due = "<th>By when" if more else ""
    page = f"<h1>Housing plan 2025/26</h1><table><tr><th>Ref<th>Action<th>Lead<th>{name}{due}{rows}</table>"
    return read_paper(page.encode(), "plan.html", ReadSettings()).versions[0].actions


def inner(*rows: str) -> str:
    return f"<table>{''.join(f'<tr><td>{row}' for row in rows)}</table>"


def times(action: Action) -> list[tuple[str, str | None, str | None]]:
    return [(m.kind, m.due, m.label) for m in action.milestones]


def test_dates_in_the_words_of_an_inner_table_are_milestones() -> None:
    first, second = actions(
        inner("Draft rota shared with partners by June 2025", "Rota agreed by September 2025"),
        inner("Register checked by May 2025", "Register published in July 2025"),
    )
    assert times(first) == [
        ("due", "2025-06", "Draft rota shared with partners"),
        ("due", "2025-09", "Rota agreed"),
    ]
    assert [due for _, due, _ in times(second)] == ["2025-05", "2025-07"]


def test_an_inner_table_with_columns_names_who_and_when() -> None:
    (first,) = actions(inner("Register checked<td>Estates<td>May 2025", "Register published<td>Clerk<td>July 2025"))
    assert times(first) == [("due", "2025-05", "Register checked"), ("due", "2025-07", "Register published")]


def test_what_has_been_done_is_no_milestone() -> None:
    (first, _) = actions(
        inner("Draft shared with partners by June 2025", "Agreed by the board in July 2025"),
        inner("None"),
        name="Progress",
    )
    assert not first.milestones
    assert "Agreed by the board" in (first.progress or "")


def test_an_inner_table_beside_a_column_of_dates_loses_nothing() -> None:
    (first,) = actions(
        inner("Draft rota shared with partners by June 2025", "Rota agreed"), name="Notes", more="<td>September 2025"
    )
    assert [due for _, due, _ in times(first)] == ["2025-09"]
    assert any("Draft rota shared" in f.value and "Rota agreed" in f.value for f in first.fields) or first.progress
