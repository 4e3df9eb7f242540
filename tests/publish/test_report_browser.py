"""The report as people use it, in a real browser: by mouse, keyboard and link, wide, narrow, dark and printed."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import playwright.sync_api as playwright
import pytest

from planthread import Dataset
from publish.report import PAGE, report_page
from publish.tables import rows_of
from reconcile.model import Reconciliation

ARGS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage"),
)
VIEWS = ("overview", "changes", "slippage", "threads", "declared", "claims", "findings")
SHORT = (  # every kind of thing on the page, in lists short enough for axe to be quick
    *("overview", "changes?kind=slipped&declared=yes", "slippage", "threads?joined=yes", "declared?kind=merged"),
    *("claims", "findings?code=overdue", "thread-ST2"),
)
_PATIENCE = 600_000
"""Milliseconds that a busy machine may need for anything."""
_NOTE_WHAT_IS_SHOWN = """
for (const event of ["load", "hashchange"])
  addEventListener(event, () => {
    const at = location.href;
    setTimeout(() => { document.documentElement.dataset.shown = at; });
  });
"""
SHOWN = {"viewport": {"width": 1280, "height": 900}}
PHONE = {"viewport": {"width": 320, "height": 640}}


def _chromium() -> str:
    """The system's browser. Without one these tests are skipped, but never where every check is meant to run."""
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if found is None and (os.environ.get("CI") or os.environ.get("PLANTHREAD_REQUIRE_BROWSER")):
        pytest.fail("no Chromium: the report cannot be tested. Install it (apt-get install chromium)")
    if found is None:
        pytest.skip("no Chromium on this machine (apt-get install chromium)")
    return found


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=_chromium(), args=list(ARGS), timeout=_PATIENCE)
        yield browser
        browser.close()


class Reader:
    """Someone with the report open; every error of the page is one of the test's."""

    def __init__(self, browser: Any, file: Path, **given: Any) -> None:
        self.file = file
        self.page = browser.new_context(**{**SHOWN, **given}).new_page()
        self.page.set_default_timeout(_PATIENCE)
        self.page.add_init_script(_NOTE_WHAT_IS_SHOWN)
        self.faults: list[str] = []
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on("console", lambda said: said.type == "error" and self.faults.append(said.text))
        self.page.on(
            "request", lambda asked: asked.url[:5] in ("file:", "data:", "blob:") or self.faults.append(asked.url)
        )

    def at(self, fragment: str) -> Any:
        self.page.goto(f"{self.file.as_uri()}#{fragment}")
        return self.shown()

    def follow(self, link: Any) -> Any:
        """Click on something that leads to another view."""
        link.click()
        return self.shown()

    def shown(self) -> Any:
        """The page, once it shows what its address says: that is told to it a moment after the address changed.

        Waited for as an element: what polls a function evaluates words as code, which the page's policy forbids.
        """
        address = json.dumps(self.page.evaluate("location.href"))
        self.page.locator(f"html[data-shown={address}]").wait_for(state="attached")
        return self.page

    def count(self, view: str) -> int:
        """What the line over a list says it shows."""
        return int(self.page.locator(f'[data-list="{view}"] .count').inner_text().split()[0].replace(",", ""))


@pytest.fixture
def opened(browser: Any, specimen_dataset: Dataset) -> Iterator[Any]:
    readers: list[Reader] = []

    def open_page(file: Path | None = None, **given: Any) -> Reader:
        readers.append(Reader(browser, file or specimen_dataset.folder / PAGE, **given))
        return readers[-1]

    yield open_page
    for reader in readers:
        reader.page.context.close()
        assert reader.faults == []


def test_every_view_opens_from_the_overview(opened: Any) -> None:
    reader = opened()
    page = reader.at("")
    assert page.locator("h1:visible").inner_text() == "What happened to the actions"
    for view in VIEWS:
        reader.follow(page.locator(f'nav a[data-view="{view}"]'))
        assert page.locator("main > section:visible").get_attribute("id") == f"view-{view}"
        assert page.locator("nav a[aria-current]").get_attribute("data-view") == view


