"""How many timescale cells are read in a second of processor time.

Run from the project's folder: ``python -m benchmarks.timescales`` (or ``python benchmarks/timescales.py``).
"""

from __future__ import annotations

import datetime as dt
import time

from extract.timescales import TimeContext, looks_like_timescale, read_timescale

CELLS = [
    "July 2024",
    "31/03/25",
    "by the end of 2025",
    "Q1 2024/25",
    "Ongoing",
    "TBC",
    "Every 3 months from June 2024",
    "September 2024 Review effectiveness each quarter",
    "Phase 1 – June 2024; Phase 2 – December 2024",
    "To commence in April 2024 and run throughout the year",
    "August 2025 Following some delay, the contractor is feeding back on the design on the 15 May.",
    "Within 60 days of the guidance being issued",
]
CONTEXT = TimeContext(dt.date(2024, 6, 24), dt.date(2024, 4, 1), dt.date(2025, 3, 31))
ROUNDS = 500


def per_second(name: str) -> float:
    """Cells read by one of the two functions per processor second, the best of five."""
    best = float("inf")
    for _ in range(5):
        began = time.process_time()
        for _ in range(ROUNDS):
            for cell in CELLS:
                if name == "read":
                    read_timescale(cell, CONTEXT)
                else:
                    looks_like_timescale(cell)
        best = min(best, time.process_time() - began)
    return ROUNDS * len(CELLS) / best


def main() -> None:
    print(f"read_timescale        {per_second('read'):>10,.0f} cells per CPU-second")
    print(f"looks_like_timescale  {per_second('recognise'):>10,.0f} cells per CPU-second")


if __name__ == "__main__":
    main()
