"""The chart of slippage: a bar from the first promise to the latest one, for the actions that slipped most."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from publish.tables import Row
from publish.workbook.sheets import FIRST_PROMISE, SLIPPAGE, SLIPPED_BY

__all__ = ["CHARTED", "add_chart"]

CHARTED = 20
_INVISIBLE = {"fill": {"none": True}, "border": {"none": True}}
_BLUE = {"fill": {"color": "#1D70B8"}}


def add_chart(book: Any, sheet: Any, column: int, slipped: Sequence[Row]) -> None:
    """Put the chart at a column of the sheet Slippage. `slipped`: its threads, in the order of its rows.

    An invisible bar reaches to the first promise; one whose latest promise is earlier than that shows none. The values
    are given too, because a sheet that is written row by row cannot be looked into.
    """
    shown = slipped[:CHARTED]
    firsts = [thread["first_due"] for thread in shown]
    if not any(firsts):
        return
    chart = book.add_chart({"type": "bar", "subtype": "stacked"})
    days = [
        (thread["latest_due"] - thread["first_due"]).days if thread["latest_due"] and thread["first_due"] else None
        for thread in shown
    ]
    chart.add_series(_series("First promise", FIRST_PROMISE, shown, [_serial(date) for date in firsts]) | _INVISIBLE)
    chart.add_series(_series("Days to the latest promise", SLIPPED_BY, shown, days) | _BLUE)
    chart.set_title({"name": "From the first promise to the latest", "overlay": False})
    chart.set_y_axis({"reverse": True})
    start = min(date for date in firsts if date).replace(day=1)
    chart.set_x_axis({"min": _serial(start), "num_format": "mmm yy", "major_gridlines": {"visible": True}})
    chart.set_legend({"none": True})
    chart.set_size({"width": 720, "height": 120 + 24 * len(shown)})
    sheet.insert_chart(1, column, chart, {"description": _described(shown)})


def _series(name: str, column: int, shown: Sequence[Row], values: Sequence[int | None]) -> dict[str, Any]:
    last = len(shown)
    return {
        "name": name,
        "categories": [SLIPPAGE, 1, 0, last, 0],
        "values": [SLIPPAGE, 1, column, last, column],
        "categories_data": ["; ".join(thread["refs"]) for thread in shown],
        "values_data": list(values),
        "gap": 40,
    }


def _described(shown: Sequence[Row]) -> str:
    """The chart in words, for those who cannot see it."""
    most = shown[0]
    return (
        f"Bars from the first promise to the latest one of the {len(shown)} actions that slipped most; "
        f"furthest: {'; '.join(most['refs']) or most['thread_id']}, {most['slip_days']} days."
    )


def _serial(date: dt.date | None) -> int | None:
    """A date as Excel counts days."""
    return (date - dt.date(1899, 12, 30)).days if date else None