def test_lists_show_as_many_rows_as_the_tables_have(opened: Any, specimen_dataset: Dataset) -> None:
    reader = opened()
    for view, table in (("changes", "changes"), ("threads", "threads"), ("claims", "claims"), ("findings", "findings")):
        page = reader.at(view)
        assert reader.count(view) == len(specimen_dataset.rows(table))
        assert page.locator(f"#view-{view} tbody tr:not(.detail)").count() == reader.count(view)
    reader.at("declared")
    assert reader.count("declared") == len(specimen_dataset.rows("declared_changes"))


def test_a_change_in_a_logs_own_words_says_so(opened: Any, specimen_dataset: Dataset) -> None:
    issued = {v["version_id"] for v in specimen_dataset.rows("versions") if v["kind"] == "issued"}
    ends = [{c["old_version_id"], c["new_version_id"]} for c in specimen_dataset.rows("changes")]
    said = opened().at("changes").locator("#view-changes tbody tr:not(.detail) .source")
    assert said.count() == sum(not pair <= issued for pair in ends) > 0
    assert all("quotes as" in text for text in said.all_inner_texts())


def test_counts_are_in_plain_english(opened: Any) -> None:
    said = " ".join(opened().at("declared").locator(".count:visible").all_inner_texts())
    assert re.search(r"\d+ declared changes\b", said)
    assert re.search(r"\b(?:1 entry|\d+ entries)(?: |$)", said)


def test_changes_are_filtered_by_kind_and_by_being_declared(opened: Any, specimen_dataset: Dataset) -> None:
    changes = specimen_dataset.rows("changes")
    reader = opened()
    page = reader.at("changes")
    page.get_by_label("Kind").select_option("slipped")
    assert reader.count("changes") == sum(change["kind"] == "slipped" for change in changes)
    page.get_by_label("Declared or not").select_option("none")
    wanted = [change for change in changes if change["kind"] == "slipped" and not change["declared_id"]]
    assert reader.count("changes") == len(wanted) > 0
    page.get_by_role("button", name="Clear").click()
    assert reader.count("changes") == len(changes)


def test_a_headline_figure_leads_to_the_rows_it_counts(opened: Any) -> None:
    reader = opened()
    page = reader.at("overview")
    figure = page.locator('[data-figure="undeclared"]')
    said = int(figure.locator(".value").inner_text())
    reader.follow(figure.get_by_role("link"))
    assert reader.count("changes") == said


def test_a_cell_of_the_matrix_leads_to_the_rows_it_counts(opened: Any) -> None:
    reader = opened()
    links = [
        (link.get_attribute("href"), int(link.inner_text().split()[0]))
        for link in reader.at("declared").locator(".matrix td a").all()
    ]
    assert len(links) > 8
    for href, said in links:
        reader.at(href[1:])
        assert reader.count("declared" if href.startswith("#declared") else "changes") == said, href


def test_a_count_on_the_time_line_leads_to_the_commitments_it_counts(opened: Any) -> None:
    reader = opened()
    links = [
        (link.get_attribute("href"), int(link.inner_text().split()[0]))
        for link in reader.at("overview").locator(".counts a").all()
    ]
    assert len(links) >= 8
    for href, said in links:
        reader.at(href[1:])
        assert reader.count("threads") == said, href


def test_search_finds_words_and_puts_a_ref_first(opened: Any) -> None:
    page = opened().at("threads")
    refs = page.locator("#view-threads tbody tr td.ref")
    page.get_by_label("Search").fill("LAMPS")
    playwright.expect(refs).to_have_text(["ST2", "ST3"], timeout=_PATIENCE)
    page.get_by_label("Search").fill("gv3a")
    playwright.expect(refs).to_have_text(["GV3a", "GV3b, GV3a"], timeout=_PATIENCE)


