"""Fits the weights of `reconcile/calibration.py` and shows what they give on families left out of the fit.

    .venv/bin/python -m benchmarks.fit_matching [--semantic]

Ridge logistic regression; each weight may only speak in the direction a person would expect of its measure. A published
pair counts fully (the two versions of one list that share their links half each), an invented one little.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

from benchmarks.lists import Bench, judge, plans, published
from reconcile.assignment import one_to_one
from reconcile.calibration import TWIN_SCORES
from reconcile.evidence import MEASURES, Evidence, gather
from reconcile.groups import Verdict, accepted, relations
from reconcile.meaning import meaning_of
from reconcile.neighbours import look_beside
from reconcile.place import in_order
from reconcile.twins import twins

Array = npt.NDArray[np.float64]
AGAINST = {"also elsewhere", "ref alone", "ref elsewhere", "differ"}
FREE = {"section helps", "log-odds"}
BELIEVED = {"ref grew": 3.0, "owner": 1.0, "due": 1.0, "agree": 1.2, "differ": 0.6}
HELD = {"same ref": 6.5, "ref alone": -5.5}
IMPORTANCE = {"asvs": 0.5, "csf": 1.0, "plan": 0.15}
SEMANTIC = "--semantic" in sys.argv
PURE_RENUMBERING = 0.15
RIDGE = 1.0
THRESHOLD = 0.4


@dataclass
class Example:
    """A pair of versions with its measures and the truth of every candidate pair."""

    bench: Bench
    seen: Evidence
    level: npt.NDArray[np.int64]
    truth: Array
    weight: Array


@dataclass
class Fit:
    """Both logistic sums."""

    start: float
    weights: Array
    order: Array

    def alone(self, e: Example) -> Array:
        """Probability from the pair's own measures."""
        return _settled(e, _probability(self.start + e.seen.table @ self.weights))

    def score(self, e: Example) -> Array:
        """Probability after the neighbours have been looked at."""
        return _settled(e, _probability(_with_start(_order_table(e, self.alone(e))) @ self.order))


def prepare(bench: Bench) -> Example:
    bench.old, bench.new = in_order(bench.old), in_order(bench.new)
    seen = gather(bench.old, bench.new, meaning_of(bench.old, bench.new) if SEMANTIC else None)
    keys = [(bench.old[a].key, bench.new[b].key) for a, b in zip(seen.old, seen.new, strict=True)]
    level = twins(bench.old, bench.new, seen)
    share = PURE_RENUMBERING if set(bench.pairs.values()) == {"moved"} else IMPORTANCE[bench.family]
    weight = np.array([0.0 if bench.neutral(*k) else share for k in keys])
    return Example(bench, seen, level, np.array([k in bench.pairs for k in keys], float), weight * (level < 0))


def fit(examples: Sequence[Example]) -> Fit:
    """The weights that make the truth of the examples most likely."""
    y, w = (np.concatenate(x) for x in zip(*((e.truth, e.weight) for e in examples), strict=True))
    start, weights = _logistic(np.vstack([e.seen.table for e in examples]), y, w, MEASURES)
    found = Fit(start, weights, np.array([0.0, 1.0, 0.0, 0.0]))
    tables = np.vstack([_order_table(e, found.alone(e)) for e in examples])
    start, order = _logistic(tables, y, w, ("log-odds", "agree", "differ"))
    found.order = np.concatenate([[start], order])
    return found


def _logistic(x: Array, y: Array, w: Array, names: Sequence[str]) -> tuple[float, Array]:
    mean, spread = x.mean(axis=0), x.std(axis=0) + 1e-9
    z = _with_start((x - mean) / spread)

    def loss(b: Array) -> tuple[float, Array]:
        s = z @ b
        slope = z.T @ (w * (_probability(s) - y)) + np.concatenate([[0.0], RIDGE * b[1:]])
        return float((w * (np.logaddexp(0, s) - y * s)).sum() + RIDGE / 2 * (b[1:] ** 2).sum()), slope

    bounds = [(None, None), *(_direction(n, s) for n, s in zip(names, spread, strict=True))]
    b = minimize(loss, np.zeros(z.shape[1]), jac=True, method="L-BFGS-B", bounds=bounds).x
    weights = b[1:] / spread
    return float(b[0] - weights @ mean), weights


