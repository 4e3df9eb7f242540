"""Every regular expression of the package on long words made to slow it down: `python -m benchmarks.patterns`.

A search that backtracks takes time that grows with the square of a text's length, or worse, on texts that nobody writes
but somebody may. For every pattern that a module compiles when it is imported, and every one that stands in a call, the
words of the pattern itself (its characters, its literals) are repeated to growing lengths, after others of them and
before what cannot match; each way it is used (search, match, sub …) is timed by the clock of the processor. Prints the
patterns whose time grows faster than the text (its exponent between two lengths), the worst first, with the words that
do it; the exit code is 1 where there are any.

`--all` prints a line for every pattern.
"""

from __future__ import annotations

import argparse
import ast
import importlib
import itertools
import math
import re
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("extract", "reconcile", "publish", "planthread")
LENGTHS = (500, 2_000, 8_000)
"""Characters; the next length is tried only while the last one took little."""
NOTHING = 0.003
"""Seconds of the processor below which no growth can be told."""
LONG = 0.15
"""Seconds after which no longer text is tried."""
FASTER = 1.45
"""The exponent from which time is said to grow faster than the text: between linear and square, noise allowed."""
BOUNDED = {
    "extract/header_words.py": 90,  # LONGEST_HEADER
    "extract/header_nouns.py": 90,
    "extract/minutes.py": 1_000,  # _LONGEST
    "extract/changelog_prose.py": 2_000,  # _LONGEST
    "extract/action_lines.py": 1_000,  # _LONGEST
    "extract/readers/sheet_numbers.py": 1_000,  # _LONGEST
    "extract/owners.py": 600,  # _LONGEST, but for _HARD
}
"""Characters of the longest text that reaches the patterns of a file: what calls them bounds it."""
ENDS = ("\x00", "")
USUAL = ("a", "1", " ", "a ", "A.", "(", "\n")
WAYS = ("search", "match", "fullmatch", "sub", "split", "finditer", "findall")


@dataclass(frozen=True, slots=True)
class Used:
    """A pattern, where it stands, and the ways it is used (all that matter where that cannot be told)."""

    pattern: re.Pattern[str]
    place: str
    ways: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Worst:
    """The slowest that a pattern was found to be: its exponent, seconds at that length, and the words that did it."""

    exponent: float
    seconds: float
    length: int
    way: str
    words: tuple[str, str, str]


def compiled() -> Iterator[Used]:
    """The patterns that modules compile when they are imported, and those that stand in calls."""
    found: dict[tuple[str, int], tuple[re.Pattern[str], str]] = {}
    real = re.compile

    def noted(pattern: Any, flags: Any = 0) -> Any:
        made = real(pattern, flags)
        frame: FrameType = sys._getframe(1)
        if isinstance(made.pattern, str) and Path(frame.f_code.co_filename).is_relative_to(ROOT):
            path = Path(frame.f_code.co_filename).relative_to(ROOT).as_posix()
            if path.partition("/")[0] in PACKAGES:
                found[made.pattern, made.flags] = made, f"{path}:{frame.f_lineno}"
        return made

    sources = {
        path: path.read_text(encoding="utf-8") for package in PACKAGES for path in (ROOT / package).rglob("*.py")
    }
    re.compile = noted  # type: ignore[assignment]
    try:
        for path in sorted(sources):
            if path.stem != "__main__":
                importlib.import_module(
                    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
                )
    finally:
        re.compile = real
    whole = "\n".join(sources.values())
    for made, place in found.values():
        yield Used(made, place, _ways(place, sources, whole))
    for path, source in sources.items():
        yield from _in_calls(path, source)


def _ways(place: str, sources: dict[Path, str], whole: str) -> tuple[str, ...]:
    """The methods that are called on the name that the pattern is given to; the usual ones where it has none."""
    path, line = place.split(":")
    lines = sources[ROOT / path].splitlines()
    above = "\n".join(lines[max(0, int(line) - 4) : int(line)])
    names = re.findall(r"^(_?[A-Z][A-Z_0-9]*)\b[^=\n]*= ?re\.compile", above, re.MULTILINE)
    own = sources[ROOT / path]
    called = {way for name in names[-1:] for way in re.findall(rf"\b{name}\.(\w+)\(", own if name[0] == "_" else whole)}
    return tuple(way for way in WAYS if way in called) or ("search", "fullmatch")


def _in_calls(path: Path, source: str) -> Iterator[Used]:
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Call(
                func=ast.Attribute(value=ast.Name(id="re"), attr=way), args=[ast.Constant(value=str(text)), *_]
            ) if way in WAYS:
                flags = re.IGNORECASE if re.search(r"\bre\.I", ast.unparse(node)) else 0
                yield Used(re.compile(text, flags), f"{path.relative_to(ROOT).as_posix()}:{node.lineno}", (way,))


