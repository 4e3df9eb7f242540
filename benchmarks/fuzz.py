"""Looks for papers and texts that make a reader or normaliser fail: `python -m benchmarks.fuzz [TARGET…]`.

Each target runs in a process of its own for a minute (`--seconds`), on new cases each time (`--seed` repeats them).
Papers are made from a fixed corpus, which code makes too, by changing their bytes, their markup and their words. A case
fails where

* anything is raised that is no PaperUnreadable,
* it takes more than 20 seconds of the processor, or
* a date comes out whose year is neither printed nor said to be inferred.

Hypothesis makes a failing case smaller before it is shown; what is found is mended and kept in
`tests/hostile/test_found_by_fuzzing.py`. Prints a line a target: cases tried, and failures.
"""

from __future__ import annotations

import argparse
import datetime as dt
import re
import signal
import subprocess
import sys
import tempfile
import time
import traceback
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

import hypothesis
from hostile.cases import TABLE
from hostile.office_making import good_docx, good_ods, good_odt, good_xlsx
from hostile.pdf_making import good_pdf
from hypothesis import strategies as st
from reportlab import rl_config

from extract.changelog_prose import prose_changes
from extract.claim_values import values_in
from extract.document import Document, Paragraph
from extract.errors import PaperUnreadable
from extract.minutes import meeting_facts, read_claims
from extract.model import Milestone, Paper
from extract.owners import split_owners
from extract.paper import read_paper
from extract.ratings import learn_key, learn_key_from_text, usual_key
from extract.ref_form import levels, lineage, looks_like_ref, normalise_ref, ref_shape
from extract.ref_mentions import refs_in
from extract.refs import split_leading_refs
from extract.settings import ReadSettings
from extract.timescales import TimeContext, find_dates, looks_like_timescale, read_date, read_period, read_timescale
from planthread.serial import from_json, to_json

SECONDS, LONGEST = 60.0, 20
"""For each target; of the processor, for one case."""
_AT_A_TIME = 200
_WORDS = (
    "June", "31/03/25", "Q1", "2024/25", "by", "the end of", "from", "to", "until", "-", "–", "/", ",", ";", "(", ")",
    "and", "&", "\n", ".", "monthly", "ongoing", "TBC", "complete", "revised to", "within", "3", "months", "of",
    "Board", "2025", "30 September 2025", "Autumn", "w/c", "next", "financial year", "1st", "'24", "%", "£", "a)",
    "A1", "A1.2", "MB3", "SL 2a", "(A)", "Head of", "Director of", "Priya Nayar", "Cllr", "Ms", "with", "Red", "Amber",
    "Green", "Blue", "RAG", "closed", "merged with", "split into", "because", "was", "were", "removed", "added",
    "actions", "12", "40%", "of actions", "Ref", "Action", "Lead", "Due by", "Status", "Minutes", "Resolved",
    "Apologies", "Present:", "Committee", "Council", "•", "\t", "|", '"', "\x00", "\ud7ff", "é", "😀", "\u202e",
    "\u00a0", "1" * 40, "٣", "²",
)  # fmt: skip
_MARKUP = (
    b"<", b">", b"</w:tc>", b"<w:tc>", b"</w:tr><w:tr>", b"<w:tbl>", b"<td>", b"</td>", b"<tr>", b"<table>",
    b"</table>", b'<td colspan="3">', b'<td rowspan="99">', b"<th>", b"<ul><li>", b"<h2>", b"<del>", b"<ins>", b"<b>",
    b"<br>", b"&#0;", b"&amp;", b"<!--", b"]]>", b"<text:p>", b"</text:p>", b"<table:table-row>",
    b"<table:covered-table-cell/>", b' table:number-columns-repeated="7"', b' table:number-rows-spanned="3"',
    b'<w:gridSpan w:val="9"/>', b"<w:vMerge/>", b'<c t="s"><v>9</v></c>', b'<c t="d"><v>x</v></c>', b' r="ZZ9"',
    b"<row>", b"</row>", b"endobj", b"endstream", b"<<", b">>", b"[", b"]", b" R", b"/Kids", b"/Length 9", b" Td",
    b" Tj", b" re", b" cm", b"(", b")", b"-1", b"1e99", b"0", b"\xff", b"\0", b"\n", b",", b'"', b"\t", b"2025",
    b"June",
)  # fmt: skip

