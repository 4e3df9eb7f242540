"""The dataset as a folder: written whole or not at all, and read back."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extract.errors import OutputRefused, WrongUse
from publish.csv_table import read_rows, write_csv
from publish.database import write_database
from publish.descriptor import NAME, describe, files_of, read_descriptor
from publish.faults import faults_of
from publish.schema import TABLES, table_named
from publish.swap import probe, recover, replaced
from publish.tables import Row, rows_of
from reconcile.model import Reconciliation

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["PARTITIONED", "RUN", "Dataset", "Extra", "open_dataset", "refuse_unless_ours", "write_dataset"]

RUN = "run.json"
PARTITIONED = "partitioned"
"""The folder in which the same tables may stand in parts (`publish.parts`)."""

Extra = Callable[[Path, Reconciliation, Mapping[str, Sequence[Row]]], tuple[str, ...]]
"""Writes further files of ours (report page, workbook) into the folder; returns their paths, relative, with /."""


@dataclass(frozen=True, slots=True)
class Dataset:
    """A dataset that was written: where it stands and what ran to make it (run.json)."""

    folder: Path
    run: Mapping[str, Any]

    def rows(self, table: str) -> list[Row]:
        """The rows of a table as plain values: str, int, float, bool, date, tuple of str, None."""
        return list(read_rows(table_named(table), self.folder / "csv" / f"{table}.csv"))

    def frame(self, table: str) -> pd.DataFrame:
        """A table as a data frame, from its Parquet file."""
        import pandas as pd

        return pd.read_parquet(self.folder / "parquet" / f"{table_named(table).name}.parquet")


def refuse_unless_ours(folder: Path) -> None:
    """Raise OutputRefused where `folder` holds something and no dataset of ours, is no folder or cannot be written."""
    recover(folder)
    probe(folder)
    if folder.is_dir():
        held = [entry for entry in folder.iterdir() if entry.name not in (".gitkeep", PARTITIONED)]
        if held and read_descriptor(folder) is None:
            raise OutputRefused(
                f"{folder} holds files and no dataset of Planthread's, so nothing is written there. Name an empty or a "
                "new folder with --out"
            )
    elif folder.exists():
        raise OutputRefused(f"{folder} is a file, not a folder. Name a folder with --out")


def write_dataset(found: Reconciliation, out: Path, run: Mapping[str, Any], extras: Sequence[Extra] = ()) -> Dataset:
    """Write every table in every format to `out`, replacing an earlier dataset there in one step.

    `run` is what run.json says beside the counts and warnings that are added here. Files in `out` that are not ours
    are kept. Raises OutputRefused where `out` is not ours or cannot be written; it is then as it was.
    """
    refuse_unless_ours(out)
    start = time.perf_counter()
    tables, warnings = rows_of(found)
    warnings += faults_of(tables)
    with replaced(out, _ours) as folder:
        warnings += _write_tables(tables, folder)
        others = tuple(path for extra in extras for path in extra(folder, found, tables))
        _write_json(folder / NAME, describe(folder, others))
        counts = {name: len(rows) for name, rows in tables.items()}
        seconds = {**run.get("seconds", {}), "publish": round(time.perf_counter() - start, 3)}
        said = [*run.get("warnings", ()), *warnings]
        about = {**run, "seconds": seconds, "counts": counts, "warnings": said}
        _write_json(folder / RUN, about)
    return Dataset(out, about)


def _write_tables(tables: Mapping[str, Sequence[Row]], folder: Path) -> list[str]:
    from publish.parquet_table import write_parquet

    (folder / "csv").mkdir()
    (folder / "parquet").mkdir()
    for table in TABLES:
        write_csv(table, tables[table.name], folder / "csv" / f"{table.name}.csv")
        write_parquet(table, tables[table.name], folder / "parquet" / f"{table.name}.parquet")
    return write_database(tables, folder / "planthread.sqlite")


def _write_json(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n")


def _ours(folder: Path) -> list[str]:
    """The files of an earlier dataset, as its own descriptor names them."""
    descriptor = read_descriptor(folder)
    return [NAME, RUN, *(str(file["path"]) for file in files_of(descriptor))] if descriptor else []


def open_dataset(folder: Path) -> Dataset:
    """The dataset in `folder`; raises WrongUse where there is none."""
    recover(folder)
    if read_descriptor(folder) is None:
        raise WrongUse(f"{folder} holds no dataset of Planthread's. Make one with: planthread run --out {folder}")
    try:
        about = json.loads((folder / RUN).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        about = {}
    return Dataset(folder, about)
