"""Papers of one day: what a change log says tells which version it led to."""

from __future__ import annotations

from pathlib import Path

import pytest

from planthread import Settings, run

PAPERS = Path(__file__).resolve().parents[2].parent / "shared" / "papers"
PLAN, LOG, FOLLOWED = "001_A.docx", "000_A.docx", "001_C.docx"


@pytest.mark.skipif(not PAPERS.exists(), reason="the shared papers are not here")
def test_a_plan_with_a_logs_changes_in_it_comes_after_the_log_although_it_prints_the_same_date(tmp_path: Path) -> None:
    dataset = run([PAPERS / name for name in (PLAN, LOG, FOLLOWED)], tmp_path / "out", Settings(cache=False))
    files = {paper["paper_id"]: Path(paper["file"]).name for paper in dataset.rows("papers")}
    versions = sorted(dataset.rows("versions"), key=lambda row: row["position"])
    assert [(files[row["paper_id"]], row["kind"], row["as_at"]) for row in versions] == [
        (PLAN, "issued", "2024-06-24"),
        (LOG, "quoted-old", None),
        (LOG, "quoted-new", None),
        (FOLLOWED, "issued", "2024-06-24"),
    ]
    found = [row for row in dataset.rows("findings") if files.get(row["paper_id"]) == LOG]
    silent = {ref for row in found if row["code"] == "undeclared-change" for ref in row["refs"]}
    assert silent == {"SL13", "SL15", "P6", "LS2", "CLB4", "CLB6", "MO4", "S5", "W6"}
    assert not [row for row in dataset.rows("findings") if row["code"] == "order-uncertain"]
