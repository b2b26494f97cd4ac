"""Promise S11: secrets do not leak, and what a log says is never an article's words."""

import logging
import stat
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from fastapi import APIRouter
from msgspec import Struct
from starlette.responses import StreamingResponse
from starlette.testclient import TestClient

from saidby.errors import SaidbyError
from saidby.serve.cli import main
from saidby.serve.desk.gate.access import LIFE, Access, access_path, hash_of
from saidby.serve.desk.gate.discreet import log_discreetly
from saidby.serve.desk.visit import Reader
from tests.serve.desk.running import running, sent
from tests.serve.desk.visitors import HERE, desk, proof_on

PLANTED = "Seventeen herons were counted at the weir of Osk on Sunday, the river board said."


def run(*args: str | Path) -> Result:
    return CliRunner().invoke(main, [str(arg) for arg in args])


class Scene(Struct, frozen=True):
    """A folder in which a desk ran with accounts, what it answered, and the secrets that it was given."""

    folder: Path
    tokens: tuple[str, ...]
    answers: bytes
    said: str
    secrets: tuple[bytes, ...]  # the tokens, the session, the key that signs


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Scene:
    """Tokens go everywhere that a browser, a program or a mistake may put them."""
    folder = tmp_path_factory.mktemp("secrets")
    ledger, article = folder / "l.db", folder / "herons.txt"
    article.write_text(f"Herons return to Osk\n\n{PLANTED}\n", "utf-8")
    assert run("add", article, "--ledger", ledger, "--reader", "rules").exit_code == 0
    tokens = tuple(
        run("tokens", "add", name, "--role", role, "--ledger", ledger).stdout.strip()
        for name, role in (("ana", "admin"), ("ben", "reader"), ("eve", "reviewer"))
    )
    assert run("tokens", "revoke", "eve", "--ledger", ledger).exit_code == 0
    with running(ledger, "--name", "desk.example.org") as found:
        base = f"http://127.0.0.1:{found.port}"
        answers, session = _used(base, found.port, tokens)
        found.process.terminate()
        found.process.wait(10)
        said = found.said
    key = access_path(str(ledger), folder).read_text("utf-8").partition('"key": "')[2].partition('"')[0]
    assert len(key) == 64
    secrets = (*(token.encode() for token in tokens), session, key.encode())
    return Scene(folder, tokens, answers, said, secrets)


def _used(base: str, port: int, tokens: tuple[str, ...]) -> tuple[bytes, bytes]:
    answers = b""
    for token in (*tokens, "saidby_wrong"):
        bearer = {"Authorization": f"Bearer {token}"}
        for path in ("/", "/you", "/api", "/api/stories", "/nowhere", "/api/nowhere", "/static/desk.css"):
            answers += _got(base + path, bearer)
        answers += _got(f"{base}/api/judgements", bearer | {"Content-Type": "application/json"}, token.encode())
        for path in (f"/search?q={token}", f"/stories/{token}", f"/api/{token}?t={token}", f"/?token={token}"):
            _got(base + path, bearer)  # what an address says is told back to whoever wrote it, and not kept
        sent(port, f"GET /{token} HTTP/1.1\r\nHost: {token}\r\nConnection: close\r\n\r\n")
        sent(port, f"{token} {token}\r\n\r\n")
    door = _got(f"{base}/enter", {})
    cookie = door.decode().partition("set-cookie: ")[2].partition(";")[0]
    form = urllib.parse.urlencode({"token": tokens[0], "proof": proof_on(door.decode())})
    entered = _got(f"{base}/enter", {"Cookie": cookie}, form.encode())
    session = entered.decode().partition("set-cookie: ")[2].partition(";")[0].partition("=")[2]
    return answers + _got(f"{base}/you", {"Cookie": f"saidby-{port}={session}"}), session.encode()


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        return None


def _got(address: str, headers: dict[str, str], body: bytes | None = None) -> bytes:
    request = urllib.request.Request(address, data=body, headers=headers)  # noqa: S310
    try:
        with urllib.request.build_opener(_Stay).open(request, timeout=20) as answer:
            return _written(answer)
    except urllib.error.HTTPError as error:
        return _written(error)


def _written(answer: "urllib.response.addinfourl | urllib.error.HTTPError") -> bytes:
    head = "".join(f"{name}: {value}\n" for name, value in answer.headers.items())
    return head.encode() + answer.read()


def test_the_scene_is_one(scene: Scene) -> None:
    """The scans below would mean nothing if nobody had come in."""
    assert all(len(token) == 50 for token in scene.tokens)
    assert len(scene.secrets[3]) == 43
    assert b"<b>ana</b>" in scene.answers


def test_no_secret_is_in_what_the_desk_logs(scene: Scene) -> None:
    assert [secret for secret in scene.secrets if secret.decode() in scene.said] == []
    assert "herons" not in scene.said.lower()
    assert len(scene.said.splitlines()) <= 3, scene.said


def test_no_secret_is_in_what_the_desk_answers(scene: Scene) -> None:
    assert [secret for secret in scene.secrets if secret in scene.answers] == []


