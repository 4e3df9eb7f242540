"""Stop a writer of datasets at every step it takes, in every way, and count what stood there afterwards.

    python -m benchmarks.faults [EVERY]

A few minutes; with EVERY only each EVERY-th step. See tests/interrupting.py for what the ways are.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

_PROGRAM = Path(__file__).parent.parent / "tests" / "interrupting.py"
_TRIALS = (
    ("killed", "exchange"),
    ("killed", "renames"),
    ("torn", "exchange"),
    ("full", "exchange"),
    ("refused", "exchange"),
    ("lost", "exchange"),
)


def main(every: str = "1") -> None:
    print("| stopped how | swapped by | times | the old one stood | the new one | neither | next run failed |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    for how, swapping in _TRIALS:
        with tempfile.TemporaryDirectory() as folder:
            command = [sys.executable, str(_PROGRAM), folder, how, every, swapping]
            done = subprocess.run(command, check=True, capture_output=True, cwd=_PROGRAM.parent.parent)
        result = json.loads(done.stdout)
        times = sum(count for name, count in result.items() if name.startswith("ended"))
        old, new = result.get("old", 0), result.get("new", 0)
        bad = sum(count for name, count in result.items() if name.startswith(("next run leaves", "not whole")))
        print(f"| {how} | {swapping} | {times} | {old} | {new} | {times - old - new} | {bad} |", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
