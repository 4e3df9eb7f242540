"""A version of a plan given as data: CSV, Excel or JSON with ref, text and perhaps section, owner, timescale, rating.

Refs are taken as they are. Whatever other columns or keys there are become the action's fields: nothing is dropped.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extract.errors import WrongUse
from extract.model import Action, ActionField, Finding, Paper, Place, Section, TableUse, Version, finding
from extract.owners import split_owners
from extract.rating_key import usual_key
from extract.readers.registry import media_type_of
from extract.settings import ReadSettings
from extract.stated import context_of
from extract.timescales import read_timescale

__all__ = ["read_version"]

KNOWN = ("ref", "text", "section", "owner", "timescale", "rating")
_ALSO = {"owners": "owner", "id": "ref"}


@dataclass(frozen=True, slots=True)
class _Record:
    """One row: its values by column name, and where it stands (1-based row of the table, or entry of the list)."""

    values: dict[str, str]
    row: int


def read_version(path: Path, data: bytes, settings: ReadSettings) -> Paper | None:
    """The paper whose one version the file gives; None where it is not such a file (then it is a paper to read).

    A CSV or Excel file is one where its first row names the columns `ref` and `text`. Raises WrongUse for a JSON file
    that holds no list of actions.
    """
    records = _records(path, data)
    if records is None:
        return None
    digest = hashlib.sha256(data).hexdigest()
    version, findings = _version(digest[:12], path.stem, records, settings)
    return Paper(
        paper_id=digest[:12],
        sha256=digest,
        file=path.name,
        media_type="application/json" if path.suffix.lower() == ".json" else media_type_of(path.name),
        reader="sheet",
        role="plan",
        status="read",
        title=path.stem,
        versions=(version,),
        tables=(TableUse(1, None, len(records), "actions", "its columns are named ref and text"),),
        findings=tuple(findings),
    )


def _records(path: Path, data: bytes) -> list[_Record] | None:
    suffix = path.suffix.lower()
    if suffix == ".json":
        return list(_from_json(path, data))
    if suffix == ".csv":
        return _from_rows(_csv_rows(data))
    if suffix in (".xlsx", ".xlsm"):
        return _from_rows(_excel_rows(data))
    return None


def _from_json(path: Path, data: bytes) -> Iterator[_Record]:
    try:
        held = json.loads(data.decode("utf-8-sig"))
    except ValueError as error:
        raise WrongUse(f"{path} is not valid JSON ({error})") from error
    entries = held.get("actions") if isinstance(held, dict) else held
    if not isinstance(entries, list) or not all(isinstance(entry, dict) and "text" in entry for entry in entries):
        raise WrongUse(f'{path} holds no list of actions; write [{{"ref": "A1", "text": "…"}}, …]')
    for number, entry in enumerate(entries, start=1):
        yield _Record({_column(key): _joined(value) for key, value in entry.items()}, number)


def _joined(value: Any) -> str:
    if isinstance(value, list):
        return "\n".join(map(_joined, value))
    return "" if value is None else str(value)


def _csv_rows(data: bytes) -> Iterator[Sequence[str]]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")
    csv.field_size_limit(2**31 - 1)
    try:
        yield from csv.reader(io.StringIO(text, newline=""))
    except csv.Error:
        return  # not this kind of file: the sheet reader says what is wrong with it


def _excel_rows(data: bytes) -> Iterator[Sequence[str]]:
    import openpyxl

    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    except (zipfile.BadZipFile, KeyError, ValueError, OSError):
        return
    for row in book.worksheets[0].iter_rows(values_only=True):
        yield ["" if value is None else str(value) for value in row]


def _from_rows(rows: Iterator[Sequence[str]]) -> list[_Record] | None:
    header = [_column(name) for name in next(rows, ())]
    if not {"ref", "text"} <= set(header):
        return None
    return [
        _Record(dict(zip(header, row, strict=False)), number)
        for number, row in enumerate(rows, start=2)
        if any(cell.strip() for cell in row)
    ]


def _column(name: str) -> str:
    folded = name.strip().casefold()
    folded = _ALSO.get(folded, folded)
    return folded if folded in KNOWN else name.strip()


def _version(
    version_id: str, title: str, records: Sequence[_Record], settings: ReadSettings
) -> tuple[Version, list[Finding]]:
    context = context_of((text for record in records for text in record.values.values()), settings)
    printed_times = {record.values.get("timescale", "").strip() for record in records}
    times = {printed: tuple(read_timescale(printed, context)) for printed in printed_times}  # each once
    owners = split_owners([record.values.get("owner", "") for record in records])
    key = usual_key()
    sections: dict[str, Section] = {}
    used: dict[str, int] = {}
    actions: list[Action] = []
    for position, (record, answering) in enumerate(zip(records, owners, strict=True), start=1):
        said = {name: record.values.get(name, "").strip() or None for name in KNOWN}
        rating, printed, _ = key.read(said["rating"], None)
        actions.append(
            Action(
                action_id=_action_id(version_id, said["ref"], position, used),
                position=position,
                text=said["text"] or "",
                ref=said["ref"],
                ref_printed=said["ref"],
                section_id=_section_id(version_id, said["section"], sections),
                rating=rating,
                rating_printed=printed or said["rating"],
                owners_printed=said["owner"],
                timescale_printed=said["timescale"],
                milestones=times[said["timescale"] or ""],
                owners=answering,
                fields=_fields(record),
                places=(Place(table=1, row=record.row),),
            )
        )
    version = Version(
        version_id, version_id, "issued", title, None, sections=tuple(sections.values()), actions=tuple(actions)
    )
    return version, [_used_again(version_id, ref, times) for ref, times in used.items() if times > 1]


def _action_id(version_id: str, ref: str | None, position: int, used: dict[str, int]) -> str:
    if ref is None:
        return f"{version_id}#@{position}"
    used[ref] = used.get(ref, 0) + 1
    return f"{version_id}#{ref}" + (f"~{used[ref]}" if used[ref] > 1 else "")


def _section_id(version_id: str, path: str | None, sections: dict[str, Section]) -> str | None:
    if path is None:
        return None
    if path not in sections:
        slug = hashlib.sha256(path.encode()).hexdigest()[:8]
        sections[path] = Section(f"{version_id}/{slug}", len(sections) + 1, tuple(path.split(" > ")))
    return sections[path].section_id


def _fields(record: _Record) -> tuple[ActionField, ...]:
    others = ((n, name, value) for n, (name, value) in enumerate(record.values.items(), start=1) if name not in KNOWN)
    return tuple(ActionField(position, name, value) for position, name, value in others if value)


def _used_again(version_id: str, ref: str, times: int) -> Finding:
    return finding(
        "ref-duplicated",
        "warning",
        f"the ref {ref} stands {times} times",
        paper_id=version_id,
        version_id=version_id,
        subject_id=f"{version_id}#{ref}",
        refs=(ref,),
    )
