"""Spreadsheets and delimited text that say they are endless, or are."""

from __future__ import annotations

from hostile.cases import FAILED, READ, SAFE, TABLE, case
from hostile.office_making import ods, odt, odt_table, xlsx, xlsx_rows

_KIND, _CSV = "endless spreadsheet", "delimited text"
_CELL = "<table:table-cell{}><text:p>x</text:p></table:table-cell>"


def _letters(column: int) -> str:
    return ("" if column < 27 else _letters((column - 1) // 26)) + chr(65 + (column - 1) % 26)


@case("50000-columns.xlsx", _KIND, SAFE, sizes=(300, 50_000))
def columns_50000(size: int) -> bytes:
    return xlsx(xlsx_rows([[f"Action {n}" for n in range(size)], ["Review"] * size]))


@case("dimension-is-the-whole-sheet.xlsx", _KIND, READ, actions=3)
def whole_dimension() -> bytes:
    return xlsx(xlsx_rows(), before='<dimension ref="A1:XFD1048576"/>')


@case("merged-over-the-whole-sheet.xlsx", _KIND, SAFE)
def merged_whole() -> bytes:
    return xlsx(xlsx_rows(), after='<mergeCells count="1"><mergeCell ref="A9:XFD1048576"/></mergeCells>')


@case("merged-by-the-thousand.xlsx", _KIND, SAFE, sizes=(100, 5_000))
def merged_often(size: int) -> bytes:
    areas = "".join(f'<mergeCell ref="A{n}:XFD{n}"/>' for n in range(9, 9 + size))
    return xlsx(xlsx_rows(), after=f"<mergeCells>{areas}</mergeCells>")


@case("link-over-the-whole-sheet.xlsx", _KIND, SAFE)
def linked_whole() -> bytes:
    return xlsx(xlsx_rows(), after='<hyperlinks><hyperlink ref="A1:XFD1048576" location="Plan!A1"/></hyperlinks>')


@case("rules-over-the-whole-sheet.xlsx", _KIND, READ, actions=3)
def ruled_whole() -> bytes:
    rule = (
        '<conditionalFormatting sqref="A1:XFD1048576"><cfRule type="expression" priority="1"><formula>1</formula>'
        "</cfRule>"
    )
    valid = (
        '<dataValidations><dataValidation sqref="A1:XFD1048576" type="list"><formula1>"a"</formula1></dataValidation>'
    )
    return xlsx(xlsx_rows(), after=f"{rule}</conditionalFormatting>{valid}</dataValidations>")


@case("columns-hidden-without-end.xlsx", _KIND, READ, actions=3)
def hidden_columns() -> bytes:
    return xlsx(xlsx_rows(), before='<cols><col min="9" max="2000000000" width="9" hidden="1"/></cols>')


@case("cells-in-all-corners.xlsx", _KIND, SAFE)
def corners() -> bytes:
    cells = (f'<c r="{column}1048576" t="inlineStr"><is><t>x</t></is></c>' for column in ("A", "XFD"))
    far = f'<row r="1048576">{"".join(cells)}</row>'
    return xlsx(xlsx_rows() + far)


@case("one-row-and-one-column-to-the-end.xlsx", _KIND, SAFE, sizes=(400, 16_384))
def row_and_column(size: int) -> bytes:
    """Few cells that reach far: a grid of millions with next to nothing in it."""
    first = "".join(f'<c r="{_letters(n)}1" t="inlineStr"><is><t>a</t></is></c>' for n in range(1, size + 1))
    down = "".join(f'<row r="{n}"><c r="A{n}" t="inlineStr"><is><t>b</t></is></c></row>' for n in range(2, size * 8))
    return xlsx(f'<row r="1">{first}</row>{down}')


@case("cell-outside-every-sheet.xlsx", _KIND, SAFE)
def outside() -> bytes:
    return xlsx(xlsx_rows() + '<row r="99999999999"><c r="ZZZZZ99999999999"><v>1</v></c></row>')


@case("rows-numbered-backwards.xlsx", _KIND, SAFE)
def backwards() -> bytes:
    return xlsx('<row r="-5"><c r="A-5"><v>1</v></c></row><row r="x"><c r="?"><v>nan</v></c></row>' + xlsx_rows())


@case("dates-out-of-time.xlsx", _KIND, SAFE)
def dates_out_of_time() -> bytes:
    cells = "".join(f'<c t="d"><v>{v}</v></c>' for v in ("9999999-99-99", "-1", "0000-00-00T99:99"))
    numbers = "".join(f"<c><v>{v}</v></c>" for v in ("1e400", "-1e400", "nan", "1" * 5_000, "1e-400", ""))
    return xlsx(xlsx_rows() + f"<row>{cells}{numbers}</row>")


@case("string-that-is-not-there.xlsx", _KIND, SAFE)
def string_missing() -> bytes:
    return xlsx(
        xlsx_rows() + '<row><c t="s"><v>4000000000</v></c><c t="e"><v>#REF!</v></c><c s="99999"><v>1</v></c></row>'
    )


@case("repeated-to-the-end.ods", _KIND, READ, actions=3)
def repeated_to_the_end() -> bytes:
    cell = '<table:table-cell table:number-columns-repeated="16384"/>'
    blank = f'<table:table-row table:number-rows-repeated="1048576">{cell}</table:table-row>'
    return ods(odt_table().replace("</table:table>", f"{blank}</table:table>"))


@case("words-repeated-to-the-end.ods", _KIND, FAILED, "cells", heavy=True)
def words_repeated() -> bytes:
    cell = _CELL.format(' table:number-columns-repeated="16384"')
    row = f'<table:table-row table:number-rows-repeated="1048576">{cell}</table:table-row>'
    return ods(f'<table:table table:name="a">{row * 50}</table:table>' + odt_table())


@case("words-repeated-to-the-end.odt", _KIND, FAILED, "cells")
def words_repeated_odt() -> bytes:
    cell = _CELL.format(' table:number-columns-repeated="16384"')
    row = f'<table:table-row table:number-rows-repeated="1048576">{cell}</table:table-row>'
    return odt(f"<table:table>{row * 50}</table:table>" + odt_table())


@case("spans-of-a-billion.ods", _KIND, SAFE)
def spans_ods() -> bytes:
    spans = ' table:number-columns-spanned="999999999" table:number-rows-spanned="999999999"'
    return ods(odt_table().replace("<table:table-cell>", f"<table:table-cell{spans}>", 7))


@case("spans-of-a-billion.odt", _KIND, SAFE)
def spans_odt() -> bytes:
    spans = ' table:number-columns-spanned="999999999" table:number-rows-spanned="999999999"'
    return odt(odt_table().replace("<table:table-cell>", f"<table:table-cell{spans}>", 7))


@case("spaces-by-the-billion.odt", _KIND, SAFE)
def spaces_odt() -> bytes:
    return odt('<text:p>a<text:s text:c="2000000000"/>b</text:p>' + odt_table())


@case("spaces-that-are-no-number.ods", _KIND, SAFE)
def spaces_ods() -> bytes:
    odd = '<text:p>a<text:s text:c="many"/>b<text:s text:c="-5"/></text:p>'
    return ods(
        f"<table:table><table:table-row><table:table-cell>{odd}</table:table-cell></table:table-row></table:table>"
        + odt_table()
    )


@case("spans-of-a-billion.docx", _KIND, SAFE)
def spans_docx() -> bytes:
    from hostile.office_making import docx, docx_table

    span = '<w:tc><w:tcPr><w:gridSpan w:val="1000000000"/></w:tcPr>'
    before = '<w:tr><w:trPr><w:gridBefore w:val="999999999"/></w:trPr>'
    return docx(docx_table().replace("<w:tc>", span, 6).replace("<w:tr>", before, 2) + docx_table())


@case("number-of-a-billion.docx", _KIND, SAFE)
def list_number_docx() -> bytes:
    from hostile.office_making import W, docx, docx_table

    levels = (
        f'<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="2000000000"/>'
        '<w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum><w:num w:numId="1">'
        '<w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )
    listed = (
        '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>a</w:t></w:r></w:p>'
    )
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/numbering"
    link = f'<Relationship Id="r7" Type="{kind}" Target="numbering.xml"/>'
    return docx(listed * 3 + docx_table(), [("word/numbering.xml", levels)], rels=link)


@case("list-number-of-a-billion.html", _KIND, SAFE)
def list_number_html() -> bytes:
    kinds = "".join(f"<ol start=999999999 type={t}><li>a<li value=-999999999>b</ol>" for t in ("a", "i", "1", "A", "I"))
    return f"<html><body>{kinds}</body></html>".encode()


def _csv(*rows: str) -> bytes:
    return "\n".join([",".join(row) for row in TABLE] + list(rows)).encode()


@case("field-of-100-megabytes.csv", _CSV, FAILED, "cell of over", sizes=(1_000_000, 100_000_000))
def long_field(size: int) -> bytes:
    return _csv(f"MB9,{'x' * size},a,b,c")


@case("quoted-field-of-100-megabytes.csv", _CSV, SAFE, sizes=(1_000_000, 100_000_000))
def long_quoted_field(size: int) -> bytes:
    return _csv('MB9,"' + "line\n" * (size // 5) + '",a,b,c')


@case("quotation-never-closed.csv", _CSV, SAFE)
def never_closed() -> bytes:
    return _csv('MB9,"never closed,a,b,c', *(f"MB{n},Review the lease,a,June 2025,Green" for n in range(10, 60)))


@case("quotation-never-closed-on-every-line.csv", _CSV, SAFE)
def never_closed_often() -> bytes:
    return _csv(*(f'MB{n},"Review "the" lease,"a,June 2025,"Green' for n in range(10, 300)))


@case("millions-of-commas.csv", _CSV, SAFE, sizes=(30_000, 60_000_000))
def commas(size: int) -> bytes:
    return _csv("," * size)


@case("one-wide-row-over-many.csv", _CSV, SAFE, sizes=(1_200, 50_000))
def wide_over_many(size: int) -> bytes:
    """A grid of billions with few cells."""
    return _csv(",".join("a" * size), *["x,y"] * size)


@case("nothing-but-line-ends.csv", _CSV, FAILED)
def line_ends() -> bytes:
    return b",\r\n" * 20_000


@case("rows-by-the-hundred-thousand.csv", _CSV, SAFE, sizes=(300, 200_000))
def many_rows(size: int) -> bytes:
    return _csv(*(f"MB{n},Review the lease of house {n},Property Manager,June 2025,Green" for n in range(4, size)))


@case("separator-is-odd.csv", _CSV, SAFE)
def separator_is_odd() -> bytes:
    return b'sep="\n' + _csv()


@case("separator-is-a-line-end.csv", _CSV, SAFE)
def separator_is_a_line_end() -> bytes:
    return b"sep=\r\r\n" + _csv()


@case("formulas.csv", _CSV, READ, actions=3)
def formulas() -> bytes:
    return _csv().replace(b"Agree", b'=HYPERLINK(""http://127.0.0.1:9/"") Agree')