_PROSE = (
    "Minutes of the Marlbrook Council\n\nPresent: Cllr Ann Lee.\n\nResolved: that 12 of 40 actions (30%) were complete "
    "by June 2025. Action MB3 was closed because it was merged with MB2. The date of MB1 was revised from June 2025 to "
    "31 March 2026."
)
_TEXT = "\n".join("\t".join(row) for row in TABLE)
_HTML = "<html><body><h1>Action Plan</h1><table>" + "".join(
    "<tr>" + "".join(f"<td>{text}</td>" for text in row) + "</tr>" for row in TABLE
)


class Slow(BaseException):
    """A case took too much of the processor."""


@contextmanager
def limited() -> Iterator[None]:
    """Stop what takes more than LONGEST seconds of the processor (where the system has such a clock)."""
    if not hasattr(signal, "setitimer"):
        yield
        return

    def stop(*_: object) -> None:
        raise Slow(f"more than {LONGEST} seconds")

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, LONGEST)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def check_years(printed: str, milestones: tuple[Milestone, ...]) -> None:
    """No invented date: the year of every date is printed, or said to be inferred."""
    for milestone in milestones:
        said = f"{printed} {milestone.inferred or ''}"
        numbers = set(re.findall(r"[0-9]+", said))
        years = numbers | {f"{century}{n}" for n in numbers if len(n) == 2 for century in (19, 20)}
        years |= {str(int(n[:4]) + 1) for n in re.findall(r"[0-9]{4}(?=[-/])", said)}
        dates = [point for point in (milestone.start, milestone.due) if point]
        assert all(point[:4].lstrip("0") in years for point in dates), (printed, milestone)


def check_paper(paper: Paper) -> None:
    """A paper can be written and read again, and its dates are its own."""
    assert from_json(to_json(paper)) == paper
    for version in paper.versions:
        for action in version.actions:
            printed = f"{action.timescale_printed or ''} {action.text} {action.progress or ''}"
            check_years(printed + " ".join(field.value for field in action.fields), action.milestones)


Bytes = st.SearchStrategy[bytes]
_Change = tuple[int, float, float, bytes]
_changes = st.lists(
    st.tuples(
        st.integers(0, 5),
        st.floats(0, 1, exclude_max=True),
        st.floats(0, 1),
        st.sampled_from(_MARKUP)
        | st.binary(min_size=1, max_size=4)
        | st.sampled_from(_WORDS).map(lambda w: w.encode()),
    ),
    min_size=1,
    max_size=8,
)


def changed(data: bytes, changes: list[_Change]) -> bytes:
    """The bytes after changes: put in, put over, cut out, doubled, moved to the end, or the rest cut off."""
    for how, where, share, new in changes:
        at = int(where * len(data))
        end = min(len(data), at + 1 + int(share**4 * 400))
        if how == 0:
            data = data[:at] + new + data[at:]
        elif how == 1:
            data = data[:at] + new + data[at + len(new) :]
        elif how == 2:
            data = data[:at] + data[end:]
        elif how == 3:
            data = data[:end] + data[at:end] * (1 + int(share * 5)) + data[end:]
        elif how == 4:
            data = data[:at] + data[end:] + data[at:end]
        elif share < 0.1:
            data = data[:at]
    return data


def bytes_of(*seeds: bytes) -> Bytes:
    """The corpus with its bytes changed."""
    return st.builds(changed, st.sampled_from(seeds), _changes)


