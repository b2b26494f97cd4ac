"""Promise S1: fetching cannot reach inside the network."""

import itertools
import socket
import threading
import tomllib
from collections.abc import Iterator, Sequence
from contextlib import suppress
from ipaddress import ip_address, ip_network
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saidby.errors import FetchError
from saidby.fetch import Fetcher, Limits
from saidby.fetch.address import PORTS, Target, follow, take_apart
from saidby.fetch.guard import objection
from tests.fetch.world import OUTSIDE, answer, moved, world

HOSTILE = tomllib.loads((Path(__file__).parent / "hosts.toml").read_text("utf-8"))
NAMES = {
    "inside.example": ["10.1.2.3"],
    "mixed.example": [OUTSIDE, "127.0.0.1"],
    "mapped.example": ["::ffff:127.0.0.1"],
    "newer.example": ["2606:4700::1", "fd00::1"],
    "zoned.example": ["fe80::1%eth0"],
    "metadata.example": ["169.254.169.254"],
    "localhost": ["127.0.0.1", "::1"],
    "printer.localhost": ["127.0.0.1"],
    "outside.example": [OUTSIDE],
}
PAGES = {"outside.example/": answer(b"public")}


class Canary:
    """A server on loopback that counts who comes."""

    def __init__(self) -> None:
        self.hits = 0
        self.server = socket.create_server(("127.0.0.1", 0))
        self.port = self.server.getsockname()[1]
        threading.Thread(target=self._count, daemon=True).start()

    def _count(self) -> None:
        while True:
            try:
                line, _ = self.server.accept()
            except OSError:
                return
            self.hits += 1
            line.close()


@pytest.fixture
def canary() -> Iterator[Canary]:
    bird = Canary()
    yield bird
    bird.server.close()


def test_there_are_enough_hostile_addresses() -> None:
    assert len({*HOSTILE["inside"], *HOSTILE["odd"]}) >= 140


@pytest.mark.parametrize("address", [*HOSTILE["inside"], *HOSTILE["odd"]])
def test_a_hostile_address_is_never_connected_to(address: str) -> None:
    with world(PAGES, NAMES) as box, pytest.raises(FetchError) as refused:
        box.fetcher().fetch(address)
    assert box.dialled == []
    assert refused.value.kind == "refused"
    assert refused.value.what
    assert refused.value.do


@pytest.mark.parametrize("address", HOSTILE["inside"])
@pytest.mark.parametrize("hop", [1, 2, 3, 4, 5])
def test_no_redirect_leads_inside(address: str, hop: int) -> None:
    hops = {f"outside.example/{n}": moved(f"/{n + 1}") for n in range(1, hop)}
    with world({**hops, f"outside.example/{hop}": moved(address)}, NAMES) as box, pytest.raises(FetchError) as refused:
        box.fetcher(Limits(pause=0)).fetch("http://outside.example/1")
    assert set(box.dialled) == {OUTSIDE}
    assert len([page for page in box.asked if not page.endswith("robots.txt")]) == hop
    assert "http://outside.example/1" in str(refused.value)


@pytest.mark.parametrize("address", HOSTILE["odd"])
def test_a_redirect_to_an_odd_spelling_stays_outside(address: str) -> None:
    """As the address of a page such words are refused; behind a slash they may be a path of the same host."""
    if not address.isprintable():
        return
    location = address.encode().decode("latin-1")
    with world({"outside.example/1": moved(location)}, NAMES) as box, pytest.raises(FetchError):
        box.fetcher(Limits(pause=0)).fetch("http://outside.example/1")
    assert set(box.dialled) == {OUTSIDE}


def test_a_sixth_redirect_is_not_followed() -> None:
    hops = {f"outside.example/{n}": moved(f"/{n + 1}") for n in range(9)}
    with world(hops, NAMES) as box, pytest.raises(FetchError, match="more than 5 times"):
        box.fetcher(Limits(pause=0)).fetch("http://outside.example/0")
    assert [page for page in box.asked if "robots" not in page] == [f"outside.example/{n}" for n in range(6)]


def test_five_redirects_are_followed() -> None:
    hops = {f"outside.example/{n}": moved(f"/{n + 1}", 301 + n % 3) for n in range(5)}
    with world({**hops, "outside.example/5": answer(b"there")}, NAMES) as box:
        found = box.fetcher(Limits(pause=0)).fetch("http://outside.example/0")
    assert (found.body, found.asked, found.address) == (
        b"there",
        "http://outside.example/0",
        "http://outside.example/5",
    )


