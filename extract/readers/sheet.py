"""Spreadsheets and delimited text: .xlsx, .ods, .csv and .tsv trackers as a `Document`, a piece for each table."""

from __future__ import annotations

from extract.document import Block, Document, Problem
from extract.errors import PaperEmpty, PaperTooLarge, PaperUnsupported
from extract.readers.sheet_blocks import Sheet, blocks_of_sheet
from extract.settings import ReadSettings

__all__ = ["read_sheet"]

_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_OPENDOCUMENT = "application/vnd.oasis.opendocument.spreadsheet"


def read_sheet(data: bytes, suffix: str, settings: ReadSettings) -> Document:
    """One workbook or delimited file; `suffix` (".xlsx", ".ods", ".csv", ".tsv" and their kin) says which.

    A piece's `line` and its cells' are the row in the sheet (1-based); its `name` is the sheet's. Raises PaperEmpty,
    PaperDamaged, PaperEncrypted, PaperTooLarge, and PaperUnsupported for another suffix.
    """
    if len(data) > settings.max_bytes:
        raise PaperTooLarge(f"{len(data):,} bytes; the limit is {settings.max_bytes:,} (setting max_bytes)")
    if suffix in (".csv", ".tsv", ".tab"):
        return _delimited(data, suffix)
    if suffix in (".xlsx", ".xlsm", ".xltx"):
        from extract.readers.sheet_xlsx import read_xlsx

        return _workbook(_EXCEL, *read_xlsx(data, settings.max_bytes))
    if suffix in (".ods", ".ots"):
        from extract.readers.sheet_ods import read_ods

        return _workbook(_OPENDOCUMENT, *read_ods(data, settings.max_bytes))
    raise PaperUnsupported(f"{suffix} is no spreadsheet that is read; save it as .xlsx, .ods or .csv")


def _workbook(
    media_type: str, sheets: list[Sheet], problems: list[Problem], properties: list[tuple[str, str]]
) -> Document:
    blocks = tuple(block for sheet in sheets for block in blocks_of_sheet(sheet))
    if not blocks:
        hidden = any(problem.code == "sheet-hidden" for problem in problems)
        why = "all its sheets with content are hidden; unhide them" if hidden else "it holds no text; save it again"
        raise PaperEmpty(f"there is nothing to read in the workbook: {why}")
    return Document("sheet", media_type, blocks, problems=tuple(problems), properties=tuple(properties))


def _delimited(data: bytes, suffix: str) -> Document:
    from extract.readers.sheet_csv import read_csv

    tabs = suffix != ".csv"
    blocks: list[Block]
    blocks, problems = read_csv(data, tabs)
    if not blocks:
        raise PaperEmpty("the file holds no rows; export it again")
    media_type = "text/tab-separated-values" if tabs else "text/csv"
    return Document("sheet", media_type, tuple(blocks), problems=tuple(problems))
