"""What one fetch brings, what it refuses, and how politely it goes about it."""

import gzip
import ssl
import threading
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from socket import socket

import pytest

from saidby.errors import FetchError, FetchProblem
from saidby.fetch import Fetcher, Limits
from tests.fetch.world import OUTSIDE, Reply, World, answer, drip, moved, world
from tests.quiet import allowed

PAGE = b"<p>At least 40 people were hurt, the port office said."
HERE = "http://outside.example/"
TLS = Path(__file__).parent / "tls"
QUICK = Limits(connect=0.3, total=0.6, pause=0)


def fetched(reply: Reply, limits: Limits | None = None) -> bytes:
    with world({"outside.example/": reply}) as box:
        return box.fetcher(limits).fetch(HERE).body


def test_what_comes_back() -> None:
    with world({"outside.example/a%20b?c=%C3%A9": answer(PAGE, headers={"ETag": '"1"', "X-A": "1"})}) as box:
        found = box.fetcher().fetch("HTTP://Outside.Example:80/a b?c=é#part")
    assert (found.status, found.body, found.unchanged) == (200, PAGE, False)
    assert found.address == "http://outside.example/a%20b?c=%C3%A9"
    assert found.headers["etag"] == '"1"'
    assert time.strftime("%Y", time.gmtime()) in found.fetched


def test_requests_say_who_asks_and_hold_nothing_else_of_us() -> None:
    with world({"outside.example/": answer(PAGE, headers={"Set-Cookie": "a=b"})}) as box:
        fetcher = box.fetcher(Limits(agent="newsdesk/1 (desk@example.org)"))
        for _ in range(2):
            fetcher.fetch(HERE)
    head = box.heads[-1].lower()
    assert "user-agent: newsdesk/1 (desk@example.org)" in head
    assert "accept-encoding: gzip, deflate, br\r\n" in head
    assert "cookie" not in head
    assert "referer" not in head


def test_an_unchanged_page_is_not_sent_again() -> None:
    def reply(line: socket) -> None:
        known = 'if-none-match: "7"' in box.heads[-1].lower() or "if-modified-since: mon" in box.heads[-1].lower()
        line.sendall(answer(status="304 Not Modified", length=-1) if known else answer(PAGE))

    with world({"outside.example/": reply}) as box:
        fetcher = box.fetcher()
        assert not fetcher.fetch(HERE).unchanged
        assert fetcher.fetch(HERE, etag='"7"').unchanged
        assert fetcher.fetch(HERE, modified="Mon, 05 May 2031 10:00:00 GMT").unchanged
        assert not fetcher.fetch(HERE, etag='"7"\r\nX: y').unchanged  # what would be a header of its own is left out


def test_an_unasked_not_modified_is_an_error() -> None:
    with pytest.raises(FetchError, match="answers 304"):
        fetched(answer(status="304 Not Modified", length=-1))


FAILURES: list[tuple[str, Reply, FetchProblem, str]] = [
    ("gone", answer(status="404 Not Found"), "status", "answers 404"),
    ("refuses", answer(status="403 Forbidden"), "status", "answers 403"),
    ("fails", answer(b"<p>5", status="503 Busy", headers={"Retry-After": "120"}), "status", "answers 503"),
    ("nothing", answer(status="204 No Content"), "status", "answers 204"),
    ("a part", answer(b"x", status="206 Partial"), "status", "answers 206"),
    ("moved nowhere", answer(status="302 Found"), "status", "answers 302"),
    ("a loop", moved("/"), "refused", "more than 5 times"),
    ("closes at once", lambda line: line.close(), "network", "cannot be fetched"),
    ("no HTTP", b"SSH-2.0-OpenSSH_9.2\r\n\r\n", "network", "cannot be fetched"),
    ("says more than it sends", answer(PAGE, length=len(PAGE) + 1), "network", "cannot be fetched"),
    ("two lengths", answer(PAGE, headers={"Content-Length": "3"}), "network", "cannot be fetched"),
    ("a negative length", answer(PAGE, length=-5), "network", "cannot be fetched"),
    ("says 10 GB", answer(PAGE, length=10**10), "bounds", "larger than 10 MB"),
    ("says 10^400", answer(PAGE, headers={"Content-Length": "9" * 400}, length=-1), "network", "cannot be fetched"),
    ("sends 11 MB", answer(bytes(11_000_000), length=-1), "bounds", "larger than 10 MB"),
    ("broken chunks", answer(b"zz\r\nhello", headers={"Transfer-Encoding": "chunked"}, length=-1), "network", "cannot"),
    ("chunks cut", answer(b"5\r\nhel", headers={"Transfer-Encoding": "chunked"}, length=-1), "network", "cannot"),
    ("a bomb", answer(gzip.compress(bytes(9_000_000)), headers={"Content-Encoding": "gzip"}), "bounds", "100 times"),
    ("zstd", answer(PAGE, headers={"Content-Encoding": "zstd"}), "bounds", "nobody asked for"),
    ("cut gzip", answer(gzip.compress(PAGE)[:-4], headers={"Content-Encoding": "gzip"}), "bounds", "cut off"),
    ("long headers", b"HTTP/1.1 200 OK\r\nA: " + b"x" * 300_000 + b"\r\n\r\n", "network", "cannot be fetched"),
    ("endless first line", b"HTTP/1.1 200 " + b"x" * 300_000, "network", "cannot be fetched"),
]


