#!/usr/bin/env python3
"""Planthread on a machine that has Python 3.11 or newer and nothing else: Linux, macOS, Windows.

    python3 start.py run [PATHS …]     set up once, then run the pipeline (further arguments are passed on)
    python3 start.py test [ARGS …]     set up once with what the tests need, then lint, type-check and test
    python3 start.py extra NAME …      install extras from their locks: ocr, semantic, remote, cluster
    python3 start.py audit             licences and sizes of every locked package, and known vulnerabilities
    python3 start.py COMMAND …         any other command of planthread: explain, check, timescale …

It makes .venv beside itself from the hash-locked requirements and remembers, by the hash of the locks, that it did.
Written with the standard library alone, and so that Python 3.6 can still read it and say which Python is needed.
"""

import hashlib
import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
NEEDED = (3, 11)
BUILD_LOCK = "requirements-build.lock"
LOCKS = {"run": "requirements.lock", "test": "requirements-test.lock"}
EXTRAS = ("ocr", "semantic", "remote", "cluster")
REACH = "Check that this machine reaches a package index, then call start.py again."
STEPS = (
    ["ruff", "check", "."],
    ["ruff", "format", "--check", "."],
    ["mypy"],
    ["pytest", "-n", "auto", "--dist", "worksteal"],
)


def main(argv):
    """Set up, then run or test; the exit code."""
    if sys.version_info < NEEDED:
        have = f"{sys.version_info[0]}.{sys.version_info[1]}"
        return say(
            f"Planthread needs Python 3.11 or newer and this is {have}. Install a newer one (python.org, or your "
            "system's package python3.11 or later) and call start.py with it."
        )
    if not argv or argv[0] in ("-h", "--help"):
        print(__doc__.strip())
        return 0 if argv else 2
    what = "test" if argv[0] == "test" else "run"
    trouble = set_up(LOCKS[what])
    if trouble:
        return say(trouble)
    ours = {"test": test, "extra": extra, "audit": audit}
    return ours[argv[0]](argv[1:]) if argv[0] in ours else run(argv)


def run(argv):
    """Pass everything on; a bare `run` works on this checkout's data, wherever it is called from."""
    here = ROOT if argv == ["run"] else None
    return subprocess.call([str(PYTHON), "-P", "-m", "planthread", *argv], cwd=here)


def test(argv):
    """Every step is run even where one before it failed; someone who asks for certain tests gets those alone.

    The tests have a folder of their own for what they write: pytest's usual one is tidied by whoever ends first.
    """
    steps = [["pytest", *argv]] if argv else STEPS
    with tempfile.TemporaryDirectory(prefix="planthread-", ignore_cleanup_errors=True) as scratch:
        given = {**os.environ, "PYTEST_DEBUG_TEMPROOT": scratch}
        return max([subprocess.call([str(PYTHON), "-m", *step], cwd=ROOT, env=given) for step in steps])


def extra(names):
    """Install extras, each from its own lock, into what the run lock made."""
    unknown = [name for name in names if name not in EXTRAS]
    if unknown or not names:
        return say(f"name one or more of the extras {', '.join(EXTRAS)}" + (f", not {unknown[0]}" if unknown else ""))
    for name in names:
        if subprocess.call([*pip(), "--require-hashes", "--no-deps", "-r", f"requirements-{name}.lock"], cwd=ROOT) != 0:
            return say(f"the extra {name} could not be installed; what pip said stands above. {REACH}")
    return 0


def audit(argv):
    """Licences, sizes and vulnerabilities of what is locked."""
    return subprocess.call([str(PYTHON), "-P", str(ROOT / "audit.py"), *argv], cwd=ROOT)


def pip():
    """How packages are installed into the environment."""
    return [str(PYTHON), "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]


def set_up(lock):
    """Make the environment unless it is there already; returns what stood in the way, None where nothing did."""
    mark = VENV / f".planthread-{lock}"
    wanted = fingerprint(lock)
    if PYTHON.exists() and mark.exists() and mark.read_text() == wanted:
        return None
    sys.stderr.write(f"planthread: setting up {VENV} from {lock}; this happens once\n")
    trouble = make_venv()
    if trouble:
        return trouble
    steps = (
        ["--require-hashes", "-r", lock],
        ["--require-hashes", "-r", BUILD_LOCK],
        ["--no-deps", "--no-build-isolation", "--no-index", "-e", "."],
    )
    for step in steps:
        if subprocess.call(pip() + step, stdout=sys.stderr, cwd=ROOT) != 0:
            return f"the packages in {lock} could not be installed; what pip said stands above. {REACH}"
    mark.write_text(wanted)
    return None


def fingerprint(lock):
    """What the environment was made from and with."""
    digest = hashlib.sha256(sys.version.encode())
    for name in (lock, BUILD_LOCK, "pyproject.toml"):
        digest.update((ROOT / name).read_bytes())
    return digest.hexdigest()


def make_venv():
    """Make .venv with pip in it; returns what stood in the way, None where nothing did."""
    if PYTHON.exists() and subprocess.call([str(PYTHON), "-m", "pip", "--version"], stdout=subprocess.DEVNULL) == 0:
        return None
    try:
        import ensurepip  # noqa: F401 -- Debian leaves venv in python3 and takes this out
        import venv
    except ImportError:
        version = f"{sys.version_info[0]}.{sys.version_info[1]}"
        return (
            "this Python lacks venv. Install it (Debian and Ubuntu: apt install python3-venv, or "
            f"python{version}-venv; elsewhere a Python from python.org has it), then call start.py again."
        )
    try:
        venv.create(str(VENV), with_pip=True, clear=True)
    except (OSError, subprocess.CalledProcessError) as error:
        return f"the environment {VENV} could not be made ({error}). Check that the folder can be written."
    return None


def say(message):
    """One line on standard error, and the exit code for wrong use."""
    sys.stderr.write(f"planthread: {message}\n")
    return 2


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
