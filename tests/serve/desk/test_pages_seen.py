"""Every page as people see it: wide and narrow, light and dark, with scripts and without; nothing asks another host."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from saidby.ledger import Ledger
from tests.serve.desk.routes import routes as declared
from tests.serve.desk.running import Running
from tests.serve.desk.visitors import desk
from tests.serve.desk.walks import every_page, findings, overflow, walking

WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
NAMES = tuple(every_page("", "", ""))
CHARTED = {"story", "another measure", "source"}


@pytest.fixture(scope="module")
def pages(filled: Running) -> dict[str, str]:
    with Ledger.open(filled.ledger) as ledger:
        (story,) = ledger.story_keys()
        source = next(s.id for s in ledger.story(story).sources if s.name == "Orvane provincial health service")
        article = ledger.article_key("lpa-0418")
    at = f"/stories/{story[:16]}"
    return every_page(at, f"/articles/{article[:16]}", f"{at}/sources/{source}")


def test_no_kind_of_page_is_left_out(pages: dict[str, str], tmp_path: Path) -> None:
    """Every route that shows a page is walked to, here or in a test of its own."""
    shown = [one.path for one in declared(desk(tmp_path / "l.db")) if one.method == "GET"]
    routes = {path for path in shown if not path.startswith("/api/")}
    own = {"/enter", "/adding/{name}", "/review/card/{key}", "/stories/{name}/statements/{statement}"}
    found = {path.partition("?")[0] for path in pages.values()}
    forms = {route: re.compile(re.sub(r"\\{\w+\\}", "[^/]+", re.escape(route)) + "$") for route in routes - own}
    assert [route for route, form in forms.items() if not any(form.match(path) for path in found)] == []


@pytest.mark.parametrize("looks", ["light", "dark"])
@pytest.mark.parametrize("name", NAMES)
def test_a_page_fits_and_everybody_can_use_it(
    filled: Running, browser: Browser, pages: dict[str, str], name: str, looks: str
) -> None:
    """Nothing is wider than the window, and axe-core finds nothing serious."""
    size = WIDE if looks == "light" else NARROW
    with walking(browser, filled.base, viewport=size, color_scheme=looks) as walk:
        page = walk.to(pages[name])
        walk.chart()
        assert findings(page) == []
        for width in (WIDE, NARROW):
            page.set_viewport_size(width)  # type: ignore[arg-type]  # a dict that has what it names
            assert overflow(page) <= 0, width
        assert page.locator("h1").count() == 1


@pytest.mark.parametrize("name", NAMES)
def test_a_page_reads_well_without_scripts(filled: Running, browser: Browser, pages: dict[str, str], name: str) -> None:
    """What it says with scripts it says without them too, a chart's picture aside."""
    said = []
    for scripts in (True, False):
        with walking(browser, filled.base, java_script_enabled=scripts) as walk:
            page = walk.to(pages[name])
            said.append(page.locator("main").inner_text().split())
            assert page.locator("main [data-island]:empty").count() == 0
    assert set(said[1]) >= set(said[0]) - {"Source", "1", "2", "3", "4", "5", "6", "7", "8", "9"}  # keys for candidates


@pytest.mark.parametrize("scripts", [True, False])
def test_what_is_not_there_is_told_on_a_page(filled: Running, browser: Browser, *, scripts: bool) -> None:
    with walking(browser, filled.base, java_script_enabled=scripts) as walk:
        page = walk.to("/nothing-of-this-name")
        assert "not here" in page.locator("h1").inner_text()
        if scripts:
            assert findings(page) == []
        walk.wrong[:] = [it for it in walk.wrong if "404" not in it]


def test_the_door_of_a_desk_with_accounts_can_be_used_by_everybody(browser: Browser, guarded: Running) -> None:
    for looks in ("light", "dark"):
        with walking(browser, guarded.base, viewport=NARROW, color_scheme=looks) as walk:
            page = walk.to("/enter")
            assert findings(page) == []
            assert overflow(page) <= 0
            page.get_by_label("Your token").fill("nothing that is worth anything")
            page.get_by_role("button", name="Enter").click()
            assert "worth nothing" in page.get_by_role("alert").inner_text()
            assert findings(page) == []
            walk.wrong[:] = [it for it in walk.wrong if "403" not in it]


@pytest.mark.parametrize("name", sorted(CHARTED))
def test_a_chart_is_drawn_under_the_policy(filled: Running, browser: Browser, pages: dict[str, str], name: str) -> None:
    with walking(browser, filled.base, viewport=NARROW) as walk:
        page = walk.to(pages[name])
        walk.chart()
        width = page.locator("figure canvas").first.bounding_box()
        assert width
        assert 300 <= width["width"] <= 360


def test_pages_print_in_black_on_white_without_what_is_to_be_pressed(
    filled: Running, browser: Browser, pages: dict[str, str]
) -> None:
    with walking(browser, filled.base, color_scheme="dark") as walk:
        page = walk.to(pages["article"])
        page.emulate_media(media="print", color_scheme="dark")
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
        assert page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"
        assert page.locator("button:visible, .button:visible, nav a:visible, input:visible").count() == 0
