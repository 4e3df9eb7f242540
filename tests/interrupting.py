"""A writer of datasets that is stopped at each step it takes; run as a program, for each step forks a process.

    interrupting.py FOLDER HOW [EVERY] [renames]

HOW is one of

    killed    the process ends, as by kill -9, before its n-th operation on files
    torn      the system kills it in the midst of writing a file of the dataset
    full      the disk is full in the midst of a file: the write fails
    refused   its n-th operation fails, and no other
    lost      its n-th operation and all that follow fail, its own cleaning up among them

for every n (or file), or for each EVERY-th. It prints one JSON object: how many processes were stopped and how they
ended, what stood at the target afterwards (`old`, `new`; anything else is named), what was left after the next run, and
how the failures were said.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import resource
import shutil
import signal
import sys
import warnings
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from extract.errors import PlanthreadError
from extract.paper import read_paper
from extract.settings import ReadSettings
from planthread.pipeline import extras_of
from planthread.settings import Settings
from publish import swap
from publish.check import check_dataset
from publish.dataset import write_dataset
from reconcile.engine import reconcile_papers
from reconcile.model import Reconciliation
from reconcile.settings import ReconcileSettings

_PLAN = "Marlbrook Council\nStreets Action Plan\nAs at {at}\n\nRef\tAction\tOwner\tTimescale\n{rows}\n"
_ROW = "ST{n}\tResurface road number {n} of the town with the county\tHead of Streets\t{when} 2024"
_OPERATIONS = ("open", "os.", "shutil.", "sqlite3.connect", "swap.", "tempfile.")
_SILENT = ("os.walk", "os.fwalk", "os.putenv")
_PAST_THE_END = 10
"""The exit code of a writer that had done all it does before the step it was to be stopped at."""
Contents = dict[str, str]


def _found(*dates: str) -> Reconciliation:
    """One version of the plan for each date, each with one action more than the last."""
    papers = []
    for count, date in enumerate(dates, start=2):
        rows = "\n".join(_ROW.format(n=n, when=("July", "October")[count % 2]) for n in range(1, count + 1))
        data = _PLAN.format(at=date, rows=rows).encode()
        papers.append(read_paper(data, f"{date}.txt", ReadSettings()))
    return reconcile_papers(papers, ReconcileSettings(), {})


def contents(folder: Path) -> Contents:
    """The hash of every file in a folder; run.json without the seconds that writing took."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(_steady(path)).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


def _steady(path: Path) -> bytes:
    data = path.read_bytes()
    if path.name == "run.json":
        return json.dumps({**json.loads(data), "seconds": None}).encode()
    return data


class Stop:
    """What happens at the n-th operation on files of this process."""

    def __init__(self, at: int, act: Callable[[], None], then: bool = False) -> None:
        self._left, self._act, self._then = at, act, then
        self.reached = False

    def __call__(self, event: str, _: object = None) -> None:
        """An audit hook."""
        if event.startswith(_OPERATIONS) and event not in _SILENT:
            self._left -= 1
            if self._left == 0 or (self._then and self._left < 0):
                self.reached = True
                self._act()


def _noted(stop: Stop) -> Stop:
    """Have the operations that the interpreter does not tell of counted as well: syncing, and the exchange."""
    fsync, exchange = os.fsync, swap.exchange

    def noted_fsync(descriptor: int) -> None:
        stop("os.fsync")
        fsync(descriptor)

    def noted_exchange(one: Path, other: Path) -> bool:
        stop("swap.exchange")
        done = exchange(one, other)
        stop("swap.exchanged")
        return done

    os.fsync, swap.exchange = noted_fsync, noted_exchange  # type: ignore[assignment]
    sys.addaudithook(stop)
    return stop


def _die() -> None:
    os._exit(9)


def _fail() -> None:
    raise PermissionError(errno.EACCES, "Permission denied")


