"""How long somebody waits who starts the desk for the first time: from the command to the bundled story, and again.

usage: python -m bench.walk [--reader learned|rules] [--times N]

Prints the seconds from the command to the first page, from the click to the story's page with its chart drawn, the same
for a second story in the desk that runs, and the largest time to the next card of the review, all in Debian's Chromium.
"""

import argparse
import re
import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.serve.desk.running import running

_SECOND = """Ferry aground off Lund

LUND, May 3 - At least {n} people were hurt when a ferry ran aground off Lund, the coast guard said on Sunday.
The harbour master said about 140 passengers had been brought ashore by noon. "{n} people are in hospital," he said."""
_CARDS = 30


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reader", default="learned")
    parser.add_argument("--times", type=int, default=3)
    given = parser.parse_args()
    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        rows = [_walk(browser.new_page(), given.reader) for _ in range(given.times)]
        browser.close()
    for name in rows[0]:
        seconds = sorted(row[name] for row in rows)
        print(f"{name:32} {seconds[len(seconds) // 2]:6.2f} s  ({seconds[0]:.2f} to {seconds[-1]:.2f})")


def _walk(page: Page, reader: str) -> dict[str, float]:
    found: dict[str, float] = {}
    begun = time.monotonic()
    with tempfile.TemporaryDirectory() as folder, running(Path(folder) / "l.db", "--reader", reader) as desk:
        base = f"http://127.0.0.1:{desk.port}"
        page.goto(base)
        found["first page"] = time.monotonic() - begun
        example = page.get_by_role("button", name="Try the example")
        found["the bundled story"] = _timed(lambda: (example.click(), _until_story(page)))
        page.goto(base)
        page.get_by_text("Add articles").click()
        page.get_by_label("A text").fill(_SECOND.format(n=27))
        read = page.get_by_role("button", name="Read them")
        found["a second story"] = _timed(lambda: (read.click(), page.wait_for_url(re.compile("/stories/"))))
        page.goto(f"{base}/review")
        found["next card, the slowest of 30"] = max(_next_card(page) for _ in range(_CARDS))
    return found


def _until_story(page: Page) -> None:
    page.wait_for_url(re.compile("/stories/"), timeout=120_000)
    page.locator("figure canvas").wait_for()


def _next_card(page: Page) -> float:
    card = page.locator("[data-card]").get_attribute("data-card")
    gone = page.locator(f'[data-card="{card}"]')
    return _timed(lambda: (page.keyboard.press("a"), gone.wait_for(state="detached")))


def _timed(what: Callable[[], object]) -> float:
    begun = time.monotonic()
    what()
    return time.monotonic() - begun


if __name__ == "__main__":
    main()
