"""Promise S4: nothing is changed from another site, by whichever route and in whichever way it is sent."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI, HTTPException, Request
from starlette.testclient import TestClient

from saidby.serve.desk.gate.access import Access, hash_of
from saidby.serve.desk.gate.people import HOURS_12, Sessions
from tests.serve.desk.routes import LEAST, Declared, routes
from tests.serve.desk.visitors import HERE, desk, proof_on

LET_IN = 418  # stands here for whatever a route does
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
JSON = {"Content-Type": "application/json"}


class Guest:
    """A browser at a desk, with its cookies, that sends what it is made to send."""

    def __init__(self, app: FastAPI, token: str | None = None) -> None:
        self.client = TestClient(app, base_url=HERE, follow_redirects=False)
        self.door = proof_on(self.client.get("/enter").text)
        if token is not None:
            self.entered = self.client.post("/enter", data={"token": token, "proof": self.door})
        self.proof = proof_on(self.client.get("/you").text)

    def proof_for(self, route: Declared) -> str:
        return (self.door or self.proof) if route.path == "/enter" else self.proof

    def send(self, route: Declared, headers: dict[str, str], body: str = "") -> int:
        path = re.sub(r"\{[^}]*\}", "1", route.path)
        return self.client.request(route.method, path, headers=headers, content=body).status_code


ATTACKS: dict[str, Callable[[str], tuple[dict[str, str], str]]] = {
    "another site, all else right": lambda proof: (
        {"Origin": "http://evil.example", "X-Saidby-Proof": proof} | JSON,
        "{}",
    ),
    "a page without origin": lambda proof: ({"Origin": "null", "X-Saidby-Proof": proof} | JSON, "{}"),
    "another port": lambda proof: ({"Origin": "http://127.0.0.1:9999", "X-Saidby-Proof": proof} | JSON, "{}"),
    "another name of this machine": lambda proof: (
        {"Origin": "http://localhost:8017", "X-Saidby-Proof": proof} | JSON,
        "",
    ),
    "https for http": lambda proof: ({"Origin": "https://127.0.0.1:8017", "X-Saidby-Proof": proof} | JSON, "{}"),
    "by fetch metadata another site": lambda proof: (
        {"Sec-Fetch-Site": "cross-site", "X-Saidby-Proof": proof} | JSON,
        "",
    ),
    "by fetch metadata a neighbour": lambda proof: (
        {"Sec-Fetch-Site": "same-site", "X-Saidby-Proof": proof} | JSON,
        "",
    ),
    "no proof, nothing sent": lambda _: ({}, ""),
    "no proof, JSON": lambda _: ({"Origin": HERE} | JSON, "{}"),
    "no proof, a form": lambda _: ({"Origin": HERE, "Sec-Fetch-Site": "same-origin"} | FORM, "name=ana"),
    "a form from elsewhere": lambda _: ({"Origin": "http://evil.example"} | FORM, "name=ana"),
    "a form from elsewhere with the proof": lambda proof: ({"Origin": "http://evil.example"} | FORM, f"proof={proof}"),
    "another proof": lambda _: ({"X-Saidby-Proof": "0" * 64} | JSON, "{}"),
    "an empty proof": lambda _: ({"X-Saidby-Proof": ""} | JSON, "{}"),
    "a form with another proof": lambda _: (FORM, "proof=" + "0" * 64),
    "a right proof behind a wrong one": lambda proof: (FORM, f"proof={'0' * 64}&proof={proof}"),
    "plain text": lambda proof: ({"Content-Type": "text/plain", "X-Saidby-Proof": proof}, "{}"),
    "no kind": lambda proof: ({"X-Saidby-Proof": proof}, "{}"),
    "a method in a header": lambda _: ({"X-HTTP-Method-Override": "GET"} | JSON, "{}"),
}


def _only(real: Any) -> Any:
    def checked(request: Request) -> None:
        real(request)
        raise HTTPException(LET_IN)

    return checked


@pytest.fixture(scope="module", params=["loopback", "accounts"])
def guest(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Guest]:
    ledger = tmp_path_factory.mktemp("changes") / "l.db"
    token = Access(Path(f"{ledger}-access")).add("ana", "admin") if request.param == "accounts" else None
    app = desk(ledger, names=("desk.example.org",) if token else ())
    with TestClient(app):
        found = Guest(app, token)
        for real in LEAST:
            app.dependency_overrides[real] = _only(real)
        yield found


@pytest.fixture(scope="module")
def changing(tmp_path_factory: pytest.TempPathFactory) -> list[Declared]:
    """Give every route that is not for reading."""
    found = [route for route in routes(desk(tmp_path_factory.mktemp("routes") / "l.db")) if route.method != "GET"]
    assert {"/you", "/enter", "/leave"} < {route.path for route in found}
    return found


@pytest.mark.parametrize("attack", ATTACKS)
def test_every_route_refuses(guest: Guest, changing: list[Declared], attack: str) -> None:
    answers = {
        (route.method, route.path): guest.send(route, *ATTACKS[attack](guest.proof_for(route))) for route in changing
    }
    assert {key: status for key, status in answers.items() if status not in {403, 415}} == {}


def test_every_route_refuses_who_has_the_proof_and_no_cookie(guest: Guest, changing: list[Declared]) -> None:
    bare = TestClient(guest.client.app, base_url=HERE, follow_redirects=False)
    for route in changing:
        headers = {"X-Saidby-Proof": guest.proof_for(route)} | JSON
        bare.cookies.clear()
        answer = bare.request(route.method, re.sub(r"\{[^}]*\}", "1", route.path), headers=headers, content="{}")
        assert answer.status_code in {401, 403}, route


def test_every_route_lets_the_desks_own_pages_in(guest: Guest, changing: list[Declared]) -> None:
    """The refusals above would mean nothing if all were refused."""
    for route in changing:
        own = {"Origin": HERE, "Sec-Fetch-Site": "same-origin"}
        by_script = guest.send(route, own | {"X-Saidby-Proof": guest.proof_for(route)} | JSON, "{}")
        by_form = guest.send(route, own | FORM, f"x=1&proof={guest.proof_for(route)}")
        reached = {LET_IN, 422} if route.path != "/enter" else {303, 403, 422}
        assert {by_script, by_form} <= reached, route


def test_a_proof_is_found_in_long_forms_and_in_forms_with_files(tmp_path: Path) -> None:
    with TestClient(desk(tmp_path / "l.db"), base_url=HERE, follow_redirects=False) as client:
        proof = proof_on(client.get("/you").text)
        assert client.post("/you", data={"proof": proof, "name": "ana", "x": "y" * 1_000_000}).status_code == 303
        files = {"file": ("a.txt", b"z" * 1_000_000)}
        assert client.post("/you", data={"proof": proof, "name": "ana"}, files=files).status_code == 303
        assert client.post("/you", data={"name": "ana"}, files=files).status_code == 403


# --- cookies and sessions ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("https", [False, True])
def test_cookies_are_for_this_site_alone_and_for_no_script(tmp_path: Path, *, https: bool) -> None:
    token = Access(Path(f"{tmp_path / 'l.db'}-access")).add("ana", "reader")
    app = desk(tmp_path / "l.db", names=("https://desk.example.org",))
    base = "https://desk.example.org" if https else HERE
    with TestClient(app, base_url=base, follow_redirects=False) as client:
        door = client.get("/enter")
        entered = client.post("/enter", data={"token": token, "proof": proof_on(door.text)})
        proof = proof_on(client.get("/you").text)
        chosen = client.post("/you", data={"theme": "dark", "proof": proof})
        left = client.post("/leave", data={"proof": proof})
        assert ("Strict-Transport-Security" in left.headers) is https
        found = [each for answer in (door, entered, chosen, left) for each in answer.headers.get_list("Set-Cookie")]
    assert len(found) == 4
    for each in found:
        parts = {part.strip().lower() for part in each.split(";")}
        assert {"httponly", "samesite=strict", "path=/"} <= parts
        assert ("secure" in parts) is https
        assert not any(part.startswith("domain") for part in parts)
        assert each.startswith("__Host-") is (https and "theme" not in each)
    assert token not in "".join(found)
    assert f"Max-Age={HOURS_12}" in found[1]


def test_leaving_and_revoking_end_a_session_at_once(tmp_path: Path) -> None:
    access = Access(Path(f"{tmp_path / 'l.db'}-access"))
    app = desk(tmp_path / "l.db", names=("desk.example.org",))
    with TestClient(app):
        left, revoked = Guest(app, access.add("ana", "admin")), Guest(app, access.add("ben", "reader"))
        cookies = dict(left.client.cookies)
        assert left.client.post("/leave", data={"proof": left.proof}).headers["Location"] == "/enter"
        again = TestClient(app, base_url=HERE, cookies=cookies)
        assert again.get("/").status_code == 401
        assert revoked.client.get("/").status_code == 200
        access.revoke("ben")
        assert revoked.client.get("/").status_code == 401


def test_a_session_lasts_twelve_hours_and_begins_under_a_new_name(tmp_path: Path) -> None:
    access = Access(tmp_path / "access")
    token = access.find(hash_of(access.add("ana", "reader")))
    assert token is not None
    now = [0.0]
    sessions = Sessions(clock=lambda: now[0])
    first, second = sessions.begin(token), sessions.begin(token)
    assert first != second
    now[0] = HOURS_12 - 1
    assert sessions.token_of(first) == token.sha256
    now[0] = HOURS_12
    assert sessions.token_of(first) is None


def test_nobody_is_made_to_enter_as_somebody_else(tmp_path: Path) -> None:
    """Another site that has a token of its own cannot enter it in a reader's browser."""
    token = Access(Path(f"{tmp_path / 'l.db'}-access")).add("eve", "reader")
    app = desk(tmp_path / "l.db", names=("desk.example.org",))
    with TestClient(app, base_url=HERE, follow_redirects=False) as client:
        other = TestClient(app, base_url=HERE)
        proof = proof_on(other.get("/enter").text)  # the attacker's own
        client.get("/enter")
        assert client.post("/enter", data={"token": token, "proof": proof}).status_code == 403


def test_who_has_not_entered_sends_little(tmp_path: Path) -> None:
    with TestClient(desk(tmp_path / "l.db", names=("desk.example.org",)), base_url=HERE) as client:
        proof = proof_on(client.get("/enter").text)
        form = {"proof": proof, "token": "x" * 20_000}
        assert client.post("/enter", data=form).status_code == 413
        pieces = iter([f"proof={proof}&token=".encode(), b"x" * 20_000])
        assert client.post("/enter", headers=FORM, content=pieces).status_code == 413


def test_a_program_with_a_token_needs_no_proof_and_its_cookies_do_not_count(tmp_path: Path) -> None:
    access = Access(Path(f"{tmp_path / 'l.db'}-access"))
    app = desk(tmp_path / "l.db", names=("desk.example.org",))
    with TestClient(app):
        admin = Guest(app, access.add("ana", "admin"))
        bearer = {"Authorization": f"Bearer {access.add('ben', 'reader')}"}
        answer = admin.client.post("/you", headers=bearer | {"X-Saidby-Proof": admin.proof}, data={"theme": "dark"})
        assert answer.status_code == 303
        assert "ben" in admin.client.get("/you", headers=bearer).text
        assert "ana" not in admin.client.get("/you", headers=bearer).text
