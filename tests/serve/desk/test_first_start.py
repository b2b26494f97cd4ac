"""From a fresh start to a judged figure, as somebody does it who has never seen the desk."""

import re
import time
from pathlib import Path

from playwright.sync_api import Browser, expect

from saidby.ledger import Ledger, shown
from tests.serve.desk.running import running
from tests.serve.desk.walks import findings, overflow, walking


def test_from_nothing_to_a_judged_figure(browser: Browser, tmp_path: Path) -> None:
    begun = time.monotonic()
    with running(tmp_path / "l.db", "--reader", "learned") as desk, walking(browser, desk.base) as walk:
        page = walk.to("/")
        page.get_by_role("button", name="Try the example").click()
        page.wait_for_url(re.compile("/stories/"), timeout=60_000)
        expect(page.get_by_role("heading", level=2, name="How the figure moved")).to_be_visible()
        walk.chart()
        page.get_by_role("navigation", name="Story").get_by_role("link", name="Articles").click()
        page.get_by_role("link", name=re.compile("highly likely killed more than 900")).click()
        page.locator("mark[data-figure]").first.click()
        page.get_by_role("link", name="Judge it").first.click()
        judged = page.locator("[data-card]").get_attribute("data-card")
        page.wait_for_load_state()
        page.keyboard.press("a")
        expect(page.get_by_role("status")).to_have_text("1 saved")
        assert time.monotonic() - begun <= 60
        page.go_back()
        expect(page.locator(".records")).to_contain_text("judged by")
    assert judged
    with Ledger.open(tmp_path / "l.db") as ledger:
        placed = ledger.figure(judged)
        assert placed is not None
        assert len(placed.by) == 1
        assert not placed.rejected
        assert placed.judged is not None
        assert placed.found is not None
        assert shown(placed.judged) == shown(placed.found)


def test_texts_files_and_drops_become_stories(browser: Browser, tmp_path: Path) -> None:
    """Each way in: a text that is typed, a file that is chosen, one that is dropped on the page."""
    flood = "Flood in Osk\n\nMore than 40 people were killed, the river board said on Sunday, 3 May 2026."
    fire = tmp_path / "fire.txt"
    fire.write_text("Fire in Lund\n\nAbout 15 houses burned down, the fire brigade said on Monday.", "utf-8")
    with running(tmp_path / "l.db") as desk, walking(browser, desk.base) as walk:
        page = walk.to("/")
        page.get_by_label("A text").fill(flood)
        page.get_by_role("button", name="Read them").click()
        page.wait_for_url(re.compile("/stories/"), timeout=60_000)
        expect(page.locator("main")).to_contain_text("river board")
        page = walk.to("/")
        page.get_by_text("Add articles").click()
        page.get_by_label("Files").set_input_files(fire)
        page.get_by_role("button", name="Read them").click()
        page.wait_for_url(re.compile("/stories/"), timeout=60_000)
        expect(page.locator("main")).to_contain_text("fire brigade")
        page = walk.to("/")
        held = page.evaluate_handle(
            "() => { const held = new DataTransfer(); const words = 'Storm in Ven\\n\\nAt least 7 people drowned.';"
            "held.items.add(new File([words], 'storm.txt')); return held; }"
        )
        page.dispatch_event("body", "dragover", {"dataTransfer": held})
        page.dispatch_event("body", "drop", {"dataTransfer": held})
        page.wait_for_url(re.compile("/stories/"), timeout=60_000)
        expect(page.locator("main")).to_contain_text("Storm in Ven")


def test_what_cannot_be_read_is_told_with_what_to_do(browser: Browser, tmp_path: Path) -> None:
    broken = tmp_path / "pages.warc"
    broken.write_bytes(b"WARC/1.0\r\nContent-Length: many\r\n\r\n\x00\xff")
    with (
        running(tmp_path / "l.db") as desk,
        walking(browser, desk.base, viewport={"width": 390, "height": 844}) as walk,
    ):
        page = walk.to("/")
        page.get_by_label("Files").set_input_files(broken)
        page.get_by_role("button", name="Read them").click()
        expect(page.get_by_role("heading", name="To look at")).to_be_visible(timeout=60_000)
        expect(page.get_by_role("rowheader", name="pages.warc").first).to_be_visible()
        assert findings(page) == []
        assert overflow(page) <= 0