def test_finding_an_action_by_its_ref_shows_its_history(opened: Any) -> None:
    reader = opened()
    page = reader.at("")
    page.get_by_label("Find an action").fill("st2")
    page.keyboard.press("Enter")
    playwright.expect(page).to_have_url(re.compile("#thread-"), timeout=_PATIENCE)
    reader.shown()
    assert page.locator("#thread-title").inner_text().startswith("ST2: Replace street lamps")
    assert "merged from ST3" in page.locator("#thread-body").inner_text()
    assert page.locator("#thread-body ol.line > li").count() == 5
    assert page.locator("#thread-body img").count() >= 1


def test_a_row_opens_to_both_wordings_the_evidence_and_the_place(opened: Any) -> None:
    page = opened().at("changes?kind=reworded&declared=yes")
    button = page.locator("#view-changes button.open").first
    button.click()
    assert button.get_attribute("aria-expanded") == "true"
    detail = page.locator("#view-changes tr.detail").first
    assert detail.locator("del").count() >= 1
    assert detail.locator("ins").count() >= 1
    said = detail.inner_text()
    for words in (
        "Before:",
        "After:",
        "Why these are taken to be the same",
        "What the change log says",
        "In the paper:",
    ):
        assert words in said
    assert "2025-03-plan.pdf, page " in said
    picture = detail.locator("figure img").first
    picture.scroll_into_view_if_needed()
    assert picture.evaluate("async (image) => { await image.decode(); return image.naturalWidth; }") > 300
    button.click()
    assert not detail.is_visible()


@pytest.mark.parametrize(
    ("kind", "table"),
    [("change", "changes"), ("finding", "findings"), ("declared", "declared_changes"), ("claim", "claims")],
)
def test_a_deep_link_opens_the_row_that_it_names(opened: Any, specimen_dataset: Dataset, kind: str, table: str) -> None:
    from publish.report.page import fragment

    last = specimen_dataset.rows(table)[-1]
    identifier = next(iter(last.values()))
    reader = opened()
    page = reader.at(f"{kind}-{fragment(identifier)}")
    detail = page.locator("tr.target + tr.detail:visible")
    assert detail.count() == 1
    own = detail.locator('a:text-matches("^Link to this")').get_attribute("href")
    assert own == f"#{kind}-{fragment(identifier)}"
    assert unquote(own) == f"#{kind}-{identifier}"


def test_a_deep_link_to_a_thread_shows_it_and_an_unknown_one_the_overview(opened: Any) -> None:
    reader = opened()
    page = reader.at("thread-marlbrook-council-homes-streets-improvement-plan%2FGV3")
    assert page.locator("#thread-title").inner_text().startswith("GV3: Review the scheme of delegation")
    page = reader.at("thread-nobody-knows-this")
    assert page.locator("#view-overview").is_visible()


def test_columns_sort_both_ways(opened: Any) -> None:
    page = opened().at("slippage")

    def days() -> list[int]:
        return [
            int(text.split()[0])
            for text in page.locator('[data-list="slippage"] td[data-name="Days"]').all_inner_texts()
        ]

    falling = days()
    assert falling == sorted(falling, reverse=True)
    assert len(falling) == 5
    heads = page.locator('[data-list="slippage"] th button', has_text="Days")
    heads.click()
    assert days() == sorted(falling)
    assert page.locator('[data-list="slippage"] th[aria-sort]').get_attribute("aria-sort") == "ascending"


def test_a_list_downloads_as_csv_with_all_that_is_found(opened: Any) -> None:
    reader = opened()
    page = reader.at("changes?kind=slipped")
    with page.expect_download() as started:
        page.locator("#view-changes").get_by_role("button", name="Download as CSV").click()
    assert started.value.suggested_filename == "planthread-changes.csv"
    text = Path(started.value.path()).read_text(encoding="utf-8-sig")
    records = list(csv.DictReader(io.StringIO(text)))
    assert len(records) == reader.count("changes")
    assert {record["Change"] for record in records} == {"slipped"}
    assert all("page" in record["Place"] or "row" in record["Place"] or "line" in record["Place"] for record in records)


