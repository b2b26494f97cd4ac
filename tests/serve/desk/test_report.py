"""The static report: pages in a folder that open from disk, without scripts, and ask nobody for anything."""

import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from click.testing import CliRunner
from playwright.sync_api import Browser, Request

from saidby.serve.cli import main
from tests.serve.desk.running import Running
from tests.serve.desk.walks import overflow

SMALLEST = 9.5  # pixels of the letters of a chart as it is shown


@pytest.fixture(scope="module")
def report(filled: Running, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("report") / "pages"
    done = CliRunner().invoke(main, ["pages", str(folder), "--ledger", str(filled.ledger)])
    assert done.exit_code == 0, done.output
    return folder


class Elements(HTMLParser):
    """Notes which elements, ids and addresses a page has."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.ids: list[str] = []
        self.addresses: list[str] = []
        self.handlers: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.add(tag)
        for name, value in attrs:
            if name == "id":
                self.ids.append(value or "")
            if name in {"href", "src", "action", "xlink:href"}:
                self.addresses.append(value or "")
            if name.startswith("on"):
                self.handlers.append(name)


def test_every_link_between_its_pages_leads_somewhere(report: Path) -> None:
    pages = {place: Elements(place.read_text("utf-8")) for place in report.rglob("*.html")}
    assert len(pages) == 5 + 7 + 7  # five of the story, seven articles, seven sources
    for place, page in pages.items():
        assert len(page.ids) == len(set(page.ids)), place
        for address in page.addresses:
            parts = urlsplit(address)
            if parts.scheme in {"http", "https"}:
                continue  # where an article stood: a link to be followed, nothing that is loaded
            target = (place.parent / unquote(parts.path)).resolve() if parts.path else place
            assert target.is_relative_to(report.resolve()), address
            assert target.is_file(), (place, address)
            if parts.fragment:
                assert unquote(parts.fragment) in pages[target].ids, (place, address)


def test_it_has_neither_scripts_nor_forms(report: Path) -> None:
    for place in report.rglob("*.html"):
        page = Elements(place.read_text("utf-8"))
        assert not page.names & {"script", "form", "button", "iframe", "object", "embed", "base"}, place
        assert page.handlers == []


def test_it_opens_from_disk_and_asks_nobody(report: Path, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 1280, "height": 900})
    asked: list[str] = []
    failed: list[str] = []

    def note(request: Request) -> None:
        asked.append(request.url)

    context.on("request", note)
    context.on("requestfailed", lambda request: failed.append(request.url))
    page = context.new_page()
    for place in sorted(report.rglob("*.html")):
        page.goto(place.as_uri())
        assert page.locator("h1").inner_text().strip()
        assert page.evaluate("getComputedStyle(document.body).margin") == "0px", "the style sheet is there"
        for width in (1280, 390):
            page.set_viewport_size({"width": width, "height": 844})
            assert overflow(page) <= 0, (place, width)
    context.close()
    assert failed == []
    root = report.resolve().as_uri()
    assert [url for url in asked if not url.startswith((root, "data:"))] == []


@pytest.mark.parametrize(("width", "looks"), [(1280, "light"), (390, "light"), (390, "dark"), (1280, "dark")])
def test_its_charts_are_legible_on_wide_and_narrow_pages(
    report: Path, browser: Browser, width: int, looks: str
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 844}, color_scheme=looks)  # type: ignore[arg-type]  # as listed above
    page = context.new_page()
    for place in (report / "index.html", *(report / "sources").glob("orvane*.html"), report / "provenance.html"):
        page.goto(place.as_uri())
        shown = page.locator(".chart svg:visible, .net svg:visible")
        assert shown.count() == 1, place
        letters = shown.locator("text").evaluate_all(
            "all => all.map(it => parseFloat(getComputedStyle(it).fontSize) * Math.abs(it.getScreenCTM().a || 1))"
        )
        assert min(letters) >= SMALLEST, (place, min(letters))
    context.close()


def test_addresses_in_it_show_nothing_of_this_machine(report: Path) -> None:
    for place in report.rglob("*.*"):
        assert not re.search(rb"127\.0\.0\.1|localhost|file://", place.read_bytes()), place
