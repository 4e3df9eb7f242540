"""The report as a file: one page that fetches nothing, says what the tables say, and shows what is printed as text."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import json
import re
import statistics
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from extract.model import Place
from planthread import Dataset
from publish.check import check_dataset
from publish.dataset import write_dataset
from publish.report import PAGE, report_page
from publish.report.figures import headline_figures, not_read
from publish.report.matrix import declared_matrix
from publish.report.pictures import pictures_of
from publish.report.timeline import plan_lines
from publish.report.wordings import compared
from publish.tables import rows_of
from reconcile.model import Reconciliation
from reconcile.wording import words

HOSTILE = '</script><script>document.title="x"</script><!-- "\'& \u202eevil\u202c 🚧 <img src=x onerror=alert(1)>\u2028'


class _Islands(HTMLParser):
    """What a browser takes for script elements, and what stands in them."""

    def __init__(self) -> None:
        super().__init__()
        self.scripts: list[tuple[str | None, str]] = []
        self.tags: list[str] = []
        self._open: str | None = None
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        if tag == "script":
            self._inside = True
            self.scripts.append((dict(attrs).get("id"), ""))

    def handle_endtag(self, tag: str) -> None:
        self._inside = self._inside and tag != "script"

    def handle_data(self, data: str) -> None:
        if self._inside:
            name, text = self.scripts[-1]
            self.scripts[-1] = (name, text + data)


def _page(found: Reconciliation, folder: Path, sources: dict[str, Path] | None = None) -> str:
    report_page(sources)(folder, found, rows_of(found)[0])
    return (folder / PAGE).read_text(encoding="utf-8")


def _islands(page: str) -> dict[str, Any]:
    parser = _Islands()
    parser.feed(page)
    return {name[5:]: json.loads(text) for name, text in parser.scripts if name}


def _with_text(found: Reconciliation, text: str) -> Reconciliation:
    """The sample with that text wherever a paper could have printed it."""
    versions = []
    for held in found.versions:
        actions = tuple(replace(a, text=text + a.text, owners_printed=text) for a in held.version.actions)
        sections = tuple(replace(section, path=(text,)) for section in held.version.sections)
        versions.append(replace(held, version=replace(held.version, actions=actions, sections=sections, title=text)))
    papers = tuple(replace(paper, file=text + paper.file, problem=text) for paper in found.papers)
    plans = tuple(replace(plan, title=text, reason=text) for plan in found.plans)
    changes = tuple(replace(change, explanation=text, old_value=text) for change in found.changes)
    findings = tuple(replace(one, message=text) for one in found.findings)
    claims = tuple(replace(c, claim=replace(c.claim, statement=text, sentence=text)) for c in found.claims)
    return replace(
        found, versions=tuple(versions), papers=papers, plans=plans, changes=changes, findings=findings, claims=claims
    )


def test_the_page_is_written_with_the_dataset_and_vouched_for(found: Reconciliation, tmp_path: Path) -> None:
    dataset = write_dataset(found, tmp_path / "out", {"papers": []}, (report_page(),))
    described = json.loads((dataset.folder / "datapackage.json").read_text(encoding="utf-8"))
    assert PAGE in [file["path"] for file in described["planthread"]["files"]]
    assert check_dataset(dataset.folder) == []
    (dataset.folder / PAGE).write_text("changed", encoding="utf-8")
    assert check_dataset(dataset.folder) != []


def test_the_page_fetches_nothing(found: Reconciliation, tmp_path: Path) -> None:
    page = _page(found, tmp_path)
    assert re.findall(r"https?://[^\"' ]+", page) == ["http://www.w3.org/2000/svg"]
    assert not re.search(r"""(?:src|href)=["'](?![#"'])""", page)
    assert "@import" not in page
    assert "url(" not in page


def test_the_same_findings_give_the_same_page(found: Reconciliation, tmp_path: Path) -> None:
    assert _page(found, tmp_path / "one") == _page(found, tmp_path / "two")


def test_what_a_paper_prints_is_never_markup(found: Reconciliation, tmp_path: Path) -> None:
    plain, hostile = _Islands(), _Islands()
    plain.feed(_page(found, tmp_path / "plain"))
    page = _page(_with_text(found, HOSTILE), tmp_path / "hostile")
    hostile.feed(page)
    assert [tag for tag in hostile.tags if tag != "rect"] == [tag for tag in plain.tags if tag != "rect"]
    assert len(hostile.scripts) == len(plain.scripts)
    assert any(HOSTILE in text for text in _islands(page)["texts"])


def test_the_script_that_may_run_is_the_one_that_stands_in_the_page(found: Reconciliation, tmp_path: Path) -> None:
    import base64

    page = _page(found, tmp_path)
    (script,) = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert f"script-src &#39;sha256-{digest}&#39;".replace("+", "&#43;") in page.replace("+", "&#43;")
    assert re.search(r"style=[\"']|\son[a-z]+=[\"']", page.split("<script", 1)[0]) is None


def test_every_headline_figure_is_what_the_tables_hold(specimen_dataset: Dataset) -> None:
    names = ("papers", "plans", "versions", "threads", "changes", "declared_changes", "claims", "findings")
    tables = {name: specimen_dataset.rows(name) for name in names}
    figures = {figure.name: figure for figure in headline_figures(tables)}
    assert int(figures["changes"].value) == len(tables["changes"])
    assert int(figures["undeclared"].value) == sum(change["declared_id"] is None for change in tables["changes"])
    assert int(figures["threads"].value) == len(tables["threads"])
    assert int(figures["findings"].value) == len(tables["findings"])
    assert int(figures["claims"].value) == sum(claim["verdict"] == "differs" for claim in tables["claims"])
    days = [(t["latest_due"] - t["first_due"]).days for t in tables["threads"] if t["first_due"] and t["latest_due"]]
    late = [by for by in days if by > 0]
    assert int(figures["slipped"].value) == len(late) > 0
    assert f"{sum(late)} days in all, {round(statistics.median(late))} days at the median" in figures["slipped"].how
    twins = {paper["paper_id"] for paper in tables["papers"] if paper["twin_of"]}
    issued = [v for v in tables["versions"] if v["kind"] == "issued" and v["paper_id"] not in twins]
    assert int(figures["versions"].value) == len(issued)
    assert f"{sum(version['actions'] for version in issued)} actions" in figures["versions"].how


def test_the_page_lists_every_row_of_the_tables(specimen_dataset: Dataset) -> None:
    held = _islands((specimen_dataset.folder / PAGE).read_text(encoding="utf-8"))
    for name, table in (("changes", "changes"), ("threads", "threads"), ("findings", "findings"), ("claims", "claims")):
        assert [row[0] for row in held[name]] == [next(iter(row.values())) for row in specimen_dataset.rows(table)]
    assert len(held["declared"]) == len(specimen_dataset.rows("declared_changes"))
    assert [len(row) for row in held["changes"]] == [len(held["columns"]["changes"])] * len(held["changes"])


def test_the_matrix_counts_every_change_once_and_every_entry_without_one(
    specimen_dataset: Dataset, found: Reconciliation
) -> None:
    specimens = {name: specimen_dataset.rows(name) for name in ("changes", "declared_changes")}
    for tables, first in ((specimens, "added"), (rows_of(found)[0], "no change shown")):
        matrix = declared_matrix(tables)
        assert (matrix.columns[0], matrix.rows[0][0]) == (first, "nobody declared it")
        without = sum(
            dict(zip(matrix.columns, cells, strict=True)).get("no change shown", 0) for _, cells in matrix.rows
        )
        assert sum(sum(cells) for _, cells in matrix.rows) - without == len(tables["changes"])
        with_change = {change["declared_id"] for change in tables["changes"]} - {None}
        assert without == len(tables["declared_changes"]) - len(with_change)


def test_bars_add_up_to_the_actions_of_a_version(found: Reconciliation) -> None:
    (plan,) = plan_lines(rows_of(found)[0])
    assert [version.as_at for version in plan.versions] == ["2024-06", "2024-09"]
    for version in plan.versions:
        assert sum(bar.count for bar in version.bars) == version.actions
        assert sum(bar.width for bar in version.bars) == pytest.approx(100)


def test_what_was_not_read_is_said_first(found: Reconciliation, tmp_path: Path) -> None:
    (unread,) = not_read(rows_of(found)[0])
    assert (unread.file, unread.status, unread.codes) == ("-.txt", "failed", (("paper-unreadable", 1),))
    page = _page(found, tmp_path)
    assert page.index("What could not be read") < page.index("In figures")


_sentence = st.lists(
    st.sampled_from(["mend", "Mend", "the", "High", "street,", "street", "by", "May", "–", "1.5"]), max_size=9
)


@settings(max_examples=80)
@given(_sentence, _sentence)
def test_each_side_of_a_diff_reads_as_it_is_printed(old: list[str], new: list[str]) -> None:
    before, after = " ".join(old), " ".join(new)
    spans = compared([before], [after])
    if spans is None:
        assert before == after or not before or not after
        return
    left = [span[2] if len(span) > 2 else span[1] for span in spans if span[0] in "=-<"]
    right = [span[1] for span in spans if span[0] in "=+>"]
    assert " ".join(left).split() == words(before)
    assert " ".join(right).split() == words(after)


def _pdf(pages: int) -> bytes:
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=(595, 842), invariant=1)
    for number in range(pages):
        canvas.drawString(60, 780, f"Page {number + 1}: mend the High Street")
        canvas.setFillColorRGB(0, 0.7, 0.3)
        canvas.rect(60, 700, 400, 40, fill=1)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