def test_everything_can_be_reached_and_opened_by_keyboard(opened: Any) -> None:
    reader = opened()
    page = reader.at("overview")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    page.locator('nav a[data-view="changes"]').focus()
    page.keyboard.press("Enter")
    playwright.expect(page).to_have_url(re.compile("#changes$"), timeout=_PATIENCE)
    reader.shown()
    assert page.evaluate("document.activeElement.id") == "changes-title"
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.className") == "open":
            break
    page.keyboard.press("Enter")
    assert page.locator("#view-changes tr.detail:visible").count() == 1
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"


def test_nothing_runs_off_a_phone(opened: Any) -> None:
    reader = opened(**PHONE)
    for view in (*VIEWS, "thread-ST2", "changes?kind=merged"):
        page = reader.at(view)
        for button in page.locator("main > section:visible button.open").all()[:1]:
            button.click()
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, view


def test_nothing_runs_off_a_small_laptop(opened: Any) -> None:
    reader = opened(viewport={"width": 1024, "height": 700})
    for view in (*VIEWS, "threads?joined=yes", "thread-ST2"):
        assert reader.at(view).evaluate("document.documentElement.scrollWidth") <= 1024, view


def test_filters_are_folded_away_on_a_phone_until_they_are_asked_for(opened: Any) -> None:
    page = opened(**PHONE).at("changes")
    assert not page.get_by_label("Kind").is_visible()
    page.locator("#view-changes").get_by_role("button", name="Filters and order").click()
    assert page.get_by_label("Kind").is_visible()


def test_two_clicks_lead_from_the_first_view_to_the_rows_on_the_page(opened: Any) -> None:
    """What slipped most, and what nobody declared: one click to its story, with a picture of where it stands."""
    reader = opened()
    page = reader.at("overview")
    first = page.locator(".first section", has_text="Slipped most").locator("li a").first
    ref = first.inner_text()
    reader.follow(first)
    assert page.locator("#view-thread").is_visible()
    assert page.locator("#thread-title").inner_text().startswith(f"{ref}: ")
    assert page.locator("#thread-body img").count() >= 1
    page = reader.at("overview")
    reader.follow(page.locator(".first section", has_text="Changed, but not declared").locator("li a").first)
    detail = page.locator("#view-changes tr.detail:visible")
    assert "Nobody declared this change." in detail.inner_text()
    assert detail.locator("img").count() >= 1


def test_a_history_says_what_is_to_be_looked_at_and_what_the_log_says(opened: Any) -> None:
    said = opened().at("thread-ST3").locator("#thread-body").inner_text()
    assert "What the change logs say" in said
    assert "ST2, ST3 → ST2 merged" in said
    said = opened().at("thread-ST6").locator("#thread-body").inner_text()
    assert "To look at" in said
    assert "vanished" in said


def test_every_change_that_nobody_declared_is_listed_once(opened: Any, specimen_dataset: Dataset) -> None:
    undeclared = [change for change in specimen_dataset.rows("changes") if not change["declared_id"]]
    reader = opened()
    page = reader.at("declared")
    links = page.locator('[data-list="undeclared"] td.ref a').all()
    shown = [unquote(str(link.get_attribute("href")))[1:] for link in links]
    assert sorted(one for one in shown if one.startswith("change-")) == sorted(
        f"change-{change['change_id']}" for change in undeclared
    )


def test_at_twice_the_size_nothing_is_cut_off(opened: Any) -> None:
    page = opened(viewport={"width": 640, "height": 450}, device_scale_factor=2).at("changes")
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert page.evaluate("document.documentElement.scrollWidth") <= 640


