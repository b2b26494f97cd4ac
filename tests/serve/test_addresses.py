"""An address is read like a file; where fetching may go is said in the environment."""

import threading
from collections.abc import Iterator, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import msgspec
import pytest
from click.testing import CliRunner

from saidby.errors import SaidbyError
from saidby.fetch import Answer, Limits
from saidby.serve import addresses
from saidby.serve.cli import main

PAGE = """<!doctype html><html><head><title>Ferry aground</title></head><body><article>
<h1>Ferry aground off Port Ellory</h1>
<p>PORT ELLORY, May 6 - At least 40 people were injured when a ferry ran aground, the harbour police
said on Tuesday.</p>
<p>The harbour police said they had brought all passengers ashore by noon, and that the
captain was being questioned.</p>
</article></body></html>"""
TEXT = "At least 12 people were killed at Port Ellory, the harbour police said on Tuesday.\n"


class Site(BaseHTTPRequestHandler):
    pages: Mapping[str, tuple[str, bytes]] = {
        "/news/ferry.html": ("text/html; charset=utf-8", PAGE.encode()),
        "/news/ferry": ("text/plain", TEXT.encode()),
        "/latin": ("text/plain; charset=iso-8859-1", TEXT.encode()),
    }

    def do_GET(self) -> None:
        kind, body = self.pages.get(self.path, ("", b""))
        self.send_response(200 if body else 404)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Give the address of a site on loopback that may be fetched."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    limits = Limits(inside=("127.0.0.1",), ports=frozenset({80, server.server_port}), pause=0)
    monkeypatch.setattr(addresses, "limits_from", lambda _: limits)
    addresses.shared_fetcher.cache_clear()
    yield f"http://127.0.0.1:{server.server_port}"
    addresses.shared_fetcher.cache_clear()
    server.shutdown()
    server.server_close()


def test_a_page_is_read_by_its_address(site: str) -> None:
    done = CliRunner().invoke(main, ["read", f"{site}/news/ferry.html", "--format", "json", "--reader", "rules"])
    (article,) = msgspec.json.decode(done.stdout)
    assert done.exit_code == 0
    assert article["id"].endswith("_news_ferry")
    assert [figure["low"] for figure in article["figures"]] == [40]


def test_what_cannot_be_fetched_is_named_and_the_rest_is_read(site: str) -> None:
    paths = [f"{site}/news/ferry", f"{site}/nowhere", "http://10.0.0.1/", f"{site}/news/ferry"]
    done = CliRunner().invoke(main, ["read", *paths, "--format", "jsonl", "--reader", "rules"])
    assert done.exit_code == 3
    assert len(done.stdout.splitlines()) == 1  # named twice, read once
    assert f"{site}/nowhere: the server answers 404. Check the address." in done.stderr
    assert "http://10.0.0.1/: leads inside a network" in done.stderr


def test_two_addresses_make_a_story(site: str) -> None:
    done = CliRunner().invoke(
        main, ["story", f"{site}/latin", f"{site}/news/ferry.html", "--format", "json", "--reader", "rules"]
    )
    assert done.exit_code == 0, done.stderr


@pytest.mark.parametrize(
    ("kind", "ending"),
    [
        ("text/html", ".html"),
        ("TEXT/HTML; charset=x", ".html"),
        ("", ".html"),
        ("text/plain", ".txt"),
        ("application/rss+xml", ".xml"),
        ("text/xml;charset=utf-8", ".xml"),
        ("application/feed+json", ".json"),
    ],
)
def test_a_document_keeps_where_it_came_from(kind: str, ending: str) -> None:
    answer = Answer(
        asked="http://example.org/",
        address="https://www.example.org/2031/ferry.html?page=2",
        status=200,
        headers={"content-type": kind, "etag": '"1"'},
        body=b"<p>",
        fetched="2031-05-06T07:08:09Z",
    )
    document = addresses.as_document(answer)
    assert (document.route, document.address, document.fetched) == ("url", answer.address, answer.fetched)
    assert document.headers == {"content-type": kind, "etag": '"1"'}
    assert document.name.startswith("example.org_2031_ferry.html")
    assert document.name.endswith(ending)


def test_the_environment_says_who_asks_and_where_it_may_go() -> None:
    given = {
        "SAIDBY_AGENT": "newsdesk (desk@example.org)",
        "SAIDBY_PORTS": "8080, 8443",
        "SAIDBY_INSIDE": "10.1.0.0/16",
    }
    limits = addresses.limits_from(given)
    assert limits.agent == "newsdesk (desk@example.org)"
    assert limits.ports == {80, 443, 8080, 8443}
    assert limits.inside == ("10.1.0.0/16",)
    assert addresses.limits_from({"SAIDBY_AGENT": " "}) == Limits()


@pytest.mark.parametrize(
    "given",
    [
        {"SAIDBY_PORTS": "http"},
        {"SAIDBY_INSIDE": "the office"},
        {"SAIDBY_INSIDE": "10.0.0.0/99"},
        {"SAIDBY_AGENT": "desk\r\nX-Evil: 1"},
    ],
)
def test_nonsense_in_the_environment_is_named(given: dict[str, str]) -> None:
    with pytest.raises(SaidbyError):
        addresses.limits_from(given)