@pytest.mark.parametrize("order", list(itertools.permutations([OUTSIDE, "127.0.0.1", "169.254.169.254"])))
def test_a_resolver_that_changes_its_answer_gains_nothing(order: Sequence[str], canary: Canary) -> None:
    """A name is looked up once for each connection, and the socket goes to the address that was checked."""
    answers = itertools.cycle(order)

    def resolve(host: str, port: int) -> list[str]:
        return [next(answers)]

    with world({"turning.example/": answer(b"public")}) as box:
        fetcher = Fetcher(
            Limits(pause=0, ports=frozenset({80, canary.port})), resolve=resolve, dial=box.dial, clock=lambda: 0.0
        )
        for _ in range(12):
            for address in ("http://turning.example/", f"http://turning.example:{canary.port}/"):
                with suppress(FetchError):
                    fetcher.fetch(address)
    assert set(box.dialled) <= {OUTSIDE}
    assert canary.hits == 0


def test_the_system_s_own_resolver_is_checked_too(canary: Canary) -> None:
    ports = Limits(ports=frozenset({canary.port}), pause=0)
    for host in ("localhost", "127.0.0.1", "0.0.0.0", "[::ffff:127.0.0.1]", "[::1]"):  # noqa: S104
        with pytest.raises(FetchError):
            Fetcher(ports).fetch(f"http://{host}:{canary.port}/")
    assert canary.hits == 0


def test_what_is_allowed_inside_is_reached_and_nothing_else(canary: Canary) -> None:
    limits = Limits(ports=frozenset({canary.port}), inside=("127.0.0.1/32",), pause=0)
    with pytest.raises(FetchError) as failed:
        Fetcher(limits).fetch(f"http://127.0.0.1:{canary.port}/")
    assert (failed.value.kind, canary.hits) == ("network", 1)
    with pytest.raises(FetchError, match="inside a network"):
        Fetcher(limits).fetch(f"http://127.0.0.2:{canary.port}/")


@given(st.integers(0, 2**32 - 1))
def test_older_addresses_agree_with_what_python_knows(number: int) -> None:
    address = ip_address(number)
    shared = ip_network("100.64.0.0/10")
    if objection(str(address)) is None:
        assert not address.is_private
        assert not address.is_multicast
        assert address not in shared


@given(st.integers(0, 2**128 - 1))
def test_newer_addresses_agree_with_what_python_knows(number: int) -> None:
    address = ip_address(number)
    if address.version == 6 and objection(str(address)) is None:
        assert address.is_global
        assert not address.is_multicast
        assert address.ipv4_mapped is None
        assert address.sixtofour is None
        assert address.teredo is None


@pytest.mark.parametrize("address", ["8.8.8.8", "93.184.216.34", "2606:4700::1", "2a00:1450:4001::1", "11.0.0.1"])
def test_public_addresses_are_no_objection(address: str) -> None:
    assert objection(address) is None


WORDS = "http https HTTP :// : / // @ \\ ? # . [ ] % %2f 127.0.0.1 ::1 0x7f 1 outside.example localhost :80 :443 :22"
PIECES = st.sampled_from([*WORDS.split(), " ", "\t", "é", "xn--", "-", "_", "\u2028", "①", "。", "a" * 64])
ADDRESSES = st.one_of(
    st.lists(PIECES, max_size=9).map("".join), st.text(max_size=40).map(lambda words: f"http://{words}")
)


def read(address: str) -> Target | None:
    """Return the parts of an address; None where it is refused, in words."""
    try:
        return take_apart(address)
    except FetchError:
        return None


@given(ADDRESSES)
def test_an_address_is_refused_or_has_one_reading(address: str) -> None:
    """What is taken apart and put together again is the same, and another reader of it sees the same host."""
    if target := read(address):
        assert read(target.address) == target
        other = urlsplit(target.address)
        assert (other.scheme, other.hostname, other.username) == (target.scheme, target.host, None)
        assert (PORTS[target.scheme] if other.port is None else other.port) == target.port


@given(st.lists(PIECES, max_size=9).map("".join))
def test_a_redirect_is_refused_or_has_one_reading(location: str) -> None:
    with suppress(FetchError):
        target = follow(take_apart("http://outside.example/a/b"), location)
        assert read(target.address) == target
