"""Which papers a run reads: the files and folders a person names, found, hashed and told apart by content."""

from __future__ import annotations

import hashlib
import os
import re
import stat
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from extract.errors import PlanthreadError, WrongUse
from extract.readers.registry import is_paper
from extract.settings import ReadSettings
from planthread.settings import CONFIG_NAME
from publish.descriptor import read_descriptor

__all__ = [
    "DEFAULT_INPUT",
    "Input",
    "Source",
    "config_of",
    "digest",
    "files_in",
    "find_papers",
    "inputs_of",
    "named_apart",
    "papers_in",
    "readable",
]

DEFAULT_INPUT = Path("data/raw")
_NOT_SHOWN = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True)
class Source:
    """A paper's bytes: `file` is the name it has in the dataset, `also_at` other names of the same bytes.

    `sha256` is empty, and `problem` says why, where the file cannot be opened.
    """

    path: Path
    file: str
    sha256: str
    size: int
    problem: str | None = None
    also_at: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Input:
    """What was found: the papers, by file name, one for each content, and the files that are no papers."""

    sources: tuple[Source, ...]
    not_papers: tuple[str, ...]


def inputs_of(paths: Sequence[Path]) -> tuple[Path, ...]:
    """The files and folders to read: those named, else data/raw; its specimen only while nothing else is there.

    Raises WrongUse for one that does not exist.
    """
    for path in paths:
        if not path.exists():
            raise WrongUse(f"there is no file or folder {path}; check the name")
    if paths and not all(path.resolve() == DEFAULT_INPUT.resolve() for path in paths):
        return tuple(paths)
    specimen = DEFAULT_INPUT / "specimen"
    if not DEFAULT_INPUT.is_dir():
        raise WrongUse(f"there is no folder {DEFAULT_INPUT} here; name the files or the folder with your papers")
    others = (entry for entry in files_in(DEFAULT_INPUT) if specimen not in entry.parents)
    if specimen.is_dir() and not any(is_paper(entry.name) for entry in others):
        return (specimen,)
    return (DEFAULT_INPUT,)


def config_of(inputs: Iterable[Path]) -> Path | None:
    """The planthread.toml of the input folders; WrongUse where several hold one."""
    held = [folder / CONFIG_NAME for folder in inputs if (folder / CONFIG_NAME).is_file()]
    if len(held) > 1:
        raise WrongUse(f"{' and '.join(map(str, held))} both hold settings; say which to use with --config FILE")
    return held[0] if held else None


def find_papers(
    inputs: Sequence[Path], problems: Mapping[Path, str] | None = None, max_bytes: int = ReadSettings().max_bytes
) -> Input:
    """Every paper in the inputs with its hash; raises PlanthreadError where there is none.

    `problems`: why the bytes of a path could not be had, where that is known already; `max_bytes`: a larger file is not
    even hashed.
    """
    papers, not_papers = papers_in(inputs)
    return Input(_by_content(papers, problems or {}, max_bytes), not_papers)


def papers_in(inputs: Sequence[Path]) -> tuple[list[tuple[str, Path]], tuple[str, ...]]:
    """The name and path of every paper in the inputs, and the names of files that are none.

    Raises PlanthreadError where there is no paper.
    """
    papers: list[tuple[str, Path]] = []
    not_papers: list[str] = []
    for given in inputs:
        if not given.is_dir():
            papers.append((given.name, given))
            continue
        closed: list[Path] = []
        for path in files_in(given, closed):
            name = path.relative_to(given).as_posix()
            if given == DEFAULT_INPUT and name.startswith("specimen/"):
                continue
            if is_paper(path.name):
                papers.append((name, path))
            elif path.name != CONFIG_NAME:
                not_papers.append(readable(name))
        papers += ((f"{folder.relative_to(given).as_posix()}/", folder) for folder in closed)
    if not papers:
        raise PlanthreadError(
            f"no papers in {', '.join(map(str, inputs))}: put PDF, Word, HTML, text or spreadsheet files there, "
            "or name the folder that holds them"
        )
    return named_apart(papers), tuple(sorted(not_papers))


