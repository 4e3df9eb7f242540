"""How well layouts are read that nobody wrote code for: every style with seeds that the tests do not use.

Run by hand: ``python benchmarks/layouts.py [first seed] [seeds] [words seeds]``. Prints, for each style, the share of
its actions that were found, read whole (every value as printed) and the actions invented beside them, then the same for
papers with header words drawn at random, and the change logs.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

import layouts_bodies  # noqa: F401  (each of these enters its layouts in the list)
import layouts_bodies_more  # noqa: F401
import layouts_cells  # noqa: F401
import layouts_hard  # noqa: F401
import layouts_odd  # noqa: F401
import layouts_plain  # noqa: F401
import layouts_unseen  # noqa: F401
from judging import Verdict, judge
from layouts import LAYOUTS


def main() -> None:
    first, seeds, words = (int(n) for n in [*sys.argv[1:], *("700", "3", "40")[len(sys.argv) - 1 :]])
    styles = {name: [judge(name, LAYOUTS[name](first + n)) for n in range(seeds)] for name in sorted(LAYOUTS)}
    print(f"{'style':44} actions  found  whole  invented  values")
    for name, verdicts in styles.items():
        print(f"{name:44} {row(verdicts)}")
    print(f"{'all styles':44} {row([v for verdicts in styles.values() for v in verdicts])}")
    drawn = [judge("anything", LAYOUTS["anything"](first + n)) for n in range(words)]
    print(f"{'header words at random':44} {row(drawn)}")
    missed = Counter(what for verdicts in [*styles.values(), drawn] for v in verdicts for what, *_ in v.misses)
    print("missed:", ", ".join(f"{what} {count}" for what, count in missed.most_common()) or "nothing")


def row(verdicts: list[Verdict]) -> str:
    wanted = sum(v.wanted for v in verdicts)
    good, tried = (
        sum(sum(c.values()) for c in counts) for counts in zip(*((v.good, v.tried) for v in verdicts), strict=True)
    )
    share = [
        100 * sum(part) / wanted if wanted else 100.0
        for part in zip(*((v.found, v.whole) for v in verdicts), strict=True)
    ]
    values = 100 * good / tried if tried else 100.0
    return f"{wanted:7} {share[0]:5.1f}% {share[1]:5.1f}% {sum(v.invented for v in verdicts):9} {values:6.2f}%"


if __name__ == "__main__":
    main()
