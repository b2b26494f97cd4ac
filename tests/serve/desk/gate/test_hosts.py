"""Promise S2: the desk is this machine's alone unless there are accounts, and answers to its own names only."""

import re
import socket
import tomllib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from click.testing import CliRunner

import saidby.serve.desk
from saidby.errors import SaidbyError
from saidby.serve.cli import main
from saidby.serve.desk.gate.access import Access
from saidby.serve.desk.gate.hosts import allowed, called
from saidby.serve.desk.settings import Settings
from tests.serve.desk.running import Running, running, sent, status

FOREIGN = tomllib.loads((Path(__file__).parent / "foreign.toml").read_text("utf-8"))
CASES = [("host", value) for value in FOREIGN["host"]] + [("origin", value) for value in FOREIGN["origin"]]
EVERYWHERE = "0.0.0.0"  # noqa: S104  (to be refused)
CLOSE = "Connection: close\r\n"
CHANGE = "Content-Type: application/json\r\nContent-Length: 2\r\nX-Saidby-Proof: 0\r\n\r\n{}"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with running(tmp_path_factory.mktemp("hosts") / "l.db") as found:
        yield found


def head(desk: Running, which: str, value: str) -> str:
    value = value.replace("{port}", str(desk.port))
    own = f"127.0.0.1:{desk.port}"
    return f"Host: {value}\r\n" if which == "host" else f"Host: {own}\r\nOrigin: {value}\r\n"


def test_there_are_at_least_sixty() -> None:
    assert len(set(CASES)) >= 60


@pytest.mark.parametrize(("which", "value"), CASES)
def test_what_is_foreign_or_malformed_is_refused(desk: Running, which: str, value: str) -> None:
    for line, rest in (
        ("GET /", "\r\n"),
        ("GET /api/stories", "\r\n"),
        ("POST /you", CHANGE),
        ("POST /api/undo", CHANGE),
    ):
        answer = sent(desk.port, f"{line} HTTP/1.1\r\n{CLOSE}{head(desk, which, value)}{rest}")
        assert status(answer) in {400, 403}, (line, answer[:80])
        assert b"set-cookie" not in answer.lower()


@pytest.mark.parametrize("host", ["127.0.0.1:{port}", "localhost:{port}", "LocalHost:{port}", "[::1]:{port}"])
def test_its_own_names_are_answered_to(desk: Running, host: str) -> None:
    host = host.replace("{port}", str(desk.port))
    same = f"{CLOSE}Host: {host}\r\nOrigin: http://{host.lower()}\r\n\r\n"
    assert status(sent(desk.port, f"GET / HTTP/1.1\r\n{same}")) == 200
    assert status(sent(desk.port, f"GET /api/stories HTTP/1.1\r\n{same}")) == 200


@pytest.mark.parametrize(
    "line", ["GET http://127.0.0.1:{port}/ HTTP/1.1", "GET evil.example HTTP/1.1", "GET / HTTP/1.0", "TRACE / HTTP/1.1"]
)
def test_a_whole_address_in_place_of_a_path_is_refused(desk: Running, line: str) -> None:
    own = "" if line.endswith("1.0") else f"Host: 127.0.0.1:{desk.port}\r\n"
    answer = sent(desk.port, f"{line.replace('{port}', str(desk.port))}\r\n{CLOSE}{own}\r\n")
    assert status(answer) in {400, 403, 405}


def test_by_default_nobody_but_this_machine_reaches_it(desk: Running) -> None:
    outside = {found[4][0] for found in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)} - {"127.0.0.1"}
    for address in outside:
        with suppress(ConnectionRefusedError):
            socket.create_connection((str(address), desk.port), timeout=5).close()
            pytest.fail(f"reached by {address}")


@pytest.mark.parametrize(
    ("host", "names", "local"),
    [
        ("127.0.0.1", (), True),
        ("127.0.0.5", (), True),
        ("::1", (), True),
        ("localhost", (), True),
        ("127.0.0.1", ("localhost",), True),
        ("127.0.0.1", ("https://desk.example.org",), False),  # a proxy, from which anybody may come
        ("127.0.0.1", ("desk.example.org:8017",), False),
        (EVERYWHERE, ("localhost",), False),
        ("::", (), False),
        ("192.0.2.7", (), False),
        ("desk.example.org", (), False),
        ("localhost.example.org", (), False),
    ],
)
def test_which_settings_need_accounts(host: str, names: tuple[str, ...], *, local: bool) -> None:
    assert Settings(ledger="l.db", host=host, names=names).local is local


@pytest.mark.parametrize(
    "options",
    [
        ["--host", EVERYWHERE],
        ["--host", EVERYWHERE, "--name", "desk.example.org"],
        ["--host", "::", "--name", "localhost"],
        ["--name", "desk.example.org"],
        ["--name", "https://desk.example.org"],
        ["--host", "192.0.2.7"],
        ["--host", "no-such-host.invalid"],
        ["--name", "http://a b"],
        ["--name", "https://desk.example.org/path"],
    ],
)
def test_without_accounts_no_setting_lets_others_in(tmp_path: Path, options: list[str]) -> None:
    """Each is refused before anything listens, and in words that say what to do."""
    result = CliRunner().invoke(main, ["serve", "--ledger", str(tmp_path / "l.db"), "--port", "0", *options])
    assert result.exit_code == 1, result.output
    assert re.search(r"saidby tokens add|--name|--host", result.output)


def test_with_accounts_it_listens_elsewhere_and_asks_for_a_token(tmp_path: Path) -> None:
    token = Access(Path(f"{tmp_path / 'l.db'}-access")).add("ana", "reader")
    with running(tmp_path / "l.db", "--host", EVERYWHERE, "--name", "desk.example.org") as desk:
        host = f"{CLOSE}Host: desk.example.org:{desk.port}\r\n"
        assert status(sent(desk.port, f"GET / HTTP/1.1\r\n{host}\r\n")) == 401
        assert status(sent(desk.port, f"GET / HTTP/1.1\r\n{CLOSE}Host: 127.0.0.1:{desk.port}\r\n\r\n")) == 403
        bearer = f"Authorization: Bearer {token}\r\n"
        assert status(sent(desk.port, f"GET / HTTP/1.1\r\n{host}{bearer}\r\n")) == 200


def test_names_are_taken_with_and_without_scheme_and_port() -> None:
    assert {(each.authority, each.scheme) for each in called("Desk.example.org", 8017)} == {
        ("desk.example.org", "http"),
        ("desk.example.org:8017", "http"),
    }
    assert [(each.authority, each.scheme) for each in called("https://desk.example.org", 8017)] == [
        ("desk.example.org", "https")
    ]
    assert [each.authority for each in called("https://desk.example.org:8443", 8017)] == ["desk.example.org:8443"]
    assert set(allowed("::1", 80, (), local=True)) == {"127.0.0.1", "[::1]", "localhost"}
    with pytest.raises(SaidbyError):
        called("user@desk.example.org", 8017)


def test_nothing_is_decided_by_the_address_that_a_client_made_up() -> None:
    """Starlette makes ``request.url`` of the Host header: only the path of the scope is used."""
    folder = Path(saidby.serve.desk.__file__).parent
    found = [
        (path.name, line)
        for path in folder.rglob("*.py")
        for line in path.read_text("utf-8").splitlines()
        if re.search(r"request\.(url|base_url|client)\b|url_for|URL\(scope", line)
    ]
    assert not found