def members_of(seed: bytes, *names: str) -> Bytes:
    """An office file with the bytes of one of its parts changed, now and then of the zip itself."""

    def rebuilt(name: str, changes: list[_Change]) -> bytes:
        out = BytesIO()
        with zipfile.ZipFile(BytesIO(seed)) as old, zipfile.ZipFile(out, "w") as new:
            for member in old.infolist():
                data = old.read(member)
                new.writestr(
                    zipfile.ZipInfo(member.filename), changed(data, changes) if member.filename == name else data
                )
        return out.getvalue()

    inner = st.builds(rebuilt, st.sampled_from(names), _changes)
    return st.one_of(inner, inner, inner, bytes_of(seed))


def reader(suffix: str, **settings: object) -> Callable[[bytes], None]:
    """Read a paper of this suffix; only a PaperUnreadable with words for a person may come of it."""
    held = ReadSettings.model_validate({"max_seconds": 20.0, **settings})

    def check(data: bytes) -> None:
        try:
            paper = read_paper(data, f"paper{suffix}", held)
        except PaperUnreadable:
            return
        check_paper(paper)

    return check


_texts = st.one_of(
    st.lists(st.sampled_from(_WORDS), max_size=14).map(" ".join),
    st.lists(st.sampled_from(_WORDS), max_size=8).map("".join),
    st.lists(st.sampled_from(_WORDS), max_size=3).map(lambda words: " ".join(words) * 200),
    st.text(max_size=80),
)
_rows = st.lists(st.lists(_texts, min_size=1, max_size=6), max_size=8)


def _document(texts: list[str]) -> Document:
    return Document("text", "text/plain", tuple(Paragraph(text, line=n) for n, text in enumerate(texts, 1)))


def _timescales(text: str) -> None:
    for context in (TimeContext(), TimeContext(as_at=dt.date(2025, 3, 31), period_start=dt.date(2024, 4, 1))):
        check_years(text, read_timescale(text, context))
    looks_like_timescale(text)
    read_date(text)
    read_period(text)
    find_dates(text)


def _refs(text: str) -> None:
    ref = normalise_ref(text)
    assert ref is None or normalise_ref(ref) == ref
    if looks_like_ref(text) and ref:
        ref_shape(ref)
        levels(ref)
        lineage(ref, "A1.2")
    refs_in(text)
    split_leading_refs([text, *text.split("\n")])


def _owners(cells: list[str]) -> None:
    for cell, owners in zip(cells, split_owners(cells), strict=True):
        letters = set(cell)
        assert all(set(owner.owner) <= letters | set(" ,") for owner in owners), (cell, owners)


def _ratings(rows: list[list[str]]) -> None:
    width = max((len(row) for row in rows), default=0)
    texts = [row + [""] * (width - len(row)) for row in rows]
    learn_key(texts, [[None] * width for _ in texts], "Key")
    for text in (text for row in rows for text in row):
        learn_key_from_text(text)
        usual_key().with_words([text]).read(text, None)


def _minutes(texts: list[str]) -> None:
    document = _document(texts)
    facts = meeting_facts(document)
    read_claims(document, "0123456789ab", facts.meeting_date)
    for text in texts:
        values_in(text)


def _changelog(texts: list[str]) -> None:
    for change in prose_changes(_document(texts), "0123456789ab", TimeContext(), 0):
        printed = " ".join(texts)
        dates = (day for day in (change.old_due, change.new_due) if day)
        assert all(str(day.year)[2:] in printed for day in dates), (texts, change)


def _whole(rows: list[list[str]]) -> None:
    """Any table of words under any header is a paper."""
    text = "\n".join("\t".join(cell.replace("\n", " ") for cell in row) for row in [list(TABLE[0]), *rows])
    reader(".txt")(text.encode("utf-8", "replace"))


