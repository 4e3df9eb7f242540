"""Whether a dataset is what its papers give: the same papers read again, with the same settings, and compared.

run.json tells which papers those were (by SHA-256 and by their names in the input folder) and with which settings they
were read; it does not tell where they lie.
"""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from extract.errors import PlanthreadError
from planthread.made_with import differences, made_with
from planthread.pair import reconciled_files
from planthread.pipeline import Clock, dataset_of, published
from planthread.reading import Progress
from planthread.settings import Settings
from planthread.sources import Input, Source, files_in
from publish.compare import Comparison, compare
from publish.dataset import Dataset

__all__ = ["Found", "Verdict", "found_papers", "recorded_settings", "verify"]


@dataclass(frozen=True, slots=True)
class Found:
    """The papers of a dataset as they were found again.

    `missing`: names of those that no file has the bytes of; `changed`: those where a file of that name has others;
    `renamed`: name then and path now of those found under another name; they are read under the name they had.
    """

    sources: tuple[Source, ...]
    missing: tuple[str, ...]
    changed: tuple[str, ...]
    renamed: tuple[tuple[str, str], ...]

    @property
    def whole(self) -> bool:
        """Whether every paper is there."""
        return not (self.missing or self.changed)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of it. `comparison`: None where papers were missing; `versions`: what was another version or means."""

    found: Found
    versions: tuple[str, ...]
    comparison: Comparison | None

    @property
    def same(self) -> bool:
        """Whether the dataset is what its papers give.

        Files that say the same in other bytes count as the same where something was another version: DATASET.md
        promises bytes on the same platform and lock only.
        """
        held = self.comparison
        if held is None or any(table.differing for table in held.tables) or held.contents:
            return False
        return not held.bytes_only or bool(self.versions)


def recorded_settings(dataset: Dataset) -> Settings:
    """The settings a dataset was made with; PlanthreadError where its run.json does not tell them."""
    if not dataset.run.get("inputs") or "settings" not in dataset.run:
        raise PlanthreadError(
            f"{dataset.folder / 'run.json'} is missing or does not name the papers and settings, so nothing can be "
            "read again; make the dataset again with planthread run"
        )
    try:
        return Settings.model_validate(dataset.run["settings"])
    except ValidationError as error:
        fault = ".".join(map(str, error.errors()[0]["loc"]))
        raise PlanthreadError(
            f"{dataset.folder / 'run.json'} has settings that this version does not know ({fault}); it was made with "
            f"planthread {dataset.run.get('planthread')}: verify it with that version"
        ) from error


def found_papers(dataset: Dataset, inputs: Sequence[Path]) -> Found:
    """Find the dataset's papers in files and folders: by name first, else by their bytes under any name."""
    problems = {paper["file"]: paper["problem"] for paper in dataset.run["papers"]}
    by_hash: dict[str, Path] | None = None
    sources: list[Source] = []
    missing: list[str] = []
    changed: list[str] = []
    renamed: list[tuple[str, str]] = []
    for said in dataset.run["inputs"]:
        file, sha256 = said["file"], said["sha256"]
        if sha256 is None:  # it could not be opened then: what the dataset has of it needs no bytes
            sources.append(Source(Path(file), file, "", 0, problems.get(file) or "", tuple(said["also_at"])))
            continue
        named = [path for name in (file, *said["also_at"]) for path in _named(name, inputs)]
        path = next((path for path in named if _sha256(path) == sha256), None)
        if path is None:
            by_hash = _by_hash(inputs) if by_hash is None else by_hash
            path = by_hash.get(sha256)
            if path is None:
                (changed if named else missing).append(file)
                continue
            renamed.append((file, _shown(path, inputs)))
        sources.append(Source(path, file, sha256, path.stat().st_size, None, tuple(said["also_at"])))
    return Found(tuple(sources), tuple(missing), tuple(changed), tuple(renamed))


def _named(name: str, inputs: Sequence[Path]) -> Iterator[Path]:
    """The files that could be the paper of this name."""
    for given in inputs:
        path = given / name if given.is_dir() else given
        if path.is_file() and (given.is_dir() or given.name == name.rpartition("/")[2]):
            yield path


def _by_hash(inputs: Sequence[Path]) -> dict[str, Path]:
    files = (path for given in inputs for path in (files_in(given) if given.is_dir() else (given,)))
    return {digest: path for path in files if (digest := _sha256(path))}


def _sha256(path: Path) -> str | None:
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return None


def _shown(path: Path, inputs: Sequence[Path]) -> str:
    """A path as a person knows it: relative to the folder that was named."""
    above = next((given for given in inputs if given in path.parents), path.parent)
    return path.relative_to(above).as_posix()


def verify(dataset: Dataset, inputs: Sequence[Path], settings: Settings, progress: Progress | None = None) -> Verdict:
    """Read the dataset's papers, which lie in `inputs`, again and compare what they give with it.

    `settings`: `recorded_settings(dataset)`, perhaps with other means. Writes to the system's temporary folder only.
    """
    found = found_papers(dataset, inputs)
    if not found.whole:
        return Verdict(found, tuple(differences(dataset.run, made_with())), None)
    with tempfile.TemporaryDirectory(prefix="planthread-verify-") as folder:
        given = Input(found.sources, ())
        again = _made(dataset.run, given, Path(folder) / "dataset", settings, progress)
        return Verdict(found, tuple(differences(dataset.run, again.run)), compare(dataset.folder, again.folder))


def _made(run: Mapping[str, Any], given: Input, out: Path, settings: Settings, progress: Progress | None) -> Dataset:
    """Do again what made the dataset."""
    clock = Clock()
    if run.get("command", "run") == "run":
        return dataset_of(given, out, settings, clock, progress)
    tracked = run["command"] == "reconcile --tracked"
    found, given = reconciled_files(given.sources, settings, clock, tracked=tracked, progress=progress)
    return published(found, given, out, settings, clock, run["command"])