class Trial:
    """The previous dataset, one that is to replace it, and what came of every attempt."""

    def __init__(self, folder: Path) -> None:
        self.out, self.kept = folder / "out", folder / "kept"
        self.said: set[str] = set()
        self._hears, self._says = os.pipe()
        self.before, self.after = _found("2024-06-24"), _found("2024-06-24", "2024-09-16")
        self.write(self.after)
        self.new = contents(self.out)
        shutil.rmtree(self.out)
        self.write(self.before)
        (self.out / "notes.txt").write_text("mine")
        self.old, self.new["notes.txt"] = contents(self.out), contents(self.out)["notes.txt"]
        shutil.copytree(self.out, self.kept)
        self.result: Counter[str] = Counter()

    def write(self, found: Reconciliation) -> None:
        """Write the whole dataset with its report and workbook."""
        write_dataset(found, self.out, {"seconds": {}}, extras_of((), Settings()))

    def attempt(self, prepare: Callable[[], Stop | None]) -> int:
        """Write the new dataset in a process of its own after `prepare`; its exit code, or minus its signal."""
        child = os.fork()
        if child:
            code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
            os.write(self._says, b"\n")
            self.said.add(os.read(self._hears, 65_536).decode().strip())
            return code
        code = 1
        try:
            stop = prepare()
            self.write(self.after)
            code = 0 if stop is None or stop.reached else _PAST_THE_END
        except PlanthreadError as error:
            code = error.exit_code
            os.write(self._says, str(error).encode())
        except BaseException as error:  # noqa: BLE001 -- it is the finding
            os.write(self._says, f"{type(error).__name__}: {error}".encode())
        finally:
            os._exit(code)

    def judge(self, ended: str, again: bool) -> None:
        """Note what stands at the target after the next command; with `again`, after the next run."""
        swap.recover(self.out)
        held = contents(self.out)
        name = "old" if held == self.old else "new" if held == self.new else f"neither: {ended}"
        self.result.update([ended, name])
        if check_dataset(self.out) if again else swap.leftovers(self.out):
            self.result["not whole, or something left beside it"] += 1
        if again:
            self.write(self.after)
            beside = {path.name for path in self.out.parent.iterdir()} - {"out", "kept"}
            whole = contents(self.out) == self.new and not beside
            self.result["next run completes" if whole else "next run leaves something"] += 1
        if again or name != "old":
            self.restore()

    def restore(self) -> None:
        """Have the previous dataset stand at the target again."""
        shutil.rmtree(self.out)
        shutil.copytree(self.kept, self.out)


def _steps(trial: Trial, every: int, act: Callable[[], None], then: bool = False) -> None:
    for n in range(1, 10_000, every):
        code = trial.attempt(lambda n=n: _noted(Stop(n, act, then)))  # type: ignore[misc]
        if code == _PAST_THE_END:
            trial.restore()
            return
        trial.judge(f"ended {code}", again=n // every % 25 == 0)


def _sizes(trial: Trial, every: int, on_signal: signal.Handlers) -> None:
    def limit(size: int) -> None:
        signal.signal(signal.SIGXFSZ, on_signal)
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))

    sizes = sorted({path.stat().st_size for path in trial.out.rglob("*") if path.is_file()})
    for n, size in enumerate(sizes[::every]):
        code = trial.attempt(lambda size=size: limit(size // 2))  # type: ignore[misc]
        trial.judge(f"ended {code}", again=n % 10 == 0)


def main(folder: str, how: str, every: str = "1", swapping: str = "exchange") -> None:
    """Do it and print what came of it."""
    warnings.simplefilter("ignore")  # Python 3.12 warns of every fork
    if swapping == "renames":
        swap.exchange = lambda one, other: False
    trial = Trial(Path(folder))
    if how in ("killed", "refused", "lost"):
        _steps(trial, int(every), _die if how == "killed" else _fail, then=how == "lost")
    else:
        _sizes(trial, int(every), signal.SIG_DFL if how == "torn" else signal.SIG_IGN)
    print(json.dumps({**trial.result, "said": sorted(trial.said - {""})}))


if __name__ == "__main__":
    main(*sys.argv[1:])
