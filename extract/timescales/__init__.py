"""Timescales: from what is printed to what can be compared.

A small grammar, one level a module: `tokens` (characters to words and numbers); `years`, `dates`, `relative` and
`cadence` (tokens to dated phrases); `pieces` (the parts they play); `promises` and `times` (pieces to promises);
`clauses` (what names, what explains); `reading` (a cell to milestones); `order` and `quarters` (a paper's order of
day and month, and whose quarters it counts).
"""

from extract.timescales.calendar import due_by_of
from extract.timescales.context import TimeContext
from extract.timescales.explicit import find_dates, read_date, read_period
from extract.timescales.order import order_of_dates
from extract.timescales.quarters import quarters_of
from extract.timescales.reading import read_timescale, why_none
from extract.timescales.recognise import looks_like_timescale

__all__ = [
    "TimeContext",
    "due_by_of",
    "find_dates",
    "looks_like_timescale",
    "order_of_dates",
    "quarters_of",
    "read_date",
    "read_period",
    "read_timescale",
    "why_none",
]
