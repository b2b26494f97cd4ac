"""``python -m docs.screenshots``: draw the pictures of docs/desk.md anew, of the bundled story in Debian's Chromium."""

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.serve.desk.running import running

PICTURES = Path(__file__).resolve().parent / "_static"
QUALITY = 66  # of JPEG: letters are clear, and no picture is above 150 kB
SIZE = {"width": 1280, "height": 860}


def main() -> None:
    """Start a desk with nothing in it, bring the example, and look at each page."""
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as player:
        chromium = shutil.which("chromium") or shutil.which("chromium-browser")
        browser = player.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page(viewport=SIZE, color_scheme="light", reduced_motion="reduce")  # type: ignore[arg-type]
        with running(Path(folder) / "flood.ledger", "--reader", "learned") as desk:
            _look_around(page, desk.base)
        browser.close()


def _look_around(page: Page, base: str) -> None:
    page.goto(f"{base}/you")
    page.get_by_label("Your name").fill("ana")
    page.get_by_role("button", name="Keep").click()
    page.goto(f"{base}/")
    _take(page, "start")
    page.get_by_role("button", name="Try the example").click()
    page.wait_for_url("**/stories/*", timeout=120_000)
    story = page.url
    page.locator("figure canvas").wait_for()
    page.wait_for_timeout(500)  # until it is painted
    _take(page, "story")
    _take_at(page, "#sources", "story-below")
    for part in ("provenance", "drift", "brief"):
        page.goto(f"{story}/{part}")
        _take(page, part)
    page.goto(story)
    page.get_by_role("link", name="Orvane provincial health service").first.click()
    page.locator("figure canvas").wait_for()
    page.wait_for_timeout(500)
    _take(page, "source")
    page.goto(f"{story}/articles")
    page.get_by_role("link", name="highly likely killed more than 900").click()
    page.locator("mark[data-figure]", has_text="about 640").click()
    page.evaluate("scrollTo(0, 0)")
    _take(page, "article")
    page.goto(f"{base}/review")
    page.wait_for_load_state()
    for key in "aax":
        _decide(page, key)
    _take(page, "review")
    page.goto(f"{base}/search?q=health+service")
    _take(page, "search")
    page.goto(f"{base}/history")
    _take(page, "history")
    page.goto(f"{base}/api")
    _take(page, "api")


def _decide(page: Page, key: str) -> None:
    card = page.locator("[data-card]").get_attribute("data-card")
    page.keyboard.press(key)
    page.locator(f'[data-card="{card}"]').wait_for(state="detached")
    page.get_by_role("status").get_by_text("on the way").wait_for(state="detached")


def _take(page: Page, name: str) -> None:
    page.screenshot(path=PICTURES / f"desk-{name}.jpg", type="jpeg", quality=QUALITY)


def _take_at(page: Page, place: str, name: str) -> None:
    """Take what is below a place of the page."""
    into: Callable[[str], None] = page.locator(place).evaluate
    into("it => it.scrollIntoView()")
    _take(page, name)


if __name__ == "__main__":
    main()
