"""How right, how sure and how fast the matcher is, with default settings.

    .venv/bin/python -m benchmarks.matching            accuracy, reliability, 300 and 1,000 statements
    .venv/bin/python -m benchmarks.matching --scale    also 3,000 and 10,000

Accuracy is counted as `score_links.py` counts it, in this process. Lists that are not present are left out.
"""

from __future__ import annotations

import random
import resource
import sys
import time
from collections.abc import Sequence
from itertools import pairwise

from benchmarks.lists import Bench, judge, plans, published, real_papers, recall_by_kind
from reconcile.match import match
from reconcile.model import CandidateLink, Statement

CUTS = (0.15, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.0)


def main() -> None:
    benches = [*published(), *plans(), *real_papers()]
    found = [(b, match(b.old, b.new)) for b in benches]
    print(f"{'':24}{'all P/R/F1':>18}{'non-trivial':>18}{'merged+split':>18}{'removed':>9}{'added':>7}  refs trusted")
    totals: dict[str, list[tuple[float, float]]] = {}
    for bench, matching in found:
        relations = {(x.old, x.new): x.relation for x in matching.links}
        s = judge(bench, relations)
        line = "".join("/".join(f"{v:.2f}" for v in s[k]).rjust(18) for k in ("all", "non-trivial", "merged+split"))
        trust = "–" if matching.refs_trusted is None else f"{matching.refs_trusted:.2f}"
        kinds = recall_by_kind(bench, set(relations))
        print(f"{bench.name:24}{line}{s['removed'][2]:9.2f}{s['added'][2]:7.2f}  {trust}  {kinds}")
        family = "published" if bench.family not in ("plan", "real") else bench.family
        totals.setdefault(family, []).append((s["all"][2], s["non-trivial"][2]))
    for family, values in totals.items():
        means = [sum(v[k] for v in values) / len(values) for k in (0, 1)]
        print(f"mean F1, {family}: {means[0]:.3f} all, {means[1]:.3f} non-trivial")
    reliability([(b, (*m.links, *m.uncertain)) for b, m in found if b.family not in ("plan", "real")])
    for size in (300, 1_000, 3_000, 10_000) if "--scale" in sys.argv else (300, 1_000):
        scale(size)


def reliability(found: Sequence[tuple[Bench, Sequence[CandidateLink]]]) -> None:
    """Of the pairs scored so, how many are right."""
    judged = [(x.score, (x.old, x.new) in b.pairs) for b, links in found for x in links if not b.neutral(x.old, x.new)]
    print(f"\n{'score':12}{'pairs':>6}{'mean score':>12}{'right':>7}   (published lists; uncertain pairs too)")
    for low, high in pairwise(CUTS):
        inside = [(score, right) for score, right in judged if low < score <= high]
        if inside:
            mean, right = (sum(x[k] for x in inside) / len(inside) for k in (0, 1))
            print(f"{low:.2f}–{high:.2f}   {len(inside):6d}{mean:12.2f}{right:7.2f}")


def scale(size: int) -> None:
    """Time and memory for two versions of `size` statements, their words as unevenly spread as in real texts."""
    old, new = two_versions(size)
    start = time.perf_counter()
    links = match(old, new).links
    seconds = time.perf_counter() - start
    right = sum(x.old[1:] == x.new[1:] for x in links)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{size:6d} × {len(new)}: {seconds:6.2f} s, {len(links)} links, {right} right, peak {peak:.0f} MB so far")


def two_versions(size: int, seed: int = 0) -> tuple[list[Statement], list[Statement]]:
    """Invented statements and their next version: a tenth gone, a seventh of the words changed, a fifth renumbered."""
    chance = random.Random(seed)
    old = [
        Statement(f"o{k}", _words(chance), f"{k // 20 + 1}.{k % 20 + 1}", f"Section {k // 20 + 1}") for k in range(size)
    ]
    new = []
    for s in old:
        fate = chance.random()
        if fate >= 0.1:
            text = " ".join(w if chance.random() > 0.15 else _word(chance) for w in s.text.split())
            new.append(Statement(f"n{s.key[1:]}", text, s.ref if fate < 0.8 else f"9{s.ref}", s.section))
    added = [Statement(f"a{k}", _words(chance), f"A{k}", f"Section {k % 50}") for k in range(size // 10)]
    return old, [*new, *added]


def _words(chance: random.Random) -> str:
    return " ".join(_word(chance) for _ in range(chance.randrange(8, 40)))


def _word(chance: random.Random) -> str:
    return f"w{min(int(chance.paretovariate(0.35)), 30_000):05d}x"


if __name__ == "__main__":
    main()
