"""Papers that lie elsewhere: s3://, https://, memory:// and whatever else fsspec knows, by file, folder or pattern.

fsspec (the extra `planthread[remote]`) is the library that dask, pandas and pyarrow read through: one interface over
every store, each store's own package behind it. It is imported only where a URL is given.
"""

from __future__ import annotations

import contextlib
import re
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import unquote, urlsplit

from extract.errors import WrongUse
from extract.readers.registry import is_paper
from planthread.settings import CONFIG_NAME

__all__ = ["Elsewhere", "Fetched", "fetched", "input_of", "is_url", "listed", "read_bytes", "store_of"]

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]+(?:://|::)")
_AT_A_TIME = 8
_STAMPS = ("ETag", "etag", "md5Hash", "mtime", "LastModified", "created")
"""What stores call that which changes with a file."""


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A file in a store. `name`: relative to the folder that was named. `size` in bytes, null where it is not told.

    `stamp` changes when the file does (a tag or a time), where the store tells one.
    """

    name: str
    url: str
    size: int | None = None
    stamp: str = ""


@dataclass(frozen=True, slots=True)
class Fetched:
    """Inputs that can be read as files. `problems`: why a paper could not be fetched, by the path it would have."""

    inputs: tuple[Path, ...]
    problems: Mapping[Path, str] = field(default_factory=dict)


def is_url(text: str) -> bool:
    """Whether it names something in a store (a Windows drive is no store)."""
    return bool(_SCHEME.match(text))


def input_of(text: str) -> Path | str:
    """What a person typed: a path, or a URL as it is; file:// is a path."""
    if text.startswith("file://"):
        from urllib.request import url2pathname  # brings http and ssl, which a path needs not

        return Path(url2pathname(urlsplit(text).path))
    return text if is_url(text) else Path(text)


@contextlib.contextmanager
def fetched(inputs: Sequence[Path | str], most_bytes: int) -> Iterator[Fetched]:
    """The inputs with every URL fetched into a folder that is gone afterwards, but for papers over `most_bytes`.

    Raises WrongUse where a store cannot be read at all.
    """
    given = [input_of(str(each)) for each in inputs]
    if all(isinstance(each, Path) for each in given):
        yield Fetched(tuple(each for each in given if isinstance(each, Path)))
        return
    with tempfile.TemporaryDirectory(prefix="planthread-") as folder:
        problems: dict[Path, str] = {}
        local = [
            each if isinstance(each, Path) else _fetch(each, Path(folder, str(number)), most_bytes, problems)
            for number, each in enumerate(given)
        ]
        yield Fetched(tuple(local), problems)


def _fetch(url: str, to: Path, most_bytes: int, problems: dict[Path, str]) -> Path:
    """Fetch what a URL names; the file, or the folder it stands in now."""
    files, is_folder = listed(url)
    to.mkdir(parents=True)
    store = store_of(url)[0]

    def get(file: Elsewhere) -> None:
        local = to / PurePosixPath(file.name)
        local.parent.mkdir(parents=True, exist_ok=True)
        local.touch()
        if not (is_paper(file.name) or local.name == CONFIG_NAME or not is_folder):
            return  # it is listed by its name
        if file.size and file.size > most_bytes:
            problems[local] = f"it has {file.size:,} bytes and max_bytes under [read] is {most_bytes:,}; raise it"
            return
        try:
            store.get_file(store._strip_protocol(file.url), str(local))
        except Exception as error:  # noqa: BLE001 -- every store has its own errors; one paper's failure is its own
            problems[local] = f"{file.url} could not be fetched ({_said(error)}); check the address and your access"

    with ThreadPoolExecutor(_AT_A_TIME) as pool:
        list(pool.map(get, files))
    return to if is_folder else to / files[0].name


def listed(url: str) -> tuple[list[Elsewhere], bool]:
    """The files that a URL names, in name order, and whether it named a folder or a pattern.

    Raises WrongUse where there is nothing, or the store cannot be asked.
    """
    store, path = store_of(url)
    try:
        if any(sign in path for sign in "*[") and "?" not in url:
            found = store.glob(path, detail=True)
            above = path[: re.search(r"[*\[]", path).start()].rpartition("/")[0]  # type: ignore[union-attr]
        elif _is_folder(store, url, path):
            found = store.find(path, detail=True)
            above = path.rstrip("/")
        else:
            return [_elsewhere(store, PurePosixPath(unquote(urlsplit(path).path)).name, store.info(path))], False
    except Exception as error:
        raise WrongUse(f"{url} cannot be read ({_said(error)}); check the address and your access") from error
    files = [
        _elsewhere(store, unquote(name.removeprefix(above).lstrip("/")), info)
        for name, info in sorted(found.items())
        if info.get("type") != "directory"
    ]
    # Hidden files are left out, and with them a name that leads out of the folder (..).
    shown = [file for file in files if not any(part.startswith(".") for part in file.name.split("/"))]
    if not shown:
        raise WrongUse(f"there are no files in {url}; check the address")
    return shown, True


def _is_folder(store: Any, url: str, path: str) -> bool:
    """Over HTTP a folder ends in a slash: every page has links, so that any page would look like one."""
    if url.startswith(("http://", "https://")):
        return urlsplit(url).path.endswith("/")
    return bool(store.isdir(path))


def _elsewhere(store: Any, name: str, info: Mapping[str, Any]) -> Elsewhere:
    stamp = next((str(info[key]) for key in _STAMPS if info.get(key)), "")
    return Elsewhere(name, store.unstrip_protocol(info["name"]), info.get("size"), stamp)


def read_bytes(url: str, most_bytes: int) -> bytes:
    """The bytes of a file in a store, at most one more than `most_bytes`, by which it is seen to be too large."""
    store, path = store_of(url)
    with store.open(path, "rb") as stream:
        return bytes(stream.read(most_bytes + 1))


def store_of(url: str) -> tuple[Any, str]:
    """The store that holds a URL and the path in it; WrongUse where the package it needs is not installed."""
    try:
        import fsspec
    except ImportError as error:
        raise WrongUse(
            f"{url} is read with fsspec, which is not installed: pip install 'planthread[remote]'"
        ) from error
    try:
        store, path = fsspec.core.url_to_fs(url)
    except ImportError as error:
        raise WrongUse(f"{url}: {_said(error)}. Install that package beside Planthread") from error
    except ValueError as error:
        raise WrongUse(f"{url}: {_said(error)}; write a path, or a URL such as https://… or s3://…") from error
    return store, path


def _said(error: BaseException) -> str:
    """An error in one short line."""
    text = " ".join(str(error).split())[:200]
    return text if text and len(text) > 3 else f"{type(error).__name__} {text}".strip()
