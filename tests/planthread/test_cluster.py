"""A real cluster of processes on this machine: the same bytes as here; a killed worker loses and doubles nothing."""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hostile.corpus import CASES
from partitions import contents, done_here, tables_in, tables_of

from extract.errors import WrongUse
from planthread import Settings, run
from planthread.cli import main
from planthread.cluster import Cluster, connected
from planthread.pipeline import run_partitioned
from planthread.settings import ReadSettings

dask = pytest.importorskip("dask")
distributed = pytest.importorskip("distributed")
pytestmark = pytest.mark.filterwarnings("ignore")  # of dask's own threads, when a worker is killed


_PATIENT = {
    "distributed.comm.timeouts.connect": "600s",
    "distributed.comm.timeouts.tcp": "600s",
    "distributed.scheduler.worker-ttl": None,
}
"""However busy the machine is, a worker that is late is not taken for dead."""


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    """Two worker processes of one thread each."""
    with (
        dask.config.set(_PATIENT),
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, silence_logs=50
        ) as local,
    ):
        yield local


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("planthread.cluster._CONNECT_SECONDS", 600)


@pytest.fixture
def archive(papers: Path) -> Path:
    """Four councils with two versions each, and a paper that cannot be read."""
    for council in ("Ashford", "Kirkdale", "Wimgate"):
        for name in ("june.txt", "september.txt"):
            text = (papers / name).read_text(encoding="utf-8").replace("Marlbrook", council)
            (papers / f"{council}-{name}").write_text(text, encoding="utf-8")
    (papers / "empty.txt").touch()
    return papers


def test_the_cluster_gives_the_bytes_of_a_run_on_one_machine(cluster: object, archive: Path, tmp_path: Path) -> None:
    address = cluster.scheduler_address  # type: ignore[attr-defined]
    assert main(["run", str(archive), "--cluster", address, "--out", str(tmp_path / "there"), "--quiet"]) == 1
    run_partitioned([archive], tmp_path / "here", Settings(), done_here)
    whole = run([archive], tmp_path / "whole", Settings())
    assert contents(tmp_path / "there") == contents(tmp_path / "here")
    assert tables_in(tmp_path / "there" / "partitioned") == tables_of(whole.folder)
    assert contents(whole.folder).items() <= contents(tmp_path / "there").items()


@pytest.mark.skipif(sys.platform == "win32", reason="no signals")
def test_a_worker_killed_during_the_run_loses_and_doubles_nothing(
    cluster: object, archive: Path, tmp_path: Path
) -> None:
    victims = [worker.pid for worker in cluster.workers.values()]  # type: ignore[attr-defined]
    asked: list[str] = []
    with connected(cluster.scheduler_address) as connection:  # type: ignore[attr-defined]

        def kill_one(orders, settings, seconds):
            for number, answer in connection.done_orders(orders, settings, seconds):
                asked.append(orders[number]["do"])
                if len(asked) == 2:
                    os.kill(victims[0], signal.SIGKILL)
                yield number, answer

        run_partitioned([archive], tmp_path / "there", Settings(dataset_up_to=0), kill_one)
    assert not _runs(victims[0])
    assert asked.count("survey") == 9
    run_partitioned([archive], tmp_path / "here", Settings(dataset_up_to=0), done_here)
    assert contents(tmp_path / "there") == contents(tmp_path / "here")


def _runs(pid: int) -> bool:
    import psutil

    return psutil.pid_exists(pid) and psutil.Process(pid).status() != psutil.STATUS_ZOMBIE


def test_a_paper_that_overruns_is_its_own_failure_there_too(cluster: object, archive: Path, tmp_path: Path) -> None:
    endless = archive / "endless.pdf"
    endless.write_bytes(CASES["form-draws-itself.pdf"].data())
    with connected(cluster.scheduler_address) as connection:  # type: ignore[attr-defined]
        (number, answer), *_ = connection.done_orders([_survey_of(endless, tmp_path)], Settings(), 0.5)
    assert number == 0
    assert "longer than 0.5 seconds" in str(answer.problem)


def _survey_of(paper: Path, work: Path) -> dict[str, object]:
    settings = ReadSettings().model_dump(mode="json")
    order = {"do": "survey", "path": str(paper), "file": paper.name, "work": str(work), "entry": "papers/one"}
    order |= {"afresh": False}
    return {**json.loads(json.dumps(order)), "settings": settings}


def test_no_scheduler_is_wrong_use(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("planthread.cluster._CONNECT_SECONDS", 0.5)
    with pytest.raises(WrongUse, match="dask scheduler"), connected("tcp://127.0.0.1:1"):
        pass


def test_another_planthread_on_a_worker_is_wrong_use(cluster: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("planthread.cluster.code_version", _another_version)
    with (
        pytest.raises(WrongUse, match="does not have this Planthread"),
        connected(cluster.scheduler_address),  # type: ignore[attr-defined]
    ):
        pass


def _another_version() -> str:
    return f"{os.getpid()}"


def test_without_the_extra_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(WrongUse, match=r"planthread\[cluster\]"), connected("tcp://127.0.0.1:1"):
        pass
