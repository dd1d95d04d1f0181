"""What a reader meets in a real browser: nothing leaves the server, nothing fails, nothing of a document runs."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Request, expect

pytestmark = pytest.mark.browser


class Watched:
    """A tab that notes every request, console error and failure."""

    def __init__(self, page: Page, server: str) -> None:
        self.page, self.server = page, server
        self.elsewhere: list[str] = []
        self.errors: list[str] = []
        page.on("request", self._request)
        page.on("console", lambda said: self.errors.append(said.text) if said.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("requestfailed", self._failed)

    def _request(self, request: Request) -> None:
        if not request.url.startswith((self.server, "data:", "blob:")):
            self.elsewhere.append(request.url)

    def _failed(self, request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":  # the tab went on to the next page
            self.errors.append(f"{request.failure}: {request.url}")

    def open(self, path: str) -> Page:
        self.page.goto(self.server + path, wait_until="load")
        return self.page

    def is_clean(self) -> None:
        assert (self.elsewhere, self.errors) == ([], [])
        assert self.page.evaluate("window.broken") is None


@pytest.fixture
def tab(browser: Browser, server: str) -> Iterator[Watched]:
    page = browser.new_page(viewport={"width": 1500, "height": 900})
    yield Watched(page, server)
    page.close()


@pytest.fixture(scope="session")
def some(addresses: tuple[str, ...]) -> tuple[str, ...]:
    """At most three addresses of each kind of page."""
    kinds: dict[str, list[str]] = {}
    for address in addresses:
        kinds.setdefault(re.sub(r"[0-9a-f]{20}", "ID", address), []).append(address)
    return tuple(address for alike in kinds.values() for address in alike[:3])


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_page_is_quiet(tab: Watched, some: tuple[str, ...], lang: str) -> None:
    for address in some:
        page = tab.open(f"{address}{'&' if '?' in address else '?'}lang={lang}")
        assert page.locator("html").get_attribute("lang") == {"zh": "zh-Hans", "en": "en"}[lang]
    tab.is_clean()


def test_the_keyboard_reaches_every_duty_of_a_chain_and_enter_opens_its_sentence(tab: Watched) -> None:
    page = tab.open("/chain?topic=env&place=440511001&date=2020-12-31")
    rows = page.locator(".lanes a.row")
    assert rows.count() >= 2
    rows.first.focus()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement === document.querySelectorAll('.lanes a.row')[1]")
    row = page.locator(".lanes a.row", has=page.locator("title", has_text="负责生态环境保护、人居环境整治等工作"))
    row.first.focus()
    expect(page.locator(".lanes")).to_have_class("lanes focused")
    page.keyboard.press("Escape")
    expect(page.locator(".lanes")).to_have_class("lanes")
    row.first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/documents/*#d=*")
    expect(page.locator("mark.on").first).to_contain_text("负责生态环境保护")
    expect(page.locator("article.card.on")).to_have_count(1)
    tab.is_clean()


def test_only_the_focused_duty_can_be_shown(tab: Watched) -> None:
    page = tab.open("/chain?topic=env&place=440511001&date=2020-12-31")
    page.locator(".lanes a.row").first.focus()
    page.locator("#only").check()
    visible = page.locator(".lanes a.row").evaluate_all(
        "rows => rows.filter(row => getComputedStyle(row).visibility === 'visible').length"
    )
    assert visible < page.locator(".lanes a.row").count()


def test_overlapping_sentences_are_each_marked(tab: Watched, pages: object) -> None:
    listed = pages.get("/documents.json").json()["documents"]  # type: ignore[attr-defined]
    attack = next(row["document"].rpartition("/")[2] for row in listed if "onerror" in (row["title"] or ""))
    duties = pages.get(f"/documents/{attack}.json").json()["duties"]  # type: ignore[attr-defined]
    for duty in duties:
        page = tab.open(f"/documents/{attack}#d={duty['iri'].rpartition('/')[2]}")
        assert "".join(page.locator("mark.on").all_inner_texts()).strip() == duty["quote"].strip()
    tab.is_clean()


def test_the_network_is_drawn_and_hostile_labels_stay_text(tab: Watched, some: tuple[str, ...]) -> None:
    for address in [each for each in some if "/graph?node=" in each]:
        page = tab.open(address)
        assert page.locator("#network canvas").count() == 1
        page.mouse.move(*_centre(page))
        page.wait_for_timeout(50)
    tab.is_clean()


def _centre(page: Page) -> tuple[float, float]:
    box = page.locator("#network").bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_the_editor_asks_this_server(tab: Watched) -> None:
    page = tab.open("/sparql")
    expect(page.locator(".yasgui")).to_be_visible()
    page.locator("a[data-example='q-void']").click()
    page.locator(".yasqe_queryButton").click()
    expect(page.locator(".yasr_results table").first).to_contain_text("zl:Duty")
    expect(page.locator(".yasr_btn.select_table")).to_have_text("表格")
    tab.is_clean()


def test_the_editor_speaks_chinese_and_shows_answers_of_every_kind(tab: Watched) -> None:
    page = tab.open("/sparql")
    assert all(re.search(r"[一-鿿]", text) for text in page.locator("details summary a").all_text_contents())
    name = "<http://www.w3.org/2004/02/skos/core#prefLabel>"
    for query, shown in (
        (f"SELECT ?name {{ ?body {name} ?name FILTER(STRSTARTS(?name, '汕头')) }}", "汕头市金平区人民政府"),
        ("ASK {}", "True"),
        ("CONSTRUCT { ?s a ?type } WHERE { ?s a ?type } LIMIT 3", "zl:"),
    ):
        page.evaluate("query => document.querySelector('.CodeMirror').CodeMirror.setValue(query)", query)
        page.locator(".yasqe_queryButton").click()
        expect(page.locator(".yasr_results").first).to_contain_text(shown)
    tab.is_clean()


def test_without_scripts_the_pages_still_work(browser: Browser, server: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{server}/sparql")
    page.locator("textarea.query").fill("ASK {}")
    answer = page.request.post(f"{server}/sparql", form={"query": page.locator("textarea.query").input_value()})
    assert answer.json()["boolean"] is True
    page.goto(f"{server}/chain?topic=env&place=440511001&date=2020-12-31")
    expect(page.locator(".lanes svg")).to_be_visible()
    context.close()
