"""Walks through the desk in a browser: every page by its name, and whatever went wrong on the way."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from msgspec import Struct
from playwright.sync_api import Browser, BrowserContext, Page, Request, Response

AXE = Path(__file__).parent / "axe" / "axe.min.js"
_WRONG = {"error", "warning"}


class Walk(Struct):
    """A page of a browser at a desk. ``wrong``: what it complained of, what it asked of others, what was refused."""

    page: Page
    base: str
    wrong: list[str]

    def to(self, path: str) -> Page:
        """Go to a page of the desk."""
        self.page.goto(self.base + path)
        return self.page

    def chart(self) -> None:
        """Wait until the chart is drawn, where the page has one."""
        if self.page.locator("figure[data-chart]").count():
            self.page.locator("figure[data-chart] canvas").first.wait_for()


@contextmanager
def walking(browser: Browser, base: str, **looks: Any) -> Iterator[Walk]:
    """Give a walk in a browser of nobody's; nothing may have gone wrong in the end."""
    context = browser.new_context(base_url=base, **looks)
    walk = Walk(context.new_page(), base, [])
    _listen(context, walk)
    try:
        yield walk
        assert not walk.wrong, "\n".join(walk.wrong)
    finally:
        context.close()


def _listen(context: BrowserContext, walk: Walk) -> None:
    def asked(request: Request) -> None:
        if not request.url.startswith((walk.base, "data:", "blob:")):
            walk.wrong.append(f"asked {request.url}")

    def answered(response: Response) -> None:
        if response.status >= 400:
            walk.wrong.append(f"{response.status} {response.url}")

    context.on("request", asked)
    context.on("response", answered)
    walk.page.on("pageerror", lambda error: walk.wrong.append(f"error: {error}"))
    walk.page.on("console", lambda it: walk.wrong.append(f"{it.type}: {it.text}") if it.type in _WRONG else None)


def every_page(story: str, article: str, source: str) -> dict[str, str]:
    """Return the address of every kind of page, by its name."""
    return {
        "start": "/",
        "story": story,
        "another measure": f"{story}?measure=deployed",
        "source": source,
        "provenance": f"{story}/provenance",
        "drift": f"{story}/drift",
        "drift of one kind": f"{story}/drift?kind=hedge_dropped",
        "statement": f"{story}/statements/S1/judging",
        "articles": f"{story}/articles",
        "brief": f"{story}/brief",
        "brief since a day": f"{story}/brief?since=2026-04-20",
        "article": article,
        "stretch of an article": f"{article}/0-20",
        "review": "/review",
        "review of one measure": "/review?measure=killed&blind=true",
        "nothing to review": "/review?source=nobody+of+this+name",
        "agreement": "/agreement",
        "suggestions": "/suggestions",
        "orphans": "/orphans",
        "quarantine": "/quarantine",
        "search": "/search?q=dam",
        "search for nothing": "/search",
        "history": "/history",
        "you": "/you",
        "api": "/api",
    }


def overflow(page: Page) -> int:
    """Return by how many pixels the page is wider than the window."""
    wider: int = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return wider


def findings(page: Page) -> list[str]:
    """Return what axe-core finds serious or critical on a page, each with an element that has it."""
    page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate("axe.run()")["violations"]
    grave = [one for one in found if one["impact"] in {"serious", "critical"}]
    return [f"{one['id']} ({one['help']}): {one['nodes'][0]['html'][:200]}" for one in grave]


def key_of(address: str) -> str:
    """Return the key that an address of an article or a story has in it."""
    found = re.search(r"/(?:articles|stories)/([0-9a-f]{16})", address)
    assert found, address
    return found[1]