def _direction(name: str, spread: float) -> tuple[float | None, float | None]:
    """The sign a weight may have. What only invented plans show is kept from growing beyond what could be believed."""
    if name in HELD:
        return HELD[name] * spread, HELD[name] * spread
    if name in FREE:
        return None, None
    if name in AGAINST:
        return -BELIEVED.get(name, np.inf) * spread, 0.0
    return 0.0, BELIEVED.get(name, np.inf) * spread


def _order_table(e: Example, alone: Array) -> Array:
    sizes = (len(e.bench.old), len(e.bench.new))
    chosen = one_to_one(e.seen.old, e.seen.new, alone, sizes, e.level >= 0)
    beside = look_beside(e.bench.old, e.bench.new, e.seen, alone, chosen)
    p = np.clip(alone, 1e-4, 1 - 1e-4)
    return np.column_stack([np.log(p / (1 - p)), beside.agree, beside.differ])


def _settled(e: Example, p: Array) -> Array:
    return np.where(e.level >= 0, np.array(TWIN_SCORES)[e.level], p)


def _with_start(x: Array) -> Array:
    return np.column_stack([np.ones(len(x)), x])


def _probability(s: Array) -> Array:
    return np.asarray(1 / (1 + np.exp(-np.clip(s, -30, 30))), dtype=np.float64)


def relations_of(e: Example, score: Array, threshold: float) -> dict[tuple[str, str], str]:
    """The links these scores give."""
    old, new, seen = e.bench.old, e.bench.new, e.seen
    verdict = Verdict(score, one_to_one(seen.old, seen.new, score, (len(old), len(new)), e.level >= 0), e.level)
    links = accepted(seen, verdict, threshold)
    named = relations(old, new, seen, links)
    return {(old[seen.old[k]].key, new[seen.new[k]].key): named[k] for k in np.flatnonzero(links).tolist()}


def main() -> None:
    examples = [prepare(b) for b in [*published(), *plans()]]
    families = sorted({e.bench.family for e in examples})
    whole = fit(examples)
    without = {f: fit([e for e in examples if e.bench.family != f]) for f in families}
    print(f"{'F1 at ' + str(THRESHOLD):22}{'left out':>18}{'fitted':>16}   (all / non-trivial)")
    for e in examples:
        line = ""
        for found in (without[e.bench.family], whole):
            s = judge(e.bench, relations_of(e, found.score(e), THRESHOLD))
            line += f"{s['all'][2]:10.3f} / {s['non-trivial'][2]:.3f}"
        print(f"{e.bench.name:22}{line}")
    print(f"\n{'weight':18}{'fitted':>8}" + "".join(f"{'−' + f:>8}" for f in families))
    rows = [("start", whole.start, [without[f].start for f in families])]
    rows += [(m, whole.weights[k], [without[f].weights[k] for f in families]) for k, m in enumerate(MEASURES)]
    names = ("order: start", "order: log-odds", "order: agree", "order: differ")
    rows += [(m, whole.order[k], [without[f].order[k] for f in families]) for k, m in enumerate(names)]
    for name, value, others in rows:
        print(f"{name:18}{value:8.2f}" + "".join(f"{v:8.2f}" for v in others))
    _reliability(examples, without, whole)


def _reliability(examples: Sequence[Example], without: dict[str, Fit], whole: Fit) -> None:
    print(f"\n{'score':10}{'fitted: pairs, right':>24}{'left out: pairs, right':>26}   (published lists)")
    listed = [e for e in examples if e.bench.family != "plan"]
    cuts = [0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.0]
    for low, high in pairwise(cuts):
        cells = []
        for fits in ([whole] * len(listed), [without[e.bench.family] for e in listed]):
            pairs = list(zip(fits, listed, strict=True))
            scores = np.concatenate([f.score(e)[e.weight + (e.level >= 0) > 0] for f, e in pairs])
            truth = np.concatenate([e.truth[e.weight + (e.level >= 0) > 0] for e in listed])
            inside = (scores > low) & (scores <= high)
            cells.append(f"{inside.sum():6d}{truth[inside].mean() if inside.any() else 0:10.2f}")
        print(f"{low:.2f}–{high:.2f} {cells[0]:>22}{cells[1]:>24}")


if __name__ == "__main__":
    main()
