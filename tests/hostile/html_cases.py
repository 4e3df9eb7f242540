"""Web pages that are endless, nested, spanned beyond reason, scripted or fetched from elsewhere."""

from __future__ import annotations

from html import escape

from hostile.cases import FAILED, READ, SAFE, TABLE, case

_ODD, _NEST, _REMOTE = "HTML with absurd content", "deep nesting", "remote references"
_ROWS = "".join("<tr>" + "".join(f"<td>{escape(text)}</td>" for text in row) + "</tr>" for row in TABLE)
GOOD = f"<table>{_ROWS}</table>"


def _page(body: str, head: str = "") -> bytes:
    return f"<!doctype html><html><head><title>Action Plan</title>{head}</head><body>{body}</body></html>".encode()


@case("ten-megabytes-on-a-line.html", _ODD, READ, actions=3, sizes=(100_000, 10_000_000))
def long_line(size: int) -> bytes:
    return _page("<p>" + "the committee noted the report " * (size // 31) + f"</p>{GOOD}")


@case("one-word-of-ten-megabytes.html", _ODD, SAFE, sizes=(100_000, 10_000_000))
def long_word(size: int) -> bytes:
    return _page(f"<p>{'x' * size}</p>{GOOD}")


@case("cell-of-a-megabyte.html", _ODD, SAFE, sizes=(50_000, 1_000_000))
def long_cell(size: int) -> bytes:
    return _page(GOOD.replace("June 2025", "June 2025 and " * (size // 14)))


@case("spans-of-a-billion.html", _ODD, SAFE)
def spans_of_a_billion() -> bytes:
    return _page(GOOD.replace("<td>", '<td colspan="1000000000" rowspan="1000000000">'))


@case("spans-of-a-billion-beside-the-table.html", _ODD, READ, actions=3)
def spans_beside() -> bytes:
    spans = f"<table><tr><td colspan={10**9} rowspan={10**9}>x<td>y</tr><tr><td rowspan=-5 colspan=0>z</tr></table>"
    return _page(spans + GOOD)


@case("spans-in-every-row.html", _ODD, SAFE, sizes=(20, 5_000))
def spans_in_every_row(size: int) -> bytes:
    return _page("<table>" + "<tr><td colspan=1000 rowspan=65534>a<td>b</tr>" * size + "</table>")


@case("tables-nested-10000-deep.html", _NEST, SAFE)
def nested_tables() -> bytes:
    return _page(f"{GOOD}" + "<table><tr><td>" * 10_000 + "deep")


@case("tables-nested-100-deep.html", _NEST, SAFE)
def nested_tables_100() -> bytes:
    return _page(f"{GOOD}" + "<table><tr><td>x" * 100 + "deep" + "</td></tr></table>" * 100)


@case("elements-nested-100000-deep.html", _NEST, SAFE)
def nested_elements() -> bytes:
    return _page(f"{GOOD}" + "<div><b>" * 50_000 + "deep")


@case("lists-nested-2000-deep.html", _NEST, SAFE)
def nested_lists() -> bytes:
    return _page(f"{GOOD}" + "<ul><li>a" * 2_000)


@case("many-main-parts.html", _ODD, SAFE, sizes=(500, 100_000))
def many_main_parts(size: int) -> bytes:
    return _page(f"<div role=main>{GOOD}</div>" + "<div role=main>x</div>" * size)


@case("many-tables.html", _ODD, SAFE, sizes=(200, 30_000))
def many_tables(size: int) -> bytes:
    return _page(GOOD + "<table><tr><td>a<td>b</table>" * size)


@case("many-rows.html", _ODD, SAFE, sizes=(200, 100_000))
def many_rows(size: int) -> bytes:
    more = "".join(
        f"<tr><td>MB{n}<td>Review the lease<td>Property Manager<td>June 2025<td>Green" for n in range(9, size)
    )
    return _page(f"<table>{_ROWS}{more}</table>")


@case("many-columns.html", _ODD, SAFE, sizes=(200, 50_000))
def many_columns(size: int) -> bytes:
    return _page(f"<table><tr>{'<th>Action' * size}</tr><tr>{'<td>Review the lease' * size}</tr></table>")


@case("style-sheet-without-end.html", _ODD, SAFE, sizes=(100_000, 3_000_000))
def style_sheet_without_end(size: int) -> bytes:
    return _page(GOOD, "<style>" + "{" * size + ".a," * size + "/*" * size + "</style>")


@case("attributes-by-the-thousand.html", _ODD, SAFE)
def attributes() -> bytes:
    return _page(GOOD.replace("<td>", "<td " + " ".join(f"a{n}={n}" for n in range(2_000)) + ">"))


@case("script-writes-the-page.html", _ODD, FAILED, "script")
def script_writes_the_page() -> bytes:
    return _page("<script>for(;;)document.write('x')</script><noscript></noscript>")


@case("comment-never-closed.html", _ODD, SAFE)
def comment_never_closed() -> bytes:
    return b"<!--" * 100_000 + b"<table>"


@case("doctype-after-comments.html", _ODD, SAFE)
def doctype_after_comments() -> bytes:
    return b"<!-- a -->" * 300 + b" " * 5_000_000


@case("web-archive-in-web-archives.mht", _ODD, SAFE)
def web_archives() -> bytes:
    lines = [b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b0\r\n"]
    for n in range(1_500):
        lines.append(b"\r\n--b%d\r\nContent-Type: multipart/related; boundary=b%d\r\n" % (n, n + 1))
    return b"".join(lines)


@case("base64-never-ends.mht", _ODD, SAFE)
def base64_never_ends() -> bytes:
    head = b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n--b\r\nContent-Type: text/html\r\n"
    return head + b"Content-Transfer-Encoding: base64\r\n\r\n" + b"PGh0bWw" * 200_000


@case("remote-everything.html", _REMOTE, READ, actions=3)
def remote_everything() -> bytes:
    at = "http://127.0.0.1:9"
    head = (
        f'<base href="{at}/"><link rel=stylesheet href="{at}/a.css"><style>@import url({at}/b.css);'
        f'td{{background:url({at}/c)}}</style><meta http-equiv=refresh content="0;url={at}/d">'
        f'<script src="{at}/e"></script>'
    )
    body = f'<img src="{at}/f" alt=x><iframe src="{at}/g"></iframe><object data="{at}/h"></object><embed src="{at}/i">'
    return _page(body + GOOD, head)


@case("remote-document-type.xhtml", _REMOTE, SAFE)
def remote_document_type() -> bytes:
    kind = '<!DOCTYPE html SYSTEM "http://127.0.0.1:9/xhtml.dtd">'
    return f'<?xml version="1.0"?>{kind}<html xmlns="http://www.w3.org/1999/xhtml"><body>{GOOD}</body></html>'.encode()


@case("surrogates-and-nulls.html", "odd characters", SAFE)
def surrogates_and_nulls() -> bytes:
    odd = "&#xD800;&#xDFFF;&#0;&#x110000;&#xFFFF;&#27;]0;title&#7;&#x202E;"
    return _page(GOOD.replace("Agree", f"Agree {odd}\0")) + b"\xed\xa0\x80\xff\xfe"


@case("encoding-unknown.html", "odd characters", SAFE)
def encoding_unknown() -> bytes:
    return b'<html><meta charset="x-\xff\x00klingon"><body><table><tr><td>caf\xe9</table>'


@case("encoding-is-a-transform.html", "odd characters", SAFE)
def encoding_is_a_transform() -> bytes:
    """Python knows codecs that are no encodings of text."""
    return b'<html><meta charset="zlib"><body><p>caf\xe9 \xff</p><table><tr><td>a<td>b</table>'


@case("encoding-utf7.html", "odd characters", SAFE)
def encoding_utf7() -> bytes:
    return b'<html><meta charset="utf-7"><body><p>+ADw-script+AD4- caf\xe9 \xff +2AA-</p></body></html>'


@case("encoding-idna.html", "odd characters", SAFE)
def encoding_idna() -> bytes:
    return b'<html><meta charset="idna"><body><p>caf\xe9 ' + b"a" * 200 + b".</p></body></html>"
