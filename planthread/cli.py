"""The command line: `planthread COMMAND`, each command in its own `cli_<command>` module.

argparse, because it is part of Python: nothing more to install or lock, and help answers in a tenth of the time that a
library on top of it takes to load. Whatever is slow to import is imported inside the command that needs it.
"""

from __future__ import annotations

import argparse
import contextlib
import errno
import importlib
import os
import sys
from collections.abc import Sequence

from extract.errors import PlanthreadError
from planthread import __version__

__all__ = ["COMMANDS", "main", "parser"]

COMMANDS = ("run", "extract", "reconcile", "timescale", "explain", "report", "check", "verify")

_REFUSALS = (errno.ENOSPC, errno.EDQUOT, errno.EACCES, errno.EPERM, errno.EROFS, errno.EIO, errno.EMFILE)
"""What a system says no with that is nobody's mistake here, wherever it happens: output, temporary files."""

_EPILOG = """\
exit codes:
  0  all is well
  1  done, but some paper could not be read
  2  wrong use: an option, path or setting that cannot be meant
  3  nothing could be done

example:
  planthread run papers/ --out dataset/
"""


def parser() -> argparse.ArgumentParser:
    """The whole command line."""
    top = argparse.ArgumentParser(
        prog="planthread",
        description="Follow every action of a committee's plan through its papers.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    top.add_argument("--version", action="version", version=f"planthread {__version__}")
    commands = top.add_subparsers(title="commands", metavar="COMMAND", dest="command")
    for name in COMMANDS:
        importlib.import_module(f"planthread.cli_{name}").add(commands)
    return top


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; its exit code. What a person did wrong is one line on standard error, never a traceback."""
    _speak_utf8()
    try:
        code = _execute(argv)
        sys.stdout.flush()
    except PlanthreadError as error:
        return _say(str(error), error.exit_code)
    except KeyboardInterrupt:
        return _say("stopped", 130)
    except BrokenPipeError:  # whoever reads our output has seen enough
        with contextlib.suppress(OSError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:
        if os.environ.get("PLANTHREAD_DEBUG"):
            raise
        if isinstance(error, OSError) and error.errno in _REFUSALS:
            where = f" ({error.filename})" if error.filename else ""
            why = f"{error.strerror}{where}"
            return _say(f"the system refused: {why}; free some space, or get permission, and run again", 3)
        said = f"{type(error).__name__}: {error}"
        return _say(f"unexpected error ({said}); please report it with what PLANTHREAD_DEBUG=1 shows", 3)
    return code


def _execute(argv: Sequence[str] | None) -> int:
    top = parser()
    args = top.parse_args(argv)
    if args.command is None:
        top.print_help(sys.stderr)
        return 2
    code: int = args.execute(args)
    return code


def _say(message: str, code: int) -> int:
    print(f"planthread: {' '.join(message.split())}", file=sys.stderr)
    return code


def _speak_utf8() -> None:
    """Output that a program may read is UTF-8 everywhere; a terminal shows what it can and never stops a run."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="replace")


if __name__ == "__main__":
    sys.exit(main())
