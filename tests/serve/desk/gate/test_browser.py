"""Promise S4 in a browser: what a page of another site can really make one send, and that the desk's own pages work."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar

import pytest
from playwright.sync_api import Browser

from tests.serve.desk.running import Running, running

# Everything that a page can send without asking first, and what it must ask for; then it says that it is done.
ATTACK = """<!doctype html><title>Prizes</title>
<form method="post" target="one" action="DESK/you">
<input name="theme" value="dark"><input name="name" value="eve"></form>
<form method="post" target="two" enctype="multipart/form-data" action="DESK/you">
<input name="theme" value="dark"></form>
<form method="post" target="three" enctype="text/plain" action="DESK/you">
<input name="theme" value="dark"></form>
<iframe name="one"></iframe><iframe name="two"></iframe><iframe name="three"></iframe>
<iframe id="framed" src="DESK/you"></iframe><img src="DESK/you"><script src="DESK/api/stories"></script>
<script>
const sent = 'theme=dark&name=eve', kind = {'Content-Type': 'application/x-www-form-urlencoded'};
const tries = [
  fetch('DESK/you', {method: 'POST', mode: 'no-cors', credentials: 'include', body: new URLSearchParams(sent)}),
  fetch('DESK/you', {method: 'POST', credentials: 'include', headers: {'X-Saidby-Proof': '0'.repeat(64)}, body: sent}),
  fetch('DESK/you', {method: 'PUT', credentials: 'include', body: sent}),
  fetch('DESK/you', {credentials: 'include'}).then(found => found.text()),
  fetch('DESK/api/stories', {credentials: 'include'}).then(found => found.text()),
  fetch('DESK/you', {mode: 'no-cors', credentials: 'include'}),
];
for (const form of document.forms) form.submit();
navigator.sendBeacon('DESK/you', new URLSearchParams(sent));
Promise.allSettled(tries).then(found => {
  window.read = found.filter(each => typeof each.value === 'string').map(each => each.value);
  setTimeout(() => { document.title = 'done'; }, 500);
});
</script>"""


class Site(BaseHTTPRequestHandler):
    page: ClassVar[bytes] = b""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(self.page)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with running(tmp_path_factory.mktemp("browser") / "l.db") as found:
        yield found


@pytest.fixture
def site(desk: Running) -> Iterator[int]:
    """Give the port of a page that attacks the desk."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Site) as server:
        Site.page = ATTACK.replace("DESK", f"http://127.0.0.1:{desk.port}").encode()
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_port
        server.shutdown()


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost"]
)  # a neighbour, whose requests carry cookies, and a stranger
def test_a_page_of_another_site_changes_and_reads_nothing(
    browser: Browser, desk: Running, site: int, host: str
) -> None:
    with browser.new_context() as context:
        own = context.new_page()
        own.goto(f"http://127.0.0.1:{desk.port}/you")
        before = own.input_value("#name")
        other = context.new_page()
        other.goto(f"http://{host}:{site}/")
        other.wait_for_function("document.title === 'done'")
        assert other.evaluate("window.read") == []
        assert "saidby-theme" not in {cookie.get("name") for cookie in context.cookies()}
        own.reload()
        assert own.input_value("#name") == before
        assert own.get_attribute("html", "data-theme") is None


def test_the_desks_own_form_is_let_in(browser: Browser, desk: Running) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        said: list[str] = []
        page.on("console", lambda message: said.append(message.text))
        page.goto(f"http://127.0.0.1:{desk.port}/you")
        page.fill("#name", "Zoë Lindt")
        page.check("input[value=dark]")
        page.click("text=Keep")
        assert page.input_value("#name") == "Zoë Lindt"
        assert page.get_attribute("html", "data-theme") == "dark"
        assert said == []
