"""The tables in parts: Parquet files by organisation and year, each written by whoever reconciled the plans in it.

    <table>/org=<slug of the organisation>/year=<year>/<name>.parquet

The columns are the table's own. `org` and `year` stand in the path alone, as Hive, Arrow, DuckDB and Spark have it. The
year is that of the paper a row stands in (its version's as_at, else its meeting), of the newer version for links and
changes, of the latest for plans and threads.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO

from publish.parquet_table import write_parquet
from publish.schema import TABLES
from publish.tables import Row, rows_of
from reconcile.model import Reconciliation

__all__ = ["NO_YEAR", "Part", "parts_of"]

NO_YEAR = "__HIVE_DEFAULT_PARTITION__"
"""What Hive and all who follow it read as null."""

Year = Callable[[Row], str | None]


@dataclass(frozen=True, slots=True)
class Part:
    """The rows of one table, organisation and year. `path` is relative to the folder of the parts."""

    table: str
    path: str
    rows: int
    content: bytes


def parts_of(found: Reconciliation, organisation: str, name: str) -> tuple[list[Part], list[str]]:
    """Every part, in the order of the tables, and the warnings of `rows_of`; the same rows give the same bytes."""
    tables, warnings = rows_of(found)
    return list(_parts(tables, organisation, name)), warnings


def _parts(tables: Mapping[str, Sequence[Row]], organisation: str, name: str) -> Iterator[Part]:
    year_of = _years(tables)
    for table in TABLES:
        by_year: dict[str, list[Row]] = defaultdict(list)
        for row in tables[table.name]:
            by_year[year_of[table.name](row) or NO_YEAR].append(row)
        for year in sorted(by_year):
            buffer = BytesIO()
            write_parquet(table, by_year[year], buffer)
            path = f"{table.name}/org={organisation}/year={year}/{name}.parquet"
            yield Part(table.name, path, len(by_year[year]), buffer.getvalue())


def _years(tables: Mapping[str, Sequence[Row]]) -> dict[str, Year]:
    """For each table how a row's year is found."""
    of_paper = {row["paper_id"]: _year(row["meeting_date"]) for row in tables["papers"]}
    of_version = {}
    of_plan: dict[str, str] = {}
    for row in tables["versions"]:
        if row["kind"] == "issued" and _year(row["as_at"]):
            of_paper[row["paper_id"]] = _year(row["as_at"])
    for row in tables["versions"]:
        year = of_version[row["version_id"]] = _year(row["as_at"]) or of_paper.get(row["paper_id"])
        of_plan[row["plan_id"]] = max(of_plan.get(row["plan_id"], ""), year or "")
    of_action = {row["action_id"]: of_version.get(row["version_id"]) for row in tables["actions"]}
    of_thread = {row["thread_id"]: of_version.get(row["last_version_id"]) for row in tables["threads"]}
    paper: Year = lambda row: of_paper.get(row["paper_id"])  # noqa: E731
    version: Year = lambda row: of_version.get(row["version_id"])  # noqa: E731
    newer: Year = lambda row: of_version.get(row["new_version_id"])  # noqa: E731
    action: Year = lambda row: of_action.get(row["action_id"])  # noqa: E731
    plan: Year = lambda row: of_plan.get(row["plan_id"]) or None  # noqa: E731
    return {
        "papers": paper,
        "plans": plan,
        "ratings": plan,
        "versions": version,
        "sections": version,
        "actions": version,
        "places": paper,
        "tables": paper,
        "milestones": action,
        "action_fields": action,
        "owners": action,
        "declared_changes": paper,
        "links": newer,
        "changes": newer,
        "threads": lambda row: of_thread.get(row["thread_id"]),
        "thread_links": lambda row: of_thread.get(row["from_thread_id"]),
        "claims": paper,
        "findings": lambda row: of_paper.get(row["paper_id"]) or of_version.get(row["version_id"]),
    }


def _year(date: object) -> str | None:
    """The year of a date or of an EDTF; null where it has none that stands for itself."""
    year = str(date or "")[:4]
    return year if len(year) == 4 and year.isdigit() else None