@pytest.mark.parametrize(("name", "reply", "kind", "said"), FAILURES, ids=[case[0] for case in FAILURES])
def test_a_failure_says_what_where_and_what_to_do(name: str, reply: Reply, kind: FetchProblem, said: str) -> None:
    with pytest.raises(FetchError) as failed:
        fetched(reply)
    assert (failed.value.kind, failed.value.where) == (kind, HERE)
    assert said in failed.value.what
    assert failed.value.do.endswith(".")


def test_what_is_less_than_was_said_is_cut_at_the_length() -> None:
    assert fetched(answer(PAGE + b" and more", length=len(PAGE))) == PAGE


@pytest.mark.parametrize(
    ("value", "seconds"), [("120", 120.0), ("Mon, 05 May 2003 10:00:00 GMT", 0.0), ("soon", None), ("-3", None)]
)
def test_for_how_long_a_server_wants_to_be_left_alone(value: str, seconds: float | None) -> None:
    with pytest.raises(FetchError) as failed:
        fetched(answer(status="429 Too Many", headers={"Retry-After": value}))
    assert (failed.value.status, failed.value.wait) == (429, seconds)


HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
DRIPS: dict[str, Callable[[socket], None]] = {
    "says nothing": drip(b"", b"", 0.05),
    "a body": drip(HEAD + b"\r\n", b"x", 0.05),
    "headers": drip(HEAD, b"A: b\r\n", 0.05),
    "a first line": drip(b"HTTP/1.1 200 ", b"O", 0.05),
    "tiny chunks": drip(HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n", 0.05),
    "early hints": drip(b"", b"HTTP/1.1 103 Early Hints\r\n\r\n", 0.05),
    "gzip": drip(HEAD + b"Content-Encoding: gzip\r\n\r\n" + gzip.compress(PAGE)[:10], b"", 0.05),
}


@pytest.mark.parametrize("name", DRIPS)
@pytest.mark.parametrize("path", ["", "robots.txt"])
def test_a_dripping_server_is_left_in_time(name: str, path: str) -> None:
    with world({"outside.example/": answer(PAGE), f"outside.example/{path}": DRIPS[name]}) as box:
        begun = time.monotonic()
        with pytest.raises(FetchError) as failed:
            box.fetcher(QUICK, real_clock=True).fetch(HERE)
    assert time.monotonic() - begun < allowed(1.0)
    assert (failed.value.kind, failed.value.where) == ("slow", HERE)


def test_redirects_share_one_limit_of_time() -> None:
    def slowly(to: str) -> Callable[[socket], None]:
        def reply(line: socket) -> None:
            time.sleep(0.25)
            line.sendall(moved(to))

        return reply

    with world({f"outside.example/{n}": slowly(f"/{n + 1}") for n in range(5)}) as box:
        with pytest.raises(FetchError) as failed:
            box.fetcher(QUICK, real_clock=True).fetch(f"{HERE}0")
        assert failed.value.kind == "slow"
    assert len(box.asked) <= 4


def test_a_resolver_that_does_not_answer_is_left_in_time() -> None:
    stop = threading.Event()

    def resolve(host: str, port: int) -> list[str]:
        stop.wait(5)
        return [OUTSIDE]

    begun = time.monotonic()
    with pytest.raises(FetchError, match="cannot be reached"):
        Fetcher(QUICK, resolve=resolve).fetch(HERE)
    assert time.monotonic() - begun < allowed(1.0)
    stop.set()


def test_names_without_address_and_servers_that_are_down() -> None:
    with world({}, {"down.example": ["8.8.8.8"], "empty.example": []}) as box:
        for host, said in (("nowhere", "no address"), ("down", "refused"), ("empty", "no address")):
            with pytest.raises(FetchError, match=said) as failed:
                box.fetcher().fetch(f"http://{host}.example/")
            assert failed.value.kind == "network"


def test_a_password_is_not_repeated() -> None:
    with pytest.raises(FetchError) as refused:
        Fetcher().fetch("http://ana:secret@outside.example/")
    assert "secret" not in str(refused.value)


# --- manners -------------------------------------------------------------------------------------------------
def test_requests_to_one_host_are_a_second_apart() -> None:
    pages: dict[str, Reply] = {f"{host}.example/{n}": answer(PAGE) for host in "ab" for n in range(4)}
    moments: dict[str, list[float]] = {}
    with world(pages) as box:
        fetcher = box.fetcher()
        ask = box.dial

        def dial(address: str, port: int, timeout: float) -> socket:
            moments.setdefault(box.looked_up[-1], []).append(box.now)
            return ask(address, port, timeout)

        fetcher._dial = dial
        for n in range(4):
            for host in "ab":
                fetcher.fetch(f"http://{host}.example/{n}")
    for at in moments.values():
        assert len(at) == 5  # robots.txt once, and four pages
        assert all(later - earlier >= 1.0 for earlier, later in pairwise(at))


def test_waiting_for_one_s_turn_does_not_count_as_slow() -> None:
    with world({f"outside.example/{n}": answer(PAGE) for n in range(9)}) as box:
        fetcher = box.fetcher(Limits(total=1.5, pause=1.0))
        assert [fetcher.fetch(f"{HERE}{n}").body for n in range(9)] == [PAGE] * 9


def test_a_site_may_ask_for_longer_pauses() -> None:
    robots = {"outside.example/robots.txt": answer(b"User-agent: *\nCrawl-delay: 7")}
    with world({**robots, "outside.example/": answer(PAGE)}) as box:
        fetcher = box.fetcher()
        fetcher.fetch(HERE)
        fetcher.fetch(HERE)
    assert box.slept == [1.0, 7.0]


def robots(text: str) -> bytes:
    return answer(text.encode(), headers={"Content-Type": "text/plain"})


@pytest.mark.parametrize(
    ("rules", "asks"),
    [
        (robots("User-agent: *\nDisallow: /"), False),
        (robots("User-agent: saidby\nDisallow: /n"), False),
        (robots("User-agent: *\nDisallow: /other"), True),
        (answer(status="404 Not Found"), True),
        (answer(status="403 Forbidden"), True),
        (answer(status="500 Oops"), False),
        (answer(status="429 Too Many"), False),
        (moved("http://rules.example/shut"), False),
        (moved("http://rules.example/open"), True),
        (moved("/robots.txt"), False),
        (moved("http://127.0.0.1/"), False),
        (answer(robots("User-agent: *")[:20], length=500), False),
    ],
)
def test_what_robots_txt_says_is_done(rules: bytes, *, asks: bool) -> None:
    pages: dict[str, Reply] = {
        "outside.example/robots.txt": rules,
        "outside.example/news": answer(PAGE),
        "rules.example/shut": robots("User-agent: *\nDisallow: /"),
        "rules.example/open": robots("User-agent: *\nDisallow:"),
    }
    with world(pages) as box:
        fetcher = box.fetcher()
        for _ in range(3):
            if asks:
                assert fetcher.fetch(f"{HERE}news").body == PAGE
            else:
                with pytest.raises(FetchError):
                    fetcher.fetch(f"{HERE}news")
    assert ("outside.example/news" in box.asked) is asks


def test_a_redirect_to_a_disallowed_page_is_not_followed() -> None:
    pages: dict[str, Reply] = {
        "outside.example/": moved("http://shut.example/page"),
        "shut.example/robots.txt": robots("User-agent: *\nDisallow: /page"),
        "shut.example/page": answer(PAGE),
    }
    with world(pages) as box, pytest.raises(FetchError, match=r"robots\.txt") as failed:
        box.fetcher().fetch(HERE)
    assert failed.value.kind == "robots"
    assert "shut.example/page" not in box.asked


def test_rules_are_asked_for_once_a_day() -> None:
    with world({"outside.example/": answer(PAGE)}) as box:
        fetcher = box.fetcher()
        for _ in range(3):
            fetcher.fetch(HERE)
        box.now += 90_000
        fetcher.fetch(HERE)
    assert box.asked.count("outside.example/robots.txt") == 2


# --- TLS -----------------------------------------------------------------------------------------------------
def secured(box: World) -> Fetcher:
    """Return a fetcher whose connections end at a server with a certificate for secure.example."""
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(TLS / "certificate.pem", TLS / "key.pem")
    begin = box._answer

    def answer_in_secret(line: socket) -> None:
        try:
            with line, server.wrap_socket(line, server_side=True) as secret:
                begin(secret)
        except OSError:
            pass

    box._answer = answer_in_secret  # type: ignore[method-assign]
    trusting = ssl.create_default_context(cafile=str(TLS / "certificate.pem"))
    return Fetcher(QUICK, tls=trusting, resolve=box.resolve, dial=box.dial)


def test_the_certificate_is_that_of_the_name_though_the_socket_goes_to_a_number() -> None:
    with world({"secure.example/": answer(PAGE), "other.example/": answer(PAGE)}) as box:
        fetcher = secured(box)
        assert fetcher.fetch("https://secure.example/").body == PAGE
        with pytest.raises(FetchError, match="certificate does not hold"):
            fetcher.fetch("https://other.example/")


def test_a_certificate_that_nobody_vouches_for_is_refused() -> None:
    with world({"secure.example/": answer(PAGE)}) as box:
        secured(box)
        with pytest.raises(FetchError, match="certificate does not hold"):
            Fetcher(QUICK, resolve=box.resolve, dial=box.dial).fetch("https://secure.example/")