def targets() -> dict[str, tuple[st.SearchStrategy[object], Callable[..., None]]]:
    """Every reader and every normaliser: what it is tried on, and what must hold."""
    rl_config.pageCompression = 0
    pdf = good_pdf()
    html, text, prose = f"{_HTML}</table></body></html>".encode(), _TEXT.encode(), _PROSE.encode()
    csv = "\n".join(",".join(f'"{cell}"' for cell in row) for row in TABLE).encode()
    word = members_of(good_docx(), "word/document.xml", "word/document.xml", "_rels/.rels", "[Content_Types].xml")
    book = members_of(good_xlsx(), "xl/worksheets/sheet1.xml", "xl/worksheets/sheet1.xml", "xl/workbook.xml")
    made: dict[str, tuple[st.SearchStrategy[object], Callable[..., None]]] = {
        "pdf": (bytes_of(pdf), reader(".pdf", ocr=False)),
        "pdf-plumber": (bytes_of(pdf), reader(".pdf", ocr=False, engine="pdfplumber")),
        "word": (word, reader(".docx")),
        "word-original": (word, reader(".docx", view="original")),
        "odt": (members_of(good_odt(), "content.xml"), reader(".odt")),
        "html": (bytes_of(html), reader(".html")),
        "text": (bytes_of(text, prose), reader(".txt")),
        "markdown": (bytes_of(text.replace(b"\t", b" | "), prose), reader(".md")),
        "csv": (bytes_of(csv, csv.replace(b",", b";")), reader(".csv")),
        "xlsx": (book, reader(".xlsx")),
        "ods": (members_of(good_ods(), "content.xml"), reader(".ods")),
        "any-bytes": (st.binary(max_size=3000), reader(".txt")),
        "timescales": (_texts, _timescales),
        "refs": (_texts, _refs),
        "owners": (st.lists(_texts, max_size=5), _owners),
        "ratings": (_rows, _ratings),
        "minutes": (st.lists(_texts, max_size=6), _minutes),
        "changelog": (st.lists(_texts, max_size=6), _changelog),
        "whole-paper": (_rows, _whole),
    }
    return made


def fuzz(name: str, seconds: float, seed: int) -> int:
    """Try one target for so long; says the cases tried, and shows each failing case once. How many failed."""
    strategy, check = targets()[name]
    tried, failed, end = 0, 0, time.monotonic() + seconds

    def one(case: object) -> None:
        nonlocal tried
        tried += 1
        with limited():
            check(case)

    while time.monotonic() < end:
        shaped = hypothesis.settings(
            max_examples=_AT_A_TIME, database=None, deadline=None, suppress_health_check=list(hypothesis.HealthCheck)
        )
        search = hypothesis.seed(seed)(shaped(hypothesis.given(strategy)(one)))
        seed += 1
        try:
            search()
        except (Exception, Slow):  # noqa: BLE001 -- whatever it is, it is what is looked for
            failed += 1
            traceback.print_exc()
            if failed >= 5:
                break
    print(f"{name:15} {tried:8} tried {failed:4} failed", flush=True)
    return failed


def main() -> int:
    """Each target in a process of its own: one that crashes is a failure too, and the next are still tried."""
    names = list(targets())
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("targets", nargs="*", choices=[*names, []], metavar="TARGET", help=", ".join(names))
    asked.add_argument("--seconds", type=float, default=SECONDS, help="for each target")
    asked.add_argument("--seed", type=int, default=int(time.time()), help="the same seed tries the same cases")
    asked.add_argument("--alone", action="store_true", help=argparse.SUPPRESS)
    args = asked.parse_args()
    if args.alone:
        return int(sum(fuzz(name, args.seconds, args.seed) for name in args.targets) > 0)
    print(f"seed {args.seed}, {args.seconds:g} seconds a target", flush=True)
    bad = 0
    for name in args.targets or names:
        command = [
            sys.executable,
            "-m",
            "benchmarks.fuzz",
            name,
            "--alone",
            f"--seconds={args.seconds}",
            f"--seed={args.seed}",
        ]
        with tempfile.TemporaryFile() as said:
            code = subprocess.run(command, stderr=said, check=False).returncode
            bad += code != 0
            if code not in (0, 1):
                print(f"{name:15} crashed with exit code {code}; --seed {args.seed} repeats it", flush=True)
            said.seek(0)
            if code:
                print(said.read().decode("utf-8", "replace")[-6000:], flush=True)
    return int(bad > 0)


if __name__ == "__main__":
    sys.exit(main())