def words_of(pattern: re.Pattern[str]) -> list[str]:
    """What the pattern is made of: a character for each of its classes, and its runs of literals."""
    found: dict[str, None] = dict.fromkeys(USUAL)
    for run in _runs(re._parser.parse(pattern.pattern, pattern.flags)):  # type: ignore[attr-defined]
        found.setdefault(run)
        if len(run) > 1:
            found.setdefault(run + " ")
    return list(found)


def _runs(parsed: Any) -> Iterator[str]:
    literals = ""
    for operation, given in parsed:
        name = str(operation)
        if name == "LITERAL":
            literals += chr(given)
            continue
        if literals:
            yield literals
            literals = ""
        if name == "IN":
            yield _one_of(given)
        elif name in ("ANY", "NOT_LITERAL"):
            yield "~"
        else:
            for part in _parts(given):
                yield from _runs(part)
    if literals:
        yield literals


def _parts(given: Any) -> Iterator[Any]:
    if hasattr(given, "data"):
        yield given
    elif isinstance(given, list | tuple):
        for part in given:
            yield from _parts(part)


_OF_CLASS = {"CATEGORY_SPACE": " ", "CATEGORY_DIGIT": "1", "CATEGORY_WORD": "w", "CATEGORY_NOT_WORD": "–"}


def _one_of(given: Any) -> str:
    for operation, value in given:
        match str(operation):
            case "LITERAL":
                return chr(value)
            case "RANGE":
                return chr(value[0])
            case "CATEGORY" if str(value) in _OF_CLASS:
                return _OF_CLASS[str(value)]
    return "~"


class Slow(BaseException):
    """It took too much of the processor."""


@contextmanager
def limited(seconds: float) -> Iterator[None]:
    """Stop what takes longer; the engine looks for signals."""

    def stop(*_: object) -> None:
        raise Slow

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def seconds(call: Callable[[], Any]) -> float:
    """Of the processor, the least of two; four times LONG where it was stopped."""
    least = math.inf
    for _ in range(2):
        began = time.process_time()
        try:
            with limited(4 * LONG):
                call()
        except Slow:
            return 4 * LONG
        least = min(least, time.process_time() - began)
        if least > LONG or least < NOTHING:
            break
    return least


def _call(pattern: re.Pattern[str], way: str, text: str) -> Callable[[], Any]:
    match way:
        case "sub":
            return lambda: pattern.sub("", text)
        case "finditer":
            return lambda: list(pattern.finditer(text))
        case _:
            return lambda: getattr(pattern, way)(text)


def worst(used: Used) -> Worst:
    """The words that slow a pattern most, of all that were tried."""
    most = Worst(0.0, 0.0, 0, used.ways[0], ("", "", ""))
    words, reaches = words_of(used.pattern), BOUNDED.get(used.place.partition(":")[0], LENGTHS[-1])
    lengths = tuple(length for length in LENGTHS if length <= reaches) or (reaches,)
    heads = ["", *sorted(words, key=len, reverse=True)[:4]]
    for way in used.ways:
        for head, unit, end in itertools.product(heads, words, ENDS):
            last = 0.0
            for shorter, length in itertools.pairwise((1, *lengths)):
                text = head + (unit * (1 + length // len(unit)))[:length] + end
                took = seconds(_call(used.pattern, way, text))
                if took > NOTHING and last > 0 and shorter > 1:
                    least = min(took, *(seconds(_call(used.pattern, way, text)) for _ in range(2)))
                    exponent = math.log(max(least, NOTHING / 40) / max(last, NOTHING / 40)) / math.log(length / shorter)
                    if (exponent > FASTER, took) > (most.exponent > FASTER, most.seconds):
                        most = Worst(exponent, took, length, way, (head, unit, end))
                last = took
                if took > LONG or took < NOTHING / 60 * length / LENGTHS[0]:
                    break
            if most.seconds > LONG:
                return most
    return most


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--all", action="store_true", help="a line for every pattern")
    asked.add_argument("modules", nargs="*", help="only patterns of files whose path holds one of these words")
    given = asked.parse_args()
    every = [used for used in compiled() if not given.modules or any(word in used.place for word in given.modules)]
    found = []
    for used in every:
        slow = worst(used)
        found.append((slow, used))
        if given.all:
            print(f"{slow.exponent:5.1f} {slow.seconds:8.3f} s {used.place}", flush=True)
    growing = sorted((item for item in found if item[0].exponent > FASTER), key=lambda item: -item[0].seconds)
    for slow, used in growing:
        head, unit, end = slow.words
        did = f"{used.place} {slow.way}: {head!r} + {unit!r}… + {end!r}"
        print(f"n^{slow.exponent:.1f} {slow.seconds:6.2f} s at {slow.length:6} {did}")
    print(f"{len(every)} patterns, {len(growing)} of which grow faster than the text")
    return int(bool(growing))


if __name__ == "__main__":
    sys.exit(main())
