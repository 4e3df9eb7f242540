"""How well plans are read whose tables have few rules or none, by the program that drew them and by how they are set.

Run by hand: ``python -m benchmarks.unruled [--seed N] [--papers N] [--keep FOLDER] [--only PROGRAM] [--show]``. Each
seed is a paper of its own, drawn in one manner of ruling by every program that is installed. Prints what was found,
read whole and invented, by program and by each side of the style. ``--keep`` draws into a folder and reads
from it again what is already there; ``--show`` prints what was missed.
"""

from __future__ import annotations

import argparse
import tempfile
from collections import defaultdict
from pathlib import Path

from benchmarks.unruled_drawing import PROGRAMS
from benchmarks.unruled_styles import RULES, Plan, plan

from judging import Verdict, judge_file  # isort: skip  (beside the tests, which `unruled_styles` puts in reach)


def main() -> None:
    given = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    given.add_argument("--seed", type=int, default=1)
    given.add_argument("--papers", type=int, default=40)
    given.add_argument("--keep", type=Path)
    given.add_argument("--only")
    given.add_argument("--show", action="store_true")
    asked = given.parse_args()
    plans = [plan(asked.seed + n, RULES[n % len(RULES)]) for n in range(asked.papers)]
    sums: dict[str, dict[str, list[Verdict]]] = defaultdict(lambda: defaultdict(list))
    with tempfile.TemporaryDirectory() as made:
        for program, draw in PROGRAMS.items():
            if asked.only and asked.only not in program:
                continue
            folder = (asked.keep or Path(made)) / program.replace(", ", "-")
            folder.mkdir(parents=True, exist_ok=True)
            missing = [each for each in plans if not (folder / f"{_stem(each)}.pdf").is_file()]
            try:
                if missing:
                    draw(missing, folder)
            except (ImportError, FileNotFoundError):
                print(f"{program}: not installed")
                continue
            for each in plans:
                _judge(each, program, folder, sums, show=asked.show)
    print(f"{'':36} papers actions  found  whole  invented  values")
    for side, kinds in sums.items():
        print(side)
        for kind in sorted(kinds, key=lambda kind: (len(kind), kind) if kind[:1].isdigit() else (0, kind)):
            print(f"  {kind:34} {row(kinds[kind])}")


def _stem(each: Plan) -> str:
    return f"{each.seed}-{each.style.rules.replace(' ', '_')}"


def _judge(each: Plan, program: str, folder: Path, sums: dict[str, dict[str, list[Verdict]]], *, show: bool) -> None:
    file = folder / f"{_stem(each)}.pdf"
    if not file.is_file():
        print(f"{program}: {file.name} was not drawn")
        return
    verdict = judge_file(file.stem, file.read_bytes(), "plan.pdf", each.truth)
    style = each.style
    if show and not verdict.clean:
        print(f"{program} {file.name} {verdict.found}/{verdict.wanted} invented {verdict.invented} {verdict.status}")
        for miss in verdict.misses[:6]:
            print("   ", *miss)
    sides = {
        "all": "all",
        "program": program,
        "rules": style.rules,
        "gap / size": f"{style.gap / style.size:.1f}",
        "pad": str(style.pad),
        "valign": style.valign,
        "refs": "refs" if "ref" in each.roles else "no refs",
        "header": f"{'bold' if style.bold_header else 'plain'}{', two levels' if style.two_levels else ''}",
        "leading": str(style.leading),
        "sections": "sections" if any(len(row) == 1 for row in each.rows) else "no sections",
    }
    for side, kind in sides.items():
        if style.rules != "grid" or side in ("rules",):
            sums[side][kind].append(verdict)


def row(verdicts: list[Verdict]) -> str:
    """What papers scored, as a line."""
    wanted = sum(v.wanted for v in verdicts)
    good, tried = sum(sum(v.good.values()) for v in verdicts), sum(sum(v.tried.values()) for v in verdicts)
    found, whole = (
        100 * sum(part) / max(1, wanted) for part in zip(*((v.found, v.whole) for v in verdicts), strict=True)
    )
    values = 100 * good / tried if tried else 100.0
    invented = sum(v.invented for v in verdicts)
    return f"{len(verdicts):6} {wanted:7} {found:5.1f}% {whole:5.1f}% {invented:9} {values:6.2f}%"


if __name__ == "__main__":
    main()
