"""OpenDocument spreadsheets: the content walked as XML, repeats bounded by what is written.

Source: OASIS OpenDocument 1.3, part 3, chapters 9 (tables) and 16 (styles).
"""

from __future__ import annotations

import datetime as dt
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from extract.document import Problem
from extract.errors import PaperDamaged, PaperEncrypted
from extract.readers.colours import fill_of
from extract.readers.office_zip import open_zip
from extract.readers.sheet_blocks import Sheet, SheetCell
from extract.readers.sheet_numbers import shown_date
from extract.readers.size_limits import refuse_over
from extract.readers.word_xml import whole

__all__ = ["read_ods"]

_NS = "urn:oasis:names:tc:opendocument:xmlns:"
_TABLE, _TEXT, _STYLE, _OFFICE = (f"{{{_NS}{part}:1.0}}" for part in ("table", "text", "style", "office"))
_FO, _NUMBER = f"{{{_NS}xsl-fo-compatible:1.0}}", f"{{{_NS}datastyle:1.0}}"
_MOST_REPEATS = 1000  # a cell with words that is repeated more often than this is a filled-out sheet, not a table
_LETTERS = {"day": "d", "month": "m", "year": "y", "hours": "h"}


@dataclass(frozen=True, slots=True)
class _Look:
    fill: str | None = None
    bold: bool = False
    italic: bool = False
    struck: bool = False
    date_format: str = "dmy"


_Looks = Mapping[str, _Look]


def read_ods(data: bytes, max_bytes: int) -> tuple[list[Sheet], list[Problem], list[tuple[str, str]]]:
    """The sheets that are shown, what was not read, and the title the file gives itself.

    Raises PaperEncrypted, PaperDamaged, and PaperTooLarge where the parts unpack to over `max_bytes`.
    """
    content, styles, meta = _parts(data, max_bytes)
    looks = _looks(content, _looks(styles, {}) if styles is not None else {})
    sheets: list[Sheet] = []
    problems: list[Problem] = []
    for table in content.iterfind(f".//{_OFFICE}spreadsheet/{_TABLE}table"):
        name = table.get(f"{_TABLE}name") or ""
        if _is_hidden(table, content):
            said = f"sheet “{name}” is hidden and left out; unhide it where it is meant to be read"
            problems.append(Problem("sheet-hidden", said, severity="note"))
        else:
            sheets.append(_sheet(table, name, looks))
    if any("conditional-format" in str(element.tag) for element in content.iter("{*}conditional-format")):
        said = "colours from conditional formatting are not read"
        problems.append(Problem("fill-not-read", said, severity="note"))
    title = meta.findtext(".//{http://purl.org/dc/elements/1.1/}title") if meta is not None else None
    return sheets, problems, [("title", title)] if title else []


def _parts(data: bytes, max_bytes: int) -> tuple[etree._Element, etree._Element | None, etree._Element | None]:
    try:
        with open_zip(data, max_bytes) as archive:
            names = set(archive.namelist())
            manifest = archive.read("META-INF/manifest.xml") if "META-INF/manifest.xml" in names else b""
            if b"encryption-data" in manifest:
                raise PaperEncrypted("the workbook asks for a password; save a copy without one")
            content = _xml(archive.read("content.xml"))
            styles = _xml(archive.read("styles.xml")) if "styles.xml" in names else None
            meta = _xml(archive.read("meta.xml")) if "meta.xml" in names else None
    except (
        zipfile.BadZipFile,
        zlib.error,
        KeyError,
        EOFError,
        OSError,
        RuntimeError,
        ValueError,
        etree.XMLSyntaxError,
    ) as error:
        raise PaperDamaged(
            f"the workbook cannot be read ({error}); open it in LibreOffice and save it again"
        ) from error
    return content, styles, meta


def _xml(data: bytes) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        if "depth" in str(error):
            raise PaperDamaged("the workbook nests its elements too deeply; save it again, or as CSV") from error
        raise


def _looks(root: etree._Element, known: _Looks) -> dict[str, _Look]:
    """The styles of cells and words by name; each begins as its parent style."""
    dates = {_attribute(style, _STYLE, "name"): _letters(style) for style in root.iter(f"{_NUMBER}date-style")}
    looks = dict(known)
    waiting = list(root.iter(f"{_STYLE}style"))
    for style in sorted(waiting, key=lambda one: one.get(f"{_STYLE}parent-style-name") is not None):
        parent = looks.get(_attribute(style, _STYLE, "parent-style-name"), _Look())
        shape = style.find(f"{_STYLE}table-cell-properties")
        words = style.find(f"{_STYLE}text-properties")
        background = shape.get(f"{_FO}background-color") if shape is not None else None
        weight = words.get(f"{_FO}font-weight") if words is not None else None
        slant = words.get(f"{_FO}font-style") if words is not None else None
        line = words.get(f"{_STYLE}text-line-through-style") if words is not None else None
        looks[_attribute(style, _STYLE, "name")] = _Look(
            fill_of(background) if background else parent.fill,
            weight == "bold" if weight else parent.bold,
            slant == "italic" if slant else parent.italic,
            line not in (None, "none") if line else parent.struck,
            dates.get(_attribute(style, _STYLE, "data-style-name"), parent.date_format),
        )
    return looks