@pytest.fixture
def pictured(found: Reconciliation, tmp_path: Path) -> tuple[Reconciliation, dict[str, Path]]:
    """The sample with its first version in a PDF whose row runs over two pages."""
    data = _pdf(2)
    file = tmp_path / "old.pdf"
    file.write_bytes(data)
    first, *others = found.papers
    sha256 = hashlib.sha256(data).hexdigest()
    places = (Place(1, 1, 2, None, 60, 102, 460, 142), Place(2, 1, 3, None, 60, 102, 460, 142, "page break"))
    held, *later = found.versions
    actions = tuple(replace(action, places=places) for action in held.version.actions)
    old = replace(held, version=replace(held.version, actions=actions))
    papers = (replace(first, sha256=sha256, reader="pdf", file="old.pdf"), *others)
    change = replace(found.changes[0], old_action_ids=("aaaaaaaaaaaa#S1",), new_action_ids=("bbbbbbbbbbbb#S1",))
    return replace(found, papers=papers, versions=(old, *later), changes=(change,)), {first.paper_id: file}


def test_a_picture_shows_the_rows_concerned_and_no_more(
    pictured: tuple[Reconciliation, dict[str, Path]],
) -> None:
    import base64

    from PIL import Image

    found, sources = pictured
    pictures, _ = pictures_of(rows_of(found)[0], sources)
    assert [picture.page for picture in pictures["aaaaaaaaaaaa#S1"]] == [1, 2]
    one = pictures["aaaaaaaaaaaa#S1"][0]
    image = Image.open(io.BytesIO(base64.b64decode(one.uri.partition(",")[2]))).convert("RGB")
    assert image.size == (one.width, one.height)
    assert (image.width, image.height) == pytest.approx((410 * 1.2, 44 * 1.2), abs=3)
    red, green, _ = image.getpixel((image.width // 2, image.height // 2))  # type: ignore[misc]
    assert green > red + 80


@pytest.mark.parametrize(
    ("shown", "box"), [("cropped", (10, 242, 410, 282)), ("turned", (500, 60, 540, 460))], ids=["cropped", "turned"]
)
def test_a_picture_is_of_the_page_as_it_is_shown(
    found: Reconciliation, tmp_path: Path, shown: str, box: tuple[float, float, float, float]
) -> None:
    import base64

    from PIL import Image

    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=(595, 842), invariant=1)
    if shown == "cropped":
        canvas.setCropBox((50, 60, 545, 782))
    else:
        canvas.setPageRotation(90)
    canvas.setFillColorRGB(0, 0.7, 0.3)
    canvas.rect(60, 500, 400, 40, fill=1)
    canvas.save()
    file = tmp_path / "old.pdf"
    file.write_bytes(stream.getvalue())
    paper = replace(found.papers[0], sha256=hashlib.sha256(stream.getvalue()).hexdigest(), reader="pdf")
    held = found.declared[0]
    entry = replace(
        held, declared=replace(held.declared, paper_id=paper.paper_id, places=(Place(1, 1, 1, None, *box),))
    )
    cropped = replace(found, papers=(paper, *found.papers[1:]), declared=(entry,))
    (picture,) = pictures_of(rows_of(cropped)[0], {paper.paper_id: file})[0][entry.declared.declared_id]
    image = Image.open(io.BytesIO(base64.b64decode(picture.uri.partition(",")[2]))).convert("RGB")
    for x, y in ((10, 10), (image.width - 11, image.height - 11)):
        red, green, _ = image.getpixel((x, y))  # type: ignore[misc]
        assert green > red + 80, (x, y)


def test_a_place_outside_the_page_has_no_picture(pictured: tuple[Reconciliation, dict[str, Path]]) -> None:
    found, sources = pictured
    tables = rows_of(found)[0]
    for place in tables["places"]:
        if place["x0"] is not None:
            place.update(x0=2000.0, x1=2400.0)
    assert pictures_of(tables, sources) == ({}, {})


@pytest.mark.parametrize("fault", ["gone", "changed", "damaged"])
def test_without_the_file_that_was_read_places_are_said_in_words(
    pictured: tuple[Reconciliation, dict[str, Path]], tmp_path: Path, fault: str
) -> None:
    found, sources = pictured
    (file,) = sources.values()
    if fault == "gone":
        file.unlink()
    elif fault == "changed":
        file.write_bytes(_pdf(3))
    else:
        file.write_bytes(b"%PDF-1.7 nothing")
        sha256 = hashlib.sha256(file.read_bytes()).hexdigest()
        found = replace(found, papers=(replace(found.papers[0], sha256=sha256), *found.papers[1:]))
    held = _islands(_page(found, tmp_path / "page", sources))
    assert held["pictures"] == {"drawn": [], "of": {}}
    assert held["actions"][0][held["columns"]["actions"].index("places")][0][1:4] == [1, 1, 2]


def test_pictures_keep_within_their_budget(pictured: tuple[Reconciliation, dict[str, Path]]) -> None:
    found, sources = pictured
    tables = rows_of(found)[0]
    cost = sum(len(picture.uri) for picture in pictures_of(tables, sources)[0]["aaaaaaaaaaaa#S1"])
    assert pictures_of(tables, sources, budget=cost)[0]
    assert pictures_of(tables, sources, budget=cost - 1) == ({}, {})


def test_a_reconciliation_without_papers_or_plans_has_a_page(tmp_path: Path) -> None:
    page = _page(Reconciliation(papers=(), as_of=dt.date(2024, 1, 1)), tmp_path)
    assert "Every paper was read wholly" in page