def test_no_secret_is_in_any_file(scene: Scene) -> None:
    """The ledger, its log of changes, its export and backup, and the file of the tokens themselves."""
    ledger = scene.folder / "l.db"
    assert run("export", "--ledger", ledger, scene.folder / "all.jsonl").exit_code == 0
    assert run("backup", "--ledger", ledger, scene.folder / "copy.db").exit_code == 0
    files = [path for path in scene.folder.iterdir() if path.is_file()]
    assert {"l.db", "l.db-access", "all.jsonl", "copy.db"} <= {path.name for path in files}
    for path in files:
        key_is_here = path.name == "l.db-access"
        secrets = scene.secrets[:-1] if key_is_here else scene.secrets
        assert [secret for secret in secrets if secret in path.read_bytes()] == [], path.name


def test_tokens_are_kept_as_hashes_in_a_file_of_the_users_own(scene: Scene) -> None:
    path = scene.folder / "l.db-access"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert all(hash_of(token) in path.read_text("utf-8") for token in scene.tokens)
    assert [path.name for path in scene.folder.glob("l.db*") if stat.S_IMODE(path.stat().st_mode) != 0o600] == []


def test_what_fails_is_logged_by_its_place_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    router = APIRouter()

    @router.get("/{name}/fails")
    def fails(visit: Reader, name: str) -> None:
        raise ValueError(PLANTED)

    @router.get("/breaks")
    def breaks(visit: Reader) -> StreamingResponse:
        def pieces() -> Iterator[str]:
            yield "begun"
            raise KeyError(PLANTED)

        return StreamingResponse(pieces())

    root, former = logging.getLogger(), logging.getLogger().handlers[:]
    log_discreetly()
    try:
        app = desk(tmp_path / "l.db")
        app.include_router(router)
        with TestClient(app, base_url=HERE) as client:
            for path, expected in (("/secret-name/fails", 500), ("/breaks", 200)):
                answer = client.get(path)
                assert answer.status_code == expected
                assert "herons" not in answer.text
                assert "Content-Security-Policy" in answer.headers
    finally:
        root.handlers[:] = former
    said = capsys.readouterr().err
    assert "ValueError at" in said
    assert "test_secrets.py" in said
    assert "herons" not in said
    assert "secret-name" not in said


# --- tokens ------------------------------------------------------------------------------------------------------


def test_tokens_are_listed_without_what_they_are(tmp_path: Path) -> None:
    ledger = tmp_path / "l.db"
    token = run("tokens", "add", "ana", "--role", "reviewer", "--ledger", ledger)
    assert "not shown again" in token.stderr
    listed = run("tokens", "list", "--ledger", ledger).stdout
    assert listed.splitlines()[1].split("\t")[:3] == ["ana", "reviewer", "valid"]
    assert token.stdout.strip() not in listed
    assert run("tokens", "revoke", "ana", "--ledger", ledger).exit_code == 0
    assert "revoked" in run("tokens", "list", "--ledger", ledger).stdout
    assert run("tokens", "revoke", "ana", "--ledger", ledger).exit_code == 1


def test_a_token_is_worth_something_for_ninety_days(tmp_path: Path) -> None:
    now = [datetime(2031, 5, 4, tzinfo=UTC)]
    access = Access(tmp_path / "access", clock=lambda: now[0])
    token = access.add("ana", "reader")
    assert access.find(hash_of(token)) is not None
    assert access.find(hash_of(token + "x")) is None
    with pytest.raises(SaidbyError, match="has a token already"):
        access.add("ana", "admin")
    now[0] += LIFE - timedelta(seconds=1)
    assert access.any_valid()
    now[0] += timedelta(seconds=1)
    assert access.find(hash_of(token)) is None
    assert not access.any_valid()
    assert access.add("ana", "reader") != token


def test_a_change_is_seen_by_a_desk_that_runs(tmp_path: Path) -> None:
    running_desk, command = Access(tmp_path / "access"), Access(tmp_path / "access")
    token = command.add("ana", "reader")
    assert running_desk.find(hash_of(token)) is not None
    command.revoke("ana")
    assert running_desk.find(hash_of(token)) is None


@pytest.mark.parametrize("name", ["", " ", "a" * 61, "a\nb", "\x1b[31m"])
def test_a_name_is_one_that_can_be_shown(tmp_path: Path, name: str) -> None:
    with pytest.raises(SaidbyError, match="letters"):
        Access(tmp_path / "access").add(name, "reader")


def test_a_damaged_file_lets_nobody_in_and_says_so(tmp_path: Path) -> None:
    (tmp_path / "access").write_text("{", "utf-8")
    with pytest.raises(SaidbyError, match="damaged"):
        Access(tmp_path / "access").any_valid()


def test_the_file_of_a_ledger_on_a_server_is_the_users_own(tmp_path: Path) -> None:
    path = access_path("postgresql://ana:word@db.example/osk", tmp_path)
    assert path.parent == tmp_path
    assert "word" not in path.name