def _letters(style: etree._Element) -> str:
    parts = (str(part.tag).rpartition("}")[2] for part in style)
    return "".join(_LETTERS.get(part, "") for part in parts)


def _attribute(element: etree._Element, namespace: str, name: str) -> str:
    return element.get(f"{namespace}{name}") or ""


def _is_hidden(table: etree._Element, content: etree._Element) -> bool:
    wanted = _attribute(table, _TABLE, "style-name")
    for style in content.iter(f"{_STYLE}style"):
        if _attribute(style, _STYLE, "name") == wanted:
            shape = style.find(f"{_STYLE}table-properties")
            return shape is not None and shape.get(f"{_TABLE}display") == "false"
    return False


def _sheet(table: etree._Element, name: str, looks: _Looks) -> Sheet:
    cells: list[SheetCell] = []
    hidden: set[int] = set()
    headers: set[int] = set()
    defaults = list(_column_looks(table))
    row = 1
    for element in table.iter(f"{_TABLE}table-row"):
        repeats = _count(element, "number-rows-repeated")
        found = list(_row(element, row, looks, defaults))
        times = min(repeats, _MOST_REPEATS) if any(cell.holds for cell in found) else 1 if found else 0
        refuse_over(len(cells) + times * len(found), f"the sheet “{name}”")
        for i in range(times):
            cells.extend(_moved(cell, i) for cell in found)
        if element.get(f"{_TABLE}visibility") in ("collapse", "filter"):
            hidden.update(range(row, row + times))
        parent = element.getparent()
        if parent is not None and parent.tag == f"{_TABLE}table-header-rows":
            headers.update(range(row, row + times))
        row += repeats
    return Sheet(name, tuple(cells), frozenset(hidden), frozenset(headers))


def _column_looks(table: etree._Element) -> Iterator[tuple[int, str]]:
    """(last column, style name) of each run of columns: what cells without a style of their own look like."""
    col = 0
    for element in table.iter(f"{_TABLE}table-column"):
        col += _count(element, "number-columns-repeated")
        yield col, _attribute(element, _TABLE, "default-cell-style-name")


def _row(element: etree._Element, row: int, looks: _Looks, defaults: list[tuple[int, str]]) -> Iterator[SheetCell]:
    col = 1
    for cell in element:
        repeats = _count(cell, "number-columns-repeated")
        if cell.tag == f"{_TABLE}table-cell":
            style = _attribute(cell, _TABLE, "style-name")
            style = style or next((named for last, named in defaults if col <= last), "")
            look = looks.get(style, _Look())
            text, struck = _words(cell, look, looks)
            if text or struck or look.fill:
                times = min(repeats, _MOST_REPEATS)
                spans = _count(cell, "number-rows-spanned"), _count(cell, "number-columns-spanned")
                is_text = cell.get(f"{_OFFICE}value-type", "string") == "string"
                for i in range(times):
                    yield SheetCell(text, row, col + i, *spans, look.fill, look.bold, look.italic, struck, is_text)
        col += repeats


def _moved(cell: SheetCell, rows: int) -> SheetCell:
    return SheetCell(
        cell.text, cell.row + rows, cell.col, cell.rowspan, cell.colspan, cell.fill, cell.bold, cell.italic,
        cell.struck, cell.is_text,
    )  # fmt: skip


def _count(element: etree._Element, name: str) -> int:
    written = element.get(f"{_TABLE}{name}") or "1"
    return max(1, int(written[:9])) if written.isascii() and written.isdigit() else 1


def _words(cell: etree._Element, look: _Look, looks: _Looks) -> tuple[str, str | None]:
    """A cell's text as displayed (a true date in full), and what of it is struck through."""
    date = cell.get(f"{_OFFICE}date-value")
    if date and (moment := _moment(date)):
        text = shown_date(moment, look.date_format)
        return ("", text) if look.struck else (text, None)
    shown: list[str] = []
    struck: list[str] = []
    for paragraph in cell.iterchildren(f"{_TEXT}p", f"{_TEXT}h"):
        runs = list(_runs(paragraph, look.struck, looks))
        shown.append("".join(text for text, is_struck in runs if not is_struck))
        struck.append("".join(text for text, is_struck in runs if is_struck))
    return _tidy("\n".join(shown)), _tidy("\n".join(struck)) or None


def _runs(element: etree._Element, is_struck: bool, looks: _Looks) -> Iterator[tuple[str, bool]]:
    yield element.text or "", is_struck
    for child in element:
        if child.tag == f"{_TEXT}s":
            yield " " * min(whole(child.get(f"{_TEXT}c")) or 1, 100), is_struck
        elif child.tag in (f"{_TEXT}line-break", f"{_TEXT}tab"):
            yield "\n" if child.tag.endswith("line-break") else " ", is_struck
        elif child.tag != f"{_OFFICE}annotation":
            name = _attribute(child, _TEXT, "style-name")
            yield from _runs(child, is_struck or looks.get(name, _Look()).struck, looks)
        yield child.tail or "", is_struck


def _moment(written: str) -> dt.datetime | None:
    try:
        return dt.datetime.fromisoformat(written)
    except ValueError:
        return None


def _tidy(text: str) -> str:
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return "\n".join(line for line in lines if line)