def test_dark_mode_turns_the_page_dark(opened: Any) -> None:
    for scheme, dark in (("light", False), ("dark", True)):
        page = opened(color_scheme=scheme).at("changes")
        red = int(page.evaluate("getComputedStyle(document.body).backgroundColor.match(/\\d+/)[0]"))
        assert (red < 40) is dark


def test_printed_it_has_its_content_and_none_of_its_controls(opened: Any) -> None:
    page = opened(color_scheme="dark").at("changes?kind=merged")
    page.locator("#view-changes button.open").first.click()
    page.emulate_media(media="print")
    assert not page.locator(".views").is_visible()
    assert not page.locator("#view-changes .controls").is_visible()
    assert page.locator("#view-changes tr.detail .wording").first.is_visible()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.pdf(format="A4").startswith(b"%PDF")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_accessibility_fault(opened: Any, scheme: str) -> None:
    from importlib.resources import files

    options: dict[str, Any] = {"resultTypes": ["violations"], "preload": False}
    if scheme == "dark":  # only the colours are others
        options["runOnly"] = ["color-contrast"]
    axe = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
    reader = opened(color_scheme=scheme)
    page = reader.at("overview")
    page.evaluate(axe)
    for view in SHORT if scheme == "light" else SHORT[:4]:
        reader.at(view)
        for button in page.locator("main > section:visible button.open").all()[:1]:
            button.click()
        found = page.evaluate("async (options) => (await axe.run(options)).violations", options)
        said = [(fault["id"], fault["nodes"][0]["html"][:200], fault["nodes"][0]["failureSummary"]) for fault in found]
        assert said == [], view


HOSTILE = (
    "<script>window.hit=1</script><img src=x onerror=window.hit=1> \"'& \u202e\u05e9\u05dc\u05d5\u05dd\u202c 🚧 =1+1"
)


def test_hostile_content_shows_as_it_is_printed(opened: Any, found: Reconciliation, tmp_path: Path) -> None:
    versions = []
    for held in found.versions:
        actions = tuple(replace(a, text=HOSTILE, owners_printed=HOSTILE) for a in held.version.actions)
        versions.append(replace(held, version=replace(held.version, actions=actions)))
    change = replace(
        *(found.changes[0],),
        explanation=HOSTILE,
        old_action_ids=("aaaaaaaaaaaa#S1",),
        new_action_ids=("bbbbbbbbbbbb#S1",),
    )
    plans = tuple(replace(plan, title=HOSTILE) for plan in found.plans)
    hostile = replace(found, versions=tuple(versions), changes=(change,), plans=plans)
    report_page()(tmp_path, hostile, rows_of(hostile)[0])
    reader = opened(tmp_path / PAGE)
    page = reader.at("overview")
    assert HOSTILE in page.locator("#view-overview section.plan h2").text_content()
    page = reader.at("changes")
    page.locator("#view-changes button.open").click()
    assert page.locator("#view-changes td.wide").inner_text() == HOSTILE
    assert page.locator("#view-changes tr.detail p.words").first.text_content() == HOSTILE
    page = reader.at("thread-streets%2FS1")
    assert HOSTILE in page.locator("#thread-title").text_content()
    assert page.evaluate("window.hit") is None
    assert page.locator("main img").count() == 0


def test_a_long_list_is_drawn_a_page_at_a_time(opened: Any, found: Reconciliation, tmp_path: Path) -> None:
    (thread, _) = found.threads
    threads = tuple(replace(thread, thread_id=f"streets/S{n}", refs=(f"S{n}",)) for n in range(1, 1001))
    many = replace(found, threads=threads, thread_links=(), changes=())
    report_page()(tmp_path, many, rows_of(many)[0])
    reader = opened(tmp_path / PAGE)
    page = reader.at("threads")
    assert reader.count("threads") == 1000
    assert page.locator("#view-threads tbody tr").count() == 200
    page.get_by_role("button", name="Next page").click()
    assert "rows 201 to 400 shown" in page.locator("#view-threads .count").inner_text()
