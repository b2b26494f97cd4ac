"""Every page without a mouse: the way past the menu, keys that go to pages, and a focus that is always seen."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from saidby.ledger import Ledger
from tests.serve.desk.running import Running
from tests.serve.desk.walks import walking

_STOPS = 25  # times that Tab is pressed on each page
_FOCUS = """() => {
  const it = document.activeElement;
  const look = getComputedStyle(it);
  const place = it.getBoundingClientRect();
  return {
    name: it.outerHTML.slice(0, 120),
    outline: look.outlineStyle === 'none' ? 0 : parseFloat(look.outlineWidth),
    seen: place.width > 0 && place.bottom > 0 && place.top < innerHeight && place.right > 0 && place.left < innerWidth,
  };
}"""


def story_of(desk: Running) -> str:
    with Ledger.open(desk.ledger) as ledger:
        (story,) = ledger.story_keys()
    return f"/stories/{story[:16]}"


def focus(page: Page) -> dict[str, object]:
    found: dict[str, object] = page.evaluate(_FOCUS)
    return found


def test_the_first_stop_leads_past_the_menu(filled: Running, browser: Browser) -> None:
    with walking(browser, filled.base) as walk:
        page = walk.to(story_of(filled))
        page.keyboard.press("Tab")
        skip = page.get_by_role("link", name="Skip to the page")
        expect(skip).to_be_focused()
        assert focus(page)["seen"]
        page.keyboard.press("Enter")
        expect(page.locator("main")).to_be_focused()
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('main') !== null")


@pytest.mark.parametrize("looks", ["light", "dark"])
@pytest.mark.parametrize("part", ["story", "article", "review", "provenance", "start", "drift"])
def test_the_focus_is_always_seen(filled: Running, browser: Browser, part: str, looks: str) -> None:
    story = story_of(filled)
    article = f"/articles/{story[-16:]}"  # a story has the key of its earliest article
    ways = {"start": "/", "story": story, "article": article, "review": "/review"}
    with walking(browser, filled.base, color_scheme=looks, reduced_motion="reduce") as walk:
        page = walk.to(ways.get(part, f"{story}/{part}"))
        walk.chart()
        for _ in range(_STOPS):
            page.keyboard.press("Tab")
            found = focus(page)
            if str(found["name"]).startswith("<body"):
                break  # behind the last one
            assert found["seen"], found["name"]
            assert float(str(found["outline"])) >= 2, found["name"]


def test_keys_go_to_pages_and_tell_which_there_are(filled: Running, browser: Browser) -> None:
    with walking(browser, filled.base) as walk:
        page = walk.to(story_of(filled))
        page.keyboard.press("?")
        dialog = page.get_by_role("dialog", name="Keys")
        expect(dialog).to_be_visible()
        expect(dialog).to_contain_text("go to review")
        page.keyboard.press("Escape")
        expect(dialog).to_be_hidden()
        page.keyboard.press("/")
        expect(page.get_by_role("searchbox")).to_be_focused()
        page.keyboard.type("dam")
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile(r"/search\?q=dam"))
        page.wait_for_load_state()
        for key, name in (("r", "review"), ("h", "history"), ("s", "")):
            page.keyboard.press("g")
            page.keyboard.press(key)
            page.wait_for_url(f"{filled.base}/{name}")
            page.wait_for_load_state()


def test_j_and_k_go_from_figure_to_figure_in_an_article(filled: Running, browser: Browser) -> None:
    with walking(browser, filled.base) as walk:
        page = walk.to(f"/articles/{story_of(filled)[-16:]}")
        figures = page.locator("mark[data-figure]")
        for key, at in (("j", 0), ("j", 1), ("j", 2), ("k", 1)):
            page.keyboard.press(key)
            expect(figures.nth(at).locator("a")).to_be_focused()
            expect(page.locator(".records > li").nth(at).locator(".facts")).to_be_visible()