def files_in(folder: Path, closed: list[Path] | None = None) -> Iterator[Path]:
    """Every file in a folder and its subfolders, in name order; hidden ones and datasets of ours are left out.

    Folders that cannot be looked into are added to `closed`. Links to folders are not followed. It keeps its own list
    of what is to come: folders may lie deeper in each other than functions can.
    """
    waiting = [folder]
    while waiting:
        here = waiting.pop()
        try:
            with os.scandir(here) as found:
                entries = sorted((entry for entry in found if not entry.name.startswith(".")), key=lambda e: e.name)
        except OSError:
            if closed is not None:
                closed.append(here)
            continue
        inner: list[Path] = []
        for entry in entries:
            if not _is_folder(entry):
                yield here / entry.name
            elif not entry.is_symlink() and read_descriptor(here / entry.name) is None:
                inner.append(here / entry.name)
        waiting += reversed(inner)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link that leads back to itself is no folder, and said when it is opened
        return False


def named_apart(papers: list[tuple[str, Path]]) -> list[tuple[str, Path]]:
    """Two files of one name from different places are told apart by the folders they stand in."""
    names = [name for name, _ in papers]
    if len(set(names)) == len({os.path.realpath(path) for _, path in papers}):
        return papers
    return [(_from_above(path, papers) if names.count(name) > 1 else name, path) for name, path in papers]


def _from_above(path: Path, papers: list[tuple[str, Path]]) -> str:
    """A file's path from the folder above all the papers; whole where they stand on several drives."""
    try:
        above = os.path.commonpath([_real(other).parent for _, other in papers])
    except ValueError:
        return _real(path).as_posix()
    return _real(path).relative_to(above).as_posix()


def _real(path: Path) -> Path:
    """Where a path leads; a link that leads back to itself leads nowhere, and is said when it is opened."""
    return Path(os.path.realpath(path))


def _by_content(papers: list[tuple[str, Path]], problems: Mapping[Path, str], max_bytes: int) -> tuple[Source, ...]:
    found: dict[str, list[tuple[str, Path, int, str | None]]] = {}
    for name, path in sorted(set(papers)):
        sha256, size, problem = ("", 0, problems[path]) if path in problems else digest(path, max_bytes)
        found.setdefault(sha256 or name, []).append((readable(name), path, size, problem))
    return tuple(_source(key, same) for key, same in found.items())


def digest(path: Path, max_bytes: int) -> tuple[str, int, str | None]:
    """The hash and size of a file, or what is wrong with it. What is no file (a pipe, a device) is never opened."""
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode) and (why := _closed(path)):
            return "", 0, f"the folder cannot be looked into ({why}); check its permissions"
        if not stat.S_ISREG(mode):
            return "", 0, "this is a pipe, a device or a folder and no file; put the paper itself there"
        with path.open("rb") as stream:
            size = os.fstat(stream.fileno()).st_size
            if size > max_bytes:
                return (
                    "",
                    size,
                    f"the file has {size:,} bytes and the limit is {max_bytes:,}; split it, or raise max_bytes",
                )
            return hashlib.file_digest(stream, "sha256").hexdigest(), size, None
    except OSError as error:
        why = error.strerror
        if path.is_symlink():
            return "", 0, f"the link leads to no file that can be opened ({why}); put the paper itself there"
        return "", 0, f"the file cannot be opened ({why}); check its permissions"


def _closed(folder: Path) -> str | None:
    """Why a folder cannot be looked into; None where it can."""
    try:
        os.scandir(folder).close()
    except OSError as error:
        return error.strerror
    return None


def _source(key: str, same: list[tuple[str, Path, int, str | None]]) -> Source:
    (name, path, size, problem), *others = same
    also_at = tuple(sorted({other[0] for other in others} - {name}))
    return Source(path, name, "" if problem else key, size, problem, also_at)


def readable(name: str) -> str:
    """A file name that can be shown: bytes of another encoding, line ends and marks that turn text as U+FFFD."""
    return _NOT_SHOWN.sub("\ufffd", os.fsencode(name).decode("utf-8", "replace"))
