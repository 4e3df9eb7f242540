"""Whole papers of an invented council in many layouts, through the real readers: everything read, nothing invented."""

from __future__ import annotations

import layouts_bodies  # noqa: F401  (each of these enters its layouts in the list)
import layouts_bodies_more  # noqa: F401
import layouts_cells  # noqa: F401
import layouts_hard  # noqa: F401
import layouts_logs_pairs  # noqa: F401
import layouts_odd  # noqa: F401
import layouts_plain  # noqa: F401
import layouts_unseen  # noqa: F401
import pytest
from drawing import draw
from judging import judge
from layouts import LAYOUTS
from layouts_logs import LOGS

from extract.paper import read_paper
from extract.settings import ReadSettings


@pytest.mark.parametrize("name", sorted(LAYOUTS))
def test_layout(name: str) -> None:
    verdict = judge(name, LAYOUTS[name](1))
    assert verdict.clean, (verdict.status, verdict.misses[:5])


@pytest.mark.parametrize("seed", range(11, 14))
def test_any_words_in_any_order(seed: int) -> None:
    verdict = judge("anything", LAYOUTS["anything"](seed))
    assert verdict.clean, (verdict.status, verdict.misses[:5])


@pytest.mark.parametrize("name", sorted(LOGS))
def test_change_log(name: str) -> None:
    log = LOGS[name]
    paper = read_paper(draw(log.kind, log.blocks), f"log.{log.kind}", ReadSettings())
    declared = [
        (d.kind, d.from_refs, d.to_refs, d.new_milestones[0].due if d.new_milestones else None, d.reason)
        for d in paper.declared
    ]
    assert declared == [(d.kind, d.old, d.new, d.due, d.reason) for d in log.declared]
    assert paper.status == "read"
